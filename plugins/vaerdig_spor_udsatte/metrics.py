"""The track's three målepunkter, and the places its agreements give."""

from __future__ import annotations

from typing import Any

from værdig.api import Metric, OwnInput, SeriesInput, _l

from . import queries

ID = "vaerdig_spor_udsatte"
FULL_TIME = "Antal fuldtidspersoner"
GROUPS = {
    "kontanthjaelp": "Kontanthjælp, aktivitetsparate",
    "ressourceforloeb": "Ressourceforløb",
    "jobafklaring": "Jobafklaringsforløb",
}


def i_tilbud_eller_job(data: Any, _period: str) -> Any:
    """Return vulnerable citizens in offers or with ordinary hours; missing where one of the groups is missing."""
    parts = [data.series(f"{kind}_{group}") for kind in ("tilbud", "timer") for group in GROUPS]
    return sum(parts[1:], start=parts[0])


def paa_ledighedsydelse(data: Any, _period: str) -> Any:
    """Return the share of those referred to fleksjob who are on ledighedsydelse, in per cent."""
    waiting = data.series("ledighedsydelse")
    everyone = waiting + data.series("fleksjob")
    return waiting / everyone.where(everyone > 0) * 100


def flere_timer(data: Any, _period: str) -> Any:
    """Return the share of those in fleksjob (new scheme) whose weekly hours have gone up, in per cent."""
    everyone = data.series("fleksjob_ny")
    return data.series("flere_timer") / everyone.where(everyone > 0) * 100


def pladser(data: Any, _period: str) -> Any:
    """Return the places that agreements give on the last day of the half-year."""
    return data.series("pladser")


def _by_group(kind: str, table: str, measure: str) -> tuple[SeriesInput, ...]:
    return tuple(
        SeriesInput(
            name=f"{kind}_{group}", source="jobindsats", table=table, measure=measure, where={"Ydelsesgruppe": member}
        )
        for group, member in GROUPS.items()
    )


METRICS = (
    Metric(
        id=f"{ID}.i_tilbud_eller_job",
        code="A-M6",
        title=_l("Flere udsatte borgere kommer i beskæftigelsesrettede tilbud, ordinær eller støttet beskæftigelse"),
        unit=_l("personer"),
        direction="up",
        definition=_l(
            "Fuldtidsaktiverede plus personer med ordinære timer blandt aktivitetsparate, ressourceforløb og jobafklaring. "
            "Den, der har begge dele, tæller to gange."
        ),
        source=_l("Jobindsats: ptvc01 og otij01. Planen skriver Jobindeks."),
        inputs=(
            *_by_group("tilbud", "ptvc01", "Antal fuldtidsaktiverede"),
            *_by_group("timer", "otij01", "Antal personer med ordinære timer"),
        ),
        compute=i_tilbud_eller_job,
    ),
    Metric(
        id=f"{ID}.paa_ledighedsydelse",
        code="A-M7",
        title=_l("Andelen af fleksjobvisiterede, der er på ledighedsydelse, falder fra 20 % til 10 %"),
        unit=_l("pct."),
        direction="down",
        definition=_l("Personer på ledighedsydelse ud af personer på ledighedsydelse eller i fleksjob."),
        source=_l("Jobindsats: y09a02 og y08a02"),
        baseline=20,
        target=10,
        inputs=(
            SeriesInput(name="ledighedsydelse", source="jobindsats", table="y09a02", measure=FULL_TIME),
            SeriesInput(name="fleksjob", source="jobindsats", table="y08a02", measure=FULL_TIME),
        ),
        compute=paa_ledighedsydelse,
    ),
    Metric(
        id=f"{ID}.flere_timer",
        code="A-M8",
        title=_l("Andelen af personer i fleksjob, der er gået op i arbejdstid, stiger"),
        unit=_l("pct."),
        direction="up",
        definition=_l("Personer i fleksjob efter ny ordning med flere timer end ved start ud af alle i den ordning."),
        source=_l("Jobcentrets egen opgørelse og Jobindsats: y08a02"),
        inputs=(
            SeriesInput(
                name="flere_timer",
                source="jobindsats",
                table="egen_fleksjob",
                measure="Antal i fleksjob, der er gået op i arbejdstid",
            ),
            SeriesInput(
                name="fleksjob_ny",
                source="jobindsats",
                table="y08a02",
                measure=FULL_TIME,
                where={"Fleksjobtype": "Fleksjob efter ny ordning"},
            ),
        ),
        compute=flere_timer,
    ),
    Metric(
        id=f"{ID}.aftalte_pladser",
        code="A-T3-P",
        title=_l("Pladser efter samarbejdsaftaler med virksomheder"),
        unit=_l("pladser"),
        direction="up",
        definition=_l("Pladser i aftaler, der gælder på halvårets sidste dag."),
        source=_l("Egen registrering"),
        inputs=(OwnInput(name="pladser", load=queries.places, about="companies"),),
        compute=pladser,
    ),
)
