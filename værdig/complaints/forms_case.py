"""Forms of handling a case: klagepunkter, moves, letters, notes; what they lead to is decided by `service`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.attachments.forms import WithFiles
from værdig.complaints.categories import Kind
from værdig.complaints.forms import ROOM, Once
from værdig.complaints.service.drafting import Draft
from værdig.complaints.service.terms import Terms
from værdig.complaints.states import State
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    BooleanField,
    DateField,
    HiddenField,
    MaxText,
    RadioField,
    Required,
    RequiredWith,
    SelectField,
    StringField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
)


class Seen(VaerdigForm):
    """A form that knows what its page was made of (`seen`), so that nobody decides over what she has not seen."""

    seen = HiddenField()

    def caught_up(self, now: str) -> bool:
        """Tell whether what the page was made of is still so; from then on `now` counts as seen, since it is shown again."""
        before, self.seen.data = self.seen.data, now
        return before == now


class ContactedForm(Seen):
    """What came of a try to reach a citizen who has asked to be contacted; `seen` is how many tries the page knew of."""

    result = RadioField(
        _l("Hvordan gik det?"),
        [Required()],
        choices=[
            ("talt", _l("Jeg har talt med borgeren")),
            ("skrevet", _l("Jeg har skrevet til borgeren")),
            ("forgaeves", _l("Jeg fik ikke fat i borgeren")),
        ],
    )
    text = TextAreaField(_l("Notat til sagen"), [MaxText(ROOM)])


class PointForm(Once, Seen):
    """A klagepunkt; `held_theme` is the one it has, which stays on the list when it may no longer be chosen for others."""

    theme = SelectField(_l("Tema"), [Required()])
    principle = SelectField(_l("Princip for værdig sagsbehandling"))
    unit = SelectField(_l("Enhed"), [Required()])
    formality = RadioField(_l("Hvad handler det om?"), [Required()])
    summary = TextAreaField(_l("Klagepunktet med få ord"), [MaxText(2_000)])

    def __init__(self, *args: Any, held_theme: str = "", **kwargs: Any) -> None:
        from værdig.complaints import queries

        super().__init__(*args, **kwargs)
        day = today()
        themes = dict(categories.choices(Kind.THEME, day))
        if held_theme:
            themes.setdefault(held_theme, categories.theme_title(held_theme))
        self.theme.choices = [("", _("Vælg …")), *themes.items()]
        self.principle.choices = [("", _("Det princip, temaet hører til")), *categories.choices(Kind.PRINCIPLE, day)]
        self.unit.choices = queries.units()
        self.formality.choices = categories.choices(Kind.FORMALITY, day)


class OutcomeForm(Seen):
    """The outcome of a klagepunkt; `criticises` whether it may be criticism, `held_outcome` the one it has."""

    outcome = RadioField(_l("Udfald"), [Required()])
    reaction = SelectField(_l("Hvad har afdelingen gjort?"))

    def __init__(self, *args: Any, criticises: bool = True, held_outcome: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = categories.outcome_choices(today(), criticises=criticises, held=held_outcome)
        self.reaction.choices = [("", _("Ikke oplyst")), *categories.choices(Kind.REACTION, today())]


class MoveForm(Seen):
    """A move to another state; the choices and their hints are set by the view, which judges what is chosen, too.

    `seen` is the state the case had when the page was made.
    """

    target = RadioField(_l("Hvad sker der nu med sagen?"), [Required()], validate_choice=False)
    reason = TextAreaField(
        _l("Begrundelse"),
        [Required(_l("Skriv en kort begrundelse.")), MaxText(2_000)],
        description=_l(
            "Borgeren ser ikke begrundelsen, men kan få den ved aktindsigt. Ledelsen ser ikke borgerrådgiverens begrundelser."
        ),
    )
    ground = SelectField(
        _l("Hvorfor er den uden for kompetence?"),
        [RequiredWith("target", State.UDEN_FOR_KOMPETENCE, _l("Vælg, hvorfor sagen er uden for kompetence."))],
        description=_l("Kun når du vælger »Uden for kompetence«. Borgeren skal have grunden i en besked."),
    )
    meeting = DateField(
        _l("Hvilken dag er samtalen aftalt til?"),
        [RequiredWith("target", State.MAEGLING, _l("Skriv, hvilken dag samtalen er aftalt til."))],
        description=_l("Kun når du vælger »Mægling«. Fx 31.12.2026. Borgeren ser dagen på sin side."),
    )

    def __init__(self, *args: Any, offered: Collection[State], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground.choices = [("", ""), *categories.choices(Kind.OUT_OF_SCOPE, today())]
        if State.UDEN_FOR_KOMPETENCE not in offered:
            del self.ground
        if State.MAEGLING not in offered:
            del self.meeting

    @property
    def terms(self) -> Terms:
        """What is told with the move beside its reason."""
        ground, meeting = (self[name].data if name in self else None for name in ("ground", "meeting"))
        return Terms(ground, meeting)


class ReasonForm(VaerdigForm):
    """A reason alone."""

    reason = TextAreaField(_l("Begrundelse"), [Required(_l("Skriv en kort begrundelse.")), MaxText(2_000)])


SETTLES = "afdelingens_svar"
"""The choice that a message is the department's answer to the complaint, after which the citizen says what she thinks of it."""


class AnswerForm(WithFiles, Once, Seen):
    """A message to the citizen; `seen` is the last message that was on its page.

    Where the department is to answer (`settles`) nothing is chosen beforehand: whether this is its answer decides what happens next.
    """

    kind = RadioField(
        _l("Hvad er det for en besked?"),
        [Required()],
        choices=[
            ("svar", _l("Svar")),
            ("spoergsmaal", _l("Spørgsmål: vi mangler noget fra borgeren")),
            ("henvisning", _l("Henvisning: her hører sagen til")),
            ("rykker", _l("Påmindelse: vi venter på svar")),
        ],
        default="svar",
    )
    text = TextAreaField(_l("Beskeden til borgeren"), [Required(_l("Skriv beskeden.")), MaxText(ROOM)])
    with_management = BooleanField(_l("Ledelsen må også læse den"))

    def __init__(self, *args: Any, settles: bool = False, **kwargs: Any) -> None:
        data = {"kind": None, **(kwargs.pop("data", None) or {})} if settles else kwargs.pop("data", None)
        super().__init__(*args, data=data, **kwargs)
        if settles:
            _svar, *others = self.kind.choices
            self.kind.choices = [
                (SETTLES, _("Afdelingens svar på klagen")), ("svar", _("Et foreløbigt svar")), *others,
            ]  # fmt: skip
            self.kind.hints = {
                SETTLES: _(
                    "Sagen bliver »Besvaret«. Borgeren kan sige, at svaret er i orden, eller fastholde sin klage."
                ),
                "svar": _("Afdelingens frist løber videre."),
            }


class NoteForm(Once):
    """A note. It has no recipient."""

    kind = RadioField(
        _l("Hvad er det for et notat?"),
        [Required()],
        choices=[
            ("notat_til_sagen", _l("Notat til sagen")),
            ("internt_arbejdspapir", _l("Internt arbejdspapir")),
        ],
        hints={
            "notat_til_sagen": _l("Oplysninger af betydning for sagen. Kan udleveres ved aktindsigt."),
            "internt_arbejdspapir": _l("Dine egne overvejelser. Udleveres som udgangspunkt ikke."),
        },
    )
    text = TextAreaField(_l("Notat"), [Required(_l("Skriv notatet.")), MaxText(ROOM)])


class DocumentForm(WithFiles, Once):
    """What came by post or by hand, and a note of what it is."""

    text = TextAreaField(
        _l("Hvad er det, og hvordan kom det?"),
        [Required(_l("Skriv, hvad det er, og hvordan det kom.")), MaxText(2_000)],
        description=_l("Fx: Brev fra borgeren, dateret 2. november, kom med posten. Det bliver et notat til sagen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files.flags.conditional = True  # elsewhere files are voluntary

    def validate_files(self, field: Any) -> None:
        """Read the files as everywhere else, and ask for one."""
        super().validate_files(field)
        if not self.prepared:
            raise ValidationError(_("Vælg mindst én fil."))


class TypeForm(VaerdigForm):
    """What kind of enquiry a case is, and where she may say so (`places`) which part of the municipality it is about."""

    type = RadioField(_l("Hvad er det?"), [Required()])
    unit = SelectField(
        _l("Hvilken del af kommunen handler det om?"),
        [Required()],
        description=_l(
            "Kun sager om jobcentret er med i jobcentrets halvårsrapport. Når halvårets tal er vist, kan det ikke ændres."
        ),
    )

    def __init__(self, *args: Any, places: bool, **kwargs: Any) -> None:
        from værdig.complaints import queries

        super().__init__(*args, **kwargs)
        self.type.choices = categories.choices(Kind.TYPE, today())
        offered = queries.units()
        held = kwargs.get("data", {}).get("unit", "")
        self.unit.choices = offered if not held or held in dict(offered) else [*offered, (held, held)]
        if not places:
            del self.unit


class DraftForm(VaerdigForm):
    """The closing letter and the reason for closing, as far as they have come."""

    letter = TextAreaField(_l("Afslutningsbrev til borgeren"), [MaxText(ROOM)])
    reason = TextAreaField(_l("Begrundelse for at afslutte"), [MaxText(2_000)])
    with_management = BooleanField(_l("Ledelsen må også læse den"))

    @property
    def draft(self) -> Draft:
        """What has been typed, to be kept."""
        shared = "with_management" in self and bool(self.with_management.data)
        return Draft(letter=self.letter.data or "", reason=self.reason.data or "", with_management=shared)


class CloseForm(DraftForm, Seen):
    """The closing letter and the reason for closing, ready to be sent; `points` tells what its list of findings was made of."""

    points = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter.validators = [Required(), *self.letter.validators]
        self.reason.validators = [Required(_l("Skriv en kort begrundelse.")), *self.reason.validators]
        for field in (self.letter, self.reason):
            field.flags.mandatory = True


class IdentityForm(VaerdigForm):
    """What an anonymous citizen has told of who she is, and how to reach her."""

    name = StringField(_l("Navn"), [MaxText(200)])
    phone = StringField(_l("Telefon"), [MaxText(100)])
    email = StringField(_l("E-mail"), [MaxText(200)])
    address = StringField(_l("Adresse"), [MaxText(300)])

    @property
    def identity(self) -> dict[str, str]:
        """Name and ways to reach the citizen."""
        return {name: str(self[name].data or "") for name in ("name", "phone", "email", "address")}
