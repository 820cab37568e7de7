"""Staff's forms for rounds: planning, groups, codes, closing and key holders; no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from værdig.clock import HalfYear, today
from værdig.errors import UserError
from værdig.i18n import SOURCE, _, _l, format_date, format_number
from værdig.surveys import windows
from værdig.surveys.groups import LENGTHS
from værdig.surveys.orders import CodeOrder, Group
from værdig.ui.messages import OfAField
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    DateField,
    HiddenField,
    IntegerField,
    NumberRange,
    Optional,
    PasswordField,
    RadioField,
    Required,
    SelectField,
    VaerdigForm,
    ValidationError,
)

MOST_INVITED = 100_000
WITHOUT_LENGTH = "uden"
FILE, LETTERS = "fil", "breve"
"""How codes get to people: a file that is handed over once, or letters, for which the codes are kept sealed."""


class RoundForm(VaerdigForm):
    """A new round: half-year, design, questionnaire and window, in the order of the page."""

    half_year = SelectField(_l("Halvår"), [Required()])
    design = RadioField(
        _l("Hvem spørger I?"),
        [Required()],
        description=_l("De to slags runder svarer på forskellige ting. De bliver aldrig lagt sammen."),
    )
    questionnaire = SelectField(_l("Spørgeskema"), [Required()])
    opens_on = DateField(_l("Første dag"), [Required()], description=_l("Fx 12.4.2026"))
    closes_on = DateField(
        _l("Sidste dag"),
        [Required()],
        description=_l(
            "Fx 16.5.2026, og højst tre måneder efter halvåret. Når runden åbner, får borgerne lovet, at de kan svare til og med "
            "den dag. Derefter kan dagen kun flyttes til senere. Runden kan lukkes dagen efter."
        ),
    )

    def offer(
        self, half_years: Mapping[str, str], designs: Mapping[str, Any], questionnaires: Mapping[str, str]
    ) -> None:
        """Offer half-years, designs and questionnaires, each as what it is called by its id."""
        self.questionnaire.choices = list(questionnaires.items())
        self.design.choices = list(designs.items())
        self.half_year.choices = [("", _("Vælg halvår")), *half_years.items()]

    def period(self) -> HalfYear | None:
        """Return the half-year that the round is about; None while it is not chosen."""
        return HalfYear.parse(self.half_year.data) if self.half_year.data else None

    def validate_opens_on(self, field: Any) -> None:
        """Refuse a first day that has nothing to do with the half-year."""
        if (half_year := self.period()) and (why := windows.why_not_first(half_year, field.data)):
            raise ValidationError(why)

    def validate_closes_on(self, field: Any) -> None:
        """Refuse a window that is over, and one that goes on for too long after the half-year."""
        if field.data < today():
            raise ValidationError(_("Den sidste dag er gået. Vælg en dag, der kommer."))
        if (half_year := self.period()) and (why := windows.why_not_last(half_year, field.data)):
            raise ValidationError(why)


class PlanForm(RoundForm):
    """Corrections to a round that is planned already: its half-year and questionnaire stand, since its groups follow from them."""

    half_year = None  # type: ignore[assignment]  # wtforms: a field that is taken out
    questionnaire = None  # type: ignore[assignment]
    about: HalfYear

    def of(self, half_year: HalfYear, designs: Mapping[str, Any]) -> None:
        """Say of which half-year the round is, and offer designs by id."""
        self.about, self.design.choices = half_year, list(designs.items())

    def period(self) -> HalfYear | None:
        """Return the round's half-year."""
        return self.about


class PostponeForm(VaerdigForm):
    """A later last day; `confirmed` is the day that the page has asked about and was told yes to."""

    closes_on = DateField(_l("Ny sidste dag"), [Required()])
    confirmed = HiddenField()
    half_year: HalfYear
    promised: date

    def of(self, half_year: HalfYear, promised: date) -> None:
        """Say of which round it is: its half-year, and the last day that citizens were promised."""
        self.half_year, self.promised = half_year, promised
        self.closes_on.description = _("Senest %(latest)s.", latest=format_date(windows.latest_last_day(half_year)))

    def validate_closes_on(self, field: Any) -> None:
        """Refuse a day that is not later, or too late."""
        if why := windows.why_not_moved(self.half_year, self.promised, field.data):
            raise ValidationError(why)

    @property
    def is_confirmed(self) -> bool:
        """Whether the day in the form is the one that was asked about."""
        return bool(self.closes_on.data) and self.confirmed.data == self.closes_on.data.isoformat()

    def ask(self) -> None:
        """Let the page ask about the day in the form, so that sending it once more says yes."""
        self.confirmed.data = self.closes_on.data.isoformat()


class ConfirmForm(VaerdigForm):
    """A button that says yes."""


class FewDaysForm(VaerdigForm):
    """Yes to opening a round that citizens get only a few days to answer."""

    anyway = BooleanField(
        _l("Ja, åbn runden, selv om der er så få dage til at svare."),
        [Required(_l("Sæt kryds, hvis runden skal åbnes alligevel. Ellers ret planen først."))],
    )


class HolderCloseForm(VaerdigForm):
    """Yes to closing, with a key holder's pass phrase."""

    passphrase = PasswordField(
        _l("Dit kodeord som nøgleholder"), [Required()], description=_l("Runden kan kun åbnes af en nøgleholder.")
    )


class LostForm(VaerdigForm):
    """That nobody can open a round, said by somebody who has asked."""

    asked = BooleanField(
        _l("Jeg har spurgt alle nøgleholderne. Ingen af dem kan huske sit kodeord."),
        [Required(_l("Spørg alle nøgleholderne, og sæt kryds, når ingen af dem kan åbne runden."))],
    )


class HolderForm(VaerdigForm):
    """A new key holder's pass phrase, twice."""

    passphrase = PasswordField(
        _l("Kodeord"),
        [Required()],
        description=_l("Mindst 16 tegn. Brug gerne flere ord. Ingen kan finde kodeordet igen for dig."),
    )
    again = PasswordField(_l("Kodeordet igen"), [Required()])

    def validate_again(self, field: Any) -> None:
        """Object when the two differ."""
        if field.data != self.passphrase.data:
            raise ValidationError(_("De to kodeord er ikke ens. Skriv det samme to gange."))


def _number(label: Any, most: int, least: int = 0, **more: Any) -> IntegerField:
    refused = OfAField(_("Skriv et helt tal mellem %(least)s og %(most)s.", least=least, most=format_number(most)))
    return IntegerField(label, [Optional(), NumberRange(least, most, refused)], **more)


class GroupsForm(VaerdigForm):
    """For each target group: how many are invited, or that the number is unknown; left empty the group is not asked.

    A number and a tick contradict each other, and nought invited is no group: both are refused.
    """

    keys: Sequence[tuple[str, str]] = ()

    def rows(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield label, number field and unknown field of each group."""
        for key, label in self.keys:
            yield label, self[f"antal_{key}"], self[f"ukendt_{key}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Object where a group has both a number and a tick."""
        right: bool = super().validate(extra_validators)
        for label, number, unknown in self.rows():
            if number.data is not None and unknown.data:
                text = _("%(group)s har både et tal og et hak ved ukendt. Behold det ene.", group=label)
                self.add_error(UserError(text, number.name))
                right = False
        return right

    def asked(self) -> list[Group]:
        """Return the groups to ask."""
        chosen = []
        for key, label in self.keys:
            number, unknown = self[f"antal_{key}"].data, self[f"ukendt_{key}"].data
            if number is not None or unknown:
                chosen.append(Group(key, label, number))
        return chosen


def groups_form(offered: Sequence[tuple[str, str]], asked: Sequence[Group]) -> GroupsForm:
    """Return the form for the groups on offer (key, label), filled with those that are asked already."""
    fields: dict[str, Any] = {"keys": tuple(offered)}
    known = {group.key: group for group in asked}
    values: dict[str, Any] = {}
    for key, label in offered:
        fields[f"antal_{key}"] = _number(_("Inviterede: %(group)s", group=label), MOST_INVITED, least=1)
        fields[f"ukendt_{key}"] = BooleanField(_("Med, men antallet er ukendt: %(group)s", group=label))
        values[f"antal_{key}"] = known[key].invited if key in known else None
        values[f"ukendt_{key}"] = key in known and known[key].invited is None
    made: GroupsForm = type("OfferedGroupsForm", (GroupsForm,), fields)(data=values)
    return made


class TogetherForm(VaerdigForm):
    """Which groups to report as one."""

    keys = CheckboxesField(_l("Vis disse grupper samlet"), [Required(_l("Vælg mindst to målgrupper."))])


class MoreInvitedForm(VaerdigForm):
    """Yes to codes for more people than were said to be invited; asked only where it matters."""

    more_invited = BooleanField(_l("Ja, der er inviteret flere. Svarprocenten skal regnes af det højere tal."))


class CodesForm(MoreInvitedForm):
    """How many codes to make, per group and length of case, and how they get to people.

    `made_before` is how many codes the round had when the page was shown: pressing twice makes no second file.
    """

    keys: Sequence[tuple[str, str]] = ()
    made_before = HiddenField()
    way = RadioField(
        _l("Hvordan får folk koderne?"),
        [Required()],
        choices=[
            (LETTERS, _l("Giv os breve som PDF, eller en fil med hele teksten.")),
            (FILE, _l("Vi sender selv. Giv os en fil med koder og links.")),
        ],
        hints={
            FILE: _l("Filen kan kun hentes denne ene gang. Koderne er ikke gemt noget sted her."),
            LETTERS: _l(
                "Koderne bliver gemt forseglet, til den sidste påmindelse er sendt. Så kan I lave breve og påmindelser flere gange."
            ),
        },
        default=LETTERS,
    )
    language = SelectField(
        _l("Brevenes sprog"),
        [Required()],
        description=_l("Er brevets ord ikke godkendt på sproget, bliver brevet på dansk."),
    )

    def foreign(self, posted: Iterable[str]) -> list[str]:
        """Return the names of posted fields that ask for codes in a group or length that the form has not."""
        return [name for name in posted if "__" in name and name not in self]

    def rows(self) -> Iterator[tuple[str, Any, list[Any]]]:
        """Yield label, the field for codes without a length, and the fields by length of each group."""
        for key, label in self.keys:
            yield label, self[f"{key}__{WITHOUT_LENGTH}"], [self[f"{key}__{length.key}"] for length in LENGTHS]

    def orders(self) -> list[CodeOrder]:
        """Return what is asked for; empty fields ask for nothing."""
        wanted = []
        for key, _label in self.keys:
            for length in (None, *(length.key for length in LENGTHS)):
                number = self[f"{key}__{length or WITHOUT_LENGTH}"].data
                if number:
                    wanted.append(CodeOrder(key, length, number))
        return wanted


def codes_form(
    groups: Sequence[Group], lacking: Mapping[str, int | None], most: int, made: int,
    languages: Sequence[tuple[str, str]],
) -> CodesForm:  # fmt: skip
    """Return the form for a round's groups; it proposes `lacking`, how many are invited and have no code yet (None: unknown).

    `made` is how many codes the round has, `languages` those a letter can be in.
    """
    fields: dict[str, Any] = {"keys": tuple((group.key, group.label) for group in groups)}
    values: dict[str, Any] = {"made_before": str(made)}
    for group in groups:
        name = f"{group.key}__{WITHOUT_LENGTH}"
        fields[name] = _number(_("Antal koder: %(group)s", group=group.label), most)
        values[name] = lacking[group.key]
        for length in LENGTHS:
            label = _("%(group)s: %(length)s", group=group.label, length=str(length.label).lower())
            fields[f"{group.key}__{length.key}"] = _number(label, most)
    form: CodesForm = type("RoundCodesForm", (CodesForm,), fields)(data={"language": SOURCE, **values})
    form.language.choices = list(languages)
    return form
