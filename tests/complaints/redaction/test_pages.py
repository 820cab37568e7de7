"""The pages of a redacted copy: from the case to the finished PDF, what is asked on the way, and who is let in."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from complaints.attachments import files
from complaints.given import BOSS, again, citizen_keys, received, see_again
from complaints.redaction.making import begun, fetched, gone_through, inside, kept, made, page_of, saved, text_of
from flask import Flask
from sqlalchemy import select

from værdig import audit
from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN, MANAGEMENT
from værdig.complaints.attachments.preparing import prepare
from værdig.complaints.attachments.service import add_files
from værdig.complaints.desk import Desk
from værdig.complaints.journalising.contents import content
from værdig.complaints.journalising.documents import Direction, Source, of_case
from værdig.complaints.keys import Reader
from værdig.complaints.models import Case, CaseFile, CaseRedaction
from værdig.complaints.queries.cases import OBJECT
from værdig.db import db

STORY = "Min nabo Gunhild Pedersen, cpr 010170-1234, ringede på 20 33 44 55.\nHun bor på Solsortevej 12."
SECRETS = ("Gunhild", "Pedersen", "010170", "1234", "20 33 44 55", "Solsortevej")


@pytest.fixture
def mine(context: Flask) -> tuple[Case, str]:
    return received(STORY, Reader.MANAGEMENT, identity={"name": "Anna Holm"})


def opened(case: Case) -> keys.Keys:
    return keys.open_for(again(case), Reader.MANAGEMENT, keys.management_keys())


def actions(case: Case) -> list[str]:
    see_again()
    found = audit.entries_about(OBJECT, case.id)
    return [each.action for each in found if "redaction" in each.action]


def test_from_the_case_to_the_copy(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    assert "Kopien er ikke færdig" in page.text
    page = gone_through(page)
    for secret in SECRETS:
        assert secret not in page.soup.select_one(".copy-to-read").get_text()
    assert "Min nabo" in page.text
    assert "forvaltningsloven § 15 b" in page.text
    page = made(page)
    assert "Kopien er færdig" in page.text
    pdf = fetched(page)
    everything = inside(pdf)
    for secret in (*SECRETS, "Anna Holm"):
        assert secret not in everything
    said = " ".join(text_of(pdf).split())
    for part in ("Min nabo [skjult]", "ringede på [skjult]", "forvaltningsloven § 15 b", "Derfor er noget skjult"):
        assert part in said
    told = page_of(boss, case).text
    for part in (
        "Kopi til: den anden part",
        "Færdig",
        "1 dokument.",
        "4 steder er skjult.",
        "Kopi med skjulte oplysninger hentet",
    ):
        assert part in told
    assert actions(case) == ["complaint.redaction_begun", "complaint.redaction_made", "complaint.redaction_opened"]


def test_nothing_is_final_before_it_is_read_through(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    draft = page.click("Hent udkastet (PDF med vandmærke)").response
    assert "UDKAST" in draft.headers["Content-Disposition"]
    assert "UDKAST – ikke gennemlæst" in text_of(draft.data)
    assert "Læs kopien igennem" not in [link.get_text() for link in page.soup.select("main a")]
    early = boss.get(f"/stab/klager/{case.id}/kopi/{kept(case).id}/laest").follow()
    assert "Gå først alle dokumenter igennem. Det mangler: Henvendelsen." in early.soup.text
    page = gone_through(page)
    wrong = page.submit({}, form="Gør kopien færdig")
    assert wrong.errors == ["Læs kopien igennem, og sæt kryds. Før kan den ikke gives ud."]
    assert kept(case).pdf is None
    assert "UDKAST" in boss.get(f"/stab/klager/{case.id}/kopi/{kept(case).id}/kopi.pdf").headers["Content-Disposition"]
    assert "UDKAST" not in text_of(fetched(made(wrong)))


@pytest.mark.parametrize("what", ["besked", "punkt", "ord"])
def test_what_changes_while_she_reads_is_read_again(mine: tuple[Case, str], boss: Any, what: str) -> None:
    case, code = mine
    page = gone_through(begun(boss, case, "Henvendelsen"))
    if what == "besked":
        service.write_as_citizen(
            case.id, citizen_keys(case, code), "Naboen hedder også Gerda.", "token-of-a-message-00009"
        )
    elif what == "punkt":
        more = {"theme": "complaints.optraeden", "unit": "jobcenter", "formality": "begge", "summary": "Om Gunhild"}
        service.add_point(case.id, opened(case), BOSS, **more)
    else:
        other = boss.get(f"/stab/klager/{case.id}/kopi/{kept(case).id}/dokument/1")
        saved(other, phrases="ringede")
    again = page.submit({"read": "y"}, form="Gør kopien færdig")
    assert again.status == 422
    assert "Der er ændret noget, siden du læste kopien." in again.errors[0]
    assert not again.soup.select_one("input[name=read]").has_attr("checked")
    assert kept(case).finished is None
    made(again)
    assert kept(case).finished is not None


def test_a_corrected_klagepunkt_has_to_be_gone_through_again(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    point = service.add_point(
        case.id,
        opened(case),
        BOSS,
        theme="complaints.optraeden",
        unit="jobcenter",
        formality="begge",
        summary="Om støj.",
    )
    page = gone_through(begun(boss, case, "Klagepunkt"))
    filed = {"theme": "complaints.optraeden", "unit": "jobcenter", "formality": "begge"}
    service.change_point(case.id, point, opened(case), BOSS, **filed, summary="Om støj fra Gunhild.")
    page = page.submit({"read": "y"}, form="Gør kopien færdig")
    assert kept(case).finished is None
    assert "Mangler" in page.follow().text


def test_phrases_are_hidden_in_every_text_of_the_copy(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    service.answer(case.id, opened(case), "Vi har talt med for-\nretningen SOLSIKKEN om det.", BOSS)
    page = begun(boss, case, "Henvendelsen", "Besked til")
    first = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    second = saved(first, phrases="solsikken\nforretningen")
    assert "solsikken" in second.soup.find("textarea", {"name": "phrases"}).text
    page = saved(second)
    assert "Vi har talt med [skjult] 1 om det." in " ".join(page.text.split())
    pdf = fetched(made(page))
    for word in ("SOLSIKKEN", "retningen"):
        assert word not in inside(pdf)


def test_whole_paragraphs_and_other_reasons(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    first = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    page = saved(first, paragraphs=["1"], reason1="ofl_30_1")
    assert "Hun bor på" not in page.soup.select_one(".copy-to-read").get_text()
    assert "offentlighedsloven § 30, nr. 1" in page.text
    again = boss.get(first.url)
    assert "checked" in str(again.soup.select_one("input[name=paragraphs][value='1']"))
    assert again.form("Gem og gå videre").values["reason1"] == "ofl_30_1"


def test_words_hidden_in_one_place_and_seen_in_another_are_told(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    service.answer(case.id, opened(case), "Vi ringer til gunhilds mor.", BOSS)
    page = begun(boss, case, "Henvendelsen", "Besked til")
    first = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    second = saved(first)
    page = saved(second, hide0=None)
    assert "Se efter, om det her må stå" in page.text
    assert "gunhilds" in page.text


def test_a_phrase_of_nothing_is_refused_and_nothing_typed_is_lost(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    first = boss.get(str(page.soup.select("main ol a")[0]["href"]))
    wrong = first.submit({"phrases": "ringede\n---", "hide1": None}, form="Gem og gå videre")
    assert wrong.errors == ["»---« har hverken bogstaver eller tal."]
    assert wrong.soup.find("textarea", {"name": "phrases"}).text.split() == ["ringede", "---"]
    assert not wrong.soup.select_one("input[name=hide1]").has_attr("checked")


def test_two_tabs_lose_no_word(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    address = str(page.soup.select("main ol a")[0]["href"])
    one, two = boss.get(address), boss.get(address)
    saved(one, phrases="ringede")
    late = two.submit({"phrases": "nabo"}, form="Gem og gå videre")
    assert late.status == 422
    assert late.soup.find("textarea", {"name": "phrases"}).text.split() == ["ringede", "nabo"]
    page = saved(late)
    assert "ringede" not in page.soup.select_one(".copy-to-read").get_text()
    assert "nabo" not in page.soup.select_one(".copy-to-read").get_text()


def test_a_recipient_is_a_word_and_no_address(mine: tuple[Case, str], boss: Any) -> None:
    page = page_of(boss, mine[0]).click("Lav en kopi med skjulte oplysninger")
    wrong = page.submit({"use": "presse", "recipient": "avis@avis.dk", "documents": ["klage"]}, form="Gå videre")
    assert wrong.errors == ["Skriv et ord for modtageren, ikke en e-mail. Værdig sender ikke kopien."]
    assert wrong.form("Gå videre").values["recipient"] == "avis@avis.dk"


def test_internal_working_papers_and_the_other_sides_notes_are_not_offered(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    for kind, text in (("notat_til_sagen", "Vi ringede."), ("internt_arbejdspapir", "Mine tanker.")):
        service.write_note(case.id, opened(case), text, BOSS, Reader.MANAGEMENT, kind=kind)
    page = page_of(boss, case).click("Lav en kopi med skjulte oplysninger")
    labels = [label.get_text() for label in page.soup.select("label")]
    assert sum("Notat til sagen" in label for label in labels) == 1
    assert "Mine tanker." not in page.html


def test_the_originals_are_what_they_were(mine: tuple[Case, str], boss: Any) -> None:
    case, code = mine
    held = citizen_keys(case, code)
    add_files(case.id, held, [prepare("brev.jpg", files.photo()), prepare("note.txt", b"Gunhild")], CITIZEN)
    service.answer(case.id, opened(case), "Vi ringer til Gunhild.", BOSS)

    def sealed() -> list[Any]:
        found = again(case)
        rows = db.session.scalars(select(CaseFile).where(CaseFile.case_id == case.id).order_by(CaseFile.id))
        return [found.story, found.identity, found.particulars, [each.body for each in found.messages],
                [(each.name, each.content, each.mac) for each in rows]]  # fmt: skip

    before = sealed()
    made(gone_through(begun(boss, case)))
    assert sealed() == before
    assert len(before[-1]) == 2


def test_a_finished_copy_is_kept_and_not_changed(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = made(gone_through(begun(boss, case, "Henvendelsen")))
    first, address = fetched(page), f"/stab/klager/{case.id}/kopi/{kept(case).id}"
    for more in ("valg", "dokument/1", "laest", "slet"):
        assert boss.get(f"{address}/{more}").follow().url == address
    service.withdraw(case.id)
    assert fetched(boss.get(address)) == first
    assert begun(boss, case, "Henvendelsen").h1 == "Kopi med skjulte oplysninger", "also of a closed case"


def test_a_draft_can_be_dropped(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen").click("Slet udkastet").submit({}, form="Slet udkastet").follow()
    assert "Udkastet er slettet." in page.soup.text
    assert again(case).id
    assert db.session.scalar(select(CaseRedaction.id)) is None
    assert actions(case) == ["complaint.redaction_begun", "complaint.redaction_dropped"]


def test_a_double_click_begins_one(mine: tuple[Case, str], boss: Any) -> None:
    page = page_of(boss, mine[0]).click("Lav en kopi med skjulte oplysninger")
    chosen = {"use": "presse", "recipient": "en journalist", "documents": ["klage"]}
    one, two = (page.submit(chosen, form="Gå videre") for _press in range(2))
    assert one.location == two.location
    assert kept(mine[0]).submission_mac


def test_from_a_request(mine: tuple[Case, str], client: Any, boss: Any) -> None:
    case, code = mine
    page = client.get("/sag").submit({"code": code}).follow()
    page.click("Jeg vil se min sag").submit({"asked": "se", "words": ""}).follow()
    page_of(boss, case).click("Sortér anmodningen").submit({"kind": "egenacces"})
    page = page_of(boss, case).click("Svar på anmodningen").click("Lav en kopi med skjulte oplysninger")
    values = page.form("Gå videre").values
    assert (values["use"], values["recipient"]) == ("egenacces", "borgeren")
    page.submit({"documents": ["klage"]}, form="Gå videre")
    assert kept(case).insight_id


def test_only_the_side_it_was_sent_to_makes_copies(br: Any, staff: Any) -> None:
    case, code = received(STORY, Reader.BORGERRAADGIVER, identity={"name": "Anna Holm"})
    service.give_consent(case.id, citizen_keys(case, code), "med_navn", CITIZEN)
    page = begun(br, case, "Henvendelsen", slug="indbakke")
    boss = staff("leder")
    seen = page_of(boss, case)
    assert "Kopier med skjulte oplysninger" not in seen.text
    boss.get(f"/stab/klager/{case.id}/kopi/ny", status=404)
    boss.get(f"/stab/klager/{case.id}/kopi/{kept(case).id}", status=404)
    assert kept(case).side == "borgerraadgiver"
    with pytest.raises(Exception, match="is not held"):
        keys.open_for(case, Reader.MANAGEMENT, keys.management_keys()).open(
            keys.NOTES[Reader.BORGERRAADGIVER], "case_redaction", "plan", kept(case).id, kept(case).plan
        )
    assert "[skjult]" in gone_through(page).text


def test_the_metadata_names_nothing(mine: tuple[Case, str], boss: Any) -> None:
    case, _code = mine
    pdf = fetched(made(gone_through(begun(boss, case, "Henvendelsen"))))
    with pikepdf.open(io.BytesIO(pdf)) as opened_pdf:
        told = {name: str(value) for name, value in opened_pdf.docinfo.items()}
        meta = opened_pdf.Root.Metadata.read_bytes().decode()
        assert opened_pdf.Root.MarkInfo.Marked
    assert set(told) <= {"/Title", "/Producer"}
    assert told["/Title"] == "Kopi"
    assert case.number not in meta


def test_a_finished_copy_is_journalised_as_it_was_given_out_and_a_draft_is_not(
    mine: tuple[Case, str], boss: Any
) -> None:
    case, _code = mine
    page = begun(boss, case, "Henvendelsen")
    assert Source.SKJULT not in [each.source for each in of_case(again(case))]
    pdf = fetched(made(gone_through(page)))
    (document,) = [each for each in of_case(again(case)) if each.source is Source.SKJULT]
    assert document.direction is Direction.UD
    held = opened(case)
    assert document.is_open_to(held, Reader.MANAGEMENT)
    assert not document.is_open_to(held, Reader.BORGERRAADGIVER)
    assert content(Desk(MANAGEMENT, again(case), held, BOSS), {}, document, "").data == pdf
