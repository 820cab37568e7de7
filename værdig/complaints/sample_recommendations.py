"""The example's recommendations: one whose effect has been judged, and one that is under way; clearly invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from værdig.clock import COPENHAGEN, add_working_days
from værdig.complaints.acting import By
from værdig.complaints.keys import Reader
from værdig.complaints.recommendations import queries, sealing, service
from værdig.complaints.recommendations.lifecycle import Stage
from værdig.complaints.recommendations.service import Wanted

GIVEN = date(2021, 9, 13)


def recommend(told: list[Mapping[str, Any]], today: date, people: Mapping[Reader, By], private: Any) -> None:
    """Make the recommendations, and take each as far as the example has it; those that are there already are left alone."""
    if queries.by_stage(*Stage):
        return
    for number, each in enumerate(told):
        day = add_working_days(GIVEN, 10 * number)
        due = add_working_days(today, 20) if each["open"] else add_working_days(day, 40)
        wanted = Wanted(title=each["title"], text=each["text"], unit="jobcenter", owner="leder", due=due)
        at = datetime.combine(day, time(10), COPENHAGEN).astimezone(UTC)
        made = service.draft(wanted, people[Reader.BORGERRAADGIVER], at=at)
        row = queries.one(made, Reader.BORGERRAADGIVER)
        keys = sealing.open_for(row, Reader.BORGERRAADGIVER, private()[Reader.BORGERRAADGIVER])
        service.give(made, keys, people[Reader.BORGERRAADGIVER], release=True, at=at)
        for stage, words, effect in each["steps"]:
            at += timedelta(days=14)
            judges = Stage(stage) is Stage.EFFEKT_VURDERET
            by = people[Reader.BORGERRAADGIVER if judges else Reader.MANAGEMENT]
            service.advance(made, keys, Stage(stage), by, words=words, effect=effect, at=at)
