"""The form base and everything a feature needs to declare a form; the controls are drawn by `templates/ui/macros.html`.

How a page with a form is made (forms.py, views.py and the template, in full):

    # forms.py
    from værdig.i18n import _l
    from værdig.ui.widgets import MaxText, RadioField, Required, TextAreaField, VaerdigForm

    class KlageForm(VaerdigForm):
        recipient = RadioField(
            _l("Hvem skal have din klage?"),
            [Required()],
            choices=[("ledelse", _l("Jobcentrets ledelse")), ("borgerraadgiver", _l("Borgerrådgiveren")),
                     ("ved_ikke", _l("Ved ikke"))],
            separate=["ved_ikke"],
        )
        what = TextAreaField(_l("Hvad er der sket?"), [Required(), MaxText(20_000)],
                             description=_l("Skriv det med dine egne ord."))

    # views.py
    @blueprint.route("/klage/skriv", methods=["GET", "POST"])
    @public
    @form_view                                       # from værdig.ui.widgets: the form is validated first
    def write():
        form = KlageForm()
        if form.validate_on_submit():
            try:
                service.receive(form.recipient.data, form.what.data)
            except UserError as error:
                form.add_error(error)                # shown at its field, or above the form
            else:
                return redirect(url_for(".receipt"))
        return render_template("complaints/write.html", form=form)

    {# templates/complaints/write.html #}
    {% extends "base_public.html" %}
    {% import "ui/macros.html" as ui %}
    {% block title %}{{ _("Skriv din klage") }}{% endblock %}
    {% block content %}
      {{ ui.back_link(url_for(".start")) }}
      {{ ui.page_header(_("Skriv din klage"), intro=_("Du får svar inden 7 arbejdsdage.")) }}
      {% call ui.form(form) %}
        {{ ui.form_row(form.recipient) }}
        {{ ui.form_row(form.what, rows=10) }}
        {{ ui.button_row(_("Send klagen"), cancel_url=url_for(".start")) }}
      {% endcall %}
    {% endblock %}

What happens by itself: the base page shows the error summary above the h1 and begins the title with `Fejl: ` when a form of
this request has failed; optional fields say `(frivilligt)`; the token is in the form; a lost token shows the form again. A search or filter
is a `FilterForm` drawn by `ui.form(form, method="get")`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm
from flask_wtf.file import FileAllowed, FileSize
from wtforms import FieldList, FormField
from wtforms.fields import SelectChoice
from wtforms.validators import Email, EqualTo, Length, Optional, Regexp, ValidationError

from værdig.errors import UserError
from værdig.ui.csrf import FormCsrf, form_view
from værdig.ui.fields import (
    BooleanField,
    CheckboxesField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from værdig.ui.kinds import first_control
from værdig.ui.messages import Messages, OfAField, words_of
from værdig.ui.validators import (
    Cvr,
    Happened,
    JudgedTogether,
    MaxText,
    NoCpr,
    NotMoreThan,
    NumberRange,
    Required,
    RequiredWith,
    not_long_ago,
)

__all__ = [
    "BooleanField",
    "CheckboxesField",
    "Cvr",
    "DateField",
    "DecimalField",
    "Email",
    "EmailField",
    "EqualTo",
    "FieldList",
    "FileAllowed",
    "FileField",
    "FileSize",
    "FilterForm",
    "FormError",
    "FormField",
    "Happened",
    "HiddenField",
    "IntegerField",
    "JudgedTogether",
    "Length",
    "MaxText",
    "MultipleFileField",
    "NoCpr",
    "NotMoreThan",
    "NumberRange",
    "Optional",
    "PasswordField",
    "RadioField",
    "Regexp",
    "Required",
    "RequiredWith",
    "SelectChoice",
    "SelectField",
    "SelectMultipleField",
    "StringField",
    "TelField",
    "TextAreaField",
    "VaerdigForm",
    "VaerdigFormMixin",
    "VaerdigMeta",
    "ValidationError",
    "failed_forms",
    "form_errors",
    "form_view",
    "not_long_ago",
]


class VaerdigMeta:
    """The `Meta` of every form: our messages and our token. Mix it into the Meta of a foreign form to give it both."""

    csrf = True
    csrf_class = FormCsrf
    csrf_field_name = "csrf_token"

    def get_translations(self, _form: Any) -> Messages:
        """Return the messages of the form itself; each field gets its own in `bind_field`."""
        return Messages()

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
        """Bind a field with messages that know it, so that they can name it."""
        said = Messages()
        said.field = field = super().bind_field(form, unbound_field, {**options, "translations": said})  # type: ignore[misc]
        return field


class VaerdigFormMixin:
    """Makes a failed form known to the page, which shows its errors; also for forms that are not ours (Flask-Security's)."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate every field; a form that fails is remembered for this page's title and error summary."""
        valid = bool(super().validate(extra_validators=extra_validators))  # type: ignore[misc]
        if not valid:
            _remember(self)
        return valid

    def add_error(self, error: UserError | str, field: str | None = None) -> None:
        """Add an objection found after validation: at `field` (or the UserError's), else above the whole form."""
        text = str(error.text) if isinstance(error, UserError) else str(error)
        name = field or (error.field if isinstance(error, UserError) else None)
        fields: dict[str, Any] = self._fields  # type: ignore[attr-defined]
        if name in fields:
            fields[name].errors = [*fields[name].errors, text]
        else:
            self.form_errors: list[str] = [*self.form_errors, text]
        _remember(self)

    def did(self, act: Callable[[], object]) -> bool:
        """Do what the form asks for once it is sent and valid; a UserError becomes its objection. Tells whether it was done."""
        if not self.validate_on_submit():  # type: ignore[attr-defined]
            return False
        try:
            act()
        except UserError as error:
            self.add_error(error)
            return False
        return True


class VaerdigForm(VaerdigFormMixin, FlaskForm):  # type: ignore[misc]
    """The base of every form: Danish messages, cleaned text, a token whose loss is an ordinary error of the form."""

    class Meta(VaerdigMeta, FlaskForm.Meta):  # type: ignore[misc]
        """WTForms' settings for the form."""


class FilterForm(VaerdigForm):
    """A form that only chooses what is shown: sent by GET, read from the address, no token. Use it without `form_view`."""

    class Meta(VaerdigForm.Meta):
        """A filter changes nothing, so nobody can misuse it."""

        csrf = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.args if self.is_submitted() else None, **kwargs)

    def is_submitted(self) -> bool:
        """Tell whether the address carries anything; without it the fields hold their defaults."""
        return bool(request.args)


@dataclass(frozen=True)
class FormError:
    """One line of the error summary: the text, and the id of the control it is about (empty: the whole form)."""

    text: str
    control: str = ""


def form_errors(form: Any) -> list[FormError]:
    """Return every objection: those to the whole form, then the fields' in their order, in the same words as at the fields.

    What could be said of any field is said after the name of its own: `E-mail: Skriv en e-mailadresse …`.
    """
    whole = [FormError(str(text)) for text in form.form_errors]
    fields = [error for field in form for error in _errors_of(field)]
    return [*whole, *sorted(fields, key=lambda error: bool(error.control))]


def _errors_of(field: Any) -> Iterator[FormError]:
    if isinstance(field, FormField):
        yield from form_errors(field.form)
    elif isinstance(field, FieldList):
        yield from (error for entry in field.entries for error in _errors_of(entry))
    else:
        control = "" if field.type == "CSRFTokenField" else first_control(field)
        yield from (FormError(_named(field, text), control) for text in field.errors)


def _named(field: Any, text: Any) -> str:
    """Return an objection as the summary says it: one that could be of many fields after the name of its own."""
    label = words_of(field.label)
    if not isinstance(text, OfAField) or field.type == "CSRFTokenField" or label in text:
        return str(text)
    return f"{label} {text}" if label.endswith(("?", "!")) else f"{label}: {text}"


def failed_forms() -> list[Any]:
    """Return the forms that have failed in this request and still have something to mend, in order."""
    return [form for form in g.get("failed_forms", ()) if form_errors(form)]


def _remember(form: Any) -> None:
    forms = g.setdefault("failed_forms", [])
    if not any(known is form for known in forms):
        forms.append(form)
