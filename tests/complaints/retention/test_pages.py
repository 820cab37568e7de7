"""The pages at a case's end: the panel, the review, the deletion in two steps, what its citizen reads, and who is let in."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, BR, again, received, see_again
from complaints.keeping import AFTER, MONDAY, NUMBER, closed, full, handler, opened, transfer
from complaints.retention.test_deleting import deleted, end_requests
from flask import Flask
from sqlalchemy import event, select

from værdig.access.roles import Role
from værdig.clock import HalfYear, today
from værdig.complaints import queries, service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, RetentionWarning
from værdig.complaints.personal_data import export
from værdig.complaints.queries import FiguresGone
from værdig.complaints.reminders import mailing
from værdig.complaints.retention import service as retention
from værdig.complaints.retention import warning
from værdig.complaints.retention.queries import end_of, panel, until_of
from værdig.complaints.retention.rules import Ground
from værdig.complaints.retention.service import Disposal
from værdig.complaints.retention.wording import kept
from værdig.db import db, tenant
from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.reports.gather import gather

SOON = "2031-01-15 09:00"
"""A working day within the warning for a case closed on MONDAY."""


@pytest.fixture
def old(context: Flask, freeze: Any) -> tuple[Case, str]:
    """A closed case of the management's whose time is over; nothing of it is transferred."""
    freeze(MONDAY)
    case, code = full(None)
    end_requests(case, None)
    freeze(AFTER)
    return again(case), code


def review(browser: Any, case: Case, slug: str = "klager") -> Any:
    return browser.get(f"/stab/{slug}/{case.id}/opbevaring")


def test_from_the_panel_to_the_tombstone(old: tuple[Case, str], boss: Any, client: Any) -> None:
    case, code = old
    number = case.number
    other, _code = received(reader=Reader.MANAGEMENT)
    page = boss.get("/stab/klager").click("Opbevaring og sletning af sager")
    assert "dokumenter mangler" in page.text
    page = page.click(number)
    assert "Det kan først vælges, når alt er overført." in page.text
    assert page.submit({"decision": "arkiveret"}).errors == [
        "Der er dokumenter, som ikke er kvitteret som overført til ESDH: 9. Overfør dem først."
    ]
    transfer(case)
    page = review(boss, case).submit({"decision": "arkiveret"}).follow()
    assert "Det kan ikke fortrydes." in page.text
    assert NUMBER in page.text
    wrong = page.submit({"number": other.number})
    assert wrong.errors == ["Det er ikke sagens nummer. Skriv nummeret på den sag, der skal slettes."]
    left = page.submit({"number": number}).follow()
    assert f"Sag {number} er slettet." in left.text
    for words in (NUMBER, "1. halvår 2026", "2. marts 2026", "10. marts 2031", "Leder"):
        assert words in left.text
    assert "Anna" not in left.text
    assert review(boss, case).status == 404
    gone = client.get("/sag").submit({"code": code})
    assert gone.h1 == "Din sag er slettet"
    for words in (number, "10. marts 2031", "kommunens arkiv", NUMBER):
        assert words in gone.text
    see_again()
    assert export(code)[0]["Nummer i arkivet eller regel"] == NUMBER


def test_a_case_is_put_off_with_a_reason_and_its_citizen_reads_until_when(
    old: tuple[Case, str], boss: Any, client: Any
) -> None:
    case, code = old
    own = client.get("/sag").submit({"code": code}).follow().text
    assert "Vi har gemt sagen til og med den 2. marts 2031." in own
    assert "Vil du have en kopi af den, så bed om det nu." in own
    page = review(boss, case)
    assert page.submit({"decision": "behold", "until": "1. juni 2031"}).errors == [
        "Skriv, hvorfor sagen skal gemmes længere."
    ]
    done = review(boss, case).submit(
        {"decision": "behold", "until": "1. juni 2031", "words": "Retten har bedt om det."}
    )
    assert "Retten har bedt om det." in done.follow().text
    told = client.get("/sag").text
    assert "Vi gemmer sagen til og med den 1. juni 2031." in told
    assert "Retten" not in told
    assert "Gemmes længere, til og med den 1. juni 2031" in boss.get(f"/stab/klager/{case.id}").text
    see_again()
    found = panel(Reader.MANAGEMENT, today())
    assert [end.case.id for end in found.put_off] == [case.id]
    assert found.over == []


def test_a_case_without_documents_to_keep_goes_by_a_rule(old: tuple[Case, str], boss: Any, client: Any) -> None:
    case, code = old
    page = review(boss, case)
    assert page.submit({"decision": "dublet", "words": "Samme sag."}).errors == [
        "Skriv, hvilken regel eller hvilket svar fra arkivet det sker efter."
    ]
    page = (
        review(boss, case).submit({"decision": "dublet", "words": "Samme sag.", "reference": "Se sag 12-26"}).follow()
    )
    assert "Se sag 12-26" in page.text
    page.submit({"number": case.number})
    told = client.get("/sag").submit({"code": code}).text
    assert "ikke lagt i kommunens arkiv" in told
    assert "Se sag 12-26" in told


def test_the_second_step_cannot_be_reached_without_the_first(old: tuple[Case, str], boss: Any) -> None:
    case, _code = old
    transfer(case)
    page = boss.get(f"/stab/klager/{case.id}/opbevaring/slet").follow()
    assert "Et menneske skal først gennemgå sagen" in page.text
    assert again(case)


def test_a_young_or_open_case_is_only_told_of(boss: Any, ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    young, _code = closed()
    still_open, _code = received(reader=Reader.MANAGEMENT)
    assert "Gem beslutningen" not in review(boss, young).text
    assert "Sagen er ikke afsluttet." in review(boss, still_open).follow().text
    assert "Hvor længe sagen gemmes" not in boss.get(f"/stab/klager/{still_open.id}").text


def test_a_deputy_looks_and_does_not_decide(app: Flask, br: Any, staff: Any, freeze: Any) -> None:
    assert set(app.extensions["vaerdig_permissions"]["complaints.retention"].default_roles) == {
        Role.LEDER,
        Role.BORGERRAADGIVER,
    }
    page = staff("svaransvarlig_leder").get("/stab/klager/opbevaring")
    assert "Du kan se listen, men ikke beslutte" in page.text
    assert staff("stedfortraeder").get("/stab/indbakke/opbevaring").status == 200
    assert staff("skranke").get("/stab/klager/opbevaring").status == 404


def test_an_answering_leader_cannot_decide_by_the_address(old: tuple[Case, str], staff: Any) -> None:
    case, _code = old
    transfer(case)
    browser = staff("svaransvarlig_leder")
    page = review(browser, case)
    assert "Kun lederen kan beslutte" in page.text
    token = browser.get("/stab/").form("Log af").values["csrf_token"]
    for path, form in (("opbevaring", {"decision": "arkiveret"}), ("opbevaring/slet", {"number": case.number})):
        answer = browser.post(f"/stab/klager/{case.id}/{path}", data={**form, "csrf_token": token})
        assert answer.status == 404
    assert end_of(again(case)).review is None  # type: ignore[union-attr]


def test_each_side_sees_its_own_cases_only(old: tuple[Case, str], br: Any, boss: Any) -> None:
    case, _code = old
    hers, _code = received()
    service.withdraw(hers.id)
    assert case.number not in br.get("/stab/indbakke/opbevaring").text
    assert hers.number in br.get("/stab/indbakke/opbevaring").text
    assert hers.number not in boss.get("/stab/klager/opbevaring").text
    assert review(br, case, "indbakke").status == 404


def test_a_case_waits_on_the_morning_page_when_its_time_is_over(old: tuple[Case, str], boss: Any) -> None:
    case, _code = old
    page = boss.get("/stab/i-dag/ledelse")
    assert "Sager, hvis tid er gået" in page.text
    assert (
        "Hvad skal der ske med sagen?"
        in page.click(f"Gennemgå sagen: gem den længere, eller slet den i sag {case.number}").text
    )


def test_the_morning_page_shows_a_few_old_cases_and_leads_to_all(old: tuple[Case, str], boss: Any, freeze: Any) -> None:
    freeze("2020-11-02 09:00")
    for _each in range(4):
        service.withdraw(received(reader=Reader.MANAGEMENT)[0].id)
    freeze("2026-11-02 09:00")
    page = boss.get("/stab/i-dag/ledelse")
    assert page.text.count("Gennemgå sagen: gem den længere, eller slet den") == 3
    assert "Venter på gennemgang" in page.click("Se alle 4 : Sager, hvis tid er gået").text


# --- warnings ---


def warnings() -> list[tuple[str, str]]:
    see_again()
    return [
        (row.stage, row.until.isoformat())
        for row in db.session.scalars(select(RetentionWarning).order_by(RetentionWarning.day))
    ]


def test_staff_are_warned_once_before_and_once_after_in_office_hours_and_nothing_is_deleted(
    ready: Any, freeze: Any
) -> None:
    freeze(MONDAY)
    case, _code = closed()
    hers, _code = closed(Reader.BORGERRAADGIVER)
    for moment, of in (
        ("2030-11-29 09:00", 0), ("2031-01-15 21:00", 0), ("2031-01-18 10:00", 0), (SOON, 2), (SOON, 0), (AFTER, 2), (AFTER, 0),
    ):  # fmt: skip
        freeze(moment)
        assert warning.warn() == of, moment
    assert warnings() == [("varsel", "2031-03-02")] * 2 + [("gennemgang", "2031-03-02")] * 2
    assert {again(case).number, again(hers).number}
    assert mailing.roles_to_tell(today()) == [Role.LEDER, Role.BORGERRAADGIVER]
    freeze("2031-03-11 09:00")
    assert mailing.roles_to_tell(today()) == []


def test_a_case_that_is_put_off_is_warned_of_anew(old: tuple[Case, str]) -> None:
    case, _code = old
    warning.warn()
    retention.keep_longer(case.id, opened(again(case)), today().replace(month=5), "Retten.", BOSS)
    assert warning.warn() == 1
    assert warnings()[-1] == ("varsel", "2031-05-10")


# --- years ---


def test_the_years_are_the_municipalitys_and_every_text_follows(ready: Any, freeze: Any, client: Any) -> None:
    freeze(MONDAY)
    case, _code = closed()
    other, _code = closed(type="klage_over_afgoerelse")
    assert "5 år" in client.get("/privatliv").text
    municipalities.put("case_keep_years", 7, today())
    municipalities.put("case_keep_years_by_type", ["klage_over_afgoerelse: 10", "findes_ikke: 3"], today())
    see_again()
    assert str(until_of(again(case))) == "2033-03-02"
    assert str(until_of(again(other))) == "2036-03-02"
    assert "7 til 10 år" in client.get("/privatliv").text
    assert "7 til 10 år" in kept()
    assert "2. marts 2033" in kept(again(case))
    still_open, _code = received(reader=Reader.MANAGEMENT)
    assert "i 7 år" in kept(still_open)
    with tenant("vallensbaek"):
        assert "5 år" in kept()


def test_reopening_stops_the_counting(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = closed()
    freeze("2026-09-01 09:00")
    service.reopen(case.id)
    assert until_of(again(case)) is None
    freeze("2026-10-01 09:00")
    service.withdraw(case.id)
    assert str(until_of(again(case))) == "2031-10-01"


# --- figures, and the number ---


def test_figures_of_a_half_year_with_deleted_cases_are_not_counted_anew(old: tuple[Case, str], ready: Any) -> None:
    case, _code = old
    first, other = HalfYear(2026, 1), HalfYear(2025, 2)
    assert queries.figures(first)
    transfer(case)
    deleted(case, ready)
    with pytest.raises(FiguresGone, match="kan klagerne ikke tælles igen"):
        queries.figures(first)
    assert queries.figures(other)
    found = gather(first, "r" * 22, today())
    assert (found.complained, found.complaints_deleted) == (None, True)
    later = gather(HalfYear(2026, 2), "s" * 22, today())
    assert later.complained is not None
    assert first.label not in later.complained_before
    assert later.deleted_before == [first.label]


def test_a_deleted_cases_number_is_told_of_and_never_given_again(old: tuple[Case, str], ready: Any, staff: Any) -> None:
    case, _code = old
    number = case.number
    transfer(case)
    deleted(case, ready)
    page = staff("skranke").get("/stab/klager/indsigt").submit({"number": number, "asked": "se"})
    assert "Sagen er slettet den 10. marts 2031." in page.text


def test_the_borgerraadgiver_deletes_her_own(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = closed(Reader.BORGERRAADGIVER)
    held = opened(case, ready)
    freeze(AFTER)
    transfer(case)
    with pytest.raises(UserError, match="Et menneske"):
        retention.delete_case(case.id, case.number, BR)
    retention.decide_deletion(case.id, held, Disposal(ground=Ground.ARKIVERET), BR)
    assert retention.delete_case(case.id, again(case).number, handler(case)).role == "borgerraadgiver"


def test_the_panel_asks_as_much_of_the_database_for_many_cases_as_for_few(
    app: Flask, context: Flask, boss: Any, freeze: Any
) -> None:
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda _c, _k, statement, *_more: said.append(statement))

    def asked() -> int:
        boss.get("/stab/klager/opbevaring")
        said.clear()
        boss.get("/stab/klager/opbevaring")
        return len(said)

    freeze(MONDAY)
    full(None)
    few = asked()
    for _n in range(3):
        full(None)
    assert asked() == few
