"""`python -m benchmarks.closing COUNT FOLDER`: closing a round of so many answers in a process of its own, with its seconds and peak memory.

The ballots are sealed and put in the box beforehand, by the same code that a citizen's request runs, in another process.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.installation import TENANT, installation, issue, open_round

LENGTHS = ("under_3_maaneder", "3_til_12_maaneder", "1_til_2_aar", "over_2_aar")


@dataclass(frozen=True)
class Closed:
    """What closing took: seconds in all, the process's peak memory and what it began with, both in MB, and seconds by step."""

    answers: int
    seconds: float
    megabytes: float
    megabytes_before: float
    steps: dict[str, float]


def measure(folder: Path, count: int) -> Closed:
    """Fill a round in `folder`, close it in a fresh process, and return what that took."""
    for part in ("fill", "close"):
        command = [sys.executable, "-m", "benchmarks.closing", part, str(count), str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Closed(**json.loads(done.stdout.splitlines()[-1]))


def fill(folder: Path, count: int) -> None:
    """Put so many answers into the ballot box of an open round."""
    with installation(folder):
        from sqlalchemy import insert, update

        from værdig.db import db, tenant, transaction
        from værdig.surveys import answering, questionnaires
        from værdig.surveys.ballot_box import Ballot, seal_ballot
        from værdig.surveys.models import Envelope, Invitation, SurveyRound

        rnd = random.Random(1)  # noqa: S311
        round_id = open_round(count)
        codes = issue(round_id, count)
        with tenant(TENANT):
            round_ = db.session.get_one(SurveyRound, round_id)
            if round_.public_key is None or round_.published is None:
                raise SystemExit("the round is not open")
            public, asked = round_.public_key, questionnaires.questions(round_.published)
            same = {"round_id": round_id, "municipality_id": TENANT}
            for start in range(0, count, 1000):
                rows = [
                    {
                        **same,
                        "lookup": answering.lookup(code.replace("-", "")),
                        "sealed": seal_ballot(public, round_id, Ballot(_answers(asked, rnd))),
                    }
                    for code in codes[start : start + 1000]
                ]
                with transaction():
                    db.session.execute(insert(Envelope), rows)
            with transaction():
                db.session.execute(update(Invitation).values(used=True, length_key=LENGTHS[0]))


def _answers(asked: Sequence[Mapping[str, Any]], rnd: random.Random) -> dict[str, int | str]:
    """Answer every question; one in five writes something too."""
    given: dict[str, int | str] = {}
    for question in asked:
        if question["kind"] == "rated":
            given[str(question["id"])] = rnd.randint(1, 5)
        elif question["kind"] == "factual":
            given[str(question["id"])] = "ja"
        elif rnd.random() < 0.2:
            given[str(question["id"])] = "Jeg fik svar på det, jeg spurgte om. " * 4
    return given


def close(folder: Path, count: int) -> Closed:
    """Close the round of the folder."""
    with installation(folder):
        from sqlalchemy import func, select

        from værdig.db import db, tenant
        from værdig.surveys import closing
        from værdig.surveys.models import Answer, SurveyRound

        with tenant(TENANT):
            round_id = db.session.scalars(select(SurveyRound.id)).one()
            before, began = _megabytes(), time.perf_counter()
            steps: dict[str, float] = {}
            closing.run(round_id, after_step=lambda name: steps.update({name: time.perf_counter() - began}))
            seconds = time.perf_counter() - began
            stored = db.session.scalar(select(func.count()).select_from(Answer)) or 0
        if stored != count:
            raise SystemExit(f"{stored} answers came out of {count}")
    return Closed(stored, seconds, _megabytes(), before, steps)


def _megabytes() -> float:
    """Return the most memory this process has held, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


if __name__ == "__main__":
    part, number, place = sys.argv[1:]
    if part == "fill":
        fill(Path(place), int(number))
    else:
        print(json.dumps(vars(close(Path(place), int(number)))))
