"""How easy a Danish text is to read: LIX, sentence length and long words; what is done about it is decided where texts are made.

LIX (C. H. Björnsson, *Läsbarhet*, 1968) is words per sentence plus the per cent of words of more than six letters: up to 24 is
very easy, 25–34 easy, 35–44 medium, 45–54 hard. It is a hint about running text, and says little about a heading or a label; so
the texts of a page or a questionnaire are measured together, and each sentence is looked at by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WARN_LIX = 25
"""Above this a text written for citizens is warned of."""

MAX_LIX = 30
"""Above this it is refused; a legal text that cannot be plainer needs a plain summary beside it."""

LONG_SENTENCE = 15
"""Words; a sentence above this is pointed at."""

LONG_WORD = 6
"""A word of more letters than this is long, by the definition of LIX."""

FEW_WORDS = 50
"""Below this a text is too short for LIX to say anything; only its sentences are looked at."""

_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
_BREAK = re.compile(r"[.!?…:](?=[\s»«”\")\]]*\s+[»«“\"(\[]*[A-ZÆØÅ])|[.!?…:]+[\s»«”\")\]]*$|\n+|;")


@dataclass(frozen=True)
class Reading:
    """What was counted in a text. `longest` are the sentences above `LONG_SENTENCE` words, longest first; `most_words` are the words of
    its longest sentence, however short that is."""

    words: int
    sentences: int
    long_words: int
    longest: tuple[str, ...]
    most_words: int

    @property
    def lix(self) -> float | None:
        """The text's LIX; None when there are too few words for it to mean anything."""
        return None if self.words < FEW_WORDS else self.rough_lix

    @property
    def rough_lix(self) -> float:
        """The same sum for a text of any length, which says nothing alone of a short one; 0 for no words."""
        return self.words / self.sentences + 100 * self.long_words / self.words if self.words else 0.0

    @property
    def hard(self) -> bool:
        """Whether the text is too hard to be shown to citizens by itself."""
        return self.lix is not None and self.lix > MAX_LIX

    @property
    def noted(self) -> bool:
        """Whether the writer should be told: LIX above the aim, or a long sentence."""
        return bool(self.longest) or (self.lix is not None and self.lix > WARN_LIX)


def measure(*texts: str) -> Reading:
    """Count the words and sentences of some texts that are read together; each text ends a sentence."""
    sentences = [(sentence, words_of(sentence)) for text in texts for sentence in sentences_of(text)]
    words = [word for _sentence, found in sentences for word in found]
    long = sorted((pair for pair in sentences if len(pair[1]) > LONG_SENTENCE), key=lambda pair: -len(pair[1]))
    return Reading(
        words=len(words),
        sentences=len(sentences),
        long_words=sum(letters(word) > LONG_WORD for word in words),
        longest=tuple(sentence for sentence, _words in long),
        most_words=max((len(found) for _sentence, found in sentences), default=0),
    )


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text that hold any word. A line break ends one, and so does a stop before a capital letter."""
    return [part for found in _BREAK.split(text) if words_of(part := " ".join(found.split()))]


def words_of(text: str) -> list[str]:
    """Return the words of a text; `cpr-nummer`, `1.234` and `14.30` are one each."""
    return _WORD.findall(text)


def letters(word: str) -> int:
    """Return how many letters a word has; figures are none, and the longest part of a hyphenated word counts."""
    return max(len([symbol for symbol in part if symbol.isalpha()]) for part in re.split(r"[-/]", word))
