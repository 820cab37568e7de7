"""Citizens' pages about receipts: one's own as a file, and checking any; the receipt's page is in `complaints.views_public`.

What is checked here is neither stored nor logged.
"""

from __future__ import annotations

from base64 import b64encode

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from værdig import municipality
from værdig.access import public
from værdig.codes import shown
from værdig.complaints import keys as case_keys
from værdig.complaints import marks, queries, texts, visit
from værdig.complaints.models import Case
from værdig.complaints.reading import read_case
from værdig.complaints.receipts import checking, document, keys
from værdig.complaints.receipts import queries as log
from værdig.complaints.receipts.forms import CheckForm
from værdig.complaints.views_own_case import blueprint as own_case
from værdig.crypto import public_pem, public_spki
from værdig.errors import NotYours, UserError
from værdig.i18n import _
from værdig.ui.address import citizens_address
from værdig.ui.widgets import form_view

blueprint = Blueprint("complaints_receipts", __name__, template_folder="../templates")

Page = str | AnyResponse | tuple[str, int]


@own_case.route("/klage/kvittering.pdf")
@public
def receipt_pdf() -> Page:
    """The receipt in hand as a PDF, with the return code on it."""
    found, code = _in_hand()
    if found is None or not found.receipt:
        return redirect(url_for("complaints.case"))
    identity = read_case(found, case_keys.open_with_code(found, code)).identity
    values = {
        **texts.receipt(found, identity),
        "case": found,
        "code": shown(code),
        "check_page": citizens_address("kvittering"),
    }
    return _file(document.pdf(values, found.receipt), f"kvittering-{found.number}.pdf", "application/pdf")


@own_case.route("/klage/kvittering.txt")
@public
def receipt_text() -> Page:
    """The signed text of the receipt in hand; from the next day on with the proof that it stands in the log."""
    found, _code = _in_hand()
    if found is None or not found.receipt:
        return redirect(url_for("complaints.case"))
    proof = log.proof(found.receipt)
    text = (
        found.receipt
        if proof is None
        else checking.proof_file(found.receipt, proof.head, proof.place, list(proof.neighbours))
    )
    return _file(text.encode(), f"kvittering-{found.number}.txt", "text/plain; charset=utf-8")


def _in_hand() -> tuple[Case | None, str]:
    """Return the case of the page one comes from, and its code."""
    opened, mark = visit.opened(), marks.carried()
    if opened is None:
        return None, ""
    code = visit.code_of(mark) or opened[1]
    return queries.case_of_citizen(code) or opened[0], code


@blueprint.route("/kvittering", methods=["GET", "POST"])
@public
@form_view
def check() -> Page:
    """Check a receipt: whoever has one may, with or without a case of her own."""
    form = CheckForm()
    found = None
    if form.validate_on_submit():
        try:
            found = checking.check(form.handed_in, keys.trusted())
        except UserError as error:
            form.add_error(error)
    return render_template("complaints/receipts/check.html", form=form, found=found, what_counts=checking.what_counts())


@blueprint.route("/kvittering/noegle.pem")
@public
def key() -> Response:
    """The public key, for whoever checks receipts by other means."""
    return _file(public_pem(keys.public()).encode(), "noegle.pem", "application/x-pem-file")


@blueprint.route("/kvittering/efterproev.html")
@public
def offline() -> Response:
    """A page to keep that checks receipts without us: everything it needs is in it."""
    page = current_app.jinja_env.get_template("complaints/receipts/offline.html")
    spki = {name: b64encode(public_spki(public)).decode() for name, public in keys.trusted().items()}
    content = page.render(spki=spki, words=_words(), municipality=municipality.get().name)
    return _file(content.encode(), "efterproev-kvittering.html", "text/html; charset=utf-8")


def _words() -> dict[str, str]:
    """Return what the page that works by itself says."""
    return {
        "genuine": _("Kvitteringens underskrift er ægte."),
        "counts": checking.what_counts(),
        "number": _("Sagsnummer:"),
        "office": _("Hos:"),
        "received": _("Modtaget:"),
        "answer": _("Svar er lovet senest:"),
        "none": _("Det er ikke en underskrevet kvittering."),
        "unknown": _("Kvitteringen er underskrevet med en nøgle, siden ikke kender."),
        "changed": _("Underskriften passer ikke. Der er rettet i kvitteringen, eller den er ikke læst rigtigt."),
        "other": _("Det er underskrevet, men det er ikke en kvittering, vi kan læse."),
        "old": _("Browseren er for gammel til at prøve underskriften. Brug en nyere, eller kommunens side."),
    }


@blueprint.route("/kvittering/dage")
@public
def days() -> str:
    """The ends of the log's days, newest first: whoever keeps a copy can see that no day is changed later."""
    ended = log.days()[::-1][:DAYS_SHOWN]
    rows = [(each.day, each.signed) for each in ended]
    return render_template("complaints/receipts/days.html", days=ended, rows=rows, more=DAYS_SHOWN)


@blueprint.route("/kvittering/dage.txt")
@public
def all_days() -> Response:
    """The signed ends of all days, one a line, oldest first."""
    if not (ended := log.days()):
        raise NotYours
    lines = "".join(f"{day.day.isoformat()} {day.signed}\n" for day in ended)
    return _file(lines.encode(), "kvitteringer-dage.txt", "text/plain; charset=utf-8")


DAYS_SHOWN = 31


def _file(content: bytes, name: str, kind: str) -> Response:
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
