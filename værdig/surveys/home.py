"""What *Min side* tells whoever manages rounds (the open round, its days left, how many have answered in tens), and key holders."""

from __future__ import annotations

from collections.abc import Iterator

from værdig.clock import today
from værdig.hooks.contracts import HomeLine, Tone
from værdig.i18n import _, format_date, ngettext
from værdig.surveys import queries, round_keys
from værdig.surveys.invitations import queries as invitations
from værdig.surveys.models import State
from værdig.surveys.queries import RoundRow

PAGE = "surveys_staff.show"


def lines(_user_id: str) -> list[HomeLine]:
    """Return a line or two for each round that is not closed or given up, and one where there is none."""
    current = [each for each in queries.rounds() if each.state != State.CLOSED and not each.given_up]
    if not current:
        return [HomeLine(text=_("Ingen runde er åben eller planlagt."), endpoint="surveys_staff.rounds")]
    return [line for round_ in current for line in _of(round_)]


def holder_lines(user_id: str) -> list[HomeLine]:
    """Return a line for each round that waits to be closed with the pass phrase of this holder or of another."""
    mine = set(round_keys.awaiting(user_id))
    return [
        HomeLine(
            text=_("%(round)s venter på at blive lukket. Skriv dit kodeord som nøgleholder.", round=round_.title),
            mark=_("Venter på dig"), tone="warning", endpoint="surveys_staff.close", values={"round_id": round_.id},
        )
        for round_ in queries.rounds()
        if round_.id in mine and round_.waits_for_holder
    ]  # fmt: skip


def _of(round_: RoundRow) -> Iterator[HomeLine]:
    if round_.state == State.CLOSING:
        text = _("%(round)s er ved at lukke. Gør den færdig.", round=round_.title)
        yield _line(round_, text, _("Gør færdig"), "warning")
    elif round_.state == State.LOST:
        text = _(
            "%(round)s er tabt: Ingen kan åbne den. Opgiv den, hvis nøglen ikke bliver fundet.", round=round_.title
        )
        yield _line(round_, text, _("Tabt"), "bad")
    elif round_.state == State.PLANNED:
        text = _("%(round)s er planlagt fra %(day)s.", round=round_.title, day=format_date(round_.opens_on))
        yield _line(round_, text)
    else:
        late = round_.closes_on < today()
        yield _line(round_, _left(round_), _("Forsinket") if late else _("Åben"), "bad" if late else "good")
        yield HomeLine(text=_answers(round_.id))
        if waiting := invitations.waiting().get(round_.id):
            yield _waiting(round_, waiting)


def _line(round_: RoundRow, text: str, mark: str = "", tone: Tone = "neutral") -> HomeLine:
    return HomeLine(text=text, mark=mark, tone=tone, endpoint=PAGE, values={"round_id": round_.id})


def _left(round_: RoundRow) -> str:
    days = (round_.closes_on - today()).days
    if days < 0:
        return _(
            "%(round)s havde sidste dag den %(day)s. Luk den.", round=round_.title, day=format_date(round_.closes_on)
        )
    if not days:
        return _("%(round)s er åben. I dag er den sidste dag.", round=round_.title)
    return ngettext(
        "%(round)s er åben. Der er %(count)s dag tilbage.",
        "%(round)s er åben. Der er %(count)s dage tilbage.",
        days,
        round=round_.title,
    )


def _answers(round_id: str) -> str:
    tens = queries.answers_so_far(round_id)
    if not tens:
        return _("Under 10 har svaret indtil nu.")
    return _("Mindst %(count)s har svaret indtil nu. Tallet er rundet ned til hele tiere.", count=tens)


def _waiting(round_: RoundRow, number: int) -> HomeLine:
    text = ngettext(
        "Én invitation venter på at blive sendt.", "%(count)s invitationer venter på at blive sendt.", number
    )
    return HomeLine(
        text=text,
        mark=_("Venter"),
        tone="warning",
        endpoint="surveys_invitations.index",
        values={"round_id": round_.id},
    )
