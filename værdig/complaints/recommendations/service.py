"""Writes of recommendations, one function per use case: drafting, giving, taking a step, letting the text stand in reports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from værdig import audit, clock
from værdig.complaints import keys as keyring
from værdig.complaints import queries as cases
from værdig.complaints.acting import By
from værdig.complaints.conflicts.walls import require_free
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.reading import read_case
from værdig.complaints.recommendations import lifecycle, sealing
from værdig.complaints.recommendations.lifecycle import Stage
from værdig.complaints.recommendations.models import Recommendation, RecommendationStep
from værdig.complaints.recommendations.naming import Named, named_in
from værdig.complaints.service.once import once
from værdig.complaints.states import Mover
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, _l

OBJECT = "recommendation"
OWNERS = {
    "leder": _l("Lederen af enheden"),
    "svaransvarlig_leder": _l("Den svaransvarlige leder"),
    "direktion": _l("Direktionen"),
}
"""Who can be asked to see to a recommendation: roles, never persons."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a recommendation says, to whom, and until when."""

    title: str
    text: str
    unit: str
    owner: str
    due: date


def draft(
    wanted: Wanted, by: By, *, case_id: str | None = None, token: str | None = None, at: datetime | None = None
) -> str:
    """Make a draft, once per token; returns its id. Nobody but the borgerraadgiver's office can open it."""
    _require(wanted, by)
    if case_id is not None:
        require_free(case_id, by)
    moment = at or clock.now()

    def deed(mac: bytes | None) -> None:
        row = Recommendation(
            id=new_id(), case_id=case_id, stage=Stage.UDKAST, unit=wanted.unit, owner=wanted.owner, due=wanted.due, made=moment,
            submission_mac=mac, words=b"",
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        _say(row, sealing.new_keys(row), wanted)
        made.append(row.id)
        audit.record("recommendation.drafted", OBJECT, row.id, actor=by.actor, at=at)

    made: list[str] = []
    once(Recommendation, token, f"{wanted.title}\n{wanted.text}", deed)
    return made[0] if made else _made_before(token, wanted)


def _made_before(token: str | None, wanted: Wanted) -> str:
    mac = keyring.submission_mac(f"{token}\n{wanted.title}\n{wanted.text}")
    found = db.session.scalar(select(Recommendation.id).where(Recommendation.submission_mac == mac))
    if found is None:
        raise NotYours
    return str(found)


def change(recommendation_id: str, keys: Keys, wanted: Wanted, by: By) -> None:
    """Change a draft; what is given is never changed."""
    _require(wanted, by)
    with transaction():
        row = _locked(recommendation_id, by)
        _still_draft(row)
        row.unit, row.owner, row.due = wanted.unit, wanted.owner, wanted.due
        _say(row, keys, wanted)


def discard(recommendation_id: str, by: By) -> None:
    """Throw a draft away."""
    with transaction():
        row = _locked(recommendation_id, by)
        _hers(by)
        _still_draft(row)
        db.session.delete(row)
        audit.record("recommendation.discarded", OBJECT, recommendation_id, actor=by.actor)


def names_in(row: Recommendation, text: str, case_keys: Keys | None) -> Named:
    """Return what names somebody in a text, told by the case it comes of too where that can be opened."""
    case = cases.case_for(Reader.BORGERRAADGIVER, row.case_id) if row.case_id and case_keys else None
    if case is None or case_keys is None:
        return named_in(text)
    told = read_case(case, case_keys)
    return named_in(text, case.number, {**told.identity, "reference": told.particulars.get("reference", "")})


def give(
    recommendation_id: str,
    keys: Keys,
    by: By,
    *,
    release: bool = False,
    read_through: bool = False,
    case_keys: Keys | None = None,
    at: datetime | None = None,
) -> None:
    """Give a draft to the administration: from now on it can read it, and nothing in it is changed.

    Raises UserError where the text names somebody, or may (`read_through` says that it has been read and does not).
    """
    moment = at or clock.now()
    with transaction():
        row = _locked(recommendation_id, by)
        words = json.loads(keys.open(Part.CASE, sealing.TABLE, "words", row.id, row.words))
        found = names_in(row, f"{words['title']}\n{words['text']}", case_keys)
        if found.certain:
            raise UserError(_("Anbefalingen må ikke nævne nogen. Fjern: %(found)s.", found=", ".join(found.certain)))
        if found.doubtful and not read_through:
            raise UserError(
                _("Er det navne? %(found)s. Ret teksten, eller sæt kryds.", found=", ".join(found.doubtful)),
                "read_through",
            )
        if row.due <= clock.local(moment).date():
            raise UserError(_("Fristen skal ligge efter i dag. Ret kladden."))
        lifecycle.check(Stage(row.stage), Stage.AFGIVET, by.mover, "")
        sealing.grant(keys, Reader.MANAGEMENT)
        row.given, row.released = moment, moment if release else None
        _step(row, keys, Stage.AFGIVET, by, "", moment, at)


def advance(
    recommendation_id: str,
    keys: Keys,
    target: Stage,
    by: By,
    *,
    words: str = "",
    effect: str = "",
    at: datetime | None = None,
) -> None:
    """Take a step in a given recommendation's life; raises what `lifecycle.check` raises, and then nothing has happened."""
    moment = at or clock.now()
    with transaction():
        row = _locked(recommendation_id, by)
        if target is Stage.AFGIVET:
            raise RuleBroken("a recommendation is given by `give`")
        lifecycle.check(Stage(row.stage), target, by.mover, words, effect)
        row.effect = effect if target is Stage.EFFEKT_VURDERET else None
        _step(row, keys, target, by, words.strip(), moment, at)


def release(recommendation_id: str, by: By, *, allow: bool) -> None:
    """Let a given recommendation's text stand in reports from now on, or no longer; reports that are made stay as they are."""
    with transaction():
        row = _locked(recommendation_id, by)
        _hers(by)
        if row.given is None:
            raise RuleBroken("a draft stands in no report")
        if (row.released is not None) is not allow:
            row.released = clock.now() if allow else None
            audit.record(
                "recommendation.released" if allow else "recommendation.withheld", OBJECT, row.id, actor=by.actor
            )


def _step(
    row: Recommendation, keys: Keys, target: Stage, by: By, words: str, moment: datetime, at: datetime | None
) -> None:
    before, row.stage = row.stage, target
    step = RecommendationStep(
        id=new_id(),
        recommendation_id=row.id,
        position=len(row.steps) + 1,
        at=moment,
        actor=by.id,
        role=by.role,
        stage=target,
    )
    step.words = keys.seal(Part.CASE, sealing.STEPS, "words", step.id, words) if words else None
    db.session.add(step)
    db.session.flush()
    db.session.refresh(row, ["steps"])
    audit.record("recommendation.moved", OBJECT, row.id, detail={"from": before, "to": target}, actor=by.actor, at=at)


def _say(row: Recommendation, keys: Keys, wanted: Wanted) -> None:
    text = json.dumps({"title": wanted.title.strip(), "text": wanted.text.strip()}, ensure_ascii=False)
    row.words = keys.seal(Part.CASE, sealing.TABLE, "words", row.id, text)


def _locked(recommendation_id: str, by: By) -> Recommendation:
    """Return a recommendation for writing; raises NotYours for who must not handle the case it comes of."""
    row = db.session.scalar(select(Recommendation).where(Recommendation.id == recommendation_id).with_for_update())
    if row is None:
        raise NotYours
    if row.case_id is not None:
        require_free(row.case_id, by)
    return row


def _hers(by: By) -> None:
    if by.mover is not Mover.BORGERRAADGIVER:
        raise RuleBroken(f"{by.mover} writes no recommendations")


def _still_draft(row: Recommendation) -> None:
    if Stage(row.stage) is not Stage.UDKAST:
        raise UserError(_("Anbefalingen er afgivet og kan ikke ændres."))


def _require(wanted: Wanted, by: By) -> None:
    _hers(by)
    if not wanted.title.strip():
        raise UserError(_("Skriv en overskrift."), "title")
    if not wanted.text.strip():
        raise UserError(_("Skriv anbefalingen."), "text")
    if wanted.owner not in OWNERS:
        raise UserError(_("Vælg, hvem der skal følge op."), "owner")
    if wanted.unit not in dict(cases.units()):
        raise UserError(_("Vælg en enhed."), "unit")
