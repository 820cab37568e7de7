"""The benchmark goes the ways it measures: what it sends is stored, once, and nothing is lost. Times are not judged here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.answer_flow import FlowBroken, filled_in

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(900)
def test_a_quick_run_goes_every_way(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    written = (ROOT / "benchmarks" / "RESULTS.md").read_bytes()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    databases = done.stdout.count("## Answering")
    assert databases >= 1
    assert done.stdout.count("| every answer is in the box | 43 of 43 | kept |") == databases
    assert done.stdout.count("| no parallel save is lost | 0 of 16 | kept |") == databases
    assert done.stdout.count("| four parallel submissions store exactly one | 1 of 1 times | kept |") == databases
    assert len(re.findall(r"^\| (?:1|8) \| (?:floor|værdig) \|", done.stdout, re.MULTILINE)) == 4 * databases
    assert "500 answers in" in done.stdout
    assert "4 earlier releases" in done.stdout
    assert (ROOT / "benchmarks" / "RESULTS.md").read_bytes() == written, "a quick run says nothing about speed"
    assert not list(tmp_path.iterdir())


def test_a_form_is_filled_in_as_a_citizen_would() -> None:
    page = (
        '<form method="post"><input type="hidden" name="csrf_token" value="x">'
        '<input type="radio" id="a" name="svar" value="1"><input type="radio" id="b" name="svar" value="ved_ikke"></form>'
    )
    assert filled_in(page) == {"csrf_token": "x", "svar": "1", "vej": "frem"}
    assert filled_in('<form method="post"><textarea name="svar"></textarea></form>')["svar"]
    assert filled_in('<form method="post"><button>Send</button></form>') == {}
    with pytest.raises(FlowBroken):
        filled_in("<p>Koden kan ikke bruges.</p>")
