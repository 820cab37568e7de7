"""The declared settings of a municipality, with defaults and limits; reading and writing them is in `queries` and `service`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from værdig.errors import SettingsError
from værdig.i18n import _l
from værdig.municipality.contact import object_to_lines


@dataclass(frozen=True, kw_only=True)
class MunicipalSetting:
    """One dated setting: its key, type, default, help, and a check that returns a Danish objection or None."""

    key: str
    type: type
    default: Any
    help: Any
    object_to: Callable[[Any], str | None] = lambda _value: None


LIVSLINIEN = _l("Livslinien på 70 201 201. Det er åbent døgnet rundt, og du kan være anonym.").danish
"""The national crisis line, for `acute_help`: in these words it is told in the citizen's language, as the defaults here are."""


CRITICISM = ["Ingen kritik", "Bemærkning", "Beklageligt", "Kritisabelt", "Meget kritisabelt"]
"""The scale of criticism to begin with; no jurist has approved it, and municipalities' borgerraadgivere use words of their own."""


def _no_scale(words: list[Any]) -> str | None:
    texts = [word.strip() for word in words if isinstance(word, str)]
    if len(texts) < len(words) or not all(texts) or len(set(texts)) < len(texts):
        return "Skriv et ord for hvert trin. To trin kan ikke have det samme ord."
    if not 2 <= len(texts) <= 9 or any(len(text) > 60 for text in texts):
        return "Skalaen skal have fra 2 til 9 trin på højst 60 tegn."
    return None


def _no_names(names: list[Any]) -> str | None:
    texts = [name.strip() for name in names if isinstance(name, str)]
    if len(texts) < len(names) or not all(texts) or len({text.casefold() for text in texts}) < len(texts):
        return "Skriv et navn for hver del af kommunen. To kan ikke have det samme navn."
    if any(len(text) > 60 for text in texts) or {"jobcenter", "anden_enhed"} & {text.casefold() for text in texts}:
        return "Et navn kan højst være på 60 tegn, og jobcentret skal ikke stå på listen."
    return None


def _at_least(least: int) -> Callable[[Any], str | None]:
    return lambda value: None if value >= least else f"Værdien må ikke være under {least}."


def _hour(value: int) -> str | None:
    return None if 0 <= value <= 24 else "Skriv en hel time fra 0 til 24."


def _years(value: int) -> str | None:
    return None if 1 <= value <= 50 else "Skriv et antal år fra 1 til 50."


def _only_years_of_types(lines: list[Any]) -> str | None:
    """Object to what is no type with its years: a case would be kept too short or too long without anybody knowing."""
    found = [re.fullmatch(r"([a-z_]+) *: *([0-9]{1,2})", str(line).strip()) for line in lines]
    if not all(each and 1 <= int(each[2]) <= 50 for each in found):
        return "Skriv hver linje som type: år, fx klage_over_afgoerelse: 10. Fra 1 til 50 år."
    types = [each[1] for each in found if each]
    return "En type står der to gange." if len(set(types)) < len(types) else None


def _only_days(value: list[Any]) -> str | None:
    """Object to what is no day: every reckoning of a date would stumble over it."""
    wrong = [each for each in value if not _is_day(each)]
    return f"»{wrong[0]}« er ikke en dag. Skriv den som år-måned-dag, fx 2026-12-23." if wrong else None


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


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
            object_to=_at_least(5),
        ),
        MunicipalSetting(
            key="case_threshold",
            type=int,
            default=5,
            help=_l("Mindste antal sager bag et tal."),
            object_to=_at_least(5),
        ),
        MunicipalSetting(
            key="closing_days",
            type=list,
            default=[],
            help=_l("Kommunens egne lukkedage (åååå-mm-dd)."),
            object_to=_only_days,
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
            object_to=_no_names,
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
        MunicipalSetting(
            key="answer_days",
            type=int,
            default=7,
            help=_l("Arbejdsdage til første svar fra et menneske."),
            object_to=_at_least(1),
        ),
        MunicipalSetting(
            key="department_days",
            type=int,
            default=15,
            help=_l("Arbejdsdage til afdelingens svar."),
            object_to=_at_least(1),
        ),
        MunicipalSetting(
            key="interpreter_days",
            type=int,
            default=3,
            help=_l("Arbejdsdage, til en bestilt tolk er bekræftet. Kommunens eget mål, ikke en frist i loven."),
            object_to=_at_least(1),
        ),
        MunicipalSetting(
            key="translation_days",
            type=int,
            default=10,
            help=_l("Arbejdsdage, til en bestilt oversættelse er modtaget. Kommunens eget mål, ikke en frist i loven."),
            object_to=_at_least(1),
        ),
        MunicipalSetting(
            key="office_opens",
            type=int,
            default=8,
            help=_l("Fra hvilken time der bliver rykket og sendt e-mail til medarbejdere, på arbejdsdage."),
            object_to=_hour,
        ),
        MunicipalSetting(
            key="office_ends",
            type=int,
            default=16,
            help=_l("Til hvilken time der bliver rykket og sendt e-mail til medarbejdere."),
            object_to=_hour,
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
            object_to=_no_scale,
        ),
        MunicipalSetting(
            key="inbox_idle_minutes",
            type=int,
            default=30,
            help=_l("Minutter uden brug, før borgerrådgiverens indbakke låser sig selv."),
            object_to=_at_least(5),
        ),
        MunicipalSetting(
            key="case_idle_minutes",
            type=int,
            default=30,
            help=_l("Minutter uden brug, før en borgers sag lukker sig selv på borgerens enhed."),
            object_to=_at_least(5),
        ),
        MunicipalSetting(
            key="case_keep_years",
            type=int,
            default=5,
            help=_l("År, en sag gemmes, efter at den er afsluttet. Så ser et menneske på den, før den slettes."),
            object_to=_years,
        ),
        MunicipalSetting(
            key="case_keep_years_by_type",
            type=list,
            default=[],
            help=_l("Slags sager med et andet antal år, fx klage_over_afgoerelse: 10."),
            object_to=_only_years_of_types,
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
            object_to=_at_least(60),
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
            object_to=_at_least(1),
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
