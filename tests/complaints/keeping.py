"""What tests of the journal and of retention share: a case with a document of every kind, transferred, and brought to its end."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from complaints.given import BOSS, BR, again, citizen_keys, received, see_again

from værdig.complaints import keys, service
from værdig.complaints.acting import CITIZEN, By
from værdig.complaints.attachments import service as attachments
from værdig.complaints.attachments.kinds import Kind
from værdig.complaints.attachments.preparing import Prepared
from værdig.complaints.conflicts import service as conflicts
from værdig.complaints.insight import service as insight
from værdig.complaints.insight.rules import Asked
from værdig.complaints.insight.service import Wanted
from værdig.complaints.journalising import documents
from værdig.complaints.journalising import service as journal
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.representation import service as representation
from værdig.complaints.representation.queries import of_case
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import Basis, Right, Role

MONDAY = "2026-03-02 09:00"
AFTER = "2031-03-10 09:00"
"""A working day when the five years of a case closed on MONDAY are over."""
NUMBER = "27.00.00-K03-12-26"
_tokens = count(1)


def opened(case: Case, private: Any = None) -> Keys:
    """Open a case as the office it was sent to: the management's with its own keys, the borgerraadgiver's with `private`."""
    if case.inbox == Reader.MANAGEMENT:
        return keys.open_for(case, Reader.MANAGEMENT, keys.management_keys())
    return keys.open_for(case, Reader.BORGERRAADGIVER, private())


def handler(case: Case) -> By:
    """Return somebody of the office a case was sent to."""
    return BOSS if case.inbox == Reader.MANAGEMENT else BR


def closed(reader: Reader = Reader.MANAGEMENT, **more: Any) -> tuple[Case, str]:
    """Return a case that its citizen has withdrawn, which closes it, and its code."""
    case, code = received(reader=reader, **more)
    service.withdraw(case.id)
    return again(case), code


def full(private: Any, reader: Reader = Reader.MANAGEMENT) -> tuple[Case, str]:
    """Return a closed case with a document of most kinds, and its code."""
    case, code = received(reader=reader, identity={"name": "Anna Holm"}, particulars={"wish": "Et svar."})
    by, mine = handler(case), opened(case, private)
    hers = citizen_keys(case, code)
    service.write_as_citizen(case.id, hers, "Hvornår hører jeg fra jer?", f"keeping{next(_tokens):017d}")
    attachments.add_files(case.id, hers, [Prepared(Kind.TEXT, "brev.txt", b"Et brev.")], CITIZEN)
    service.answer(case.id, mine, "Vi ringer i morgen.", by)
    service.write_note(case.id, mine, "Vi har talt sammen.", by, reader, kind="notat_til_sagen")
    mine = opened(again(case), private)
    service.write_note(case.id, mine, "Mine egne tanker.", by, reader, kind="internt_arbejdspapir")
    service.add_point(
        case.id, mine, by, theme="complaints.optraeden", unit="jobcenter", formality="begge", summary="Tonen"
    )
    service.keep_draft(case.id, mine, service.Draft(letter="En kladde."), reader)
    insight.ask(case.id, Wanted(asked=Asked.SE, words="Alt om mig."), CITIZEN, keys=hers)
    conflicts.ask_to_avoid(case.id, hers, "Ikke min nabo.", f"keeping{next(_tokens):017d}")
    told = Fuldmagt(role=Role.PARTSREPRAESENTANT, name="Bo Berg", basis=Basis.PAA_SAGEN, scope=(Right.SE,))
    representation.note(case.id, hers, told, CITIZEN)
    representation.make_code(case.id, hers, of_case(case.id)[0].id, CITIZEN, f"keeping{next(_tokens):017d}")
    service.withdraw(case.id)
    see_again()
    return again(case), code


def transfer(case: Case, number: str = NUMBER) -> str:
    """Transfer every document of a case by whoever's it is to, and confirm it; returns the last package's id."""
    case, last = again(case), ""
    for office, by in ((Reader.MANAGEMENT, BOSS), (Reader.BORGERRAADGIVER, BR)):
        own = [each for each in documents.of_case(case) if each.office is office]
        if own:
            last = journal.note_package(case.id, journal.Taken(own, "0" * 64), by)
            journal.confirm(case.id, last, number, by)
    see_again()
    return last


def day(text: str) -> date:
    """Return a date from its ISO form."""
    return date.fromisoformat(text)
