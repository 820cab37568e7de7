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

NEIGHBOURS = (
    ("leder.vallensbaek", "Vibeke Eksempel", "Jobcenter Vallensbæk", Role.LEDER),
    ("administrator.vallensbaek", "Viggo Eksempel", "It-afdelingen, Vallensbæk", Role.ADMINISTRATOR),
)
"""Those who work in the second example municipality only."""


def load(context: Any) -> None:
    """Make the people once; the borgerraadgiver also serves the second example municipality."""
    for number, person in enumerate(PEOPLE, start=1):
        _tell(context, person, f"hver dag eksempel {number}", str(ROLES[person[3]]))


def load_neighbours(context: Any) -> None:
    """Make those of the second example municipality, who see nothing of the first."""
    with tenant("vallensbaek"):
        for number, person in enumerate(NEIGHBOURS, start=len(PEOPLE) + 1):
            _tell(context, person, f"hver dag eksempel {number}", f"{ROLES[person[3]]}, Vallensbæk")


def _tell(context: Any, person: tuple[str, str, str, Role], password: str, title: str) -> None:
    word, name, unit, role = person
    email = f"{word}@eksempel.dk"
    if queries.by_email(email) is None:
        _make(name, email, unit, role, password)
    context.told.setdefault("users", []).append({"role": title, "email": email, "password": password})


def _make(name: str, email: str, unit: str, role: Role, password: str) -> None:
    user, token = service.invite(name, email, unit, role)
    if token is None:
        raise RuntimeError(f"{email} had an account already")
    service.choose_password(token, password)
    if role == Role.BORGERRAADGIVER and current_tenant() == "albertslund":
        with tenant("vallensbaek"):
            service.grant(user, role, SINCE, None)
