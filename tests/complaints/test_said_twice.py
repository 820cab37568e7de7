"""Going back and sending a letter or a note again: the very same one is there once, anything else is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from complaints.given import BOSS, again, citizen_keys, received, token
from flask import Flask

from værdig.clock import now
from værdig.complaints import service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case

TEXT = "Vi ringer til dig i morgen."


def send(browser: Any, case: Case, page: str = "svar", side: str = "indbakke", **typed: str) -> str:
    """Open the form anew, as going back does, send it, and return what is told."""
    sent = browser.get(f"/stab/{side}/{case.id}/{page}").submit({"text": TEXT} | typed)
    return str(sent.follow().soup.select_one("main .alert").get_text(" ", strip=True))


def texts(case: Case) -> int:
    return len(again(case).messages) + len(again(case).notes)


@pytest.mark.parametrize(
    ("page", "typed", "saved", "told"),
    [
        ("svar", {}, "Beskeden er sendt.", "Den besked har vi allerede."),
        ("notat", {"kind": "notat_til_sagen"}, "Notatet er gemt.", "Det notat har vi allerede."),
    ],
)
def test_the_very_same_is_written_once(br: Any, page: str, typed: dict[str, str], saved: str, told: str) -> None:
    case, _code = received()
    assert saved in send(br, case, page, **typed)
    assert told in send(br, case, page, **typed)
    assert texts(case) == 1
    assert saved in send(br, case, page, **typed, text="Noget andet.")
    assert saved in send(br, case, page, **typed), "it is not the latest any more"
    assert texts(case) == 3


def test_it_is_told_in_a_closed_case_too(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    service.withdraw(case.id)
    service.write_as_citizen(case.id, citizen_keys(case, code), "Hvad nu?", token())
    pages = [boss.get(f"/stab/klager/{case.id}/svar") for _twice in range(2)]
    assert "Beskeden er sendt." in pages[0].submit({"text": TEXT}).follow().text
    anew = pages[1].submit({"text": TEXT, "token": "x" * 22})
    assert "Den besked har vi allerede." in anew.follow().text
    assert texts(case) == 2


def test_what_the_citizen_wrote_in_between_is_answered_with_the_same_words(br: Any) -> None:
    case, code = received()
    send(br, case)
    service.write_as_citizen(case.id, citizen_keys(case, code), "Hvornår?", token())
    assert "Beskeden er sendt." in send(br, case)


def test_the_other_side_may_say_the_same_and_another_kind_is_another_letter(br: Any, boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    service.share_with_borgerraadgiver(case.id, citizen_keys(case, code))
    assert "Beskeden er sendt." in send(boss, case, side="klager")
    assert "Beskeden er sendt." in send(br, case)
    assert "Beskeden er sendt." in send(br, case, kind="henvisning")
    assert texts(case) == 3


def test_letting_the_management_read_it_too_is_another_letter(br: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", CITIZEN)
    assert "Beskeden er sendt." in send(br, case)
    assert "Beskeden er sendt." in send(br, case, with_management="y")
    assert "Den besked har vi allerede." in send(br, case, with_management="y")


def test_a_reminder_is_repeated_another_day_and_nothing_else_is(context: Flask) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    opened, sent = citizen_keys(case, code), now()

    def remind(at: datetime, kind: str = "rykker") -> bool:
        return service.answer(case.id, opened, TEXT, BOSS, kind=kind, token=token(), at=at)

    assert remind(sent)
    with pytest.raises(service.SaidAlready):
        remind(sent)
    assert remind(sent + timedelta(days=8))
    assert remind(sent + timedelta(days=9), "svar")
    with pytest.raises(service.SaidAlready):
        remind(sent + timedelta(days=10), "svar")


def test_what_no_form_has_sent_may_be_said_again(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    for _twice in range(2):
        service.answer(case.id, citizen_keys(case, code), TEXT, BOSS)
    assert texts(case) == 2
