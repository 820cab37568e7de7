"""Sound files for the tests, made of their parts: a tone, and shapes of the other kinds that are right from first byte to last."""

from __future__ import annotations

import io
import math
import struct
import wave

RATE = 8_000


def wav(seconds: float = 0.25) -> bytes:
    """Return a tone that can really be heard, as the standard library writes it."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        samples = (int(8_000 * math.sin(index / 4)) for index in range(int(seconds * RATE)))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return kept.getvalue()


def riff(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a WAV."""
    return name + struct.pack("<I", len(content)) + content


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""A frame of MPEG-1 layer III, 128 kilobits a second at 44,100 Hz: 417 bytes."""


def mp3(frames: int = 6) -> bytes:
    """Return frames of silence."""
    return FRAME * frames


def id3(content: bytes) -> bytes:
    """Return a tag as it stands before the frames: who, where, a picture."""
    size = len(content)
    return b"ID3\x03\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + content


def ogg_page(content: bytes, stream: int = 7) -> bytes:
    """Return a page with one packet of up to 254 bytes."""
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, 0, stream, 0, 0, 1)
    return head + bytes([len(content)]) + content


def ogg(first: bytes = b"OpusHead") -> bytes:
    """Return an Ogg with Opus in it."""
    return ogg_page(first + bytes(11)) + ogg_page(b"OpusTags" + bytes(8)) + ogg_page(bytes(40))


def box(name: bytes, *content: bytes) -> bytes:
    """Return one box of an M4A."""
    inner = b"".join(content)
    return struct.pack(">I4s", len(inner) + 8, name) + inner


def m4a(handler: bytes = b"soun", coding: bytes = b"mp4a", *, told: bytes = b"") -> bytes:
    """Return an M4A with one track."""
    table = box(b"stbl", box(b"stsd", bytes(4), struct.pack(">I", 1), box(coding, bytes(20))))
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", table))
    film = box(b"moov", box(b"mvhd", bytes(100)), box(b"trak", media), box(b"udta", told) if told else b"")
    return box(b"ftyp", b"M4A ", bytes(4)) + film + box(b"mdat", bytes(60))
