"""What *Min side* tells of the maalepunkter of the municipality's own plans: which have no figure yet."""

from __future__ import annotations

from collections.abc import Iterator

from værdig.catalogue import queries as catalogue
from værdig.catalogue.contracts import PlanMetric
from værdig.clock import today
from værdig.db import current_tenant
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext
from værdig.metrics import queries

NAMED = 5
"""So many are named; the rest are counted."""


def lines(_user_id: str) -> list[HomeLine]:
    """Return the maalepunkter without a figure, or one line when all have one; nothing where no plan has been adopted."""
    mine = list(_of_my_plans())
    missing = [metric for metric in mine if not _has_figure(metric)]
    if not mine:
        return []
    if not missing:
        return [HomeLine(text=_("Alle målepunkter har tal."), mark=_("I orden"), tone="good", endpoint="metrics.index")]
    named = [
        HomeLine(
            text=_("%(title)s har ingen tal.", title=metric.name),
            mark=_("Mangler"), tone="warning", endpoint="metrics.show", values={"code": metric.code},
        )
        for metric in missing[:NAMED]
    ]  # fmt: skip
    left = len(missing) - NAMED
    more = ngettext("%(count)s målepunkt mere uden tal.", "%(count)s målepunkter mere uden tal.", left)
    return [*named, HomeLine(text=more, endpoint="metrics.index")] if left > 0 else named


def _has_figure(metric: PlanMetric) -> bool:
    """Tell whether a plug-in that is on computes the maalepunkt, and has found a figure."""
    item = queries.registered(metric.code)
    return item is not None and queries.standing_of(item).verdict != "no_figure"


def _of_my_plans() -> Iterator[PlanMetric]:
    """Yield the maalepunkter of the plans in force here today, or of every plan adopted here when none is in force."""
    adopted = {row.plan_id for row in catalogue.adoptions()}
    in_force = {plan.id for plan in catalogue.plans(current_tenant(), today())}
    for plan_id in sorted(in_force or adopted):
        yield from (placed.metric for placed in catalogue.metrics(plan_id))
