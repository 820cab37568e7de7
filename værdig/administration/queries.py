"""Reads of the administration: my forms, receipts, and the settings as they stand; registrations are in `registers`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from værdig import municipality
from værdig.access import can, current_user
from værdig.administration.models import FormReceipt
from værdig.administration.setting_names import name_of
from værdig.db import db
from værdig.hooks import current_host
from værdig.hooks.contracts import Setting
from værdig.hooks.records import Contribution
from værdig.i18n import _, format_number


def receipt(receipt_id: str, form_id: str, by_whom: str) -> FormReceipt | None:
    """Return a receipt to the one it was given to, or None."""
    return db.session.scalar(
        select(FormReceipt).where(
            FormReceipt.id == receipt_id, FormReceipt.form_id == form_id, FormReceipt.by_whom == by_whom
        )
    )


def my_forms() -> list[Contribution]:
    """Return the registered forms that the signed-in user may fill in here, in the order of their plug-ins."""
    if current_user() is None:
        return []
    forms = [item for item in current_host().active("register_forms") if can(item.value.permission)]
    return sorted(forms, key=lambda item: (item.plugin.order, item.plugin_id))


@dataclass(frozen=True)
class SettingRow:
    """One setting as shown: its id and name, what it does, its value as text, and whether it is the default."""

    id: str
    name: Any
    help: Any
    value: str
    is_default: bool


def machine_settings() -> list[SettingRow]:
    """Return the settings of the installation and of its plug-ins; a secret one is only said to be set or not."""
    chosen = current_app.extensions["vaerdig_settings"]
    own = [_row(setting, chosen[setting.id]) for setting in chosen.declared.values()]
    host = current_host()
    return own + [_row(item.value, host.setting(item.id)) for item in host.collect("register_settings")]


def _row(setting: Setting, value: Any) -> SettingRow:
    is_default = value == setting.default
    told = (_("Sat") if value else _("Ikke sat")) if setting.secret else _without_password(value)
    return SettingRow(setting.id, name_of(setting.id), setting.help, told, is_default)


def municipal_settings() -> list[SettingRow]:
    """Return the bound municipality's settings as they are today."""
    rows = []
    for declared in municipality.DECLARED.values():
        value = municipality.setting(declared.key)
        rows.append(
            SettingRow(declared.key, name_of(declared.key), declared.help, shown(value), value == declared.default)
        )
    return rows


def shown(value: Any) -> str:
    """Return a setting's value in Danish."""
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value) or _("Ikke sat")
    return format_number(value) if isinstance(value, int | float) else str(value) or _("Ikke sat")


def _without_password(value: Any) -> str:
    """Return the value as shown; an address of a database loses its pass word."""
    text = shown(value)
    if "://" in text and "@" in text:
        try:
            return make_url(text).render_as_string(hide_password=True)
        except (ArgumentError, ValueError):
            return _("Sat")
    return text
