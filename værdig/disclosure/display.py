"""Turning a final plan into what people see: labels, numbers and texts, the same for every format; deciding is in `clear`."""

from __future__ import annotations

from collections.abc import Mapping

from værdig.disclosure import wording
from værdig.disclosure.contracts import AdministrationCount, ClearedRow, ClearedTable, CountTable, Member
from værdig.disclosure.merging import Group
from værdig.disclosure.plans import EVERYBODY, Plan
from værdig.disclosure.rules import Face, percent


def show(plan: Plan) -> ClearedTable:
    """Return the table as everybody may see it."""
    table = plan.table
    rows = () if plan.dead or len(plan.groups) < 2 else tuple(_row(plan, group) for group in _in_order(plan))
    total = _hidden(plan, EVERYBODY, _reason(plan)) if plan.dead else _row(plan, EVERYBODY)
    return ClearedTable(
        id=table.id,
        title=str(table.title),
        unit=table.unit,
        universe=table.universe,
        axes=table.axes,
        question=table.question,
        categories=plan.question.coarse if len(plan.question.coarse) > 1 else (),
        detail_categories=table.rated if table.collapse else (),
        beside_categories=table.aside,
        labels={key: str(text) for key, text in table.labels.items()},
        rows=rows,
        total=total,
        notes=tuple(_notes(plan, rows, total)),
        mark_note=_mark_note(plan, rows, total),
        refused=_reason(plan) if plan.dead else "",
    )


def administration_count(count_id: str, title: object, value: int, universe: str) -> AdministrationCount:
    """Return a whole-office count of the administration's own acts: letters sent late, criticism, recommendations, appeals.

    It is about what the office did, not about people, so it is always shown; give it to `record` all the same. Never use it for
    a figure by unit, theme or employee.
    """
    return AdministrationCount(
        id=count_id, title=str(title), value=value, universe=universe, text=wording.number(value)
    )


def member_label(table: CountTable, member: Member) -> str:
    """Return a member's Danish name: its values' labels, joined for a crossing."""
    return " · ".join(str(table.labels.get(value, value)) for value in member)


def _in_order(plan: Plan) -> list[Group]:
    """Rows of one member in the table's own order, then the merged ones, the mixed one last."""
    places = {member: place for place, member in enumerate(plan.table.cells)}
    return sorted(
        plan.groups,
        key=lambda group: (len(group) > 1 and not plan.merger.family_of(group), min(places[m] for m in group)),
    )


def _row(plan: Plan, group: Group) -> ClearedRow:
    if plan.conceals(group):
        return _hidden(plan, group, wording.row_hidden(plan.table.counted, plan.policy.threshold))
    face = plan.face(group)
    invited = plan.invited_to(group)
    rate = percent(face.everybody, invited) if invited else None
    return ClearedRow(
        label=_label(plan, group),
        members=tuple(sorted(group)),
        member_labels=_member_labels(plan, group),
        state="merged" if group != EVERYBODY and group not in plan.wanted else "shown",
        n=face.n,
        n_text=wording.number(face.n),
        shares=face.shares,
        texts=_texts(face.shares, face),
        detail=face.detail,
        detail_texts=_texts(face.detail, face),
        beside=face.beside,
        beside_texts={category: wording.share(value) for category, value in face.beside.items()},
        mean=None if face.mean_tenths is None else wording.tenths(face.mean_tenths),
        invited=invited,
        rate=rate,
        rate_text="" if rate is None else wording.share(rate),
        mark=wording.few(plan.table.counted) if face.few else "",
    )


def _hidden(plan: Plan, group: Group, reason: str) -> ClearedRow:
    categories = plan.question.coarse if len(plan.question.coarse) > 1 else ()
    return ClearedRow(
        label=_label(plan, group),
        members=tuple(sorted(group)),
        member_labels=_member_labels(plan, group),
        state="hidden",
        n=None,
        n_text=wording.hidden(),
        reason=reason,
        shares=dict.fromkeys(categories),
        texts=dict.fromkeys(categories, wording.hidden()),
        beside=dict.fromkeys(plan.table.aside),
        beside_texts=dict.fromkeys(plan.table.aside, wording.hidden()),
        invited=plan.invited_to(group),
    )


def _texts(shares: Mapping[str, int | None], face: Face) -> dict[str, str]:
    if not face.dominant:
        return {category: wording.share(value or 0) for category, value in shares.items()}
    return {
        category: wording.nearly_all(face.n) if category == face.dominant else wording.hidden() for category in shares
    }


def _label(plan: Plan, group: Group) -> str:
    family = plan.merger.family_of(group)
    if group == EVERYBODY or (len(group) == 1 and not (family and plan.table.by_parent)):
        return plan.label(group)
    if not family:
        most = max((len(other) for other in plan.groups if not plan.merger.family_of(other)), default=0)
        members = _member_labels(plan, group)
        if len(group) != most:
            return wording.listed(members)
        return wording.merged_of(members) if _has_a_rest(plan) else wording.the_rest()
    name = str(plan.table.labels.get(family, family))
    whole = group == frozenset(m for m in plan.table.cells if plan.family.get(m) == family)
    return name if whole else wording.rest_of(name)


def _has_a_rest(plan: Plan) -> bool:
    """Whether a row of the table is itself called something like the rest, as a target group may be: two would be mixed up."""
    rest = wording.the_rest().casefold()
    return any(_row_label(plan, member).casefold().startswith(rest) for member in plan.table.cells)


def _member_labels(plan: Plan, group: Group) -> tuple[str, ...]:
    if group == EVERYBODY:
        return ()
    members = [member for member in plan.table.cells if member in group]
    return tuple(dict.fromkeys(_row_label(plan, member) for member in members))


def _row_label(plan: Plan, member: Member) -> str:
    """Return the name of the row that was asked for a member: its own, or its family's in a table of families."""
    family = plan.family.get(member) if plan.table.by_parent else None
    return str(plan.table.labels.get(family, family)) if family else member_label(plan.table, member)


def _reason(plan: Plan) -> str:
    if plan.few:
        return wording.too_few(plan.table.counted, plan.policy.threshold)
    return plan.refused


def _notes(plan: Plan, rows: tuple[ClearedRow, ...], total: ClearedRow) -> list[str]:
    """Return the sentences under the table: openly what is merged or hidden, and why (handbook ch. 5)."""
    counted, threshold = plan.table.counted, plan.policy.threshold
    if plan.dead:
        return [_reason(plan)]
    notes = [wording.merged(row.label, row.member_labels, counted, threshold) for row in rows if row.state == "merged"]
    if plan.table.axes and not rows:
        notes.append(wording.no_breakdown(counted, threshold))
    if any(row.state == "hidden" for row in rows):
        notes.append(wording.some_hidden(counted, threshold))
    if any(row.masked for row in (*rows, total)):
        notes.append(wording.masked())
    return [*notes, *filter(None, [_mark_note(plan, rows, total)])]


def _mark_note(plan: Plan, rows: tuple[ClearedRow, ...], total: ClearedRow) -> str:
    return wording.few_explained(plan.table.counted) if any(row.mark for row in (*rows, total)) else ""
