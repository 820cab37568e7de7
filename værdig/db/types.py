"""Column types: UTC date-times, half-years and canonical JSON; sealed text is made by the feature that holds the key."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from værdig.clock import HalfYear


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC date-time; a naive one is refused, since its meaning would be a guess."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive date-time cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class HalfYearType(TypeDecorator[HalfYear]):
    """A half-year, stored as its code (`2021H1`), so that text order is time order."""

    impl = String(6)
    cache_ok = True

    def process_bind_param(self, value: HalfYear | None, dialect: Dialect) -> str | None:
        return None if value is None else value.code

    def process_result_value(self, value: str | None, dialect: Dialect) -> HalfYear | None:
        return None if value is None else HalfYear.parse(value)


class CanonicalJson(TypeDecorator[Any]):
    """JSON as text with sorted keys and no spaces: equal values are equal texts, on every engine."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: Any) -> str:
    """Return `value` as canonical JSON text: sorted keys, no spaces, Danish letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
