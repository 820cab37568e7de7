"""The steps of an investigation and what must hold before each; pure: no rows, and no texts but why something must wait.

Source: the domain note on complaints, 5.2 (sub-states of `undersoegelse`). That both sides are heard before anybody is criticised
is the contradictory principle as the ombudsman practises it (ombudsmandsloven § 20).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from værdig.complaints.states import Mover
from værdig.errors import RuleBroken, UserError
from værdig.i18n import LazyText, _l


class Step(StrEnum):
    """How far an investigation has come."""

    BEGYNDT = "begyndt"
    HOERING_SENDT = "hoering_sendt"
    HOERINGSSVAR_MODTAGET = "hoeringssvar_modtaget"
    BORGERENS_BEMAERKNINGER = "borgerens_bemaerkninger"
    UDKAST = "udkast"
    UDTALELSE = "udtalelse"


S = Step
R, L = Mover.BORGERRAADGIVER, Mover.LEDER

STAFF_SEES: dict[Step, LazyText] = {
    S.BEGYNDT: _l("Begyndt"),
    S.HOERING_SENDT: _l("Høring sendt"),
    S.HOERINGSSVAR_MODTAGET: _l("Høringssvar modtaget"),
    S.BORGERENS_BEMAERKNINGER: _l("Borgerens bemærkninger"),
    S.UDKAST: _l("Udkast til udtalelse"),
    S.UDTALELSE: _l("Udtalelse sendt"),
}
"""What the borgerraadgiver reads."""

CITIZEN_SEES: dict[Step, LazyText] = {
    S.BEGYNDT: _l("Vi ser på, hvad vi skal spørge afdelingen om"),
    S.HOERING_SENDT: _l("Afdelingen skal svare på vores spørgsmål"),
    S.HOERINGSSVAR_MODTAGET: _l("Vi læser afdelingens svar"),
    S.BORGERENS_BEMAERKNINGER: _l("Du kan læse svaret og skrive, hvad du mener"),
    S.UDKAST: _l("Vi skriver vores udtalelse"),
    S.UDTALELSE: _l("Du har fået vores udtalelse"),
}
"""What the citizen reads at `/sag`."""

MOVES: dict[Step, dict[Step, frozenset[Mover]]] = {
    S.BEGYNDT: {S.HOERING_SENDT: frozenset({R}), S.UDKAST: frozenset({R})},
    S.HOERING_SENDT: {S.HOERINGSSVAR_MODTAGET: frozenset({L, R}), S.UDKAST: frozenset({R})},
    S.HOERINGSSVAR_MODTAGET: {
        S.BORGERENS_BEMAERKNINGER: frozenset({R}),
        S.HOERING_SENDT: frozenset({R}),
        S.UDKAST: frozenset({R}),
    },
    S.BORGERENS_BEMAERKNINGER: {S.HOERING_SENDT: frozenset({R}), S.UDKAST: frozenset({R})},
    S.UDKAST: {
        S.HOERING_SENDT: frozenset({R}),
        S.BORGERENS_BEMAERKNINGER: frozenset({R}),
        S.UDTALELSE: frozenset({R}),
    },
    S.UDTALELSE: {},
}
"""From step to step, and who may; everything else is impossible, and a finding that is sent is the end."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What must be known of an investigation before a step is judged.

    `answered` says whether a hearing has been answered, `answer_late` whether the date for it has passed; `commented` and
    `comments_late` the same of the citizen's comments; `complete` whether each of the finding's four texts has words, `graded`
    whether there is a klagepunkt and each has been judged, `criticises` whether any of them is criticised.
    """

    step: Step = Step.BEGYNDT
    answered: bool = False
    answer_late: bool = False
    commented: bool = False
    comments_late: bool = False
    complete: bool = False
    graded: bool = False
    criticises: bool = False


def allowed(facts: Facts, mover: Mover) -> list[Step]:
    """Return the steps that `mover` may take next, by the table alone; an answer that is there has to be had before it is shown."""
    steps = [target for target, movers in MOVES[facts.step].items() if mover in movers]
    return [step for step in steps if step is not S.BORGERENS_BEMAERKNINGER or facts.answered]


def objection(facts: Facts, target: Step) -> UserError | None:
    """Return why an allowed step must wait, as a Danish text, or None."""
    if target is S.UDTALELSE:
        return _not_ready(facts)
    if target is not S.UDKAST:
        return None
    if facts.step is S.HOERING_SENDT and not facts.answer_late:
        return UserError(_l("Afdelingen kan stadig svare. Vent, til svaret er kommet, eller fristen er gået."))
    if facts.step is S.BORGERENS_BEMAERKNINGER and not (facts.commented or facts.comments_late):
        return UserError(_l("Borgeren kan stadig skrive. Vent, til borgeren har skrevet, eller datoen er gået."))
    return None


def _not_ready(facts: Facts) -> UserError | None:
    if not facts.complete:
        return UserError(_l("Skriv alle fire afsnit, før udtalelsen kan sendes."))
    if not facts.graded:
        return UserError(_l("Sagen skal have klagepunkter, og hvert klagepunkt skal være vurderet."))
    if facts.criticises and not (facts.answered or facts.answer_late):
        return UserError(
            _l("Du kan ikke udtale kritik, før forvaltningen har haft mulighed for at svare. Send en høring først.")
        )
    return None


def check(facts: Facts, target: Step, mover: Mover) -> None:
    """Let a step pass, or raise: RuleBroken for one that the table does not have, UserError where it must wait."""
    if target not in allowed(facts, mover):
        raise RuleBroken(f"{mover} may not bring an investigation from {facts.step} to {target}")
    missing = objection(facts, target)
    if missing:
        raise missing
