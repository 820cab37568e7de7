"""The addresses of the application for tests that visit all of them: what each is marked with, and an example of it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from værdig.access.declare import PUBLIC, access_of

EXAMPLES = {"IntegerConverter": 1}
"""Values that a converter takes; others take `x`, and one that names its values gets the first of them."""


def addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield every address of the application: its rule, a method, and what it is marked with."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, access_of(app.view_functions[rule.endpoint]) or "unmarked"


def closed_addresses(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Yield the addresses that are not for everybody."""
    return (found for found in addresses(app) if found[2] != PUBLIC)


def example_of(app: Flask, rule: Rule) -> str:
    """Return an address that the rule matches."""
    values = {}
    for name, converter in rule._converters.items():
        named = sorted(getattr(converter, "items", ()))
        values[name] = named[0] if named else EXAMPLES.get(type(converter).__name__, "x")
    return app.url_map.bind("localhost").build(rule.endpoint, values)
