"""The list of contents of the result page: a long page, of which each part can be gone to from the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from surveys.rounds import HALF_YEAR, codes_for, open_round, send

from værdig.surveys import service
from værdig.surveys.orders import Group

Within = Callable[..., Any]


def closed_rounds(of_each: int) -> str:
    """Close two rounds in which so many answered in each of two groups; return the later one."""
    asked = [Group("dagpenge", "Dagpenge", 200), Group("sygedagpenge", "Sygedagpenge", 90)]
    for half_year in (HALF_YEAR.previous(), HALF_YEAR):
        round_id = open_round(asked, half_year)
        for group in asked:
            for code in codes_for(round_id, group.key, of_each):
                send(code, moedet=4)
        service.close_round(round_id)
    return round_id


@pytest.mark.parametrize(("of_each", "least"), [(30, 5), (4, 2), (1, 2)])
def test_every_heading_and_nothing_else_can_be_gone_to(within: Within, staff: Within, of_each: int, least: int) -> None:
    round_id = within(lambda: closed_rounds(of_each))
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat").soup
    links = {link["href"]: link.text for link in page.select('nav[aria-label="Indhold"] a')}
    assert links == {f"#{heading.get('id')}": heading.text for heading in page.select("main h2:not(.alert-heading)")}
    assert len(links) >= least
    assert "#svarede" in links
