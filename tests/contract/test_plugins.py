"""Conformance: every plug-in that is found, ours or another's, goes through the same list.

An author runs `python -m pytest tests/contract/test_plugins.py`, with `VAERDIG_PLUGINS_DIR` for a folder of her own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from conftest import HOME, signed_in
from contract.imports import parsed
from flask import Flask
from sqlalchemy import func, select

from værdig import demo
from værdig.access.declare import access_of
from værdig.access.roles import Role
from værdig.catalogue import queries as catalogue
from værdig.clock import HalfYear, today
from værdig.db import Base, db, migrate, tenant, transaction
from værdig.hooks import Host, discovery, switches
from værdig.hooks.records import Contribution, Plugin
from værdig.hooks.sections import MetricData, MetricResult, SectionContext
from værdig.hooks.tables import personal_columns, tables_of

FOUND = discovery.find(discovery.plugins_dir())
MILLISECONDS = 1500.0
"""What one hook may take at start; generous, since the machine that tests may be busy."""

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@pytest.fixture(params=[candidate.id for candidate in FOUND])
def plugin(request: pytest.FixtureRequest, app: Flask) -> Plugin:
    """The plug-in, loaded and switched on in the home municipality."""
    found: Plugin | None = app.extensions["vaerdig_host"].plugin(request.param)
    assert found is not None
    assert found.failure is None, found.failure
    with app.app_context(), tenant(HOME), transaction():
        switches.put(found.id, True, "system")
    return found


@pytest.fixture
def host(app: Flask) -> Host:
    found: Host = app.extensions["vaerdig_host"]
    return found


@pytest.fixture
def here(app: Flask) -> Iterator[Flask]:
    with app.app_context(), tenant(HOME):
        yield app


def declared(plugin: Plugin, hook: str) -> list[Contribution]:
    return plugin.contributions.get(hook, [])


def test_there_are_plug_ins_to_test() -> None:
    assert "vaerdig_eksempel" in [candidate.id for candidate in FOUND]


def test_the_manifest_is_complete(plugin: Plugin, here: Flask) -> None:
    info = plugin.info
    assert info is not None
    assert str(info.title).strip()
    assert str(info.description).strip()
    assert info.kind in ("national_goal", "local_track", "addon", "language")
    assert bool(info.goals) == (info.kind == "national_goal"), "goals are for the plug-ins of national goals"
    assert bool(info.tracks) == (info.kind == "local_track"), "tracks are for the plug-ins of local tracks"


def test_its_goals_and_tracks_stand_in_a_plan(plugin: Plugin) -> None:
    assert plugin.info is not None
    for key in plugin.info.goals:
        assert catalogue.goal_in_plans(key), f"no plan has the goal {key}"
    for code in plugin.info.tracks:
        assert catalogue.track(code)


def test_its_tables_are_its_own(plugin: Plugin) -> None:
    tables = tables_of(plugin.id)
    assert bool(tables) == bool(declared(plugin, "register_models"))
    for table in tables:
        assert table.name.startswith(f"{plugin.id}_")
        assert "municipality_id" in table.columns or table.info.get("reference")


def test_its_personal_columns_have_handlers_that_work(plugin: Plugin, here: Flask) -> None:
    handlers = declared(plugin, "register_personal_data")
    assert bool(personal_columns(plugin.id)) == bool(handlers)
    for handler in handlers:
        assert list(handler.value.export("nobody with this name")) == []
        assert handler.value.erase("nobody with this name") == 0


def test_its_migrations_go_both_ways_and_end_at_the_models(plugin: Plugin, here: Flask) -> None:
    for owner in [owner for owner in migrate.owners() if owner.id == plugin.id]:
        names = {table.name for table in tables_of(plugin.id)}
        migrate.downgrade(owner)
        assert not names & set(db.inspect(db.engine).get_table_names())
        migrate.upgrade(owner)
        assert names <= set(db.inspect(db.engine).get_table_names())
        assert migrate.differences(owner) == []


def pages(app: Flask, plugin: Plugin) -> list[Any]:
    own = (plugin.id, f"{plugin.id}_public", f"{plugin.id}_forms", f"{plugin.id}_files")
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in own]


def test_its_pages_are_under_its_prefix_and_say_who_may_open_them(plugin: Plugin, app: Flask) -> None:
    for rule in pages(app, plugin):
        assert rule.rule.startswith((f"/stab/m/{plugin.id}/", f"/m/{plugin.id}/"))
        access = access_of(app.view_functions[rule.endpoint])
        assert access is not None
        assert (access == "public") == rule.rule.startswith("/m/")


def test_its_pages_come(plugin: Plugin, app: Flask) -> None:
    """Every page without arguments, as somebody who may; the checking client looks at each."""
    for rule in pages(app, plugin):
        if rule.arguments or "GET" not in (rule.methods or set()):
            continue
        access = access_of(app.view_functions[rule.endpoint])
        client = app.test_client() if access == "public" else signed_in(app, *_roles(app, str(access)))
        assert client.get(rule.rule).status == 200, rule.rule


def _roles(app: Flask, permission: str) -> list[str]:
    held = app.extensions["vaerdig_permissions"]
    return [str(held[permission].default_roles[0])] if permission in held else ["leder"]


def test_its_rights_are_held_by_roles_there_are(plugin: Plugin) -> None:
    for item in declared(plugin, "register_permissions"):
        assert item.value.default_roles
        assert set(item.value.default_roles) <= {str(role) for role in Role}


def test_its_templates_stand_in_its_folder(plugin: Plugin) -> None:
    templates = [path for path in (plugin.folder / "templates").rglob("*") if path.is_file()]
    assert [path for path in templates if (plugin.folder / "templates" / plugin.id) not in path.parents] == []


def test_its_translations_keep_the_placeholders_and_are_used(plugin: Plugin) -> None:
    sources = _messages(plugin.folder)
    for path in plugin.folder.rglob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and message.string:
                    assert message.id in sources, f"{path.name}: »{message.id}« is said nowhere"
                    assert set(PLACEHOLDER.findall(str(message.string))) == set(PLACEHOLDER.findall(str(message.id)))


def _messages(folder: Path) -> set[str]:
    import ast

    found: set[str] = set()
    for path in folder.rglob("*.py"):
        nodes = ast.walk(parsed(path))
        found |= {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for path in folder.rglob("*.html"):
        found |= set(re.findall(r'_l?\("((?:[^"\\]|\\.)+)"', path.read_text(encoding="utf-8")))
    return found


def test_its_texts_are_texts(plugin: Plugin) -> None:
    """Every text that people see is there, and no number or None has been made into one."""
    for items in plugin.contributions.values():
        for item in items:
            for name in ("title", "help", "what", "basis", "keep", "label", "definition", "unit"):
                if (
                    name in {field.name for field in fields(item.value)}
                    if hasattr(item.value, "__dataclass_fields__")
                    else ()
                ):
                    said = str(getattr(item.value, name))
                    assert "None" not in said.split(), item.id
                    assert said.strip() or name == "help", f"{item.id} has no {name}"


def test_its_metrics_stand_empty_and_missing_inputs(plugin: Plugin, host: Host) -> None:
    with host.batch() as batch:
        for item in declared(plugin, "register_metrics"):
            for points in ([], [("2020Q4", None), ("2021Q1", None)]):
                data = MetricData({given.name: points for given in item.value.inputs})
                outcome = batch.compute(item, data, "2021H1")
                assert outcome.ok, f"{item.id}: {outcome.failure}"
                assert all(value is None for value in (outcome.value or {}).values()), (
                    f"{item.id}: a value from nothing"
                )


def test_its_sections_stand_that_nothing_is_known(plugin: Plugin, host: Host, here: Flask) -> None:
    half_year = HalfYear.parse("2021H1")
    metrics = {item.id: _nothing_known(item) for item in host.collect("register_metrics")}
    context = SectionContext(
        half_year=half_year.code,
        half_year_label=half_year.label,
        start=half_year.start,
        end=half_year.end,
        municipality="Albertslund Kommune",
        plan_id="no-such-plan",
        metrics=metrics,
    )
    with host.batch() as batch:
        for item in declared(plugin, "register_report_sections"):
            outcome = batch.build(item, context)
            assert outcome.ok, f"{item.id}: {outcome.failure}"


def _nothing_known(item: Contribution) -> MetricResult:
    metric = item.value
    texts = {name: str(getattr(metric, name)) for name in ("title", "unit", "direction", "definition", "source")}
    return MetricResult(id=metric.id, code=metric.code, **texts)


def test_its_importers_say_what_they_cannot_read(plugin: Plugin, host: Host) -> None:
    with host.batch() as batch:
        for item in declared(plugin, "register_importers"):
            for data in (b"", b"\xff\xfe\x00nonsense;;;\n\n1"):
                outcome = batch.read(item, data, "nonsense.csv")
                assert outcome.ok or outcome.failure is not None
                assert not outcome.ok or not (outcome.value and outcome.value.observations), f"{item.id} read nonsense"


def test_its_counts_are_counts(plugin: Plugin, here: Flask) -> None:
    for item in declared(plugin, "register_sample_data"):
        item.value.load(demo.SampleContext(today=today()))
    for item in declared(plugin, "register_metrics"):
        for given in item.value.inputs:
            if hasattr(given, "load"):
                rows = list(given.load(HalfYear.of(today()).code))
                assert rows or not plugin.contributions.get("register_sample_data"), (
                    f"{given.name}: the example is empty"
                )
                assert all(isinstance(period, str) and isinstance(count, int) and count >= 0 for period, count in rows)


def test_its_checks_answer(plugin: Plugin, here: Flask) -> None:
    for item in declared(plugin, "register_checks"):
        assert str(item.value.run().text).strip()


def test_its_home_cards_tell_before_and_after_there_are_data(plugin: Plugin, here: Flask, app: Flask) -> None:
    cards = declared(plugin, "register_home_cards")
    lines = [line for item in cards for line in item.value.tell("nobody")]
    for item in declared(plugin, "register_sample_data"):
        item.value.load(demo.SampleContext(today=today()))
    lines += [line for item in cards for line in item.value.tell("nobody")]
    assert lines or not cards
    for line in lines:
        assert str(line.text).strip()
        assert not line.endpoint or access_of(app.view_functions[line.endpoint])


def test_its_sample_data_load_twice_and_then_change_nothing(plugin: Plugin, here: Flask) -> None:
    samples = declared(plugin, "register_sample_data")
    context = demo.SampleContext(today=today())
    counts = []
    for _time in range(2):
        for item in samples:
            item.value.load(context)
        counts.append(_rows(plugin))
    assert counts[0] == counts[1]
    if samples and tables_of(plugin.id):
        assert sum(counts[0].values()) > 0


def _rows(plugin: Plugin) -> dict[str, int]:
    query = {table.name: select(func.count()).select_from(table) for table in tables_of(plugin.id)}
    with db.engine.connect() as connection:
        return {name: connection.execute(counted).scalar() or 0 for name, counted in query.items()}


def test_switched_off_and_on_again_leaves_no_trace(plugin: Plugin, app: Flask, host: Host) -> None:
    before = sorted(str(rule) for rule in app.url_map.iter_rules())
    menus = {}
    for active in (True, False, True):
        with app.app_context(), tenant(HOME):
            with transaction():
                switches.put(plugin.id, active, "system")
            menus[active] = [item.id for item in host.navigation("staff")]
            shown = [item.plugin_id for item in host.active("register_report_sections")]
            assert (plugin.id in shown) == (active and bool(declared(plugin, "register_report_sections")))
        for rule in pages(app, plugin):
            if access_of(app.view_functions[rule.endpoint]) == "public" and not rule.arguments and not active:
                app.test_client().get(rule.rule, status=404)
    assert [name for name in menus[True] if not name.startswith(f"{plugin.id}.")] == menus[False]
    assert sorted(str(rule) for rule in app.url_map.iter_rules()) == before


def test_each_hook_is_within_its_time(plugin: Plugin) -> None:
    slow = {part: spent for part, spent in plugin.milliseconds.items() if spent > MILLISECONDS}
    assert slow == {}


def test_it_makes_nothing_in_the_cores_name(plugin: Plugin) -> None:
    core = {table.name for table in Base.metadata.tables.values() if not table.info.get("vaerdig_plugin")}
    assert not {table.name for table in tables_of(plugin.id)} & core
    for items in plugin.contributions.values():
        for item in items:
            own = getattr(item.value, "id", None)
            assert own is None or own.startswith(f"{plugin.id}.")


def test_its_forms_can_be_opened_from_the_list(plugin: Plugin, app: Flask) -> None:
    for item in declared(plugin, "register_forms"):
        client = signed_in(app, *_roles(app, item.value.permission))
        page = client.get("/stab/registreringer").click(str(item.value.title))
        assert page.h1 == str(item.value.title)
