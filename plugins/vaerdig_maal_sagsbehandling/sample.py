"""The example's registrations for 2021; invented, and marked as example data wherever they are shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.api import add_once

from .models import Opfoelgning, Svartid, Undervisning

IN_TIME = (171, 160, 182, 175, 169, 158, 121, 166, 188, 190, 185, 149)
ANSWERED = (214, 201, 220, 209, 205, 196, 160, 203, 219, 222, 214, 178)


TAUGHT = ((date(2021, 3, 10), 38), (date(2021, 9, 15), 34))
FOLLOWED_UP = (
    ("leder", date(2021, 2, 18), "Eksempel: Hvordan vi taler om forventninger"),
    ("leder", date(2021, 5, 20), "Eksempel: Svartider"),
    ("leder", date(2021, 10, 7), "Eksempel: Skift af sagsbehandler"),
    ("udvalg", date(2021, 8, 30), "Eksempel: 1. halvår 2021"),
)


def load(_context: Any) -> None:
    """Register a year once."""
    months = enumerate(zip(ANSWERED, IN_TIME, strict=True), start=1)
    add_once(Svartid, ({"maaned": date(2021, month, 1), "besvaret": a, "til_tiden": t} for month, (a, t) in months))
    course = {"emne": "God forvaltningsskik (eksempel)", "medarbejdere": 74}
    add_once(Undervisning, ({**course, "dato": day, "deltagere": people} for day, people in TAUGHT))
    add_once(Opfoelgning, ({"slags": kind, "dato": day, "emne": topic} for kind, day, topic in FOLLOWED_UP))
