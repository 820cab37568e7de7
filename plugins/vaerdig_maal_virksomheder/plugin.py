"""The national goal of qualified labour for companies: recruitment events, their metrics and section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from værdig.api import FormSpec, Metric, ModelSet, Permission, PluginInfo, Register, ReportSection, Sample, _l, hookimpl

ID = "vaerdig_maal_virksomheder"
REGISTER = f"{ID}.registrere"

PLUGIN = PluginInfo(
    id=ID,
    title=_l("Virksomhederne skal sikres den nødvendige og kvalificerede arbejdskraft"),
    description=_l("Det nationale mål om arbejdskraft: rekrutteringsarrangementer og deres udbytte."),
    kind="national_goal",
    goals=["virksomheder"],
    api=1,
    order=20,
)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id=REGISTER,
        title=_l("Registrere rekrutteringsarrangementer"),
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
        id=f"{ID}.arrangement",
        title=_l("Rekrutteringsarrangement eller jobmesse"),
        intro=_l("Tæl dem, der kom, og de ansættelser, I kender. Skriv ikke navne."),
        form_class=forms.ArrangementForm,
        permission=REGISTER,
        register=Register(model=models.Arrangement, day="dato", shown=forms.shown),
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
