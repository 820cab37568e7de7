"""How many years cases are kept, as the municipality has set it: the one number that counting, pages and the public record all use."""

from __future__ import annotations

from værdig import municipality
from værdig.complaints import categories
from værdig.complaints.categories import Kind
from værdig.complaints.retention.rules import years_by_type
from værdig.i18n import _


def keep_years(case_type: str = "") -> int:
    """Return how many years after closing a case of a type is kept, by the setting of today; of no type, what holds for most."""
    return _own().get(case_type, int(municipality.setting("case_keep_years")))


def shortest() -> int:
    """Return the fewest years any case is kept."""
    return min([keep_years(), *_own().values()])


def exceptions() -> list[tuple[str, int]]:
    """Return `(title, years)` of the types that have years of their own."""
    return [(categories.title(Kind.TYPE, case_type), years) for case_type, years in sorted(_own().items())]


def unknown_types() -> list[str]:
    """Return the words in the setting that are no types of cases, and so do nothing."""
    known = {each.id for each in categories.listed(Kind.TYPE)}
    return sorted(set(years_by_type(municipality.setting("case_keep_years_by_type"))) - known)


def told() -> str:
    """Return how long cases are kept, in words that stand inside a sentence: `5 år`, or from the fewest to the most."""
    least, most = shortest(), max([keep_years(), *_own().values()])
    if least == most:
        return _("%(years)s år", years=most)
    return _("%(least)s til %(most)s år", least=least, most=most)


class Told:
    """The same as `told`, looked up when it is shown: what is declared at the start knows no municipality."""

    def __str__(self) -> str:
        return told()


def _own() -> dict[str, int]:
    found = years_by_type(municipality.setting("case_keep_years_by_type"))
    known = {each.id for each in categories.listed(Kind.TYPE)}
    return {case_type: years for case_type, years in found.items() if case_type in known}
