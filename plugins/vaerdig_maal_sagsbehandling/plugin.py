"""The national goal *Alle ledige skal have en værdig sagsbehandling*: its promises, registrations, metrics and section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from værdig.api import FormSpec, Metric, ModelSet, Permission, PluginInfo, Register, ReportSection, Sample, _l, hookimpl

ID = "vaerdig_maal_sagsbehandling"
REGISTER = f"{ID}.registrere"

PLUGIN = PluginInfo(
    id=ID,
    title=_l("Værdig sagsbehandling"),
    description=_l("Løfterne i planens afsnit om værdig sagsbehandling, og hvad halvåret siger om dem."),
    kind="national_goal",
    goals=["sagsbehandling"],
    api=1,
    order=10,
)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id=REGISTER, title=_l("Registrere svartid, undervisning og opfølgning"), default_roles=["leder", "analytiker"]
    )


@hookimpl
def register_models() -> Iterable[ModelSet]:
    from .models import Base

    yield ModelSet(base=Base, migrations=Path(__file__).parent / "migrations", prefix=ID)


@hookimpl
def register_forms() -> Iterable[FormSpec]:
    from . import forms, models

    yield FormSpec(
        id=f"{ID}.svartid",
        title=_l("Svartid på henvendelser"),
        intro=_l("Tæl de henvendelser, der er besvaret i en måned. Skriv ikke noget om personer."),
        form_class=forms.SvartidForm,
        permission=REGISTER,
        register=Register(model=models.Svartid, day="maaned", shown=forms.shown_svartid, once_per=["maaned"]),
    )
    yield FormSpec(
        id=f"{ID}.undervisning",
        title=_l("Undervisning i god forvaltningsskik"),
        form_class=forms.UndervisningForm,
        permission=REGISTER,
        register=Register(model=models.Undervisning, day="dato", shown=forms.shown_undervisning),
    )
    yield FormSpec(
        id=f"{ID}.opfoelgning",
        title=_l("Opfølgning og orientering"),
        form_class=forms.OpfoelgningForm,
        permission=REGISTER,
        register=Register(model=models.Opfoelgning, day="dato", shown=forms.shown_opfoelgning),
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
