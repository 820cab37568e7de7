"""Keys on both engines: who opens what, with which half of a secret, and what a repeated submission finds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from complaints.given import BR, PASSPHRASE, STORY, received
from flask import Flask
from sqlalchemy import select

from værdig.codes import new_code, normalise, shown
from værdig.complaints import inbox, keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.inbox import Ticket
from værdig.complaints.key_models import CaseKey, InboxOpening, ReaderKeyShare
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case, read_notes
from værdig.crypto import CannotOpen, new_key
from værdig.db import db, tenant
from værdig.errors import NotYours, RuleBroken, UserError

HER = "u" * 22


@pytest.fixture
def home(engine_app: Flask) -> Iterator[Flask]:
    """An application on one of the engines, with its home municipality bound and the inbox set up."""
    with engine_app.app_context(), tenant("albertslund"):
        inbox.set_up(HER, PASSPHRASE)
        yield engine_app


def private() -> dict[str, bytes]:
    found = inbox.private_keys(HER, inbox.unlock(HER, PASSPHRASE))
    assert found is not None
    return found


def test_code_inbox_and_nobody_else_open_a_confidential_case(home: Flask) -> None:
    case, code = received(identity={"name": "Anna"})
    assert read_case(case, keys.open_with_code(case, code)).story == STORY
    assert read_case(case, keys.open_for(case, Reader.BORGERRAADGIVER, private())).identity == {"name": "Anna"}
    with pytest.raises(CannotOpen):
        keys.open_with_code(case, new_code())
    with pytest.raises(NotYours):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    with pytest.raises(CannotOpen):
        keys.open_for(case, Reader.BORGERRAADGIVER, dict.fromkeys(private(), new_key()))


def test_the_return_code_is_typed_as_shown_and_follows_from_the_token(home: Flask) -> None:
    told = service.receive(service.Complaint(story=STORY, inbox=Reader.MANAGEMENT), "t" * 22)
    assert keys.code_of("t" * 22) == told.code
    assert normalise(shown(told.code).lower()) == told.code
    assert queries.by_code(shown(told.code))[0].id == told.case_id


def test_a_cases_keys_are_its_own(home: Flask) -> None:
    one, two = received()[0], received()[0]
    opened = keys.open_for(one, Reader.BORGERRAADGIVER, private())
    with pytest.raises(CannotOpen):
        read_case(two, opened)
    assert len(set(opened.parts.values())) == len(opened.parts)


def test_consent_shares_the_scope_and_no_more_and_ends(home: Flask) -> None:
    case, code = received(identity={"name": "Anna"})
    opened = keys.open_with_code(case, code)
    service.give_consent(case.id, opened, "uden_navn", CITIZEN)
    seen = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert seen.has(Part.CASE)
    assert not seen.has(Part.IDENTITY)
    assert read_case(case, seen).identity_withheld
    service.give_consent(case.id, opened, "med_navn", BR)
    assert keys.open_for(case, Reader.MANAGEMENT, keys.management_keys()).has(Part.IDENTITY)
    service.revoke_consent(case.id, CITIZEN)
    with pytest.raises(NotYours):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert [c.scope for c in case.consents] == ["uden_navn", "med_navn"]
    assert all(c.revoked for c in case.consents)


def test_only_confidential_cases_need_consent(home: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    with pytest.raises(RuleBroken):
        service.give_consent(case.id, keys.open_with_code(case, code), "med_navn", CITIZEN)
    confidential, code = received()
    with pytest.raises(UserError):
        service.give_consent(confidential.id, keys.open_with_code(confidential, code), "alt_og_mere", CITIZEN)


def test_notes_open_for_their_own_side_only(home: Flask) -> None:
    case, code = received()
    opened = keys.open_for(case, Reader.BORGERRAADGIVER, private())
    service.write_note(case.id, opened, "første", BR, Reader.BORGERRAADGIVER, kind="internt_arbejdspapir")
    opened = keys.open_for(case, Reader.BORGERRAADGIVER, private())
    service.write_note(case.id, opened, "anden", BR, Reader.BORGERRAADGIVER, kind="notat_til_sagen")
    service.give_consent(case.id, opened, "med_navn", CITIZEN)
    assert [n.text for n in read_notes(case, opened, Reader.BORGERRAADGIVER)] == ["første", "anden"]
    theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert read_notes(case, theirs, Reader.MANAGEMENT) == []
    for foreign in (theirs, keys.open_with_code(case, code)):
        with pytest.raises(CannotOpen):
            read_notes(case, foreign, Reader.BORGERRAADGIVER)


def test_a_second_notes_key_is_never_made(home: Flask) -> None:
    case, code = received()
    service.write_note(
        case.id, keys.open_with_code(case, code), "ét", BR, Reader.BORGERRAADGIVER, kind="notat_til_sagen"
    )
    with pytest.raises(RuleBroken):
        service.write_note(
            case.id, keys.open_with_code(case, code), "to", BR, Reader.BORGERRAADGIVER, kind="notat_til_sagen"
        )


# --- the inbox ---


def test_neither_the_row_nor_the_cookie_opens_the_inbox_alone(home: Flask) -> None:
    ticket = inbox.unlock(HER, PASSPHRASE)
    assert inbox.private_keys(HER, ticket)
    assert inbox.private_keys("x" * 22, ticket) is None, "another person's cookie"
    assert inbox.private_keys(HER, Ticket(ticket.opening_id, "AAAA")) is None
    assert inbox.private_keys(HER, Ticket(ticket.opening_id, "ikke base64 æøå")) is None
    inbox.lock(HER)
    assert inbox.private_keys(HER, ticket) is None
    assert not list(db.session.scalars(select(InboxOpening)))


def test_unlocking_again_ends_the_earlier_unlocking(home: Flask) -> None:
    first = inbox.unlock(HER, PASSPHRASE)
    second = inbox.unlock(HER, PASSPHRASE)
    assert inbox.private_keys(HER, first) is None
    assert inbox.private_keys(HER, second)


def test_it_closes_when_idle_and_stays_open_in_use(home: Flask, freeze: Any) -> None:
    freeze("2021-05-03 08:00")
    ticket = inbox.unlock(HER, PASSPHRASE)
    for moment in ("2021-05-03 08:25", "2021-05-03 08:50", "2021-05-03 09:15"):
        freeze(moment)
        assert inbox.private_keys(HER, ticket)
    freeze("2021-05-03 09:46")
    assert inbox.private_keys(HER, ticket) is None


def test_wrong_pass_phrases_open_nothing_and_are_logged(home: Flask) -> None:
    from værdig import audit

    with pytest.raises(UserError):
        inbox.unlock(HER, "forkert kodeord")
    with pytest.raises(UserError):
        inbox.unlock("x" * 22, PASSPHRASE)
    for who in (HER, "x" * 22):
        assert len(audit.entries_about("inbox", who, "inbox.unlock_refused")) == 1


def test_a_second_set_up_is_refused_and_changes_nothing(home: Flask) -> None:
    case, _code = received()
    with pytest.raises(RuleBroken):
        inbox.set_up("x" * 22, "en anden sætning")
    assert keys.open_for(case, Reader.BORGERRAADGIVER, private())


def test_the_recovery_code_gives_a_second_person_the_same_key_once(home: Flask) -> None:
    with tenant("vallensbaek"):
        code = inbox.set_up(HER, PASSPHRASE)
        case, _code = received()
        fresh = inbox.recover("d" * 22, shown(code), "stedfortræderens eget")
        opened = inbox.private_keys("d" * 22, inbox.unlock("d" * 22, "stedfortræderens eget"))
        assert opened is not None
        assert keys.open_for(case, Reader.BORGERRAADGIVER, opened)
        with pytest.raises(UserError):
            inbox.recover("e" * 22, code, "en tredje persons")
        inbox.recover("e" * 22, fresh, "en tredje persons")
        kinds = sorted(share.kind for share in db.session.scalars(select(ReaderKeyShare)))
        assert kinds == ["genopretning", "kodeord", "kodeord", "kodeord"]


# --- once ---


def test_the_same_submission_is_one_case_however_often_it_comes(home: Flask) -> None:
    complaint = service.Complaint(story=STORY, inbox=Reader.BORGERRAADGIVER)
    told = [service.receive(complaint, "t" * 22) for _time in range(3)]
    assert [t.is_new for t in told] == [True, False, False]
    assert len({(t.case_id, t.code, t.further) for t in told}) == 1
    assert len(list(db.session.scalars(select(CaseKey)))) == 6


def test_the_same_submission_at_the_same_moment_is_one_case(home: Flask) -> None:
    complaint = service.Complaint(story=STORY, inbox=Reader.BORGERRAADGIVER)
    gate, told, failed = threading.Barrier(4), [], []

    def send() -> None:
        with home.app_context(), tenant("albertslund"):
            gate.wait()
            try:
                told.append(service.receive(complaint, "t" * 22))
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=send) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert sorted(t.is_new for t in told) == [False, False, False, True]
    assert len({(t.case_id, t.code) for t in told}) == 1
    assert len(list(db.session.scalars(select(Case)))) == 1


def test_keys_never_show_themselves() -> None:
    secret = new_key()
    assert secret.hex() not in repr(Keys("x", {Part.CASE: secret}))
    assert str(secret) not in repr(Keys("x", {Part.CASE: secret}))
