"""Where the insider looks: keys in every spelling, codes in texts, columns that tell an order, and laying side by side."""

from __future__ import annotations

import json
import pickle
from base64 import b64encode, urlsafe_b64encode
from dataclasses import replace
from typing import Any

import pytest

from værdig import codes
from værdig.attack import listing, opening, queueing, timing
from værdig.attack.keys import candidates
from værdig.attack.linking import paired
from værdig.attack.material import Copy, Known, Material, Row
from værdig.attack.traces import columns, looks_like_time, names_of, rows_by_code
from værdig.crypto import box_seal, new_box_keypair, wrap_with_passphrase
from værdig.surveys.ballot_box import Ballot, seal_ballot

KEY = bytes(range(7, 39))
ROUND = "a-round-of-22-letters-"
CODE = codes.normalise(codes.new_code())


@pytest.mark.parametrize(
    "data",
    [
        json.dumps({"key": KEY.hex()}).encode(),
        b'{"key": "' + b64encode(KEY) + b'"}',
        b'{"key": "' + urlsafe_b64encode(KEY).rstrip(b"=") + b'"}',
        b"small" + KEY + b"file",
        bytes(5000) + ROUND.encode() + b"\x20" + KEY + bytes(5000),
    ],
    ids=["hexadecimal", "base64", "urlsafe", "raw", "deleted-row"],
)
def test_a_key_is_found_in_every_spelling(data: bytes) -> None:
    assert KEY in candidates([({}, {"file": data})], ROUND)


def test_a_key_is_found_in_rows_as_bytes_and_as_text() -> None:
    assert KEY in candidates([({"session": [{"id": 1, "key": KEY}]}, {})], ROUND)
    assert KEY in candidates([({"session": [{"id": 1, "key": b64encode(KEY).decode()}]}, {})], ROUND)
    assert KEY not in candidates([({"session": [{"id": 1, "key": b64encode(KEY[:-1]).decode()}]}, {})], ROUND)


def known(person: str, number: int, **more: Any) -> Known:
    values: dict[str, Any] = {
        "id": person, "lookup": bytes([number]) * 32, "code": CODE, "group": "g", "length": "l", "language": "da",
        "letter": number, "sent": number, "wrote": False,
    }  # fmt: skip
    return Known(**{**values, **more})


def test_a_text_names_a_code_by_its_lookup_or_as_typed() -> None:
    names = names_of(known("p", 3))
    assert {"03" * 32, CODE, codes.shown(CODE)} <= set(names)


def test_only_columns_that_tell_rows_apart_and_hold_it_in_all_are_used() -> None:
    rows: list[Row] = [
        {"_place": 0, "at": "2026-01-02 10:00:00", "day": "2026-01-02", "same": "2026-01-02 10:00", "some": None},
        {"_place": 1, "at": "2026-01-02 10:00:01", "day": "2026-01-02", "same": "2026-01-02 10:00", "some": "2026-01-02 10:00"},
    ]  # fmt: skip
    assert columns(rows, looks_like_time) == ["at"]
    assert columns([], looks_like_time) == []


def test_rows_are_known_by_a_code_in_bytes_or_written_out() -> None:
    person = known("p", 9)
    for value in (person.lookup, person.lookup.hex(), CODE):
        assert rows_by_code([{"x": 1, "y": value}], [person]).keys() == {"p"}
    assert rows_by_code([{"x": 1, "y": bytes(32)}], [person]) == {}


def material(people: list[Known], answers: list[Row]) -> Material:
    used = [{"round_id": ROUND, "lookup": person.lookup, "used": True} for person in people]
    groups = [{"round_id": ROUND, "key": "g", "merged_into": None}]
    last = Copy({"invitation": used}, {})
    closed = Copy({"answer": answers, "round_group": groups}, {})
    return Material(ROUND, people, last, last, last, last, last, closed)


def stored(number: int, length: str | None) -> Row:
    return {
        "round_id": ROUND, "id": f"{number}", "group_key": "g", "length_key": length, "chosen": f'{{"q":{number}}}',
        "_place": number,
    }  # fmt: skip


def test_people_and_answers_are_laid_side_by_side_within_what_is_published() -> None:
    people = [known("a", 1), known("b", 2, length="m"), known("c", 3), known("d", 4, length="m")]
    answers = [stored(1, None), stored(2, "l"), stored(3, None), stored(4, "l")]
    found = paired(material(people, answers), lambda person: person.sent, lambda row: row["_place"])
    assert found == {"b": '{"q":1}', "a": '{"q":2}', "d": '{"q":3}', "c": '{"q":4}'}


def test_those_without_a_place_are_left_out() -> None:
    people = [known("a", 1), replace(known("b", 2), sent=None)]
    found = paired(
        material(people, [stored(1, "l"), stored(2, "l")]), lambda person: person.sent, lambda row: row["id"]
    )
    assert found == {"a": '{"q":1}'}


def test_a_job_is_known_by_whom_it_names_in_any_spelling() -> None:
    people = [known(f"p{number}", number, reference=f"L0000{number}") for number in range(1, 9)]
    tasks = [{"id": 9 - person.letter, "data": pickle.dumps([person.reference])} for person in reversed(people)]
    asked = material(people, [])
    waiting = replace(asked, begun=Copy({"jobs.sqlite/task": tasks}, {}))
    assert queueing.by_rows(asked) == {}
    assert queueing.by_rows(waiting) == {f"p{number}": (8 - number) // 2 for number in range(1, 9)}
    left = replace(asked, closed=Copy({}, {"jobs.sqlite": b"".join(person.lookup for person in people)}))
    assert queueing.by_files(left) == {f"p{number}": (number - 1) // 2 for number in range(1, 9)}


def test_a_code_beside_a_reference_is_found_in_any_file() -> None:
    asked = material([known("a", 1, reference="L00001"), known("b", 2, reference="L00002")], [])
    said = f"sendt: L00002 {codes.shown(CODE)}\n".encode()
    found = replace(asked, begun=Copy({}, {"cache/merge.csv": said}))
    assert listing.by_nearness(asked) == {}
    assert listing.by_nearness(found) == {"b": CODE}


def test_a_pass_phrase_in_a_file_opens_the_envelopes_of_a_round_with_holders() -> None:
    phrase, (public, private), (holders, own) = "lampe over bro båd", new_box_keypair(), new_box_keypair()
    person = known("p", 5)
    sealed = seal_ballot(public, ROUND, Ballot({"moedet": 4}))
    tables: dict[str, list[Row]] = {
        "key_holder": [{"id": "h", "wrapped_key": wrap_with_passphrase(phrase, own)}],
        "round_key_share": [{"round_id": ROUND, "holder_id": "h", "sealed": box_seal(holders, private)}],
        "envelope": [{"round_id": ROUND, "lookup": person.lookup, "sealed": sealed}],
    }
    asked = material([person], [])
    asked = replace(asked, last=Copy({**asked.last.tables, **tables}, {}), passphrases=(phrase,))
    assert opening.open_as_holder(asked) == {}
    written = replace(asked, closed=Copy({}, {"lukning.log": f"kodeord {phrase}".encode()}))
    assert opening.open_as_holder(written) == {"p": '{"moedet":4}'}


def test_opened_rows_of_the_outbox_tell_who_got_which_code() -> None:
    public, private = new_box_keypair()
    told = json.dumps({"reference": "L00007", "code": codes.shown(CODE), "language": "da", "email": ""}).encode()
    row: Row = {"round_id": ROUND, "id": "box", "sealed": box_seal(public, told.ljust(512)), "mail": None}
    outreach: Row = {"round_id": ROUND, "public_key": public}
    asked = material([known("p", 6, reference="L00007")], [])
    asked = replace(asked, begun=Copy({"outreach": [outreach], "outbox": [row]}, {}))
    assert listing.open_outbox(asked) == {}
    found = replace(asked, closed=Copy({}, {"noegle.txt": private.hex().encode()}))
    assert listing.open_outbox(found) == {"p": CODE}


def test_those_found_of_a_part_of_the_round_are_spread_over_that_part() -> None:
    people = [known(f"p{number}", number) for number in range(8)]
    used = [{"round_id": ROUND, "lookup": person.lookup, "used": person.letter < 4} for person in people]
    asked = replace(material(people, []), middle=Copy({"invitation": used}, {}))
    assert timing.ordered(asked, {"p4": 1, "p7": 2}) == {"p4": 2, "p7": 3}
    assert timing.ordered(asked, {"p1": 9}) == {"p1": 0}
