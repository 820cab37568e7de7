"""Which texts a citizen meets in her own language, and the hash that an approval is tied to; no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from babel.messages.pofile import read_po

from værdig.i18n import LazyText, Message, Translation, _l
from værdig.paths import resource_dir

FLOW: Sequence[str] = (
    "værdig/codes.py",
    "værdig/surveys/answering.py",
    "værdig/surveys/contradictions/asking.py",
    "værdig/surveys/core_questionnaire.py",
    "værdig/surveys/forms.py",
    "værdig/surveys/languages/speaking.py",
    "værdig/surveys/opening.py",
    "værdig/surveys/question_types.py",
    "værdig/surveys/seats.py",
    "værdig/surveys/views_public.py",
    *(
        f"værdig/surveys/templates/surveys/{name}.html"
        for name in (
            "answers", "check", "cleared", "code", "contradictions/doubt", "copy", "help", "intro", "kept_here", "language_help",
            "languages/choose", "masking/hidden", "onwards", "places/begin", "places/code", "put_aside", "question",
            "read_aloud", "recordings/player", "saved", "still_here", "thanks", "unusable",
        )
    ),
    *(f"værdig/ui/templates/{name}.html" for name in ("base", "base_public", "ui/errors", "ui/fields", "ui/offline")),
)  # fmt: skip
"""The files whose texts stand on the pages below /svar."""

LETTERS: Sequence[str] = ("værdig/surveys/invitations/texts.py",)
PAPER: Sequence[str] = ("værdig/surveys/templates/surveys/paper/sheet.html",)
TOGETHER: Sequence[str] = (
    "værdig/surveys/side_by_side.py",
    "værdig/surveys/templates/surveys/side_by_side.html",
)
"""The files of what is sent to a citizen, of what she is handed on paper, and of the page of whoever helps her."""

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
    "Sæt et kryds. Er det din egen sagsbehandler? Så bed en anden om hjælp. Du kan også vælge et andet svar.",
    "Hvilken gruppe er du i?",
    "Ved ikke, eller vil ikke sige det",
    "Lige nu er der mange, der begynder. Vent lidt, og prøv igen.",
    "Undersøgelsen er slut. Tak for din interesse.",
    "Her kan man ikke svare lige nu. Spørg personalet.",
    "Der er ikke flere koder i dag. Kom igen i morgen, eller ring til kommunen.",
    "jobcentret",
    "Livslinien på 70 201 201. Det er åbent døgnet rundt, og du kan være anonym.",
    "Databeskyttelsesforordningens artikel 6, stk. 1, litra e (opgave i samfundets interesse).",
    "Siden findes ikke",
    "Adressen er måske skrevet forkert, eller siden er flyttet.",
    "Begynd forfra på forsiden.",
    "Tilbage",
    "Fejl",
    "Information",
    "Gennemført",
    "Advarsel",
)
"""What a citizen meets there of files that hold texts for others too."""


CONTACT: Sequence[str] = (
    "Er nogen i fare lige nu? Ring 112.",
    "Skriv, hvordan vi når dig. Vælg, hvem der skal kontakte dig. Det er ikke en klage.",
    "Hvem skal kontakte dig?",
    "Borgerrådgiveren, i fortrolighed",
    "En teamleder i %(unit)s",
    "Borgerrådgiveren er ansat af kommunalbestyrelsen og er uafhængig. Ingen andre i kommunen kan læse det, før du siger ja.",
    "Hvordan når vi dig?",
    "Skriv et telefonnummer eller en e-mail. Du behøver ikke at skrive dit navn.",
    "Navn",
    "Hvad vil du tale om?",
    "Hvilket sprog vil du helst tale med os på?",
    "Jeg vil gerne have en tolk, når vi taler sammen.",
    "Send",
    "Skriv et telefonnummer eller en e-mail. Ellers kan vi ikke kontakte dig.",
    "Vi har modtaget det, du skrev",
    "Sagsnummer",
    "Modtaget",
    "Du hører fra et menneske senest",
    "Gem koden. Skriv den af, tag et billede, eller skriv siden ud. Vi kan ikke finde den frem igen.",
    "Det sker der nu",
    "Luk sagen på denne enhed",
)
"""What a citizen must understand to ask to be contacted, and of the receipt of it; the rest of those pages is Danish."""


ANSWERING = _l("Når borgeren svarer")
"""Where most texts stand; the others are met before it, or beside it."""

ASKING = _l("Når borgeren vil kontaktes")

PLACES: Sequence[tuple[LazyText, Sequence[str]]] = (
    (ANSWERING, FLOW),
    (_l("I breve og e-mails"), LETTERS),
    (_l("På papiret"), PAPER),
    (_l("På siden Hjælp en borger"), TOGETHER),
    (ASKING, ()),
)
"""Where texts stand and the files they come from; a text of several places is listed at the first."""

KEYS = frozenset({"wording", "help"})
"""Keys of a question that extraction takes for texts: `_(question["wording"])`."""


@lru_cache(maxsize=8192)
def text_hash(language: str, message: Message, translation: Translation) -> str:
    """Return the SHA-256 of a language, a Danish text and its translation, in hexadecimal."""
    parts = [language, *((message,) if isinstance(message, str) else message), *translation.texts]
    return sha256("\0".join(parts).encode()).hexdigest()


def flow_texts() -> Sequence[Message]:
    """Return the Danish texts of the answering flow in the order translators are given them."""
    return texts_by_place()[ANSWERING.danish]


def texts_by_place() -> Mapping[str, Sequence[Message]]:
    """Return all texts a citizen can be given in her language, by the Danish name of where they stand; each stands once."""
    template = resource_dir("translations") / "messages.pot"
    return _texts_by_place(template, template.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _texts_by_place(template: Path, _changed: int) -> Mapping[str, Sequence[Message]]:
    with template.open("rb") as file:
        catalogue = read_po(file)
    places: Mapping[Message, set[str]] = {
        message.id if isinstance(message.id, str) else (message.id[0], message.id[1]): {
            file for file, _line in message.locations
        }
        for message in catalogue
        if message.id
    }
    found: dict[str, list[Message]] = {place.danish: [] for place, _files in PLACES}
    for text, files in places.items():
        place = next((p for p, among in ((ANSWERING, AMONG_OTHERS), (ASKING, CONTACT)) if text in among), None)
        place = place or next((p for p, of in PLACES if files.intersection(of)), None)
        if place is not None and text not in KEYS:
            found[place.danish].append(text)
    return found
