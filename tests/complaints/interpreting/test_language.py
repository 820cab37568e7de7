"""Interpreters and translations: their dates, who may read them, and the pages of both sides; being rung in one's own language."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pikepdf
import pytest
from complaints.given import BOSS, BR, again, citizen_keys, received, see_again
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from værdig.clock import add_working_days, local
from værdig.complaints import keys, queries, service, texts
from værdig.complaints.acting import CITIZEN
from værdig.complaints.insight import extract
from værdig.complaints.interpreting import own_tongue, rules
from værdig.complaints.interpreting import queries as language
from værdig.complaints.interpreting import service as ordering
from værdig.complaints.interpreting.models import CaseTranslation, LanguageOrder
from værdig.complaints.interpreting.rules import Kind, Maker, Step, Way
from værdig.complaints.journalising import documents
from værdig.complaints.keys import Part, Reader
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case
from værdig.db import db
from værdig.errors import NotYours, RuleBroken, UserError

MONDAY = "2026-03-02 09:00"
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ARABIC = "سوف تحصل على إجابة يوم الجمعة."
WHO = {"name": "Amal Saleh", "phone": "22 33 44 55"}


@pytest.fixture
def mine(context: Flask, freeze: Any) -> tuple[Case, str]:
    freeze(MONDAY)
    return received("لم أحصل على جواب.", Reader.MANAGEMENT, identity=WHO, language="ar", interpreter=True)


def opened(case: Case) -> keys.Keys:
    return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())


def page_of(browser: Any, case: Case, side: str = "klager") -> Any:
    return browser.get(f"/stab/{side}/{case.id}")


def own_page(client: Any, code: str) -> Any:
    page = client.get("/sag")
    return page.submit({"code": code}).follow() if page.title.startswith("Se din sag") else page


def translated(case: Case, held: keys.Keys, about: str = "", text: str = ARABIC, **more: Any) -> None:
    told = {"language": "ar", "maker": Maker.BUREAU, "by_whom": "Tolkebureauet"} | more
    ordering.translate(case.id, held, ordering.Translation(about_id=about or case.id, text=text, **told), BOSS)


def wanted(**more: Any) -> ordering.Order:
    return ordering.Order(**{"language": "ar", "supplier": "Tolkebureauet"} | more)


def talk(days: int = 7) -> dict[str, Any]:
    return {"way": Way.TELEFON, "talk_at": NOW + timedelta(days=days)}


# --- steps and their dates ---


def test_an_interpreter_from_the_order_to_the_talk(
    mine: tuple[Case, str], boss: Any, client: Any, freeze: Any, staff: Any
) -> None:
    case, code = mine
    form = page_of(boss, case).click("Bestil tolk")
    answer = form.submit({"day": "12.3.2026", "hour": "10", "way": "telefon", "supplier": "Tolkebureauet"})
    page = answer.follow()
    assert "Tolken er bestilt." in page.text
    assert "3 arbejdsdage regnet fra mandag den 2. marts 2026." in page.text
    told = own_page(client, code).text
    assert (
        "Vi har bestilt en tolk på Arabisk til 12. marts 2026 kl. 10.00. Vi venter svar senest torsdag den 5. marts 2026."
        in told
    )
    assert "Tolkebureauet" not in told
    freeze("2026-03-06 09:00")
    boss = staff("leder")
    assert "Overskredet" in page_of(boss, case).text
    page = page_of(boss, case).click("Hvad er der sket?").submit({"step": "bekraeftet"}).follow()
    assert "Bekræftet" in page.text
    assert "Der kommer en tolk på Arabisk" in own_page(client, code).text
    early = page_of(boss, case).click("Hvad er der sket?").submit({"step": "holdt"})
    assert "Samtalen har ikke været endnu." in early.text
    freeze("2026-03-12 12:00")
    boss = staff("leder")
    page_of(boss, case).click("Hvad er der sket?").submit({"step": "holdt_uden"})
    assert "Vi har talt med dig uden tolk." in own_page(client, code).text


def test_what_is_typed_is_kept_when_something_is_wrong(mine: tuple[Case, str], boss: Any) -> None:
    form = page_of(boss, mine[0]).click("Bestil tolk")
    page = form.submit({"day": "12.3.2026", "hour": "kvart", "way": "video", "supplier": "Tolkebureauet"})
    assert page.status_code == 422
    assert "Skriv klokkeslættet, fx 14.30." in page.text
    assert page.soup.find(id="supplier")["value"] == "Tolkebureauet"


def test_a_late_translation_is_on_the_morning_page_and_no_other_clock_stands_still(
    mine: tuple[Case, str], boss: Any, freeze: Any, staff: Any
) -> None:
    case, _code = mine
    before = [(row.kind, row.due, row.paused) for row in again(case).clocks]
    ordering.order(case.id, opened(case), wanted(about_id=case.id, language="da", from_language="ar"), BOSS)
    assert [(row.kind, row.due, row.paused) for row in again(case).clocks] == before
    assert "Oversættelse i sag" not in boss.get("/stab/i-dag/ledelse").text
    freeze("2026-03-16 09:00")
    page = staff("leder").get("/stab/i-dag/ledelse")
    assert any(
        case.number in link.get_text() and "Oversættelse" in link.get_text() for link in page.soup.select("td a")
    )


def test_a_translation_that_comes_ends_its_order(mine: tuple[Case, str]) -> None:
    case, _code = mine
    held = opened(case)
    ordering.order(case.id, held, wanted(about_id=case.id), BOSS)
    ordering.order(case.id, held, wanted(about_id=case.id, language="da", from_language="ar"), BOSS)
    translated(case, held)
    assert {row.language: row.state for row in language.orders(case, held)} == {"ar": "modtaget", "da": "bestilt"}


def test_the_same_form_twice_is_one_order(mine: tuple[Case, str]) -> None:
    case, _code = mine
    order = wanted(**talk())
    assert ordering.order(case.id, opened(case), order, BOSS, token="t" * 22)
    assert not ordering.order(case.id, opened(case), order, BOSS, token="t" * 22)


@settings(deadline=None, max_examples=30)
@given(kind=st.sampled_from(Kind), start=st.sampled_from(Step), target=st.sampled_from(Step))
def test_what_has_ended_comes_to_nothing_else(kind: Kind, start: Step, target: Step) -> None:
    if start not in rules.RUNNING or target not in rules.steps_from(kind, start):
        with pytest.raises(RuleBroken):
            rules.check(kind, start, target)
    else:
        rules.check(kind, start, target)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ahead=st.integers(0, 40))
def test_an_interpreter_is_to_be_confirmed_by_the_talk_at_the_latest(mine: tuple[Case, str], ahead: int) -> None:
    case, _code = mine
    order = wanted(way=Way.VIDEO, talk_at=NOW + timedelta(days=ahead, hours=4))
    ordering.order(case.id, opened(case), order, BOSS)
    see_again()
    row = language.orders(case, opened(case))[0]
    made = next(each for each in language.orders(case, opened(case)) if each.talk_at == order.talk_at)
    goal = add_working_days(local(NOW).date(), 3)
    assert made.due == min(goal, local(order.talk_at).date())
    assert row.ended is None
    assert (made.days is None) == (made.due < goal)
    late = language.standing(made, made.due + timedelta(days=1))
    assert late.tone == "bad"
    assert language.standing(made, made.due).tone == "warning"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"supplier": " "}, "supplier"),
        ({"language": "xx"}, "language"),
        ({"talk_at": NOW - timedelta(hours=1)}, "day"),
        ({"ordered_on": date(2026, 3, 3)}, "ordered_on"),
        ({"due": date(2026, 3, 1)}, "due"),
    ],
)
def test_what_makes_no_sense_is_refused(mine: tuple[Case, str], more: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as refused:
        ordering.order(mine[0].id, opened(mine[0]), wanted(**talk() | more), BOSS)
    assert refused.value.field == field


# --- a translation is read where its original is, and nowhere else ---


def test_a_correction_is_a_new_version_and_the_original_stays(mine: tuple[Case, str], boss: Any, client: Any) -> None:
    case, code = mine
    service.answer(case.id, opened(case), "Du får svar på fredag.", BOSS)
    message = again(case).messages[-1]
    page = page_of(boss, case).click("Skriv en oversættelse ind")
    values = {"about": message.id, "language": "ar", "maker": "autoriseret", "by_whom": "Translatør Holm"}
    page.submit({**values, "text": "خطأ"})
    page_of(boss, case).click("Skriv en oversættelse ind").submit({**values, "text": ARABIC})
    for shown in (page_of(boss, case), own_page(client, code)):
        assert "Du får svar på fredag." in shown.text
        words = list(shown.soup.select('p.written[lang="ar"][dir="rtl"]'))
        assert [each.get_text() for each in words] == [ARABIC, "خطأ"]
        assert words[1].find_parent("details") is not None
        assert words[0].find_parent("details") is None
        assert "Autoriseret oversættelse" in shown.text
    see_again()
    stored = db.session.scalars(select(CaseTranslation).order_by(CaseTranslation.version))
    assert [row.version for row in stored] == [1, 2]
    assert read_case(again(case), opened(case)).messages[-1].text == "Du får svar på fredag."


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scope=st.sampled_from(["", "uden_navn", "med_navn"]), shared=st.booleans(), revoked=st.booleans())
def test_nobody_reads_a_translation_whose_original_she_may_not_read(
    ready: Any, scope: str, shared: bool, revoked: bool
) -> None:
    case, code = received("لم أحصل على جواب.", identity=WHO, language="ar")
    held = citizen_keys(case, code)
    if scope:
        service.give_consent(case.id, held, scope, CITIZEN)
    service.write_as_citizen(case.id, held, "متى؟", f"token-{case.id}", with_management=bool(scope) and shared)
    own = keys.open_for(again(case), Reader.BORGERRAADGIVER, ready())
    message = again(case).messages[-1]
    for about in (case.id, message.id):
        made = ordering.Translation(
            about_id=about, language="da", maker=Maker.HJAELPER, by_whom="Naboen", text="Hvornår?"
        )
        ordering.translate(case.id, own, made, BR)
        ordering.order(case.id, own, wanted(about_id=about), BR)
    ordering.order(case.id, own, ordering.Order(language="ar", supplier="Bureau", way=Way.VIDEO,
                                                talk_at=datetime(2090, 1, 1, tzinfo=UTC)), BR)  # fmt: skip
    if scope and revoked:
        service.revoke_consent(case.id, CITIZEN)
    case = again(case)
    management = keys.open_parts(case, Reader.MANAGEMENT, keys.management_keys(), Part)
    readers = [(citizen_keys(case, code), True), (own, True), (management, bool(scope) and not revoked)]
    for reader, reads_case in readers:
        readable = {case.id} if reader.has(Part.CASE) else set()
        readable |= {row.id for row in case.messages if reader.has(Part(row.part))}
        assert bool(readable) is reads_case
        assert set(language.translations(case, reader)) == readable
        kinds = language.orders(case, reader)
        assert {row.about_id for row in kinds if row.about_id} == readable
        assert any(row.kind == Kind.TOLK for row in kinds) is reader.has(Part.IDENTITY)
    if shared is False:
        assert message.id not in language.translations(case, management)


def test_no_translation_of_another_cases_text(mine: tuple[Case, str]) -> None:
    other, _code = received("den anden", Reader.MANAGEMENT)
    with pytest.raises(NotYours):
        translated(mine[0], opened(mine[0]), about=other.id)
    assert db.session.scalar(select(CaseTranslation.id)) is None


def test_the_name_of_who_translates_and_the_words_lie_sealed(mine: tuple[Case, str], app: Flask) -> None:
    from complaints.given import database_bytes

    case, _code = mine
    translated(case, opened(case), by_whom="Naboen Fatima")
    ordering.order(case.id, opened(case), wanted(supplier="Bureauet Sol", **talk()), BOSS)
    see_again()
    everything = database_bytes(app)
    for words in (ARABIC, "Naboen Fatima", "Bureauet Sol"):
        assert words.encode() not in everything
    assert db.session.scalar(select(LanguageOrder.part)) == Part.IDENTITY


# --- what leaves: letters and copies ---


def test_a_letter_is_printed_with_its_translation_after_the_danish(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    service.answer(case.id, opened(case), "Du får svar på fredag.", BOSS)
    message = again(case).messages[-1]
    translated(case, opened(case), about=message.id)
    page = page_of(boss, case)
    plain = page.click("Hent beskeden som brev (PDF)").response.data
    both = page.click("Hent brevet med oversættelsen til Arabisk (PDF)").response.data
    with pikepdf.open(io.BytesIO(plain)) as one, pikepdf.open(io.BytesIO(both)) as two:
        assert (len(one.pages), len(two.pages)) == (1, 2)
    assert boss.get(f"/stab/klager/{case.id}/besked/{message.id}/brev.pdf?sprog=tr").status_code == 404


def test_the_letter_says_which_text_holds(
    mine: tuple[Case, str], context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from værdig.complaints.post import document

    case, _code = mine
    service.answer(case.id, opened(case), "Du får svar på fredag.", BOSS)
    message = again(case).messages[-1]
    translated(case, opened(case), about=message.id)
    monkeypatch.setattr(document, "pdf_of", lambda page: page)
    read = read_case(again(case), opened(case))
    beside = language.translations(again(case), opened(case))[message.id].newest[0]
    with context.test_request_context("/"):
        page: Any = document.pdf(again(case), read, read.messages[-1], beside)
    assert page.count("Det danske brev gælder. Oversættelsen er en hjælp.") == 2
    assert page.index("Du får svar på fredag.") < page.index(ARABIC)
    assert '<div lang="ar" dir="rtl">' in page


def test_a_copy_of_the_case_has_every_version(mine: tuple[Case, str]) -> None:
    case, _code = mine
    translated(case, opened(case), text="Første.", language="da")
    translated(case, opened(case), text="Anden.", language="da")
    copy = extract.make(case, opened(case), Reader.MANAGEMENT, (), NOW)
    assert [(each["title"], each["text"]) for each in copy.translations] == [
        ("Det, du skrev", "Første."),
        ("Det, du skrev", "Anden."),
    ]


# --- being rung in one's own language ---


def test_a_number_and_a_language_are_enough(context: Flask, ready: Any, client: Any) -> None:
    page = client.get("/klage").click("Ring mig op på mit sprog")
    lines = {line["lang"]: line["dir"] for line in page.soup.select(".languages li")}
    assert lines == {code: direction for code, direction, _text in texts.LANGUAGES}
    assert {each["lang"]: each["dir"] for each in page.soup.select("form span[lang]")} == lines
    answer = page.submit({"language": "ar", "phone": "22 33 44 55"})
    assert answer.location.partition("?")[0] == "/klage/kvittering"
    assert set(parse_qs(answer.location.partition("?")[2])) == {"sag"}
    assert "Din kode" in answer.follow().text
    (case,) = db.session.scalars(select(Case))
    assert (case.type, case.language, case.interpreter, case.inbox) == (
        "vejledning",
        "ar",
        True,
        Reader.BORGERRAADGIVER,
    )
    assert queries.wish_of(case) is not None


def test_without_number_or_language_nothing_is_sent_and_nothing_is_lost(
    context: Flask, ready: Any, client: Any
) -> None:
    page = client.get("/klage/ring-mig-op")
    assert "frivilligt" not in page.text
    page = page.submit({"phone": "22 33 44 55"})
    assert page.status_code == 422
    assert "Vælg dit sprog." in page.text
    assert page.soup.find(id="phone")["value"] == "22 33 44 55"
    page = client.get("/klage/ring-mig-op").submit({"language": "tr"})
    assert "Skriv dit telefonnummer." in page.text
    assert page.soup.find("input", {"value": "tr"}).has_attr("checked")
    assert db.session.scalar(select(Case.id)) is None


def test_every_language_that_is_welcome_can_be_rung_in() -> None:
    assert [(each.code, each.direction) for each in own_tongue.TONGUES] == [
        (code, direction) for code, direction, _text in texts.LANGUAGES
    ]


@pytest.mark.parametrize("address", ["/klage", "/klage/skriv", "/klage/kontakt"])
def test_the_way_there_is_told_in_each_script(context: Flask, ready: Any, client: Any, address: str) -> None:
    links = client.get(address).soup.select('a[href="/klage/ring-mig-op"][lang]')
    assert {each["lang"]: each.get_text() for each in links} == own_tongue.RING_ME


def test_each_version_is_a_document_of_its_own_for_the_archive(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    translated(case, opened(case), text="Første.", language="da")
    translated(case, opened(case), text="Anden.", language="da")
    found = [each for each in documents.of_case(again(case)) if each.source is documents.Source.OVERSAETTELSE]
    assert [each.part for each in found] == [Part.CASE, Part.CASE]
    assert "Oversættelse" in page_of(boss, case).click("Journal og overførsel til ESDH").text
