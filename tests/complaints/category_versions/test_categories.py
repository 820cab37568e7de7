"""A municipality's categories: its own, other titles, those it does not use, each from a day on; what is filed stays where it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, received
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from værdig.clock import today
from værdig.complaints import categories, keys
from værdig.complaints import service as cases
from værdig.complaints.categories import Kind
from værdig.complaints.category_versions import queries, service
from værdig.complaints.category_versions.lists import LISTS, OF_KIND
from værdig.complaints.keys import Reader
from værdig.db import tenant
from værdig.errors import NotYours, UserError

SOMEBODY = "u" * 22
LATE = "complaints.sagsbehandlingstid"
REST = "complaints.andet"


def offered(day: date) -> dict[str, str]:
    return dict(categories.choices(Kind.THEME, day))


def test_a_theme_of_ones_own_can_be_chosen_from_its_day_and_counts_under_its_principle(
    context: Flask, freeze: Any
) -> None:
    freeze("2026-11-02 09:00")
    theme = service.add(Kind.THEME, "Ventetid på hjælpemidler", date(2026, 11, 4), SOMEBODY, principle="rettidighed")
    assert theme not in offered(date(2026, 11, 3))
    assert offered(date(2026, 11, 4))[theme] == "Ventetid på hjælpemidler"
    assert categories.principle_of(theme) == "rettidighed"
    assert categories.theme_title(theme) == "Ventetid på hjælpemidler"
    assert theme not in {each.id for each in categories.counted(Kind.THEME, [])}
    freeze("2026-11-04 09:00")
    assert theme in {each.id for each in categories.counted(Kind.THEME, [])}


def test_what_is_filed_under_a_theme_stays_there_when_it_is_used_no_more(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, code = received(reader=Reader.MANAGEMENT)
    point = {"theme": LATE, "unit": "jobcenter", "formality": "formalitet"}
    cases.add_point(case.id, keys.open_with_code(case, code), BOSS, **point, summary="Et punkt.")
    assert service.decide(Kind.THEME, LATE, "Ventetid", date(2026, 11, 2), SOMEBODY, used=False)
    assert LATE not in offered(today())
    assert categories.theme_title(LATE) == "Ventetid"
    assert LATE in {each.id for each in categories.counted(Kind.THEME, [LATE])}
    assert LATE not in {each.id for each in categories.counted(Kind.THEME, [])}
    assert service.decide(Kind.THEME, LATE, "Ventetid", date(2026, 11, 3), SOMEBODY, used=True)
    assert offered(date(2026, 11, 3))[LATE] == "Ventetid"


def test_a_title_that_comes_later_is_not_shown_before(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    before = categories.theme_title(LATE)
    service.decide(Kind.THEME, LATE, "Ventetid", date(2026, 11, 9), SOMEBODY, used=True)
    assert categories.theme_title(LATE) == before
    freeze("2026-11-09 09:00")
    assert categories.theme_title(LATE) == "Ventetid"


def test_what_may_not_be(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    with pytest.raises(UserError, match="samme navn"):
        service.add(Kind.THEME, "  begrundelse ", today(), SOMEBODY, principle="rettidighed")
    with pytest.raises(UserError, match="senere dag"):
        service.add(Kind.THEME, "Ventetid", today() - timedelta(days=1), SOMEBODY, principle="rettidighed")
    with pytest.raises(UserError):
        service.add(Kind.THEME, "Ventetid", today(), SOMEBODY, principle="findes_ikke")
    with pytest.raises(UserError, match="ikke undværes"):
        service.decide(Kind.THEME, REST, "Andet", today(), SOMEBODY, used=False)
    with pytest.raises(NotYours):
        service.decide(Kind.THEME, "egen.findes-ikke", "Noget", today(), SOMEBODY, used=True)
    assert not queries.versions(Kind.THEME)


def test_the_same_twice_is_one(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    assert service.decide(Kind.THEME, LATE, "Ventetid", today(), SOMEBODY, used=True)
    assert not service.decide(Kind.THEME, LATE, "Ventetid", today(), SOMEBODY, used=True)
    assert len(queries.of(Kind.THEME, LATE)) == 1


def test_a_municipality_decides_for_itself_alone(context: Flask, freeze: Any) -> None:
    theme = service.add(Kind.THEME, "Ventetid på hjælpemidler", today(), SOMEBODY, principle="rettidighed")
    with tenant("ishoej"):
        assert theme not in offered(today())
        with pytest.raises(UserError, match="findes ikke"):
            categories.principle_of(theme)


WORDS = st.sampled_from(["Ventetid", "Breve", "Møder", "Adgang"])
DECISION = st.tuples(st.integers(0, 3), WORDS, st.integers(0, 4), st.booleans())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DECISION, max_size=8))
def test_on_every_day_each_theme_is_there_once_with_a_title_of_its_own_and_none_is_ever_lost(
    context: Flask, freeze: Any, decisions: list[tuple[int, str, int, bool]]
) -> None:
    freeze("2026-11-02 09:00")
    before = {theme.id: theme.principle for theme in categories.themes()}
    known = [LATE, REST]
    for place, title, days, used in decisions:
        day = today() + timedelta(days=days)
        try:
            if place < len(known):
                service.decide(Kind.THEME, known[place], title, day, SOMEBODY, used=used)
            else:
                known.append(service.add(Kind.THEME, title, day, SOMEBODY, principle="respekt"))
        except UserError:
            continue
    for days in range(6):
        chosen = categories.themes(today() + timedelta(days=days))
        assert len({theme.id for theme in chosen}) == len(chosen)
        assert REST in {theme.id for theme in chosen}
        held = queries.holding(Kind.THEME, today() + timedelta(days=days))
        titles = [held[theme.id].title if theme.id in held else str(theme.title) for theme in chosen]
        assert len(titles) == len(set(titles))
    everything = {theme.id: theme.principle for theme in categories.themes()}
    assert {**everything, **before} == everything
    assert set(known) <= set(everything)


def test_from_the_list_to_a_theme_of_ones_own_in_the_browser(boss: Any, freeze: Any) -> None:
    page = boss.get("/stab/kategorier/temaer")
    assert "Lang sagsbehandlingstid" in page.text
    wrong = boss.get("/stab/kategorier/temaer/ny").submit({"title": "Ventetid på hjælpemidler", "principle": ""})
    assert wrong.status == 422
    assert wrong.form().values["title"] == "Ventetid på hjælpemidler", "what was typed stays"
    told = wrong.submit({"principle": "rettidighed"}).follow()
    assert "»Ventetid på hjælpemidler« er tilføjet." in told.text
    assert "Jeres eget" in told.text
    changed = boss.get(f"/stab/kategorier/temaer/{LATE}").submit({"title": "Ventetid", "used": "nej"}).follow()
    assert "Bliver ikke brugt" in changed.text
    assert "Ventetid" in boss.get(f"/stab/kategorier/temaer/{LATE}").text


@pytest.mark.parametrize("each", LISTS.values(), ids=LISTS)
def test_every_list_can_be_renamed_and_what_is_needed_stays(each: Any, context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    shipped = categories.listed(each.kind)
    assert each.needed <= {category.id for category in shipped}
    for number, category in enumerate(shipped):
        assert service.decide(each.kind, category.id, f"Nyt navn {number}", today(), SOMEBODY, used=True)
        assert categories.title(each.kind, category.id) == f"Nyt navn {number}"
    for id_ in each.needed:
        with pytest.raises(UserError, match="undværes"):
            service.decide(each.kind, id_, "Væk", today(), SOMEBODY, used=False)
    if each.grows:
        own = service.add(
            each.kind, "Vores eget", today(), SOMEBODY, principle="respekt" if each.kind == "themes" else ""
        )
        categories.require(each.kind, own, "felt")
        assert categories.choices(each.kind, today())[-1] == (own, "Vores eget")
    else:
        with pytest.raises(NotYours):
            service.add(each.kind, "Vores eget", today(), SOMEBODY)


def test_a_list_cannot_be_emptied(context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    *others, last = categories.listed(Kind.REACTION)
    for each in others:
        service.decide(Kind.REACTION, each.id, str(each.title), today(), SOMEBODY, used=False)
    with pytest.raises(UserError, match="noget at vælge"):
        service.decide(Kind.REACTION, last.id, str(last.title), today(), SOMEBODY, used=False)
    assert [each.id for each in categories.listed(Kind.REACTION, today())] == [last.id]


def test_a_channel_of_ones_own_is_offered_at_the_desk_and_counted(boss: Any, freeze: Any) -> None:
    told = boss.get("/stab/kategorier/kanaler/ny").submit({"title": "Chat"}).follow()
    assert "»Chat« er tilføjet." in told.text
    assert "Chat" in boss.get("/stab/tael").text
    assert "Chat" in [category.title for category in categories.counted(Kind.CHANNEL, [])]


def test_outcomes_are_the_borgerraadgivers_alone(boss: Any, staff: Any) -> None:
    assert "Klagepunktets udfald" not in boss.get("/stab/kategorier").text
    assert boss.get("/stab/kategorier/udfald", status=404)
    hers = staff("borgerraadgiver")
    assert "Klagepunktets udfald" in hers.get("/stab/kategorier").text
    changed = hers.get("/stab/kategorier/udfald/kritik").submit({"title": "Kritisabelt"}).follow()
    assert "Kritisabelt" in changed.text


def test_only_lists_that_no_rule_hangs_on_grow() -> None:
    assert {kind for kind, each in OF_KIND.items() if each.grows} == {
        Kind.THEME, Kind.CHANNEL, Kind.REACTION, Kind.OUT_OF_SCOPE,
    }  # fmt: skip
