"""What a run found, as Markdown: printed, and written to `benchmarks/RESULTS.md` with date, machine and spread."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.answer_flow import SCREENS
from benchmarks.answering import WARM_UP, Answering
from benchmarks.closing import Closed
from benchmarks.servers import APPLICATION, FLOOR, THREADS, WORKERS

FILE = Path(__file__).parent / "RESULTS.md"


@dataclass
class Results:
    """What was measured; what was not is empty."""

    answering: list[Answering] = field(default_factory=list)
    gate: list[tuple[float, float, float]] = field(default_factory=list)
    closing: Closed | None = None


def write(found: Results) -> None:
    """Replace the file."""
    FILE.write_text(text(found), encoding="utf-8")


def text(found: Results) -> str:
    """Return the results as Markdown."""
    parts = [_head(), *(answering_text(one) for one in found.answering)]
    if found.gate:
        parts.append(_gate(found.gate))
    if found.closing:
        parts.append(_closing(found.closing))
    return "\n\n".join(parts) + "\n"


def _head() -> str:
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"""# What `make bench` found

Written by `make bench`, {datetime.now(UTC):%d %B %Y}. Machine: {_processor()}, {os.cpu_count()} processors, {platform.system()}
{platform.release()}, Python {platform.python_version()}; load average when done {load}, the run's own work included. The client runs on the
same machine. Each figure is the median of the turns, with the least and the greatest in brackets."""


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def answering_text(found: Answering) -> str:
    """Return what was measured on one database."""
    at_once = list(dict.fromkeys(number for number, _server in found.measured))
    rows = [
        f"| {number} | {server} | {_spread(turns.per_second, 2)} | {turns.request_ms(50):.0f} | {turns.request_ms(99):.0f} "
        f"| {_spread(turns.cpu_ms, 0)} |"
        for (number, server), turns in found.measured.items()
    ]
    return "\n".join(
        [
            f"## Answering, {found.database}",
            "",
            f"An answer: open the link, read the introduction, {SCREENS} screens with a question each, check and send. {WORKERS} processes "
            f"of {THREADS} threads each; every save is on disk before it is answered. Each server has taken {WARM_UP} answers before it is "
            "measured.",
            "",
            "| at once | server | answers a second | a request, median ms | 99 % ms | processor ms an answer |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            "| promise | found | |",
            "|---|---|---|",
            *_promises(found, at_once),
        ]
    )


def _promises(found: Answering, at_once: Sequence[int]) -> Iterator[str]:
    for number in at_once:
        ratio = median(found.ratios(number))
        share = _spread([100 * one for one in found.ratios(number)], 0)
        yield _row(f"at least 25 % of the floor, {number} at once (aim 40 %)", f"{share} %", ratio >= 0.25)
    if 8 in at_once:
        slow = found.measured[8, APPLICATION].request_ms(99)
        yield _row("99 % of requests within 100 ms, 8 at once", f"{slow:.0f} ms", slow <= 100)
        first = 1000 * max(found.first.requests)
        yield f"| the slowest request of the first {found.first.answers} answers after a start | {first:.0f} ms | not promised |"
    cpu = max(median(found.measured[number, APPLICATION].cpu_ms) for number in at_once)
    floor = max(median(found.measured[number, FLOOR].cpu_ms) for number in at_once)
    yield _row("at most 100 ms of processor an answer (aim 60)", f"{cpu:.0f} ms (floor {floor:.0f} ms)", cpu <= 100)
    yield f"| the whole questionnaire, {found.screens} screens, 8 at once | {found.whole.cpu_ms:.0f} ms of processor | not promised |"
    yield _row("at most 12 SQL statements a request", str(found.statements), found.statements <= 12)
    yield _row("no parallel save is lost", f"{found.saves_lost} of {found.saves}", found.saves_lost == 0)
    yield _row(
        "four parallel submissions store exactly one",
        f"{found.submissions - found.stored_twice} of {found.submissions} times",
        found.stored_twice == 0,
    )
    yield _row("every answer is in the box", f"{found.in_the_box} of {found.sent}", found.in_the_box == found.sent)


def _gate(found: Sequence[tuple[float, float, float]]) -> str:
    rows = [
        _row(f"12 groups, 4 lengths, 12 items, 4 earlier releases, {scale:.0%} of the usual answers: under 10 s to clear",
             f"{clearing:.1f} s; auditing the ledger again {again:.1f} s", clearing < 10)
        for scale, clearing, again in found
    ]  # fmt: skip
    return "\n".join(["## The gate", "", "| promise | found | |", "|---|---|---|", *rows])


def _closing(found: Closed) -> str:
    before, lines = 0.0, []
    for step, until in found.steps.items():
        lines.append(f"{step} {until - before:.1f} s")
        before = until
    rows = [
        _row("100,000 answers: under 60 s", f"{found.answers:,} answers in {found.seconds:.0f} s", found.seconds < 60),
        _row(
            "under 500 MB",
            f"{found.megabytes:.0f} MB, of which {found.megabytes_before:.0f} before",
            found.megabytes < 500,
        ),
    ]
    return "\n".join(
        ["## Closing, SQLite", "", "| promise | found | |", "|---|---|---|", *rows, "", f"By step: {', '.join(lines)}."]
    )


def _row(promise: str, value: str, kept: bool) -> str:
    return f"| {promise} | {value} | {'kept' if kept else 'MISSED'} |"


def _spread(values: Sequence[float], decimals: int) -> str:
    if len(values) == 1:
        return f"{values[0]:.{decimals}f}"
    return f"{median(values):.{decimals}f} ({min(values):.{decimals}f}–{max(values):.{decimals}f})"
