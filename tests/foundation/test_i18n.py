"""Language: what is translated, what falls back to Danish, and the forms that other languages have for a count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, g, render_template_string

from værdig import i18n
from værdig.i18n import (
    DANISH,
    END_OF_DANISH,
    Catalogues,
    Message,
    Translation,
    _l,
    format_date,
    format_number,
    gettext,
    ngettext,
)

BOSNIAN = """
msgid ""
msgstr ""
"Language: bs\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "%(count)s dag"
msgid_plural "%(count)s dage"
msgstr[0] "%(count)s dan"
msgstr[1] "%(count)s dana"
msgstr[2] "%(count)s dana!"

msgid "Hej %(name)s"
msgstr "Zdravo %(name)s"

#, fuzzy
msgid "Farvel"
msgstr "Do"

msgid "Tak"
msgstr ""

msgid "%(count)s uge"
msgid_plural "%(count)s uger"
msgstr[0] "%(count)s sedmica"
msgstr[1] ""
msgstr[2] ""
"""
OTHER = BOSNIAN.replace("Zdravo", "Bok") + '\nmsgid "Ja"\nmsgstr "Da"\n'


@pytest.fixture
def catalogues(tmp_path: Path) -> Catalogues:
    """Two sources of Bosnian, the first of which is the core's."""
    found = Catalogues()
    for name, content in (("core", BOSNIAN), ("plugin", OTHER)):
        folder = tmp_path / name / "bs" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(content.strip(), encoding="utf-8")
        found.add(tmp_path / name)
    return found


def test_the_cores_words_win_and_others_add(catalogues: Catalogues) -> None:
    assert catalogues.languages() == ["da", "bs"]
    assert catalogues.messages("bs")["Hej %(name)s"].texts == ("Zdravo %(name)s",)
    assert catalogues.messages("bs")["Ja"].texts == ("Da",)


@pytest.fixture
def speaking(app: Flask, catalogues: Catalogues, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return a function that sets the language of the request this test is inside of."""
    monkeypatch.setitem(app.extensions, "vaerdig_catalogues", catalogues)
    with app.test_request_context("/"):
        yield lambda language: setattr(g, "language", language)


@pytest.mark.parametrize("language", ["bs", "so"])
@pytest.mark.parametrize("message", ["Farvel", "Tak", "Ukendt"])
def test_what_is_not_translated_for_sure_is_shown_in_danish(
    speaking: Callable[[str], None], language: str, message: str
) -> None:
    speaking(language)
    assert gettext(message) == message


class OnlyFarvel:
    """Lets everything be shown that begins with an F."""

    def may_show(self, message: Message, translation: Translation | None) -> bool:
        return translation is not None and message == "Farvel"


def test_somebody_may_decide_what_is_shown_and_the_danish_is_marked_then(speaking: Callable[[str], None]) -> None:
    speaking("bs")
    g.vaerdig_judge = OnlyFarvel()
    assert gettext("Farvel") == "Do"
    assert gettext("Hej %(name)s", name="Ane") == f"{DANISH}Hej Ane{END_OF_DANISH}"
    assert ngettext("%(count)s dag", "%(count)s dage", 2) == f"{DANISH}2 dage{END_OF_DANISH}"


def test_a_date_and_a_number_follow_the_language(speaking: Callable[[str], None]) -> None:
    assert (format_date(date(2026, 6, 30)), format_number(2000)) == ("30. juni 2026", "2.000")
    speaking("en")
    assert (format_date(date(2026, 6, 30)), format_number(2000)) == ("June 30, 2026", "2,000")


@pytest.mark.parametrize(("count", "form"), [(1, "dan"), (2, "dana"), (5, "dana!"), (11, "dana!"), (21, "dan")])
def test_a_language_has_its_own_forms_for_a_count(speaking: Callable[[str], None], count: int, form: str) -> None:
    speaking("bs")
    assert ngettext("%(count)s dag", "%(count)s dage", count) == f"{count} {form}"


@pytest.mark.parametrize(("count", "shown"), [(0, "0 uger"), (1, "1 uge"), (2, "2 uger")])
def test_danish_forms_are_used_where_a_language_lacks_one(
    speaking: Callable[[str], None], count: int, shown: str
) -> None:
    for language in ("da", "bs", "so"):
        speaking(language)
        assert ngettext("%(count)s uge", "%(count)s uger", count) == shown


def test_the_language_of_the_request_is_used(
    app: Flask, catalogues: Catalogues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "vaerdig_catalogues", catalogues)
    lazy = _l("Hej %(name)s", name="Ane")
    with app.test_request_context("/"):
        assert (str(lazy), ngettext("%(count)s dag", "%(count)s dage", 3)) == ("Hej Ane", "3 dage")
        g.language = "bs"
        assert (str(lazy), ngettext("%(count)s dag", "%(count)s dage", 3)) == ("Zdravo Ane", "3 dana")


def test_values_in_templates_are_escaped_and_messages_too(app: Flask) -> None:
    with app.test_request_context("/"):
        shown = render_template_string('{{ _("Hej %(name)s & co", name="<b>") }}')
    assert shown == "Hej &lt;b&gt; &amp; co"


@pytest.mark.parametrize(
    ("language", "direction"), [("da", "ltr"), ("tr", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("ur", "rtl")]
)
def test_the_direction_of_a_language(app: Flask, language: str, direction: str) -> None:
    with app.test_request_context("/"):
        g.language = language
        assert i18n.text_direction() == direction


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("83.0", "83,0"),
        ("83", "83"),
        ("1234.50", "1.234,50"),
        ("-0.10", "-0,10"),
        ("1E+3", "1.000"),
        ("0.0001", "0,0001"),
    ],
)
def test_a_number_is_shown_with_the_decimals_it_was_written_with(app: Flask, written: str, shown: str) -> None:
    with app.app_context():
        assert i18n.format_as_written(written) == shown
