"""The citizen's seat between requests: what her own cookie holds, and the door every page of the question flow goes through.

The cookie is sealed, ends with the browser, and is the only place that knows which code this browser is using.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from værdig.i18n import SPOKEN, _
from værdig.surveys import answering
from værdig.surveys.answering import CodeUnusable, Seat
from værdig.surveys.beside import SIDE
from værdig.surveys.channels import CODE as BY_CODE
from værdig.surveys.forms import CodeForm, ProofForm
from værdig.surveys.kept import waiting
from værdig.surveys.language_help import in_languages
from værdig.surveys.languages import queries
from værdig.surveys.page_marks import CODE, is_of_another

SENT = "svar_sendt"
TYPED = "svar_tastet"
CHANNEL = "svar_vej"
"""Keys of the cookie, besides the code in use: that an answer has just been sent, a code that was mistyped in a link, and the way in."""

Shown = str | Response | tuple[str, int]


def sit_down(seat: Seat, channel: str) -> None:
    """Remember the code in the cookie, and by which of `channels` its owner came.

    Begun on another device it goes on in the language of there, unless one has been chosen here.
    """
    if SPOKEN not in session and seat.language in {each.code for each in queries.offered()}:
        session[SPOKEN] = seat.language
    session[CODE] = seat.code
    session[CHANNEL] = channel
    session.pop(SIDE, None)
    session.pop(SENT, None)
    session.pop(TYPED, None)


def stand_up() -> str:
    """Forget the code in the cookie and return by which channel its owner had come."""
    session.pop(CODE, None)
    return str(session.pop(CHANNEL, BY_CODE))


def channel() -> str:
    """Return by which channel the citizen came."""
    return str(session.get(CHANNEL, BY_CODE))


def code_page(form: CodeForm) -> str:
    """Ask for the code, with what waits for it."""
    return render_template("surveys/code.html", form=form, kept=waiting(form), helped=in_languages())


def code_of_what_waits(form: CodeForm) -> str:
    """Another code was typed than the one that what waits was answered with: it is neither stored for it nor shown to its owner.

    It goes on waiting for its own code, or is left behind.
    """
    form.add_error(
        _("Der venter et svar, som hører til en anden kode. Skriv den kode. Eller fortsæt uden svaret med koden her."),
        "code",
    )
    return render_template("surveys/code.html", form=form, other=True, helped=in_languages())


def code_of_this_page(form: CodeForm) -> str:
    """Another code was typed in another window: ask for the one this page was made with. Nothing is done before it is there."""
    form.add_error(
        _(
            "Der er skrevet en anden kode i et andet vindue. Skriv den kode, du var i gang med på denne side. Intet er sendt."
        ),
        "code",
    )
    return code_page(form)


def unusable(form: CodeForm | None = None) -> str:
    """Return the one page for a code that is used, closed or unknown, so that it tells nobody which."""
    form = form or CodeForm(formdata=None)
    return render_template("surveys/unusable.html", form=form, kept=waiting(form), helped=in_languages())


def seated(view: Callable[..., Shown]) -> Callable[..., Shown]:
    """Give the view the citizen's seat; without one she is sent to the code page, or told that the code is of no use any more."""

    @wraps(view)
    def wrapped(**values: Any) -> Shown:
        if CODE not in session:
            ProofForm().validate()
            return redirect(url_for("surveys_sending.thanks" if SENT in session else "surveys.code"))
        if is_of_another():
            ProofForm().validate()
            return code_of_this_page(CodeForm(formdata=None))
        try:
            seat = answering.enter(session[CODE])
        except CodeUnusable:
            ProofForm().validate()
            stand_up()
            return unusable()
        return view(seat, **values)

    return wrapped
