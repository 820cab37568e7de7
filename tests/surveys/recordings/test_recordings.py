"""A text read aloud by a person: heard where just that text is shown, and nowhere else; put in, heard and deleted by staff."""

from __future__ import annotations

import contextvars
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from conftest import HOME, NEIGHBOUR, signed_in
from factories import make_user
from flask import Flask
from sqlalchemy import event, func, select
from surveys.recordings import sounds
from surveys.rounds import codes_for, open_round

from værdig.administration import personal_data
from værdig.audit import AuditEntry
from værdig.clock import HalfYear
from værdig.db import db, tenant
from værdig.errors import NotYours, UserError
from værdig.i18n import catalogues
from værdig.municipality import service as municipalities
from værdig.surveys import questionnaires
from værdig.surveys.core_questionnaire import CORE_2
from værdig.surveys.languages import service as translations
from værdig.surveys.languages.texts import text_hash
from værdig.surveys.recordings import queries, service
from værdig.surveys.recordings.models import Recording, RecordingSound
from værdig.surveys.recordings.texts import OPENING, spoken

FIRST = CORE_2.questions[0]


@pytest.fixture
def code(within: Callable[..., Any]) -> Any:
    """A code of an open round."""
    return within(lambda: codes_for(open_round(), "dagpenge", 1)[0])


def text_of(code: str, about: str = FIRST.id) -> Any:
    """Return one of the texts that are asked now."""
    return next(text for text in queries.asked_texts(code) if text.about == about)


def put_in(language: str = "da", about: str = FIRST.id, data: bytes = sounds.wav()) -> str:
    """Read a question aloud, as somebody new."""
    return service.put_in(language, text_of(language, about).hash, data, user_id=make_user("leder").id)


def players(page: Any) -> list[Any]:
    """Return what can be listened to on a page."""
    return list(page.soup.select("main audio"))


def at_first_question(client: Any, code: str) -> Any:
    """Open the first question with a code."""
    return client.get(f"/svar/{code}").follow().click("Begynd")


def test_the_hash_is_of_just_what_is_shown(context: Flask) -> None:
    text = text_of("da")
    said = [
        str(FIRST.wording), *([str(FIRST.help)] if FIRST.help else []), "Meget utilfreds", "Utilfreds",
        "Hverken tilfreds eller utilfreds", "Tilfreds", "Meget tilfreds", "Ved ikke / ikke relevant",
    ]  # fmt: skip
    assert list(text.parts) == said
    assert text.hash == sha256("\0".join(["da", *said]).encode()).hexdigest()


def test_every_part_of_a_question_is_in_its_hash(context: Flask) -> None:
    asked = questionnaires.content_of(CORE_2)["questions"][0]
    changed: list[Mapping[str, Any]] = [
        {**asked, "wording": "Et andet ord"}, {**asked, "help": "Lidt mere hjælp"}, {**asked, "scale": "agreement"},
        {**asked, "kind": "factual"},
    ]  # fmt: skip
    found = {spoken(one, language).hash for one in [asked, *changed] for language in ("da", "en")}
    assert len(found) == 10


def test_a_page_offers_a_recording_where_there_is_one_and_nothing_where_there_is_none(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    page = at_first_question(client, code)
    assert players(page) == []
    assert "Hør teksten" not in page.text
    recording = within(put_in)
    page = client.get("/svar/1")
    (player,) = players(page)
    assert player["src"] == f"/svar/lyd/{recording}"
    assert (player["preload"], "controls" in player.attrs) == ("none", True)
    assert page.soup.find(id=player["aria-labelledby"]).text == "Hør teksten"
    assert "media-src 'self'" in page.policy
    assert players(client.get("/svar/2")) == []
    within(lambda: service.remove(recording))
    assert players(client.get("/svar/1")) == []


def test_what_she_is_told_first_can_be_heard_too(client: Any, code: str, within: Callable[..., Any]) -> None:
    page = client.get(f"/svar/{code}").follow()
    assert players(page) == []
    text = within(lambda: text_of("da", OPENING))
    for part in text.parts:
        assert part in page.text
    recording = within(lambda: put_in(about=OPENING))
    assert [player["src"] for player in players(client.get("/svar/intro"))] == [f"/svar/lyd/{recording}"]
    within(lambda: municipalities.put("unit_name", "Jobhuset"))
    page = client.get("/svar/intro")
    assert "»Vi« er Jobhuset i Albertslund Kommune." in page.text
    assert players(page) == [], "another name is another text"


def test_a_citizen_hears_it_whole_or_in_parts_and_it_is_kept_nowhere(
    app: Flask, client: Any, within: Callable[..., Any]
) -> None:
    data = sounds.wav()
    address = f"/svar/lyd/{within(put_in)}"
    whole = client.get(address, status=200)
    assert whole.data == data
    assert whole.headers["Content-Type"] == "audio/wav"
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Cache-Control"] == "no-store"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in whole.headers
    part = client.get(address, headers={"Range": "bytes=100-199"}, status=206)
    assert part.data == data[100:200]
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(data)}"
    assert client.get(address, headers={"Range": "bytes=-50"}, status=206).data == data[-50:]
    client.get(address, headers={"Range": f"bytes={len(data)}-"}, status=416)
    client.get("/svar/lyd/findes-ikke", status=404)


def test_listening_leaves_no_entry_in_the_log(client: Any, within: Callable[..., Any]) -> None:
    recording = within(put_in)
    count = select(func.count()).select_from(AuditEntry)
    before = within(lambda: db.session.scalar(count))
    client.get(f"/svar/lyd/{recording}", status=200)
    assert within(lambda: db.session.scalar(count)) == before


def test_a_changed_text_is_not_played_and_staff_are_told(
    client: Any, code: str, within: Callable[..., Any], staff: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    within(put_in)
    asked = replace(FIRST, wording="Hvordan bliver du mødt?")
    changed = replace(CORE_2, version=99, questions=[asked, *CORE_2.questions[1:]])
    monkeypatch.setattr(questionnaires, "offered", lambda: {CORE_2.id: changed})
    leader = staff("leder")
    page = leader.get("/stab/oplaesning/da")
    assert "1 af 15 tekster er indtalt." in page.text, "the open round's text is played, the next round's is not"
    assert page.text.count("Teksten er ændret, optag igen") == 0
    within(lambda: db.session.execute(db.update(queries.SurveyRound).values(state="lukket")) and db.session.commit())
    page = leader.get("/stab/oplaesning/da")
    assert "0 af 14 tekster er indtalt." in page.text
    assert page.text.count("Teksten er ændret, optag igen") == 1
    page = page.click("Hvordan bliver du mødt?")
    assert "Teksten er ændret, optag igen. Borgerne hører ikke den gamle optagelse." in page.text
    assert str(FIRST.wording) in page.text
    assert len(players(page)) == 1
    page = page.submit({"file": (io.BytesIO(sounds.wav(0.5)), "ny.wav")}).follow()
    assert "Teksten er ændret" not in page.text
    assert within(lambda: db.session.scalar(select(func.count()).select_from(Recording))) == 1


def test_a_translation_that_is_not_shown_any_more_is_not_played_either(
    client: Any, code: str, within: Callable[..., Any]
) -> None:
    messages = within(lambda: {text: catalogues().messages("en")[text] for text in (str(FIRST.wording), "Fortsæt")})
    hashes = [text_hash("en", text, found) for text, found in messages.items()]

    def judged(approved: bool) -> None:
        user = make_user("leder")
        translations.judge("en", hashes, approved=approved, user_id=user.id, name=user.name)

    within(lambda: judged(True))
    danish, mixed = within(put_in), within(lambda: put_in("en"))
    client.get("/svar").submit(form="/svar/sprog", button="English")
    client.language = "en"
    page = client.get(f"/svar/{code}").follow()
    page = client.get("/svar/1")
    assert [player["src"] for player in players(page)] == [f"/svar/lyd/{mixed}"]
    hashes = hashes[:1]
    within(lambda: judged(False))
    page = client.get("/svar/1")
    assert players(page) == [], "the wording is Danish now, and the English recording says something else"
    client.get("/svar/sprog").submit(button="Dansk")
    client.language = "da"
    assert [player["src"] for player in players(client.get("/svar/1"))] == [f"/svar/lyd/{danish}"]


def test_with_a_language_beside_both_can_be_heard(client: Any, code: str, within: Callable[..., Any]) -> None:
    within(lambda: municipalities.put("show_unapproved_translations", True))
    danish, polish = within(put_in), within(lambda: put_in("pl"))
    at_first_question(client, code)
    with client.session_transaction("/svar") as session:
        session["svar_ved_siden"] = "pl"
    page = client.get("/svar/1")
    assert [player["src"] for player in players(page)] == [f"/svar/lyd/{danish}", f"/svar/lyd/{polish}"]
    names = [page.soup.find(id=player["aria-labelledby"]).get_text(" ", strip=True) for player in players(page)]
    assert "Dansk" in names[0]
    assert "Polski" in names[1]


def test_recordings_cost_a_page_no_statement(engine_app: Flask) -> None:
    def alone(act: Callable[[], Any]) -> Any:
        def bound() -> Any:
            with engine_app.app_context(), tenant(HOME):
                return act()

        return contextvars.Context().run(bound)

    code = alone(lambda: codes_for(open_round(), "dagpenge", 1)[0])
    statements: list[str] = []
    with engine_app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    client = engine_app.test_client()

    def asks_for_recordings() -> bool:
        client.get("/svar/1")  # what a process remembers is read at the first page after a change
        statements.clear()
        client.get("/svar/1")
        return any("text_recording" in statement for statement in statements)

    at_first_question(client, code)
    assert not asks_for_recordings()
    recording = alone(put_in)
    assert not asks_for_recordings()
    assert [player["src"] for player in players(client.get("/svar/1"))] == [f"/svar/lyd/{recording}"]
    assert client.get(f"/svar/lyd/{recording}", status=200).data == sounds.wav()
    alone(lambda: service.remove(recording))
    assert not asks_for_recordings()
    assert players(client.get("/svar/1")) == []
    assert alone(lambda: db.session.scalar(select(func.count()).select_from(RecordingSound))) == 0


def test_a_new_recording_takes_the_place_of_the_old_under_an_address_of_its_own(
    context: Flask,
) -> None:
    first = put_in()
    second = put_in(data=sounds.mp3())
    assert first != second
    with pytest.raises(NotYours):
        queries.sound(first)
    assert queries.sound(second) == queries.Sound(sounds.mp3(), "audio/mpeg")


def test_another_municipality_has_neither_page_nor_sound(app: Flask, client: Any, within: Callable[..., Any]) -> None:
    recording = within(put_in)
    client.get(f"/svar/lyd/{recording}", status=200)
    client.get(f"/svar/lyd/{recording}", headers={"Host": "vallensbaek.example"}, status=404)
    neighbour = signed_in(app, "leder", municipality=NEIGHBOUR)
    for address in (f"/stab/oplaesning/optagelse/{recording}/lyd", f"/stab/oplaesning/optagelse/{recording}/slet"):
        neighbour.get(address, status=404)
    page = neighbour.get("/stab/oplaesning/da")
    assert "0 af 14 tekster er indtalt." in page.text
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    neighbour.post(f"/stab/oplaesning/optagelse/{recording}/slet", data={"csrf_token": token}, status=404)
    client.get(f"/svar/lyd/{recording}", status=200)


def test_staff_put_in_hear_and_delete(app: Flask, staff: Callable[..., Any], within: Callable[..., Any]) -> None:
    leader = staff("leder")
    page = leader.get("/stab/sprog/").click("Oplæsning").click("Dansk")
    assert "0 af 14 tekster er indtalt." in page.text
    page = page.click(str(FIRST.wording))
    assert "Meget utilfreds" in page.text
    page = page.submit({"file": (io.BytesIO(sounds.mp3()), "../../etc/passwd.html")}).follow()
    assert "Optagelsen er gemt. Lyt til den, før du går videre." in page.soup.get_text()
    assert leader.get(players(page)[0]["src"], status=200).data == sounds.mp3()
    assert "Lagt ind af Bruger" in page.text
    assert page.click("Næste tekst, der mangler").h1 == "Læs en tekst op på dansk"
    listed = leader.get("/stab/oplaesning/da")
    assert "1 af 14 tekster er indtalt." in listed.text
    assert "Bruger" in listed.text
    page = page.click("Slet optagelsen")
    assert page.h1 == "Slet optagelsen?"
    page = page.submit(form="Slet optagelsen").follow()
    assert "0 af 14 tekster er indtalt." in page.text
    entries = within(
        lambda: [
            (entry.action, entry.actor)
            for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.object_type == "text_recording"))
        ]
    )
    assert sorted(entries) == [
        ("survey.recording_added", leader.user_id), ("survey.recording_deleted", leader.user_id),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            b"<html><script>alert(1)</script></html>",
            "Filen er ikke en lydfil, vi kan bruge. Brug MP3, M4A, Ogg eller WAV.",
        ),
        (sounds.mp3() + b"<script>", "Lydfilen er skadet, eller der er mere end lyd i den. Gem den igen."),
        (b"", "Filen er tom."),
    ],
)
def test_a_file_that_is_no_sound_is_refused_under_any_name(staff: Callable[..., Any], data: bytes, told: str) -> None:
    page = staff("leder").get("/stab/oplaesning/da").click(str(FIRST.wording))
    page = page.submit({"file": (io.BytesIO(data), "sang.mp3", "audio/mpeg")})
    assert page.errors == [told]
    assert players(page) == []


def test_a_form_without_a_file_is_told_of(staff: Callable[..., Any]) -> None:
    page = staff("leder").get("/stab/oplaesning/da").click(str(FIRST.wording)).submit()
    assert page.errors == ["Vælg en lydfil."]


def test_a_text_that_has_changed_since_the_page_was_shown_takes_no_file(context: Flask) -> None:
    with pytest.raises(UserError, match="Teksten er ændret, siden du åbnede siden"):
        service.put_in("da", "0" * 64, sounds.wav(), user_id=make_user("leder").id)


def test_of_two_who_put_one_in_at_the_same_time_the_second_is_told(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = put_in()
    monkeypatch.setattr(service, "_clear", lambda _which: None)  # as it is for who looks before the other is done
    with pytest.raises(UserError, match="En anden har lige lagt en optagelse ind"):
        put_in(data=sounds.mp3())
    assert queries.sound(first).content == sounds.wav()


def test_languages_that_citizens_cannot_choose_have_no_page(staff: Callable[..., Any]) -> None:
    leader = staff("leder")
    leader.get("/stab/oplaesning/so", status=404)
    leader.get("/stab/oplaesning/xx", status=404)
    leader.get("/stab/oplaesning/tekst/AAAAAAAAAAAAAAAAAAAAAA", status=404)


def test_a_recording_of_a_question_that_is_asked_no_more_is_kept_and_can_be_deleted(
    staff: Callable[..., Any], within: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    within(put_in)
    shorter = replace(CORE_2, version=99, questions=CORE_2.questions[1:])
    monkeypatch.setattr(questionnaires, "offered", lambda: {CORE_2.id: shorter})
    page = staff("leder").get("/stab/oplaesning/da")
    assert "Optagelser, der ikke bliver brugt" in page.text
    page = page.click("Slet optagelsen").submit(form="Slet optagelsen").follow()
    assert "Optagelser, der ikke bliver brugt" not in page.text


def test_a_planned_rounds_texts_can_be_read_aloud_before_it_opens(context: Flask) -> None:
    from surveys.rounds import planned_round

    planned_round(half_year=HalfYear(2021, 2))
    asked = [question.id for question in CORE_2.questions]
    assert [text.about for text in queries.asked_texts("da")] == [OPENING, *asked]


def test_who_put_it_in_gets_to_know_and_the_name_goes_with_the_account(context: Flask) -> None:
    user = make_user("leder", name="Anne Andersen")
    service.put_in("da", text_of("da").hash, sounds.wav(), user_id=user.id)
    (row,) = personal_data.export(user.email)["surveys.recordings"]
    assert (row["language"], row["question"]) == ("da", FIRST.id)
    assert personal_data.export("andre@example.dk")["surveys.recordings"] == []
    assert "Anne" not in str(db.session.execute(select(Recording.__table__)).all())
