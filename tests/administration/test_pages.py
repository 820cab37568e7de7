"""The administration's pages: plug-ins, settings and status, for those who may see them."""

from __future__ import annotations

import json
from threading import Event
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import signed_in
from flask import Flask
from markupsafe import escape

from værdig import municipality
from værdig.administration import checks, home
from værdig.administration.commands import check
from værdig.administration.queries import _without_password
from værdig.administration.setting_names import NAMES
from værdig.hooks import current_host
from værdig.hooks.contracts import Check, CheckResult, PluginInfo, Severity
from værdig.hooks.records import Contribution
from værdig.settings import DECLARED as MACHINE

PAGES = ("/stab/plugins", "/stab/plugins/vaerdig_eksempel", "/stab/indstillinger", "/stab/status")


@pytest.mark.parametrize("address", PAGES)
def test_the_administrator_sees_them(app: Flask, address: str) -> None:
    assert signed_in(app, "administrator").get(address).status == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", ["leder", "borgerraadgiver", "dpo"])
def test_nobody_else_does(app: Flask, address: str, role: str) -> None:
    signed_in(app, role).get(address, status=404)


def test_the_core_is_no_plug_in_one_can_open(app: Flask) -> None:
    signed_in(app, "administrator").get("/stab/plugins/accounts", status=404)


def test_every_setting_has_a_danish_name_and_it_is_said_who_changes_it(app: Flask) -> None:
    declared = {*municipality.DECLARED, *(setting.id for setting in MACHINE)}
    assert sorted(declared - set(NAMES)) == []
    text = signed_in(app, "administrator").get("/stab/indstillinger").text
    for said in ("Færrest svar bag et tal", "Rundernes nøgler", "Skriv til den, der driver Værdig", "settings.toml"):
        assert said in text


def test_settings_show_the_municipalitys_the_installations_and_the_plug_ins(app: Flask) -> None:
    page = signed_in(app, "administrator").get("/stab/indstillinger")
    for name in ("survey_threshold", "default_municipality", "vaerdig_eksempel.place"):
        assert name in page.text
    assert "Rådhuset" in page.text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("postgresql+psycopg://user:hemmelig@host/db", "postgresql+psycopg://user:***@host/db"),
        ("sqlite:////srv/vaerdig.sqlite", "sqlite:////srv/vaerdig.sqlite"),
        ("nonsense://:@::/", "Sat"),
        (True, "Ja"),
        ([], "Ikke sat"),
        ("", "Ikke sat"),
        (1000000, "1.000.000"),
    ],
)
def test_a_pass_word_in_an_address_is_never_shown(context: Flask, value: Any, shown: str) -> None:
    assert _without_password(value) == shown


def broken() -> CheckResult:
    raise ValueError("0101014321")


@pytest.mark.parametrize(
    ("run", "said"), [(broken, "Tjekket fejlede: ValueError"), (lambda: "fine", "Tjekket fejlede: TypeError")]
)
def test_a_check_that_fails_is_an_error_line_of_its_own(
    context: Flask, monkeypatch: pytest.MonkeyPatch, run: Any, said: str
) -> None:
    bad = Contribution(
        PluginInfo(id="x", title="x"), "x.plugin", "register_checks", Check(id="x.check", title="Dårligt", run=run)
    )
    host = current_host()
    monkeypatch.setattr(host, "active", lambda _hook: [bad, *host.collect("register_checks")])
    first, *others = checks.run_all()
    assert first.severity is Severity.ERROR
    assert str(first.text).startswith(said)
    assert "0101014321" not in str(first.text)
    assert others


def test_a_check_that_takes_too_long_is_a_warning_and_no_fault(
    app: Flask, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = Event()

    def slow() -> CheckResult:
        goes_on.wait(60)
        return CheckResult(severity=Severity.OK, text="Alt svarer.")

    item = Contribution(
        PluginInfo(id="x", title="x"), "x.plugin", "register_checks", Check(id="x.check", title="Sent", run=slow)
    )
    monkeypatch.setattr(current_host(), "active", lambda _hook: [item])
    (found,) = checks.run_all(0.01)
    (line,) = home.lines("user")
    goes_on.set()
    assert (found.severity, str(found.text)) == (Severity.WARNING, "Kunne ikke måles lige nu. Det tog for lang tid.")
    assert (line.tone, line.mark) == ("warning", "Advarsel")
    assert [each.severity for each in checks.run_all()] == [Severity.OK]


def test_the_status_page_and_the_command_tell_the_same(app: Flask, context: Flask) -> None:
    page = signed_in(app, "administrator").get("/stab/status").text
    rows = json.loads(CliRunner().invoke(check, ["--json"]).stdout)
    here = [row for row in rows if row["municipality"] == "albertslund"]
    assert len(here) > 3
    assert [row["id"] for row in here if str(escape(row["text"])) not in page] == []


def test_check_tells_as_json_for_every_municipality(context: Flask) -> None:
    said = CliRunner().invoke(check, ["--json"])
    rows = json.loads(said.stdout)
    assert {row["municipality"] for row in rows} == {"albertslund", "vallensbaek"}
    assert said.exit_code == (1 if any(row["severity"] == "error" for row in rows) else 0)
