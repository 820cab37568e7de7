"""Which municipality follows which plan is dated data of its own."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from værdig.audit import entries_about
from værdig.catalogue import queries, sample, service
from værdig.db import tenant
from værdig.errors import NotYours, UserError
from værdig.hooks import current_host

HOME, NEIGHBOUR = "albertslund", "vallensbaek"


def _followed(municipality_id: str, day: date) -> list[str]:
    return [plan.id for plan in queries.plans(municipality_id, day)]


def test_a_plan_is_followed_between_its_own_dates(context: Flask) -> None:
    service.adopt("albertslund_2020_2022")
    assert _followed(HOME, date(2019, 12, 31)) == []
    assert _followed(HOME, date(2020, 1, 1)) == ["albertslund_2020_2022"]
    assert _followed(HOME, date(2022, 12, 31)) == ["albertslund_2020_2022"]
    assert _followed(HOME, date(2023, 1, 1)) == []
    assert _followed(NEIGHBOUR, date(2021, 1, 1)) == []


def test_adopting_twice_changes_nothing_and_is_logged_once(context: Flask) -> None:
    row = service.adopt("albertslund_2020_2022")
    assert service.adopt("albertslund_2020_2022").id == row.id
    assert len(entries_about("plan_adoption", row.id)) == 1


def test_an_adoption_can_end_early_but_not_before_it_began(context: Flask) -> None:
    row = service.adopt("albertslund_2020_2022")
    service.end(row, date(2021, 6, 30))
    assert _followed(HOME, date(2021, 6, 30)) == ["albertslund_2020_2022"]
    assert _followed(HOME, date(2021, 7, 1)) == []
    with pytest.raises(UserError, match="Slutdatoen"):
        service.end(row, date(2019, 1, 1))


def test_dates_the_wrong_way_round_and_unknown_plans_are_refused(context: Flask) -> None:
    with pytest.raises(UserError, match="Slutdatoen"):
        service.adopt("albertslund_2020_2022", date(2022, 1, 1), date(2021, 1, 1))
    with pytest.raises(NotYours):
        service.adopt("findes_ikke")


def test_in_the_example_each_municipality_follows_its_own_plans(context: Flask, freeze: Callable[[str], None]) -> None:
    freeze("2021-05-03 10:00")
    sample.load(None)
    sample.load(None)
    assert _followed(HOME, date(2021, 5, 3)) == ["albertslund_2020_2022"]
    assert _followed(NEIGHBOUR, date(2021, 5, 3)) == ["vallensbaek_ishoej_2021"]
    assert len(queries.adoptions()) == 3
    with tenant(NEIGHBOUR):
        assert len(queries.adoptions()) == 1


def test_the_status_page_says_that_the_data_can_be_read(context: Flask) -> None:
    check = current_host().find("register_checks", "catalogue.data")
    assert check is not None
    result = check.value.run()
    assert (result.severity, str(result.text)) == ("ok", "4 planer, 8 mål, 23 spor og 72 målepunkter.")
