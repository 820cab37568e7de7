"""Telling a citizen by e-mail that there is news in her case, where she has asked for it: nothing of what it is, or of what kind.

Her address lies sealed with her case. Whoever writes to her has the case open; only then is the address put aside for the job that
sends, and it is deleted when the server has taken the notice, has refused it, or after three days.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta

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
"""The citizen's answer among her particulars: `ja` where she wants to be told."""
KEPT = timedelta(days=3)
_PURPOSE = "complaint/notice"


def is_wanted(read: ReadCase) -> bool:
    """Tell whether a citizen has asked to be told of news by e-mail."""
    return read.particulars.get(WANTED) == "ja"


def choose(case_id: str, keys: Keys, *, wanted: bool) -> None:
    """Keep whether the citizen wants to be told by e-mail; what waits is not sent where she does not any more."""
    with transaction():
        case = locked(case_id)
        held = keys.open(Part.CASE, OBJECT, "particulars", case.id, case.particulars) if case.particulars else "{}"
        told = {name: text for name, text in json.loads(held).items() if name != WANTED}
        told |= {WANTED: "ja"} if wanted else {}
        case.particulars = keys.seal(Part.CASE, OBJECT, "particulars", case.id, json.dumps(told, ensure_ascii=False))
        if not wanted:
            _drop(case.id)
        audit.record("complaint.notice_chosen", OBJECT, case.id, detail={"wanted": wanted}, actor=CITIZEN.actor)


def put_aside(case: Case, keys: Keys, moment: datetime) -> None:
    """Let a citizen be told of what has just been written to her, inside the caller's transaction.

    Nothing happens where she has not asked for it, or where the writer may not know who she is: then she finds it on `/sag`.
    """
    read = read_case(case, keys)
    address = read.identity.get("email", "")
    if not address or not is_wanted(read):
        return
    if db.session.scalar(select(CaseNotice.id).where(CaseNotice.case_id == case.id)) is not None:
        return
    row = CaseNotice(id=new_id(), case_id=case.id, day=clock.local(moment).date())
    row.address = seal_text(_key(), _place(row.id), address)
    db.session.add(row)


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
        server.send(Letter(address, subject(), text()))
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


def subject() -> str:
    """Return the notice's subject, which stands in lists that others may see."""
    return _("Der er en ny besked til dig")


def text() -> str:
    """Return the notice: from whom, and where to look; neither what it is about nor that it is a complaint."""
    public: str = current_app.extensions["vaerdig_settings"].public_url
    where = f"{public.rstrip('/')}/sag" if public else ""
    parts = [
        _("Hej"),
        _("Der er en ny besked til dig fra %(municipality)s.", municipality=municipality.name()),
        _("Du kan læse den på siden »Din sag« med din kode: %(address)s", address=where)
        if where
        else _("Du kan læse den på siden »Din sag« med din kode."),
        _("Her står ikke, hvad det handler om, for e-mail kan læses af andre. Du kan ikke svare på denne e-mail."),
        _("Vil du ikke have flere af den slags? Så sig det på siden »Din sag«."),
    ]
    return "\n\n".join(parts)
