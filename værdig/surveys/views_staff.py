"""Staff's pages of rounds: list, plan, open, codes, status, close; figures are in `views_results`, citizens' pages are in `views_public`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import current_user, requires
from værdig.clock import HalfYear, today
from værdig.errors import UserError
from værdig.i18n import _, format_number
from værdig.surveys import gone_types, grouping, losing, queries, round_keys, service, windows
from værdig.surveys import rounds as rules
from værdig.surveys.builder.hints import hints
from værdig.surveys.builder.queries import draft as own_questions
from værdig.surveys.codes_file import merge_file
from værdig.surveys.forms_staff import (
    LETTERS,
    CodesForm,
    ConfirmForm,
    FewDaysForm,
    HolderCloseForm,
    LostForm,
    PlanForm,
    PostponeForm,
    RoundForm,
    TogetherForm,
    codes_form,
    groups_form,
)
from værdig.surveys.groups import COMPARISONS, REFORM, groups_of, label_of
from værdig.surveys.handing_out import CSV, as_file, unsure_address
from værdig.surveys.invitations import queries as invited
from værdig.surveys.invitations import service as inviting
from værdig.surveys.languages.queries import named_languages
from værdig.surveys.models import State
from værdig.surveys.orders import Group, IssuedCode
from værdig.surveys.places import queries as place_queries
from værdig.surveys.presenting import closing_progress, key_words
from værdig.ui.address import citizens_address
from værdig.ui.widgets import VaerdigForm, form_view

blueprint = Blueprint("surveys_staff", __name__, url_prefix="/stab/runder", template_folder="templates")
Page = str | Response


@blueprint.route("/")
@requires("surveys.read")
def rounds() -> Page:
    """Every round of the municipality."""
    rows, holders = queries.rounds(), round_keys.holders() if round_keys.custody() == round_keys.HOLDERS else None
    unable = {name for each in rows if each.state == State.LOST for name in round_keys.holders_of(each.id)}
    user = current_user()
    has_key = user is not None and round_keys.has_key(user.id)
    return render_template("surveys/rounds.html", rounds=rows, holders=holders, unable=sorted(unable), has_key=has_key)


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def new() -> Page:
    """Plan a round."""
    form = RoundForm()
    form.offer(_half_years(), queries.DESIGNS, queries.offered_questionnaires())
    made: list[str] = []
    if form.did(lambda: made.append(_planned(form))):
        return redirect(url_for(".groups", round_id=made[0], ny=1))
    return render_template("surveys/round_new.html", form=form)


def _half_years() -> dict[str, str]:
    """Return what the half-years are called that a round can be about, each with the rounds it has; those with every kind are left out."""
    offered = {}
    for half in windows.still_possible(today()):
        kinds = {each.design for each in queries.rounds() if each.half_year == half and each.state != State.LOST}
        if kinds != set(queries.DESIGNS):
            has = ", ".join(f"»{queries.DESIGNS[kind]}«" for kind in sorted(kinds))
            offered[half.code] = (
                _("%(half_year)s (har allerede %(rounds)s)", half_year=half.label, rounds=has) if kinds else half.label
            )
    return offered


def _planned(form: RoundForm) -> str:
    return service.create_round(
        HalfYear.parse(form.half_year.data), form.design.data, form.opens_on.data, form.closes_on.data,
        questionnaire=form.questionnaire.data,
    )  # fmt: skip


@blueprint.route("/<round_id>")
@requires("surveys.read")
def show(round_id: str) -> Page:
    """One round as it stands: planned with its forecast, open with its status, closing, closed or lost."""
    round_ = queries.round_by_id(round_id)
    is_open = round_.state == State.OPEN
    return render_template(
        "surveys/round.html",
        round=round_,
        forecast=queries.forecast_of(round_id) if round_.state in (State.PLANNED, State.OPEN) else None,
        so_far=queries.answers_so_far(round_id) if is_open else None,
        steps=closing_progress(round_),
        states=State,
        holders=round_keys.holders_of(round_id),
        key_words=key_words,
    )


def _gone(round_id: str, *allowed: State, so: Any) -> Response | None:
    """Return the way back to a round that has left the states a page is for, told why; None while it is in one of them."""
    try:
        rules.must_be(round_id, *allowed, so=so)
    except UserError as error:
        flash(str(error), "error" if request.method == "POST" else "info")
        return redirect(url_for(".show", round_id=round_id))
    return None


@blueprint.route("/<round_id>/grupper", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def groups(round_id: str) -> Page:
    """Say whom a planned round asks and how many they are; for a round just planned nothing is filled in beforehand."""
    if gone := _gone(round_id, State.PLANNED, so=rules.GROUPS_STAND):
        return gone
    round_ = queries.round_by_id(round_id)
    asked = _asked(round_)
    named = {group.key: group.label for group in asked}
    offered = {group.key: str(group.label) for group in groups_of(round_.half_year)} | named
    form = groups_form(list(offered.items()), [] if "ny" in request.args else asked)
    if form.did(lambda: grouping.set_groups(round_id, form.asked())):
        return redirect(url_for(".show", round_id=round_id))
    comparisons = COMPARISONS if round_.half_year >= REFORM else ()
    return render_template("surveys/groups.html", form=form, round=round_, comparisons=comparisons, label_of=label_of)


def _asked(round_: queries.RoundRow) -> list[Group]:
    """Return the groups as they were asked for, each by itself, also those that are reported together."""
    alone = [part for group in round_.groups for part in group.parts or (group,)]
    return [Group(group.key, group.label, group.invited) for group in alone]


@blueprint.route("/<round_id>/sammen", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def together(round_id: str) -> Page:
    """Choose groups of a planned round to report as one; those that the forecast names are chosen already."""
    if gone := _gone(round_id, State.PLANNED, so=rules.GROUPS_STAND):
        return gone
    round_ = queries.round_by_id(round_id)
    predicted = queries.forecast_of(round_id)
    form = TogetherForm(data={"keys": [group.key for group in predicted.merge]})
    form.keys.choices = [(group.key, group.label) for group in round_.groups]
    if form.did(lambda: grouping.put_together(round_id, form.keys.data)):
        flash(_("Grupperne bliver vist samlet."), "success")
        return redirect(url_for(".together", round_id=round_id))
    return render_template("surveys/together.html", form=form, round=round_, forecast=predicted)


@blueprint.route("/<round_id>/sammen/<key>/del", methods=["POST"])
@requires("surveys.manage")
def apart(round_id: str, key: str) -> Page:
    """Report groups that were put together one by one again."""
    try:
        grouping.take_apart(round_id, key)
    except UserError as error:
        flash(str(error), "error")
    else:
        flash(_("Grupperne bliver vist hver for sig."), "success")
    return redirect(url_for(".together", round_id=round_id))


@blueprint.route("/<round_id>/plan", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def plan(round_id: str) -> Page:
    """Correct a planned round's days and whom it asks; the half-year stands."""
    if gone := _gone(round_id, State.PLANNED, so=rules.PLAN_KEPT):
        return gone
    round_ = queries.round_by_id(round_id)
    form = PlanForm(data={"design": round_.design, "opens_on": round_.opens_on, "closes_on": round_.closes_on})
    form.of(round_.half_year, queries.DESIGNS)
    if form.did(lambda: service.correct_plan(round_id, form.design.data, form.opens_on.data, form.closes_on.data)):
        flash(_("Planen er rettet."), "success")
        return redirect(url_for(".show", round_id=round_id))
    return render_template("surveys/plan.html", form=form, round=round_)


@blueprint.route("/<round_id>/slet", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def drop(round_id: str) -> Page:
    """Delete a planned round after a question, so that it can be planned anew."""
    if gone := _gone(round_id, State.PLANNED, so=rules.PLAN_STANDS):
        return gone
    form = ConfirmForm()
    if form.did(lambda: service.drop_planned(round_id)):
        flash(_("Planen er slettet."), "success")
        return redirect(url_for(".rounds"))
    return render_template("surveys/drop.html", form=form, round=queries.round_by_id(round_id))


@blueprint.route("/<round_id>/aabn", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def open_(round_id: str) -> Page:
    """Open a round after a question, and one more where few days are left."""
    if gone := _gone(round_id, State.PLANNED, so=rules.OPENED_ONCE):
        return gone
    round_ = queries.round_by_id(round_id)
    own, few = own_questions(round_id).items, windows.few_days_left(round_.closes_on, today())
    form = FewDaysForm() if few else ConfirmForm()
    if form.did(lambda: _open(round_)):
        flash(_("Runden er åben. Hent koderne, så de kan sendes ud."), "success")
        return redirect(url_for(".codes", round_id=round_id))
    return render_template(
        "surveys/open.html",
        form=form,
        round=round_,
        latest=windows.latest_last_day(round_.half_year),
        forecast=queries.forecast_of(round_id),
        questions=queries.questions_of(round_id),
        has_own=bool(own),
        hints=hints(own),
        over=windows.why_not_opened(round_.closes_on, today()),
        few=few,
        lacks_holders=round_keys.LACKS_HOLDERS if round_keys.lacks_holders() else "",
    )


def _open(round_: queries.RoundRow) -> None:
    """Open it, unless its last day has gone: rounds of years that are past are opened in examples and on the command line."""
    if why := windows.why_not_opened(round_.closes_on, today()):
        raise UserError(why)
    service.open_round(round_.id)


@blueprint.route("/<round_id>/koder", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def codes(round_id: str) -> Page:
    """Make codes and hand them over as a file, this once: they are stored nowhere in clear."""
    if gone := _gone(round_id, State.OPEN, so=rules.NO_CODES):
        return gone
    round_ = queries.round_by_id(round_id)
    invited = [group for group in round_.groups if not group.is_here]
    lacking = {group.key: None if group.invited is None else max(0, group.invited - group.issued) for group in invited}
    asked = [Group(group.key, group.label, group.invited) for group in invited]
    form = codes_form(asked, lacking, service.MOST_CODES, round_.issued, named_languages())
    made: list[IssuedCode] = []
    if form.did(lambda: made.extend(_issue(round_, form))):
        if form.way.data == LETTERS:
            flash(_("Koderne er lavet og gemt forseglet. Nu kan du lave breve."), "success")
            return redirect(url_for("surveys_invitations.index", round_id=round_id))
        flash(
            _("%(number)s koder er lavet og hentet i en fil. Find den blandt dine overførsler.",
              number=format_number(len(made))), "success",
        )  # fmt: skip
        design = queries.FILE_NAMES[round_.design]
        return as_file(merge_file(made, citizens_address()), f"koder-{round_.half_year}-{design}.csv", CSV)
    return render_template("surveys/codes.html", form=form, round=round_, unsure=unsure_address())


def _issue(round_: queries.RoundRow, form: CodesForm) -> list[IssuedCode]:
    """Make what the form asks for; codes that are kept for letters are not returned."""
    if form.made_before.data != str(round_.issued):
        raise UserError(
            _(
                "Der er lavet koder, siden du åbnede siden. Fik du en fil, ligger den blandt dine overførsler. Åbn siden igen, hvis "
                "du skal bruge flere."
            )
        )
    if foreign := form.foreign(request.form):
        names = ", ".join(name.partition("__")[0] for name in foreign)
        raise UserError(_("Målgruppen »%(group)s« er ikke med i runden. Der er ikke lavet koder.", group=names))
    orders, more = form.orders(), form.more_invited.data
    if form.way.data == LETTERS:
        inviting.invite_by_count(round_.id, orders, form.language.data, more_invited=more)
        return []
    return service.issue_codes(round_.id, orders, more_invited=more)


@blueprint.route("/<round_id>/koder/kasser", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def discard(round_id: str) -> Page:
    """Make unused codes worthless, for a file that was lost."""
    if gone := _gone(round_id, State.OPEN, so=rules.NO_CODES):
        return gone
    form = ConfirmForm()
    if form.did(lambda: service.discard_unused(round_id)):
        flash(_("De ubrugte koder virker ikke længere. Du kan lave nye."), "success")
        return redirect(url_for(".codes", round_id=round_id))
    return render_template(
        "surveys/discard.html",
        form=form,
        round=queries.round_by_id(round_id),
        typed_twice=municipality.setting("paper_typed_twice"),
        places=place_queries.places(round_id),
    )


@blueprint.route("/<round_id>/luk", methods=["GET", "POST"])
@requires("surveys.close")
@form_view
def close(round_id: str) -> Page:
    """Close a round after naming the consequences, or take up a closing that was cut short."""
    round_ = queries.round_by_id(round_id)
    if round_.state in (State.PLANNED, State.CLOSED) or round_.given_up:
        return redirect(url_for(".show", round_id=round_id))
    form = HolderCloseForm() if round_.needs_holder else ConfirmForm()
    if form.did(lambda: _close(round_id, form)):
        return redirect(url_for(".show", round_id=round_id))
    now = queries.round_by_id(round_id)
    return render_template(
        "surveys/close.html",
        form=form,
        round=now,
        steps=closing_progress(now),
        gone=gone_types.of_round(round_id),
        holders=round_keys.holders_of(round_id),
        states=State,
        typed_twice=municipality.setting("paper_typed_twice"),
        so_far=queries.answers_so_far(round_id),
        waiting_mail=invited.status(round_id).waiting,
    )


def _close(round_id: str, form: VaerdigForm) -> None:
    service.close_round(round_id, form.passphrase.data if "passphrase" in form else None)
    service.delete_expired()


@blueprint.route("/<round_id>/tabt", methods=["GET", "POST"])
@requires("surveys.close")
@form_view
def lost(round_id: str) -> Page:
    """Say that no key holder can open a round, once they have been asked; the closing page tells who waits, and from when."""
    if gone := _gone(round_id, State.OPEN, State.CLOSING, so=rules.NOT_SAID_LOST):
        return gone
    round_ = queries.round_by_id(round_id)
    if round_.is_early or not round_.needs_holder:
        return redirect(url_for(".close", round_id=round_id))
    form = LostForm()
    if form.did(lambda: losing.say_lost(round_id)):
        return redirect(url_for(".show", round_id=round_id))
    holders, so_far = round_keys.holders_of(round_id), queries.answers_so_far(round_id)
    return render_template("surveys/lost.html", form=form, round=round_, holders=holders, so_far=so_far)


@blueprint.route("/<round_id>/frist", methods=["GET", "POST"])
@requires("surveys.manage")
@form_view
def postpone(round_id: str) -> Page:
    """Give people more time, after a question: an open round's last day can be made later, never earlier; a plan is corrected."""
    round_ = queries.round_by_id(round_id)
    if round_.state == State.PLANNED:
        return redirect(url_for(".plan", round_id=round_id))
    if gone := _gone(round_id, State.OPEN, so=rules.LAST_DAY_STANDS):
        return gone
    form = PostponeForm()
    form.of(round_.half_year, round_.closes_on)
    fits = form.did(lambda: _move(round_id, form))
    if fits and form.is_confirmed:
        flash(_("Sidste dag er flyttet."), "success")
        return redirect(url_for(".show", round_id=round_id))
    if fits:
        form.ask()
    latest = windows.latest_last_day(round_.half_year)
    return render_template("surveys/postpone.html", form=form, round=round_, asks=fits, latest=latest)


def _move(round_id: str, form: PostponeForm) -> None:
    if form.is_confirmed:
        service.postpone(round_id, form.closes_on.data)


@blueprint.route("/<round_id>/opgiv", methods=["GET", "POST"])
@requires("surveys.close")
@form_view
def give_up(round_id: str) -> Page:
    """Give up a round that nobody can open."""
    if gone := _gone(round_id, State.LOST, so=rules.NOT_GIVEN_UP):
        return gone
    form = ConfirmForm()
    if form.did(lambda: losing.give_up_round(round_id)):
        flash(_("Runden er opgivet. Konvolutterne er slettet."), "success")
        return redirect(url_for(".show", round_id=round_id))
    holders = round_keys.holders_of(round_id)
    return render_template("surveys/give_up.html", form=form, round=queries.round_by_id(round_id), holders=holders)
