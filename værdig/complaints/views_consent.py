"""Consent as the borgerraadgiver notes it when it is given or taken back orally."""

from __future__ import annotations

from værdig.complaints import categories, queries, service
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.case_page import Page, done, form_page, is_confidential
from værdig.complaints.desk import Desk
from værdig.complaints.forms import NotedConsentForm
from værdig.complaints.keys import Reader
from værdig.errors import NotYours
from værdig.i18n import _
from værdig.ui.widgets import VaerdigForm


def consent(desk: Desk) -> Page:
    """Note a consent that the citizen has given orally; only the borgerraadgiver has confidential cases to show."""
    _require_confidential(desk)
    form = NotedConsentForm(appeals=desk.case.type == categories.DECISION)

    def deed() -> None:
        service.note_consent(
            desk.case.id, desk.keys, form.scope.data, form.words.data, desk.by, desk.side.reader, token=form.token.data
        )

    return form_page(desk, "consent_staff", form, deed, _("Samtykket er noteret. Ledelsen kan nu se klagen."))


def revoke_consent(desk: Desk) -> Page:
    """Ask, and note that the citizen has taken the consent back."""
    _require_confidential(desk)
    given = queries.consent_of(desk.case)
    if given is None:
        return done(desk, _("Der er intet samtykke. Ledelsen kan ikke se sagen."))
    return form_page(
        desk, "consent_end", VaerdigForm(), lambda: service.revoke_consent(desk.case.id, desk.by),
        _("Samtykket er trukket tilbage. Ledelsen kan ikke længere se sagen."), consent=given,
        with_department=queries.lies_with(desk.case) is Reader.MANAGEMENT,
    )  # fmt: skip


def _require_confidential(desk: Desk) -> None:
    if desk.side is not BORGERRAADGIVER or not is_confidential(desk):
        raise NotYours
