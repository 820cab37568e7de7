"""Handing a file out: to be saved, never to be shown in the browser, and as nothing but the kind it was found to be."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from værdig.complaints.attachments.kinds import CONTENT_TYPES, Kind


def to_save(kind: Kind, name: str, content: bytes) -> Response:
    """Return the answer that a browser saves; `headers` sees to it that nothing in it could run or fetch, were it shown after all."""
    answer = Response(content, content_type=CONTENT_TYPES[kind])
    answer.headers["Content-Disposition"] = f"attachment; filename=\"fil.{kind.value}\"; filename*=UTF-8''{quote(name)}"
    return answer
