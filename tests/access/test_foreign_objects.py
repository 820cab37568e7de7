"""Every address that names an object, as every role: what is another municipality's, side's or case's looks like what never was.

An address with a new parameter must be declared here, as the tables it names a row of, or as no object at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from addresses import EXAMPLES, addresses
from complaints.given import BOSS, BR, PASSPHRASE, citizen_keys, received, see_again
from conftest import HOME, NEIGHBOUR
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Boolean, Date, Integer, LargeBinary, String, Table, Text, insert
from werkzeug.routing import Rule

from værdig import clock
from værdig.access.declare import PUBLIC
from værdig.access.roles import Role
from værdig.clock import HalfYear
from værdig.complaints import inbox, service
from værdig.complaints.keys import Reader
from værdig.complaints.recommendations import service as recommendations
from værdig.complaints.recommendations.service import Wanted
from værdig.db import Base, db, tenant
from værdig.db.types import HalfYearType, UtcDateTime
from værdig.hooks.registrations import Registration

FOREIGN, MISSING = "f" * 22, "m" * 22
OBJECTS: dict[str, tuple[str, ...]] = {
    "beretning_id": ("beretning",),
    "case_id": ("complaint_case",),
    "category": ("complaint_category",),
    "clock_id": ("case_clock",),
    "count_id": ("contact_count",),
    "document_id": (
        "case_message",
        "case_note",
        "case_file",
        "hearing",
        "case_insight",
        "recommendation",
        "case_avoid_wish",
    ),
    "draft_id": ("import_draft", "list_draft"),
    "file_id": ("case_file",),
    "grant_id": ("role_grant",),
    "hearing_id": ("hearing",),
    "insight_id": ("case_insight",),
    "item_id": ("round_local_draft",),
    "mark_id": ("case_conflict",),
    "message_id": ("case_message",),
    "order_id": ("case_language_order",),
    "place_id": ("survey_place",),
    "point_id": ("klagepunkt",),
    "quotation_id": ("quotation",),
    "recording_id": ("text_recording",),
    "recommendation_id": ("recommendation",),
    "redaction_id": ("case_redaction",),
    "registration_id": ("every register of a plug-in",),
    "report_id": ("report",),
    "representative_id": ("case_representative",),
    "round_id": ("survey_round",),
    "run_id": ("import_run",),
    "user_id": ("staff_user",),
    "version_id": ("letter_text",),
}
"""What each parameter names a row of. All of the neighbour's rows have the same id, so that no address can be missed."""

NO_OBJECTS = {
    "address": "a place in the catalogue, the same everywhere",
    "code": "a language or a measure, the same everywhere",
    "key": "two groups that are shown together, found within their round",
    "letter": "a kind of letter, the same everywhere",
    "name": "a form a report is fetched in",
    "number": "a page of a questionnaire or a text, by its place",
    "plugin_id": "a plug-in, the same everywhere",
    "section": "a section of the borgerraadgiver's report, the same everywhere",
    "wanted": "one of the words in the rule",
    "which": "one of the words in the rule",
}


def named(app: Flask) -> list[tuple[Rule, str]]:
    """Return the addresses of the staff side with a parameter, and their methods."""
    return [(rule, method) for rule, method, access in addresses(app) if access != PUBLIC and rule.arguments]


def address_of(app: Flask, rule: Rule, ids: dict[str, str], else_: str) -> str:
    """Return an address of a rule with these ids, and `else_` for what is not among them."""
    values: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        words = sorted(getattr(converter, "items", ()))
        plain = words[0] if words else EXAMPLES.get(type(converter).__name__, "x")
        values[name] = ids.get(name, else_) if name in OBJECTS else plain
    return str(app.url_map.bind("localhost").build(rule.endpoint, values))


def _tables() -> list[Table]:
    """Return the tables that addresses name rows of, and those they hang on, in the order they can be filled."""
    wanted = {Base.metadata.tables[name] for names in OBJECTS.values() for name in names if " " not in name}
    wanted |= {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Registration)}
    while (
        more := {key.column.table for table in wanted for key in table.foreign_keys if not key.parent.nullable} - wanted
    ):
        wanted |= more
    return [table for table in Base.metadata.sorted_tables if table in wanted and table.name != "municipality"]


def _value(column: Any, owner: str) -> Any:
    if column.name in ("municipality_id", "home_id"):
        return owner
    if column.foreign_keys or (column.primary_key and isinstance(column.type, String)) or column.name == "category":
        return FOREIGN
    made = {
        HalfYearType: HalfYear(2021, 1), UtcDateTime: clock.now(), Date: date(2021, 5, 3), Boolean: False, Integer: 1,
        LargeBinary: b"f", Text: "f", String: "f",
    }  # fmt: skip
    return next((value for kind, value in made.items() if isinstance(column.type, kind)), {})


@pytest.fixture
def neighbours(context: Flask) -> set[str]:
    """The neighbour's rows, one in every table; returns the tables' names."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "PRAGMA ignore_check_constraints = ON"
        )  # a row needs no more than an id and an owner
        for table in _tables():
            columns = (c for c in table.columns if not c.nullable)
            connection.execute(insert(table).values({c.name: _value(c, NEIGHBOUR) for c in columns}))
    return {table.name for table in _tables()}


def test_every_parameter_is_declared(app: Flask) -> None:
    found = {name for rule, _method in named(app) for name in rule.arguments}
    assert found == set(OBJECTS) | set(NO_OBJECTS), (
        "say in OBJECTS what a new parameter names, or in NO_OBJECTS why nothing"
    )


def _asked(browser: Any, address: str, method: str, token: str) -> tuple[int, str]:
    """Return the status and words of an answer; what differs from answer to answer by itself is left out."""
    headers = {"X-CSRF-Token": token, "Sec-Fetch-Site": "same-origin"}
    answer = FlaskClient.open(browser, address, method=method, headers=headers)
    return answer.status_code, re.sub(
        r'nonce="[^"]*"|name="csrf_token"[^>]*>|[fm]{22}', "", answer.get_data(as_text=True)
    )


def _different(app: Flask, browser: Any, ways: Iterator[tuple[str, str, str]], *, locked: bool = False) -> list[str]:
    """Return what is not answered as what never was; whoever has the inbox locked is asked for the pass phrase first."""
    token = browser.get("/stab/").form("Log af").values["csrf_token"]
    wrong = []
    for method, foreign, missing in ways:
        there, never = (_asked(browser, address, method, token) for address in (foreign, missing))
        is_locked = locked and foreign.startswith("/stab/indbakke/") and there[0] in (302, 422)
        if there != never or not (there[0] == 404 or is_locked):
            wrong.append(f"{method} {foreign}: {there[0]}, and {never[0]} for what never was")
    return wrong


@pytest.fixture
def browser_of(context: Flask, staff: Any) -> Callable[[str], Any]:
    """Return the browser of a role; the inbox is ready, and unlocked for the borgerraadgiver."""

    def signed_in(role: str) -> Any:
        borgerraadgiver = staff("borgerraadgiver")
        page = borgerraadgiver.get("/stab/indbakke/ny-noegle")
        page.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
        see_again()
        return borgerraadgiver if role == Role.BORGERRAADGIVER else staff(str(role))

    return signed_in


@pytest.mark.parametrize("role", list(Role))
def test_what_is_the_neighbours_is_not_there(app: Flask, neighbours: set[str], browser_of: Any, role: Role) -> None:
    assert {name for names in OBJECTS.values() for name in names if " " not in name} <= neighbours
    ways = (
        (method, address_of(app, rule, {}, FOREIGN), address_of(app, rule, {}, MISSING))
        for rule, method in named(app)
        if set(rule.arguments) & set(OBJECTS)
    )
    assert _different(app, browser_of(role), ways, locked=role is Role.STEDFORTRAEDER) == []


def _hang_on(case_id: str) -> None:
    """Give a case a row of every kind that its addresses name and no service has made here, all with the same id."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        made = ("case_file", "case_insight", "case_redaction", "case_conflict", "case_language_order", "investigation")
        for name in (*made, "case_representative", "hearing"):
            columns = [c for c in Base.metadata.tables[name].columns if not c.nullable]
            row = {c.name: case_id if c.name == "case_id" else _value(c, HOME) for c in columns}
            connection.execute(insert(Base.metadata.tables[name]).values(row))


@pytest.mark.parametrize(
    ("role", "own"), [("borgerraadgiver", True), ("borgerraadgiver", False), ("leder", True), ("leder", False)]
)
def test_what_belongs_to_another_case_or_side_is_not_there(app: Flask, browser_of: Any, role: str, own: bool) -> None:
    browser = browser_of(role)
    confidential = (role == "borgerraadgiver") is own
    reader, by = (Reader.BORGERRAADGIVER, BR) if confidential else (Reader.MANAGEMENT, BOSS)
    with tenant(HOME):
        mine, _code = received(reader=reader)
        other, code = received(reader=reader)
        point = service.add_point(
            other.id, citizen_keys(other, code), by, theme="complaints.optraeden", unit="jobcenter", formality="begge"
        )
        service.write_as_citizen(other.id, citizen_keys(other, code), "Hvornår?", "token-of-a-message-00001")
        ids = {"point_id": point, "message_id": other.messages[0].id, "clock_id": other.clocks[0].id}
        case_id = {"case_id": mine.id} if own else {}
        foreign = {**ids, "case_id": mine.id if own else other.id}
        _hang_on(other.id)
    rules = [(rule, method) for rule, method in named(app) if "case_id" in rule.arguments]
    slug = "indbakke" if role == "borgerraadgiver" else "klager"
    ways = (
        (method, address_of(app, rule, foreign, FOREIGN), address_of(app, rule, case_id, MISSING))
        for rule, method in rules
        if rule.rule.startswith(f"/stab/{slug}/") and (not own or len(set(rule.arguments) & set(OBJECTS)) > 1)
    )
    wrong = _different(app, browser, ways)
    assert wrong == []


def _draft_of(case_id: str | None = None) -> str:
    """Make a recommendation that has not been given, so that it is the borgerraadgiver's alone."""
    wanted = Wanted(title="Svar", text="Svar før.", unit="jobcenter", owner="leder", due=clock.today() + timedelta(40))
    return recommendations.draft(wanted, BR, case_id=case_id)


@pytest.mark.parametrize("role", [Role.LEDER, Role.SVARANSVARLIG_LEDER, Role.DPO, Role.ADMINISTRATOR])
def test_a_draft_of_a_recommendation_is_not_there_for_anybody_else(app: Flask, browser_of: Any, role: Role) -> None:
    browser = browser_of(role)
    with tenant(HOME):
        case, _code = received(reader=Reader.BORGERRAADGIVER)
        drafts = [_draft_of(), _draft_of(case.id)]
    ways = [
        (method, address_of(app, rule, {"recommendation_id": draft}, MISSING), address_of(app, rule, {}, MISSING))
        for rule, method in named(app)
        if "recommendation_id" in rule.arguments
        for draft in drafts
    ]
    assert len(ways) > len(drafts)
    token = browser.get("/stab/").form("Log af").values["csrf_token"]
    for method, there, never in ways:
        answered = _asked(browser, there, method, token)
        assert answered[0] == 404, f"{method} {there}"
        assert answered == _asked(browser, never, method, token), f"{method} {there}"


def test_questions_that_were_put_elsewhere_are_not_there_for_the_management(app: Flask, browser_of: Any) -> None:
    browser = browser_of(Role.LEDER)
    with tenant(HOME):
        case, _code = received(reader=Reader.BORGERRAADGIVER)
        _hang_on(case.id)
    rules = [(r, method) for r, method in named(app) if "hearing_id" in r.arguments and "case_id" not in r.arguments]
    assert rules
    ways = ((method, address_of(app, r, {}, FOREIGN), address_of(app, r, {}, MISSING)) for r, method in rules)
    assert _different(app, browser, ways) == []


@pytest.mark.parametrize("reader", [Reader.BORGERRAADGIVER, Reader.MANAGEMENT])
def test_with_a_code_of_ones_own_nothing_of_another_case_is_there(
    app: Flask, client: Any, context: Flask, reader: Reader
) -> None:
    """What a citizen's addresses name is looked for in the case her code opens, and nowhere else."""
    with tenant(HOME):
        inbox.set_up("u" * 22, PASSPHRASE)
        _mine, code = received(reader=reader)
        other, _others = received(reader=reader)
        _hang_on(other.id)
    page = client.get("/sag").submit({"code": code}).follow()
    assert page.status == 200
    public = [(rule, method) for rule, method, access in addresses(app) if access == PUBLIC and rule.arguments]
    ways = [(rule, method) for rule, method in public if rule.rule.startswith("/sag/")]
    assert {name for rule, _method in ways for name in rule.arguments} == {"file_id", "insight_id", "representative_id"}
    mark, token = re.findall(r"[?&]sag=(\w+)", page.html)[0], page.form("Send besked").values["csrf_token"]
    for rule, method in ways:
        pair = [f"{address_of(app, rule, {}, each)}?sag={mark}" for each in (FOREIGN, MISSING)]
        there, never = (_asked(client, address, method, token) for address in pair)
        assert there[0] == 404, rule.rule
        assert there == never, rule.rule


def test_letters_of_a_round_that_is_not_there_are_not_there(staff: Any) -> None:
    """They were said to be closed, which only a round of one's own can be."""
    staff("leder").get(f"/stab/runder/{MISSING}/invitationer/breve/1", status=404)
