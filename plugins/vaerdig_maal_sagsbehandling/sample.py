"""The example's registrations for 2021; invented, and marked as example data wherever they are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from værdig.api import db_session

from . import service
from .models import Svartid

IN_TIME = (171, 160, 182, 175, 169, 158, 121, 166, 188, 190, 185, 149)
ANSWERED = (214, 201, 220, 209, 205, 196, 160, 203, 219, 222, 214, 178)


def load(_context: Any) -> None:
    """Register a year once."""
    if db_session.scalar(select(func.count()).select_from(Svartid)):
        return
    for month, (answered, in_time) in enumerate(zip(ANSWERED, IN_TIME, strict=True), start=1):
        service.register_svartid({"maaned": date(2021, month, 1), "besvaret": answered, "til_tiden": in_time})
    for day, people in ((date(2021, 3, 10), 38), (date(2021, 9, 15), 34)):
        service.register_undervisning(
            {"dato": day, "emne": "God forvaltningsskik (eksempel)", "deltagere": people, "medarbejdere": 74}
        )
    for kind, day, topic in (
        ("leder", date(2021, 2, 18), "Eksempel: Hvordan vi taler om forventninger"),
        ("leder", date(2021, 5, 20), "Eksempel: Svartider"),
        ("leder", date(2021, 10, 7), "Eksempel: Skift af sagsbehandler"),
        ("udvalg", date(2021, 8, 30), "Eksempel: 1. halvår 2021"),
    ):
        service.register_opfoelgning({"slags": kind, "dato": day, "emne": topic})
