"""The register: who can read what, what a text may not name, what reports tell, and the pages of both offices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from complaints.given import BOSS, BR, PASSPHRASE, by, database_bytes, received, see_again, token
from flask import Flask

from værdig import audit
from værdig.clock import HalfYear
from værdig.complaints import keys, queries
from værdig.complaints.acting import MANAGEMENT
from værdig.complaints.keys import Reader
from værdig.complaints.recommendations import queries as register
from værdig.complaints.recommendations import sealing, service
from værdig.complaints.recommendations.lifecycle import Stage
from værdig.complaints.recommendations.models import Recommendation
from værdig.complaints.recommendations.naming import named_in
from værdig.complaints.recommendations.service import Wanted
from værdig.db import db
from værdig.errors import NotYours, RuleBroken, UserError

Ready = Callable[[], dict[str, bytes]]
MONDAY = "2026-11-02 09:00"
TITLE, TEXT = "Svar inden otte dage", "Jobcentret bør svare alle borgere inden otte dage."


def wanted(**more: Any) -> Wanted:
    return Wanted(
        **{"title": TITLE, "text": TEXT, "unit": "jobcenter", "owner": "leder", "due": date(2026, 12, 1), **more}
    )


@pytest.fixture
def ready(ready: Ready, freeze: Any) -> Ready:
    """Keep her keys, on a Monday."""
    held = ready()
    freeze(MONDAY)
    return lambda: held


def row_of(recommendation_id: str) -> Recommendation:
    see_again()
    found = db.session.get(Recommendation, recommendation_id)
    assert found is not None
    return found


def drafted(**more: Any) -> str:
    return service.draft(wanted(**more), BR)


def given_one(ready: Ready, *, release: bool = True, **more: Any) -> str:
    made = drafted(**more)
    service.give(made, sealing.open_for(row_of(made), Reader.BORGERRAADGIVER, ready()), BR, release=release)
    return made


def step(made: str, target: Stage, words: str = "", effect: str = "") -> None:
    office = keys.management_keys()
    mover = BR if target is Stage.EFFEKT_VURDERET else BOSS
    service.advance(
        made, sealing.open_for(row_of(made), Reader.MANAGEMENT, office), target, mover, words=words, effect=effect
    )


def told(half_year: HalfYear, day: date) -> dict[str, int]:
    return {one.id.removeprefix("recommendations."): one.value for one in queries.recommendation_counts(half_year, day)}


# --- who reads it ---


def test_a_draft_is_hers_alone_and_what_is_given_is_read_by_both(ready: Ready) -> None:
    made = drafted()
    assert register.listed(Reader.MANAGEMENT, keys.management_keys()) == []
    with pytest.raises(NotYours):
        register.one(made, Reader.MANAGEMENT)
    service.give(made, sealing.open_for(row_of(made), Reader.BORGERRAADGIVER, ready()), BR)
    (theirs,) = register.listed(Reader.MANAGEMENT, keys.management_keys())
    assert (theirs.title, theirs.text, theirs.stage) == (TITLE, TEXT, Stage.AFGIVET)


def test_nothing_of_it_can_be_read_in_the_database(app: Flask, ready: Ready) -> None:
    made = given_one(ready, title="Overskriftseg", text="Anbefalingspoppel")
    step(made, Stage.DELVIST_TILTRAADT, "Begrundelsesgran")
    see_again()
    everything = database_bytes(app)
    for word in ("Overskriftseg", "Anbefalingspoppel", "Begrundelsesgran"):
        assert word.encode() not in everything
    assert made.encode() in everything


def test_a_double_click_makes_one_draft(ready: Ready) -> None:
    form = token()
    first = service.draft(wanted(), BR, token=form)
    assert service.draft(wanted(), BR, token=form) == first
    assert len(register.listed(Reader.BORGERRAADGIVER, ready())) == 1


def test_what_is_given_is_neither_changed_nor_thrown_away(ready: Ready) -> None:
    made = given_one(ready)
    opened = sealing.open_for(row_of(made), Reader.BORGERRAADGIVER, ready())
    for deed in (lambda: service.change(made, opened, wanted(text="Andet."), BR), lambda: service.discard(made, BR)):
        with pytest.raises(UserError, match="er afgivet"):
            deed()
    assert register.read(row_of(made), opened).text == TEXT


def test_the_management_writes_none(ready: Ready) -> None:
    with pytest.raises(RuleBroken):
        service.draft(wanted(), BOSS)
    made = drafted()
    with pytest.raises(RuleBroken):
        service.discard(made, BOSS)
    with pytest.raises(RuleBroken):
        service.release(made, BOSS, allow=True)


# --- it names nobody ---


@pytest.mark.parametrize("words", ["010190-1234", "anna@example.dk", "Ring på 12 34 56 78", "Nygade 14"])
def test_a_text_that_names_somebody_for_certain_is_not_given(ready: Ready, words: str) -> None:
    if words == "010190-1234":
        words = "070761-4285"  # a number that passes the check
    made = drafted(text=f"{TEXT} {words}")
    with pytest.raises(UserError, match="må ikke nævne nogen"):
        service.give(made, sealing.open_for(row_of(made), Reader.BORGERRAADGIVER, ready()), BR, read_through=True)
    assert row_of(made).given is None


def test_what_may_be_a_name_is_asked_about(ready: Ready) -> None:
    made = drafted(text="Sagsbehandler Mette Jensen bør svare hurtigere.")
    opened = sealing.open_for(row_of(made), Reader.BORGERRAADGIVER, ready())
    with pytest.raises(UserError, match="Er det navne") as asked:
        service.give(made, opened, BR)
    assert asked.value.field == "read_through"
    service.give(made, opened, BR, read_through=True)
    assert row_of(made).given is not None


def test_a_text_that_quotes_its_case_is_not_given(ready: Ready) -> None:
    case, _code = received(identity={"name": "Rare Navnevej", "phone": "12345678"})
    made = service.draft(wanted(text="Som i sagen om Navnevej bør der svares."), BR, case_id=case.id)
    row = row_of(made)
    opened = sealing.open_for(row, Reader.BORGERRAADGIVER, ready())
    with pytest.raises(UserError, match="Navnevej"):
        service.give(
            made, opened, BR, read_through=True, case_keys=keys.open_for(case, Reader.BORGERRAADGIVER, ready())
        )


def test_an_ordinary_recommendation_names_nobody() -> None:
    assert named_in(f"{TITLE}\n{TEXT}") == ([], [])


# --- reports ---


def test_reports_tell_what_is_released_until_it_is_closed(ready: Ready, freeze: Any) -> None:
    half, later = HalfYear(2026, 2), HalfYear(2027, 1)
    kept, made = given_one(ready, release=False, title="Kun talt"), given_one(ready)
    assert [one.title for one in queries.recommendations_told(half, date(2026, 11, 2))] == [TITLE]
    assert told(half, date(2026, 11, 2)) == {"new": 2, "open": 2, "overdue": 0, "done": 0, "judged": 0}
    freeze("2027-02-01 09:00")
    assert told(later, date(2027, 2, 1)) == {"new": 0, "open": 2, "overdue": 2, "done": 0, "judged": 0}
    (one,) = queries.recommendations_told(later, date(2027, 2, 1))
    assert one.overdue
    step(made, Stage.TILTRAADT)
    step(made, Stage.I_GANG)
    step(made, Stage.GENNEMFOERT, "Alle svar går gennem en liste.")
    step(made, Stage.EFFEKT_VURDERET, "Svartiden er halveret.", "virket")
    assert told(later, date(2027, 2, 1)) == {"new": 0, "open": 1, "overdue": 1, "done": 1, "judged": 1}
    assert [one.stage for one in queries.recommendations_told(later, date(2027, 2, 1))] == ["Effekt vurderet"]
    assert queries.recommendations_told(HalfYear(2027, 2), date(2027, 9, 1)) == []
    service.release(kept, BR, allow=True)
    assert {one.title for one in queries.recommendations_told(later, date(2027, 2, 1))} == {"Kun talt", TITLE}


def test_a_count_of_a_day_stays_what_it_was(ready: Ready, freeze: Any) -> None:
    half = HalfYear(2026, 2)
    made = given_one(ready)
    before = told(half, date(2026, 11, 2)), queries.recommendations_told(half, date(2026, 11, 2))
    freeze("2026-11-20 09:00")
    step(made, Stage.TILTRAADT)
    step(made, Stage.I_GANG)
    assert (told(half, date(2026, 11, 2)), queries.recommendations_told(half, date(2026, 11, 2))) == before


def test_other_units_are_not_in_the_jobcentres_report(ready: Ready) -> None:
    given_one(ready, unit="anden_enhed")
    assert told(HalfYear(2026, 2), date(2026, 11, 2))["new"] == 0


# --- pages ---


@pytest.fixture
def offices(br: Any, boss: Any, freeze: Any) -> tuple[Any, Any]:
    """Both offices' browsers, on a Monday."""
    freeze(MONDAY)
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    see_again()
    return br, boss


def test_both_offices_take_a_recommendation_to_its_end(offices: tuple[Any, Any]) -> None:
    br, boss = offices
    page = br.get("/stab/indbakke/anbefalinger")
    assert "Der er ingen anbefalinger her." in page.text
    form = page.click("Skriv en anbefaling")
    assert form.submit({"title": TITLE}).errors == ["Skriv anbefalingen.", "Skriv en dato."]
    draft = form.submit({"title": TITLE, "text": TEXT, "due": "01.12.2026"}).follow()
    assert "Kladden er gemt." in draft.text
    assert TITLE not in boss.get("/stab/klager/anbefalinger?vis=alle").text
    boss.get(draft.url.replace("indbakke", "klager"), status=404)
    given = draft.submit({"release": "y"}, button="Afgiv anbefalingen").follow()
    assert "Anbefalingen er afgivet." in given.text
    assert "1 anbefaling venter på jer." in boss.get("/stab/").text

    theirs = boss.get("/stab/klager/anbefalinger").click(TITLE)
    refused = theirs.submit({"target": "ikke_tiltraadt"}, button="Gem")
    assert refused.errors == ["Skriv, hvorfor I ikke følger hele anbefalingen."]
    refused.submit({"target": "delvist_tiltraadt", "words": "Ti dage kan vi nå."}, button="Gem")
    address = theirs.url
    boss.get(address).submit({"target": "i_gang"}, button="Gem")
    double = boss.get(address)
    done = double.submit({"target": "gennemfoert", "words": "Se den nye liste."}, button="Gem").follow()
    assert "Der er ikke noget, du skal gøre nu." in done.text
    assert (
        "Det er allerede gjort."
        in double.submit({"target": "gennemfoert", "words": "Se den nye liste."}, button="Gem").follow().text
    )

    hers = br.get("/stab/indbakke/anbefalinger").click(TITLE)
    assert "Ti dage kan vi nå." in hers.text
    assert hers.submit({"target": "effekt_vurderet", "words": "Svartiden er halveret."}, button="Gem").errors == [
        "Vælg, om anbefalingen har virket."
    ]
    hers.submit({"target": "effekt_vurderet", "effect": "virket", "words": "Svartiden er halveret."}, button="Gem")
    closed = boss.get("/stab/klager/anbefalinger?vis=lukkede").click(TITLE)
    assert "Den har virket" in closed.text
    assert "Svartiden er halveret." in closed.text


def test_one_that_comes_of_a_confidential_case_does_not_lead_the_management_to_it(offices: tuple[Any, Any]) -> None:
    br, boss = offices
    case, _code = received()
    draft = (
        br.get(f"/stab/indbakke/anbefalinger/ny?sag={case.id}")
        .submit({"title": TITLE, "text": TEXT, "due": "01.12.2026"})
        .follow()
    )
    assert case.number in draft.text
    draft.submit(button="Afgiv anbefalingen")
    page = boss.get(draft.url.replace("indbakke", "klager"), status=200)
    assert case.number not in page.html
    assert case.id not in page.html


def test_a_draft_is_thrown_away_only_after_a_question(offices: tuple[Any, Any]) -> None:
    br, _boss = offices
    draft = (
        br.get("/stab/indbakke/anbefalinger/ny").submit({"title": TITLE, "text": TEXT, "due": "01.12.2026"}).follow()
    )
    draft.click("Slet kladden").submit(button="Slet kladden")
    br.get(draft.url, status=404)


def test_what_is_overdue_is_said_in_words(offices: tuple[Any, Any], freeze: Any, staff: Any) -> None:
    br, _boss = offices
    br.get("/stab/indbakke/anbefalinger/ny").submit(
        {"title": TITLE, "text": TEXT, "due": "01.12.2026"}
    ).follow().submit(button="Afgiv anbefalingen")
    freeze("2026-12-02 09:00")
    boss = staff("leder")
    page = boss.get("/stab/klager/anbefalinger?vis=overskredne")
    assert "Overskredet" in page.soup.find("table").get_text()
    assert "1 anbefaling er overskredet." in boss.get("/stab/").text


def test_another_municipality_has_its_own(offices: tuple[Any, Any], staff: Any) -> None:
    br, _boss = offices
    draft = (
        br.get("/stab/indbakke/anbefalinger/ny").submit({"title": TITLE, "text": TEXT, "due": "01.12.2026"}).follow()
    )
    draft.submit(button="Afgiv anbefalingen")
    other = staff("leder", municipality="vallensbaek")
    other.get(draft.url.replace("indbakke", "klager"), status=404)
    assert TITLE not in other.get("/stab/klager/anbefalinger?vis=alle").text


def test_whoever_must_not_handle_the_case_does_not_handle_what_came_of_it(offices: tuple[Any, Any], staff: Any) -> None:
    br, boss = offices
    case, _code = received()
    draft = (
        br.get(f"/stab/indbakke/anbefalinger/ny?sag={case.id}")
        .submit({"title": TITLE, "text": TEXT, "due": "01.12.2026"})
        .follow()
    )
    draft.submit(button="Afgiv anbefalingen")
    address = draft.url.replace("indbakke", "klager")
    read = boss.get(address, status=200)
    colleague = staff("svaransvarlig_leder")
    br.get(f"/stab/indbakke/{case.id}/inhabil").submit(
        {"user_id": boss.user_id, "reason_code": "naevnt", "words": "Klagen nævner hende."}
    )
    assert boss.get(address).status == 404
    assert read.submit({"target": "tiltraadt"}, button="Gem").status == 404
    assert TITLE not in boss.get("/stab/klager/anbefalinger?vis=alle").text
    assert "anbefaling" not in boss.get("/stab/").soup.main.get_text().lower(), "nor is it counted for her"
    assert TITLE in colleague.get("/stab/klager/anbefalinger").text
    see_again()
    assert audit.entries_about("complaint_case", case.id, "conflict.refused")
    made = address.rsplit("/", 1)[1]
    opened = sealing.open_for(row_of(made), Reader.MANAGEMENT, keys.management_keys())
    with pytest.raises(NotYours):
        service.advance(made, opened, Stage.TILTRAADT, by(MANAGEMENT, boss.user_id))
    assert row_of(made).stage == Stage.AFGIVET
    colleague.get(address).submit({"target": "tiltraadt"}, button="Gem")
    assert row_of(made).stage == Stage.TILTRAADT
