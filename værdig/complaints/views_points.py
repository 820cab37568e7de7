"""The klagepunkter of a case: adding, correcting, settling, removing and bringing back one."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import Any

from flask import request

from værdig.complaints import categories, service
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.case_page import Page, act, form_page
from værdig.complaints.categories import Kind
from værdig.complaints.desk import Desk
from værdig.complaints.forms_case import OutcomeForm, PointForm
from værdig.complaints.reading import ReadPoint, read_points
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.ui.widgets import VaerdigForm

TO_LETTER = "afslut"
"""`?til=afslut`: a klagepunkt is seen to on the way to the closing letter, and leads back there."""


def _then() -> str:
    return "close" if request.args.get("til") == TO_LETTER else "show"


def _point(desk: Desk, point_id: str) -> ReadPoint:
    found = next((point for point in read_points(desk.case, desk.keys) if point.id == point_id), None)
    if found is None:
        raise NotYours
    return found


def _filed(form: PointForm) -> dict[str, Any]:
    """Return what the form files a klagepunkt under."""
    return {name: form[name].data or "" for name in ("theme", "principle", "unit", "formality")}


def add_point(desk: Desk) -> Page:
    """Add a klagepunkt."""
    form = PointForm()

    def deed() -> None:
        service.add_point(
            desk.case.id, desk.keys, desk.by, summary=form.summary.data or "", token=form.token.data, **_filed(form)
        )

    return form_page(desk, "point", form, deed, _("Klagepunktet er tilføjet."), then=_then(), back=_then())


def change_point(desk: Desk, point_id: str) -> Page:
    """Correct a klagepunkt; its words only where they are for this reader."""
    point = _point(desk, point_id)
    form = PointForm(obj=None if request.method == "POST" else _as_filed(point), held_theme=point.theme)
    if not point.may_read:
        del form.summary
    unchanged = _is_as_seen(form, _filing(point))

    def deed() -> None:
        _require_unchanged(point, unchanged)
        words = (form.summary.data or "") if "summary" in form else None
        service.change_point(desk.case.id, point_id, desk.keys, desk.by, summary=words, **_filed(form))

    return form_page(desk, "point", form, deed, _("Klagepunktet er rettet."), point=point, back="show")


def _as_filed(point: ReadPoint) -> ReadPoint:
    """Return a klagepunkt as the form shows it: the principle left to follow its theme where nobody chose another."""
    follows = point.principle == categories.principle_of(point.theme)
    return replace(point, principle="") if follows else point


def settle_point(desk: Desk, point_id: str) -> Page:
    """Give a klagepunkt its outcome."""
    point = _point(desk, point_id)
    held = {} if request.method == "POST" else {"outcome": point.outcome, "reaction": point.reaction or ""}
    form = OutcomeForm(data=held, criticises=desk.side is BORGERRAADGIVER, held_outcome=point.outcome)
    unchanged = _is_as_seen(form, f"{point.outcome or ''}|{point.reaction or ''}")

    def deed() -> None:
        _require_unchanged(point, unchanged)
        service.settle_point(
            desk.case.id, point_id, desk.by, outcome=form.outcome.data, reaction=form.reaction.data or None
        )

    return form_page(desk, "outcome", form, deed, _("Udfaldet er gemt."), then=_then(), point=point, back=_then())


def _filing(point: ReadPoint) -> str:
    words = blake2b(point.summary.encode(), digest_size=8).hexdigest() if point.may_read else ""
    return "|".join((point.theme, point.principle, point.unit, point.formality, words))


def _is_as_seen(form: PointForm | OutcomeForm, now: str) -> bool:
    """Tell whether a klagepunkt is as it was when the form's page was made; a page that is being made sees it now."""
    return form.caught_up(now) or not form.is_submitted()


def _require_unchanged(point: ReadPoint, unchanged: bool) -> None:
    """Refuse to decide over what somebody else has decided meanwhile, and tell how it stands."""
    if unchanged:
        return
    filed = categories.theme_title(point.theme)
    outcome = categories.title(Kind.OUTCOME, point.outcome) if point.outcome else _("intet udfald")
    raise UserError(
        _(
            "Klagepunktet er ændret, siden du åbnede siden. Nu er det: %(theme)s, %(outcome)s. Gem igen, hvis dit valg skal gælde.",
            theme=filed,
            outcome=outcome,
        )
    )


def remove_point(desk: Desk, point_id: str) -> Page:
    """Ask, and take a klagepunkt out of the case."""
    point = _point(desk, point_id)
    told = _(
        "Klagepunkt %(number)s er fjernet. Du kan sætte det ind igen, så længe sagen er åben.", number=point.number
    )
    return form_page(
        desk, "point_remove", VaerdigForm(), lambda: service.remove_point(desk.case.id, point_id, desk.by), told,
        point=point,
    )  # fmt: skip


def restore_point(desk: Desk, point_id: str) -> Page:
    """Bring back a klagepunkt that was removed."""
    told = _("Klagepunktet er sat ind igen.")
    return act(desk, lambda: service.restore_point(desk.case.id, point_id, desk.by), told)
