"""Consent to show a confidential case to the management: scoped, dated, revocable; and asking the borgerraadgiver in."""

from __future__ import annotations

from datetime import datetime

from værdig import audit, clock
from værdig.complaints import categories, inbox
from værdig.complaints import keys as keyring
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.deadlines import Clock, weekday_date
from værdig.complaints.keys import COMPLAINT, WITH_CITIZEN, Keys, Part, Reader
from værdig.complaints.models import Case, Consent, Note
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.service.judging import still_open
from værdig.complaints.service.moving import locked, postpone
from værdig.complaints.service.once import once
from værdig.complaints.service.writing import add_note
from værdig.db import db, new_id, transaction
from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

WITH_NAME = "med_navn"
SCOPES = {"uden_navn": (Part.CASE,), WITH_NAME: COMPLAINT}
"""What a consent shows to the management: the complaint without what leads to its citizen, or both. Never the messages between
her and the borgerraadgiver: each of those is shown only when its writer says so."""


def give_consent(case_id: str, keys: Keys, scope: str, by: By, *, at: datetime | None = None) -> None:
    """Let the management open a confidential case within a scope: given by the citizen at `/sag`, or noted when given orally.

    A new consent replaces an earlier one. Raises UserError where it would leave a decision that cannot be judged again, and
    RuleBroken for somebody who cannot open herself what it is to show: a consent never says more than it does.
    """
    if scope not in SCOPES:
        raise UserError(_("Vælg, hvad ledelsen må se."), "scope")
    if not all(keys.has(part) for part in SCOPES[scope]):
        raise RuleBroken(f"the keys of {case_id} that are held do not reach as far as {scope}")
    moment = at or clock.now()
    with transaction():
        case = _confidential(case_id)
        if by is not CITIZEN:
            still_open(case)
        _be_of_use(case, scope)
        _end(case, moment)
        management = keyring.current_reader_key(Reader.MANAGEMENT)
        if management is None:
            raise RuleBroken("the management has no key")
        keyring.grant(keys, management, SCOPES[scope])
        _add(case, scope, by, moment)
        if scope == WITH_NAME:
            _count_sending_on(case, moment)
        audit.record("complaint.consent_given", OBJECT, case.id, detail={"scope": scope}, actor=by.actor, at=at)


def note_consent(
    case_id: str, keys: Keys, scope: str, words: str, by: By, reader: Reader, *, token: str | None
) -> bool:
    """Note a consent that was given orally, and in a note what was said: both or neither, and once for a form; returns whether it is new.

    Raises what `give_consent` raises, and UserError for no words.
    """
    if not words.strip():
        raise UserError(_("Skriv, hvad borgeren sagde."), "words")
    moment = clock.now()

    def deed(mac: bytes | None) -> None:
        give_consent(case_id, keys, scope, by, at=moment)
        told = _("Mundtligt samtykke: %(words)s", words=words)
        held = keyring.with_notes(keys, reader)
        add_note(locked(case_id), held, told, by, reader, kind="notat_til_sagen", at=moment, mac=mac)

    return once(Note, token, f"{scope}\n{words}", deed)


def _count_sending_on(case: Case, moment: datetime) -> None:
    """Count from now how soon a complaint over a decision is sent on: before, its citizen had not let anybody do it."""
    ended = [consent.revoked for consent in case.consents if consent.revoked and consent.scope == WITH_NAME]
    since, day = clock.local(max(ended, default=case.received)).date(), clock.local(moment).date()
    cause = _("Borgeren gav lov til at sende klagen videre %(date)s.", date=weekday_date(day))
    for row in case.clocks:
        if row.kind == Clock.VIDERESENDELSE and row.stopped is None:
            postpone(row, since, day, cause)


def _be_of_use(case: Case, scope: str) -> None:
    """Refuse a consent to a complaint over a decision that leaves unknown whom the decision concerns."""
    if case.type == categories.DECISION and (scope != WITH_NAME or case.anonymity == "anonym"):
        raise UserError(
            _("Klagen er over en afgørelse. Ledelsen skal vide, hvem afgørelsen gælder, før den kan vurdere den igen."),
            "scope",
        )


def revoke_consent(case_id: str, by: By, *, at: datetime | None = None) -> None:
    """Take the management's access away again; what somebody has read cannot be unread, and the citizen is told so."""
    with transaction():
        case = _confidential(case_id)
        _end(case, at or clock.now())
        audit.record("complaint.consent_revoked", OBJECT, case.id, actor=by.actor, at=at)


def _confidential(case_id: str) -> Case:
    case = locked(case_id)
    if case.inbox != Reader.BORGERRAADGIVER:
        raise RuleBroken("only a confidential case needs consent")
    return case


def _end(case: Case, moment: datetime) -> None:
    for consent in case.consents:
        if consent.revoked is None:
            consent.revoked = moment
    keyring.take_back(case, Reader.MANAGEMENT)


def _add(case: Case, scope: str, by: By, moment: datetime) -> None:
    oral = by is not CITIZEN
    db.session.add(
        Consent(
            id=new_id(),
            case_id=case.id,
            scope=scope,
            given_at=moment,
            given_how="mundtligt" if oral else "paa_sagen",
            noted_by=by.id if oral else None,
        )
    )
    db.session.flush()
    db.session.refresh(case, ["consents"])


def share_with_borgerraadgiver(case_id: str, keys: Keys) -> None:
    """Let the borgerraadgiver open a case that was sent to the management, because its citizen asks for it."""
    if not inbox.is_ready():
        raise UserError(_("Borgerrådgiveren kan ikke modtage sager her endnu. Ring i stedet."))
    with transaction():
        case = locked(case_id)
        reader_key = keyring.current_reader_key(Reader.BORGERRAADGIVER)
        if reader_key is None:
            raise RuleBroken("the borgerraadgiver has no key")
        keyring.grant(keys, reader_key, [part for part in WITH_CITIZEN if keys.has(part)])
        audit.record("complaint.borgerraadgiver_asked", OBJECT, case.id, actor=CITIZEN.actor)
