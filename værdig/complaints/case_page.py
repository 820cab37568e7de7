"""What the pages of a case share: the frame round them, their addresses, and showing a form again when something is wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.accounts import queries as accounts
from værdig.complaints import categories, queries, states, texts
from værdig.complaints.acting import BORGERRAADGIVER, CITIZEN, SYSTEM
from værdig.complaints.categories import Kind
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import DraftForm
from værdig.complaints.keys import Reader
from værdig.complaints.reading import can_ring, read_case
from værdig.complaints.representation.rules import ACTOR as REPRESENTATIVE
from værdig.complaints.states import STAFF_SEES, State
from værdig.errors import NotYours, UserError
from værdig.i18n import _, _l

Page = str | Response | tuple[str, int]
CaseView = Callable[..., Page]

TYPED = ("letter", "text", "summary", "reason", "facts", "assessment", "reasons", "conclusion")
"""The fields in which a handler writes sentences of her own."""


def render(desk: Desk, name: str, **values: Any) -> str:
    """Render one of the case's pages with what they all need."""
    return render_template(
        f"complaints/{name}.html", case=desk.case, side=desk.side, staff_sees=STAFF_SEES, name_of=name_of,
        citizen_sees=functools.partial(citizen_sees, desk),
        title_of=_title_of, theme_title=categories.theme_title, setting=municipality.setting,
        url=functools.partial(url, desk), confidential=is_confidential(desk),
        is_borgerraadgiver=desk.side is BORGERRAADGIVER, story=read_case(desk.case, desk.keys).story, **values,
    )  # fmt: skip


def citizen_sees(desk: Desk, state: State) -> str:
    """Return what the citizen reads of her case in a state."""
    return texts.status_in(state, desk.case, can_ring(desk.case, desk.keys))


_NOBODY_HERE = {CITIZEN.id: _l("borgeren"), SYSTEM.id: _l("automatisk")}


def name_of(user_id: str | None) -> str:
    """Return a colleague's name, for those who handle the case; the citizen is told roles only."""
    if user_id in _NOBODY_HERE:
        return str(_NOBODY_HERE[user_id])
    if str(user_id).startswith(REPRESENTATIVE):
        return _("den, der repræsenterer borgeren")
    try:
        return str(accounts.user_here(user_id or "").name)
    except NotYours:
        return _("en medarbejder")


def is_confidential(desk: Desk) -> bool:
    """Tell whether the citizen chose the borgerraadgiver as her reader."""
    return bool(desk.case.inbox == Reader.BORGERRAADGIVER)


def is_reserved(desk: Desk) -> bool:
    """Tell whether the case is the other side's to decide."""
    return states.reserved(queries.facts_of(desk.case), desk.side.mover)


def turned_back(desk: Desk, why: object) -> Response:
    """Lead back to the case and say why the page that was asked for is of no use now."""
    flash(str(why), "warning")
    return redirect(url(desk, "show"))


def written() -> list[str]:
    """Return the sentences that a handler has sent with this request."""
    return [request.form[name].strip() for name in TYPED if request.form.get(name, "").strip()]


def overtaken(desk: Desk) -> Page:
    """Tell what has become of the case while a form was being filled in, and show what was written in it for copying.

    Whoever presses twice has closed the case herself, and is told so.
    """
    if _is_sent(desk, request.form.get("letter", "").strip()):
        return done(desk, _("Sagen er afsluttet."))
    words = written()
    if not words:
        told = _("Det kan ikke lade sig gøre nu. Sagen er måske flyttet af en anden. Se her, hvor den er.")
        return turned_back(desk, told)
    DraftForm().validate_on_submit()
    return render(desk, "overtaken", written=words), 409


def _is_sent(desk: Desk, letter: str) -> bool:
    """Tell whether a closed case was closed with this very letter."""
    sent = [each.text.strip() for each in read_case(desk.case, desk.keys).messages if each.kind == "afslutning"]
    return desk.case.closed is not None and sent[-1:] == [letter]


def _title_of(kind: str, category_id: str | None) -> str:
    return categories.title(Kind(kind), category_id)


def url(desk: Desk, name: str, **values: Any) -> str:
    """Return the address of another page of the same case."""
    return url_for(desk.side.endpoint(name), case_id=desk.case.id, **values)


def done(desk: Desk, told: str, name: str = "show") -> Response:
    """Go back to the case, or to one of its pages, and tell what has been done."""
    flash(told, "success")
    return redirect(url(desk, name))


def act(desk: Desk, deed: Callable[[], object], told: str) -> Response:
    """Do what a button alone asks for and go back to the case, where what was wrong is told too."""
    try:
        deed()
    except UserError as error:
        flash(str(error.text), "error")
        return redirect(url(desk, "show"))
    return done(desk, told)


def form_page(
    desk: Desk, name: str, form: Any, deed: Callable[[], object], told: str, *, then: str = "show", **values: Any
) -> Page:
    """Validate a form, do the deed and go on to the page `then`; or show the form again with what is wrong."""
    if form.validate_on_submit():
        try:
            deed()
        except UserError as error:
            form.add_error(error)
        else:
            return done(desk, told, then)
    page = render(desk, name, form=form, **values)
    return (page, 422) if form.is_submitted() else page
