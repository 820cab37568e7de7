"""Writes of registered forms: stored once, changed, deleted and brought back, each told to the plug-ins after the commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from værdig import audit, clock
from værdig.administration.models import FormReceipt
from værdig.crypto import keyring, mac
from værdig.db import db, new_id, transaction
from værdig.db.types import canonical
from værdig.errors import NotYours, UserError
from værdig.hooks import current_host
from værdig.hooks.contracts import FormSpec, Register
from værdig.hooks.registrations import Registration
from værdig.hooks.results import plain_text
from værdig.i18n import _
from værdig.periods import Period
from værdig.ui import messages
from værdig.ui.validators import FIRST_DAY

RECEIPT_KEPT = timedelta(days=1)
OBJECT = "registration"
"""What the audit log calls a row of a register."""


class Outdated(UserError):
    """Somebody else has changed or deleted the registration since the page was opened."""


def send_form(spec: FormSpec, data: Mapping[str, Any], page: str, by_whom: str) -> FormReceipt:
    """Store a valid form, all or nothing, and return the receipt; the same page and content gives the first one."""
    return _once(spec, "", data, page, by_whom, lambda: _store(spec, data))


def change(spec: FormSpec, row_id: str, version: int, data: Mapping[str, Any], page: str, by_whom: str) -> FormReceipt:
    """Write a valid form over a registration, once; raises Outdated when `version` is no longer its newest."""
    return _once(spec, row_id, data, page, by_whom, lambda: _change(spec, row_id, version, data))


def withdraw(spec: FormSpec, row_id: str, version: int, by_whom: str) -> None:
    """Delete a registration: it no longer counts, and can be brought back. One that is deleted already stays as it is."""
    with transaction():
        row = _locked(spec, row_id)
        if row.withdrawn_at is not None:
            return
        _check_newest(row, version)
        row.withdrawn_at, row.withdrawn_by, row.version = clock.now(), by_whom, row.version + 1
        audit.record("registration.withdrawn", OBJECT, row_id, detail={"form": spec.id})
    _tell(spec)


def restore(spec: FormSpec, row_id: str) -> None:
    """Let a deleted registration count again; raises UserError when it does not fit what has been registered since."""
    with transaction():
        row = _locked(spec, row_id)
        if row.withdrawn_at is None:
            return
        register = register_of(spec)
        _check(register, {name: getattr(row, name) for name in _names(spec)}, row_id)
        row.withdrawn_at, row.withdrawn_by, row.version = None, None, row.version + 1
        audit.record("registration.restored", OBJECT, row_id, detail={"form": spec.id})
    _tell(spec)


def register_of(spec: FormSpec) -> Register:
    """Return a form's register; raises NotYours for a form without one."""
    if spec.register is None:
        raise NotYours
    return spec.register


def _once(
    spec: FormSpec, row_id: str, data: Mapping[str, Any], page: str, by_whom: str, act: Callable[[], str]
) -> FormReceipt:
    content = mac(keyring().derive("form-receipt"), canonical([spec.id, row_id, _plain(data)]).encode())
    try:
        with transaction():
            db.session.execute(delete(FormReceipt).where(FormReceipt.at < clock.now() - RECEIPT_KEPT))
            receipt = _sent_before(page, content) or _receipt(spec, page, content, by_whom, act)
    except IntegrityError:
        known = _sent_before(page, content)
        if known is None:
            raise  # not the receipt that was there already, but something of the plug-in's
        return known
    _tell(spec)
    return receipt


def _sent_before(page: str, content: bytes) -> FormReceipt | None:
    return db.session.scalar(select(FormReceipt).where(FormReceipt.page == page, FormReceipt.content == content))


def _receipt(spec: FormSpec, page: str, content: bytes, by_whom: str, act: Callable[[], str]) -> FormReceipt:
    receipt = FormReceipt(
        id=new_id(), form_id=spec.id, page=page, content=content, by_whom=by_whom, text="", at=clock.now()
    )
    db.session.add(receipt)
    db.session.flush()  # where two send at once, the second waits here for the first and then finds its receipt
    receipt.text = act()
    return receipt


def _store(spec: FormSpec, data: Mapping[str, Any]) -> str:
    if spec.submit is not None:
        said = plain_text(spec.submit(dict(data)), spec.id)
        audit.record("form.sent", "form", spec.id)
        return said
    register = register_of(spec)
    _check(register, data)
    row = register.model(**data)
    db.session.add(row)
    db.session.flush()
    audit.record("registration.added", OBJECT, row.id, detail={"form": spec.id})
    return str(_("Registreringen er gemt."))


def _change(spec: FormSpec, row_id: str, version: int, data: Mapping[str, Any]) -> str:
    row = _locked(spec, row_id)
    if row.withdrawn_at is not None:
        raise Outdated(_("Registreringen er blevet slettet, mens du havde siden åben. Den er ikke ændret."))
    _check_newest(row, version)
    _check(register_of(spec), data, row_id)
    changed = {name: _logged(getattr(row, name), value) for name, value in data.items() if getattr(row, name) != value}
    if changed:
        for name in changed:
            setattr(row, name, data[name])
        row.version += 1
        audit.record("registration.changed", OBJECT, row_id, detail={"form": spec.id, "changed": changed})
    return str(_("Registreringen er rettet.") if changed else _("Der er ikke ændret noget."))


def _locked(spec: FormSpec, row_id: str) -> Any:
    """Return a registration, deleted or not, that nobody else can change before the transaction ends."""
    model: Any = register_of(spec).model
    query = select(model).where(model.id == row_id).with_for_update().execution_options(withdrawn=True)
    row = db.session.scalar(query)
    if row is None:
        raise NotYours
    return row


def _check_newest(row: Registration, version: int) -> None:
    if row.version != version:
        raise Outdated(
            _("En anden har rettet registreringen, mens du havde siden åben. Se, hvad der står nu, og gem igen.")
        )


def _check(register: Register, data: Mapping[str, Any], own_id: str = "") -> None:
    """Raise UserError for a row that may not stand beside the others, or that the plug-in objects to."""
    model: Any = register.model
    if register.once_per:
        same = [getattr(model, name) == data[name] for name in register.once_per]
        if db.session.scalar(select(model.id).where(*same, model.id != own_id).limit(1)):
            raise UserError(
                _("Det er allerede registreret. Ret den registrering, der er, i stedet."), register.once_per[0]
            )
    if register.check is not None:
        register.check(dict(data))
    _check_begun(register, data[register.day])


def _check_begun(register: Register, placed: date | str) -> None:
    """Raise UserError for a row of a time that has not begun, or so long ago that it must be a slip: a list is of what has been."""
    first = placed if isinstance(placed, date) else Period.parse(placed).start
    if not FIRST_DAY <= first <= clock.today():
        raise UserError(str(messages.NOT_HAPPENED), register.day)


def _names(spec: FormSpec) -> set[str]:
    from værdig.hooks.registers import fields_of

    return fields_of(spec.form_class)


def _logged(old: Any, new: Any) -> list[Any] | None:
    """Return what the log keeps of a change: numbers and dates as they were and are, of texts only that they changed."""
    values = [value.isoformat() if isinstance(value, date) else value for value in (old, new)]
    is_plain = all(value is None or isinstance(value, int) for value in (old, new))
    return values if is_plain or isinstance(new or old, date) else None


def _tell(spec: FormSpec) -> None:
    current_host().fire("on_registered", form_id=spec.id)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if isinstance(value, str | int | list) else str(value) for name, value in data.items()}
