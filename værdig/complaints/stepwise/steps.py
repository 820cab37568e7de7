"""The steps of the complaint form, and which of them the next page shows; what is filled in meanwhile lies in the page itself.

Every question is on exactly one step. Only the first must be answered, and what is written can be sent from any of them. A page
that shows some of the questions carries the answers to the others, so that neither the server nor the address holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from værdig.i18n import _l
from værdig.ui.widgets import BooleanField, FileField, MultipleFileField, RadioField, SelectField, VaerdigForm

STEP = "trin"
"""The word of the address that says which step is wanted; without it every question stands on one page."""
FROM = "fra"
"""The form's word for the step one is leaving; what is sent without it is meant to be received."""
ALL = "alle"
"""The step that is all of them."""


@dataclass(frozen=True)
class Step:
    """One thing that is asked about, with the names of its fields; its page is `complaints/stepwise/<id>.html`."""

    id: str
    title: Any
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """An answer that a page holds unseen: `kind` tells `draft.js` whether it was typed (`text`) or chosen (`choice`)."""

    name: str
    answer: str
    kind: str


STEPS = (
    Step("historie", _l("Det, du vil fortælle"), ("story",)),
    Step("laeser", _l("Hvem skal læse det?"), ("inbox", "consents")),
    Step(
        "hvem",
        _l("Må vi vide, hvem du er?"),
        ("behalf", "behalf_name", "behalf_contact", "name", "phone", "email", "address"),
    ),
    Step("mere", _l("Vil du fortælle mere?"), ("wish", "reference")),
    Step("uden", _l("Er der en, som ikke må se det?"), ("avoid",)),
    Step("sprog", _l("Hvilket sprog vil du tale?"), ("language", "interpreter")),
    Step("send", _l("Filer, og så er du færdig"), ("files",)),
)
"""The steps in the order they are asked; files are the last, since a browser sends a file only with the page it was chosen on."""
_PLACES = {step.id: place for place, step in enumerate(STEPS)}


def wanted(args: Mapping[str, str]) -> str:
    """Return the step an address asks for; empty where it asks for the page with everything, or for a step there is not."""
    asked = args.get(STEP, "")
    return asked if asked in _PLACES else ""


def left(sent: Mapping[str, str]) -> str:
    """Return the step that is being left for another one; empty where what is written is to be received."""
    came = sent.get(FROM, "")
    return came if came in (*_PLACES, ALL) else ""


def after_leaving(form: VaerdigForm, came: str, goal: str) -> Sequence[Step]:
    """Return what is shown after a step was left: the one asked for, or the same again where it is wrong and one goes on.

    Nobody is kept from going back. `goal` empty is the page with everything.
    """
    here = STEPS if came == ALL else (STEPS[_PLACES[came]],)
    if goal and came != ALL and _PLACES[goal] > _PLACES[came] and _has_errors(form, here[0]):
        return here
    hush(form, ())  # what she comes to has not been asked yet
    return (STEPS[_PLACES[goal]],) if goal else STEPS


def of_page(form: VaerdigForm, asked: str) -> Sequence[Step]:
    """Return what a page shows that is opened, or shown again since something is wrong: then the steps with what is wrong."""
    if not asked:
        return STEPS
    wrong = tuple(step for step in STEPS if _has_errors(form, step))
    return wrong or (STEPS[_PLACES[asked]],)


def _has_errors(form: VaerdigForm, step: Step) -> bool:
    return any(form[name].errors for name in step.fields if name in form)


def hush(form: VaerdigForm, shown: Sequence[Step]) -> None:
    """Say nothing of what is wrong on steps that are not shown: there is nothing to mend it in."""
    for step in STEPS:
        if step not in shown:
            for name in step.fields:
                if name in form:
                    form[name].errors = []


def page(form: VaerdigForm, shown: Sequence[Step], asked: str, address_of: Callable[[str], str]) -> dict[str, Any]:
    """Return what the page's template must know; `address_of` gives a step's address, and with an empty word that of the whole page."""
    hush(form, shown)
    before, after = _neighbours(shown)
    is_last = bool(asked) and len(shown) == 1 and after is None
    return {
        "steps": STEPS, "shown": shown, "asked": asked, "before": before, "after": after, "place": _place_of(shown),
        "carried": partial(carried, form), "summary": told(form) if is_last else [], "step_url": address_of,
    }  # fmt: skip


def carried(form: VaerdigForm, step: Step) -> list[Carried]:
    """Return the answers of a step that is not shown, as a page carries them; files cannot be carried."""
    fields = [form[name] for name in step.fields if name in form]
    return [_carried(field) for field in fields if not isinstance(field, FileField | MultipleFileField)]


def _carried(field: Any) -> Carried:
    is_choice = isinstance(field, BooleanField | RadioField | SelectField)
    answer = ("y" if field.data else "") if isinstance(field, BooleanField) else str(field.data or "")
    return Carried(field.name, answer, "choice" if is_choice else "text")


def _neighbours(shown: Sequence[Step]) -> tuple[Step | None, Step | None]:
    """Return the steps before and after what a page shows; None at the ends, and where it shows several."""
    if len(shown) != 1:
        return None, None
    place = _PLACES[shown[0].id]
    before = STEPS[place - 1] if place else None
    after = STEPS[place + 1] if place + 1 < len(STEPS) else None
    return before, after


def _place_of(shown: Sequence[Step]) -> tuple[int, int] | None:
    """Return which step of how many a page shows, counted from one; None where it shows several."""
    return (_PLACES[shown[0].id] + 1, len(STEPS)) if len(shown) == 1 else None


def told(form: VaerdigForm) -> list[tuple[Step, str]]:
    """Return what has been filled in on each step but the last, in the words of the page; empty where a step was skipped."""
    return [
        (step, "\n".join(_said(form[name]) for name in step.fields if name in form and form[name].data))
        for step in STEPS[:-1]
    ]


def _said(field: Any) -> str:
    """Return an answer as the page says it: the label of what was chosen or ticked, or the words."""
    if field.data is True:
        return str(field.label.text)
    for choice in getattr(field, "choices", None) or ():
        if str(choice.value) == str(field.data):
            return str(choice.label)
    return str(field.data)
