"""The decision door: what it takes to complain over a decision, and the citizen's last day, worked out without keeping anything."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import public
from værdig.clock import today
from værdig.complaints import texts
from værdig.complaints.appeals import wording
from værdig.complaints.appeals.forms import LastDayForm
from værdig.complaints.appeals.kept import carry
from værdig.complaints.appeals.last_day import Notice, last_day
from værdig.complaints.doors import DOORS
from værdig.complaints.views_own_case import blueprint

Page = str | Response | tuple[str, int]

__all__ = ["blueprint"]

DOOR = next(door for door in DOORS.values() if door.appeals)


def _to_the_complaint(notice: Notice | None) -> str:
    """Return the address of the complaint, which takes along what has been told here."""
    values: dict[str, Any] = carry(notice) if notice else {}
    return url_for(".write", slags=DOOR.id, trin="historie", **values)


@blueprint.route("/klage/afgoerelse")
@public
def appeal() -> Page:
    """Say what a complaint over a decision takes, and reckon its last day from what stands in the address."""
    form = LastDayForm()
    is_asked = form.is_submitted()
    notice = form.notice if is_asked and form.validate() else None
    found = last_day(notice) if notice else None
    page = render_template(
        "complaints/appeals/door.html", form=form, found=found, told=wording.told(found, today()) if found else "",
        late=found is not None and found.day < today(), setting=municipality.setting, languages=texts.LANGUAGES,
        write=_to_the_complaint(notice),
    )  # fmt: skip
    return (page, 422) if is_asked and found is None else page
