"""Open answers after closing: read one at a time, quoted only when a person says so, and never with anything beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from sqlalchemy import select
from surveys.rounds import codes_for, open_round

from værdig.audit import AuditEntry
from værdig.clock import HalfYear
from værdig.db import db, tenant
from værdig.errors import NotYours, UserError
from værdig.surveys import answering, service
from værdig.surveys.models import OpenAnswer
from værdig.surveys.quotations import queries
from værdig.surveys.quotations import service as quotations
from værdig.surveys.quotations.models import Quotation

HALF_YEAR = HalfYear(2021, 1)


def closed_round(answers: int = 12, texts: int = 12) -> str:
    """Close a round in which people of two groups answered, some of them in words."""
    round_id = open_round()
    groups = [("dagpenge", answers - answers // 2), ("sygedagpenge", answers // 2)]
    codes = [code for group, number in groups for code in codes_for(round_id, group, number)]
    for number, code in enumerate(codes):
        wrote = {"fortael": f"Brev nummer {number} var svært at forstå."} if number < texts else {}
        answering.deliver(code, {"moedet": 4, **wrote})
    service.close_round(round_id)
    return round_id


@pytest.fixture
def bound(engine_app: Flask) -> Iterator[Flask]:
    """The application on either engine, with the municipality bound."""
    with engine_app.app_context(), tenant(HOME):
        yield engine_app


def test_texts_are_read_one_at_a_time_in_an_order_that_tells_nothing(bound: Flask) -> None:
    round_id = closed_round()
    read = [queries.text(round_id, number).words for number in range(1, 13)]
    written = [f"Brev nummer {number} var svært at forstå." for number in range(12)]
    assert sorted(read) == sorted(written)
    assert read != written
    assert read == [queries.text(round_id, number).words for number in range(1, 13)], "the order stays while one reads"
    for number in (0, 13):
        with pytest.raises(NotYours):
            queries.text(round_id, number)


def test_of_a_round_with_too_few_answers_nothing_is_read_or_quoted(bound: Flask) -> None:
    round_id = closed_round(answers=9)
    stored = db.session.scalars(select(OpenAnswer.id)).all()
    assert len(stored) == 9
    assert queries.text_ids(round_id) == []
    with pytest.raises(NotYours):
        queries.text(round_id, 1)
    with pytest.raises(NotYours):
        quotations.clear(round_id, stored[0], "Brev")


def test_an_open_round_has_no_texts(bound: Flask) -> None:
    with pytest.raises(NotYours):
        queries.text_ids(open_round())


def test_nothing_is_quoted_before_a_person_clears_it_and_it_can_be_taken_back(bound: Flask) -> None:
    round_id = closed_round()
    assert queries.quoted_in(HALF_YEAR) == []
    text = queries.text(round_id, 3)
    quotations.clear(round_id, text.id, "var svært at forstå.")
    assert queries.quoted_in(HALF_YEAR) == ["[…] var svært at forstå."]
    quotations.clear(round_id, text.id, text.words)
    assert queries.quoted_in(HALF_YEAR) == [text.words], "cleared anew, in the place of the first"
    (cleared,) = queries.quotations(round_id)
    assert cleared.number == 3
    quotations.withdraw(round_id, cleared.id)
    assert queries.quoted_in(HALF_YEAR) == []
    assert queries.text(round_id, 3).words == text.words, "the text itself is untouched"


def test_what_is_added_is_refused(bound: Flask) -> None:
    round_id = closed_round()
    text = queries.text(round_id, 1)
    with pytest.raises(UserError):
        quotations.clear(round_id, text.id, f"{text.words} Jobcenteret er godt.")
    assert queries.quotations(round_id) == []


def test_a_frozen_quotation_stays(bound: Flask) -> None:
    round_id = closed_round()
    text = queries.text(round_id, 1)
    quotations.clear(round_id, text.id, text.words)
    quotations.freeze_quotations(HALF_YEAR)
    db.session.commit()
    (frozen,) = queries.quotations(round_id)
    for act in (
        lambda: quotations.withdraw(round_id, frozen.id),
        lambda: quotations.clear(round_id, text.id, "Brev"),
    ):
        with pytest.raises(UserError, match="frosset"):
            act()
    assert [one.words for one in queries.quotations(round_id)] == [text.words]


def test_clearing_and_taking_back_are_logged_without_a_word_of_the_text(bound: Flask) -> None:
    round_id = closed_round()
    text = queries.text(round_id, 1)
    quotations.clear(round_id, text.id, text.words)
    quotations.withdraw(round_id, queries.quotations(round_id)[0].id)
    entries = [one for one in db.session.scalars(select(AuditEntry)) if one.action.startswith("survey.quotation")]
    assert [one.action for one in entries] == ["survey.quotation_cleared", "survey.quotation_withdrawn"]
    assert all(one.object_id == round_id and "Brev" not in str(one.detail) for one in entries)


def test_quotations_are_sealed_and_go_with_the_texts(bound: Flask, freeze: Callable[[str], Any]) -> None:
    round_id = closed_round()
    text = queries.text(round_id, 1)
    quotations.clear(round_id, text.id, text.words)
    assert b"Brev" not in db.session.scalars(select(Quotation)).one().sealed
    day = queries.deleted_on(round_id)
    assert day is not None
    freeze(f"{day:%Y-%m-%d} 12:00")
    assert service.delete_expired() == 0, "they are kept until that day is over"
    freeze(f"{day.replace(day=28, month=day.month % 12 + 1, year=day.year + day.month // 12):%Y-%m-%d} 12:00")
    assert service.delete_expired() == 1
    assert db.session.scalars(select(Quotation)).all() == []


def test_leak_11_an_open_comment_with_a_group_label_a_date_or_unmistakable_detail(bound: Flask) -> None:
    """Domain note 6.4, leak 11: a text tells its group or day, or who wrote it."""
    round_id = closed_round()
    kept = {column.key for table in (OpenAnswer, Quotation) for column in table.__table__.columns}
    assert kept == {"id", "municipality_id", "round_id", "question", "sealed", "text_id", "is_frozen"}, (
        "no group, length, date"
    )
    named = queries.text(round_id, 1)
    assert set(vars(named)) == {"id", "number", "words", "cleared"}
    assert queries.quoted_in(HALF_YEAR) == [], "unmistakable detail is quoted by nobody until a person has read it"


def test_how_many_wrote_passes_the_gate(bound: Flask) -> None:
    from værdig.surveys import results

    many = {table.id: table for table in results.frozen(closed_round(answers=40, texts=20)).tables}
    assert many["skrevet/fortael"].total.shares["skrevet"] == 50


def test_how_few_wrote_is_hidden(bound: Flask) -> None:
    from værdig.surveys import results

    few = {table.id: table for table in results.frozen(closed_round(answers=12, texts=11)).tables}
    assert few["skrevet/fortael"].total.shares.get("skrevet") in (None, 90), (
        "eleven of twelve is not told as 92 percent"
    )


def test_one_text_is_the_last_and_the_page_says_what_was_deleted_and_why(
    within: Callable[..., Any], staff: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-05-03 10:00")
    round_id = within(lambda: closed_round(texts=1))
    page = f"/stab/runder/{round_id}/tekster"
    assert "Det er den sidste tekst." in staff("leder").get(page).click("Læs den første tekst").text
    freeze("2023-05-04 10:00")
    within(service.delete_expired)
    told = staff("leder").get(page).text
    assert "skulle slettes efter den 3. maj 2023, og det er sket" in told
    assert "De frosne tal bliver." in told


def test_the_pages_show_one_text_and_clear_it(within: Callable[..., Any], staff: Callable[..., Any]) -> None:
    round_id = within(closed_round)
    leader = staff("leder")
    index = leader.get(f"/stab/runder/{round_id}").click("Læs, hvad borgerne skrev")
    assert "12" not in index.soup.main.get_text(), "how many wrote is a figure about people, and the gate's to tell"
    assert "Teksterne bliver slettet efter den" in index.text
    assert "Brev nummer" not in index.text
    page = index.click("Læs den første tekst")
    assert page.text.count("Brev nummer") == 2, "the text, and the field to shorten it in"
    assert "Der er flere tekster endnu." in page.text
    last = leader.get(f"/stab/runder/{round_id}/tekster/12")
    assert "Det er den sidste tekst." in last.text
    assert "Næste" not in last.text
    for told in ("dagpenge", "Dagpenge", "2021-", " af 12"):
        assert told not in page.text
    refused = page.submit({"words": "Noget helt andet", "read": "y"})
    assert any("Du kan kun fjerne ord" in error for error in refused.errors)
    assert refused.form().values["words"].strip() == "Noget helt andet"
    unread = page.submit({"words": "svært at forstå."})
    assert any("sæt kryds" in error for error in unread.errors)
    cleared = page.submit({"words": "svært at forstå.", "read": "y"}).follow()
    assert "[…] svært at forstå." in cleared.text
    assert "Der er ingen citater" in cleared.submit({}, form="Fortryd citatet").follow().text


@pytest.mark.parametrize("role", ["analytiker", "dpo", "skranke", "udvalgsmedlem", "administrator"])
def test_others_read_nothing(within: Callable[..., Any], staff: Callable[..., Any], role: str) -> None:
    round_id = within(closed_round)
    assert staff(role).get(f"/stab/runder/{round_id}/tekster/1").status in (403, 404)
