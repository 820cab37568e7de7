"""The closing letter: its draft, and its list of what the klagepunkter came to; other texts to citizens are in `texts`.

It is a draft that a jurist must approve before it is used; staff are told so. Source: the domain note, 5.4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.letter_texts.kinds import LetterKind, Place
from værdig.complaints.models import Case
from værdig.complaints.reading import ReadPoint
from værdig.complaints.states import INVESTIGATING, State
from værdig.complaints.texts import office
from værdig.i18n import _, _l

UNFINISHED = "[Skriv"
"""What the draft's open places begin with; a letter that still has one is not sent."""

_LINE = re.compile(r"\s*(\d+)\. .+: (.+?)\.?\s*")
"""A line of the list as the draft writes it: number, theme and outcome."""


def _built_in() -> str:
    return "\n\n".join(
        [
            _("Vi har nu behandlet din henvendelse, sag %(number)s.", number="{sagsnummer}"),
            _("Det har vi fundet:\n%(findings)s", findings="{fund}"),
            _("Derfor er vi kommet frem til det:\n%(reasons)s", reasons="{begrundelse}"),
            _("Det sker der nu:\n%(next)s", next="{det_sker}"),
            "{uenig}",
            "{ombudsmand}",
            _("Venlig hilsen\n%(office)s", office="{afsender}"),
        ]
    )


CLOSING = LetterKind(
    key="afslutning",
    title=_l("Afslutningsbrev"),
    source=_l("God forvaltningsskik, og forvaltningslovens §§ 22-25 om begrundelse og klagevejledning."),
    built_in=_built_in,
    places={
        "sagsnummer": Place(_l("Sagens nummer"), "2026-123456-78"),
        "fund": Place(
            _l("Klagepunkterne, og hvad de endte med"), _l("1. Manglende svar: medhold."), _l("Borgeren skal have svar på hvert klagepunkt.")
        ),
        "begrundelse": Place(
            _l("Behandlerens begrundelse"),
            _l("Vi ringede ikke tilbage, som vi havde lovet."),
            _l("Svaret skal have en begrundelse."),
        ),
        "det_sker": Place(
            _l("Hvad der nu sker, som behandleren skriver"),
            _l("Du bliver ringet op i morgen."),
            _l("Borgeren skal vide, hvad der nu sker."),
        ),
        "uenig": Place(
            _l("Hvad borgeren kan gøre, hvis borgeren er uenig; det afhænger af sagen"),
            _l("Er du ikke enig? Så kan du fastholde din klage."),
            _l("Borgeren skal vide, hvordan klagen fastholdes."),
        ),
        "ombudsmand": Place(
            _l("Muligheden for at klage til Folketingets Ombudsmand"),
            _l("Du kan også klage til Folketingets Ombudsmand."),
            _l("Borgeren skal kende den mulighed."),
        ),
        "afsender": Place(_l("Hvem brevet er fra"), _l("Borgerrådgiveren")),
    },
)  # fmt: skip


def closing_letter(case: Case, points: Sequence[ReadPoint]) -> str:
    """Return the draft of a closing letter: findings, reasons, what happens, how to uphold, the Ombudsman."""
    return CLOSING.write(
        sagsnummer=case.number, fund=_findings(points), begrundelse=_("[Skriv begrundelsen her]"),
        det_sker=_("[Skriv, hvad der sker]"), uenig=_if_she_disagrees(case), ombudsmand=_ombudsman(), afsender=_signer(case),
    )  # fmt: skip


def _ombudsman() -> str:
    return _(
        "Du kan også klage til Folketingets Ombudsmand. Det skal normalt være inden et år, "
        "og når du har brugt de andre muligheder for at klage."
    )


def _if_she_disagrees(case: Case) -> str:
    """Return what the citizen can do where she does not agree; over a decision the law says who judges (retssikkerhedsloven § 66)."""
    if case.state == State.AENDRET:
        return _(
            "Afgørelsen er vurderet igen, og den er ændret. Er du ikke enig i den nye afgørelse? Så kan du klage over den "
            "inden 4 uger, fra du fik den. Skriv det på siden »Din sag« med din kode."
        )
    if case.state == State.SENDT_ANKESTYRELSEN:
        return _(
            "Afgørelsen er vurderet igen, og din klage er sendt til Ankestyrelsen. Det er Ankestyrelsen, der afgør din klage, "
            "og du får svar derfra. Har du mere at fortælle om klagen, så skriv til Ankestyrelsen."
        )
    return _(
        "Er du ikke enig? Så kan du fastholde din klage i 12 måneder. Gå til siden »Din sag« med din kode, "
        "og vælg »Åbn sagen igen«. Der kan du skrive hvorfor."
    )


def _signer(case: Case) -> str:
    """Return who signs a closing letter: the side the case was sent to, but the borgerraadgiver for what she has looked into."""
    investigated = State(case.returns_to or case.state) in INVESTIGATING
    name = _("borgerrådgiveren") if investigated else office(case)
    return name[:1].upper() + name[1:]


def with_outcomes(letter: str, points: Sequence[ReadPoint]) -> str:
    """Return a letter whose list of findings says what the klagepunkter have come to by now; whatever else is written stays.

    Lines of the list are told by their number and an outcome of ours. What is missing is put after the last of them; a letter
    whose list has been written out in other words is left alone.
    """
    known = {point.number: point for point in points}
    lines, told, end = [], set(), None
    for line in letter.split("\n"):
        number = _number_of(line)
        if number is None:
            lines.append(line)
            continue
        if number in known and number not in told:
            lines.append(_finding(known[number]))
            told.add(number)
        end = len(lines)
    if end is None:
        return letter.replace(_findings([]), _findings(points))
    lines[end:end] = [_finding(point) for point in points if point.number not in told] if points else [_findings([])]
    return "\n".join(lines)


def contradicts(letter: str, points: Sequence[ReadPoint]) -> bool:
    """Tell whether a line of a letter's list says something else than what its klagepunkt has come to."""
    known: dict[int | None, str] = {point.number: _finding(point) for point in points}
    return any(known.get(_number_of(line), line).strip() != line.strip() for line in letter.splitlines())


def mark_of(points: Sequence[ReadPoint]) -> str:
    """Return what tells whether the klagepunkter are as they were when a page was made."""
    return ";".join(f"{point.number}:{point.theme}:{point.outcome or ''}" for point in points)


def _number_of(line: str) -> int | None:
    """Return the number of the klagepunkt that a line of the list is about; None for any other line."""
    found = _LINE.fullmatch(line)
    return int(found[1]) if found and found[2] in _outcomes() else None


def _outcomes() -> frozenset[str]:
    return frozenset({_open_outcome(), *(str(each.title) for each in categories.listed(Kind.OUTCOME))})


def _open_outcome() -> str:
    return _("[Skriv udfaldet]")


def _findings(points: Sequence[ReadPoint]) -> str:
    return "\n".join(_finding(point) for point in points) or _("[Skriv, hvad vi har fundet]")


def _finding(point: ReadPoint) -> str:
    outcome = categories.title(Kind.OUTCOME, point.outcome) if point.outcome else _open_outcome()
    return _(
        "%(number)s. %(theme)s: %(outcome)s.",
        number=point.number,
        theme=categories.theme_title(point.theme),
        outcome=outcome,
    )
