"""The texts: all of them known to translators, Danish, whole sentences, and translated without losing a field."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from flask import Flask, g
from jinja2 import nodes
from page_rules import FOREIGN

from værdig.error_pages import error_page

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "translations" / "messages.pot"
COMMAND = (
    "pybabel --quiet extract --mapping-file translations/babel.cfg --keywords _l --keywords ngettext:1,2"
    " --add-location file --sort-by-file --no-wrap --project vaerdig"
)
"""What `make messages` runs; the output file and the folders follow."""

CALLS = {"_": 1, "_l": 1, "gettext": 1, "ngettext": 2}
"""The functions that take messages, and how many of their arguments are messages."""

ENGLISH = re.compile(
    r"\b(the|and|you|your|with|this|that|not|of|are|from|which|must|should|please|cannot|error|failed|is not|has been"
    r"|click|save|delete|loading|unknown|warning|value|username)\b",
    re.IGNORECASE,
)
"""Words that no Danish sentence of ours contains."""


FILLED_BY_WTFORMS = "værdig/ui/messages.py"


def read(path: Path) -> Catalog:
    """Return a catalogue."""
    with path.open("rb") as file:
        return read_po(file)


def texts_of(message: Message) -> tuple[str, ...]:
    """Return the one text of a message, or its two."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def messages() -> list[Message]:
    """Return what translators are given."""
    return [message for message in read(TEMPLATE) if message.id]


def by_text(catalogue: Catalog) -> dict[tuple[str, ...], list[str]]:
    """Return the messages with the files they stand in."""
    return {
        texts_of(message): sorted({file for file, _line in message.locations}) for message in catalogue if message.id
    }


def test_translators_are_given_what_the_sources_say(tmp_path: Path) -> None:
    """When this fails: `make messages`, and look at what changed."""
    assert f"{COMMAND} --output-file translations/messages.pot værdig plugins" in (ROOT / "Makefile").read_text()
    fresh = tmp_path / "messages.pot"
    command = [str(Path(sys.executable).with_name("pybabel")), *shlex.split(COMMAND)[1:], "--output-file", str(fresh)]
    subprocess.run([*command, "værdig", "plugins"], cwd=ROOT, check=True, capture_output=True)
    assert by_text(read(TEMPLATE)) == by_text(read(fresh))


def test_every_text_is_danish() -> None:
    assert len(messages()) > 1000
    said = [re.sub(r"%\(\w+\)[sd]", "", text) for message in messages() for text in texts_of(message)]
    assert not [text for text in said if FOREIGN.search(text) or ENGLISH.search(text)]


def test_values_are_named_so_that_a_translator_can_move_them() -> None:
    unnamed = re.compile(r"%(?!\(\w+\)[sd]|%)[-#0 +]*\d*(\.\d+)?[sdrfi](?!\w)")
    ours = [message for message in messages() if {file for file, _line in message.locations} != {FILLED_BY_WTFORMS}]
    assert not [text for message in ours for text in texts_of(message) if unnamed.search(text) or "{}" in text]


def test_texts_hold_no_markup_and_no_stray_space() -> None:
    for message in messages():
        for text in texts_of(message):
            assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;", text), text
            assert text == text.strip(), text


def sources(pattern: str) -> Iterator[Path]:
    """Yield our own files and the plug-ins'."""
    for folder in ("værdig", "plugins"):
        yield from sorted((ROOT / folder).rglob(pattern))


def test_no_message_is_put_together_in_python() -> None:
    wrong = []
    for path in sources("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS:
                built = [each for each in call.args[: CALLS[call.func.id]] if not is_whole(each)]
                wrong += [f"{path.relative_to(ROOT)}:{each.lineno} {ast.unparse(each)}" for each in built]
    assert not wrong


def is_whole(given: ast.expr) -> bool:
    """Tell whether a message is a literal, or a name for one that stands elsewhere."""
    if isinstance(given, ast.Constant):
        return isinstance(given.value, str)
    return isinstance(given, (ast.Name, ast.Attribute, ast.Subscript))


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ('"Hej " "Ane"', True), ("question.wording", True), ('row["title"]', True), ("text", True),
        ('"Hej " + name', False), ('f"Hej {name}"', False), ('"Hej %s" % name', False), ('"Hej {}".format(name)', False),
        ('"Ja" if yes else "Nej"', False), ("str(text)", False), ("1", False),
    ],
)  # fmt: skip
def test_what_counts_as_put_together(code: str, whole: bool) -> None:
    assert is_whole(ast.parse(code, mode="eval").body) is whole


def test_no_message_is_put_together_in_a_template(app: Flask) -> None:
    wrong, found = [], 0
    for path in sources("*.html"):
        for call in app.jinja_env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in CALLS:
                found += 1
                for given in call.args[: CALLS[call.node.name]]:
                    if not isinstance(given, (nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem)):
                        wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert found > 500
    assert not wrong


def catalogues() -> list[Path]:
    """Return every translation there is, the core's and the plug-ins'."""
    return sorted(path for folder in ("translations", "plugins") for path in (ROOT / folder).rglob("*.po"))


@cache
def known() -> set[tuple[str, ...]]:
    """Return all texts of the sources."""
    return set(by_text(read(TEMPLATE)))


def fields(text: str) -> set[str]:
    """Return the names of the values a text takes."""
    return set(re.findall(r"%\((\w+)\)[sd]", text))


def lost_or_added(message: Message) -> bool:
    """Tell whether a translation misses a value or takes one there is not; a form for one may do without the count."""
    source = fields(texts_of(message)[-1])
    translated = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    several = len(texts_of(message)) > 1
    return any(
        text and not (source - ({"count"} if several else set())) <= fields(text) <= source for text in translated
    )


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_translation_keeps_its_fields_and_translates_what_is_said(path: Path) -> None:
    for message in read(path):
        if message.id:
            assert texts_of(message) in known(), f"nobody says »{texts_of(message)[0]}« any more"
            assert not lost_or_added(message), texts_of(message)


@pytest.mark.parametrize(
    ("source", "translated", "wrong"),
    [
        ("Hej %(name)s", "Hello %(name)s", False),
        ("Hej %(name)s", "Hello", True),
        ("Hej", "Hello %(name)s", True),
        (("%(count)s dag", "%(count)s dage"), ("one day", "%(count)s days"), False),
        (
            ("%(count)s dag for %(name)s", "%(count)s dage for %(name)s"),
            ("one day", "%(count)s days for %(name)s"),
            True,
        ),
    ],
)
def test_what_counts_as_lost(source: Any, translated: Any, wrong: bool) -> None:
    assert lost_or_added(Message(source, translated)) is wrong


@pytest.mark.parametrize("address", ["/", "/svar", "/klage", "/sag", "/was", "/stab/log-ind", "/findes-ikke"])
def test_a_page_says_its_language_and_direction(client: Any, address: str) -> None:
    page = client.get(address).soup.html
    assert (page["lang"], page["dir"]) == ("da", "ltr")


@pytest.mark.parametrize(("language", "direction"), [("tr", "ltr"), ("ar", "rtl"), ("ur", "rtl")])
def test_a_page_in_another_language_says_so(app: Flask, language: str, direction: str) -> None:
    with app.test_request_context("/was"):
        g.language = language
        html = error_page(404).get_data(as_text=True)
    assert f'<html lang="{language}" dir="{direction}">' in html


def test_every_document_has_a_language() -> None:
    whole = [path for path in sources("*.html") if "<html" in path.read_text(encoding="utf-8")]
    assert whole
    for path in whole:
        assert re.search(r"<html [^>]*lang=", path.read_text(encoding="utf-8")), path
