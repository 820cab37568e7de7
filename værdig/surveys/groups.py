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


@dataclass(frozen=True)
class Comparison:
    """What a group of after the reform was before it: the earlier groups, whether figures may be compared, and why not."""

    now: str
    before: tuple[str, ...]
    comparable: bool
    why: Any = ""


COMPARISONS: tuple[Comparison, ...] = (
    Comparison("dagpengeindsats", ("dagpenge",), True),
    Comparison("sygedagpengeindsats", ("sygedagpenge",), True),
    Comparison(
        "jobsoegningsindsats",
        ("kontanthjaelp_jobparat", "uddannelseshjaelp_uddannelsesparat", "fleksjob"),
        False,
        _l("Gruppen er sat sammen på ny, og alle på kontanthjælp begynder her efter reformen."),
    ),
    Comparison(
        "jobhjaelpsindsats",
        ("kontanthjaelp_aktivitetsparat", "uddannelseshjaelp_aktivitetsparat"),
        False,
        _l("Hvem der får hjælp på vej mod job, bliver afgjort på en anden måde efter reformen."),
    ),
    Comparison(
        "oevrige_borgere",
        ("jobafklaring", "ressourceforloeb", "revalidering", "foertidspension", "selvforsoergende", "under_18"),
        False,
        _l("Gruppen samler folk fra flere grupper, som ikke er tilsammen de samme som før."),
    ),
)
"""Each group of after the reform and each of before it, once. Only where the same people are asked may figures be compared; a
municipality that draws its groups in another way has other keys, and those are compared with nothing."""


def comparable(earlier: HalfYear, later: HalfYear) -> dict[str, str]:
    """Return which group of an earlier half-year each group of a later one may be compared with, by key.

    On one side of the reform a group is compared with itself; across it only where `COMPARISONS` says that it may.
    """
    if (earlier < REFORM) == (later < REFORM):
        return {group.key: group.key for group in groups_of(later)}
    return {found.now: found.before[0] for found in COMPARISONS if found.comparable and len(found.before) == 1}


def incomparable(earlier: HalfYear, later: HalfYear) -> list[tuple[Any, Any]]:
    """Return the label of each group of a later half-year that may not be compared with an earlier one's, and why."""
    if (earlier < REFORM) == (later < REFORM):
        return []
    return [(label_of(found.now), found.why) for found in COMPARISONS if not found.comparable]


def label_of(key: str) -> Any:
    """Return a group's label as it was named before or after the reform; an unknown key as it is."""
    return next((group.label for group in (*AFTER_REFORM, *BEFORE_REFORM) if group.key == key), key)


def length_label(key: str) -> Any:
    """Return a length's label; an unknown key as it is."""
    return next((length.label for length in LENGTHS if length.key == key), key)
