"""Forms of representation: whom staff note, whom a citizen lets act for her, and what a representative writes; `behalf` has the intake's."""

from __future__ import annotations

from typing import Any

from værdig.clock import today
from værdig.complaints.attachments.forms import WithFiles
from værdig.complaints.forms import ROOM, Once
from værdig.complaints.representation.rows import Fuldmagt
from værdig.complaints.representation.rules import ACTING, BASES, USUAL, Basis, Right, Role
from værdig.complaints.representation.wording import BASES as BASIS_TITLES
from værdig.complaints.representation.wording import HINTS, RIGHTS, ROLES
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    DateField,
    MaxText,
    RadioField,
    Required,
    StringField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
)

WORDS = 2_000
_RIGHTS = [(right.value, title) for right, title in RIGHTS.items()]
_USUAL = [right.value for right in USUAL]


class ChangeForm(VaerdigForm):
    """What is known of somebody beside a citizen, and of the fuldmagt; `role` is what she is noted as."""

    name = StringField(_l("Navn"), [Required(_l("Skriv navnet.")), MaxText(200)])
    contact = StringField(
        _l("Telefon eller e-mail"), [MaxText(200)], description=_l("Til denne person, ikke til borgeren.")
    )
    basis = RadioField(_l("Hvad bygger det på?"), [])
    scope = CheckboxesField(_l("Hvad omfatter det?"), choices=_RIGHTS)
    since = DateField(
        _l("Fra"), description=_l("Datoen på fuldmagten eller beskikkelsen. Lad feltet stå tomt, hvis det er i dag.")
    )
    until = DateField(
        _l("Til og med"),
        description=_l("Lad feltet stå tomt, hvis der ingen slutdato er. Borgeren kan altid tage den tilbage."),
    )
    proof_seen = BooleanField(_l("Jeg har set fuldmagten eller beskikkelsen"))
    words = TextAreaField(
        _l("Hvordan er den givet?"), [MaxText(WORDS)],
        description=_l("Ved en mundtlig fuldmagt: Hvad sagde borgeren, og hvornår?"),
    )  # fmt: skip

    def __init__(self, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_role = role
        known = BASES[role] if role else (Basis.SKRIFTLIG, Basis.MUNDTLIG, Basis.BESKIKKELSE)
        if role is not None and self.basis.data == Basis.PAA_SAGEN:
            known = (*known, Basis.PAA_SAGEN)
        self.basis.choices = [(basis.value, BASIS_TITLES[basis]) for basis in known]
        if not self.is_submitted() and self.scope.data is None:
            self.scope.data = list(_USUAL)

    def validate_until(self, field: Any) -> None:
        """Refuse a last day before the first."""
        if field.data and field.data < (self.since.data or today()):
            raise ValidationError(_("Den sidste dag ligger før den første."))

    def _role(self) -> Role:
        return self.of_role or Role.BISIDDER

    @property
    def fuldmagt(self) -> Fuldmagt:
        """What has been filled in; what a bisidder cannot have is left out."""
        role = self._role()
        acts = role in ACTING
        chosen = Basis(self.basis.data) if acts and self.basis.data in set(Basis) else None
        basis = chosen or (BASES[role][0] if len(BASES[role]) == 1 else Basis.INGEN)
        return Fuldmagt(
            role=role, name=self.name.data or "", basis=Basis.BESKIKKELSE if role is Role.VAERGE else basis,
            scope=tuple(Right(word) for word in self.scope.data or () if word in set(Right)) if acts else (),
            since=self.since.data, until=self.until.data, proof_seen=bool(self.proof_seen.data),
            contact=self.contact.data or "", words=self.words.data or "",
        )  # fmt: skip


class NoteForm(Once, ChangeForm):
    """Somebody whom staff note beside a citizen."""

    role = RadioField(
        _l("Hvem er det?"),
        [Required(_l("Vælg, hvem det er."))],
        choices=[(role.value, title) for role, title in ROLES.items()],
        hints=HINTS,
    )

    def _role(self) -> Role:
        return Role(self.role.data)


class GiveForm(Once):
    """Whom a citizen lets act for her, behind her own code."""

    name = StringField(_l("Hvem skal repræsentere dig?"), [Required(_l("Skriv navnet.")), MaxText(200)])
    contact = StringField(_l("Telefon eller e-mail til personen"), [MaxText(200)])
    scope = CheckboxesField(
        _l("Hvad må personen?"),
        choices=[
            (Right.SE.value, _l("Se min sag")),
            (Right.SKRIV.value, _l("Skrive og klage for mig")),
            (Right.SVAR.value, _l("Få svarene")),
            (Right.TRAEK.value, _l("Trække min klage tilbage")),
        ],
    )
    until = DateField(_l("Til og med"), description=_l("Tom er, indtil du tager den tilbage."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.scope.data = list(_USUAL)

    @property
    def fuldmagt(self) -> Fuldmagt:
        """What has been filled in."""
        return Fuldmagt(
            role=Role.PARTSREPRAESENTANT, name=self.name.data or "", basis=Basis.PAA_SAGEN,
            scope=tuple(Right(word) for word in self.scope.data or () if word in set(Right)),
            until=self.until.data, contact=self.contact.data or "",
        )  # fmt: skip


class SeatForm(WithFiles, Once):
    """A message from somebody who represents a citizen."""

    text = TextAreaField(_l("Din besked"), [Required(_l("Skriv din besked.")), MaxText(ROOM)])


class CodedSeatForm(SeatForm):
    """The same from somebody whose case was closed on her device while she wrote: it asks for her code and keeps her text."""

    code = StringField(_l("Din kode"), [Required(_l("Skriv din kode."))])
