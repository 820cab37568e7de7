"""The walls: management cannot see a confidential case, nobody reads one in the database, and no municipality sees another's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from complaints.given import BR, PASSPHRASE, STORY, database_bytes, received, see_again
from flask import Flask
from sqlalchemy import LargeBinary

from værdig.access.roles import Role
from værdig.codes import shown
from værdig.complaints import inbox, keys, queries, service
from værdig.complaints.acting import MANAGEMENT
from værdig.complaints.keys import Reader
from værdig.crypto import CannotOpen
from værdig.db import Base, db, tenant
from værdig.errors import NotYours

Staff = Callable[..., Any]
WORDS = (
    "Æblegrød",
    "kanel",
    "hemmelige",
    "Navnløs",
    "Tolvtrefire",
    "Ønskekvist",
    "Svarlinde",
    "Notatgran",
    "Begrundbøg",
    "Punktpil",
    "Kladdelind",
)


def addresses(app: Flask, case_id: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield every method and address below `prefix` that names a case."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(prefix) and "case_id" in rule.arguments:
            address = rule.rule.replace("<case_id>", case_id).replace("<point_id>", "p" * 22)
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield method, address


def answered(browser: Any, method: str, address: str) -> int:
    if method == "GET":
        return int(browser.get(address).status)
    token = browser.get("/stab/").soup.select_one('input[name="csrf_token"]')["value"]
    return int(browser.post(address, data={"csrf_token": token}).status)


def test_there_are_pages_to_test(app: Flask) -> None:
    assert len(list(addresses(app, "x", "/stab/indbakke"))) == len(list(addresses(app, "x", "/stab/klager"))) >= 20


@pytest.mark.parametrize(
    "role", sorted(role.value for role in Role if role.value not in ("borgerraadgiver", "stedfortraeder"))
)
def test_no_other_role_reaches_a_confidential_case_by_any_address(
    app: Flask, ready: Any, staff: Staff, role: str
) -> None:
    case, _code = received()
    browser = staff(role)
    for prefix in ("/stab/indbakke", "/stab/klager"):
        for method, address in addresses(app, case.id, prefix):
            assert answered(browser, method, address) == 404, (role, method, address)


def test_the_borgerraadgiver_does_not_reach_the_managements_cases(app: Flask, ready: Any, staff: Staff) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    browser = staff("borgerraadgiver")
    for method, address in addresses(app, case.id, "/stab/klager"):
        assert answered(browser, method, address) == 404, (method, address)


def test_a_case_that_does_not_exist_looks_like_one_that_is_not_yours(app: Flask, ready: Any, staff: Staff) -> None:
    case, _code = received()
    boss = staff("leder")
    hidden, missing = boss.get(f"/stab/klager/{case.id}"), boss.get("/stab/klager/" + "x" * 22)
    assert hidden.status == missing.status == 404
    assert hidden.text == missing.text


def test_no_queue_search_or_count_of_the_management_shows_that_a_confidential_case_exists(
    app: Flask, ready: Any, staff: Staff
) -> None:
    case, _code = received()
    boss = staff("leder")
    page = boss.get("/stab/klager?vis=alle")
    assert case.number not in page.html
    found = page.submit({"q": case.number}, form="Søg").html
    for typed in (f"»{case.number}«", f'value="{case.number}"'):
        assert typed in found, "what was searched for is said, and stands ready to be corrected"
        found = found.replace(typed, "")
    assert case.number not in found


def test_management_keys_open_nothing_confidential(ready: Any) -> None:
    case, code = received()
    with pytest.raises(NotYours):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    with pytest.raises(NotYours):
        queries.case_for(MANAGEMENT.reader, case.id)
    assert keys.open_with_code(case, code)


def test_nothing_anybody_wrote_can_be_read_in_the_database(app: Flask, ready: Callable[[], dict[str, bytes]]) -> None:
    case, code = received(
        f"{STORY}", identity={"name": "Navnløs Nielsen", "phone": "Tolvtrefire"}, particulars={"wish": "Ønskekvist"}
    )
    opened = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.answer(case.id, opened, "Svarlinde", BR)
    service.write_note(case.id, opened, "Notatgran", BR, Reader.BORGERRAADGIVER, kind="internt_arbejdspapir")
    opened = keys.open_for(case, Reader.BORGERRAADGIVER, ready())
    service.add_point(
        case.id, opened, BR, theme="complaints.optraeden", unit="jobcenter", formality="begge", summary="Punktpil"
    )
    service.keep_draft(case.id, opened, service.Draft(letter="Kladdelind"), Reader.BORGERRAADGIVER)
    service.move(case.id, opened, "dialog", BR, "Begrundbøg")
    see_again()
    everything = database_bytes(app)
    assert case.number.encode() in everything, "the bytes are the right ones"
    for word in WORDS:
        for form in (word, word.lower(), word.upper()):
            for encoding in ("utf-8", "utf-16-le", "latin-1"):
                assert form.encode(encoding) not in everything, (form, encoding)
    for secret in (code, shown(code), PASSPHRASE):
        assert secret.encode() not in everything
    for private in ready().values():
        assert private not in everything
    for key in opened.parts.values():
        assert key not in everything


def test_columns_for_what_people_write_are_bytes_and_no_other_column_is_long() -> None:
    for table in (
        "complaint_case",
        "klagepunkt",
        "case_message",
        "case_note",
        "case_event",
        "case_consent",
        "case_letter_draft",
        "investigation",
        "hearing",
        "criticism",
        "recommendation",
        "recommendation_step",
        "case_insight",
        "case_journal_theme",
        "case_transfer",
        "case_transfer_document",
        "case_retention_review",
        "case_retention_warning",
        "case_tombstone",
        "case_language_order",
        "case_translation",
        "case_redaction",
        "case_representative",
        "case_representative_key",
    ):
        for column in Base.metadata.tables[table].columns:
            if column.info.get("sealed"):
                assert isinstance(column.type, LargeBinary), column
            elif not column.info.get(
                "signed"
            ):  # ours: of what people write it holds a fingerprint (`receipts/test_signed.py`)
                assert (getattr(column.type, "length", None) or 0) <= 80, f"{column} has room for a sentence"


def test_the_submission_token_is_nowhere_since_the_code_can_be_made_from_it(app: Flask, ready: Any) -> None:
    token = "etHeltSaerligtToken0001"
    service.receive(service.Complaint(story=STORY, inbox=Reader.BORGERRAADGIVER), token)
    see_again()
    assert token.encode() not in database_bytes(app)


def test_a_text_moved_to_another_case_does_not_open_there(ready: Callable[[], dict[str, bytes]]) -> None:
    one, code = received("den ene")
    two, _code = received("den anden")
    opened = keys.open_with_code(one, code)
    from værdig.complaints.reading import read_case

    one.story = two.story
    with pytest.raises(CannotOpen):
        read_case(one, opened)
    db.session.rollback()


# --- municipalities ---


def test_no_municipality_reaches_anothers_cases_or_figures(app: Flask, ready: Any, staff: Staff) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    with tenant("vallensbaek"):
        assert queries.cases_of(Reader.MANAGEMENT, include_closed=True) == []
        assert queries.case_of_citizen(code) is None
        with pytest.raises(NotYours):
            queries.case_for(Reader.MANAGEMENT, case.id)
        with pytest.raises(NotYours):
            service.withdraw(case.id)
        assert not inbox.is_ready()
    neighbour = staff("leder", municipality="vallensbaek")
    for method, address in addresses(app, case.id, "/stab/klager"):
        assert answered(neighbour, method, address) == 404, (method, address)


def test_each_municipality_has_keys_of_its_own(ready: Any) -> None:
    here = received(reader=Reader.MANAGEMENT)[0]
    own = keys.management_keys()
    with tenant("vallensbaek"):
        there, _code = received(reader=Reader.MANAGEMENT)
        theirs = keys.management_keys()
        with pytest.raises(NotYours):
            keys.open_for(there, Reader.MANAGEMENT, own)
    assert not set(own) & set(theirs)
    assert keys.open_for(here, Reader.MANAGEMENT, own)
