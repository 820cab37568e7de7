"""Telling a citizen by e-mail or SMS that there is news in her case, where she has asked for it: nothing of what it is, or of what kind.

Her address and number lie sealed with her case. Whoever writes to her has the case open; only then is one of them put aside for the
job that sends, and it is deleted when the server has taken the notice, has refused it, or after three days. An SMS goes as an
e-mail to the municipality's SMS provider, which most offer: the number before the `@`, the `sms_gateway` of the settings after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum

from flask import current_app
from sqlalchemy import delete, select

from værdig import audit, clock, mail, municipality
from værdig.complaints.acting import CITIZEN, SYSTEM
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.post.models import NOTICE_REFUSED, CaseNotice
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reading import ReadCase, read_case
from værdig.complaints.service.moving import locked
from værdig.crypto import field_place, keyring, seal_text, unseal_text
from værdig.db import current_tenant, db, new_id, transaction
from værdig.i18n import _
from værdig.mail import Letter, MailOff, MailRefused, MailWaits

WANTED = "notice"
"""The citizen's answer among her particulars: one of `Way`, where she wants to be told."""
KEPT = timedelta(days=3)
_PURPOSE = "complaint/notice"
_NUMBER = re.compile(r"\+?\d[\d ()./-]*")
_DENMARK = "45"
_OWN_DIGITS = 8
_MOST_DIGITS = 15
"""Of a telephone number with its country's code (ITU-T E.164)."""


class Way(StrEnum):
    """How a citizen is told that there is news; the values are what is kept."""

    EMAIL = "ja"
    SMS = "sms"


def chosen(read: ReadCase) -> Way | None:
    """Return how a citizen has asked to be told of news; None where she has not."""
    kept = read.particulars.get(WANTED)
    return Way(kept) if kept in set(Way) else None


def offered(identity: Mapping[str, str]) -> list[Way]:
    """Return the ways in which somebody can be told: by what she has told of how to reach her, and what this installation can send."""
    ways = {Way.EMAIL: bool(identity.get("email")), Way.SMS: bool(_gateway() and number_of(identity.get("phone", "")))}
    return [way for way, can in ways.items() if can]


def number_of(typed: str) -> str:
    """Return a telephone number as SMS providers want it: its country's code and digits, Denmark's where none is typed; else nothing."""
    found = _NUMBER.search(typed)
    if found is None:
        return ""
    digits = "".join(str(int(each)) for each in found[0] if each.isdecimal())  # those of other scripts too
    if found[0].startswith("+") or digits.startswith("00"):
        abroad = digits.removeprefix("00")
        return abroad if _OWN_DIGITS <= len(abroad) <= _MOST_DIGITS else ""
    return _DENMARK + digits if len(digits) == _OWN_DIGITS else ""


def choose(case_id: str, keys: Keys, way: Way | None) -> None:
    """Keep how the citizen wants to be told, None for not; what waits is not sent where she does not want it any more."""
    with transaction():
        case = locked(case_id)
        held = keys.open(Part.CASE, OBJECT, "particulars", case.id, case.particulars) if case.particulars else "{}"
        told = {name: text for name, text in json.loads(held).items() if name != WANTED}
        told |= {WANTED: way.value} if way else {}
        case.particulars = keys.seal(Part.CASE, OBJECT, "particulars", case.id, json.dumps(told, ensure_ascii=False))
        _drop(case.id)
        audit.record(
            "complaint.notice_chosen", OBJECT, case.id, detail={"wanted": way is not None}, actor=CITIZEN.actor
        )


def put_aside(case: Case, keys: Keys, moment: datetime) -> None:
    """Let a citizen be told of what has just been written to her, inside the caller's transaction.

    Nothing happens where she has not asked for it, or where the writer may not know who she is: then she finds it on `/sag`.
    """
    read = read_case(case, keys)
    address = _address(chosen(read), read.identity)
    if not address:
        return
    if db.session.scalar(select(CaseNotice.id).where(CaseNotice.case_id == case.id)) is not None:
        return
    row = CaseNotice(id=new_id(), case_id=case.id, day=clock.local(moment).date())
    row.address = seal_text(_key(), _place(row.id), address)
    db.session.add(row)


def _address(way: Way | None, identity: Mapping[str, str]) -> str:
    if way not in offered(identity):
        return ""
    return identity["email"] if way is Way.EMAIL else f"{number_of(identity['phone'])}@{_gateway()}"


def _gateway() -> str:
    name: str = current_app.extensions["vaerdig_settings"].sms_gateway
    return name.strip().lstrip("@")


def send_waiting(*, at: datetime | None = None) -> int:
    """Send the notices that wait; returns how many the server took. What it puts off waits, for three days at most."""
    day = clock.local(at or clock.now()).date()
    waiting = list(db.session.scalars(select(CaseNotice).order_by(CaseNotice.id)))
    taken = 0
    if waiting:
        with suppress(MailOff, MailWaits), mail.server(current_app.extensions["vaerdig_settings"]) as server:
            for row in waiting:
                taken += _send(server, row)
        _give_up(day - KEPT)
    return taken


def _send(server: mail.Server, row: CaseNotice) -> bool:
    case_id, address = row.case_id, unseal_text(_key(), _place(row.id), row.address)
    try:
        server.send(_letter(address))
    except MailRefused:
        _refuse(case_id)
        return False
    with transaction():
        _drop(case_id)
    return True


def _refuse(case_id: str) -> None:
    with transaction():
        _drop(case_id)
        audit.record(NOTICE_REFUSED, OBJECT, case_id, actor=SYSTEM.actor)


def _give_up(before: date) -> None:
    for case_id in db.session.scalars(select(CaseNotice.case_id).where(CaseNotice.day < before)).all():
        _refuse(case_id)


def _drop(case_id: str) -> None:
    db.session.execute(
        delete(CaseNotice).where(CaseNotice.case_id == case_id, CaseNotice.municipality_id == current_tenant())
    )


def _key() -> bytes:
    return keyring().derive(_PURPOSE)


def _place(row_id: str) -> bytes:
    return field_place("case_notice", "address", row_id)


def _letter(address: str) -> Letter:
    if _gateway() and address.endswith(f"@{_gateway()}"):
        return Letter(address, subject(), short_text())
    return Letter(address, subject(), text())


def short_text() -> str:
    """Return the notice as an SMS, short enough for one: from whom, and where to look."""
    return _(
        "%(municipality)s: Der er en ny besked til dig. %(where)s", municipality=municipality.name(), where=_where()
    )


def _where() -> str:
    public: str = current_app.extensions["vaerdig_settings"].public_url
    if public:
        return _("Læs den på siden »Din sag« med din kode: %(address)s", address=f"{public.rstrip('/')}/sag")
    return _("Læs den på siden »Din sag« med din kode.")


def subject() -> str:
    """Return the notice's subject, which stands in lists that others may see."""
    return _("Der er en ny besked til dig")


def text() -> str:
    """Return the notice: from whom, and where to look; neither what it is about nor that it is a complaint."""
    parts = [
        _("Hej"),
        _("Der er en ny besked til dig fra %(municipality)s.", municipality=municipality.name()),
        _where(),
        _("Her står ikke, hvad det handler om, for e-mail kan læses af andre. Du kan ikke svare på denne e-mail."),
        _("Vil du ikke have flere af den slags? Så sig det på siden »Din sag«."),
    ]
    return "\n\n".join(parts)
