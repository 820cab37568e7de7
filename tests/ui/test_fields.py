"""Fields: what Danes type is read, what cannot be read is shown again, and empty is never zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from ui.gallery import GalleryForm, make_app
from werkzeug.datastructures import MultiDict

from værdig.ui.fields import parse_date
from værdig.ui.widgets import (
    FilterForm,
    IntegerField,
    NotMoreThan,
    NumberRange,
    Optional,
    Required,
    StringField,
    VaerdigForm,
)


@pytest.fixture(scope="module")
def app() -> Any:
    return make_app()


@pytest.fixture(autouse=True)
def request_context(app: Any) -> Iterator[None]:
    with app.test_request_context("/galleri", method="POST"):
        yield


def filled(**values: Any) -> Any:
    form = GalleryForm(formdata=MultiDict(values))
    form.validate()
    return form


@pytest.mark.parametrize(
    "typed",
    [
        "24.12.2021",
        "24/12-2021",
        "24-12-2021",
        "24 12 2021",
        "24. december 2021",
        "24. dec. 2021",
        "2021-12-24",
        " 24.12.2021 ",
    ],
)
def test_a_date_is_read_as_danes_write_it(typed: str) -> None:
    assert filled(day=typed).day.data == date(2021, 12, 24)


@pytest.mark.parametrize("typed", ["24.12.21", "i går", "24. ma 2021", "12.2021", "٢٤.١٢.٢٠٢١x"])
def test_what_is_no_date_is_refused_and_shown_again(typed: str) -> None:
    form = filled(day=typed)
    assert form.day.data is None
    assert form.day.errors == ["Skriv datoen som dag, måned og år, fx 24.12.2021."]
    assert f'value="{typed}"' in form.day()


@pytest.mark.parametrize("typed", ["32.1.2021", "29.2.2021", "2021-02-30", "31. april 2021", "1/13-2021", "1.1.0000"])
def test_a_day_that_is_not_in_the_calendar_is_told_apart(typed: str) -> None:
    form = filled(day=typed)
    assert form.day.data is None
    assert form.day.errors == ["Den dag findes ikke. Se efter, om dag, måned og år er rigtige."]


def test_a_short_month_must_be_one_month() -> None:
    assert parse_date("1. maj 2021") == date(2021, 5, 1)
    with pytest.raises(ValueError, match="ju"):
        parse_date("1. ju 2021")


@pytest.mark.parametrize(
    ("typed", "number"), [("12", 12), ("1.204", 1204), ("-3", -3), ("1 204", 1204), ("0", 0), ("١٢", 12), ("", None)]
)
def test_a_whole_number_is_read_and_empty_is_unknown(typed: str, number: int | None) -> None:
    form = filled(count=typed)
    assert form.count.data == number
    assert not form.count.errors


@pytest.mark.parametrize("typed", ["12,5", "1.20", "tolv", "1e3", "--1", "²"])
def test_what_is_no_whole_number_is_refused(typed: str) -> None:
    assert filled(count=typed).count.errors == ["Skriv et helt tal, fx 12."]


@pytest.mark.parametrize(("typed", "number"), [("12,5", "12.5"), ("1.204,75", "1204.75"), ("7", "7")])
def test_a_decimal_number_has_a_comma(typed: str, number: str) -> None:
    assert filled(share=typed).share.data == Decimal(number)


def test_a_decimal_point_is_not_guessed_at() -> None:
    assert filled(share="12.5").share.errors == ["Skriv et tal, fx 12,5."]


def test_values_are_shown_as_danes_write_them() -> None:
    form = GalleryForm(formdata=None, data={"day": date(2021, 5, 3), "share": Decimal("12.5"), "count": 1204})
    assert 'value="03.05.2021"' in form.day()
    assert 'value="12,5"' in form.share()
    assert 'value="1204"' in form.count()


def test_zero_is_an_answer_to_a_mandatory_number() -> None:
    class Counted(VaerdigForm):
        times = IntegerField("Antal", [Required()])

    form = Counted(formdata=MultiDict({"times": "0"}))
    form.validate()
    assert form.times.errors == []


@pytest.mark.parametrize("validators", [[], [Optional()], [Required()]])
def test_a_number_that_cannot_be_read_is_objected_to_once(validators: list[Any]) -> None:
    class Counted(VaerdigForm):
        times = IntegerField("Antal", [*validators, NumberRange(0, 10)])

    form = Counted(formdata=MultiDict({"times": "mange"}))
    form.validate()
    assert form.times.errors == ["Skriv et helt tal, fx 12."]


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((0, 1_000_000), "Tallet skal være mellem 0 og 1.000.000."),
        ((1_500, None), "Tallet skal være mindst 1.500."),
        ((None, 1_000), "Tallet må højst være 1.000."),
        ((0, 1_000, "Sådan ikke: %(max)s"), "Sådan ikke: 1000"),
    ],
)
def test_limits_are_written_as_people_write_numbers(limits: tuple[Any, ...], said: str) -> None:
    class Counted(VaerdigForm):
        times = IntegerField("Antal", [NumberRange(*limits)])

    number = 999 if limits[0] == 1_500 else 2_000_000
    form = Counted(formdata=MultiDict({"times": str(number)}))
    form.validate()
    assert form.times.errors == [said]


@pytest.mark.parametrize(
    ("part", "whole", "wrong"), [("3", "2", True), ("2", "2", False), ("3", "", False), ("", "2", False)]
)
def test_a_part_is_not_larger_than_its_whole(part: str, whole: str, wrong: bool) -> None:
    class Counted(VaerdigForm):
        met = IntegerField("Heraf mødt", [Optional(), NotMoreThan("invited", "Flere mødt end indkaldt.")])
        invited = IntegerField("Indkaldt", [Optional()])

    form = Counted(formdata=MultiDict({"met": part, "invited": whole}))
    form.validate()
    assert form.met.errors == ["Flere mødt end indkaldt."] * wrong


def test_an_unanswered_mandatory_field_names_itself() -> None:
    form = filled()
    assert form.talk.errors == ["Vælg et svar under »Bliver du mødt med respekt?«."]
    assert form.unit.errors == ["Vælg på listen under »Hvilken afdeling?«."]
    assert form.agree.errors == ["Sæt hak ved »Du må vise min klage til lederen«."]
    assert form.name.errors == ["Udfyld »Hvad hedder du?«."]
    assert not form.themes.errors
    assert not form.email.errors


def test_a_choice_that_is_not_offered_is_refused() -> None:
    form = filled(talk="99", unit="magt", themes="x")
    assert form.talk.errors == ["Vælg en af mulighederne på listen."]
    assert form.unit.errors == ["Vælg en af mulighederne på listen."]
    assert form.themes.errors == ["»x« er ikke en af mulighederne."]


def test_text_is_cleaned_before_anybody_sees_it() -> None:
    form = filled(name="An\x00ne\r\n Hansen", what="En\r\nto\x07", origin="a\x00b")
    assert (form.name.data, form.what.data, form.origin.data) == ("Anne Hansen", "En\nto", "ab")


def test_too_long_text_is_counted_after_cleaning_and_kept() -> None:
    fits = "x" * 1999 + "\r\n" + "\x00"
    assert not filled(what=fits).what.errors
    long = filled(what="x\r\n" * 1500)
    assert long.what.errors == ["Du har skrevet 2.999 tegn. Der er plads til 2.000. Gør teksten 999 tegn kortere."]
    assert len(long.what.data) == 2999


def test_a_filter_reads_the_address_and_needs_no_token(app: Any) -> None:
    class Search(FilterForm):
        word = StringField("Ord", default="alt")

    with app.test_request_context("/?word=klage"):
        form = Search()
        assert form.validate_on_submit()
        assert form.word.data == "klage"
    with app.test_request_context("/"):
        assert Search().word.data == "alt"
