"""Track 2 of 2020-2022: guidance and jobs for young people; its målepunkter, the count of education plans, its section."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from værdig.api import FormSpec, Metric, ModelSet, Permission, PluginInfo, Register, ReportSection, Sample, _l, hookimpl

ID = "vaerdig_spor_unge"
REGISTER = f"{ID}.registrere"

PLUGIN = PluginInfo(
    id=ID,
    title=_l("Uddannelsesvejledning og jobformidling til unge"),
    description=_l("Spor 2 i planen 2020-2022: aktivitetsparate under 30, nytteindsats og uddannelsesplaner."),
    kind="local_track",
    tracks=["A-T2"],
    api=1,
    order=40,
)


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(
        id=REGISTER,
        title=_l("Registrere uddannelses- og handleplaner"),
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
        id=f"{ID}.uddannelsesplan",
        title=_l("Uddannelses- og handleplaner"),
        intro=_l("Tæl udsatte unge, og hvor mange af dem der har en plan. Skriv ikke om den enkelte."),
        form_class=forms.UddannelsesplanForm,
        permission=REGISTER,
        register=Register(model=models.Uddannelsesplan, day="periode", shown=forms.shown, once_per=["periode"]),
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
