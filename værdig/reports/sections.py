"""Plug-ins' report sections, built one by one in a process of their own; what fails, or is off, is named and never left blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from værdig.catalogue import queries as catalogue
from værdig.hooks.contracts import Block, Figure, Notice
from værdig.hooks.host import Host, current_host
from værdig.hooks.isolated import Batch
from værdig.hooks.records import Contribution
from værdig.hooks.sections import SectionContext
from værdig.i18n import _
from værdig.metrics import queries as metrics
from værdig.reports.material import Material


@dataclass(frozen=True, kw_only=True)
class Built:
    """One section as it came out: its blocks and figures; `notices` are said in the committee item when it did not."""

    id: str
    title: str
    opens: bool = False
    blocks: tuple[Block, ...] = ()
    figures: tuple[Figure, ...] = ()
    notices: tuple[Notice, ...] = ()


def build_all(material: Material) -> list[Built]:
    """Return every section in the host's order; first the ones that open the report."""
    host = current_host()
    with host.batch() as batch:
        built = [
            one
            for item in host.collect("register_report_sections")
            if _is_followed(item, material.plan_id) and (one := _section(host, batch, item, material)) is not None
        ]
    built += _quarantined(host)
    return sorted(built, key=lambda one: not one.opens)


def _is_followed(item: Contribution, plan_id: str) -> bool:
    """Tell whether a section belongs in a report on this plan: its goal or track is in it, or it belongs to no plan.

    The section that opens the report always has its say, also that a plan makes no promises.
    """
    about = {*item.plugin.goals, *item.plugin.tracks}
    if not about or item.value.opens or not plan_id:
        return True
    plan = catalogue.plan(plan_id)
    return not about.isdisjoint([*(goal.goal for goal in plan.goals), *(track.code for track in plan.tracks)])


def _section(host: Host, batch: Batch, item: Contribution, material: Material) -> Built | None:
    if not host.is_active(item.plugin_id):
        return _switched_off(item)
    outcome = batch.build(item, _context(item, material))
    if outcome.failure is not None or outcome.value is None:
        why = outcome.failure.text if outcome.failure else _("Afsnittet gav intet.")
        return _missing(item.id, str(item.value.title), _failed(str(item.value.title), why), item.value.opens)
    content = outcome.value
    if not content.blocks:
        return _missing(item.id, str(item.value.title), _empty(str(item.value.title)), item.value.opens)
    return Built(
        id=item.id,
        title=str(item.value.title),
        opens=item.value.opens,
        blocks=tuple(content.blocks),
        figures=tuple(content.figures),
    )


def _context(item: Contribution, material: Material) -> SectionContext:
    return metrics.section_context(
        item,
        material.half_year,
        material.plan_id,
        material.metrics,
        survey=material.survey,
        complaints=material.complaints,
    )


def _switched_off(item: Contribution) -> Built | None:
    """Say that a section is off; one that is off unless somebody switches it on is not missed by anybody."""
    if not item.plugin.default_on:
        return None
    text = _("Afsnittet »%(title)s« er slået fra og er ikke med i rapporten.", title=str(item.value.title))
    notice = Notice(text=text, tone="info")
    return Built(id=item.id, title=str(item.value.title), opens=item.value.opens, blocks=(notice,), notices=(notice,))


def _failed(title: str, why: str) -> str:
    return _("Afsnittet »%(title)s« mangler, fordi det ikke kunne laves. %(why)s", title=title, why=why)


def _empty(title: str) -> str:
    return _("Afsnittet »%(title)s« mangler. Det havde intet indhold.", title=title)


def _missing(section_id: str, title: str, text: str, opens: bool) -> Built:
    notice = Notice(text=text, tone="missing")
    return Built(id=section_id, title=title, opens=opens, blocks=(notice,), notices=(notice,))


def _quarantined(host: Host) -> Iterator[Built]:
    for plugin in host.plugins:
        if plugin.state == "quarantined":
            title = str(plugin.title)
            text = _("Udvidelsen »%(title)s« kunne ikke startes. Har den et afsnit, mangler det.", title=title)
            yield _missing(plugin.id, title, text, opens=False)
