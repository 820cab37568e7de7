"""Forms of the reports: choose a half-year, write texts, confirm; no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from værdig.i18n import _, _l
from værdig.ui.widgets import MaxText, NoCpr, Required, SelectField, TextAreaField, VaerdigForm

PREFIX = "tekst_"


class BuildForm(VaerdigForm):
    """Which half-year to build a report about."""

    half_year = SelectField(_l("Halvår"), [Required(_l("Vælg et halvår."))], choices=[])

    def offer(self, choices: Iterable[tuple[str, str]]) -> BuildForm:
        """Offer half-years as code and label."""
        self.half_year.choices = [("", _("Vælg halvår")), *choices]
        return self


class ConfirmForm(VaerdigForm):
    """Nothing but the token: yes, do it."""


class TextsForm(VaerdigForm):
    """One text field per heading; made by `texts_form`."""

    def texts(self) -> dict[str, str]:
        """Return what is typed, by heading key."""
        return {field.name.removeprefix(PREFIX): field.data or "" for field in self if field.name.startswith(PREFIX)}


def texts_form(headings: Mapping[str, str], texts: Mapping[str, str], room: int) -> TextsForm:
    """Return a form with a field for each heading (key to title), filled with the texts there are."""
    fields = {
        PREFIX + key: TextAreaField(
            _("Din tekst under »%(title)s«", title=title), [MaxText(room), NoCpr()], default=texts.get(key, "")
        )
        for key, title in headings.items()
    }
    form: TextsForm = type("TextsForm", (TextsForm,), fields)()
    return form
