"""The fourteen leaks once more, tried on the running application: its pages, its tables, its ledger and what plug-ins get.

`test_leaks` attacks the gate itself; here is what stands around it. Leak 10 is tried in full in `test_two_worlds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from surveys.rounds import codes_for, open_round, send

import værdig.api
from værdig.clock import HalfYear
from værdig.db import Model, db, transaction
from værdig.disclosure import DisclosureRelease, inspect
from værdig.disclosure.ledger import entries
from værdig.errors import NotYours
from værdig.surveys import queries, results, service
from værdig.surveys.coarsen import MERGED
from værdig.surveys.models import Answer, Design, OpenAnswer, RoundGroup, RoundResult, RoundTally
from værdig.surveys.orders import Group

GROUPS = (
    Group("dagpenge", "Dagpenge", 60), Group("sygedagpenge", "Sygedagpenge", 40),
    Group("fleksjob", "Fleksjob", 30), Group("revalidering", "Revalidering", 20),
)  # fmt: skip
ANSWERED = {"dagpenge": 30, "sygedagpenge": 20, "fleksjob": 14, "revalidering": 4}
Staff = Callable[..., Any]
HALF_YEAR = HalfYear(2021, 1)


def closed_round(half_year: HalfYear = HALF_YEAR) -> str:
    """Close a round where four of revalidering answered, and six of fleksjob rated one of the questions."""
    round_id = open_round(GROUPS, half_year)
    for group, number in ANSWERED.items():
        for place, code in enumerate(codes_for(round_id, group, number)):
            unsure = group == "fleksjob" and place >= 6
            send(code, moedet=1 + place % 5, samtalen="ved_ikke" if unsure else 1 + (place + 1) % 5)
    service.close_round(round_id)
    return round_id


@pytest.fixture
def round_id(context: Flask) -> str:
    return closed_round()


@pytest.fixture
def page(round_id: str, staff: Staff) -> Any:
    """The result page."""
    return staff("leder").get(f"/stab/runder/{round_id}/resultat")


def without_tokens(html: str) -> str:
    """Return a page without what is new each time it is fetched."""
    return re.sub(r'(name="csrf_token" value|nonce)="[^"]*"', "", html)


def table(page: Any, caption: str) -> list[list[str]]:
    """Return a table of the page as texts, the one whose caption begins so."""
    found = next(one for one in page.soup.find_all("table") if one.caption.text.strip().startswith(caption))
    return [[cell.text.strip() for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


def test_leak_1_in_place_no_row_is_left_when_the_others_are_taken_from_the_total(page: Any) -> None:
    rows = {row[0]: int(row[1].split()[0]) for row in table(page, "Hvor mange svarede")[1:]}
    shown = sum(number for name, number in rows.items() if name != "Alle")
    assert rows["Alle"] == shown == sum(ANSWERED.values())
    assert min(rows.values()) >= 10
    assert not any(name in ("Revalidering", "Fleksjob") and number < 10 for name, number in rows.items())


def test_leak_2_in_place_rates_stand_only_where_numbers_do(page: Any) -> None:
    for row in table(page, "Hvor mange svarede")[1:]:
        assert re.fullmatch(r"\d+ %|kan ikke beregnes", row[2])


def test_leak_3_in_place_no_percentage_has_a_decimal(page: Any) -> None:
    assert re.search(r"\d+ ?%", page.html)
    assert not re.search(r"\d,\d+ ?%", page.html)
    assert not re.search(r"\d\.\d+ ?%", page.text)


def test_leak_4_in_place_the_hidden_mean_is_open_for_everything_that_was_released(round_id: str) -> None:
    queries.question_results(round_id)
    means = [found for found in inspect([entry.release for entry in entries()]) if found.kind == "mean"]
    assert means
    assert all(found.holds for found in means)


def test_leak_5_in_place_two_half_years_and_all_that_was_shown_of_them(round_id: str) -> None:
    queries.question_results(round_id)
    queries.question_results(closed_round(HalfYear(2021, 2)))
    assert all(found.holds for found in inspect([entry.release for entry in entries()]))


def test_leak_6_in_place_one_more_visitor_changes_no_page_of_an_open_round(context: Flask, staff: Staff) -> None:
    round_id = open_round(GROUPS)
    codes = codes_for(round_id, "dagpenge", 19)
    for code in codes[:11]:
        send(code, moedet=5)
    manager = staff("leder")

    def pages() -> list[str]:
        return [without_tokens(manager.get(at).html) for at in ("/stab/", "/stab/runder/", f"/stab/runder/{round_id}")]

    monday = pages()
    assert "10" in monday[2]
    for code in codes[11:]:
        send(code, moedet=1)
        for before, after in zip(monday, pages(), strict=True):
            assert after.splitlines() == before.splitlines()
    assert manager.get(f"/stab/runder/{round_id}/resultat").status == 404
    with pytest.raises(NotYours):
        results.frozen(round_id)


def test_leak_7_in_place_group_and_length_are_audited_together(round_id: str) -> None:
    clearing = queries.question_results(round_id).clearing
    (release,) = clearing.releases
    assert ("group",) in release.axes
    assert len([axes for axes in release.axes if axes]) >= 1
    assert all(found.holds for found in inspect(clearing.releases))


def test_leak_8_in_place_figures_made_anew_after_a_deletion_are_refused(round_id: str, staff: Staff) -> None:
    before = queries.question_results(round_id)
    with transaction():
        db.session.delete(db.session.scalars(select(Answer).where(Answer.group_key == "dagpenge")).first())
    assert queries.question_results(round_id) == before, "what is frozen stays"
    with transaction():
        db.session.execute(delete(RoundResult))
        for tally in db.session.scalars(select(RoundTally)):
            tally.number -= 1
    again = queries.question_results(round_id)
    assert "ændret lidt" in again.response.refused
    assert again.response.total.n is None
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    assert str(sum(ANSWERED.values()) - 1) not in page.text


def closed_talks(answered: dict[str, int]) -> str:
    """Close a round of the other design in the same half-year."""
    other = service.create_round(
        HALF_YEAR, Design.AFTER_CONVERSATION, date(2021, 5, 1), date(2021, 5, 31), asked=GROUPS
    )
    service.open_round(other)
    for group, number in answered.items():
        for code in codes_for(other, group, number):
            send(code, moedet=4)
    service.close_round(other)
    return other


def merged_in(round_id: str) -> set[str]:
    groups = db.session.scalars(select(RoundGroup).where(RoundGroup.round_id == round_id))
    return {group.key for group in groups if group.merged_into == MERGED}


def told_alone(round_id: str) -> set[str]:
    """Return the groups that any table of a round's results gives a row of their own."""
    tables = queries.question_results(round_id).clearing.tables
    return {row.members[0][0] for table in tables for row in table.rows if len(row.members) == 1 and row.n is not None}


def test_leak_9_in_place_hidden_in_one_design_is_hidden_in_the_other(round_id: str) -> None:
    hidden = merged_in(round_id)
    assert "revalidering" in hidden
    other = closed_talks({"dagpenge": 20, "sygedagpenge": 18, "fleksjob": 15, "revalidering": 12})
    release = queries.question_results(other).clearing.releases[0]
    assert f"round:{round_id}" in release.overlaps
    assert hidden <= merged_in(other)
    assert {"dagpenge", "sygedagpenge"} <= told_alone(other)
    assert not told_alone(other) & hidden
    assert all(found.holds for found in inspect([entry.release for entry in entries()]))


def test_leak_9_in_place_whichever_design_is_closed_first(context: Flask) -> None:
    talks = closed_talks({"dagpenge": 20, "sygedagpenge": 4, "fleksjob": 15, "revalidering": 12})
    hidden = merged_in(talks)
    assert "sygedagpenge" in hidden
    census = closed_round()
    assert hidden <= merged_in(census)
    assert not told_alone(census) & hidden
    assert told_alone(census)


def test_leak_10_in_place_no_attribute_of_the_page_has_more_than_its_text(page: Any) -> None:
    """Titles, labels, alternative texts and data attributes have no number that does not stand in the page's own text."""
    said = set(re.findall(r"\d+", page.text))
    for tag in page.soup.find("main").find_all(True):
        for name in (
            "title",
            "aria-label",
            "alt",
            "aria-description",
            *(n for n in tag.attrs if n.startswith("data-")),
        ):
            value = tag.get(name)
            assert set(re.findall(r"\d+", value if isinstance(value, str) else "")) <= said, (tag.name, name, value)


def test_leak_11_in_place_a_text_is_stored_with_no_group_length_or_time() -> None:
    assert {column.name for column in OpenAnswer.__table__.columns} == {
        "id", "round_id", "question", "sealed", "municipality_id",
    }  # fmt: skip


def test_leak_12_in_place_an_answer_is_stored_with_no_time_and_in_no_order() -> None:
    from sqlalchemy import Date, DateTime, Integer

    for model in (Answer, OpenAnswer):
        columns = model.__table__.columns
        assert not [column.name for column in columns if isinstance(column.type, (Date, DateTime, Integer))]
        assert next(iter(model.__table__.primary_key)).name == "id", "drawn at random"


def test_leak_13_in_place_a_group_that_agrees_is_not_counted_out(context: Flask, staff: Staff) -> None:
    round_id = open_round(GROUPS[:2])
    for group, point in (("dagpenge", None), ("sygedagpenge", 1)):
        for place, code in enumerate(codes_for(round_id, group, 11 if point else 40)):
            send(code, moedet=point or 1 + place % 5)
    service.close_round(round_id)
    page = staff("leder").get(f"/stab/runder/{round_id}/resultat")
    assert "100 %" not in page.text


@pytest.mark.parametrize(
    "asked", ["group=dagpenge", "length=under_3_maaneder", "gruppe=fleksjob&kanal=link", "q=revalidering"]
)
def test_leak_14_in_place_no_question_in_the_address_narrows_the_figures(
    page: Any, round_id: str, staff: Staff, asked: str
) -> None:
    again = staff("leder").get(f"/stab/runder/{round_id}/resultat?{asked}")
    assert again.soup.find("main").text == page.soup.find("main").text
    assert len(set(db.session.scalars(select(DisclosureRelease.fingerprint)))) == len(
        queries.question_results(round_id).clearing.releases
    )


def test_leak_14_in_place_plug_ins_are_given_no_rows_of_people() -> None:
    """No table of the core can be reached by a name that a plug-in may import, nor anything that counts without the gate."""
    offered = [getattr(værdig.api, name) for name in dir(værdig.api) if not name.startswith("_")]
    tables = [one for one in offered if isinstance(one, type) and issubclass(one, Model) and one is not Model]
    assert [one.__name__ for one in tables if hasattr(one, "__table__")] == []
    modules = {getattr(one, "__module__", "") for one in offered}
    assert not [
        name
        for name in modules
        if name.startswith(("værdig.surveys.models", "værdig.surveys.counting", "værdig.complaints.models"))
    ]
    assert not {"clear", "CountTable", "question_results", "tables"} & set(dir(værdig.api))


def test_every_leak_has_its_tests() -> None:
    here = Path(__file__).parent
    for file, least in (("test_leaks.py", 10), ("test_leaks_in_place.py", 14)):
        named = {
            int(number) for number in re.findall(r"def test_leak_(\d+)_", (here / file).read_text(encoding="utf-8"))
        }
        assert len(named) >= least
        if least == 14:
            assert named == set(range(1, 15))
