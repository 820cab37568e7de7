"""The importers there are, and reading a file with one of them in a process of its own; storing is `service`'s."""

from __future__ import annotations

from værdig.errors import UserError
from værdig.files.limits import check_size
from værdig.hooks.contracts import ReadFile
from værdig.hooks.host import current_host
from værdig.hooks.isolated import Batch, CallFailure
from værdig.hooks.records import Contribution
from værdig.i18n import _

OWN = "imports."
"""Importers of this feature go by their short name (`jobindsats`); a plug-in's keep its id in front."""


def importers() -> list[Contribution]:
    """Return every importer that is on, the host's order."""
    return current_host().active("register_importers")


def source_of(importer: Contribution) -> str:
    """Return the short name that runs, metrics and the command line know an importer by."""
    return importer.id.removeprefix(OWN)


def title_of(source: str) -> str:
    """Return an importer's title by its short name; one that is no longer there is known by that name only."""
    return next((str(each.value.title) for each in importers() if source_of(each) == source), source)


def importer_called(source: str) -> Contribution:
    """Return the importer with this short name; raises UserError listing those there are."""
    known = {source_of(importer): importer for importer in importers()}
    if source not in known:
        text = _(
            "Der er ingen kilde, der hedder »%(name)s«. Vælg mellem %(known)s.", name=source, known=", ".join(known)
        )
        raise UserError(text, "source")
    return known[source]


def read(importer: Contribution, data: bytes, file_name: str, batch: Batch | None = None) -> ReadFile:
    """Return what an importer finds in a file; nothing is stored. Raises UserError when it fails or takes too long.

    `batch` is a running process to use for several files in a row.
    """
    check_size(len(data))
    if batch is None:
        with current_host().batch() as own:
            return read(importer, data, file_name, own)
    outcome = batch.read(importer, data, file_name)
    if outcome.value is None:
        raise UserError(_why(outcome.failure), "file")
    return outcome.value


def _why(failure: CallFailure | None) -> str:
    if failure is not None and failure.kind == "timed_out":
        return _("Det tog for lang tid at læse filen. Del den i mindre filer.")
    return _("Filen kunne ikke læses. Prøv at gemme den igen som CSV, eller spørg din administrator.")
