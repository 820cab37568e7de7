"""A citizen's visit to her case: the code in use, since when, and what she has just sent; all of it in her own sealed cookie.

The server keeps none of it. Pages are never stored by the browser (`no-store`), so going back fetches the form anew, with a new
token, while the browser may put the text back in. What was sent is therefore recognised by a MAC of it, and gets the first receipt.
Once something has been sent or discarded here, forms ask the browser to leave them empty.

A visit ends when the citizen closes it, or after the municipality's `case_idle_minutes`: the next person at a shared computer
must neither find the case nor be taken for its citizen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from flask import session

from værdig import clock, municipality
from værdig.complaints import keys, marks, queries, service
from værdig.complaints.keys import Keys
from værdig.complaints.marks import BROWSER, CODE
from værdig.complaints.models import Case
from værdig.complaints.service import Complaint
from værdig.crypto import CannotOpen, keyring
from værdig.db import current_tenant
from værdig.i18n import SPOKEN

USED = "sag_brugt"
"""The minute the case was last used on this device."""
VISITS = "sag_besoeg"
"""What the case's row must say for the cookie to open it: closing the case on any device ends them all."""
LATE = "sag_lukket"
SEAT = ("fuldmagt", "fuldmagt_brugt")
"""The code of somebody who represents a citizen, and the minute it was last used (`representation.seats`): one visit ends with the other."""
SHOW_CODE = "vis_kode"
WROTE = "sag_skrevet"
"""Whether a message has just been sent, so that the page lets go of its draft; it is told once."""
SENT = "sag_sendt"
"""What has been sent in this visit: `[mac, token, minute, visits]`, the newest last."""

OVER = "sag_sendt_foer"
"""What was sent in visits that are over: `[mac of the complaint, mac of its token]`; neither can open anything."""
EMPTIED = "sag_ryddet"

_REMEMBERED = 5
_MAC_CHARACTERS = 32
_SHORT = 60
"""Below so many characters (»Jeg klager«) others may well write the same, so names count too."""


def begin(code: str) -> None:
    """Use a code on this device from now on."""
    session[CODE], session[USED], session[VISITS] = code, _minute(), _visits_of(code)
    session.pop(LATE, None)


def end() -> None:
    """Forget the visit on this device; the case goes on."""
    _be_over(session.get(SENT, []))
    for key in (CODE, USED, VISITS, LATE, SHOW_CODE, WROTE, SENT, *SEAT):
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
    if found is not None and found.visits != session.get(VISITS):
        found = None  # closed on another device, or by whoever this cookie was copied from
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
    sent = (keys.code_of(each[1]) for each in _sent())
    held = [str(session.get(CODE, "")), *sent]
    return next((code for code in held if code and marks.of_code(code) == mark), "")


def turn_to(mark: str) -> bool:
    """Use the code of a page again that was made earlier in this visit; tells whether that could be done."""
    code = code_of(mark)
    if code:
        begin(code)
    return bool(code)


def leave(mark: str) -> None:
    """Close the case that a page was made for, and when that is the one in use, the whole visit; copied cookies close with it."""
    if CODE not in session or not mark or marks.of_code(session[CODE]) == mark:
        codes = {session.get(CODE, ""), *(keys.code_of(each[1]) for each in _sent())}
        end()
        for key in (BROWSER, SPOKEN):
            session.pop(key, None)
    else:
        codes = {code_of(mark)}
        closed = [each for each in _sent() if keys.code_of(each[1]) in codes]
        session[SENT] = [each for each in _sent() if each not in closed]
        _be_over(closed)
    for case in filter(None, map(queries.case_of_citizen, codes)):
        service.end_visits(case.id)


def was_too_late() -> bool:
    """Tell whether the last visit here ended by itself; it is told once."""
    return bool(session.pop(LATE, False))


def remember(complaint: Complaint, token: str) -> None:
    """Remember what has been sent, until the visit ends."""
    sent = [_mac(complaint), token, _minute(), _visits_of(keys.code_of(token))]
    session[SENT] = [*_sent(), sent][-_REMEMBERED:]


def token_of(complaint: Complaint) -> str | None:
    """Return the token that the same complaint was sent with in this visit, None for one that is new."""
    mac = _mac(complaint)
    return next((str(each[1]) for each in _sent() if each[0] == mac), None)


def was_sent_before(complaint: Complaint, token: str) -> bool:
    """Tell whether this, or anything from the same page, was sent from this browser in a visit that is over."""
    mine = {_mac(complaint), _mac_of_token(token)}
    over = [
        *session.get(OVER, []),
        *_without_secrets(each for each in session.get(SENT, []) if _is_old(each[2]) or _is_closed(each)),
    ]
    return any(mine & set(each) for each in over)


def has_sent() -> bool:
    """Tell whether something has been sent from this browser since it was started."""
    return bool(_sent() or session.get(OVER))


def discard() -> None:
    """Note that what was typed here is to be forgotten."""
    session[EMPTIED] = True


def keeps_forms_empty() -> bool:
    """Tell whether the browser must not fill forms with what it remembers: the next person would read it."""
    return has_sent() or EMPTIED in session


def _be_over(sent: Iterable[Any]) -> None:
    over = _without_secrets(sent)
    if over:
        session[OVER] = [*session.get(OVER, []), *over][-_REMEMBERED:]


def _without_secrets(sent: Iterable[Any]) -> list[list[str]]:
    """Return what can still be recognised of what was sent, without what opens it."""
    return [[mac, _mac_of_token(token)] for mac, token, _minute, _visits in sent]


def _mac_of_token(token: str) -> str:
    return keys.submission_mac(token).hex()[:_MAC_CHARACTERS]


def _sent() -> list[list[Any]]:
    """Return what this cookie may still show: not old, and not closed on any device."""
    return [each for each in session.get(SENT, []) if not _is_old(each[2]) and not _is_closed(each)]


def _is_closed(sent: list[Any]) -> bool:
    return bool(_visits_of(keys.code_of(sent[1])) != sent[3])


def _visits_of(code: str) -> str | None:
    case = queries.case_of_citizen(code)
    return case.visits if case else None


def _mac(complaint: Complaint) -> str:
    """Return what a complaint is recognised by: where it goes, its words, and who sends it where the words are few."""
    who = sorted(complaint.identity.items()) if len(complaint.story) < _SHORT else []
    said = json.dumps([current_tenant(), complaint.type, complaint.inbox, complaint.story, who])
    return keyring().pepper_mac("complaint-sent", said).hex()[:_MAC_CHARACTERS]


def _minute() -> int:
    return int(clock.now().timestamp()) // 60


def _is_old(minute: object) -> bool:
    idle = int(municipality.setting("case_idle_minutes"))
    return not isinstance(minute, int) or _minute() - minute > idle
