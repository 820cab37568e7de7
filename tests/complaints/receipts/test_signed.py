"""A signed receipt says what was signed and nothing else: any change is seen, and the text of the citizen is not in it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig.clock import COPENHAGEN
from værdig.codes import ALPHABET
from værdig.complaints.receipts import signed
from værdig.complaints.receipts.signed import Head, NotGenuine, Receipt
from værdig.crypto import is_signed, signing_public

SEED, OTHER = bytes(range(32)), bytes(32)
TRUSTED = {signed.key_id(signing_public(SEED)): signing_public(SEED)}
STORY = "Æblegrød med kanel står der i min hemmelige klage."
CODE = "7KPM4TQRWX3Y9"

NAMES = st.text(min_size=1, max_size=40)
RECEIPTS = st.builds(
    Receipt,
    municipality=NAMES,
    number=st.from_regex(r"20\d\d-\d{6}-\d\d", fullmatch=True),
    office=NAMES,
    received=st.integers(0, 10_000_000).map(
        lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    answer_by=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    fingerprint=st.just(signed.fingerprint(CODE, STORY)),
)


def receipt(**more: Any) -> Receipt:
    told = {
        "municipality": "Albertslund Kommune", "number": "2026-482173-45", "office": "borgerrådgiveren",
        "received": datetime(2026, 11, 23, 14, 5, tzinfo=COPENHAGEN), "answer_by": date(2026, 12, 2),
        "fingerprint": signed.fingerprint(CODE, STORY),
    }  # fmt: skip
    return Receipt(**{**told, **more})


@given(RECEIPTS)
def test_what_is_signed_is_what_is_read(made: Receipt) -> None:
    text = signed.signed_receipt(SEED, made)
    assert signed.read_receipt(text, TRUSTED) == made
    assert signed.signed_receipt(SEED, made) == text, "the same receipt gives the same text"
    assert len(text) < signed.MOST_CHARACTERS


@given(st.data())
def test_no_slip_of_a_single_character_goes_unseen(data: st.DataObject) -> None:
    text = signed.signed_receipt(SEED, receipt())
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != text[place] and not sign.isspace()))
    with pytest.raises(NotGenuine):
        signed.read_receipt(text[:place] + other + text[place + 1 :], TRUSTED)


@given(st.text(max_size=300) | st.binary(max_size=200).map(lambda data: data.decode("latin-1")))
def test_nothing_else_is_taken_for_a_receipt(text: str) -> None:
    with pytest.raises(NotGenuine):
        signed.read_receipt(text, TRUSTED)


def test_a_receipt_that_was_broken_into_lines_is_the_same() -> None:
    text = signed.signed_receipt(SEED, receipt())
    lines = "\r\n  ".join(text[place : place + 40] for place in range(0, len(text), 40))
    assert signed.read_receipt(f" {lines}\n", TRUSTED) == receipt()


def test_another_key_an_unknown_one_and_none_are_refused() -> None:
    forged = signed.signed_receipt(OTHER, receipt())
    with pytest.raises(NotGenuine, match="en nøgle, vi ikke kender"):
        signed.read_receipt(forged, TRUSTED)
    (known,) = TRUSTED
    header, payload, mark = forged.split(".")
    renamed = json.dumps({"alg": "EdDSA", "kid": known}, separators=(",", ":"))
    with pytest.raises(NotGenuine, match="Underskriften passer ikke"):
        signed.read_receipt(f"{signed._text(renamed.encode())}.{payload}.{mark}", TRUSTED)
    unsigned = signed._text(json.dumps({"alg": "none", "kid": known}, separators=(",", ":")).encode())
    with pytest.raises(NotGenuine):
        signed.read_receipt(f"{unsigned}.{payload}.", TRUSTED)
    assert header != signed._text(renamed.encode())


def test_a_days_end_is_no_receipt_and_a_receipt_no_days_end() -> None:
    head = Head(municipality="Albertslund Kommune", day=date(2026, 11, 23), root="ab" * 32, before="")
    assert signed.read_head(signed.signed_head(SEED, head), TRUSTED) == head
    with pytest.raises(NotGenuine):
        signed.read_receipt(signed.signed_head(SEED, head), TRUSTED)
    with pytest.raises(NotGenuine):
        signed.read_head(signed.signed_receipt(SEED, receipt()), TRUSTED)


def test_it_is_a_json_web_signature_that_others_can_read() -> None:
    """RFC 7515 and 8037: three parts of base64url without padding, the signature over the first two and their dot."""
    header, payload, mark = signed.signed_receipt(SEED, receipt()).split(".")
    plain = [json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (header, payload)]
    assert plain[0] == {"alg": "EdDSA", "kid": next(iter(TRUSTED))}
    assert plain[1]["modtaget"] == "2026-11-23T14:05+01:00"
    assert set(plain[1]) == {"v", "typ", "iss", "sag", "hos", "modtaget", "svar_senest", "tekst"}
    signature = urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
    assert is_signed(signing_public(SEED), f"{header}.{payload}".encode(), signature)


def test_the_text_is_not_in_it_and_only_its_writer_can_show_that_it_is_hers() -> None:
    text = signed.signed_receipt(SEED, receipt())
    assert STORY not in text
    assert signed.fingerprint(CODE, STORY) == receipt().fingerprint
    assert signed.fingerprint(CODE, STORY + " ") != receipt().fingerprint
    assert signed.fingerprint(CODE[:-1] + ALPHABET[0], STORY) != receipt().fingerprint, (
        "nobody without the code can try"
    )


def test_hours_are_local_also_where_the_clock_goes_back() -> None:
    for moment, told in (
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30+01:00"),
    ):
        payload = signed.signed_receipt(SEED, receipt(received=moment)).split(".")[1]
        assert told in urlsafe_b64decode(payload + "==").decode()
        assert signed.read_receipt(signed.signed_receipt(SEED, receipt(received=moment)), TRUSTED).received == moment
