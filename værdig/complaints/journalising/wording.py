"""What documents are called in the journal, the theme proposed for each from its kind and the case's theme, and how each stands."""

from __future__ import annotations

from typing import Any

from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.journalising.documents import Direction, Document, Source
from værdig.complaints.journalising.models import JournalTheme
from værdig.complaints.journalising.queries import How
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case
from værdig.complaints.reading import words_of
from værdig.i18n import _, _l

ROOM = 80
"""Characters of a theme: the law asks for a short one."""

TITLES: dict[Source, Any] = {
    Source.KLAGE: _l("Henvendelsen"),
    Source.BESKED: _l("Besked"),
    Source.FIL: _l("Bilag"),
    Source.NOTAT: _l("Notat til sagen"),
    Source.HOERING: _l("Høring af forvaltningen"),
    Source.HOERINGSSVAR: _l("Svar på høring"),
    Source.ANBEFALING: _l("Anbefaling"),
    Source.ANMODNING: _l("Anmodning om indsigt"),
    Source.KOPI: _l("Kopi af sagen til borgeren"),
    Source.SKJULT: _l("Kopi med skjulte oplysninger"),
    Source.OENSKE: _l("Ønske om, hvem der ikke ser sagen"),
    Source.SAMTYKKE: _l("Samtykke"),
    Source.OVERSAETTELSE: _l("Oversættelse"),
    Source.FORLOEB: _l("Sagens forløb og udfald"),
}
LETTERS: dict[str, Any] = {
    "besked": _l("Brev til borgeren"),
    "svar": _l("Svar til borgeren"),
    "spoergsmaal": _l("Spørgsmål til borgeren"),
    "rykker": _l("Rykker til borgeren"),
    "henvisning": _l("Henvisning til borgeren"),
    "udtalelse": _l("Udtalelse"),
    "afslutning": _l("Afslutningsbrev"),
    "forsinkelse": _l("Brev om forsinkelse"),
    "indsigt": _l("Brev om indsigt"),
    "fuldmagt": _l("Brev om fuldmagt"),
}
DIRECTIONS: dict[Direction, Any] = {
    Direction.IND: _l("Ind"),
    Direction.UD: _l("Ud"),
    Direction.INTERN: _l("Intern"),
}
STANDINGS: dict[How, tuple[Any, str]] = {
    How.OVERFOERT: (_l("Overført"), "good"),
    How.PAKKET: (_l("Hentet, ikke kvitteret"), "warning"),
    How.AENDRET: (_l("Ændret efter overførslen"), "warning"),
    How.IKKE: (_l("Ikke overført"), "neutral"),
}


def title(document: Document) -> str:
    """Return what a document is."""
    if document.source is Source.BESKED:
        return _("Besked fra borgeren") if document.direction is Direction.IND else str(LETTERS[document.kind])
    return str(TITLES[document.source])


def proposed(document: Document, case: Case) -> str:
    """Return the theme proposed for a document: its kind and what the case is about, by its category; nothing it says."""
    about = categories.theme_title(case.points[0].theme) if case.points else categories.title(Kind.TYPE, case.type)
    return _("%(what)s: %(about)s", what=title(document), about=about)[:ROOM]


def theme(document: Document, case: Case, keys: Keys, own: JournalTheme | None) -> str:
    """Return a document's theme: a handler's own words, or the proposed one."""
    if own is None or not keys.has(Part(own.part)):
        return proposed(document, case)
    return words_of(keys, own.part, "case_journal_theme", "theme", own.id, own.theme)
