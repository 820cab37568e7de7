"""CSV and text files from Jobindsats or shaped like them: `Area;Periode;…`, long or wide."""

from __future__ import annotations

from værdig.files.decode import decode, split_rows
from værdig.files.limits import check_size
from værdig.hooks.contracts import ReadFile
from værdig.imports.readers.meaning import read_table
from værdig.imports.readers.table import find


def read(data: bytes, file_name: str) -> ReadFile:
    """Read a CSV file; raises UserError."""
    check_size(len(data))
    decoded = decode(data)
    return read_table(find(split_rows(decoded.text)), file_name, decoded.remarks)
