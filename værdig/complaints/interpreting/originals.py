"""What can be translated in a case: the complaint, a message, a file; each with the part of the keys it is sealed under."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from værdig.complaints.attachments.models import CaseFile
from værdig.complaints.attachments.queries import files_of
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, Message
from værdig.complaints.reading import read_case
from værdig.db import db
from værdig.errors import NotYours
from værdig.i18n import _, format_time


@dataclass(frozen=True)
class Original:
    """One text to translate as it is listed; `text` is empty for a file, which is read where it lies."""

    id: str
    title: str
    text: str
    to_citizen: bool


def part_of(case: Case, about_id: str, keys: Keys) -> Part:
    """Return the part an original is sealed under; raises NotYours for one of another case, or that the keys do not open."""
    if about_id == case.id:
        found: str | None = Part.CASE
    else:
        found = next((row for table in (Message, CaseFile) if (row := _part(table, case, about_id))), None)
    if found is None or not keys.has(Part(found)):
        raise NotYours
    return Part(found)


def _part(table: type[Message] | type[CaseFile], case: Case, row_id: str) -> str | None:
    return db.session.scalar(select(table.part).where(table.case_id == case.id, table.id == row_id))


def originals(case: Case, keys: Keys) -> list[Original]:
    """Return what a reader may have translated, in the order of the case's page."""
    read = read_case(case, keys)
    return [
        Original(case.id, _("Det, borgeren skrev først"), read.story, False),
        *(
            Original(
                each.id,
                (_("Fra borgeren") if each.from_citizen else _("Til borgeren")) + ", " + format_time(each.at),
                each.text,
                not each.from_citizen,
            )
            for each in read.messages
        ),
        *(Original(each.id, _("Filen %(name)s", name=each.name), "", False) for each in files_of(case, keys).shown),
    ]
