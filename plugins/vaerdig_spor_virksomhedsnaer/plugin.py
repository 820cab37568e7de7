"""Track 1 of 2020-2022: bringing citizens close to companies; its målepunkter, the register of company contacts, its section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from værdig.api import FormSpec, Metric, ModelSet, Permission, PluginInfo, Register, ReportSection, Sample, _l, hookimpl

ID = "vaerdig_spor_virksomhedsnaer"
REGISTER = f"{ID}.registrere"

PLUGIN = PluginInfo(
    id=ID,
    title=_l("Vi bringer borgerne tæt på virksomhederne"),
    description=_l("Spor 1 i planen 2020-2022: jobparate, privat løntilskud og kontakt til virksomheder."),
    kind="local_track",
    tracks=["A-T1"],
    api=1,
    order=30,
)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id=REGISTER,
        title=_l("Registrere kontakt til virksomheder"),
        default_roles=["leder", "svaransvarlig_leder", "analytiker"],
    )


@hookimpl
def register_models() -> Iterable[ModelSet]:
    from .models import Base

    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix=ID)


@hookimpl
def register_forms() -> Iterable[FormSpec]:
    from . import forms, models

    yield FormSpec(
        id=f"{ID}.firmakontakt",
        title=_l("Kontakt til en virksomhed"),
        intro=_l("Registrer en kontakt eller et besøg. Skriv om virksomheden, ikke om borgere."),
        form_class=forms.FirmakontaktForm,
        permission=REGISTER,
        register=Register(model=models.Firmakontakt, day="dato", shown=forms.shown),
    )


@hookimpl
def register_metrics() -> Iterable[Metric]:
    from .metrics import METRICS

    yield from METRICS


@hookimpl
def register_report_sections() -> Iterable[ReportSection]:
    from .section import SECTION

    yield SECTION


@hookimpl
def register_sample_data() -> Iterable[Sample]:
    from .sample import load

    yield Sample(id=f"{ID}.registreringer", load=load, order=60)
