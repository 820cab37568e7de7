"""Every kind of bad plug-in is stopped at its stage, and the rest of the site does not notice."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from checking import CheckingClient
from conftest import signed_in
from flask import Flask
from page_rules import words
from plugin_folder import BAD, forget, host_of, short_of_time, site_of
from sqlalchemy import select

from værdig.db import Base, db
from værdig.hooks import Host
from værdig.hooks.records import PluginFailed
from værdig.municipality import Municipality

STAGES: dict[str, str] = tomllib.loads((BAD / "stages.toml").read_text(encoding="utf-8"))
STOPPED = sorted(name for name, stage in STAGES.items() if stage not in ("loaded", "off"))
AT_MOUNTING = ("routes", "navigation")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The whole site with every bad plug-in in its folder."""
    wanted = ",".join(STAGES)
    app = site_of(tmp_path_factory.mktemp("bad"), BAD, plugins=wanted, plugins_off=["bad_off"])
    yield app
    forget(app.extensions["vaerdig_host"])


@pytest.fixture
def host(site: Flask) -> Host:
    found: Host = site.extensions["vaerdig_host"]
    return found


@pytest.fixture
def administrator(site: Flask) -> CheckingClient:
    client: CheckingClient = signed_in(site, "administrator")
    return client


def test_every_folder_has_an_expected_stage() -> None:
    folders = {path.parent.name for path in BAD.glob("*/plugin.py")}
    assert folders == set(STAGES)
    assert len(STOPPED) >= 9


@pytest.mark.parametrize("name", STOPPED)
def test_it_is_stopped_at_its_stage(host: Host, name: str) -> None:
    plugin = host.plugin(name)
    assert plugin is not None
    assert plugin.failure is not None, "it was not stopped at all"
    assert plugin.failure.stage == STAGES[name], plugin.failure.text
    assert plugin.state == "quarantined"
    assert plugin.failure.text
    assert plugin.contributions == {}


@pytest.mark.parametrize("name", sorted(name for name, stage in STAGES.items() if stage == "loaded"))
def test_the_others_are_loaded(host: Host, name: str) -> None:
    plugin = host.plugin(name)
    assert plugin is not None
    assert plugin.failure is None, plugin.failure
    assert plugin.contributions


def test_what_is_off_is_never_imported(host: Host) -> None:
    plugin = host.plugin("bad_off")
    assert plugin is not None
    assert plugin.state == "off"
    assert "VAERDIG_TEST_BAD_OFF_IMPORTED" not in os.environ


@pytest.mark.parametrize("name", sorted(name for name in STOPPED if STAGES[name] not in AT_MOUNTING))
def test_strict_mode_raises_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    short_of_time(monkeypatch, "bad_hang")
    with pytest.raises(PluginFailed) as caught:
        host_of(BAD, plugins=_with_its_circle(name), probe=STAGES[name] == "import")
    assert caught.value.plugin_id == name
    assert caught.value.stage == STAGES[name]


def _with_its_circle(name: str) -> str:
    return "bad_circle_a,bad_circle_b" if name == "bad_circle_a" else name


@pytest.mark.parametrize("name", sorted(name for name in STOPPED if STAGES[name] in AT_MOUNTING))
def test_strict_mode_raises_at_mounting_too(name: str) -> None:
    host = host_of(BAD, plugins=name)
    with pytest.raises(PluginFailed) as caught:
        host.mount(host.app)
    assert (caught.value.plugin_id, caught.value.stage) == (name, STAGES[name])


def test_no_table_of_a_stopped_plug_in_is_left(host: Host) -> None:
    left = [name for name in Base.metadata.tables if name.startswith("bad_") or name == "case_notes"]
    assert left == []


def test_the_core_is_still_mapped(site: Flask) -> None:
    with site.app_context():
        assert len(db.session.scalars(select(Municipality)).all()) == 2
        assert not hasattr(Municipality, "bad_rows")


def test_no_page_of_a_stopped_plug_in_is_left(site: Flask) -> None:
    prefixes = tuple(f"/m/{name}/" for name in STOPPED) + tuple(f"/stab/m/{name}/" for name in STOPPED)
    assert [rule.rule for rule in site.url_map.iter_rules() if rule.rule.startswith(prefixes)] == []


def test_the_pages_of_the_site_come(site: Flask, administrator: CheckingClient) -> None:
    assert site.test_client().get("/hvad-der-ikke-findes", status=404).h1
    for address in ("/stab/", "/stab/plugins", "/stab/registreringer", "/stab/indstillinger", "/stab/status"):
        assert administrator.get(address).status == 200


def test_the_good_plug_ins_pages_come(administrator: CheckingClient) -> None:
    for name in ("aa_good", "zz_good"):
        assert administrator.get(f"/stab/m/{name}/").h1 == "God"


def test_the_plug_in_page_says_what_was_stopped_and_where(administrator: CheckingClient) -> None:
    page = administrator.get("/stab/plugins/bad_prefix")
    assert "Sat i karantæne" in page.text
    assert "Der er fejl i dens tabeller." in page.text
    assert "case_notes" in page.text


@pytest.mark.parametrize("name", STOPPED)
def test_each_says_in_danish_at_which_stage_and_what_to_do(administrator: CheckingClient, name: str) -> None:
    page = administrator.get(f"/stab/plugins/{name}")
    notice = page.soup.select_one(".alert-error")
    assert notice is not None
    stage, why, advice = (words(line) for line in notice.select("p.alert-text")[:3])
    assert stage.endswith("Resten af siden virker uden den.")
    assert len(stage) > len("Resten af siden virker uden den.") + 10
    assert why
    assert "start" in advice or "Tjek" in advice
    assert "plugins_off" in advice
    assert name in page.text


def test_the_list_says_at_which_stage_each_was_stopped(administrator: CheckingClient) -> None:
    page = administrator.get("/stab/plugins")
    for said in ("Der er fejl i dens tabeller.", "Dens kode kunne ikke hentes ind.", "Der er fejl i dens sider."):
        assert said in page.text


def test_the_status_page_names_them(administrator: CheckingClient) -> None:
    page = administrator.get("/stab/status")
    assert "Fejl" in page.text
    assert "bad_prefix" in page.text


def test_nothing_they_declared_is_kept(host: Host) -> None:
    kept = {item.id for hook in ("register_permissions", "register_metrics") for item in host.collect(hook)}
    assert "bad_generator.first" not in kept
    assert "bad_duplicate.one" not in kept
    assert "aa_good.everything" not in kept
    assert "aa_good.read" in kept


def test_two_modules_with_one_id_are_both_refused_and_both_named(tmp_path: Path) -> None:
    from importlib.metadata import EntryPoint

    from værdig.hooks import discovery

    (tmp_path / "twice").mkdir()
    (tmp_path / "twice" / "plugin.py").write_text("raise SystemExit")
    found = discovery.find(tmp_path, [EntryPoint("twice", "another_package.plugin", discovery.GROUP)])
    assert [(candidate.id, candidate.module, candidate.clash) for candidate in found] == [
        ("twice", "another_package.plugin", "twice.plugin")
    ]


def test_a_clash_stops_neither_the_start_nor_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    from værdig.hooks import discovery
    from værdig.hooks.host import Host as RealHost
    from værdig.hooks.host import HostOptions

    (tmp_path / "twice").mkdir()
    (tmp_path / "twice" / "plugin.py").write_text("raise SystemExit")
    twice = [EntryPoint("twice", "another_package.plugin", discovery.GROUP)]
    monkeypatch.setattr(discovery, "entry_points", lambda group: twice)
    host = RealHost(Flask(__name__), HostOptions(folder=tmp_path, probe=False)).load()
    plugin = host.plugin("twice")
    assert plugin is not None
    assert plugin.failure is not None
    assert plugin.failure.stage == "discovery"
    assert "another_package.plugin" in plugin.failure.text
    assert "twice.plugin" in plugin.failure.text
    forget(host)
