"""Our stylesheets, scripts and pictures, served compressed and for ever: the address holds a hash of the content.

Each top entry of `static/` is one bundle with one hash, so that the design system keeps its folders and its relative
addresses: `/static/dkfds-1a2b3c4d/css/dkfds.min.css`, `/static/vaerdig-5e6f7a8b.css`. A file is compressed at its first
request in a process and kept. Plug-ins' static files are served by their blueprints.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from flask import Flask, Response, abort, request

from værdig.access import public
from værdig.ui import colours

STATIC = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
ENCODINGS = ("br", "gzip") if find_spec("brotli") else ("gzip",)
"""The smallest first; Brotli has no wheel for every Python."""

_COMPRESSED_KINDS = ("text/", "application/javascript", "image/svg+xml")


@dataclass(frozen=True)
class Bundle:
    """A top entry of the static folder: its name in addresses, and where it lies."""

    name: str
    path: Path


@lru_cache(maxsize=1)
def bundles() -> dict[str, Bundle]:
    """Return the bundles by their name with the hash in it (`dkfds-1a2b3c4d`, `vaerdig-5e6f7a8b.css`)."""
    found = (Bundle(_hashed(path), path) for path in sorted(STATIC.iterdir()) if not path.name.startswith("."))
    return {bundle.name: bundle for bundle in found}


def _hashed(path: Path) -> str:
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
    digest = sha256()
    for file in files:
        digest.update(file.relative_to(STATIC).as_posix().encode() + b"\0" + sha256(file.read_bytes()).digest())
    return f"{path.stem}-{digest.hexdigest()[:8]}{path.suffix}"


@lru_cache(maxsize=512)
def static_url(name: str) -> str:
    """Return the address of a file in `static/`, as `vaerdig.css` or `dkfds/css/dkfds.min.css`; LookupError for others."""
    top, _slash, rest = name.partition("/")
    for bundle in bundles().values():
        if bundle.path.name == top and (STATIC / name).is_file():
            return f"/static/{bundle.name}" + (f"/{rest}" if rest else "")
    raise LookupError(f"no static file {name}")


def colour_url(colour: str) -> str:
    """Return the address of the stylesheet with a municipality's colour `#rrggbb`."""
    return f"/static/{colours.file_name(colour)}"


@lru_cache(maxsize=256)
def _content(name: str) -> tuple[bytes, str] | None:
    """Return content and media type of an address below `/static/`, or None when there is nothing there."""
    if (sheet := colours.from_file_name(name)) is not None:
        return sheet.encode(), "text/css; charset=utf-8"
    top, _slash, rest = name.partition("/")
    bundle = bundles().get(top)
    if bundle is None or ".." in rest.split("/"):
        return None
    file = bundle.path / rest if rest else bundle.path
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return (file.read_bytes(), _with_charset(kind)) if file.is_file() else None


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@lru_cache(maxsize=512)
def _encoded(name: str, encoding: str) -> bytes:
    """Return the content in an encoding; made once per process."""
    found = _content(name)
    body = found[0] if found else b""
    if encoding == "br":
        import brotli  # type: ignore[import-untyped]

        return bytes(brotli.compress(body, quality=11))
    return gzip.compress(body, 9, mtime=0) if encoding == "gzip" else body


def _best_encoding(kind: str) -> str:
    """Return `br`, `gzip` or `identity`, whichever is smallest of those the browser takes."""
    if not kind.startswith(_COMPRESSED_KINDS):
        return "identity"
    takes = request.accept_encodings
    return next((encoding for encoding in ENCODINGS if takes[encoding] > 0), "identity")


def serve(name: str) -> Response:
    """Return a file by its address below `/static/`; an unknown or outdated address is a 404."""
    found = _content(name)
    if found is None:
        abort(404)
    encoding = _best_encoding(found[1])
    response = Response(_encoded(name, encoding), content_type=found[1])
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    return response


def init(app: Flask) -> None:
    """Serve `/static/` and give templates `static_url` and `colour_url`; the application has no static folder of its own."""
    app.add_url_rule("/static/<path:name>", endpoint="ui.static_file", view_func=public(serve))
    app.jinja_env.globals.update(static_url=static_url, colour_url=colour_url)
