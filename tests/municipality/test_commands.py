"""The one rule for which municipality a command works in, and that every command follows it."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from flask import Flask

from værdig import cli
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.municipality import Municipality, all_municipalities
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen

ALL_OF_THEM = {("metrics", "compute"), ("metrics", "list")}
"""Commands that work in every municipality unless one is named."""


@pytest.fixture
def default(context: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The installation of the tests, with two municipalities and no default one."""
    assert [each.id for each in all_municipalities()] == ["albertslund", "vallensbaek"]
    monkeypatch.setattr(context.extensions["vaerdig_settings"], "default_municipality", "")
    return monkeypatch


def test_where_there_are_several_and_no_default_one_has_to_be_named(default: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"--municipality\. Kommuner: albertslund, vallensbaek\."):
        chosen(None)
    assert chosen("vallensbaek") == "vallensbaek"


def test_the_default_one_is_used_and_named_on_standard_error(
    context: Flask, default: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    default.setattr(context.extensions["vaerdig_settings"], "default_municipality", "vallensbaek")
    assert chosen(None) == "vallensbaek"
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Kommune: Vallensbæk Kommune (vallensbaek), fra indstillingen default_municipality.\n"
    assert chosen("albertslund") == "albertslund"
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("wanted", ["hvor", None])
def test_one_that_is_not_there_is_refused(context: Flask, default: pytest.MonkeyPatch, wanted: str | None) -> None:
    default.setattr(context.extensions["vaerdig_settings"], "default_municipality", "" if wanted else "hvor")
    with pytest.raises(UserError, match=r"^Kommunen »hvor« findes ikke\. Kommuner: albertslund, vallensbaek\.$"):
        chosen(wanted)


def test_the_only_one_need_not_be_named(default: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with transaction():
        db.session.delete(db.session.get_one(Municipality, "vallensbaek"))
    assert chosen(None) == "albertslund"
    assert capsys.readouterr().err == ""


def _commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))
        else:
            yield (*words, name), command


def test_every_command_that_takes_a_municipality_takes_it_by_the_one_option(context: Flask) -> None:
    @MUNICIPALITY_OPTION
    @click.command("model")
    def model(municipality_id: str | None) -> None:
        """Show what the one option looks like."""

    def told(command: click.Command) -> set[tuple[object, ...]]:
        return {
            (param.name, param.required, param.default, getattr(param, "help", ""))
            for param in command.params
            if "--municipality" in param.opts
        }

    found = {words: told(command) for words, command in _commands(cli.root_command()) if told(command)}
    assert {("import",), ("report", "build"), ("round", "status"), ("invitations", "export")} <= found.keys()
    assert {words for words, options in found.items() if options != told(model)} == ALL_OF_THEM
