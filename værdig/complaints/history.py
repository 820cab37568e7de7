"""The history of a case in words: its moves, and from the log what else was decided about it; nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from værdig.complaints import categories, deadlines, path, queries
from værdig.complaints.afterwards.models import SATISFIED
from værdig.complaints.appeals.alarm import SOUNDED
from værdig.complaints.appeals.board import BOARD_NOTED
from værdig.complaints.appeals.noting import NOTED
from værdig.complaints.attachments.models import FILE_ADDED, FILE_OPENED
from værdig.complaints.calls.models import CALLED, CONFIRMED, DENIED
from værdig.complaints.calls.rules import Result
from værdig.complaints.categories import Kind
from værdig.complaints.conflicts.models import ASKED, LIFTED, MARKED, WEIGHED
from værdig.complaints.deadlines import Clock
from værdig.complaints.delays.models import DELAYED
from værdig.complaints.insight import traces as insight
from værdig.complaints.interpreting.wording import HISTORY as OF_LANGUAGE
from værdig.complaints.investigations.telling import TOLD as OF_INVESTIGATIONS
from værdig.complaints.keys import Keys
from værdig.complaints.mediation.service import AGREED
from værdig.complaints.models import Case
from værdig.complaints.post.models import LETTER_PRINTED, NOTICE_REFUSED
from værdig.complaints.queries.cases import CONTACT_TRIED
from værdig.complaints.reading import ReadEvent, read_events
from værdig.complaints.reckoning.recount import KEPT, MOVED
from værdig.complaints.redaction import traces as redaction
from værdig.complaints.reminders import wording as reminders
from værdig.complaints.reminders.models import CHASED
from værdig.complaints.reminders.steps import Step
from værdig.complaints.representation import traces as representation
from værdig.complaints.retention import traces as keeping
from værdig.complaints.states import STAFF_SEES
from værdig.i18n import LazyText, _, _l, format_date, ngettext

Detail = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One thing that happened: when, what, by whom as the log knows her, and a person's own words about it."""

    at: datetime
    what: str
    actor: str
    words: str = ""


def lines(case: Case, keys: Keys) -> list[Line]:
    """Return what has happened in a case, oldest first, as far as the reader's keys go."""
    traces = [
        Line(entry.at, _TOLD[entry.action](entry.detail or {}), entry.actor or "system")
        for entry in queries.entries_of(case.id, _TOLD)
    ]
    return sorted([*traces, *map(_move, read_events(case, keys))], key=lambda line: line.at)


def _move(event: ReadEvent) -> Line:
    state = STAFF_SEES[event.to_state]
    what = _("Taget tilbage til: %(state)s", state=state) if event.reason_code == path.TAKEN_BACK else str(state)
    return Line(event.at, what, event.actor, event.words)


def _point(detail: Detail) -> str:
    """Return which klagepunkt, by number and theme; entries from before the number was kept have the theme alone."""
    theme = categories.theme_title(detail["theme"]) if "theme" in detail else ""
    if "number" not in detail:
        return theme
    return _("%(number)s (%(theme)s)", number=detail["number"], theme=theme) if theme else str(detail["number"])


_TITLES: dict[str, Callable[[str], str]] = {
    "theme": categories.theme_title,
    "principle": lambda value: categories.title(Kind.PRINCIPLE, value),
    "unit": lambda value: dict(queries.units()).get(value, value),
    "formality": lambda value: categories.title(Kind.FORMALITY, value),
}
_FIELDS = {
    "theme": _l("tema"),
    "principle": _l("princip"),
    "unit": _l("enhed"),
    "formality": _l("formalitet eller realitet"),
}


def _corrected(detail: Detail) -> str:
    changes = [
        _("%(field)s fra »%(before)s« til »%(after)s«", field=_FIELDS[name], before=title(before), after=title(after))
        for name, title in _TITLES.items()
        for before, after in [(detail["from"].get(name), detail["to"].get(name))]
        if after is not None
    ]
    if detail["words"]:
        changes.append(_("ordene om det"))
    return _("Klagepunkt %(number)s rettet: %(changes)s", number=detail["number"], changes=", ".join(changes))


def _outcome(detail: Detail) -> str:
    return _(
        "Udfald for klagepunkt %(number)s: %(outcome)s",
        number=detail.get("number", "?"),
        outcome=categories.title(Kind.OUTCOME, detail["outcome"]),
    )


def _type(detail: Detail) -> str:
    before, after = (categories.title(Kind.TYPE, detail[end]) for end in ("from", "to"))
    return _("Typen rettet fra »%(before)s« til »%(after)s«", before=before, after=after)


def _placed(detail: Detail) -> str:
    return _("Handler om: rettet fra »%(before)s« til »%(after)s«", before=detail["from"], after=detail["to"])


def _consent(detail: Detail) -> str:
    if detail["scope"] == "med_navn":
        return _("Samtykke til, at ledelsen ser klagen og navnet")
    return _("Samtykke til, at ledelsen ser klagen uden navn")


_CONTACTED = {
    "talt": _l("Talt med borgeren, som havde bedt om at blive kontaktet"),
    "skrevet": _l("Skrevet til borgeren, som havde bedt om at blive kontaktet"),
}


def _delayed(detail: Detail) -> str:
    return _(
        "Forsinkelsesbrev sendt om »%(what)s«. Ny dato: %(date)s",
        what=deadlines.RULES[Clock(detail["clock"])].title,
        date=format_date(date.fromisoformat(detail["until"])),
    )


def _recounted(said: LazyText, detail: Detail) -> str:
    old, new = (format_date(date.fromisoformat(detail[end])) for end in ("from", "to"))
    return str(said) % {"what": deadlines.RULES[Clock(detail["clock"])].title, "old": old, "new": new}


def _called(detail: Detail) -> str:
    if detail["result"] == Result.SKRIFTLIGT:
        return _("Talt med borgeren, som ønsker et skriftligt svar")
    if detail["confirmed"]:
        return _("Talt med borgeren, som sagde, at det er løst")
    return _("Talt med borgeren. Borgeren er spurgt, om det er løst")


_TOLD: dict[str, Callable[[Detail], str]] = {
    "complaint.point_added": lambda detail: _("Klagepunkt tilføjet: %(point)s", point=_point(detail)),
    "complaint.point_changed": _corrected,
    "complaint.point_removed": lambda detail: _("Klagepunkt fjernet: %(point)s", point=_point(detail)),
    "complaint.point_restored": lambda detail: _("Klagepunkt sat ind igen: %(point)s", point=_point(detail)),
    "complaint.point_settled": _outcome,
    "complaint.classified": _type,
    "complaint.placed": _placed,
    "complaint.identity_noted": lambda _detail: _("Borgerens navn noteret"),
    "complaint.code_shown": lambda _detail: _("Borgerens kode vist på skærmen for at læse den op"),
    "complaint.needs_no_answer": lambda _detail: _("Det, borgeren har skrevet, kræver intet svar"),
    "complaint.needs_answer": lambda _detail: _("Det, borgeren har skrevet, kræver svar alligevel"),
    "complaint.contacted": lambda detail: str(_CONTACTED[detail["how"]]),
    CALLED: _called,
    CONFIRMED: lambda _detail: _("Borgeren har på sin side sagt, at det er løst"),
    DENIED: lambda _detail: _("Borgeren har på sin side bedt om et skriftligt svar"),
    MARKED: lambda _detail: _("En medarbejder mærket som inhabil"),
    LIFTED: lambda _detail: _("En medarbejders inhabilitet ophævet"),
    ASKED: lambda _detail: _("Borgeren har bedt om, at en bestemt ikke ser sagen"),
    WEIGHED: lambda _detail: _("Borgerens ønske om, hvem der ikke må se sagen, er vurderet"),
    DELAYED: _delayed,
    AGREED: lambda detail: _("Samtalen er aftalt til %(day)s", day=format_date(date.fromisoformat(detail["until"]))),
    FILE_ADDED: lambda detail: ngettext(
        "%(count)s fil lagt på sagen", "%(count)s filer lagt på sagen", detail["count"]
    ),
    FILE_OPENED: lambda _detail: _("Fil hentet"),
    **insight.TOLD,
    **OF_LANGUAGE,
    **redaction.TOLD,
    **representation.TOLD,
    SATISFIED: lambda _detail: _("Borgeren er tilfreds med svaret"),
    LETTER_PRINTED: lambda _detail: _("Brev til borgeren hentet til print"),
    NOTICE_REFUSED: lambda _detail: _("E-mailen om, at der er nyt, kunne ikke afleveres til borgeren"),
    CHASED: lambda detail: str(reminders.STAFF_SEES[Step(detail["step"])]),
    MOVED: lambda detail: _recounted(_l("Kalenderen er rettet. »%(what)s« er flyttet fra %(old)s til %(new)s"), detail),
    KEPT: lambda detail: _recounted(_l("Kalenderen er rettet. »%(what)s« bliver stående den %(old)s"), detail),
    NOTED: lambda _detail: _("Noteret, hvornår borgeren fik afgørelsen"),
    BOARD_NOTED: lambda detail: _(
        "Ankestyrelsens afgørelse noteret: %(outcome)s", outcome=categories.title(Kind.BOARD, detail["outcome"])
    ),
    SOUNDED: lambda _detail: _("Alarm: samtykke mangler, og klagefristen er ved at løbe ud"),
    **OF_INVESTIGATIONS,
    **keeping.TOLD,
    CONTACT_TRIED: lambda _detail: _("Forsøgt kontaktet, men ikke truffet"),
    "complaint.contact_again": lambda _detail: _("Borgeren skal kontaktes alligevel"),
    "complaint.consent_given": _consent,
    "complaint.consent_revoked": lambda _detail: _("Samtykket taget tilbage: ledelsen kan ikke længere se sagen"),
    "complaint.borgerraadgiver_asked": lambda _detail: _("Borgerrådgiveren bedt om at se på sagen"),
    "complaint.borgerraadgiver_unasked": lambda _detail: _("Sagen lukket for borgerrådgiveren"),
}
"""What each action of the log is in the history; openings and messages have places of their own on the page."""
