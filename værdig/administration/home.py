"""What *Min side* tells the administrator of the site: plug-ins that have failed, and checks that are not in order."""

from __future__ import annotations

from værdig.administration import checks
from værdig.hooks.contracts import HomeLine, Severity
from værdig.i18n import _

PATIENCE = 2.0
"""Seconds: a check that takes longer could not be measured just now; the status page waits longer."""


def lines(_user_id: str) -> list[HomeLine]:
    """Return each check that warns or fails, or one line when all is well."""
    found = [each for each in checks.run_all(PATIENCE) if each.severity is not Severity.OK]
    if not found:
        text = _("Alle tjek er i orden.")
        return [HomeLine(text=text, mark=_("I orden"), tone="good", endpoint="administration.status")]
    return [_line(each) for each in found]


def _line(checked: checks.Checked) -> HomeLine:
    failed = checked.severity is Severity.ERROR
    return HomeLine(
        text=f"{checked.title}: {checked.text}",
        mark=_("Fejl") if failed else _("Advarsel"),
        tone="bad" if failed else "warning",
        endpoint="administration.plugins" if checked.id == "administration.plugins" else "administration.status",
    )
