"""Every kind of letter there is, in the order a case meets them, and the texts of citizens' pages."""

from __future__ import annotations

from værdig.complaints.delays.wording import DELAY
from værdig.complaints.insight.letters import ANSWER, PUT_OFF
from værdig.complaints.investigations.wording import COMMENTS, STATUS
from værdig.complaints.letter_texts.kinds import LetterKind
from værdig.complaints.letter_texts.on_pages import ON_PAGES
from værdig.complaints.letters import CLOSING
from værdig.complaints.questions import CONSENT, CONSENT_TO_JUDGE, FORWARDED, NAME, OUTSIDE
from værdig.errors import NotYours

KINDS: tuple[LetterKind, ...] = (
    NAME, CONSENT, CONSENT_TO_JUDGE, FORWARDED, OUTSIDE, DELAY, COMMENTS, STATUS, CLOSING, PUT_OFF, ANSWER, *ON_PAGES
)  # fmt: skip


def kind_of(key: str) -> LetterKind:
    """Return a kind by its key; raises NotYours for one there is not."""
    found = next((kind for kind in KINDS if kind.key == key), None)
    if found is None:
        raise NotYours
    return found
