"""A citizen's visit to her case: the code in use, since when, and what she has just sent; all of it in her own sealed cookie.

The server keeps none of it. Pages are never stored by the browser (`no-store`), so going back fetches the form anew, with a new
token, while the browser puts the text back in. What was sent is therefore recognised by a MAC of it, and gets the first receipt.
A visit ends when the citizen closes it, or after the municipality's `case_idle_minutes`: the next person at a shared computer
must neither find the case nor be taken for its citizen.
"""

from __future__ import annotations

import json

from flask import session

from værdig import clock, municipality
from værdig.complaints import keys, marks, queries
from værdig.complaints.keys import Keys
from værdig.complaints.marks import BROWSER, CODE
from værdig.complaints.models import Case
from værdig.complaints.service import Complaint
from værdig.crypto import CannotOpen, keyring
from værdig.db import current_tenant

USED = "sag_brugt"
"""The minute the case was last used on this device."""
LATE = "sag_lukket"
SHOW_CODE = "vis_kode"
SENT = "sag_sendt"
"""What has been sent in this visit: `[mac, token, minute]`, the newest last."""

_REMEMBERED = 5
_SHORT = 60
"""Below so many characters (»Jeg klager«) others may well write the same, so names count too."""


def begin(code: str) -> None:
    """Use a code on this device from now on."""
    session[CODE], session[USED] = code, _minute()
    session.pop(LATE, None)


def end() -> None:
    """Forget the visit on this device; the case goes on."""
    for key in (CODE, USED, LATE, SHOW_CODE, SENT):
        session.pop(key, None)


def opened() -> tuple[Case, str, Keys] | None:
    """Return the case in use with its code and keys; None without one, or when it has lain idle too long and is forgotten."""
    code = str(session.get(CODE, ""))
    if not code:
        return None
    if _is_old(session.get(USED)):
        end()
        session[LATE] = True
        return None
    found = queries.case_of_citizen(code)
    try:
        held = keys.open_with_code(found, code) if found else None
    except CannotOpen:
        held = None
    if found is None or held is None:
        end()
        return None
    if session[USED] != _minute():
        session[USED] = _minute()
    return found, code, held


def code_of(mark: str) -> str:
    """Return the code that a page with this mark was made for: the one in use, or one of what was sent in this visit; else nothing."""
    sent = (keys.code_of(token) for _mac, token, _minute in _sent())
    held = [str(session.get(CODE, "")), *sent]
    return next((code for code in held if code and marks.of_code(code) == mark), "")


def turn_to(mark: str) -> bool:
    """Use the code of a page again that was made earlier in this visit; tells whether that could be done."""
    code = code_of(mark)
    if code:
        begin(code)
    return bool(code)


def leave(mark: str) -> None:
    """Forget on this device the case that a page was made for, and when that is the one in use, the whole visit."""
    if CODE not in session or not mark or marks.of_code(session[CODE]) == mark:
        end()
        session.pop(BROWSER, None)
    else:
        session[SENT] = [each for each in _sent() if marks.of_code(keys.code_of(each[1])) != mark]


def was_too_late() -> bool:
    """Tell whether the last visit here ended by itself; it is told once."""
    return bool(session.pop(LATE, False))


def remember(complaint: Complaint, token: str) -> None:
    """Remember what has been sent, until the visit ends."""
    session[SENT] = [*_sent(), [_mac(complaint), token, _minute()]][-_REMEMBERED:]


def token_of(complaint: Complaint) -> str | None:
    """Return the token that the same complaint was sent with in this visit, None for one that is new."""
    mac = _mac(complaint)
    return next((token for known, token, _minute in _sent() if known == mac), None)


def _sent() -> list[tuple[str, str, int]]:
    return [(mac, token, minute) for mac, token, minute in session.get(SENT, []) if not _is_old(minute)]


def _mac(complaint: Complaint) -> str:
    """Return what a complaint is recognised by: where it goes, its words, and who sends it where the words are few."""
    who = sorted(complaint.identity.items()) if len(complaint.story) < _SHORT else []
    said = json.dumps([current_tenant(), complaint.type, complaint.inbox, complaint.story, who])
    return keyring().pepper_mac("complaint-sent", said).hex()[:32]


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


def _is_old(minute: object) -> bool:
    idle = int(municipality.setting("case_idle_minutes"))
    return not isinstance(minute, int) or _minute() - minute > idle
