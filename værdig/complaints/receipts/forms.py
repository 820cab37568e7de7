"""The form by which anybody checks a receipt."""

from __future__ import annotations

from værdig.complaints.receipts.checking import MOST_BYTES
from værdig.complaints.receipts.signed import MOST_CHARACTERS
from værdig.errors import UserError
from værdig.i18n import _, _l
from værdig.ui.widgets import FileField, MaxText, Optional, TextAreaField, VaerdigForm


class CheckForm(VaerdigForm):
    """A receipt to be checked: its signed text, or the file."""

    text = TextAreaField(
        _l("Den underskrevne tekst"),
        [Optional(), MaxText(MOST_CHARACTERS)],
        description=_l("Den lange tekst nederst på kvitteringen, eller det, der kommer frem, når du scanner billedet."),
    )
    file = FileField(_l("Eller filen"), [Optional()], description=_l("Kvitteringen som PDF eller tekst."))

    @property
    def handed_in(self) -> bytes:
        """What is to be checked. Raises UserError where nothing is handed in."""
        data: bytes = self.file.data.stream.read(MOST_BYTES + 1) if self.file.data else b""
        if data or self.text.data:
            return data or str(self.text.data).encode()
        raise UserError(_("Sæt teksten ind, eller vælg filen."), "text")
