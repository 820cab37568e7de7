"""Track 3 of 2020-2022: new skills and job matches for vulnerable citizens; its målepunkter, agreements with companies, its section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from værdig.api import FormSpec, Metric, ModelSet, Permission, PluginInfo, Register, ReportSection, Sample, _l, hookimpl

ID = "vaerdig_spor_udsatte"
REGISTER = f"{ID}.registrere"

PLUGIN = PluginInfo(
    id=ID,
    title=_l("Udsatte borgere udvikler kompetencer og finder gode jobmatch"),
    description=_l("Spor 3 i planen 2020-2022: tilbud og job til udsatte, fleksjob og samarbejdsaftaler."),
    kind="local_track",
    tracks=["A-T3"],
    api=1,
    order=50,
)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id=REGISTER,
        title=_l("Registrere samarbejdsaftaler"),
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
        id=f"{ID}.samarbejdsaftale",
        title=_l("Samarbejdsaftale med en virksomhed"),
        intro=_l("Registrer en aftale om jobtræning eller job på færre timer. Skriv om virksomheden, ikke om borgere."),
        form_class=forms.SamarbejdsaftaleForm,
        permission=REGISTER,
        register=Register(model=models.Samarbejdsaftale, day="indgaaet", shown=forms.shown),
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
