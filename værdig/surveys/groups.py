"""Target groups and lengths of case as dated data: which a new round of a half-year begins with; rounds keep their own labels.

Source of the thirteen: lov om en aktiv beskæftigelsesindsats § 6 as it stood in 2020 to 2025. The employment reform (agreement
of 9 April 2025) cuts them to five; their names follow the recommendation of Ekspertgruppen for fremtidens beskæftigelsesindsats
(June 2024). A municipality may rename, leave out and add groups when it makes a round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from værdig.clock import HalfYear
from værdig.i18n import _l


@dataclass(frozen=True)
class GroupName:
    """A target group's stable key and its label."""

    key: str
    label: Any


REFORM = HalfYear(2026, 1)
"""The first half-year with five groups: jobcentres as a state-steered frame ended on 1 February 2026."""

BEFORE_REFORM: tuple[GroupName, ...] = (
    GroupName("dagpenge", _l("Dagpenge")),
    GroupName("kontanthjaelp_jobparat", _l("Kontanthjælp, jobparate")),
    GroupName("kontanthjaelp_aktivitetsparat", _l("Kontanthjælp, aktivitetsparate")),
    GroupName("uddannelseshjaelp_uddannelsesparat", _l("Uddannelseshjælp, uddannelsesparate")),
    GroupName("uddannelseshjaelp_aktivitetsparat", _l("Uddannelseshjælp, aktivitetsparate")),
    GroupName("sygedagpenge", _l("Sygedagpenge")),
    GroupName("jobafklaring", _l("Jobafklaring")),
    GroupName("ressourceforloeb", _l("Ressourceforløb")),
    GroupName("fleksjob", _l("Fleksjob og ledighedsydelse")),
    GroupName("revalidering", _l("Revalidering")),
    GroupName("foertidspension", _l("Førtidspension")),
    GroupName("selvforsoergende", _l("Selvforsørgende")),
    GroupName("under_18", _l("Unge under 18 år")),
)

AFTER_REFORM: tuple[GroupName, ...] = (
    GroupName("dagpengeindsats", _l("Dagpenge")),
    GroupName("jobsoegningsindsats", _l("Kontanthjælp og ledighedsydelse: jobsøgning")),
    GroupName("jobhjaelpsindsats", _l("Kontanthjælp: hjælp på vej mod job")),
    GroupName("sygedagpengeindsats", _l("Sygedagpenge")),
    GroupName("oevrige_borgere", _l("Øvrige borgere")),
)

LENGTHS: tuple[GroupName, ...] = (
    GroupName("under_3_maaneder", _l("Under 3 måneder")),
    GroupName("3_til_12_maaneder", _l("3 til 12 måneder")),
    GroupName("1_til_2_aar", _l("1 til 2 år")),
    GroupName("over_2_aar", _l("Over 2 år")),
)
"""Length of case; satisfaction falls with it, so it matters as much as the group."""


def groups_of(half_year: HalfYear) -> tuple[GroupName, ...]:
    """Return the groups that were, or are, in force in a half-year."""
    return BEFORE_REFORM if half_year < REFORM else AFTER_REFORM


def length_label(key: str) -> Any:
    """Return a length's label; an unknown key as it is."""
    return next((length.label for length in LENGTHS if length.key == key), key)
