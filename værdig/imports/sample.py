"""The example's figures: what the plans print, as *afskrift*, and made-up series, as *eksempel*; read by the real importers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from værdig import municipality
from værdig.db import tenant
from værdig.hooks.host import current_host
from værdig.hooks.isolated import Batch
from værdig.imports import history, reading, service
from værdig.imports.models import Kind

DATA = Path(__file__).parent / "data"
COPIED = {
    "albertslund_2018": "albertslund",
    "albertslund_2023": "albertslund",
    "vallensbaek_ishoej_2021": "vallensbaek",
}
"""Which municipality's plan each folder of printed figures belongs to."""
MADE_UP_FOR = "albertslund"


def load(_context: Any) -> None:
    """Import every file that is not imported yet, for each of the municipalities that is here."""
    here = {each.id for each in municipality.all_municipalities()}
    with current_host().batch() as batch:
        for folder, municipality_id in COPIED.items():
            if municipality_id in here:
                _load(municipality_id, Kind.COPIED, sorted((DATA / "afskrift" / folder).iterdir()), batch)
        if MADE_UP_FOR in here:
            _load(MADE_UP_FOR, Kind.EXAMPLE, sorted((DATA / "eksempel").iterdir()), batch)


def _load(municipality_id: str, kind: Kind, files: Iterable[Path], batch: Batch) -> None:
    with tenant(municipality_id):
        for file in files:
            source = "kmd" if file.name.startswith("CD_") else "jobindsats"
            importer = reading.importer_called(source)
            upload = service.Upload(source, importer.id, kind, file.name, file.read_bytes())
            if history.run_with_file(source, upload.sha256) is None:
                read = reading.read(importer, upload.data, file.name, batch)
                service.import_at_once(upload, read, checked=True)
