"""The example: one municipality with realistic data made by the features' own samples; what is real or made up is marked.

What a visitor needs (codes, sign-ins) is told by the samples and kept beside the database, so that a second start shows
the same and loads nothing anew.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app

from værdig.clock import today
from værdig.db import db, tenant
from værdig.db.migrate import upgrade_all
from værdig.hooks.host import current_host
from værdig.municipality import service as municipalities
from værdig.municipality.models import Municipality
from værdig.municipality.settings import LIVSLINIEN
from værdig.surveys import service as surveys

log = logging.getLogger(__name__)

EXAMPLE = "albertslund"
FILE = "example.json"

MUNICIPALITIES: dict[str, dict[str, Any]] = {
    EXAMPLE: {
        "name": "Albertslund Kommune",
        "values": {
            "example_data": True,
            "show_unapproved_translations": True,
            "colour": "#00573d",
            "unit_name": "jobcentret",
            "unit_title": "Jobcentret",
            "address": "Eksempelvej 1, 2620 Albertslund",
            "phone": "00 00 00 00 (eksempel)",
            "email": "eksempel@eksempel.dk",
            "acute_help": LIVSLINIEN,
            "controller": "Albertslund Kommune, Eksempelvej 1, 2620 Albertslund",
            "dpo_contact": "Databeskyttelsesrådgiveren: dpo@eksempel.dk",
            "borgerraadgiver_name": "Birgit Eksempel",
            "borgerraadgiver_contact": "Telefon 00 00 00 01 (eksempel), mandag til torsdag kl. 10-14",
            "opening_hours": "mandag til fredag kl. 9-15",
            "committee_name": "Erhvervs- & Beskæftigelsesudvalget",
            "committee_short": "EBU",
            "director_title": "Direktøren for By, Kultur, Miljø & Beskæftigelse",
            "agenda_profile": "albertslund",
        },
    },
    "vallensbaek": {
        "name": "Vallensbæk Kommune",
        "values": {"example_data": True, "colour": "#1d4f91", "controller": "Vallensbæk Kommune"},
    },
}
"""Names, streets and telephone numbers of persons are invented; 70 201 201 is Livslinien's public number."""


@dataclass
class SampleContext:
    """What `Sample.load` gets: the day it is, and a place to tell what a visitor needs.

    `tell(key, value)` keeps a plain value under a key such as `survey_code`; `progress(text)` says what is going on.
    """

    today: date
    told: dict[str, Any] = field(default_factory=dict)
    progress: Callable[[str], None] = lambda _text: None

    def tell(self, key: str, value: Any) -> None:
        self.told[key] = value


def prepare(say: Callable[[str], None]) -> dict[str, Any]:
    """Migrate, make the example municipalities and load every sample that is not there; returns what a visitor needs."""
    for owner in upgrade_all():
        say(f"Databasen er bragt op til nyeste udgave ({owner}).")
    for municipality_id, data in MUNICIPALITIES.items():
        _make_municipality(municipality_id, data)
    name_the_default()
    state = _read()
    _load_samples(state, say)
    _renew_survey_codes(state)
    return dict(state["told"])


def name_the_default() -> None:
    """Say in the machine's settings, where there are none yet, which municipality is meant when none is named."""
    settings = Path(current_app.instance_path) / "settings.toml"
    if not settings.exists():
        settings.write_text(f'default_municipality = "{EXAMPLE}"\n', encoding="utf-8")


def _renew_survey_codes(state: dict[str, Any]) -> None:
    """Leave out the codes that have been used, so that a later start tells none that opens nothing."""
    told = state["told"].get("survey_codes", [])
    if not told:
        return
    with tenant(EXAMPLE):
        usable = surveys.fresh_codes(told)
    if usable != told:
        state["told"].update(survey_codes=usable, survey_code=usable[0] if usable else "")
        _write(state)


def _make_municipality(municipality_id: str, data: dict[str, Any]) -> None:
    if db.session.get(Municipality, municipality_id):
        return
    municipalities.create(municipality_id, data["name"])
    with tenant(municipality_id):
        for key, value in data["values"].items():
            municipalities.put(key, value, valid_from=date(2018, 1, 1))


def _load_samples(state: dict[str, Any], say: Callable[[str], None]) -> None:
    host = current_host()
    context = SampleContext(today=today(), told=state["told"], progress=say)
    for found in host.collect("register_sample_data"):
        sample = found.value
        with tenant(EXAMPLE):
            is_off = not current_host().is_active(found.plugin_id)
        if is_off or sample.id in state["loaded"]:
            continue
        say(f"Lægger eksempeldata ind: {sample.id} …")
        try:
            with tenant(EXAMPLE):
                sample.load(context)
        except Exception as error:
            db.session.rollback()
            log.exception("the sample %s could not be loaded", sample.id)
            say(f"  {sample.id} kunne ikke lægges ind og springes over: {type(error).__name__}: {error}")
            continue
        state["loaded"].append(sample.id)
        _write(state)


def _path() -> Path:
    return Path(current_app.instance_path) / FILE


def _read() -> dict[str, Any]:
    if not _path().exists():
        return {"loaded": [], "told": {}}
    found: dict[str, Any] = json.loads(_path().read_text(encoding="utf-8"))
    return found


def _write(state: dict[str, Any]) -> None:
    draft = _path().with_suffix(".new")
    draft.write_text(json.dumps(state, ensure_ascii=False, indent=2), encoding="utf-8")
    os.chmod(draft, 0o600)
    draft.replace(_path())
