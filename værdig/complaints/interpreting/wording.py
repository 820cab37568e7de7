"""What orders and translations are called, on staff's pages and on the citizen's own; plain values, nothing is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.complaints import categories
from værdig.complaints.deadlines import weekday_date
from værdig.complaints.interpreting.models import ORDERED, STEPPED, TRANSLATED, LanguageOrder
from værdig.complaints.interpreting.rules import Kind, Maker, Step, Way
from værdig.i18n import _, _l, format_time, ngettext

KINDS = {Kind.TOLK: _l("Tolk"), Kind.OVERSAETTELSE: _l("Oversættelse")}
WAYS = {Way.TELEFON: _l("På telefon"), Way.VIDEO: _l("På video"), Way.FREMMOEDE: _l("Til stede")}
STEPS = {
    Step.BESTILT: _l("Bestilt"),
    Step.BEKRAEFTET: _l("Bekræftet"),
    Step.KAN_IKKE: _l("Kan ikke skaffes"),
    Step.HOLDT: _l("Samtalen er holdt med tolk"),
    Step.HOLDT_UDEN: _l("Samtalen er holdt uden tolk"),
    Step.MODTAGET: _l("Modtaget"),
    Step.AFBESTILT: _l("Afbestilt"),
}
MAKERS = {
    Maker.AUTORISERET: _l("Autoriseret oversættelse"),
    Maker.BUREAU: _l("Oversat af et bureau eller en oversætter"),
    Maker.MEDARBEJDER: _l("Oversat af en medarbejder"),
    Maker.HJAELPER: _l("Oversat af borgerens egen hjælper"),
    Maker.MASKINE: _l("Hurtig oversættelse, lavet af en maskine"),
}
TO_CITIZEN = {
    **MAKERS,
    Maker.HJAELPER: _l("Oversat af din egen hjælper"),
    Maker.MASKINE: _l("Hurtig oversættelse, lavet af en maskine. Den kan have fejl."),
}
"""The same as the citizen reads it."""

HISTORY: dict[str, Any] = {
    ORDERED: lambda detail: _("%(kind)s bestilt", kind=KINDS[Kind(detail["kind"])]),
    STEPPED: lambda detail: f"{KINDS[Kind(detail['kind'])]}: {STEPS[Step(detail['step'])]}",
    TRANSLATED: lambda _detail: _("Oversættelse lagt ved siden af originalen"),
}


def language(code: str) -> str:
    """Return a language's name in Danish."""
    return categories.title(categories.Kind.LANGUAGE, code)


def reckoning(row: LanguageOrder) -> str:
    """Return how an order's date was counted."""
    if row.days is None:
        return _("Den dag, der er aftalt.")
    counted = ngettext(
        "%(count)s arbejdsdag regnet fra %(day)s.", "%(count)s arbejdsdage regnet fra %(day)s.", row.days,
        day=weekday_date(row.ordered_on),
    )  # fmt: skip
    return counted + " " + _("Det er kommunens eget mål, ikke en frist i loven.")


def to_citizen(row: LanguageOrder, titles: Mapping[str, str]) -> str:
    """Return what the citizen reads of an order; `titles` names what is being translated."""
    if row.kind == Kind.OVERSAETTELSE:
        return _translation_to_citizen(row, titles.get(row.about_id or "", ""))
    spoken, when = language(row.language), format_time(row.talk_at) if row.talk_at else ""
    told = {
        Step.BESTILT: _("Vi har bestilt en tolk på %(language)s til %(when)s. Vi venter svar senest %(day)s.",
                        language=spoken, when=when, day=weekday_date(row.due)),
        Step.BEKRAEFTET: _("Der kommer en tolk på %(language)s til samtalen %(when)s.", language=spoken, when=when),
        Step.KAN_IKKE: _("Vi kunne ikke få en tolk på %(language)s til %(when)s.", language=spoken, when=when),
        Step.HOLDT: _("Vi har talt med dig med tolk på %(language)s.", language=spoken),
        Step.HOLDT_UDEN: _("Vi har talt med dig uden tolk."),
        Step.AFBESTILT: _("Tolken til %(when)s er afbestilt.", when=when),
    }  # fmt: skip
    return told[Step(row.state)]


def _translation_to_citizen(row: LanguageOrder, title: str) -> str:
    into, what = language(row.language), title or _("en tekst i din sag")
    told = {
        Step.BESTILT: _("Vi har bestilt en oversættelse til %(language)s. Vi venter den senest %(day)s. Den er af: %(what)s.",
                        language=into, day=weekday_date(row.due), what=what),
        Step.MODTAGET: _("Vi har fået en oversættelse til %(language)s af: %(what)s.", language=into, what=what),
        Step.KAN_IKKE: _("Vi kunne ikke få en oversættelse til %(language)s af: %(what)s.", language=into, what=what),
        Step.AFBESTILT: _("Oversættelsen til %(language)s er afbestilt. Den var af: %(what)s.", language=into, what=what),
    }  # fmt: skip
    return told[Step(row.state)]
