"""What holds for every case and other features may know: nothing here reads the database."""

from __future__ import annotations

KEEP_YEARS = 5
"""How long a case is kept after it was closed, before a person looks at it and it is deleted. The public record says the same."""

DELAY_LETTER = "forsinkelse"
"""The kind of message that tells a citizen that an answer is late. It is no answer, and leaves whatever waits for one waiting."""
