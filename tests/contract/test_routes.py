"""Every address is declared, and none disappears unnoticed: people have bookmarked them."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from værdig.access.declare import access_of

LIST = Path(__file__).with_name("routes.txt")


def _routes(app: Flask) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        found.append(f"{rule.rule} {methods} {access_of(app.view_functions[rule.endpoint])}")
    return sorted(found)


def test_the_list_of_addresses_is_acknowledged(app: Flask) -> None:
    """A difference means: write the new list with `python -m pytest tests/contract/test_routes.py`, look at it, commit it."""
    found = "\n".join(_routes(app)) + "\n"
    known = LIST.read_text() if LIST.exists() else ""
    if found != known:
        LIST.write_text(found)
    assert found == known, "routes.txt has been rewritten: look at what changed"


def test_what_needs_a_sign_in_redirects_a_stranger(app: Flask) -> None:
    stranger = app.test_client()
    checked = 0
    for rule in app.url_map.iter_rules():
        if access_of(app.view_functions[rule.endpoint]) == "public" or "GET" not in (rule.methods or set()):
            continue
        address = rule.rule
        for argument in rule.arguments:
            converter = rule._converters[argument].__class__.__name__
            value = "1" if converter == "IntegerConverter" else "x"
            address = (
                address.replace(f"<{argument}>", value)
                .replace(f"<int:{argument}>", value)
                .replace(f"<path:{argument}>", value)
            )
        answer = stranger.get(address)
        assert answer.status_code == 302, address
        assert "/stab/log-ind" in answer.headers["Location"], address
        checked += 1
    assert checked > 20
