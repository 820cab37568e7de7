"""What the administration was asked and answered is not in a copy, and she is told so; the management never learns of it here."""

from __future__ import annotations

from typing import Any

from complaints.given import again
from complaints.investigations.begun import ask, hers, investigated

from værdig.complaints import keys
from værdig.complaints.insight import extract
from værdig.complaints.insight.extract import Sort
from værdig.complaints.keys import Reader


def test_a_hearing_is_named_as_left_out(ready: Any) -> None:
    case, _code = investigated(ready, consent="uden_navn")
    before = extract.left_out(again(case), hers(case, ready), Reader.BORGERRAADGIVER, ())
    ask(case, ready)
    after = extract.left_out(again(case), hers(case, ready), Reader.BORGERRAADGIVER, ())
    assert Sort.HOERING not in before
    assert Sort.HOERING in after


def test_the_management_is_not_told_that_there_is_one(ready: Any) -> None:
    case, _code = investigated(ready, reader=Reader.MANAGEMENT)
    ask(case, ready)
    own = keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())
    assert Sort.HOERING not in extract.left_out(again(case), own, Reader.MANAGEMENT, ())
