"""On the volume a borgerrådgiver really has, the report's section of complaints still says something: it is built, and what it shows is counted.

About 60 contacts in a half-year, 30 % of them counted only, one and a half klagepunkter per complaint, and the four commonest themes
about 60 % of all.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from complaints.given import BOSS, received
from flask import Flask

from værdig.clock import HalfYear
from værdig.complaints import categories, keys, service
from værdig.complaints.keys import Reader
from værdig.hooks.contracts import SectionContent, Table
from værdig.reports import section_complaints
from værdig.reports.gather import gather

SPRING = HalfYear(2021, 1)
CONTACTS, COUNTED_ONLY = 60, 18
CHANNELS = {"telefon": 35, "web": 25, "fremmoede": 15, "e_mail": 12, "digital_post": 8, "brev": 5}
TYPES = {"klage_over_sagsbehandling": 65, "klage_over_optraeden": 20, "klage_over_afgoerelse": 15}


def weights(number: int) -> Iterable[float]:
    """Return how common each theme is, commonest first."""
    return [60 / 4 if place < 4 else 40 / (number - 4) for place in range(number)]


def half_year_of(seed: int) -> None:
    """Receive and file one made-up half-year's complaints, and count its other enquiries."""
    chance = random.Random(seed)
    themes = [theme.id for theme in categories.themes()]
    for number in range(CONTACTS - COUNTED_ONLY):
        at = datetime(2021, 1 + number % 6, 4 + number // 6, 9, tzinfo=UTC)
        case, code = received(
            reader=Reader.MANAGEMENT, at=at, type=drawn(TYPES, chance), channel=drawn(CHANNELS, chance)
        )
        opened = keys.open_with_code(case, code)
        for theme in dict.fromkeys(chance.choices(themes, list(weights(len(themes))), k=chance.choice([1, 2]))):
            service.add_point(
                case.id, opened, BOSS, theme=theme, unit="jobcenter", formality="formalitet", summary="Et punkt."
            )
    for _number in range(COUNTED_ONLY):
        kind = chance.choice(["vejledning", "vejvisning"])
        service.count_contact(office=Reader.MANAGEMENT, type=kind, channel="telefon", theme=None, day=SPRING.start)


def drawn(common: dict[str, int], chance: random.Random) -> str:
    return chance.choices(list(common), list(common.values()))[0]


def named(content: SectionContent, about: str) -> set[str]:
    """Return the rows with a number that name something, in the table whose caption begins so."""
    (table,) = (block for block in content.blocks if isinstance(block, Table) and str(block.caption).startswith(about))
    return {str(row[0]) for row in table.rows if str(row[1]).isdigit()} - {"Øvrige"}


@pytest.mark.parametrize("seed", range(6))
def test_the_section_still_says_something(context: Flask, seed: int) -> None:
    half_year_of(seed)
    found = gather(SPRING, "r" * 22, date(2021, 8, 1)).complained
    assert found is not None
    content = section_complaints.build(found, {}, [])
    assert "Sager i alt" in named(content, "Hvor meget der kom ind")
    assert named(content, "Sager efter type")
    assert len(named(content, "Sager efter kanal")) >= 3
    assert len(named(content, "Sager efter klagetema")) >= 4
    assert len(named(content, "Princip for værdig sagsbehandling")) >= 3
    assert named(content, "Talte henvendelser efter type")
