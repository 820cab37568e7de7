"""What *Min side* tells of the maalepunkter of the municipality's own plans: which lack a figure, and how many nobody computes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from værdig.catalogue import queries as catalogue
from værdig.catalogue.contracts import PlanMetric
from værdig.clock import today
from værdig.db import current_tenant
from værdig.hooks.contracts import HomeLine
from værdig.i18n import _, ngettext
from værdig.metrics import queries
from værdig.metrics.elsewhere import elsewhere

NAMED = 5
"""So many are named; the rest are counted."""


def lines(_user_id: str) -> list[HomeLine]:
    """Return the computed maalepunkter without a figure, or one line when all have one; then how many are not computed.

    Nothing where no plan has been adopted. What no plug-in computes does not lack anything that somebody could bring.
    """
    mine = [(metric, queries.registered(metric.code)) for metric in _of_my_plans()]
    computed = [(metric, item) for metric, item in mine if item is not None]
    missing = [metric for metric, item in computed if queries.standing_of(item).verdict == "no_figure"]
    found = _missing(missing) if missing else [_in_order()] if computed else []
    followed_nowhere = sum(item is None and elsewhere(metric, None) is None for metric, item in mine)
    return [*found, *_not_computed(followed_nowhere)]


def _in_order() -> HomeLine:
    text = _("Alle målepunkter, der beregnes, har tal.")
    return HomeLine(text=text, mark=_("I orden"), tone="good", endpoint="metrics.index")


def _not_computed(count: int) -> list[HomeLine]:
    if not count:
        return []
    text = ngettext(
        "%(count)s målepunkt i planen beregnes ikke her. Intet modul følger det.",
        "%(count)s målepunkter i planen beregnes ikke her. Intet modul følger dem.",
        count,
    )
    return [HomeLine(text=text, endpoint="metrics.index")]


def _missing(missing: Sequence[PlanMetric]) -> list[HomeLine]:
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


def _of_my_plans() -> Iterator[PlanMetric]:
    """Yield the maalepunkter of the plans in force here today, or of every plan adopted here when none is in force."""
    adopted = {row.plan_id for row in catalogue.adoptions()}
    in_force = {plan.id for plan in catalogue.plans(current_tenant(), today())}
    for plan_id in sorted(in_force or adopted):
        yield from (placed.metric for placed in catalogue.metrics(plan_id))
