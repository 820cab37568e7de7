"""CSV and text files from Jobindsats or shaped like them: `Area;Periode;…`, long or wide."""

from __future__ import annotations

from værdig.errors import UserError
from værdig.files.decode import decode, split_rows
from værdig.files.limits import check_size
from værdig.hooks.contracts import ReadFile
from værdig.i18n import _
from værdig.imports.readers import kmd_custom_data
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import find


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a CSV file; raises UserError."""
    check_size(len(data))
    decoded = decode(data)
    rows = split_rows(decoded.text)
    if kmd_custom_data.is_shape(rows):  # its dates mean months, quarters or years as its own headings say
        raise UserError(_("Filen ser ud som KMD Custom Data. Vælg den kilde."), "file")
    return read_table(find(rows), file_name, decoded.remarks)
