"""Værdig: `create_app` and `__version__`, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["__version__", "create_app"]
__version__ = "0.1.0"


def create_app(**overrides: Any) -> Flask:
    """Return the whole application; `overrides` are settings by name, as in `settings.toml`."""
    from værdig.app import create_app as build

    return build(**overrides)
