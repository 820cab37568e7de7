"""Delay letters on a real case: what becomes of the clock, what counts as an answer, and what each of the two sides sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, again, citizen_keys, clocks_of, received, token

from værdig.clock import HalfYear
from værdig.complaints import keys, queries, service
from værdig.complaints.clocks import days_late
from værdig.complaints.deadlines import Clock
from værdig.complaints.delays.service import Delay, send_delay_letter
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.states import State
from værdig.errors import RuleBroken, UserError

MONDAY = "2026-11-02 09:00"
"""Seven working days later is Wednesday the 11th."""


def clock_of(case: Case, kind: Clock) -> CaseClock:
    return next(row for row in case.clocks if row.kind == kind)


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def delayed(case: Case, until: date, kind: Clock = Clock.FOERSTE_SVAR, **more: Any) -> bool:
    wanted = Delay(clock_id=clock_of(case, kind).id, letter="Vi når det ikke.", until=until)
    return send_delay_letter(case.id, opened(case), wanted, BOSS, **more)


@pytest.fixture
def case(context: Any, freeze: Callable[[str], None]) -> Case:
    freeze(MONDAY)
    return received(reader=Reader.MANAGEMENT)[0]


def test_a_letter_in_time_moves_the_date_and_says_so(case: Case, freeze: Any) -> None:
    freeze("2026-11-11 14:00")
    delayed(case, date(2026, 11, 25))
    row = clock_of(again(case), Clock.FOERSTE_SVAR)
    assert (row.due, row.promised) == (date(2026, 11, 25), date(2026, 11, 25))
    assert "Datoen er derfor flyttet til onsdag den 25. november 2026." in row.basis
    freeze("2026-11-20 09:00")
    assert days_late(row, date(2026, 11, 20)) == 0


def test_a_letter_too_late_tells_the_citizen_and_mends_nothing(case: Case, freeze: Any) -> None:
    freeze("2026-11-12 09:00")
    delayed(case, date(2026, 11, 25))
    row = clock_of(again(case), Clock.FOERSTE_SVAR)
    assert (row.due, row.promised) == (date(2026, 11, 11), date(2026, 11, 25))
    assert days_late(row, date(2026, 11, 12)) == 1


def test_a_letter_is_no_answer(case: Case, freeze: Any) -> None:
    code = received(reader=Reader.MANAGEMENT)[1]
    freeze("2026-11-03 09:00")
    mine = queries.case_of_citizen(code)
    assert mine is not None
    service.write_as_citizen(mine.id, citizen_keys(mine, code), "Hvornår hører jeg?", token())
    delayed(mine, date(2026, 11, 25))
    after = again(mine)
    assert after.first_answer is None
    assert clock_of(after, Clock.FOERSTE_SVAR).stopped is None
    assert queries.is_unanswered(after, Reader.MANAGEMENT), "what she asked still waits"
    service.answer(after.id, opened(after), "Her er svaret.", BOSS)
    assert again(after).first_answer is not None


def test_a_letter_does_not_pass_for_the_answer_of_the_department(case: Case, freeze: Any) -> None:
    service.move(case.id, opened(case), State.HOS_AFDELING, BOSS, "Afdelingen svarer.")
    freeze("2026-11-05 09:00")
    delayed(again(case), date(2026, 12, 11), Clock.AFDELINGENS_SVAR)
    assert not queries.is_answered(again(case))


def test_the_date_that_a_law_sets_stands(context: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case = received(reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Bo Lund"})[0]
    before = clock_of(case, Clock.GENVURDERING).due
    delayed(case, date(2026, 12, 18), Clock.GENVURDERING)
    row = clock_of(again(case), Clock.GENVURDERING)
    assert (row.due, row.promised) == (before, date(2026, 12, 18))


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2026, 11, 2), "efter i dag"),
        (date(2026, 11, 10), "efter den gamle"),
        (date(2026, 12, 24), "lukket"),
        (date(2026, 11, 15), "lukket"),
        (date(2027, 11, 2), "halvt år"),
    ],
)
def test_a_date_that_will_not_do_is_refused_and_nothing_is_sent(case: Case, until: date, told: str) -> None:
    with pytest.raises(UserError, match=told) as refused:
        delayed(case, until)
    assert refused.value.field == "until"
    assert not again(case).messages
    assert clock_of(case, Clock.FOERSTE_SVAR).due == date(2026, 11, 11)


def test_a_second_letter_must_promise_a_later_date_than_the_first(case: Case, freeze: Any) -> None:
    freeze("2026-11-12 09:00")
    delayed(case, date(2026, 11, 25))
    with pytest.raises(UserError, match="efter den gamle"):
        delayed(again(case), date(2026, 11, 20))
    delayed(again(case), date(2026, 12, 2))
    assert [delay.until for delay in clock_of(again(case), Clock.FOERSTE_SVAR).delays] == [
        date(2026, 11, 25),
        date(2026, 12, 2),
    ]


def test_a_double_click_sends_one_letter(case: Case) -> None:
    form = token()
    assert delayed(case, date(2026, 11, 25), token=form)
    assert not delayed(again(case), date(2026, 11, 25), token=form)
    assert len(again(case).messages) == 1


def test_a_clock_that_has_stopped_cannot_be_put_off(case: Case) -> None:
    service.answer(case.id, opened(case), "Her er svaret.", BOSS)
    with pytest.raises(RuleBroken):
        delayed(again(case), date(2026, 11, 25))


def test_nobody_sends_a_letter_past_a_message_she_has_not_read(context: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.MANAGEMENT)
    service.write_as_citizen(case.id, citizen_keys(case, code), "Vent, der er mere.", token())
    with pytest.raises(UserError, match="Borgeren har skrevet"):
        delayed(again(case), date(2026, 11, 25), seen="")


def test_the_handler_writes_a_reason_and_a_date_and_the_citizen_reads_both(boss: Any, client: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = received(reader=Reader.MANAGEMENT)
    freeze("2026-11-09 09:00")
    page = boss.get(f"/stab/klager/{case.id}")
    (offered,) = [row for row in page.soup.find_all("li") if "Skriv, at svaret bliver forsinket" in row.text]
    assert "Første svar fra et menneske, 11. november 2026" in offered.text
    assert "Snart" in offered.text
    letter = page.click("Skriv, at svaret bliver forsinket")
    assert letter.soup.find("input", {"name": "until"})["value"] == "25.11.2026"
    assert "[din begrundelse]" in letter.text
    empty = letter.submit({"until": "31.02.2026"})
    assert empty.status == 422
    assert "Skriv hvorfor. Borgeren har krav på at vide det." in empty.text
    assert empty.soup.find("input", {"name": "until"})["value"] == "31.02.2026"
    sent = empty.submit({"until": "27.11.2026", "reason": "Vi mangler en udtalelse fra lægen."})
    sent = boss.get(f"/stab/klager/{case.id}")
    assert clocks_of(sent)["Første svar fra et menneske"].startswith("27. november 2026")
    assert "Forsinkelsesbrev sendt om »Første svar fra et menneske«. Ny dato: 27. november 2026" in sent.text
    hers = client.get("/sag").submit({"code": code}).follow()
    for told in (
        "Vi skrev til dig: »Du hører fra et menneske senest onsdag den 11. november 2026«.",
        "Vi mangler en udtalelse fra lægen.",
        "Den nye dato: du hører fra et menneske senest fredag den 27. november 2026.",
    ):
        assert told in hers.text
    (row,) = [row for row in hers.soup.select("tbody tr") if "Du hører fra et menneske" in row.text]
    assert "fredag den 27. november 2026" in row.text
    assert "Besked om, at svaret bliver forsinket" in row.text


def test_a_letter_about_a_clock_of_another_case_is_not_there(boss: Any, freeze: Any) -> None:
    freeze(MONDAY)
    mine, other = received(reader=Reader.MANAGEMENT)[0], received(reader=Reader.MANAGEMENT)[0]
    boss.get(f"/stab/klager/{mine.id}/forsinkelse/{clock_of(other, Clock.FOERSTE_SVAR).id}", status=404)
    boss.get(f"/stab/klager/{mine.id}/forsinkelse/{'x' * 22}", status=404)


def test_what_was_put_off_in_time_is_counted_apart_and_all_sum_up_to_the_cases(context: Any, freeze: Any) -> None:
    """Putting a date off is not keeping it: the report tells what was answered in time, later with a letter, and too late."""
    freeze(MONDAY)
    cases = [received(reader=Reader.MANAGEMENT)[0] for _number in range(7)]
    freeze("2026-11-11 09:00")
    delayed(cases[0], date(2026, 11, 25))
    for case in cases[2:]:
        service.answer(case.id, opened(case), "Svar.", BOSS)
    freeze("2026-11-13 09:00")
    delayed(cases[1], date(2026, 11, 25))
    for case in cases[:2]:
        service.answer(case.id, opened(again(case)), "Svar.", BOSS)
    counts = {each.id.removeprefix("complaints."): each for each in queries.figures(HalfYear(2026, 2)).administration}
    told = [counts[f"first_answer_{name}"].value for name in ("in_time", "told", "late", "rest")]
    assert told == [5, 1, 1, 0]
    assert counts["delay_letters"].text == "2 (1)"
