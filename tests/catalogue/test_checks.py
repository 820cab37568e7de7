"""`plan check` works out what the plans state, and finds what is known not to hold."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from værdig.catalogue import queries
from værdig.catalogue.checks import check_all, check_plan, check_targets
from værdig.catalogue.findings import Finding, Outcome
from værdig.catalogue.rules import computed_target


@pytest.fixture(scope="module")
def findings() -> dict[str, Finding]:
    return {finding.id: finding for finding in check_all()}


@pytest.mark.parametrize(
    ("finding_id", "arithmetic"),
    [
        ("D-M1a/regel", "34 × 1,05 = 35,7 → 36"),
        ("D-M1b/regel", "20 × 1,05 = 21"),
        ("D-M1c/regel", "19 × 1,05 = 19,95 → 20"),
        ("D-M1d/regel", "16 × 1,05 = 16,8 → 17"),
        ("C-M1/regel", "2.860 − 121 = 2.739"),
        ("D-S3", "322 + 707 = 1.029"),
        ("D-S6", "95 / (95 + 382) × 100 = 19,9161 % → 20"),
        ("C-S1", "(713 − 794) / 794 × 100 = −10,2015 % → −10,2"),
        ("D-T11/Juni 2020: antal personer", "415 + 36 + 900 + 148 = 1.499"),
    ],
)
def test_what_holds_is_shown_with_its_arithmetic(
    findings: dict[str, Finding], finding_id: str, arithmetic: str
) -> None:
    assert findings[finding_id].outcome is Outcome.HOLDS
    assert findings[finding_id].arithmetic == arithmetic


@pytest.mark.parametrize(
    ("finding_id", "arithmetic"),
    [
        ("D-M5/regel", "1.029 × 0,97 = 998,13 → 998; planen skriver 999"),
        ("D-M6/regel", "158 × 0,95 = 150,1 → 150; planen skriver 156"),
        ("D-M7/regel", "51 × 0,85 = 43,35 → 43; planen skriver 59"),
        ("D-S4", "200 + 423 = 623; planen skriver 622"),
        ("D-S5", "»juli 2020« ≠ »juni 2020«"),
        ("D-S7", "1 + 1 + 5 + 16 + 3 = 26; planen skriver 25"),
        ("D-M7/enhed", "»fuldtidspersoner« ≠ »helårspersoner«"),
        (
            "C-TB1/Budget 2017",
            "75 + 5 + 168 + 54 + 657 + 284 + 8 + 4 + 676 + 259 + 601 + 66 = 2.857; planen skriver 2.860",
        ),
        (
            "C-TB1/Forskel",
            "33 − 5 + 29 − 4 + 1 − 45 + 0 + 13 − 123 − 34 + 29 − 12 = −118; planen skriver −121",
        ),
        ("C-S5", "37.859; planen skriver 38.859"),
    ],
)
def test_what_does_not_hold_is_shown_with_its_arithmetic(
    findings: dict[str, Finding], finding_id: str, arithmetic: str
) -> None:
    assert findings[finding_id].outcome is Outcome.BROKEN
    assert findings[finding_id].arithmetic == arithmetic


def test_three_of_the_rows_in_bilag_1_break_their_own_rule() -> None:
    plan = queries.plan("vallensbaek_ishoej_2021")
    broken = [finding.id for finding in check_targets(plan) if finding.outcome is Outcome.BROKEN]
    assert broken == ["D-M5/regel", "D-M6/regel", "D-M7/regel"]


def test_printed_shares_that_add_up_to_99_or_101_may_be_rounding(findings: dict[str, Finding]) -> None:
    assert findings["C-TU/Albertslund"].outcome is Outcome.ROUNDING
    assert findings["C-TA5/Ultimo 2018"].outcome is Outcome.ROUNDING


def test_the_total_of_a_budget_is_not_excused_as_rounding(findings: dict[str, Finding]) -> None:
    assert findings["C-TB1/Budget 2018"].outcome is Outcome.HOLDS
    assert findings["C-TB1/Budget 2017"].outcome is Outcome.BROKEN


def test_references_that_lead_nowhere_are_found(findings: dict[str, Finding]) -> None:
    assert "»Jobindeks« findes ikke" in findings["A-M6/kilde"].text
    assert "1. januar 2019" in findings["A-T2-2/periode"].arithmetic
    assert findings["A-S2"].outcome is Outcome.BROKEN


def test_what_a_plan_leaves_out_is_told(findings: dict[str, Finding]) -> None:
    gaps = {name for name, finding in findings.items() if finding.outcome is Outcome.GAP}
    assert {"A-N3/maalepunkt", "A-M2/enhed", "A-M7/frist", "A-M7/udgangspunkt", "D-M5/kilde"} <= gaps
    assert "A-M1/enhed" not in gaps


def test_every_finding_says_where_to_look(findings: dict[str, Finding]) -> None:
    assert all(finding.places for finding in findings.values())


def test_a_changed_figure_is_noticed() -> None:
    """The check reads the data: put the right total in, and it holds."""
    plan = queries.plan("albertslund_2018")
    table = next(table for table in plan.tables if table.id == "t_2018_budget")
    rows = tuple(
        replace(row, values=(Decimal(2857), Decimal(2739), Decimal(-118))) if row.label.startswith("Total") else row
        for row in table.rows
    )
    tables = tuple(replace(each, rows=rows) if each.id == table.id else each for each in plan.tables)
    outcomes = {finding.id: finding.outcome for finding in check_plan(replace(plan, tables=tables))}
    assert outcomes["C-TB1/Budget 2017"] is Outcome.HOLDS
    assert outcomes["C-TB1/Forskel"] is Outcome.HOLDS
    assert outcomes["C-S14"] is Outcome.BROKEN


@settings(deadline=None)
@given(start=st.integers(1, 100_000), per_cent=st.integers(-99, 200))
def test_a_percentage_rule_is_exact(start: int, per_cent: int) -> None:
    metric = queries.metric("D-M1a")
    assert metric.baseline is not None
    assert metric.rule is not None
    changed = replace(
        metric,
        baseline=replace(metric.baseline, value=Decimal(start)),
        rule=replace(metric.rule, amount=Decimal(per_cent)),
    )
    computed = computed_target(changed)
    assert computed is not None
    assert computed.value * 100 == Decimal(start) * (100 + per_cent)
