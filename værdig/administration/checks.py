"""Running the registered checks, one by one, each unable to stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import current_app

from værdig.hooks import calls, current_host
from værdig.hooks.contracts import CheckResult, Severity
from værdig.hooks.records import Contribution
from værdig.i18n import _


@dataclass(frozen=True)
class Checked:
    """One check and how it went."""

    id: str
    title: Any
    severity: Severity
    text: Any


PATIENCE = 10.0
"""Seconds that all checks together may take; one that is not done then is a warning that it could not be measured."""


def run_all(patience: float = PATIENCE) -> list[Checked]:
    """Run every check of the plug-ins that are on in the bound municipality, side by side, for at most `patience` seconds."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    items = current_host().active("register_checks")
    pending = [calls.Call(_package(item), calls.listening(app, partial(_result, item))) for item in items]
    calls.run_all(pending, patience)
    return [_checked(item, call) for item, call in zip(items, pending, strict=True)]


def _package(item: Contribution) -> str:
    return "værdig" if item.is_core else item.plugin_id


def _result(item: Contribution) -> CheckResult:
    result = item.value.run()
    if not isinstance(result, CheckResult):
        raise TypeError(f"a check gives CheckResult, not {type(result).__name__}")
    return result


def _checked(item: Contribution, call: calls.Call) -> Checked:
    if call.unfinished:  # a busy machine, and no finding: nothing is known of what the check is about
        text = _("Kunne ikke måles lige nu. Det tog for lang tid.")
        return Checked(item.id, item.value.title, Severity.WARNING, text)
    if call.fault is None:
        return Checked(item.id, item.value.title, call.result.severity, call.result.text)
    text = _("Tjekket fejlede: %(what)s", what=call.fault)
    return Checked(item.id, item.value.title, Severity.ERROR, text)
