"""Settings: unknown and ill-typed ones are refused, naming the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from værdig import settings
from værdig.errors import SettingsError


def test_the_file_the_environment_and_overrides_in_that_order(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('plugins = "a"\nstaff_session_minutes = 5\nplugins_off = ["x"]\n')
    environ = {
        "VAERDIG_STAFF_SESSION_MINUTES": "7",
        "VAERDIG_PLUGINS_OFF": "y, z",
        "HOME": "/",
        "VAERDIG_INSTANCE": "x",
    }
    read = settings.read(tmp_path, {"testing": True}, environ)
    assert (read.plugins, read.staff_session_minutes, read.plugins_off, read.testing) == ("a", 7, ["y", "z"], True)
    assert read["public_url"] == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("plugin = 'all'", "plugin"),
        ("staff_session_minutes = '60'", "staff_session_minutes"),
        ("staff_session_minutes = true", "staff_session_minutes"),
        ("key_backend = 'cloud'", "key_backend"),
        ("secure_cookies = 1", "secure_cookies"),
        ("not toml", "settings.toml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(SettingsError, match=key):
        settings.read(tmp_path, {}, {})


def test_an_unknown_variable_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="databse"):
        settings.read(tmp_path, {}, {"VAERDIG_DATABSE": "x"})
    with pytest.raises(SettingsError, match="trusted_proxies"):
        settings.read(tmp_path, {}, {"VAERDIG_TRUSTED_PROXIES": "to"})
