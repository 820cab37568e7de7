"""What staff do with rounds: make, open, issue codes, close; what citizens do is in `answering`, how closing works in `closing`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from sqlalchemy import delete, exists, insert, select

from værdig import audit, clock, codes, municipality
from værdig.clock import HalfYear
from værdig.db import db, in_transaction, transaction
from værdig.errors import RuleBroken, UserError
from værdig.hooks import current_host
from værdig.i18n import _, format_date, format_number
from værdig.surveys import closing, groups, results, round_keys, rounds, windows
from værdig.surveys.answering import enter, lookup
from værdig.surveys.builder.service import publish_for
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.grouping import is_part, put_groups
from værdig.surveys.invitations import outbox
from værdig.surveys.models import (
    Answer,
    Design,
    Draft,
    Invitation,
    OpenAnswer,
    RoundGroup,
    State,
    SurveyRound,
)
from værdig.surveys.orders import CodeOrder, Group, IssuedCode
from værdig.surveys.places.rules import is_here
from værdig.surveys.quotations import service as quoting
from værdig.surveys.rounds import ROUND, first_day_after, locked

MOST_CODES = 20_000
"""Codes made in one go."""


def create_round(
    half_year: HalfYear,
    design: str,
    opens_on: date,
    closes_on: date,
    *,
    asked: Sequence[Group] | None = None,
    questionnaire: str = CORE_ID,
) -> str:
    """Plan a round and return its id; without `asked` it gets the groups in force that half-year, their numbers unknown.

    Raises UserError for a window that its half-year does not allow (`windows`), and for a second round of the kind.
    """
    _refuse_window(half_year, opens_on, closes_on)
    chosen = Design(design)
    if asked is None:
        asked = [Group(group.key, str(group.label)) for group in groups.groups_of(half_year)]
    with transaction():
        _refuse_second(half_year, chosen, "half_year")
        round_ = SurveyRound(
            half_year=half_year,
            design=chosen,
            opens_on=opens_on,
            closes_on=closes_on,
            state=State.PLANNED,
            threshold=municipality.setting("survey_threshold"),
            questionnaire=questionnaire,
            key_custody=round_keys.custody(),
        )
        db.session.add(round_)
        db.session.flush()
        put_groups(round_, asked)
        audit.record("survey.round_planned", ROUND, round_.id, detail={"half_year": half_year.code, "design": chosen})
    return round_.id


def _refuse_window(half_year: HalfYear, opens_on: date, closes_on: date) -> None:
    if why := windows.why_not_first(half_year, opens_on):
        raise UserError(why, "opens_on")
    if why := windows.why_not_last(half_year, closes_on):
        raise UserError(why, "closes_on")
    if closes_on < opens_on:
        raise UserError(_("Slutdatoen ligger før startdatoen. Ret en af dem."), "closes_on")


def _refuse_second(half_year: HalfYear, design: Design, field: str | None = None) -> None:
    found = db.session.scalar(
        select(SurveyRound.id).where(
            SurveyRound.half_year == half_year, SurveyRound.design == design, SurveyRound.state != State.LOST
        )
    )
    if found:
        raise UserError(_("Der er allerede en runde af den slags i %(half_year)s.", half_year=half_year.label), field)


def correct_plan(round_id: str, design: str, opens_on: date, closes_on: date) -> None:
    """Give a round that is only planned another design or other days, also earlier ones: nobody has been promised anything yet.

    Raises UserError as `create_round` does, and once the round is opened.
    """
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=rounds.PLAN_KEPT)
        _refuse_window(round_.half_year, opens_on, closes_on)
        if (chosen := Design(design)) != round_.design:
            _refuse_second(round_.half_year, chosen, "design")
        round_.design, round_.opens_on, round_.closes_on = chosen, opens_on, closes_on
        told = {"design": chosen, "opens_on": opens_on.isoformat(), "closes_on": closes_on.isoformat()}
        audit.record("survey.plan_corrected", ROUND, round_.id, detail=told)


def drop_planned(round_id: str) -> None:
    """Delete a round that has not been opened; nobody can have answered it. Raises UserError in any other state."""
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=rounds.PLAN_STANDS)
        db.session.execute(delete(RoundGroup).where(RoundGroup.round_id == round_.id))
        db.session.expire(round_, ["groups"])
        db.session.delete(round_)
        audit.record("survey.round_dropped", ROUND, round_id, detail={"half_year": round_.half_year.code})


def open_round(round_id: str) -> None:
    """Open a planned round: its questionnaire is published unchangeably and its key pair made.

    Raises UserError before its first day: its codes would work at once, and the report tells of the window that was planned.
    """
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=rounds.OPENED_ONCE)
        if clock.today() < round_.opens_on:
            raise UserError(rounds.too_soon(round_.opens_on))
        round_.questionnaire_version_id = publish_for(round_).id
        round_keys.create(round_)
        round_.state = State.OPEN
        audit.record(rounds.OPENED, ROUND, round_.id, detail={"key_custody": round_.key_custody})


def postpone(round_id: str, closes_on: date) -> None:
    """Move the last day of an open round to a later one; an earlier one would break what citizens were promised.

    Letters that are made are deleted, since they name the day before; they can be made again, with the same codes.

    Raises UserError for a day that is not later, and for one later than its half-year allows.
    """
    with transaction():
        round_ = locked(round_id, State.OPEN, so=rounds.LAST_DAY_STANDS)
        if why := windows.why_not_moved(round_.half_year, round_.closes_on, closes_on):
            raise UserError(why, "closes_on")
        round_.closes_on = closes_on
        if outreach := outbox.of(round_.id):
            outbox.letters_anew(outreach)  # they name the day before
        audit.record("survey.round_postponed", ROUND, round_.id, detail={"closes_on": closes_on.isoformat()})


def issue_codes(round_id: str, orders: Sequence[CodeOrder], *, more_invited: bool = False) -> list[IssuedCode]:
    """Make fresh codes for an open round and return them in clear, this once: only their HMACs are stored.

    Response rates are counted of those invited, so more codes than invited are made for a group only where somebody has said that
    more are invited (`more_invited`): the number grows to fit. An unknown number stays unknown, and a group of nobody gets none.
    Raises UserError for that, for a group that the round does not ask, and for too many codes.
    """
    wanted = sum(order.number for order in orders)
    if not 1 <= wanted <= MOST_CODES or any(order.number < 0 for order in orders):
        raise UserError(
            _("Skriv, hvor mange koder der skal laves, højst %(most)s ad gangen.", most=format_number(MOST_CODES))
        )
    with transaction():
        round_ = locked(round_id, State.OPEN, so=rounds.NO_CODES)
        asked = {group.key: group for group in round_.groups if not is_part(group) and not is_here(group.key)}
        made = [(order, codes.new_code()) for order in orders for _number in range(order.number)]
        for order in orders:
            _add_issued(asked, order)
        raised = _raise_invited(asked.values(), more_invited=more_invited)
        db.session.flush()
        rows = [_invitation(round_, order, code) for order, code in made]
        db.session.execute(
            insert(Invitation), sorted(rows, key=itemgetter("lookup"))
        )  # not in the order of the letters
        audit.record("survey.codes_issued", ROUND, round_.id, detail={"number": wanted, **raised})
        return [_issued(asked, order, code) for order, code in made]


def _add_issued(asked: dict[str, RoundGroup], order: CodeOrder) -> None:
    if order.length is not None and order.length not in {length.key for length in groups.LENGTHS}:
        raise UserError(_("Forløbets længde findes ikke."))
    if order.group is None:
        return
    if order.group not in asked:
        raise UserError(
            _(
                "Målgruppen »%(group)s« er ikke med i runden. Der er: %(known)s.",
                group=order.group,
                known=", ".join(asked),
            )
        )
    group = asked[order.group]
    if group.invited == 0 and order.number:
        raise UserError(
            _("I gruppen »%(group)s« er 0 inviteret. Der kan ikke laves koder til den.", group=group.label), group.key
        )
    group.issued += order.number


def _raise_invited(asked: Iterable[RoundGroup], *, more_invited: bool) -> dict[str, object]:
    """Let the numbers invited fit the codes, and return what is noted of that; raises UserError unless that was said yes to."""
    short = [(group, group.invited) for group in asked if group.invited is not None and group.issued > group.invited]
    if short and not more_invited:
        told = [
            _("%(group)s: %(codes)s koder til %(invited)s inviterede", group=group.label,
              codes=format_number(group.issued), invited=format_number(invited))
            for group, invited in short
        ]  # fmt: skip
        raise UserError(
            _(
                "Der bliver flere koder end inviterede. %(groups)s. Lav færre. Eller sig ja til, at flere er inviteret: Så bliver "
                "svarprocenten regnet af det højere tal.",
                groups="; ".join(told),
            ),
            "more_invited",
        )
    for group, _invited in short:
        group.invited = group.issued
    return {"invited_raised": {group.key: [before, group.issued] for group, before in short}} if short else {}


def _invitation(round_: SurveyRound, order: CodeOrder, code: str) -> dict[str, object]:
    return {
        "municipality_id": round_.municipality_id,
        "round_id": round_.id,
        "lookup": lookup(code),
        "group_key": order.group,
        "length_key": order.length,
        "used": False,
    }


def _issued(asked: dict[str, RoundGroup], order: CodeOrder, code: str) -> IssuedCode:
    group = asked[order.group].label if order.group else ""
    length = str(groups.length_label(order.length)) if order.length else ""
    return IssuedCode(group, length, codes.shown(code))


def fresh_codes(told: Sequence[str]) -> list[str]:
    """Return those of the example's codes that can still be used, else a new one for an open round; empty where none is open.

    For the example only: real codes are in nobody's hands but the citizen's.
    """
    usable = [code for code in told if _is_usable(code)]
    open_id = db.session.scalars(select(SurveyRound.id).where(SurveyRound.state == State.OPEN)).first()
    if usable or open_id is None:
        return usable
    return [issue_codes(open_id, [CodeOrder(None, None, 1)])[0].code]


def _is_usable(code: str) -> bool:
    try:
        enter(code)
    except UserError:
        return False
    return True


def discard_unused(round_id: str) -> None:
    """Make every unused code worthless, with the drafts begun under it (a file of codes that was lost before it was sent).

    Nobody is told how many there were, and the counts of codes begin again at zero for every group: the difference to the
    number made would be how many have answered.
    """
    with transaction():
        round_ = locked(round_id, State.OPEN, so=rounds.NO_CODES)
        for group in round_.groups:
            group.issued = 0
        db.session.execute(delete(Invitation).where(Invitation.round_id == round_.id, Invitation.used.is_(False)))
        db.session.execute(delete(Draft).where(Draft.round_id == round_.id))
        outbox.forget(round_.id)
        audit.record("survey.codes_discarded", ROUND, round_.id)
    outbox.clear_traces()


def close_round(round_id: str, passphrase: str | None = None, *, closed_on: date | None = None) -> None:
    """Close a round for good, or take up a closing that was cut short; nothing happens when it is closed.

    `closed_on` is the day to note when it is not today's (the example's rounds of past years).

    Raises UserError until the last day that citizens were promised is over, for a pass phrase that is missing or wrong, or when the key is
    lost: the round is then `tabt`, its envelopes stay sealed, and closing may be tried again if the key turns up.
    """
    if in_transaction():
        raise RuleBroken("closing commits step by step and cannot be part of another transaction")
    with transaction():
        round_ = locked(round_id)
        if round_.state == State.CLOSED:
            return
        _refuse_closing(round_)
        if not round_.closing_step:
            round_.closed_on = closed_on
            audit.record("survey.closing_begun", ROUND, round_.id)
    try:
        closing.run(round_id, passphrase)
    except round_keys.KeyLost as error:
        _note("survey.key_lost", round_id)
        raise UserError(
            _("Rundens nøgle findes ikke. Svarene kan ikke åbnes, og runden er tabt. Alt andet er der endnu.")
        ) from error
    _note("survey.round_closed", round_id)
    results.frozen(round_id)
    current_host().fire("on_round_closed", round_id=round_id)


def must_be_closable(round_id: str) -> None:
    """Raise the UserError that `close_round` would for a round's state and days; nothing is changed."""
    with transaction():
        _refuse_closing(locked(round_id))


def _refuse_closing(round_: SurveyRound) -> None:
    if round_.state == State.PLANNED:
        raise UserError(_("Runden er ikke åbnet endnu. Den kan ikke lukkes."))
    if round_.state == State.LOST:
        _refuse_second(round_.half_year, Design(round_.design))
    if not round_.closing_step:
        _refuse_early(round_)


def _refuse_early(round_: SurveyRound) -> None:
    """Keep the promise of the introduction: nobody reads an answer, and everybody can answer, to the end of the last day."""
    if clock.today() < (first := first_day_after(round_.closes_on)):
        raise UserError(
            _(
                "Runden kan tidligst lukkes den %(day)s. Borgerne har fået lovet, at de kan svare hele den sidste dag.",
                day=format_date(first),
            )
        )


def _note(action: str, round_id: str) -> None:
    with transaction():
        audit.record(action, ROUND, round_id)


def delete_expired() -> int:
    """Delete the answers and texts of rounds closed longer ago than the municipality keeps them; returns how many rounds.

    The cleared figures stay: they are about nobody. The time is the setting `survey_deletion_months`.
    """
    last = _months_before(clock.today(), municipality.setting("survey_deletion_months"))
    expired = list(
        db.session.scalars(
            select(SurveyRound.id).where(
                SurveyRound.state == State.CLOSED,
                SurveyRound.closed_on < last,
                exists().where(Answer.round_id == SurveyRound.id),
            )
        )
    )
    for round_id in expired:
        results.frozen(round_id)
        with transaction():
            for table in (Answer, OpenAnswer):
                db.session.execute(delete(table).where(table.round_id == round_id))
            audit.record("survey.answers_deleted", ROUND, round_id)
    return len(expired)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freeze_quotations(half_year: HalfYear) -> None:
    """Fix what is cleared to be quoted of a half-year's rounds, its report being frozen; call inside a transaction."""
    quoting.freeze_quotations(half_year)


def become_key_holder(user_id: str, name: str, passphrase: str) -> None:
    """Make a member of staff a holder of the keys of rounds that are opened from now on. Raises UserError."""
    with transaction():
        holder = round_keys.become_holder(user_id, name, passphrase)
        audit.record("survey.key_holder", "key_holder", holder.id)
