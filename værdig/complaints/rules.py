"""What holds for every case and other features may know: nothing here reads the database."""

from __future__ import annotations

INSIGHT_LETTER = "indsigt"
"""The kind of message that is about a request to see, correct or delete: it says nothing of the complaint."""

DELAY_LETTER = "forsinkelse"
"""The kind of message that tells a citizen that an answer is late. It is no answer, and leaves whatever waits for one waiting."""

FULDMAGT_LETTER = "fuldmagt"
"""The kind of message that tells a citizen who acts for her, and that somebody no longer does."""

BESIDE_THE_CASE = frozenset({DELAY_LETTER, INSIGHT_LETTER, FULDMAGT_LETTER})
"""Messages to a citizen that answer nothing of what she complains of or asks: whatever waits for an answer goes on waiting."""
