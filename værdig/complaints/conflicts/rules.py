"""Why somebody must not handle a case, and who may mark and lift; pure: no rows, no names.

Source: forvaltningsloven § 3 (the grounds), § 6 (whoever knows of a ground says so; somebody else decides).
"""

from __future__ import annotations

from værdig.i18n import LazyText, _l

OTHER = "anden"

REASONS: dict[str, LazyText] = {
    "naevnt": _l("Klagen handler om personen"),
    "interesse": _l("Personen har selv noget på spil i sagen"),
    "naere": _l("Personen er i familie med borgeren eller kender borgeren godt"),
    "medvirket": _l("Personen har truffet den afgørelse, der klages over"),
    OTHER: _l("Andet, der kan vække tvivl om, at personen er upartisk"),
}
"""The grounds of § 3, stk. 1, in plain words, as a closed list."""


def may_lift(marked: str, lifting: str) -> bool:
    """Tell whether somebody may lift a mark: anybody but the one who is marked (§ 6, stk. 3)."""
    return marked != lifting
