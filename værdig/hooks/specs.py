"""Every hook there is, one function each: when it is called, with what, what comes back, and what an error does.

Three verbs. `register_*` declares: called once at start, pure (no request, no database), returns an iterable of frozen
dataclasses from `contracts`; any error puts the whole plug-in in quarantine and nothing it declared is kept. `on_*` tells
that something has happened: called after the commit, in a time limit, its return value is ignored. `render_*` is called per
request, in a time limit, outside any database write.

Hooks only ever gain arguments, and an implementation names those it wants. The host, not the order of registration, decides
the order of what comes back: by (`order`, id). `plugins/README.md` has a heading with the exact signature of each.
"""

from __future__ import annotations

# mypy: disable-error-code="empty-body"
from collections.abc import Iterable, Mapping
from typing import Any

import click
from flask import Blueprint

from værdig.hooks.contracts import (
    CatalogueSource,
    Check,
    FormSpec,
    HomeCard,
    Importer,
    Job,
    Metric,
    ModelSet,
    NavItem,
    Permission,
    PersonalData,
    Questionnaire,
    QuestionType,
    ReportSection,
    Sample,
    Setting,
    Slot,
    Text,
    Theme,
)
from værdig.hooks.markers import hookspec


@hookspec
def register_settings() -> Iterable[Setting]:
    """Declare typed settings of the machine.

    Called: once at start, after import and before anything that may read them.
    Returns: `Setting`s; ids begin with the plug-in's id. A value is set in `settings.toml` in a table named as the plug-in
    (`[vaerdig_eksempel]` and `greeting = "…"` set `vaerdig_eksempel.greeting`) and read with `setting(id)`.
    Error: quarantine. A value of the wrong type in `settings.toml` stops the start, naming the key, as the core's own do.
    """


@hookspec
def register_permissions() -> Iterable[Permission]:
    """Declare rights that the plug-in's pages, forms and menu items refer to.

    Called: once at start, before routes are mounted.
    Returns: `Permission`s; ids begin with the plug-in's id; `default_roles` hold the right in every municipality.
    Error: quarantine; so is a reference to a permission that nobody declares.
    """


@hookspec
def register_models() -> Iterable[ModelSet]:
    """Hand over the plug-in's tables and its folder of migrations.

    Called: once at start, also by `vaerdig db`, so it must import the models and do nothing else.
    Returns: one `ModelSet`. Its base comes from `plugin_base(<id>)`, its prefix is the id, every table is named `<id>_…` and
    has `municipality_id` (mix in `Owned`) unless its `info` says `{"reference": True}`. No back-reference to core classes.
    Error: quarantine at the stage `tables` or `mappers`; the tables are taken out of the metadata again.
    """


@hookspec
def register_personal_data() -> Iterable[PersonalData]:
    """Say what personal data the plug-in keeps, and how they are given out and erased.

    Called: once at start. `export` and `erase` are called when a person asks for her data, with the municipality bound.
    Returns: `PersonalData`; mandatory when a column's `info` says `{"personal": True}`.
    Error: quarantine; an exception in `export` or `erase` is shown to the one who handles the request, never skipped.
    """


@hookspec
def register_translations() -> Iterable[CatalogueSource]:
    """Add message catalogues besides the plug-in's own folder `translations/`, which is read without asking.

    Called: once at start.
    Returns: `CatalogueSource`s. The core's wording wins; a missing translation falls back to the Danish text.
    Error: quarantine; so does a folder that does not exist.
    """


@hookspec
def register_question_types() -> Iterable[QuestionType]:
    """Offer ways of asking besides the core's, for questionnaires and for a municipality's own questions.

    Called: once at start.
    Returns: `QuestionType`s with at least two choices.
    Error: quarantine; so does a choice that stands there twice, or a value that is not plain.
    """


@hookspec
def register_questionnaires() -> Iterable[Questionnaire]:
    """Offer questionnaires, or banks of local questions, that a survey round can be made from.

    Called: once at start.
    Returns: `Questionnaire`s; a published (id, version) never changes, a new wording is a new version.
    Error: quarantine; so does the same question id twice in one questionnaire.
    """


@hookspec
def register_forms() -> Iterable[FormSpec]:
    """Declare staff registrations; the host makes the pages, checks the permission, and stores, lists, changes and deletes.

    Called: once at start. `check(values)` of a `Register`, and `submit(data)` of a form without one, are called inside a
    transaction with the municipality bound; `shown(row)` when the list is shown.
    Returns: `FormSpec`s; the page of `<plug-in>.<name>` is `/stab/m/<plug-in>/<name>`, its endpoint `<plug-in>_forms.<name>`.
    Error: quarantine at start. An exception in `check` or `submit` rolls back, shows the form again with everything typed,
    and is counted; `UserError` is shown at its field. Where `shown` fails the page comes without the list and says so.
    """


@hookspec
def register_complaint_themes() -> Iterable[Theme]:
    """Add themes a klagepunkt can be filed under.

    Called: once at start.
    Returns: `Theme`s with the dignity principle they count under and their dates of validity.
    Error: quarantine.
    """


@hookspec
def register_metrics() -> Iterable[Metric]:
    """Declare maalepunkter.

    Called: once at start, and again in the process that computes. `compute(data, period)` is called there, per half-year, with
    a `MetricData`; it gets cleared counts and imported series, never rows about people.
    Returns: `Metric`s; ids begin with the plug-in's id, a code is used once.
    Error: quarantine at start. `compute` that raises, runs too long or returns something else than a series of numbers by
    period gives a named failure beside the metric; what was computed before stays as it was.
    """


@hookspec
def register_report_sections() -> Iterable[ReportSection]:
    """Declare sections of the half-year report.

    Called: once at start, and again in the process that builds. `build(context)` is called there with a `SectionContext`.
    Returns: `ReportSection`s, placed by (`order`, id); `metrics` name what the section shows.
    Error: quarantine at start. A section that fails is named in the report as missing; the others are untouched.
    """


@hookspec
def register_importers() -> Iterable[Importer]:
    """Declare ways of reading files of official figures.

    Called: once at start, and again in the process that reads. `read(data, file_name)` is called there; it stores nothing.
    Returns: `Importer`s; the core shows what was read and stores it only when a person agrees.
    Error: quarantine at start. A `read` that fails gives the person a Danish message and the file is not taken.
    """


@hookspec
def register_blueprints() -> Iterable[Blueprint]:
    """Hand over pages of the plug-in's own.

    Called: once at start. Flask is given the blueprint after it has been tried on an application that is thrown away.
    Returns: Flask blueprints without a prefix. One named `<id>` is for staff and is mounted at `/stab/m/<id>`; one named
    `<id>_public` is for citizens and is mounted at `/m/<id>`. Every view carries `@requires(…)` or `@public`. Nothing may be
    hooked into the whole application (`before_app_request`, `app_template_filter` and their like). Core features name and
    mount theirs themselves.
    Error: quarantine at the stage `routes`. A page that raises is a 503 of its own; three failures in ten minutes turn the
    plug-in's pages into a notice until an administrator has looked.
    """


@hookspec
def register_navigation() -> Iterable[NavItem]:
    """Add entries to the staff or the public menu.

    Called: once at start, after routes are mounted, so that every endpoint can be tried.
    Returns: `NavItem`s; shown only to those who hold the permission and where the plug-in is switched on.
    Error: quarantine at the stage `navigation`; a menu never shows what cannot be opened.
    """


@hookspec
def register_commands() -> Iterable[click.Command]:
    """Add commands to `vaerdig`.

    Called: once when the command line starts.
    Returns: click commands; a plug-in's are run as `vaerdig <plug-in> <command>`, a core feature's as `vaerdig <command>`.
    Error: quarantine; so is a name used twice.
    """


@hookspec
def register_checks() -> Iterable[Check]:
    """Add lines to `vaerdig check` and to the status page.

    Called: once at start. `run()` is called when somebody asks, with a municipality bound.
    Returns: `Check`s.
    Error: quarantine at start; a `run` that raises shows as an error line of its own.
    """


@hookspec
def register_jobs() -> Iterable[Job]:
    """Declare work that is done in the background: soon after somebody asks for it, or on a schedule.

    Called: once at start. `run(*ids)` is called by the process that works the queue off, one on each machine, with the municipality
    bound and where the plug-in is switched on there. A job is asked for with `soon(id, *ids)`, outside a transaction; the queue
    holds its name and the ids, so that nothing about a person lies there.
    Returns: `Job`s. `run` must do no harm when it is done twice.
    Error: quarantine at start. A `run` that raises is rolled back, logged, tried again as the `Job` says, and shown on the status page.
    """


@hookspec
def register_home_cards() -> Iterable[HomeCard]:
    """Add cards to *Min side*: how the half-year stands for whoever is signed in, and what she should do next.

    Called: once at start. `tell(user_id)` is called each time the page is shown to somebody who may see the card, with the
    municipality bound; a plug-in's in a thread, waited for at most two seconds.
    Returns: `HomeCard`s, shown by (`order`, id). A line's `endpoint` must be a staff page.
    Error: quarantine at start; a `tell` that raises or is too slow leaves a card that says so, counted as for pages.
    """


@hookspec
def register_sample_data() -> Iterable[Sample]:
    """Add example data to `vaerdig demo`.

    Called: once at start. `load(context)` is called with the example municipality bound; it may be run twice and then
    changes nothing.
    Returns: `Sample`s, loaded by (`order`, id).
    Error: quarantine at start; a `load` that raises is rolled back, reported and skipped.
    """


@hookspec
def render_slot(slot: Slot, context: Mapping[str, Any]) -> Text | None:
    """Add markup at one of the places in `Slot`.

    Called: per request, for each slot on the page, in a thread of a small pool, outside any database write; waited for at most
    two seconds. `context` holds what the documentation of the slot says and nothing else.
    Returns: `Markup`, a plain text (which is escaped), or None for nothing here.
    Error: the slot says in one line that the plug-in could not be shown; counted as for pages.
    """


@hookspec
def on_round_closed(round_id: str) -> None:
    """A survey round has been closed and frozen.

    Called: after the commit, with the municipality bound, in a thread and a database session of its own, waited for at most two
    seconds. Ids only: a listener reads through the queries it may use.
    Error: logged and counted; what has happened stays.
    """


@hookspec
def on_complaint_logged(case_id: str) -> None:
    """A complaint has been received. Called and guarded as `on_round_closed`."""


@hookspec
def on_complaint_closed(case_id: str) -> None:
    """A complaint has been closed. Called and guarded as `on_round_closed`."""


@hookspec
def on_import_finished(run_id: str) -> None:
    """A file of official figures has been stored. Called and guarded as `on_round_closed`."""


@hookspec
def on_registered(form_id: str) -> None:
    """A registration has been stored, changed, deleted or brought back by the form named. Called and guarded as `on_round_closed`."""


@hookspec
def on_plugin_switched(plugin_id: str, active: bool) -> None:
    """A plug-in has been switched on or off in the bound municipality; also told to the plug-in itself, in both directions.

    Called and guarded as `on_round_closed`.
    """
