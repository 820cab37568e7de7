"""Which part of a case's keys each text is sealed under, so that a reader who is given a part is given no more than was agreed."""

from __future__ import annotations

from værdig.complaints.acting import By
from værdig.complaints.keys import NOTES, Keys, Part, Reader, with_notes
from værdig.complaints.states import Mover

IDENTIFYING = ("reference",)
"""Optional answers that lead to the citizen, and therefore lie with her name: a case number, whom she has talked with."""

RECKONED = ("decision_way", "decision_dated", "decision_got", "appeal_last")
"""Particulars that are no words of hers: how and when she was told of a decision, and the last day that follows (`appeals.kept`)."""


def of_message(keys: Keys, *, with_management: bool) -> Part:
    """Return the part of a message: in confidence wherever the writer can, unless the management is to read it too.

    The management does not hold the confidential part, and cases sent to it have none.
    """
    confidential = keys.has(Part.MESSAGES) and not with_management
    return Part.MESSAGES if confidential else Part.CASE


def of_own_words(keys: Keys, by: By) -> tuple[Keys, Part]:
    """Return keys and part for a handler's own words: a reason, a klagepunkt in few words.

    The borgerraadgiver's are hers alone, wherever the case is; the management's lie with the complaint.
    """
    if by.mover is not Mover.BORGERRAADGIVER:
        return keys, Part.CASE
    return with_notes(keys, Reader.BORGERRAADGIVER), NOTES[Reader.BORGERRAADGIVER]
