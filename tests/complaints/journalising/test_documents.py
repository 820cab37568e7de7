"""A case's documents: which there are, which way they went, their themes, and how each stands to the records system."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, BR, again, citizen_keys, received, see_again, token
from complaints.keeping import MONDAY, NUMBER, closed, full, handler, opened, transfer

from værdig.complaints import keys, service
from værdig.complaints.journalising import documents, queries, wording
from værdig.complaints.journalising import service as journal
from værdig.complaints.journalising.documents import Direction, Source
from værdig.complaints.journalising.queries import How
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.db import tenant
from værdig.errors import NotYours, UserError


def told(case: Case) -> list[tuple[str, str]]:
    return [(each.source, each.direction) for each in documents.of_case(again(case))]


def stands(case: Case) -> dict[str, How]:
    case = again(case)
    transfers = queries.transfers_of([case.id])[case.id]
    return {each.source.value: queries.standing(each, transfers).how for each in documents.of_case(case)}


@pytest.fixture
def case(ready: Any, freeze: Any) -> Case:
    freeze(MONDAY)
    return full(ready)[0]


def test_every_document_is_there_with_its_way_and_no_working_paper_or_draft(case: Case) -> None:
    ways = dict(told(case))
    assert ways == {
        Source.KLAGE: Direction.IND, Source.FIL: Direction.IND, Source.BESKED: ways[Source.BESKED],
        Source.NOTAT: Direction.INTERN, Source.ANMODNING: Direction.IND, Source.OENSKE: Direction.IND,
        Source.FORLOEB: Direction.INTERN,
    }  # fmt: skip
    assert {way for source, way in told(case) if source == Source.BESKED} == {Direction.IND, Direction.UD}
    assert [source for source, _way in told(case)].count(Source.NOTAT) == 1, "the working paper is not final"
    assert told(case)[0][0] == Source.KLAGE


def test_an_open_case_has_no_course_yet(ready: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    assert [source for source, _way in told(case)] == [Source.KLAGE]


def test_the_proposed_theme_is_of_kind_and_category_and_tells_nothing_written(case: Case) -> None:
    mine, rows = opened(case), documents.of_case(case)
    themes = [wording.theme(each, case, mine, None) for each in rows]
    assert themes[0] == "Henvendelsen: Personalets optræden"
    assert {"Svar til borgeren: Personalets optræden", "Besked fra borgeren: Personalets optræden"} <= set(themes)
    for words in ("Anna", "Holm", "brev", "nabo", "Tonen"):
        assert not any(words in theme for theme in themes)
    assert all(len(theme) <= wording.ROOM for theme in themes)


def test_a_theme_in_ones_own_words_is_sealed_read_back_and_taken_back(case: Case) -> None:
    mine = opened(case)
    journal.change_theme(case.id, mine, "klage", case.id, "  Samtale  i maj ", BOSS)
    case = again(case)
    (row,) = documents.themes_of(case).values()
    document = queries.one(case, "klage", case.id)
    assert b"Samtale" not in row.theme
    assert wording.theme(document, case, mine, row) == "Samtale i maj"
    journal.change_theme(case.id, mine, "klage", case.id, "", BOSS)
    assert documents.themes_of(again(case)) == {}
    with pytest.raises(UserError):
        journal.change_theme(case.id, mine, "klage", case.id, "x" * (wording.ROOM + 1), BOSS)


def test_how_a_document_stands_from_a_package_to_a_change(case: Case) -> None:
    assert set(stands(case).values()) == {How.IKKE}
    transfer_id = journal.note_package(case.id, journal.Taken(documents.of_case(again(case)), "0" * 64), BOSS)
    assert set(stands(case).values()) == {How.PAKKET}
    journal.confirm(case.id, transfer_id, f" {NUMBER} ", BOSS)
    assert set(stands(case).values()) == {How.OVERFOERT}
    assert queries.untransferred([again(case)]) == {case.id: 0}
    assert queries.reference_of(again(case)) == NUMBER
    journal.change_theme(case.id, opened(again(case)), "klage", case.id, "Samtale i maj", BOSS)
    assert stands(case)["klage"] is How.AENDRET
    assert queries.untransferred([again(case)]) == {case.id: 1}


def test_what_comes_after_a_transfer_is_not_transferred(ready: Any, freeze: Any) -> None:
    freeze(MONDAY)
    case, code = closed()
    transfer(case)
    service.write_as_citizen(case.id, citizen_keys(again(case), code), "Mere.", token())
    assert stands(case)["besked"] is How.IKKE
    assert stands(case)["klage"] is How.OVERFOERT
    service.reopen(case.id)
    assert "forloeb" not in stands(case)
    service.withdraw(case.id)
    assert stands(case)["forloeb"] is How.AENDRET, "it has gone on since"


def test_each_office_journalises_its_own_and_no_other_does(ready: Any) -> None:
    case, _code = received()
    mine = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.write_note(case.id, mine, "Talt med borgeren.", BR, Reader.BORGERRAADGIVER, kind="notat_til_sagen")
    case = again(case)
    mine = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    rows = documents.of_case(case)
    assert {each.office for each in rows} == {Reader.BORGERRAADGIVER}
    assert all(each.is_open_to(mine, Reader.BORGERRAADGIVER) for each in rows)
    assert not any(each.is_open_to(mine, Reader.MANAGEMENT) for each in rows)
    with pytest.raises(NotYours):
        journal.change_theme(case.id, mine, "klage", case.id, "Tema", BOSS)
    taken = journal.note_package(case.id, journal.Taken(rows, "0" * 64), BR)
    with pytest.raises(NotYours):
        journal.confirm(case.id, taken, NUMBER, BOSS)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        journal.confirm(case.id, taken, NUMBER, BR)


def test_a_package_is_confirmed_once_with_a_number_and_only_in_its_case(case: Case) -> None:
    rows = documents.of_case(case)
    taken = journal.note_package(case.id, journal.Taken(rows, "0" * 64), BOSS)
    other, _code = closed()
    for case_id, number, error in (
        (case.id, " ", UserError),
        (case.id, "x" * 61, UserError),
        (other.id, NUMBER, NotYours),
    ):
        with pytest.raises(error):
            journal.confirm(case_id, taken, number, BOSS)
    journal.confirm(case.id, taken, NUMBER, BOSS)
    with pytest.raises(UserError):
        journal.confirm(case.id, taken, NUMBER, BOSS)
    with pytest.raises(UserError):
        journal.note_package(case.id, journal.Taken([], "0" * 64), handler(case))
    see_again()
