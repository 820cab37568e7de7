"""The report's figures as a data file with their whole fingerprints, for those who check them by machine; words are elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict

from værdig.reports import present
from værdig.reports.document import Document, figure_fingerprint, plain_figure


def render(document: Document) -> bytes:
    """Return the head and every figure as JSON; a figure's `fingerprint` is SHA-256 of its other fields (see `db.types.canonical`)."""
    data = {
        "report": {**asdict(document.meta), "state": document.meta.state.value},
        "notices": present.notices(document.meta),
        "fingerprint": document.fingerprint,
        "figures": [{**plain_figure(one), "fingerprint": figure_fingerprint(one)} for one in document.figures],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
