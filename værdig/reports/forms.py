"""Forms of the reports: choose a half-year, write texts, confirm; no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from værdig.i18n import _, _l
from værdig.ui.widgets import HiddenField, MaxText, NoCpr, Required, SelectField, TextAreaField, VaerdigForm

PREFIX = "tekst_"
SEEN = "set_"
"""Fields with the mark of the text that was stored under a heading when the page was made."""


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
    """One text field per heading, and the mark of what was stored there; made by `texts_form`.

    `keep` lists the headings where a text stored meanwhile has been shown beside the typed one, to be kept as an earlier text.
    """

    keep = HiddenField()

    def texts(self) -> dict[str, str]:
        """Return what is typed, by heading key."""
        return self._by_heading(PREFIX)

    def seen(self) -> dict[str, str]:
        """Return the marks of the texts the page was made from, by heading key."""
        return self._by_heading(SEEN)

    def kept(self) -> list[str]:
        """Return the headings whose stored text is to be kept beside the typed one."""
        return (self.keep.data or "").split()

    def has_changes(self, mark_of: Callable[[str], str]) -> bool:
        """Return whether a text is another than the one the page was made from."""
        seen = self.seen()
        return any(mark_of(text) != seen[heading] for heading, text in self.texts().items())

    def show_beside(self, marks: Mapping[str, str]) -> None:
        """Take the marks of texts that were stored meanwhile: they are shown now, and the next saving knows of them."""
        self.keep.data = " ".join(sorted({*self.kept(), *marks}))
        for heading, mark in marks.items():
            self[SEEN + heading].data = mark

    def _by_heading(self, prefix: str) -> dict[str, str]:
        return {field.name.removeprefix(prefix): field.data or "" for field in self if field.name.startswith(prefix)}


def texts_form(
    headings: Mapping[str, str], texts: Mapping[str, str], room: int, mark_of: Callable[[str], str]
) -> TextsForm:
    """Return a form with a field for each heading (key to title), filled with the texts there are."""
    fields = {
        PREFIX + key: TextAreaField(
            _("Din tekst under »%(title)s«", title=title), [MaxText(room), NoCpr()], default=texts.get(key, "")
        )
        for key, title in headings.items()
    }
    fields |= {SEEN + key: HiddenField(default=mark_of(texts.get(key, ""))) for key in headings}
    form: TextsForm = type("TextsForm", (TextsForm,), fields)()
    return form
