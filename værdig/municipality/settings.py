"""The declared settings of a municipality, with defaults and limits; reading and writing them is in `queries` and `service`."""

from __future__ import annotations

from typing import Any

from værdig.errors import SettingsError
from værdig.i18n import _l
from værdig.municipality.contact import object_to_lines
from værdig.municipality.day_settings import DAYS
from værdig.municipality.declaration import MunicipalSetting
from værdig.municipality.objections import (
    at_least,
    hour,
    no_names,
    no_scale,
    only_days,
    only_years_of_types,
    years,
)  # fmt: skip

LIVSLINIEN = _l("Livslinien på 70 201 201. Det er åbent døgnet rundt, og du kan være anonym.").danish
"""The national crisis line, for `acute_help`: in these words it is told in the citizen's language, as the defaults here are."""


CRITICISM = ["Ingen kritik", "Bemærkning", "Beklageligt", "Kritisabelt", "Meget kritisabelt"]
"""The scale of criticism to begin with; no jurist has approved it, and municipalities' borgerraadgivere use words of their own."""


DECLARED: dict[str, MunicipalSetting] = {
    setting.key: setting
    for setting in (
        MunicipalSetting(
            key="example_data", type=bool, default=False, help=_l("Data er eksempeldata og mærkes overalt.")
        ),
        MunicipalSetting(key="colour", type=str, default="#1a5e3c", help=_l("Kommunens farve som #rrggbb.")),
        MunicipalSetting(
            key="unit_name", type=str, default=_l("jobcentret").danish, help=_l("Hvad enheden kaldes i løbende tekst.")
        ),
        MunicipalSetting(
            key="unit_title", type=str, default="Jobcentret", help=_l("Enhedens navn i begyndelsen af en sætning.")
        ),
        MunicipalSetting(key="address", type=str, default="", help=_l("Postadresse.")),
        MunicipalSetting(key="phone", type=str, default="", help=_l("Telefon til kommunen.")),
        MunicipalSetting(key="email", type=str, default="", help=_l("E-mail til kommunen.")),
        MunicipalSetting(
            key="acute_help", type=str, default="", help=_l("Hvem man kan ringe til i krise ud over 112.")
        ),
        MunicipalSetting(
            key="dpo_contact", type=str, default="", help=_l("Hvordan man når databeskyttelsesrådgiveren.")
        ),
        MunicipalSetting(key="controller", type=str, default="", help=_l("Hvem der er dataansvarlig, med adresse.")),
        MunicipalSetting(
            key="legal_basis",
            type=str,
            default=_l(
                "Databeskyttelsesforordningens artikel 6, stk. 1, litra e (opgave i samfundets interesse)."
            ).danish,
            help=_l("Retsgrundlaget for undersøgelser. Databeskyttelsesrådgiveren godkender teksten."),
        ),
        MunicipalSetting(key="borgerraadgiver_name", type=str, default="", help=_l("Borgerrådgiverens navn.")),
        MunicipalSetting(key="borgerraadgiver_contact", type=str, default="", help=_l("Telefon og træffetid.")),
        MunicipalSetting(key="whistleblower", type=str, default="", help=_l("Hvor whistleblowerordningen findes.")),
        MunicipalSetting(
            key="survey_threshold",
            type=int,
            default=10,
            help=_l("Mindste antal svar bag et tal."),
            object_to=at_least(5),
        ),
        MunicipalSetting(
            key="case_threshold",
            type=int,
            default=5,
            help=_l("Mindste antal sager bag et tal."),
            object_to=at_least(5),
        ),
        MunicipalSetting(
            key="closing_days",
            type=list,
            default=[],
            help=_l("Kommunens egne lukkedage (åååå-mm-dd)."),
            object_to=only_days,
        ),
        MunicipalSetting(
            key="beretning_year",
            type=str,
            default="januar",
            help=_l("Måneden, som borgerrådgiverens årsberetning begynder med: januar eller juli."),
            object_to=lambda value: None if value in ("januar", "juli") else "Skriv januar eller juli.",
        ),
        MunicipalSetting(
            key="other_units",
            type=list,
            default=[],
            help=_l(
                "De andre dele af kommunen, som borgerrådgiverens sager kan handle om, fx Borgerservice. Jobcentret skal ikke stå her. "
                "Får en afdeling nyt navn, er det en ny afdeling i tallene."
            ),
            object_to=no_names,
        ),
        MunicipalSetting(
            key="citizens_in_contact",
            type=list,
            default=[],
            help=_l(
                "Hvor mange borgere enheden var i kontakt med i et halvår, så klager kan regnes pr. 1.000 borgere. Skriv halvår, antal, "
                "kilde og dato med semikolon imellem, fx »2021H1; 4210; Kommunens fagsystem; 2021-08-10«."
            ),
            object_to=object_to_lines,
        ),
        MunicipalSetting(key="opening_hours", type=str, default="", help=_l("Hvornår henvendelser læses.")),
        MunicipalSetting(key="committee_name", type=str, default="", help=_l("Udvalgets navn.")),
        MunicipalSetting(key="committee_short", type=str, default="", help=_l("Udvalgets forkortelse.")),
        MunicipalSetting(key="director_title", type=str, default="", help=_l("Direktørens titel i indstillingen.")),
        MunicipalSetting(
            key="agenda_profile",
            type=str,
            default="generisk",
            help=_l("Dagsordenens overskrifter: albertslund, ishoej eller generisk."),
        ),
        MunicipalSetting(
            key="agenda_order",
            type=list,
            default=[],
            help=_l("Rækkefølgen af dagsordenens overskrifter, fx anledning, indstilling. Tom: som i formen."),
        ),
        *DAYS,
        MunicipalSetting(
            key="office_opens",
            type=int,
            default=8,
            help=_l("Fra hvilken time der bliver rykket og sendt e-mail til medarbejdere, på arbejdsdage."),
            object_to=hour,
        ),
        MunicipalSetting(
            key="office_ends",
            type=int,
            default=16,
            help=_l("Til hvilken time der bliver rykket og sendt e-mail til medarbejdere."),
            object_to=hour,
        ),
        MunicipalSetting(
            key="staff_mail",
            type=bool,
            default=True,
            help=_l("Send en e-mail til dem, der har frister i dag. Der står intet om sagerne i den."),
        ),
        MunicipalSetting(
            key="names_told",
            type=bool,
            default=False,
            help=_l(
                "Borgeren ser navnet på den, der åbner sagen, og ikke kun rollen. Det gælder fra den dag, det bliver valgt."
            ),
        ),
        MunicipalSetting(
            key="criticism_scale",
            type=list,
            default=CRITICISM,
            help=_l(
                "Ordene i borgerrådgiverens kritikskala, fra ingen kritik til den alvorligste. En jurist skal godkende dem."
            ),
            object_to=no_scale,
        ),
        MunicipalSetting(
            key="inbox_idle_minutes",
            type=int,
            default=30,
            help=_l("Minutter uden brug, før borgerrådgiverens indbakke låser sig selv."),
            object_to=at_least(5),
        ),
        MunicipalSetting(
            key="case_idle_minutes",
            type=int,
            default=30,
            help=_l("Minutter uden brug, før en borgers sag lukker sig selv på borgerens enhed."),
            object_to=at_least(5),
        ),
        MunicipalSetting(
            key="case_keep_years",
            type=int,
            default=5,
            help=_l("År, en sag gemmes, efter at den er afsluttet. Så ser et menneske på den, før den slettes."),
            object_to=years,
        ),
        MunicipalSetting(
            key="case_keep_years_by_type",
            type=list,
            default=[],
            help=_l("Slags sager med et andet antal år, fx klage_over_afgoerelse: 10."),
            object_to=only_years_of_types,
        ),
        MunicipalSetting(
            key="show_unapproved_translations",
            type=bool,
            default=False,
            help=_l("Borgerne kan se oversættelser, som ingen har godkendt. Siden siger det, hvor de står."),
        ),
        MunicipalSetting(
            key="screen_idle_seconds",
            type=int,
            default=120,
            help=_l("Sekunder uden brug, før en fælles skærm til undersøgelser rydder sig selv."),
            object_to=at_least(60),
        ),
        MunicipalSetting(
            key="paper_typed_twice",
            type=bool,
            default=False,
            help=_l("Svar på papir tastes ind to gange af to medarbejdere og sammenlignes."),
        ),
        MunicipalSetting(
            key="remind_unused_only",
            type=bool,
            default=False,
            help=_l("Påmind kun dem, der ikke har brugt deres kode. Ellers går påmindelser til alle."),
        ),
        MunicipalSetting(
            key="survey_weighting",
            type=bool,
            default=False,
            help=_l("Vis også tal, der er vægtet efter, hvor mange der er inviteret i hver gruppe."),
        ),
        MunicipalSetting(
            key="survey_deletion_months",
            type=int,
            default=24,
            help=_l("Måneder, til en rundes svar slettes."),
            object_to=at_least(1),
        ),
    )
}


def declared(key: str) -> MunicipalSetting:
    """Return the declaration of `key`; raises SettingsError naming an unknown one."""
    try:
        return DECLARED[key]
    except KeyError:
        raise SettingsError(f"Ukendt kommunal indstilling »{key}«.") from None


def check(key: str, value: Any) -> Any:
    """Return `value` when it may be stored under `key`; raises SettingsError naming the key otherwise."""
    setting = declared(key)
    if not isinstance(value, setting.type) or (setting.type is int and isinstance(value, bool)):
        raise SettingsError(f"Indstillingen »{key}« skal være {setting.type.__name__}.")
    objection = setting.object_to(value)
    if objection:
        raise SettingsError(f"Indstillingen »{key}«: {objection}")
    return value
