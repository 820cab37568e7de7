"""The track's three målepunkter and the contacts it registers itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from værdig.api import Metric, OwnInput, SeriesInput, _l

from . import queries

ID = "vaerdig_spor_virksomhedsnaer"
FULL_TIME = "Antal fuldtidspersoner"


def jobparate(data: Any, _period: str) -> Any:
    """Return the sum of fuldtidspersoner on a-dagpenge, jobparate and uddannelsesparate; missing where a part is missing."""
    return data.series("dagpenge") + data.series("kontanthjaelp") + data.series("uddannelseshjaelp")


def privat_loentilskud(data: Any, _period: str) -> Any:
    """Return fuldtidsaktiverede in privat løntilskud, as the source has them."""
    return data.series("privat")


def daekning(data: Any, _period: str) -> Any:
    """Return contacted companies per hundred with more than two employees."""
    companies = data.series("virksomheder")
    return data.series("kontaktet") / companies.where(companies > 0) * 100


def egne_kontakter(data: Any, _period: str) -> Any:
    """Return the companies contacted according to our own registrations."""
    return data.series("egne")


METRICS = (
    Metric(
        id=f"{ID}.jobparate",
        code="A-M1",
        title=_l("Antallet af jobparate borgere falder"),
        unit=_l("fuldtidspersoner"),
        direction="down",
        definition=_l(
            "Fuldtidspersoner på a-dagpenge plus jobparate på kontanthjælp plus uddannelsesparate på uddannelseshjælp."
        ),
        source=_l("Jobindsats: y01a02, y36a02 og y38a02"),
        valid_to=date(2025, 6, 30),
        inputs=(
            SeriesInput(name="dagpenge", source="jobindsats", table="y01a02", measure=FULL_TIME),
            SeriesInput(
                name="kontanthjaelp",
                source="jobindsats",
                table="y36a02",
                measure=FULL_TIME,
                where={"Visitationskategori": "Jobparat"},
            ),
            SeriesInput(
                name="uddannelseshjaelp",
                source="jobindsats",
                table="y38a02",
                measure=FULL_TIME,
                where={"Visitationskategori": "Alle uddannelsesparate"},
            ),
        ),
        compute=jobparate,
    ),
    Metric(
        id=f"{ID}.privat_loentilskud",
        code="A-M2",
        title=_l("Flere dagpengemodtagere kommer i privat løntilskud"),
        unit=_l("fuldtidsaktiverede"),
        direction="up",
        definition=_l("A-dagpengemodtagere i privat løntilskud. Planen siger ikke, hvilken enhed der menes."),
        source=_l("Jobindsats: y01c01"),
        inputs=(
            SeriesInput(
                name="privat",
                source="jobindsats",
                table="y01c01",
                measure="Antal fuldtidsaktiverede",
                where={"Tilbud": "Privat løntilskud"},
            ),
        ),
        compute=privat_loentilskud,
    ),
    Metric(
        id=f"{ID}.virksomhedskontakt",
        code="A-M3",
        title=_l("Jobcentret kontakter samtlige virksomheder med flere end to ansatte"),
        unit=_l("pct."),
        direction="all",
        definition=_l("Virksomheder med mindst én kontakt i kvartalet ud af alle med flere end to ansatte."),
        source=_l("Jobcentrets CRM-system"),
        target=100,
        inputs=(
            SeriesInput(
                name="virksomheder",
                source="jobindsats",
                table="crm_virksomheder",
                measure="Antal virksomheder med flere end to ansatte",
            ),
            SeriesInput(
                name="kontaktet", source="jobindsats", table="crm_virksomheder", measure="Antal kontaktede virksomheder"
            ),
        ),
        compute=daekning,
    ),
    Metric(
        id=f"{ID}.egne_kontakter",
        code="A-M3-egne",
        title=_l("Virksomheder kontaktet ifølge egne registreringer"),
        unit=_l("virksomheder"),
        direction="up",
        definition=_l("Forskellige virksomheder med flere end to ansatte, som er registreret her i kvartalet."),
        source=_l("Egen registrering"),
        inputs=(OwnInput(name="egne", load=queries.companies, about="companies"),),
        compute=egne_kontakter,
    ),
)
