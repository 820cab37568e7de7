"""The field in which files are chosen: checked and made anew while the form is, so that what is typed survives a file that is refused."""

from __future__ import annotations

from typing import Any

from værdig.complaints.attachments.kinds import ACCEPTED, MOST_AT_ONCE, MOST_BYTES_AT_ONCE, Refused
from værdig.complaints.attachments.preparing import Prepared, prepare
from værdig.i18n import _, _l
from værdig.ui.widgets import MultipleFileField, VaerdigForm, ValidationError

MEGABYTES = MOST_BYTES_AT_ONCE // (1024 * 1024)


class WithFiles(VaerdigForm):
    """A form that takes files along; `prepared` holds them once it is valid."""

    files = MultipleFileField(
        _l("Billeder og filer"),
        render_kw={"accept": ACCEPTED},
        description=_l(
            "Fx et billede af et brev. Højst %(most)s filer og %(size)s MB på én gang. Billeder (JPG, PNG), PDF, Word, Excel og tekst. "
            "Vi fjerner sted og dato fra billeder.",
            most=MOST_AT_ONCE,
            size=MEGABYTES,
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared: list[Prepared] = []

    def validate_files(self, field: Any) -> None:
        """Read every file that was chosen; one that is refused is told by its name, and then all have to be chosen again."""
        chosen = [each for each in field.data or [] if getattr(each, "filename", "")]
        if not chosen:
            return
        if len(chosen) > MOST_AT_ONCE:
            raise ValidationError(
                _(
                    "Der kan højst sendes %(most)s filer på én gang. Send resten i en besked bagefter.",
                    most=MOST_AT_ONCE,
                )
            )
        contents = [(str(each.filename), each.read(MOST_BYTES_AT_ONCE + 1)) for each in chosen]
        if sum(len(content) for _name, content in contents) > MOST_BYTES_AT_ONCE:
            raise ValidationError(
                _(
                    "Filerne fylder for meget. De må højst fylde %(size)s MB til sammen. Vælg færre ad gangen.",
                    size=MEGABYTES,
                )
            )
        self.prepared = [_prepared(name, content) for name, content in contents]


def _prepared(name: str, content: bytes) -> Prepared:
    try:
        return prepare(name, content)
    except Refused as refused:
        told = _(
            "»%(name)s«: %(why)s Det, du har skrevet, er her stadig, men filerne skal vælges igen.",
            name=name[:60],
            why=refused.text,
        )
        raise ValidationError(told) from refused
