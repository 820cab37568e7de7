"""What is declared of one municipal setting; the settings themselves stand in `settings` and `day_settings`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class MunicipalSetting:
    """One dated setting: its key, type, default, help, and a check that returns a Danish objection or None."""

    key: str
    type: type
    default: Any
    help: Any
    object_to: Callable[[Any], str | None] = lambda _value: None
