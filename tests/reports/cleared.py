"""Material for report sections, cleared by the real gate from counts made for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from værdig.clock import HalfYear
from værdig.disclosure import ClearedTable, CountTable, Policy, administration_count, clear, count_overlapping
from værdig.reports.material import Answered, Asked, Complained, Material

POINTS = ("5", "4", "3", "2", "1")
COARSE = {"5": "tilfreds", "4": "tilfreds", "3": "hverken", "2": "utilfreds", "1": "utilfreds"}
WORDS = {"tilfreds": "Tilfreds eller meget tilfreds", "hverken": "Hverken", "utilfreds": "Utilfreds"}
GROUPS = {"dagpenge": "Dagpenge", "sygedagpenge": "Sygedagpenge"}
INVITED = {"dagpenge": 120, "sygedagpenge": 100}
SPREAD = {"5": 20, "4": 14, "3": 10, "2": 8, "1": 4, "ved_ikke": 4}
OVERALL = Asked(
    id="samlet", wording="Hvor værdigt behandler vi dig?", kind="rated", theme="samlet", principle="respekt"
)
FACTUAL = Asked(id="ny", wording="Har du fået en ny sagsbehandler?", kind="factual", principle="kontinuitet")


def rated(question: Asked, spread: Mapping[str, int] = SPREAD) -> CountTable:
    """A rated question whose answers are spread alike in both groups."""
    return CountTable(
        id=f"{question.id}/group",
        title=question.wording,
        unit="answers",
        universe="round:r",
        categories=(*POINTS, "ved_ikke", "ubesvaret"),
        breakdown="group",
        rows={group: dict(spread) for group in GROUPS},
        question=question.id,
        beside=("ved_ikke", "ubesvaret"),
        collapse=COARSE,
        scores={point: int(point) for point in POINTS},
        labels={**GROUPS, **WORDS},
    )


def factual(spread: Mapping[str, int] = {"ja": 20, "nej": 36, "ved_ikke": 4}) -> CountTable:
    return CountTable(
        id="ny/group",
        title=FACTUAL.wording,
        unit="answers",
        universe="round:r",
        categories=("ja", "nej", "ved_ikke"),
        breakdown="group",
        rows={group: dict(spread) for group in GROUPS},
        question="ny",
        beside=("ved_ikke",),
        labels={**GROUPS, "ja": "Ja", "nej": "Nej"},
    )


def response(invited: Mapping[str, int], number: int) -> CountTable:
    return CountTable(
        id="svarprocent",
        title="Hvor mange svarede",
        unit="answers",
        universe="round:r",
        categories=("svar",),
        breakdown="group",
        rows={group: {"svar": number} for group in GROUPS},
        invited=invited,
        labels=GROUPS,
    )


def answered(spread: Mapping[str, int] = SPREAD, invited: Mapping[str, int] = INVITED, **changes: Any) -> Answered:
    """A round of two groups and two questions; `invited` empty means that nobody knows how many were invited."""
    number = sum(spread.values())
    yes_no = {"ja": number // 3, "nej": number - number // 3 - 1, "ved_ikke": 1}
    found = clear([rated(OVERALL, spread), factual(yes_no), response(invited, number)], Policy.of("answers"))
    table = found.table("samlet/group")
    made = Answered(
        round_id="r",
        title="1. halvår 2021, alle i målgrupperne",
        design="census",
        opens_on=date(2021, 4, 12),
        closes_on=date(2021, 5, 16),
        closed_on=date(2021, 5, 16),
        threshold=10,
        questionnaire="surveys.kerne",
        questionnaire_title="Kerneskema",
        questionnaire_version=1,
        questions=[OVERALL, FACTUAL],
        tables={"samlet": table, "ny": found.table("ny/group")},
        response=found.table("svarprocent"),
        breakdowns=[table],
        invited=sum(invited.values()) if invited else None,
        uninvited=() if invited else tuple(GROUPS.values()),
    )
    return replace(made, **changes)


TYPES = {
    "klage_over_sagsbehandling": "Klage over sagsbehandling",
    "klage_over_optraeden": "Klage over optræden",
    "vejledning": "Vejledning",
}
KINDS = {"klage": "Klager", "andet": "Vejledning og andet"}
PRINCIPLES = {"respekt": "Respekt og optræden", "rettidighed": "Rettidighed"}


def complained(cases: int = 20, half_year: str = "2021H1", guidance: int = 0) -> Complained:
    """A half-year's cases, half about respect and half about being late; `guidance` of them are no complaints."""
    first, rest = cases - cases // 2, cases // 2 - guidance
    plain = {
        "klage_over_sagsbehandling": {"sager": first}, "klage_over_optraeden": {"sager": rest},
        "vejledning": {"sager": guidance},
    }  # fmt: skip
    names = (
        "type",
        "channel",
        "theme",
        "method",
        "result",
        "after",
        "repeat",
        "contact_type",
        "contact_channel",
        "helped",
    )
    tables = [_cases(name, half_year, plain) for name in names]
    tables.append(replace(tables[0], id="complaints.kind", by_parent=True))
    rest += guidance
    held = [(["respekt"], "sager")] * first + [(["rettidighed"], "sager")] * rest
    principles = CountTable(
        id="complaints.principle",
        title="Sager efter princip",
        unit="cases",
        universe=f"cases:{half_year}",
        categories=("sager",),
        breakdown="principle",
        overlapping=True,
        labels=PRINCIPLES,
        rows={name: {} for name in PRINCIPLES},
        combinations=count_overlapping(held) or {(): {}},
    )
    found = clear([*tables, principles], Policy.of("cases"))
    late = administration_count("complaints.first_answer_late", "Første svar for sent", 3, f"cases:{half_year}")
    return Complained(
        half_year=half_year,
        period=HalfYear.parse(half_year).label,
        as_of=date(2021, 8, 1),
        threshold=5,
        tables={table.id: table for table in found.tables},
        points=cases + 7 if cases >= 5 else None,
        administration=[late],
    )


def _cases(name: str, half_year: str, rows: Mapping[str, Mapping[str, int]]) -> CountTable:
    apart = {"contact_type": "contacts", "contact_channel": "contacts", "helped": "helped"}
    universe = f"{apart.get(name, 'cases')}:{half_year}"
    return CountTable(
        id=f"complaints.{name}",
        title=f"Sager efter {name}",
        unit="cases",
        universe=universe,
        categories=("sager",),
        breakdown=name,
        rows=rows,
        labels={**TYPES, **KINDS},
        called="contacts" if name.startswith("contact") else None,
        parent={type_: "andet" if type_ == "vejledning" else "klage" for type_ in rows},
    )


def material(**changes: Any) -> Material:
    """What a report of the first half of 2021 is written from."""
    made = Material(
        half_year=HalfYear(2021, 1), unfinished=False, plan_id="", answered=[answered()], complained=complained()
    )
    return replace(made, **changes)


def total(table: ClearedTable) -> str:
    """The number behind a whole table as printed."""
    return table.total.n_text
