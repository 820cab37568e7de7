"""A file on its way in is in memory alone: the disk holds no plain copy of it, not even for a moment."""

from __future__ import annotations

import io

from flask import Flask, request

HEAD = b'--x\r\nContent-Disposition: form-data; name="fil"; filename="stor.bin"\r\n\r\n'
LARGE = b"x" * 2_000_000


def test_what_is_handed_in_is_not_laid_on_the_disk(app: Flask) -> None:
    body = io.BytesIO(HEAD + LARGE + b"\r\n--x--\r\n")
    sent = {
        "input_stream": body,
        "content_length": len(body.getvalue()),
        "content_type": "multipart/form-data; boundary=x",
    }
    with app.test_request_context("/", method="POST", **sent):
        stream = request.files["fil"].stream
        assert isinstance(stream, io.BytesIO)
        assert stream.read() == LARGE
