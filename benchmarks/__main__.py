"""`python -m benchmarks [--quick] [answering] [gate] [closing]`: measure, print, and write `benchmarks/RESULTS.md`.

Read the ratios first: application and floor take turns in one run on one machine, with the client on it too, so what disturbs
one disturbs the other. A quick run goes every way once, writes nothing, and says nothing about speed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import answering, closing, gate, results
from benchmarks.installation import POSTGRESQL, SQLITE, binaries, new_database, postgresql

TURNS, FLOWS, MEETINGS = 3, {1: 8, 8: 32, 32: 48}, 5
QUICK_TURNS, QUICK_FLOWS, QUICK_MEETINGS = 1, {1: 1, 8: 8}, 1
CLOSED, QUICK_CLOSED = 100_000, 500
GATE_SCALES = (1.0, 0.3)
"""A round of usual size, and one so small that many groups must be hidden."""
PARTS = ("answering", "gate", "closing")


def main(wanted: list[str], *, quick: bool) -> None:
    """Measure what is wanted, print it, and write it down unless the run is quick."""
    found = results.Results()
    with tempfile.TemporaryDirectory() as folder:
        if "answering" in wanted:
            found.answering = measured_answering(Path(folder), quick=quick)
        if "gate" in wanted:
            found.gate = [(scale, *gate.measure(scale)) for scale in GATE_SCALES[: 1 if quick else None]]
        if "closing" in wanted:
            (Path(folder) / "closing").mkdir()
            found.closing = closing.measure(Path(folder) / "closing", QUICK_CLOSED if quick else CLOSED)
    print(results.text(found))
    if not quick and len(wanted) == len(PARTS):
        results.write(found)


def measured_answering(folder: Path, *, quick: bool) -> list[answering.Answering]:
    """Measure on SQLite, and on PostgreSQL where it is installed."""
    how = (QUICK_FLOWS, QUICK_TURNS, QUICK_MEETINGS) if quick else (FLOWS, TURNS, MEETINGS)
    own = folder / "sqlite"
    own.mkdir()
    found = [answering.measure(own, SQLITE, "", str(own / "floor.sqlite"), *how)]
    print(results.answering_text(found[0]), file=sys.stderr, flush=True)
    programs = binaries()
    if programs is not None:
        other = folder / "postgresql"
        other.mkdir()
        with postgresql(programs) as server:
            found.append(
                answering.measure(other, POSTGRESQL, new_database(server, "app"), new_database(server, "floor"), *how)
            )
    return found


if __name__ == "__main__":
    asked = [part for part in sys.argv[1:] if part in PARTS]
    main(asked or list(PARTS), quick="--quick" in sys.argv[1:])
