"""Every write of complaints, one function per use case; each owns its transaction and records what was done."""

from værdig.complaints.service.asking import take_back_from_borgerraadgiver
from værdig.complaints.service.consenting import give_consent, revoke_consent, share_with_borgerraadgiver
from værdig.complaints.service.handling import (
    add_point,
    classify,
    close,
    escalate_overdue,
    move,
    open_case,
    reopen,
    settle_point,
    uphold,
    withdraw,
)
from værdig.complaints.service.intake import Complaint, Received, count_contact, mark_code_seen, receive
from værdig.complaints.service.writing import answer, write_as_citizen, write_note

__all__ = [
    "Complaint",
    "Received",
    "add_point",
    "answer",
    "classify",
    "close",
    "count_contact",
    "escalate_overdue",
    "give_consent",
    "mark_code_seen",
    "move",
    "open_case",
    "receive",
    "reopen",
    "revoke_consent",
    "settle_point",
    "share_with_borgerraadgiver",
    "take_back_from_borgerraadgiver",
    "uphold",
    "withdraw",
    "write_as_citizen",
    "write_note",
]
