"""Any file from Jobindsats: its kind is seen from its first bytes, not from its name, and the reader for it is called."""

from __future__ import annotations

from værdig.errors import UserError
from værdig.files.limits import check_size
from værdig.hooks.contracts import ReadFile
from værdig.i18n import _
from værdig.imports.readers import jobindsats_csv, jobindsats_v2, jobindsats_v3, xlsx
from værdig.imports.readers.json_text import load, wrong_shape

ACCEPTS = (".csv", ".txt", ".xlsx", ".json")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a CSV, Excel or JSON file in one of Jobindsats' shapes; raises UserError with a Danish text."""
    check_size(len(data))
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK\x03\x04"):
        return xlsx.read(data, file_name)
    if start.startswith(_OLD_OFFICE):
        raise UserError(_("Filen er et gammelt eller låst regneark. Gem det som .xlsx uden adgangskode."), "file")
    if start.startswith(b"%PDF"):
        raise UserError(_("Filen er en PDF. Hent tallene som CSV eller Excel."), "file")
    if start[:1] in {b"{", b"["}:
        return _json(data, file_name)
    return _text(data, file_name)


def _text(data: bytes, file_name: str) -> ReadFile:
    """Read a text file; one that has no table and is called a spreadsheet is told to be none."""
    try:
        return jobindsats_csv.read(data, file_name)
    except UserError:
        if file_name.lower().endswith((".xlsx", ".xls")):
            raise UserError(
                _("Filen hedder som et regneark, men er ikke et. Åbn den, og gem den som .xlsx eller CSV."), "file"
            ) from None
        raise


def _json(data: bytes, file_name: str) -> ReadFile:
    answer, _remarks = load(data)
    if jobindsats_v3.is_shape(answer):
        return jobindsats_v3.read(data, file_name)
    if jobindsats_v2.is_shape(answer):
        return jobindsats_v2.read(data, file_name)
    raise wrong_shape()
