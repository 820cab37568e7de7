"""The section of the half-year report: each målepunkt with its status and line."""

from __future__ import annotations

from værdig.api import _l, metric_section

from .metrics import METRICS

SECTION = metric_section(
    id="vaerdig_maal_virksomheder.afsnit",
    title=_l("Arbejdskraft til virksomhederne"),
    intro=[
        _l("Planens ord: »Virksomhederne skal sikres den nødvendige og kvalificerede arbejdskraft«."),
        _l("Planen har intet målepunkt for dette mål. Tallene her er afledt af det, planen siger, at jobcentret gør."),
    ],
    metrics=METRICS,
    order=20,
)
