"""Who has opened a case, as its citizen reads it: by role and hour, by name only where the municipality has decided so before."""

from __future__ import annotations

from datetime import date
from typing import Any

from complaints.given import received, see_again
from flask import Flask

from værdig.complaints import queries
from værdig.complaints.keys import Reader
from værdig.municipality import service as municipality


def test_names_are_told_only_of_what_was_opened_after_it_was_decided(context: Flask, staff: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, _code = received(reader=Reader.MANAGEMENT)
    staff("leder").get(f"/stab/klager/{case.id}", status=200)
    municipality.put("names_told", True, date(2026, 11, 3))
    freeze("2026-11-03 09:00")
    staff("leder").get(f"/stab/klager/{case.id}", status=200)
    see_again()
    named, nameless = (opening.role for opening in queries.opened_by(case.id))
    assert named.endswith(", Leder")
    assert nameless in ("Leder A", "Leder B")


def test_the_citizen_reads_the_name_on_her_page(context: Flask, staff: Any, client: Any) -> None:
    municipality.put("names_told", True)
    case, code = received(reader=Reader.MANAGEMENT)
    staff("leder").get(f"/stab/klager/{case.id}", status=200)
    see_again()
    (opening,) = queries.opened_by(case.id)
    assert opening.role in client.get("/sag").submit({"code": code}).follow().text
