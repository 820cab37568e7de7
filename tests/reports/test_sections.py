"""The report's own sections: three shares always, a method box that hides nothing, complaints with their caveats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from reports import cleared

from værdig.complaints.queries import Recommended
from værdig.disclosure import ClearedTable, CountTable, Policy, administration_count, clear
from værdig.hooks.contracts import Block, Bullets, Heading, Paragraph, SectionContent, ShareBars, Table
from værdig.reports import section_complaints, section_figures, section_method, section_survey
from værdig.reports.document import figure_fingerprint
from værdig.reports.material import Asked
from værdig.surveys.queries import short
from værdig.ui.charts import share_bars_chart

PERIOD = "1. halvår 2021"


def words(content: SectionContent) -> str:
    """Everything a reader can read, in one text."""
    return " ".join(text for block in content.blocks for text in said(block))


def said(block: Block) -> list[str]:
    if isinstance(block, Paragraph | Heading):
        return [str(block.text)]
    if isinstance(block, Bullets):
        return [str(item) for item in block.items]
    if isinstance(block, Table):
        cells = [str(cell) for row in block.rows for cell in row]
        return [str(block.caption), *map(str, block.columns), *cells, str(block.note)]
    return [str(getattr(block, "caption", "")), str(getattr(block, "note", ""))]


def table(content: SectionContent, caption: str) -> Table:
    found = [one for one in content.blocks if isinstance(one, Table) and caption in str(one.caption)]
    assert len(found) == 1, [str(one.caption) for one in content.blocks if isinstance(one, Table)]
    return found[0]


# --- answers ---


def test_each_question_shows_all_three_shares() -> None:
    content = section_survey.build(cleared.answered(), PERIOD)
    (bars,) = [one for one in content.blocks if isinstance(one, ShareBars)]
    assert list(bars.categories) == ["Tilfreds", "Hverken eller", "Utilfreds"]
    assert [tuple(shares) for _label, shares in bars.rows] == [(61, 18, 21)]


def test_the_definition_of_satisfied_is_printed_and_fixed() -> None:
    text = words(section_survey.build(cleared.answered(), PERIOD))
    assert "»Tilfreds« er de to bedste (4 og 5)." in text
    assert "»Ved ikke« står for sig selv og tæller ikke med i procenterne." in text


def test_answers_and_dont_know_are_counted_beside() -> None:
    numbers = table(section_survey.build(cleared.answered(), PERIOD), "Hvor mange der svarede på hvert")
    assert numbers.rows == [["Hvor værdigt behandler vi dig?", "112", "7 %", "3,7", ""]]


def test_whom_a_question_was_put_to_is_told_where_it_was_not_everybody() -> None:
    answered = cleared.answered()
    whole = table(section_survey.build(answered, PERIOD), "Hvor mange der svarede på hvert").note
    some = [replace(asked, put_to="Stilles kun til nogle.") for asked in answered.questions]
    told = table(section_survey.build(replace(answered, questions=some), PERIOD), "Hvor mange der svarede på hvert")
    assert "Stilles kun" not in whole
    assert told.note == f"{whole} Hvor værdigt behandler vi dig: Stilles kun til nogle."


def test_figures_carry_definition_source_and_period() -> None:
    figures = {one.id: one for one in section_survey.build(cleared.answered(), PERIOD).figures}
    happy = figures["survey.census.samlet.tilfreds"]
    assert (happy.value, happy.unit, happy.period) == ("61 %", "procent", PERIOD)
    assert "4 og 5" in happy.definition
    assert "12. april 2021" in happy.source
    assert figures["survey.census.samlet.n"].value == "112"


def test_a_round_too_small_to_show_gives_reasons_and_no_numbers() -> None:
    few = {"5": 1, "4": 1, "3": 1, "2": 0, "1": 0, "ved_ikke": 0}
    content = section_survey.build(cleared.answered(few), PERIOD)
    assert content.figures
    assert all(one.value is None and one.why_missing for one in content.figures)
    (bars,) = [one for one in content.blocks if isinstance(one, ShareBars)]
    assert [tuple(shares) for _label, shares in bars.rows] == [(None, None, None)]
    numbers = table(content, "Hvor mange der svarede på hvert")
    assert [[*row[1:4]] for row in numbers.rows] == [["for få svar til at vise"] * 3]


def test_groups_are_shown_with_three_shares_each() -> None:
    by_group = table(section_survey.build(cleared.answered(), PERIOD), "efter gruppe")
    assert list(by_group.columns) == ["Gruppe", "Tilfreds", "Hverken eller", "Utilfreds", "Svar", "Bemærkning"]
    assert [row[0] for row in by_group.rows] == ["Dagpenge", "Sygedagpenge", "Alle svar"]


def test_the_first_column_says_what_the_rows_are() -> None:
    """Lengths of a case are no groups, and the bars' rows are questions."""
    by_group = cleared.answered().breakdowns[0]
    by_length = replace(by_group, axes=("length",))
    content = section_survey.build(cleared.answered(breakdowns=[by_length]), PERIOD)
    assert table(content, "efter forløbets længde").columns[0] == "Forløbets længde"
    (bars,) = [one for one in content.blocks if isinstance(one, ShareBars)]
    assert share_bars_chart(bars).table.columns[0] == "Spørgsmål"


def test_the_summary_is_three_way_too() -> None:
    rate, overall = section_survey.summary(cleared.answered())
    assert rate == "1. halvår 2021, alle i målgrupperne: 120 af 220 inviterede svarede. Svarprocenten er 55 %."
    assert "dig?« Tilfreds 61 %, hverken eller 18 %, utilfreds 21 %. 112 svarede" in overall


def test_short_names_of_questions_keep_what_they_are_about() -> None:
    assert short("Hvor tilfreds er du med den måde, du bliver mødt på?") == "Den måde, du bliver mødt på"
    assert short("Hvor tilfreds er du med, hvor hurtigt du får svar?") == "Hvor hurtigt du får svar"
    assert short("Blev du hørt?") == "Blev du hørt"


# --- method ---


def test_answers_that_could_not_be_read_are_told_as_the_round_tells_them() -> None:
    told = "Enkelte svar kunne ikke læses og er ikke talt med."
    for unreadable in ("", told):
        box = table(
            section_method.build(cleared.answered(unreadable=unreadable), None, PERIOD), "Sådan er undersøgelsen lavet"
        )
        (missing,) = (row[1] for row in box.rows if row[0] == "Hvem mangler?")
        assert missing.endswith(told) == bool(unreadable)


def test_the_method_box_answers_what_politicians_asked() -> None:
    box = table(section_method.build(cleared.answered(), None, PERIOD), "Sådan er undersøgelsen lavet")
    asked = [row[0] for row in box.rows]
    for topic in (
        "Har medarbejdere valgt", "Vidste medarbejderne", "svar nok", "skrevet spørgsmålene", "stillet spørgsmålene",
        "hvem bestemte", "hvilke veje", "bliver den ændret", "Hvornår", "Hvem mangler", "ikke slutte",
    ):  # fmt: skip
        assert any(topic in question for question in asked), topic
    assert all(answer.strip() for _question, answer in box.rows)


def answer(content: SectionContent, topic: str) -> str:
    box = table(content, "Sådan er undersøgelsen lavet")
    return next(str(row[1]) for row in box.rows if topic in str(row[0]))


def test_an_unknown_number_invited_gives_no_rate_anywhere() -> None:
    content = section_method.build(cleared.answered(invited={}), None, PERIOD)
    assert "svarprocent kan ikke beregnes" in answer(content, "Hvor mange svarede")
    groups = table(content, "Inviterede og svar")
    assert all(row[1] == row[3] == row[4] == "ingen tal" for row in groups.rows)
    assert not [one for one in content.figures if one.id.endswith(".rate") and one.value]
    assert "Dagpenge, Sygedagpenge" in answer(content, "Hvem mangler")


def test_rates_are_given_for_all_and_for_each_group() -> None:
    groups = table(section_method.build(cleared.answered(), None, PERIOD), "Inviterede og svar")
    assert [[*row] for row in groups.rows] == [
        ["Dagpenge", "120", "60", "60", "50 %"],
        ["Sygedagpenge", "100", "60", "40", "60 %"],
        ["Alle svar", "220", "120", "100", "55 %"],
    ]
    likeness = answer(section_method.build(cleared.answered(), None, PERIOD), "svar nok")
    assert "»Sygedagpenge« (60 %)" in likeness
    assert "»Dagpenge« (50 %)" in likeness


@pytest.mark.parametrize(
    ("version", "expected"), [(1, "Nej. Skemaet er det samme som halvåret før."), (2, "Ja. Skemaet er et andet")]
)
def test_a_changed_questionnaire_is_told(version: int, expected: str) -> None:
    now = cleared.answered(questionnaire_version=version)
    assert answer(section_method.build(now, cleared.answered(), PERIOD), "Er metoden ændret").startswith(expected)


def one_way(kind: str, title: str, **numbers: int) -> ClearedTable:
    """The cleared one-way count of a kind: of one value alone there is only a total."""
    rows = {way: {"svar": number} for way, number in numbers.items()} if len(numbers) > 1 else {"": {"svar": 120}}
    counted = CountTable(
        id=f"optalt/{kind}", title=title, unit="answers", universe="round:r", categories=("svar",),
        breakdown=kind if len(numbers) > 1 else (), rows=rows,
        labels={"link": "Link", "brev": "Brev", "phone": "Telefon", "nobody": "Ingen hjalp", "interpreter": "Tolk"},
    )  # fmt: skip
    return clear([counted], Policy.of("answers")).tables[0]


def method(*tallies: ClearedTable) -> SectionContent:
    return section_method.build(cleared.answered(tallies=tallies), None, PERIOD)


def test_the_ways_in_are_told() -> None:
    two = method(one_way("channel", "Hvordan svarene kom ind", link=80, brev=40))
    assert answer(two, "Ad hvilke veje") == "Link: 80; Brev: 40."
    assert answer(two, "stillet spørgsmålene") == "Ingen interviewer. Borgerne læste og svarede selv."
    one = method(one_way("channel", "Hvordan svarene kom ind", link=120))
    assert answer(one, "Ad hvilke veje").startswith(
        "Alle eller næsten alle svarede ad samme vej. Hvilken, viser vi ikke"
    )
    assert answer(method(), "Ad hvilke veje") == "Det er ikke opgjort."


def test_answers_by_telephone_are_not_said_to_be_given_without_an_interviewer() -> None:
    asked = answer(method(one_way("channel", "Veje", link=80, phone=40)), "stillet spørgsmålene")
    assert "Nogle svarede i telefonen" in asked
    assert "Ingen interviewer" not in asked


def test_a_telephone_among_ways_that_stand_together_is_neither_said_nor_denied() -> None:
    together = one_way("channel", "Veje", link=80, phone=0, paper=4, code=9)
    assert "eller svarede i telefonen" in answer(method(together), "stillet spørgsmålene")


def test_help_and_language_are_told_and_nothing_is_promised_that_does_not_follow() -> None:
    helped = method(one_way("help", "Hjælp til at svare", nobody=80, interpreter=40))
    assert answer(helped, "fik hjælp") == "Ingen hjalp: 80; Tolk: 40."
    assert table(helped, "Hjælp til at svare").rows
    alike = method(
        one_way("help", "Der blev ikke spurgt, om nogen hjalp med at svare.", x=120),
        one_way("language", "Sproget, der blev svaret på", da=120),
    )
    assert answer(alike, "fik hjælp") == "Der blev ikke spurgt, om nogen hjalp med at svare."
    assert answer(alike, "hvilke sprog").startswith(
        "Alle eller næsten alle svarede på samme sprog. Hvilket, viser vi ikke."
    )
    few = method(one_way("language", "Sproget, der blev svaret på", da=117, so=3))
    assert answer(few, "hvilke sprog") == answer(alike, "hvilke sprog"), "nobody sees whether a few chose another"
    shown = [str(one.caption) for one in alike.blocks if isinstance(one, Table)]
    assert shown == ["Sådan er undersøgelsen lavet", "Inviterede og svar, gruppe for gruppe"]
    assert "herunder" not in words(alike)


def test_who_wrote_the_questions_is_told() -> None:
    core = section_method.build(cleared.answered(), None, PERIOD)
    assert "Forvaltningen har ikke skrevet eller ændret spørgsmålene." in answer(core, "skrevet spørgsmålene")
    foreign = cleared.answered(questionnaire="vaerdig_eksempel.skema")
    assert "kommer fra en udvidelse" in answer(section_method.build(foreign, None, PERIOD), "skrevet spørgsmålene")


def test_what_the_administration_has_written_is_told_as_its_own() -> None:
    own = Asked(id="egen_1", wording="Har du prøvet at melde dig syg online?", kind="factual", is_municipal=True)
    given = cleared.answered()
    with_own = replace(given, questions=[*given.questions, own])
    told = answer(section_method.build(with_own, given, PERIOD), "skrevet spørgsmålene")
    assert "Forvaltningen har skrevet: »Har du prøvet at melde dig syg online?«" in told
    assert "Forvaltningen har ikke skrevet eller ændret spørgsmålene." not in told
    assert answer(section_method.build(with_own, given, PERIOD), "metoden ændret").startswith("Ja.")
    assert answer(section_method.build(given, given, PERIOD), "metoden ændret").startswith("Nej. Skemaet er det samme")


def test_nothing_is_said_of_how_people_were_chosen_that_the_system_cannot_know() -> None:
    chosen = answer(section_method.build(cleared.answered(), None, PERIOD), "valgt, hvem der svarer")
    assert "kan systemet ikke se" in chosen
    assert not chosen.startswith("Nej")


def test_the_short_result_says_which_round_each_response_is_of() -> None:
    for design in ("census", "after_conversation"):
        given = cleared.answered(design=design)
        assert section_survey.summary(given)[0].startswith(f"{given.title}: ")


def test_the_two_designs_have_their_own_words() -> None:
    event = cleared.answered(design="after_conversation")
    assert section_survey.title(event) != section_survey.title(cleared.answered())
    assert "havde en samtale" in answer(section_method.build(event, None, PERIOD), "Hvem blev inviteret")


# --- complaints ---


def complaints(**changes: object) -> SectionContent:
    return section_complaints.build(replace(cleared.complained(), **changes), {}, [cleared.answered()])  # type: ignore[arg-type]


def test_contacts_cases_and_klagepunkter_are_counted_apart() -> None:
    found = section_complaints.build(cleared.complained(44, guidance=5), {}, [cleared.answered()])
    volume = table(found, "Hvor meget der kom ind")
    assert [[*row] for row in volume.rows] == [
        ["Sager i alt", "44"],
        ["Heraf klager", "39"],
        ["Heraf vejledning og andet", "5"],
        ["Klagepunkter", "51"],
        ["Henvendelser uden sag", "44"],
    ]


def test_a_number_of_two_half_years_says_which_in_the_list_of_figures() -> None:
    content = section_complaints.build(cleared.complained(), {"2. halvår 2020": cleared.complained(12, "2020H2")}, [])
    listed = section_figures.build(content.figures)[1]
    assert isinstance(listed, Table)
    names = [str(row[0]) for row in listed.rows]
    assert names[:2] == ["Sager i alt, 1. halvår 2021", "Sager i alt, 2. halvår 2020"]
    assert len(names) == len(set(names))


def test_complaints_that_cannot_be_told_from_other_cases_are_not_counted_apart() -> None:
    volume = table(complaints(), "Hvor meget der kom ind")
    assert [[*row] for row in volume.rows][1:3] == [
        ["Heraf klager", "for få sager til at vise"],
        ["Heraf vejledning og andet", "for få sager til at vise"],
    ]


def test_a_heading_without_tables_says_that_there_is_nothing_yet() -> None:
    blocks = section_complaints.build(cleared.complained(3), {}, []).blocks
    place = next(n for n, one in enumerate(blocks) if getattr(one, "text", "") == "Hvordan er sagerne behandlet?")
    after = blocks[place + 1]
    assert isinstance(after, Paragraph)
    assert str(after.text).startswith("Der er ikke nok sager at fortælle om endnu.")


def test_earlier_half_years_stand_beside_when_they_may_be_shown() -> None:
    before = {"2. halvår 2020": cleared.complained(12, "2020H2"), "1. halvår 2020": cleared.complained(2, "2020H1")}
    volume = table(section_complaints.build(cleared.complained(), before, []), "Hvor meget der kom ind")
    assert list(volume.columns) == ["Hvad", "1. halvår 2021", "2. halvår 2020"]
    assert list(volume.rows[0]) == ["Sager i alt", "20", "12"]
    assert "1. halvår 2020" in str(volume.note)


def test_complaints_stand_beside_the_answers_to_the_same_principle() -> None:
    both = table(complaints(), "sager og svar")
    by_name = {str(row[0]): row for row in both.rows}
    assert list(by_name["Respekt og optræden"]) == [
        "Respekt og optræden", "10", "Hvor værdigt behandler vi dig: 61 % / 18 % / 21 %",
    ]  # fmt: skip
    assert by_name["Rettidighed"][2] == "Intet spørgsmål om dette"


def test_the_caveats_are_always_printed() -> None:
    text = words(complaints())
    for caveat in section_complaints.caveats():
        assert caveat in text
    assert "ikke tør eller ikke kan klage" in text
    assert "Ikke alle klager kommer hertil" in text


def test_few_cases_are_hidden_and_the_administrations_own_acts_are_not() -> None:
    content = section_complaints.build(cleared.complained(3), {}, [])
    cases = [one for one in content.figures if one.id.startswith(("complaints.volume", "complaints.type"))]
    assert cases
    assert all(one.value is None and one.why_missing for one in cases)
    assert list(table(content, "Svartid og kritik").rows[0]) == ["Første svar for sent", "3"]
    volume = table(content, "Hvor meget der kom ind")
    assert [row[1] for row in volume.rows] == ["for få sager til at vise"] * 4 + ["for få henvendelser til at vise"]


def test_small_numbers_of_the_administrations_own_acts_are_explained_where_they_stand() -> None:
    blocks = complaints().blocks
    place = next(n for n, one in enumerate(blocks) if isinstance(one, Table) and "Svartid" in str(one.caption))
    before = str(blocks[place - 1].text)  # type: ignore[union-attr]
    assert "Det er ikke tal om borgere." in before
    assert "grænsen på 5 sager" in before


def test_hidden_answers_to_a_principle_are_not_called_unasked() -> None:
    few = {"5": 1, "4": 1, "3": 1, "2": 0, "1": 0, "ved_ikke": 0}
    both = table(section_complaints.build(cleared.complained(), {}, [cleared.answered(few)]), "sager og svar")
    assert {str(row[0]): row[2] for row in both.rows}["Respekt og optræden"] == (
        "Hvor værdigt behandler vi dig: for få svar til at vise"
    )


def test_the_day_of_counting_is_told() -> None:
    assert "De er talt 2. august 2021." in words(complaints(as_of=date(2021, 8, 2)))


def test_the_summary_counts_cases_and_points() -> None:
    assert section_complaints.summary(cleared.complained(44, guidance=5))[:2] == [
        "Der kom 39 klager og 5 sager om vejledning og andet. Det er 44 sager i alt.",
        "I sagerne er der i alt 51 klagepunkter.",
    ]
    assert section_complaints.summary(cleared.complained())[0].startswith("Der kom 20 sager.")
    assert "20" not in " ".join(section_complaints.summary(cleared.complained(3)))


def test_a_number_under_the_limit_in_the_summary_says_why_it_is_shown() -> None:
    late = "Første svar kom for sent i 3 af sagerne."
    told = section_complaints.summary(cleared.complained())
    assert told[-1] == f"{late} Tallet handler om forvaltningens egne handlinger og vises altid."
    assert section_complaints.summary(replace(cleared.complained(), threshold=3))[-1] == late
    few = section_complaints.summary(replace(cleared.complained(), administration=()))
    assert "forvaltningens egne" not in " ".join(few)


def test_hidden_enquiries_are_called_enquiries() -> None:
    few = section_complaints.build(cleared.complained(3), {}, [cleared.answered()])
    reasons = {figure.id: figure.why_missing for figure in few.figures}
    assert reasons["complaints.volume.2021H1.contacts"] == "Vises ikke. Der er færre end 5 henvendelser."
    assert reasons["complaints.volume.2021H1.cases"] == "Vises ikke. Der er færre end 5 sager."
    for kind in ("contact_type", "contact_channel"):
        merged = table(section_complaints.build(cleared.complained(20, guidance=2), {}, []), f"Sager efter {kind}")
        assert "så ingen kan genkende en af få henvendelser." in str(merged.note)


def test_what_few_means_is_said_only_under_a_table_whose_rows_are_marked() -> None:
    assert any(row.mark for row in cleared.complained().tables["complaints.type"].rows)
    assert "betyder færre end" not in words(complaints())
    few = {"5": 8, "4": 6, "3": 4, "2": 3, "1": 2}
    content = section_survey.build(cleared.answered(few), PERIOD)
    explained = [block for block in content.blocks if "betyder færre end" in str(getattr(block, "note", ""))]
    (by_group,) = [block for block in explained if isinstance(block, Table)]
    assert all("få svar" in row for row in by_group.rows[:2])


# --- the list of figures ---


def test_every_figure_is_listed_with_its_fingerprint() -> None:
    figures = complaints().figures
    listed, meanings = [one for one in section_figures.build(figures) if isinstance(one, Table)]
    assert len(listed.rows) == len(figures)
    assert [row[3] for row in listed.rows] == [figure_fingerprint(one)[:12] for one in figures]
    assert listed.rows[0][1] == "20 sager"
    one = replace(figures[0], value="1", unit="arrangementer")
    assert section_figures.shown_value(one) == "1 (arrangementer)"
    origins = {(one.definition, one.source) for one in figures}
    assert len(meanings.rows) == len(origins)
    by_note = dict(str(row[0]).split(". ", 1) for row in meanings.rows)
    assert [by_note[row[2]] for row in listed.rows] == [one.definition for one in figures]


def test_recommendations_stand_with_their_words_state_and_date_and_no_figures_about_people() -> None:
    told = [
        Recommended(title="Svar", text="Svar før.", stage="I gang", due=date(2021, 6, 1), overdue=True),
        Recommended(title="Ro", text="Giv ro.", stage="Tiltrådt", due=date(2021, 9, 1), overdue=False),
    ]
    counts = [administration_count("recommendations.open", "Åbne anbefalinger", 2, "recommendations:x:2021H1")]
    content = complaints(recommended=told, recommendation_counts=counts)
    words = table(content, "Anbefalingerne, og hvor langt de er")
    assert words.rows == [
        ["Svar: Svar før.", "I gang, fristen er overskredet", "1. juni 2021"],
        ["Ro: Giv ro.", "Tiltrådt", "1. september 2021"],
    ]
    assert [str(cell) for row in table(content, "Anbefalinger i tal").rows for cell in row] == [
        "Åbne anbefalinger",
        "2",
    ]


def test_a_report_without_recommendations_says_nothing_of_them() -> None:
    none = [administration_count("recommendations.open", "Åbne anbefalinger", 0, "recommendations:x:2021H1")]
    headings = [block.text for block in complaints(recommendation_counts=none).blocks if isinstance(block, Heading)]
    assert "Borgerrådgiverens anbefalinger" not in headings
