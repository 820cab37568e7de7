"""Groups that are reported together from before opening: chosen on the page, kept with the round, counted as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, planned_round, send

from værdig.db import db
from værdig.errors import UserError
from værdig.surveys import grouping, queries, service
from værdig.surveys.models import Answer, RoundGroup, State
from værdig.surveys.orders import CodeOrder, Group

GROUPS = (
    Group("dagpenge", "Dagpenge", 60),
    Group("sygedagpenge", "Sygedagpenge", 50),
    Group("revalidering", "Revalidering", 12),
    Group("under_18", "Unge under 18 år", 8),
)
SMALL = {"revalidering", "under_18"}
JOINT = "Revalidering og Unge under 18 år"


def groups_of(round_id: str) -> list[tuple[str, str, int | None]]:
    return [(group.key, group.label, group.invited) for group in queries.round_by_id(round_id).groups]


def test_the_forecast_leads_to_a_page_where_it_is_done_and_undone(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: planned_round(GROUPS))
    page = staff("leder").get(f"/stab/runder/{round_id}").click("Vælg grupper, der skal vises samlet")
    chosen = [box["value"] for box in page.soup.select("main input[type=checkbox][checked]")]
    assert set(chosen) >= SMALL
    page = page.submit({"keys": list(SMALL)}).follow()
    assert JOINT in page.text
    assert within(lambda: groups_of(round_id))[2] == ("sammen_1", JOINT, 20)
    assert within(lambda: queries.round_by_id(round_id).invited) == 130
    page = page.submit(form="Vis dem hver for sig igen").follow()
    assert within(lambda: groups_of(round_id)) == [(group.key, group.label, group.invited) for group in GROUPS]


def test_one_group_is_not_several(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(lambda: planned_round(GROUPS))
    page = staff("leder").get(f"/stab/runder/{round_id}/sammen").submit({"keys": ["dagpenge"]})
    assert "mindst to målgrupper" in page.errors[0]
    page = page.submit({"keys": []})
    assert "mindst to målgrupper" in page.errors[0]


def test_new_numbers_keep_the_groups_together_and_a_joint_group_can_grow(context: Flask) -> None:
    round_id = planned_round(GROUPS)
    grouping.put_together(round_id, SMALL)
    grouping.set_groups(round_id, [*GROUPS[:3], Group("under_18", "Unge under 18 år", None)])
    assert groups_of(round_id)[2] == ("sammen_1", JOINT, None)
    grouping.put_together(round_id, {"sammen_1", "sygedagpenge"})
    assert groups_of(round_id)[1] == ("sammen_1", "Sygedagpenge, Revalidering og Unge under 18 år", None)
    grouping.set_groups(round_id, GROUPS[:2])
    assert [key for key, _label, _invited in groups_of(round_id)] == ["dagpenge", "sygedagpenge"]


def test_an_open_round_keeps_its_groups_and_gives_codes_to_the_joint_one_only(context: Flask) -> None:
    round_id = planned_round(GROUPS)
    grouping.put_together(round_id, SMALL)
    service.open_round(round_id)
    with pytest.raises(UserError):
        grouping.take_apart(round_id, "sammen_1")
    with pytest.raises(UserError, match=r"»under_18« er ikke med i runden\. Der er: dagpenge, sygedagpenge, sammen_1"):
        codes_for(round_id, "under_18", 1)
    assert len(codes_for(round_id, "sammen_1", 20)) == 20


def test_answers_of_a_joint_group_are_counted_as_one_and_rates_are_of_all_invited(context: Flask) -> None:
    round_id = planned_round(GROUPS)
    grouping.put_together(round_id, SMALL)
    service.open_round(round_id)
    for code in (
        codes_for(round_id, "dagpenge", 20)
        + codes_for(round_id, "sygedagpenge", 15)
        + codes_for(round_id, "sammen_1", 12)
    ):
        send(code, moedet=4)
    service.close_round(round_id)
    response = queries.question_results(round_id).response
    assert [(row.label, row.n, row.invited) for row in response.rows] == [
        ("Dagpenge", 20, 60), ("Sygedagpenge", 15, 50), (JOINT, 12, 20),
    ]  # fmt: skip
    assert set(db.session.scalars(select(Answer.group_key))) == {"dagpenge", "sygedagpenge", "sammen_1"}
    used = {group.key: group.used for group in db.session.scalars(select(RoundGroup))}
    assert used == {"dagpenge": 20, "sygedagpenge": 15, "sammen_1": 12, "revalidering": None, "under_18": None}


def test_a_joint_group_that_is_still_too_small_is_merged_at_closing_with_all_its_invited(context: Flask) -> None:
    round_id = planned_round(GROUPS)
    grouping.put_together(round_id, SMALL)
    service.open_round(round_id)
    for code in (
        codes_for(round_id, "dagpenge", 20)
        + codes_for(round_id, "sygedagpenge", 12)
        + codes_for(round_id, "sammen_1", 3)
    ):
        send(code, moedet=4)
    service.close_round(round_id)
    rows = {row.label: (row.n, row.invited) for row in queries.question_results(round_id).response.rows}
    assert rows == {"Dagpenge": (20, 60), f"Slået sammen: Sygedagpenge, {JOINT}": (15, 70)}
    assert queries.round_by_id(round_id).invited == 130


def test_opening_shows_the_questions_and_whom_they_are_put_to(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(lambda: planned_round(GROUPS))
    page = staff("leder").get(f"/stab/runder/{round_id}/aabn")
    assert "Hvor tilfreds er du med den måde, du bliver mødt på?" in page.text
    assert "Stilles kun til dem, der har svaret »Ja«" in page.text


def test_codes_are_refused_for_a_group_of_nobody_and_for_one_the_round_has_not(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    def opened() -> str:
        round_id = planned_round([Group("dagpenge", "Dagpenge", 10), Group("under_18", "Unge under 18 år", 0)])
        service.open_round(round_id)
        return round_id

    round_id = within(opened)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder").submit({"dagpenge__uden": "1", "under_18__uden": "2"})
    assert "er 0 inviteret" in page.errors[0]
    token = page.form().values["csrf_token"]
    page = leder.post(
        f"/stab/runder/{round_id}/koder",
        data={"csrf_token": token, "made_before": "0", "dagpenge__uden": "1", "findes_ikke__uden": "2"},
    )
    assert "»findes_ikke« er ikke med i runden" in page.errors[0]
    assert within(lambda: queries.round_by_id(round_id)).issued == 0


def test_codes_are_fetched_once_however_often_the_button_is_pressed_and_the_next_page_says_so(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    def opened() -> str:
        round_id = planned_round(GROUPS)
        service.open_round(round_id)
        return round_id

    round_id = within(opened)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{round_id}/koder")
    assert page.submit({"way": "fil"}).headers["Content-Type"].startswith("text/csv")
    assert "130 koder er lavet og hentet" in leder.get(f"/stab/runder/{round_id}").text
    assert "Der er lavet koder, siden du åbnede siden" in page.submit({"way": "fil"}).errors[0]
    assert within(lambda: queries.round_by_id(round_id)).issued == 130


def test_words_about_the_key_follow_the_state(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(lambda: planned_round(GROUPS))
    leder = staff("leder")

    def words() -> str:
        return str(leder.get(f"/stab/runder/{round_id}").text)

    assert "bliver lavet, når runden åbnes" in words()
    within(lambda: service.open_round(round_id))
    assert "ligger i en nøglefil" in words()
    within(lambda: service.close_round(round_id))
    assert within(lambda: queries.round_by_id(round_id)).state == State.CLOSED
    assert "nøglefil" not in words()
    assert "slettet" in words()


def test_a_wish_for_too_many_codes_is_answered_with_danish_numbers(context: Flask) -> None:
    round_id = planned_round(GROUPS)
    service.open_round(round_id)
    with pytest.raises(UserError, match=r"højst 20\.000 ad gangen"):
        service.issue_codes(round_id, [CodeOrder("dagpenge", None, 20_001)])
