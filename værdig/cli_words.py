"""Danish for what click itself says on the command line: headings, placeholders and errors; our own texts stand at their commands."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
"""The modules of click that look their texts up through a `_` and `ngettext` of their own."""

WORDS: Mapping[str, str] = {
    "Usage:": "Brug:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Positional arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjælp.",
    "Show the version and exit.": "Vis udgaven.",
    "%(prog)s, version %(version)s": "%(prog)s, udgave %(version)s",
    "default: {default}": "ellers: {default}",
    "env var: {var}": "miljøvariabel: {var}",
    "(dynamic)": "(beregnes)",
    "required": "skal med",
    "deprecated": "udgår",
    "file": "fil",
    "directory": "mappe",
    "path": "sti",
    "Aborted!": "Afbrudt.",
    "Error: {message}": "Fejl: {message}",
    "Error: invalid input": "Fejl: Svaret kan ikke bruges.",
    "Error: The two entered values do not match.": "Fejl: De to svar er ikke ens.",
    "Try '{command} {option}' for help.": "Skriv '{command} {option}' for hjælp.",
    "Missing command.": "Der mangler en kommando.",
    "Missing argument": "Mangler argumentet",
    "Missing option": "Mangler valget",
    "Missing parameter": "Mangler",
    "Missing parameter: {param_name}": "Mangler: {param_name}",
    "Missing {param_type}": "Mangler {param_type}",
    "No such option {name!r}.": "Der er intet valg {name!r}.",
    "No such command {name!r}.": "Der er ingen kommando {name!r}.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Mente du en af disse: {possibilities}?)",
    "Invalid value: {message}": "Kan ikke bruges: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} kan ikke bruges: {message}",
    "Option {name!r} does not take a value.": "Valget {name!r} tager ingen værdi.",
    "Option {name!r} requires an argument.": "Valget {name!r} skal have en værdi.",
    "Option {name!r} requires {nargs} arguments.": "Valget {name!r} skal have {nargs} værdier.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name!r} tager {nargs} værdier.",
    "Takes {nargs} values but 1 was given.": "Der skal være {nargs} værdier, men der er 1.",
    "Takes {nargs} values but {len} were given.": "Der skal være {nargs} værdier, men der er {len}.",
    "{len_type} values are required, but {len_value} was given.": "Der skal være {len_type} værdier, men der er {len_value}.",
    "{len_type} values are required, but {len_value} were given.": "Der skal være {len_type} værdier, men der er {len_value}.",
    "Got unexpected extra argument ({args})": "Der er et argument for meget ({args})",
    "Got unexpected extra arguments ({args})": "Der er argumenter for meget ({args})",
    "Choose from:\n\t{choices}": "Vælg mellem:\n\t{choices}",
    "Choice({choices})": "en af {choices}",
    "{value!r} is not {choice}.": "{value!r} er ikke {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} er ikke en af {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} er ikke et tal, der kan bruges her.",
    "{value} is not in the range {range}.": "{value} ligger ikke i {range}.",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} er hverken ja eller nej. Skriv en af {states}",
    "{value!r} is not a valid UUID.": "{value!r} er ikke et UUID.",
    "{value!r} does not match the format {format}.": "{value!r} har ikke formen {format}.",
    "{value!r} does not match the formats {formats}.": "{value!r} har ingen af formerne {formats}.",
    "{name} {filename!r} does not exist.": "{filename!r} findes ikke.",
    "{name} {filename!r} is a file.": "{filename!r} er en fil.",
    "{name} {filename!r} is a directory.": "{filename!r} er en mappe.",
    "{name} {filename!r} is not readable.": "{filename!r} kan ikke læses.",
    "{name} {filename!r} is not writable.": "{filename!r} kan ikke skrives.",
    "{name} {filename!r} is not executable.": "{filename!r} kan ikke køres.",
    "Could not open file {filename!r}: {message}": "Filen {filename!r} kan ikke åbnes: {message}",
    "unknown error": "ukendt fejl",
    "Do you want to continue?": "Vil du fortsætte?",
    "Confirm the action without prompting.": "Spørg ikke først.",
    "Repeat for confirmation": "Skriv det igen",
    "Press any key to continue...": "Tryk på en tast for at fortsætte …",
}  # fmt: skip
"""What people can meet; what only tells an author that a command is declared wrongly stays as it is."""

PLACEHOLDERS: Mapping[str, str] = {
    "text": "TEKST", "integer": "TAL", "float": "TAL", "boolean": "JA/NEJ", "file": "FIL", "directory": "MAPPE",
    "path": "STI", "filename": "FIL", "integer range": "TAL", "uuid": "UUID", "date": "DATO", "fil": "FIL", "mappe": "MAPPE", "sti": "STI",
    "half_year": "HALVÅR", "owner_id": "EJER", "revision": "UDGAVE", "number": "NUMMER", "message": "TEKST",
    "municipality": "KOMMUNE", "municipality_id": "KOMMUNE", "plugin_id": "PLUGIN", "report_id": "RAPPORT",
    "subject": "PERSON", "closes_on": "DATO",
}  # fmt: skip
"""What stands for a value in the help, by the argument's name or the value's type; others show their own name."""


YES, NO = ("j", "ja", "y", "yes"), ("n", "nej", "no")
"""What is taken for an answer, in any case of letters."""


def speak_danish(root: click.Group) -> None:
    """Let click say its own texts and ask its questions in Danish, and give the commands below `root` Danish placeholders."""
    for name in ("click", *(f"click.{name}" for name in MODULES)):
        module = import_module(name)
        module.__dict__["_"] = _said
        if "confirm" in module.__dict__:  # its own has the letters y and n in it
            module.__dict__["confirm"] = confirm
        if "ngettext" in module.__dict__:
            module.__dict__["ngettext"] = _said_form
    _name(root)


def confirm(
    text: str, default: bool | None = False, abort: bool = False, prompt_suffix: str = ": ", show_default: bool = True,
    err: bool = False,
) -> bool:  # fmt: skip
    """Ask yes or no on the command line until it is answered, as `click.confirm` does, whose place this takes."""
    shown = {None: "j/n", True: "J/n", False: "j/N"}[default]
    usual = {None: None, True: YES[0], False: NO[0]}[default]
    said: bool = click.prompt(
        f"{text} [{shown}]" if show_default else text,
        default=usual, show_default=False, value_proc=_yes_or_no, prompt_suffix=prompt_suffix, err=err,
    )  # fmt: skip
    if abort and not said:
        raise click.Abort
    return said


def _yes_or_no(typed: str) -> bool:
    answer = typed.strip().lower()
    if answer not in YES + NO:
        raise click.UsageError("Svar ja eller nej.")
    return answer in YES


def _said(message: str) -> str:
    return WORDS.get(message, message)


def _said_form(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)


def _name(command: click.Command) -> None:
    command.options_metavar = "[VALG]"
    for param in command.params:
        if param.metavar is None:
            param.metavar = _placeholder(param)
        if isinstance(param, click.Option):  # click's own options were given their texts when they were declared
            param.help, param.prompt = _said(param.help or "") or None, _said(param.prompt or "") or None
    if helping := command.get_help_option(click.Context(command)):  # kept by the command since it first ran
        helping.help = _said(helping.help or "")
    if isinstance(command, click.Group):
        command.subcommand_metavar = "KOMMANDO [ARGUMENTER]..."
        for each in command.commands.values():
            _name(each)


def _placeholder(param: click.Parameter) -> str | None:
    """Return what stands for a parameter's value; None leaves it to click, as for a flag or for choices that are listed."""
    if isinstance(param.type, click.Choice) or getattr(param, "is_flag", False):
        return None
    if not isinstance(param, click.Argument):
        return PLACEHOLDERS.get(param.type.name)
    word = PLACEHOLDERS.get(param.name or "")
    return f"[{word}]" if word and not param.required else word
