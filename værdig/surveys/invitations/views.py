"""Staff's pages for inviting from a list: the file in two steps, e-mail, letters, the merge file, reminders, deleting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from værdig import clock, municipality
from værdig.access import requires
from værdig.errors import UserError
from værdig.files.limits import MAX_BYTES
from værdig.i18n import _, format_number, ngettext
from værdig.surveys import queries as rounds
from værdig.surveys.forms_staff import ConfirmForm
from værdig.surveys.groups import LENGTHS
from værdig.surveys.handing_out import CSV, PDF, as_file, unsure_address
from værdig.surveys.invitations import list_file, outbox, piles, queries, service
from værdig.surveys.invitations.forms import NO, YES, InviteForm, ListForm, RemindersForm, RemindForm, WhomForm
from værdig.surveys.invitations.merge_file import merge_file
from værdig.surveys.invitations.outbox import Whom
from værdig.surveys.invitations.texts import Words, words
from værdig.surveys.languages.names import language_by_code
from værdig.surveys.models import State
from værdig.ui.address import citizens_address
from værdig.ui.widgets import VaerdigForm, form_view

blueprint = Blueprint(
    "surveys_invitations", __name__, url_prefix="/stab/runder/<round_id>/invitationer", template_folder="../templates"
)
Page = str | AnyResponse
ERRORS_SHOWN = 50
NO_CODE = "XXXX-XXXX-XXXXX"
"""Stands for a code where the words of a letter are shown beforehand."""


@blueprint.route("")
@requires("surveys.manage")
def index(round_id: str) -> Page:
    """How the sending stands, and what can be done."""
    round_ = rounds.round_by_id(round_id)
    if round_.state != State.OPEN:
        return redirect(url_for("surveys_staff.show", round_id=round_id))
    return render_template(
        "surveys/invitations/index.html",
        round=round_,
        status=queries.status(round_id),
        how_long=_how_long(),
        piles=piles.legend(round_),
        no_server=service.lacks_server(),
        unused_only=municipality.setting("remind_unused_only"),
    )


def _how_long() -> str:
    return _(
        "Er ingen påmindelse planlagt, bliver listen slettet %(days)s dage efter, at der sidst er sendt.",
        days=service.KEPT_DAYS,
    )


@blueprint.route("/liste", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def upload(round_id: str) -> Page:
    """Choose a file; what is in it is shown before anybody is invited."""
    round_ = rounds.round_by_id(round_id)
    form, kept = ListForm(), list[str]()
    if form.did(lambda: kept.append(_kept(round_, form))):
        return redirect(url_for(".preview", round_id=round_id, draft_id=kept[0]))
    return render_template(
        "surveys/invitations/upload.html",
        form=form,
        round=round_,
        groups=", ".join(f"»{name}«" for name in queries.group_names(round_)),
        lengths=", ".join(str(length.label) for length in LENGTHS),
    )


def _kept(round_: rounds.RoundRow, form: ListForm) -> str:
    read = list_file.read(form.file.data.stream.read(MAX_BYTES + 1), queries.asked(round_))
    return service.keep_draft(round_.id, read)


@blueprint.route("/liste/<draft_id>", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def preview(round_id: str, draft_id: str) -> Page:
    """What was found in a file; sent, its people are invited."""
    round_ = rounds.round_by_id(round_id)
    read = service.draft(round_id, draft_id)
    form = InviteForm()
    if form.did(lambda: service.invite(round_id, draft_id, more_invited=form.more_invited.data)):
        flash(ngettext("Én er på listen.", "%(count)s er på listen.", len(read.people)), "success")
        return redirect(url_for(".index", round_id=round_id))
    return render_template(
        "surveys/invitations/preview.html", form=form, round=round_, draft_id=draft_id, **_shown(round_, read)
    )


def _shown(round_: rounds.RoundRow, read: list_file.ReadList) -> dict[str, Any]:
    beside = queries.plan_beside(round_, read.people)
    languages = Counter(person.language for person in read.people)
    return {
        "people": len(read.people),
        "with_mail": sum(bool(person.email) for person in read.people),
        "errors": read.errors,
        "wrong_rows": read.wrong_rows,
        "already": read.already,
        "error_rows": [(error.row, error.column, error.text) for error in read.errors[:ERRORS_SHOWN]],
        "unread": read.unread,
        "beside": beside,
        "asks": any(group.over for group in beside),
        "groupless": sum(person.group is None for person in read.people),
        "in_danish": queries.in_danish(round_.id, languages),
        "by_language": [(_language(code), format_number(number)) for code, number in languages.most_common()],
    }


def _language(code: str) -> str:
    known = language_by_code(code)
    return str(known.name) if known else code


@blueprint.route("/liste/<draft_id>/kasser", methods=["POST"])
@requires("surveys.manage")
def drop(round_id: str, draft_id: str) -> Page:
    """Throw a list away before anybody is invited."""
    rounds.round_by_id(round_id)
    service.drop_draft(round_id, draft_id)
    flash(_("Listen er kasseret. Ingen er inviteret."), "success")
    return redirect(url_for(".index", round_id=round_id))


@blueprint.route("/mail", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def mail(round_id: str) -> Page:
    """Send the e-mails that wait, after a question."""
    if gone := _without_server(round_id):
        return gone
    form, status = ConfirmForm(), queries.status(round_id)
    if form.did(lambda: service.start_mail(round_id, citizens_address())):
        return _back(round_id, _("E-mails bliver sendt. Her kan du se, hvor langt det er."))
    number = ngettext("Én e-mail venter.", "%(count)s e-mails venter.", status.waiting)
    texts = [number, _how_long()]
    return _ask(
        round_id, form, _("Send e-mails?"), _("Send e-mails"), texts, sample=_sample(round_id, status.occasion > 0)
    )


def _without_server(round_id: str) -> AnyResponse | None:
    """Return the way back to the list's page, which says at its top what is missing; None where e-mail can be sent."""
    rounds.round_by_id(round_id)
    return redirect(url_for(".index", round_id=round_id)) if service.lacks_server() else None


@blueprint.route("/mail/stop", methods=["POST"])
@requires("surveys.manage")
def stop_mail(round_id: str) -> Page:
    """Stop after the letter at hand."""
    return _act(round_id, lambda: service.stop_mail(round_id), _("Udsendelsen er stoppet. Du kan fortsætte senere."))


@blueprint.route("/paamind", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def remind(round_id: str) -> Page:
    """Send a reminder by e-mail now, after a question."""
    if gone := _without_server(round_id):
        return gone
    planned = [day for day in queries.status(round_id).reminder_days if day > clock.today()]
    form = RemindForm(data={"last": NO if planned else YES})
    if form.did(lambda: service.remind(round_id, last=form.last.data == YES)):
        return _back(round_id, _("Påmindelsen bliver sendt."))
    said = _("Den går til alle med e-mail. Teksten siger: Har du svaret, så se bort fra dette brev.")
    if municipality.setting("remind_unused_only"):
        said = _(
            "Den går kun til dem, der ikke har brugt deres kode. Ingen får at vide, hvem det er, eller hvor mange. Teksten er den "
            "samme: Har du svaret, så se bort fra dette brev."
        )
    texts = [said, _how_long()]
    return _ask(
        round_id, form, _("Send en påmindelse nu?"), _("Send påmindelsen"), texts, sample=_sample(round_id, True)
    )


@blueprint.route("/paamindelser", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def reminders(round_id: str) -> Page:
    """Choose the days of reminders."""
    form, status = RemindersForm(), queries.status(round_id)
    if request.method == "GET":
        form.show(status.reminder_days)
    if form.did(lambda: _plan(round_id, form)):
        return _back(round_id, _("Listen er slettet.") if form.no_more.data else _("Dagene er gemt."))
    sent_to = _("På de dage sender Værdig selv en e-mail til dem, der har fået en. Breve og flettefil henter du selv.")
    if municipality.setting("remind_unused_only"):
        sent_to = _(
            "På de dage sender Værdig selv en e-mail til dem, der har fået en og ikke har brugt deres kode. Breve og flettefil "
            "henter du selv. De er altid til alle."
        )
    texts = [
        sent_to,
        _(
            "Når den sidste påmindelse er sendt, bliver e-mailadresser og koder slettet. De, der skal have brev, står en uge mere, uden adresse."
        ),
        _how_long(),
    ]
    return _ask(round_id, form, _("Dage til påmindelser"), _("Gem"), texts)


def _plan(round_id: str, form: RemindersForm) -> None:
    if not form.no_more.data:
        service.plan_reminders(round_id, form.days())
        return
    if any(day > clock.today() for day in form.days()):
        raise UserError(_("Vælg enten dage, eller at der ikke sendes flere påmindelser."), "no_more")
    service.no_more_reminders(round_id)


@blueprint.route("/breve", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def letters(round_id: str) -> Page:
    """Have letters made, after a question."""
    form = WhomForm()
    if form.did(lambda: _start_letters(round_id, form)):
        return _back(round_id, _("Brevene bliver lavet. Her kan du se, hvor langt det er."))
    texts = [
        _(
            "Hvert brev er én side A4 til rudekuvert. I ruden står referencen. Brevet har kode, link og et billede til telefonen."
        ),
        _("Breve, der er lavet før, bliver slettet. Koderne er de samme."),
        _how_long(),
    ]
    texts += _to_everybody()
    if unprinted := queries.unprinted():
        texts.append(unprinted)
    return _ask(round_id, form, _("Lav breve?"), _("Lav breve"), texts, sample=_sample(round_id, False))


def _to_everybody() -> list[str]:
    """Say that what staff take out themselves goes to those who have answered too, where e-mails do not; a file would tell who has."""
    if not municipality.setting("remind_unused_only"):
        return []
    return [
        _(
            "Kommunen påminder kun dem, der ikke har brugt deres kode. Det gælder e-mail. Her er alle med, også de, der har svaret: "
            "Ellers kunne man se, hvem der mangler."
        )
    ]


def _start_letters(round_id: str, form: WhomForm) -> None:
    service.start_letters(round_id, Whom(form.whom.data), citizens_address(), is_reminder=form.reminder.data)


@blueprint.route("/breve/<int:number>")
@requires("surveys.manage")
def letters_file(round_id: str, number: int) -> Page:
    """One file of letters."""
    rounds.round_by_id(round_id)
    content = service.letters_pdf(round_id, number)
    return as_file(content, f"breve-{number}.pdf", PDF)


@blueprint.route("/flettefil", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def file(round_id: str) -> Page:
    """Hand over the merge file, after a question."""
    form = WhomForm()
    made: list[bytes] = []
    if form.did(lambda: made.append(_merged(round_id, form))):
        flash(_("Flettefilen er lavet og hentet. Find den blandt dine overførsler."), "success")
        return as_file(made[0], "flettefil.csv", CSV)
    texts = [
        _("Filen har reference, kode, link, sprog og tekst. Den er til det system, I selv sender med."),
        _("I kolonnen »sprog« står tekstens sprog. I kolonnen »oensket_sprog« står det sprog, listen siger."),
        _how_long(),
        *_to_everybody(),
    ]
    warning = _("Den, der har filen, kan se, hvilken kode der hører til hvilken reference. Slet den, når der er sendt.")
    return _ask(
        round_id,
        form,
        _("Hent flettefil?"),
        _("Hent flettefil"),
        texts,
        warning=warning,
        sample=_sample(round_id, False),
        downloads=True,
    )


def _merged(round_id: str, form: WhomForm) -> bytes:
    outreach = outbox.must_be_open(outbox.of(round_id))
    people = outbox.people(outreach, Whom(form.whom.data))
    if not people:
        raise UserError(_("Der er ingen at skrive til."))
    said = _words(round_id, is_reminder=form.reminder.data)
    service.note_sent(round_id, "survey.merge_file_taken", Whom(form.whom.data))
    return merge_file(people, said)


@blueprint.route("/afviste")
@requires("surveys.manage")
def refused(round_id: str) -> Page:
    """The references whose e-mail the server refused; never an address."""
    round_ = rounds.round_by_id(round_id)
    found = outbox.refused(outbox.must_be_open(outbox.of(round_id)))
    service.note_taken(round_id, "survey.refused_read")
    return render_template("surveys/invitations/refused.html", round=round_, references=found)


@blueprint.route("/slet", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def forget(round_id: str) -> Page:
    """Delete the list, after a question."""
    form = ConfirmForm()
    if form.did(lambda: service.forget(round_id)):
        return _back(round_id, _("Listen er slettet."))
    warning = _(
        "Referencer, e-mailadresser, breve og nøglen til dem bliver slettet for altid. Der kan ikke sendes mere fra listen. "
        "Koderne virker stadig."
    )
    return _ask(round_id, form, _("Slet listen?"), _("Slet listen"), [], warning=warning, danger=True)


def _act(round_id: str, act: Callable[[], Any], said: str) -> Page:
    try:
        act()
    except UserError as error:
        flash(str(error), "error")
        return redirect(url_for(".index", round_id=round_id))
    return _back(round_id, said)


def _back(round_id: str, said: str) -> Page:
    flash(said, "success")
    return redirect(url_for(".index", round_id=round_id))


def _ask(round_id: str, form: VaerdigForm, question: str, button: str, texts: list[str], **more: Any) -> Page:
    """Show a page that asks before something is done; sends to the list's own page where there is none."""
    round_ = rounds.round_by_id(round_id)
    if round_.state != State.OPEN or not queries.status(round_id).open:
        return redirect(url_for(".index", round_id=round_id))
    return render_template(
        "surveys/invitations/confirm.html",
        form=form,
        round=round_,
        question=question,
        button=button,
        texts=texts,
        unsure=unsure_address() if "sample" in more else "",
        in_danish=queries.in_danish(round_id, outbox.languages(round_id)) if "sample" in more else None,
        **more,
    )


def _sample(round_id: str, is_reminder: bool) -> Any:
    return _words(round_id, is_reminder=is_reminder).of("da", NO_CODE)


def _words(round_id: str, *, is_reminder: bool) -> Words:
    return words(round_id, citizens_address(), is_reminder=is_reminder)
