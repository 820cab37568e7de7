"""The closing form: whatever is typed in it is there again, however its page was left."""

from __future__ import annotations

from typing import Any

from complaints.given import again, received

from værdig.complaints import keys, service
from værdig.complaints.keys import NOTES, Reader, with_notes
from værdig.complaints.models import LetterDraft
from værdig.complaints.states import State
from værdig.db import db, transaction

TO_POINT = "Gem kladden, og tilføj et klagepunkt"


def test_letter_reason_and_tick_survive_every_button_that_keeps_the_draft(br: Any) -> None:
    case, _code = received()
    br.get(f"/stab/indbakke/{case.id}/samtykke").submit({"scope": "uden_navn", "words": "Ja, det må de."})
    typed = {"letter": "Mit brev.", "reason": "Min begrundelse.", "with_management": "y"}
    for button in ("Gem kladden", TO_POINT):
        page = br.get(f"/stab/indbakke/{case.id}/afslut").submit(typed, button=button).follow()
        assert "Kladden er gemt." in page.text
        kept = br.get(f"/stab/indbakke/{case.id}/afslut").form().values
        assert (kept["letter"].strip(), kept["reason"].strip()) == ("Mit brev.", "Min begrundelse.")
        assert kept["with_management"] == "y"
        typed = {"letter": "Mit brev.", "reason": "Min begrundelse."}
    br.get(f"/stab/indbakke/{case.id}/afslut").submit(button="Slet kladden, og begynd forfra")
    assert br.get(f"/stab/indbakke/{case.id}/afslut").form().values["reason"].strip() == ""


def test_a_reason_alone_is_kept_and_so_is_one_that_was_refused(boss: Any) -> None:
    case, _code = received(reader=Reader.MANAGEMENT)
    form = boss.get(f"/stab/klager/{case.id}/afslut")
    form.submit({"letter": "", "reason": "Kun grunden."}, button="Gem kladden")
    kept = boss.get(f"/stab/klager/{case.id}/afslut").form().values
    assert kept["reason"].strip() == "Kun grunden."
    assert "Vi har nu behandlet din henvendelse" in kept["letter"], "the template stands where nothing is written"
    refused = form.submit({"letter": "Halvt brev.", "reason": "Anden grund."}).follow()
    assert "Det kan ikke lade sig gøre nu." in refused.text, "visitation comes first"
    assert boss.get(f"/stab/klager/{case.id}/afslut").form().values["reason"].strip() == "Anden grund."
    assert again(case).state == State.VISITATION


def test_a_draft_from_when_only_the_letter_was_kept_is_read(boss: Any) -> None:
    case, code = received(reader=Reader.MANAGEMENT)
    with transaction():
        theirs = with_notes(keys.open_with_code(case, code), Reader.MANAGEMENT)
    for letter in ("Et gammelt brev.", "12"):
        service.keep_draft(case.id, theirs, service.Draft(letter="x"), Reader.MANAGEMENT)
        with transaction():
            row = db.session.query(LetterDraft).one()
            row.body = theirs.seal(NOTES[Reader.MANAGEMENT], "case_letter_draft", "body", row.id, letter)
        assert service.draft_of(case, theirs, Reader.MANAGEMENT) == service.Draft(letter=letter)
