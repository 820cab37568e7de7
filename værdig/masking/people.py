"""Finding names of people in a text by word lists and by the words around them; nothing here knows who anybody is.

Decided, since names and words overlap:

* A name that is no Danish word (`names.GIVEN`) is one wherever it stands, also in lower case, as people write on a telephone.
* Given names with hyphens between are one name, also in lower case (*hans-peter*), where one of them is no Danish word: *maj-juni* is
  no name.
* A name that is an ordinary word too (`names.DOUBTFUL`: *Maj*, *Bo*, *Storm*, *Bjørn*) is one in lower case only right before a known
  family name, with at most one given name between (»bo jensen«, »hans peter jensen«). Else it is one only with a capital, and only in
  the middle of a sentence, before a family name, behind a title, or before a word of what people do (»Bo ringede«). At the beginning
  of a sentence it is a word: »Storm og regn« keeps its words, and »Bo var sød« is missed. *I Maj* is a month in any case.
* A family name is known by its ending (-sen, -gaard, -ić, -oğlu, -ski, -enko) or from a short list.
* What follows a name with capitals belongs to it. What stands with a capital behind *hedder*, *hos*, *hilsen*, a title or a person's
  role (»min sagsbehandler X«) is a name, whatever it is, unless it is a known place or office.
* In other alphabets than the Latin, names are not found. The check page says that we do not find everything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from værdig.masking.names import (
    BEFORE,
    DEEDS,
    DETERMINERS,
    DOUBTFUL,
    FAMILY,
    GIVEN,
    GREETINGS,
    MONTHS,
    NAMED,
    NO_NAMES,
    NOT_IN_SEN,
    PARTICLES,
    ROLES,
    TIMES,
    TITLES,
)  # fmt: skip
from værdig.masking.numbers import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SPACES = re.compile(r"[ \t\u00a0]+")
_SIGNED = re.compile(r"[\s,.:!\-]*")
_SENTENCE_ENDS = re.compile(r"[.!?:\n•]")
_FAMILY_ENDS = re.compile(r"(?:gaard|vić|vic|dzic|oğlu|oglu|ski|ska|enko|chuk)$")

_FATHERS = GIVEN | DOUBTFUL

MOST_PARTS = 3
"""Words that may follow the first word of a name."""


@dataclass(frozen=True)
class Word:
    """One word of a text. `gap` is what stands between the word before and this one; `begins` whether a sentence begins here."""

    text: str
    start: int
    end: int
    gap: str
    begins: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def is_shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital and goes on in small letters, as a name does; a single capital is an initial."""
        return self.text[0].isupper() and not self.is_shouted

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper() and self.text != "I"

    def is_among(self, names: Collection[str]) -> bool:
        """Tell whether the word, its first half before a hyphen, or either without the genitive's s, is among some names."""
        return any(form in names for form in _forms(self.lower))


def _forms(lower: str) -> Iterator[str]:
    for whole in (lower, re.split("[-’']", lower)[0]):
        yield whole
        for ending in ("'s", "’s", "s"):
            if whole.endswith(ending) and len(whole) > len(ending) + 2:
                yield whole.removesuffix(ending)


def people(text: str) -> Iterator[Span]:
    """Yield where people's names stand, from the left; first names, family names and initials that belong together are one."""
    words = _words(text)
    done = 0
    for place in range(len(words)):
        if place < done or not _is_name(words, place):
            continue
        first = _first_part(words, place, done)
        done = _behind_last_part(words, place)
        yield words[first].start, words[done - 1].end


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        initial = bool(found) and found[-1].is_initial and gap.startswith(". ")
        begins = not found or (not initial and _SENTENCE_ENDS.search(gap) is not None)
        found.append(Word(match.group(), match.start(), match.end(), gap, begins))
        end = match.end()
    return found


def _is_name(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if word.lower in NO_NAMES or word.is_initial:
        return False
    if word.is_among(GIVEN) or _is_family(word) or _is_double(word) or _is_before_family(words, place):
        return True
    if not word.is_capital:
        return word.is_among(DOUBTFUL) and _is_named(words, place)
    return _is_pointed_at(words, place) or (word.is_among(DOUBTFUL) and _is_meant(words, place))


def _is_double(word: Word) -> bool:
    """Tell whether a word is given names with hyphens between, and one of them no Danish word: *hans-peter*, *maj-britts*."""
    *first, last = word.lower.split("-")
    parts = (*first, next((form for form in _forms(last) if form in _FATHERS), last))
    return bool(first) and _FATHERS.issuperset(parts) and not GIVEN.isdisjoint(parts)


def _is_before_family(words: Sequence[Word], place: int) -> bool:
    """Tell whether a word that can be given names stands before a family name, however both are written: »bo jensen«, »per-ole hansen«.

    One more given name may stand between: »hans peter jensen«.
    """
    if not _FATHERS.issuperset(words[place].lower.split("-")):
        return False
    for word in words[place + 1 : place + 3]:
        if not _SPACES.fullmatch(word.gap):
            return False
        if _is_known_family(word):
            return True
        if word.lower not in GIVEN:
            return False
    return False


def _is_known_family(word: Word) -> bool:
    """Tell whether a word is a family name in lower case too: one of the list, or made of a given name."""
    return word.is_among(FAMILY) or (word.lower not in NOT_IN_SEN and _is_patronymic(_without_s(word)))


def _without_s(word: Word) -> str:
    """Return a word in lower case, a family name in -sen without the genitive's s."""
    bare = word.lower.removesuffix("’s").removesuffix("'s")
    return bare.removesuffix("s") if bare.endswith("sens") else bare


def _is_family(word: Word) -> bool:
    """Tell whether a word is a family name: one of the list, made of a given name, or in the middle of a sentence with its ending."""
    bare = _without_s(word)
    if (word.is_capital or word.is_shouted) and (word.is_among(FAMILY) or _is_patronymic(bare)):
        return True
    if not word.is_capital or word.begins:
        return False
    by_sen = bare.endswith("sen") and not bare.endswith("elsen") and bare not in NOT_IN_SEN
    return by_sen or _FAMILY_ENDS.search(bare) is not None


def _is_patronymic(bare: str) -> bool:
    """Tell whether a word is »Jens« or »Peter« with -sen behind: *Jensen*, *Petersen*."""
    return bare.endswith("sen") and (bare.removesuffix("en") in _FATHERS or bare.removesuffix("sen") in _FATHERS)


def _is_named(words: Sequence[Word], place: int) -> bool:
    """Tell whether the text says that a name follows: »hedder«, »navn er«, or »ved navn«."""
    if place == 0 or not _SPACES.fullmatch(words[place].gap):
        return False
    before = words[place - 1].lower
    return before in NAMED or (before in ("er", "is") and place > 1 and words[place - 2].lower in NAMED)


def _is_pointed_at(words: Sequence[Word], place: int) -> bool:
    """Tell whether the words before say that this is somebody: a name follows, a title, a role, »hos«, or the end of a letter."""
    if place == 0:
        return False
    before, gap = words[place - 1].lower, words[place].gap
    if before in GREETINGS and _SIGNED.fullmatch(gap):
        return True
    if before in TITLES and re.fullmatch(r"\.?[ \u00a0]", gap):
        return True
    if not _SPACES.fullmatch(gap):
        return False
    return before in BEFORE or before in ROLES or _is_named(words, place)


def _is_meant(words: Sequence[Word], place: int) -> bool:
    """Tell whether a doubtful name with a capital is a person here."""
    word, following = words[place], words[place + 1] if place + 1 < len(words) else None
    beside = following if following is not None and _SPACES.fullmatch(following.gap) else None
    if beside is not None and (_is_family(beside) or beside.is_initial or beside.lower in DEEDS):
        return True
    if word.begins:
        return False
    before = words[place - 1].lower
    if word.is_among(MONTHS) and before in TIMES:
        return False
    return before not in DETERMINERS and not any(sign.isdigit() for sign in word.gap)


def _first_part(words: Sequence[Word], place: int, done: int) -> int:
    """Return where the name begins: an initial or an unknown first name before a known one belongs to it."""
    first = place
    while first > done and place - first < MOST_PARTS and _belongs_before(words, first):
        first -= 1
    return first


def _belongs_before(words: Sequence[Word], place: int) -> bool:
    before, gap = words[place - 1], words[place].gap
    if before.is_initial:
        return re.fullmatch(r"\.?[ \u00a0]", gap) is not None
    if not _SPACES.fullmatch(gap) or before.lower in NO_NAMES or before.lower in ROLES | TITLES:
        return False
    return before.is_capital and not before.begins


def _behind_last_part(words: Sequence[Word], place: int) -> int:
    """Return the number of the first word behind the name that begins here."""
    after = place + 1
    while after < len(words) and after - place <= MOST_PARTS and _belongs_behind(words, after):
        after += 1
    while words[after - 1].lower in PARTICLES and after - 1 > place:
        after -= 1
    return after


def _belongs_behind(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    if words[place - 1].is_initial:
        return word.is_capital and re.fullmatch(r"\.?[ \u00a0]", word.gap) is not None
    if not _SPACES.fullmatch(word.gap) or word.lower in NO_NAMES:
        return False
    if word.lower in PARTICLES:
        return place + 1 < len(words) and words[place + 1].is_capital and bool(_SPACES.fullmatch(words[place + 1].gap))
    if word.is_shouted:
        return _is_family(word)
    return word.is_capital or word.is_among(GIVEN) or _is_known_family(word)
