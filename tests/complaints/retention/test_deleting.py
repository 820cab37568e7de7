"""What a deletion leaves: a tombstone, the log, and nothing else, in no table and under no key; on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, PASSPHRASE, again, citizen_keys, database_bytes, received, see_again
from complaints.keeping import AFTER, MONDAY, NUMBER, closed, full, handler, opened, transfer
from conftest import HOME
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.sql.schema import Table

from værdig import audit
from værdig.clock import HalfYear
from værdig.complaints import inbox, keys, queries, service
from værdig.complaints.insight import queries as requests
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Kind
from værdig.complaints.insight.rules import State as Answered
from værdig.complaints.insight.service import Answer
from værdig.complaints.journalising import documents
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseKey, Tombstone
from værdig.complaints.receipts import queries as receipts
from værdig.complaints.receipts import service as days
from værdig.complaints.recommendations import queries as recommended
from værdig.complaints.recommendations import sealing
from værdig.complaints.recommendations import service as recommendations
from værdig.complaints.representation import queries as representation
from værdig.complaints.retention import service as retention
from værdig.complaints.retention import tombstones
from værdig.complaints.retention.rules import Ground
from værdig.complaints.retention.service import Disposal
from værdig.complaints.retention.tombstones import CaseDeleted
from værdig.crypto import CannotOpen
from værdig.db import Base, db, tenant, transaction
from værdig.errors import NotYours, UserError

GOES = {
    "case_avoid_wish", "case_call", "case_clock", "case_conflict", "case_consent", "case_delay", "case_event", "case_file",
    "case_insight", "case_insight_clock", "case_insight_letter", "case_journal_theme", "case_key", "case_language_order",
    "case_letter_draft", "case_redaction", "case_representative", "case_representative_key", "case_translation",
    "case_message", "case_note", "case_notice", "case_retention_review", "case_retention_warning", "case_transfer",
    "case_transfer_document", "clock_reminder", "criticism", "hearing", "investigation", "klagepunkt",
}  # fmt: skip
"""Tables that hang on a case and go with it. A new one is put here, or below with the reason why it stays."""
STAYS = {
    "recommendation": "what the administration was asked to do; it names nobody, and only loses which case it came of",
    "complaint_case": "another case of the same person only loses which one was the earlier",
}
NAMES_THE_CASE = {"audit_entry": "the log of who did what is chained and holds no words; it tells who deleted the case"}
"""Tables that may still hold the id of a case, or of a row of it, when it has been deleted."""


def end_requests(case: Case, private: Any) -> None:
    """Answer what the citizen has asked to see: until then a case is not deleted."""
    for row in requests.of_case(case):
        by = handler(case)
        insight.sort(case.id, row.id, Kind.PARTSAKTINDSIGT, by)
        insight.answer(
            case.id, opened(again(case), private), row.id, Answer(result=Answered.AFSLAAET, reason="Nej."), by
        )
    see_again()


def deleted(case: Case, private: Any, ground: Ground = Ground.ARKIVERET, **more: str) -> Tombstone:
    """Bring a case through review and deletion."""
    case = again(case)
    retention.decide_deletion(case.id, opened(case, private), Disposal(ground=ground, **more), handler(case))
    stone = retention.delete_case(case.id, case.number, handler(case))
    see_again()
    return stone


def mapped() -> list[Table]:
    """Return every table there is, the plug-ins' too."""
    return list(Base.metadata.tables.values())


def hanging() -> Iterator[tuple[str, str | None]]:
    """Yield each table that leads to a case, directly or by another, and what becomes of its rows."""
    reached, found = {"complaint_case"}, True
    while found:
        found = False
        for table in mapped():
            for key in table.foreign_keys:
                if key.column.table.name in reached and table.name not in reached:
                    if key.ondelete == "CASCADE":
                        reached.add(table.name)
                        found = True
                    yield table.name, key.ondelete


def test_what_becomes_of_every_table_that_leads_to_a_case_is_decided(app: Flask) -> None:
    decided = dict(hanging())
    assert {name for name, rule in decided.items() if rule == "CASCADE"} == GOES
    assert {name for name, rule in decided.items() if rule != "CASCADE"} | {"complaint_case"} == set(STAYS)
    for table in mapped():
        loose = {
            c.name for c in table.columns if c.name in ("case_id", "earlier_case_id", "point_id") and not c.foreign_keys
        }
        assert not loose, f"{table.name} names a case, and nothing takes its rows away with it"


def ids_of(case: Case) -> set[str]:
    """Return the ids of a case and of all rows that go with it."""
    found = {"complaint_case": {case.id}}
    names = [table for table in Base.metadata.sorted_tables if table.name in GOES]
    for table in names:
        above = [k for k in table.foreign_keys if k.ondelete == "CASCADE" and k.column.table.name in found]
        rows = set()
        for key in above:
            wanted = select(table.c.id).where(key.parent.in_(found[key.column.table.name]))
            rows |= set(db.session.scalars(wanted))
        found[table.name] = rows
    return set().union(*found.values())


def holding(words: set[str]) -> dict[str, list[Any]]:
    """Return the tables in which any of some words stands, in whatever column, with the values."""
    found: dict[str, list[Any]] = {}
    for table in mapped():
        for row in db.session.execute(select(*table.columns)).all():
            for value in row:
                text = value.decode("latin-1") if isinstance(value, bytes) else str(value)
                if any(word in text for word in words):
                    found.setdefault(table.name, []).append(value)
    return found


@pytest.fixture
def both(engine_app: Flask, freeze: Any) -> Iterator[Any]:
    """The application on each engine with the borgerraadgiver's inbox set up; gives her private keys, also years later."""
    with engine_app.app_context(), tenant(HOME):
        freeze(MONDAY)
        inbox.set_up("u" * 22, PASSPHRASE)
        yield lambda: inbox.private_keys("u" * 22, inbox.unlock("u" * 22, PASSPHRASE)) or {}


@pytest.fixture
def mine(ready: Any, freeze: Any) -> tuple[Case, str]:
    """A closed case of the management's, transferred, whose time is over."""
    freeze(MONDAY)
    case, code = full(ready)
    end_requests(case, ready)
    freeze(AFTER)
    transfer(case)
    return again(case), code


def test_after_deletion_no_table_holds_a_row_of_the_case_and_nothing_sealed_opens(both: Any, freeze: Any) -> None:
    case, code = full(both, Reader.BORGERRAADGIVER)
    later, _code = received(reader=Reader.BORGERRAADGIVER)
    with transaction():
        db.session.execute(update(Case).where(Case.id == later.id).values(earlier_case_id=case.id))
    end_requests(case, both)
    freeze(AFTER)
    transfer(case)
    case_id, number, ids = case.id, case.number, ids_of(case)
    sealed, everything = again(case).story, citizen_keys(again(case), code).parts
    assert len(ids) > 20
    assert {"complaint_case", "case_message", "case_file", "case_key", "case_transfer_document"} <= set(holding(ids))
    stone = deleted(case, both)
    assert set(holding(ids)) <= set(NAMES_THE_CASE)
    assert set(holding({number})) <= {"case_tombstone", *NAMES_THE_CASE}
    assert (stone.number, stone.reference, stone.ground) == (number, NUMBER, "arkiveret")
    assert db.session.scalar(select(Case.earlier_case_id).where(Case.id == later.id)) is None
    gone = Case(id=case_id, story=sealed)
    assert everything, "there were keys"
    for reader_, private in ((Reader.MANAGEMENT, keys.management_keys()), (Reader.BORGERRAADGIVER, both())):
        with pytest.raises(NotYours):
            keys.open_for(gone, reader_, private)
    nothing = keys.open_with_code(gone, code)
    with pytest.raises(CannotOpen):
        nothing.open(keys.Part.CASE, "complaint_case", "story", case_id, sealed)
    with pytest.raises(CaseDeleted):
        queries.by_code(code)
    audit.seal()
    assert audit.verify().wrong == ()


def test_a_tombstone_tells_of_nobody(mine: tuple[Case, str], ready: Any) -> None:
    case, code = mine
    case_id = case.id
    told = {
        "number": case.number, "inbox": "ledelse", "unit": "jobcenter", "type": case.type, "half_year": HalfYear(2026, 1),
        "closed": case.closed.date(), "deleted": AFTER[:10], "role": "leder", "ground": "arkiveret", "reference": NUMBER,
    }  # fmt: skip
    macs = {"id", "municipality_id", "code_mac", "signed"}
    stone = deleted(case, ready)
    assert {c.name for c in Tombstone.__table__.columns} == set(told) | macs, "whatever is added must lead to nobody"
    assert {name: getattr(stone, name) for name in told} == told | {"deleted": stone.deleted}
    assert stone.deleted.isoformat() == AFTER[:10]
    assert code not in stone.signed
    assert case_id not in stone.id


def test_no_wrapped_key_and_no_word_lies_on_in_the_file(app: Flask, mine: tuple[Case, str], ready: Any) -> None:
    case, _code = mine
    wrapped = list(db.session.scalars(select(CaseKey.wrapped).where(CaseKey.case_id == case.id)))
    represented = [each.wrapped for each in representation.keys_of_case(case.id)]
    assert represented
    wrapped += represented
    bodies = [message.body for message in case.messages]
    see_again()
    assert all(each in database_bytes(app) for each in wrapped)
    deleted(case, ready)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    left = database_bytes(app)
    assert not [each for each in [*wrapped, *bodies] if each in left]


def test_the_log_of_receipts_shows_no_gap_and_believes_no_forged_tombstone(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = closed()
    freeze("2026-03-04 09:00")
    days.end_days()
    freeze(AFTER)
    transfer(case)
    case = again(case)
    receipt, number = case.receipt or "", case.number
    assert receipts.gaps() == []
    deleted(case, ready)
    assert receipts.gaps() == []
    assert receipts.proof(receipt) is not None, "its citizen can still prove that it was received"
    other, _code = received(reader=Reader.MANAGEMENT)
    with transaction():
        made = tombstones.by_number(number)
        assert made is not None
        forged = {c.name: getattr(made, c.name) for c in Tombstone.__table__.columns}
        forged |= {"id": "f" * 22, "number": other.number, "code_mac": other.code_mac}
        db.session.add(Tombstone(**forged))
        db.session.execute(delete(Case).where(Case.id == other.id))
    gone = "1 kvitteringer har ingen sag: Sagen er fjernet."
    assert [gap.told for gap in receipts.gaps()] == [gone]
    with transaction():
        db.session.execute(update(Tombstone).where(Tombstone.number == number).values(signed="x.y.z"))
    assert [gap.told for gap in receipts.gaps()] == [gone, gone]


def test_another_number_deletes_nothing(mine: tuple[Case, str], ready: Any) -> None:
    case, _code = mine
    other, _code = received(reader=Reader.MANAGEMENT)
    retention.decide_deletion(case.id, opened(again(case)), Disposal(ground=Ground.ARKIVERET), BOSS)
    for typed in (other.number, "", "2026-482173-45", case.number[:-1]):
        with pytest.raises(UserError):
            retention.delete_case(case.id, typed, BOSS)
    retention.delete_case(case.id, case.number.replace("-", " "), BOSS)


def test_the_other_office_and_a_neighbour_decide_nothing(mine: tuple[Case, str], ready: Any) -> None:
    case, _code = mine
    held = opened(again(case))
    with pytest.raises(NotYours):
        retention.decide_deletion(case.id, held, Disposal(ground=Ground.ARKIVERET), BR)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        retention.decide_deletion(case.id, held, Disposal(ground=Ground.ARKIVERET), BOSS)
    retention.decide_deletion(case.id, held, Disposal(ground=Ground.ARKIVERET), BOSS)
    with pytest.raises(NotYours):
        retention.delete_case(case.id, case.number, BR)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        retention.delete_case(case.id, case.number, BOSS)
    assert again(case).number


def test_what_is_not_to_be_archived_needs_a_rule_and_a_reason_that_the_tombstone_keeps(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = received(reader=Reader.MANAGEMENT)
    service.withdraw(case.id)
    freeze(AFTER)
    for more in ({}, {"reference": "Arkivets svar 4. marts 2031"}, {"words": "En prøve."}):
        with pytest.raises(UserError):
            deleted(case, ready, Ground.FEJL, **more)
    with pytest.raises(UserError, match="ikke er kvitteret"):
        deleted(case, ready)
    stone = deleted(case, ready, Ground.FEJL, reference="Arkivets svar 4. marts 2031", words="En prøve.")
    assert (stone.ground, stone.reference) == ("fejl", "Arkivets svar 4. marts 2031")


def test_a_recommendation_outlives_the_case_it_came_of(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, _code = received()
    wanted = recommendations.Wanted(
        title="Ring tilbage", text="Ring inden to dage.", unit="jobcenter", owner="leder", due=date(2026, 4, 1)
    )
    made = recommendations.draft(wanted, BR, case_id=case.id)
    row = recommended.one(made, Reader.BORGERRAADGIVER)
    recommendations.give(made, sealing.open_for(row, Reader.BORGERRAADGIVER, ready()), BR, read_through=True)
    service.withdraw(case.id)
    freeze(AFTER)
    inbox_keys = inbox.private_keys("u" * 22, inbox.unlock("u" * 22, PASSPHRASE)) or {}
    assert "anbefaling" in {each.source for each in documents.of_case(again(case))}
    transfer(case)
    deleted(case, lambda: inbox_keys)
    left = recommended.one(made, Reader.BORGERRAADGIVER)
    assert left.case_id is None
    opened_ = sealing.open_for(left, Reader.BORGERRAADGIVER, inbox_keys)
    assert recommended.read(left, opened_).title == "Ring tilbage"
