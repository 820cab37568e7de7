"""What each hook may return, and the checks of types, ids, duplicates and references; pages are checked in `routes`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import click
from flask import Blueprint

from værdig.hooks import contracts as c
from værdig.hooks.records import Contribution, Plugin, Refused
from værdig.hooks.registers import check_register
from værdig.ui.widgets import VaerdigForm

RETURNS: dict[str, type] = {
    "register_settings": c.Setting,
    "register_permissions": c.Permission,
    "register_models": c.ModelSet,
    "register_personal_data": c.PersonalData,
    "register_translations": c.CatalogueSource,
    "register_question_types": c.QuestionType,
    "register_questionnaires": c.Questionnaire,
    "register_forms": c.FormSpec,
    "register_complaint_themes": c.Theme,
    "register_metrics": c.Metric,
    "register_report_sections": c.ReportSection,
    "register_importers": c.Importer,
    "register_blueprints": Blueprint,
    "register_navigation": c.NavItem,
    "register_commands": click.Command,
    "register_checks": c.Check,
    "register_jobs": c.Job,
    "register_home_cards": c.HomeCard,
    "register_sample_data": c.Sample,
}
"""The type of what each `register_*` hook yields."""

CALLABLES: dict[str, Sequence[str]] = {
    "register_personal_data": ("export", "erase"),
    "register_metrics": ("compute",),
    "register_report_sections": ("build",),
    "register_importers": ("read",),
    "register_checks": ("run",),
    "register_jobs": ("run",),
    "register_home_cards": ("tell",),
    "register_sample_data": ("load",),
}

SETTING_TYPES = (bool, int, float, str, list)


def collected(plugin: Plugin, hook: str, values: Iterable[Any]) -> list[Contribution]:
    """Return the hook's values as contributions; raises Refused for the first that is not as promised."""
    if plugin.info is None or plugin.module is None:
        raise Refused(f"»{plugin.id}« er ikke indlæst.")
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise Refused(f"{hook} skal give en liste eller bruge yield, ikke {type(values).__name__}.")
    found = [Contribution(plugin.info, plugin.module.__name__, hook, value) for value in values]
    for contribution in found:
        _check_type(contribution)
        _check_id(contribution)
        DETAILS.get(hook, _nothing)(contribution.value)
    _check_duplicates(hook, found)
    return found


def _check_type(contribution: Contribution) -> None:
    wanted = RETURNS[contribution.hook]
    if not isinstance(contribution.value, wanted):
        raise Refused(f"{contribution.hook} skal give {wanted.__name__}, ikke {type(contribution.value).__name__}.")
    for name in CALLABLES.get(contribution.hook, ()):
        if not callable(getattr(contribution.value, name)):
            raise Refused(f"»{contribution.id}«: {name} skal være en funktion.")


def _check_id(contribution: Contribution) -> None:
    own = getattr(contribution.value, "id", None)
    if own is None:
        return
    if not isinstance(own, str) or not re.fullmatch(rf"{re.escape(contribution.plugin_id)}\.[a-z0-9_.-]+", own):
        raise Refused(
            f"Id »{own}« skal begynde med »{contribution.plugin_id}.« og ellers være a-z, 0-9, _, - og punktum."
        )


def _check_duplicates(hook: str, found: Sequence[Contribution]) -> None:
    seen: set[Any] = set()
    for contribution in found:
        key = (contribution.id, getattr(contribution.value, "version", None))
        if key in seen and hook != "register_translations":
            raise Refused(f"{hook} giver »{contribution.id}« to gange.")
        seen.add(key)


def _setting(value: c.Setting) -> None:
    if value.type not in SETTING_TYPES or not isinstance(value.default, value.type):
        raise Refused(f"Indstillingen »{value.id}« har en forvalgt værdi af en anden type end den selv.")


def _question_type(value: c.QuestionType) -> None:
    values = [choice for choice, _words in value.choices]
    if len(values) < 2 or len(set(values)) < len(values) or not set(value.apart) <= set(values):
        raise Refused(
            f"Spørgsmålstypen »{value.id}« skal have mindst to forskellige svar, også dem, der står for sig selv."
        )
    if any(not re.fullmatch(r"[a-z0-9_]{1,20}", choice) for choice in values):
        raise Refused(f"Svarene i spørgsmålstypen »{value.id}« skal være a-z, 0-9 og _, højst 20 tegn.")


def _questionnaire(value: c.Questionnaire) -> None:
    ids = [question.id for question in value.questions]
    if len(ids) != len(set(ids)):
        raise Refused(f"Spørgeskemaet »{value.id}« har to spørgsmål med samme id.")
    for place, question in enumerate(value.questions):
        if question.asked_if and not _can_follow(question.asked_if, value.questions[:place]):
            raise Refused(
                f"Spørgsmålet »{question.id}« i »{value.id}« skal følge ét tidligere spørgsmål, som alle får, og svar, det har."
            )


_ANSWERS = {"rated": {"1", "2", "3", "4", "5", "ved_ikke"}, "factual": {"ja", "nej", "ved_ikke"}}


def _can_follow(asked_if: Mapping[str, Sequence[str]], earlier: Sequence[c.Question]) -> bool:
    """Whether a condition names one question that came before, that is put to everybody, and answers that it has."""
    known = {question.id: question for question in earlier if not question.asked_if}
    return len(asked_if) == 1 and all(
        question in known and answers and set(answers) <= _ANSWERS.get(known[question].kind, set())
        for question, answers in asked_if.items()
    )


def _form(value: c.FormSpec) -> None:
    if not (isinstance(value.form_class, type) and issubclass(value.form_class, VaerdigForm)):
        raise Refused(f"Formularen »{value.id}« skal have en form_class, der bygger på VaerdigForm.")
    if value.id.count(".") != 1:
        raise Refused(f"Formularen »{value.id}« skal hedde plug-in, punktum og ét navn, for det bliver dens adresse.")
    if (value.register is None) == (value.submit is None):
        raise Refused(f"Formularen »{value.id}« skal have enten register eller submit.")
    if value.submit is not None and not callable(value.submit):
        raise Refused(f"»{value.id}«: submit skal være en funktion.")
    if value.register is not None:
        check_register(value.id, value.form_class, value.register)


def _metric(value: c.Metric) -> None:
    names = [given.name for given in value.inputs if isinstance(given, c.SeriesInput | c.OwnInput)]
    if len(names) != len(value.inputs):
        raise Refused(f"Målepunktet »{value.id}« har et input, der hverken er SeriesInput eller OwnInput.")


def _job(value: c.Job) -> None:
    if value.every_minutes is not None and value.every_minutes < 1:
        raise Refused(f"Jobbet »{value.id}« skal køre højst én gang i minuttet: every_minutes er mindst 1.")
    if value.retries < 0 or value.retry_seconds < 0:
        raise Refused(f"Jobbet »{value.id}« har et negativt antal forsøg eller sekunder.")


def _catalogue(value: c.CatalogueSource) -> None:
    if not value.directory.is_dir():
        raise Refused(f"Mappen med oversættelser findes ikke: {value.directory.name}.")


def _models(value: c.ModelSet) -> None:
    if not value.migrations.is_dir():
        raise Refused(f"Mappen med migreringer findes ikke: {value.migrations.name}.")


def _nothing(_value: Any) -> None:
    return None


DETAILS: dict[str, Callable[[Any], None]] = {
    "register_settings": _setting,
    "register_question_types": _question_type,
    "register_questionnaires": _questionnaire,
    "register_forms": _form,
    "register_metrics": _metric,
    "register_jobs": _job,
    "register_translations": _catalogue,
    "register_models": _models,
}


def check_references(own: Sequence[Contribution], others: Collection[Contribution]) -> None:
    """Raise Refused for a permission or metric that is named but not declared, and for a code or command already taken."""
    everything = [*others, *own]
    permissions = {item.id for item in everything if item.hook == "register_permissions"}
    metrics = {item.id for item in everything if item.hook == "register_metrics"}
    for item in own:
        permission = getattr(item.value, "permission", None)
        if permission is not None and permission not in permissions:
            raise Refused(f"»{item.id}« kræver rettigheden »{permission}«, som ingen har erklæret.")
        unknown = set(item.value.metrics) - metrics if item.hook == "register_report_sections" else set()
        if unknown:
            raise Refused(f"Afsnittet »{item.id}« viser et ukendt målepunkt: {', '.join(sorted(unknown))}.")
    _check_taken(own, others, "register_metrics", "code")
    if own and own[0].is_core:
        _check_taken(own, [item for item in others if item.is_core], "register_commands", "name")


def _check_taken(own: Sequence[Contribution], others: Collection[Contribution], hook: str, name: str) -> None:
    taken = {getattr(item.value, name): item.plugin_id for item in others if item.hook == hook}
    for item in own:
        if item.hook != hook:
            continue
        value = getattr(item.value, name)
        if value and value in taken:
            raise Refused(f"{hook}: »{value}« er allerede taget af »{taken[value]}«.")
        taken[value] = item.plugin_id
