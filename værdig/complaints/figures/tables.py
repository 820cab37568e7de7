"""The exact tables that go into the gate: cases by type, channel, theme, decision and more; enquiries and answers beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from værdig.clock import HalfYear
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.figures.judged import (
    NOT_DIVIDED,
    after_of,
    decision_of,
    formality_of,
    method_of,
    repeat_of,
    result_of,
)
from værdig.complaints.figures.reading import Counted
from værdig.complaints.figures.wording import HELPED, labels_of
from værdig.complaints.models import Case, ContactCount, HelpCount
from værdig.db import current_tenant, db
from værdig.disclosure import CountTable, count_overlapping, count_rows
from værdig.i18n import _

CASES, CONTACTS = "sager", "henvendelser"
COMPLAINT, OTHER = "klage", "andet"
"""The two kinds that a case's type belongs to: a complaint, or something else that came in as a case (guidance, praise …)."""


def case_tables(counted: Counted) -> list[CountTable]:
    """Return the tables of cases. What staff may still correct is a breakdown of its own for each date; the channel is not."""
    labels, stamp = labels_of(), counted.stamp
    return [
        *_by_type(counted),
        _table(counted, "channel", "", _("Sager efter kanal"), _titles(Kind.CHANNEL, [case.channel for case in counted.cases]), lambda case: case.channel),
        _by_theme(
            counted, "theme", _("Sager efter klagetema (en sag kan stå flere steder)"), by_parent=False
        ),
        _by_theme(
            counted, "principle", _("Sager efter princip for værdig sagsbehandling (en sag kan stå flere steder)"),
            by_parent=True,
        ),
        _by_formality(counted),
        _table(counted, "method", stamp, _("Sådan er sagerne behandlet"), labels["method"], method_of),
        _table(counted, "result", stamp, _("Sådan er sagerne endt"), labels["result"], result_of),
        _table(counted, "after", stamp, _("Det gjorde borgeren bagefter"), labels["after"], after_of),
        _table(counted, "repeat", stamp, _("Sager fra borgere, der har klaget før"), labels["repeat"], repeat_of),
        _by_decision(counted),
    ]  # fmt: skip


def unit_table(counted: Counted, titles: dict[str, str]) -> CountTable:
    """Return the cases by the part of the municipality they are about."""
    title = _("Sager efter del af kommunen")
    return _table(counted, "unit", counted.stamp, title, titles, lambda case: case.unit)


def _titles(kind: Kind, held: Iterable[str] = ()) -> dict[str, str]:
    return {category.id: str(category.title) for category in categories.counted(kind, held)}


def _by_type(counted: Counted) -> list[CountTable]:
    """Return the types, and the same gathered in two: one breakdown, so that the gate sees both at once."""
    title = _("Sager efter type (hver sag står ét sted)")
    table = _table(
        counted,
        "type",
        counted.stamp,
        title,
        _titles(Kind.TYPE, [case.type for case in counted.cases]),
        lambda case: case.type,
    )
    kinds = {type_: COMPLAINT if type_ in categories.COMPLAINTS else OTHER for type_ in table.rows}
    labels = {**table.labels, COMPLAINT: _("Klager"), OTHER: _("Vejledning og andet")}
    table = replace(table, parent=kinds, labels=labels)
    return [table, replace(table, id="complaints.kind", title=_("Klager og andre sager"), by_parent=True)]


def _by_formality(counted: Counted) -> CountTable:
    """Return the cases by whether they are about how a matter was handled, about what was decided, or both."""
    held = [formality_of(case) for case in counted.cases]
    labels = _titles(Kind.FORMALITY, held) | {NOT_DIVIDED: _("Ikke delt i klagepunkter")}
    title = _("Sager efter formalitet eller realitet (hver sag står ét sted)")
    return _table(counted, "formality", counted.stamp, title, labels, formality_of)


def _by_decision(counted: Counted) -> CountTable:
    """Return the types crossed with how decisions were judged again: the crossing ties the parts to the type they are parts of."""
    stamp = counted.stamp
    found = [(case.type, decision_of(case)) for case in counted.cases]
    types, ways = _titles(Kind.TYPE, [case.type for case in counted.cases]), labels_of()["decision"]
    every = dict.fromkeys(
        (type_, way)
        for type_ in [*types, *(type_ for type_, _way in found)]
        for way in (ways if type_ == categories.DECISION else ("ingen",))
    )
    return CountTable(
        id="complaints.decision", title=_("Klager over afgørelser"), unit="cases", universe=counted.universe,
        categories=(CASES,), breakdown=("type" + stamp, "decision" + stamp),
        rows={member: {CASES: found.count(member)} for member in every},
        labels={**types, **ways, "ingen": _("ikke en klage over afgørelse")},
    )  # fmt: skip


def _table(
    counted: Counted, name: str, stamp: str, title: str, labels: dict[str, str], of: Callable[[Case], str]
) -> CountTable:
    """Return a table in which every case is counted under one member; members are the labels and whatever else is found."""
    members = dict.fromkeys([*labels, *(of(case) for case in counted.cases)])
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", universe=counted.universe, categories=(CASES,),
        breakdown=name + stamp, rows=count_rows(((of(case), CASES) for case in counted.cases), members), labels=labels,
    )  # fmt: skip


def _by_theme(counted: Counted, name: str, title: str, *, by_parent: bool) -> CountTable:
    """Return the themes, or gathered under their principles: one breakdown, so that the gate sees both at once."""
    held = [([point.theme for point in case.points], CASES) for case in counted.cases]
    known = categories.counted(Kind.THEME, (theme for themes, _unit in held for theme in themes))
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", universe=counted.universe, categories=(CASES,),
        breakdown="theme" + counted.stamp, overlapping=True, by_parent=by_parent,
        labels={theme.id: str(theme.title) for theme in known} | _titles(Kind.PRINCIPLE),
        rows={theme.id: {} for theme in known}, parent={theme.id: theme.principle for theme in known},
        combinations=count_overlapping(held) or {(): {}},
    )  # fmt: skip


def contact_tables(contacts: Sequence[ContactCount], half_year: HalfYear) -> list[CountTable]:
    """Return the enquiries that were only counted."""
    types, channels = [contact.type for contact in contacts], [contact.channel for contact in contacts]
    by_type, by_channel = _("Talte henvendelser efter type"), _("Talte henvendelser efter kanal")
    return [
        _contact_table(half_year, "contact_type", by_type, _titles(Kind.TYPE, types), types),
        _contact_table(half_year, "contact_channel", by_channel, _titles(Kind.CHANNEL, channels), channels),
    ]


def _contact_table(half_year: HalfYear, name: str, title: str, labels: dict[str, str], held: list[str]) -> CountTable:
    return CountTable(
        id=f"complaints.{name}", title=title, unit="cases", labels=labels, breakdown=name,
        universe=f"contacts:{current_tenant()}:{half_year.code}", categories=(CONTACTS,), called="contacts",
        rows=count_rows(((member, CONTACTS) for member in held), dict.fromkeys([*labels, *held])),
    )  # fmt: skip


def helped_table(half_year: HalfYear) -> CountTable:
    """Return what citizens have answered to whether it helped to complain; each answer comes from one case, nobody knows which."""
    rows: dict[str, dict[str, int]] = {answer: {} for answer in HELPED}
    for held in db.session.scalars(select(HelpCount).where(HelpCount.half_year == half_year)):
        rows[held.answer][CASES] = rows[held.answer].get(CASES, 0) + held.count
    return CountTable(
        id="complaints.helped", title=_("Hjalp det at klage? Borgernes svar"), unit="cases", breakdown="helped",
        labels={answer: str(label) for answer, label in HELPED.items()}, categories=(CASES,),
        universe=f"helped:{current_tenant()}:{half_year.code}", rows=rows,
    )  # fmt: skip
