"""The exception tree and nothing else; the pages for them are in `error_pages`."""

from __future__ import annotations

from typing import Any


class VaerdigError(Exception):
    """The root of everything Værdig raises on purpose."""


class UserError(VaerdigError):
    """Something a person can mend; `text` is Danish and shown to them, `field` names the form field it is about."""

    def __init__(self, text: Any, field: str | None = None) -> None:
        super().__init__(str(text))
        self.text = text
        self.field = field


class NotYours(VaerdigError):
    """The object does not exist, or is not for this person: both are shown as the same 404, so that nothing leaks."""


class RuleBroken(VaerdigError):
    """An invariant would be broken: a bug or an attempt. Shown as 409 with a plain Danish text."""


class TenantMissing(RuleBroken):
    """A query or write touched a municipality's rows with no municipality bound."""


class SettingsError(VaerdigError):
    """A setting is unknown, ill-typed or impossible; the text names the key."""
