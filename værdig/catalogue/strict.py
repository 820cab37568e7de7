"""Builds frozen dataclasses from plain JSON and refuses whatever the class does not declare; knows nothing of plans."""

from __future__ import annotations

import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union

from værdig.errors import VaerdigError

Built = TypeVar("Built")


class DataError(VaerdigError):
    """A data file does not fit what it should hold; the text names the place (`plans[0].goals[2].code`)."""


def build(kind: type[Built], data: Any, where: str) -> Built:
    """Return `data` as an instance of the dataclass `kind`; raises DataError naming the place for anything that does not fit."""
    if not isinstance(data, dict):
        raise DataError(f"{where}: expected an object, found {type(data).__name__}")
    declared = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(data) - set(declared))
    missing = sorted(
        name
        for name, item in declared.items()
        if name not in data and item.default is MISSING and item.default_factory is MISSING
    )
    if unknown or missing:
        raise DataError(f"{where}: unknown {unknown}, missing {missing}")
    hints = _hints(typing.cast(Hashable, kind))
    return kind(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in data.items()})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _either(hint, value, where)
    if origin is Literal:
        return _one_of(typing.get_args(hint), value, where)
    if origin is tuple:
        return _many(typing.get_args(hint)[0], value, where)
    if origin is Mapping:
        return _mapping(typing.get_args(hint)[1], value, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return build(hint, value, where)
    return _plain(hint, value, where)


def _either(hint: Any, value: Any, where: str) -> Any:
    choices = typing.get_args(hint)
    if value is None and type(None) in choices:
        return None
    errors = []
    for choice in choices:
        try:
            return _value(choice, value, where)
        except DataError as error:
            errors.append(str(error))
    raise DataError(errors[0])


def _one_of(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    if value not in allowed:
        raise DataError(f"{where}: {value!r} is not one of {', '.join(map(str, allowed))}")
    return value


def _many(hint: Any, value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise DataError(f"{where}: expected a list, found {type(value).__name__}")
    return tuple(_value(hint, item, f"{where}[{number}]") for number, item in enumerate(value))


def _mapping(hint: Any, value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise DataError(f"{where}: expected an object, found {type(value).__name__}")
    return {key: _value(hint, item, f"{where}.{key}") for key, item in value.items()}


def _plain(hint: Any, value: Any, where: str) -> Any:
    if hint is Decimal and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if hint is date and isinstance(value, str):
        return _date(value, where)
    if hint in (str, int, bool) and type(value) is hint and value != "":
        return value
    raise DataError(f"{where}: {value!r} is not {getattr(hint, '__name__', hint)}")


def _date(value: str, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DataError(f"{where}: {value!r} is not a date") from error
