"""What an order of language can become, and by when it is to be done; pure.

No law sets these dates. That a talk or a letter is understood belongs to the duty to guide (forvaltningsloven § 7) and to good
administrative practice; the days are the municipality's own service goals (settings `interpreter_days`, `translation_days`).
"""

from __future__ import annotations

from enum import StrEnum

from værdig.errors import RuleBroken


class Kind(StrEnum):
    """What is ordered."""

    TOLK = "tolk"
    OVERSAETTELSE = "oversaettelse"


class Step(StrEnum):
    """How far an order is."""

    BESTILT = "bestilt"
    BEKRAEFTET = "bekraeftet"
    KAN_IKKE = "kan_ikke"
    HOLDT = "holdt"
    HOLDT_UDEN = "holdt_uden"
    MODTAGET = "modtaget"
    AFBESTILT = "afbestilt"


class Way(StrEnum):
    """How an interpreter takes part."""

    TELEFON = "telefon"
    VIDEO = "video"
    FREMMOEDE = "fremmoede"


class Maker(StrEnum):
    """Who has translated; only the first is an authorised translation."""

    AUTORISERET = "autoriseret"
    BUREAU = "bureau"
    MEDARBEJDER = "medarbejder"
    HJAELPER = "hjaelper"
    MASKINE = "maskine"


RUNNING = frozenset({Step.BESTILT, Step.BEKRAEFTET})
TALKED = frozenset({Step.HOLDT, Step.HOLDT_UDEN})
GOAL = {Kind.TOLK: "interpreter_days", Kind.OVERSAETTELSE: "translation_days"}
"""The setting with the working days to each date."""

_NEXT = {
    (Kind.TOLK, Step.BESTILT): (Step.BEKRAEFTET, Step.KAN_IKKE, Step.HOLDT, Step.HOLDT_UDEN, Step.AFBESTILT),
    (Kind.TOLK, Step.BEKRAEFTET): (Step.HOLDT, Step.HOLDT_UDEN, Step.KAN_IKKE, Step.AFBESTILT),
    (Kind.OVERSAETTELSE, Step.BESTILT): (Step.MODTAGET, Step.KAN_IKKE, Step.AFBESTILT),
}


def steps_from(kind: Kind, step: Step) -> tuple[Step, ...]:
    """Return what an order can become; nothing once it has ended."""
    return _NEXT.get((kind, step), ())


def check(kind: Kind, step: Step, target: Step) -> None:
    """Raise RuleBroken where an order cannot become that."""
    if target not in steps_from(kind, step):
        raise RuleBroken(f"{kind} {step} cannot become {target}")
