"""The page of a form that a plug-in or feature registers: shown, checked, sent once, answered with a receipt."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import current_app, g, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from værdig.administration import queries, service
from værdig.db import new_id
from værdig.errors import UserError, VaerdigError
from værdig.hooks import calls, switches
from værdig.hooks.contracts import FormSpec
from værdig.hooks.records import Contribution
from værdig.hooks.worker import kind_of
from værdig.i18n import _
from værdig.ui.widgets import form_view

log = logging.getLogger("vaerdig.hooks")

PAGE_FIELD = "side"
"""The hidden field with the random mark of the page, which tells a double click from a second registration."""
RECEIPT = "kvittering"

Page = str | Response | tuple[str, int]


def view_of(item: Contribution) -> Callable[[], Page]:
    """Return the view of a registered form; the host asks for the permission and puts it behind the plug-in's switch."""

    @form_view
    def registered_form() -> Page:
        spec: FormSpec = item.value
        form = spec.form_class()
        if not form.validate_on_submit():
            return _page(item, form, 422 if request.method == "POST" else 200)
        try:
            receipt = service.send_form(spec, _data(form), _page_mark(), g.actor.id)
        except UserError as error:
            form.add_error(error)
            return _page(item, form, 422)
        except (HTTPException, VaerdigError):
            raise
        except Exception as error:
            switches.note_fault(item.plugin_id, spec.id, kind_of(error, item.plugin_id), error)
            form.add_error(
                _("Det kunne ikke gemmes, fordi denne del af siden fejlede. Det, du har skrevet, står her stadig.")
            )
            return _page(item, form, 503)
        return redirect(f"{request.path}?{urlencode({RECEIPT: receipt.id})}")

    return registered_form


def _data(form: Any) -> dict[str, Any]:
    token = form.meta.csrf_field_name
    return {name: value for name, value in form.data.items() if name != token}


def _page_mark() -> str:
    """Return the mark the page was sent with; a page that has lost it counts as a new one."""
    sent = request.form.get(PAGE_FIELD, "")
    return sent if re.fullmatch(r"[A-Za-z0-9_-]{22}", sent) else new_id()


def _page(item: Contribution, form: Any, status: int) -> tuple[str, int]:
    spec: FormSpec = item.value
    wanted = request.args.get(RECEIPT, "")
    receipt = queries.receipt(wanted, spec.id, g.actor.id) if wanted else None
    recent = _recent(item)
    page = render_template(
        "administration/form.html",
        spec=spec,
        form=form,
        fields=[field for field in form if field.type not in ("CSRFTokenField", "HiddenField")],
        hidden={PAGE_FIELD: _page_mark() if request.method == "POST" else new_id()},
        receipt=receipt,
        recent=None if recent is None else [list(row.values()) for row in recent],
        columns=list(recent[0]) if recent else [],
    )
    return page, status


def _recent(item: Contribution) -> Sequence[Mapping[str, str]] | None:
    """Return the latest registrations as texts, or None when the plug-in could not tell in time."""
    recent = item.value.recent
    if recent is None:
        return ()

    def rows() -> list[dict[str, str]]:
        return [{str(heading): str(text) for heading, text in row.items()} for row in recent()]

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    call = calls.Call(item.plugin_id, calls.listening(app, rows))
    calls.run_all([call])
    if call.fault is None:
        return list(call.result)
    switches.note_fault(item.plugin_id, item.id, call.fault, call.error)
    return None
