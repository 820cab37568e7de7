"""The goal's metrics, computed from its own registrations; satisfaction and complaints come cleared from the core."""

from __future__ import annotations

from functools import partial
from typing import Any

from værdig.api import Metric, OwnInput, _l

from . import queries

ID = "vaerdig_maal_sagsbehandling"
OWN = _l("Egen registrering")


def _until(series: Any, period: str) -> Any:
    return series[series.index <= period]


def share_in_time(data: Any, period: str) -> Any:
    """Return the share of answered enquiries that were answered in time, in per cent; missing where none was answered."""
    answered = data.series("besvaret")
    return _until(data.series("til_tiden") / answered.where(answered > 0) * 100, period)


def share_taught(data: Any, period: str) -> Any:
    """Return participants per member of staff in per cent, at most 100: the plan counts people, the form participants."""
    staff = data.series("medarbejdere")
    return _until((data.series("deltagere") / staff.where(staff > 0) * 100).clip(upper=100), period)


def follow_ups(data: Any, period: str) -> Any:
    """Return leaders' follow-ups per half-year; a half-year with no registration is missing, not zero."""
    return _until(data.series("opfoelgninger"), period)


def briefings_of_the_year(data: Any, period: str) -> Any:
    """Return how many times the committee has been briefed in the calendar year up to and with each half-year."""
    told = data.series("orienteringer")
    years = [code[:4] for code in told.index]
    return _until(told.groupby(years).cumsum(), period)


METRICS = (
    Metric(
        id=f"{ID}.rettidige_svar",
        code="A-N4-I3",
        title=_l("Henvendelser besvaret til tiden"),
        unit=_l("pct."),
        direction="up",
        definition=_l(
            "Henvendelser til forvaltningen, der er besvaret til tiden, ud af alle besvarede i halvåret. Lederne registrerer dem. "
            "Klager har deres egen svarfrist og tælles for sig."
        ),
        source=OWN,
        inputs=(
            OwnInput(name="besvaret", load=queries.besvaret, about="administration"),
            OwnInput(name="til_tiden", load=queries.til_tiden, about="administration"),
        ),
        compute=share_in_time,
    ),
    Metric(
        id=f"{ID}.undervist",
        code="A-N4-I4",
        title=_l("Medarbejdere undervist i god forvaltningsskik"),
        unit=_l("pct."),
        direction="all",
        definition=_l("Deltagere i undervisning ud af medarbejderne. Den, der deltager to gange, tæller to gange."),
        source=OWN,
        inputs=(
            OwnInput(name="deltagere", load=queries.deltagere, about="administration"),
            OwnInput(name="medarbejdere", load=queries.medarbejdere, about="administration"),
        ),
        compute=share_taught,
    ),
    Metric(
        id=f"{ID}.lederopfoelgninger",
        code="A-N4-L1",
        title=_l("Ledernes opfølgninger"),
        unit=_l("opfølgninger"),
        direction="monitor",
        definition=_l("Gange i halvåret, hvor en leder har fulgt op på værdig sagsbehandling med medarbejderne."),
        source=OWN,
        inputs=(OwnInput(name="opfoelgninger", load=partial(queries.opfoelgninger, "leder"), about="administration"),),
        compute=follow_ups,
    ),
    Metric(
        id=f"{ID}.orienteringer",
        code="A-N4-I2",
        title=_l("Orienteringer af udvalget"),
        unit=_l("orienteringer"),
        direction="reach",
        definition=_l("Orienteringer af udvalget i kalenderåret til og med halvåret. Planen lover to om året."),
        source=OWN,
        target=2,
        inputs=(OwnInput(name="orienteringer", load=partial(queries.opfoelgninger, "udvalg"), about="administration"),),
        compute=briefings_of_the_year,
    ),
)
