"""Texts in two languages beside each other: Danish first, the citizen's below it; the helper's page is in `side_by_side`.

A text is shown twice where its translation may be shown here (see `languages.queries`); else in Danish only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from babel.dates import format_date as babel_date
from flask import g, has_request_context, request, session
from markupsafe import Markup, escape

from værdig.clock import today
from værdig.i18n import RIGHT_TO_LEFT, SOURCE, LazyText, format_date, gettext, language
from værdig.surveys.languages import queries
from værdig.surveys.page_marks import CODE

SIDE = "svar_ved_siden"
"""The key of the citizen's cookie: the language shown beside Danish."""


def languages() -> dict[str, str]:
    """Return the languages that can stand beside Danish: code and the language's own name."""
    return {each.code: each.own_name for each in queries.offered() if each.code != SOURCE}


def side_language() -> str:
    """Return the language shown beside Danish in this request, or empty: only where one answers, on a page that is Danish, is there any."""
    if not has_request_context():
        return ""
    side: str | None = g.get("vaerdig_side")
    if side is None:
        chosen = str(session.get(SIDE, "")) if f"{request.path}/".startswith("/svar/") else ""
        stands = bool(chosen) and language() == SOURCE and chosen in languages()
        g.vaerdig_side = side = chosen if stands else ""
    return side


def is_helped() -> bool:
    """Return whether somebody answers now with a helper beside her, who has been asked which language is to stand beside Danish."""
    return SIDE in session and CODE in session


def both(text: object, **values: object) -> Markup:
    """Return a Danish text, and below it the same in the language beside, where its translation may be shown.

    `text` is the Danish message itself; `%(name)s` in it is filled in for each language: see `in_both`.
    """
    danish = _filled(str(text), values, SOURCE)
    own = _beside(str(text))
    return danish if own is None else danish + _part(_filled(own, values, side_language()))


def _beside(message: str) -> str | None:
    chosen = side_language()
    return queries.shown_in(chosen, message) if chosen and message else None


def _part(text: str) -> Markup:
    direction = "rtl" if side_language() in RIGHT_TO_LEFT else "ltr"
    return Markup(' <span class="beside" lang="{}" dir="{}">{}</span>').format(side_language(), direction, text)


def _filled(text: str, values: Mapping[str, object], spoken: str) -> Markup:
    """Return a text with what is filled in; a value that is no markup is escaped."""
    return escape(text) % {name: _said_in(spoken, value) for name, value in values.items()} if values else escape(text)


def _said_in(spoken: str, value: object) -> object:
    """Return a value as a language has it: days are written its way, and texts of ours are translated where that may be shown."""
    if isinstance(value, date):
        return babel_date(value, format="d. MMMM y" if spoken == SOURCE else "long", locale=spoken)
    if isinstance(value, LazyText) and spoken == side_language():
        return _beside(value.danish) or value.danish
    return value


def today_in_both(label: str) -> Markup:
    """Return a label and today's date in the page's language; in Danish and as the language beside writes it where there is one."""
    if not side_language():
        return Markup("{} <bdi>{}</bdi>").format(label, format_date(today()))
    own = Markup("{} {}").format(_beside(label) or "", _said_in(side_language(), today()))
    return Markup("{} {}").format(label, _said_in(SOURCE, today())) + _part(own.strip())


def in_both(text: object, **values: object) -> object:
    """Return a text as this request shows it: in both languages, or in the one that the page is in.

    Of the values for `%(name)s` days and texts (`_l`) are said in each language.
    """
    if side_language():
        return both(text, **values)
    if isinstance(text, LazyText) and not values:
        return str(text)
    message = text.danish if isinstance(text, LazyText) else str(text)
    return _filled(gettext(message), values, language())


def beside(shown: object) -> object:
    """Return a text of the page, which has been looked up already, with the language beside below it; a filter of templates."""
    own = _beside(Markup("{}").format(shown).unescape()) if side_language() else None
    return shown if own is None else Markup("{}").format(shown) + _part(own)
