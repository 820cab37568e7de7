"""The handler's pages of language: ordering, what came of it, writing a translation down, and what the case's page shows of it."""

from __future__ import annotations

from typing import Any

from flask import request

from værdig.clock import today
from værdig.complaints.case_page import Page, form_page, url
from værdig.complaints.desk import Desk
from værdig.complaints.interpreting import queries, service, wording
from værdig.complaints.interpreting.forms import InterpreterForm, StepForm, TranslationForm, TranslationOrderForm
from værdig.complaints.interpreting.originals import originals
from værdig.complaints.interpreting.rules import RUNNING, Kind, Maker, Step, Way, steps_from
from værdig.complaints.keys import Keys, Part
from værdig.complaints.models import Case, LanguageOrder
from værdig.errors import NotYours, UserError
from værdig.i18n import SOURCE, _, format_time

ABOUT = "om"
"""In the address: which original a form begins with."""


def order_interpreter(desk: Desk) -> Page:
    """Order an interpreter for a talk; only for those who may see who the citizen is."""
    if not desk.keys.has(Part.IDENTITY):
        raise NotYours
    form = InterpreterForm(data={"language": desk.case.language} if request.method == "GET" else None)

    def deed() -> None:
        wanted = service.Order(
            language=form.language.data, supplier=form.supplier.data, way=Way(form.way.data), talk_at=form.talk_at,
            ordered_on=form.ordered_on.data, due=form.due.data,
        )  # fmt: skip
        service.order(desk.case.id, desk.keys, wanted, desk.by, token=form.token.data)

    return form_page(desk, "interpreting/interpreter", form, deed, _("Tolken er bestilt."))


def order_translation(desk: Desk) -> Page:
    """Order a translation of something in the case."""
    form = TranslationOrderForm(about=_about(desk), data=_begun(desk))

    def deed() -> None:
        wanted = service.Order(
            language=form.language.data, from_language=form.from_language.data, about_id=form.about.data,
            supplier=form.supplier.data, ordered_on=form.ordered_on.data, due=form.due.data,
        )  # fmt: skip
        service.order(desk.case.id, desk.keys, wanted, desk.by, token=form.token.data)

    return form_page(desk, "interpreting/translation", form, deed, _("Oversættelsen er bestilt."))


def language_step(desk: Desk, order_id: str) -> Page:
    """Say what came of an order."""
    row = queries.one(desk.case, desk.keys, order_id)
    steps = steps_from(Kind(row.kind), Step(row.state))
    form = StepForm(steps=steps, data={"seen": row.state} if request.method == "GET" else None)

    def deed() -> None:
        if not form.caught_up(row.state):
            raise UserError(
                _("Der er sket noget med bestillingen, siden du åbnede siden. Passer det stadig, så gem igen.")
            )
        service.step(desk.case.id, desk.keys, order_id, Step(form.step.data), desk.by)

    return form_page(
        desk, "interpreting/step", form, deed, _("Det er noteret."), order=_shown(desk, row), over=not steps
    )


def write_translation(desk: Desk) -> Page:
    """Write a translation down beside its original."""
    form = TranslationForm(about=_about(desk), data=_begun(desk))

    def deed() -> None:
        made = service.Translation(
            about_id=form.about.data, language=form.language.data, maker=Maker(form.maker.data),
            by_whom=form.by_whom.data, text=form.text.data, made_on=form.made_on.data,
        )  # fmt: skip
        service.translate(desk.case.id, desk.keys, made, desk.by, token=form.token.data)

    return form_page(desk, "interpreting/write", form, deed, _("Oversættelsen er gemt ved siden af originalen."))


def _about(desk: Desk) -> list[tuple[str, str]]:
    return [(each.id, each.title) for each in originals(desk.case, desk.keys)]


def _begun(desk: Desk) -> dict[str, str] | None:
    """Return what a form begins with: the citizen's words are translated into Danish, and ours into her language."""
    if request.method != "GET":
        return None
    about = request.args.get(ABOUT, desk.case.id)
    found = next((each for each in originals(desk.case, desk.keys) if each.id == about), None)
    told = desk.case.language if desk.keys.has(Part.IDENTITY) else SOURCE
    into, out_of = (told, SOURCE) if found is not None and found.to_citizen else (SOURCE, told)
    return {"about": about if found else desk.case.id, "language": into, "from_language": out_of}


def shown(desk: Desk) -> dict[str, Any]:
    """Return what the case's page shows of language, by the names its templates know."""
    return {
        "language_orders": [_shown(desk, row) for row in queries.orders(desk.case, desk.keys)],
        "beside": queries.translations(desk.case, desk.keys),
        "file_originals": _file_titles(desk.case, desk.keys),
        "language_name": wording.language, "makers": wording.MAKERS, "may_order_interpreter": desk.keys.has(Part.IDENTITY),
    }  # fmt: skip


def _file_titles(case: Case, keys: Keys) -> list[tuple[str, str]]:
    beside = queries.translations(case, keys)
    return [(each.id, each.title) for each in originals(case, keys) if not each.text and each.id in beside]


def _shown(desk: Desk, row: LanguageOrder) -> dict[str, Any]:
    titles = dict(_about(desk))
    what = [wording.language(row.language)]
    if row.talk_at is not None:
        what += [format_time(row.talk_at), str(wording.WAYS[Way(row.way or "")])]
    else:
        what = [f"{wording.language(row.from_language or SOURCE)} – {what[0]}", titles.get(row.about_id or "", "")]
    return {
        "title": wording.KINDS[Kind(row.kind)], "what": ". ".join(what), "supplier": queries.supplier(row, desk.keys),
        "day": queries.next_day(row), "ordered_on": row.ordered_on, "basis": wording.reckoning(row),
        "state": wording.STEPS[Step(row.state)], "standing": queries.standing(row, today()),
        "url": url(desk, "language_step", order_id=row.id) if row.state in RUNNING else "",
    }  # fmt: skip
