"""What *Min side* tells those who work with complaints: what is due or unanswered, never what is written, and whether it is locked."""

from __future__ import annotations

from værdig.clock import today
from værdig.complaints import inbox, queries
from værdig.complaints.acting import BORGERRAADGIVER, MANAGEMENT, Side
from værdig.complaints.appeals.alarm import alarms
from værdig.complaints.conflicts import queries as conflicts
from værdig.complaints.desk import ticket
from værdig.complaints.investigations.queries import waiting
from værdig.complaints.keys import Reader
from værdig.complaints.recommendations import queries as recommended
from værdig.complaints.recommendations.lifecycle import OWED, Stage
from værdig.complaints.tendencies.service import raised
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext


def management(_user_id: str) -> list[HomeLine]:
    """Return what the management owes an answer on."""
    return [*_due(MANAGEMENT), *_hearings(), *_wishes(MANAGEMENT), *_unanswered(MANAGEMENT), *_recommended(MANAGEMENT)]


def confidential(user_id: str) -> list[HomeLine]:
    """Return what the borgerraadgiver has due or unanswered, and whether her inbox is unlocked in this sign-in."""
    if not inbox.is_ready():
        text = _("Indbakken har ingen nøgle. Ingen kan skrive til dig i fortrolighed, før den er lavet.")
        return [HomeLine(text=text, mark=_("Gør det nu"), tone="bad", endpoint="complaints_lock.set_up")]
    return [
        *_alarms(),
        *_due(BORGERRAADGIVER),
        *_wishes(BORGERRAADGIVER),
        *_unanswered(BORGERRAADGIVER),
        *_recommended(BORGERRAADGIVER),
        *_tendencies(),
        _lock(user_id),
    ]


def desk(_user_id: str) -> list[HomeLine]:
    """Return the two things the desk does."""
    return [
        HomeLine(text=_("Tæl en henvendelse. Det tager 15 sekunder."), endpoint="complaints_desk.count"),
        HomeLine(text=_("Skriv en klage ned for en borger."), endpoint="complaints_desk.register"),
    ]


def unhandled(_user_id: str) -> list[HomeLine]:
    """Return how many of the management's cases nobody may handle, for those who give roles: a number and nothing else.

    Of the borgerraadgiver's nothing is told here, not even that there is one: she is told when she marks the last of them.
    """
    count = len(conflicts.nobody_left(Reader.MANAGEMENT))
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


def _alarms() -> list[HomeLine]:
    """Return how many complaints over decisions wait for their citizen's leave while her last days run."""
    count = len(alarms(today()))
    if not count:
        return []
    text = ngettext(
        "%(count)s klage over en afgørelse mangler samtykke.",
        "%(count)s klager over afgørelser mangler samtykke.",
        count,
    )
    return [HomeLine(text=text, mark=_("Haster"), tone="bad", endpoint=BORGERRAADGIVER.endpoint("queue"))]


def _recommended(side: Side) -> list[HomeLine]:
    """Return how many recommendations wait for a side: the management's first answer, or her judgement; and how many are overdue."""
    page = side.endpoint("recommendations")
    waits = recommended.by_stage(Stage.AFGIVET if side is MANAGEMENT else Stage.GENNEMFOERT)
    late = [row for row in recommended.by_stage(*OWED) if row.due < today()]
    lines = []
    if waits:
        text = ngettext("%(count)s anbefaling venter på jer.", "%(count)s anbefalinger venter på jer.", len(waits))
        lines.append(HomeLine(text=text, mark=_("Venter"), tone="warning", endpoint=page))
    if late:
        text = ngettext("%(count)s anbefaling er overskredet.", "%(count)s anbefalinger er overskredet.", len(late))
        lines.append(HomeLine(text=text, mark=_("Overskredet"), tone="bad", endpoint=page))
    return lines


def _tendencies() -> list[HomeLine]:
    """Return how many tendencies the borgerraadgiver has not looked at."""
    count = len(raised())
    if not count:
        return []
    text = ngettext("%(count)s tendens i klagerne.", "%(count)s tendenser i klagerne.", count)
    return [HomeLine(text=text, mark=_("Tendens"), tone="warning", endpoint="complaints_indbakke.tendencies")]


def _hearings() -> list[HomeLine]:
    """Return how many questions of the borgerraadgiver's wait for an answer."""
    count = len(waiting())
    if not count:
        return []
    text = ngettext("%(count)s høring venter på svar.", "%(count)s høringer venter på svar.", count)
    return [HomeLine(text=text, mark=_("Høring"), tone="warning", endpoint="complaints_hearings.listed")]


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
