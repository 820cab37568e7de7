"""The borgerraadgiver's inbox key in the browser: set up, unlock, recover, lock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import can, requires
from værdig.codes import normalise, shown
from værdig.complaints import inbox
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.desk import TICKET, me, onward, ticket
from værdig.complaints.forms_keys import RecoverForm, SetUpForm, UnlockForm
from værdig.crypto import keyring
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _
from værdig.ui.widgets import form_view

Page = str | Response | tuple[str, int]
SPENT = "genoprettet"
"""The staff session's key of a MAC of the recovery code that was used in it: the page with the new code, sent again, is known."""

blueprint = Blueprint("complaints_lock", __name__, url_prefix="/stab/indbakke", template_folder="templates")


@blueprint.route("/laas-op", methods=["GET", "POST"])
@requires(BORGERRAADGIVER.permission)
@form_view
def unlock() -> Page:
    """Unlock the inbox with its own pass phrase, once per sign-in; set it up the first time."""
    form = UnlockForm()
    if not inbox.is_ready():
        form.validate_on_submit()
        return redirect(url_for(".set_up"))
    if form.validate_on_submit() and unlocked(form):
        return redirect(onward())
    page = render_template(
        "complaints/unlock.html", form=form, has_passphrase=inbox.can_unlock(me()), locked_itself=ticket() is not None,
        minutes=municipality.setting("inbox_idle_minutes"),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def unlocked(form: UnlockForm) -> bool:
    """Try the form's pass phrase; the opened key's half goes to the browser."""
    try:
        session[TICKET] = inbox.unlock(me(), form.passphrase.data).as_list()
    except UserError as error:
        form.add_error(error)
        return False
    return True


@blueprint.route("/ny-noegle", methods=["GET", "POST"])
@requires(BORGERRAADGIVER.permission)
@form_view
def set_up() -> Page:
    """Make the inbox key; the recovery code is shown once."""
    form = SetUpForm()
    if form.validate_on_submit():
        try:
            return _recovery_page(form, inbox.set_up(me(), form.passphrase.data))
        except UserError as error:
            form.add_error(error)
        except RuleBroken:
            return redirect(url_for(".unlock"))
    elif inbox.is_ready() and not form.is_submitted():
        return redirect(url_for(".unlock"))
    page = render_template("complaints/set_up.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/genopret", methods=["GET", "POST"])
@requires(BORGERRAADGIVER.permission)
@form_view
def recover() -> Page:
    """Give a second person a pass phrase of her own by the recovery code."""
    form = RecoverForm()
    if form.validate_on_submit():
        try:
            return _recovered(form)
        except UserError as error:
            form.add_error(error)
    page = render_template("complaints/recover.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _recovered(form: RecoverForm) -> str:
    """Use the code; where this session has used it already, the page was sent again, and its author is told how things stand."""
    spent = keyring().pepper_mac("recovery-spent", normalise(form.code.data)).hex()[:32]
    if session.get(SPENT) == spent and inbox.can_unlock(me()):
        queue = url_for(BORGERRAADGIVER.endpoint("queue"))
        return render_template("complaints/recovered_before.html", may_renew=can("complaints.keys"), queue=queue)
    code = inbox.recover(me(), form.code.data, form.passphrase.data)
    session[SPENT] = spent
    return _recovery_page(form, code)


def _recovery_page(form: SetUpForm, code: str) -> str:
    session[TICKET] = inbox.unlock(me(), form.passphrase.data).as_list()
    queue = url_for(BORGERRAADGIVER.endpoint("queue"))
    return render_template("complaints/recovery_code.html", code=shown(code), queue=queue)


@blueprint.route("/laas", methods=["POST"])
@requires(BORGERRAADGIVER.permission)
def lock() -> Page:
    """Lock the inbox without signing out."""
    inbox.lock(me())
    session.pop(TICKET, None)
    flash(_("Indbakken er låst."), "success")
    return redirect(url_for(".unlock"))


def _lock_at_sign_out(app: Any) -> None:
    """Listen for sign-outs: whoever signs out leaves nothing unlocked."""
    from flask_login import user_logged_out

    def locked(_sender: Any, user: Any = None, **_more: Any) -> None:
        session.pop(TICKET, None)
        if user is not None:
            inbox.lock_everywhere(str(user.id))

    user_logged_out.connect(locked, app, weak=False)


blueprint.record_once(lambda state: _lock_at_sign_out(state.app))
