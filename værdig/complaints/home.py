"""What *Min side* tells those who work with complaints: what is due or unanswered, never what is written, and whether it is locked."""

from __future__ import annotations

from værdig.clock import today
from værdig.complaints import inbox, queries
from værdig.complaints.acting import BORGERRAADGIVER, MANAGEMENT, Side
from værdig.complaints.conflicts import queries as conflicts
from værdig.complaints.desk import ticket
from værdig.complaints.keys import Reader
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext


def management(_user_id: str) -> list[HomeLine]:
    """Return what the management owes an answer on."""
    return [*_due(MANAGEMENT), *_wishes(MANAGEMENT), *_unanswered(MANAGEMENT)]


def confidential(user_id: str) -> list[HomeLine]:
    """Return what the borgerraadgiver has due or unanswered, and whether her inbox is unlocked in this sign-in."""
    if not inbox.is_ready():
        text = _("Indbakken har ingen nøgle. Ingen kan skrive til dig i fortrolighed, før den er lavet.")
        return [HomeLine(text=text, mark=_("Gør det nu"), tone="bad", endpoint="complaints_lock.set_up")]
    return [*_due(BORGERRAADGIVER), *_wishes(BORGERRAADGIVER), *_unanswered(BORGERRAADGIVER), _lock(user_id)]


def desk(_user_id: str) -> list[HomeLine]:
    """Return the two things the desk does."""
    return [
        HomeLine(text=_("Tæl en henvendelse. Det tager 15 sekunder."), endpoint="complaints_desk.count"),
        HomeLine(text=_("Skriv en klage ned for en borger."), endpoint="complaints_desk.register"),
    ]


def unhandled(_user_id: str) -> list[HomeLine]:
    """Return how many cases nobody may handle, for those who give roles: a number and nothing else."""
    count = len(conflicts.nobody_left(*Reader))
    if not count:
        return []
    text = ngettext(
        "%(count)s klage kan ingen behandle, fordi alle er inhabile. Giv en anden rollen.",
        "%(count)s klager kan ingen behandle, fordi alle er inhabile. Giv en anden rollen.",
        count,
    )
    return [HomeLine(text=text, mark=_("Gør det nu"), tone="bad", endpoint="accounts.users")]


def _due(side: Side) -> list[HomeLine]:
    day = today()
    rows = queries.due_by(side.reader, day)
    late = sum(row.due < day for row in rows)
    page = side.endpoint("queue")
    lines = []
    if late:
        text = ngettext("%(count)s frist er overskredet.", "%(count)s frister er overskredet.", late)
        lines.append(HomeLine(text=text, mark=_("Forsinket"), tone="bad", endpoint=page))
    if len(rows) > late:
        text = ngettext("%(count)s frist er i dag.", "%(count)s frister er i dag.", len(rows) - late)
        lines.append(HomeLine(text=text, mark=_("I dag"), tone="warning", endpoint=page))
    return lines or [HomeLine(text=_("Ingen frister i dag."), mark=_("I orden"), tone="good", endpoint=page)]


def _wishes(side: Side) -> list[HomeLine]:
    """Return how many citizens wait to be rung or written to, as they have asked."""
    count = len(queries.wishes(side.reader))
    if not count:
        return []
    text = ngettext("%(count)s borger vil kontaktes.", "%(count)s borgere vil kontaktes.", count)
    return [HomeLine(text=text, mark=_("Vil kontaktes"), tone="warning", endpoint=side.endpoint("queue"))]


def _unanswered(side: Side) -> list[HomeLine]:
    """Return how many closed cases have a message that nobody has answered: they have no date that would tell of them."""
    count = len(queries.unanswered_closed(side.reader))
    if not count:
        return []
    text = ngettext(
        "%(count)s lukket sag har en ubesvaret besked.", "%(count)s lukkede sager har en ubesvaret besked.", count
    )
    return [HomeLine(text=text, mark=_("Ubesvaret"), tone="warning", endpoint=side.endpoint("queue"))]


def _lock(user_id: str) -> HomeLine:
    if inbox.is_unlocked(user_id, ticket()):
        return HomeLine(text=_("Indbakken er låst op."), endpoint=BORGERRAADGIVER.endpoint("queue"))
    return HomeLine(text=_("Indbakken er låst. Lås den op for at læse."), endpoint="complaints_lock.unlock")
