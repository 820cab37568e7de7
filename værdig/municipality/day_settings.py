"""How many working days a municipality gives each of its own duties to citizens; statutory days are no settings, and stand in `complaints`."""

from __future__ import annotations

from typing import Any

from værdig.i18n import _l
from værdig.municipality.declaration import MunicipalSetting
from værdig.municipality.objections import working_days


def _days(key: str, default: int, help_text: Any) -> MunicipalSetting:
    return MunicipalSetting(key=key, type=int, default=default, help=help_text, object_to=working_days)


CLOCKS = (
    _days("visitation_days", 2, _l("Arbejdsdage til at finde ud af, hvem der skal hjælpe.")),
    _days("answer_days", 7, _l("Arbejdsdage til første svar fra et menneske.")),
    _days("call_days", 2, _l("Arbejdsdage til at ringe til en borger eller kontakte den, der har bedt om det.")),
    _days("department_days", 15, _l("Arbejdsdage til afdelingens svar.")),
    _days("wait_days", 10, _l("Arbejdsdage, vi venter på borgerens svar, før vi minder om det.")),
    _days("reaction_days", 20, _l("Arbejdsdage, borgeren kan fastholde klagen i efter afdelingens svar.")),
    _days("decide_days", 10, _l("Arbejdsdage til at tage stilling til en fastholdt klage.")),
    _days("remarks_days", 10, _l("Arbejdsdage til borgerens bemærkninger til afdelingens svar på en høring.")),
    _days("status_days", 20, _l("Arbejdsdage mellem brevene til borgeren om, hvor en undersøgelse er.")),
    _days("follow_up_days", 20, _l("Arbejdsdage til afdelingens opfølgning på en udtalelse.")),
    _days("passing_on_days", 2, _l("Arbejdsdage til at fortælle borgeren, hvor sagen er sendt hen.")),
)
"""Those that the dates in cases are counted by."""

GOALS = (
    _days(
        "interpreter_days", 3,
        _l("Arbejdsdage, til en bestilt tolk er bekræftet. Kommunens eget mål, ikke en frist i loven."),
    ),
    _days(
        "translation_days", 10,
        _l("Arbejdsdage, til en bestilt oversættelse er modtaget. Kommunens eget mål, ikke en frist i loven."),
    ),
)  # fmt: skip
"""Those that only tell the office when to ask where something is."""

DAYS = (*CLOCKS, *GOALS)
MOVES_DATES = frozenset({"closing_days", *(setting.key for setting in CLOCKS)})
"""The settings with which dates in open cases may come to be others; the cases are listed, and moved only on a yes."""
