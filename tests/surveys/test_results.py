"""Figures of closed rounds: three-way, through the gate, recorded and frozen; small groups stay hidden in every way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from surveys.rounds import GROUPS, codes_for, open_round, send

from værdig import jobs
from værdig.clock import HalfYear
from værdig.db import db, transaction
from værdig.disclosure import DisclosureRelease
from værdig.errors import NotYours, RuleBroken
from værdig.municipality import service as municipalities
from værdig.surveys import answering, presenting, queries, results, service
from værdig.surveys.channels import CHANNELS
from værdig.surveys.models import Answer, Design, Envelope, OpenAnswer, RoundResult
from værdig.surveys.orders import Group


def closed_round() -> str:
    """Close a round of 60: 36 of dagpenge, 21 of sygedagpenge, 3 of revalidering. Their answers to `moedet` are known."""
    round_id = open_round(GROUPS)
    codes = (
        codes_for(round_id, "dagpenge", 36)
        + codes_for(round_id, "sygedagpenge", 21)
        + codes_for(round_id, "revalidering", 3)
    )
    for number, code in enumerate(codes):
        point = ("ved_ikke", 1, 2, 3, 4, 5)[number % 6]
        send(code, moedet=point, ny_sagsbehandler=("nej", "ja", "ja", "nej", "ja", "ved_ikke")[number % 6])
    service.close_round(round_id)
    return round_id


def test_satisfied_is_the_two_best_and_dont_know_stands_beside(context: Flask) -> None:
    result = queries.question_results(closed_round()).question("moedet")
    assert result is not None
    assert result.total.n == 50
    assert result.total.shares == {"tilfreds": 40, "hverken": 20, "utilfreds": 40}
    assert result.total.beside == {"ved_ikke": 17, "ubesvaret": 0}
    assert result.total.mean == "3,0"


def test_the_picture_has_short_names_and_the_tables_the_whole_questions(context: Flask) -> None:
    shown = presenting.shown_results(queries.question_results(closed_round()))
    assert shown.overview is not None
    assert shown.overview.table.rows[0][0] == "Den måde, du bliver mødt på"
    assert shown.questions[0].wording == "Hvor tilfreds er du med den måde, du bliver mødt på?"
    assert max(len(str(row[0])) for row in shown.overview.table.rows) <= 63


def test_shares_are_in_the_order_of_the_scale(context: Flask) -> None:
    result = queries.question_results(closed_round()).question("moedet")
    assert result is not None
    assert list(result.total.shares) == ["tilfreds", "hverken", "utilfreds"]
    assert list(result.total.detail) == ["5", "4", "3", "2", "1"]


def test_yes_no_and_dont_know_are_shares_of_those_who_answered(context: Flask) -> None:
    found = queries.question_results(closed_round())
    new_caseworker, knows = found.question("ny_sagsbehandler"), found.question("kender_borgerraadgiver")
    assert new_caseworker is not None
    assert new_caseworker.total.shares == {"ja": 50, "nej": 33, "ved_ikke": 17}
    assert new_caseworker.total.n == 60
    assert new_caseworker.total.beside == {"ubesvaret": 0}
    shown = presenting.shown_results(found).factual
    assert shown is not None
    assert list(shown.columns) == ["Spørgsmål", "Svar", "Ja", "Nej", "Ved ikke"]
    assert list(shown.rows[0][1:]) == ["60", "50 %", "33 %", "17 %"]
    assert "rundet" not in shown.note
    assert knows is not None
    assert not knows.total.shown


def test_a_group_of_three_is_merged_before_storing_and_shown_nowhere(context: Flask) -> None:
    round_id = closed_round()
    found = queries.question_results(round_id)
    assert {row.n for row in found.response.rows} == {36, 24}
    assert [row.label for row in found.response.rows if row.n == 24] == ["Slået sammen: Sygedagpenge, Revalidering"]
    groups = {group for (group,) in db.session.execute(select(Answer.group_key))}
    assert groups == {"dagpenge", "sammenlagt"}


def test_the_response_rate_is_of_those_invited_and_unknown_is_not_computed(context: Flask) -> None:
    found = queries.question_results(closed_round())
    assert found.response.total.rate == 81
    round_id = open_round([Group("skranke", "Skranken", None)], HalfYear(2021, 2))
    for code in codes_for(round_id, "skranke", 12):
        send(code, moedet=4)
    service.close_round(round_id)
    found = queries.question_results(round_id)
    assert found.response.total.n == 12
    assert found.response.total.rate is None


def test_figures_are_recorded_once_and_frozen(context: Flask) -> None:
    round_id = closed_round()
    first = queries.question_results(round_id)
    releases = set(db.session.scalars(select(DisclosureRelease.id)))
    assert releases
    with transaction():
        db.session.delete(db.session.scalars(select(Answer)).first())
    again = queries.question_results(round_id)
    assert again == first
    assert set(db.session.scalars(select(DisclosureRelease.id))) == releases


def test_figures_lost_with_a_crash_are_made_again_from_the_answers(context: Flask) -> None:
    round_id = closed_round()
    first = queries.question_results(round_id)
    with transaction():
        db.session.delete(db.session.scalars(select(RoundResult)).one())
    assert queries.question_results(round_id).questions == first.questions


def test_an_open_round_has_no_figures(context: Flask) -> None:
    with pytest.raises(NotYours):
        results.frozen(open_round())


def test_a_round_with_too_few_answers_shows_nothing(context: Flask) -> None:
    round_id = open_round()
    for code in codes_for(round_id, "dagpenge", 9):
        send(code, moedet=5)
    service.close_round(round_id)
    found = queries.question_results(round_id)
    assert not found.response.total.shown
    assert all(not question.total.shown for question in found.questions)


def test_shares_that_do_not_add_up_say_why(context: Flask) -> None:
    round_id = open_round()
    for number, code in enumerate(codes_for(round_id, "dagpenge", 36)):
        send(code, ny_sagsbehandler=("ja", "nej", "ved_ikke")[number % 3])
    service.close_round(round_id)
    shown = presenting.shown_results(queries.question_results(round_id)).factual
    assert shown is not None
    assert [cell.split()[0] for cell in shown.rows[0][2:]] == ["33", "33", "33"]
    assert "Tallene er rundet af hver for sig" in shown.note


@pytest.mark.parametrize("answers", [0, 1, 9, 10, 40])
def test_too_few_are_told_like_none_at_all_and_enough_are_shown(
    within: Callable[..., Any], staff: Callable[..., Any], answers: int
) -> None:
    def close() -> str:
        round_id = open_round([Group("dagpenge", "Dagpenge", 60)])
        for code in codes_for(round_id, "dagpenge", 60)[:answers]:
            send(code, moedet=1 + answers % 5)
        service.close_round(round_id)
        return round_id

    page = staff("leder").get(f"/stab/runder/{within(close)}").click("Se resultatet")
    assert ("Der er for få svar til at vise tal" in page.text) == (answers < 10)
    assert "ingen svar" not in page.html
    assert bool(page.soup.select("figure.chart")) == (answers >= 10)
    if answers >= 10:
        assert "Meget utilfreds" not in page.soup.select_one("figure.chart").text
        assert "Tilfredse" in page.soup.select_one("figure.chart").text
        assert "Ved du, at du kan få hjælp hos borgerrådgiveren?" in page.text.split("For få svar til at vise", 1)[1]


@pytest.mark.parametrize(
    ("broken", "told"),
    [(1, "Enkelte svar kunne ikke læses"), (9, "Enkelte svar kunne ikke læses"), (10, "10 svar kunne ikke læses")],
)
def test_how_many_could_not_be_read_is_told_from_the_threshold_on(
    within: Callable[..., Any], staff: Callable[..., Any], broken: int, told: str
) -> None:
    def close() -> str:
        round_id = open_round([Group("dagpenge", "Dagpenge", 60)])
        for code in codes_for(round_id, "dagpenge", 40):
            send(code, moedet=4)
        with transaction():
            for envelope in db.session.scalars(select(Envelope).limit(broken)):
                envelope.sealed = bytes(len(envelope.sealed))
        service.close_round(round_id)
        return round_id

    round_id = within(close)
    page = staff("leder").get(f"/stab/runder/{round_id}")
    assert f"{told} og er ikke talt med." in page.text
    assert "konvolut" not in page.text


def test_what_everybody_had_in_common_is_told_only_where_nothing_else_could_be_chosen(context: Flask) -> None:
    titles = {table.id: table.title for table in queries.question_results(closed_round()).tallies}
    assert titles["optalt/language"] == "Sproget, der blev svaret på"
    assert titles["optalt/channel"] == "Hvordan svarene kom ind"
    assert titles["optalt/help"] == "Hjælp til at svare"
    round_id = open_round(half_year=HalfYear(2021, 2))
    for code in codes_for(round_id, "dagpenge", 12):
        answering.deliver(code, {"moedet": 4})
    service.close_round(round_id)
    titles = {table.id: table.title for table in queries.question_results(round_id).tallies}
    assert titles["optalt/help"] == "Der blev ikke spurgt, om nogen hjalp med at svare."


def test_channel_and_help_are_counted_each_by_itself(context: Flask) -> None:
    round_id = open_round()
    ways = [("link", "nobody")] * 12 + [("paper", "relative")] * 10
    for code, (channel, helped) in zip(codes_for(round_id, "dagpenge", 22), ways, strict=True):
        answering.deliver(code, {"moedet": 4}, channel=channel, help_given=helped)
    service.close_round(round_id)
    by_id = {table.id: table for table in queries.question_results(round_id).tallies}
    told = {row.label: row.n for row in by_id["optalt/channel"].rows}
    assert told == {"Link i en besked": 12, "Papir, tastet ind": 10}
    told = {row.label: row.n for row in by_id["optalt/help"].rows}
    assert told == {"Ingen hjalp": 12, "En, borgeren kender": 10}


@pytest.mark.parametrize("few", ["phone", "place"])
def test_ways_that_stand_together_are_named_alike_whoever_used_them(context: Flask, few: str) -> None:
    round_id = open_round()
    ways = ["link"] * 14 + ["code"] * 12 + [few] * 3
    for code, channel in zip(codes_for(round_id, "dagpenge", 29), ways, strict=True):
        answering.deliver(code, {"moedet": 4}, channel=channel)
    service.close_round(round_id)
    (table,) = (table for table in queries.question_results(round_id).tallies if table.id == "optalt/channel")
    assert [(row.n, len(row.members)) for row in table.rows] == [(14, 1), (15, len(CHANNELS) - 1)]


def test_a_channel_nobody_knows_is_refused(context: Flask) -> None:
    (code,) = codes_for(open_round(), "dagpenge", 1)
    with pytest.raises(RuleBroken):
        answering.deliver(code, {"moedet": 4}, channel="fax")


def test_the_usual_rate_is_what_was_shown_last_time_else_other_towns(context: Flask) -> None:
    assert queries.usual_rate(HalfYear(2021, 1)) == 0.35
    closed_round()
    assert queries.usual_rate(HalfYear(2021, 2)) == 0.81


def test_the_two_designs_are_kept_apart(context: Flask) -> None:
    census = closed_round()
    other = service.create_round(
        HalfYear(2021, 1), Design.AFTER_CONVERSATION, date(2021, 5, 1), date(2021, 5, 31), asked=GROUPS
    )
    found = queries.closed_round(HalfYear(2021, 1))
    assert found is not None
    assert found.id == census
    assert queries.closed_round(HalfYear(2021, 1), Design.AFTER_CONVERSATION) is None
    service.open_round(other)
    for code in codes_for(other, "dagpenge", 12):
        send(code, moedet=4)
    service.close_round(other)
    assert queries.question_results(other).response.total.n in (12, None)
    assert queries.question_results(census).response.total.n == 60


def test_answers_are_deleted_when_their_time_is_up_and_figures_stay(context: Flask) -> None:
    municipalities.put("survey_deletion_months", 12)
    round_id = closed_round()
    assert service.delete_expired() == 0
    with transaction():
        from værdig.surveys.models import SurveyRound

        db.session.scalars(select(SurveyRound)).one().closed_on = date(2021, 6, 30)
    assert jobs.jobs().declared["surveys.deletion"].every_minutes == 60
    jobs.soon("surveys.deletion")
    db.session.rollback()
    assert service.delete_expired() == 0
    assert db.session.scalars(select(Answer)).all() == []
    assert db.session.scalars(select(OpenAnswer)).all() == []
    assert queries.question_results(round_id).response.total.n == 60


def helped_round() -> str:
    """Close a round in which few were helped by an interpreter or by staff, and say so only beside their answers."""
    round_id = open_round(GROUPS)
    helpers = {7: "interpreter", 12: "staff"}
    for number, code in enumerate(codes_for(round_id, "dagpenge", 40)):
        helped = next((who for most, who in helpers.items() if number < most), "nobody")
        answering.deliver(code, {"moedet": 1 + number % 5}, channel="code", help_given=helped)
    service.close_round(round_id)
    return round_id


def test_notes_are_of_tables_that_are_on_the_page(context: Flask) -> None:
    results_ = queries.question_results(helped_round())
    tally = next(table for table in results_.tallies if table.id.endswith("help"))
    (merged,) = [row for row in tally.rows if row.state == "merged"]
    assert any(note.startswith(f"»{merged.label}«") for note in tally.notes), "there is something to leave out"
    shown = presenting.shown_results(results_)
    assert not [note for note in shown.notes if "Tolk" in note or "arbejder i kommunen" in note]


def test_a_merged_row_on_the_page_has_its_note(context: Flask) -> None:
    round_id = open_round(GROUPS)
    for group, number, rated in (("dagpenge", 30, 30), ("sygedagpenge", 12, 6), ("revalidering", 12, 6)):
        for place, code in enumerate(codes_for(round_id, group, number)):
            send(code, hoert=1 + place % 5, **({"moedet": 1 + place % 5} if place < rated else {}))
    service.close_round(round_id)
    shown = presenting.shown_results(queries.question_results(round_id))
    (note,) = [note for note in shown.notes if note.startswith("»")]
    rows = {row[0] for question in shown.questions for table in question.tables for row in table.rows}
    assert note[1:].partition("«")[0] in rows
    assert "Revalidering" in note


def test_a_length_that_closing_has_taken_away_is_not_said_to_be_kept_back_by_citizens(context: Flask) -> None:
    round_id = open_round(GROUPS)
    for length, number in (("under_3_maaneder", 30), ("over_2_aar", 9), (None, 21)):
        for place, code in enumerate(codes_for(round_id, "dagpenge", number, length)):
            send(code, moedet=1 + place % 5)
    service.close_round(round_id)
    result = queries.question_results(round_id).question("moedet")
    assert result is not None
    assert result.by_length is not None
    assert [row.label for row in result.by_length.rows] == ["Under 3 måneder", "Længden er udeladt eller ukendt"]
    (question,) = presenting.shown_results(queries.question_results(round_id)).questions
    assert question.tables[-1].columns[0] == "Forløbets længde"
