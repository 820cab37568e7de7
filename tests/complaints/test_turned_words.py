"""Marks that turn the direction of writing end with the words they stand in, on every page of a case, and the words stay as they were."""

from __future__ import annotations

import re
from typing import Any

import pytest
from complaints.given import again, citizen_keys, received

from værdig.complaints import service
from værdig.complaints.keys import Reader
from værdig.complaints.reading import read_case

MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TURNED = "Ane \u202eneddev\u2067 og \u202b en linje mere"


@pytest.fixture
def case(context: Any) -> Any:
    """A case in which the citizen has turned the direction of all she could write."""
    found, code = received(
        TURNED,
        Reader.MANAGEMENT,
        identity={"name": TURNED, "phone": f"22 33 44 55 {TURNED}", "address": TURNED},
        particulars={"wish": TURNED, "reference": TURNED},
        type="vejledning",
        wants_contact=True,
    )
    held = citizen_keys(found, code)
    service.write_as_citizen(found.id, held, TURNED, "t" * 22)
    return found, code


@pytest.mark.parametrize("page", ["", "/kontakt", "/svar", "/notat", "/flyt", "/type", "/punkt", "/afslut"])
def test_no_line_of_the_staffs_pages_is_turned(boss: Any, case: Any, page: str) -> None:
    shown = boss.get(f"/stab/klager/{case[0].id}{page}")  # the browser of the tests refuses a line that is turned
    isolated = [tag.get_text() for tag in shown.soup.select("bdi, [dir=auto]")]
    assert any(re.search(f"[{MARKS}]", text) for text in isolated)


def test_what_she_sees_of_her_own_case_is_isolated_and_what_is_kept_is_what_she_wrote(
    client: Any, context: Any, case: Any
) -> None:
    found, code = case
    shown = client.get("/sag").submit({"code": code}).follow()
    isolated = [tag.get_text() for tag in shown.soup.select("main bdi, main p[dir=auto]")]
    assert isolated.count(TURNED) >= 5
    read = read_case(again(found), citizen_keys(found, code))
    assert (read.story, read.identity["name"], read.messages[0].text) == (TURNED, TURNED, TURNED)
