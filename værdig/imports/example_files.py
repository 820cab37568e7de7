"""Made-up figures for the eight målepunkter, written in the shapes sources deliver; every file says *Eksempeldata*.

`python -m værdig.imports.example_files` writes `data/eksempel/` anew: the same files every time. Writing the Excel files
needs openpyxl, one of the development tools; running Værdig needs only the written files, which are part of it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "eksempel"
TITLE = "Eksempeldata: {about} (opdigtede tal)"
HOME = "Albertslund"
QUARTERS = tuple(f"{year}Q{quarter}" for year in (2019, 2020, 2021) for quarter in (1, 2, 3, 4))
NEWEST = QUARTERS[-1]

PANDEMIC = (1.0, 0.97, 0.95, 0.98, 1.04, 1.42, 1.38, 1.3, 1.33, 1.14, 0.98, 0.9)
"""How unemployment moved through the twelve quarters, as a factor: up by two fifths in spring 2020, below the start by 2021."""
STEADY = (1.0, 0.99, 0.99, 0.98, 0.98, 1.0, 1.0, 0.99, 0.98, 0.97, 0.95, 0.94)
RISING = (1.0, 1.01, 1.02, 1.03, 1.04, 1.03, 1.05, 1.07, 1.08, 1.1, 1.12, 1.15)
CLOSED = (1.0, 0.98, 1.02, 0.97, 0.9, 0.31, 0.62, 0.7, 0.55, 0.74, 0.88, 0.95)
"""Offers at companies, nearly all of which stopped while the country was closed."""

WORKFORCE = {
    "Hele landet": 2_880_000, "RAR Hovedstaden": 916_000, "Albertslund": 13_171, "Ballerup": 24_300, "Brøndby": 16_600,
    "Glostrup": 11_400, "Hvidovre": 27_200, "Høje-Taastrup": 25_400, "Ishøj": 10_900, "Rødovre": 20_100, "Vallensbæk": 8_300,
}  # fmt: skip
"""Persons 16-66 in the work force, by size only: what the example's percentages are worked out from."""
INSURED = {
    "Hele landet": 83_000, "RAR Hovedstaden": 26_800, "Albertslund": 601, "Ballerup": 760, "Brøndby": 640, "Glostrup": 350,
    "Hvidovre": 830, "Høje-Taastrup": 850, "Ishøj": 423, "Rødovre": 620, "Vallensbæk": 200,
}  # fmt: skip
"""Fuldtidspersoner on a-dagpenge at the start of 2019."""

Rows = list[list[str]]


@dataclass(frozen=True)
class ExampleFile:
    """One file: its name, and a function that returns its content; the same content on every call."""

    name: str
    make: Callable[[], bytes]


def series(name: str, start: float, course: Sequence[float], missing: Sequence[int] = ()) -> list[str]:
    """Return twelve made-up counts as text: `start` moved along a course with a little noise, `.` where missing."""
    noise = random.Random(f"værdig {name}")  # noqa: S311 - figures for show, not secrets
    values = [round(start * factor * noise.uniform(0.985, 1.015)) for factor in course]
    return ["." if n in missing else str(value) for n, value in enumerate(values)]


def danish(value: float) -> str:
    """Return one decimal with a comma; whole values lose it, as in the source's own files."""
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def _insured(quarters: Sequence[str], revised: Mapping[tuple[str, str], float] | None = None) -> Rows:
    """Return rows of period, place, persons, fuldtidspersoner and per cent of the work force."""
    rows: Rows = []
    for place, start in INSURED.items():
        counts = dict(zip(QUARTERS, series(f"y01a02 {place}", start, PANDEMIC), strict=True))
        for quarter in quarters:
            count = round(int(counts[quarter]) * (revised or {}).get((place, quarter), 1))
            share = danish(100 * count / WORKFORCE[place])
            rows.append([quarter, place, str(round(count * 1.14)), str(count), share])
    return rows


def _version_3(table: str, about: str, columns: Sequence[str], rows: Rows, note: str) -> bytes:
    answer = {
        "table_id": table,
        "title": TITLE.format(about=about),
        "note": note,
        "columns": list(columns),
        "rows": rows,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def _version_2(table: str, about: str, variables: Sequence[tuple[str, str]], rows: Rows, note: str) -> bytes:
    answer = [
        {
            "TableID": table,
            "TableName": TITLE.format(about=about),
            "Note": note,
            "Variables": [{"Name": name, "Label": label} for name, label in variables],
            "Data": rows,
        }
    ]
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode("utf-8-sig")


def _csv(table: str, about: str, rows: Rows, note: str, encoding: str = "utf-8") -> bytes:
    lines = [TITLE.format(about=about), f"Tabel: {table}", "", *(";".join(row) for row in rows), "", note]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _xlsx(table: str, about: str, rows: Rows, note: str) -> bytes:
    """Return an Excel file with typed numbers and the place written once, as a merged cell leaves it."""
    import io

    from openpyxl import Workbook  # type: ignore[import-untyped]

    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Data"
    for row in ([TITLE.format(about=about)], [f"Tabel: {table}"], [], *_merged(rows), [], [note]):
        sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _merged(rows: Rows) -> Iterator[list[str | int | None]]:
    above = ""
    for row in rows:
        yield [None if row[0] == above else row[0], *(int(cell) if cell.isdigit() else cell for cell in row[1:])]
        above = row[0]


def _provisional(quarter: str) -> str:
    return f"* Foreløbige tal: {quarter}"


def _long(dimension: str, measure: str, members: Mapping[str, list[str]]) -> Rows:
    heading = ["Area", "Periode", dimension, measure]
    return [
        heading,
        *(
            [HOME, quarter, member, value]
            for member, values in members.items()
            for quarter, value in zip(QUARTERS, values, strict=True)
        ),
    ]


def _wide(dimension: str, members: Mapping[str, list[str]]) -> Rows:
    return [["Område", dimension, *QUARTERS], *([HOME, member, *values] for member, values in members.items())]


INSURED_COLUMNS = (
    "Periode", "Område", "Antal personer", "Antal fuldtidspersoner", "Fuldtidspersoner i pct. af arbejdsstyrken 16-66 år",
)  # fmt: skip
REVISED = {(HOME, "2021Q3"): 1.021, ("Hele landet", "2021Q3"): 1.004, ("RAR Hovedstaden", "2021Q3"): 1.006}
"""What the source changed between the two files: late registrations of the third quarter of 2021."""


def _first_insured() -> bytes:
    rows = _insured(QUARTERS[:-1])
    return _version_3("y01a02", "A-dagpenge", INSURED_COLUMNS, rows, _provisional("2021Q3"))


def _second_insured() -> bytes:
    rows = _insured(QUARTERS[-4:], REVISED)
    return _version_3("y01a02", "A-dagpenge, hentet et kvartal senere", INSURED_COLUMNS, rows, _provisional(NEWEST))


def _cash_benefit() -> bytes:
    variables = [("area", "Area"), ("period", "Periode"), ("_viskat_1kth", "Visitationskategori")]
    members = {
        "Jobparat": series("y36a02 jobparat", 196, PANDEMIC),
        "Aktivitetsparat": series("y36a02 aktivitetsparat", 357, STEADY),
    }
    rows = _long("", "", members)[1:]
    return _version_2(
        "y36a02", "Kontanthjælp", [*variables, ("mema02_3", "Antal fuldtidspersoner")], rows, _provisional(NEWEST)
    )


def _education_benefit() -> bytes:
    members = {
        "Alle uddannelsesparate": series("y38a02 uddannelsesparat", 74, PANDEMIC),
        "Aktivitetsparat": series("y38a02 aktivitetsparat", 165, STEADY),
    }
    rows = _long("Visitationskategori", "Antal fuldtidspersoner", members)
    return _csv("y38a02", "Uddannelseshjælp, alle under 30 år", rows, _provisional(NEWEST), "utf-8-sig")


def _subsidised_jobs() -> bytes:
    members = {
        "Ansættelse med løntilskud i alt": series("y01c01 i alt", 27, CLOSED),
        "Privat løntilskud": series("y01c01 privat", 11, CLOSED),
    }
    rows = [["Måling: Antal fuldtidsaktiverede"], *_wide("Tilbud", members)]
    return _csv("y01c01", "A-dagpengemodtagere i løntilskud", rows, _provisional(NEWEST), "cp1252")


def _utility_work() -> bytes:
    members = {"Nytteindsats i alt": series("y38c02", 22, CLOSED, missing=(5,))}
    rows = _long("Tilbud", "Antal fuldtidsaktiverede", members)
    return _xlsx("y38c02", "Unge på uddannelseshjælp i nytteindsats", rows, _provisional(NEWEST))


def _flexible_jobs() -> bytes:
    members = {
        "Fleksjobtype i alt": series("y08a02 i alt", 372, RISING),
        "Fleksjob efter ny ordning": series("y08a02 ny", 301, RISING),
    }
    rows = _long("Fleksjobtype", "Antal fuldtidspersoner", members)
    return _xlsx("y08a02", "Ansatte i fleksjob", rows, _provisional(NEWEST))


def _waiting_for_flexible_jobs() -> bytes:
    rows = [[*row[:2], row[3]] for row in _long("", "Antal fuldtidspersoner", {"": series("y09a02", 93, STEADY)})]
    return _xlsx("y09a02", "Ledighedsydelse", rows, _provisional(NEWEST))


def _more_hours() -> bytes:
    rows = [["Måling: Antal i fleksjob, der er gået op i arbejdstid"], ["Område", *QUARTERS]]
    rows.append([HOME, *series("egen_fleksjob", 44, RISING, missing=(0, 1))])
    return _csv("egen_fleksjob", "Jobcentrets egen opgørelse af fleksjob", rows, _provisional(NEWEST))


def _vulnerable(table: str, about: str, measure: str, start: float, course: Sequence[float]) -> bytes:
    rows = [[*row[:2], row[3]] for row in _long("", measure, {"": series(table, start, course)})]
    return _csv(table, about, rows, _provisional(NEWEST))


def _vulnerable_in_offers(table: str, about: str, measure: str, share: float) -> bytes:
    members = {
        "Kontanthjælp, aktivitetsparate": series(f"{table} kth", 357 * share, CLOSED),
        "Ressourceforløb": series(f"{table} res", 168 * share, CLOSED),
        "Jobafklaringsforløb": series(f"{table} job", 75 * share, CLOSED, missing=(5, 6)),
    }
    return _csv(table, about, _long("Ydelsesgruppe", measure, members), _provisional(NEWEST))


def _company_contacts() -> bytes:
    companies = series("crm virksomheder", 612, STEADY)
    contacted = [
        str(min(int(all_), int(some))) for all_, some in zip(companies, series("crm kontakt", 415, CLOSED), strict=True)
    ]
    visits = series("crm besøg", 118, CLOSED, missing=(5,))
    rows = [
        [
            "Område",
            "Periode",
            "Antal virksomheder med flere end to ansatte",
            "Antal kontaktede virksomheder",
            "Antal besøg hos virksomheder",
        ]
    ]
    rows += [list(row) for row in zip([HOME] * 12, QUARTERS, companies, contacted, visits, strict=True)]
    return _csv("crm_virksomheder", "Jobcentrets virksomhedskontakter (CRM)", rows, _provisional(NEWEST))


def _after_utility_work() -> bytes:
    """Return a Custom Data file: fixed technical columns, the real headings in the second row, no person in it."""
    technical = ["Metadata", "Dato1", "CPR", "Tekst1", "Numerisk1"]
    headings = ["1", "Kvartal", "", "Område", "Antal borgere på ydelse, tidligere i nytteindsats"]
    dates = [f"{quarter[:4]}-{3 * int(quarter[-1]) - 2:02d}-01" for quarter in QUARTERS]
    values = series("opus nytteindsats", 31, STEADY, missing=(11,))
    rows = [technical, headings, *(["", day, "", HOME, value] for day, value in zip(dates, values, strict=True))]
    return ("\r\n".join(";".join(row) for row in rows) + "\r\n").encode()


FILES = (
    ExampleFile("01_y01a02_a-dagpenge.json", _first_insured),
    ExampleFile("02_y01a02_a-dagpenge_senere.json", _second_insured),
    ExampleFile("03_y36a02_kontanthjaelp.json", _cash_benefit),
    ExampleFile("04_y38a02_uddannelseshjaelp.csv", _education_benefit),
    ExampleFile("05_y01c01_loentilskud.csv", _subsidised_jobs),
    ExampleFile("06_y38c02_nytteindsats.xlsx", _utility_work),
    ExampleFile("07_y08a02_fleksjob.xlsx", _flexible_jobs),
    ExampleFile("08_y09a02_ledighedsydelse.xlsx", _waiting_for_flexible_jobs),
    ExampleFile("09_egen_fleksjob.csv", _more_hours),
    ExampleFile(
        "10_y11a02_ressourceforloeb.csv",
        lambda: _vulnerable("y11a02", "Ressourceforløb", "Antal fuldtidspersoner", 168, RISING),
    ),
    ExampleFile(
        "11_y12a02_jobafklaring.csv",
        lambda: _vulnerable("y12a02", "Jobafklaringsforløb", "Antal fuldtidspersoner", 75, RISING),
    ),
    ExampleFile(
        "12_ptvc01_tilbud.csv",
        lambda: _vulnerable_in_offers("ptvc01", "Udsatte borgere i tilbud", "Antal fuldtidsaktiverede", 0.34),
    ),
    ExampleFile(
        "13_otij01_ordinaere_timer.csv",
        lambda: _vulnerable_in_offers(
            "otij01", "Udsatte borgere med ordinære timer", "Antal personer med ordinære timer", 0.12
        ),
    ),
    ExampleFile("14_crm_virksomheder.csv", _company_contacts),
    ExampleFile("CD_Eksempeldata_nytteindsats.csv", _after_utility_work),
)


def write_all(folder: Path) -> None:
    """Write every example file to a folder that exists."""
    for file in FILES:
        (folder / file.name).write_bytes(file.make())


if __name__ == "__main__":
    write_all(FOLDER)
