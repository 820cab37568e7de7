"""The rules a `Register` must keep, tried at start; what its rows are is in `registrations`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.exc import NoInspectionAvailable
from wtforms.fields.core import UnboundField

from værdig.hooks.contracts import Register
from værdig.hooks.records import Refused
from værdig.hooks.registrations import OWN_COLUMNS, Registration


def check_register(form_id: str, form_class: type, register: Any) -> None:
    """Raise Refused for a register whose model, form and names do not fit each other."""
    if not isinstance(register, Register):
        raise Refused(f"»{form_id}«: register skal være et Register, ikke {type(register).__name__}.")
    if not (isinstance(register.model, type) and issubclass(register.model, Registration)):
        raise Refused(f"»{form_id}«: model skal være en tabel med Registration blandet ind.")
    columns, fields = _columns(form_id, register.model), fields_of(form_class)
    _check_names(form_id, "felterne", fields & OWN_COLUMNS, "er værtens egne kolonner. Giv dem andre navne")
    _check_names(form_id, "felterne", fields - columns, f"mangler som kolonner i {register.model.__name__}")
    _check_names(form_id, "day", {register.day} - columns, f"er ikke en kolonne i {register.model.__name__}")
    _check_names(form_id, "once_per", set(register.once_per) - fields, "er ikke felter i formularen")
    for name, function in (("shown", register.shown), ("check", register.check)):
        if not callable(function) and (name == "shown" or function is not None):
            raise Refused(f"»{form_id}«: {name} skal være en funktion.")


def fields_of(form_class: type) -> set[str]:
    """Return the names of a form's fields, those it has inherited too."""
    return {name for name in dir(form_class) if isinstance(getattr(form_class, name, None), UnboundField)}


def _columns(form_id: str, model: type) -> set[str]:
    try:
        return set(inspect(model).columns.keys())
    except NoInspectionAvailable:
        raise Refused(f"»{form_id}«: {model.__name__} er ikke en tabel. Byg den på plugin_base.") from None


def _check_names(form_id: str, what: str, wrong: set[str], why: str) -> None:
    if wrong:
        raise Refused(f"»{form_id}«: {what} {', '.join(sorted(wrong))} {why}.")
