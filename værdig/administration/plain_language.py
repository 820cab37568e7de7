"""How easy every text for citizens is to read: pages as they are rendered, and questionnaires; measuring itself is in `reading`.

A page above `reading.MAX_LIX` is refused by the tests and reported as an error by `vaerdig check`. A legal text that cannot be
plainer stands in an element marked `data-reading="legal"`; it is left out only where the same page holds a plain summary, marked
`data-reading="summary"`, which is measured by itself.
"""

from __future__ import annotations

import contextvars
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from flask import Flask, current_app
from werkzeug.test import Client

from værdig import municipality, reading
from værdig.access.declare import PUBLIC, access_of
from værdig.access.guard import is_staff_address
from værdig.hooks import current_host
from værdig.hooks.contracts import CheckResult, Severity
from værdig.i18n import SOURCE, _, format_number
from værdig.reading import Reading

BLOCKS = frozenset(
    [
        "address",
        "button",
        "caption",
        "dd",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "label",
        "legend",
        "li",
        "p",
        "summary",
        "td",
        "th",
    ]
)
"""Elements whose text is read as a whole: each ends a sentence."""

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
APART = frozenset({"form-hint", "form-error-message"})
"""Classes of inline elements that are read by themselves."""

LEGAL, SUMMARY = "legal", "summary"


@dataclass
class _Open:
    """An element that is not closed yet: what it is left out for (`legal`, another language, not text), and what it is part of."""

    tag: str
    legal: bool
    summary: bool
    silent: bool
    block: bool


@dataclass(frozen=True)
class PageText:
    """The Danish texts of a page's main part: those that count, those of legal sections, and those of the plain summary."""

    plain: Sequence[str]
    legal: Sequence[str]
    summary: Sequence[str]


class _Reader(HTMLParser):
    """Collects the texts of `main`, block by block."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[_Open] = []
        self._words: list[str] = []
        self._in_main = 0
        self.found: dict[str, list[str]] = {"plain": [], LEGAL: [], SUMMARY: []}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "main":
            self._in_main += 1
        if tag in VOID:
            if tag == "br":
                self._flush()
            return
        outer = self._open[-1] if self._open else _Open("", False, False, False, False)
        block = tag in BLOCKS or bool(APART & set((given.get("class") or "").split()))
        if block:
            self._flush()
        mark = given.get("data-reading")
        spoken = given.get("lang") or SOURCE
        silent = tag in ("script", "style", "svg", "textarea", "select", "bdi", "code", "time") or spoken != SOURCE
        is_example = "example-data" in (given.get("class") or "")
        self._open.append(
            _Open(
                tag,
                outer.legal or mark == LEGAL,
                outer.summary or mark == SUMMARY,
                outer.silent or silent or is_example,
                block,
            )
        )

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main -= 1
        while self._open:
            if self._open[-1].block:
                self._flush()
            if self._open.pop().tag == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._in_main and self._open and not self._open[-1].silent:
            self._words.append(data)

    def _flush(self) -> None:
        text, self._words = " ".join("".join(self._words).split()), []
        if text:
            inner = self._open[-1]
            self.found[SUMMARY if inner.summary else LEGAL if inner.legal else "plain"].append(text)


def text_of(html: str) -> PageText:
    """Return the Danish texts of a page, in blocks; what is in another language, typed by somebody, for machines, or a mere date is left out."""
    reader = _Reader()
    reader.feed(html)
    return PageText(reader.found["plain"], reader.found[LEGAL], reader.found[SUMMARY])


@dataclass(frozen=True)
class Measured:
    """One page or questionnaire: what it is, what was counted, and whether a legal text stands without a plain summary."""

    name: str
    reading: Reading
    lacks_summary: bool = False

    @property
    def too_hard(self) -> bool:
        """Whether it may not be put before citizens as it is."""
        return self.reading.hard or self.lacks_summary

    @property
    def words(self) -> str:
        """The measure in words: LIX with one decimal, and the number of words."""
        lix = self.reading.lix
        if self.lacks_summary:
            return _("%(name)s: juridisk tekst uden et kort resumé", name=self.name)
        said = "–" if lix is None else format_number(round(lix, 1))
        return _("%(name)s: LIX %(lix)s, %(words)s ord", name=self.name, lix=said, words=self.reading.words)


def measured_page(name: str, html: str) -> Measured:
    """Measure a page. Its legal texts are left out where it holds a plain summary of them."""
    found = text_of(html)
    counted = [*found.plain, *found.summary]
    return Measured(name, reading.measure(*counted), bool(found.legal) and not found.summary)


def citizens_addresses(app: Flask) -> list[str]:
    """Return every address that anybody may open and that names nothing."""
    return sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and not is_staff_address(rule.rule)
        and access_of(app.view_functions[rule.endpoint]) == PUBLIC
    )  # fmt: skip


def pages() -> Iterator[Measured]:
    """Yield every page a citizen can open without a code, as the bound municipality's citizens get it."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    host = municipality.get().hostname
    client = Client(app)
    for address in citizens_addresses(app):
        more: dict[str, Any] = {"base_url": f"http://{host}"} if host else {}
        answer = contextvars.Context().run(client.get, address, **more)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            yield measured_page(address, answer.get_data(as_text=True))


def questionnaires() -> Iterator[Measured]:
    """Yield every questionnaire that is offered, the plug-ins' too: its questions and helps together."""
    for found in current_host().active("register_questionnaires"):
        texts = [str(text) for q in found.value.questions for text in (q.wording, q.help) if str(text)]
        yield Measured(f"{found.value.id} {found.value.version}", reading.measure(*texts))


def check() -> CheckResult:
    """Tell which texts for citizens are too hard, else which are harder than the aim."""
    found = [*pages(), *questionnaires()]
    hard = [each for each in found if each.too_hard]
    noted = [each for each in found if each.reading.lix is not None and each.reading.lix > reading.WARN_LIX]
    if hard:
        return CheckResult(
            severity=Severity.ERROR,
            text=_("For svært for borgerne: %(texts)s.", texts="; ".join(each.words for each in hard)),
        )
    if noted:
        return CheckResult(
            severity=Severity.WARNING,
            text=_(
                "Sværere end LIX %(aim)s: %(texts)s.",
                aim=reading.WARN_LIX,
                texts="; ".join(each.words for each in noted),
            ),
        )
    return CheckResult(severity=Severity.OK, text=_("%(number)s sider og skemaer er målt.", number=len(found)))
