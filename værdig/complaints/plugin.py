"""How complaints join the rest: permissions, themes, pages, menus and the example's cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click
from flask import Blueprint

from værdig.complaints.retention.years import Told
from værdig.hooks import hookimpl
from værdig.hooks.contracts import (
    Check,
    CheckResult,
    HomeCard,
    Job,
    NavItem,
    Permission,
    PersonalData,
    PluginInfo,
    Sample,
    Severity,
    Theme,
)
from værdig.i18n import _l

PLUGIN = PluginInfo(id="complaints", title=_l("Klager og borgerrådgiver"), kind="core", order=40)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id="complaints.confidential",
        title=_l("Åbne borgerrådgiverens fortrolige indbakke"),
        default_roles=["borgerraadgiver", "stedfortraeder"],
    )
    yield Permission(
        id="complaints.keys",
        title=_l("Bestemme, hvem der kan åbne borgerrådgiverens indbakke"),
        default_roles=["borgerraadgiver"],
    )
    yield Permission(
        id="complaints.management",
        title=_l("Behandle klager, der er sendt til ledelsen"),
        default_roles=["leder", "svaransvarlig_leder"],
    )
    yield Permission(
        id="complaints.letter_texts",
        title=_l("Skrive brevenes tekster og notere, at en jurist har godkendt dem"),
        default_roles=["borgerraadgiver", "leder"],
    )
    yield Permission(
        id="complaints.categories",
        title=_l("Bestemme, hvilke kategorier sager og henvendelser bliver noteret under"),
        default_roles=["borgerraadgiver", "leder"],
    )
    yield Permission(
        id="complaints.register",
        title=_l("Skrive en klage ned for en borger"),
        default_roles=["skranke", "leder", "borgerraadgiver"],
    )
    yield Permission(
        id="complaints.count",
        title=_l("Tælle en henvendelse"),
        default_roles=["skranke", "leder", "svaransvarlig_leder", "borgerraadgiver", "stedfortraeder"],
    )

    yield Permission(
        id="complaints.retention",
        title=_l("Beslutte, hvad der skal ske med sager, når deres tid er gået, og slette dem"),
        default_roles=["leder", "borgerraadgiver"],
    )


@hookimpl
def register_complaint_themes() -> Iterable[Theme]:
    from værdig.complaints.categories import own_themes

    yield from own_themes()


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    from værdig.complaints import views_inbox, views_keys, views_queue
    from værdig.complaints.category_versions import views as category_versions
    from værdig.complaints.deputies import views as deputies
    from værdig.complaints.insight import views_desk as insight_at_the_desk
    from værdig.complaints.investigations import views_management as hearings
    from værdig.complaints.letter_texts import views as letter_texts
    from værdig.complaints.receipts import views_public as receipts
    from værdig.complaints.reminders import views as reminders
    from værdig.complaints.representation import views_public  # the last to add pages to the citizens' blueprint
    from værdig.complaints.today import views as today

    yield views_public.blueprint
    yield receipts.blueprint
    yield views_inbox.blueprint
    yield views_keys.blueprint
    yield deputies.blueprint
    yield insight_at_the_desk.blueprint
    yield reminders.blueprint
    yield letter_texts.blueprint
    yield category_versions.blueprint
    yield hearings.blueprint
    yield today.blueprint
    yield views_queue.inbox_pages
    yield views_queue.management_pages


@hookimpl
def register_commands() -> Iterable[click.Command]:
    from værdig.complaints.receipts.commands import receipts_group, verify_receipt
    from værdig.complaints.reckoning.commands import deadlines_group

    yield deadlines_group
    yield verify_receipt
    yield receipts_group


@hookimpl
def register_jobs() -> Iterable[Job]:
    def escalate() -> None:
        from værdig.complaints import service
        from værdig.complaints.reminders import chasing, mailing

        service.escalate_overdue()
        chasing.take_steps()
        mailing.remind_staff()

    def end_days() -> None:
        from værdig.complaints.receipts import service

        service.end_days()

    yield Job(
        id="complaints.escalation",
        title=_l("Mærk sager, hvis frist er gået, og ryk for svar"),
        run=escalate,
        every_minutes=60,
    )

    def tell_of_news() -> None:
        from værdig.complaints.post import notices

        notices.send_waiting()

    yield Job(id="complaints.notices", title=_l("Sig til borgere, at der er nyt"), run=tell_of_news, every_minutes=5)

    def sound_alarms() -> None:
        from værdig.complaints.appeals.alarm import sound_alarms

        sound_alarms()

    yield Job(
        id="complaints.consent_alarm",
        title=_l("Slå alarm, når et samtykke mangler"),
        run=sound_alarms,
        every_minutes=60,
    )

    def close_codes() -> None:
        from værdig.complaints.representation import codes

        codes.sweep()

    yield Job(
        id="complaints.representation",
        title=_l("Luk koder, hvis fuldmagten er udløbet"),
        run=close_codes,
        every_minutes=60,
    )
    yield Job(id="complaints.receipts", title=_l("Afslut dagens log over kvitteringer"), run=end_days, every_minutes=60)

    def end_deputies() -> None:
        from værdig.clock import today
        from værdig.complaints.deputies import service

        service.shut_out_the_over(today())

    yield Job(
        id="complaints.deputies",
        title=_l("Luk indbakken for stedfortrædere, hvis tid er gået"),
        run=end_deputies,
        every_minutes=60,
    )

    def warn() -> None:
        from værdig.complaints.retention.warning import warn

        warn()

    yield Job(
        id="complaints.retention", title=_l("Varsl om sager, hvis tid udløber"), run=warn, every_minutes=60
    )  # it only warns: a person decides, and deletes


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    for endpoint, permission in (("confidential", "complaints.confidential"), ("management", "complaints.management")):
        yield NavItem(
            id=f"complaints.today.{endpoint}",
            label=_l("I dag"),
            endpoint=f"complaints_today.{endpoint}",
            order=19,
            permission=permission,
        )
    yield NavItem(
        id="complaints.inbox",
        label=_l("Indbakke"),
        endpoint="complaints_indbakke.queue",
        order=20,
        permission="complaints.confidential",
    )
    yield NavItem(
        id="complaints.management",
        label=_l("Klager"),
        endpoint="complaints_klager.queue",
        order=21,
        permission="complaints.management",
    )
    yield NavItem(
        id="complaints.register",
        label=_l("Skriv en klage ned"),
        endpoint="complaints_desk.register",
        order=22,
        permission="complaints.register",
    )
    yield NavItem(
        id="complaints.count",
        label=_l("Tæl en henvendelse"),
        endpoint="complaints_desk.count",
        order=23,
        permission="complaints.count",
    )
    for office, permission in (("indbakke", "complaints.confidential"), ("klager", "complaints.management")):
        yield NavItem(
            id=f"complaints.recommendations.{office}",
            label=_l("Anbefalinger"),
            endpoint=f"complaints_{office}.recommendations",
            order=24,
            permission=permission,
        )
    yield NavItem(
        id="complaints.start", label=_l("Klag eller få hjælp"), endpoint="complaints.start", area="public", order=20
    )
    yield NavItem(id="complaints.case", label=_l("Se din sag"), endpoint="complaints.case", area="public", order=21)


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    def load(context: Any) -> None:
        from værdig.complaints.sample import load as load_cases

        load_cases(context)

    yield Sample(id="complaints.cases", load=load, order=40)


@hookimpl
def register_personal_data() -> Iterable[PersonalData]:
    from værdig.complaints.personal_data import erase, export

    yield PersonalData(
        id="complaints.cases",
        what=_l("Klager: det, borgeren har fortalt, navn og kontakt, beskeder og notater. Alt ligger krypteret."),
        basis=_l("Databeskyttelsesforordningens artikel 6, stk. 1, litra e."),
        keep=_l(
            "%(years)s efter afslutning. Så ser et menneske på sagen. Den slettes først, når den ligger i ESDH. Tilbage er sagsnummer, "
            "type, halvår, datoer og nummer i ESDH, og loggen over, hvem der har gjort hvad.",
            years=Told(),
        ),
        export=export,
        erase=erase,
    )


@hookimpl
def register_checks() -> Iterable[Check]:
    def inbox_has_key() -> CheckResult:
        from værdig.complaints import inbox

        if inbox.is_ready():
            return CheckResult(severity=Severity.OK, text=_l("Borgere kan klage til borgerrådgiveren i fortrolighed."))
        return CheckResult(
            severity=Severity.WARNING,
            text=_l("Borgerrådgiverens indbakke har ingen nøgle endnu. Ingen kan klage i fortrolighed."),
        )

    def years_are_of_types() -> CheckResult:
        from værdig.complaints.retention.years import told, unknown_types

        unknown = unknown_types()
        if unknown:
            text = _l(
                "Ukendt sagstype i indstillingen om, hvor længe sager gemmes: %(types)s.", types=", ".join(unknown)
            )
            return CheckResult(severity=Severity.WARNING, text=text)
        return CheckResult(severity=Severity.OK, text=_l("Sager gemmes i %(years)s.", years=told()))

    yield Check(id="complaints.retention", title=_l("Hvor længe sager gemmes"), run=years_are_of_types)
    yield Check(id="complaints.inbox", title=_l("Borgerrådgiverens indbakke"), run=inbox_has_key)


@hookimpl
def register_home_cards() -> Iterable[HomeCard]:
    from værdig.complaints import home

    yield HomeCard(
        id="complaints.inbox",
        title=_l("Indbakken"),
        tell=home.confidential,
        permission="complaints.confidential",
        order=10,
    )
    yield HomeCard(
        id="complaints.management",
        title=_l("Klager til ledelsen"),
        tell=home.management,
        permission="complaints.management",
        order=10,
    )
    yield HomeCard(
        id="complaints.unhandled",
        title=_l("Klager uden nogen til at behandle dem"),
        tell=home.unhandled,
        permission="accounts.manage",
        order=11,
    )
    yield HomeCard(
        id="complaints.desk",
        title=_l("Skranken"),
        tell=home.desk,
        permission="complaints.register",
        roles=("skranke",),
        order=10,
    )
