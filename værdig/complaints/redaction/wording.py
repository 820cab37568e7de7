"""What a redacted copy says of itself: the rules something may be hidden by, what copies are made for, and the notes in them.

The rules are a draft that a jurist must approve; staff are told so. Source: forvaltningsloven §§ 15 b, 15 c and 27,
offentlighedsloven §§ 30-35, databeskyttelsesforordningen article 5(1)(c).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from værdig.i18n import _, _l


class Reason(StrEnum):
    """A rule by which something is hidden."""

    FVL_15B = "fvl_15b"
    FVL_27 = "fvl_27"
    OFL_30_1 = "ofl_30_1"
    OFL_30_2 = "ofl_30_2"
    OFL_31 = "ofl_31"
    OFL_32 = "ofl_32"
    OFL_33_1 = "ofl_33_1"
    OFL_33_5 = "ofl_33_5"
    OFL_35 = "ofl_35"
    GDPR_5 = "gdpr_5"


REASONS: dict[Reason, Any] = {
    Reason.FVL_15B: _l("Afgørende hensyn til andre (forvaltningsloven § 15 b)"),
    Reason.FVL_27: _l("Tavshedspligt (forvaltningsloven § 27)"),
    Reason.OFL_30_1: _l("En persons private forhold (offentlighedsloven § 30, nr. 1)"),
    Reason.OFL_30_2: _l("Drifts- eller forretningsforhold (offentlighedsloven § 30, nr. 2)"),
    Reason.OFL_31: _l("Statens sikkerhed eller rigets forsvar (offentlighedsloven § 31)"),
    Reason.OFL_32: _l("Rigets udenrigspolitiske interesser (offentlighedsloven § 32)"),
    Reason.OFL_33_1: _l("Opklaring af lovovertrædelser eller beskyttelse af vidner (offentlighedsloven § 33, nr. 1)"),
    Reason.OFL_33_5: _l(
        "Private eller offentlige interesser, der skal være hemmelige (offentlighedsloven § 33, nr. 5)"
    ),
    Reason.OFL_35: _l("Særlig regel om tavshedspligt (offentlighedsloven § 35)"),
    Reason.GDPR_5: _l(
        "Modtageren har ikke brug for oplysningen (databeskyttelsesforordningen artikel 5, stk. 1, litra c)"
    ),
}


class Use(StrEnum):
    """What a copy is made for."""

    PART = "part"
    AKTINDSIGT = "aktindsigt"
    EGENACCES = "egenacces"
    HOERING = "hoering"
    PRESSE = "presse"
    ANDET = "andet"


USES: dict[Use, Any] = {
    Use.PART: _l("Partsaktindsigt til en anden part (forvaltningsloven § 9)"),
    Use.AKTINDSIGT: _l("Aktindsigt (offentlighedsloven § 7)"),
    Use.EGENACCES: _l("Egenacces (offentlighedsloven § 8)"),
    Use.HOERING: _l("Høring af en forvaltning"),
    Use.PRESSE: _l("Pressen (offentlighedsloven § 7)"),
    Use.ANDET: _l("Andet"),
}
USUAL: dict[Use, Reason] = {
    Use.PART: Reason.FVL_15B,
    Use.AKTINDSIGT: Reason.OFL_30_1,
    Use.EGENACCES: Reason.OFL_33_5,
    Use.HOERING: Reason.GDPR_5,
    Use.PRESSE: Reason.OFL_30_1,
    Use.ANDET: Reason.FVL_27,
}
"""The rule that is chosen beforehand for each use; a handler chooses another where it does not fit."""

KINDS: dict[str, Any] = {
    "email": _l("e-mail"),
    "cpr": _l("CPR-nummer"),
    "phone": _l("telefonnummer"),
    "address": _l("adresse"),
    "name": _l("navn"),
}
"""What masking has found, in a word."""

DRAFT = _l("UDKAST – ikke gennemlæst")


def reason(word: str) -> str:
    """Return a rule as it is printed; a word of an older version as it is."""
    try:
        return str(REASONS[Reason(word)])
    except ValueError:
        return word


def drawn() -> str:
    """Return what a copy says below a page that was drawn as a picture."""
    return _("Siden er gengivet som et billede. Sorte felter er skjult.")
