"""Keys: sealing bound to a place, boxes, pass phrases, and the key folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from værdig import crypto


@given(st.binary(max_size=500), st.text(max_size=20))
def test_what_is_sealed_opens_in_its_place_only(data: bytes, row: str) -> None:
    key, place = crypto.new_key(), crypto.field_place("case_message", "body", row)
    sealed = crypto.seal(key, place, data)
    assert crypto.unseal(key, place, sealed) == data
    assert len(sealed) == len(data) + 29
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(key, crypto.field_place("case_message", "body", row + "x"), sealed)
    with pytest.raises(crypto.CannotOpen):
        crypto.unseal(crypto.new_key(), place, sealed)


def test_a_changed_byte_is_noticed() -> None:
    key = crypto.new_key()
    sealed = bytearray(crypto.seal(key, b"here", b"words"))
    for place in range(len(sealed)):
        changed = bytes([*sealed[:place], sealed[place] ^ 1, *sealed[place + 1 :]])
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(key, b"here", changed)


def test_the_same_words_are_never_sealed_alike() -> None:
    key = crypto.new_key()
    assert crypto.seal(key, b"here", b"words") != crypto.seal(key, b"here", b"words")


def test_a_box_opens_for_its_holder_only() -> None:
    public, private = crypto.new_box_keypair()
    box = crypto.box_seal(public, b"answer")
    assert crypto.box_open(private, box) == b"answer"
    with pytest.raises(crypto.CannotOpen):
        crypto.box_open(crypto.new_box_keypair()[1], box)
    with pytest.raises(crypto.CannotOpen):
        crypto.box_open(private, box[:-1])


def test_a_wrong_pass_phrase_opens_nothing() -> None:
    wrapped = crypto.wrap_with_passphrase("fire ord på række", b"secret", cost=1)
    assert crypto.unwrap_with_passphrase(" fire ord på række ", wrapped) == b"secret"
    with pytest.raises(crypto.CannotOpen):
        crypto.unwrap_with_passphrase("fire ord paa række", wrapped)


def test_keys_are_made_once_and_read_again(tmp_path: Path) -> None:
    first = crypto.open_keyring(tmp_path / "keys")
    again = crypto.open_keyring(tmp_path / "keys")
    assert first.derive("audit") == again.derive("audit") != first.derive("other")
    assert first.pepper_mac("code", "A") == again.pepper_mac("code", "A") != first.pepper_mac("other", "A")
    assert (tmp_path / "keys" / "master.key").stat().st_mode & 0o077 == 0


def test_a_wrapped_master_key_needs_its_pass_phrase(tmp_path: Path) -> None:
    made = crypto.open_keyring(tmp_path, "passphrase", "fire ord på række")
    assert crypto.open_keyring(tmp_path, "passphrase", "fire ord på række").derive("x") == made.derive("x")
    with pytest.raises(crypto.CannotOpen):
        crypto.open_keyring(tmp_path, "passphrase", "noget andet")
    with pytest.raises(crypto.KeyMissing):
        crypto.open_keyring(tmp_path, "passphrase", None)
    assert not (tmp_path / "master.key").exists()


def test_a_destroyed_secret_is_gone(tmp_path: Path) -> None:
    ring = crypto.open_keyring(tmp_path)
    ring.write_secret("rounds/a.key", b"k" * 32)
    assert ring.read_secret("rounds/a.key") == b"k" * 32
    ring.destroy_secret("rounds/a.key")
    ring.destroy_secret("rounds/a.key")
    with pytest.raises(crypto.KeyMissing):
        ring.read_secret("rounds/a.key")


def test_a_key_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text("YWJj")
    with pytest.raises(crypto.KeyMissing):
        crypto.open_keyring(tmp_path)


def test_keys_are_never_made_anew_beside_a_database_with_data(tmp_path: Path) -> None:
    """A wrong key folder must stop the start: fresh keys would make every code and case unreadable without a word."""
    from conftest import fill, make_app

    fill(make_app(tmp_path))
    with pytest.raises(crypto.KeyMissing, match="keys_dir"):
        make_app(tmp_path, keys_dir=str(tmp_path / "elsewhere"))
    assert not (tmp_path / "elsewhere").exists()
    make_app(tmp_path)
