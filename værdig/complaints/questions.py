"""The standard texts with which a citizen is asked for her name or her consent, or told where her case belongs.

Each is a draft that its writer sends as a message.
"""

from __future__ import annotations

from værdig.complaints.letter_texts.kinds import LetterKind, Place
from værdig.i18n import _, _l


def _name() -> str:
    return _(
        "Din klage er over en afgørelse. Den kan først blive vurderet igen, når vi ved, hvem du er. Vil du skrive dit navn "
        "og din adresse til os her? Du bestemmer selv. Siger du nej, kan vi kun vejlede dig."
    )


def _consent_to_judge() -> str:
    return _(
        "Din klage er over en afgørelse. Den kan først blive vurderet igen, når ledelsen i %(unit)s må se klagen og dit "
        "navn. Må den det? Du kan sige ja på siden »Din sag« eller skrive det her. Du kan sige nej, og du kan fortryde. "
        "Siger du nej, kan jeg måske kun vejlede dig.",
        unit="{afdeling}",
    )


def _consent() -> str:
    return _(
        "Må ledelsen i %(unit)s se din klage, så den kan svare dig? Du kan sige ja på siden »Din sag« eller skrive det her. "
        "Du vælger selv, om den må se dit navn. Du kan sige nej, og du kan fortryde. Siger du nej, kan jeg måske kun "
        "vejlede dig.",
        unit="{afdeling}",
    )


_UNIT = {"afdeling": Place(_l("Afdelingens navn"), _l("jobcentret"), _l("Et samtykke gælder kun dem, der er nævnt."))}

NAME = LetterKind(
    key="spoerg_om_navn",
    title=_l("Spørgsmål om navn, når en afgørelse skal vurderes igen"),
    source=_l("Retssikkerhedsloven § 66: Afgørelsen bliver vurderet igen for den, den gælder."),
    built_in=_name,
    places={},
)
CONSENT_TO_JUDGE = LetterKind(
    key="spoerg_om_samtykke_afgoerelse",
    title=_l("Spørgsmål om samtykke, når en afgørelse skal vurderes igen"),
    source=_l("Ingen fortrolig sag bliver givet videre uden samtykke."),
    built_in=_consent_to_judge,
    independent=True,
    places=_UNIT,
)
CONSENT = LetterKind(
    key="spoerg_om_samtykke",
    title=_l("Spørgsmål om samtykke"),
    source=_l("Ingen fortrolig sag bliver givet videre uden samtykke."),
    built_in=_consent,
    independent=True,
    places=_UNIT,
)


def _forwarded() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            _(
                "Din henvendelse hører til hos %(place)s. Vi har sendt den dertil %(date)s.",
                place="{modtager}",
                date="{dato}",
            ),
            _("Du får svar derfra. Du skal ikke gøre noget. Har du spørgsmål, så skriv til os på siden »Din sag«."),
        ]
    )


def _outside() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            _("Vi kan ikke se på det, du har skrevet om.\n%(reason)s", reason="{grund}"),
            _("Du kan i stedet gå til %(place)s.", place="{modtager}"),
            _("Har du spørgsmål, så skriv til os på siden »Din sag«."),
        ]
    )


_NUMBER = Place(_l("Sagens nummer"), "2026-123456-78")
FORWARDED = LetterKind(
    key="videresendt",
    title=_l("Brev om, at sagen er sendt videre"),
    source=_l("Forvaltningsloven § 7, stk. 2: En henvendelse bliver sendt videre til rette myndighed."),
    built_in=_forwarded,
    places={
        "sagsnummer": _NUMBER,
        "modtager": Place(
            _l("Hvor sagen hører til, som behandleren skriver"),
            _l("Udbetaling Danmark"),
            _l("Borgeren skal vide, hvem der har sagen nu."),
        ),
        "dato": Place(_l("Dagen i dag"), _l("fredag den 18. december 2026"), _l("Borgeren skal vide, hvornår den er sendt videre.")),
    },
)  # fmt: skip
OUTSIDE = LetterKind(
    key="uden_for",
    title=_l("Brev om, at vi ikke kan behandle sagen"),
    source=_l("Forvaltningsloven § 7, stk. 1: Borgeren skal have vejledning om, hvor sagen hører til."),
    built_in=_outside,
    places={
        "sagsnummer": _NUMBER,
        "grund": Place(_l("Grunden, som behandleren skriver"), _l("Det er en anden myndighed, der har afgjort det."), _l("Borgeren skal vide hvorfor.")),
        "modtager": Place(
            _l("Hvor borgeren kan gå hen, som behandleren skriver"),
            _l("Udbetaling Danmark"),
            _l("Borgeren skal vide, hvor sagen hører til."),
        ),
    },
)  # fmt: skip
