"""The places she can type in, by the name they are stored under: beside a section, instead of a sentence, told cases, numbers to reckon with."""

from __future__ import annotations

from collections.abc import Iterator

from værdig.i18n import _l
from værdig.reports.beretning.chapters_after import RATE, STORIES
from værdig.reports.beretning.content import Chapter, Generated

OWN, CHOICE, WORDS, STORY, GROUND = "egne_", "valg_", "ord_", "sag_", "grundlag_"
PEOPLE, SOURCE = "tal_borgere", "tal_kilde"
KEEP, OUT, REPLACE = "", "ud", "egne"
CHOICES = {
    KEEP: _l("Behold sætningen"),
    OUT: _l("Lad sætningen være ude"),
    REPLACE: _l("Skriv mine egne ord i stedet"),
}
MOST_STORIES = 4
CONSENT, FICTION = "samtykke", "opdigtet"
GROUNDS = {
    CONSENT: _l("Borgeren har sagt ja til, at sagen bliver fortalt her"),
    FICTION: _l("Sagen er opdigtet og handler ikke om nogen bestemt"),
}


def of_chapter(chapter: Chapter) -> Iterator[str]:
    """Yield the places of one section, in the order of its page."""
    for sentence in chapter.sentences:
        yield CHOICE + sentence.key
        yield WORDS + sentence.key
    if chapter.key == RATE:
        yield from (PEOPLE, SOURCE)
    if chapter.key == STORIES:
        for number in range(1, MOST_STORIES + 1):
            yield f"{STORY}{number}"
            yield f"{GROUND}{number}"
    yield OWN + chapter.key


def of_report(generated: Generated) -> set[str]:
    """Return every place of a report."""
    return {place for chapter in generated.chapters for place in of_chapter(chapter)}
