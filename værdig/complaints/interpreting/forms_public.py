"""The shortest form there is: a telephone number and a language, for whoever cannot write Danish."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from værdig.complaints import categories
from værdig.complaints.forms_public import ContactForm
from værdig.complaints.interpreting.own_tongue import TONGUES
from værdig.complaints.interpreting.queries import OTHER
from værdig.complaints.keys import Reader
from værdig.complaints.service import Complaint
from værdig.i18n import SOURCE, _, _l
from værdig.ui.widgets import RadioField, Required

RING_ME = _l("Ring mig op på mit sprog.")
"""What the wish says to those who are to ring."""


class RingMeForm(ContactForm):
    """A wish to be rung in one's own language; nothing but number and language has to be given."""

    language = RadioField(_l("Sprog"), [Required(_l("Vælg dit sprog."))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in ("name", "email", "story", "interpreter"):
            del self[name]
        self.language.choices = [
            *((each.code, Markup('<span lang="{}" dir="{}">{}</span>').format(each.code, each.direction, each.own_name))
              for each in TONGUES),
            (OTHER, _("Et andet sprog")),
        ]  # fmt: skip
        self.phone.validators = [Required(_l("Skriv dit telefonnummer.")), *self.phone.validators]
        self.phone.flags.mandatory = True
        if self.inbox.data is None:
            self.inbox.data = self.inbox.choices[0].value

    def _first_language(self) -> str:
        """Return the language she has chosen on another page; nothing where it is Danish."""
        chosen = super()._first_language()
        return "" if chosen == SOURCE else chosen

    def validate_phone(self, field: Any) -> None:
        """Refuse what nobody can ring to."""
        super(ContactForm, self).validate_phone(field)

    @property
    def identity(self) -> dict[str, str]:
        """The number, and nothing else."""
        return {"phone": str(self.phone.data or "")}

    @property
    def complaint(self) -> Complaint:
        """What has been told, as it is received: a request for guidance with an interpreter, no complaint."""
        return Complaint(
            story=RING_ME.danish, inbox=Reader(self.inbox.data), type=categories.GUIDANCE, identity=self.identity,
            language=self.language.data, interpreter=True, wants_contact=True,
        )  # fmt: skip
