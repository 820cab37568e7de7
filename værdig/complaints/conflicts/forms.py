"""Forms of conflicts of interest: whom it is about, why, and in whose words."""

from __future__ import annotations

from værdig.complaints.conflicts.rules import REASONS
from værdig.complaints.forms import Once
from værdig.i18n import _l
from værdig.ui.widgets import MaxText, RadioField, Required, TextAreaField, VaerdigForm


class MarkForm(VaerdigForm):
    """Who must not handle a case, and why; the people are set by the view."""

    user_id = RadioField(_l("Hvem må ikke behandle sagen?"), [Required(_l("Vælg en person."))])
    reason_code = RadioField(_l("Hvorfor?"), [Required(_l("Vælg en grund."))], choices=list(REASONS.items()))
    words = TextAreaField(_l("Med dine egne ord"), [MaxText(2_000)])


class LiftForm(VaerdigForm):
    """Why somebody may handle a case after all."""

    words = TextAreaField(
        _l("Hvorfor er personen habil alligevel?"),
        [Required(_l("Skriv, hvorfor personen er habil alligevel.")), MaxText(2_000)],
    )


class AvoidForm(Once):
    """Who must not see a citizen's complaint, in her own words."""

    words = TextAreaField(
        _l("Hvem må ikke se din sag, og hvorfor?"), [Required(_l("Skriv, hvem det er.")), MaxText(2_000)]
    )
