"""`vaerdig deadlines explain|recount|calendar`: why dates are what they are, without keys and without anything that is written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click
from sqlalchemy import select

from værdig import audit, municipality
from værdig.clock import day_off, named_holidays, today
from værdig.complaints import deadlines, numbers
from værdig.complaints.acting import MANAGEMENT, SYSTEM
from værdig.complaints.deadlines import Rule, weekday_date
from værdig.complaints.models import Case
from værdig.complaints.queries.cases import OBJECT
from værdig.complaints.reckoning import recount
from værdig.complaints.reckoning.explained import Explained, Used, explain
from værdig.complaints.states import STAFF_SEES, State
from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.i18n import _, _l, format_date, format_time, ngettext
from værdig.municipality.commands import MUNICIPALITY_OPTION, chosen

EXPLAINED = "complaint.deadlines_explained"
"""The log's word for that somebody has had a case's dates explained on the server: it tells that the case is there."""

_JSON = click.option("--json", "as_json", is_flag=True, help="Skriv som JSON.")


@click.group("deadlines")
def deadlines_group() -> None:
    """Frister: hvorfor de er, som de er, hvad en rettet kalender flytter, og hvilke dage der ikke tæller."""


@deadlines_group.command("explain")
@click.argument("case", metavar="SAG")
@_JSON
@MUNICIPALITY_OPTION
def explain_(case: str, as_json: bool, municipality_id: str | None) -> None:
    """Forklar hver frist i en sag, ud fra sagsnummeret. Intet af det, der er skrevet i sagen, bliver åbnet."""
    with tenant(chosen(municipality_id)):
        found = _case_of(case)
        clocks = explain(found, today())
        with transaction():
            audit.record(EXPLAINED, OBJECT, found.id, actor=SYSTEM.actor)
        told = (
            json.dumps(_case_plain(found, clocks), ensure_ascii=False, indent=2)
            if as_json
            else _case_told(found, clocks)
        )
    click.echo(told)


def _case_of(typed: str) -> Case:
    """Return the case of a number or an id; raises UserError where the municipality has none."""
    word = typed.strip()
    number = numbers.normalise(word) if numbers.looks_like_one(word) else word
    found = db.session.scalar(select(Case).where((Case.number == number) | (Case.id == word)))
    if found is None:
        raise UserError(_("Der er ingen sag »%(case)s« her. Skriv sagsnummeret, fx 2026-482173-45.", case=word[:40]))
    return found


def _case_told(case: Case, clocks: list[Explained]) -> str:
    head = _(
        "Sag %(number)s. %(state)s. Modtaget %(when)s.",
        number=case.number, state=STAFF_SEES[State(case.state)], when=format_time(case.received),
    )  # fmt: skip
    lines = [line for each in clocks for line in ["", *_clock_told(each)]] or ["", _("Sagen har ingen frister.")]
    return "\n".join([head, *lines])


def _clock_told(each: Explained) -> list[str]:
    row, off = each.row, each.uncounted
    lines = [
        str(each.rule.title),
        _("Begyndte: %(day)s", day=weekday_date(row.started)),
        _("Frist: %(day)s", day=weekday_date(row.due)),
        *([_("Borgeren er lovet: %(day)s", day=weekday_date(row.promised))] if row.promised != row.due else []),
_("Nu: %(standing)s", standing=_standing(each)),
        *([_("Stoppet: %(when)s, fordi: %(cause)s", when=format_time(row.stopped), cause=_cause(row.stop_cause or ""))] if row.stopped else []),
        *([_("Står stille siden: %(day)s", day=weekday_date(row.paused))] if row.paused else []),
        _("Regel: %(source)s", source=each.rule.source),
        _closing_days_told(each.rule),
        *(_used_told(used) for used in each.used),
        *([_("Efter kalenderen i dag: %(day)s. Datoen er regnet med en ældre.", day=weekday_date(each.by_calendar))] if each.by_calendar else []),
        *(_("Regnestykke: %(line)s", line=line) for line in row.basis.split("\n")),
        *(_("Talte ikke med: %(day)s (%(why)s)", day=weekday_date(skipped.day), why=skipped.why) for skipped in off),
    ]  # fmt: skip
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def _closing_days_told(rule: Rule) -> str:
    if rule.agreed:
        return _("Dagen er aftalt: Ingen kalender flytter den.")
    if rule.statutory:
        return _("Fristen følger loven: Kommunens egne lukkedage tæller med.")
    return _("Fristen er kommunens egen: Kommunens lukkedage tæller ikke med.")


def _standing(each: Explained) -> str:
    said = (f"{each.standing.word}.", each.standing.detail, _left(each.left))
    return " ".join(text for text in said if text)


_CAUSES = {
    State.BESVARET: _l("der er svaret"),
    "anden_type": _l("sagen fik en anden type"),
    "taget_tilbage": _l("flytningen blev taget tilbage"),
    "kontaktet": _l("borgeren er kontaktet"),
    "uden_svar": _l("vi holdt op med at vente"),
}


def _cause(word: str) -> str:
    """Return why a clock stopped in words: what the case became, or one of the few other causes.

    That a human has answered is told without saying who: it may never have been at the department.
    """
    if word in set(State) and word != State.BESVARET:
        return str(STAFF_SEES[State(word)])
    return str(_CAUSES.get(word, word))


def _left(left: int | None) -> str:
    if left is None:
        return ""
    if left < 0:
        return ngettext("%(count)s arbejdsdag for sent.", "%(count)s arbejdsdage for sent.", -left)
    return ngettext("%(count)s arbejdsdag tilbage.", "%(count)s arbejdsdage tilbage.", left)


def _used_told(used: Used) -> str:
    value = ", ".join(used.value) if isinstance(used.value, list) else used.value
    since = _("fra den %(day)s", day=format_date(used.since)) if used.since else _("forvalgt")
    return _("Indstilling: %(key)s = %(value)s (%(since)s)", key=used.key, value=value or _("ingen"), since=since)


def _case_plain(case: Case, clocks: list[Explained]) -> dict[str, Any]:
    return {
        "case": case.number, "state": case.state, "received": case.received.isoformat(),
        "clocks": [_clock_plain(each) for each in clocks],
    }  # fmt: skip


def _clock_plain(each: Explained) -> dict[str, Any]:
    row = each.row
    return {
        "clock": row.kind, "duty": str(each.rule.title), "source": str(each.rule.source), "statutory": each.rule.statutory,
        "started": row.started.isoformat(), "due": row.due.isoformat(), "promised": row.promised.isoformat(),
        "standing": each.standing.word, "working_days_left": each.left,
        "paused": _iso(row.paused), "pause_cause": row.pause_cause, "stopped": _iso(row.stopped), "stop_cause": row.stop_cause,
        "by_calendar": _iso(each.by_calendar),
        "reckoning": row.basis.split("\n"),
        "not_counted": [{"day": skipped.day.isoformat(), "why": skipped.why} for skipped in each.uncounted],
        "settings": [{"key": used.key, "value": used.value, "since": _iso(used.since)} for used in each.used],
    }  # fmt: skip


def _iso(moment: date | None) -> str | None:
    return moment.isoformat() if moment else None


@deadlines_group.command("recount")
@click.option("--apply", "apply_", is_flag=True, help="Flyt datoerne. Uden: vis dem kun.")
@_JSON
@MUNICIPALITY_OPTION
def recount_(apply_: bool, as_json: bool, municipality_id: str | None) -> None:
    """Vis, hvad en rettet kalender ville flytte i ledelsens egne sager. Borgerrådgiveren svarer selv på sin side."""
    with tenant(chosen(municipality_id)):
        moves = [each for each in recount.pending(MANAGEMENT.reader) if _is_managements(each.case_id)]
        done = recount.carry_out(moves, SYSTEM, move=True) if apply_ else 0
    if as_json:
        rows = [
            {"case": each.number, "clock": each.kind, "duty": each.duty, "from": each.old.isoformat(), "to": each.new.isoformat()}
            for each in moves
        ]  # fmt: skip
        click.echo(json.dumps({"moves": rows, "moved": done}, ensure_ascii=False, indent=2))
        return
    for each in moves:
        click.echo(f"{each.number}  {each.duty}: {format_date(each.old)} → {format_date(each.new)}")
    click.echo(_recount_told(len(moves), done, applied=apply_))


def _is_managements(case_id: str) -> bool:
    """Tell whether a case was never confidential: of the others nobody here may know that they are there."""
    return db.session.scalar(select(Case.inbox).where(Case.id == case_id)) == MANAGEMENT.reader


def _recount_told(count: int, done: int, *, applied: bool) -> str:
    own = _("Borgerrådgiveren bliver spurgt om sine sager i sin indbakke. De er ikke med her.")
    if not count:
        return " ".join([_("Ingen datoer i ledelsens sager ville blive flyttet."), own])
    if applied:
        return " ".join([ngettext("%(count)s dato er flyttet.", "%(count)s datoer er flyttet.", done), own])
    return " ".join(
        [_("Ingen er flyttet endnu. Flyt dem med --apply, eller lad ledelsen svare på siden med klager."), own]
    )


@deadlines_group.command("calendar")
@click.argument("year", metavar="ÅR", type=click.IntRange(2000, 2100))
@_JSON
@MUNICIPALITY_OPTION
def calendar_(year: int, as_json: bool, municipality_id: str | None) -> None:
    """Vis de dage i et år, der ikke tæller, ud over lørdage og søndage: lovens for alle frister, kommunens kun for dens egne."""
    with tenant(chosen(municipality_id)):
        name, local = municipality.name(), sorted(day for day in deadlines.closing_days() if day.year == year)
    statutory = sorted(named_holidays(year).items())
    if as_json:
        told = {
            "statutory": [{"day": day.isoformat(), "why": why} for day, why in statutory],
            "local": [{"day": day.isoformat(), "also": day_off(day)} for day in local],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    click.echo(_("Tæller ikke i nogen frist, ligesom lørdage og søndage:"))
    for day, why in statutory:
        click.echo(f"  {weekday_date(day)}: {why}")
    click.echo(_("Tæller heller ikke i kommunens egne frister (%(name)s):", name=name))
    for day in local:
        also = day_off(day)
        click.echo(f"  {weekday_date(day)}" + (f" ({also})" if also else ""))
    if not local:
        click.echo("  " + _("Ingen lukkedage er valgt."))
