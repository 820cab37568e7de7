"""Her words: nothing typed is lost, figures counted anew change none of it, and what is released stays as it was."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from complaints.given import database_bytes
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports.beretning.conftest import AUTHOR, SPRING, Figures, made, released
from reports.extract import of_docx, of_html, of_pdf

from værdig import audit
from værdig.clock import HalfYear, today
from værdig.db import db, tenant, transaction
from værdig.disclosure.commands import disclosure
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.reports import gather, render_docx, render_html, render_pdf
from værdig.reports.beretning import named, places, queries, service
from værdig.reports.beretning.models import Beretning
from værdig.reports.typed import TextsChanged, mark_of

LEADER = "udvalgsmedlem"


def text_of(beretning_id: str) -> str:
    return of_html(render_html.render(queries.document_of(queries.own(beretning_id))))


def save(beretning_id: str, **texts: str) -> None:
    service.save_texts(beretning_id, texts, AUTHOR)


def test_a_sentence_is_left_out_or_said_in_her_words_and_marked(draft: str) -> None:
    save(
        draft, valg_klagepunkter="ud", valg_sager="egne", ord_sager="Jeg fik flere sager.", egne_omfang="Se også sidst."
    )
    text = text_of(draft)
    assert "I sagerne er der i alt" not in text
    assert "Der kom 12 sager" not in text
    assert "Borgerrådgiveren skriver: Jeg fik flere sager." in text
    assert "Borgerrådgiverens egne ord Se også sidst." in text
    save(draft, valg_sager="")
    assert "Der kom 12 sager" in text_of(draft)
    assert queries.texts_of(draft)["ord_sager"] == "Jeg fik flere sager.", "kept, should she want it again"


def test_counting_anew_changes_no_word_of_hers_and_tells_what_changed(draft: str, figures: Figures) -> None:
    save(draft, egne_omfang="Mine ord.", valg_klagepunkter="egne", ord_klagepunkter="Mange punkter.")
    before = queries.texts_of(draft)
    assert service.count_anew(draft) == []
    figures.now = 18
    changed = service.count_anew(draft)
    assert "»Sager i alt, 1. halvår 2021« var 12 og er nu 18." in changed
    assert any("En sætning er ændret til: »Der kom 18 sager" in text for text in changed)
    assert queries.texts_of(draft) == before
    assert "Mange punkter." in text_of(draft)


def test_words_for_a_sentence_that_is_gone_are_not_forgotten(draft: str) -> None:
    save(draft, valg_klagepunkter="egne", ord_klagepunkter="Mine egne.")
    row = queries.own(draft)
    with transaction():
        plain = dict(row.generated)
        first = dict(plain["chapters"][0])
        first["items"] = [item for item in first["items"] if item.get("sentence") != "klagepunkter"]
        plain["chapters"] = [first, *plain["chapters"][1:]]
        row.generated = plain
    assert "Mine egne." not in text_of(draft)
    assert queries.texts_of(draft)["ord_klagepunkter"] == "Mine egne."


def test_two_pages_of_one_section_keep_both_texts(draft: str) -> None:
    seen = {"egne_omfang": mark_of("")}
    service.save_texts(draft, {"egne_omfang": "Fra det ene."}, AUTHOR, seen)
    with pytest.raises(TextsChanged) as changed:
        service.save_texts(draft, {"egne_omfang": "Fra det andet."}, AUTHOR, seen)
    assert changed.value.stored["egne_omfang"].text == "Fra det ene."
    now = {"egne_omfang": mark_of("Fra det ene.")}
    service.save_texts(draft, {"egne_omfang": "Fra det andet."}, AUTHOR, now, ["egne_omfang"])
    assert queries.texts_of(draft)["egne_omfang"] == "Fra det andet."
    assert [typed.text for typed in queries.earlier_texts(draft)["egne_omfang"]] == ["Fra det ene."]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30), max_size=6))
@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_last_saving_holds_and_saving_twice_is_saving_once(draft: str, texts: list[str]) -> None:
    for text in texts:
        save(draft, egne_omfang=text)
        save(draft, egne_omfang=text)
    assert queries.texts_of(draft).get("egne_omfang", "") == (
        texts[-1].strip() if texts else queries.texts_of(draft).get("egne_omfang", "")
    )


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("valg_sager", "slet", "Vælg, hvad der skal ske"),
        ("valg_sager", "egne", "Skriv dine ord"),
        ("grundlag_1", "måske", "Vælg, om borgeren"),
        ("tal_borgere", "mange", "Skriv antallet som et helt tal"),
        ("tal_borgere", "0", "Skriv antallet som et helt tal"),
        ("egne_omfang", "x" * 8_001, "Der er plads til 8000"),
    ],
)
def test_what_cannot_be_is_refused(draft: str, place: str, text: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        save(draft, **{place: text})
    assert queries.texts_of(draft) == {}


def test_a_place_that_is_not_in_the_report_is_nobodys(draft: str) -> None:
    with pytest.raises(NotYours):
        save(draft, egne_noget="x")


def test_the_database_alone_cannot_read_a_draft(app: Flask, draft: str) -> None:
    save(draft, egne_omfang="Kladdelind og tolvtrefire")
    assert b"Kladdelind" not in database_bytes(app)
    assert "Kladdelind" in text_of(draft)


# --- complaints per 1,000 ---


def test_the_rate_is_reckoned_from_shown_complaints_only(draft: str) -> None:
    assert "Der er ikke regnet klager pr. 1.000 borgere." in text_of(draft)
    save(draft, tal_borgere="1.250", tal_kilde="Jobcentrets fagsystem")
    text = text_of(draft)
    assert "1.250 borgere var i kontakt med forvaltningen i perioden. Kilde: Jobcentrets fagsystem." in text
    hidden = queries.generated_of(queries.own(draft)).complaints is None
    assert ("Antallet af klager må ikke vises." in text) is hidden


def test_the_rate_of_fifteen_in_two_thousand(figures: Figures) -> None:
    figures.now, figures.guidance = 20, 5
    row = service.begin(SPRING)
    assert queries.generated_of(row).complaints == 15
    save(row.id, tal_borgere="2000")
    assert "Det er 7,5 klager pr. 1.000 borgere." in text_of(row.id)


# --- told cases and names ---


@pytest.mark.parametrize(
    "words", ["Ring 20 30 40 50.", "Skriv til mig@kommune.example", "Hun boede Nygade 12.", "010203-1234"]
)
def test_a_told_case_that_leads_to_somebody_is_not_released(draft: str, words: str) -> None:
    save(draft, sag_1=f"Det gik sådan. {words}", grundlag_1=places.CONSENT)
    with pytest.raises(UserError, match="kan vise, hvem det er"):
        released(draft, LEADER, looked_through=True)
    assert not queries.own(draft).is_released


def test_a_told_case_says_what_it_rests_on(draft: str) -> None:
    save(draft, sag_2="En mand ventede længe.")
    with pytest.raises(UserError, match="Vælg ved fortalt sag 1"):
        released(draft, LEADER)
    save(draft, grundlag_2=places.FICTION)
    assert "En mand ventede længe. Sagen er opdigtet." in text_of(draft)
    save(draft, grundlag_2=places.CONSENT)
    assert "Borgeren har sagt ja til, at sagen bliver fortalt her." in text_of(draft)


def test_what_may_be_a_name_is_asked_about(draft: str) -> None:
    save(draft, egne_omfang="Jeg talte med Ahmed Jensen om det.")
    assert named.look_through(queries.texts_of(draft)).doubtful
    with pytest.raises(UserError, match="sæt kryds") as asked:
        released(draft, LEADER)
    assert asked.value.field == "looked_through"
    assert queries.own(released(draft, LEADER, looked_through=True)).is_released


# --- release ---


def test_what_is_released_stays_as_it_was(draft: str) -> None:
    save(draft, egne_omfang="Som det var.")
    row = queries.own(released(draft, LEADER))
    document = queries.document_of(row)
    assert document.fingerprint == row.fingerprint
    assert audit.entries_about("beretning", draft, "beretning.released")[-1].detail["fingerprint"] == row.fingerprint
    for write in (
        lambda: save(draft, egne_omfang="Andet."),
        lambda: service.count_anew(draft),
        lambda: service.delete_draft(draft),
    ):
        with pytest.raises(RuleBroken):
            write()
    with pytest.raises(RuleBroken), transaction():
        queries.own(draft).document = {}
    db.session.rollback()
    assert queries.document_of(queries.own(draft)) == document
    assert service.release(draft, seen="", readers=[], public=False).id == draft, "once is enough"


def test_all_formats_of_a_released_one_say_the_same(draft: str) -> None:
    save(draft, egne_svartid="Kortere ventetid – tak & held og lykke <3")
    document = queries.document_of(queries.own(released(draft, LEADER)))
    assert all(
        "Kortere ventetid – tak & held og lykke <3" in text and "Der kom 12 sager i 1. halvår 2021." in text
        for text in (
            of_html(render_html.render(document)),
            of_docx(render_docx.render(document)),
            of_pdf(render_pdf.render(document)),
        )
    )


def test_it_is_released_as_it_was_read(draft: str) -> None:
    seen = service.mark_of_draft(queries.own(draft))
    save(draft, egne_omfang="Skrevet bagefter.")
    with pytest.raises(UserError, match="ændret, siden du læste den"):
        service.release(draft, seen=seen, readers=[LEADER], public=False)


def test_it_must_have_a_reader(draft: str) -> None:
    with pytest.raises(UserError, match="Vælg mindst én"):
        released(draft, "administrator")


def test_a_correction_is_a_version_of_its_own_and_the_first_one_stays(draft: str) -> None:
    save(draft, egne_omfang="Mine ord.")
    first = queries.document_of(queries.own(released(draft, LEADER)))
    second = service.begin(SPRING)
    assert (second.version, service.begin(SPRING).id) == (2, second.id)
    assert queries.texts_of(second.id) == {"egne_omfang": "Mine ord."}
    with pytest.raises(UserError, match="hvad der er rettet"):
        released(second.id, LEADER)
    released(second.id, LEADER, corrects="En fejl i afsnit 4.")
    assert "Rettet i denne version: En fejl i afsnit 4." in text_of(second.id)
    assert queries.document_of(queries.own(draft)) == first
    assert queries.replaced_by(queries.own(draft)) == 2


def test_figures_that_have_moved_since_are_not_released(draft: str, figures: Figures) -> None:
    figures.now = 18
    with pytest.raises(UserError, match="Tæl dem igen"):
        released(draft, LEADER)
    service.count_anew(draft)
    assert queries.own(released(draft, LEADER)).is_released


# --- the gate ---


def audited() -> tuple[int, str]:
    result = CliRunner().invoke(disclosure, ["audit"])
    return result.exit_code, result.output


def jobcentre() -> None:
    """Clear the same half-year for the jobcentre's report."""
    gather.gather(HalfYear.parse(SPRING), "j" * 22, today())


@pytest.mark.parametrize("hers_first", [True, False])
def test_her_report_and_the_jobcentres_give_nothing_away_together(cases: None, hers_first: bool) -> None:
    made(2021, 5, {"aktindsigt": 2, "begrundelse": 3, "tilbud": 5})
    if not hers_first:
        jobcentre()
    row = service.begin(SPRING)
    if hers_first:
        jobcentre()
    released(row.id, LEADER)
    status, told = audited()
    assert status == 0, told
    assert re.search(r"\d", told)


def test_everybody_else_reads_what_is_meant_for_them(draft: str) -> None:
    with pytest.raises(NotYours):
        queries.readable(draft, frozenset({LEADER}))
    released(draft, LEADER)
    assert queries.readable(draft, frozenset({LEADER})).id == draft
    for roles in (frozenset({"leder"}), frozenset[str]()):
        with pytest.raises(NotYours):
            queries.readable(draft, roles)
    with tenant("vallensbaek"), pytest.raises(NotYours):
        queries.own(draft)


def test_a_draft_that_is_deleted_is_gone_with_her_words(draft: str) -> None:
    save(draft, egne_omfang="Væk.")
    service.delete_draft(draft)
    assert db.session.get(Beretning, draft) is None
    assert queries.texts_of(draft) == {}
    assert audit.entries_about("beretning", draft, "beretning.deleted")
