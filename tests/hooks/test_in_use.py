"""Plug-ins that load well and fail in use: pages, slots and listeners, switches, and the stop after three faults."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR, signed_in
from flask import Flask
from plugin_folder import BAD, forget, site_of

from værdig.administration import service
from værdig.db import db, tenant, transaction
from værdig.errors import RuleBroken
from værdig.hooks import Host, calls, switches
from værdig.hooks.models import PluginFault, PluginSwitch
from værdig.i18n import _l


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    app = site_of(tmp_path_factory.mktemp("in_use"), BAD, plugins="aa_good,bad_page,zz_good")
    yield app
    forget(app.extensions["vaerdig_host"])


@pytest.fixture
def site(running: Flask) -> Iterator[Flask]:
    """The site with no switch set and no fault noted."""
    yield running
    with running.app_context():
        for table in (PluginFault.__table__, PluginSwitch.__table__):
            db.session.execute(table.delete(), execution_options={"all_tenants": True})
        db.session.commit()


@pytest.fixture
def host(site: Flask) -> Host:
    found: Host = site.extensions["vaerdig_host"]
    return found


@pytest.fixture
def here(site: Flask) -> Iterator[Flask]:
    with site.app_context(), tenant(HOME):
        yield site


def administrator(site: Flask, municipality: str = HOME) -> Any:
    return signed_in(site, "administrator", municipality=municipality)


# --- pages ---


def test_a_page_that_raises_is_a_503_of_its_own(site: Flask) -> None:
    page = administrator(site).get("/stab/m/bad_page/", status=503)
    assert page.h1 == "»Fejler i brug« virker ikke lige nu"
    assert "Resten af siden virker." in page.text


def test_a_page_that_ends_the_program_does_not(site: Flask) -> None:
    administrator(site).get("/stab/m/bad_page/exit", status=503)


def test_the_others_pages_come_all_the_same(site: Flask) -> None:
    client = administrator(site)
    client.get("/stab/m/bad_page/", status=503)
    assert client.get("/stab/m/aa_good/").h1 == "God"
    assert client.get("/stab/plugins").status == 200


def test_an_exceptions_text_is_kept_nowhere(site: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """It may quote a person: only its type and place are kept."""
    site.testing = False
    try:
        with caplog.at_level(logging.DEBUG):
            administrator(site).get("/stab/m/bad_page/", status=503)
    finally:
        site.testing = True
    with site.app_context(), tenant(HOME):
        (fault,) = switches.faults()
    assert fault.place == "bad_page.start"
    assert fault.what.startswith("RuntimeError (plugin.py:")
    assert "0101014321" not in caplog.text + fault.what
    assert "bad_page" in caplog.text


def test_three_faults_in_ten_minutes_stop_it_until_somebody_looks(site: Flask, freeze: Callable[[str], Any]) -> None:
    freeze("2021-05-03 10:00")
    client = administrator(site)
    for _attempt in range(3):
        client.get("/stab/m/bad_page/", status=503)
    client.get("/stab/m/bad_page/", status=503)
    with site.app_context(), tenant(HOME):
        assert len(switches.faults()) == 3, "a stopped page is not called"
        assert switches.is_stopped("bad_page")
    page = client.get("/stab/plugins/bad_page")
    assert "Stoppet af fejl" in page.text
    assert page.submit(form="Jeg har set fejlene. Prøv igen").status == 302
    client.get("/stab/m/bad_page/", status=503)
    with site.app_context(), tenant(HOME):
        assert len(switches.faults()) == 4, "it was tried again"
        assert not switches.is_stopped("bad_page")


def test_three_faults_over_a_longer_time_do_not_stop_it(site: Flask, freeze: Callable[[str], Any]) -> None:
    client = administrator(site)
    for moment in ("10:00", "10:06", "10:12", "10:18"):
        freeze(f"2021-05-03 {moment}")
        client.get("/stab/m/bad_page/", status=503)
    with site.app_context(), tenant(HOME):
        assert not switches.is_stopped("bad_page")


def test_a_stop_in_one_municipality_is_none_in_another(site: Flask) -> None:
    client = administrator(site)
    for _attempt in range(3):
        client.get("/stab/m/bad_page/", status=503)
    with site.app_context(), tenant(NEIGHBOUR):
        assert not switches.is_stopped("bad_page")
        assert switches.faults() == []


# --- switches ---


def test_switched_off_it_is_gone_at_once_and_only_here(site: Flask) -> None:
    client = administrator(site)
    assert "God først" in client.get("/stab/").soup.text
    page = client.get("/stab/plugins/aa_good").click("Sluk")
    assert page.h1 == "Vil du slukke »God først«?"
    page.submit()
    client.get("/stab/m/aa_good/", status=404)
    assert "God først" not in client.get("/stab/").soup.text
    assert "Slukket" in client.get("/stab/plugins").text
    assert administrator(site, NEIGHBOUR).get("/stab/m/aa_good/").status == 200


def test_switched_on_again_everything_is_back(site: Flask, host: Host) -> None:
    client = administrator(site)
    before = [rule.rule for rule in site.url_map.iter_rules()]
    client.get("/stab/plugins/aa_good/sluk").submit()
    with site.app_context(), tenant(HOME):
        off = [item.id for item in host.active("register_report_sections")]
    client.get("/stab/plugins/aa_good").click("Tænd").submit()
    with site.app_context(), tenant(HOME):
        on = [item.id for item in host.active("register_report_sections")]
    assert client.get("/stab/m/aa_good/").status == 200
    assert "aa_good.section" not in off
    assert "aa_good.section" in on
    assert [rule.rule for rule in site.url_map.iter_rules()] == before


def test_looking_at_the_question_switches_nothing(site: Flask) -> None:
    client = administrator(site)
    client.get("/stab/plugins/aa_good/sluk")
    assert client.get("/stab/m/aa_good/").status == 200


@pytest.mark.parametrize(
    "address", ["/stab/plugins/aa_good/sluk", "/stab/plugins/accounts/sluk", "/stab/plugins/x/sluk"]
)
def test_only_the_administrator_switches_and_only_plug_ins(site: Flask, address: str) -> None:
    signed_in(site, "leder").get(address, status=404)
    if "aa_good" not in address:
        administrator(site).get(address, status=404)


def test_a_switch_is_audited(site: Flask, here: Flask) -> None:
    from værdig import audit

    service.switch("zz_good", False, "system")
    (entry,) = audit.entries_about("plugin", "zz_good")
    assert (entry.action, entry.detail) == ("plugin.switched", {"active": False})


# --- listeners ---


def test_a_listener_that_raises_undoes_nothing_and_is_noted(host: Host, here: Flask) -> None:
    host.fire("on_round_closed", round_id="x")
    (fault,) = switches.faults()
    assert (fault.plugin_id, fault.place) == ("bad_page", "on_round_closed")


def test_what_is_off_hears_nothing(host: Host, here: Flask) -> None:
    service.switch("bad_page", False, "system")
    host.fire("on_round_closed", round_id="x")
    assert switches.faults() == []


def test_plug_ins_are_never_called_inside_a_database_write(host: Host, here: Flask) -> None:
    with transaction(), pytest.raises(RuleBroken, match="inside a database write"):
        host.fire("on_round_closed", round_id="x")


# --- slots ---


def slot(site: Flask, host: Host, municipality: str = HOME) -> str:
    with site.test_request_context("/stab/"), tenant(municipality):
        return str(host.render_slot("staff_home", municipality="Albertslund Kommune"))


def test_a_slot_that_hangs_is_waited_for_two_seconds_and_named(
    site: Flask, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = slot(site, host)
    assert "plugin-bad_page" in {thread.name for thread in threading.enumerate()}, "it was waited for to its end"
    assert "»Fejler i brug« kan ikke vises lige nu." in shown
    assert shown.index("God først &amp; co.") < shown.index("Fejler i brug") < shown.index("God sidst &amp; co.")


def test_a_stopped_plug_in_is_named_without_being_asked(
    site: Flask, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(switches.FAULTS):
        with site.app_context(), tenant(HOME):
            switches.note_fault("bad_page", "somewhere", "ValueError")
    asked: list[str] = []
    real = calls.run_all
    monkeypatch.setattr(calls, "run_all", lambda all: (asked.extend(call.plugin_id for call in all), real(all)))
    assert "»Fejler i brug« kan ikke vises lige nu." in slot(site, host)
    assert "bad_page" not in asked
    assert "aa_good" in asked


def test_an_unknown_slot_is_a_mistake_of_ours(site: Flask, host: Host) -> None:
    with site.test_request_context("/"), tenant(HOME), pytest.raises(ValueError, match="no_such_slot"):
        host.render_slot("no_such_slot")


def test_a_slot_sees_no_cookie_and_no_form(site: Flask) -> None:
    from flask import request

    seen: dict[str, Any] = {}

    def look() -> None:
        seen.update(cookies=dict(request.cookies), form=dict(request.form), method=request.method, path=request.path)

    with (
        site.test_request_context("/klage/skriv", method="POST", data={"what": "hemmeligt"}, headers={"Cookie": "a=b"}),
        tenant(HOME),
    ):
        call = calls.Call("x", calls.rendering(site, look))
        calls.run_all([call])
    assert call.fault is None
    assert seen == {"cookies": {}, "form": {}, "method": "GET", "path": "/klage/skriv"}


@pytest.mark.parametrize(
    ("given", "shown"), [(None, ""), ("<b>", "&lt;b&gt;"), (_l("Hej & hå"), "Hej &amp; hå"), (3, None), (["x"], None)]
)
def test_only_texts_and_markup_come_out_of_a_slot(site: Flask, given: Any, shown: str | None) -> None:
    with site.test_request_context("/"), tenant(HOME):
        call = calls.Call("x", calls.rendering(site, lambda: given))
        calls.run_all([call])
    assert (call.fault is None) == (shown is not None)
    if shown is not None:
        assert call.result == shown


def test_a_full_pool_refuses_instead_of_waiting_for_ever(site: Flask) -> None:
    import threading

    release = threading.Event()
    held = [calls.Call("x", release.wait) for _place in range(calls.PLACES)]
    calls.run_all(held, patience=0.5)
    late = calls.Call("y", lambda: "never")
    calls.run_all([late], patience=0.2)
    release.set()
    assert late.fault == "no free place"
    assert all(call.done.wait(5) for call in held if call.begun)
    again = calls.Call("y", lambda: "now")
    calls.run_all([again])
    assert again.result == "now"
