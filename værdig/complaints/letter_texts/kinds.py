"""One kind of letter: its places to fill in, the text that Værdig comes with, and the rules any other text must keep.

A place is a word in braces, as `{sagsnummer}`. Nothing else in a text means anything: a text cannot compute, fetch or repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from værdig.errors import RuleBroken, UserError
from værdig.i18n import _

ROOM = 8_000
"""Characters in a text."""
_PLACE = re.compile(r"\{([a-zæøå_]+)\}")
_PARAGRAPHS = re.compile(r"\n{2,}")


@dataclass(frozen=True)
class Place:
    """A place to fill in: what is put there, an invented example of it, and why no text may be without it; `why` empty: it may."""

    what: Any
    example: Any
    why: Any = ""


@dataclass(frozen=True)
class Saying:
    """What a text must say in words of its own: `what`, told by one of `words`, and why."""

    what: Any
    why: Any
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LetterKind:
    """A kind of letter, or a text on citizens' pages. `built_in` gives the text that Værdig comes with; `source` the rule that asks for the letter.

    `independent` letters are the borgerraadgiver's alone: nobody else words them.
    """

    key: str
    title: Any
    source: Any
    places: Mapping[str, Place]
    built_in: Callable[[], str]
    independent: bool = False
    says: tuple[Saying, ...] = ()
    """For kinds whose places are never empty, so that no paragraph falls out and takes the words along."""
    on_page: bool = False
    """Whether citizens read it on a page, and not in a letter."""

    def write(self, **values: str) -> str:
        """Return the letter as it is worded today, filled in. Raises RuleBroken unless every place has a value."""
        from værdig.complaints.letter_texts.queries import wording_today

        if values.keys() != self.places.keys():
            raise RuleBroken(f"{self.key}: {sorted(values)} are not the places {sorted(self.places)}")
        return fill(wording_today(self), values)

    def example(self, text: str) -> str:
        """Return a text filled in with invented examples."""
        return fill(text, {name: str(place.example) for name, place in self.places.items()})


def tidy(text: str) -> str:
    """Return a text as it is kept: lines end in one way, and nothing stands before or after."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def check(kind: LetterKind, text: str) -> None:
    """Raise UserError, in words that help to mend it, unless a text may stand for a kind."""
    if not text:
        raise UserError(_("Skriv teksten."), "text")
    if len(text) > ROOM:
        raise UserError(_("Teksten er for lang. Der er plads til %(room)s tegn.", room=ROOM), "text")
    used = set(_PLACE.findall(text))
    unknown = sorted(used - kind.places.keys())
    if unknown:
        raise UserError(_("Det her kan ikke udfyldes: %(names)s. Vælg fra listen.", names=_named(unknown)), "text")
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise UserError(_("En krøllet parentes står alene. Skriv et felt som {sagsnummer}."), "text")
    missing = [name for name, place in kind.places.items() if place.why and name not in used]
    if missing:
        why = " ".join(str(kind.places[name].why) for name in missing)
        raise UserError(_("Det her mangler: %(names)s. %(why)s", names=_named(missing), why=why), "text")

    for saying in kind.says:
        if not any(word in text.casefold() for word in saying.words):
            told = _("Teksten skal sige, %(what)s, fx med »%(word)s«.", what=saying.what, word=saying.words[0])
            raise UserError(f"{told} {saying.why}", "text")


def fits(kind: LetterKind, text: str) -> bool:
    """Tell whether a text that was kept once may still stand: what a kind asks for may have changed since."""
    try:
        check(kind, text)
    except UserError:
        return False
    return True


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled in, once: what is put in is never read as a place itself.

    A paragraph whose places all turn out empty is left out, since it says something of what there is not.
    """
    return "\n\n".join(_filled(each, values) for each in _PARAGRAPHS.split(text) if _says_something(each, values))


def _filled(paragraph: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: values[found[1]], paragraph)


def _says_something(paragraph: str, values: Mapping[str, str]) -> bool:
    places = _PLACE.findall(paragraph)
    return not places or any(values[name].strip() for name in places)


def _named(names: Sequence[str]) -> str:
    return ", ".join("{" + name + "}" for name in names)
