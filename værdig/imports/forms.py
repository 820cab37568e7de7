"""The forms of imports: what a person says about a file, and what she fills in that the file does not say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from værdig.i18n import _l
from værdig.imports.models import Kind
from værdig.ui.widgets import BooleanField, FileField, MaxText, RadioField, Required, StringField, VaerdigForm

KINDS = {
    Kind.FETCHED: (_l("Hentet fra kilden"), _l("Fx en fil fra jobindsats.dk eller fra jeres eget system.")),
    Kind.COPIED: (_l("Afskrift"), _l("Skrevet af efter en trykt plan eller rapport. Filen skal sige hvilken.")),
    Kind.EXAMPLE: (_l("Eksempeldata"), _l("Opdigtede tal. De bliver mærket overalt og viger for rigtige tal.")),
}


class UploadForm(VaerdigForm):
    """A file, where it comes from, and what sort of figures it holds."""

    source = RadioField(_l("Hvor kommer tallene fra?"), [Required()], choices=[])
    kind = RadioField(
        _l("Hvad er det for tal?"),
        [Required()],
        choices=[(kind.value, text) for kind, (text, _hint) in KINDS.items()],
        hints={kind.value: hint for kind, (_text, hint) in KINDS.items()},
    )
    file = FileField(
        _l("Fil"),
        [Required()],
        description=_l("CSV, Excel (.xlsx) eller JSON, højst 10 MB. Fjern navne og cpr-numre først."),
    )

    def offer(self, sources: Iterable[tuple[str, Any, Any]]) -> None:
        """Offer sources as (name, title, help); a single one is chosen beforehand."""
        listed = list(sources)
        self.source.choices = [(name, title) for name, title, _help in listed]
        self.source.hints = {name: text for name, _title, text in listed if text}
        if len(listed) == 1 and not self.source.raw_data:
            self.source.data = listed[0][0]


class ConfirmForm(VaerdigForm):
    """What the file does not say about all of its figures; each field is shown only where it is needed."""

    table = StringField(
        _l("Tabellens id"),
        [Required(), MaxText(60)],
        description=_l("Filen siger ikke, hvilken tabel tallene er fra. Skriv fx y01a02. Det står på jobindsats.dk."),
    )
    area = StringField(
        _l("Område"),
        [Required(), MaxText(120)],
        description=_l("Filen siger ikke, hvor tallene gælder. Skriv fx Albertslund eller Hele landet."),
    )

    checked = BooleanField(
        _l("Jeg har tjekket tallene, der ser forkerte ud. De er rigtige."),
        [Required(message=_l("Sæt kryds, hvis tallene er rigtige. Ellers annullér, og ret filen."))],
    )

    def ask_only(self, *, table: bool, area: bool, checked: bool) -> None:
        """Take away the fields that the file has answered itself, and the tick where nothing looks wrong."""
        if not checked:
            del self.checked
        if not table:
            del self.table
        if not area:
            del self.area
