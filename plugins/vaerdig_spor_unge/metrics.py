"""The track's målepunkter, and the coverage of plans that it registers itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.api import Metric, OwnInput, SeriesInput, _l

from . import queries

ID = "vaerdig_spor_unge"


def aktivitetsparate(data: Any, _period: str) -> Any:
    """Return aktivitetsparate on uddannelseshjælp, which only people under 30 receive."""
    return data.series("aktivitetsparate")


def nytteindsats(data: Any, _period: str) -> Any:
    """Return young people in nytteindsats, as the source has them."""
    return data.series("nytteindsats")


def tidligere(data: Any, _period: str) -> Any:
    """Return citizens on benefits who have been in nytteindsats, as counted in the municipality's own system."""
    return data.series("tidligere")


def med_plan(data: Any, _period: str) -> Any:
    """Return the share of vulnerable young people with a plan, in per cent.

    It is made from those with and those without: each part must be large enough to show, or the share would tell the other.
    """
    having = data.series("med_plan")
    everyone = having + data.series("uden_plan")
    return having / everyone.where(everyone > 0) * 100


METRICS = (
    Metric(
        id=f"{ID}.aktivitetsparate",
        code="A-M4",
        title=_l("Antallet af aktivitetsparate under 30 år falder"),
        unit=_l("fuldtidspersoner"),
        direction="down",
        definition=_l("Aktivitetsparate på uddannelseshjælp. Ydelsen gives kun til unge under 30 år."),
        source=_l("Jobindsats: y38a02"),
        valid_to=date(2025, 6, 30),
        inputs=(
            SeriesInput(
                name="aktivitetsparate",
                source="jobindsats",
                table="y38a02",
                measure="Antal fuldtidspersoner",
                where={"Visitationskategori": "Aktivitetsparat"},
            ),
        ),
        compute=aktivitetsparate,
    ),
    Metric(
        id=f"{ID}.nytteindsats",
        code="A-M5",
        title=_l("Antallet af unge i nytteindsats falder"),
        unit=_l("personer"),
        direction="down",
        definition=_l("Unge på uddannelseshjælp i nytteindsats. Planen siger ikke, hvilken enhed der menes."),
        source=_l("Jobindsats: y38c02"),
        inputs=(
            SeriesInput(
                name="nytteindsats",
                source="jobindsats",
                table="y38c02",
                measure="Antal fuldtidsaktiverede",
                where={"Tilbud": "Nytteindsats i alt"},
            ),
        ),
        compute=nytteindsats,
    ),
    Metric(
        id=f"{ID}.tidligere_nytteindsats",
        code="A-M5b",
        title=_l("Borgere på ydelser, der tidligere har været i nytteindsats"),
        unit=_l("personer"),
        direction="monitor",
        definition=_l("Borgere på en ydelse, som tidligere har været i nytteindsats i Albertslund Kommune."),
        source=_l("OPUS-LIS"),
        inputs=(
            SeriesInput(
                name="tidligere",
                source="kmd",
                table="kmd_nytteindsats",
                measure="Antal borgere på ydelse, tidligere i nytteindsats",
            ),
        ),
        compute=tidligere,
    ),
    Metric(
        id=f"{ID}.med_plan",
        code="A-T2-I1",
        title=_l("Udsatte unge med uddannelses- eller handleplan"),
        unit=_l("pct."),
        direction="all",
        definition=_l("Udsatte unge med uddannelse eller beskæftigelse i deres plan ud af alle udsatte unge."),
        source=_l("Egen registrering"),
        inputs=(
            OwnInput(name="uden_plan", load=queries.uden_plan, about="people"),
            OwnInput(name="med_plan", load=queries.med_plan, about="people"),
        ),
        compute=med_plan,
    ),
)
