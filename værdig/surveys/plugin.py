"""How surveys join the rest: pages, menu, permissions, commands, the core questionnaire, personal data and the example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint

from værdig.hooks import hookimpl
from værdig.hooks.contracts import HomeCard, Job, NavItem, Permission, PersonalData, PluginInfo, Questionnaire, Sample
from værdig.i18n import _l

PLUGIN = PluginInfo(id="surveys", title=_l("Undersøgelser"), kind="core", order=30)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="surveys.manage",
        title=_l("Lave og åbne runder og hente koder"),
        default_roles=["leder", "analytiker"],
    )
    yield Permission(
        id="surveys.enter",
        title=_l("Taste borgeres svar ind, i telefonen og fra papir"),
        description=_l("Kun for medarbejdere, der ikke har borgernes sager."),
        default_roles=["skranke", "analytiker"],
    )
    yield Permission(
        id="surveys.read",
        title=_l("Se runder og lukkede runders resultater"),
        default_roles=[
            "leder", "svaransvarlig_leder", "analytiker", "borgerraadgiver", "stedfortraeder", "dpo",
        ],
    )  # fmt: skip
    yield Permission(
        id="surveys.close",
        title=_l("Lukke en runde for altid"),
        description=_l("Med nøgleholdere skal en af dem skrive sit kodeord."),
        default_roles=["leder", "borgerraadgiver", "stedfortraeder", "dpo"],
    )
    yield Permission(
        id="surveys.texts",
        title=_l("Læse, hvad borgerne skrev i en lukket runde"),
        default_roles=["leder", "borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(
        id="surveys.translations",
        title=_l("Godkende oversættelser af det, borgerne ser, når de svarer, og lægge oplæsning ind"),
        default_roles=["leder", "borgerraadgiver", "stedfortraeder", "analytiker"],
    )
    yield Permission(
        id="surveys.hold_key",
        title=_l("Være nøgleholder for runder"),
        default_roles=["borgerraadgiver", "stedfortraeder", "dpo"],
    )


@hookimpl
def register_questionnaires() -> Iterable[Questionnaire]:
    from værdig.surveys.core_questionnaire import CORE_1, CORE_2

    yield CORE_1
    yield CORE_2


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.surveys.builder.views_staff import blueprint as builder
    from værdig.surveys.helping import blueprint as helping
    from værdig.surveys.interviews.views_staff import blueprint as interviews
    from værdig.surveys.invitations.views import blueprint as invitations
    from værdig.surveys.languages.views_public import blueprint as languages
    from værdig.surveys.languages.views_staff import blueprint as translations
    from værdig.surveys.leaving import blueprint as leaving
    from værdig.surveys.paper.views_staff import blueprint as paper
    from værdig.surveys.places.views_public import blueprint as places
    from værdig.surveys.places.views_staff import blueprint as places_staff
    from værdig.surveys.quotations.views_staff import blueprint as quotations
    from værdig.surveys.recordings.views_public import blueprint as recordings
    from værdig.surveys.recordings.views_staff import blueprint as recordings_staff
    from værdig.surveys.side_by_side import blueprint as side_by_side
    from værdig.surveys.views_holders import blueprint as holders
    from værdig.surveys.views_public import blueprint as citizens
    from værdig.surveys.views_results import blueprint as figures
    from værdig.surveys.views_sending import blueprint as sending
    from værdig.surveys.views_staff import blueprint as staff

    yield citizens
    yield sending
    yield languages
    yield translations
    yield builder
    yield helping
    yield invitations
    yield leaving
    yield places
    yield places_staff
    yield side_by_side
    yield interviews
    yield paper
    yield staff
    yield holders
    yield figures
    yield quotations
    yield recordings
    yield recordings_staff


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(
        id="surveys.rounds",
        label=_l("Tilfredshed"),
        endpoint="surveys_staff.rounds",
        order=30,
        permission="surveys.read",
    )
    yield NavItem(
        id="surveys.interviews",
        label=_l("Svar i telefonen"),
        endpoint="surveys_interviews.begin",
        order=31,
        permission="surveys.enter",
    )
    yield NavItem(
        id="surveys.paper",
        label=_l("Svar på papir"),
        endpoint="surveys_paper.begin",
        order=32,
        permission="surveys.enter",
    )
    yield NavItem(
        id="surveys.translations",
        label=_l("Oversættelser"),
        endpoint="surveys_translations.index",
        order=35,
        permission="surveys.translations",
    )


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.surveys.commands import round_group
    from værdig.surveys.invitations.commands import invitations_group

    yield round_group
    yield invitations_group


@hookimpl
def register_jobs() -> Iterable[Job]:
    def send(round_id: str | None = None) -> None:
        from værdig.surveys.invitations import mailing

        mailing.send(round_id)

    def make_letters(round_id: str | None = None) -> None:
        from værdig.surveys.invitations import letters

        letters.make(round_id)

    def tend() -> None:
        from værdig.surveys.invitations import mailing

        mailing.tend()

    def delete() -> None:
        from værdig.surveys import service

        service.delete_expired()

    yield Job(id="surveys.mail", title=_l("Send invitationer med e-mail"), run=send, every_minutes=5, retries=3)
    yield Job(id="surveys.letters", title=_l("Lav breve"), run=make_letters, every_minutes=5, retries=1)
    yield Job(id="surveys.reminders", title=_l("Send påmindelser, og slet lister"), run=tend, every_minutes=60)
    yield Job(id="surveys.deletion", title=_l("Slet svar, hvis tid er gået"), run=delete, every_minutes=60)


@hookimpl
def register_personal_data() -> Iterable[PersonalData]:
    from værdig.surveys.recordings import personal_data as recordings

    def nothing_of(_subject: str) -> list[dict[str, Any]]:
        """A sent answer is joined to nobody, so nobody's can be found (databeskyttelsesforordningen art. 11)."""
        return []

    yield PersonalData(
        id="surveys.answers",
        what=_l("Svar på undersøgelser, også tekster, som folk kan have skrevet om sig selv i."),
        basis=_l("Databeskyttelsesforordningens artikel 6, stk. 1, litra e."),
        keep=_l("Slettes det antal måneder efter rundens lukning, som kommunen har sat."),
        export=nothing_of,
        erase=lambda subject: len(nothing_of(subject)),
    )
    yield PersonalData(
        id="surveys.invitations",
        what=_l(
            "Løbenumre, koder og e-mailadresser på dem, der skal inviteres. Forseglet; kan ikke slås op efter person."
        ),
        basis=_l("Databeskyttelsesforordningens artikel 6, stk. 1, litra e."),
        keep=_l("Slettes efter den sidste påmindelse, senest når runden lukker."),
        export=nothing_of,
        erase=lambda subject: len(nothing_of(subject)),
    )
    yield PersonalData(
        id="surveys.recordings",
        what=_l(
            "Optagelser af tekster, som ansatte har læst op, og hvem der har lagt dem ind, som et nummer på kontoen."
        ),
        basis=_l("Databeskyttelsesforordningens artikel 6, stk. 1, litra e."),
        keep=_l("Indtil de bliver slettet under Oplæsning. Uden kontoens navn peger nummeret ikke på nogen."),
        export=recordings.export,
        erase=lambda _subject: 0,
        count=recordings.count,
    )


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.surveys.sample import load as load_rounds

        load_rounds(context)

    def delete(_context: Any) -> None:
        from værdig.surveys.service import delete_expired

        delete_expired()

    yield Sample(id="surveys.rounds", load=load, order=30)
    yield Sample(id="surveys.deletion", load=delete, order=400)


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.surveys import home

    yield HomeCard(
        id="surveys.round",
        title=_l("Undersøgelsen"),
        tell=home.lines,
        permission="surveys.manage",
        order=20,
    )
    yield HomeCard(
        id="surveys.holder",
        title=_l("Nøgleholder"),
        tell=home.holder_lines,
        permission="surveys.hold_key",
        order=21,
    )
