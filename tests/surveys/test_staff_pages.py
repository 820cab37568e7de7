"""Staff run a round on the pages: plan, forecast, open, codes, status, close, result; who may do what."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import NEIGHBOUR, signed_in
from factories import make_user
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, open_round, planned_round, send

from værdig.audit import AuditEntry
from værdig.clock import HalfYear
from værdig.db import db, tenant
from værdig.municipality import service as municipalities
from værdig.surveys import closing, queries, round_keys, service
from værdig.surveys.codes_file import merge_file
from værdig.surveys.orders import Group, IssuedCode

FROZEN = "2026-11-21 12:00"
DAY_AFTER = "2026-11-22 10:00"


def planned_on_pages(leder: Any) -> Any:
    """Plan a round with two groups, one of them of unknown size; returns the round's page."""
    page = leder.get("/stab/runder/").click("Planlæg en runde")
    page = page.submit(
        {"half_year": "2026H2", "design": "census", "opens_on": "1.9.2026", "closes_on": "21. november 2026"}
    ).follow()
    assert page.h1 == "Målgrupper"
    blank = {name: "" for name in page.form().names if name.startswith("antal_")}
    unticked = {name: None for name in page.form().names if name.startswith("ukendt_")}
    known = {"antal_dagpengeindsats": "600", "antal_oevrige_borgere": "8", "ukendt_sygedagpengeindsats": "y"}
    return page.submit({**blank, **unticked, **known}).follow()


def test_a_manager_runs_a_round_from_plan_to_result(
    staff: Callable[..., Any], client: Any, freeze: Callable[[str], Any], within: Callable[..., Any]
) -> None:
    freeze(FROZEN)
    leder = staff("leder")
    page = planned_on_pages(leder)
    assert page.h1 == "2. halvår 2026, alle i målgrupperne"
    assert "Det kan du vise" in page.text
    assert (
        "For små til at blive vist alene: Øvrige borgere. Vis dem sammen med en større gruppe: Dagpenge." in page.text
    )
    assert "ukendt" in page.text
    page = page.click("Åbn runden").submit({"anyway": "y"}).follow()
    assert page.h1 == "Lav koder"
    values = page.form().values
    assert values["dagpengeindsats__uden"] == "600"
    assert values["sygedagpengeindsats__uden"] == ""
    file = page.submit(
        {"way": "fil", "dagpengeindsats__uden": "12", "dagpengeindsats__over_2_aar": "3", "oevrige_borgere__uden": "0"}
    )
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 15
    assert {row["gruppe"] for row in rows} == {"Dagpenge"}
    for row in rows[:12]:
        within(lambda row=row: send(row["kode"], moedet=4))
    assert client.get(rows[14]["link"].removeprefix("http://localhost")).follow().h1 == "Før du svarer"
    page = leder.get("/stab/runder/").click("2. halvår 2026")
    assert "Mindst 10" in page.text
    assert "Mindst 12" not in page.text
    freeze(DAY_AFTER)
    leder = staff("leder")
    page = leder.get("/stab/runder/").click("2. halvår 2026").click("Luk runden")
    assert "Ingen kan svare mere" in page.text
    page = page.submit().follow()
    assert "Runden blev lukket den 22. november 2026" in page.text
    page = page.click("Se resultatet")
    assert "12" in page.text
    assert "Hvor tilfreds er du med den måde, du bliver mødt på?" in page.text


def test_an_open_rounds_forecast_advises_nothing_that_cannot_be_done_any_more(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: planned_round([Group("dagpenge", "Dagpenge", 600), Group("oevrige", "Øvrige", 8)]))
    advice, address = "Vis dem sammen med en større gruppe", f"/stab/runder/{round_id}"
    assert advice in staff("leder").get(address).text
    within(lambda: service.open_round(round_id))
    page = staff("leder").get(address)
    assert advice not in page.text
    assert "for få svar til at vise hver for sig: Øvrige. Målgrupperne ligger fast" in page.text
    assert "Værdig lægger selv små grupper sammen, når runden lukkes." in page.text


def test_groups_without_a_number_are_named_where_the_total_is_told(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    groups = [Group("a", "Dagpenge", 600), Group("b", "Sygedagpenge"), Group("c", "Revalidering")]
    page = staff("leder").get(f"/stab/runder/{within(lambda: planned_round(groups))}")
    assert "Inviterede i alt Vides ikke, for antallet mangler i: Sygedagpenge, Revalidering" in page.text
    assert "Svar, vi regner med" in page.text


def test_codes_are_shown_once_and_stored_nowhere(
    within: Callable[..., Any], staff: Callable[..., Any], app: Flask
) -> None:
    round_id = within(open_round)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder")
    file = page.submit({"way": "fil", "dagpenge__uden": "2", "sygedagpenge__uden": "", "revalidering__uden": ""})
    assert file.headers["Content-Disposition"] == 'attachment; filename="koder-2021H1-alle.csv"'
    assert file.data.startswith(b"\xef\xbb\xbfnummer;gruppe;forloebets_laengde;kode;link\r\n")
    codes = [row["kode"] for row in csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";")]
    stored = within(lambda: "\n".join(db.engine.raw_connection().driver_connection.iterdump()))
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]
    assert leder.get(f"/stab/runder/{round_id}/koder").form().values["dagpenge__uden"] == "38"


def numbers(round_id: str) -> list[tuple[str, int | None, int]]:
    return [(group.key, group.invited, group.issued) for group in queries.round_by_id(round_id).groups]


def test_more_codes_than_invited_are_refused_until_somebody_says_yes(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: open_round([Group("a", "A", 5), Group("b", "B", None)]))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder")
    assert "more_invited" not in page.form().values
    page = page.submit({"way": "fil", "a__uden": "7", "b__uden": "3"})
    assert "A: 7 koder til 5 inviterede" in page.errors[0]
    assert "svarprocenten" in page.errors[0]
    assert within(lambda: numbers(round_id)) == [("a", 5, 0), ("b", None, 0)]
    assert page.form().values["a__uden"] == "7"
    file = page.submit({"more_invited": "y"})
    assert len(file.data.decode().splitlines()) == 1 + 10
    assert within(lambda: numbers(round_id)) == [("a", 7, 7), ("b", None, 3)]
    entries = within(
        lambda: [e.detail for e in db.session.scalars(select(AuditEntry)) if e.action == "survey.codes_issued"]
    )
    assert entries[-1]["invited_raised"] == {"a": [5, 7]}


def test_codes_are_kept_for_letters_unless_a_file_is_chosen_and_a_lost_file_can_be_replaced(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: open_round([Group("a", "A", 5)]))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder")
    assert page.form().values["way"] == "breve"
    assert "Er filen væk?" not in page.text
    page.submit({"way": "fil"})
    for shown in (leder.get(f"/stab/runder/{round_id}/koder"), page.submit({"way": "fil"})):
        assert "Der er lavet 5 koder til runden. Er filen væk?" in shown.text
    page = shown.click("Kassér de ubrugte koder, og lav nye").submit().follow()
    assert page.form().values["a__uden"] == "5"
    assert len(page.submit({"way": "fil"}).data.decode().splitlines()) == 1 + 5


def test_boxes_that_hold_a_number_stand_open_after_an_error(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: open_round([Group("a", "A", 5), Group("b", "B", 5)]))
    page = staff("leder").get(f"/stab/runder/{round_id}/koder")
    assert [box.has_attr("open") for box in page.soup.select("details.details")] == [False, False]
    for wrong in ("9", "mange"):
        page = page.submit({"b__over_2_aar": wrong})
        assert page.errors
        assert [box.has_attr("open") for box in page.soup.select("details.details")] == [False, True]


def test_codes_from_counts_become_letters_and_a_file_with_the_whole_text(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(open_round)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder")
    wanted = {"dagpenge__uden": "2", "dagpenge__over_2_aar": "1", "sygedagpenge__uden": "", "revalidering__uden": ""}
    page = page.submit({"way": "breve", **wanted}).follow()
    assert page.h1 == "Invitationer og breve"
    assert "Dagpenge" in page.text
    leder.get(f"/stab/runder/{round_id}/koder").submit({"way": "breve", **wanted, "dagpenge__over_2_aar": ""}).follow()
    page = leder.get(f"/stab/runder/{round_id}/invitationer/flettefil")
    file = page.submit({"whom": "alle"})
    rows = list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["reference"] for row in rows] == ["1.0-0001", "1.0-0002", "1.0-0003", "1.0-0004", "1.4-0001"]
    assert rows[0]["kode"] in rows[0]["tekst"]
    within(lambda: send(rows[0]["kode"], moedet=4))
    page = leder.get(f"/stab/runder/{round_id}/invitationer/breve").submit({"whom": "alle"}).follow()
    assert "5 af 5 breve er lavet" in page.text
    assert within(lambda: numbers(round_id))[0] == ("dagpenge", 40, 5)


def test_the_merge_file_is_harmless_in_a_spreadsheet() -> None:
    text = merge_file([IssuedCode("=2+2", "-x", "2345-6789-ABCDE")], "https://svar.example/").decode("utf-8-sig")
    assert text.splitlines()[1] == "1;'=2+2;'-x;2345-6789-ABCDE;https://svar.example/svar/2345-6789-ABCDE"


def test_bad_input_is_told_at_its_field_and_kept(staff: Callable[..., Any], freeze: Callable[[str], Any]) -> None:
    freeze("2026-08-20 12:00")
    leder = staff("leder")
    page = leder.get("/stab/runder/ny").submit(
        {"half_year": "2026H2", "design": "census", "opens_on": "30.2.2026", "closes_on": "1.9.2026"}
    )
    assert page.errors
    assert page.form().values["opens_on"] == "30.2.2026"
    page = page.submit({"opens_on": "2.9.2026", "closes_on": "1.9.2026"})
    assert "Slutdatoen ligger før startdatoen" in page.errors[0]
    page.submit({"closes_on": "3.9.2026"}).follow()
    page = leder.get("/stab/runder/ny").submit(
        {"half_year": "2026H2", "design": "census", "opens_on": "2.9.2026", "closes_on": "3.9.2026"}
    )
    assert "allerede en runde" in page.errors[0]


@pytest.mark.parametrize(
    ("field", "day", "told"),
    [
        ("opens_on", "30.6.2026", "begynde i 2. halvår 2026"),
        ("opens_on", "2.3.2027", "begynde i 2. halvår 2026"),
        ("closes_on", "20.11.2026", "er gået"),
    ],
)
def test_a_window_that_does_not_fit_is_refused(
    staff: Callable[..., Any], freeze: Callable[[str], Any], field: str, day: str, told: str
) -> None:
    freeze(FROZEN)
    window = {"half_year": "2026H2", "design": "census", "opens_on": "19.11.2026", "closes_on": "5.3.2027"}
    page = staff("leder").get("/stab/runder/ny").submit({**window, field: day})
    assert any(told in error for error in page.errors)
    assert page.form().values[field] == day


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("-1", "Skriv et helt tal mellem 1 og 100.000."),
        ("0", "Skriv et helt tal mellem 1 og 100.000."),
        ("mange", "Skriv et helt tal, fx 12."),
        ("1000000", "Skriv et helt tal mellem 1 og 100.000."),
    ],
)
def test_an_impossible_number_of_invited_is_refused_and_kept(
    within: Callable[..., Any], staff: Callable[..., Any], number: str, told: str
) -> None:
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/grupper").submit({"antal_dagpenge": number})
    assert [told in error and "Dagpenge" in error for error in page.errors] == [True]
    assert page.form().values["antal_dagpenge"] == number


def test_an_impossible_number_of_codes_names_its_group(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    page = staff("leder").get(f"/stab/runder/{within(open_round)}/koder").submit({"sygedagpenge__uden": "20001"})
    told = "Skriv et helt tal mellem 0 og 20.000."
    assert [told in error and "Sygedagpenge" in error for error in page.errors] == [True]


def test_files_of_an_example_say_so_in_their_name_and_not_among_the_codes(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(open_round)
    within(lambda: municipalities.put("example_data", True))
    file = staff("leder").get(f"/stab/runder/{round_id}/koder").submit({"way": "fil", "dagpenge__uden": "2"})
    assert file.headers["Content-Disposition"] == 'attachment; filename="koder-2021H1-alle-eksempeldata.csv"'
    assert "eksempel" not in file.data.decode().lower()


def test_a_number_and_a_tick_for_unknown_are_refused_together(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/grupper").submit({"ukendt_dagpenge": "y"})
    assert page.errors == ["Dagpenge har både et tal og et hak ved ukendt. Behold det ene."]
    assert (page.form().values["antal_dagpenge"], page.form().values["ukendt_dagpenge"]) == ("40", "y")
    page.submit({"ukendt_dagpenge": None})
    assert within(lambda: numbers(round_id))[0] == ("dagpenge", 40, 0)


def test_a_round_just_planned_has_no_group_ticked_beforehand(
    staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze(FROZEN)
    page = staff("leder").get("/stab/runder/ny")
    page = page.submit(
        {"half_year": "2026H2", "design": "census", "opens_on": "1.9.2026", "closes_on": "21. november 2026"}
    ).follow()
    assert not [name for name in page.form().values if name.startswith("ukendt_")]
    assert "ukendt_dagpengeindsats" in page.form().names


def test_no_group_at_all_is_refused(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/grupper")
    page = page.submit({name: "" for name in page.form().names if name.startswith("antal_")})
    assert "mindst én målgruppe" in page.errors[0]


def test_nobody_sees_results_before_the_round_is_closed(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(open_round)
    for role in ("leder", "borgerraadgiver", "analytiker", "dpo"):
        assert staff(role).get(f"/stab/runder/{round_id}/resultat").status == 404
    assert staff("borgerraadgiver").get(f"/stab/runder/{round_id}/tekster").status == 404


ALLOWED = {
    "leder": {"read", "manage", "close", "texts"},
    "analytiker": {"read", "manage"},
    "borgerraadgiver": {"read", "close", "texts", "hold_key"},
    "stedfortraeder": {"read", "close", "texts", "hold_key"},
    "svaransvarlig_leder": {"read"},
    "dpo": {"close", "read", "hold_key"},
    "administrator": set(),
    "skranke": set(),
    "udvalgsmedlem": set(),
}
ADDRESSES = {
    "/stab/runder/{}": "read",
    "/stab/runder/{}/koder": "manage",
    "/stab/runder/{}/luk": "close",
    "/stab/runder/{}/tabt": "close",
    "/stab/runder/noegle": "hold_key",
}
"""Pages of an open round that waits for its key holders, and the right that each asks for."""


@pytest.mark.parametrize("role", ALLOWED)
def test_each_role_opens_only_its_pages(
    within: Callable[..., Any], staff: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    def open_with_holders() -> str:
        for holder in (make_user("borgerraadgiver"), make_user("dpo")):
            service.become_key_holder(holder.id, holder.name, "rolig lampe grøn båd")
        return open_round()

    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.HOLDERS)
    round_id = within(open_with_holders)
    person = staff(role)
    for address, right in ADDRESSES.items():
        status = person.get(address.format(round_id)).status
        assert (status == 200) == (right in ALLOWED[role]), (role, address, status)


def test_another_municipalitys_round_is_not_found(app: Flask, within: Callable[..., Any]) -> None:
    round_id = within(open_round)
    stranger = signed_in(app, "leder", municipality=NEIGHBOUR)
    for page in ("", "/koder", "/luk", "/tabt", "/grupper", "/aabn", "/resultat", "/resultat.csv"):
        assert stranger.get(f"/stab/runder/{round_id}{page}").status == 404


def test_a_closing_that_was_cut_short_is_shown_and_taken_up_again(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(open_round)

    def cut_short() -> None:
        for code in codes_for(round_id, "dagpenge", 12):
            send(code, moedet=4)
        with pytest.raises(ZeroDivisionError):
            closing.run(round_id, after_step=lambda done: 1 / (done != "skrevet"))

    within(cut_short)
    assert "Under 10 har svaret." not in staff("borgerraadgiver").get(f"/stab/runder/{round_id}/luk").text, (
        "it has begun"
    )
    page = staff("borgerraadgiver").get(f"/stab/runder/{round_id}")
    assert "Svarene er blandet og skrevet ned uden navn og tid: færdig" in page.text
    assert "Nøglen er slettet: mangler" in page.text
    page = page.click("Fortsæt lukningen").submit().follow()
    assert "Se resultatet" in page.text


def test_a_lost_key_is_told_and_the_round_can_be_given_up(
    within: Callable[..., Any], staff: Callable[..., Any], app: Flask
) -> None:
    round_id = within(open_round)
    for file in (app.extensions["vaerdig_keyring"].folder / "runder").glob("*.key"):
        file.unlink()
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/luk").submit()
    assert "runden er tabt" in page.errors[0]
    page = leder.get(f"/stab/runder/{round_id}")
    assert "Runden er tabt" in page.text
    page = page.click("Opgiv runden").submit().follow()
    assert "Runden er opgivet" in page.text
    assert leder.get(f"/stab/runder/{round_id}/luk").follow().h1 == "1. halvår 2021, alle i målgrupperne"
    assert "Prøv at lukke igen" not in page.text


def test_a_round_with_holders_is_closed_with_a_pass_phrase(
    within: Callable[..., Any],
    staff: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    freeze: Callable[[str], Any],
) -> None:
    freeze("2021-04-10 10:00")
    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.HOLDERS)
    phrases = {"borgerraadgiver": "rolig lampe grøn båd", "dpo": "tavs sten over bro"}
    planned, leder = within(planned_round), staff("leder")
    assert "Der er ingen nøgleholdere endnu." in leder.get("/stab/runder/").text
    for role, phrase in phrases.items():
        asked = leder.get(f"/stab/runder/{planned}/aabn")
        assert "I mangler mindst én." in asked.text
        assert not asked.soup.select("main form")
        page = staff(role).get("/stab/runder/").click("Bliv nøgleholder")
        assert page.submit({"passphrase": phrase, "again": "noget helt andet nu"}).errors
        page.submit({"passphrase": phrase, "again": phrase}).follow()
    assert {name.text for name in leder.get("/stab/runder/").soup.select("main li")} >= set(
        within(round_keys.holders).values()
    )
    leder.get(f"/stab/runder/{planned}/aabn").submit().follow()
    round_id = planned
    freeze("2021-05-01 10:00")
    within(lambda: municipalities.put("paper_typed_twice", True))
    page = staff("borgerraadgiver").get(f"/stab/runder/{round_id}/luk")
    assert ", ".join(within(lambda: round_keys.holders_of(round_id))) in page.text
    assert "Er alle papirer tastet?" in page.text
    assert "Værdig kan ikke tælle dem" in page.text
    assert page.submit({"passphrase": ""}).errors
    page = page.submit({"passphrase": "forkert kodeord her"})
    assert "passer ikke" in page.errors[0]
    page = staff("dpo").get(f"/stab/runder/{round_id}/luk").submit({"passphrase": phrases["dpo"]}).follow()
    assert "Runden blev lukket" in page.text


def test_what_staff_do_is_logged_with_no_small_number(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(open_round)

    def answers() -> None:
        for code in codes_for(round_id, "dagpenge", 11):
            send(code, moedet=4, fortael="Tak")

    within(answers)
    leder = staff("leder")
    leder.get(f"/stab/runder/{round_id}/luk").submit()
    assert "Tak" in leder.get(f"/stab/runder/{round_id}/tekster/11").text
    assert leder.get(f"/stab/runder/{round_id}/tekster/12").status == 404
    logged = within(
        lambda: [
            (each.action, each.actor) for each in db.session.scalars(select(AuditEntry)) if each.object_id == round_id
        ]
    )
    assert {action for action, _actor in logged} >= {
        "survey.round_planned", "survey.round_opened", "survey.codes_issued", "survey.closing_begun",
        "survey.round_closed", "survey.texts_read",
    }  # fmt: skip
    assert {actor for action, actor in logged if action == "survey.texts_read"} == {leder.user_id}


def test_too_few_texts_are_shown_to_nobody(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(open_round)

    def answers() -> None:
        for code in codes_for(round_id, "dagpenge", 9):
            send(code, fortael="Kun mig")
        service.close_round(round_id)

    within(answers)
    reader = staff("borgerraadgiver")
    assert "for få svar" in reader.get(f"/stab/runder/{round_id}/tekster").text
    assert reader.get(f"/stab/runder/{round_id}/tekster/1").status == 404
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    assert "9" not in page.text.split("Hvor mange svarede", 1)[1].split("Hvert spørgsmål", 1)[0]


def test_a_planned_round_can_be_dropped_and_planned_anew(app: Any, staff: Any) -> None:
    with app.app_context(), tenant("albertslund"):
        round_id = service.create_round(HalfYear(2027, 1), "census", date(2027, 4, 12), date(2027, 5, 16))
    leader = staff("leder")
    page = leader.get(f"/stab/runder/{round_id}/slet", status=200)
    assert page.submit({}, form="Slet planen").status == 302
    assert leader.get(f"/stab/runder/{round_id}").status == 404
    with app.app_context(), tenant("albertslund"):
        service.create_round(HalfYear(2027, 1), "census", date(2027, 4, 12), date(2027, 5, 16))


def test_under_ten_answers_are_not_said_to_be_rounded(
    within: Callable[..., Any], staff: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = within(open_round)
    address = f"/stab/runder/{round_id}"
    text = staff("leder").get(address).text
    assert "Under 10" in text
    assert "Mere kan ingen se, før runden er lukket." in text
    assert "rundet ned" not in text
    monkeypatch.setattr(queries, "answers_so_far", lambda _round_id: 20)
    assert "Tallet er rundet ned til hele tiere. Mere kan ingen se" in staff("leder").get(address).text
