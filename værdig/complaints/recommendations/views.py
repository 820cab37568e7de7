"""Pages of recommendations, the same for both offices: the register, one recommendation, and the steps each office may take."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.complaints import keys as keyring
from værdig.complaints import queries as cases
from værdig.complaints.acting import BORGERRAADGIVER, By, Side
from værdig.complaints.case_page import name_of
from værdig.complaints.case_routes import unlock_first
from værdig.complaints.conflicts.walls import turn_away
from værdig.complaints.desk import acting, private_keys
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.recommendations import lifecycle, queries, sealing, service
from værdig.complaints.recommendations.forms import AdvanceForm, GiveForm, RecommendationForm
from værdig.complaints.recommendations.lifecycle import EFFECTS, SEEN_AS, Stage
from værdig.complaints.recommendations.models import Recommendation
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _, _l
from værdig.ui.widgets import VaerdigForm, form_view

Page = str | Response | tuple[str, int]

FILTERS = {
    "aabne": _l("Åbne"),
    "overskredne": _l("Overskredne"),
    "lukkede": _l("Lukkede"),
    "udkast": _l("Udkast"),
    "alle": _l("Alle"),
}


@dataclass(frozen=True)
class Office:
    """One office's desk in a request: its side, its private keys, and who acts for it."""

    side: Side
    private: Mapping[str, bytes]
    by: By

    @property
    def writes(self) -> bool:
        """Whether it is the borgerraadgiver's, who alone gives recommendations."""
        return self.side is BORGERRAADGIVER

    def url(self, name: str, **values: Any) -> str:
        """Return the address of one of its pages."""
        return url_for(self.side.endpoint(name), **values)

    def one(self, recommendation_id: str) -> Recommendation:
        """Return one of its recommendations; raises NotYours for any other, and for who must not handle the case it comes of."""
        row = queries.one(recommendation_id, self.side.reader)
        if row.case_id is not None:
            turn_away(row.case_id, self.by.id)
        return row

    def open(self, row: Recommendation) -> Keys:
        """Open a recommendation."""
        return sealing.open_for(row, self.side.reader, self.private)


def recommendations(office: Office) -> Page:
    """The register, by what is chosen: the open ones first of all."""
    filters = {name: title for name, title in FILTERS.items() if office.writes or name != "udkast"}
    which = request.args.get("vis", "aabne")
    which = which if which in filters else "aabne"
    rows = queries.listed(office.side.reader, office.private, which)
    return _render(office, "list", rows=rows, which=which, filters=filters)


def recommendation(office: Office, recommendation_id: str) -> Page:
    """One recommendation, its history, and what this office can do with it."""
    row = office.one(recommendation_id)
    read = queries.read(row, office.open(row))
    form = AdvanceForm(formdata=None, data={"seen": row.stage})
    giving = GiveForm(formdata=None) if office.writes and read.stage is Stage.UDKAST else None
    return _shown(office, row, read, form, giving)


def _shown(office: Office, row: Recommendation, read: queries.ReadRecommendation, form: Any, giving: Any) -> str:
    targets = [target for target in lifecycle.allowed(read.stage, office.side.mover) if target is not Stage.AFGIVET]
    form.target.choices = [(target.value, str(SEEN_AS[target])) for target in targets]
    form.target.hints = {target.value: str(lifecycle.asks_for(read.stage, target) or "") for target in targets}
    if Stage.EFFEKT_VURDERET not in targets:
        del form.effect
    names = service.names_in(row, f"{read.title}\n{read.text}", _case_keys(office, row)) if giving is not None else None
    if giving is not None and names is not None and not names.doubtful:
        del giving.read_through
    return _render(
        office,
        "one",
        read=read,
        row=row,
        form=form if targets else None,
        giving=giving,
        names=names,
        case=_case_of(office, row),
    )


def new_recommendation(office: Office) -> Page:
    """Write a draft, alone or out of a case."""
    _require_hers(office)
    case_id = request.args.get("sag") or None
    case = cases.case_for(Reader.BORGERRAADGIVER, case_id) if case_id else None
    form = RecommendationForm(data={} if request.method == "POST" else {"unit": "jobcenter", "owner": "leder"})
    if form.validate_on_submit():
        try:
            made = service.draft(form.wanted, office.by, case_id=case.id if case else None, token=form.token.data)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Kladden er gemt. Kun dit kontor kan læse den."), "success")
            return redirect(office.url("recommendation", recommendation_id=made))
    return _form_page(office, form, case=case, back=office.url("recommendations"), is_new=True)


def edit_recommendation(office: Office, recommendation_id: str) -> Page:
    """Change a draft."""
    _require_hers(office)
    row = office.one(recommendation_id)
    back = office.url("recommendation", recommendation_id=row.id)
    keys = office.open(row)
    read = queries.read(row, keys)
    kept = {"title": read.title, "text": read.text, "unit": row.unit, "owner": row.owner, "due": row.due}
    form = RecommendationForm(data={} if request.method == "POST" else kept)
    if request.method == "GET" and read.stage is not Stage.UDKAST:
        return _turned(back, _("Anbefalingen er afgivet og kan ikke ændres."))
    if form.validate_on_submit():
        try:
            service.change(row.id, keys, form.wanted, office.by)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Kladden er gemt."), "success")
            return redirect(back)
    return _form_page(office, form, case=_case_of(office, row), back=back, is_new=False)


def discard_recommendation(office: Office, recommendation_id: str) -> Page:
    """Ask, and throw a draft away."""
    _require_hers(office)
    row = office.one(recommendation_id)
    read = queries.read(row, office.open(row))
    back = office.url("recommendation", recommendation_id=row.id)
    form = VaerdigForm()
    if read.stage is not Stage.UDKAST:
        return _turned(back, _("Anbefalingen er afgivet og kan ikke slettes."))
    if form.validate_on_submit():
        service.discard(row.id, office.by)
        flash(_("Kladden er slettet."), "success")
        return redirect(office.url("recommendations"))
    return _render(office, "discard", read=read, back=back)


def give_recommendation(office: Office, recommendation_id: str) -> Page:
    """Give a draft to the administration."""
    _require_hers(office)
    row = office.one(recommendation_id)
    keys = office.open(row)
    form = GiveForm()
    back = office.url("recommendation", recommendation_id=row.id)
    if row.given is not None:
        return _turned(back, _("Anbefalingen er afgivet."))
    if form.validate_on_submit():
        try:
            service.give(
                row.id,
                keys,
                office.by,
                release=form.release.data,
                read_through=form.read_through.data,
                case_keys=_case_keys(office, row),
            )
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Anbefalingen er afgivet. Ledelsen kan læse den nu."), "success")
            return redirect(back)
    return _shown(office, row, queries.read(row, keys), AdvanceForm(formdata=None), form), 422


def advance_recommendation(office: Office, recommendation_id: str) -> Page:
    """Take a step; what somebody else has done meanwhile is told, and what was typed stays."""
    row = office.one(recommendation_id)
    keys = office.open(row)
    form = AdvanceForm()
    back = office.url("recommendation", recommendation_id=row.id)
    if form.target.data == row.stage:
        return _turned(back, _("Det er allerede gjort."))
    if form.validate_on_submit():
        try:
            _advance(office, row, keys, form)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("Det er noteret."), "success")
            return redirect(back)
    return _shown(office, row, queries.read(row, keys), form, None), 422


def _advance(office: Office, row: Recommendation, keys: Keys, form: AdvanceForm) -> None:
    if not form.caught_up(row.stage):
        raise UserError(_("Anbefalingen er ændret, siden du åbnede siden. Se, hvor den er nu, og vælg igen."), "target")
    try:
        target = Stage(form.target.data)
        service.advance(row.id, keys, target, office.by, words=form.words.data or "", effect=form.effect.data or "")
    except (ValueError, RuleBroken):
        raise UserError(_("Det kan ikke vælges nu. Vælg en af mulighederne."), "target") from None


def release_recommendation(office: Office, recommendation_id: str) -> Page:
    """Let the text stand in reports, or no longer."""
    _require_hers(office)
    row = office.one(recommendation_id)
    allow = request.form.get("maa") == "ja"
    service.release(row.id, office.by, allow=allow)
    told = _("Teksten står i de næste rapporter.") if allow else _("Teksten står ikke i de næste rapporter.")
    flash(told, "success")
    return redirect(office.url("recommendation", recommendation_id=row.id))


def _case_of(office: Office, row: Recommendation) -> Any:
    """Return the case a recommendation comes of, for the borgerraadgiver alone: nobody else is told that there is one."""
    if not office.writes or row.case_id is None:
        return None
    try:
        return cases.case_for(Reader.BORGERRAADGIVER, row.case_id)
    except NotYours:
        return None


def _case_keys(office: Office, row: Recommendation) -> Keys | None:
    case = _case_of(office, row)
    return keyring.open_for(case, Reader.BORGERRAADGIVER, office.private) if case is not None else None


def _require_hers(office: Office) -> None:
    if not office.writes:
        raise NotYours


def _turned(back: str, told: str) -> Response:
    flash(told, "info")
    return redirect(back)


def _form_page(office: Office, form: RecommendationForm, **values: Any) -> Page:
    page = _render(office, "form", form=form, **values)
    return (page, 422) if form.is_submitted() else page


def _render(office: Office, name: str, **values: Any) -> str:
    return render_template(
        f"complaints/recommendations/{name}.html", office=office, stage_titles=SEEN_AS, owners=service.OWNERS, effects=EFFECTS,
        units=dict(cases.units()), name_of=name_of, Stage=Stage, **values,
    )  # fmt: skip


RECOMMENDATION_PAGES: tuple[tuple[str, Callable[..., Page], tuple[str, ...]], ...] = (
    ("/anbefalinger", recommendations, ("GET",)),
    ("/anbefalinger/ny", new_recommendation, ("GET", "POST")),
    ("/anbefalinger/<recommendation_id>", recommendation, ("GET",)),
    ("/anbefalinger/<recommendation_id>/ret", edit_recommendation, ("GET", "POST")),
    ("/anbefalinger/<recommendation_id>/slet", discard_recommendation, ("GET", "POST")),
    ("/anbefalinger/<recommendation_id>/afgiv", give_recommendation, ("POST",)),
    ("/anbefalinger/<recommendation_id>/videre", advance_recommendation, ("POST",)),
    ("/anbefalinger/<recommendation_id>/rapport", release_recommendation, ("POST",)),
)
"""Address, view and methods of every page of the register."""


def add_pages(blueprint: Blueprint, side: Side) -> None:
    """Give a side's blueprint the pages of the register, each behind the side's permission."""
    for rule, view, methods in RECOMMENDATION_PAGES:
        page = requires(side.permission)(_at(side, view))
        blueprint.add_url_rule(
            rule, view.__name__, form_view(page) if "POST" in methods else page, methods=list(methods)
        )


def _at(side: Side, view: Callable[..., Page]) -> Callable[..., Page]:
    """Return a view that opens the office first; a locked inbox asks for the pass phrase, and what was sent goes along."""

    @functools.wraps(view)
    def page(**values: str) -> Page:
        private = private_keys(side)
        if private is None:
            answered: Page | None = unlock_first()
            if answered is not None:
                return answered
            private = private_keys(side) or {}
        return view(Office(side, private, acting(side)), **values)

    return page
