"""The ways into the inbox key: its private half wrapped under a person's pass phrase or the recovery code.

Who may add or end one is decided in `inbox` and `inbox_access`; what an unlocked inbox leaves in the browser is in `inbox`.
"""

from __future__ import annotations

import unicodedata

from sqlalchemy import select

from værdig import audit, clock
from værdig.access import attempts
from værdig.access.attempts import Target
from værdig.accounts import queries as accounts
from værdig.codes import new_code
from værdig.complaints.key_models import ReaderKey, ReaderKeyShare
from værdig.complaints.keys import Reader, current_reader_key
from værdig.crypto import CannotOpen, unwrap_with_passphrase, wrap_with_passphrase
from værdig.db import db, new_id, transaction
from værdig.errors import UserError
from værdig.i18n import _

PASSPHRASE_MIN = 12
PASSPHRASE, RECOVERY = "kodeord", "genopretning"
REFUSED, UNLOCKED = "inbox.unlock_refused", "inbox.unlocked"


def plain(passphrase: str) -> str:
    """Return a pass phrase as it is used: one form of each letter (NFKC), single spaces. Capitals count."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


def check_new(user_id: str, passphrase: str) -> None:
    """Raise UserError for a pass phrase that is too short or too easily guessed, or that is the person's sign-in pass word."""
    if len(plain(passphrase)) < PASSPHRASE_MIN:
        raise UserError(
            _("Kodeordet til indbakken skal have mindst %(count)s tegn. Brug gerne fire ord.", count=PASSPHRASE_MIN),
            "passphrase",
        )
    if accounts.is_guessable(user_id, plain(passphrase)):
        raise UserError(_("Kodeordet er for let at gætte. Brug flere ord, der ikke hører sammen."), "passphrase")
    if any(accounts.is_sign_in_password(user_id, form) for form in {passphrase, plain(passphrase)}):
        raise UserError(
            _(
                "Det er din adgangskode til at logge ind. Vælg et andet kodeord her: "
                "Den, der kan give dig en ny adgangskode, må ikke kunne åbne indbakken."
            ),
            "passphrase",
        )


def proved(user_id: str, passphrase: str, field: str = "passphrase") -> tuple[ReaderKeyShare, bytes]:
    """Return a person's share and the private key that her pass phrase opens it to.

    Raises UserError at `field` for a wrong pass phrase, which is audited, and TooSoon while the latest ones cost a wait.
    """
    attempts.require_patience(target_of(user_id), field)
    share = share_of(PASSPHRASE, user_id)
    private = opened(share, plain(passphrase), passphrase) if share else None
    if share is None or private is None:
        with transaction():
            audit.record(REFUSED, "inbox", user_id)
        raise UserError(_("Kodeordet til indbakken passer ikke. Store og små bogstaver tæller. Prøv igen."), field)
    return share, private


def target_of(user_id: str) -> Target:
    """Return what a wrong pass phrase of this person slows down."""
    return Target("inbox", user_id, REFUSED, UNLOCKED)


def opened(share: ReaderKeyShare, *secrets: str) -> bytes | None:
    """Return the private key, or None; each secret is tried once. Old shares are wrapped under the phrase as typed then."""
    for secret in dict.fromkeys(secrets):
        try:
            return unwrap_with_passphrase(secret, share.wrapped)
        except CannotOpen:
            continue
    return None


def share_of(kind: str, user_id: str | None = None) -> ReaderKeyShare | None:
    """Return a share of the bound municipality's inbox key: a person's by pass phrase, or the recovery code's."""
    row = current_reader_key(Reader.BORGERRAADGIVER)
    if row is None:
        return None
    query = select(ReaderKeyShare).where(ReaderKeyShare.reader_key_id == row.id, ReaderKeyShare.kind == kind)
    return db.session.scalar(query if user_id is None else query.where(ReaderKeyShare.user_id == user_id))


def persons() -> list[ReaderKeyShare]:
    """Return the shares under persons' pass phrases, oldest first."""
    row = current_reader_key(Reader.BORGERRAADGIVER)
    if row is None:
        return []
    query = select(ReaderKeyShare).where(ReaderKeyShare.reader_key_id == row.id, ReaderKeyShare.kind == PASSPHRASE)
    return list(db.session.scalars(query.order_by(ReaderKeyShare.made, ReaderKeyShare.id)))


def keep(reader_key_id: str, user_id: str, passphrase: str, private: bytes) -> None:
    """Wrap the private key under a person's pass phrase, in place of her earlier one; inside the caller's transaction."""
    forget(PASSPHRASE, user_id)
    _add(reader_key_id, PASSPHRASE, user_id, plain(passphrase), private)


def new_recovery(row: ReaderKey, private: bytes) -> str:
    """Wrap the private key under a fresh recovery code, which is returned; the earlier code opens nothing any more."""
    forget(RECOVERY)
    code = new_code()
    _add(row.id, RECOVERY, None, code, private)
    return code


def forget(kind: str, user_id: str | None = None) -> None:
    """Delete a share, if it is there."""
    share = share_of(kind, user_id)
    if share is not None:
        db.session.delete(share)
        db.session.flush()


def _add(reader_key_id: str, kind: str, user_id: str | None, secret: str, private: bytes) -> None:
    wrapped = wrap_with_passphrase(secret, private)
    db.session.add(
        ReaderKeyShare(
            id=new_id(), reader_key_id=reader_key_id, kind=kind, user_id=user_id, made=clock.now(), wrapped=wrapped
        )
    )
