"""Whom a planned round asks, and which groups it reports together; what closing merges by itself is in `closing`.

Groups that are reported together get codes together, so no answer ever tells which of them it came from. Their parts are kept
for the record: they are on the round, point to the group they are reported in, and nothing is counted for them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, select

from værdig import audit
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _
from værdig.surveys.coarsen import MERGED, Attributes
from værdig.surveys.models import Invitation, RoundGroup, State, SurveyRound
from værdig.surveys.orders import Group
from værdig.surveys.places.rules import is_here
from værdig.surveys.rounds import GROUPS_STAND, ROUND, locked

TOGETHER = "sammen_"
"""What the key of a group that was put together before opening begins with."""


def set_groups(round_id: str, asked: Sequence[Group]) -> None:
    """Say whom a planned round asks; replaces what was said before. Raises UserError for none, or for a negative number.

    Groups that were put together stay so, as long as two of them are still asked.
    """
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=GROUPS_STAND)
        together = _together(round_)
        db.session.execute(delete(RoundGroup).where(RoundGroup.round_id == round_.id))
        db.session.expire(round_, ["groups"])
        put_groups(round_, asked)
        kept = {group.key for group in asked}
        for parts in together.values():
            if len(kept.intersection(parts)) > 1:
                _put_together(round_, kept.intersection(parts))
        audit.record("survey.groups_set", ROUND, round_.id, detail={"groups": len(asked)})


def put_groups(round_: SurveyRound, asked: Sequence[Group]) -> None:
    """Write the groups of a new or emptied round; call inside a transaction. Raises as `set_groups`."""
    if not asked:
        raise UserError(_("Vælg mindst én målgruppe."))
    if len({group.key for group in asked}) < len(asked):
        raise UserError(_("Den samme målgruppe står der to gange."))
    for position, group in enumerate(asked):
        if group.invited is not None and group.invited < 0:
            raise UserError(_("Antallet af inviterede kan ikke være under nul."))
        db.session.add(
            RoundGroup(
                round_id=round_.id, key=group.key, label=group.label, position=position, invited=group.invited, issued=0
            )
        )
    db.session.flush()
    db.session.expire(round_, ["groups"])


def _together(round_: SurveyRound) -> Mapping[str, list[str]]:
    """Return the keys of the parts of each group that was put together."""
    found: dict[str, list[str]] = {}
    for group in round_.groups:
        if is_part(group):
            found.setdefault(str(group.merged_into), []).append(group.key)
    return found


def is_part(group: RoundGroup) -> bool:
    """Whether a group was put together with others before opening, so that it has no codes and no figures of its own."""
    return group.merged_into not in (None, MERGED)


def put_together(round_id: str, keys: Collection[str]) -> None:
    """Report some groups of a planned round as one. One that was put together before brings its parts along.

    Raises UserError for fewer than two groups, and for one that the round does not ask.
    """
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=GROUPS_STAND)
        standing = {group.key for group in round_.groups if not is_part(group)}
        if not set(keys) <= standing:
            raise UserError(_("En af målgrupperne er ikke med i runden. Se siden igen."), "keys")
        if len(set(keys)) < 2:
            raise UserError(_("Vælg mindst to målgrupper."), "keys")
        before = _together(round_)
        parts = {part for key in keys for part in before.get(key, [key])}
        for key in set(keys) & before.keys():
            _take_apart(round_, key)
        _put_together(round_, parts)
        audit.record("survey.groups_joined", ROUND, round_.id, detail={"groups": len(parts)})


def _put_together(round_: SurveyRound, parts: Collection[str]) -> None:
    found = [group for group in round_.groups if group.key in parts]
    taken = {group.key for group in round_.groups}
    key = next(name for number in range(1, len(taken) + 2) if (name := f"{TOGETHER}{number}") not in taken)
    invited = [group.invited for group in found]
    for group in found:
        group.merged_into = key
    db.session.add(
        RoundGroup(
            round_id=round_.id,
            key=key,
            label=_("%(first)s og %(last)s", first=", ".join(g.label for g in found[:-1]), last=found[-1].label),
            position=found[0].position,
            invited=None if None in invited else sum(number or 0 for number in invited),
            issued=0,
        )
    )
    db.session.flush()
    db.session.expire(round_, ["groups"])


def take_apart(round_id: str, key: str) -> None:
    """Report groups of a planned round that were put together one by one again. Raises UserError for a key that is none."""
    with transaction():
        round_ = locked(round_id, State.PLANNED, so=GROUPS_STAND)
        if key not in _together(round_):
            raise UserError(_("Den samlede gruppe findes ikke længere. Se siden igen."))
        _take_apart(round_, key)
        audit.record("survey.groups_parted", ROUND, round_.id)


def _take_apart(round_: SurveyRound, key: str) -> None:
    for group in round_.groups:
        if group.merged_into == key:
            group.merged_into = None
    db.session.flush()
    db.session.execute(delete(RoundGroup).where(RoundGroup.round_id == round_.id, RoundGroup.key == key))
    db.session.expire(round_, ["groups"])


def answerable(round_: SurveyRound) -> set[Attributes]:
    """Return every group and length that somebody could have answered with: those of a code, and of places where anybody may.

    Only while the codes are there.
    """
    pairs = select(Invitation.group_key, Invitation.length_key).where(Invitation.round_id == round_.id).distinct()
    here: set[Attributes] = {(group.key, None) for group in round_.groups if is_here(group.key)}
    return here | {(row[0], row[1]) for row in db.session.execute(pairs)}
