"""What the result page shows of weighting, of who is missing, and of change, as tables and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from værdig import municipality
from værdig.i18n import _, _l, format_number
from værdig.surveys import groups
from værdig.surveys.presenting import TableShown
from værdig.surveys.queries import RoundResults
from værdig.surveys.weighing import queries
from værdig.surveys.weighing.change import Change
from værdig.surveys.weighing.weights import LEAST, MISSING_POINTS, presence

REFUSED: dict[str, Any] = {
    "asked": _l("spørgsmålet er kun stillet til nogle"),
    "no_groups": _l("svarene kan ikke deles op efter gruppe"),
    "hidden": _l("en gruppe er skjult"),
    "masked": _l("næsten alle i en gruppe svarede det samme"),
    "invited": _l("vi ved ikke, hvor mange der er inviteret i hver gruppe"),
    "small": _l("en gruppe har færre end %(least)s svar", least=LEAST),
}
VERDICTS: dict[str, Any] = {
    "up": _l("steget"),
    "down": _l("faldet"),
    "unchanged": _l("uændret"),
    "few": _l("få svar: kan ikke siges"),
}


@dataclass(frozen=True)
class BesideShown:
    """What stands beside a round's figures; None and empty where there is nothing to say. `refused` are whole sentences.

    `before` is the round that `change` compares with: its figures are shown again, so its clearing is to be recorded again.
    """

    presence: TableShown | None
    weighted: TableShown | None
    refused: Sequence[str]
    change: TableShown | None
    before: RoundResults | None

    @property
    def moved(self) -> Sequence[TableShown]:
        """The table of change in up to two: each question in all, and each question group by group."""
        if self.change is None:
            return []
        parts = (self.change.rows_where(lambda key: "/" not in key), self.change.rows_where(lambda key: "/" in key))
        return [
            replace(part, caption=caption)
            for part, caption in zip(parts, (self.change.caption, _("Ændring, gruppe for gruppe")), strict=True)
            if part.rows
        ]


def beside(results: RoundResults) -> BesideShown:
    """Return what the page shows beside a round's figures."""
    before = queries.round_before(results)
    on = municipality.setting("survey_weighting") and results.response.total.shown
    return BesideShown(
        presence=_presence(results),
        weighted=_weighted(results) if on else None,
        refused=_refused(results) if on else [],
        change=_change(results, before) if before else None,
        before=before,
    )


def _presence(results: RoundResults) -> TableShown | None:
    found = presence(results.response)
    if not found:
        return None
    rows = [
        [
            one.label, format_number(one.invited), format_number(one.answered), _percent(one.of_invited),
            _percent(one.of_answers), _("mangler i svarene") if one.missing else "",
        ]
        for one in found
    ]  # fmt: skip
    columns = [
        _("Gruppe"), _("Inviteret"), _("Svar"), _("Del af de inviterede"), _("Del af svarene"), _("Bemærkning"),
    ]  # fmt: skip
    note = _(
        "»Mangler i svarene« betyder mindst %(points)s point færre end blandt de inviterede.", points=MISSING_POINTS
    )
    return TableShown(_("Hvem svarene kommer fra"), columns, rows, note, [one.label for one in found])


def _weighted(results: RoundResults) -> TableShown | None:
    found = [(one, weights) for one, weights in queries.weighted_results(results) if not weights.refusal]
    if not found:
        return None
    names = found[0][0].table.categories
    columns = [_("Spørgsmål")]
    for name in names:
        label = found[0][0].table.labels[name]
        columns += [_("%(answer)s, uden vægt", answer=label), _("%(answer)s, vægtet", answer=label)]
    rows = [
        [
            one.wording,
            *(text for name in names for text in (one.total.texts[name], _percent(weights.shares[name]))),
            format_number(weights.n), format_number(weights.effective),
        ]
        for one, weights in found
    ]  # fmt: skip
    note = _(
        "Metode: efterstratificering. Hver gruppes svar vejer, som gruppen vejer blandt de inviterede. Det koster "
        "præcision: »Svarer til« er, hvor mange svar uden vægt der ville være lige så sikre. De vægtede tal er regnet ud "
        "fra de viste hele procenter og kan være et point ved siden af."
    )
    return TableShown(
        _("Vægtede tal"), [*columns, _("Svar"), _("Svarer til")], rows, note, [one.id for one, _weights in found]
    )


def _refused(results: RoundResults) -> list[str]:
    """Return each reason why questions cannot be weighted, once, and which questions it holds for."""
    judged = queries.weighted_results(results)
    by_reason: dict[str, list[str]] = {}
    for one, weights in judged:
        if weights.refusal:
            by_reason.setdefault(weights.refusal, []).append(one.wording)
    return [_why_refused(str(REFUSED[why]), asked, len(judged)) for why, asked in by_reason.items()]


def _why_refused(why: str, asked: Sequence[str], number: int) -> str:
    if len(asked) == number:
        return _("Kan ikke vægtes: %(why)s. Det gælder alle spørgsmål.", why=why)
    questions = ", ".join(f"»{wording}«" for wording in asked)
    return _("Kan ikke vægtes: %(why)s. Det gælder %(questions)s.", why=why, questions=questions)


def _change(results: RoundResults, before: RoundResults) -> TableShown | None:
    rows: dict[str, list[str]] = {}
    for one in queries.compared(results, before):
        if one.reworded:
            rows[one.id] = [one.wording, _("Alle"), "", "", "", _("ordlyden er ændret: kan ikke sammenlignes")]
        if one.total:
            rows[one.id] = [one.wording, _("Alle"), *_moved(one.total)]
        rows |= {f"{one.id}/{label}": [one.wording, label, *_moved(moved)] for label, moved in one.by_group}
    if not rows:
        return None
    columns = [
        _("Spørgsmål"), _("Gruppe"), _("Tilfredse nu"), _("Tilfredse i %(period)s", period=before.round.half_year.label),
        _("Forskel i point, 95 % sikkert"), _("Ændring"),
    ]  # fmt: skip
    note = _(
        "Forskellen er regnet med Newcombes metode og de viste tal. »Uændret« betyder, at forskellen kan være tilfældig. "
        "Grupper er kun med, hvor det er den samme gruppe begge gange."
    )
    apart = groups.incomparable(before.round.half_year, results.round.half_year)
    note = " ".join(
        [note, *(_("»%(group)s« er ikke med: %(why)s", group=str(label), why=str(why)) for label, why in apart)]
    )
    return TableShown(_("Ændring siden sidste runde"), columns, list(rows.values()), note, list(rows))


def _moved(found: Change) -> list[str]:
    """Return a change in words; ends are rounded outwards, and one that is really beyond nought says so."""
    interval = _("%(low)s til %(high)s", low=_signed(found.low), high=_signed(found.high))
    if found.low == 0 and found.verdict == "up":
        interval = _("over 0 til %(high)s", high=_signed(found.high))
    if found.high == 0 and found.verdict == "down":
        interval = _("%(low)s til under 0", low=_signed(found.low))
    return [_percent(found.now), _percent(found.before), interval, str(VERDICTS[found.verdict])]


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def _percent(value: int) -> str:
    return _("%(share)s %%", share=value)
