"""Forms of receiving and finding complaints, and what they share with citizens' (`forms_public`); `forms_case` has a case's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from værdig import municipality
from værdig.clock import COPENHAGEN, now, today
from værdig.complaints import categories, inbox
from værdig.complaints.appeals.forms import NoticeAtTheDesk
from værdig.complaints.attachments.forms import WithFiles
from værdig.complaints.categories import Kind
from værdig.complaints.keys import Reader
from værdig.complaints.models import ContactCount
from værdig.complaints.representation.behalf import AtTheDesk
from værdig.complaints.service.consenting import WITH_NAME
from værdig.complaints.units import OWN_UNIT, are_listed, units
from værdig.db import new_id
from værdig.i18n import SOURCE, _, _l
from værdig.ui.widgets import (
    BooleanField,
    DateField,
    Email,
    EmailField,
    HiddenField,
    JudgedTogether,
    MaxText,
    Optional,
    RadioField,
    Required,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
    not_long_ago,
)

ROOM = 20_000
"""Characters in a complaint, a message or a letter."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")
_TOLD_AT_ONCE = frozenset({"telefon", "fremmoede"})
"""Channels of which one writes down what is being told."""
_NUMBER = re.compile(r"\+?\d[\d ()./-]*")


def _can_be_rung(typed: str) -> bool:
    """Tell whether digits can be a telephone number: eight or more, six after a country's code, at most what E.164 has room for."""
    digits = re.sub(r"\D", "", typed)
    return (6 if typed.startswith(("+", "00")) else 8) <= len(digits) <= 17


class Once(VaerdigForm):
    """A form that does its deed once: its token is random, made when the page is shown, and sent along.

    A token that no page of ours can have made is replaced, since codes are made from tokens and must not be chosen.
    """

    token = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not _TOKEN.fullmatch(self.token.data or ""):
            self.token.data = new_id()


class Told(Once):
    """What is told in a complaint, whoever types it."""

    story = TextAreaField(_l("Hvad er der sket?"), [Required(_l("Skriv, hvad der er sket.")), MaxText(ROOM)])
    inbox = RadioField(_l("Hvem skal læse det?"), [Required()])
    name = StringField(_l("Navn"), [MaxText(200)])
    phone = TelField(_l("Telefon"), [MaxText(100)])
    email = EmailField(_l("E-mail"), [Optional(), MaxText(200), Email()])
    address = StringField(_l("Adresse"), [MaxText(300)])
    wish = TextAreaField(_l("Hvad ønsker du, at der skal ske?"), [MaxText(4_000)])
    reference = StringField(_l("Sagsnummer eller navn på den, du har talt med"), [MaxText(300)])
    avoid = TextAreaField(_l("Er der en, som ikke må se det?"), [MaxText(2_000)])
    language = SelectField(_l("Hvilket sprog vil du helst tale med os på?"))
    interpreter = BooleanField(_l("Jeg vil gerne have en tolk, når vi taler sammen."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confidential = [(Reader.BORGERRAADGIVER.value, _l("Borgerrådgiveren, i fortrolighed"))]
        self.inbox.choices = [
            *(confidential if inbox.is_ready() else []),
            (Reader.MANAGEMENT.value, self._management()),
        ]
        self.language.choices = categories.choices(Kind.LANGUAGE, today())
        if self.language.data is None:
            self.language.data = self._first_language()

    def _first_language(self) -> str:
        """Return the language that is chosen beforehand."""
        return SOURCE

    def _management(self) -> str:
        return _("Ledelsen i %(unit)s", unit=municipality.setting("unit_name"))

    @property
    def identity(self) -> dict[str, str]:
        """Name and ways to reach the citizen."""
        return {name: str(self[name].data or "") for name in ("name", "phone", "email", "address")}

    @property
    def particulars(self) -> dict[str, str]:
        """The optional answers."""
        return {name: str(self[name].data or "") for name in ("wish", "reference") if name in self}

    def validate_phone(self, field: Any) -> None:
        """Refuse what nobody can ring to; a word beside the number, and numbers of other countries, are welcome."""
        if field.data and not any(_can_be_rung(found) for found in _NUMBER.findall(field.data)):
            raise ValidationError(_("Skriv et telefonnummer, fx 12 34 56 78 eller +49 30 123456."))


class RegisterForm(WithFiles, NoticeAtTheDesk, AtTheDesk, Told):
    """A complaint that a member of staff writes down: told by telephone, at the counter or on paper."""

    wish = TextAreaField(_l("Hvad ønsker borgeren, at der skal ske?"), [MaxText(4_000)])
    reference = StringField(_l("Sagsnummer eller navn på den, borgeren har talt med"), [MaxText(300)])
    avoid = TextAreaField(_l("Er der en, som ifølge borgeren ikke må se det?"), [MaxText(2_000)])
    language = SelectField(_l("Hvilket sprog vil borgeren helst tale med os på?"))
    interpreter = BooleanField(_l("Borgeren vil gerne have en tolk, når vi taler sammen."))
    type = SelectField(_l("Hvad er det?"), [Required()])
    unit = SelectField(
        _l("Hvilken del af kommunen handler det om?"),
        description=_l("Ledelsen i jobcentret behandler kun sager om jobcentret. Andre går til borgerrådgiveren."),
    )
    channel = RadioField(_l("Hvordan kom den?"), [Required()])
    day = DateField(
        _l("Dato"),
        [not_long_ago, JudgedTogether()],
        description=_l(
            "Den dag, borgeren henvendte sig, fx 24.12.2021. "
            "Ringer borgeren nu, eller står borgeren hos dig, så lad dato og klokken stå tomme."
        ),
    )
    hour = StringField(
        _l("Klokken"),
        [JudgedTogether()],
        description=_l("Fx 14.30. Ved brev og e-mail: da posten blev hentet eller åbnet."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type.choices = categories.choices(Kind.TYPE, today())
        self.channel.choices = [pair for pair in categories.choices(Kind.CHANNEL, today()) if pair[0] != "web"]
        self.unit.choices = units()
        if not are_listed():
            del self.unit

    @property
    def about(self) -> str:
        """Which part of the municipality it is about: the jobcentre where the municipality has listed no other."""
        return str(self.unit.data) if "unit" in self else OWN_UNIT

    @property
    def _is_now(self) -> bool:
        """Whether the citizen is telling it at this moment: she rings or stands there, and no other time is given."""
        untimed = self.day.data is None and not self.day.errors and not self.hour.data
        return untimed and self.channel.data in _TOLD_AT_ONCE

    def validate_name(self, field: Any) -> None:
        """Ask for the name where a decision is complained of, as citizens are asked: it cannot be judged again without."""
        if self.type.data == categories.DECISION and not (field.data or "").strip():
            raise ValidationError(
                _(
                    "Skriv borgerens navn. En klage over en afgørelse kan ikke være anonym: Afdelingen skal vide, hvem den gælder."
                )
            )

    def validate_inbox(self, field: Any) -> None:
        """Refuse the management what is not about the jobcentre: it can neither answer nor pass it on."""
        if self.about != OWN_UNIT and field.data == Reader.MANAGEMENT:
            raise ValidationError(
                _("Ledelsen i jobcentret behandler kun sager om jobcentret. Vælg borgerrådgiveren som læser.")
            )

    def validate_day(self, field: Any) -> None:
        """Ask for the day, unless it is told at this moment."""
        if field.data is None and not field.errors and self.channel.data and not self._is_now:
            raise ValidationError(_("Skriv datoen. Du kan kun lade den stå tom ved telefon og fremmøde."))

    def validate_hour(self, field: Any) -> None:
        """Read the hour as people write it, and refuse one that has not come."""
        if self._is_now or not self.channel.data:
            return
        if not field.data:
            raise ValidationError(_("Skriv klokkeslættet. Du kan kun lade det stå tomt ved telefon og fremmøde."))
        if self.day.data is not None and self._moment() > now():
            raise ValidationError(_("Tidspunktet er ikke kommet endnu."))

    @property
    def received(self) -> datetime | None:
        """The moment the citizen turned to us, None for now."""
        return None if self._is_now else self._moment()

    def _moment(self) -> datetime:
        found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", self.hour.data or "")
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError(_("Skriv klokkeslættet, fx 14.30."))
        clock = time(int(found[1]), int(found[2] or 0))
        return datetime.combine(self.day.data, clock, COPENHAGEN).astimezone(UTC)


class ConsentForm(VaerdigForm):
    """A consent to show a confidential case to the management; a decision is judged again only with the name (`appeals`)."""

    scope = RadioField(
        _l("Hvad må ledelsen se?"),
        [Required()],
        choices=[
            ("uden_navn", _l("Klagen, men ikke mit navn og hvordan I når mig")),
            (WITH_NAME, _l("Både klagen og mit navn")),
        ],
    )

    def __init__(self, *args: Any, appeals: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if appeals:
            self.scope.choices = [choice for choice in self.scope.choices if choice.value == WITH_NAME]
            if not self.is_submitted():
                self.scope.data = WITH_NAME


class NotedConsentForm(ConsentForm, Once):
    """A consent that the citizen has given orally, as the borgerraadgiver notes it."""

    scope = RadioField(
        _l("Hvad har borgeren sagt ja til, at ledelsen må se?"),
        [Required()],
        choices=[("uden_navn", _l("Klagen uden navn")), (WITH_NAME, _l("Klagen med navn"))],
    )
    words = TextAreaField(
        _l("Hvad sagde borgeren, hvornår og til hvem?"),
        [Required(_l("Skriv, hvad borgeren sagde.")), MaxText(2_000)],
        description=_l("Det bliver et notat til sagen, så det kan ses bagefter, hvad der blev sagt ja til."),
    )


class SearchForm(VaerdigForm):
    """A search in what one may open."""

    q = StringField(_l("Søg i sagerne"), [Required(_l("Skriv det, du søger efter.")), MaxText(200)])


class CountForm(Once):
    """An enquiry that is only counted; `usual` is what its author has counted lately, the last first."""

    type = RadioField(_l("Hvad var det?"), [Required()])
    channel = RadioField(_l("Hvordan kom den?"), [Required()])
    theme = SelectField(_l("Tema"))
    day = DateField(_l("Dato"), [not_long_ago], description=_l("Lad feltet stå tomt, hvis det er i dag."))

    def __init__(self, *args: Any, usual: Sequence[ContactCount] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types, channels = [each.type for each in usual], [each.channel for each in usual]
        themes = [each.theme for each in usual if each.theme]
        self.type.choices = _first([*types, "vejledning", "vejvisning"], categories.choices(Kind.TYPE, today()))
        self.channel.choices = _first(
            [*channels, "telefon", "fremmoede", "e_mail"], categories.choices(Kind.CHANNEL, today())
        )
        self.theme.choices = [("", _("Intet bestemt tema")), *_first(themes, categories.choices(Kind.THEME, today()))]

    @property
    def when(self) -> date:
        """The day, today when none is given."""
        found: date | None = self.day.data
        return found or today()


def _first(ids: list[str], choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return choices with the usual ones on top, so that counting takes seconds."""
    return sorted(choices, key=lambda choice: ids.index(choice[0]) if choice[0] in ids else len(ids))
