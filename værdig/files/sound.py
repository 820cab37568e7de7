"""Telling what a sound file is by its content alone, and keeping of it what is heard; nothing is decoded or played here.

Four kinds are let through: WAV, MP3, Ogg (Opus or Vorbis) and M4A with AAC. Each is read from the first byte to the last, so that
nothing else can ride along behind the sound. What is said about it inside the file (who, where, a picture) is left out, but in Ogg.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from værdig.errors import UserError
from værdig.i18n import _

MAX_SOUND_BYTES = 5 * 1024 * 1024
CONTENT_TYPES: Mapping[str, str] = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}
"""Kind → the type it is sent as: never what somebody has said it was."""


class NotSound(ValueError):
    """What is read is not a whole file of that kind."""


@dataclass(frozen=True)
class Sound:
    """A sound of one of the `CONTENT_TYPES`."""

    kind: str
    content: bytes


def read_sound(data: bytes) -> Sound:
    """Return the sound in a file; raises UserError for one that is empty, too large, damaged, or no sound that browsers play."""
    if not data:
        raise UserError(_("Filen er tom."), "file")
    if len(data) > MAX_SOUND_BYTES:
        raise UserError(_("Filen er for stor. Den må højst fylde 5 MB. Gem den som MP3, så fylder den mindre."), "file")
    for kind, (begins, read) in _READERS.items():
        if begins(data):
            try:
                return Sound(kind, read(data))
            except (ValueError, struct.error, IndexError) as error:
                raise UserError(
                    _("Lydfilen er skadet, eller der er mere end lyd i den. Gem den igen."), "file"
                ) from error
    raise UserError(_("Filen er ikke en lydfil, vi kan bruge. Brug MP3, M4A, Ogg eller WAV."), "file")


def _check(fits: bool) -> None:
    if not fits:
        raise NotSound


# WAV: https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


def _is_wav(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WAVE"


def _wav(data: bytes) -> bytes:
    """Return the file made anew of its two chunks that matter."""
    parts = dict(_chunks(data))
    form, sound = parts.get(b"fmt ", b""), parts.get(b"data", b"")
    coding, channels, rate, _bytes, _block, bits = struct.unpack("<HHIIHH", form[:16])
    _check(coding in (_PCM, _FLOAT, _EXTENSIBLE) and channels in (1, 2) and 8_000 <= rate <= 96_000)
    _check(bits in (8, 16, 24, 32) and len(sound) > 0)
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", sound)
    return _chunk(b"RIFF", body)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], struct.unpack_from("<I", data, place + 4)[0]
        yield name, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


# MP3: http://www.mp3-tech.org/programmer/frame_header.html

_KILOBITS = {
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""By version (3: MPEG-1, 2: MPEG-2, and 0: MPEG-2.5 as that) and the number in a frame's head, from 1."""
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_FEWEST_FRAMES = 4
_TAGS_BEHIND = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"ID3", b"3DI")


def _is_mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or _frame_bytes(data, 0) > 0


def _mp3(data: bytes) -> bytes:
    """Return the frames without what is told before and behind them; a last frame that is cut off is left out."""
    begin = _behind_tags(data)
    end, frames = begin, 0
    while (size := _frame_bytes(data, end)) and end + size <= len(data):
        end, frames = end + size, frames + 1
    left = data[end:]
    _check(frames >= _FEWEST_FRAMES)
    _check(not left.strip(b"\0") or left.startswith(_TAGS_BEHIND) or _frame_bytes(data, end) > 0)
    return data[begin:end]


def _behind_tags(data: bytes) -> int:
    """Return where the first frame begins: behind ID3 tags, whose size has seven bits a byte, and what they are filled up with."""
    place = 0
    while data[place : place + 3] == b"ID3":
        high, second, third, low = data[place + 6 : place + 10]
        place += 10 + (high << 21 | second << 14 | third << 7 | low)
    while data[place : place + 1] == b"\0":
        place += 1
    return place


def _frame_bytes(data: bytes, place: int) -> int:
    """Return how long the frame is whose head stands here; 0 where none does."""
    head = int.from_bytes(data[place : place + 4])
    version, layer, rate_code, bits_code = head >> 19 & 3, head >> 17 & 3, head >> 10 & 3, head >> 12 & 15
    if head >> 21 != 0x7FF or version == 1 or layer != 1 or rate_code == 3 or bits_code in (0, 15):
        return 0
    rate, bits = _RATES[version][rate_code], _KILOBITS[3 if version == 3 else 2][bits_code - 1] * 1000
    return (144 if version == 3 else 72) * bits // rate + (head >> 9 & 1)


# Ogg: RFC 3533; Opus in it: RFC 7845

_FEWEST_PAGES = 3


def _is_ogg(data: bytes) -> bool:
    return data[:4] == b"OggS"


def _ogg(data: bytes) -> bytes:
    """Return the file as it is, once it is pages of one stream of sound and nothing else."""
    place, pages, streams = 0, 0, set()
    while place < len(data):
        _check(data[place : place + 5] == b"OggS\0")
        streams.add(data[place + 14 : place + 18])
        segments = data[place + 26]
        place += 27 + segments + sum(data[place + 27 : place + 27 + segments])
        pages += 1
    first = data[27 + data[26] :]
    _check(place == len(data) and pages >= _FEWEST_PAGES and len(streams) == 1)
    _check(first.startswith((b"OpusHead", b"\x01vorbis")))
    return data


# M4A: ISO/IEC 14496-12

_HOLDS_BOXES = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
_TOLD = (b"udta", b"meta")
"""Boxes that tell who, where and with what it was recorded."""
_DEPTH_OF_TRACKS, _DEEPEST = 3, 5
"""How deep what a track is of stands, and the deepest that anything of ours does: a file of boxes in boxes in boxes is hostile."""
_TOP = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid")


def _is_m4a(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _m4a(data: bytes) -> bytes:
    """Return the file with what is told in it made empty; every place in it stays where it was."""
    kept = bytearray(data)
    names, tracks, codings = [], [], []
    for name, begin, end, depth in _boxes(data, 0, len(data)):
        names += [name] if depth == 0 else []
        if name == b"hdlr" and depth == _DEPTH_OF_TRACKS:
            tracks.append(data[begin + 8 : begin + 12])
        if name == b"stsd":
            codings.append(data[begin + 12 : begin + 16])
        if name in _TOLD or name == b"uuid":
            kept[begin - 4 : begin] = b"free"
            kept[begin:end] = bytes(end - begin)
    _check(set(names) <= set(_TOP) and {b"moov", b"mdat"} <= set(names))
    _check(bool(tracks) and set(tracks) == {b"soun"} and set(codings) == {b"mp4a"})
    return bytes(kept)


def _boxes(data: bytes, begin: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield name, where the content begins and ends, and depth of each box; those that tell about it are not looked into."""
    while begin < end:
        size, name = struct.unpack_from(">I4s", data, begin)
        size = size or end - begin
        _check(8 <= size <= end - begin and depth <= _DEEPEST)
        yield name, begin + 8, begin + size, depth
        if name in _HOLDS_BOXES:
            yield from _boxes(data, begin + 8, begin + size, depth + 1)
        begin += size


_READERS: Mapping[str, tuple[Callable[[bytes], bool], Callable[[bytes], bytes]]] = {
    "wav": (_is_wav, _wav),
    "ogg": (_is_ogg, _ogg),
    "m4a": (_is_m4a, _m4a),
    "mp3": (_is_mp3, _mp3),
}
