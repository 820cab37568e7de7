"""Where folders are: resources inside the package or beside it in a checkout, and the instance folder."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
BESIDE = PACKAGE.parent


def resource_dir(name: str) -> Path:
    """Return the folder `name` (`migrations`, `translations`): inside the package when installed, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else BESIDE / name


def is_checkout() -> bool:
    """Tell whether the package runs from a checkout rather than from an installed wheel."""
    return (BESIDE / "pyproject.toml").is_file()


def instance_dir() -> Path:
    """Return the instance folder: `VAERDIG_INSTANCE`, else `instance/` in a checkout, else `~/.vaerdig`.

    Set explicitly, since Flask's own choice for an installed package would be a folder named with `æ`.
    """
    named = os.environ.get("VAERDIG_INSTANCE")
    if named:
        return Path(named).expanduser().resolve()
    return BESIDE / "instance" if is_checkout() else Path.home() / ".vaerdig"
