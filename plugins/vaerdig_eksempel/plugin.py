"""How the plug-in joins the rest of the site: its manifest and one implementation of every hook, nothing else.

Each function is called once at start and may neither ask the database nor know of a request; what it needs from the other
files it imports inside, so that starting stays quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from flask import Blueprint

from værdig.api import (
    CatalogueSource,
    Check,
    FormSpec,
    HomeCard,
    Importer,
    Job,
    Metric,
    ModelSet,
    NavItem,
    OwnInput,
    Permission,
    PersonalData,
    PluginInfo,
    Question,
    Questionnaire,
    QuestionType,
    Register,
    ReportSection,
    Sample,
    Setting,
    Slot,
    Theme,
    _l,
    hookimpl,
)

FOLDER = Path(__file__).parent

PLUGIN = PluginInfo(
    id="vaerdig_eksempel",
    title=_l("Eksempel"),
    description=_l("Åbent hus: møder, som alle kan komme til. Viser, hvordan en plug-in er lavet."),
    kind="addon",
    api=1,
    version="1.0.0",
    order=900,
    contact="eksempel@eksempel.dk",
    default_on=False,  # a municipality switches the tutorial on to see it work
)


@hookimpl
def register_settings() -> Iterable[Setting]:
    yield Setting(id="vaerdig_eksempel.place", type=str, default="Rådhuset", help=_l("Hvor åbent hus bliver holdt."))


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="vaerdig_eksempel.register",
        title=_l("Registrere åbent hus"),
        default_roles=["leder", "skranke", "administrator"],
    )


@hookimpl
def register_models() -> Iterable[ModelSet]:
    from vaerdig_eksempel.models import Base

    yield ModelSet(base=Base, migrations=FOLDER / "migrations", prefix="vaerdig_eksempel")


@hookimpl
def register_personal_data() -> Iterable[PersonalData]:
    from vaerdig_eksempel import service

    yield PersonalData(
        id="vaerdig_eksempel.host",
        what=_l("Navnet på den, der holder mødet."),
        basis=_l("Databeskyttelsesforordningen artikel 6, stk. 1, litra e."),
        keep=_l("Til personen beder om at blive slettet."),
        export=service.export_person,
        erase=service.erase_person,
    )


@hookimpl
def register_translations() -> Iterable[CatalogueSource]:
    yield CatalogueSource(directory=FOLDER / "more_translations")


@hookimpl
def register_question_types() -> Iterable[QuestionType]:
    yield QuestionType(
        id="vaerdig_eksempel.how_often",
        title=_l("Hvor tit? Tre svar fra »Aldrig« til »Hver gang«"),
        choices=[
            ("aldrig", _l("Aldrig")),
            ("nogle_gange", _l("Nogle gange")),
            ("hver_gang", _l("Hver gang")),
            ("ved_ikke", _l("Ved ikke")),
        ],
        apart=["ved_ikke"],
    )


@hookimpl
def register_questionnaires() -> Iterable[Questionnaire]:
    yield Questionnaire(
        id="vaerdig_eksempel.meeting",
        version=2,
        title=_l("Spørgsmål efter åbent hus"),
        questions=(
            Question(
                id="welcome",
                kind="rated",
                scale="satisfaction",
                wording=_l("Hvor tilfreds er du med den måde, du blev taget imod på?"),
                theme="moedet",
                principle="respekt",
            ),
            Question(
                id="how_often",
                kind="vaerdig_eksempel.how_often",
                scale="own",
                wording=_l("Hvor tit kommer du til åbent hus?"),
            ),
            Question(
                id="idea",
                kind="open",
                scale="text",
                wording=_l("Hvad skal vi tale om næste gang?"),
            ),
        ),
    )


@hookimpl
def register_forms() -> Iterable[FormSpec]:
    from vaerdig_eksempel import service
    from vaerdig_eksempel.forms import MeetingForm, shown
    from vaerdig_eksempel.models import Meeting

    yield FormSpec(
        id="vaerdig_eksempel.meeting",
        title=_l("Registrer åbent hus"),
        intro=_l("Skriv ét møde ad gangen."),
        form_class=MeetingForm,
        permission="vaerdig_eksempel.register",
        register=Register(model=Meeting, day="held_on", shown=shown, check=service.check_meeting),
    )


@hookimpl
def register_complaint_themes() -> Iterable[Theme]:
    yield Theme(id="vaerdig_eksempel.meeting", title=_l("Åbent hus"), principle="inddragelse")


@hookimpl
def register_metrics() -> Iterable[Metric]:
    from vaerdig_eksempel import metrics, queries

    yield Metric(
        id="vaerdig_eksempel.guests",
        code="EKS-1",
        title=_l("Gæster pr. møde"),
        unit=_l("gæster"),
        direction="up",
        definition=_l("Gæster til åbent hus delt med antal møder i kvartalet."),
        source=_l("Egen registrering"),
        target=10,
        inputs=(
            OwnInput(name="guests", load=queries.guests_by_quarter, about="people"),
            OwnInput(name="meetings", load=queries.meetings_by_quarter, about="administration"),
        ),
        compute=metrics.guests_per_meeting,
    )


@hookimpl
def register_report_sections() -> Iterable[ReportSection]:
    from vaerdig_eksempel import report

    yield ReportSection(
        id="vaerdig_eksempel.section",
        title=_l("Åbent hus"),
        order=900,
        metrics=("vaerdig_eksempel.guests",),
        build=report.build,
    )


@hookimpl
def register_importers() -> Iterable[Importer]:
    from vaerdig_eksempel import importer

    yield Importer(
        id="vaerdig_eksempel.tally",
        title=_l("Optælling fra åbent hus"),
        accepts=(".txt",),
        read=importer.read,
        help=_l("En linje pr. kvartal: 2021Q1;12"),
    )


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from vaerdig_eksempel.views import public_pages, staff_pages

    yield from (staff_pages, public_pages)


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="vaerdig_eksempel.meetings",
        label=_l("Åbent hus"),
        endpoint="vaerdig_eksempel.meetings",
        order=600,
        permission="vaerdig_eksempel.register",
    )


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from vaerdig_eksempel.commands import count

    yield count


@hookimpl
def register_checks() -> Iterable[Check]:
    from vaerdig_eksempel import queries

    yield Check(id="vaerdig_eksempel.ahead", title=_l("Åbent hus"), run=queries.check_next_meeting)


@hookimpl
def register_jobs() -> Iterable[Job]:
    from vaerdig_eksempel import service

    yield Job(
        id="vaerdig_eksempel.tidy",
        title=_l("Glem, hvad der skete for et år siden"),
        run=service.forget_happenings,
        every_minutes=24 * 60,
        retries=2,
    )


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from vaerdig_eksempel import queries

    yield HomeCard(
        id="vaerdig_eksempel.newest",
        title=_l("Åbent hus"),
        tell=queries.newest_meeting,
        permission="vaerdig_eksempel.register",
        order=900,
    )


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    from vaerdig_eksempel import service

    yield Sample(id="vaerdig_eksempel.meetings", load=service.load_sample, order=900)


@hookimpl
def render_slot(slot: Slot, context: Mapping[str, Any]) -> Any:
    from vaerdig_eksempel import slots

    return slots.render(slot, context)


@hookimpl
def on_round_closed(round_id: str) -> None:
    from vaerdig_eksempel import service

    service.note("on_round_closed", round_id)


@hookimpl
def on_complaint_logged(case_id: str) -> None:
    from vaerdig_eksempel import service

    service.note("on_complaint_logged", case_id)


@hookimpl
def on_complaint_closed(case_id: str) -> None:
    from vaerdig_eksempel import service

    service.note("on_complaint_closed", case_id)


@hookimpl
def on_import_finished(run_id: str) -> None:
    from vaerdig_eksempel import service

    service.note("on_import_finished", run_id)


@hookimpl
def on_registered(form_id: str) -> None:
    from vaerdig_eksempel import service

    service.note("on_registered", form_id)


@hookimpl
def on_plugin_switched(plugin_id: str, active: bool) -> None:
    from vaerdig_eksempel import service

    service.note("on_plugin_switched", f"{plugin_id} {'on' if active else 'off'}")
