"""Two who write on the same draft of a finding: the second is told, both texts are on the page, and nothing is lost unseen."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BR, PASSPHRASE, again, received, see_again
from complaints.investigations.begun import WHO

from værdig.complaints.investigations import hearings

MINE = "Der gik otte uger, siger borgeren."
HERS = "Der gik ni uger, siger journalen."


@pytest.fixture
def address(freeze: Any, br: Any) -> str:
    """The page of a draft that has been begun."""
    freeze("2026-11-02 09:00")
    br.get("/stab/indbakke/laas-op").submit({"passphrase": PASSPHRASE})
    see_again()
    case, _code = received(identity=WHO)
    br.get(f"/stab/indbakke/{case.id}/flyt").submit({"target": "undersoegelse", "reason": "Det skal undersøges."})
    see_again()
    hearings.begin_draft(again(case).id, BR)
    see_again()
    return f"/stab/indbakke/{case.id}/undersoegelse/udkast"


def test_the_second_sees_both_and_decides(address: str, br: Any, freeze: Any) -> None:
    first, second = br.get(address), br.get(address)
    freeze("2026-11-02 09:05")
    first.submit({"facts": HERS}, button="Gem udkastet")
    freeze("2026-11-02 09:06")
    told = second.submit({"facts": MINE}, button="Gem udkastet")
    assert told.status == 422
    assert "En anden har gemt udkastet, mens du skrev." in told.errors[0]
    assert told.form().values["facts"] == MINE
    assert HERS in told.text
    assert br.get(address).form().values["facts"] == HERS, "what was kept stays until somebody decides"
    freeze("2026-11-02 09:07")
    told.submit({"facts": f"{HERS} {MINE}"}, button="Gem udkastet").follow()
    assert br.get(address).form().values["facts"] == f"{HERS} {MINE}"


def test_the_same_twice_is_a_double_click(address: str, br: Any, freeze: Any) -> None:
    page = br.get(address)
    page.submit({"facts": MINE}, button="Gem udkastet")
    freeze("2026-11-02 09:05")
    assert page.submit({"facts": MINE}, button="Gem udkastet").status == 302


def test_another_mistake_does_not_hide_that_somebody_has_written(address: str, br: Any, freeze: Any) -> None:
    first, second = br.get(address), br.get(address)
    freeze("2026-11-02 09:05")
    first.submit({"facts": HERS}, button="Gem udkastet")
    freeze("2026-11-02 09:06")
    told = second.submit({"facts": MINE, "reasons": "x" * 30_000}, button="Gem udkastet")
    assert HERS in told.text
