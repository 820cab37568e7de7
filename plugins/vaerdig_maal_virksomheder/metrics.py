"""The goal's metrics, derived from what the plan says the jobcentre does: the plan itself has no målepunkt."""

from __future__ import annotations

from typing import Any

from værdig.api import Metric, OwnInput, _l

from . import queries

ID = "vaerdig_maal_virksomheder"
OWN = _l("Egen registrering")


def arrangementer(data: Any, _period: str) -> Any:
    """Return events per half-year."""
    return data.series("arrangementer")


def ansaettelser(data: Any, _period: str) -> Any:
    """Return known hirings per half-year; hidden where too few persons stand behind."""
    return data.series("ansaettelser")


METRICS = (
    Metric(
        id=f"{ID}.arrangementer",
        code="A-N1-I1",
        title=_l("Afholdte rekrutteringsarrangementer og jobmesser"),
        unit=_l("arrangementer"),
        direction="up",
        definition=_l("Arrangementer i halvåret, som jobcentret holdt eller deltog i."),
        source=OWN,
        inputs=(OwnInput(name="arrangementer", load=queries.events, about="administration"),),
        compute=arrangementer,
    ),
    Metric(
        id=f"{ID}.ansaettelser",
        code="A-N1-A",
        title=_l("Ansættelser efter arrangementerne"),
        unit=_l("personer"),
        direction="up",
        definition=_l("Ansættelser, jobcentret kender til. Arrangementer, hvor ingen talte, er ikke med."),
        source=OWN,
        inputs=(OwnInput(name="ansaettelser", load=queries.hired, about="people"),),
        compute=ansaettelser,
    ),
)
