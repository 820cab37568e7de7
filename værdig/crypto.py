"""Keys and what is done with them: the only module that touches key material; whom a key belongs to is known elsewhere.

The master key and the pepper lie in the key folder, outside the database and its backup. Fields are sealed with
AES-256-GCM bound to table, column and row; boxes are PyNaCl sealed boxes (X25519); signatures are Ed25519.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from værdig.errors import VaerdigError

KEY_BYTES = 32
_NONCE_BYTES = 12
_VERSION = b"\x01"


class CannotOpen(VaerdigError):
    """The key does not open this: wrong key, wrong pass phrase, or a value moved from another row."""


class KeyMissing(VaerdigError):
    """A key file is not where it should be."""


def new_key() -> bytes:
    """Return 32 fresh random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, purpose: str) -> bytes:
    """Return a 32-byte key for one purpose (HKDF-SHA256); different purposes give unrelated keys."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


def mac(key: bytes, data: bytes) -> bytes:
    """Return HMAC-SHA256 of `data`, 32 bytes."""
    return hmac.digest(key, data, sha256)


def field_place(table: str, column: str, row: str) -> bytes:
    """Return the place a sealed field is bound to; a value copied elsewhere does not open."""
    return f"{table}.{column}:{row}".encode()


def seal(key: bytes, place: bytes, data: bytes) -> bytes:
    """Return `data` sealed with AES-256-GCM under `key` and bound to `place`; 29 bytes longer than `data`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, data, place)


def unseal(key: bytes, place: bytes, sealed: bytes) -> bytes:
    """Open what `seal` made; raises CannotOpen when key, place or bytes are not the same."""
    if sealed[:1] != _VERSION:
        raise CannotOpen("unknown version of a sealed value")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], place)
    except InvalidTag as error:
        raise CannotOpen("the value does not open with this key in this place") from error


def seal_text(key: bytes, place: bytes, text: str) -> bytes:
    """`seal` for text."""
    return seal(key, place, text.encode("utf-8", "surrogatepass"))


def unseal_text(key: bytes, place: bytes, sealed: bytes) -> str:
    """`unseal` for text."""
    return unseal(key, place, sealed).decode("utf-8", "surrogatepass")


def new_box_keypair() -> tuple[bytes, bytes]:
    """Return a fresh X25519 key pair `(public, private)`, 32 bytes each."""
    from nacl.public import PrivateKey

    private = PrivateKey.generate()
    return bytes(private.public_key), bytes(private)


def box_seal(public: bytes, data: bytes) -> bytes:
    """Seal `data` so that only the holder of the private key can open it, 48 bytes longer; the sender is not told."""
    from nacl.public import PublicKey, SealedBox

    return bytes(SealedBox(PublicKey(public)).encrypt(data))


def box_open(private: bytes, sealed: bytes) -> bytes:
    """Open a sealed box; raises CannotOpen for a wrong key or a changed box."""
    return box_opener(private)(sealed)


def box_opener(private: bytes) -> Callable[[bytes], bytes]:
    """Return what opens many boxes with one key, as `box_open` does: what the key itself costs is then paid once."""
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    def opened(sealed: bytes) -> bytes:
        try:
            return bytes(box.decrypt(sealed))
        except (CryptoError, ValueError) as error:
            raise CannotOpen("the box does not open with this key") from error

    try:
        box = SealedBox(PrivateKey(private))
    except (CryptoError, ValueError) as error:
        raise CannotOpen("that is no key") from error
    return opened


def signing_public(seed: bytes) -> bytes:
    """Return the public Ed25519 key, 32 bytes, of a private one."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, data: bytes) -> bytes:
    """Return the Ed25519 signature of `data`, 64 bytes, always the same one for the same key and data (RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(data)


def is_signed(public: bytes, data: bytes, signature: bytes) -> bool:
    """Tell whether a signature of `data` was made with the private key of `public`; False for what is no key or signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_pem(public: bytes) -> str:
    """Return a public Ed25519 key as PEM text, which other programs read."""
    lines = b64encode(public_spki(public)).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


def public_spki(public: bytes) -> bytes:
    """Return a public Ed25519 key in the form browsers read (DER, SubjectPublicKeyInfo, RFC 8410)."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return Ed25519PublicKey.from_public_bytes(public).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def public_from_pem(text: str) -> bytes:
    """Return the 32 bytes of a public Ed25519 key written as PEM. Raises CannotOpen for anything else."""
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(text.encode())
    except ValueError as error:
        raise CannotOpen("that is no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CannotOpen("that is no Ed25519 key")
    return key.public_bytes_raw()


def wrap_with_passphrase(passphrase: str, secret: bytes, *, cost: int = 3) -> bytes:
    """Wrap `secret` under a pass phrase (Argon2id, 64 MiB, `cost` passes); the answer carries salt and parameters."""
    salt = secrets.token_bytes(16)
    sealed = seal(_stretch(passphrase, salt, cost), b"passphrase", secret)
    return json.dumps({"salt": b64encode(salt).decode(), "cost": cost, "sealed": b64encode(sealed).decode()}).encode()


def unwrap_with_passphrase(passphrase: str, wrapped: bytes) -> bytes:
    """Open what `wrap_with_passphrase` made; raises CannotOpen for a wrong pass phrase."""
    parts: dict[str, Any] = json.loads(wrapped)
    key = _stretch(passphrase, b64decode(parts["salt"]), int(parts["cost"]))
    return unseal(key, b"passphrase", b64decode(parts["sealed"]))


def _stretch(passphrase: str, salt: bytes, cost: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        passphrase.strip().encode(),
        salt,
        time_cost=cost,
        memory_cost=65536,
        parallelism=1,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


class Keyring:
    """The machine's own keys: the master key and the pepper, read from the key folder."""

    def __init__(self, folder: Path, master: bytes, pepper: bytes) -> None:
        self.folder = folder
        self._master = master
        self._pepper = pepper
        self._derived: dict[tuple[bytes, str], bytes] = {}

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key that the master key gives for `purpose`."""
        return self._key(self._master, purpose)

    def pepper_mac(self, purpose: str, text: str) -> bytes:
        """Return a 32-byte HMAC of `text` under the pepper: what a code is looked up by, useless without the pepper."""
        return mac(self._key(self._pepper, purpose), text.encode())

    def pepper_key(self, purpose: str, text: str) -> bytes:
        """Return a 32-byte key that only `text` and the pepper together give: HKDF(HMAC(pepper, text))."""
        return derive(self.pepper_mac(f"{purpose}/key", text), purpose)

    def _key(self, root: bytes, purpose: str) -> bytes:
        """Return the key of a purpose, derived once: there are few purposes, and none is anybody's code."""
        kept = self._derived.get((root, purpose))
        if kept is None:
            kept = self._derived[root, purpose] = derive(root, purpose)
        return kept

    def write_secret(self, name: str, data: bytes) -> None:
        """Write a key file that only the owner can read, durably; `name` is a relative path below the key folder."""
        _write_private(self.folder / name, data)

    def replace_secret(self, name: str, data: bytes) -> None:
        """Write a key file anew, durably: whoever reads it sees the old one or the new one, never half."""
        draft = self.folder / f".{name}-{secrets.token_hex(8)}"
        _write_private(draft, data)
        draft.replace(self.folder / name)

    def read_secret(self, name: str) -> bytes:
        """Read a key file; raises KeyMissing when it is not there."""
        return _read(self.folder / name)

    def destroy_secret(self, name: str) -> None:
        """Overwrite and remove a key file; nothing happens when it is gone already."""
        path = self.folder / name
        if path.exists():
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()


def keyring() -> Keyring:
    """Return the running application's keys."""
    ring: Keyring = current_app.extensions["vaerdig_keyring"]
    return ring


def keys_are_in(folder: Path) -> bool:
    """Tell whether a key folder holds a pepper and a master key, plain or wrapped."""
    has_master = (folder / "master.key").exists() or (folder / "master.key.wrapped").exists()
    return has_master and (folder / "pepper.key").exists()


def open_keyring(folder: Path, backend: str = "file", passphrase: str | None = None) -> Keyring:
    """Read the master key and the pepper, making them the first time.

    With `backend` `passphrase` the master key lies wrapped and needs `passphrase`; raises CannotOpen for a wrong one and
    KeyMissing when none is given.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    master = _wrapped_master(folder, passphrase) if backend == "passphrase" else _plain_key(folder / "master.key")
    return Keyring(folder, master, _plain_key(folder / "pepper.key"))


def _wrapped_master(folder: Path, passphrase: str | None) -> bytes:
    if not passphrase:
        raise KeyMissing("VAERDIG_MASTER_PASSPHRASE mangler: hovednøglen er pakket ind i et kodeord.")
    path = folder / "master.key.wrapped"
    if not path.exists():
        _write_private(path, wrap_with_passphrase(passphrase, new_key()))
    return unwrap_with_passphrase(passphrase, _read(path))


def _plain_key(path: Path) -> bytes:
    if not path.exists():
        _write_private(path, b64encode(new_key()))
    key = b64decode(_read(path))
    if len(key) != KEY_BYTES:
        raise KeyMissing(f"Nøglefilen {path.name} er ikke en nøgle på {KEY_BYTES} byte.")
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeyMissing(f"Nøglefilen {path.name} mangler i nøglemappen.") from error


def _write_private(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another worker made it first; both then read the same file
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
