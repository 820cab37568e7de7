"""The attack: whoever holds the management's keys opens everything they open, and finds nobody and nothing that was not given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from complaints.given import BOSS, BR, received, see_again
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from værdig.complaints import keys, queries, service
from værdig.complaints.acting import CITIZEN
from værdig.complaints.key_models import CaseKey
from værdig.complaints.keys import Keys, Part, Reader
from værdig.complaints.models import Case, Event, InsightRequest, Klagepunkt, LetterDraft, Message, Note
from værdig.complaints.reading import read_case, read_events, read_points
from værdig.crypto import CannotOpen, box_open, field_place, unseal
from værdig.db import db, transaction
from værdig.errors import NotYours, RuleBroken, UserError

Private = Callable[[], dict[str, bytes]]
WHO = {"name": "Navnløs Nielsen", "phone": "12 34 56 78", "email": "n@example.dk", "address": "Skjulvej 7"}
SEALED_FIELDS = (
    (Case, ("story", "particulars", "identity")),
    (Message, ("body",)),
    (Klagepunkt, ("summary",)),
    (Event, ("reason",)),
    (Note, ("body",)),
    (LetterDraft, ("body",)),
    (InsightRequest, ("wish", "copy")),
)


def opened_by_attack(private: dict[str, bytes], case: Case | None = None) -> str:
    """Return all text that private keys open: every wrapped key (of one case) tried on every sealed field of every row."""
    query = select(CaseKey).where(CaseKey.reader_key_id.in_(list(private)))
    rows = db.session.scalars(query.where(CaseKey.case_id == case.id) if case else query)
    content_keys = [box_open(private[row.reader_key_id or ""], row.wrapped) for row in rows]
    return "\n".join(text for field in _fields() for text in _tried(field, content_keys))


def _fields() -> Iterator[tuple[bytes, bytes]]:
    for table, columns in SEALED_FIELDS:
        for row in db.session.scalars(select(table)):
            for column in columns:
                sealed = getattr(row, column)
                if sealed:
                    yield field_place(table.__tablename__, column, row.id), sealed


def _tried(field: tuple[bytes, bytes], content_keys: list[bytes]) -> Iterator[str]:
    for key in content_keys:
        try:
            yield unseal(key, *field).decode()
        except CannotOpen:
            continue


def a_confidential_case(**more: Any) -> tuple[Case, str, Keys]:
    particulars = {"wish": "Ønskekvist", "reference": "Sagsref 4711 hos Hanne"}
    case, code = received("Klagetekst", identity=WHO, particulars=particulars, **more)
    return case, code, keys.open_with_code(case, code)


def hers(case: Case, ready: Private) -> Keys:
    return keys.open_for(case, Reader.BORGERRAADGIVER, ready())


def worked_on(case: Case, citizen: Keys, ready: Private, word: str) -> None:
    """Everything that is written before, between and after: each text is told by its word."""
    service.write_as_citizen(case.id, citizen, f"Fraborger-{word}", f"{word:0>22}")
    service.answer(case.id, hers(case, ready), f"Tilborger-{word}", BR)
    service.write_note(case.id, hers(case, ready), f"Notat-{word}", BR, Reader.BORGERRAADGIVER, kind="notat_til_sagen")
    service.add_point(
        case.id, hers(case, ready), BR, theme="complaints.optraeden", unit="jobcenter", formality="begge",
        summary=f"Punkt-{word}",
    )  # fmt: skip
    service.keep_draft(
        case.id,
        hers(case, ready),
        service.Draft(letter=f"Kladde-{word}", reason=f"Grund-{word}"),
        Reader.BORGERRAADGIVER,
    )


CONFIDENTIAL = ("Fraborger", "Tilborger", "Notat", "Punkt", "Kladde", "Begrundelse")


def test_without_consent_the_managements_keys_open_nothing_at_all(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    worked_on(case, citizen, ready, "foer")
    received("En anden", reader=Reader.MANAGEMENT)
    assert opened_by_attack(keys.management_keys()) == "En anden"


@pytest.mark.parametrize("scope", ["uden_navn", "med_navn"])
def test_consent_opens_the_complaint_and_not_what_passed_between_her_and_the_borgerraadgiver(
    ready: Private, scope: str
) -> None:
    case, _code, citizen = a_confidential_case()
    worked_on(case, citizen, ready, "foer")
    service.move(case.id, hers(case, ready), "dialog", BR, "Begrundelse-foer")
    service.give_consent(case.id, citizen, scope, CITIZEN)
    worked_on(case, citizen, ready, "efter")
    found = opened_by_attack(keys.management_keys())
    assert "Klagetekst" in found
    assert "Ønskekvist" in found
    for word in CONFIDENTIAL:
        assert word not in found
    for secret in (*WHO.values(), "4711", "Hanne"):
        assert (secret in found) == (scope == "med_navn"), secret


def test_the_borgerraadgivers_own_keys_open_it_all_so_the_attack_is_a_real_one(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    worked_on(case, citizen, ready, "foer")
    service.move(case.id, hers(case, ready), "dialog", BR, "Begrundelse-foer")
    found = opened_by_attack(ready())
    for word in (*CONFIDENTIAL, "Klagetekst", "Ønskekvist", "4711", *WHO.values()):
        assert word in found, word


def test_a_message_is_shown_to_the_management_only_when_its_writer_says_so(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    service.give_consent(case.id, citizen, "uden_navn", CITIZEN)
    service.answer(case.id, hers(case, ready), "Kun-til-hende", BR)
    service.answer(case.id, hers(case, ready), "Ogsaa-til-ledelsen", BR, with_management=True)
    service.write_as_citizen(case.id, citizen, "Kun-til-borgerraadgiver", "a" * 22)
    service.write_as_citizen(case.id, citizen, "Ogsaa-fra-hende", "b" * 22, with_management=True)
    theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    service.answer(case.id, theirs, "Ledelsens-svar", BOSS)
    assert [m.text for m in read_case(case, theirs).messages] == [
        "Ogsaa-til-ledelsen", "Ogsaa-fra-hende", "Ledelsens-svar",
    ]  # fmt: skip
    for reader_keys in (citizen, hers(case, ready)):
        assert len(read_case(case, reader_keys).messages) == 5


def test_nothing_can_be_shown_to_the_management_once_consent_is_taken_back(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    with pytest.raises(UserError, match="samtykke"):
        service.answer(case.id, hers(case, ready), "For tidligt", BR, with_management=True)
    service.give_consent(case.id, citizen, "med_navn", CITIZEN)
    service.revoke_consent(case.id, CITIZEN)
    with pytest.raises(UserError, match="samtykke"):
        service.write_as_citizen(case.id, citizen, "For sent", "a" * 22, with_management=True)
    assert case.messages == []
    assert opened_by_attack(keys.management_keys()) == ""


STEPS = st.lists(
    st.sampled_from(["skriv", "uden_navn", "med_navn", "fortryd", "delt", "ledelsen", "flyt"]), min_size=1, max_size=12
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_in_whatever_order_the_management_is_given_no_more_than_was_agreed(
    ready: Private, steps: list[str]
) -> None:
    """The property: what its keys open is bounded by the consent that holds, and by what was shown on purpose."""
    case, _code, citizen = a_confidential_case()
    for number, step in enumerate(steps):
        _take(case, citizen, ready, step, number)
    found = opened_by_attack(keys.management_keys(), case)
    holds = queries.consent_of(case)
    assert ("Klagetekst" in found) == (holds is not None)
    for secret in (*WHO.values(), "4711"):
        assert (secret in found) == (holds is not None and holds.scope == "med_navn")
    for word in CONFIDENTIAL:
        assert word not in found


def _take(case: Case, citizen: Keys, ready: Private, step: str, number: int) -> None:
    if step == "skriv":
        worked_on(case, citizen, ready, str(number))
    elif step in ("uden_navn", "med_navn"):
        service.give_consent(case.id, citizen, step, CITIZEN)
    elif step == "fortryd":
        service.revoke_consent(case.id, CITIZEN)
    elif step == "delt" and queries.consent_of(case):
        service.answer(case.id, hers(case, ready), "Delt", BR, with_management=True)
    elif step == "ledelsen" and queries.consent_of(case):
        theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
        service.answer(case.id, theirs, "Svar", BOSS)
    elif step == "flyt" and case.state == "visitation":
        service.move(case.id, hers(case, ready), "dialog", BR, f"Begrundelse-{number}")


# --- what each sees on purpose ---


def test_the_borgerraadgivers_reasons_are_hers_even_in_the_managements_cases(ready: Private) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    citizen = keys.open_with_code(case, code)
    service.share_with_borgerraadgiver(case.id, citizen)
    service.move(case.id, hers(case, ready), "dialog", BR, "Hendes egne ord")
    theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert [event.words for event in read_events(case, theirs) if event.words] == []
    assert "Hendes egne ord" in [event.words for event in read_events(case, hers(case, ready))]


def test_the_managements_reasons_and_points_are_seen_by_a_borgerraadgiver_who_was_asked_in(ready: Private) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    service.add_point(
        case.id, theirs, BOSS, theme="complaints.optraeden", unit="jobcenter", formality="begge", summary="Punktpil"
    )
    service.move(case.id, theirs, "dialog", BOSS, "Vi ringer")
    service.share_with_borgerraadgiver(case.id, keys.open_with_code(case, code))
    seen = hers(case, ready)
    assert [point.summary for point in read_points(case, seen)] == ["Punktpil"]
    assert "Vi ringer" in [event.words for event in read_events(case, seen)]


def test_a_case_from_before_the_parts_is_still_read(ready: Private) -> None:
    """Older rows lie under the complaint's own part: the migration says so of them, and they open as before."""
    case, _code, citizen = a_confidential_case()
    older = Keys(case.id, {Part.CASE: citizen.parts[Part.CASE]})
    service.answer(case.id, older, "Fra før", BR)
    case.particulars = older.seal(Part.CASE, "complaint_case", "particulars", case.id, '{"reference": "Gammelref"}')
    case.identity = None
    db.session.commit()
    read = read_case(case, hers(case, ready))
    assert [message.text for message in read.messages] == ["Fra før"]
    assert read.particulars == {"reference": "Gammelref"}
    assert read_case(case, older).particulars == {}, "who may not see the identity is not shown what leads to it"


def test_the_consent_page_of_such_a_case_says_that_its_messages_go_along(ready: Private, client: Any) -> None:
    case, code, _citizen = a_confidential_case()
    client.get("/sag").submit({"code": code})
    assert "kommer ikke med" in client.get("/sag/samtykke").text
    see_again()
    with transaction():
        for row in db.session.scalars(select(CaseKey).where(CaseKey.case_id == case.id, CaseKey.part == Part.MESSAGES)):
            db.session.delete(row)
    told = client.get("/sag/samtykke").text
    assert "allerede har skrevet" in told
    assert "Beskeder mellem dig og borgerrådgiveren kommer ikke med" not in told


def test_only_the_borgerraadgiver_gives_a_finding(context: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    with pytest.raises(RuleBroken):
        service.answer(case.id, keys.open_with_code(case, code), "Min udtalelse", BOSS, kind="udtalelse")


def test_a_draft_is_its_own_sides_and_goes_with_the_letter(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    service.keep_draft(case.id, hers(case, ready), service.Draft(letter="Første"), Reader.BORGERRAADGIVER)
    service.keep_draft(case.id, hers(case, ready), service.Draft(letter="Anden"), Reader.BORGERRAADGIVER)
    assert service.draft_of(case, hers(case, ready), Reader.BORGERRAADGIVER) == service.Draft(letter="Anden")
    service.give_consent(case.id, citizen, "med_navn", CITIZEN)
    theirs = keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    assert service.draft_of(case, theirs, Reader.MANAGEMENT) is None
    with pytest.raises(CannotOpen):
        service.draft_of(case, theirs, Reader.BORGERRAADGIVER)
    point = service.add_point(
        case.id, hers(case, ready), BR, theme="complaints.optraeden", unit="jobcenter", formality="begge"
    )
    service.settle_point(case.id, point, BR, outcome="loest_i_dialog")
    service.move(case.id, hers(case, ready), "vejledt", BR, "Vejledt.")
    service.close(case.id, hers(case, ready), "Brevet.", BR, "Færdig.")
    assert service.draft_of(case, hers(case, ready), Reader.BORGERRAADGIVER) is None


def test_a_citizen_who_has_taken_her_consent_back_can_still_answer(ready: Private) -> None:
    case, _code, citizen = a_confidential_case()
    service.give_consent(case.id, citizen, "med_navn", CITIZEN)
    service.move(case.id, hers(case, ready), "hos_afdeling", BR, "Afdelingen skal svare.")
    service.move(case.id, hers(case, ready), "afventer_borger", BR, "Vi mangler et svar.")
    service.revoke_consent(case.id, CITIZEN)
    assert service.write_as_citizen(case.id, citizen, "Her er mit svar.", "a" * 22)
    assert case.state == "afventer_borger", "it cannot go back to a department that may not see it"
    with pytest.raises(NotYours):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
