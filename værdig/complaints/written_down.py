"""What has been written down at the desk in this sign-in, so that the very same complaint does not become two cases.

A browser that goes back may put a saved complaint into the form again, with a new token. What was saved is recognised by a
MAC in the staff's own sealed cookie, as a citizen's own is by `visit`; no code and no word of it can be had from that.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import session
from sqlalchemy import select

from værdig.complaints.models import Case
from værdig.complaints.service import Complaint
from værdig.crypto import keyring
from værdig.db import current_tenant, db

WRITTEN = "nedskrevet"
"""The staff session's key of what has been saved: `[mac, case id]`, the newest last."""

_REMEMBERED = 10


def remember(complaint: Complaint, case_id: str, user_id: str) -> None:
    """Remember what somebody has saved, until she signs out."""
    session[WRITTEN] = [*session.get(WRITTEN, []), [_mac(complaint, user_id), case_id]][-_REMEMBERED:]


def saved_before(complaint: Complaint, user_id: str) -> Case | None:
    """Return the case of a complaint that this person has saved with every answer the same, else None."""
    mac = _mac(complaint, user_id)
    return _case(next((found for each, found in reversed(session.get(WRITTEN, [])) if each == mac), None))


def newest(user_id: str) -> Case | None:
    """Return the case that this person saved last in this sign-in, else None."""
    case = _case(next((found for _mac, found in reversed(session.get(WRITTEN, []))), None))
    return case if case is not None and case.registered_by == user_id else None


def _case(case_id: str | None) -> Case | None:
    return db.session.scalar(select(Case).where(Case.id == case_id)) if case_id else None


def _mac(complaint: Complaint, user_id: str) -> str:
    said = json.dumps([current_tenant(), user_id, asdict(complaint)], sort_keys=True, default=str)
    return keyring().pepper_mac("complaint-written-down", said).hex()[:32]
