"""Language: the message catalogues, `_` and `_l`, and Danish dates and numbers; which texts exist is the features' business.

Danish is the source language: a missing translation shows the Danish text. Catalogues are read straight from `.po` files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from gettext import c2py
from pathlib import Path
from typing import Any, Protocol

from babel.dates import format_date as babel_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from flask import Flask, g, has_request_context
from markupsafe import Markup, escape

from værdig.clock import local
from værdig.paths import resource_dir

SOURCE = "da"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})
SPOKEN = "sprog"
"""The key of the citizen's own sealed cookie that holds the language she has chosen."""

Message = str | tuple[str, str]
"""What is translated: a text, or the two Danish forms of a text with a count."""


class LazyText:
    """A translation looked up when it is shown, so that it can be declared before any request."""

    __slots__ = ("_message", "_values")

    def __init__(self, message: str, values: dict[str, Any]) -> None:
        self._message = message
        self._values = values

    def __str__(self) -> str:
        return gettext(self._message, **self._values)

    @property
    def danish(self) -> str:
        """The message as it is declared, which translations are found by."""
        return self._message

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __repr__(self) -> str:
        return f"_l({self._message!r})"

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._message)

    def __len__(self) -> int:
        return len(str(self))

    def __contains__(self, part: str) -> bool:
        return part in str(self)

    def __add__(self, other: object) -> str:
        return str(self) + str(other)

    def __radd__(self, other: object) -> str:
        return str(other) + str(self)

    def __mod__(self, values: object) -> str:
        return str(self) % values

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)

    def __reduce__(self) -> tuple[Any, ...]:
        return (LazyText, (self._message, self._values))


@dataclass(frozen=True)
class Translation:
    """A message in another language, a text per plural form; `finished` unless its file marks it as `fuzzy`."""

    texts: tuple[str, ...]
    finished: bool


class Catalogues:
    """All message catalogues by language; a later source never overrides an earlier one, so the core's wording wins."""

    def __init__(self) -> None:
        self._messages: dict[str, dict[Message, Translation]] = {}
        self._forms: dict[str, Callable[[int], int]] = {}

    def add(self, directory: Path, domain: str = "messages") -> None:
        """Read `<directory>/<language>/LC_MESSAGES/<domain>.po` for every language there is."""
        for path in sorted(directory.glob(f"*/LC_MESSAGES/{domain}.po")):
            language, read = path.parent.parent.name, _read(path, path.stat().st_mtime_ns)
            self._forms.setdefault(language, read.form)
            messages = self._messages.setdefault(language, {})
            for message, translation in read.messages.items():
                messages.setdefault(message, translation)

    def languages(self) -> list[str]:
        """Return the languages offered, Danish first."""
        return [SOURCE, *sorted(language for language in self._messages if language != SOURCE)]

    def messages(self, language: str) -> Mapping[Message, Translation]:
        """Return everything that is translated to a language, finished or not."""
        return self._messages.get(language, {})

    def form(self, language: str, count: int) -> int:
        """Return which of a message's forms a count takes: other languages have up to six."""
        return self._forms[language](count)


@dataclass(frozen=True)
class _Read:
    """One `.po` file: its translations, and which of a message's forms a count takes."""

    messages: dict[Message, Translation]
    form: Callable[[int], int]


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> _Read:
    with path.open("rb") as file:
        catalogue = read_po(file)
    found: dict[Message, Translation] = {}
    for message in catalogue:
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if message.id and texts and all(texts):
            key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[key] = Translation(texts, not message.fuzzy)
    return _Read(found, c2py(catalogue.plural_expr))


class Judge(Protocol):
    """Who decides on a request which translations may be shown; without one only finished ones are."""

    def may_show(self, message: Message, translation: Translation | None) -> bool:
        """Tell whether a message's translation (None: there is none) may be shown; else the Danish text is, marked as Danish."""
        ...


DANISH, END_OF_DANISH = "\ufdd0", "\ufdd1"
"""Stand around Danish text on a page in another language, until the page is whole: code points that no text may hold."""


def _found(message: Message) -> tuple[Translation | None, bool]:
    """Return a message's translation to the language of this request, None where the Danish is to be shown; and whether that
    is to be marked as Danish."""
    spoken = language()
    if spoken == SOURCE:
        return None, False
    translation = catalogues().messages(spoken).get(message)
    judge: Judge | None = g.get("vaerdig_judge")
    if judge is None:
        return (translation if translation and translation.finished else None), False
    return (translation, False) if judge.may_show(message, translation) else (None, True)


def _said(message: str) -> str:
    """Return a message as this request's language has it."""
    translation, marked = _found(message)
    if translation is not None:
        return translation.texts[0]
    return f"{DANISH}{message}{END_OF_DANISH}" if marked and message else message


def _said_form(one: str, many: str, count: int) -> str:
    """Return a message for a count as this request's language has it."""
    translation, marked = _found((one, many))
    if translation is not None:
        return translation.texts[catalogues().form(language(), count)]
    danish = one if count == 1 else many
    return f"{DANISH}{danish}{END_OF_DANISH}" if marked else danish


_catalogues = Catalogues()


def gettext(message: str, **values: Any) -> str:
    """Return `message` in the chosen language with `%(name)s` filled in."""
    text = _said(message)
    return text % values if values else text


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """Return the message for a count, `one` or `many` in Danish; `%(count)s` is filled in as `1.234`."""
    return _said_form(one, many, count) % {"count": format_number(count), **values}


def _(message: str, **values: Any) -> str:
    return gettext(message, **values)


def _l(message: str, **values: Any) -> LazyText:
    """Declare a message that is translated when shown."""
    return LazyText(message, values)


def catalogues() -> Catalogues:
    """Return the catalogues of the running application, or the empty ones outside it."""
    from flask import current_app, has_app_context

    if has_app_context():
        found: Catalogues = current_app.extensions.get("vaerdig_catalogues", _catalogues)
        return found
    return _catalogues


def language() -> str:
    """Return the language of this request; Danish outside requests."""
    return g.get("language", SOURCE) if has_request_context() else SOURCE


@contextmanager
def in_danish() -> Iterator[None]:
    """Let texts be Danish whoever reads the page: what is stored is read by staff, and must hold no marks of translation."""
    held = {name: g.pop(name) for name in ("language", "vaerdig_judge") if name in g}
    try:
        yield
    finally:
        for name, value in held.items():
            setattr(g, name, value)


def text_direction() -> str:
    """Return `rtl` or `ltr` for the language of this request."""
    return "rtl" if language() in RIGHT_TO_LEFT else "ltr"


def format_date(day: date | datetime, form: str = "long") -> str:
    """Return a date as people read it: `21. november 2026`, in the language of this request; a date-time is taken in Danish time."""
    day = local(day).date() if isinstance(day, datetime) else day
    if language() != SOURCE:
        return babel_date(day, format=form, locale=language())
    return babel_date(day, format="d. MMMM y" if form == "long" else form, locale=SOURCE)


def format_time(moment: datetime) -> str:
    """Return date and hour in Danish time: `21. november 2026 kl. 14.05`."""
    here = local(moment)
    return f"{format_date(here)} kl. {here:%H.%M}"


def format_hour(moment: datetime) -> str:
    """Return date and whole hour in Danish time, no finer: `21. november 2026, kl. 14-15`."""
    here = local(moment)
    return f"{format_date(here)}, kl. {here:%H}-{(here.hour + 1) % 24:02d}"


def format_number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """Return a number as the language of this request writes it, in Danish `1.234,5`; `decimals` fixes how many, else up to three."""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=language())


def format_as_written(value: Decimal | str) -> str:
    """Return a number with every decimal it was written with: `83.0` → `83,0`; what is put in is shown as it stood."""
    exact = Decimal(value)
    return format_number(exact, max(0, -int(exact.as_tuple().exponent)))


_PERCENT = ("pct", "procent", "%")
_COUNTED = (
    "person", "borger", "ledige", "unge", "aktiverede", "modtager", "medarbejder", "virksomhed", "antal", "forløb",
    "arrangement", "orientering", "opfølgning", "plads", "besøg", "kr.",
)  # fmt: skip
"""Words in a unit that tell that whole things are counted."""
_MOST_DIGITS = 24
"""Digits before the comma that arithmetic still rounds exactly."""


def is_percent(unit: str) -> bool:
    """Tell whether figures in this unit are per cent; a difference between two of them is in percentage points."""
    return unit.strip().casefold().startswith(_PERCENT)


def shown_decimals(value: Decimal, unit: str) -> int:
    """Return how many decimals a figure is shown with: one for per cent, none for what is counted, else one if it needs it."""
    said = unit.casefold()
    if is_percent(unit):
        return 1
    if " pr. " not in said and any(word in said for word in _COUNTED):
        return 0
    return 0 if value == value.to_integral_value() else 1


def as_shown(value: Decimal | float, unit: str) -> Decimal:
    """Return a figure as it is shown everywhere, rounded half up as people do on paper; differences are taken of these."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if exact.adjusted() > _MOST_DIGITS:
        return exact
    return exact.quantize(Decimal(1).scaleb(-shown_decimals(exact, unit)), rounding=ROUND_HALF_UP) + 0


def format_figure(value: Decimal | float, unit: str) -> str:
    """Return a figure in its unit's decimals: 83.528 `pct.` → `83,5`, 1234.0 `personer` → `1.234`."""
    shown = as_shown(value, unit)
    return format_number(shown, max(0, -int(shown.as_tuple().exponent))).replace("-", "−")


def with_unit(value: Decimal | float, unit: str) -> str:
    """Return a figure with its unit; one of something counted in the plural is `1 (opfølgninger)`."""
    said = {"value": format_figure(value, unit), "unit": unit}
    if as_shown(value, unit) == 1 and not is_percent(unit):
        return _("%(value)s (%(unit)s)", **said)
    return _("%(value)s %(unit)s", **said)


def capital(text: str) -> str:
    """Return a text as a sentence begins: with a large letter."""
    return text[:1].upper() + text[1:]


def format_share(value: Decimal | float, decimals: int = 0) -> str:
    """Return a share of one as a Danish percentage: 0.813 → `81 %`."""
    return format_percent(value, format="#,##0" + ("." + "0" * decimals if decimals else "") + "\u00a0%", locale=SOURCE)


def format_size(count: int) -> str:
    """Return a number of bytes as people read it: 1234567 → `1,2 MB`; never nothing for what is something."""
    if count < 1_000_000:
        return f"{format_number(max(1, round(count / 1000)) if count else 0)} kB"
    return f"{format_number(count / 1_000_000, 1)} MB"


def init(app: Flask, directories: Iterable[Path] = ()) -> None:
    """Give the application its catalogues and the templates their helpers."""
    found = Catalogues()
    for directory in [resource_dir("translations"), *directories]:
        found.add(directory)
    app.extensions["vaerdig_catalogues"] = found
    app.jinja_env.globals.update(
        _=_template_gettext, _l=_l, ngettext=ngettext, language=language, text_direction=text_direction
    )
    app.jinja_env.filters.update(
        dato=format_date,
        tidspunkt=format_time,
        timetal=format_hour,
        tal=format_number,
        som_skrevet=format_as_written,
        filstoerrelse=format_size,
        procent=format_share,
    )


def _template_gettext(message: str, **values: Any) -> Markup:
    """Like gettext, escaping values: messages are ours and may hold no markup, values may come from anyone."""
    text = escape(_said(message))
    if not values:
        return text
    return Markup(str(text) % {name: escape(value) for name, value in values.items()})  # noqa: S704
