"""Quotations and warnings in the report: only what is cleared, as it is cleared now, and fixed when the report is frozen."""

from __future__ import annotations

from typing import Any

import pytest
from reports.cleared import answered
from surveys.quotations.test_quotations import HALF_YEAR, closed_round

from værdig.errors import UserError
from værdig.hooks.contracts import Notice
from værdig.reports import queries as reports
from værdig.reports import section_survey, section_words
from værdig.reports import service as reporting
from værdig.surveys.quotations import queries
from værdig.surveys.quotations import service as quotations


def quoted_in_report(report_id: str) -> list[str]:
    return section_words.quotations_in(reports.document_of(reports.find(report_id)).blocks())


def test_the_report_quotes_what_is_cleared_and_freezing_fixes_it(context: Any) -> None:
    round_id = closed_round()
    report_id = reporting.build(HALF_YEAR).id
    assert quoted_in_report(report_id) == [], "nothing is quoted by default"
    first, second = queries.text(round_id, 1), queries.text(round_id, 2)
    quotations.clear(round_id, first.id, "var svært at forstå.")
    with pytest.raises(UserError, match="Byg rapporten igen"):
        reporting.freeze(report_id)
    quotations.clear(round_id, second.id, second.words)
    reporting.build(HALF_YEAR)
    assert sorted(quoted_in_report(report_id)) == sorted(["»[…] var svært at forstå.«", f"»{second.words}«"])
    taken = next(one for one in queries.quotations(round_id) if one.number == 2)
    quotations.withdraw(round_id, taken.id)
    with pytest.raises(UserError, match="Byg rapporten igen"):
        reporting.freeze(report_id)
    assert not any(one.is_frozen for one in queries.quotations(round_id))
    reporting.build(HALF_YEAR)
    reporting.freeze(report_id)
    assert quoted_in_report(report_id) == ["»[…] var svært at forstå.«"]
    (frozen,) = queries.quotations(round_id)
    with pytest.raises(UserError, match="frosset"):
        quotations.withdraw(round_id, frozen.id)


def notices(**changes: Any) -> list[str]:
    content = section_survey.build(answered(**changes), "1. halvår 2021")
    return [str(block.text) for block in content.blocks if isinstance(block, Notice)]


def test_a_language_that_looks_read_backwards_is_warned_of() -> None:
    assert notices() == []
    (named,) = notices(reversed_languages=["Tyrkisk"])
    assert "omvendt" in named
    assert "Tyrkisk" in named
    (unnamed,) = notices(more_reversed=True)
    assert "et sprog, vi ikke kan nævne" in unnamed
