"""The pages on which a case is handled, the same for both sides; each is reached only by whom the case is wrapped to."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import requires
from værdig.accounts import queries as accounts
from værdig.complaints import categories, keys, queries, service, texts
from værdig.complaints.acting import BORGERRAADGIVER, Side
from værdig.complaints.categories import Kind
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.desk import Desk, acting, private_keys
from værdig.complaints.forms import (
    AnswerForm,
    CloseForm,
    ConsentForm,
    MoveForm,
    NoteForm,
    OutcomeForm,
    PointForm,
    ReasonForm,
    TypeForm,
    UnlockForm,
)
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case, read_events, read_notes, read_points
from værdig.complaints.states import CITIZEN_SEES, CLOSED, STAFF_SEES, State, allowed, objection
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
CaseView = Callable[..., Page]

OWN_PAGES = frozenset({State.AFSLUTTET, State.GENAABNET})
"""States with a page of their own, since they ask for more than a reason."""


def show(desk: Desk) -> Page:
    """The case; opening it is logged, and the citizen can see that."""
    service.open_case(desk.case.id, desk.by)
    case = queries.case_for(desk.side.reader, desk.case.id)
    facts = queries.facts_of(case)
    return _page(
        desk, "case_staff", read=read_case(case, desk.keys), points=read_points(case, desk.keys),
        notes=read_notes(case, desk.keys, desk.side.reader), events=read_events(case, desk.keys),
        clocks=[(RULES[Clock(row.kind)].title, row) for row in queries.running_clocks(case)], facts=facts,
        is_closed=facts.state in CLOSED, moves=_moves(desk), may_close=_may(desk, State.AFSLUTTET),
        may_reopen=_may(desk, State.GENAABNET), consent=_consent(case), opened=_openings(case), name_of=_name_of,
    )  # fmt: skip


def _openings(case: Case) -> list[tuple[Any, ...]]:
    from værdig.i18n import format_hour

    return [(o.role, o.unit, format_hour(o.hour)) for o in queries.opened_by(case.id)]


def _name_of(user_id: str | None) -> str:
    """Return a colleague's name, for those who handle the case; the citizen is told roles only."""
    try:
        return str(accounts.user_here(user_id or "").name)
    except NotYours:
        return _("en medarbejder")


def _consent(case: Case) -> Any:
    return next((consent for consent in case.consents if consent.revoked is None), None)


def _may(desk: Desk, target: State) -> bool:
    return target in allowed(queries.facts_of(desk.case), desk.side.mover)


def _moves(desk: Desk) -> list[State]:
    return [state for state in allowed(queries.facts_of(desk.case), desk.side.mover) if state not in OWN_PAGES]


def _page(desk: Desk, name: str, **values: Any) -> str:
    """Render one of the case's pages with what they all need."""
    return render_template(
        f"complaints/{name}.html", case=desk.case, side=desk.side, staff_sees=STAFF_SEES, citizen_sees=CITIZEN_SEES,
        title_of=_title_of, theme_title=categories.theme_title, setting=municipality.setting,
        url=functools.partial(_url, desk), confidential=desk.case.inbox == Reader.BORGERRAADGIVER,
        is_borgerraadgiver=desk.side is BORGERRAADGIVER, story=_story(desk), **values,
    )  # fmt: skip


def _story(desk: Desk) -> str:
    return read_case(desk.case, desk.keys).story


def _title_of(kind: str, category_id: str | None) -> str:
    return categories.title(Kind(kind), category_id)


def _url(desk: Desk, name: str, **values: Any) -> str:
    return url_for(desk.side.endpoint(name), case_id=desk.case.id, **values)


def _done(desk: Desk, told: str) -> Response:
    flash(told, "success")
    return redirect(_url(desk, "show"))


def _form_page(desk: Desk, name: str, form: Any, deed: Callable[[], object], told: str, **values: Any) -> Page:
    """Validate a form, do the deed and go back to the case; or show the form again with what is wrong."""
    if form.validate_on_submit():
        try:
            deed()
        except UserError as error:
            form.add_error(error)
        else:
            return _done(desk, told)
    page = _page(desk, name, form=form, **values)
    return (page, 422) if form.is_submitted() else page


def add_point(desk: Desk) -> Page:
    """Add a klagepunkt."""
    form = PointForm()

    def deed() -> None:
        service.add_point(
            desk.case.id, desk.keys, desk.by, theme=form.theme.data, unit=form.unit.data,
            formality=form.formality.data, principle=form.principle.data or "", summary=form.summary.data or "",
            token=form.token.data,
        )  # fmt: skip

    return _form_page(desk, "point", form, deed, _("Klagepunktet er tilføjet."))


def settle_point(desk: Desk, point_id: str) -> Page:
    """Give a klagepunkt its outcome."""
    point = next((p for p in read_points(desk.case, desk.keys) if p.id == point_id), None)
    if point is None:
        raise NotYours
    held = {} if request.method == "POST" else {"outcome": point.outcome, "reaction": point.reaction or ""}
    form = OutcomeForm(data=held)

    def deed() -> None:
        service.settle_point(
            desk.case.id, point_id, desk.by, outcome=form.outcome.data, reaction=form.reaction.data or None
        )

    return _form_page(desk, "outcome", form, deed, _("Udfaldet er gemt."), point=point)


def move(desk: Desk) -> Page:
    """Move the case; only what the table allows is offered, with what the citizen will see."""
    form = MoveForm()
    targets = _moves(desk)
    form.target.choices = [(state.value, STAFF_SEES[state]) for state in targets]
    form.target.hints = {state.value: _hint(desk, state) for state in targets}

    def deed() -> None:
        service.move(desk.case.id, desk.keys, State(form.target.data), desk.by, form.reason.data)

    return _form_page(desk, "move", form, deed, _("Sagen er flyttet."))


def _hint(desk: Desk, target: State) -> str:
    from værdig.clock import today

    sees = _("Borgeren ser: »%(text)s«.", text=CITIZEN_SEES[target])
    missing = objection(queries.facts_of(desk.case), target, desk.side.mover, today())
    return f"{sees} {missing.text}" if missing else sees


def answer(desk: Desk) -> Page:
    """Write to the citizen."""
    form = AnswerForm()

    def deed() -> None:
        service.answer(desk.case.id, desk.keys, form.text.data, desk.by, kind=form.kind.data, token=form.token.data)

    return _form_page(desk, "answer", form, deed, _("Beskeden er sendt. Borgeren kan læse den nu."))


def note(desk: Desk) -> Page:
    """Write a note that goes to nobody."""
    form = NoteForm()

    def deed() -> None:
        service.write_note(
            desk.case.id,
            desk.keys,
            form.text.data,
            desk.by,
            desk.side.reader,
            kind=form.kind.data,
            token=form.token.data,
        )

    return _form_page(desk, "note", form, deed, _("Notatet er gemt."))


def classify(desk: Desk) -> Page:
    """Correct what kind of enquiry it is."""
    form = TypeForm(data={"type": desk.case.type})
    return _form_page(
        desk, "type", form, lambda: service.classify(desk.case.id, form.type.data, desk.by), _("Typen er rettet.")
    )


def consent(desk: Desk) -> Page:
    """Note a consent that the citizen has given orally; only the borgerraadgiver has confidential cases to show."""
    _require_confidential(desk)
    form = ConsentForm()
    form.scope.label.text = _("Hvad har borgeren sagt ja til, at ledelsen må se?")
    form.scope.choices = [("uden_navn", _("Klagen uden navn")), ("med_navn", _("Klagen med navn"))]

    def deed() -> None:
        service.give_consent(desk.case.id, desk.keys, form.scope.data, desk.by)

    return _form_page(desk, "consent_staff", form, deed, _("Samtykket er noteret. Ledelsen kan nu se sagen."))


def revoke_consent(desk: Desk) -> Page:
    """Note that the citizen has taken the consent back."""
    _require_confidential(desk)
    service.revoke_consent(desk.case.id, desk.by)
    return _done(desk, _("Samtykket er trukket tilbage. Ledelsen kan ikke længere se sagen."))


def _require_confidential(desk: Desk) -> None:
    if desk.side is not BORGERRAADGIVER or desk.case.inbox != Reader.BORGERRAADGIVER:
        raise NotYours


def close(desk: Desk) -> Page:
    """Close the case with a letter; impossible while a klagepunkt has no outcome."""
    points = read_points(desk.case, desk.keys)
    draft = {} if request.method == "POST" else {"letter": texts.closing_letter(desk.case, points)}
    form = CloseForm(data=draft)

    def deed() -> None:
        if texts.UNFINISHED in form.letter.data:
            raise UserError(_("Brevet er ikke færdigt. Skriv det, der mangler i de kantede parenteser."), "letter")
        service.close(desk.case.id, desk.keys, form.letter.data, desk.by, form.reason.data)

    missing = [point for point in points if not point.outcome]
    return _form_page(desk, "close", form, deed, _("Sagen er afsluttet."), points=points, missing=missing)


def reopen(desk: Desk) -> Page:
    """Take up a closed case again."""
    form = ReasonForm()

    def deed() -> None:
        service.reopen(desk.case.id, desk.by, form.reason.data, keys=desk.keys)

    return _form_page(desk, "reopen", form, deed, _("Sagen er åbnet igen."))


CASE_PAGES: tuple[tuple[str, CaseView, tuple[str, ...]], ...] = (
    ("/<case_id>", show, ("GET",)),
    ("/<case_id>/punkt", add_point, ("GET", "POST")),
    ("/<case_id>/punkt/<point_id>", settle_point, ("GET", "POST")),
    ("/<case_id>/flyt", move, ("GET", "POST")),
    ("/<case_id>/svar", answer, ("GET", "POST")),
    ("/<case_id>/notat", note, ("GET", "POST")),
    ("/<case_id>/type", classify, ("GET", "POST")),
    ("/<case_id>/samtykke", consent, ("GET", "POST")),
    ("/<case_id>/samtykke/slut", revoke_consent, ("POST",)),
    ("/<case_id>/afslut", close, ("GET", "POST")),
    ("/<case_id>/genaabn", reopen, ("GET", "POST")),
)
"""Address, view and methods of every page of a case."""


def add_pages(blueprint: Blueprint, side: Side) -> None:
    """Give a side's blueprint the pages of a case, each behind the side's permission and keys."""
    for rule, view, methods in CASE_PAGES:
        page = requires(side.permission)(_on_desk(side, view))
        marked = form_view(page) if "POST" in methods and "GET" in methods else page
        blueprint.add_url_rule(rule, view.__name__, marked, methods=list(methods))


def _on_desk(side: Side, view: CaseView) -> CaseView:
    """Return a view that finds the case, opens its keys and then does its work; a locked inbox asks for the pass phrase first."""

    @functools.wraps(view)
    def page(case_id: str, **values: str) -> Page:
        private = private_keys(side)
        if private is None:
            answered = _unlock_first()
            if answered is not None:
                return answered
            private = private_keys(side) or {}
        case = queries.case_for(side.reader, case_id)
        desk = Desk(side, case, keys.open_for(case, side.reader, private), acting(side))
        try:
            return view(desk, **values)
        except RuleBroken:
            flash(
                _("Det kan ikke lade sig gøre nu. Sagen er måske flyttet af en anden. Se her, hvor den er."), "warning"
            )
            return redirect(_url(desk, "show"))

    return page


def _unlock_first() -> Page | None:
    """Ask for the pass phrase; what was being sent is carried along, so that nothing typed is lost. None when it is unlocked."""
    from værdig.complaints.views_inbox import unlocked

    if request.method == "GET":
        return redirect(url_for("complaints_lock.unlock"))
    form = UnlockForm()
    if "passphrase" in request.form and form.validate_on_submit() and unlocked(form):
        return None
    carried = [
        (name, text) for name, text in request.form.items(multi=True) if name not in ("passphrase", "csrf_token")
    ]
    return render_template("complaints/unlock_and_send.html", form=form, carried=carried), 422
