"""Forms for signing in, choosing a pass word and administering users; no database."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_security.forms import LoginForm as SecurityLoginForm
from flask_security.utils import validate_redirect_url
from werkzeug.datastructures import MultiDict
from wtforms import Form

from værdig.access import ROLES
from værdig.clock import today
from værdig.errors import UserError
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    DateField,
    Email,
    EmailField,
    EqualTo,
    HiddenField,
    Length,
    MaxText,
    Optional,
    PasswordField,
    Required,
    SelectField,
    StringField,
    VaerdigForm,
    VaerdigFormMixin,
    VaerdigMeta,
    ValidationError,
)

PASSWORD_LEAST = 12
EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 10


class LoginForm(VaerdigFormMixin, SecurityLoginForm):  # type: ignore[misc]
    """Flask-Security's sign-in form with our words, fields and token."""

    class Meta(VaerdigMeta, SecurityLoginForm.Meta):  # type: ignore[misc,name-defined]
        """WTForms' settings for the form."""

    email = EmailField(_l("E-mail"), [Required()], render_kw={"autocomplete": "username"})
    password = PasswordField(_l("Adgangskode"), [Required()], render_kw={"autocomplete": "current-password"})
    next = HiddenField()
    remember = None
    submit = None

    def validate_next(self, field: Any) -> None:
        """Ignore a way on that leads away from here: whoever has the right pass word is let in all the same."""
        if field.data and not validate_redirect_url(field.data):
            field.data = ""


class NewPasswordForm(VaerdigForm):
    """Choosing a pass word from a one-time link."""

    password = PasswordField(
        _l("Ny adgangskode"),
        [Required(), Length(min=PASSWORD_LEAST, max=128)],
        description=_l("Mindst 12 tegn. Brug gerne flere ord efter hinanden."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Adgangskoden igen"),
        [Required(), EqualTo("password", message=_l("De to adgangskoder er ikke ens. Skriv den samme begge steder."))],
        render_kw={"autocomplete": "new-password"},
    )


EMAIL_RULES = (Required(), Email(), MaxText(254))


class EmailOnly(Form):  # type: ignore[misc]
    """An address that comes from elsewhere than a page, held to the rules of the pages."""

    class Meta(VaerdigMeta):
        """The settings of every form but the token: nobody sends this one."""

        csrf = False

    email = EmailField(_l("E-mail"), EMAIL_RULES)


def require_email(typed: str) -> None:
    """Refuse an address that the pages refuse; raises UserError in the words of the pages."""
    form = EmailOnly(MultiDict({"email": typed}))
    if not form.validate():
        raise UserError(form.email.errors[0], "email")


class InviteForm(VaerdigForm):
    """A new member of staff with a first role."""

    name = StringField(_l("Navn"), [Required(), MaxText(120)])
    email = EmailField(_l("E-mail"), EMAIL_RULES)
    unit = StringField(_l("Enhed"), [Optional(), MaxText(120)], description=_l("Vises for borgere sammen med rollen."))
    role = SelectField(_l("Rolle"), [Required()], choices=[])
    confirmed = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_roles(self)


def sensible_year(_form: Any, field: Any) -> None:
    """Object to a day that can only be a slip: before the year 2000, or more than ten years ahead."""
    last = today().year + YEARS_AHEAD
    if field.data and not EARLIEST.year <= field.data.year <= last:
        raise ValidationError(_("Skriv et år mellem %(first)s og %(last)s.", first=str(EARLIEST.year), last=str(last)))


class GrantForm(VaerdigForm):
    """One more role for a member of staff, between two dates."""

    role = SelectField(_l("Rolle"), [Required()], choices=[])
    valid_from = DateField(_l("Fra og med"), [Required(), sensible_year])
    valid_to = DateField(
        _l("Til og med"),
        [Optional(), sensible_year],
        description=_l("Lad feltet stå tomt, hvis rollen ikke har en slutdato."),
    )
    confirmed = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_roles(self)


def offer_roles(form: Form) -> None:
    """Fill a form's list of roles with all there are."""
    form["role"].choices = [("", _l("Vælg en rolle")), *((role.value, title) for role, title in ROLES.items())]
