"""What has been registered is listed, changed, deleted and brought back: by those who may, in their own municipality, never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR, signed_in
from flask import Flask
from sqlalchemy import func, select

from værdig import audit
from værdig.administration import registering, registers
from værdig.clock import HalfYear, today
from værdig.db import db, tenant, transaction
from værdig.errors import NotYours, UserError
from værdig.hooks import current_host
from værdig.hooks.contracts import FormSpec
from værdig.i18n import format_time
from værdig.metrics import background, service
from værdig.metrics import queries as metrics

ADDRESS = "/stab/m/vaerdig_maal_virksomheder/arrangement"
EVENT = {
    "navn": "Jobmesse", "dato": "3. maj 2021", "rolle": "arrangoer", "virksomheder": "14", "ledige": "1200", "ansaettelser": "",
}  # fmt: skip


@pytest.fixture
def leader(app: Flask) -> Any:
    return signed_in(app, "leder")


@pytest.fixture
def here(app: Flask) -> Iterator[Flask]:
    with app.app_context(), tenant(HOME):
        yield app


def register(leader: Any, **more: str) -> str:
    """Register an event by its page and return its id."""
    from vaerdig_maal_virksomheder.models import Arrangement

    assert leader.get(ADDRESS).submit({**EVENT, **more}, form="Gem").status == 302
    with leader.application.app_context(), tenant(HOME):
        newest = select(Arrangement.id).where(Arrangement.navn == more.get("navn", EVENT["navn"]))
        return str(db.session.scalars(newest).one())


def stored(app: Flask, row_id: str) -> Any:
    from vaerdig_maal_virksomheder.models import Arrangement

    with app.app_context(), tenant(HOME):
        query = select(Arrangement).where(Arrangement.id == row_id)
        return db.session.scalar(query.execution_options(withdrawn=True))


def counted(app: Flask) -> Any:
    from vaerdig_maal_virksomheder import queries

    with app.app_context(), tenant(HOME):
        return queries.events("2021H1")


def done(app: Flask, row_id: str) -> list[str]:
    with app.app_context(), tenant(HOME):
        return [entry.action.partition(".")[2] for entry in audit.entries_about("registration", row_id)]


def test_an_empty_list_says_so(leader: Any) -> None:
    assert "Der er ikke registreret noget endnu." in leader.get(ADDRESS).text


def test_it_is_listed_with_its_half_year_and_danish_numbers(leader: Any) -> None:
    register(leader)
    page = leader.get(ADDRESS)
    for said in ("Én registrering", "3. maj 2021", "1. halvår 2021", "14", "ikke talt"):
        assert said in page.text
    register(leader, navn="Nummer to", virksomheder="1400")
    page = leader.get(ADDRESS)
    assert "2 registreringer" in page.text
    assert "1.400" in page.text


def test_it_is_changed_in_its_own_form(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(ADDRESS).click("Ret Jobmesse")
    assert page.form("Gem").values["navn"] == "Jobmesse"
    assert page.form("Gem").values["virksomheder"] == "14"
    page = page.submit({"virksomheder": "15"}, form="Gem").follow()
    assert "Registreringen er rettet." in page.text
    assert (stored(app, row_id).virksomheder, stored(app, row_id).version) == (15, 2)
    assert done(app, row_id) == ["added", "changed"]
    with app.app_context(), tenant(HOME):
        assert audit.entries_about("registration", row_id)[1].detail["changed"] == {"virksomheder": [14, 15]}
    assert "Rettet" in leader.get(f"{ADDRESS}/{row_id}/ret").text


def test_the_log_keeps_no_text_of_a_change(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    leader.get(f"{ADDRESS}/{row_id}/ret").submit({"navn": "Anne Andersen ringede"}, form="Gem")
    with app.app_context(), tenant(HOME):
        assert audit.entries_about("registration", row_id)[1].detail["changed"] == {"navn": None}


def test_saving_what_stands_changes_nothing(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(f"{ADDRESS}/{row_id}/ret").submit(form="Gem").follow()
    assert "Der er ikke ændret noget." in page.text
    assert stored(app, row_id).version == 1
    assert done(app, row_id) == ["added"]


def test_a_change_that_is_wrong_loses_nothing_typed(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(f"{ADDRESS}/{row_id}/ret").submit({"ledige": "-1"}, form="Gem")
    assert page.status == 422
    assert page.form("Gem").values["ledige"] == "-1"
    assert stored(app, row_id).ledige == 1200


def test_a_double_click_changes_once(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(f"{ADDRESS}/{row_id}/ret")
    first, second = (page.submit({"ledige": "7"}, form="Gem") for _click in range(2))
    assert first.location == second.location
    assert done(app, row_id) == ["added", "changed"]


def test_of_two_tabs_the_second_is_asked_and_loses_nothing(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    mine, hers = (leader.get(f"{ADDRESS}/{row_id}/ret") for _tab in range(2))
    hers.submit({"ledige": "7"}, form="Gem")
    page = mine.submit({"ledige": "8"}, form="Gem")
    assert page.status == 422
    assert "En anden har rettet registreringen" in page.errors[0]
    assert "Det står der nu" in page.text
    assert stored(app, row_id).ledige == 7
    assert page.submit(form="Gem").status == 302
    assert stored(app, row_id).ledige == 8


def test_a_page_that_has_lost_its_version_overwrites_nothing(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    assert leader.get(f"{ADDRESS}/{row_id}/ret").submit({"udgave": "x", "ledige": "8"}, form="Gem").status == 422
    assert stored(app, row_id).ledige == 1200


def test_deleting_asks_first_and_can_be_undone_at_once(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    assert counted(app) == [("2021H1", 1)]
    page = leader.get(ADDRESS).click("Slet Jobmesse")
    assert page.h1 == "Vil du slette registreringen?"
    assert "Jobmesse" in page.text
    assert counted(app) == [("2021H1", 1)]
    page = page.submit(form="Slet").follow()
    assert "tæller ikke mere med" in page.text
    assert counted(app) == []
    assert stored(app, row_id).withdrawn_by == leader.user_id
    page = page.submit(form="Fortryd").follow()
    assert "Jobmesse" in page.text
    assert counted(app) == [("2021H1", 1)]
    assert done(app, row_id) == ["added", "withdrawn", "restored"]


def test_the_deleted_are_listed_with_who_and_when_and_can_be_brought_back(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    leader.get(f"{ADDRESS}/{row_id}/slet").submit(form="Slet")
    page = leader.get(ADDRESS).click("Én slettet registrering")
    with app.app_context(), tenant(HOME):
        (name,) = registers._names().values()
    assert name in page.text
    assert format_time(stored(app, row_id).withdrawn_at) in page.text
    page = page.submit(form=0).follow()
    assert "hentet tilbage" in page.response.get_data(as_text=True)
    assert stored(app, row_id).withdrawn_at is None
    assert "Der er ingen slettede registreringer." in leader.get(f"{ADDRESS}/slettede").text


def test_deleting_or_restoring_twice_is_done_once(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(f"{ADDRESS}/{row_id}/slet")
    for _click in range(2):
        assert page.submit(form="Slet").status == 302
    deleted = leader.get(f"{ADDRESS}/slettede")
    for _click in range(2):
        assert deleted.submit(form=0).status == 302
    assert done(app, row_id) == ["added", "withdrawn", "restored"]


def test_what_has_been_changed_since_is_not_deleted_unseen(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    asked = leader.get(f"{ADDRESS}/{row_id}/slet")
    leader.get(f"{ADDRESS}/{row_id}/ret").submit({"ledige": "7"}, form="Gem")
    page = asked.submit(form="Slet")
    assert page.h1 == "Vil du slette registreringen?"
    assert stored(app, row_id).withdrawn_at is None
    assert page.submit(form="Slet").status == 302
    assert stored(app, row_id).withdrawn_at is not None


def test_what_has_been_deleted_since_is_not_changed(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    page = leader.get(f"{ADDRESS}/{row_id}/ret")
    leader.get(f"{ADDRESS}/{row_id}/slet").submit(form="Slet")
    page = page.submit({"ledige": "7"}, form="Gem")
    assert "blevet slettet" in page.errors[0]
    assert page.form("Gem").values["ledige"] == "7"
    assert stored(app, row_id).ledige == 1200


@pytest.mark.parametrize("what", ["ret", "slet"])
def test_only_those_who_may_and_only_here(app: Flask, leader: Any, what: str) -> None:
    row_id = register(leader)
    address = f"{ADDRESS}/{row_id}/{what}"
    signed_in(app, "dpo").get(address, status=404)
    signed_in(app, "leder", municipality=NEIGHBOUR).get(address, status=404)
    leader.get(f"{ADDRESS}/{'x' * 22}/{what}", status=404)


def test_a_neighbour_neither_lists_nor_counts_nor_brings_back(app: Flask, leader: Any) -> None:
    row_id = register(leader)
    leader.get(f"{ADDRESS}/{row_id}/slet").submit(form="Slet")
    neighbour = signed_in(app, "leder", municipality=NEIGHBOUR)
    assert "Jobmesse" not in neighbour.get(f"{ADDRESS}/slettede").text
    with app.app_context(), tenant(NEIGHBOUR), pytest.raises(NotYours):
        registering.restore(spec("vaerdig_maal_virksomheder.arrangement"), row_id)


@pytest.mark.parametrize("what", ["ret", "slet", "hent-tilbage"])
def test_nothing_happens_without_the_token(app: Flask, leader: Any, what: str) -> None:
    row_id = register(leader)
    answer = leader.post(f"{ADDRESS}/{row_id}/{what}", data={"udgave": "1", "navn": "Andet"})
    assert answer.status in (400, 422)
    assert (stored(app, row_id).navn, stored(app, row_id).withdrawn_at) == ("Jobmesse", None)


def test_a_long_list_has_pages(app: Flask, leader: Any) -> None:
    from vaerdig_maal_virksomheder.models import Arrangement

    with app.app_context(), tenant(HOME), transaction():
        for number in range(registers.PER_PAGE + 1):
            db.session.add(Arrangement(navn=f"Møde {number:02}", dato=date(2021, 1, 1 + number), rolle="deltager"))
    page = leader.get(ADDRESS)
    assert "13 registreringer" in page.text
    assert "Møde 12" in page.text
    assert "Møde 00" not in page.text
    assert "Møde 00" in page.click("Næste side").text
    assert "Møde 00" in leader.get(f"{ADDRESS}?liste=99").text
    assert "Møde 12" in leader.get(f"{ADDRESS}?liste=nej").text


def spec(form_id: str) -> FormSpec:
    found = current_host().find("register_forms", form_id)
    assert found is not None
    value: FormSpec = found.value
    return value


PLAN = {"periode": "2021Q1", "unge_i_alt": 100, "med_plan": 40}


def test_one_quarter_is_registered_once_and_comes_back_only_to_its_place(here: Flask) -> None:
    from vaerdig_spor_unge import queries
    from vaerdig_spor_unge.models import Uddannelsesplan

    plans = spec("vaerdig_spor_unge.uddannelsesplan")
    registering.send_form(plans, PLAN, "a" * 22, "someone")
    with pytest.raises(UserError, match="allerede registreret") as caught:
        registering.send_form(plans, {**PLAN, "med_plan": 41}, "b" * 22, "someone")
    assert caught.value.field == "periode"
    first = db.session.scalars(select(Uddannelsesplan.id)).one()
    registering.change(plans, first, 1, {**PLAN, "med_plan": 42}, "c" * 22, "someone")
    registering.withdraw(plans, first, 2, "someone")
    assert queries.med_plan("2021H1") == []
    registering.send_form(plans, {**PLAN, "med_plan": 43}, "d" * 22, "someone")
    with pytest.raises(UserError, match="allerede registreret"):
        registering.restore(plans, first)
    assert queries.med_plan("2021H1") == [("2021Q1", 43)]


@pytest.mark.parametrize("future", ["2027Q1", "1999Q4"])
def test_a_time_that_has_not_begun_is_refused_by_the_register_itself(
    here: Flask, freeze: Callable[[str], None], future: str
) -> None:
    freeze("2026-11-22 10:00")
    plans = spec("vaerdig_spor_unge.uddannelsesplan")
    with pytest.raises(UserError, match="Den kan ikke ligge i fremtiden") as caught:
        registering.send_form(plans, {**PLAN, "periode": future}, "a" * 22, "someone")
    assert caught.value.field == "periode"
    registering.send_form(plans, {**PLAN, "periode": "2026Q4"}, "b" * 22, "someone")


def test_a_month_in_the_future_is_refused_on_the_page_and_nothing_typed_is_lost(
    leader: Any,
) -> None:
    page = leader.get("/stab/m/vaerdig_maal_sagsbehandling/svartid")
    page = page.submit({"maaned": str(today() + timedelta(days=40)), "besvaret": "120", "til_tiden": "100"}, form="Gem")
    assert page.status == 422
    assert "Den kan ikke ligge i fremtiden" in page.text
    assert page.soup.select_one("#besvaret")["value"] == "120"


def test_two_that_count_for_one_quarter_cannot_be_stored_past_the_form_either(engine_app: Flask) -> None:
    from sqlalchemy.exc import IntegrityError
    from vaerdig_spor_unge.models import Uddannelsesplan

    with engine_app.app_context():
        for municipality in (HOME, NEIGHBOUR):
            with tenant(municipality), transaction():
                db.session.add(Uddannelsesplan(**PLAN))
        with pytest.raises(IntegrityError), tenant(HOME), transaction():
            db.session.add(Uddannelsesplan(**PLAN))


def test_a_quarter_older_than_those_offered_can_still_be_changed(app: Flask, leader: Any) -> None:
    from vaerdig_spor_unge.models import Uddannelsesplan

    with app.app_context(), tenant(HOME), transaction():
        db.session.add(Uddannelsesplan(**{**PLAN, "periode": "2011Q1"}))
    page = leader.get("/stab/m/vaerdig_spor_unge/uddannelsesplan").click("Ret 1. kvartal 2011")
    assert page.submit({"med_plan": "41"}, form="Gem").status == 302


def test_a_list_that_fails_leaves_the_form_and_says_so(app: Flask, leader: Any) -> None:
    from vaerdig_spor_unge.models import Uddannelsesplan

    with app.app_context(), tenant(HOME), transaction():
        db.session.add(Uddannelsesplan(**{**PLAN, "periode": "nix"}))
    page = leader.get("/stab/m/vaerdig_spor_unge/uddannelsesplan")
    assert "Listen kan ikke vises lige nu." in page.text
    assert page.form("Gem")


def test_withdrawn_rows_are_left_out_of_every_kind_of_query(engine_app: Flask) -> None:
    from sqlalchemy.orm import aliased
    from vaerdig_maal_virksomheder.models import Arrangement

    with engine_app.app_context(), tenant(HOME):
        with transaction():
            for day in (1, 2):
                db.session.add(Arrangement(navn=str(day), dato=date(2021, 1, day), rolle="deltager"))
        arrangements = spec("vaerdig_maal_virksomheder.arrangement")
        gone = db.session.scalars(select(Arrangement.id).where(Arrangement.navn == "2")).one()
        registering.withdraw(arrangements, gone, 1, "someone")
        db.session.expire_all()
        other = aliased(Arrangement)
        newest = select(func.max(Arrangement.dato).label("dato")).subquery()
        for query in (
            select(Arrangement.navn),
            select(other.navn),
            select(Arrangement.navn).join(newest, newest.c.dato == Arrangement.dato),
            select(Arrangement.navn).where(Arrangement.id.in_(select(other.id))),
        ):
            assert list(db.session.scalars(query)) == ["1"], query
        assert db.session.scalar(select(func.count()).select_from(Arrangement)) == 1
        everything = select(Arrangement.navn).execution_options(withdrawn=True)
        assert sorted(db.session.scalars(everything)) == ["1", "2"]


def test_every_registering_plug_in_tells_after_each_act(here: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from vaerdig_spor_unge.models import Uddannelsesplan

    told: list[str] = []
    monkeypatch.setattr(current_host(), "fire", lambda hook, form_id: told.append(f"{hook} {form_id}"))
    plans = spec("vaerdig_spor_unge.uddannelsesplan")
    registering.send_form(plans, PLAN, "a" * 22, "someone")
    row_id = db.session.scalars(select(Uddannelsesplan.id)).one()
    registering.change(plans, row_id, 1, {**PLAN, "med_plan": 42}, "c" * 22, "someone")
    registering.withdraw(plans, row_id, 2, "someone")
    registering.restore(plans, row_id)
    assert told == ["on_registered vaerdig_spor_unge.uddannelsesplan"] * 4


def test_the_figures_follow_what_is_registered_changed_and_deleted(app: Flask, here: Flask) -> None:
    from vaerdig_maal_virksomheder.models import Arrangement

    events = spec("vaerdig_maal_virksomheder.arrangement")
    wanted = "vaerdig_maal_virksomheder.arrangementer"
    half_year = HalfYear.parse("2021H1")
    service.compute(half_year)
    before = metrics.newest_run("vaerdig_spor_unge.med_plan", half_year)
    data = {"navn": "Messe", "dato": date(2021, 5, 3), "rolle": "deltager"}
    registering.send_form(events, data, "a" * 22, "someone")
    assert _after(app, wanted) == 1
    row_id = db.session.scalars(select(Arrangement.id)).one()
    registering.change(events, row_id, 1, {**data, "dato": date(2021, 8, 3)}, "b" * 22, "someone")
    assert _after(app, wanted) is None
    registering.change(events, row_id, 2, data, "c" * 22, "someone")
    assert _after(app, wanted) == 1
    registering.withdraw(events, row_id, 3, "someone")
    assert _after(app, wanted) is None
    after = metrics.newest_run("vaerdig_spor_unge.med_plan", half_year)
    assert after is not None
    assert before is not None
    assert after.id == before.id, "another plug-in's figures are left alone"


def _after(app: Flask, metric_id: str) -> float | None:
    """Return the half-year's value when the computation that a registration asks for has ended."""
    background.compute_soon(app, HOME, [metric_id]).join(60)
    db.session.rollback()
    found = metrics.results(HalfYear.parse("2021H1"), [metric_id])[metric_id].points
    return next((point.value for point in found if point.period == "2021H1"), None)


def test_ten_registrations_in_a_row_are_one_computation(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[Any] = []
    monkeypatch.setattr(service, "compute_all", lambda metric_ids: computed.append(metric_ids) or [])
    with background._one_at_a_time:  # somebody else's computation is under way
        threads = {background.compute_soon(app, HOME, ["a.b"]) for _time in range(10)}
        other = background.compute_soon(app, NEIGHBOUR, ["a.b"])
    for thread in (*threads, other):
        thread.join(10)
    assert computed == [{"a.b"}, {"a.b"}]


def test_a_registration_asks_for_its_own_plug_ins_metrics(
    app: Flask, here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(background, "compute_soon", lambda _app, where, ids: asked.append((where, set(ids))))
    app.testing = False
    try:
        registering.send_form(spec("vaerdig_spor_unge.uddannelsesplan"), PLAN, "a" * 22, "someone")
    finally:
        app.testing = True
    ((where, ids),) = asked
    assert where == HOME
    assert "vaerdig_spor_unge.med_plan" in ids
    assert all(metric_id.startswith("vaerdig_spor_unge.") for metric_id in ids)


@pytest.mark.parametrize("role", ["udvalgsmedlem", "dpo", "borgerraadgiver"])
def test_the_menu_has_no_entry_for_those_with_nothing_to_register(app: Flask, role: str) -> None:
    page = signed_in(app, role).get("/stab/")
    assert page.soup.find("a", href="/stab/registreringer") is None
    assert "Der er ingen registreringer til dig lige nu." in signed_in(app, role).get("/stab/registreringer").text


def test_the_menu_leads_those_who_register_to_their_forms_with_what_they_hold(app: Flask, leader: Any) -> None:
    register(leader)
    page = leader.get("/stab/").click("Registreringer")
    assert "Én registrering" in page.text
    assert "Ingen registreringer endnu" in page.text


def test_every_plug_in_that_registers_lists_what_its_example_holds(here: Flask) -> None:
    for item in current_host().collect("register_sample_data"):
        if item.plugin_id.startswith("vaerdig_"):
            item.value.load(None)
    for form in current_host().collect("register_forms"):
        page = registers.list_page(form)
        assert page is not None
        assert page.rows, form.id
        assert all(text != "None" for row in page.rows for _heading, text in row.cells)
