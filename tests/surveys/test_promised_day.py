"""The last day that citizens are promised: no round is closed before it is over, on no way in, and it is only ever moved to later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from surveys.rounds import HALF_YEAR, codes_for, open_round, planned_round, send

from værdig.db import db
from værdig.errors import UserError
from værdig.surveys import answering, queries, service
from værdig.surveys.commands import round_group
from værdig.surveys.models import Design, State

BEFORE, DAY_AFTER = "2021-04-30 21:00", "2021-04-30 22:10"
"""The promised last day is 30 April: shortly before and after midnight in Denmark, in UTC."""
PROMISED = "tidligst lukkes den 1. maj 2021"


def test_closing_before_the_promised_day_is_refused_and_changes_nothing(
    context: Flask, freeze: Callable[[str], Any]
) -> None:
    round_id = open_round()
    (code,) = codes_for(round_id, "dagpenge", 1)
    freeze(BEFORE)
    with pytest.raises(UserError, match=PROMISED):
        service.close_round(round_id)
    row = queries.round_by_id(round_id)
    assert (row.state, row.closing_step) == (State.OPEN, "")
    send(code, moedet=4)
    freeze(DAY_AFTER)
    service.close_round(round_id)
    assert queries.round_by_id(round_id).state == State.CLOSED


def test_the_page_says_why_and_has_no_button(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    round_id = within(open_round)
    freeze(BEFORE)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}")
    assert PROMISED in page.text
    assert "Luk runden" not in page.text
    page = leder.get(f"/stab/runder/{round_id}/luk")
    assert PROMISED in page.text
    assert not [button for button in page.soup.select("main button") if "Luk" in button.text]
    freeze(DAY_AFTER)
    page = staff("leder").get(f"/stab/runder/{round_id}").click("Luk runden").submit().follow()
    assert "Runden blev lukket den 1. maj 2021" in page.text


def test_after_the_last_day_the_page_says_so_and_puts_closing_first(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    def first_of(role: str) -> tuple[str, list[str]]:
        page = staff(role).get(f"/stab/runder/{round_id}")
        return page.text, [link.text.strip() for link in page.soup.select("main a.button-primary")]

    round_id = within(open_round)
    freeze(BEFORE)
    text, green = first_of("leder")
    assert ("Sidste dag er gået" in text, green) == (False, ["Lav koder"])
    freeze(DAY_AFTER)
    text, green = first_of("leder")
    assert "Sidste dag var den 30. april 2021. Nu skal runden lukkes." in text
    assert green == ["Luk runden"]
    assert first_of("analytiker")[1] == []


@pytest.mark.parametrize(("answers", "told"), [(3, "Under 10 har svaret."), (12, "Mindst 10 har svaret.")])
def test_the_closing_page_tells_how_many_have_answered_in_tens(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any], answers: int, told: str
) -> None:
    def answered() -> str:
        round_id = open_round()
        for code in codes_for(round_id, "dagpenge", answers):
            send(code, moedet=4)
        return round_id

    round_id = within(answered)
    freeze(DAY_AFTER)
    page = staff("borgerraadgiver").get(f"/stab/runder/{round_id}/luk")
    assert told in page.text
    assert "venter, bliver ikke sendt" not in page.text


def test_a_form_that_was_sent_all_the_same_is_refused(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    round_id = within(open_round)
    freeze(DAY_AFTER)
    page = staff("leder").get(f"/stab/runder/{round_id}/luk")
    within(lambda: service.postpone(round_id, date(2021, 5, 20)))
    page = page.submit()
    assert any("tidligst lukkes den 21. maj 2021" in error for error in page.errors)
    assert within(lambda: queries.round_by_id(round_id)).state == State.OPEN


def test_the_command_line_refuses_too_and_can_give_more_time(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze(BEFORE)
    open_round()

    def run(*words: str) -> Any:
        db.session.remove()
        return CliRunner().invoke(round_group, words, catch_exceptions=False)

    with pytest.raises(UserError, match=PROMISED):
        run("close", "2021H1", "--yes")
    assert "20. maj 2021" in run("postpone", "2021H1", "2021-05-20").output
    freeze(DAY_AFTER)
    with pytest.raises(UserError, match=r"21\. maj 2021"):
        run("close", "2021H1", "--yes")
    with pytest.raises(UserError, match="senere dag"):
        run("postpone", "2021H1", "2021-05-20")


def test_a_new_round_on_the_command_line_gets_the_last_day_asked_for(context: Flask) -> None:
    done = CliRunner().invoke(round_group, ["open", "2021H1", "--closes-on", "2021-05-16"], catch_exceptions=False)
    assert done.exit_code == 0
    assert queries.open_rounds()[0].closes_on == date(2021, 5, 16)


def test_a_round_is_not_opened_before_its_first_day(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    told = "Runden kan åbnes fra den 1. april 2021."
    freeze("2021-03-31 21:00")
    round_id = within(planned_round)
    with pytest.raises(UserError, match=told):
        within(lambda: service.open_round(round_id))
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}")
    assert told in page.text
    assert "Åbn runden" not in page.text
    page = leder.get(f"/stab/runder/{round_id}/aabn")
    assert told in page.text
    assert not page.soup.select("main form button")
    freeze("2021-03-31 22:10")  # past midnight in Denmark
    page = staff("leder").get(f"/stab/runder/{round_id}").click("Åbn runden").submit({}).follow()
    assert "Runden er åben." in page.text


def test_the_command_line_neither_opens_nor_plans_what_has_not_begun(
    context: Flask, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-03-31 10:00")
    with pytest.raises(UserError, match=r"Runden kan åbnes fra den 1\. juli 2021"):
        CliRunner().invoke(round_group, ["open", "2021H2"], catch_exceptions=False)
    db.session.remove()
    assert queries.rounds() == []


def test_the_day_is_moved_on_the_page_to_later_only(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(open_round)
    page = staff("leder").get(f"/stab/runder/{round_id}").click("Flyt sidste dag")
    page = page.submit({"closes_on": "29.4.2021"})
    assert "Den kan kun flyttes til en senere dag" in page.errors[0]
    assert page.form().values["closes_on"] == "29.4.2021"
    page = page.submit({"closes_on": "16.5.2021"})
    assert "Flyt sidste dag fra den 30. april 2021 til den 16. maj 2021?" in page.text
    assert "Dagen kan ikke flyttes tilbage." in page.text
    assert within(lambda: queries.round_by_id(round_id)).closes_on == date(2021, 4, 30)
    page = page.submit({"closes_on": "17.5.2021"})
    assert "til den 17. maj 2021?" in page.text, "another day than was asked about is asked about anew"
    page = page.submit({"closes_on": "16.5.2021"}).submit().follow()
    assert "16. maj 2021" in page.text
    (code,) = within(lambda: codes_for(round_id, "dagpenge", 1))
    assert within(lambda: answering.enter(code)).closes_on == date(2021, 5, 16)


def test_a_plan_is_corrected_also_to_earlier_days_since_nobody_was_promised_anything(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-03-01 10:00")
    round_id = within(planned_round)
    leder = staff("leder")
    assert leder.get(f"/stab/runder/{round_id}/frist", status=302).location == f"/stab/runder/{round_id}/plan"
    page = leder.get(f"/stab/runder/{round_id}").click("Ret dage og slags")
    assert "ingen har fået lovet noget" in page.text
    assert "lovet dem" not in page.text
    filled = page.form().values
    assert (filled["design"], filled["opens_on"], filled["closes_on"]) == ("census", "01.04.2021", "30.04.2021")
    page = page.submit({"opens_on": "10.3.2021", "closes_on": "9.3.2021"})
    assert "Slutdatoen ligger før startdatoen" in page.errors[0]
    page = page.submit({"design": "after_conversation", "closes_on": "20.3.2021"}).follow()
    assert page.h1 == "1. halvår 2021, efter en samtale"
    assert "10. marts 2021 til 20. marts 2021" in page.text
    row = within(lambda: queries.round_by_id(round_id))
    assert (row.design, row.opens_on, row.closes_on) == (
        Design.AFTER_CONVERSATION, date(2021, 3, 10), date(2021, 3, 20),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "day", "told"),
    [
        ("opens_on", "31.12.2020", "fra den 1. januar 2021"),
        ("closes_on", "1.10.2021", "senest være den 30. september 2021"),
        ("closes_on", "28.2.2021", "er gået"),
    ],
)
def test_a_plan_is_not_corrected_to_days_that_could_not_be_planned(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any], field: str, day: str, told: str
) -> None:
    freeze("2021-03-01 10:00")
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/plan").submit({field: day})
    assert any(told in error for error in page.errors)
    assert page.form().values[field] == day
    assert within(lambda: queries.round_by_id(round_id)).closes_on == date(2021, 4, 30)


def test_a_plan_does_not_become_a_second_round_of_a_kind(context: Flask) -> None:
    round_id = planned_round()
    service.create_round(HALF_YEAR, Design.AFTER_CONVERSATION, date(2021, 4, 1), date(2021, 4, 30))
    with pytest.raises(UserError, match="allerede en runde af den slags"):
        service.correct_plan(round_id, Design.AFTER_CONVERSATION, date(2021, 4, 1), date(2021, 4, 30))
    service.correct_plan(round_id, Design.CENSUS, date(2021, 4, 2), date(2021, 4, 30))
    assert queries.round_by_id(round_id).opens_on == date(2021, 4, 2)


def test_an_opened_round_is_not_corrected(context: Flask) -> None:
    round_id = open_round()
    with pytest.raises(UserError, match=r"Runden er åbnet .* Planen kan ikke rettes\."):
        service.correct_plan(round_id, Design.CENSUS, date(2021, 4, 1), date(2021, 5, 1))


def test_the_command_line_moves_a_plans_last_day_both_ways(context: Flask) -> None:
    planned_round()
    for day in ("2021-04-20", "2021-05-01"):
        db.session.remove()
        CliRunner().invoke(round_group, ["postpone", "2021H1", day], catch_exceptions=False)
        assert queries.rounds()[0].closes_on == date.fromisoformat(day)


def test_a_planned_round_is_dropped(context: Flask) -> None:
    round_id = planned_round()
    service.drop_planned(round_id)
    assert queries.rounds() == []


def test_a_closed_round_has_no_last_day_to_move(context: Flask) -> None:
    round_id = open_round()
    service.close_round(round_id)
    with pytest.raises(UserError):
        service.postpone(round_id, date(2027, 1, 1))
