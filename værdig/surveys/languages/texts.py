"""Which texts a citizen meets while answering, and the hash that an approval is tied to; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from babel.messages.pofile import read_po

from værdig.i18n import Message, Translation
from værdig.paths import resource_dir

FLOW: Sequence[str] = (
    "værdig/codes.py",
    "værdig/surveys/answering.py",
    "værdig/surveys/contradictions/asking.py",
    "værdig/surveys/core_questionnaire.py",
    "værdig/surveys/forms.py",
    "værdig/surveys/languages/speaking.py",
    "værdig/surveys/question_types.py",
    "værdig/surveys/seats.py",
    "værdig/surveys/views_public.py",
    *(
        f"værdig/surveys/templates/surveys/{name}.html"
        for name in (
            "answers", "check", "cleared", "code", "contradictions/doubt", "copy", "help", "intro", "language_help",
            "languages/choose", "masking/hidden", "onwards", "places/begin", "places/code", "put_aside", "question",
            "read_aloud", "saved", "still_here", "thanks", "unusable",
        )
    ),
    *(f"værdig/ui/templates/{name}.html" for name in ("base", "base_public", "ui/errors", "ui/fields")),
)  # fmt: skip
"""The files whose texts stand on the pages below /svar."""

AMONG_OTHERS: Sequence[str] = (
    "Siden havde stået åben for længe. Dit indhold er her stadig. Send igen.",
    "Siden havde stået åben for længe. Dit indhold er her stadig. Send igen. Sker det hver gang, så tillad cookies for denne "
    "side.",
    "Teksten ser ud til at have et CPR-nummer. Fjern det: Teksten kan ses af andre.",
    "Du har skrevet %(written)s tegn. Der er plads til %(room)s. Gør teksten %(over)s tegn kortere.",
    "Vælg et svar under »%(label)s«.",
    "Nej, jeg svarer selv",
    "Ja, en jeg kender",
    "Ja, en tolk",
    "Ja, en der arbejder i kommunen",
    "Den, der hjælper, er ikke min sagsbehandler.",
    "Sæt et kryds. Er det din egen sagsbehandler? Så bed en anden om hjælp.",
    "Tilbage",
    "Fejl",
    "Information",
    "Gennemført",
    "Advarsel",
)
"""What a citizen meets there of files that hold texts for others too."""


KEYS = frozenset({"wording", "help"})
"""Keys of a question that extraction takes for texts: `_(question["wording"])`."""


@lru_cache(maxsize=8192)
def text_hash(language: str, message: Message, translation: Translation) -> str:
    """Return the SHA-256 of a language, a Danish text and its translation, in hexadecimal."""
    parts = [language, *((message,) if isinstance(message, str) else message), *translation.texts]
    return sha256("\0".join(parts).encode()).hexdigest()


def flow_texts() -> Sequence[Message]:
    """Return the Danish texts of the answering flow in the order translators are given them."""
    template = resource_dir("translations") / "messages.pot"
    return _flow_texts(template, template.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _flow_texts(template: Path, _changed: int) -> Sequence[Message]:
    with template.open("rb") as file:
        catalogue = read_po(file)
    places: Mapping[Message, set[str]] = {
        message.id if isinstance(message.id, str) else (message.id[0], message.id[1]): {
            file for file, _line in message.locations
        }
        for message in catalogue
        if message.id
    }
    found = (text for text, files in places.items() if files.intersection(FLOW) or text in AMONG_OTHERS)
    return [text for text in found if text not in KEYS]
