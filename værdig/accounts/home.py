"""What *Min side* tells the administrator of users: who has no role today, and who has not used her invitation."""

from __future__ import annotations

from værdig.accounts import queries
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext


def lines(_user_id: str) -> list[HomeLine]:
    """Return what there is to do about users; one line when there is nothing."""
    rows = [(user, grants) for user, grants in queries.users_with_roles() if user.active]
    without = sum(not any(grant.holds for grant in grants) for _user, grants in rows)
    invited = sum(not user.password for user, _grants in rows)
    found = []
    if without:
        text = ngettext(
            "%(count)s åben konto har ingen rolle i dag.", "%(count)s åbne konti har ingen rolle i dag.", without
        )
        found.append(HomeLine(text=text, mark=_("Se på det"), tone="warning", endpoint="accounts.users"))
    if invited:
        text = ngettext(
            "%(count)s har ikke brugt sin invitation.", "%(count)s har ikke brugt deres invitation.", invited
        )
        found.append(HomeLine(text=text, endpoint="accounts.users"))
    everybody = HomeLine(text=_("Alle konti har en rolle og er i brug."), mark=_("I orden"), tone="good")
    return found or [everybody]
