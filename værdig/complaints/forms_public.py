"""Citizens' forms: the complaint, the way back by code, messages and consent; what they lead to is decided by `service`."""

from __future__ import annotations

from typing import Any

from flask import session

from værdig import municipality
from værdig.complaints import categories
from værdig.complaints.appeals import kept
from værdig.complaints.appeals.last_day import Notice
from værdig.complaints.attachments.forms import WithFiles
from værdig.complaints.doors import Door
from værdig.complaints.forms import ROOM, ConsentForm, Once, Told
from værdig.complaints.keys import Reader
from værdig.complaints.parts import IDENTIFYING
from værdig.complaints.representation.behalf import OnBehalf
from værdig.complaints.service import Complaint
from værdig.i18n import SOURCE, SPOKEN, _, _l
from værdig.ui.widgets import (
    BooleanField,
    HiddenField,
    MaxText,
    Optional,
    Required,
    StringField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
)

WISH = _l("Jeg vil gerne kontaktes.")
"""What a wish says where the citizen writes nothing more: in Danish, for those who are to contact her."""

_CODE_MISSING = _l("Skriv den kode, der står på din kvittering.")


class CodeForm(VaerdigForm):
    """The way back to a case."""

    code = StringField(_l("Din kode"), [Required(_CODE_MISSING)])


class MessageForm(WithFiles, Once):
    """A message from the citizen in an existing case."""

    text = TextAreaField(_l("Din besked"), [Required(_l("Skriv din besked.")), MaxText(ROOM)])
    with_management = BooleanField(_l("Ledelsen må også læse beskeden."))


class WhyForm(Once):
    """Why a citizen upholds her complaint or opens her case again, if she wants to say it."""

    text = TextAreaField(_l("Vil du skrive hvorfor?"), [MaxText(ROOM)], description=_l("Det bliver en besked i sagen."))
    with_management = BooleanField(_l("Ledelsen må også læse beskeden."))


class CodedMessageForm(MessageForm):
    """A message from a citizen whose case was closed on her device while she wrote."""

    code = StringField(_l("Din kode"), [Required(_CODE_MISSING)])


class OwnConsentForm(ConsentForm):
    """The citizen's own consent; where we do not know who she is, there is no name to show or hold back."""

    def __init__(self, *args: Any, anonymous: bool, appeals: bool, **kwargs: Any) -> None:
        super().__init__(*args, appeals=appeals, **kwargs)
        if anonymous and not appeals:
            self.scope.choices = [("uden_navn", _("Klagen. Du er anonym, så der er ikke noget navn at se."))]
            self.scope.data = self.scope.data or "uden_navn"


class ToldByCitizen(Told):
    """What a citizen tells herself: the language she has chosen on another page is chosen beforehand, and hers to change."""

    def _first_language(self) -> str:
        chosen = str(session.get(SPOKEN, SOURCE))
        return chosen if chosen in {str(choice.value) for choice in self.language.choices} else SOURCE


class WriteForm(WithFiles, OnBehalf, ToldByCitizen):
    """What the citizen writes herself, in the words of the door she came in by: one mandatory field, and a reader.

    A complaint over a decision has no reader chosen beforehand, asks for a name, and for leave to show it to the management where it
    goes to the borgerraadgiver; `way`, `dated` and `got` are what the decision door was told.
    """

    consents = BooleanField(
        _l("Ja, ledelsen må se klagen og mit navn med det samme, så afgørelsen kan blive vurderet igen.")
    )
    way = HiddenField()
    dated = HiddenField()
    got = HiddenField()

    def __init__(self, door: Door, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._door = door
        self.story.label.text = door.story
        self.story.validators = [Required(door.missing), MaxText(ROOM)]
        if door.wish:
            self.wish.label.text = door.wish
        else:
            del self.wish
        if door.appeals:
            self._ask_for_a_name()
        else:
            for name in ("consents", *kept.FIELDS):
                del self[name]
        self._offer_readers()

    def _ask_for_a_name(self) -> None:
        self.name.validators = [
            Required(
                _l(
                    "Skriv dit navn. En klage over en afgørelse kan ikke være anonym: Vi skal vide, hvem afgørelsen gælder."
                )
            ),
            *self.name.validators,
        ]
        self.name.flags.mandatory = True

    def _offer_readers(self) -> None:
        if self._door.appeals:
            self.inbox.label.text = _("Hvem skal have klagen?")
            self.inbox.choices = list(reversed(self.inbox.choices))
        self.inbox.hints = _HINTS_OF_APPEALS if self._door.appeals else _HINTS
        if self.inbox.data is None and (len(self.inbox.choices) == 1 or not self._door.appeals):
            self._choose_first_reader()

    def _choose_first_reader(self) -> None:
        self.inbox.data = self.inbox.choices[0].value

    def forget_who(self) -> None:
        """Empty whatever leads to the citizen, and choose the reader as on a new page: she goes on without a name."""
        for name in (*self.identity, *IDENTIFYING, "behalf", "behalf_name", "behalf_contact"):
            self[name].data = ""
        self._choose_first_reader()

    @property
    def reader(self) -> str:
        """The reader that is chosen, in the words of the page; empty where none is yet."""
        return next((str(choice.label) for choice in self.inbox.choices if choice.value == self.inbox.data), "")

    @property
    def decision(self) -> Notice | None:
        """When and how she was told of the decision; None where she has not said, and at the other doors."""
        return kept.carried({name: self[name].data for name in kept.FIELDS}) if self._door.appeals else None

    @property
    def complaint(self) -> Complaint:
        """What has been told, as it is received."""
        return Complaint(
            story=self.story.data, inbox=Reader(self.inbox.data), type=self._door.type, identity=self.identity,
            particulars=self.particulars, language=self.language.data, interpreter=self.interpreter.data,
            decision=self.decision, consents=self._door.appeals and self.consents.data, avoid=self.avoid.data or "", behalf=self.writer,
        )  # fmt: skip


class ContactForm(ToldByCitizen):
    """A wish to be contacted, without complaining: a way to reach the citizen and a reader; what it is about may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("wish", "reference", "address", "avoid"):
            del self[name]
        self.story.label.text = _("Hvad vil du tale om?")
        self.story.validators = [Optional(), MaxText(ROOM)]
        self.story.flags.mandatory = False
        self.inbox.label.text = _("Hvem skal kontakte dig?")
        self.inbox.hints = {Reader.BORGERRAADGIVER.value: _HINTS[Reader.BORGERRAADGIVER.value]}

    def _management(self) -> str:
        return _("En teamleder i %(unit)s", unit=municipality.setting("unit_name"))

    def validate_phone(self, field: Any) -> None:
        """Refuse what nobody can ring to, and a wish to be contacted without any way to do it."""
        super().validate_phone(field)
        if not field.data and not self.email.data:
            raise ValidationError(_("Skriv et telefonnummer eller en e-mail. Ellers kan vi ikke kontakte dig."))

    @property
    def identity(self) -> dict[str, str]:
        """Name and ways to reach the citizen."""
        return {name: str(self[name].data or "") for name in ("name", "phone", "email")}

    @property
    def complaint(self) -> Complaint:
        """What has been told, as it is received: a request for guidance, no complaint."""
        return Complaint(
            story=self.story.data or WISH.danish, inbox=Reader(self.inbox.data), type=categories.GUIDANCE,
            identity=self.identity, language=self.language.data, interpreter=self.interpreter.data, wants_contact=True,
        )  # fmt: skip


_HINTS = {
    Reader.BORGERRAADGIVER.value: _l(
        "Borgerrådgiveren er ansat af kommunalbestyrelsen og er uafhængig. Ingen andre i kommunen kan læse det,"
        " før du siger ja."
    ),
    Reader.MANAGEMENT.value: _l(
        "Lederne læser det, du skriver, og svarer dig. De kan selv rette det, der er gået galt."
    ),
}
_HINTS_OF_APPEALS = {
    Reader.MANAGEMENT.value: _l(
        "Afdelingen, der traf afgørelsen, skal vurdere den igen. Klagen når frem med det samme."
    ),
    Reader.BORGERRAADGIVER.value: _l(
        "Borgerrådgiveren kan ikke ændre afgørelsen, men kan hjælpe dig og sende klagen videre til afdelingen,"
        " når du siger ja. Fristen på 4 uger gælder stadig."
    ),
}
