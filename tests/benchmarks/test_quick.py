"""The benchmark takes the way it measures: every answer it sends is one that the ballot box holds. Times are not judged here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.answer_flow import FlowBroken, filled_in

ROOT = Path(__file__).resolve().parents[2]


def test_a_quick_run_sends_whole_answers(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "9 of 9 answers are in the box." in done.stdout
    assert len(re.findall(r"^(?:floor|værdig) +[18] +[\d.]+ +\d+ +\d+ +\d+$", done.stdout, re.MULTILINE)) == 4
    assert len(re.findall(r"an answer costs [\d.]+ times the floor", done.stdout)) == 2
    assert not list(tmp_path.iterdir())


def test_a_form_isfilled_in_as_a_citizen_would() -> None:
    page = (
        '<form method="post"><input type="hidden" name="csrf_token" value="x">'
        '<input type="radio" id="a" name="svar" value="1"><input type="radio" id="b" name="svar" value="ved_ikke"></form>'
    )
    assert filled_in(page) == {"csrf_token": "x", "svar": "1", "vej": "frem"}
    assert filled_in('<form method="post"><textarea name="svar"></textarea></form>')["svar"]
    assert filled_in('<form method="post"><button>Send</button></form>') == {}
    with pytest.raises(FlowBroken):
        filled_in("<p>Koden kan ikke bruges.</p>")
