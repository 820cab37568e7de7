"""What a sound file is, is told by its content alone; what is no whole sound, or is something else as well, is refused in Danish."""

from __future__ import annotations

import io
import wave

import pytest
from surveys.recordings import sounds

from værdig.errors import UserError
from værdig.files import sound
from værdig.files.sound import CONTENT_TYPES, MAX_SOUND_BYTES, read_sound

NO_SOUND = "Filen er ikke en lydfil, vi kan bruge. Brug MP3, M4A, Ogg eller WAV."
DAMAGED = "Lydfilen er skadet, eller der er mere end lyd i den. Gem den igen."


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("wav", sounds.wav()), ("mp3", sounds.mp3()), ("ogg", sounds.ogg()), ("ogg", sounds.ogg(b"\x01vorbis")),
        ("m4a", sounds.m4a()),
    ],
)  # fmt: skip
def test_each_kind_is_known_by_its_content_and_kept_as_it_is_heard(kind: str, data: bytes) -> None:
    assert read_sound(data) == sound.Sound(kind, data)
    assert CONTENT_TYPES[kind].startswith("audio/")


def test_a_wav_is_made_anew_of_what_is_heard() -> None:
    plain = sounds.wav()
    ridden = plain[:12] + sounds.riff(b"LIST", b"INAMAnne") + plain[12:] + b"<script>alert(1)</script>"
    kept = read_sound(ridden).content
    assert kept == plain
    with wave.open(io.BytesIO(kept)) as file:
        assert file.getnframes() == sounds.RATE // 4


def test_a_wav_of_unsaid_length_is_heard_to_its_end() -> None:
    plain = sounds.wav()
    streamed = plain[:40] + b"\xff\xff\xff\xff" + plain[44:]
    assert read_sound(streamed).content == plain


@pytest.mark.parametrize("behind", [b"", b"TAG" + bytes(125), bytes(30), sounds.FRAME[:100]])
def test_an_mp3_loses_what_is_told_in_it_and_a_frame_that_is_cut_off(behind: bytes) -> None:
    data = sounds.id3(b"TPE1 Anne Andersen") + sounds.mp3() + behind
    assert read_sound(data) == sound.Sound("mp3", sounds.mp3())


def test_what_an_m4a_tells_of_the_place_is_made_empty_and_the_rest_stays_where_it_was() -> None:
    data = sounds.m4a(told=b"+55.6576+12.3546/ Annes telefon")
    kept = read_sound(data).content
    assert b"Annes" not in kept
    assert len(kept) == len(data)
    assert kept.index(b"mdat") == data.index(b"mdat")
    assert read_sound(kept).content == kept


@pytest.mark.parametrize(
    "data",
    [
        b"<html><script>alert(1)</script>", b"MZ" + bytes(200), b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04",
        b"\x1aE\xdf\xa3" + bytes(50), b"fLaC" + bytes(50), b"RIFF\0\0\0\0AVI ", b"\xff\xfe" + bytes(100), b"a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)  # fmt: skip
def test_what_is_no_sound_of_ours_is_refused(data: bytes) -> None:
    assert refusal(data) == NO_SOUND


@pytest.mark.parametrize(
    "data",
    [
        sounds.wav()[:30],
        sounds.wav()[:44],
        sounds.wav()[:20] + b"\x55\0" + sounds.wav()[22:],
        sounds.mp3(3),
        sounds.mp3() + b"<script>alert(1)</script>",
        sounds.id3(b"x") + b"<html>",
        b"ID3",
        sounds.ogg() + b"PK\x03\x04",
        sounds.ogg()[:-5],
        sounds.ogg(b"\x80theora"),
        sounds.ogg() + sounds.ogg_page(b"\x80theora", stream=8),
        b"OggS",
        sounds.m4a(b"vide"),
        sounds.m4a(b"soun", b"alac"),
        sounds.m4a()[:-10],
        sounds.m4a() + sounds.box(b"html", b"<script>"),
        sounds.box(b"ftyp", b"M4A ", bytes(4)),
        sounds.box(b"ftyp", b"M4A ") + b"\0\0\0\x07moov",
    ],
)
def test_what_is_damaged_or_carries_something_else_is_refused(data: bytes) -> None:
    assert refusal(data) == DAMAGED


def test_boxes_in_boxes_in_boxes_are_not_followed() -> None:
    nested = b""
    for _level in range(5_000):
        nested = sounds.box(b"moov", nested)
    assert refusal(sounds.box(b"ftyp", b"M4A ") + nested + sounds.box(b"mdat")) == DAMAGED


def test_an_empty_file_and_one_that_is_too_large_are_told_of() -> None:
    assert refusal(b"") == "Filen er tom."
    told = "Filen er for stor. Den må højst fylde 5 MB. Gem den som MP3, så fylder den mindre."
    assert refusal(sounds.mp3(MAX_SOUND_BYTES // 417 + 1)) == told
    assert read_sound(sounds.mp3(MAX_SOUND_BYTES // 417)).kind == "mp3"


def refusal(data: bytes) -> str:
    """Return what somebody is told who hands in a file, at the field of the file."""
    with pytest.raises(UserError) as refused:
        read_sound(data)
    assert refused.value.field == "file"
    return str(refused.value)
