"""What plug-ins may hand back from `compute`, `build` and `read`: checked and made plain before it leaves their process.

Everything after this point can rely on the types in `contracts`; texts are plain strings, unknown is None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from numbers import Integral, Real
from typing import Any

from værdig.hooks import contracts as c

Series = dict[str, float | None]
"""A computed metric: period code → number, None where missing."""

PERIOD = re.compile(r"[0-9]{4}[0-9A-Za-z_-]{0,16}")
NOT_A_TEXT = re.compile(r"(?<!\w)(?:nan|None|NaT|<NA>)(?!\w)")
"""What a number or value that is not there looks like when it has been made into text by mistake."""

MISSING = frozenset({"nan", "<NA>", "NaT"})


class Nonsense(Exception):
    """A plug-in returned something that cannot be shown; the text is Danish and says what."""


def series(value: Any) -> Series:
    """Return a computed pandas Series as plain numbers by period; raises Nonsense for anything else."""
    import pandas as pd

    if not isinstance(value, pd.Series):
        raise Nonsense(f"compute skal give en pandas Series, ikke {type(value).__name__}.")
    periods = list(value.index)
    for period in periods:
        if not (isinstance(period, str) and PERIOD.fullmatch(period)):
            raise Nonsense(f"»{str(period)[:30]}« er ikke en periode.")
    if len(set(periods)) != len(periods):
        raise Nonsense("compute giver den samme periode to gange.")
    return {period: _number(number, period) for period, number in zip(periods, value.tolist(), strict=True)}


def _number(value: Any, place: str) -> float | None:
    if value is None or str(value) in MISSING:
        return None
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise Nonsense(f"{place}: {type(value).__name__} er ikke et tal.")
    number = float(value)
    if math.isinf(number):
        raise Nonsense(f"{place}: tallet er uendeligt.")
    return number


def plain_text(value: Any, place: str) -> str:
    """Return a text or a lazy one as a plain string; numbers and None are refused."""
    if not hasattr(value, "split") or isinstance(value, bytes):
        raise Nonsense(f"{place}: der skulle stå en tekst, ikke {type(value).__name__}.")
    return str(value)


def text(value: Any, place: str) -> str:
    """Return a text that is to be shown; one made of a value that is missing is refused too."""
    plain = plain_text(value, place)
    if NOT_A_TEXT.search(plain):
        raise Nonsense(f"{place}: teksten »{plain[:60]}« viser en værdi, der mangler.")
    return plain


def _texts(values: Any, place: str) -> tuple[str, ...]:
    return tuple(text(value, place) for value in _sequence(values, place))


def _sequence(values: Any, place: str) -> Sequence[Any]:
    if isinstance(values, str | bytes) or not isinstance(values, Sequence):
        raise Nonsense(f"{place}: der skulle stå en liste, ikke {type(values).__name__}.")
    return values


def section(value: Any) -> c.SectionContent:
    """Return a report section with plain texts and numbers; raises Nonsense naming the block that is wrong."""
    if not isinstance(value, c.SectionContent):
        raise Nonsense(f"build skal give SectionContent, ikke {type(value).__name__}.")
    blocks = tuple(_block(block, n) for n, block in enumerate(_sequence(value.blocks, "blocks"), 1))
    figures = tuple(_figure(figure) for figure in _sequence(value.figures, "figures"))
    ids = [figure.id for figure in figures]
    if len(set(ids)) != len(ids):
        raise Nonsense("To tal i afsnittet har samme id.")
    return c.SectionContent(blocks=blocks, figures=figures)


def _block(block: Any, number: int) -> c.Block:
    check = BLOCKS.get(type(block))
    if check is None:
        raise Nonsense(f"Blok {number} er {type(block).__name__}, som ikke er en kendt blok.")
    checked: c.Block = check(block, f"Blok {number} ({type(block).__name__})")
    return checked


def _heading(block: c.Heading, place: str) -> c.Heading:
    if block.level not in (3, 4):
        raise Nonsense(f"{place}: niveauet skal være 3 eller 4.")
    return replace(block, text=text(block.text, place))


def _paragraph(block: c.Paragraph, place: str) -> c.Paragraph:
    return replace(block, text=text(block.text, place))


def _bullets(block: c.Bullets, place: str) -> c.Bullets:
    return replace(block, items=_texts(block.items, place), ordered=bool(block.ordered))


def _notice(block: c.Notice, place: str) -> c.Notice:
    if block.tone not in ("info", "warning", "missing"):
        raise Nonsense(f"{place}: ukendt tone.")
    return replace(block, text=text(block.text, place))


def _table(block: c.Table, place: str) -> c.Table:
    columns = _texts(block.columns, place)
    rows = tuple(_texts(row, place) for row in _sequence(block.rows, place))
    if any(len(row) != len(columns) for row in rows):
        raise Nonsense(f"{place}: en række har ikke {len(columns)} felter.")
    numeric = tuple(_sequence(block.numeric, place))
    if any(not isinstance(column, int) or not 0 <= column < len(columns) for column in numeric):
        raise Nonsense(f"{place}: numeric peger på en kolonne, der ikke er der.")
    caption, note = text(block.caption, place), text(block.note, place)
    return c.Table(caption=caption, columns=columns, rows=rows, numeric=numeric, note=note)


def _share_bars(block: c.ShareBars, place: str) -> c.ShareBars:
    categories = _texts(block.categories, place)
    rows = tuple(
        (text(label, place), tuple(_share(share, place) for share in shares))
        for label, shares in _sequence(block.rows, place)
    )
    if any(len(shares) != len(categories) for _label, shares in rows):
        raise Nonsense(f"{place}: en bjælke har ikke {len(categories)} dele.")
    return replace(
        block,
        caption=text(block.caption, place),
        categories=categories,
        rows=rows,
        note=text(block.note, place),
        rows_are=text(block.rows_are, place),
    )


def _share(value: Any, place: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Integral) or not 0 <= int(value) <= 100:
        raise Nonsense(f"{place}: en andel skal være et helt tal fra 0 til 100 eller None.")
    return int(value)


def _line(block: c.Line, place: str) -> c.Line:
    periods = _texts(block.periods, place)
    values = tuple(_number(value, place) for value in _sequence(block.values, place))
    if len(periods) != len(values):
        raise Nonsense(f"{place}: der er {len(periods)} perioder og {len(values)} tal.")
    unknown = [period for period in (*periods, *block.breaks, *block.provisional) if not PERIOD.fullmatch(str(period))]
    if unknown:
        raise Nonsense(f"{place}: »{str(unknown[0])[:30]}« er ikke en periode.")
    return replace(
        block,
        caption=text(block.caption, place),
        unit=text(block.unit, place),
        periods=periods,
        values=values,
        target=_number(block.target, place),
        breaks=_texts(block.breaks, place),
        provisional=_texts(block.provisional, place),
        provenance=text(block.provenance, place),
        note=text(block.note, place),
    )


BLOCKS: dict[type, Callable[[Any, str], Any]] = {
    c.Heading: _heading,
    c.Paragraph: _paragraph,
    c.Bullets: _bullets,
    c.Notice: _notice,
    c.Table: _table,
    c.ShareBars: _share_bars,
    c.Line: _line,
}


def _figure(figure: Any) -> c.Figure:
    if not isinstance(figure, c.Figure):
        raise Nonsense(f"figures indeholder {type(figure).__name__}.")
    place = f"Tallet »{figure.id}«"
    plain = {f.name: text(getattr(figure, f.name), place) for f in fields(figure) if f.name != "value"}
    value = None if figure.value is None else text(figure.value, place)
    if value is None and not plain["why_missing"]:
        raise Nonsense(f"{place} mangler uden at sige hvorfor.")
    return c.Figure(value=value, **plain)


def read_file(value: Any) -> c.ReadFile:
    """Return what an importer found, checked cell by cell; raises Nonsense for the first that is not as promised."""
    if not isinstance(value, c.ReadFile):
        raise Nonsense(f"read skal give ReadFile, ikke {type(value).__name__}.")
    return c.ReadFile(
        observations=tuple(_observation(item) for item in value.observations),
        problems=tuple(_problem(item) for item in value.problems),
        dropped_columns=_foreign(value.dropped_columns, "dropped_columns"),
        remarks=_foreign(value.remarks, "remarks"),
        title=plain_text(value.title, "title"),
    )


def _foreign(values: Any, place: str) -> tuple[str, ...]:
    return tuple(plain_text(value, place) for value in _sequence(values, place))


def _observation(item: Any) -> c.Observation:
    if not isinstance(item, c.Observation):
        raise Nonsense(f"observations indeholder {type(item).__name__}.")
    place = f"{str(item.table)[:40]} {str(item.period)[:20]}"
    plain = {
        name: plain_text(getattr(item, name), place)
        for name in ("table", "measure", "area", "period", "unit", "missing")
    }
    value = None if item.value is None else _decimal(item.value, place)
    if value is None and not plain["missing"]:
        raise Nonsense(f"{place}: tallet mangler uden at sige hvorfor.")
    where = {plain_text(key, place): plain_text(member, place) for key, member in item.where.items()}
    return c.Observation(value=value, where=where, **plain)


def _decimal(value: Any, place: str) -> str:
    written = plain_text(value, place)
    try:
        finite = Decimal(written).is_finite()
    except InvalidOperation:
        finite = False
    if not finite:
        raise Nonsense(f"{place}: »{written[:30]}« er ikke et tal skrevet med punktum.")
    return written


def _problem(item: Any) -> c.RowProblem:
    if not isinstance(item, c.RowProblem) or isinstance(item.row, bool) or not isinstance(item.row, int):
        raise Nonsense("problems skal være RowProblem med et rækkenummer.")
    return c.RowProblem(
        row=item.row, column=plain_text(item.column, "problems"), text=plain_text(item.text, "problems")
    )


CHECKS: dict[str, Callable[[Any], Any]] = {"compute": series, "build": section, "read": read_file}
"""The check of each attribute that is called in the worker."""
