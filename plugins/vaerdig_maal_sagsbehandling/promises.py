"""The promises of the plan's section *Værdig sagsbehandling* as data, and what answers each in a half-year."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from værdig.api import _, _l, format_figure, ngettext

DEFINITIONS = Path(__file__).parent / "definitions"
THREE_WAY = (_l("tilfreds"), _l("hverken eller"), _l("utilfreds"))
"""In the order of a rated question's columns: points 4 and 5, 3, and 1 and 2."""
RATED = (_l("Tilfredse"), _l("Enige"))
"""The first column of a rated question; yes-or-no questions have three columns too."""

COUNTED: dict[str, Callable[[int], str]] = {
    "vaerdig_maal_sagsbehandling.lederopfoelgninger": lambda n: ngettext(
        "%(count)s opfølgning", "%(count)s opfølgninger", n
    ),
    "vaerdig_maal_sagsbehandling.orienteringer": lambda n: ngettext(
        "%(count)s orientering", "%(count)s orienteringer", n
    ),
}
"""How many times, in words: what a metric counts in whole times has a singular."""


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One promise: our short wording, where it stands, a short quotation, what measures it, and from where.

    `kind` is `survey` (a question), `complaints` (a dignity principle), `metric`, `survey_held`, or `none` (not measured, and
    `why` says why).
    """

    id: str
    promise: str
    locator: str
    quote: str
    measure: str
    kind: str
    ref: str
    why: str


@cache
def promises(plan_id: str) -> tuple[Promise, ...]:
    """Return the promises of a plan in its own order; a plan without the section has none."""
    path = DEFINITIONS / f"{plan_id}.json"
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["promises"]
    return tuple(
        Promise(kind=row["source"]["kind"], ref=row["source"]["ref"], **{k: v for k, v in row.items() if k != "source"})
        for row in rows
    )


@dataclass(frozen=True)
class Answer:
    """What a half-year says of a promise: the words to show, and why when there is nothing to show.

    There are three ways to have nothing, and each has words of its own: nobody measures it (`måles ikke`), it is measured but
    there is no figure (`ingen tal`), or there are too few people behind the figure (`for få svar til at vise`).
    """

    text: str
    why_missing: str = ""


def no_figure(why: str) -> Answer:
    """Return the answer to a promise that is measured, but not in this half-year."""
    return Answer(_("ingen tal"), why)


def answer(promise: Promise, context: Any) -> Answer:
    """Return the half-year's answer to a promise from the cleared figures of `context`."""
    return _ANSWERS[promise.kind](promise, context)


def _from_survey(promise: Promise, context: Any) -> Answer:
    table = context.survey.questions.get(promise.ref) if context.survey else None
    if context.survey is None:
        return no_figure(_no_round())
    if table is None:
        return no_figure(_("Spørgsmålet er ikke stillet i halvåret."))
    shares = table.cells[0] if table.cells else ()
    if not shares or None in shares:
        return _hidden(table)
    said = ", ".join(
        _("%(share)s %% %(answer)s", share=share, answer=word)
        for share, word in zip(shares, _words(table), strict=True)
    )
    return Answer(said if table.people is None else _("%(shares)s (%(people)s svar)", shares=said, people=table.people))


def _hidden(table: Any) -> Answer:
    """Return why shares are hidden: too few answered, or (then their number is known) nearly all answered the same."""
    if table.people is not None:
        return Answer(_("vises ikke: næsten alle svarede det samme"), table.note or _masked())
    return Answer(table.hidden_text, table.note or _("Færre svarede, end der skal til, for at ingen kan genkendes."))


def _masked() -> str:
    return _("Et præcist tal ville sige, hvad hver enkelt har svaret.")


def _no_round() -> str:
    return _("Der er ikke lukket en undersøgelse i halvåret.")


def _words(table: Any) -> list[str]:
    """Return short words for a question's answers; a rated one always shows all three shares, never only the happy one."""
    if len(table.columns) == len(THREE_WAY) and str(table.columns[0]) in RATED:
        return [str(word) for word in THREE_WAY]
    return [str(column).lower() for column in table.columns]


def _from_complaints(promise: Promise, context: Any) -> Answer:
    table = context.complaints.tables.get("principle") if context.complaints else None
    if table is None:
        return no_figure(_("Klager er ikke talt i halvåret."))
    for name, cells in zip(table.rows, table.cells, strict=True):
        if promise.measure.lower().endswith(str(name).lower()):
            shown = cells[0] if cells else None
            return _few(table) if shown is None else Answer(ngettext("%(count)s sag", "%(count)s sager", shown))
    return _few(table)


def _few(table: Any) -> Answer:
    return Answer(table.hidden_text, _("Der er så få sager, at de er lagt sammen med andre eller skjult."))


def _from_metric(promise: Promise, context: Any) -> Answer:
    result = context.metric(promise.ref)
    latest = next((point for point in result.points if point.period == context.half_year), None)
    if latest is None or latest.value is None:
        return no_figure((latest.why_missing if latest else "") or _("Der er ikke registreret noget i halvåret."))
    counted = COUNTED.get(promise.ref)
    if counted is not None:
        return Answer(counted(round(latest.value)))
    return Answer(_("%(value)s %(unit)s", value=format_figure(latest.value, result.unit), unit=result.unit))


def _survey_held(_promise: Promise, context: Any) -> Answer:
    if context.survey is None:
        return no_figure(_no_round())
    return Answer(_("Ja: %(title)s", title=context.survey.round_title))


def _not_measured(promise: Promise, _context: Any) -> Answer:
    return Answer(_("måles ikke"), promise.why)


_ANSWERS = {
    "survey": _from_survey,
    "complaints": _from_complaints,
    "metric": _from_metric,
    "survey_held": _survey_held,
    "none": _not_measured,
}
