"""The desk's form: it speaks of the citizen, takes *now* from an empty date where somebody is telling it, and says what was saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from complaints.given import STORY, see_again
from flask import Flask
from sqlalchemy import select

from værdig.complaints import service
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.db import db
from værdig.errors import UserError
from værdig.municipality import service as municipalities

TOLD = {"story": STORY, "channel": "telefon", "type": "vejledning", "inbox": "ledelse", "name": "Anna Andersen"}
UNSEEN = ["\u200b\u200d", "\u202e", "\u00ad \ufeff"]


@pytest.fixture
def desk(context: Flask, staff: Callable[..., Any], freeze: Callable[[str], None]) -> Any:
    """A browser at the desk at noon of 4 May 2021."""
    freeze("2021-05-04 10:00")
    return staff("skranke")


def received() -> list[datetime]:
    see_again()
    return list(db.session.scalars(select(Case.received)))


@pytest.mark.parametrize("channel", ["telefon", "fremmoede"])
def test_nothing_about_the_time_is_now(desk: Any, channel: str) -> None:
    assert desk.get("/stab/klager/ny").submit(TOLD | {"channel": channel}).h1 == "Kvittering til borgeren"
    assert received() == [datetime(2021, 5, 4, 10, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"channel": "brev"}, ["Skriv datoen.", "Skriv klokkeslættet."]),
        ({"day": "3.5.2021"}, ["Skriv klokkeslættet."]),
        ({"hour": "9.30"}, ["Skriv datoen."]),
        ({"day": "i går"}, ["Skriv datoen som dag, måned og år", "Skriv klokkeslættet."]),
        ({"day": "3.5.2021", "hour": "tolv"}, ["Skriv klokkeslættet, fx 14.30."]),
        ({"day": "4.5.2021", "hour": "13.30"}, ["Tidspunktet er ikke kommet endnu."]),
    ],
)
def test_any_other_time_is_asked_for_whole(desk: Any, given: dict[str, str], errors: list[str]) -> None:
    told = desk.get("/stab/klager/ny").submit(TOLD | given)
    assert len(told.errors) == len(errors), told.errors
    assert all(text in " ".join(told.errors) for text in errors), told.errors
    assert received() == []


def test_a_decision_is_complained_of_by_somebody(desk: Any) -> None:
    told = desk.get("/stab/klager/ny").submit(TOLD | {"type": "klage_over_afgoerelse", "name": " "})
    assert any(text.startswith("Skriv borgerens navn.") for text in told.errors)
    assert told.form("Gem klagen").values["story"] == STORY, "nothing is lost"
    assert received() == []
    assert told.submit({"name": "Anna Andersen"}).h1 == "Kvittering til borgeren"


def test_an_empty_form_asks_for_no_time_before_it_knows_how_it_came(desk: Any) -> None:
    told = desk.get("/stab/klager/ny").submit({})
    assert told.errors
    assert not any(text.startswith(("Skriv datoen", "Skriv klokkeslættet")) for text in told.errors)


def test_the_same_told_now_is_asked_about_the_second_time(desk: Any, freeze: Callable[[str], None]) -> None:
    desk.get("/stab/klager/ny").submit(TOLD)
    freeze("2021-05-04 10:20")
    assert desk.get("/stab/klager/ny").submit(TOLD).h1 == "Klagen er allerede gemt"


def test_the_form_speaks_of_the_citizen(desk: Any) -> None:
    text = desk.get("/stab/klager/ny").text
    assert "Hvad ønsker borgeren, at der skal ske?" in text
    assert "Ringer borgeren nu, eller står borgeren hos dig, så lad dato og klokken stå tomme." in text
    for hers in ("Hvad ønsker du", "du har talt med", "Jeg vil gerne", "vil du helst"):
        assert hers not in text


def test_going_back_after_saving_tells_that_it_was_saved(desk: Any, freeze: Callable[[str], None]) -> None:
    form = desk.get("/stab/klager/ny")
    assert "Klagen er gemt" not in form.text
    form.submit(TOLD)
    see_again()
    number = db.session.scalars(select(Case.number)).one()
    back = desk.get("/stab/klager/ny")
    assert f"er gemt som sag {number}." in back.text
    assert STORY not in back.html
    freeze("2021-05-04 10:10")
    assert "Klagen er gemt" not in desk.get("/stab/klager/ny").text, "later it is only in the way"


@pytest.mark.parametrize("story", UNSEEN)
def test_a_story_that_nobody_can_see_is_missing(desk: Any, client: Any, story: str) -> None:
    assert "Skriv, hvad der er sket." in desk.get("/stab/klager/ny").submit(TOLD | {"story": story}).errors
    assert "Skriv, hvad der er sket." in client.get("/klage/skriv").submit({"story": story}).errors
    assert received() == []


def test_which_part_of_the_municipality_is_asked_only_where_there_are_others(desk: Any, br: Any) -> None:
    assert "Hvilken del af kommunen" not in desk.get("/stab/klager/ny").text
    municipalities.put("other_units", ["Børn og familie"], date(2020, 1, 1))
    see_again()
    page = desk.get("/stab/klager/ny")
    assert "Hvilken del af kommunen" in page.text
    wrong = page.submit(TOLD | {"unit": "Børn og familie"})
    assert wrong.errors == ["Ledelsen i jobcentret behandler kun sager om jobcentret. Vælg borgerrådgiveren som læser."]
    assert wrong.form().values["story"] == STORY
    wrong.submit({"inbox": "borgerraadgiver"})
    see_again()
    assert list(db.session.scalars(select(Case.unit))) == ["Børn og familie"]


def test_what_is_no_part_of_the_municipality_is_refused(context: Flask) -> None:
    told = service.Complaint(story=STORY, inbox=Reader.MANAGEMENT, unit="findes_ikke")
    with pytest.raises(UserError, match="del af kommunen"):
        service.receive(told, "t" * 22)


OVER_A_DECISION = {"type": "klage_over_afgoerelse", "inbox": "borgerraadgiver"}


def test_when_the_decision_came_gives_the_last_day_on_the_receipt(desk: Any, br: Any) -> None:
    page = desk.get("/stab/klager/ny").submit(TOLD | OVER_A_DECISION | {"got": "29.4.2021", "way": "digital_post"})
    assert "27. maj 2021" in page.text
    see_again()
    assert list(db.session.scalars(select(Case.appeal_until))) == [date(2021, 5, 27)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"got": "5.5.2021"}, "efter i dag"),
        ({"got": "28.4.2021", "dated": "29.4.2021"}, "før den er dateret"),
        ({"got": "29.4.2021", "type": "ros"}, "Klage over afgørelse"),
        ({"dated": "29.4.2019"}, "over et år gammel"),
    ],
)
def test_a_date_of_a_decision_that_cannot_be_is_told_and_nothing_is_lost(
    desk: Any, br: Any, given: dict[str, str], told: str
) -> None:
    page = desk.get("/stab/klager/ny").submit(TOLD | OVER_A_DECISION | given)
    assert page.status == 422
    assert any(told in error for error in page.errors), page.errors
    assert page.form().values["story"] == STORY


def test_a_decision_nobody_knows_the_date_of_can_be_written_down_too(desk: Any, br: Any) -> None:
    assert desk.get("/stab/klager/ny").submit(TOLD | OVER_A_DECISION).h1 == "Kvittering til borgeren"
    see_again()
    assert list(db.session.scalars(select(Case.appeal_until))) == [None]
