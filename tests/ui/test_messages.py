"""Every text that WTForms and Flask-WTF can show has a Danish one."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
import wtforms
from babel.messages.pofile import read_po
from flask_wtf import file

from værdig.ui.messages import DANISH, Messages

SPECIAL = {"This field is required."}
"""Answered with the field's own name."""


def _wtforms_texts() -> list[str]:
    folder = Path(wtforms.__file__).parent / "locale"
    with (folder / "wtforms.pot").open("rb") as catalogue:
        ids = [message.id for message in read_po(catalogue) if message.id]
    return [text for found in ids for text in (found if isinstance(found, tuple) else (found,))]


@pytest.mark.parametrize("english", sorted(set(_wtforms_texts()) - SPECIAL))
def test_wtforms_texts_are_danish(english: str) -> None:
    said = Messages().ngettext(english, english, 2)
    one = english.replace("characters long", "character long").replace("%(max)d characters.", "%(max)d character.")
    if english not in DANISH:  # the plural of a text that is the same in Danish
        said = Messages().gettext(one)
    assert said != english
    assert said in {str(text) for text in DANISH.values()}


def test_flask_wtf_file_texts_are_danish() -> None:
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(file))) if isinstance(node, ast.Call)]
    texts = [
        node.args[0].value
        for node in calls
        if getattr(node.func, "attr", "") == "gettext" and isinstance(node.args[0], ast.Constant)
    ]
    assert len(texts) >= 3
    assert [text for text in texts if text not in DANISH and text not in SPECIAL] == []
    assert Messages().gettext("File must be between 0 and 5000 bytes.").startswith("Filen skal fylde mellem 0 og 5.000")


def test_placeholders_are_the_same() -> None:
    import re

    for english, danish in DANISH.items():
        pattern = r"%\(\w+\)[sd]|%s|\{\w+\}"
        assert set(re.findall(pattern, str(danish))) <= set(re.findall(pattern, english))
