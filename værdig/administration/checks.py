"""Running the registered checks, one by one, each unable to stop the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from værdig.db import db
from værdig.hooks import current_host
from værdig.hooks.contracts import CheckResult, Severity
from værdig.hooks.records import Contribution
from værdig.hooks.worker import kind_of
from værdig.i18n import _


@dataclass(frozen=True)
class Checked:
    """One check and how it went."""

    id: str
    title: Any
    severity: Severity
    text: Any


def run_all() -> list[Checked]:
    """Run every check of the plug-ins that are on in the bound municipality."""
    return [_checked(item) for item in current_host().active("register_checks")]


def _checked(item: Contribution) -> Checked:
    try:
        result = item.value.run()
        if not isinstance(result, CheckResult):
            raise TypeError(f"a check gives CheckResult, not {type(result).__name__}")
    except Exception as error:
        db.session.rollback()
        package = "værdig" if item.is_core else item.plugin_id
        result = CheckResult(severity=Severity.ERROR, text=_("Tjekket fejlede: %(what)s", what=kind_of(error, package)))
    return Checked(item.id, item.value.title, result.severity, result.text)
