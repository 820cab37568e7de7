"""Tendencies: the rule by property, and what the borgerraadgiver, and nobody else, is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, BR, PASSPHRASE, received, see_again
from hypothesis import given
from hypothesis import strategies as st

from værdig.complaints import keys, queries, service
from værdig.complaints.conflicts import service as marking
from værdig.complaints.keys import Reader
from værdig.complaints.tendencies import service as tendencies_service
from værdig.complaints.tendencies.rules import LEAST, WINDOW, Aside, Point, is_raised, tendencies
from værdig.errors import NotYours, RuleBroken, UserError

DAY = date(2026, 11, 2)
POINTS = st.lists(
    st.builds(
        Point,
        unit=st.sampled_from(["jobcenter", "anden_enhed"]),
        theme=st.sampled_from(["a", "b"]),
        day=st.integers(-10, 200).map(lambda back: DAY - timedelta(days=back)),
        case_id=st.sampled_from(["x", "y", "z"]),
    ),
    max_size=25,
)


@given(POINTS)
def test_a_tendency_is_three_of_the_same_in_ninety_days_and_nothing_else(points: list[Point]) -> None:
    found = {(each.unit, each.theme): each.count for each in tendencies(points, DAY)}
    for unit in ("jobcenter", "anden_enhed"):
        for theme in ("a", "b"):
            held = [p for p in points if (p.unit, p.theme) == (unit, theme) and 0 <= (DAY - p.day).days < WINDOW.days]
            assert found.get((unit, theme), 0) == (len(held) if len(held) >= LEAST else 0)


@given(POINTS, st.sampled_from(["a", "b"]), st.integers(0, 40))
def test_one_more_of_the_same_never_silences_a_tendency(points: list[Point], theme: str, count: int) -> None:
    aside = Aside(DAY - timedelta(days=5), count)
    before = {
        each.theme for each in tendencies(points, DAY) if each.unit == "jobcenter" and is_raised(each, aside, DAY)
    }
    more = [*points, Point("jobcenter", theme, DAY, "w")]
    after = {each.theme for each in tendencies(more, DAY) if each.unit == "jobcenter" and is_raised(each, aside, DAY)}
    assert before <= after


@given(POINTS)
def test_what_was_just_put_aside_is_quiet_until_it_grows(points: list[Point]) -> None:
    for each in tendencies(points, DAY):
        aside = Aside(DAY, each.count)
        assert is_raised(each, None, DAY)
        assert not is_raised(each, aside, DAY)
        more = [*points, Point(each.unit, each.theme, DAY, "w")]
        grown = next(one for one in tendencies(more, DAY) if (one.unit, one.theme) == (each.unit, each.theme))
        assert is_raised(grown, aside, DAY)
        assert is_raised(each, Aside(DAY - WINDOW, each.count), DAY), "after 90 days it is another one"


# --- with real cases ---


def complained(theme: str = "complaints.manglende_svar", reader: Reader = Reader.MANAGEMENT) -> str:
    case, code = received(reader=reader)
    opened = keys.open_with_code(case, code)
    service.add_point(case.id, opened, BOSS, theme=theme, unit="jobcenter", formality="formalitet")
    return case.id


@pytest.fixture
def three(context: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    for _number in range(3):
        complained()


def test_it_is_told_put_aside_and_comes_back_when_it_grows(three: None, freeze: Any) -> None:
    (each,) = tendencies_service.raised()
    assert (each.count, each.cases) == (3, 3)
    tendencies_service.put_aside(each.unit, each.theme, each.count, "tilfaeldigt", BR)
    assert tendencies_service.raised() == []
    freeze("2026-11-04 09:00")
    complained(theme="complaints.optraeden")
    assert tendencies_service.raised() == []
    complained()
    assert [one.count for one in tendencies_service.raised()] == [4]


def test_one_that_grew_while_it_was_looked_at_is_still_told(three: None) -> None:
    complained()
    tendencies_service.put_aside("jobcenter", "complaints.manglende_svar", 3, "kendt", BR)
    assert [one.count for one in tendencies_service.raised()] == [4]


def test_a_klagepunkt_that_is_removed_counts_no_more(three: None) -> None:
    case = queries.case_for(Reader.MANAGEMENT, complained())
    assert [one.count for one in tendencies_service.raised()] == [4]
    service.remove_point(case.id, case.points[0].id, BOSS)
    assert [one.count for one in tendencies_service.raised()] == [3]


def test_a_case_she_must_not_see_is_not_told_of_either(br: Any, three: None) -> None:
    case = complained()
    assert "4 klagepunkter" in br.get("/stab/indbakke/tendenser").text
    held = keys.open_for(queries.case_for(Reader.MANAGEMENT, case), Reader.MANAGEMENT, keys.management_keys())
    marking.mark(case, held, br.user_id, "naevnt", BOSS, words="Klagen nævner hende.")
    assert "3 klagepunkter" in br.get("/stab/indbakke/tendenser").text


def test_it_needs_a_reason_and_a_tendency_and_is_hers(three: None) -> None:
    with pytest.raises(UserError, match="hvorfor"):
        tendencies_service.put_aside("jobcenter", "complaints.manglende_svar", 3, "noget", BR)
    with pytest.raises(NotYours):
        tendencies_service.put_aside("jobcenter", "complaints.optraeden", 3, "kendt", BR)
    with pytest.raises(RuleBroken):
        tendencies_service.put_aside("jobcenter", "complaints.manglende_svar", 3, "kendt", BOSS)


def test_she_is_told_on_her_pages_and_the_management_nowhere(br: Any, boss: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    see_again()
    page = br.get("/stab/indbakke/tendenser")
    assert "Der er ingen tendenser nu." in page.text
    for _number in range(3):
        complained()
    assert "1 tendens i klagerne." in br.get("/stab/").text
    page = br.get("/stab/indbakke").click("1 tendens i klagerne. Se den her.")
    assert "3 klagepunkter i 3 sager, modtaget fra 2. november 2026" in page.text
    assert page.submit(form="Læg til side").errors == ["Vælg, hvorfor tendensen lægges til side."]
    aside = page.submit({"t0-reason": "kendt"}, form="Læg til side").follow()
    assert "Lagt til side 2. november 2026 ved 3 klagepunkter" in aside.text
    assert "tendens i klagerne." not in br.get("/stab/").text
    back = aside.submit(form="Tag tendensen frem igen").follow()
    assert "Ny tendens" in back.text
    for address in ("/stab/", "/stab/klager"):
        assert "tendens" not in boss.get(address).text.lower()
    boss.get("/stab/indbakke/tendenser", status=404)


def test_another_municipality_has_its_own(three: None, staff: Any) -> None:
    other = staff("borgerraadgiver", municipality="vallensbaek")
    assert "Der er ingen tendenser nu." in other.get("/stab/indbakke/tendenser").text
