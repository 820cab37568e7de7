"""What *Min side* tells of the maalepunkter of the municipality's own plans: which have no figure yet."""

from __future__ import annotations

from værdig.catalogue import queries as catalogue
from værdig.clock import today
from værdig.db import current_tenant
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext
from værdig.metrics import queries

NAMED = 5
"""So many are named; the rest are counted."""


def lines(_user_id: str) -> list[HomeLine]:
    """Return the maalepunkter without a figure, or one line when all have one; nothing where no plug-in computes any."""
    mine = _codes()
    items = [item for item in queries.active_metrics() if item.value.code in mine]
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


def _codes() -> set[str]:
    """Return the codes of the plans in force here today, or of every plan adopted here when none is in force."""
    in_force = {plan.id for plan in catalogue.plans(current_tenant(), today())}
    plans = in_force or {row.plan_id for row in catalogue.adoptions()}
    return {placed.metric.code for plan_id in plans for placed in catalogue.metrics(plan_id)}
