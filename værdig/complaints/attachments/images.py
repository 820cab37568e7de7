"""Pictures made anew from their points alone: no place, no camera, no date, and nothing behind the picture comes along."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from værdig.complaints.attachments.kinds import Kind, Refused
from værdig.i18n import _

MOST_POINTS = 60_000_000
"""More than any telephone takes; a small file of enormous dimensions is refused before it is unpacked."""
LONGEST_SIDE = 3000
"""Points; enough to read a letter that was photographed."""
_QUALITY = 88
_WITHOUT_SHADES = frozenset({"1", "P"})
"""Kinds of pictures that cannot be made smaller as they are without losing what they show."""
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}


def made_anew(data: bytes, kind: Kind) -> bytes:
    """Return a picture of the same kind with nothing but what is seen, turned as it is shown; raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(data, kind)
    except Refused:
        raise
    except Exception as error:  # a broken picture breaks its reader in many ways, and each means the same
        raise Refused(_("Billedet er skadet og kan ikke åbnes. Tag det igen, eller send et skærmbillede.")) from error


def _drawn(data: bytes, kind: Kind) -> bytes:
    with Image.open(io.BytesIO(data), formats=[_FORMATS[kind]]) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise Refused(_("Billedet er for stort i mål. Send et skærmbillede af det."))
        mode = "RGBA" if kind is Kind.PNG and "A" in opened.getbands() else "RGB"
        seen = opened.convert(mode) if opened.mode in _WITHOUT_SHADES else opened
        seen.thumbnail(
            (LONGEST_SIDE, LONGEST_SIDE)
        )  # before anything else is done to it: every step takes as much again
        seen = ImageOps.exif_transpose(seen).convert(mode)
    plain = Image.frombytes(seen.mode, seen.size, seen.tobytes())  # a new one has none of the old one's additions
    out = io.BytesIO()
    plain.save(
        out, _FORMATS[kind], **({"quality": _QUALITY, "optimize": True} if kind is Kind.JPEG else {"optimize": True})
    )
    return out.getvalue()
