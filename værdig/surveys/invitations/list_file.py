"""A list of people to invite, read from a file: columns, rows and what is wrong with them; pure, nothing is stored here.

A file with a column that names people is refused as a whole, and the column is named: who is invited is known to the municipality's
own system by the reference, and need not be known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from værdig.errors import UserError
from værdig.files import cpr
from værdig.files.decode import decode, split_rows
from værdig.files.limits import check_shape, check_size
from værdig.files.workbook import sheets
from værdig.i18n import _, format_number
from værdig.surveys.groups import LENGTHS

MOST_ROWS = 20_000
ROWS_NAMED = 10
"""How many rows a message names at most."""

MOST_ADDRESS = 200
"""Characters of an e-mail address; all rows of the outbox are as long as the longest."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""How files of Excel before 2007 begin (the Compound File Binary Format)."""

HEADINGS: Mapping[str, frozenset[str]] = {
    "reference": frozenset({"reference", "ref", "løbenummer", "løbenr", "nummer", "nr", "løbende reference"}),
    "group": frozenset({"gruppe", "målgruppe", "group"}),
    "length": frozenset({"længde", "forløbets længde", "forloebets_laengde", "forløb"}),
    "language": frozenset({"sprog", "language"}),
    "municipality": frozenset({"kommune", "municipality"}),
    "email": frozenset({"e-mail", "email", "mail", "e-mailadresse", "mailadresse"}),
}
"""What each column may be called, in small letters."""

_NAMES = re.compile(
    r"navn|^(?:adresse|vej|bopæl|telefon|tlf|mobil|fødselsda|borger|person|sagsbehandler|kontakt)", re.IGNORECASE
)
_REFERENCE = re.compile(r"[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå./_-]{0,19}")
_ADDRESS = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")
_PERSON = re.compile(r"[A-ZÆØÅ][a-zæøåéüö]+(?:[ -][A-ZÆØÅ][a-zæøåéüö.]*){1,4}")
_LENGTH_WORDS = {word.casefold(): each.key for each in LENGTHS for word in (each.key, str(each.label))}
_NAMES_SHARE = 0.5
"""So large a share of a column's cells that look like names make it a column of names."""


@dataclass(frozen=True)
class Person:
    """One row that can be invited: keys, not labels; `email` is empty where there is none, `language` `da` where none is given."""

    reference: str
    group: str | None
    length: str | None
    language: str
    email: str


@dataclass(frozen=True)
class RowError:
    """Why a row cannot be invited; `row` counts from 1 as a spreadsheet does."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class ReadList:
    """What a file held: the people, everything wrong with other rows, the columns that were not read, and the number of rows
    that are `already` invited: those are skipped, and nothing is wrong with them."""

    people: Sequence[Person]
    errors: Sequence[RowError] = ()
    unread: Sequence[str] = ()
    already: int = 0

    @property
    def wrong_rows(self) -> int:
        """How many rows cannot be invited; one may have several errors."""
        return len({error.row for error in self.errors})

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values, for keeping it sealed until somebody says yes."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> ReadList:
        """Return what `as_json` gave."""
        return cls(
            [Person(**each) for each in plain["people"]],
            [RowError(**each) for each in plain["errors"]],
            list(plain["unread"]),
            plain.get("already", 0),
        )


@dataclass
class Asked:
    """What a list's words are compared with, in small letters: words for the round's groups and for languages with the key each
    stands for, names of this municipality; and the references that are invited already."""

    groups: Mapping[str, str]
    municipality: Collection[str]
    languages: Mapping[str, str]
    invited: Collection[str] = ()
    group_names: Sequence[str] = ()
    """What the round's groups are called, as a list may write them."""

    @property
    def not_a_group(self) -> str:
        """What is said of another group."""
        names = ", ".join(f"»{name}«" for name in self.group_names)
        return _("Målgruppen er ikke med i runden. Den har disse: %(groups)s.", groups=names)


def read(data: bytes, asked: Asked) -> ReadList:
    """Read a CSV or Excel file. Raises UserError for what is no list, and for columns that name people."""
    check_size(len(data))
    rows = _rows(data)
    start = next((number for number, row in enumerate(rows) if any(row)), None)
    if start is None:
        raise UserError(_("Filen er tom."), "file")
    headings, body = rows[start], rows[start + 1 :]
    width = max(len(row) for row in rows)
    headings = [*headings, *[""] * (width - len(headings))]
    body = [[*row, *[""] * (width - len(row))] for row in body]
    columns = _columns(headings)
    _refuse_personal(headings, body, columns, asked, first=start + 2)
    return _read_rows(headings, body, columns, asked, first=start + 2)


def _rows(data: bytes) -> list[list[str]]:
    if data.startswith(OLD_EXCEL):
        raise UserError(
            _("Det er en gammel Excel-fil (.xls). Gem den i Excel som .xlsx eller CSV, og vælg den nye fil."), "file"
        )
    if data[:4] == b"PK\x03\x04":
        grids = [grid for _name, grid in sheets(data) if any(any(cell != "" for cell in row) for row in grid)]
        rows = [[_text(cell) for cell in row] for row in grids[0]] if grids else []
    else:
        rows = split_rows(decode(data).text)
    check_shape(len(rows), max((len(row) for row in rows), default=0))
    return rows


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).strip()


def _columns(headings: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands; raises UserError for one that stands twice, and where the reference is missing."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = next((name for name, known in HEADINGS.items() if _plain(heading) in known), None)
        if name is None:
            continue
        if name in found:
            raise UserError(
                _(
                    "Kolonnerne »%(one)s« og »%(other)s« er det samme. Behold den ene.",
                    one=headings[found[name]],
                    other=heading,
                ),
                "file",
            )
        found[name] = place
    if "reference" not in found:
        raise UserError(_no_reference(headings), "file")
    return found


def _no_reference(headings: Sequence[str]) -> str:
    """Say what was looked for and found: a file with one heading has mostly been split at the wrong sign."""
    return _(
        "Filen har ingen kolonne, der hedder »reference«. Vi fandt disse overskrifter: %(found)s. Skriv overskrifter i den "
        "første række. I en CSV-fil skal der stå semikolon, tabulator eller komma mellem kolonnerne.",
        found=", ".join(f"»{_shown(heading, place)}«" for place, heading in enumerate(headings)),
    )  # fmt: skip


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().strip(" .:").split())


def _refuse_personal(
    headings: Sequence[str], body: Sequence[Sequence[str]], columns: Mapping[str, int], asked: Asked, first: int
) -> None:
    known = {place: name for name, place in columns.items()}
    numbers, names = [], []
    for place, heading in enumerate(headings):
        cells = [row[place] for row in body if row[place]]
        if _is_number_column(heading, cells):
            numbers.append(_shown(heading, place))
        elif _is_name_column(heading, cells, known.get(place), asked):
            names.append(_shown(heading, place))
    place = columns["reference"]
    if _shown(headings[place], place) in numbers:
        rows = [number for number, row in enumerate(body, first) if cpr.personal_columns([""], [[row[place]]])]
        raise UserError(_reference_is_cpr(_shown(headings[place], place), rows), "file")
    if numbers or names:
        raise UserError(_objection(numbers, names), "file")


def _is_number_column(heading: str, cells: Sequence[str]) -> bool:
    return bool(re.match(r"cpr|personnummer|person-?nr|personid", _plain(heading))) or bool(
        cpr.personal_columns([""], [[cell] for cell in cells])
    )


def _is_name_column(heading: str, cells: Sequence[str], known: str | None, asked: Asked) -> bool:
    if known is None and _NAMES.search(_plain(heading)):
        return True
    if known in ("group", "length", "language", "municipality", "email"):
        return False  # their cells are compared with what is known, and never kept where they differ
    people = sum(bool(_PERSON.fullmatch(cell)) for cell in cells)
    return bool(cells) and people / len(cells) >= _NAMES_SHARE


def _shown(heading: str, place: int) -> str:
    return cpr.mask(heading)[:60] or _("kolonne %(number)s", number=place + 1)


def _reference_is_cpr(column: str, rows: Sequence[int]) -> str:
    said = _(
        "Numrene i kolonnen »%(column)s« ligner cpr-numre. Referencen skal være noget andet: et løbenummer, som I selv finder "
        "på, fx 1, 2 og 3. Skift numrene ud i filen, og prøv igen. Intet fra filen er gemt.",
        column=column,
    )  # fmt: skip
    if not 0 < len(rows) <= ROWS_NAMED:
        return said
    return " ".join((said, _("Se række %(rows)s.", rows=", ".join(map(str, rows)))))


def _objection(numbers: Sequence[str], names: Sequence[str]) -> str:
    said = []
    if numbers:
        said.append(_("Her ser ud til at stå cpr-numre: %(columns)s.", columns=", ".join(numbers)))
    if names:
        said.append(_("Her ser ud til at stå navne eller andet om personer: %(columns)s.", columns=", ".join(names)))
    return " ".join([*said, _("Slet kolonnerne i filen, og prøv igen. Intet fra filen er gemt.")])


def _read_rows(
    headings: Sequence[str], body: Sequence[Sequence[str]], columns: Mapping[str, int], asked: Asked, first: int
) -> ReadList:
    filled = [(number, row) for number, row in enumerate(body, start=first) if any(row)]
    if len(filled) > MOST_ROWS:
        raise UserError(_("Listen har over %(most)s rækker. Del den i flere.", most=format_number(MOST_ROWS)), "file")
    if not filled:
        raise UserError(_("Listen har overskrifter, men ingen rækker."), "file")
    people, errors, already = [], [], 0
    seen: dict[str, int] = {}
    for number, row in filled:
        cells = {name: row[place] for name, place in columns.items()}
        if cells["reference"] in asked.invited:
            already += 1
            continue
        person, faults = _person(cells, number, seen, asked)
        errors += [RowError(number, headings[columns[str(fault.field)]], str(fault)) for fault in faults]
        if not faults:
            people.append(person)
    unread = [
        _shown(heading, place) for place, heading in enumerate(headings) if heading and place not in columns.values()
    ]
    return ReadList(people, errors, unread, already)


def _person(
    cells: Mapping[str, str], number: int, seen: dict[str, int], asked: Asked
) -> tuple[Person, Sequence[UserError]]:
    """Return one row's person and everything wrong with the row. A reference counts as seen also where the row is wrong."""
    faults: list[UserError] = []

    def tried(act: Callable[..., str | None], *args: Any) -> str | None:
        try:
            return act(*args)
        except UserError as fault:
            faults.append(fault)
            return None

    def key(column: str, known: Mapping[str, str], objection: str) -> str | None:
        return tried(_key, cells.get(column, ""), known, column, objection)

    reference = tried(_reference, cells["reference"], number, seen) or ""
    tried(_refuse_neighbours, cells.get("municipality", ""), asked)
    group = key("group", asked.groups, asked.not_a_group)
    length = key("length", _LENGTH_WORDS, _("Længden findes ikke. Skriv fx »Under 3 måneder«."))
    language = key("language", asked.languages, _("Sproget kendes ikke. Skriv fx »arabisk« eller »ar«.")) or "da"
    return Person(reference, group, length, language, tried(_email, cells.get("email", "")) or ""), faults


def _refuse_neighbours(town: str, asked: Asked) -> None:
    if town and town.casefold() not in asked.municipality:
        raise UserError(_("Rækken hører til en anden kommune. Tag den med i den kommunes egen runde."), "municipality")


def _reference(text: str, number: int, seen: dict[str, int]) -> str:
    if not _REFERENCE.fullmatch(text) or not any(sign.isdigit() for sign in text):
        raise UserError(
            _("Referencen skal være et løbenummer: højst 20 tegn, uden mellemrum og med mindst ét ciffer."), "reference"
        )
    if text in seen:
        raise UserError(_("Referencen står også i række %(row)s.", row=seen[text]), "reference")
    seen[text] = number
    return text


def _key(text: str, known: Mapping[str, str], column: str, objection: str) -> str | None:
    """Return the key that a word stands for; None for an empty cell; raises UserError for another word."""
    if not text:
        return None
    if text.casefold() not in known:
        raise UserError(objection, column)
    return known[text.casefold()]


def _email(text: str) -> str:
    if text and (len(text) > MOST_ADDRESS or not _ADDRESS.fullmatch(text)):
        raise UserError(_("Det er ikke en e-mailadresse."), "email")
    return text
