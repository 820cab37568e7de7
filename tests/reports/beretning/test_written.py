"""What the report says by itself: true of the cleared figures, nothing hidden in any format, a year only where both halves may be shown."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports.beretning.conftest import AUTUMN, SPRING, complained, made
from reports.extract import of_docx, of_html, of_pdf

from værdig.clock import HalfYear
from værdig.db import tenant, transaction
from værdig.errors import UserError
from værdig.municipality import service as municipality
from værdig.reports import gather, render_docx, render_html, render_pdf
from værdig.reports.beretning import queries, service
from værdig.reports.beretning.assemble import generate
from værdig.reports.beretning.content import Generated, from_plain, to_plain
from værdig.reports.beretning.joining import joined
from værdig.reports.beretning.material import Told
from værdig.reports.beretning.spans import Span
from værdig.reports.material import Complained

WHOLE = re.compile(r"\d+")
SETTINGS = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
COUNTS = st.integers(0, 40)
SMALL = {2: "to", 3: "tre", 4: "fire"}


def written(now: int, before: int = 0, year_ago: int = 0, guidance: int = 0) -> tuple[Told, Generated]:
    """Write a report from made figures that the real gate has cleared."""
    half = HalfYear(2021, 1)
    previous, earlier = half.previous(), half.previous().previous()
    told = Told(
        now=complained(now, guidance=min(guidance, now // 2)),
        previous=complained(before, previous.code),
        before={
            previous.label: complained(before, previous.code),
            earlier.label: complained(year_ago, earlier.code),
        },
    )
    return told, generate(told)


def may_be_said(told: Told, generated: Generated) -> set[str]:
    """Return every number that the cleared figures, their differences and shares give."""
    shown = [int(found) for figure in generated.figures for found in WHOLE.findall(figure.value or "")]
    shown += [row.n for one in told.before.values() for table in one.tables.values() for row in table.rows if row.n]
    differences = {abs(a - b) for a in shown for b in shown}
    shares = {round(100 * a / b) for a in shown for b in shown if b}
    return {str(number) for number in {*shown, *differences, *shares}}


@given(COUNTS, COUNTS, COUNTS, st.integers(0, 12))
@SETTINGS
def test_every_number_in_a_sentence_is_a_cleared_one(
    context: Flask, now: int, before: int, year_ago: int, guidance: int
) -> None:
    told, generated = written(now, before, year_ago, guidance)
    allowed = may_be_said(told, generated)
    for chapter in generated.chapters:
        for sentence in chapter.sentences:
            plain = re.sub(r"\d\. halvår \d{4}|færre end \d+", "", sentence.text)
            assert set(WHOLE.findall(plain)) <= allowed, sentence.text


@given(COUNTS, COUNTS, st.integers(0, 12))
@SETTINGS
def test_no_table_stands_twice(context: Flask, now: int, before: int, guidance: int) -> None:
    _told, generated = written(now, before, guidance=guidance)
    captions = [item.caption for chapter in generated.chapters for item in chapter.items if hasattr(item, "caption")]
    assert len(captions) == len(set(captions))


@given(st.integers(0, 4), COUNTS)
@SETTINGS
def test_a_hidden_number_of_cases_is_never_said_nor_called_nought(context: Flask, now: int, before: int) -> None:
    _told, generated = written(now, before)
    (chapter,) = [one for one in generated.chapters if one.key == "omfang"]
    said = {sentence.key: sentence.text for sentence in chapter.sentences}
    assert said["sager"].startswith("Antallet af sager må ikke vises.")
    assert not {"slags", "klagepunkter"} & said.keys()
    assert not any(word in " ".join(said.values()).split() for word in ("ingen", "nul", *SMALL.values()))


@given(st.integers(5, 40), st.integers(5, 40))
@SETTINGS
def test_more_and_fewer_are_said_rightly(context: Flask, now: int, before: int) -> None:
    _told, generated = written(now, before)
    text = next(generated.chapters[0].sentences).text
    assert f"Der kom {now} sager i 1. halvår 2021." in text
    if now == before:
        assert "lige så mange som i 2. halvår 2020" in text
    else:
        word = "flere" if now > before else "færre"
        assert f"{abs(now - before)} {word} end i 2. halvår 2020" in text


def test_it_survives_being_stored(context: Flask) -> None:
    _told, generated = written(20, 7, 6, 5)
    assert to_plain(from_plain(to_plain(generated))) == to_plain(generated)


def test_the_order_of_sections_is_fixed(draft: str) -> None:
    titles = [part.title for part in queries.document_of(queries.own(draft)).parts]
    assert [title.split(".")[0] for title in titles] == [str(number) for number in range(1, 12)]
    assert titles[0] == "1. Henvendelser, sager og klagepunkter"
    assert titles[9:] == ["10. Sådan skal tallene læses", "11. Tal, der ikke bliver vist"]


def test_the_caveats_and_what_is_hidden_are_always_printed(draft: str) -> None:
    text = of_html(render_html.render(queries.document_of(queries.own(draft))))
    assert "Et lavt tal kan betyde, at borgere ikke tør eller ikke kan klage." in text
    assert "Tal om færre end 5 sager bliver ikke vist" in text


def test_nothing_hidden_stands_in_any_format(cases: None) -> None:
    """Three cases of a theme of their own: neither the digit nor the word is told of them."""
    made(2021, 5, {"aktindsigt": 3})
    document = queries.document_of(queries.own(service.begin(SPRING).id))
    texts = (
        of_html(render_html.render(document)),
        of_docx(render_docx.render(document)),
        of_pdf(render_pdf.render(document)),
    )
    for text in texts:
        assert "Der kom 15 sager i 1. halvår 2021." in text
        assert not re.search(r"Aktindsigt:? \(?3\b", text)
        assert not re.search(r"\b(3|tre) (sager|klager|klagepunkter)\b", text)


# --- a year ---


def halves(first: int, second: int) -> tuple[Complained, Complained]:
    return complained(first, "2021H1"), complained(second, "2021H2")


@given(COUNTS, COUNTS)
@SETTINGS
def test_a_year_is_added_up_only_where_both_halves_may_be_shown(context: Flask, first: int, second: int) -> None:
    one, other = halves(first, second)
    year = joined(one, other, "2021", "2021")
    for name, table in year.tables.items():
        parts = (one.tables[name], other.tables[name])
        totals = [part.total.n for part in parts]
        assert table.total.n == (None if None in totals else sum(n for n in totals if n is not None))
        for row in table.rows:
            found = [next(each.n for each in part.rows if each.members == row.members) for part in parts]
            assert None not in found
            assert row.n == sum(n for n in found if n is not None)
    assert (year.points is None) == (one.points is None or other.points is None)


def test_a_years_report_compares_with_the_year_before(cases: None, freeze: object) -> None:
    freeze("2022-01-10 09:00")  # type: ignore[operator]
    made(2021, 9, {"manglende_svar": 9})
    row = service.begin("2021")
    text = of_html(render_html.render(queries.document_of(row)))
    assert "Borgerrådgiverens årsberetning for 2021" in text
    assert "Der kom 21 sager i 2021. Antallet i 2020 må ikke vises." in text


def test_a_municipality_may_report_from_july_to_june(cases: None) -> None:
    with pytest.raises(UserError, match="følger et andet år"):
        service.begin("2020J")
    with transaction():
        municipality.put("beretning_year", "juli")
    row = service.begin("2020J")
    document = queries.document_of(row)
    assert document.meta.title == "Borgerrådgiverens årsberetning for juli 2020 til juni 2021"
    assert document.meta.period == "juli 2020 til juni 2021"
    assert "Der kom 19 sager i juli 2020 til juni 2021." in of_html(render_html.render(document))
    assert "2021" not in {row.code for row in queries.periods()}


@given(st.integers(2015, 2040), st.sampled_from(["", "J", "H1", "H2"]))
def test_a_span_is_told_by_its_code(year: int, kind: str) -> None:
    span = Span.parse(f"{year}{kind}")
    assert span.code == f"{year}{kind}"
    assert span.before()[0].end < span.halves[0].start


@pytest.mark.parametrize("code", ["", "21", "2021X", "2021H3", "1066", "20211", "2021j", "<b>"])
def test_other_words_are_no_period(context: Flask, code: str) -> None:
    with pytest.raises(UserError):
        service.begin(code)


def test_a_period_that_is_not_over_cannot_be_counted(cases: None) -> None:
    with pytest.raises(UserError, match="er ikke slut"):
        service.begin("2021H2")
    (running,) = [row for row in queries.periods() if row.code == "2021H2"]
    assert not running.is_over
    assert {AUTUMN, SPRING} <= {row.code for row in queries.periods() if row.is_over}


def test_a_period_whose_cases_are_deleted_is_never_counted_too_low(
    context: Flask, freeze: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze("2021-08-23 09:00")  # type: ignore[operator]
    gone = {SPRING: True}

    def counted(half: HalfYear, *_given: object) -> Complained | None:
        return None if gone.get(half.code) else complained(12, half.code)

    monkeypatch.setattr(gather, "complained_in", counted)
    with pytest.raises(UserError, match=r"Sager fra 1\. halvår 2021 er slettet"):
        service.begin(SPRING)
    gone.clear()
    gone[AUTUMN] = True
    text = of_html(render_html.render(queries.document_of(service.begin(SPRING))))
    assert "Der kom 12 sager i 1. halvår 2021." in text
    assert "Sager fra 2. halvår 2020 er slettet. Derfor kan der ikke sammenlignes." in text
    assert "end i 2. halvår 2020" not in text


def test_another_municipality_has_reports_of_its_own(draft: str) -> None:
    with tenant("vallensbaek"):
        assert all(row.newest is None for row in queries.periods())
        assert queries.newest(SPRING) is None
