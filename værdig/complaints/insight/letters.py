"""The standard texts of the letters about a request; what they are filled in with is in `wording`."""

from __future__ import annotations

from værdig.complaints.letter_texts.kinds import LetterKind, Place
from værdig.i18n import _, _l


def _answer() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            "{anmodning}",
            "{resultat}",
            "{indhold}",
            "{mangler}",
            "{grund}",
            _("Vi har afgjort det efter disse regler: %(rules)s.", rules="{regler}"),
            "{klagevejledning}",
            _("Venlig hilsen\n%(office)s", office="{afsender}"),
        ]
    )


def _put_off() -> str:
    return "\n\n".join(
        [
            _("Sag %(number)s.", number="{sagsnummer}"),
            "{anmodning}",
            _("Vi når ikke at svare til tiden. Det beklager vi."),
            _("Grunden er:\n%(reason)s", reason="{grund}"),
            _("Du får svar senest %(date)s.", date="{dato}"),
            _("Du kan klage over ventetiden\n%(how)s", how="{klage_over_tid}"),
            _("Venlig hilsen\n%(office)s", office="{afsender}"),
        ]
    )


_NUMBER = Place(_l("Sagens nummer"), "2026-123456-78")
_REQUEST = Place(_l("Hvad borgeren bad om, og hvornår"), _l("Den 2. november 2026 bad du om at se din sag."))
_SENDER = Place(_l("Hvem brevet er fra"), _l("Borgerrådgiveren"))

ANSWER = LetterKind(
    key="svar_paa_indsigt",
    title=_l("Svar på et ønske om at se, rette eller slette"),
    source=_l("Forvaltningsloven §§ 22-25, offentlighedsloven § 37 og databeskyttelsesforordningen artikel 12, stk. 3-4."),
    built_in=_answer,
    places={
        "sagsnummer": _NUMBER,
        "anmodning": _REQUEST,
        "resultat": Place(_l("Svaret: ja, noget af det eller nej"), _l("Svaret er nej."), _l("Borgeren skal have et klart svar.")),
        "indhold": Place(
            _l("Hvor det kan læses, og hvad der ellers skal siges"),
            _l("Du kan læse og hente det på siden »Din sag« med din kode."),
            _l("Borgeren skal vide, hvor det er, og sine rettigheder."),
        ),
        "mangler": Place(_l("Det, der ikke er med"), _l("Det her er ikke med:\n– Interne arbejdspapirer"), _l("Det skal fremgå, hvad der ikke er med.")),
        "grund": Place(_l("Begrundelsen"), _l("Grunden er:\nDer står noget om en anden."), _l("Et nej skal begrundes.")),
        "regler": Place(_l("Reglerne, der er brugt"), _l("Egenacces (offentlighedsloven § 8)"), _l("Begrundelsen skal henvise til reglerne.")),
        "klagevejledning": Place(
            _l("Klagevejledningen, når svaret ikke er et helt ja"),
            _l("Sådan klager du\nDu kan klage til Ankestyrelsen."),
            _l("Uden klagevejledning løber ingen klagefrist."),
        ),
        "afsender": _SENDER,
    },
)  # fmt: skip
PUT_OFF = LetterKind(
    key="fristbrev",
    title=_l("Fristbrev om indsigt"),
    source=_l("Offentlighedsloven § 36, stk. 2, forvaltningsloven § 16 og databeskyttelsesforordningen artikel 12, stk. 3."),
    built_in=_put_off,
    places={
        "sagsnummer": _NUMBER,
        "anmodning": _REQUEST,
        "grund": Place(_l("Grunden, som behandleren skriver"), _l("Vi skal spørge en anden myndighed."), _l("Grunden skal stå i brevet.")),
        "dato": Place(_l("Den nye dato"), _l("fredag den 18. december 2026"), _l("Datoen skal stå i brevet.")),
        "klage_over_tid": Place(
            _l("Hvordan man klager over ventetiden"), _l("Send klagen til os."), _l("Borgeren skal vide, at ventetiden kan påklages.")
        ),
        "afsender": _SENDER,
    },
)  # fmt: skip
