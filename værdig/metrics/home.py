"""What *Min side* tells of the maalepunkter: which have no figure yet."""

from __future__ import annotations

from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext
from værdig.metrics import queries

NAMED = 5
"""So many are named; the rest are counted."""


def lines(_user_id: str) -> list[HomeLine]:
    """Return the maalepunkter without a figure, or one line when all have one; nothing where none is registered."""
    items = queries.active_metrics()
    missing = [item for item in items if queries.standing_of(item).verdict == "no_figure"]
    if not items:
        return []
    if not missing:
        return [HomeLine(text=_("Alle målepunkter har tal."), mark=_("I orden"), tone="good", endpoint="metrics.index")]
    named = [
        HomeLine(
            text=_("%(title)s har ingen tal.", title=str(item.value.title)),
            mark=_("Mangler"), tone="warning", endpoint="metrics.show", values={"code": item.value.code},
        )
        for item in missing[:NAMED]
    ]  # fmt: skip
    left = len(missing) - NAMED
    more = ngettext("%(count)s målepunkt mere uden tal.", "%(count)s målepunkter mere uden tal.", left)
    return [*named, HomeLine(text=more, endpoint="metrics.index")] if left > 0 else named
