"""A page of a round that has moved on (by address, Back or an old tab) leads back to it and says what has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import NEIGHBOUR, signed_in
from flask import Flask
from surveys.rounds import GROUPS, open_round, planned_round

from værdig.errors import UserError
from værdig.surveys import grouping, queries, service
from værdig.surveys.models import State

WHEN, OPENED = "2021-04-09 10:00", "Runden er åbnet den 9. april 2021."
LATER = "2021-05-02 10:00"
OF_A_PLAN = {
    "grupper": "Målgrupperne kan ikke ændres.",
    "sammen": "Målgrupperne kan ikke ændres.",
    "slet": "Planen kan ikke slettes.",
    "aabn": "Den kan ikke åbnes igen.",
}
OF_AN_OPEN_ROUND = {
    "koder": "Der kan ikke laves eller kasseres koder.",
    "koder/kasser": "Der kan ikke laves eller kasseres koder.",
    "frist": "Sidste dag kan ikke flyttes.",
}


@pytest.mark.parametrize(("page", "so"), OF_A_PLAN.items())
def test_a_planned_rounds_page_leads_back_to_the_open_round(
    staff: Any, within: Callable[..., Any], freeze: Callable[[str], Any], page: str, so: str
) -> None:
    freeze(WHEN)
    round_id = within(planned_round)
    leder = staff("leder")
    old_tab = leder.get(f"/stab/runder/{round_id}/{page}")
    within(lambda: service.open_round(round_id))
    for go in (lambda: leder.get(f"/stab/runder/{round_id}/{page}", status=302), lambda: old_tab.submit({})):
        shown = go()
        assert shown.location == f"/stab/runder/{round_id}"
        assert f"{OPENED} {so}" in shown.follow().text
    row = within(lambda: queries.round_by_id(round_id))
    assert (row.state, len(row.groups)) == (State.OPEN, len(GROUPS))


@pytest.mark.parametrize(("page", "so"), OF_AN_OPEN_ROUND.items())
def test_an_open_rounds_page_leads_back_to_the_closed_round(
    staff: Any, within: Callable[..., Any], freeze: Callable[[str], Any], page: str, so: str
) -> None:
    freeze(LATER)
    round_id = within(open_round)
    leder = staff("leder")
    old_tab = leder.get(f"/stab/runder/{round_id}/{page}")
    within(lambda: service.close_round(round_id))
    for go in (lambda: leder.get(f"/stab/runder/{round_id}/{page}", status=302), lambda: old_tab.submit({})):
        shown = go()
        assert f"Runden er lukket den 2. maj 2021. {so}" in shown.follow().text


def test_a_round_that_is_not_lost_is_not_given_up(staff: Any, within: Callable[..., Any]) -> None:
    round_id = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{round_id}/opgiv", status=302).follow()
    assert "Runden er ikke åbnet endnu. Kun en tabt runde kan opgives." in page.text
    assert staff("leder").get(f"/stab/runder/{round_id}/koder", status=302).location == f"/stab/runder/{round_id}"


def test_whoever_comes_in_between_is_told_the_same(context: Flask, freeze: Callable[[str], Any]) -> None:
    freeze(WHEN)
    round_id = open_round()
    with pytest.raises(UserError, match=f"{OPENED} Målgrupperne kan ikke ændres."):
        grouping.set_groups(round_id, GROUPS)
    with pytest.raises(UserError, match=f"{OPENED} Planen kan ikke slettes."):
        service.drop_planned(round_id)
    with pytest.raises(UserError, match=f"{OPENED} Den kan ikke åbnes igen."):
        service.open_round(round_id)


def test_another_municipalitys_round_stays_unfound(app: Flask, within: Callable[..., Any]) -> None:
    round_id = within(open_round)
    stranger = signed_in(app, "leder", municipality=NEIGHBOUR)
    for page in (*OF_A_PLAN, *OF_AN_OPEN_ROUND, "opgiv"):
        assert stranger.get(f"/stab/runder/{round_id}/{page}").status == 404
