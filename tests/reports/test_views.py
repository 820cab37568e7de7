"""The staff pages of reports: who sees what, writing, freezing, fetching and verifying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from reports.conftest import HALF_YEAR, Source
from reports.documents import SHOWN
from sqlalchemy import select

from værdig.db import db, tenant
from værdig.reports import queries, service
from værdig.reports.models import Report, ReportText

HOME = "albertslund"


@pytest.fixture
def draft(app: Flask, source: Source) -> str:
    """A draft's id."""
    with app.app_context(), tenant(HOME):
        return service.build(HALF_YEAR).id


@pytest.fixture
def frozen(app: Flask, draft: str) -> str:
    """The same, frozen."""
    with app.app_context(), tenant(HOME):
        return service.freeze(draft).id


def stored(app: Flask, report_id: str) -> Report:
    with app.app_context(), tenant(HOME):
        found = queries.find(report_id)
        db.session.expunge(found)
        return found


# --- who sees what ---


@pytest.mark.parametrize("role", ["leder", "analytiker", "borgerraadgiver", "stedfortraeder"])
def test_those_who_work_with_reports_see_drafts(staff: Callable[..., Any], draft: str, role: str) -> None:
    assert staff(role).get(f"/stab/rapporter/{draft}", status=200).h1.startswith("Rapport 2021H1")


def test_a_committee_member_sees_frozen_reports_only(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    member = staff("udvalgsmedlem")
    assert "Der er ingen rapporter endnu." in member.get("/stab/rapporter/").text
    for address in ("", "/hent/docx", "/kontrol"):
        member.get(f"/stab/rapporter/{draft}{address}", status=404)
    with app.app_context(), tenant(HOME):
        service.freeze(draft)
    page = member.get(f"/stab/rapporter/{draft}", status=200)
    assert "Skriv i rapporten" not in page.text
    assert "Kontrollér" not in page.text
    assert member.get(f"/stab/rapporter/{draft}/hent/docx", status=200).data[:2] == b"PK"


@pytest.mark.parametrize("role", ["skranke", "administrator", "dpo", "svaransvarlig_leder"])
def test_others_see_no_reports(staff: Callable[..., Any], frozen: str, role: str) -> None:
    somebody = staff(role)
    for address in ("", frozen, f"{frozen}/hent/pdf", f"{frozen}/kontrol"):
        somebody.get(f"/stab/rapporter/{address}", status=404)


@pytest.mark.parametrize("role", ["analytiker", "borgerraadgiver", "udvalgsmedlem"])
def test_only_the_leader_writes(staff: Callable[..., Any], app: Flask, draft: str, role: str) -> None:
    reader = staff(role)
    for address in ("byg", f"{draft}/tekster", f"{draft}/frys", f"{draft}/slet"):
        reader.get(f"/stab/rapporter/{address}", status=404)
    reader.post(f"/stab/rapporter/{draft}/frys", status=404)
    assert not stored(app, draft).is_frozen


def test_another_municipalitys_report_does_not_exist(staff: Callable[..., Any], draft: str) -> None:
    stranger = staff("leder", municipality="vallensbaek")
    for address in ("", "/tekster", "/frys", "/slet", "/kontrol", "/hent/docx"):
        stranger.get(f"/stab/rapporter/{draft}{address}", status=404)


def test_without_a_sign_in_one_is_sent_to_it(client: Any, frozen: str) -> None:
    assert client.get(f"/stab/rapporter/{frozen}").status == 302


def test_a_frozen_report_says_why_it_can_be_neither_written_nor_deleted(staff: Callable[..., Any], frozen: str) -> None:
    for address in ("tekster", "slet"):
        page = staff("leder").get(f"/stab/rapporter/{frozen}/{address}").follow()
        assert "Rapporten er frosset. Den kan hverken ændres eller slettes." in page.text
    assert "Den kan hverken" not in staff("leder").get(f"/stab/rapporter/{frozen}").text


# --- list and build ---


def test_the_empty_list_says_what_to_do(staff: Callable[..., Any]) -> None:
    page = staff("leder").get("/stab/rapporter/", status=200)
    assert "Når en runde er lukket, kan du bygge den første." in page.text
    assert "Luk først en runde." in staff("leder").get("/stab/rapporter/byg").text


def test_the_list_tells_state_and_version(staff: Callable[..., Any], frozen: str) -> None:
    page = staff("leder").get("/stab/rapporter/")
    assert "1. halvår 2021, version 1" in page.text
    assert "Frosset" in page.text


def test_the_leader_builds_again_from_the_page(
    staff: Callable[..., Any], app: Flask, draft: str, source: Source
) -> None:
    leader = staff("leder")
    page = leader.get("/stab/rapporter/byg").submit({"half_year": "2021H1"}).follow()
    assert "Rapporten er bygget." in page.text
    assert source.builds == 2
    assert stored(app, draft).version == 1


def test_no_half_year_chosen_is_an_error_at_the_field(staff: Callable[..., Any], draft: str) -> None:
    page = staff("leder").get("/stab/rapporter/byg").submit({})
    assert page.errors == ["Vælg et halvår."]


@pytest.mark.parametrize("half_year", ["2021H3", "1066H1", "2019H1", "<script>"])
def test_a_half_year_that_is_not_offered_is_refused(
    staff: Callable[..., Any], draft: str, source: Source, half_year: str
) -> None:
    leader = staff("leder")
    values = leader.get("/stab/rapporter/byg").form("Byg rapporten").values
    page = leader.post("/stab/rapporter/byg", data={**values, "half_year": half_year})
    assert page.errors
    assert source.builds == 1


# --- texts ---


def test_texts_are_saved_and_shown_in_the_report(staff: Callable[..., Any], draft: str) -> None:
    leader = staff("leder")
    page = leader.get(f"/stab/rapporter/{draft}/tekster")
    page = page.submit({"tekst_anledning": "Vi har lyttet.\r\n\r\nTo afsnit & <b>"}, button="Gem").follow()
    assert "Dine tekster er gemt." in page.text
    assert "Vi har lyttet." in page.text
    assert "To afsnit & <b>" in page.text


def test_leaving_what_is_written_unsaved_is_asked_about_first(staff: Callable[..., Any], draft: str) -> None:
    page = staff("leder").get(f"/stab/rapporter/{draft}/tekster")
    asked = page.submit({"tekst_anledning": "Vi har lyttet.\r\n\r\nMeget."}, button="Fortryd")
    assert "Vil du gå uden at gemme?" in asked.text
    assert "Vi har lyttet." in asked.form("Gem").values["tekst_anledning"]
    assert "Dine tekster er gemt." in asked.submit(button="Gem").follow().text
    saved = staff("leder").get(f"/stab/rapporter/{draft}/tekster")
    assert saved.submit(button="Fortryd").location == f"/stab/rapporter/{draft}"


def test_a_text_too_long_is_shown_again_whole(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    page = staff("leder").get(f"/stab/rapporter/{draft}/tekster")
    page = page.submit({"tekst_anledning": "x" * 8001, "tekst_sagsfremstilling": "Kort."}, button="Gem")
    assert page.errors
    assert page.form("Gem").values["tekst_anledning"] == "x" * 8001
    assert page.form("Gem").values["tekst_sagsfremstilling"] == "Kort."


def test_the_page_saves_by_itself(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    values = leader.get(f"/stab/rapporter/{draft}/tekster").form("Gem").values
    address = f"/stab/rapporter/{draft}/tekster"
    fields = leader.post(address, data={**values, "tekst_anledning": "Undervejs", "then": "stay"}, status=200).json
    assert fields["set_anledning"] == service.mark_of("Undervejs")
    with app.app_context(), tenant(HOME):
        assert queries.texts_of(draft) == {"anledning": "Undervejs"}
    leader.post(address, data={**values, "tekst_anledning": "Undervejs igen", "then": "stay"}, status=422)
    leader.post(address, data={**values, **fields, "tekst_anledning": "Undervejs igen", "then": "stay"}, status=200)
    leader.post(address, data={**values, "tekst_anledning": "x" * 8001, "then": "stay"}, status=422)


def test_two_pages_of_one_report_both_keep_their_texts(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    first, second = (leader.get(f"/stab/rapporter/{draft}/tekster") for _page in range(2))
    first.submit({"tekst_anledning": "Fra det ene vindue."}, button="Gem").follow()
    refused = second.submit({"tekst_anledning": "Fra det andet."}, button="Gem")
    assert len(refused.errors) == 1
    assert "Begge tekster står herunder." in refused.errors[0]
    assert "Du gemte selv denne tekst i et andet vindue" in refused.text
    assert "Fra det ene vindue." in refused.visible_text
    assert refused.form("Gem").values["tekst_anledning"] == "Fra det andet."
    refused.submit(button="Gem", form="Gem").follow()
    with app.app_context(), tenant(HOME):
        assert queries.texts_of(draft) == {"anledning": "Fra det andet."}
        assert [row.text for row in queries.earlier_texts(draft)["anledning"]] == ["Fra det ene vindue."]


def test_a_page_that_did_not_touch_a_text_leaves_the_newer_one(
    staff: Callable[..., Any], app: Flask, draft: str
) -> None:
    first, second = (staff("leder").get(f"/stab/rapporter/{draft}/tekster") for _page in range(2))
    first.submit({"tekst_anledning": "Lars' tekst."}, button="Gem").follow()
    second.submit({"tekst_sagsfremstilling": "Susannes tekst."}, button="Gem").follow()
    with app.app_context(), tenant(HOME):
        assert queries.texts_of(draft) == {"anledning": "Lars' tekst.", "sagsfremstilling": "Susannes tekst."}


def test_a_lost_session_loses_nothing_typed(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    values = {**leader.get(f"/stab/rapporter/{draft}/tekster").form("Gem").values, "csrf_token": "gammelt"}
    page = leader.post(f"/stab/rapporter/{draft}/tekster", data={**values, "tekst_anledning": "Behold mig"})
    assert page.form("Gem").values["tekst_anledning"] == "Behold mig"
    with app.app_context(), tenant(HOME):
        assert db.session.scalars(select(ReportText)).all() == []


def test_save_and_build_keeps_the_text(staff: Callable[..., Any], draft: str, source: Source) -> None:
    page = staff("leder").get(f"/stab/rapporter/{draft}/tekster")
    page = page.submit({"tekst_anledning": "Mit ord."}, button="Gem, og byg igen").follow()
    assert "Rapporten er bygget." in page.text
    assert "Mit ord." in page.text
    assert source.builds == 2


def test_earlier_texts_can_be_read(staff: Callable[..., Any], draft: str) -> None:
    for text in ("Lars skrev.", "Susanne skrev."):
        staff("leder").get(f"/stab/rapporter/{draft}/tekster").submit({"tekst_anledning": text}, button="Gem")
    page = staff("leder").get(f"/stab/rapporter/{draft}/tekster")
    assert "Tidligere tekster under »Anledning«" in page.text
    assert "Lars skrev." in page.text


def test_there_is_no_field_for_the_list_of_appendices(staff: Callable[..., Any], draft: str) -> None:
    values = staff("leder").get(f"/stab/rapporter/{draft}/tekster").form("Gem").values
    assert "tekst_bilag" not in values


# --- freezing ---


def test_freezing_asks_first_and_is_for_good(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    asked = leader.get(f"/stab/rapporter/{draft}/frys")
    assert asked.h1 == "Vil du fryse rapporten?"
    assert not stored(app, draft).is_frozen
    assert "Udvalgets medlemmer kan læse rapporten, så snart den er frosset." in asked.text
    page = asked.submit(form="Frys rapporten").follow()
    assert "Denne udgave er frosset." in page.text
    assert stored(app, draft).is_frozen
    assert leader.get(f"/stab/rapporter/{draft}/frys").status == 302
    assert leader.get(f"/stab/rapporter/{draft}/tekster").status == 302


def test_freezing_without_the_forms_token_is_refused(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    page = staff("leder").post(f"/stab/rapporter/{draft}/frys", data={})
    assert page.errors
    assert not stored(app, draft).is_frozen


def test_writing_in_a_report_that_was_frozen_meanwhile(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    page = leader.get(f"/stab/rapporter/{draft}/tekster")
    with app.app_context(), tenant(HOME):
        service.freeze(draft)
    page = page.submit({"tekst_anledning": "For sent"}, button="Gem")
    assert page.errors == ["Rapporten blev frosset, mens du skrev. Kopiér din tekst, og byg en ny udgave."]
    assert page.form("Gem").values["tekst_anledning"] == "For sent"


def test_a_new_version_is_made_beside_the_frozen_one(staff: Callable[..., Any], frozen: str) -> None:
    leader = staff("leder")
    page = leader.get("/stab/rapporter/byg").submit({"half_year": "2021H1"}).follow()
    assert "Udkast til version 2" in page.text
    assert "Andre udgaver af samme halvår" in page.text
    assert "Version 1" in leader.get(f"/stab/rapporter/{frozen}").text
    assert "afløst" not in leader.get(f"/stab/rapporter/{frozen}").text.lower()


def test_the_page_before_freezing_shows_the_texts_but_no_table(staff: Callable[..., Any], draft: str) -> None:
    leader = staff("leder")
    leader.get(f"/stab/rapporter/{draft}/tekster").submit({"tekst_anledning": "Mit forord."}, button="Gem")
    asked = leader.get(f"/stab/rapporter/{draft}/frys")
    assert "Mit forord." in asked.visible_text
    assert "To gange om året." in asked.visible_text
    assert "Planens løfter" not in asked.visible_text


def test_a_version_is_marked_as_replaced_when_the_next_is_frozen(
    staff: Callable[..., Any], app: Flask, frozen: str
) -> None:
    with app.app_context(), tenant(HOME):
        second = service.build(HALF_YEAR).id
    leader = staff("leder")
    assert "Denne version afløser version 1." in leader.get(f"/stab/rapporter/{second}/frys").text
    with app.app_context(), tenant(HOME):
        service.freeze(second)
    told = "Denne version er afløst af version 2."
    assert told in leader.get(f"/stab/rapporter/{frozen}").text
    assert told in leader.get(f"/stab/rapporter/{frozen}/kontrol").text
    assert "Afløst af version 2" in leader.get("/stab/rapporter/").text
    assert told not in leader.get(f"/stab/rapporter/{second}").text


# --- files and verifying ---


@pytest.mark.parametrize(
    ("name", "begins", "media"),
    [
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("pdf", b"%PDF-1.7", "application/pdf"),
        ("html", b"<!doctype html>", "text/html"),
    ],
)
def test_files_can_be_fetched(staff: Callable[..., Any], frozen: str, name: str, begins: bytes, media: str) -> None:
    response = staff("leder").open(f"/stab/rapporter/{frozen}/hent/{name}")
    assert response.status_code == 200
    assert response.mimetype == media
    assert response.data.startswith(begins)
    expected = f'attachment; filename="vaerdig-albertslund-2021H1-v1-frosset.{name}"'
    assert response.headers["Content-Disposition"] == expected


def test_an_unknown_format_is_not_found(staff: Callable[..., Any], frozen: str) -> None:
    staff("leder").get(f"/stab/rapporter/{frozen}/hent/exe", status=404)


def test_the_check_page_tells_what_differs(staff: Callable[..., Any], frozen: str, source: Source) -> None:
    leader = staff("leder")
    assert "Alle aftryk passer." in leader.get(f"/stab/rapporter/{frozen}/kontrol").text
    source.figures = (SHOWN,)
    page = leader.get(f"/stab/rapporter/{frozen}/kontrol")
    assert "»Alt i alt: antal svar« kan ikke tælles igen." in page.text


# --- deleting ---


def test_a_draft_is_deleted_after_a_question(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    asked = leader.get(f"/stab/rapporter/{draft}/slet", status=200)
    assert asked.h1 == "Vil du slette udkastet?"
    assert stored(app, draft).id == draft, "asking deletes nothing"
    assert "Udkastet er slettet." in asked.submit({}).follow().text
    leader.get(f"/stab/rapporter/{draft}", status=404)


def test_a_frozen_report_offers_no_deletion_and_refuses_it(staff: Callable[..., Any], app: Flask, draft: str) -> None:
    leader = staff("leder")
    assert "Slet udkastet" in leader.get(f"/stab/rapporter/{draft}").text
    asked = leader.get(f"/stab/rapporter/{draft}/slet")
    with app.app_context(), tenant(HOME):
        service.freeze(draft)
    assert asked.submit({}).status == 409
    assert stored(app, draft).is_frozen
    assert "Slet udkastet" not in leader.get(f"/stab/rapporter/{draft}").text
    assert leader.get(f"/stab/rapporter/{draft}/slet").location == f"/stab/rapporter/{draft}?frosset=1"


@pytest.mark.parametrize("role", ["analytiker", "borgerraadgiver", "udvalgsmedlem"])
def test_only_those_who_write_reports_delete_them(staff: Callable[..., Any], draft: str, role: str) -> None:
    staff(role).get(f"/stab/rapporter/{draft}/slet", status=404)


# --- the page ---


def test_every_bilag_is_there_and_folded_and_opens_by_its_address(staff: Callable[..., Any], draft: str) -> None:
    """Without a script too: the text is in the page, and the address a link leads to is inside what it opens."""
    page = staff("leder").get(f"/stab/rapporter/{draft}")
    folded = page.soup.select("details.report-folded")
    assert [one.summary.get_text(strip=True) for one in folded] == [
        "Bilag 1: Prøver på alt", "Bilag 2: Tal, definitioner og kilder",
    ]  # fmt: skip
    for number, one in enumerate(folded, start=1):
        assert not one.has_attr("open")
        assert one.select_one(f"summary ~ div#bilag-{number}").get_text(strip=True)
        assert page.soup.select_one(f"nav a[href='#bilag-{number}']")
