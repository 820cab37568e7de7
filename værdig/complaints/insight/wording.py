"""What the letters about a request say: the mandatory text round the handler's own reasons, so that no letter lacks it.

The texts themselves are in `letters`; they are drafts that a jurist must approve, and staff are told so. Source:
forvaltningsloven §§ 16 and 22-25, offentlighedsloven §§ 36-39, databeskyttelsesforordningen article 12(3)-(4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from værdig.complaints.deadlines import weekday_date
from værdig.complaints.insight.extract import LEFT_OUT, Sort
from værdig.complaints.insight.letters import ANSWER, PUT_OFF
from værdig.complaints.insight.rules import ACCESS, Asked, Duty, Kind, State
from værdig.complaints.models import Case, InsightRequest
from værdig.complaints.retention.years import keep_years
from værdig.complaints.texts import office
from værdig.i18n import _, _l

KINDS: dict[Kind, Any] = {
    Kind.PARTSAKTINDSIGT: _l("Partsaktindsigt (forvaltningsloven §§ 9-18)"),
    Kind.EGENACCES: _l("Egenacces (offentlighedsloven § 8)"),
    Kind.INDSIGTSRET: _l("Indsigtsret (databeskyttelsesforordningen artikel 15)"),
    Kind.BERIGTIGELSE: _l("Berigtigelse (databeskyttelsesforordningen artikel 16)"),
    Kind.SLETNING: _l("Sletning (databeskyttelsesforordningen artikel 17)"),
}
HINTS: dict[Kind, Any] = {
    Kind.PARTSAKTINDSIGT: _l(
        "Borgeren er part i en sag, hvor der er eller bliver truffet en afgørelse. 7 arbejdsdage."
    ),
    Kind.EGENACCES: _l("Borgeren er ikke part, men vil se det, der står om borgeren selv. 7 arbejdsdage."),
    Kind.INDSIGTSRET: _l("Borgeren vil vide, hvilke oplysninger I behandler, og hvorfor. En måned."),
    Kind.BERIGTIGELSE: _l("En oplysning er forkert. Den bliver rettet med en note i sagen. En måned."),
    Kind.SLETNING: _l("Kan normalt ikke lade sig gøre. Borgeren skal altid have en konkret afgørelse. En måned."),
}
ASKED: dict[Asked, Any] = {
    Asked.SE: _l("Borgeren vil se sin sag"),
    Asked.RET: _l("Borgeren vil have rettet en oplysning"),
    Asked.SLET: _l("Borgeren vil have slettet noget"),
}
STATES: dict[State, Any] = {
    State.MODTAGET: _l("Ikke sorteret"),
    State.SORTERET: _l("Sorteret"),
    State.IMOEDEKOMMET: _l("Imødekommet"),
    State.DELVIST: _l("Delvist imødekommet"),
    State.AFSLAAET: _l("Afslået"),
}
CITIZEN_ASKED: dict[Asked, Any] = {
    Asked.SE: _l("Du vil se din sag"),
    Asked.RET: _l("Du vil have rettet noget"),
    Asked.SLET: _l("Du vil have slettet noget"),
}
CITIZEN_STATES: dict[State, Any] = {
    State.MODTAGET: _l("Vi har modtaget det"),
    State.SORTERET: _l("Vi er i gang"),
    State.IMOEDEKOMMET: _l("Svaret er ja"),
    State.DELVIST: _l("Du får noget af det"),
    State.AFSLAAET: _l("Svaret er nej"),
}
_ASKED_FOR: dict[Asked, Any] = {
    Asked.SE: _l("Den %(day)s bad du om at se din sag."),
    Asked.RET: _l("Den %(day)s bad du os rette noget i din sag."),
    Asked.SLET: _l("Den %(day)s bad du os slette noget i din sag."),
}
_RESULTS: dict[State, Any] = {
    State.IMOEDEKOMMET: _l("Svaret er ja."),
    State.DELVIST: _l("Du får noget af det, du bad om, men ikke det hele."),
    State.AFSLAAET: _l("Svaret er nej."),
}


def answer(
    case: Case,
    row: InsightRequest,
    kind: Kind,
    result: State,
    *,
    reason: str,
    note: str = "",
    left: Sequence[Sort] = (),
) -> str:
    """Return the letter that answers a request; a refusal or a partial one always says how to complain over it."""
    complains = result is not State.IMOEDEKOMMET
    return ANSWER.write(
        sagsnummer=case.number, anmodning=_asked(row), resultat=str(_RESULTS[result]),
        indhold="\n\n".join(_given(case, kind, result, note)), mangler="".join(_missing(kind, result, left)),
        grund=_("Grunden er:\n%(reason)s", reason=reason) if reason.strip() else "", regler=str(KINDS[kind]),
        klagevejledning=_("Sådan klager du\n%(how)s", how=guidance(kind)) if complains else "", afsender=_sender(case),
    )  # fmt: skip


def put_off(case: Case, row: InsightRequest, duty: Duty, reason: str, until: date | str) -> str:
    """Return a *fristbrev*: why, the new date, and the right to complain of the time; `until` may be a word that stands for it."""
    told = until if isinstance(until, str) else weekday_date(until)
    return PUT_OFF.write(
        sagsnummer=case.number, anmodning=_asked(row), grund=reason, dato=told, klage_over_tid=_about_waiting(row, duty),
        afsender=_sender(case),
    )  # fmt: skip


def guidance(kind: Kind) -> str:
    """Return the *klagevejledning* of a kind: to whom, how, and by when (forvaltningsloven § 25; forordningen article 12(4))."""
    if kind in (Kind.PARTSAKTINDSIGT, Kind.EGENACCES):
        return _(
            "Du kan klage til Ankestyrelsen. Send klagen til os. Du kan skrive den på siden »Din sag«. Skriv, hvad du er uenig i. "
            "Så ser vi på det igen. Siger vi stadig nej, sender vi klagen til Ankestyrelsen. Det gør vi senest 7 arbejdsdage "
            "efter, at vi fik den. Der er ingen frist for at klage, men vent ikke for længe."
        )
    return _(
        "Du kan klage til Datatilsynet. Det gør du på datatilsynet.dk. Du kan også gå til domstolene. "
        "Der er ingen frist for at klage, men vent ikke for længe."
    )


def _about_waiting(row: InsightRequest, duty: Duty) -> str:
    if duty is Duty.EN_MAANED:
        return _("Klag til Datatilsynet på datatilsynet.dk. Der er ingen frist for at klage.")
    late = next((each.due for each in row.clocks if each.duty == Duty.SEN_AKTINDSIGT), None)
    told = _(
        "Send klagen til os. Du kan skrive den på siden »Din sag«. Vi sender den til Ankestyrelsen senest 7 arbejdsdage efter, "
        "at vi fik den."
    )
    if late is None:
        return told
    return _("Har du ikke fået svar %(date)s, kan du klage. %(how)s", date=weekday_date(late), how=told)


def _asked(row: InsightRequest) -> str:
    return str(_ASKED_FOR[Asked(row.asked)]) % {"day": weekday_date(row.asked_on)}


def _given(case: Case, kind: Kind, result: State, note: str) -> list[str]:
    if result is State.AFSLAAET:
        return []
    told = []
    if kind in ACCESS:
        told.append(_("Du kan læse og hente det på siden »Din sag« med din kode."))
    if kind is Kind.INDSIGTSRET:
        told.append(
            _(
                "Vi bruger oplysningerne til at behandle din sag. Reglen er databeskyttelsesforordningens artikel 6, stk. 1, litra e. "
                "Vi har dem fra dig og fra dem, der har arbejdet med sagen. På siden »Din sag« kan du se, hvem der har åbnet den. "
                "Vi gemmer sagen i %(years)s år, efter at den er afsluttet. Du kan bede os rette noget, der er forkert. "
                "Du kan også klage til Datatilsynet.",
                years=keep_years(case.type),
            )
        )
    if kind is Kind.BERIGTIGELSE:
        told.append(
            _("Vi retter ikke i det, der står. I stedet har vi skrevet denne note i sagen:\n%(note)s", note=note)
        )
    return told


def _missing(kind: Kind, result: State, left: Iterable[Sort]) -> list[str]:
    lines = [f"– {LEFT_OUT[sort]}" for sort in left]
    if kind not in ACCESS or result is State.AFSLAAET or not lines:
        return []
    return ["\n".join([_("Det her er ikke med:"), *lines])]


def _sender(case: Case) -> str:
    sender = office(case)
    return sender[:1].upper() + sender[1:]
