"""The pages where a handler takes down, sorts, puts off and answers a request for insight; only for the side it was sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from værdig import audit
from værdig.clock import add_working_days, today
from værdig.complaints.acting import Side
from værdig.complaints.case_page import Page, form_page, turned_back, url
from værdig.complaints.clocks import Standing
from værdig.complaints.deadlines import weekday_date
from værdig.complaints.desk import Desk
from værdig.complaints.insight import document, extract, queries, rules, service, wording
from værdig.complaints.insight.forms import AnswerForm, PutOffForm, SortForm, TakeDownForm
from værdig.complaints.insight.letters import ANSWER, PUT_OFF
from værdig.complaints.insight.models import PRINTED
from værdig.complaints.insight.rules import ACCESS, DECIDED, Asked, Duty, Kind, State
from værdig.complaints.keys import Keys
from værdig.complaints.letter_texts import queries as letter_texts
from værdig.complaints.models import Case, InsightRequest
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import words_of
from værdig.complaints.views_letters import read_up, readers
from værdig.db import transaction
from værdig.errors import NotYours
from værdig.i18n import _, format_date

WEEK = 5
"""Working days by which the draft of a letter puts an answer off."""


@dataclass(frozen=True)
class Shown:
    """A request as the case's page shows it."""

    title: Any
    kind: Any
    state: Any
    is_open: bool
    words: str
    facts: list[tuple[Any, str]]
    clocks: list[tuple[Any, date, Standing, str]]
    deeds: list[tuple[str, Any]]


def shown(desk: Desk) -> list[Shown]:
    """Return the requests of a case, newest first; none for the side it was not sent to."""
    if not is_ours(desk):
        return []
    return [_shown(desk, row) for row in queries.of_case(desk.case)]


def is_ours(desk: Desk) -> bool:
    """Tell whether the case was sent to this side, which alone answers requests about it."""
    return bool(desk.case.inbox == desk.side.reader)


def _shown(desk: Desk, row: InsightRequest) -> Shown:
    state = State(row.state)
    return Shown(
        wording.ASKED[Asked(row.asked)], wording.KINDS[Kind(row.kind)] if row.kind else "", wording.STATES[state],
        state not in DECIDED, wish_of(row, desk.keys), _facts(row), clocks_of(row), _deeds(desk, row),
    )  # fmt: skip


def wish_of(row: InsightRequest, keys: Keys) -> str:
    """Return what the citizen wrote that she wants, empty where she wrote nothing."""
    return words_of(keys, row.part, "case_insight", "wish", row.id, row.wish)


def _facts(row: InsightRequest) -> list[tuple[Any, str]]:
    facts = [(_("Kom"), weekday_date(row.asked_on) + (_(", noteret for borgeren") if row.noted_by else ""))]
    put_off = [each for each in row.letters if each.until]
    facts += [(_("Fristbrev sendt"), _told(each.at, each.until, in_time=each.in_time)) for each in put_off]
    if row.fetched:
        facts.append((_("Hentet af borgeren"), format_date(row.fetched)))
    return facts


def _told(at: Any, until: date | None, *, in_time: bool) -> str:
    told = _("%(at)s. Ny dato: %(until)s.", at=format_date(at), until=format_date(until) if until else "")
    return told if in_time else told + " " + _("Sendt, efter at fristen var gået.")


def clocks_of(row: InsightRequest) -> list[tuple[Any, date, Standing, str]]:
    """Return `(what for, date, how it stands, how it was counted)` of a request's dates."""
    return [
        (rules.RULES[Duty(each.duty)].title, each.due, queries.standing(each, today()), each.basis)
        for each in queries.shown_clocks(row)
    ]


def _deeds(desk: Desk, row: InsightRequest) -> list[tuple[str, Any]]:
    def to(name: str) -> str:
        return url(desk, name, insight_id=row.id)

    copies = [(redacts(desk, row), _("Lav en kopi med skjulte oplysninger"))] if row.kind in ACCESS else []
    if row.answered is not None:
        return [*([(to("insight_copy"), _("Hent det, borgeren fik (PDF)"))] if row.copy else []), *copies]
    sorts = (to("sort_insight"), _("Sortér anmodningen") if row.kind is None else _("Sortér den på en anden måde"))
    late = (to("put_off_insight"), _("Skriv et fristbrev"))
    return (
        [sorts, late] if row.kind is None else [(to("answer_insight"), _("Svar på anmodningen")), late, sorts, *copies]
    )


def redacts(desk: Desk, row: InsightRequest) -> str:
    """Return the address where a redacted copy is begun for a request."""
    return url(desk, "new_redaction", indsigt=row.id)


def take_down_insight(desk: Desk) -> Page:
    """Note that the citizen has asked for something by word of mouth or in a letter."""
    _require_ours(desk)
    form = TakeDownForm()

    def deed() -> None:
        wanted = service.Wanted(asked=Asked(form.asked.data), words=form.words.data or "", day=form.day.data)
        service.ask(desk.case.id, wanted, desk.by, keys=desk.keys, token=form.token.data)

    return form_page(desk, "insight/take_down", form, deed, _("Anmodningen er noteret. Fristen løber."))


def sort_insight(desk: Desk, insight_id: str) -> Page:
    """Say by which law a request is answered."""
    row = _open_row(desk, insight_id)
    if row is None:
        return _answered(desk)
    form = SortForm(data={"kind": row.kind or rules.SUGGESTED[Asked(row.asked)]})

    def deed() -> None:
        service.sort(desk.case.id, insight_id, Kind(form.kind.data), desk.by)

    return form_page(desk, "insight/sort", form, deed, _("Anmodningen er sorteret."), **_about(desk, row))


def put_off_insight(desk: Desk, insight_id: str) -> Page:
    """Write a *fristbrev* before the date passes."""
    row = _open_row(desk, insight_id)
    if row is None:
        return _answered(desk)
    due, duty = queries.promised(row), Duty(queries.answer_clock(row).duty)
    suggested = min(add_working_days(max(due, today()), WEEK), max(rules.latest(duty, row.asked_on), today()))
    form = PutOffForm(data={} if request.method == "POST" else {"until": suggested})
    fresh, read = read_up(desk, form)
    looked_at = form.looked_at(letter_texts.mark_of(PUT_OFF))

    def deed() -> None:
        letter_texts.require_words(PUT_OFF, looked_at)
        service.put_off(
            desk.case.id, desk.keys, insight_id, form.reason.data, form.until.data, desk.by,
            token=form.token.data, seen=read,
        )  # fmt: skip

    preview = wording.put_off(desk.case, row, duty, _("[din begrundelse]"), _("[den nye dato]"))
    return form_page(
        desk, "insight/put_off", form, deed, _("Brevet er sendt. Borgeren kan læse det nu."), fresh=fresh,
        readers=readers(desk), preview=preview, due=weekday_date(due), **_about(desk, row),
    )  # fmt: skip


def answer_insight(desk: Desk, insight_id: str) -> Page:
    """Decide a request; the page shows the whole letter for each answer there can be."""
    row = _open_row(desk, insight_id)
    if row is None or row.kind is None:
        return _answered(desk) if row is None else turned_back(desk, _("Sortér anmodningen først."))
    kind = Kind(row.kind)
    form = AnswerForm(kind=kind)
    items = extract.items(desk.case, desk.keys, desk.side.reader) if kind in ACCESS else []
    if "released" in form:
        form.released.choices = [(item.id, _named(item)) for item in items]
    fresh, read = read_up(desk, form)
    looked_at = form.looked_at(letter_texts.mark_of(ANSWER))

    def deed() -> None:
        letter_texts.require_words(ANSWER, looked_at)
        given = service.Answer(
            result=State(form.result.data), reason=form.reason.data or "",
            note=(form.text.data or "") if "text" in form else "",
            released=tuple(form.released.data or ()) if "released" in form else (),
        )  # fmt: skip
        service.answer(desk.case.id, desk.keys, insight_id, given, desk.by, token=form.token.data, seen=read)

    return form_page(
        desk, "insight/answer", form, deed, _("Svaret er sendt. Borgeren kan læse det nu."), fresh=fresh,
        redacts=redacts(desk, row) if kind in ACCESS else "", readers=readers(desk), items=items, previews=_previews(desk, row, kind),
        has_papers=kind in ACCESS and extract.has_papers(desk.case, desk.side.reader), **_about(desk, row),
    )  # fmt: skip


def _named(item: extract.Item) -> str:
    return f"{item.title}, {format_date(item.at)}" if item.at else item.title


def _previews(desk: Desk, row: InsightRequest, kind: Kind) -> list[tuple[Any, str]]:
    reason, note = _("[din begrundelse]"), _("[noten]")
    return [
        (wording.STATES[result], wording.answer(desk.case, row, kind, result, reason=given, note=note))
        for result, given in (
            (State.IMOEDEKOMMET, reason if kind is Kind.SLETNING else ""),
            (State.DELVIST, reason),
            (State.AFSLAAET, reason),
        )
    ]


def insight_copy(desk: Desk, insight_id: str) -> Page:
    """Give the copy that the citizen was given, for whoever gets it on paper; that it was printed stands in the history."""
    _require_ours(desk)
    row = queries.one(desk.case, insight_id)
    copy = extract.given(row, desk.keys)
    if copy is None:
        raise NotYours
    made = document.file(desk.case, row, copy)
    with transaction():
        audit.record(PRINTED, OBJECT, desk.case.id, actor=desk.by.actor)
    return made


def _require_ours(desk: Desk) -> None:
    if not is_ours(desk):
        raise NotYours


def _open_row(desk: Desk, insight_id: str) -> InsightRequest | None:
    """Return a request for its page; None where a page that is only asked for has come too late."""
    _require_ours(desk)
    row = queries.one(desk.case, insight_id)
    return None if row.answered is not None and request.method == "GET" else row


def _answered(desk: Desk) -> Page:
    return turned_back(desk, _("Anmodningen er besvaret. Se svaret under beskederne."))


def _about(desk: Desk, row: InsightRequest) -> dict[str, Any]:
    return {"asked": wording.ASKED[Asked(row.asked)], "words": wish_of(row, desk.keys), "insight": row}


def waiting(side: Side, address: Any) -> list[dict[str, Any]]:
    """Return the rows of a side's queue: what is asked for, in which case, by when; `address` gives a case's page."""
    return [_row(case, row, address) for case, row in queries.open_with(side.reader)]


def _row(case: Case, row: InsightRequest, address: Any) -> dict[str, Any]:
    return {
        "number": case.number, "url": address(case.id), "what": wording.ASKED[Asked(row.asked)],
        "state": wording.STATES[State(row.state)], "due": queries.answer_clock(row).due, "promised": queries.promised(row),
        "standing": queries.standing(queries.answer_clock(row), today()),
    }  # fmt: skip
