"""The finished copy: what a plan leaves of the documents it names, counted, with its reasons numbered; nothing is stored or drawn on paper here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from værdig.complaints.keys import Keys
from værdig.complaints.models import Case
from værdig.complaints.redaction import documents, pictures
from værdig.complaints.redaction.documents import Form, Source
from værdig.complaints.redaction.finding import letters_of, occurrences
from værdig.complaints.redaction.hiding import Piece, everywhere, pieces, proposals
from værdig.complaints.redaction.pictures import MOST_PAGES
from værdig.complaints.redaction.plan import Choice, PageChoice, Plan, written
from værdig.errors import UserError
from værdig.i18n import _

TOO_LONG_TO_BE_WORDS = 60
"""Letters: a longer passage is a sentence, and is not looked for elsewhere."""
MOST_LEFT = 30
_ROUND = 30


@dataclass(frozen=True)
class Page:
    """One page or picture as it is given out: its points packed anew, or nothing where it is left out."""

    number: int
    picture: bytes | None
    cells: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """One document as it is given out: pieces of text, pages, or nothing but the reason it is left out."""

    source: Source
    title: list[Piece]
    words: list[Piece] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Left:
    """Words that can still be seen: hidden elsewhere in the copy, or such as name somebody."""

    words: str
    title: str
    around: str
    elsewhere: bool


@dataclass(frozen=True)
class Copy:
    """A whole copy."""

    documents: list[Given]
    seen: str
    """What the copy was made of: another one means that something has changed since."""

    @property
    def reasons(self) -> list[str]:
        """The reasons in the order they are first met; their numbers are printed at the marks."""
        return list(dict.fromkeys(reason for given in self.documents for reason in _reasons(given)))

    @property
    def places(self) -> int:
        """How many places of text are hidden."""
        return sum(bool(piece.reasons) for given in self.documents for piece in [*given.title, *given.words])

    @property
    def cells(self) -> int:
        """How many squares of pictures are black."""
        return sum(page.cells for given in self.documents for page in given.pages)

    @property
    def out(self) -> int:
        """How many pages and whole documents are left out."""
        pages = sum(page.picture is None for given in self.documents for page in given.pages)
        return pages + sum(bool(given.left_out) for given in self.documents)

    @property
    def counted(self) -> int:
        """How many maskings there are in all."""
        return self.places + self.cells + self.out


def _reasons(given: Given) -> Iterator[str]:
    for piece in [*given.title, *given.words]:
        yield from piece.reasons
    for page in given.pages:
        yield from page.reasons
    yield from given.left_out


def chosen(case: Case, keys: Keys, plan: Plan, available: list[Source]) -> list[tuple[Source, Choice]]:
    """Return the documents of a plan that are there, in the case's order, with what is chosen for each."""
    choices = {each.id: each for each in plan.documents}
    return [(documents.with_text(case, keys, each), choices[each.id]) for each in available if each.id in choices]


def is_looked_at(case: Case, keys: Keys, source: Source, choice: Choice) -> bool:
    """Tell whether a document has been gone through as it is now, every page of it."""
    if choice.looked_at != documents.fingerprint(source):
        return False
    return bool(choice.left_out) or len(choice.pages) >= documents.pages_of(case, keys, source)


def fingerprint(plan: Plan, available: list[Source]) -> str:
    """Return what a copy is made of: the plan, and every document there is to choose from, chosen or not."""
    parts = [written(plan), *(documents.fingerprint(each) for each in available)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def assembled(case: Case, keys: Keys, plan: Plan, available: list[Source]) -> Copy:
    """Return the copy that a plan gives. Raises UserError for more pages than a copy has room for."""
    there = chosen(case, keys, plan, available)
    if sum(documents.pages_of(case, keys, source) for source, choice in there if not choice.left_out) > MOST_PAGES:
        raise UserError(_("Kopien kan højst have %(most)s sider fra filer. Lav to kopier.", most=MOST_PAGES))
    return Copy([given(case, keys, plan, source, choice) for source, choice in there], fingerprint(plan, available))


def given(case: Case, keys: Keys, plan: Plan, source: Source, choice: Choice) -> Given:
    """Return one document as it is given out."""
    title = pieces(source.title, everywhere(source.title, plan.phrases))
    if choice.left_out:
        return Given(source, title, left_out=(choice.left_out,))
    if source.form is Form.TEXT:
        return Given(source, title, words=pieces(source.text, [*choice.hidden, *everywhere(source.text, plan.phrases)]))
    return Given(source, title, pages=list(_pages(case, keys, source, choice)))


def _pages(case: Case, keys: Keys, source: Source, choice: Choice) -> Iterator[Page]:
    data = documents.data_of(case, keys, source)
    for number in range(1, documents.pages_of(case, keys, source) + 1):
        page = choice.pages.get(number, PageChoice())
        if page.left_out:
            yield Page(number, None, 0, (page.reason,))
            continue
        drawn = pictures.of_photo(data) if source.form is Form.PICTURE else pictures.of_page(data, number)
        picture = pictures.packed(pictures.blackened(drawn, page.cells))
        yield Page(number, picture, len(set(page.cells)), (page.reason,) if page.cells else ())


def left(copy: Copy, plan: Plan) -> list[Left]:
    """Return words that are hidden in one place of a copy and can be seen in another, and what still looks like naming somebody."""
    words = _hidden_words(copy, plan)
    found: dict[tuple[str, str, str], Left] = {}
    for each in copy.documents:
        title = "".join(piece.words for piece in each.title)
        for piece in each.words:
            for start, end, elsewhere in _in_sight(piece.words, words):
                around = piece.words[max(start - _ROUND, 0) : end + _ROUND].replace("\n", " ")
                found.setdefault(
                    (piece.words[start:end], title, around), Left(piece.words[start:end], title, around, elsewhere)
                )
    return list(found.values())[:MOST_LEFT]


def _hidden_words(copy: Copy, plan: Plan) -> list[str]:
    choices = {each.id: each for each in plan.documents}
    words: dict[str, str] = {}
    for each in copy.documents:
        text, choice = each.source.text, choices[each.source.id]
        for hidden in choice.hidden if not choice.left_out else ():
            letters = letters_of(text[hidden.start : hidden.end])
            if 2 < len(letters) <= TOO_LONG_TO_BE_WORDS:
                words[letters] = text[hidden.start : hidden.end]
    return list(words.values())


def _in_sight(text: str, words: list[str]) -> Iterator[tuple[int, int, bool]]:
    taken = set()
    for word in words:
        for start, end in occurrences(text, word):
            taken.add((start, end))
            yield start, end, True
    for each in proposals(text):
        if not any(start <= each.start < end or each.start <= start < each.end for start, end in taken):
            yield each.start, each.end, False
