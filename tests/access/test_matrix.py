"""Who may do what: the whole table, and that every address of the staff side follows it for every role."""

from __future__ import annotations

from typing import Any

import pytest
from addresses import closed_addresses, example_of
from flask import Flask

from værdig.access.declare import SIGNED_IN
from værdig.access.roles import INDEPENDENT, MANAGING, Role
from værdig.errors import NotYours
from værdig.sessions import STAFF_COOKIE

COLUMNS = {
    "br": Role.BORGERRAADGIVER,
    "st": Role.STEDFORTRAEDER,
    "le": Role.LEDER,
    "sl": Role.SVARANSVARLIG_LEDER,
    "sk": Role.SKRANKE,
    "ud": Role.UDVALGSMEDLEM,
    "an": Role.ANALYTIKER,
    "ad": Role.ADMINISTRATOR,
    "dp": Role.DPO,
}
TABLE = """
                                              br st le sl sk ud an ad dp
    accounts.manage                           .  .  .  .  .  .  .  x  .
    administration.personal_data              .  .  .  .  .  .  .  x  x
    administration.plugins                    .  .  .  .  .  .  .  x  .
    administration.settings                   .  .  .  .  .  .  .  x  .
    complaints.categories                     x  .  x  .  .  .  .  .  .
    complaints.confidential                   x  x  .  .  .  .  .  .  .
    complaints.count                          x  x  x  x  x  .  .  .  .
    complaints.keys                           x  .  .  .  .  .  .  .  .
    complaints.letter_texts                   x  .  x  .  .  .  .  .  .
    complaints.management                     .  .  x  x  .  .  .  .  .
    complaints.register                       x  .  x  .  x  .  .  .  .
    complaints.retention                      x  .  x  .  .  .  .  .  .
    imports.manage                            .  .  x  .  .  .  x  x  .
    metrics.compute                           .  .  x  .  .  .  x  x  .
    metrics.read                              x  x  x  x  .  x  x  x  .
    reports.beretning                         x  .  .  .  .  .  .  .  .
    reports.beretning_read                    x  x  x  x  .  x  x  .  .
    reports.drafts                            x  x  x  .  .  .  x  .  .
    reports.read                              x  x  x  .  .  x  x  .  .
    reports.write                             .  .  x  .  .  .  .  .  .
    surveys.close                             x  x  x  .  .  .  .  .  x
    surveys.enter                             .  .  .  .  x  .  x  .  .
    surveys.hold_key                          x  x  .  .  .  .  .  .  x
    surveys.manage                            .  .  x  .  .  .  x  .  .
    surveys.read                              x  x  x  x  .  .  x  .  x
    surveys.texts                             x  x  x  .  .  .  .  .  .
    surveys.translations                      x  x  x  .  .  .  x  .  .
    vaerdig_eksempel.register                 .  .  x  .  x  .  .  x  .
    vaerdig_maal_sagsbehandling.registrere    .  .  x  .  .  .  x  .  .
    vaerdig_maal_virksomheder.registrere      .  .  x  x  .  .  x  .  .
    vaerdig_spor_udsatte.registrere           .  .  x  x  .  .  x  .  .
    vaerdig_spor_unge.registrere              .  .  x  x  .  .  x  .  .
    vaerdig_spor_virksomhedsnaer.registrere   .  .  x  x  .  .  x  .  .
"""
"""What is agreed. A change here is a change of who may do what, and is looked at as one."""


def agreed() -> dict[str, set[Role]]:
    """Return the table as roles by permission."""
    head, *rows = TABLE.strip().splitlines()
    roles = [COLUMNS[column] for column in head.split()]
    return {
        permission: {role for role, mark in zip(roles, marks, strict=True) if mark == "x"}
        for permission, *marks in (row.split() for row in rows)
    }


def test_the_table_is_what_the_application_declares(app: Flask) -> None:
    declared = {key: set(found.default_roles) for key, found in app.extensions["vaerdig_permissions"].items()}
    assert declared == agreed()
    assert set().union(*declared.values()) == set(Role)


def test_what_the_table_may_never_say() -> None:
    table = agreed()
    assert table["complaints.confidential"] <= INDEPENDENT
    assert not table["complaints.management"] & (INDEPENDENT | {Role.ADMINISTRATOR})
    for permission, roles in table.items():
        if permission.startswith("complaints."):
            assert Role.ADMINISTRATOR not in roles, "who runs the machine reads no complaints"
        if permission.startswith(("accounts.", "administration.")):
            assert not roles & (INDEPENDENT | MANAGING), "who manages users is neither leader nor borgerraadgiver"


def let_in(app: Flask, address: str, method: str, cookie: str, token: str) -> bool:
    """Tell whether a request gets past the door; its view is not run."""
    headers = {"Cookie": f"{STAFF_COOKIE}={cookie}", "X-CSRF-Token": token}
    with app.test_request_context(address, method=method, headers=headers):
        try:
            return app.preprocess_request() is None
        except NotYours:
            return False
        finally:
            app.do_teardown_request()


@pytest.mark.parametrize("role", list(Role))
def test_every_staff_address_follows_the_table(app: Flask, staff: Any, role: Role) -> None:
    browser, table = staff(str(role)), agreed()
    token = browser.get("/stab/").form("Log af").values["csrf_token"]
    cookie = browser.get_cookie(STAFF_COOKIE, path="/stab").value
    wrong, count = [], 0
    for rule, method, access in closed_addresses(app):
        wanted = access == SIGNED_IN or role in table[access]
        if let_in(app, example_of(app, rule), method, cookie, token) is not wanted:
            wrong.append(f"{method} {rule.rule} ({access})")
        count += 1
    assert not wrong
    assert count > 80


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_shows_what_may_be_opened_and_nothing_else(staff: Any, role: Role) -> None:
    browser = staff(str(role))
    links = {str(link["href"]) for link in browser.get("/stab/").soup.select("nav a[href^='/stab']")}
    assert "/stab/" in links
    for link in links:
        assert browser.get(link).status in (200, 302), link
