"""Own questions of a round: writing them beside the locked core, publishing them for good, and types whose plug-in is gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from page_rules import words
from sqlalchemy import func, select
from surveys.rounds import GROUPS, TYPE, codes_for, planned_round, send

from værdig.clock import HalfYear
from værdig.db import db, transaction
from værdig.errors import RuleBroken, UserError
from værdig.hooks import collect, contracts
from værdig.hooks.records import Refused
from værdig.surveys import answering, queries, questionnaires, service
from værdig.surveys.builder import queries as own
from værdig.surveys.builder import rules
from værdig.surveys.builder import service as builder
from værdig.surveys.builder.models import LocalDraft
from værdig.surveys.builder.service import ChangedMeanwhile
from værdig.surveys.core_questionnaire import CORE_2
from værdig.surveys.models import Design, QuestionnaireVersion, SurveyRound
from værdig.surveys.presenting import shown_results

WORDING = "Er det let at finde vej hos os?"
LONG = "Hvor tilfreds er du med den måde, som vi hele tiden har sagt, at vi gerne ville hjælpe dig på, da du kom her?"


def round_row(round_id: str) -> SurveyRound:
    return db.session.scalars(select(SurveyRound).where(SurveyRound.id == round_id)).one()


def add(round_id: str, wording: str = WORDING, way: str = "yes_no", help_: str = "") -> str:
    return builder.add(round_id, own.draft(round_id).version, way, wording, help_)


def asked(round_id: str) -> list[str]:
    return [question["id"] for question in own.planned_content(round_row(round_id))["questions"]]


def test_own_questions_stand_before_the_open_one_and_the_core_is_untouched(context: Flask) -> None:
    round_id = planned_round()
    first, second = add(round_id), add(round_id, "Er der ro, når du taler med os?")
    core = [question.id for question in CORE_2.questions]
    assert asked(round_id) == [*core[:-1], first, second, core[-1]]
    builder.move(round_id, 2, second, -1)
    assert asked(round_id)[-3:-1] == [second, first]
    builder.edit(round_id, 3, first, "agreement", "Det er let at finde vej.", "")
    builder.remove(round_id, 4, second)
    (item,) = own.draft(round_id).items
    assert (item["id"], item["kind"], item["wording"]) == (first, "rated", "Det er let at finde vej.")


def test_five_own_questions_and_fifteen_in_all_are_the_most(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    round_id = planned_round()
    for number in range(2):
        add(round_id, f"Er det godt {number}?")
    with pytest.raises(UserError, match="højst være 2 egne spørgsmål i denne runde"):
        add(round_id)
    monkeypatch.setattr(rules, "MOST_IN_ALL", 99)
    for number in range(3):
        add(round_id, f"Er det rart {number}?")
    with pytest.raises(UserError, match="højst være 5 egne spørgsmål i denne runde"):
        add(round_id)


def test_a_questionnaire_that_is_too_hard_as_a_whole_is_refused_with_its_words_counted(context: Flask) -> None:
    round_id, just_allowed = planned_round(), "Hjælpen giver dig bedre overblik."
    with pytest.raises(UserError, match=r"Hele skemaet er for svært at læse.*Vi talte ord: \d+"):
        for _number in range(3):
            add(round_id, just_allowed, help_=f"{just_allowed} " * 11)
    assert own.draft(round_id).items


def test_one_terrible_question_is_refused_however_easy_the_others_are(context: Flask) -> None:
    terrible = (
        "Hvordan vurderer du forvaltningens tilvejebringelse af beskæftigelsesrettede foranstaltninger i forbindelse med din "
        "aktuelle ledighedssituation og de gældende retningslinjer?"
    )
    round_id = planned_round()
    with pytest.raises(UserError, match=r"Spørgsmålet »Hvordan vurderer .* LIX er \d+,\d og må højst være 45"):
        add(round_id, terrible)
    with pytest.raises(UserError, match="for svært at læse"):
        add(round_id, "Er det let?", help_=terrible)
    add(round_id, "Modtager du sygedagpenge?")


@pytest.mark.parametrize("question", CORE_2.questions, ids=lambda question: question.id)
def test_the_core_keeps_the_limit_for_one_question_itself(question: Any) -> None:
    texts = {"wording": str(question.wording), "help": str(question.help or "")}
    assert not rules.is_hard(rules.text_reading(texts))


def test_two_tabs_notice_each_other(context: Flask) -> None:
    round_id = planned_round()
    builder.add(round_id, 0, "yes_no", WORDING, "")
    with pytest.raises(ChangedMeanwhile):
        builder.add(round_id, 0, "yes_no", "Noget andet?", "")
    assert len(own.draft(round_id).items) == 1


def test_opening_publishes_them_unchangeably_for_that_round_only(context: Flask) -> None:
    round_id = planned_round()
    item = add(round_id)
    service.open_round(round_id)
    published = round_row(round_id).published
    assert published is not None
    assert published.content_hash == questionnaires.content_hash(published.content)
    assert item in [question["id"] for question in questionnaires.questions(published)]
    assert db.session.scalar(select(func.count()).select_from(LocalDraft)) == 0
    with pytest.raises(UserError):
        builder.add(round_id, 1, "yes_no", "For sent?", "")
    other = planned_round(half_year=HalfYear(2021, 2))
    service.open_round(other)
    assert item not in asked(other)
    with transaction():
        row = db.session.scalars(select(QuestionnaireVersion).where(QuestionnaireVersion.id == published.id)).one()
        row.content = {**row.content, "title": "Et andet"}
    with pytest.raises(RuleBroken):
        questionnaires.questions(row)


def test_own_questions_are_answered_counted_and_shown_as_all_others(context: Flask) -> None:
    round_id = planned_round()
    item = add(round_id, "Det er let at finde vej.", "agreement")
    service.open_round(round_id)
    for code in codes_for(round_id, "dagpenge", 30):
        send(code, **{item: 4, "moedet": 5})
    service.close_round(round_id, closed_on=date(2021, 5, 1))
    found = queries.question_results(round_id).question(item)
    assert found is not None
    assert found.total.shown


def test_a_question_keeps_its_id_through_rounds_and_its_wordings_are_its_history(context: Flask) -> None:
    first = planned_round()
    item = add(first)
    service.open_round(first)
    second = planned_round(half_year=HalfYear(2021, 2))
    builder.pick(second, 0, item)
    builder.edit(second, 1, item, "yes_no", "Kan du finde vej hos os?", "")
    past = own.history()[item]
    assert [(one.version, one.wording, one.asked_in) for one in past] == [(1, WORDING, ["1. halvår 2021"])]
    assert own.version_of(own.draft(second).items[0], past) == 2
    service.open_round(second)
    assert [one.version for one in own.history()[item]] == [1, 2]


def test_a_question_that_a_plug_in_offers_can_be_picked(context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = contracts.Questionnaire(
        id="pynt.bank", version=1, title="Bank",
        questions=[contracts.Question(id="lys", kind="rated", scale="satisfaction", wording="Hvor tilfreds er du med lyset?")],
    )  # fmt: skip
    real = questionnaires.offered
    monkeypatch.setattr(questionnaires, "offered", lambda: {**real(), bank.id: bank})
    round_id = planned_round()
    builder.pick(round_id, 0, "pynt.bank.lys")
    assert "pynt.bank.lys" in asked(round_id)
    with pytest.raises(UserError):
        builder.pick(round_id, 1, "pynt.bank.lys")


def test_a_plug_ins_type_is_asked_counted_and_shown(context: Flask, offering: Callable[[bool], None]) -> None:
    round_id = planned_round()
    item = add(round_id, "Hvor tit taler du med os?", TYPE)
    service.open_round(round_id)
    codes = codes_for(round_id, "dagpenge", 40)
    with pytest.raises(UserError):
        answering.answer(codes[0], item, "aldrig")
    for place, code in enumerate(codes):
        send(code, **{item: "tit" if place % 2 else "sjaeldent"})
    service.close_round(round_id, closed_on=date(2021, 5, 1))
    shown = shown_results(queries.question_results(round_id))
    (table,) = next(question.tables for question in shown.questions if question.wording.startswith("Hvor tit"))
    assert [row[0] for row in table.rows] == ["Tit", "Sjældent", "Ved ikke"]
    offering(False)  # what was frozen stays
    assert [q.wording for q in shown_results(queries.question_results(round_id)).questions] == [
        question.wording for question in shown.questions
    ]


def test_a_type_whose_plug_in_is_gone_breaks_nothing(
    context: Flask, client: Any, offering: Callable[[bool], None]
) -> None:
    round_id = planned_round()
    item = add(round_id, "Hvor tit taler du med os?", TYPE)
    service.open_round(round_id)
    codes = codes_for(round_id, "dagpenge", 30)
    answering.answer(codes[0], item, "tit")
    offering(False)
    number = asked_number(round_id, item)
    client.get(f"/svar/{codes[0]}")
    page = client.get(f"/svar/{number}")
    assert "kan ikke vises" in page.text
    assert page.submit(button="Frem").status == 302
    for code in codes:
        send(code, moedet=4)
    service.close_round(round_id, closed_on=date(2021, 5, 1))
    results = queries.question_results(round_id)
    assert results.cannot_be_shown == ("Hvor tit taler du med os?",)
    assert results.question("moedet") is not None
    assert shown_results(results).cannot_be_shown == results.cannot_be_shown


def asked_number(round_id: str, item: str) -> int:
    published = round_row(round_id).published
    assert published is not None
    return [question["id"] for question in questionnaires.questions(published)].index(item) + 1


def test_a_round_with_a_type_that_is_gone_does_not_open(context: Flask, offering: Callable[[bool], None]) -> None:
    round_id = planned_round()
    add(round_id, "Hvor tit taler du med os?", TYPE)
    offering(False)
    with pytest.raises(UserError, match="plug-in er væk"):
        service.open_round(round_id)


@pytest.mark.parametrize("choices", [[("ja", "Ja")], [("ja", "Ja"), ("ja", "Ja")], [("Ja!", "Ja"), ("nej", "Nej")]])
def test_an_impossible_type_is_refused(choices: Any) -> None:
    kind = contracts.QuestionType(id="pynt.x", title="X", choices=choices)
    with pytest.raises(Refused):
        collect.DETAILS["register_question_types"](kind)
    with pytest.raises(Refused):
        collect.DETAILS["register_question_types"](replace(kind, choices=[("a", "A"), ("b", "B")], apart=["c"]))


@pytest.fixture
def planned(within: Callable[..., Any]) -> Any:
    """A planned round's id."""
    return within(lambda: planned_round(GROUPS))


def test_the_manager_builds_looks_and_orders(staff: Callable[..., Any], planned: str) -> None:
    browser = staff("leder")
    page = browser.get(f"/stab/runder/{planned}").click("Egne spørgsmål")
    page = page.click("Skriv et spørgsmål").submit({"wording": WORDING, "way": "satisfaction"}).follow()
    assert "Borgerne skal svare på 11 skalaer" in page.text
    page = page.click("Skriv et spørgsmål").submit({"wording": LONG, "way": "yes_no"}).follow()
    assert f"Over 15 ord: »{LONG.rstrip('?')}«" in page.text
    assert "LIX" in page.text
    phone = page.click("Se på telefon")
    assert phone.h1 == WORDING
    assert "phone" in phone.soup.main["class"]
    assert "Meget tilfreds" in phone.text
    assert phone.submit({"svar": "3"}).h1 == WORDING
    page = page.submit(form="Flyt op", values={}).follow()
    assert page.text.index(LONG) < page.text.index(WORDING)
    page = page.submit(form="Fjern", values={}).follow()
    assert page.text.count("Kendetegn: egen_") == 1


def test_what_is_typed_stays_when_another_tab_was_first(staff: Callable[..., Any], planned: str) -> None:
    browser = staff("leder")
    mine = browser.get(f"/stab/runder/{planned}/spoergsmaal/nyt")
    browser.get(f"/stab/runder/{planned}/spoergsmaal/nyt").submit({"wording": "Er her pænt?", "way": "yes_no"})
    page = mine.submit({"wording": WORDING, "way": "yes_no"})
    assert "ændret, siden du åbnede siden" in page.errors[0]
    assert page.form().values["wording"] == WORDING
    assert "Er her pænt?" in page.text
    page = page.submit().follow()
    assert WORDING in page.text
    assert "Er her pænt?" in page.text


def test_a_round_of_the_other_design_has_its_own(context: Flask) -> None:
    census = planned_round()
    after = service.create_round(
        HalfYear(2021, 1), Design.AFTER_CONVERSATION, date(2021, 4, 1), date(2021, 4, 30), asked=GROUPS
    )
    add(census)
    assert own.draft(after).items == []
    service.drop_planned(census)
    assert db.session.scalar(select(func.count()).select_from(LocalDraft)) == 0


def test_pages_say_how_many_there_is_room_for_and_judge_own_questions_only(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(planned_round)
    leder = staff("leder")
    index, plain = f"/stab/runder/{round_id}/spoergsmaal", "Egne spørgsmål bliver ikke oversat."
    page = leder.get(index)
    assert "Her er plads til 2 egne spørgsmål" in page.text
    assert "sværere at læse" not in page.text
    assert plain not in leder.get(f"/stab/runder/{round_id}/aabn").text
    within(lambda: [add(round_id, words) for words in (WORDING, LONG)])
    page = leder.get(index)
    assert f"Jeres spørgsmål »{LONG}« er sværere at læse" in page.text
    assert f"{WORDING} Ja eller nej For kort til LIX · 8 ord · længste sætning 8 ord" in page.text
    assert "Ord: 24. Sætninger: 1. Lange ord: 1." in page.text
    assert "Der er ikke plads til flere egne spørgsmål." in page.text
    for path in (index, f"{index}/nyt", f"/stab/runder/{round_id}/aabn", "/stab/sprog/"):
        assert plain in leder.get(path).text


MEASURE = re.compile(r"(LIX \d+(,\d)?|For kort til LIX · \d+ ord) · længste sætning \d+ ord$")
COUNTED = {
    "moedet": "LIX 20,5 · længste sætning 14 ord",
    "progression": "LIX 34,6 · længste sætning 17 ord",
    "fortael": "LIX 21,9 · længste sætning 8 ord",
}
"""Three questions of the core, counted by hand: 25, 17 and 13 words; 2, 1 and 2 sentences; 2, 3 and 2 long words."""


def test_lix_and_the_longest_sentence_stand_beside_every_question(
    within: Callable[..., Any], staff: Callable[..., Any]
) -> None:
    round_id = within(planned_round)
    item = within(lambda: add(round_id, LONG, help_="Svar kort."))
    browser = staff("leder")
    page = browser.get(f"/stab/runder/{round_id}/spoergsmaal")
    items = page.soup.select("main ol li")
    measures = {question.id: words(li) for question, li in zip(CORE_2.questions, items, strict=True)}
    measures[item] = words(page.soup.find("h3", string=LONG).find_next("p", string=re.compile("længste sætning")))
    for question, shown in measures.items():
        assert MEASURE.search(shown), shown
        assert MEASURE.search(shown)[0] in browser.get(f"/stab/runder/{round_id}/spoergsmaal/{question}/telefon").text
    for question, counted in {**COUNTED, item: "LIX 16,8 · længste sætning 24 ord"}.items():
        assert measures[question].endswith(counted)


def test_saving_and_removing_are_confirmed_on_the_page(staff: Any, within: Callable[..., Any]) -> None:
    planned = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{planned}/spoergsmaal").click("Skriv et spørgsmål")
    page = page.submit({"wording": WORDING, "way": "yes_no"}).follow()
    assert "Spørgsmålet er gemt." in page.text
    page = page.submit(form="Fjern", values={}).follow()
    assert f"Spørgsmålet »{WORDING}« er fjernet." in page.text


def test_a_removed_question_is_put_back_as_it_was_and_where_it_stood(staff: Any, within: Callable[..., Any]) -> None:
    planned = within(planned_round)
    within(lambda: add(planned, WORDING, "agreement", "Tænk på det seneste halve år."))
    second = within(lambda: add(planned, "Er der ro, når du taler med os?"))
    before = within(lambda: own.draft(planned).items)
    leder = staff("leder")
    page = leder.get(f"/stab/runder/{planned}/spoergsmaal").submit(form="Fjern", values={}).follow()
    assert f"Spørgsmålet »{WORDING}« er fjernet." in page.text
    assert [item["id"] for item in within(lambda: own.draft(planned).items)] == [second]
    back = page.submit(form="Fortryd", values={}).follow()
    assert "Spørgsmålet er hentet tilbage." in back.text
    assert "er fjernet." not in back.text
    assert within(lambda: own.draft(planned).items) == before


def test_the_way_back_stays_when_another_has_changed_the_questions_meanwhile(
    staff: Any, within: Callable[..., Any]
) -> None:
    planned = within(planned_round)
    within(lambda: add(planned))
    page = staff("leder").get(f"/stab/runder/{planned}/spoergsmaal").submit(form="Fjern", values={}).follow()
    other = within(lambda: add(planned, "Er der ro, når du taler med os?"))
    page = page.submit(form="Fortryd", values={}).follow()
    assert "ændret, siden du åbnede siden" in page.text
    page.submit(form="Fortryd", values={})
    first, second = within(lambda: own.draft(planned).items)
    assert (first["wording"], second["id"]) == (WORDING, other)


def test_what_was_removed_is_asked_in_no_round_and_gone_when_it_opens(context: Flask) -> None:
    round_id = planned_round()
    item = add(round_id)
    builder.remove(round_id, 1, item)
    with pytest.raises(UserError, match="kan ikke hentes tilbage"):
        builder.restore(round_id, 2, "egen_anden")
    service.open_round(round_id)
    published = round_row(round_id).published
    assert published is not None
    assert item not in [question["id"] for question in questionnaires.questions(published)]
    assert db.session.scalar(select(func.count()).select_from(LocalDraft)) == 0
    with pytest.raises(UserError):
        builder.restore(round_id, 2, item)


@pytest.mark.parametrize("wording", ["Hvad er dit cpr-nummer?", "Hvad er dit CPR?", "Skriver du dit personnummer her?"])
def test_nobody_is_asked_for_her_cpr_number(context: Flask, wording: str) -> None:
    planned = planned_round()
    with pytest.raises(UserError, match="må der ikke spørges om cpr-nummer"):
        add(planned, wording)
    assert own.draft(planned).items == []


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("Hvad er dit navn?", "hvem borgeren er"),
        ("Må vi få dit telefonnummer?", "hvem borgeren er"),
        ("Kender du navnet på din sagsbehandler?", ""),
        ("Er du ikke enig?", "Spørg ligeud"),
        ("Er det let at finde vej?", ""),
        ("Er beskæftigelseslovgivningen let?", "Ordet »beskæftigelseslovgivningen« er langt"),
    ],
)
def test_hints_stand_where_questions_are_written_and_where_they_become_final(
    staff: Any, within: Callable[..., Any], wording: str, told: str
) -> None:
    planned = within(planned_round)
    within(lambda: add(planned, wording))
    leder = staff("leder")
    for page in (f"/stab/runder/{planned}/spoergsmaal", f"/stab/runder/{planned}/aabn"):
        notices = [notice.text for notice in leder.get(page).soup.select(".alert")]
        said = [text for text in notices if "Jeres spørgsmål" in text or "Ordet" in text]
        assert len(said) == (1 if told else 0)
        assert all(told in text for text in said)


def test_a_cpr_number_in_a_question_is_refused(staff: Any, within: Callable[..., Any]) -> None:
    planned = within(planned_round)
    page = staff("leder").get(f"/stab/runder/{planned}/spoergsmaal/nyt")
    page = page.submit({"wording": "Kender du 070761-4285 hos os?", "way": "yes_no"})
    assert page.errors
    assert within(lambda: own.draft(planned).items) == []


@pytest.mark.parametrize(
    ("wording", "two"),
    [
        ("Får du svar og/eller hjælp hos os?", True),
        ("Får du svar og hjælp hos os?", True),
        ("Er samtalen for kort eller for lang?", True),
        ("Er det let, ja eller nej?", False),
        (WORDING, False),
    ],
)
def test_a_question_about_two_things_is_warned_of_and_not_refused(
    staff: Any, within: Callable[..., Any], wording: str, two: bool
) -> None:
    planned = within(planned_round)
    within(lambda: add(planned, wording))
    assert ("spørger måske om to ting" in staff("leder").get(f"/stab/runder/{planned}/spoergsmaal").text) is two


def test_the_refusal_of_one_too_many_tells_how_the_room_is_computed(context: Flask) -> None:
    round_id = planned_round()
    core = len(asked(round_id))
    room = rules.MOST_IN_ALL - core
    for number in range(room):
        add(round_id, f"Er det let at finde dør {number}?")
    told = f"højst være {room} egne spørgsmål i denne runde. Kernen har {core} spørgsmål"
    with pytest.raises(UserError, match=told):
        add(round_id)
