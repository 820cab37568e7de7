"""The standard texts with which a citizen is asked for her name or her consent; each is a draft that its writer sends as a message."""

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
