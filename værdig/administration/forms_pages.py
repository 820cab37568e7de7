"""The pages of a form that a plug-in or feature registers: sent once, listed, changed, deleted, and brought back."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from værdig.administration import queries, registering, registers
from værdig.db import new_id
from værdig.errors import NotYours, UserError, VaerdigError
from værdig.hooks import switches
from værdig.hooks.contracts import FormSpec
from værdig.hooks.records import Contribution
from værdig.hooks.routes import FormPage
from værdig.hooks.worker import kind_of
from værdig.i18n import _
from værdig.ui.widgets import form_view

log = logging.getLogger("vaerdig.hooks")

PAGE_FIELD = "side"
"""The hidden field with the random mark of the page, which tells a double click from a second registration."""
VERSION_FIELD = "udgave"
"""The hidden field with the version of the registration that the page shows."""
RECEIPT = "kvittering"

Page = str | Response | tuple[str, int]


def pages_of(item: Contribution) -> list[FormPage]:
    """Return the pages of a registered form; the host asks for the permission and puts them behind the plug-in's switch."""
    pages = [FormPage("", "", _form_page(item))]
    if item.value.register is None:
        return pages
    one = "/<registration_id>"
    return [
        *pages,
        FormPage("/slettede", "_slettede", _withdrawn_page(item), ["GET"]),
        FormPage(f"{one}/ret", "_ret", _change_page(item)),
        FormPage(f"{one}/slet", "_slet", _withdraw_page(item)),
        FormPage(f"{one}/hent-tilbage", "_hent_tilbage", _restore_page(item), ["POST"]),
    ]


def address(item: Contribution, page: str = "", **values: Any) -> str:
    """Return the address of one of a form's pages."""
    return url_for(f"{item.plugin_id}_forms.{item.id.partition('.')[2]}{page}", **values)


def _form_page(item: Contribution) -> Callable[[], Page]:
    @form_view
    def registered_form() -> Page:
        form = item.value.form_class()
        if not form.validate_on_submit():
            return _new(item, form, 422 if request.method == "POST" else 200)
        stored = _try(item, form, lambda: registering.send_form(item.value, _data(form), _page_mark(), g.actor.id))
        if isinstance(stored, int):
            return _new(item, form, stored)
        return redirect(address(item, **{RECEIPT: stored.id}))

    return registered_form


def _change_page(item: Contribution) -> Callable[[str], Page]:
    @form_view
    def change(registration_id: str) -> Page:
        row = registers.registration(item.value, registration_id)
        if row.withdrawn_at is not None and request.method == "GET":
            return redirect(address(item, "_slettede"))
        form = item.value.form_class(obj=row)
        if not form.validate_on_submit():
            return _change(item, form, row, 422 if request.method == "POST" else 200)
        version, who = _version(), g.actor.id
        changed = _try(
            item,
            form,
            lambda: registering.change(item.value, registration_id, version, _data(form), _page_mark(), who),
        )
        if isinstance(changed, int):
            return _change(item, form, registers.registration(item.value, registration_id), changed, version)
        return redirect(address(item, **{RECEIPT: changed.id}))

    return change


def _withdraw_page(item: Contribution) -> Callable[[str], Page]:
    def withdraw(registration_id: str) -> Page:
        row = registers.registration(item.value, registration_id)
        if request.method == "POST":
            try:
                registering.withdraw(item.value, registration_id, _version(), g.actor.id)
            except registering.Outdated as error:
                flash(str(error.text), "warning")
            else:
                return redirect(address(item, slettet=registration_id))
        elif row.withdrawn_at is not None:
            return redirect(address(item, "_slettede"))
        row = registers.registration(item.value, registration_id)
        return render_template(
            "administration/withdraw.html",
            spec=item.value,
            shown=registers.shown_one(item, registration_id),
            action=address(item, "_slet", registration_id=registration_id),
            hidden={VERSION_FIELD: row.version},
            list_url=address(item),
        )

    return withdraw


def _restore_page(item: Contribution) -> Callable[[str], Page]:
    def restore(registration_id: str) -> Page:
        try:
            registering.restore(item.value, registration_id)
        except UserError as error:
            flash(str(error.text), "error")
            return redirect(address(item, "_slettede"))
        flash(_("Registreringen er hentet tilbage og tæller igen."), "success")
        return redirect(address(item))

    return restore


def _withdrawn_page(item: Contribution) -> Callable[[], Page]:
    def withdrawn() -> Page:
        return render_template(
            "administration/withdrawn.html",
            spec=item.value,
            found=registers.list_page(item, request.args.get("liste", 1, int), withdrawn=True),
            url=lambda page, **values: address(item, page, **values),
            page_url=lambda number: address(item, "_slettede", liste=number),
        )

    return withdrawn


def _try(item: Contribution, form: Any, store: Callable[[], Any]) -> Any:
    """Return what `store` returns; when it fails, add why to the form and return the status to show it with."""
    try:
        return store()
    except UserError as error:
        form.add_error(error)
        return 422
    except (HTTPException, VaerdigError):
        raise
    except Exception as error:
        switches.note_fault(item.plugin_id, item.id, kind_of(error, item.plugin_id), error)
        form.add_error(
            _("Det kunne ikke gemmes, fordi denne del af siden fejlede. Det, du har skrevet, står her stadig.")
        )
        return 503


def _data(form: Any) -> dict[str, Any]:
    token = form.meta.csrf_field_name
    return {name: value for name, value in form.data.items() if name != token}


def _page_mark() -> str:
    """Return the mark the page was sent with; a page that has lost it counts as a new one."""
    sent = request.form.get(PAGE_FIELD, "")
    return sent if re.fullmatch(r"[A-Za-z0-9_-]{22}", sent) else new_id()


def _version() -> int:
    """Return the version the page was sent with; a page that has lost it shows none that has been."""
    return request.form.get(VERSION_FIELD, 0, int)


def _fields(form: Any) -> list[Any]:
    return [field for field in form if field.type not in ("CSRFTokenField", "HiddenField")]


def _mark() -> dict[str, Any]:
    return {PAGE_FIELD: _page_mark() if request.method == "POST" else new_id()}


def _new(item: Contribution, form: Any, status: int) -> tuple[str, int]:
    """Show the empty form (or the one that failed), the receipt of the last, and the list of what has been registered."""
    spec: FormSpec = item.value
    wanted = request.args.get(RECEIPT, "")
    page = render_template(
        "administration/form.html",
        spec=spec,
        form=form,
        fields=_fields(form),
        hidden=_mark(),
        receipt=queries.receipt(wanted, spec.id, g.actor.id) if wanted else None,
        deleted=_just_deleted(item),
        found=registers.list_page(item, request.args.get("liste", 1, int)) if spec.register else None,
        withdrawn=registers.count(spec, withdrawn=True) if spec.register else 0,
        url=lambda page, **values: address(item, page, **values),
        page_url=lambda number: address(item, liste=number, _anchor="registreringer"),
    )
    return page, status


def _just_deleted(item: Contribution) -> registers.Shown | None:
    """Return the registration that the address says has just been deleted, if it is, so that it can be brought back at once."""
    wanted = request.args.get("slettet", "")
    if not wanted or item.value.register is None:
        return None
    try:
        shown = registers.shown_one(item, wanted)
    except NotYours:
        return None
    return shown if shown and shown.withdrawn else None


def _change(item: Contribution, form: Any, row: Any, status: int, sent: int | None = None) -> tuple[str, int]:
    """Show a registration in its form; beside one that somebody else has changed meanwhile, what stands now."""
    outdated = sent is not None and sent != row.version
    page = render_template(
        "administration/change.html",
        spec=item.value,
        form=form,
        fields=_fields(form),
        hidden={**_mark(), VERSION_FIELD: row.version if sent is not None or request.method == "GET" else _version()},
        now=registers.shown_one(item, row.id) if outdated and row.withdrawn_at is None else None,
        history=registers.history(row.id),
        action=address(item, "_ret", registration_id=row.id),
        list_url=address(item),
    )
    return page, status
