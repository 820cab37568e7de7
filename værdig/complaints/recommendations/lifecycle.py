"""The life of a recommendation: its stages, who may take each step, and what must be written with it; pure.

Source: the domain note on complaints, 5.2, with two ways back: a management that changes its mind, and a borgerraadgiver who finds
that a recommendation is not carried out after all.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from værdig.complaints.states import Mover
from værdig.errors import RuleBroken, UserError
from værdig.i18n import LazyText, _l


class Stage(StrEnum):
    """How far a recommendation has come."""

    UDKAST = "udkast"
    AFGIVET = "afgivet"
    TILTRAADT = "tiltraadt"
    DELVIST_TILTRAADT = "delvist_tiltraadt"
    IKKE_TILTRAADT = "ikke_tiltraadt"
    I_GANG = "i_gang"
    GENNEMFOERT = "gennemfoert"
    EFFEKT_VURDERET = "effekt_vurderet"


S = Stage
R, L = Mover.BORGERRAADGIVER, Mover.LEDER

SEEN_AS: dict[Stage, LazyText] = {
    S.UDKAST: _l("Udkast"),
    S.AFGIVET: _l("Afgivet"),
    S.TILTRAADT: _l("Tiltrådt"),
    S.DELVIST_TILTRAADT: _l("Delvist tiltrådt"),
    S.IKKE_TILTRAADT: _l("Ikke tiltrådt"),
    S.I_GANG: _l("I gang"),
    S.GENNEMFOERT: _l("Gennemført"),
    S.EFFEKT_VURDERET: _l("Effekt vurderet"),
}
"""What everybody reads."""

MOVES: dict[Stage, dict[Stage, Mover]] = {
    S.UDKAST: {S.AFGIVET: R},
    S.AFGIVET: {S.TILTRAADT: L, S.DELVIST_TILTRAADT: L, S.IKKE_TILTRAADT: L},
    S.TILTRAADT: {S.I_GANG: L},
    S.DELVIST_TILTRAADT: {S.I_GANG: L},
    S.IKKE_TILTRAADT: {S.TILTRAADT: L, S.DELVIST_TILTRAADT: L},
    S.I_GANG: {S.GENNEMFOERT: L},
    S.GENNEMFOERT: {S.EFFEKT_VURDERET: R, S.I_GANG: R},
    S.EFFEKT_VURDERET: {},
}
"""From stage to stage, and whose step it is; everything else is impossible."""

CLOSED = frozenset({S.IKKE_TILTRAADT, S.EFFEKT_VURDERET})
"""Stages with which the follow-up ends."""

OPEN = frozenset(Stage) - CLOSED - {S.UDKAST}
OWED = frozenset({S.AFGIVET, S.TILTRAADT, S.DELVIST_TILTRAADT, S.I_GANG})
"""Stages in which the administration still owes something; a recommendation that is carried out waits for the borgerraadgiver."""

EFFECTS: dict[str, LazyText] = {
    "virket": _l("Den har virket"),
    "delvist": _l("Den har virket delvist"),
    "ikke_virket": _l("Den har ikke virket"),
    "kan_ikke_siges": _l("Det kan ikke siges endnu"),
}
"""What can be said of its effect."""


def allowed(stage: Stage, mover: Mover) -> list[Stage]:
    """Return the stages that `mover` may bring a recommendation to."""
    return [target for target, owner in MOVES[stage].items() if owner is mover]


def asks_for(stage: Stage, target: Stage) -> LazyText | None:
    """Return what has to be written with a step, as what is asked for; None where it needs no words."""
    if target in (S.IKKE_TILTRAADT, S.DELVIST_TILTRAADT):
        return _l("Skriv, hvorfor I ikke følger hele anbefalingen.")
    if target is S.GENNEMFOERT:
        return _l("Skriv, hvad I har gjort, og hvordan det kan ses.")
    if target is S.EFFEKT_VURDERET:
        return _l("Skriv, hvad der er kommet ud af det.")
    if stage is S.GENNEMFOERT:
        return _l("Skriv, hvad der mangler.")
    return None


def check(stage: Stage, target: Stage, mover: Mover, words: str, effect: str = "") -> None:
    """Let a step pass, or raise: RuleBroken for one that is not in the table or another's, UserError where words are missing."""
    if target not in allowed(stage, mover):
        raise RuleBroken(f"{mover} may not bring a recommendation from {stage} to {target}")
    asked = asks_for(stage, target)
    if asked is not None and not words.strip():
        raise UserError(asked, "words")
    if target is S.EFFEKT_VURDERET and effect not in EFFECTS:
        raise UserError(_l("Vælg, om anbefalingen har virket."), "effect")


def is_overdue(stage: Stage, due: date, day: date) -> bool:
    """Tell whether the administration has let the date pass."""
    return stage in OWED and due < day
