"""The command line: Danish answers to what is wrong, and exit codes a script can trust."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import update

from værdig import __version__, audit, cli, cli_words, create_app
from værdig import demo as example
from værdig.audit import AuditEntry
from værdig.db import db, transaction
from værdig.paths import resource_dir

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("db", "status")` runs a command on an instance of its own; gives exit code, output and complaints."""
    monkeypatch.setenv("VAERDIG_INSTANCE", str(tmp_path))
    monkeypatch.setenv("VAERDIG_TESTING", "true")

    def command(*words: str, **environment: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["vaerdig", *words])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as stopped:
            code = stopped.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_the_version_needs_no_installation(run: Run, tmp_path: Path) -> None:
    assert run("--version") == (0, f"{__version__}\n", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"VAERDIG_DATABSE": "x"}, "Ukendt indstilling »databse«"),
        ({"VAERDIG_TRUSTED_PROXIES": "to"}, "trusted_proxies"),
        ({"VAERDIG_PLUGINS": "vaerdig_findes_ikke"}, "vaerdig_findes_ikke"),
        ({"VAERDIG_KEY_BACKEND": "passphrase"}, "VAERDIG_MASTER_PASSPHRASE mangler"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(run: Run, environment: dict[str, str], said: str) -> None:
    code, _out, complaint = run("db", "status", **environment)
    assert code == 2
    assert complaint.startswith("Fejl: ")
    assert said in complaint
    assert "Traceback" not in complaint


def test_a_wrong_pass_phrase_opens_nothing(run: Run) -> None:
    wrapped = {"VAERDIG_KEY_BACKEND": "passphrase"}
    assert run("db", "status", VAERDIG_MASTER_PASSPHRASE="fire ord på række", **wrapped)[0] == 0
    code, _out, complaint = run("db", "status", VAERDIG_MASTER_PASSPHRASE="fire andre ord her", **wrapped)
    assert (code, complaint) == (2, "Fejl: Nøglen passer ikke. Er VAERDIG_MASTER_PASSPHRASE den rigtige?\n")


def test_tables_go_up_and_down(run: Run) -> None:
    assert "core: ingen" in run("db", "status")[1]
    assert run("db", "upgrade")[1].startswith("Opgraderet: core,")
    assert run("db", "upgrade")[1] == "Alt er på nyeste udgave.\n"
    newest = max(path.name[:4] for path in resource_dir("migrations").glob("versions/0*.py"))
    assert f"core: {newest}" in run("db", "status")[1]
    assert run("db", "downgrade", "vaerdig_spor_unge", "base")[1] == "vaerdig_spor_unge er nu på ingen udgave.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [(("nogen", "base"), "Ingen ejer hedder »nogen«. Kendte: core,"), (("core", "9999"), "ingen udgave »9999«")],
)
def test_a_downgrade_that_cannot_be_made(run: Run, words: tuple[str, str], said: str) -> None:
    run("db", "upgrade")
    code, _out, complaint = run("db", "downgrade", *words)
    assert code == 2
    assert said in complaint


def test_the_log_is_sealed_and_verified(run: Run) -> None:
    run("db", "upgrade")
    app = create_app()
    with app.app_context(), transaction():
        audit.record("test.done", "thing", "1")
    assert json.loads(run("audit", "verify", "--json")[1]) == {"sealed": 0, "unsealed": 1, "wrong": []}
    assert run("audit", "seal")[1] == "1 poster er kædet på.\n"
    assert run("audit", "verify")[::2] == (0, "")
    with app.app_context(), transaction():
        db.session.execute(update(AuditEntry).values(actor="somebody-else"))
    code, out, _complaint = run("audit", "verify")
    assert code == 1
    assert "ændret" in out


ENGLISH = re.compile(
    r"\b(?:usage|options|commands?|show|message|and|exit|default|required|error|missing|text|integer|file|path|directory|"
    r"args|the|of|for each|owner|revision|number)\b",
    re.IGNORECASE,
)


def _each(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _each(below, (*words, name))


def _without_names(text: str, words: tuple[str, ...], command: click.Command) -> str:
    """Return a help text without what is typed as it stands: options, choices, and the names of commands."""
    below = command.commands if isinstance(command, click.Group) else {}
    plain = re.sub(r"--[a-z-]+|\[[a-z|_]+\]", " ", text.replace(" ".join(words), " "))
    return re.sub(rf"(?m)^  (?:{'|'.join(map(re.escape, below))})\b", " ", plain) if below else plain


def test_every_command_helps_in_danish(context: Flask) -> None:
    found = list(_each(cli.root_command()))
    assert len(found) > 30
    for words, command in found:
        answer = CliRunner().invoke(cli.root_command(), [*words, "--help"], prog_name="vaerdig")
        assert answer.exit_code == 0
        assert answer.output.startswith("Brug: vaerdig")
        english = ENGLISH.findall(_without_names(answer.output, words, command))
        assert not english, (words, english, answer.output)


def test_a_command_that_ran_before_helps_in_danish_too() -> None:
    ran_before = click.Group("prøve")
    ran_before.params, ran_before.help = [], "Prøv."
    kept = ran_before.get_help_option(click.Context(ran_before))
    assert kept is not None
    kept.help = "Show this message and exit."
    cli_words.speak_danish(ran_before)
    assert "Vis denne hjælp." in CliRunner().invoke(ran_before, ["--help"]).output


def test_what_is_typed_wrongly_is_told_in_danish(context: Flask) -> None:
    def said(*words: str) -> str:
        return CliRunner().invoke(cli.root_command(), list(words), prog_name="vaerdig").output

    assert "Fejl: Der er ingen kommando 'findes-ikke'." in said("findes-ikke")
    assert "Fejl: Der er intet valg '--nej'." in said("db", "status", "--nej")
    assert "Fejl: Mangler argumentet 'EJER'." in said("db", "downgrade")
    assert "'--port' kan ikke bruges: 'fem' er ikke et tal, der kan bruges her." in said("demo", "--port", "fem")
    assert "Skriv 'vaerdig demo --help' for hjælp." in said("demo", "--port", "fem")


def test_no_text_of_clicks_that_people_can_meet_is_left_in_english() -> None:
    for_authors = ("Could not determine", "No options defined", "Arguments take", "Name '", "Boolean option", "Value must be",
                   "DeprecationWarning", "Invalid start", "Unknown color")  # fmt: skip
    for name in cli_words.MODULES:
        tree = ast.parse(Path(str(import_module(f"click.{name}").__file__)).read_text())
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
        texts = [
            part.value
            for call in calls
            if getattr(call.func, "id", "") in ("_", "ngettext")
            for part in call.args
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        ]
        left = [text for text in texts if text not in cli_words.WORDS and not text.startswith(for_authors)]
        assert not left, (name, left)


def _written_in_the_readme() -> list[list[str]]:
    """Return the words of each command in the README's table; a second one of a line stands without `vaerdig`."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    lines = [line.split(" | ")[0] for line in readme.replace("\\|", "/").splitlines() if line.startswith("| `vaerdig ")]
    return [re.sub(r"[\[\]]", "", line.split("`")[1]).split()[1:] for line in lines]


def test_the_readmes_commands_are_there_with_their_options(context: Flask) -> None:
    written = _written_in_the_readme()
    assert len(written) > 12
    for words in written:
        command: click.Command = cli.root_command()
        left = list(words)
        while isinstance(command, click.Group) and left and left[0] in command.commands:
            command = command.commands[left.pop(0)]
        assert not isinstance(command, click.Group), words
        known = {option for param in command.params for option in param.opts}
        assert {word for word in left if word.startswith("--")} <= known, words


def test_the_examples_own_settings_name_its_municipality(run: Run, tmp_path: Path) -> None:
    with create_app().app_context():
        example.name_the_default()
        assert (tmp_path / "settings.toml").read_text() == 'default_municipality = "albertslund"\n'
    (tmp_path / "settings.toml").write_text("max_form_bytes = 500000\n")
    with create_app().app_context():
        example.name_the_default()
    assert (tmp_path / "settings.toml").read_text() == "max_form_bytes = 500000\n"
