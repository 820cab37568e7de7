"""`vaerdig plugins` and `vaerdig new plugin`, and that the copy of the example is a plug-in that loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import HOME, signed_in
from flask import Flask
from plugin_folder import forget, site_of

from værdig.db import tenant, transaction
from værdig.db.migrate import differences, owners
from værdig.errors import UserError
from værdig.hooks import switches
from værdig.hooks.commands import new, plugins
from værdig.hooks.scaffold import new_plugin


def test_plugins_as_json(context: Flask) -> None:
    switches.note_fault("vaerdig_eksempel", "somewhere", "ValueError")
    rows = {row["id"]: row for row in json.loads(CliRunner().invoke(plugins, ["--json"]).stdout)}
    example = rows["vaerdig_eksempel"]
    assert (example["state"], example["source"]) == ("loaded", "entry point")
    assert example["version"]
    assert example["failures"] == 1
    assert example["milliseconds"] > 0
    assert "register_metrics" in example["hooks"]
    assert example["declared"]["register_metrics"] == 1
    assert rows["administration"]["source"] == "core"


def test_plugins_as_text(context: Flask) -> None:
    said = CliRunner().invoke(plugins).stdout
    assert "vaerdig_eksempel" in said
    assert "indlæst" in said


@pytest.mark.parametrize("name", ["Æble", "x", "1abc", "json", "vaerdig_eksempel", "med-streg", "../ud"])
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        new_plugin(name, tmp_path, "Titel")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "vaerdig_min").mkdir()
    with pytest.raises(UserError, match="allerede en mappe"):
        new_plugin("vaerdig_min", tmp_path, "Titel")


def test_a_new_plug_in_runs_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "plugins"
    said = CliRunner().invoke(new, ["plugin", "vaerdig_spor_min", "--title", "Mit spor", "--into", str(folder)])
    assert said.exit_code == 0, said.output
    assert not [path for path in folder.rglob("*") if "vaerdig_eksempel" in path.name]
    site = site_of(tmp_path / "instance", folder, plugins="vaerdig_spor_min")
    host = site.extensions["vaerdig_host"]
    plugin = host.plugin("vaerdig_spor_min")
    assert plugin.failure is None, plugin.failure
    assert str(plugin.title) == "Mit spor"
    assert plugin.info.default_on
    with site.app_context():
        assert [differences(owner) for owner in owners() if owner.id == "vaerdig_spor_min"] == [[]]
    assert signed_in(site, "leder").get("/stab/m/vaerdig_spor_min/").status == 200
    forget(host)


def test_the_command_of_the_example_counts(context: Flask) -> None:
    host = context.extensions["vaerdig_host"]
    group = next(command for command in host.commands() if command.name == "vaerdig_eksempel")
    with tenant(HOME), transaction():
        from vaerdig_eksempel import service

        service.load_sample(None)
    said = CliRunner().invoke(group, ["count", HOME])
    assert said.exit_code == 0, said.output
    assert sum(int(line.split(": ")[1]) for line in said.stdout.splitlines()) == 12


def test_a_new_plug_in_runs_beside_the_one_it_is_a_copy_of(tmp_path: Path) -> None:
    """Its names, its tables and the code of its metric are its own, so that nothing ends in quarantine."""
    from plugin_folder import forget, site_of

    from værdig.hooks.scaffold import new_plugin

    new_plugin("vaerdig_spor_nyt", tmp_path / "plugins", "Nyt spor")
    site = site_of(tmp_path / "instance", tmp_path / "plugins", plugins="vaerdig_eksempel,vaerdig_spor_nyt")
    host = site.extensions["vaerdig_host"]
    found = {plugin.id: plugin.failure for plugin in host.plugins if not plugin.is_core and plugin.selected}
    assert found == {"vaerdig_eksempel": None, "vaerdig_spor_nyt": None}
    assert {item.value.code for item in host.collect("register_metrics")} == {"EKS-1", "NYT-1"}
    forget(host)
