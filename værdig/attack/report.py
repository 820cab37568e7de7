"""Telling a campaign's outcome: in Danish for people, and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from værdig.attack.campaign import Campaign, Finding
from værdig.attack.methods import TITLES, Question
from værdig.attack.referee import ALPHA
from værdig.i18n import _, format_number


def as_values(campaign: Campaign) -> dict[str, Any]:
    """Return everything as plain values."""
    return {
        "database": campaign.database,
        "seed": campaign.seed,
        "trials": campaign.trials,
        "invited": campaign.invited,
        "answered": campaign.answered,
        "drafts": campaign.drafts,
        "keys_tried": campaign.keys,
        "plants": list(campaign.plants),
        "alpha": ALPHA,
        "level": campaign.level,
        "leaks": [finding.method.name for finding in campaign.leaks],
        "methods": [_finding_values(finding) for finding in campaign.findings],
    }


def _finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "name": finding.method.name,
        "question": str(finding.method.question),
        "title": str(finding.method.title),
        "guesses": finding.score.guesses,
        "hits": finding.score.hits,
        "expected": round(finding.score.expected, 3),
        "p": finding.score.p,
        "better_than_guessing": finding.better,
    }


def as_lines(campaign: Campaign) -> Iterator[str]:
    """Yield the lines people read."""
    yield _(
        "Prøvet på en opdigtet kommune, aldrig på rigtige data: %(trials)s runder, %(invited)s inviterede, "
        "%(answered)s svar, %(drafts)s kladder, database %(database)s, frø %(seed)s.",
        trials=campaign.trials, invited=campaign.invited, answered=campaign.answered, drafts=campaign.drafts,
        database=campaign.database, seed=campaign.seed,
    )  # fmt: skip
    yield _(
        "Den indviede har database, log og sikkerhedskopier fra før og efter lukning, men ikke nøglemappen, "
        "kodeordene eller koderne. %(keys)s strenge er prøvet som nøgler.",
        keys=format_number(campaign.keys),
    )
    if campaign.plants:
        yield _("Lagt ud med vilje: %(plants)s.", plants=", ".join(campaign.plants))
    for question in Question:
        yield ""
        yield f"{TITLES[question]}"
        for finding in campaign.findings:
            if finding.method.question == question:
                yield f"  {_line(finding)}"
    yield ""
    yield from _verdict(campaign)


def _line(finding: Finding) -> str:
    found = finding.score
    name = f"{finding.method.name:<29}{finding.method.title}: "
    if not found.guesses:
        opens = finding.method.question in (Question.CONTENT, Question.DRAFT)
        return name + (_("intet blev åbnet") if opens else _("intet at gå efter"))
    told = _(
        "%(hits)s rigtige af %(guesses)s, gæt giver %(expected)s (p = %(p)s)",
        hits=found.hits, guesses=found.guesses, expected=format_number(round(found.expected, 1), 1), p=f"{found.p:.2g}",
    )  # fmt: skip
    return f"{name}{told}" + (" " + _("– LÆK") if finding.better else "")


def _verdict(campaign: Campaign) -> Iterator[str]:
    yield _(
        "»Gæt« er det, man rammer ved at gæte inden for den gruppe og længde, der offentliggøres. En metode er fanget, når dens "
        "p er under %(level)s. Så er risikoen for falsk alarm i hele kørslen højst %(alpha)s.",
        level=f"{campaign.level:.2g}", alpha=format_number(ALPHA, 3),
    )  # fmt: skip
    names = ", ".join(finding.method.name for finding in campaign.leaks)
    if names:
        yield _("Lækket blev fundet med: %(names)s.", names=names)
    else:
        yield _("Ingen metode var bedre end at gætte.")
