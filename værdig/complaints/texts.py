"""The texts that must be said, in plain Danish: receipt, closing letter, what happens when; pages and letters share them.

They are drafts that a jurist must approve before they are used; staff are told so. Source: the domain note, 5.4.
"""

from __future__ import annotations

from datetime import date

from værdig import municipality
from værdig.complaints import categories, deadlines, queries
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import ReadPoint
from værdig.i18n import _


def office(case: Case) -> str:
    """Return who has the case, as the citizen reads it."""
    if case.inbox == Reader.BORGERRAADGIVER:
        return _("borgerrådgiveren")
    return _("ledelsen i %(unit)s", unit=municipality.setting("unit_name"))


def answer_date(case: Case) -> date | None:
    """Return when the citizen hears from a human at the latest; None once somebody has answered."""
    return next((c.due for c in queries.running_clocks(case) if c.kind == Clock.FOERSTE_SVAR), None)


def next_steps(case: Case) -> list[str]:
    """Return what happens when, as short sentences in order."""
    steps = [
        _("Vi læser det, du har skrevet, og finder ud af, hvem der kan hjælpe."),
        _("Du får svar her på siden. Brug din kode, så kan du læse svaret og skrive igen."),
    ]
    due = answer_date(case)
    if due is not None:
        steps.insert(1, _("Du hører fra et menneske senest %(date)s.", date=deadlines.weekday_date(due)))
    if case.inbox == Reader.BORGERRAADGIVER:
        steps.append(
            _("Ingen i %(unit)s får din klage at se, før du siger ja.", unit=municipality.setting("unit_name"))
        )
    if case.type == categories.DECISION:
        steps.append(_("Afgørelsen bliver vurderet igen. Er I stadig uenige, går klagen videre til Ankestyrelsen."))
    return steps


def citizen_dates(case: Case) -> list[tuple[str, str, str]]:
    """Return `(what for, date, how it was counted)` of the running clocks that concern the citizen; paused ones say why."""
    rows = []
    for row in queries.running_clocks(case):
        told = RULES[Clock(row.kind)].citizen
        if told:
            when = _("Står stille: %(cause)s", cause=row.pause_cause) if row.paused else deadlines.weekday_date(row.due)
            rows.append((str(told), when, row.basis))
    return rows


def closing_letter(case: Case, points: list[ReadPoint]) -> str:
    """Return the draft of a closing letter: findings, reasons, what happens, how to uphold, the Ombudsman."""
    return "\n\n".join(
        [
            _("Vi har nu behandlet din henvendelse, sag %(number)s.", number=case.number),
            _("Det har vi fundet:\n%(findings)s", findings="\n".join(_finding(point) for point in points)),
            _("Derfor er vi kommet frem til det:\n[Skriv begrundelsen her]"),
            _("Det sker der nu:\n[Skriv, hvad der sker]"),
            _(
                "Er du ikke enig? Så kan du fastholde din klage. Skriv det på siden »Din sag« med din kode. "
                "Du kan få sagen åbnet igen i 12 måneder."
            ),
            _(
                "Du kan også klage til Folketingets Ombudsmand. Det skal normalt være inden et år, "
                "og når du har brugt de andre muligheder for at klage."
            ),
            _("Venlig hilsen\n%(office)s", office=office(case)[:1].upper() + office(case)[1:]),
        ]
    )


UNFINISHED = "[Skriv"
"""What the draft's open places begin with; a letter that still has one is not sent."""


def _finding(point: ReadPoint) -> str:
    outcome = categories.title(categories.Kind.OUTCOME, point.outcome) if point.outcome else _("intet udfald endnu")
    return _(
        "%(number)s. %(theme)s: %(outcome)s.",
        number=point.number,
        theme=categories.theme_title(point.theme),
        outcome=outcome,
    )
