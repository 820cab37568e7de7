"""Agenda profiles: each municipality's own headings, by date, and never what belongs to the minutes."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from værdig.errors import UserError
from værdig.municipality import service as municipalities
from værdig.reports import profiles

NOW = date(2021, 8, 23)


def titles(profile_id: str, on: date = NOW) -> list[str]:
    return [heading.title for heading in profiles.profile(profile_id, on).headings]


def test_albertslunds_headings_of_2021() -> None:
    assert titles("albertslund") == ["Anledning", "Sagsfremstilling", "Indstilling", "Bilag"]


def test_albertslunds_headings_of_2016_had_the_recommendation_second() -> None:
    assert titles("albertslund", date(2016, 5, 9)) == ["Anledning", "Indstilling", "Sagsfremstilling", "Bilag"]


def test_ishoejs_headings() -> None:
    assert titles("ishoej") == ["Sagsfremstilling", "Indstilling", "Beslutningskompetence", "Bilag"]


def test_no_profile_prints_what_belongs_to_the_minutes() -> None:
    for one in profiles.all_profiles():
        assert "Beslutning" in one.minutes_only
        assert not set(one.minutes_only) & {heading.title for heading in one.headings}


def test_every_profile_has_account_recommendation_and_appendices() -> None:
    for one in profiles.all_profiles():
        assert {"account", "recommend", "appendices"} <= {heading.of for heading in one.headings}
        assert len({heading.key for heading in one.headings}) == len(one.headings)


def test_one_profile_holds_on_any_day() -> None:
    for one in profiles.all_profiles():
        others = [other for other in profiles.all_profiles() if other.id == one.id and other is not one]
        assert not any(other.valid_from <= one.valid_to and one.valid_from <= other.valid_to for other in others)


def test_the_title_is_built_from_the_committees_abbreviation() -> None:
    form = profiles.profile("albertslund", NOW)
    assert profiles.item_title(form, "EBU", "værdig sagsbehandling") == "EBU - Orientering om værdig sagsbehandling"
    assert profiles.item_title(form, "", "værdig sagsbehandling") == "Orientering om værdig sagsbehandling"


def test_the_recommendation_names_the_sender() -> None:
    closing, points = profiles.recommendation(profiles.profile("albertslund", NOW), "Direktøren for By")
    assert closing == "Direktøren for By indstiller,"
    assert points == ("at orienteringen tages til efterretning.",)
    assert profiles.recommendation(profiles.profile("ishoej", NOW), "")[0] == "Forvaltningen indstiller,"


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="nordpolen"):
        profiles.profile("nordpolen", NOW)


def test_a_municipality_chooses_the_order(context: Flask) -> None:
    municipalities.put("agenda_profile", "albertslund", date(2018, 1, 1))
    municipalities.put("agenda_order", ["anledning", "indstilling"], date(2021, 1, 1))
    assert [one.key for one in profiles.current_profile(NOW).headings][:3] == [
        "anledning", "indstilling", "sagsfremstilling",
    ]  # fmt: skip
    assert profiles.current_profile(date(2020, 6, 1)).headings[1].key == "sagsfremstilling"


def test_an_order_with_an_unknown_heading_is_refused(context: Flask) -> None:
    municipalities.put("agenda_order", ["beslutning"], date(2021, 1, 1))
    with pytest.raises(UserError, match="beslutning"):
        profiles.current_profile(NOW)


def test_committee_and_sender_follow_the_date(context: Flask) -> None:
    municipalities.put("committee_short", "EBU", date(2018, 1, 1))
    municipalities.put("committee_short", "EBUU", date(2023, 1, 1))
    assert profiles.committee(NOW).short == "EBU"
    assert profiles.committee(date(2024, 1, 1)).short == "EBUU"
