"""`vaerdig deadlines`: what it explains without keys, whom it says nothing of, and its errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from complaints.given import BOSS, STORY, citizen_keys, received
from flask import Flask

from værdig import audit
from værdig.administration.municipality_commands import municipality_group
from værdig.complaints import inbox, service
from værdig.complaints.keys import Reader
from værdig.complaints.reckoning.commands import EXPLAINED, deadlines_group
from værdig.complaints.states import State
from værdig.db import tenant
from værdig.errors import UserError
from værdig.municipality import service as municipalities

Run = Callable[..., Result]


@pytest.fixture
def case(app: Flask, freeze: Callable[[str], Any]) -> tuple[str, str]:
    """A management's complaint over a decision that has waited two days for its citizen: its id and number."""
    with app.app_context(), tenant("albertslund"):
        freeze("2026-12-21 09:00")
        municipalities.put("closing_days", ["2026-12-28"])
        municipalities.put("answer_days", 6)
        made, code = received(
            reader=Reader.MANAGEMENT, type="klage_over_afgoerelse", identity={"name": "Anna Hemmelig"}
        )
        opened = citizen_keys(made, code)
        service.move(made.id, opened, State.AFVENTER_BORGER, BOSS, "Vi mangler et brev.")
        freeze("2026-12-23 09:00")
        service.write_as_citizen(made.id, opened, "Her er det.", "m" * 22)
        return made.id, made.number


def clocks(run: Run, case: str) -> dict[str, Any]:
    told = json.loads(run(deadlines_group, "explain", case, "--json").stdout)
    return {each["clock"]: each for each in told["clocks"]}


def test_every_clock_is_explained_in_words(case: tuple[str, str], command: Run) -> None:
    done = command(deadlines_group, "explain", case[1])
    assert done.exit_code == 0
    for said in (
        f"Sag {case[1]}. ", "Første svar fra et menneske", "Begyndte: mandag den 21. december 2026",
        "Frist: tirsdag den 5. januar 2027", "Indstilling: answer_days = 6 (fra den 21. december 2026)",
        "Indstilling: closing_days = 2026-12-28", "Talte ikke med: torsdag den 24. december 2026 (juleaftensdag)",
        "Talte ikke med: mandag den 28. december 2026 (kommunens lukkedag)", "4 arbejdsdage tilbage.",
        "Regel: Retssikkerhedsloven § 66", "Fristen følger loven", "Stoppet: 23. december 2026 kl. 10.00",
    ):  # fmt: skip
        assert said in done.output, said
    assert "Anna" not in done.output
    assert STORY not in done.output


def test_as_json_by_id_too(case: tuple[str, str], command: Run) -> None:
    found = clocks(command, case[0])
    assert found["genvurdering"]["statutory"]
    assert found["genvurdering"]["due"] == "2027-01-18"
    assert found["genvurdering"]["not_counted"] == []
    assert {each["why"] for each in found["foerste_svar"]["not_counted"]} == {
        "juleaftensdag", "juledag", "anden juledag", "søndag", "kommunens lukkedag", "nytårsaftensdag", "nytårsdag", "lørdag",
    }  # fmt: skip
    assert found["visitation"]["not_counted"][:2] == [
        {"day": "2026-12-22", "why": "sagen ventede på borgeren"},
        {"day": "2026-12-23", "why": "sagen ventede på borgeren"},
    ]
    assert found["visitation"]["working_days_left"] == 2
    assert found["foerste_svar"]["settings"][0] == {"key": "answer_days", "value": 6, "since": "2026-12-21"}
    assert found["borgerens_svar"]["stop_cause"]


def test_the_days_that_counted_are_as_many_as_the_rule_gives(case: tuple[str, str], command: Run) -> None:
    from datetime import date

    found = clocks(command, case[0])["foerste_svar"]
    span = (date.fromisoformat(found["due"]) - date.fromisoformat(found["started"])).days
    assert span - len(found["not_counted"]) == 6


def test_that_it_was_asked_is_in_the_log_and_nothing_else_has_changed(
    case: tuple[str, str], app: Flask, command: Run
) -> None:
    command(deadlines_group, "explain", case[1])
    with app.app_context(), tenant("albertslund"):
        assert len(audit.entries_about("complaint_case", case[0], EXPLAINED)) == 1


@pytest.mark.parametrize("word", ["2026-000000-00", "findes-ikke", "", "x" * 500, "'; drop table"])
def test_an_unknown_case_is_told_in_danish(case: tuple[str, str], command: Run, word: str) -> None:
    with pytest.raises(UserError) as error:
        command(deadlines_group, "explain", word)
    assert "2026-482173-45" in str(error.value.text)


def test_a_neighbours_case_is_not_there(case: tuple[str, str], command: Run) -> None:
    with pytest.raises(UserError):
        command(deadlines_group, "explain", case[1], "--municipality", "vallensbaek")
    with pytest.raises(UserError, match="findes ikke"):
        command(deadlines_group, "explain", case[1], "--municipality", "odense")


# --- a corrected calendar ---


def test_a_date_of_an_older_calendar_is_explained_by_that_one(corrected: tuple[str, str], command: Run) -> None:
    first = clocks(command, corrected[0])["foerste_svar"]
    assert (first["due"], first["by_calendar"]) == ("2026-12-02", "2026-12-03")
    assert "2026-11-24" not in {each["day"] for each in first["not_counted"]}
    told = command(deadlines_group, "explain", corrected[0]).output
    assert "Efter kalenderen i dag: torsdag den 3. december 2026. Datoen er regnet med en ældre." in told
    command(deadlines_group, "recount", "--apply")
    moved = clocks(command, corrected[0])["foerste_svar"]
    assert (moved["due"], moved["by_calendar"]) == ("2026-12-03", None)
    assert {"day": "2026-11-24", "why": "kommunens lukkedag"} in moved["not_counted"]


@pytest.fixture
def corrected(app: Flask, freeze: Callable[[str], Any]) -> tuple[str, str]:
    """A case of the management's and a confidential one, both with dates that a corrected calendar would move; their numbers."""
    freeze("2026-11-23 09:00")
    with app.app_context(), tenant("albertslund"):
        inbox.set_up("u" * 22, "rolig lampe grøn båd")
        numbers = received(reader=Reader.MANAGEMENT)[0].number, received()[0].number
        municipalities.put("closing_days", ["2026-11-24"])
        return numbers


def test_it_lists_the_managements_and_says_nothing_of_confidential_ones(
    corrected: tuple[str, str], command: Run
) -> None:
    done = command(deadlines_group, "recount")
    assert f"{corrected[0]}  Første svar fra et menneske: 2. december 2026 → 3. december 2026" in done.output
    assert corrected[1] not in done.output
    assert "Ingen er flyttet endnu." in done.output
    assert len(json.loads(command(deadlines_group, "recount", "--json").stdout)["moves"]) == 2


def test_it_moves_the_managements_alone_and_once(corrected: tuple[str, str], command: Run) -> None:
    assert "2 datoer er flyttet." in command(deadlines_group, "recount", "--apply").output
    assert (
        "Ingen datoer i ledelsens sager ville blive flyttet." in command(deadlines_group, "recount", "--apply").output
    )
    untouched = json.loads(command(deadlines_group, "explain", corrected[1], "--json").stdout)
    assert {each["due"] for each in untouched["clocks"]} == {"2026-11-25", "2026-12-02"}


def test_the_calendar_names_the_laws_days_and_the_municipalitys(corrected: tuple[str, str], command: Run) -> None:
    told = command(deadlines_group, "calendar", "2026").output
    assert "  torsdag den 14. maj 2026: Kristi himmelfartsdag" in told
    assert "  tirsdag den 24. november 2026\n" in told
    assert "store bededag" in command(deadlines_group, "calendar", "2023").output
    plain = json.loads(command(deadlines_group, "calendar", "2027", "--json").stdout)
    assert plain["local"] == []
    assert {"day": "2027-06-05", "why": "grundlovsdag"} in plain["statutory"]
    assert command(deadlines_group, "calendar", "1066").exit_code == 2


def test_changing_the_calendar_says_who_will_be_asked_and_takes_only_days(
    corrected: tuple[str, str], command: Run
) -> None:
    done = command(municipality_group, "set", "closing_days", "2026-12-23, 2026-12-28", "--municipality", "albertslund")
    assert "Ledelsen og borgerrådgiveren bliver spurgt" in done.output
    assert corrected[1] not in done.output
    for wrong in ("23.12.2026", "2026-02-31", "jul"):
        with pytest.raises(UserError, match="er ikke en dag"):
            command(municipality_group, "set", "closing_days", wrong, "--municipality", "albertslund")
    other = command(municipality_group, "set", "phone", "11 22 33 44", "--municipality", "albertslund")
    assert "bliver spurgt" not in other.output
