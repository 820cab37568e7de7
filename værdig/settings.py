"""Declared settings of the machine: read from `instance/settings.toml` and `VAERDIG_*`, refused when unknown or ill-typed.

What belongs to a municipality (names, thresholds, calendar, texts) is dated data in `municipality`, not here.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from værdig.errors import SettingsError
from værdig.hooks.contracts import Setting

DECLARED: tuple[Setting, ...] = (
    Setting(id="database", type=str, default="", help="Databasens adresse. Tom: SQLite i instansmappen."),
    Setting(
        id="key_backend",
        type=str,
        default="file",
        choices=("file", "passphrase"),
        help="Hvor hovednøglen ligger: i en nøglefil, eller pakket ind i et kodeord (VAERDIG_MASTER_PASSPHRASE).",
    ),
    Setting(
        id="round_keys",
        type=str,
        default="holders",
        choices=("keyfile", "holders"),
        help="Hvor en rundes private nøgle ligger: forseglet til to nøgleholdere, eller i en nøglefil på serveren.",
    ),
    Setting(
        id="keys_dir",
        type=str,
        default="",
        help="Mappe til nøgler uden for databasen og dens backup. Tom: instance/keys.",
    ),
    Setting(
        id="plugins",
        type=str,
        default="all",
        help="Hvilke plug-ins der må indlæses: all, eller navne adskilt af komma.",
    ),
    Setting(id="plugins_off", type=list, default=[], help="Plug-ins der slet ikke indlæses."),
    Setting(
        id="strict_plugins",
        type=bool,
        default=False,
        help="Stop ved fejl i en plug-in i stedet for at sætte den i karantæne.",
    ),
    Setting(
        id="default_municipality", type=str, default="", help="Kommunen for adresser, der ikke hører til én kommune."
    ),
    Setting(
        id="public_url",
        type=str,
        default="",
        help="Adressen borgerne bruger, fx https://svar.kommune.dk; bruges i breve og QR.",
    ),
    Setting(id="trusted_proxies", type=int, default=0, help="Antal proxyer foran, hvis overskrifter der stoles på."),
    Setting(
        id="trusted_hosts",
        type=list,
        default=[],
        help="Værtsnavne, der svares på, fx svar.kommune.dk; også det navn, en overvågning spørger på. Tom: alle.",
    ),
    Setting(
        id="max_form_bytes", type=int, default=1_000_000, help="Største formular i byte; derover vises en side om det."
    ),
    Setting(id="max_upload_bytes", type=int, default=12_000_000, help="Største fil i byte, hvor filer modtages."),
    Setting(
        id="virus_scanner",
        type=str,
        default="",
        help="Virusskanner (clamd), som filer i klager bliver vist for: sti til dens socket, eller vært:port. Tom: ingen.",
    ),
    Setting(
        id="staff_session_minutes", type=int, default=60, help="Minutter uden brug, før en ansat skal logge ind igen."
    ),
    Setting(
        id="secure_cookies", type=bool, default=True, help="Kun cookies over https. Slås fra af make run på 127.0.0.1."
    ),
    Setting(
        id="mail_server", type=str, default="", help="Mailserver, fx smtp.kommune.dk. Tom: der sendes ingen e-mail."
    ),
    Setting(id="mail_port", type=int, default=25, help="Mailserverens port: 25, 465 (tls) eller 587 (starttls)."),
    Setting(
        id="mail_security",
        type=str,
        default="starttls",
        choices=("none", "starttls", "tls"),
        help="Kryptering til mailserveren. none kun på maskinens eget net.",
    ),
    Setting(id="mail_user", type=str, default="", help="Brugernavn til mailserveren. Tom: der logges ikke ind."),
    Setting(id="mail_password", type=str, default="", secret=True, help="Adgangskode til mailserveren."),
    Setting(id="mail_sender", type=str, default="", help="Afsender, fx Albertslund Kommune <noreply@kommune.dk>."),
    Setting(
        id="sms_gateway",
        type=str,
        default="",
        help="Navnet, som sms'er sendes til som e-mail, fx sms.udbyder.dk (4512345678@sms.udbyder.dk). Tom: ingen sms.",
    ),
    Setting(
        id="jobs_in_web",
        type=bool,
        default=True,
        help="Udfør baggrundsarbejdet i webserveren. Sæt til false, hvor »vaerdig jobs run« kører for sig.",
    ),
    Setting(
        id="metrics_token",
        type=str,
        default="",
        secret=True,
        help="Nøgleord for den, der henter driftstal på /sundhed/maal udefra. Tom: de gives kun til maskinen selv.",
    ),
    Setting(
        id="errors_in_full",
        type=bool,
        default=False,
        help="Skriv alle fejl i loggen straks og med deres egne ord. Kun til udvikling: de kan gengive, hvad nogen skrev.",
    ),
    Setting(id="testing", type=bool, default=False, help="Kun for prøver."),
)


class Settings(Mapping[str, Any]):
    """All settings by id, with attribute access: `settings.database`. Immutable once read."""

    def __init__(self, values: Mapping[str, Any], declared: tuple[Setting, ...] = DECLARED) -> None:
        self.declared = {setting.id: setting for setting in declared}
        self._tables = {key: value for key, value in values.items() if isinstance(value, dict)}
        for key in values.keys() - self._tables.keys():
            if key not in self.declared:
                known = ", ".join(sorted(self.declared))
                raise SettingsError(f"Ukendt indstilling »{key}«. Kendte: {known}.")
        self._values = {
            key: _checked(setting, values.get(key, setting.default)) for key, setting in self.declared.items()
        }

    def of_plugins(self, declared: Iterable[Setting]) -> dict[str, Any]:
        """Return the plug-ins' settings by id (`<plug-in>.<name>`), from the tables named as the plug-ins.

        Raises SettingsError for a key that no loaded plug-in declares, and for an ill-typed value. The table of a plug-in
        that is not loaded is left alone.
        """
        known = {setting.id: setting for setting in declared}
        loaded = {setting.id.partition(".")[0] for setting in known.values()}
        given = {f"{name}.{key}": value for name, table in self._tables.items() for key, value in table.items()}
        for key in given:
            if key not in known and (key.partition(".")[0] in loaded or not key.startswith("vaerdig_")):
                raise SettingsError(f"Ukendt indstilling »{key}«.")
        return {key: _checked(setting, given.get(key, setting.default)) for key, setting in known.items()}

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __getattr__(self, key: str) -> Any:
        try:
            return self.__dict__["_values"][key]
        except KeyError:
            raise AttributeError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _checked(setting: Setting, value: Any) -> Any:
    is_right = isinstance(value, setting.type) and not (setting.type is int and isinstance(value, bool))
    if not is_right:
        raise SettingsError(
            f"Indstillingen »{setting.id}« skal være {setting.type.__name__}, ikke {type(value).__name__}."
        )
    if setting.choices and value not in setting.choices:
        raise SettingsError(f"Indstillingen »{setting.id}« skal være en af: {', '.join(setting.choices)}.")
    return value


def read(
    instance: Path, overrides: Mapping[str, Any] | None = None, environ: Mapping[str, str] = os.environ
) -> Settings:
    """Return the settings of an instance: the file, then `VAERDIG_<KEY>`, then `overrides`; later ones win.

    Raises SettingsError, naming the key, for anything unknown or ill-typed, and for a file that cannot be read.
    """
    return Settings({**_from_file(instance / "settings.toml"), **_from_environment(environ), **(overrides or {})})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name} kan ikke læses: {error}") from error


NOT_SETTINGS = frozenset(
    {
        "VAERDIG_HOLDER_PASSPHRASE",
        "VAERDIG_INSTANCE",
        "VAERDIG_MASTER_PASSPHRASE",
        "VAERDIG_PLUGINS_DIR",
        "VAERDIG_TRACE_PLUGINS",
    }
)
"""Variables with the prefix that are read elsewhere: before settings exist, or because they must never be stored."""


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    types = {setting.id: setting.type for setting in DECLARED}
    found: dict[str, Any] = {}
    for name, text in environ.items():
        if name.startswith("VAERDIG_") and name not in NOT_SETTINGS and not name.startswith("VAERDIG_TEST_"):
            key = name.removeprefix("VAERDIG_").lower()
            found[key] = _parsed(key, text, types.get(key, str))
    return found


def _parsed(key: str, text: str, wanted: type) -> Any:
    if wanted is str:
        return text
    if wanted is list:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return json.loads(text.lower())
    except json.JSONDecodeError as error:
        raise SettingsError(f"Indstillingen »{key}« (fra miljøet) skal være {wanted.__name__}.") from error
