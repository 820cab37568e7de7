"""Orders and translations as the citizen's own page shows them, in plain words."""

from __future__ import annotations

from typing import Any

from værdig.complaints.interpreting import queries, wording
from værdig.complaints.interpreting.originals import originals
from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.i18n import _, format_time


def own(case: Case, keys: Keys) -> dict[str, Any]:
    """Return what a citizen sees of interpreters and translations, by the names her page's templates know."""
    named, beside = titles(case, keys), queries.translations(case, keys)
    return {
        "language_told": [wording.to_citizen(row, named) for row in queries.orders(case, keys)],
        "beside": beside,
        "file_originals": [(each.id, each.title) for each in originals(case, keys) if not each.text and each.id in beside],
        "language_name": wording.language, "makers": wording.TO_CITIZEN,
    }  # fmt: skip


def titles(case: Case, keys: Keys) -> dict[str, str]:
    """Return what each original is called to its citizen, by its id."""
    from_her = {
        case.id: _("Det, du skrev"),
        **{row.id: _("Fra dig") for row in case.messages if row.direction == "fra_borger"},
    }
    to_her = {
        row.id: _("Vores besked til dig, %(when)s", when=format_time(row.at))
        for row in case.messages
        if row.id not in from_her
    }
    return {each.id: each.title for each in originals(case, keys)} | from_her | to_her
