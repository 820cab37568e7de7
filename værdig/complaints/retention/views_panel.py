"""The page *Opbevaring* of each side: what runs out, what waits to be looked at, what cannot be deleted, and what has been; numbers only."""

from __future__ import annotations

import functools
from typing import Any

from flask import Blueprint, render_template, url_for

from værdig.access import can, requires
from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.acting import Side
from værdig.complaints.categories import Kind
from værdig.complaints.queries import role_title
from værdig.complaints.retention import queries, tombstones
from værdig.complaints.retention.queries import End
from værdig.complaints.retention.rules import WARNING_DAYS, Ground
from værdig.complaints.retention.views import PERMISSION
from værdig.complaints.retention.wording import GROUNDS
from værdig.complaints.retention.years import exceptions, keep_years

MOST = 100
"""Lines shown in a group."""


def add_pages(blueprint: Blueprint, side: Side) -> None:
    """Give a side's blueprint its page of retention; nothing written in any case stands on it, so it opens without the inbox's key."""
    view = functools.partial(_panel, side)
    blueprint.add_url_rule("/opbevaring", "retention_panel", requires(side.permission)(functools.wraps(_panel)(view)))


def _panel(side: Side) -> str:
    found = queries.panel(side.reader, today())
    missing = {end.case.id: count for end, count in found.missing}
    groups = {
        name: [_row(side, end, missing) for end in ends[:MOST]]
        for name, ends in (("over", found.over), ("soon", found.soon), ("put_off", found.put_off))
    }
    return render_template(
        "complaints/retention/panel.html", side=side, groups=groups, days=WARNING_DAYS, most=MOST, may=can(PERMISSION),
        missing=[_row(side, end, missing) for end, _count in found.missing[:MOST]], missing_count=len(found.missing),
        stones=[_stone(row) for row in tombstones.listed(side.reader)], years=keep_years(), exceptions=exceptions(),
    )  # fmt: skip


def _row(side: Side, end: End, missing: dict[str, int]) -> dict[str, Any]:
    case = end.case
    return {
        "number": case.number, "type": categories.title(Kind.TYPE, case.type), "closed": case.closed, "until": end.until,
        "missing": missing.get(case.id, 0), "decided": end.review is not None and end.review.decision == "slet",
        "url": url_for(side.endpoint("retention"), case_id=case.id),
        "journal": url_for(side.endpoint("journal"), case_id=case.id),
    }  # fmt: skip


def _stone(row: Any) -> dict[str, Any]:
    return {
        "number": row.number, "type": categories.title(Kind.TYPE, row.type), "half_year": row.half_year.label,
        "closed": row.closed, "deleted": row.deleted, "role": role_title(row.role), "reference": row.reference,
        "ground": GROUNDS[Ground(row.ground)],
    }  # fmt: skip
