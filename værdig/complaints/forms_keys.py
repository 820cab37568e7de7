"""Forms of the inbox key: making it, unlocking it, recovering it, and changing who can open it."""

from __future__ import annotations

from typing import Any

from værdig.i18n import _, _l
from værdig.ui.widgets import PasswordField, Required, StringField, VaerdigForm, ValidationError


class SetUpForm(VaerdigForm):
    """A new pass phrase for the borgerraadgiver's inbox."""

    passphrase = PasswordField(
        _l("Nyt kodeord til indbakken"),
        [Required()],
        description=_l(
            "Mindst 12 tegn. Brug gerne fire ord. Brug ikke den adgangskode, du logger ind med. "
            "Store og små bogstaver tæller. Ekstra mellemrum gør ingen forskel."
        ),
    )
    again = PasswordField(_l("Skriv kodeordet igen"), [Required()])

    def validate_again(self, field: Any) -> None:
        """Refuse two different pass phrases."""
        if field.data != self.passphrase.data:
            raise ValidationError(_("De to kodeord er ikke ens."))


class RecoverForm(SetUpForm):
    """A second person's way into the inbox."""

    code = StringField(_l("Genopretningskode"), [Required()])


class UnlockForm(VaerdigForm):
    """The pass phrase, once per sign-in."""

    passphrase = PasswordField(
        _l("Kodeord til indbakken"),
        [Required()],
        description=_l("Store og små bogstaver tæller. Ekstra mellemrum gør ingen forskel."),
    )


class ProveForm(VaerdigForm):
    """The pass phrase of whoever changes something about the key."""

    current = PasswordField(_l("Dit kodeord til indbakken nu"), [Required()])


class ChangeForm(SetUpForm):
    """A new pass phrase in place of the one in use."""

    current = PasswordField(_l("Dit kodeord til indbakken nu"), [Required()])
