"""Who wrote each message, as staff see it, and which of them the management reads by the citizen's leave."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import Tag
from complaints.given import citizen_keys, received, see_again, token

from værdig.accounts import queries as accounts
from værdig.complaints import service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.models import Case

SHARED = "Deles med ledelsen, når der er samtykke"


@pytest.fixture
def case(br: Any, boss: Any) -> Case:
    """A confidential case that the management may see, in which the citizen and both sides have written."""
    found, code = received()
    opened = citizen_keys(found, code)
    service.give_consent(found.id, opened, "uden_navn", CITIZEN)
    service.write_as_citizen(found.id, opened, "Ledelsen må læse dette.", token(), with_management=True)
    see_again()
    br.get(f"/stab/indbakke/{found.id}/svar").submit({"text": "Fra mig, til alle.", "with_management": "y"})
    boss.get(f"/stab/klager/{found.id}/svar").submit({"text": "Ledelsens eget svar."})
    br.get(f"/stab/indbakke/{found.id}/svar").submit({"text": "Kun til borgeren."})
    see_again()
    return found


def said_above(page: Any, text: str) -> str:
    """Return everything between a message's heading and its text."""
    (shown,) = [each for each in page.soup.select("main .written") if text in each.get_text()]
    above: list[str] = []
    for each in shown.find_previous_siblings():
        above.append(each.get_text(" ", strip=True))
        if isinstance(each, Tag) and each.name == "h3":
            break
    return " ".join(above)


def test_each_message_says_who_wrote_it_on_both_sides(case: Case, br: Any, boss: Any) -> None:
    hers, theirs = (accounts.user_here(browser.user_id).name for browser in (br, boss))
    page = br.get(f"/stab/indbakke/{case.id}")
    assert f"Skrevet af {hers} (Borgerrådgiver)." in said_above(page, "Fra mig, til alle.")
    assert f"Skrevet af {theirs} (Leder)." in said_above(page, "Ledelsens eget svar.")
    assert "Skrevet af" not in said_above(page, "Ledelsen må læse dette.")
    page = boss.get(f"/stab/klager/{case.id}")
    assert f"Skrevet af {hers} (Borgerrådgiver)." in said_above(page, "Fra mig, til alle.")
    assert "Kun til borgeren." not in page.text


def test_only_what_the_management_reads_by_leave_is_marked_as_shared(case: Case, br: Any) -> None:
    page = br.get(f"/stab/indbakke/{case.id}")
    marked = {
        text: SHARED in said_above(page, text)
        for text in ("Ledelsen må læse dette.", "Fra mig, til alle.", "Ledelsens eget svar.", "Kun til borgeren.")
    }
    assert list(marked.values()) == [True, True, False, False]
