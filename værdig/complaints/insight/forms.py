"""Forms of requests for insight: the citizen's, the desk's, and those by which a request is sorted, put off and answered."""

from __future__ import annotations

from typing import Any

from værdig.complaints.forms import Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.insight.rules import ACCESS, Asked, Kind, State
from værdig.complaints.insight.wording import ASKED, HINTS, KINDS
from værdig.complaints.letter_texts.forms import Worded
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    CheckboxesField,
    DateField,
    MaxText,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    VaerdigForm,
    not_long_ago,
)

ROOM = 4_000
WORDS_OF_STAFF = [(asked.value, title) for asked, title in ASKED.items()]


class AskForm(Once):
    """What a citizen asks for on her own page."""

    asked = RadioField(
        _l("Hvad vil du?"),
        [Required()],
        choices=[
            (Asked.SE.value, _l("Se min sag")),
            (Asked.RET.value, _l("Have rettet en oplysning")),
            (Asked.SLET.value, _l("Have slettet noget")),
        ],
        hints={
            Asked.SE.value: _l("Du får en kopi af det, der er skrevet i sagen."),
            Asked.RET.value: _l("Er noget galt? Så retter vi det med en note."),
            Asked.SLET.value: _l(
                "Vi må normalt ikke slette noget i en sag. Den skal kunne læses senere. "
                "Vi ser på det, og du får altid et svar."
            ),
        },
        default=Asked.SE.value,
    )
    words = TextAreaField(
        _l("Hvad drejer det sig om?"),
        [MaxText(ROOM)],
        description=_l("Vil du se det hele, behøver du ikke at skrive noget."),
    )


class TakeDownForm(Once):
    """What a citizen has asked for by word of mouth or in a letter; the case is open."""

    asked = RadioField(_l("Hvad vil borgeren?"), [Required()], choices=WORDS_OF_STAFF)
    words = TextAreaField(_l("Med borgerens egne ord"), [MaxText(ROOM)])
    day = DateField(
        _l("Dato"),
        [not_long_ago],
        description=_l("Den dag, borgeren bad om det. Lad feltet stå tomt, hvis det er i dag."),
    )


class DeskForm(Once):
    """The same at the desk, which cannot open the case: nothing is written of what it is about."""

    number = StringField(
        _l("Sagsnummer"), [Required(_l("Skriv sagsnummeret. Det står på borgerens kvittering.")), MaxText(40)],
        description=_l("Fx 2026-482173-45."),
    )  # fmt: skip
    asked = RadioField(_l("Hvad vil borgeren?"), [Required()], choices=WORDS_OF_STAFF)
    day = DateField(
        _l("Dato"),
        [not_long_ago],
        description=_l("Den dag, borgeren bad om det. Lad feltet stå tomt, hvis det er i dag."),
    )


class SortForm(VaerdigForm):
    """The law a request is answered by."""

    kind = RadioField(
        _l("Efter hvilken lov?"),
        [Required()],
        choices=[(kind.value, title) for kind, title in KINDS.items()],
        hints={kind.value: hint for kind, hint in HINTS.items()},
    )


class PutOffForm(Once, Seen, Worded):
    """Why an answer is late, and its new date; `seen` is the last message that was on the page."""

    reason = TextAreaField(
        _l("Hvorfor når I det ikke?"),
        [Required(_l("Skriv hvorfor. Borgeren har krav på at vide det.")), MaxText(ROOM)],
        description=_l("Skriv til borgeren, i hele sætninger."),
    )
    until = DateField(_l("Ny dato"), [Required(_l("Skriv den nye dato."))])


class AnswerForm(Once, Seen, Worded):
    """The answer to a request; which fields there are depends on what it was sorted as."""

    result = RadioField(
        _l("Hvad er svaret?"),
        [Required()],
        choices=[
            (State.IMOEDEKOMMET.value, _l("Ja, det hele")),
            (State.DELVIST.value, _l("Delvist")),
            (State.AFSLAAET.value, _l("Nej")),
        ],
    )
    released = CheckboxesField(
        _l("Hvad skal med?"),
        description=_l("Det, borgeren selv har skrevet, og alle beskeder er altid med. Interne arbejdspapirer kan ikke komme med."),
    )  # fmt: skip
    text = TextAreaField(
        _l("Noten, der retter oplysningen"),
        [MaxText(ROOM)],
        description=_l("Den bliver et notat til sagen, og borgeren får den at læse."),
    )
    reason = TextAreaField(
        _l("Grunden"),
        [MaxText(ROOM)],
        description=_l(
            "Skal skrives, når borgeren ikke får det hele. Nævn den regel, der er grunden, og hvad du har lagt vægt på."
        ),
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind not in ACCESS:
            del self.released
        if kind is not Kind.BERIGTIGELSE:
            del self.text
        if kind is Kind.SLETNING:
            self.result.hints = {
                State.IMOEDEKOMMET.value: _("Værdig sletter ikke noget for dig. Slet det først der, hvor det ligger."),
                State.DELVIST.value: _("Skriv, hvad der er slettet, og hvorfor resten ikke er."),
            }
