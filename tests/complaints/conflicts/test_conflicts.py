"""Conflict of interest: whoever is marked finds no case anywhere and can do nothing in it, and others can go on."""

from __future__ import annotations

from typing import Any

import pytest
from complaints.given import BOSS, STORY, again, by, citizen_keys, database_bytes, received, see_again
from factories import make_user
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from værdig import audit
from værdig.access import Role
from værdig.audit import AuditEntry
from værdig.complaints import keys, queries, service
from værdig.complaints.acting import MANAGEMENT, By
from værdig.complaints.conflicts import queries as conflicts
from værdig.complaints.conflicts import service as marking
from værdig.complaints.conflicts.models import REFUSED
from værdig.complaints.conflicts.walls import is_marked
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseConflict
from værdig.complaints.reminders import mailing
from værdig.complaints.states import State
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, UserError

MARK = {"reason_code": "naevnt", "words": "Klagen nævner et møde med hende."}
PAGES = ("", "/svar", "/flyt", "/notat", "/afslut", "/punkt", "/type", "/opkald", "/inhabil", "/genaabn", "/kontakt")


def opened(case: Case) -> keys.Keys:
    return keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())


def mark(browser: Any, case: Case, user_id: str, side: str = "klager") -> Any:
    return browser.get(f"/stab/{side}/{case.id}/inhabil").submit({"user_id": user_id, **MARK})


def complaint() -> tuple[Case, str]:
    return received("Lederen råbte af mig.", Reader.MANAGEMENT)


def refusals(case: Case) -> int:
    see_again()
    return len(
        db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == REFUSED, AuditEntry.object_id == case.id)
        ).all()
    )


def sees_nothing(browser: Any, case: Case, side: str = "klager") -> None:
    """Assert that no page of a browser has a trace of the case."""
    for page in PAGES:
        assert browser.get(f"/stab/{side}/{case.id}{page}").status == 404, page
    today = "ledelse" if side == "klager" else "borgerraadgiver"
    for address in (f"/stab/{side}", f"/stab/{side}?vis=alle", f"/stab/i-dag/{today}"):
        assert case.number not in browser.get(address).html
    found = browser.get(f"/stab/{side}").submit({"q": case.number}, form="Søg")
    assert f"{side}/{case.id}" not in found.html


def test_whoever_marks_herself_is_led_out_and_finds_it_nowhere(boss: Any, staff: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, _code = complaint()
    other = staff("svaransvarlig_leder")
    service.move(case.id, opened(case), State.DIALOG, BOSS, "Ring.")
    assert "1 frist" not in boss.get("/stab/").text
    left = mark(boss, case, boss.user_id)
    assert left.location == "/stab/klager"
    assert "Bruger" in left.follow().text, "she is told who goes on"
    sees_nothing(boss, case)
    assert refusals(case) == len(PAGES)
    assert other.get(f"/stab/klager/{case.id}").status == 200
    assert case.number in other.get("/stab/i-dag/ledelse").text


def test_counts_on_her_own_page_leave_the_case_out(context: Flask, staff: Any, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    case, _code = complaint()
    freeze("2026-11-30 09:00")
    boss, other = staff("leder"), staff("leder")
    assert "overskredet" in boss.get("/stab/").text
    mark(other, case, boss.user_id)
    assert "overskredet" not in boss.get("/stab/").text
    assert "overskredet" in other.get("/stab/").text


def test_a_form_begun_before_does_nothing_after(boss: Any, staff: Any) -> None:
    case, _code = complaint()
    begun = boss.get(f"/stab/klager/{case.id}/svar")
    mark(staff("leder"), case, boss.user_id)
    assert begun.submit({"text": "Det passer ikke."}).status == 404
    assert again(case).messages == []
    assert refusals(case) == 1


def test_another_lifts_it_with_a_reason_and_never_she_herself(boss: Any, staff: Any) -> None:
    case, _code = complaint()
    other = staff("leder")
    mark(boss, case, boss.user_id)
    page = other.get(f"/stab/klager/{case.id}/inhabil")
    assert MARK["words"] in page.text
    lift = page.click("Ophæv for")
    assert lift.submit({"words": " "}).status == 422
    lift.submit({"words": "Det var en anden med samme navn."})
    assert boss.get(f"/stab/klager/{case.id}").status == 200
    see_again()
    row = db.session.scalars(select(CaseConflict)).one()
    with pytest.raises(IntegrityError), transaction():
        row.lifted_by = row.user_id
        db.session.flush()


def test_the_words_lie_sealed(app: Flask, boss: Any, staff: Any) -> None:
    case, code = complaint()
    mark(boss, case, staff("leder").user_id)
    marking.ask_to_avoid(case.id, citizen_keys(case, code), "Det er Ulla Umulig.")
    see_again()
    stored = database_bytes(app)
    assert b"Klagen n\xc3\xa6vner" not in stored
    assert b"Umulig" not in stored


def test_the_borgerraadgiver_marks_a_leader_and_herself(br: Any, boss: Any, staff: Any) -> None:
    case, code = received()
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", by(MANAGEMENT))
    see_again()
    assert boss.get(f"/stab/klager/{case.id}").status == 200
    mark(br, case, boss.user_id, "indbakke")
    sees_nothing(boss, case)
    staff("stedfortraeder")
    mark(br, case, br.user_id, "indbakke")
    sees_nothing(br, case, "indbakke")
    assert STORY not in br.get("/stab/indbakke").html


def test_a_leader_who_answers_is_skipped_upward_and_nobody_left_is_told_to_those_who_can_help(
    context: Flask, br: Any, staff: Any, freeze: Any
) -> None:
    freeze("2026-11-02 09:00")
    case, _code = complaint()
    freeze("2026-11-30 09:00")
    answering, above, admin = staff("svaransvarlig_leder"), staff("leder"), staff("administrator")
    day = again(case).clocks[0].due
    assert mailing.roles_to_tell(day) == [Role.SVARANSVARLIG_LEDER]
    mark(above, case, answering.user_id)
    see_again()
    assert mailing.roles_to_tell(day) == [Role.LEDER]
    assert "kan ingen behandle" not in admin.get("/stab/").text
    mark(above, case, above.user_id)
    told = admin.get("/stab/")
    assert "1 klage kan ingen behandle" in told.text
    assert case.number not in told.html
    page = staff("borgerraadgiver").get("/stab/i-dag/borgerraadgiver")
    assert case.number in page.text
    assert case.id not in page.html
    assert "Sager, som ingen må behandle" in page.text
    see_again()
    make_user("leder")
    assert conflicts.nobody_left(*Reader) == []


def test_of_a_confidential_case_that_nobody_may_handle_only_she_is_told_who_marks_the_last(br: Any, staff: Any) -> None:
    case, _code = received()
    admin = staff("administrator")
    before = admin.get("/stab/").text
    mark(br, case, br.user_id, "indbakke")
    assert "Administratoren kan ikke se, at sagen findes." in br.get("/stab/indbakke").text
    assert admin.get("/stab/").text == before, "that there is such a case is nothing an administrator may know"


def test_a_case_she_must_not_see_never_keeps_a_leader_from_the_others(staff: Any, context: Flask, freeze: Any) -> None:
    freeze("2026-11-02 09:00")
    hidden, open_ = complaint()[0], complaint()[0]
    for each in (hidden, open_):
        service.move(each.id, opened(each), State.HOS_AFDELING, BOSS, "Svar borgeren.")
    freeze("2026-11-30 09:00")
    boss = staff("leder")
    mark(boss, hidden, boss.user_id)
    assert boss.get("/stab/klager").status == 200
    see_again()
    assert (again(hidden).state, again(open_).state) == (State.HOS_AFDELING, State.ESKALERET)
    assert service.escalate_overdue() == 1, "the job, which nobody views, takes what is left"
    see_again()
    assert again(hidden).state == State.ESKALERET


def test_the_citizen_asks_and_is_told_what_came_of_it(boss: Any, client: Any, staff: Any) -> None:
    case, code = complaint()
    feared = staff("leder")
    page = client.get("/sag").submit({"code": code}).follow().click("Er der en, der ikke må se din sag?")
    assert page.submit({"words": " "}).status == 422
    sent = page.submit({"words": "Ulla må ikke se den."})
    page.submit({"words": "Ulla må ikke se den."})
    assert "Vi ser på det." in sent.follow().text
    see_again()
    assert len(conflicts.wishes_of(case.id)) == 1
    shown = boss.get(f"/stab/klager/{case.id}")
    assert "en bestemt ikke må se sagen" in shown.text
    there = shown.click("Læs det, og afgør, om nogen er inhabil")
    assert "Ulla må ikke se den." in there.text
    assert not is_marked(case.id, boss.user_id), "nobody is shut out by a name alone"
    there.submit({"user_id": feared.user_id, **MARK}, form="Mærk som inhabil")
    told = client.get("/sag").text
    assert "Vi har set på det" in told
    assert "må en bestemt medarbejder ikke se eller behandle din sag" in told
    assert "en bestemt ikke må se sagen" not in boss.get(f"/stab/klager/{case.id}").text


def test_in_confidence_the_management_does_not_read_whom_she_fears(br: Any, boss: Any) -> None:
    case, code = received()
    marking.ask_to_avoid(case.id, citizen_keys(case, code), "Det er Ulla Umulig.")
    service.give_consent(case.id, citizen_keys(case, code), "uden_navn", by(MANAGEMENT))
    see_again()
    assert "Umulig" in br.get(f"/stab/indbakke/{case.id}/inhabil").text
    assert "Umulig" not in boss.get(f"/stab/klager/{case.id}/inhabil").text


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [({"reason_code": "naevnt"}, "Vælg en person"), ({"reason_code": "anden"}, "Skriv, hvad det er")],
)
def test_what_is_missing_is_said(boss: Any, sent: dict[str, str], wanted: str) -> None:
    case, _code = complaint()
    more = {} if "person" in wanted else {"user_id": boss.user_id}
    page = boss.get(f"/stab/klager/{case.id}/inhabil").submit({**sent, **more})
    assert page.status == 422
    assert wanted in " ".join(page.errors)


def test_nobody_outside_the_two_sides_can_be_marked(context: Flask) -> None:
    case, _code = complaint()
    with pytest.raises(UserError):
        marking.mark(case.id, opened(case), new_id(), "naevnt", BOSS)


ACTS = st.lists(
    st.tuples(st.sampled_from(["mark", "lift", "read", "answer", "note", "move", "point", "close"]), st.integers(0, 2), st.integers(0, 2)),
    max_size=10,
)  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_nobody_who_is_marked_ever_reads_or_acts(context: Flask, acts: list[tuple[str, int, int]]) -> None:
    case, _code = complaint()
    people = [make_user("leder").id for _n in range(3)]
    marked: set[str] = set()
    for number, (act, who, whom) in enumerate(acts):
        actor, other = by(MANAGEMENT, people[who]), people[whom]
        before = _trace(case)
        refused = _tries(act, case, actor, other, number)
        if actor.id in marked:
            assert refused
            assert _trace(case) == before
        elif act == "mark" and not refused:
            marked.add(other)
        elif act == "lift" and not refused:
            marked.discard(other)
        see_again()
        assert {user for user in people if is_marked(case.id, user)} == marked
        assert {each.user_id for each in conflicts.left_for(again(case))} & marked == set()
    entries = audit.entries_about("complaint_case", case.id)
    assert queries.opened_by(case.id) == [] or any(entry.actor in people for entry in entries)


def _trace(case: Case) -> tuple[int, ...]:
    found = again(case)
    entries = [entry for entry in audit.entries_about("complaint_case", case.id) if entry.action != REFUSED]
    return len(found.messages), len(found.notes), len(found.events), len(found.every_point), len(entries)


def _tries(act: str, case: Case, actor: By, other: str, number: int) -> bool:
    """Do something; tells whether it was refused as if there were no such case, or could not be done."""
    held = opened(case)
    deeds = {
        "mark": lambda: marking.mark(case.id, held, other, "naevnt", actor),
        "lift": lambda: _lift(case, held, other, actor),
        "read": lambda: service.open_case(case.id, actor),
        "answer": lambda: service.answer(case.id, held, f"Svar {number}", actor),
        "note": lambda: service.write_note(case.id, held, f"Notat {number}", actor, Reader.MANAGEMENT, kind="notat_til_sagen"),
        "move": lambda: service.move(case.id, held, State.DIALOG, actor, "Ring."),
        "point": lambda: service.add_point(
            case.id, held, actor, theme="complaints.manglende_svar", unit="jobcenter", formality="formalitet"
        ),
        "close": lambda: service.close(case.id, held, "Kære borger", actor, "Færdig."),
    }  # fmt: skip
    failed: Exception | None = None
    try:
        deeds[act]()
    except Exception as error:  # whatever it is, nothing may have happened
        db.session.rollback()
        failed = error
    assert failed is None or not is_marked(case.id, actor.id) or isinstance(failed, NotYours)
    return failed is not None


def _lift(case: Case, held: keys.Keys, other: str, actor: By) -> None:
    (row,) = [m for m in conflicts.marks_of(case.id) if m.user_id == other and m.lifted is None] or [None]
    if row is None:
        raise NotYours
    marking.lift(case.id, held, row.id, "Habil alligevel.", actor)
