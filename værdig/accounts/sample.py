"""The example's staff: invented people, one per role, with pass words that are told to whoever runs the example."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.access.roles import ROLES, Role
from værdig.accounts import queries, service
from værdig.db import current_tenant, tenant

SINCE = date(2020, 1, 1)
PEOPLE = (
    ("borgerraadgiver", "Birgit Eksempel", "Borgerrådgiveren", Role.BORGERRAADGIVER),
    ("stedfortraeder", "Stine Eksempel", "Borgerrådgiveren", Role.STEDFORTRAEDER),
    ("leder", "Lars Eksempel", "Jobcentret", Role.LEDER),
    ("svar", "Susanne Eksempel", "Jobcentret, kontanthjælp", Role.SVARANSVARLIG_LEDER),
    ("skranke", "Karim Eksempel", "Borgerservice", Role.SKRANKE),
    ("udvalg", "Ulla Eksempel", "Kommunalbestyrelsen", Role.UDVALGSMEDLEM),
    ("analytiker", "Anders Eksempel", "Ledelsessekretariatet", Role.ANALYTIKER),
    ("administrator", "Amina Eksempel", "It-afdelingen", Role.ADMINISTRATOR),
    ("dpo", "David Eksempel", "Databeskyttelse", Role.DPO),
)


def load(context: Any) -> None:
    """Make the people once; the borgerraadgiver also serves the second example municipality."""
    for number, (word, name, unit, role) in enumerate(PEOPLE, start=1):
        email = f"{word}@eksempel.dk"
        password = f"hver dag eksempel {number}"
        if queries.by_email(email) is None:
            _make(name, email, unit, role, password)
        context.told.setdefault("users", []).append({"role": str(ROLES[role]), "email": email, "password": password})


def _make(name: str, email: str, unit: str, role: Role, password: str) -> None:
    user, token = service.invite(name, email, unit, role)
    if token is None:
        raise RuntimeError(f"{email} had an account already")
    service.choose_password(token, password)
    if role == Role.BORGERRAADGIVER and current_tenant() == "albertslund":
        with tenant("vallensbaek"):
            service.grant(user, role, SINCE, None)
