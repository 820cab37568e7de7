"""Which languages this machine can print: a PDF holds its own letters, and without a font for them it shows empty boxes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache

from værdig.surveys.languages.names import Language
from værdig.surveys.languages.queries import offered

PATIENCE_SECONDS = 20


@lru_cache(maxsize=64)
def can_print(language: str) -> bool:
    """Tell whether a font here has every letter of a language, as fontconfig counts them; True where nobody can be asked."""
    asked = shutil.which("fc-list")
    if asked is None:
        return True
    words = [asked, f":lang={language}", "family"]
    found = subprocess.run(words, capture_output=True, check=False, timeout=PATIENCE_SECONDS)  # noqa: S603 - our own words
    return found.returncode != 0 or bool(found.stdout.strip())


def not_printed() -> Sequence[Language]:
    """Return the languages offered that cannot be printed here."""
    return [each for each in offered() if not can_print(each.code)]
