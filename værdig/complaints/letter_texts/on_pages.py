"""The texts that citizens must be able to read on the pages, and that a municipality may word in its own way."""

from __future__ import annotations

from værdig.complaints.letter_texts.kinds import LetterKind, Place, Saying
from værdig.i18n import _, _l

_UNIT = {"afdeling": Place(_l("Afdelingens navn"), _l("jobcentret"), _l("Borgeren skal vide, hvem det er."))}
_NO_MATTER = (
    Saying(_l("at klagen ikke må få betydning for sagen"), _l("Ellers tør nogle ikke klage."), ("betydning",)),
)

NO_REPRISALS = LetterKind(
    key="ikke_repressalier",
    title=_l("Det må ikke få betydning, at du klager"),
    source=_l("God forvaltningsskik. Står på klagens første side og under »Hjælp til at klage«."),
    built_in=lambda: _(
        "Det må ikke få betydning for din sag, at du klager. Oplever du det, så sig det til borgerrådgiveren."
    ),
    places={},
    says=_NO_MATTER,
    on_page=True,
)
NO_REPRISALS_IN_SHORT = LetterKind(
    key="ikke_repressalier_kort",
    title=_l("Det må ikke få betydning, at du klager (kort)"),
    source=_l("God forvaltningsskik. Står, hvor borgeren skriver klagen."),
    built_in=lambda: _("Det må ikke få betydning for din sag, at du klager."),
    places={},
    says=_NO_MATTER,
    on_page=True,
)
WHAT_SHE_CAN = LetterKind(
    key="kan_og_kan_ikke",
    title=_l("Hvad borgerrådgiveren kan og ikke kan"),
    source=_l("Kommunestyrelsesloven § 65 e. Står under »Hjælp til at klage«."),
    built_in=lambda: _(
        "Borgerrådgiveren er ansat af kommunalbestyrelsen og er uafhængig af %(unit)s. Borgerrådgiveren kan forklare et brev, "
        "hjælpe dig med at skrive klagen og se på, om du er behandlet rigtigt. Borgerrådgiveren kan ikke ændre en afgørelse.",
        unit="{afdeling}",
    ),
    places=_UNIT,
    independent=True,
    says=(
        Saying(_l("at borgerrådgiveren er uafhængig"), _l("Det er hele grundlaget."), ("uafhængig",)),
        Saying(_l("at borgerrådgiveren ikke kan ændre en afgørelse"), _l("Ellers venter borgeren for længe med at klage."), ("ikke ændre",)),
    ),
    on_page=True,
)  # fmt: skip
FOUR_WEEKS = LetterKind(
    key="fire_uger",
    title=_l("Fristen for at klage over en afgørelse"),
    source=_l("Retssikkerhedsloven § 67. Står under »Hjælp til at klage«."),
    built_in=lambda: _(
        "Så skal klagen være hos kommunen senest 4 uger efter, at du fik den. Skriv eller sig bare: Jeg klager. Resten kan komme senere."
    ),
    places={},
    says=(Saying(_l("at fristen er 4 uger"), _l("Fristen skal nævnes."), ("4 uger", "fire uger")),),
    on_page=True,
)
LEAVE = LetterKind(
    key="samtykke",
    title=_l("Må ledelsen se din klage?"),
    source=_l("Ingen fortrolig sag bliver givet videre uden samtykke. Står, hvor borgeren giver det."),
    built_in=lambda: _(
        "Må ledelsen i %(unit)s se din klage, så den kan svare? Du kan sige nej eller fortryde. Siger du nej, kan borgerrådgiveren måske kun vejlede dig.",
        unit="{afdeling}",
    ),
    places=_UNIT,
    independent=True,
    says=(
        Saying(_l("at borgeren kan sige nej"), _l("Et samtykke er frivilligt."), ("nej",)),
        Saying(_l("at borgeren kan fortryde"), _l("Databeskyttelsesforordningen artikel 7, stk. 3."), ("fortryd",)),
    ),
    on_page=True,
)
ANONYMOUS = LetterKind(
    key="anonym",
    title=_l("Hvad det betyder at være anonym"),
    source=_l("God forvaltningsskik. Står, hvor borgeren kan skrive sit navn."),
    built_in=lambda: _(
        "Du må gerne være anonym. Så lader du felterne stå tomme. Anonym betyder, at vi ikke ved, hvem du er. "
        "Så kan vi ikke se på din sag hos os, kun på det, du skriver."
    ),
    places={},
    says=(Saying(_l("hvad anonym betyder"), _l("Borgeren skal kunne vælge."), ("anonym",)),),
    on_page=True,
)
NAME_IS_NOTED = LetterKind(
    key="navn_noteres",
    title=_l("Skriver du dit navn, skal vi notere det"),
    source=_l("Offentlighedsloven § 13. Står, hvor borgeren kan skrive sit navn."),
    built_in=lambda: _(
        "Skriver du dit navn, skal vi notere det og kan ikke love anonymitet. Det gælder også, hvis det fremgår af din tekst, "
        "hvem du er. Vælger du borgerrådgiveren, bliver det hos borgerrådgiveren."
    ),
    places={},
    says=(Saying(_l("at navnet bliver noteret"), _l("Det er vores pligt."), ("noter",)),),
    on_page=True,
)
KEEP_THE_CODE = LetterKind(
    key="gem_koden",
    title=_l("Gem koden"),
    source=_l("Koden er den anonyme borgers eneste vej tilbage. Står på kvitteringen."),
    built_in=lambda: _(
        "Gem koden. Skriv den af, tag et billede, eller skriv siden ud. Vi kan ikke finde den frem igen."
    ),
    places={},
    says=(Saying(_l("at koden skal gemmes"), _l("Uden den kan sagen ikke åbnes."), ("gem ", "pas på")),),
    on_page=True,
)

ON_PAGES = (
    NO_REPRISALS,
    NO_REPRISALS_IN_SHORT,
    WHAT_SHE_CAN,
    FOUR_WEEKS,
    LEAVE,
    ANONYMOUS,
    NAME_IS_NOTED,
    KEEP_THE_CODE,
)
