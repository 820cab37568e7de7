"""The pages shown when something is wrong, in Danish; drawn without plug-ins, and without a database when that is what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wsgi import LimitedStream

from værdig import municipality
from værdig.access import origin
from værdig.access.guard import is_staff_address
from værdig.db.tenancy import bound_tenant
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, _l
from værdig.ui import csrf, frame

_MARKS = frozenset({csrf.FIELD, "token", "next"})
"""Fields that a form sends of its own accord."""

_STILL_THERE = _l("Gå tilbage i din browser. Det, du har skrevet, står der stadig.")


@dataclass(frozen=True)
class Told:
    """What a page tells: its heading, and what has happened and what to do, one sentence or two each."""

    heading: Any
    texts: tuple[Any, ...]


PAGES: dict[int, Told] = {
    400: Told(
        _l("Siden kunne ikke læse det, der blev sendt"),
        (_l("Intet er ændret."), _l("Gå tilbage i din browser, og prøv igen.")),
    ),
    401: Told(_l("Du er logget af"), (_l("Log ind igen for at fortsætte."),)),
    403: Told(_l("Du har ikke adgang"), (_l("Siden er lukket for dig. Spørg den, der giver adgang hos jer."),)),
    404: Told(
        _l("Siden findes ikke"),
        (_l("Adressen er måske skrevet forkert, eller siden er flyttet."), _l("Begynd forfra på forsiden.")),
    ),
    405: Told(_l("Siden kan ikke åbnes på den måde"), (_l("Gå tilbage i din browser, og brug knapperne på siden."),)),
    409: Told(
        _l("Det kan ikke lade sig gøre nu"),
        (
            _l("Noget er blevet ændret, siden du åbnede siden. Intet er gemt."),
            _l("Gå tilbage, hent siden igen, og prøv en gang til."),
        ),
    ),
    413: Told(
        _l("Det er for meget på én gang"),
        (_STILL_THERE, _l("Gør teksten kortere, eller vælg en mindre fil. Send så igen.")),
    ),
    429: Told(_l("Vent lidt, og prøv igen"), (_l("Der er prøvet for mange gange på kort tid."), _STILL_THERE)),
    500: Told(
        _l("Noget gik galt hos os"),
        (_l("Det er ikke din skyld. Prøv igen om lidt."), _STILL_THERE),
    ),
    503: Told(_l("Siden kan ikke vises lige nu"), (_l("Prøv igen om nogle minutter."), _STILL_THERE)),
}
"""Every status that has its own words. Others are told as the first of their hundred."""

NOT_FOR_STAFF = Told(
    _l("Siden findes ikke"),
    (
        _l("Adressen er måske skrevet forkert, eller siden er flyttet. Måske hører den til en rolle, du ikke har her."),
        _l("Arbejder du i flere kommuner, kan du skifte kommune på Min side."),
        _l("Mangler du en rolle, så bed din administrator om den."),
    ),
)
"""The 404 page of the staff side: the same for what does not exist and for what is not hers."""

EXPIRED = Told(
    _l("Siden havde stået åben for længe"),
    (_l("Intet er sendt."), _l("Gå tilbage i din browser, hent siden igen, og tryk på knappen en gang til.")),
)

DRAINED_BYTES = 64 * 1024 * 1024
"""How much of a too large request is read away, so that the browser gets the answer instead of a broken connection."""


def error_page(status: int, told: Told | None = None, **more: Any) -> Response:
    """Return the page for a status; `told` replaces its words. Context processors, and so plug-ins, are not asked."""
    staff = is_staff_address(request.path)
    told = _of_this_request(
        told or (NOT_FOR_STAFF if staff and status == 404 else PAGES.get(status)) or PAGES[status // 100 * 100], status
    )
    template = current_app.jinja_env.get_template("errors/error.html")
    page = template.render(site=frame.site_or_plain(), staff=staff, status=status, told=told, **more)
    return Response(page, status, content_type="text/html; charset=utf-8")


def _of_this_request(told: Told, status: int) -> Told:
    """Leave out that what was written is still there, where nothing was written."""
    if request.method == "POST" and (status == 413 or _wrote()):
        return told
    return replace(told, texts=tuple(text for text in told.texts if text is not _STILL_THERE))


def _wrote() -> bool:
    """Tell whether the form that was sent holds anything but its own marks; one too large to read does."""
    try:
        return any(value.strip() for name, value in request.form.items(multi=True) if name not in _MARKS)
    except RequestEntityTooLarge:
        return True


def init(app: Flask) -> None:
    """Answer every error with its page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)
    app.register_error_handler(CSRFError, lambda _error: error_page(400, EXPIRED))
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(NotYours, lambda _error: error_page(404))
    app.register_error_handler(RuleBroken, _rule_broken)
    app.register_error_handler(origin.MadeElsewhere, _made_elsewhere)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(InterfaceError, _no_database)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    if error.code == 401 and request.method == "POST":
        return _signed_out()
    page = error_page(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            page.headers[name] = value
    return page


def _broken(_error: Exception) -> Response:
    return error_page(500)


def _user_error(error: UserError) -> Response:
    return error_page(400, Told(_l("Det kunne ikke lade sig gøre"), (error.text, _STILL_THERE)))


def _rule_broken(error: RuleBroken) -> Response:
    if is_staff_address(request.path):  # what citizens do leaves no line in the log
        current_app.logger.warning("rule broken at %s: %s", request.endpoint, error)
    return error_page(409)


def _no_database(error: Exception) -> Response:
    current_app.logger.error("the database does not answer: %s", type(error).__name__)
    page = error_page(503)
    page.headers["Retry-After"] = "30"
    return page


def _too_large(_error: RequestEntityTooLarge) -> Response:
    _drain()
    return error_page(413)


def _drain() -> None:
    """Read the rest of the request: a server that closes on unread data resets the connection and the page is lost."""
    try:
        stream: Any = request.stream
    except RequestEntityTooLarge:
        stream = LimitedStream(request.environ["wsgi.input"], min(request.content_length or 0, DRAINED_BYTES))
    left = DRAINED_BYTES
    while left > 0 and (chunk := stream.read(65536)):
        left -= len(chunk)


def _signed_out() -> Response:
    """Return a page that carries what was typed until its author has signed in again, and then sends it where it was written.

    Sent again, it meets the ordinary checks. Its token is good for the one whose form it was; what proves to be nobody's
    gets none, and its form is shown before anything happens.
    """
    made = origin.opened(csrf.sent_mark())
    token = csrf.token(origin.sealed(replace(made, leads_back=True))) if made else ""
    return error_page(401, _KEPT, carried=_carried(token), sign_in=True, button=_("Send igen"))


_KEPT = Told(
    _l("Du er logget af"),
    (
        _l("Det, du har skrevet, er her stadig."),
        _l("Log ind i en ny fane. Kom så tilbage til denne side, og tryk på »Send igen«."),
    ),
)

SECRETS = frozenset({"password", "passphrase", "again", "current"})
"""Fields that hold pass words and pass phrases: no page carries them along, and their form asks for them anew."""


def _carried(token: str) -> list[tuple[str, str]]:
    """Return what was sent as the fields of a form that sends it again, secrets left out."""
    left_out = SECRETS | {csrf.FIELD}
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in left_out]
    return [(csrf.FIELD, token), *fields] if token else fields


def _made_elsewhere(error: origin.MadeElsewhere) -> Response:
    """Return a page that says in which municipality a form was made, and offers to go back there and send it again."""
    names = {known.id: known.name for known in municipality.known()}
    first, now = names.get(error.origin.municipality_id, ""), names.get(bound_tenant() or "", "")
    back = error.may_go_back
    token = csrf.token(origin.sealed(replace(error.origin, leads_back=True))) if back else ""
    return error_page(
        409, _told_elsewhere(first, now, back), carried=_carried(token) if back else [], written=_written(),
        button=_("Skift tilbage til %(name)s, og send", name=first),
    )  # fmt: skip


def _told_elsewhere(first: str, now: str, back: bool) -> Told:
    where = [_("Siden er lavet i %(first)s. Nu arbejder du i %(now)s.", first=first, now=now)] if first and now else []
    texts = [*where, _("Intet er gemt, og intet er sendt.")]
    if not back:
        texts.append(_("Du har ikke længere en rolle der, hvor siden er lavet. Kopiér det, du vil beholde."))
        return Told(_("Siden hører til en anden kommune"), tuple(texts))
    texts.append(_("Du kan skifte tilbage og sende det. Det, du har skrevet, følger med."))
    if SECRETS & request.form.keys():
        texts.append(_("Kodeord følger ikke med. Du skal skrive dem igen."))
    if any(file.filename for _name, file in request.files.items(multi=True)):
        texts.append(_("Filer følger ikke med. Du skal vælge dem igen."))
    return Told(_("Du har skiftet kommune"), tuple(texts))


def _written() -> list[str]:
    """Return the words somebody has written: what has several of them; the rest are choices, and single words for machines."""
    left_out = SECRETS | _MARKS
    return [value for name, value in request.form.items(multi=True) if name not in left_out and len(value.split()) > 1]
