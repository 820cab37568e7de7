"""Every write of complaints, one function per use case; each owns its transaction and records what was done."""

from værdig.complaints.service.asking import take_back_from_borgerraadgiver
from værdig.complaints.service.consenting import give_consent, note_consent, revoke_consent, share_with_borgerraadgiver
from værdig.complaints.service.contacting import Contact, contact_again, tell_contact
from værdig.complaints.service.counting import count_contact, uncount_contact
from værdig.complaints.service.drafting import Draft, draft_of, keep_draft
from værdig.complaints.service.handling import (
    classify,
    close,
    escalate_overdue,
    move,
    open_case,
    reopen,
    uphold,
    withdraw,
)
from værdig.complaints.service.intake import (
    Complaint,
    Received,
    end_visits,
    hand_over_code,
    mark_code_seen,
    receive,
    show_code,
)
from værdig.complaints.service.naming import note_identity
from værdig.complaints.service.once import SaidAlready
from værdig.complaints.service.placing import may_be_elsewhere, place
from værdig.complaints.service.points import add_point, change_point, remove_point, restore_point, settle_point
from værdig.complaints.service.settling import need_answer, need_no_answer
from værdig.complaints.service.terms import Terms
from værdig.complaints.service.writing import answer, write_as_citizen, write_note

__all__ = [
    "Complaint",
    "Contact",
    "Draft",
    "Received",
    "SaidAlready",
    "Terms",
    "add_point",
    "answer",
    "change_point",
    "classify",
    "close",
    "contact_again",
    "count_contact",
    "draft_of",
    "end_visits",
    "escalate_overdue",
    "give_consent",
    "hand_over_code",
    "keep_draft",
    "mark_code_seen",
    "may_be_elsewhere",
    "move",
    "need_answer",
    "need_no_answer",
    "note_consent",
    "note_identity",
    "open_case",
    "place",
    "receive",
    "remove_point",
    "reopen",
    "restore_point",
    "revoke_consent",
    "settle_point",
    "share_with_borgerraadgiver",
    "show_code",
    "take_back_from_borgerraadgiver",
    "tell_contact",
    "uncount_contact",
    "uphold",
    "withdraw",
    "write_as_citizen",
    "write_note",
]
