"""Approving translations and withdrawing approvals; what may be shown because of it is read in `queries`."""

from __future__ import annotations

from collections.abc import Collection

from værdig import audit, clock
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.i18n import _, catalogues
from værdig.surveys.languages import queries
from værdig.surveys.languages.models import TranslationVerdict
from værdig.surveys.languages.names import FOREIGN
from værdig.surveys.languages.texts import text_hash


def judge(language: str, hashes: Collection[str], *, approved: bool, user_id: str, name: str) -> None:
    """Note that a person approves some translations, or withdraws that; call with the hashes the page showed.

    Raises UserError for none, for an unknown language, when a text has changed since the page was shown, and for an approval to
    be withdrawn that was never given.
    """
    if language not in {each.code for each in FOREIGN}:
        raise UserError(_("Sproget findes ikke."))
    if not hashes:
        raise UserError(_("Vælg mindst én tekst."), "texts")
    said = queries.verdicts(language)
    known = {
        text_hash(language, message, found): queries.is_approved(language, message, found, said)
        for message, found in catalogues().messages(language).items()
    }
    if not set(hashes) <= known.keys():
        raise UserError(_("En af teksterne er ændret, siden du åbnede siden. Se siden igen."), "texts")
    if not approved and not all(known[found] for found in hashes):
        raise UserError(
            _("En af teksterne er ikke godkendt. Vælg kun dem, hvis godkendelse du trækker tilbage."), "texts"
        )
    with transaction():
        for found in sorted(set(hashes)):
            row = TranslationVerdict(
                language=language, text_hash=found, approved=approved, user_id=user_id, name=name, at=clock.now()
            )
            db.session.add(row)
        action = "survey.translations_approved" if approved else "survey.translations_withdrawn"
        audit.record(action, "language", language, detail={"texts": sorted(set(hashes))})
