"""Leaving nothing behind on a device that others use: *Ryd og afslut*, and our own screens that clear themselves when idle.

Clearing forgets the code and everything else in the citizen's cookie here, and asks the browser to drop pages and stored text.
Answers so far are kept under the code, as in a pause, and the last page says that they were not sent. A screen of ours warns
before it clears; without JavaScript the page goes to a question first (`still_here`), so that nobody is cut off without a chance
to say so (WCAG 2.2.1).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import public
from værdig.access.guard import is_staff_address
from værdig.db.tenancy import bound_tenant
from værdig.errors import UserError
from værdig.i18n import SPOKEN
from værdig.surveys import answering
from værdig.surveys.beside import SIDE
from værdig.surveys.page_marks import CODE
from værdig.surveys.seats import SENT

blueprint = Blueprint("surveys_leaving", __name__, template_folder="templates")

PLACE = "svar_sted"
SCREEN = "svar_skaerm"
"""Keys of the citizen's cookie: the place she answers at, and that it is a screen of ours."""
UNSENT = "svar_ikke_sendt"
"""Its key, until the last page has been shown, for that answers were kept and not sent; nothing of them or of their code."""

WARNED_SECONDS = 45
"""How long a screen asks before it clears itself."""
UNSCRIPTED = 3
"""Without JavaScript the page cannot see that somebody is reading or typing, so it waits this many times as long."""
FORGOTTEN = {"Clear-Site-Data": '"cache", "storage"'}
"""What the browser is to drop. Not its cookies: a member of staff may be signed in in the same browser."""


@dataclass(frozen=True)
class Device:
    """The device in use: whether there is something to clear; for a screen of ours its place, and after how many idle seconds."""

    idle: int = 0
    place: str = ""

    @property
    def is_screen(self) -> bool:
        """Whether it is a screen of ours."""
        return self.idle > 0

    @property
    def first_page(self) -> str:
        """The address one begins at: a screen's own place, else the front page."""
        return url_for("surveys_places.begin", place_id=self.place) if self.place else url_for("surveys.start")

    @property
    def warned(self) -> int:
        """How many seconds before clearing it asks."""
        return WARNED_SECONDS

    @property
    def clear_url(self) -> str:
        """The address that clears it."""
        return url_for("surveys_leaving.clear")

    @property
    def still_here_url(self) -> str:
        """The address that asks whether somebody is there, and leads back to this page."""
        return url_for("surveys_leaving.still_here", fra=request.path)

    @property
    def idle_unscripted(self) -> int:
        """Seconds on one page before it asks, where no script runs."""
        return self.idle * UNSCRIPTED


def device() -> Device | None:
    """Return the device of this request when there is something on it to clear; None on staff's side and for passers-by."""
    if is_staff_address(request.path) or bound_tenant() is None:
        return None
    if session.get(SCREEN):
        is_over = request.endpoint == "surveys_leaving.cleared"
        idle = WARNED_SECONDS if is_over else municipality.setting("screen_idle_seconds")
        return Device(idle, session.get(PLACE, ""))
    return Device() if CODE in session or SENT in session else None


@blueprint.app_context_processor
def _frame() -> dict[str, Any]:
    return {"device": device()}


@blueprint.route("/svar/ryd")
@public
def clear() -> Response:
    """Forget everything here, and tell it in her language; a screen of ours where nothing waits to be sent begins anew at once."""
    before = dict(session)
    session.clear()
    is_screen = bool(before.get(PLACE) and before.get(SCREEN))
    session.update({key: before[key] for key in (PLACE, SCREEN) if is_screen})
    is_kept = _has_answers(before.get(CODE, ""))
    if is_screen and not is_kept:
        answer = redirect(url_for("surveys_places.begin", place_id=before[PLACE]))
    else:
        session.update({key: before[key] for key in (SPOKEN, SIDE) if key in before})
        session.update({UNSENT: True} if is_kept else {})
        answer = redirect(url_for(".cleared"))
    answer.headers.update(FORGOTTEN)
    return answer


def _has_answers(code: str) -> bool:
    """Return whether a code holds answers that are not sent and that one can go on with."""
    with suppress(UserError):
        return bool(code and answering.enter(code).answers)
    return False


@blueprint.route("/svar/ryddet")
@public
def cleared() -> Response:
    """Say that nothing is left here, and what was not sent; then forget the language too: the next person may have another."""
    page = render_template("surveys/cleared.html", is_kept=session.pop(UNSENT, False))
    for key in (SPOKEN, SIDE):
        session.pop(key, None)
    answer = make_response(page)
    answer.headers.update(FORGOTTEN)
    return answer


@blueprint.route("/svar/stadig")
@public
def still_here() -> str:
    """Ask, where no script runs, whether somebody is still at the screen; without an answer it clears itself."""
    here = request.args.get("fra", "")
    back = here if here.startswith("/") and not here.startswith(("//", "/\\", "/stab")) else url_for("surveys.start")
    return render_template("surveys/still_here.html", back=back, seconds=WARNED_SECONDS)
