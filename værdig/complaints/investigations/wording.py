"""What an investigation's letters say: the citizen is sent the administration's answer, told how far it is, and given the finding.

They are drafts that a jurist must approve before they are used; staff are told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from værdig import clock
from værdig.complaints import categories, deadlines
from værdig.complaints.deadlines import Clock, weekday_date
from værdig.complaints.investigations.scale import NOT_JUDGED
from værdig.complaints.letter_texts.kinds import LetterKind, Place
from værdig.complaints.models import Case
from værdig.complaints.reading import ReadPoint
from værdig.i18n import _, _l


class Finding(Protocol):
    """The four texts of a finding."""

    @property
    def facts(self) -> str: ...
    @property
    def assessment(self) -> str: ...
    @property
    def reasons(self) -> str: ...
    @property
    def conclusion(self) -> str: ...


def _comments() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            _("Jeg undersøger din klage. Nu har afdelingen svaret på mine spørgsmål. Den skriver:"),
            "{svar}",
            _(
                "Vil du sige noget til det? Så skriv det på siden »Din sag« senest %(date)s. Du bestemmer selv. "
                "Skriver du ikke, går jeg videre med det, jeg har.",
                date="{dato}",
            ),
            _signed(),
        ]
    )


def _status() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            _("Jeg undersøger stadig din klage. %(news)s", news="{nyt}"),
            _("Du skal ikke gøre noget. Du hører fra mig igen."),
            _signed(),
        ]
    )


COMMENTS = LetterKind(
    key="bemaerkninger",
    title=_l("Brev om forvaltningens svar, og borgerens bemærkninger"),
    source=_l("God forvaltningsskik: Borgeren bliver hørt, også hvor der ikke bliver truffet en afgørelse."),
    built_in=_comments,
    independent=True,
    places={
        "sagsnummer": Place(_l("Sagens nummer"), "2026-123456-78"),
        "svar": Place(_l("Det, forvaltningen har svaret"), _l("Vi havde for få hænder."), _l("Borgeren skal se, hvad forvaltningen siger.")),
        "dato": Place(_l("Sidste dag for bemærkninger"), _l("fredag den 18. december 2026"), _l("Borgeren skal vide, hvor længe der er.")),
    },
)  # fmt: skip
STATUS = LetterKind(
    key="status",
    title=_l("Brev om, hvor langt en undersøgelse er"),
    source=_l("God forvaltningsskik: Borgeren skal vide, at sagen ikke er glemt."),
    built_in=_status,
    independent=True,
    places={
        "sagsnummer": Place(_l("Sagens nummer"), "2026-123456-78"),
        "nyt": Place(_l("Hvad der er sket, og hvad der nu sker"), _l("Jeg har fået svar fra afdelingen."), _l("Ellers siger brevet intet.")),
    },
)  # fmt: skip


def comments_letter(case: Case, answer: str, until: date) -> str:
    """Return the draft of the letter that asks the citizen for comments on the administration's answer."""
    said = answer.strip() or _("[Skriv afdelingens svar her]")
    return COMMENTS.write(sagsnummer=case.number, svar=said, dato=weekday_date(until))


def status_letter(case: Case) -> str:
    """Return the draft of a letter that tells the citizen how far the investigation is."""
    return STATUS.write(sagsnummer=case.number, nyt=_("[Skriv, hvad der er sket siden sidst, og hvad der nu sker]"))


def finding_letter(case: Case, finding: Finding, points: Sequence[tuple[ReadPoint, str]]) -> str:
    """Return the whole finding as it is sent: four texts, what is said of each klagepunkt, and what can be done then."""
    sections = (
        (_("Sagens forhold"), finding.facts),
        (_("Min vurdering"), finding.assessment),
        (_("Begrundelse"), finding.reasons),
        (_("Klagepunkterne"), "\n".join(_judged(point, word) for point, word in points)),
        (_("Konklusion"), finding.conclusion),
        (_("Det sker der nu"), _what_now()),
    )
    return "\n\n".join(
        [
            _("Udtalelse i sag %(number)s", number=case.number),
            *(f"{heading.upper()}\n{text.strip()}" for heading, text in sections),
            _signed(),
        ]
    )


def _judged(point: ReadPoint, word: str) -> str:
    said = _("Ikke vurderet her") if word == NOT_JUDGED else word or _("Endnu ikke vurderet")
    return _(
        "%(number)s. %(theme)s: %(word)s.", number=point.number, theme=categories.theme_title(point.theme), word=said
    )


def _what_now() -> str:
    return _(
        "Afdelingen skal følge op inden for %(days)s arbejdsdage. En udtalelse ændrer ikke en afgørelse. "
        "Er du ikke enig i udtalelsen, så skriv til mig på siden »Din sag«. "
        "Du kan også klage til Folketingets Ombudsmand. Det skal normalt være inden et år.",
        days=deadlines.length(Clock.OPFOELGNING, clock.today()),
    )


def _signed() -> str:
    return _("Venlig hilsen\nBorgerrådgiveren")
