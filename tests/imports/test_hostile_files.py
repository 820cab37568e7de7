"""Files made to hurt: too large, packed bombs, rubbish, a million columns; each gives one Danish sentence and no crash."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from værdig.errors import UserError
from værdig.files.limits import MAX_BYTES
from værdig.hooks.contracts import ReadFile
from værdig.imports.readers import jobindsats, kmd_custom_data, limits
from værdig.imports.readers.whole_file import refusal, telling

Read = Callable[..., ReadFile]
MINIMAL = "Område;Periode;Antal personer\nIshøj;2021;3\n"


def small_workbook() -> bytes:
    """Return an ordinary Excel file."""
    book = Workbook()
    for row in (["Område", "Periode", "Antal personer"], ["Ishøj", "2021", 3]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(change: Callable[[str, bytes], bytes]) -> bytes:
    """Return an Excel file whose parts have been through `change(name, content)`."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small_workbook())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def test_an_empty_file_is_refused(read: Read) -> None:
    with pytest.raises(UserError, match=r"Filen er tom\."):
        read(b"")


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(UserError, match="højst fylde 10 MB"):
        jobindsats.read(b"x" * (MAX_BYTES + 1), "stor.csv")


def test_a_million_columns_are_refused(read: Read) -> None:
    with pytest.raises(UserError, match="for mange kolonner"):
        read(("Område;Periode" + ";x" * 1_000_000 + "\n") * 2)


def test_too_many_rows_are_refused(read: Read) -> None:
    with pytest.raises(UserError, match="for mange rækker"):
        read("Område;Periode;Antal personer\n" + "a;b;1\n" * 100_001)


def test_too_many_figures_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FIGURES", 3)
    with pytest.raises(UserError, match="for mange tal"):
        read("Område;Periode;Antal personer\n" + "".join(f"Ishøj;{year};1\n" for year in range(2000, 2005)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read: Read) -> None:
    bomb = repacked(lambda name, content: content + b" " * 120_000_000 if name == "xl/workbook.xml" else content)
    assert len(bomb) < 1_000_000
    with pytest.raises(UserError, match="fylder for meget, når det pakkes ud"):
        read(bomb, "bombe.xlsx")


def test_a_zip_that_lies_about_its_size_is_refused(read: Read) -> None:
    data = bytearray(repacked(lambda _name, content: content))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (5).to_bytes(4, "little")
    with pytest.raises(UserError, match="ikke et regneark"):
        read(bytes(data), "snyd.xlsx")


@pytest.mark.parametrize(("cell", "said"), [(b'r="XFD1048576"', "kolonner"), (b'r="A1048576"', "rækker")])
def test_two_cells_at_the_far_ends_of_a_sheet_take_no_room(read: Read, cell: bytes, said: str) -> None:
    wide = repacked(lambda name, content: content.replace(b'r="C2"', cell) if "sheet1" in name else content)
    with pytest.raises(UserError, match=f"for mange {said}"):
        read(wide, "bred.xlsx")


@pytest.mark.parametrize("name", ["word/document.xml", "xl/andet.xml"])
def test_another_kind_of_zip_is_refused(read: Read, name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "hej")
    with pytest.raises(UserError, match="ikke et regneark"):
        read(file.getvalue(), "x.xlsx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "gammelt eller låst regneark"),
        (b"%PDF-1.7 xxx", "PDF"),
        (bytes(range(256)) * 20, "ikke læses som tekst"),
        (b"a;b\x00c\n1;2\n", "ikke læses som tekst"),
        (b"PK\x03\x04" + bytes(100), "ikke et regneark"),
    ],
)
def test_rubbish_is_refused_in_words(read: Read, data: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(data, "fil.csv")


@pytest.mark.parametrize(("name", "said"), [("tal.xlsx", "hedder som et regneark"), ("tal.csv", "ingen tabel")])
def test_a_text_that_is_called_a_workbook_is_told_to_be_none(read: Read, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read(b"Det her er bare et brev om tallene.\n", name)


@pytest.mark.parametrize(
    "entry", [b'<Relationship Type="x"/>', b'<Relationship Id="r9"/>', b'<Relationship Target="y"/>']
)
def test_a_relation_without_its_parts_takes_nothing_from_the_rest(read: Read, entry: bytes) -> None:
    end = b"</Relationships>"
    odd = repacked(lambda name, content: content.replace(end, entry + end) if "workbook.xml.rels" in name else content)
    assert odd != small_workbook()
    assert read(odd, "x.xlsx").observations == read(small_workbook(), "x.xlsx").observations


def test_a_workbook_cut_short_is_refused(read: Read) -> None:
    whole = small_workbook()
    for end in (10, len(whole) // 2, len(whole) - 5):
        with pytest.raises(UserError):
            read(whole[:end], "x.xlsx")


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]
)
def test_a_damaged_workbook_gives_a_sentence_or_its_figures(part: str) -> None:
    """The parts themselves are spoilt, not the archive, so that the damage reaches the library that reads them."""
    chance = random.Random(part)

    def spoil(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        spoilt = bytearray(content)
        for _ in range(2):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        return bytes(spoilt)

    for _ in range(60):
        told = telling(jobindsats.read)(repacked(spoil), "skadet.xlsx")
        assert told.observations or told.problems
        assert all(problem.text.endswith(".") for problem in told.problems)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(MINIMAL.encode())
@example(b"\xef\xbb\xbf")
@example(b'"')
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    for reader in (jobindsats.read, kmd_custom_data.read):
        told = telling(reader)(data, "fil")
        assert told.observations or told.problems
        reason = refusal(told)
        assert reason is None or reason.endswith(".")


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Område", "Periode", "2021", "Ishøj", "1,5", ".", "x", "*", "Kilde"]), max_size=5
        ),
        max_size=8,
    )
)
@settings(deadline=None)
def test_any_table_is_read_or_refused_with_a_sentence(rows: list[list[str]]) -> None:
    text = "\n".join(";".join(row) for row in rows)
    told = telling(jobindsats.read)(text.encode(), "y01a02.csv")
    assert told.observations or told.problems
    assert all(observation.value is not None or observation.missing for observation in told.observations)
