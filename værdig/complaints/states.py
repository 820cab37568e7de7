"""The table of complaint states and allowed moves, and what must hold before one; pure: nothing here reads or writes rows.

Source: the state machine of the domain note on complaints, 5.2, with `trukket` reachable from every open state, and a complaint over a
decision from `dialog` to where it is judged again: a call that does not solve it must not cost the citizen the way the law gives her.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from værdig.errors import RuleBroken, UserError
from værdig.i18n import LazyText, _l


class State(StrEnum):
    """A case's state; the names are the Danish ones in ASCII."""

    MODTAGET = "modtaget"
    VISITATION = "visitation"
    AFVENTER_BORGER = "afventer_borger"
    DIALOG = "dialog"
    HOS_AFDELING = "hos_afdeling"
    ESKALERET = "eskaleret"
    BESVARET = "besvaret"
    FASTHOLDT = "fastholdt"
    MAEGLING = "maegling"
    UNDERSOEGELSE = "undersoegelse"
    UDTALELSE = "udtalelse"
    AFGOERELSESKLAGE = "afgoerelsesklage"
    GENVURDERING = "genvurdering"
    AENDRET = "aendret"
    SENDT_ANKESTYRELSEN = "sendt_ankestyrelsen"
    VIDERESENDT = "videresendt"
    VEJLEDT = "vejledt"
    UDEN_FOR_KOMPETENCE = "uden_for_kompetence"
    TRUKKET = "trukket"
    AFSLUTTET = "afsluttet"
    GENAABNET = "genaabnet"


S = State

CITIZEN_SEES: dict[State, LazyText] = {
    S.MODTAGET: _l("Modtaget"),
    S.VISITATION: _l("Vi ser på, hvem der kan hjælpe"),
    S.AFVENTER_BORGER: _l("Vi mangler svar fra dig"),
    S.DIALOG: _l("Vi ringer til dig"),
    S.HOS_AFDELING: _l("Afdelingen skal svare dig"),
    S.ESKALERET: _l("Svaret er forsinket. Vi rykker"),
    S.BESVARET: _l("Afdelingen har svaret"),
    S.FASTHOLDT: _l("Du har fastholdt din klage"),
    S.MAEGLING: _l("Samtale mellem dig og afdelingen"),
    S.UNDERSOEGELSE: _l("Borgerrådgiveren undersøger sagen"),
    S.UDTALELSE: _l("Borgerrådgiveren har udtalt sig"),
    S.AFGOERELSESKLAGE: _l("Din klage over afgørelsen er sendt til genvurdering"),
    S.GENVURDERING: _l("Afgørelsen bliver vurderet igen"),
    S.AENDRET: _l("Afgørelsen er ændret"),
    S.SENDT_ANKESTYRELSEN: _l("Din klage er sendt til Ankestyrelsen"),
    S.VIDERESENDT: _l("Sendt til rette myndighed"),
    S.VEJLEDT: _l("Du har fået vejledning"),
    S.UDEN_FOR_KOMPETENCE: _l("Det kan vi ikke behandle. Her kan du gå hen"),
    S.TRUKKET: _l("Du har trukket din klage"),
    S.AFSLUTTET: _l("Afsluttet"),
    S.GENAABNET: _l("Åbnet igen"),
}
"""What the citizen reads at `/sag`."""

STAFF_SEES: dict[State, LazyText] = {
    S.MODTAGET: _l("Modtaget"),
    S.VISITATION: _l("Visitation"),
    S.AFVENTER_BORGER: _l("Afventer borgeren"),
    S.DIALOG: _l("Dialog: ring til borgeren"),
    S.HOS_AFDELING: _l("Hos afdelingen"),
    S.ESKALERET: _l("Forsinket hos afdelingen"),
    S.BESVARET: _l("Besvaret af afdelingen"),
    S.FASTHOLDT: _l("Fastholdt af borgeren"),
    S.MAEGLING: _l("Mægling"),
    S.UNDERSOEGELSE: _l("Undersøgelse"),
    S.UDTALELSE: _l("Udtalelse afgivet"),
    S.AFGOERELSESKLAGE: _l("Klage over afgørelse"),
    S.GENVURDERING: _l("Genvurdering"),
    S.AENDRET: _l("Afgørelsen ændret"),
    S.SENDT_ANKESTYRELSEN: _l("Sendt til Ankestyrelsen"),
    S.VIDERESENDT: _l("Videresendt til anden myndighed"),
    S.VEJLEDT: _l("Vejledt"),
    S.UDEN_FOR_KOMPETENCE: _l("Uden for kompetence"),
    S.TRUKKET: _l("Trukket af borgeren"),
    S.AFSLUTTET: _l("Afsluttet"),
    S.GENAABNET: _l("Åbnet igen"),
}
"""What those who handle the case read."""


class Mover(StrEnum):
    """Who makes a move."""

    BORGER = "borger"
    BORGERRAADGIVER = "borgerraadgiver"
    LEDER = "leder"
    SYSTEM = "system"
    """A clock that ran out, or an automatic step."""


B, R, L, Y = Mover.BORGER, Mover.BORGERRAADGIVER, Mover.LEDER, Mover.SYSTEM
HANDLERS = frozenset({R, L})

CLOSED = frozenset({S.AFSLUTTET, S.TRUKKET})
OPEN = frozenset(State) - CLOSED
INVESTIGATING = frozenset({S.UNDERSOEGELSE, S.UDTALELSE})
"""States that only the borgerraadgiver may bring a case into."""

APPEALING = frozenset({S.AFGOERELSESKLAGE, S.GENVURDERING})
"""States in which the administration looks at a decision again; it cannot while it may not see whose decision it is."""

JUDGED_AGAIN = frozenset({S.AENDRET, S.SENDT_ANKESTYRELSEN})
"""States in which a decision has been judged again: it is another now, or Ankestyrelsen has the complaint."""

WITH_DEPARTMENT = APPEALING | {S.HOS_AFDELING, S.ESKALERET}
"""States in which the next step is the department's, whoever the citizen wrote to."""

PAUSING = frozenset({S.VISITATION, S.DIALOG, S.HOS_AFDELING, S.UNDERSOEGELSE, S.GENVURDERING})
"""States that may wait for the citizen and are returned to afterwards."""

DEPARTMENTS_OWN = frozenset({S.BESVARET, S.GENVURDERING, S.AENDRET, S.SENDT_ANKESTYRELSEN})
"""What the management may bring a case of the borgerraadgiver's to: it has answered, or judged its own decision again.

The latter is for the authority that made the decision and nobody else (retssikkerhedsloven § 66).
"""

BORGERRAADGIVERS = _l("Sagen er borgerrådgiverens. Ledelsen kan læse og svare, men ikke ændre den.")
"""What the management is told where it would decide a case that was sent to the borgerraadgiver."""

REMINDERS_BEFORE_CLOSING = 2
REOPEN_MONTHS = 12

_FORWARD: dict[State, dict[State, frozenset[Mover]]] = {
    S.MODTAGET: {S.VISITATION: frozenset({Y, R, L})},
    S.VISITATION: {
        S.DIALOG: HANDLERS,
        S.HOS_AFDELING: HANDLERS,
        S.AFGOERELSESKLAGE: HANDLERS,
        S.VIDERESENDT: HANDLERS,
        S.VEJLEDT: HANDLERS,
        S.UDEN_FOR_KOMPETENCE: HANDLERS,
        S.UNDERSOEGELSE: frozenset({R}),
    },
    S.AFVENTER_BORGER: {S.AFSLUTTET: HANDLERS},
    S.DIALOG: {S.AFSLUTTET: HANDLERS, S.HOS_AFDELING: HANDLERS, S.MAEGLING: HANDLERS, S.AFGOERELSESKLAGE: HANDLERS},
    S.HOS_AFDELING: {S.BESVARET: HANDLERS, S.ESKALERET: frozenset({Y, R, L})},
    S.ESKALERET: {S.BESVARET: HANDLERS, S.UNDERSOEGELSE: frozenset({R})},
    S.BESVARET: {S.FASTHOLDT: frozenset({B}), S.AFSLUTTET: frozenset({Y, R, L})},
    S.FASTHOLDT: {S.UNDERSOEGELSE: frozenset({R}), S.MAEGLING: HANDLERS, S.AFSLUTTET: HANDLERS},
    S.MAEGLING: {S.AFSLUTTET: HANDLERS, S.UNDERSOEGELSE: frozenset({R})},
    S.UNDERSOEGELSE: {S.UDTALELSE: frozenset({R})},
    S.UDTALELSE: {S.AFSLUTTET: frozenset({R})},
    S.AFGOERELSESKLAGE: {S.GENVURDERING: HANDLERS},
    S.GENVURDERING: {S.AENDRET: HANDLERS, S.SENDT_ANKESTYRELSEN: HANDLERS},
    S.AENDRET: {S.AFSLUTTET: HANDLERS},
    S.SENDT_ANKESTYRELSEN: {S.AFSLUTTET: HANDLERS},
    S.VIDERESENDT: {S.AFSLUTTET: HANDLERS},
    S.VEJLEDT: {S.AFSLUTTET: HANDLERS, S.GENAABNET: frozenset({B, R, L})},
    S.UDEN_FOR_KOMPETENCE: {S.AFSLUTTET: HANDLERS},
    S.TRUKKET: {S.GENAABNET: frozenset({B, R})},
    S.AFSLUTTET: {S.GENAABNET: frozenset({B, R})},
    S.GENAABNET: {S.VISITATION: frozenset({Y, R, L})},
}


AUTOMATIC = frozenset({S.MODTAGET, S.GENAABNET, S.AFVENTER_BORGER})
"""States that nobody can have left by mistake: leaving them is automatic, or waiting has its own way back."""

WAYS_BACK: dict[State, dict[State, frozenset[Mover]]] = {
    new: {
        old: movers & HANDLERS
        for old, targets in _FORWARD.items()
        for target, movers in targets.items()
        if target is new and old not in AUTOMATIC and movers & HANDLERS
    }
    for new in OPEN - {S.GENAABNET}
}
"""From state → to the state before it → who may have made the move, and can take it back: only that one move, and only its mover.

The domain note has no such ways; without them a slip of the hand decides a case.
"""


def _table() -> dict[State, dict[State, frozenset[Mover]]]:
    table = {state: {**targets, **WAYS_BACK.get(state, {})} for state, targets in _FORWARD.items()}
    for state in PAUSING:
        table[state][S.AFVENTER_BORGER] = HANDLERS
        table[S.AFVENTER_BORGER][state] = frozenset({B, R, L})
    for state in OPEN:
        table[state][S.TRUKKET] = frozenset({B})
    return table


MOVES = _table()
"""From state → to state → who may. Everything else is impossible."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What must be known of a case before a move is judged.

    `returns_to` is the state that waits for the citizen; `reminders` counts those sent while waiting; `consent` says whether
    a consent to forward is valid today; `identified` whether the management may see who the citizen is; `settled` whether there
    is a klagepunkt and each has an outcome; `statement` whether the borgerraadgiver's finding has been sent since the
    investigation began; `answered` whether the citizen has been told something since the case came to the department, and not only
    asked, reminded or told of a delay; `informed` whether the citizen has been written to, and not only reminded, since the case came, or came
    back, to be judged again; `unconfirmed` whether it would be closed as solved without the citizen's word;
    `came_from` and `moved_by` are the state before the last move and who made it, when it can be taken back.
    """

    state: State
    confidential: bool = False
    consent: bool = False
    identified: bool = False
    settled: bool = False
    statement: bool = False
    closing_letter: bool = False
    signposted: bool = False
    answered: bool = False
    informed: bool = False
    decision: bool = False
    unconfirmed: bool = False
    returns_to: State | None = None
    came_from: State | None = None
    moved_by: Mover | None = None
    reminders: int = 0
    closed_on: date | None = None

    @property
    def shared(self) -> bool:
        """Whether a confidential case is open to the management today."""
        return self.confidential and self.consent

    @property
    def investigated(self) -> bool:
        """Whether the borgerraadgiver looks into the case, or has and it waits to be ended, also while the citizen is waited for."""
        return (self.returns_to or self.state) in INVESTIGATING

    @property
    def stranded(self) -> bool:
        """Whether the case lies with a department that may not see it, since the citizen has taken her consent back."""
        return self.state in WITH_DEPARTMENT and self.confidential and not self.consent


def allowed(facts: Facts, mover: Mover) -> list[State]:
    """Return the states `mover` may bring the case into, by the table alone, in the table's order."""
    targets = [target for target, movers in MOVES[facts.state].items() if mover in movers]
    if facts.state is S.AFVENTER_BORGER:
        targets = [target for target in targets if target in (facts.returns_to, S.AFSLUTTET, S.TRUKKET)]
    targets = [t for t in targets if t not in WAYS_BACK.get(facts.state, ()) or goes_back(facts, t, mover)]
    if reserved(facts, mover):
        targets = [t for t in targets if t in DEPARTMENTS_OWN or goes_back(facts, t, mover)]
    if mover is L and facts.investigated:
        targets = []  # nor does it end or pause what the borgerraadgiver looks into, whoever the citizen wrote to
    if mover is Y and facts.decision:
        targets = [target for target in targets if target not in (S.AFSLUTTET, S.UDEN_FOR_KOMPETENCE)]
    return targets


def reserved(facts: Facts, mover: Mover) -> bool:
    """Tell whether a case is not `mover`'s to decide: the management reads and answers what was sent to the borgerraadgiver.

    So it does while she investigates a case of its own. Finding what those come to is hers (kommunestyrelsesloven § 65 e).
    """
    return mover is L and (facts.confidential or facts.investigated)


def goes_back(facts: Facts, target: State, mover: Mover) -> bool:
    """Tell whether a move takes the last one back: to where the case came from, by whom it was moved."""
    return target is facts.came_from and mover is facts.moved_by and target in WAYS_BACK.get(facts.state, ())


def objection(facts: Facts, target: State, mover: Mover, today: date) -> UserError | None:
    """Return why an allowed move must wait, as a Danish text the mover can act on, or None when nothing is missing."""
    if target is S.HOS_AFDELING and facts.confidential and not facts.consent:
        return UserError(_l("Sagen er fortrolig. Borgeren skal først give samtykke til, at den sendes til afdelingen."))
    if target is S.AFGOERELSESKLAGE and not facts.decision:
        return UserError(_l("Ret først sagens type til »Klage over afgørelse«. Så får den de frister, loven giver."))
    if _needs_identity(facts, target) and not facts.identified:
        return UserError(
            _l("Klagen er over en afgørelse. Den kan først vurderes igen, når ledelsen må se, hvem borgeren er.")
        )
    if target is S.UDTALELSE and not facts.statement:
        return UserError(_l("Send først udtalelsen til borgeren."))
    if target in (S.UDEN_FOR_KOMPETENCE, S.VIDERESENDT) and not facts.signposted:
        return UserError(_l("Fortæl borgeren, hvor sagen hører til. Send en besked om det først."))
    if target is S.BESVARET and not facts.answered:
        return UserError(
            _l("Der ligger intet svar til borgeren i sagen. Send svaret, eller skriv til borgeren, hvad I har talt om.")
        )
    if target in JUDGED_AGAIN and not facts.informed:
        return UserError(
            _l("Fortæl borgeren, hvad I er kommet frem til, og hvad der nu sker. Send en besked om det først.")
        )
    if target is S.AFSLUTTET:
        return _closing_objection(facts)
    if (
        target is S.GENAABNET
        and mover is B
        and facts.closed_on
        and today > _months_after(facts.closed_on, REOPEN_MONTHS)
    ):
        return UserError(_l("Sagen er lukket for over 12 måneder siden. Skriv til os, så ser vi på det."))
    return None


def _needs_identity(facts: Facts, target: State) -> bool:
    """Tell whether the management must know whose the case is: always when it is to look at a decision again."""
    return target in APPEALING or (target is S.HOS_AFDELING and facts.decision)


def _closing_objection(facts: Facts) -> UserError | None:
    if not facts.settled:
        return UserError(_l("Hvert klagepunkt skal have et udfald, før sagen kan afsluttes."))
    if facts.unconfirmed:
        return UserError(
            _l(
                "Borgeren har ikke bekræftet, at det er løst. Notér et opkald, hvor borgeren siger det, eller vent på svar på siden. "
                "Vil borgeren have et skriftligt svar, så vælg et andet udfald end »Løst i dialog«."
            )
        )
    if not facts.closing_letter:
        return UserError(_l("Send et afslutningsbrev til borgeren, før sagen afsluttes."))
    if facts.state is S.AFVENTER_BORGER and facts.reminders < REMINDERS_BEFORE_CLOSING:
        return UserError(_l("Ryk borgeren to gange, før sagen afsluttes uden svar."))
    return None


def check(facts: Facts, target: State, mover: Mover, *, reason: str, today: date) -> None:
    """Let a move pass, or raise: RuleBroken for one the table does not have, UserError where something is missing or it is another's."""
    if target not in allowed(facts, mover):
        if reserved(facts, mover) and mover in MOVES[facts.state].get(target, ()):
            raise UserError(BORGERRAADGIVERS)
        raise RuleBroken(f"{mover} may not move a case from {facts.state} to {target}")
    if not reason.strip():
        raise UserError(_l("Skriv en kort begrundelse for, at sagen flyttes."), "reason")
    missing = objection(facts, target, mover, today)
    if missing:
        raise missing


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
