"""The key receipts are signed with: one for each municipality, made from the master key; nothing is stored."""

from __future__ import annotations

from datetime import date

from værdig.complaints.receipts.signed import key_id
from værdig.crypto import keyring, mac, signing_public
from værdig.db import current_tenant

PURPOSE = "receipt/signing"


def seed() -> bytes:
    """Return the bound municipality's private Ed25519 key, 32 bytes."""
    return keyring().derive(f"{PURPOSE}/{current_tenant()}")


def public() -> bytes:
    """Return the bound municipality's public key, 32 bytes: for everybody who wants to check a receipt."""
    return signing_public(seed())


def trusted() -> dict[str, bytes]:
    """Return the public key by its id, as checking asks for it."""
    return {key_id(public()): public()}


def filler(day: date, place: int) -> bytes:
    """Return what stands at a place of a day's tree where no receipt is, 32 bytes; only this machine can tell it from one."""
    return mac(keyring().derive(f"{PURPOSE}/filler"), f"{current_tenant()}/{day.isoformat()}/{place}".encode())
