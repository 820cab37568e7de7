"""The question whether somebody writes for another, as the complaint form and the desk ask it; all of it can be skipped."""

from __future__ import annotations

from værdig.complaints.representation.rules import Behalf, Role
from værdig.i18n import _l
from værdig.ui.widgets import MaxText, RadioField, SelectField, StringField, VaerdigForm


class OnBehalf(VaerdigForm):
    """Whether the complaint is another's, and then the writer's own name: never the citizen's, and never in the way of sending."""

    behalf = SelectField(
        _l("Skriver du for en anden?"),
        choices=[
            ("", _l("Nej, jeg skriver for mig selv")),
            (Role.PARTSREPRAESENTANT.value, _l("Ja, jeg har eller får fuldmagt")),
            (Role.VAERGE.value, _l("Ja, jeg er værge")),
            (Role.BISIDDER.value, _l("Nej, men jeg hjælper en, der selv klager")),
        ],
        description=_l("Du får først svar, når vi har set fuldmagten. Hjælper du kun, så giv koden til borgeren."),
        default="",
    )
    behalf_name = StringField(_l("Dit navn, hvis du skriver for en anden"), [MaxText(200)])
    behalf_contact = StringField(_l("Din egen telefon eller e-mail"), [MaxText(200)])

    @property
    def writer(self) -> Behalf | None:
        """Who writes for the citizen; None where she does. A name without a role is somebody who helps, and is given nothing."""
        told = {"name": (self.behalf_name.data or "").strip(), "contact": (self.behalf_contact.data or "").strip()}
        if self.behalf.data in set(Role):
            return Behalf(role=Role(self.behalf.data), **told)
        return Behalf(role=Role.BISIDDER, **told) if any(told.values()) else None


class AtTheDesk(OnBehalf):
    """The same as a member of staff asks it."""

    behalf = RadioField(
        _l("Fortæller en anden på borgerens vegne?"),
        [],
        choices=[
            ("", _l("Nej, borgeren fortæller selv")),
            (Role.PARTSREPRAESENTANT.value, _l("Ja, en med fuldmagt")),
            (Role.VAERGE.value, _l("Ja, borgerens værge")),
            (Role.BISIDDER.value, _l("Nej, men en hjælper borgeren")),
        ],
        hints={
            Role.PARTSREPRAESENTANT.value: _l(
                "Koden på kvitteringen giver først svar, når den, der har sagen, har set fuldmagten. Tag gerne en kopi med som fil."
            ),
            Role.VAERGE.value: _l(
                "Koden på kvitteringen giver først svar, når den, der har sagen, har set beskikkelsen. Tag gerne en kopi med som fil."
            ),
            Role.BISIDDER.value: _l("Giv kvitteringen til borgeren selv."),
        },
        default="",
    )  # fmt: skip
    behalf_name = StringField(
        _l("Navnet på den, der fortæller eller hjælper"), [MaxText(200)],
        description=_l("Ikke dit eget og ikke borgerens."),
    )  # fmt: skip
    behalf_contact = StringField(_l("Telefon eller e-mail til den, der fortæller eller hjælper"), [MaxText(200)])
