"""What is counted of one case: how it was handled, how it ended, what the citizen did afterwards, and how a decision was judged again."""

from __future__ import annotations

from værdig.complaints import categories, path
from værdig.complaints.models import Case
from værdig.complaints.states import State


def method_of(case: Case) -> str:
    """Return how a case was handled, each case in one way: the heaviest step it has been through and that was not taken back."""
    been = {event.to_state for event in path.standing(case.events)}
    steps = (
        ("undersoegelse", {State.UNDERSOEGELSE}),
        ("afgoerelse", {State.AFGOERELSESKLAGE}),
        ("afdeling", {State.HOS_AFDELING}),
        ("dialog", {State.DIALOG, State.MAEGLING}),
        ("vejledt", {State.VEJLEDT, State.VIDERESENDT, State.UDEN_FOR_KOMPETENCE}),
    )
    found = next((name for name, states in steps if been & states), None)
    return found or ("andet" if case.closed else "aaben")


def result_of(case: Case) -> str:
    """Return how a case ended for the citizen: each case in one way, the best outcome of its klagepunkter."""
    outcomes = {point.outcome for point in case.points if point.outcome}
    for name, among in (
        ("medhold", {"medhold", "delvist_medhold", "kritik", "henstilling", "anbefaling"}),
        ("loest", {"loest_i_dialog"}),
        ("ikke_medhold", {"ikke_medhold", "kan_ikke_afklares"}),
    ):
        if outcomes & among:
            return name
    return "andet" if outcomes else "uden_udfald"


NOT_DIVIDED = "uden"
"""What stands for a case that has not been divided into klagepunkter."""


def formality_of(case: Case) -> str:
    """Return whether a case is about how it was handled or about what was decided: each case in one way, both where it is both."""
    found = {point.formality for point in case.points}
    about = found - {"aktindsigt"} or found
    if not about:
        return NOT_DIVIDED
    return about.pop() if len(about) == 1 else "begge"


def after_of(case: Case) -> str:
    """Return what the citizen did when it was answered: took it up again, upheld it, or neither (yet); each case in one way."""
    been = {event.to_state for event in path.standing(case.events)}
    if State.GENAABNET in been:
        return "genaabnet"
    return "fastholdt" if State.FASTHOLDT in been else "ingen"


def repeat_of(case: Case) -> str:
    """Return whether the same person has had a case before, as far as staff have noted it."""
    return "fornyet" if case.earlier_case_id else "foerste"


def decision_of(case: Case) -> str:
    """Return how far a complaint over a decision is; of a case of another type, that there is none."""
    if case.type != categories.DECISION:
        return "ingen"
    been = {event.to_state for event in path.standing(case.events)}
    if State.SENDT_ANKESTYRELSEN in been:
        return "sendt"
    if State.AENDRET in been:
        return "aendret"
    return "andet" if case.closed else "venter"
