"""Where a round's private key lies until closing: sealed to two holders, or in a key file outside the database.

With `round_keys = holders` nobody who runs the server can open an envelope before a holder types her pass phrase. Each of the
two can open alone, so that one forgotten pass phrase does not lose the round. Destroying the key is what erases the envelopes.
No machine can know that every holder has forgotten hers: a person says so (`losing`), and nothing new is sealed to them then.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import Select, delete, select

from værdig.accounts import queries as accounts
from værdig.crypto import (
    CannotOpen,
    KeyMissing,
    box_open,
    box_seal,
    keyring,
    new_box_keypair,
    unwrap_with_passphrase,
    wrap_with_passphrase,
)
from værdig.db import db
from værdig.errors import UserError
from værdig.i18n import _, _l
from værdig.surveys.models import KeyHolder, RoundKeyShare, State, SurveyRound

KEYFILE = "keyfile"
HOLDERS = "holders"
HOLDERS_NEEDED = 2
PASSPHRASE_LEAST = 16


LACKS_HOLDERS = _l(
    "Der skal være to nøgleholdere, før en runde kan åbnes. Borgerrådgiveren er den ene. I mangler mindst én."
)


class KeyLost(Exception):
    """No key that opens this round's envelopes can be had any more."""


def custody() -> str:
    """Return how new rounds' keys are kept on this installation: `keyfile` or `holders`."""
    found: str = current_app.extensions["vaerdig_settings"].round_keys
    return found


def create(round_: SurveyRound) -> None:
    """Give a round its key pair and put the private key where it belongs; call inside the transaction that opens it."""
    public, private = new_box_keypair()
    round_.key_custody = custody()
    round_.public_key = public
    if round_.key_custody == KEYFILE:
        keyring().write_secret(_file(public), private)
        return
    if lacks_holders():
        raise UserError(str(LACKS_HOLDERS))
    for holder in _counted_on():
        sealed = box_seal(holder.public_key, private)
        db.session.add(RoundKeyShare(round_id=round_.id, holder_id=holder.id, sealed=sealed))


def _file(public: bytes) -> str:
    """Name the file by the key itself, so that a repeated opening can never meet a file with another key in it."""
    return f"runder/{public.hex()}.key"


def private_key(round_: SurveyRound, passphrase: str | None = None) -> bytes:
    """Return the private key; raises KeyLost when there is none, and UserError for a missing or wrong pass phrase."""
    if round_.public_key is None:
        raise KeyLost
    if round_.key_custody == HOLDERS:
        return _from_holders(round_, passphrase)
    try:
        private = keyring().read_secret(_file(round_.public_key))
    except KeyMissing as error:
        raise KeyLost from error
    if not _fits(round_.public_key, private):
        raise KeyLost
    return private


def _fits(public: bytes, private: bytes) -> bool:
    try:
        return box_open(private, box_seal(public, b"")) == b""
    except CannotOpen:
        return False


def _from_holders(round_: SurveyRound, passphrase: str | None) -> bytes:
    shares = _shares(round_.id)
    if not shares:
        raise KeyLost
    if not passphrase:
        raise UserError(_("Skriv dit kodeord som nøgleholder."), "passphrase")
    for share, holder in shares:
        try:
            return box_open(unwrap_with_passphrase(passphrase, holder.wrapped_key), share.sealed)
        except CannotOpen:
            continue
    raise UserError(_("Kodeordet passer ikke til nogen af rundens nøgleholdere. Prøv igen."), "passphrase")


def holders_of(round_id: str) -> list[str]:
    """Return the names of those to whom a round's key is sealed; nobody's where it lies in a file or is gone.

    Who may hold a key no more can still open it, typing on somebody else's page, and is marked so.
    """
    allowed = _who_may()
    found = sorted((holder.name, holder.user_id in allowed) for _share, holder in _shares(round_id))
    return [name if is_allowed else _("%(name)s (har ikke adgang mere)", name=name) for name, is_allowed in found]


def user_ids_of(round_id: str) -> list[str]:
    """Return the same people's ids as users."""
    return sorted(holder.user_id for _share, holder in _shares(round_id))


def _shares(round_id: str) -> Sequence[tuple[RoundKeyShare, KeyHolder]]:
    found = db.session.execute(
        select(RoundKeyShare, KeyHolder)
        .join(KeyHolder, KeyHolder.id == RoundKeyShare.holder_id)
        .where(RoundKeyShare.round_id == round_id)
    )
    return [(share, holder) for share, holder in found]


def destroy(round_: SurveyRound) -> None:
    """Destroy every copy of a round's private key; nothing happens when they are gone."""
    if round_.public_key is not None:
        keyring().destroy_secret(_file(round_.public_key))
    db.session.execute(delete(RoundKeyShare).where(RoundKeyShare.round_id == round_.id))


def retire(round_: SurveyRound) -> None:
    """Destroy a lost round's key, and the keys of the holders who could not open it: they take a new one before the next round.

    A key that another round waits for is kept.
    """
    unable = [holder.id for _share, holder in _shares(round_.id)]
    destroy(round_)
    awaited = select(RoundKeyShare.holder_id)
    db.session.execute(delete(KeyHolder).where(KeyHolder.id.in_(unable), KeyHolder.id.not_in(awaited)))


def lacks_holders() -> bool:
    """Tell whether a round cannot be opened, since its key could be sealed to too few."""
    return custody() == HOLDERS and len(holders()) < HOLDERS_NEEDED


def holders() -> dict[str, str]:
    """Return the names of those to whom the keys of rounds opened from now on are sealed, by their ids as users.

    Left out are those who may hold a key no more, and those who could not open a round that is lost: what is sealed to them is lost too.
    """
    return {holder.user_id: holder.name for holder in _counted_on()}


def has_key(user_id: str) -> bool:
    """Tell whether somebody has a key, counted on or not."""
    return db.session.scalar(select(KeyHolder.id).where(KeyHolder.user_id == user_id)) is not None


def _counted_on() -> list[KeyHolder]:
    allowed = _who_may()
    unable = _waiting().where(SurveyRound.state == State.LOST)
    found = db.session.scalars(select(KeyHolder).where(KeyHolder.id.not_in(unable)).order_by(KeyHolder.name))
    return [holder for holder in found if holder.user_id in allowed]


def _who_may() -> set[str]:
    """Return the ids of those in the municipality who have an open account and a role that holds keys."""
    roles = current_app.extensions["vaerdig_permissions"]["surveys.hold_key"].default_roles
    return {
        user.id
        for user, grants in accounts.users_with_roles()
        if user.active and any(grant.holds and grant.role in roles for grant in grants)
    }


def become_holder(user_id: str, name: str, passphrase: str) -> KeyHolder:
    """Make a member of staff a key holder, or give a holder a new key; call inside a transaction.

    Raises UserError for a short pass phrase, and while a round waits to be opened with the key that would be replaced.
    """
    if len(passphrase.strip()) < PASSPHRASE_LEAST:
        raise UserError(_("Kodeordet skal have mindst %(least)s tegn.", least=PASSPHRASE_LEAST), "passphrase")
    public, private = new_box_keypair()
    holder = db.session.scalar(select(KeyHolder).where(KeyHolder.user_id == user_id))
    if holder is None:
        holder = KeyHolder(user_id=user_id)
        db.session.add(holder)
    elif awaiting(user_id):
        raise UserError(
            _(
                "Du er nøgleholder for en runde, der ikke er lukket. Vent med en ny nøgle, til den er lukket eller opgivet."
            )
        )
    holder.name = name
    holder.public_key = public
    holder.wrapped_key = wrap_with_passphrase(passphrase, private)
    db.session.flush()
    return holder


def awaiting(user_id: str) -> list[str]:
    """Return the ids of the rounds whose key is sealed to somebody and that are not closed: her pass phrase must stay till then."""
    mine = select(RoundKeyShare.round_id).join(KeyHolder, KeyHolder.id == RoundKeyShare.holder_id)
    mine = mine.join(SurveyRound, SurveyRound.id == RoundKeyShare.round_id)
    return list(db.session.scalars(mine.where(KeyHolder.user_id == user_id, SurveyRound.state != State.CLOSED)))


def _waiting() -> Select[str]:
    """Select the ids of holders, once for each round whose key is sealed to them."""
    return select(RoundKeyShare.holder_id).join(SurveyRound, SurveyRound.id == RoundKeyShare.round_id)
