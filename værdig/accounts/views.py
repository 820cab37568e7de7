"""Staff pages about people: my page, choosing municipality and pass word, and the administrator's pages of users."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.access import ROLES, current_roles, current_user, my_municipalities, origin, public, requires, signed_in
from værdig.access.roles import Role
from værdig.accounts import keeping, queries, service
from værdig.accounts.cards import cards_for
from værdig.accounts.forms import GrantForm, InviteForm, NewPasswordForm
from værdig.accounts.models import StaffUser
from værdig.clock import today
from værdig.db.tenancy import bound_tenant
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date
from værdig.ui.widgets import form_view

blueprint = Blueprint("accounts", __name__, url_prefix="/stab", template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.route("/")
@signed_in
def home() -> Page:
    """My page: how things stand for me, and where I may work."""
    user = current_user()
    return render_template(
        "accounts/home.html",
        cards=cards_for(str(user.id)) if user is not None and current_roles() else [],
        roles=[ROLES[role] for role in sorted(current_roles())],
        others=[municipality.get(each) for each in my_municipalities() if each != bound_tenant()],
    )


@blueprint.route("/kommune", methods=["POST"])
@signed_in
def choose_municipality() -> Page:
    """Work in another of my municipalities; what was unlocked in the first is left locked."""
    wanted = request.form.get("municipality", "")
    if wanted not in my_municipalities():
        raise NotYours
    origin.choose(wanted)
    return redirect(url_for(".home"))


@blueprint.route("/velkommen/<token>", methods=["GET", "POST"])
@public
@form_view
def welcome(token: str) -> Page:
    """Choose a pass word from a one-time link."""
    form = NewPasswordForm()
    user = service.user_of_link(token)
    if form.validate_on_submit():
        try:
            service.choose_password(token, form.password.data)
        except UserError as error:
            form.add_error(error)
        else:
            return redirect(url_for("security.login"))
    return render_template("accounts/welcome.html", form=form, user=user)


@blueprint.route("/brugere")
@requires("accounts.manage")
def users() -> Page:
    """Everybody with a role here."""
    return render_template("accounts/users.html", rows=queries.users_with_roles())


@blueprint.route("/brugere/ny", methods=["GET", "POST"])
@requires("accounts.manage")
@form_view
def invite() -> Page:
    """Invite a member of staff; the link is shown once."""
    form = InviteForm()
    if form.validate_on_submit():
        role = Role(form.role.data)
        given = (form.name.data, form.email.data, form.unit.data or "", role)
        agreed = form.confirmed.data == "ja"
        try:
            if service.is_elsewhere(form.email.data) and not agreed:
                told = service.to_think_of_elsewhere(form.email.data, role)
                return render_template("accounts/confirm_elsewhere.html", form=form, role=ROLES[role], remarks=told)
            user, token = service.invite(*given, from_elsewhere=agreed)
        except UserError as error:
            form.add_error(error)
        else:
            if token:
                return _link_page(user, token, "invite")
            flash(_("%(name)s har fået rollen %(role)s.", name=user.name, role=ROLES[role]), "success")
            return redirect(url_for(".user", user_id=user.id))
    return render_template("accounts/invite.html", form=form)


@blueprint.route("/brugere/<user_id>")
@requires("accounts.manage")
def user(user_id: str) -> Page:
    """One user and her roles here."""
    form = GrantForm(data={"valid_from": today()})
    return _user_page(user_id, form)


def _user_page(user_id: str, form: GrantForm) -> str:
    found = queries.user_here(user_id)
    return render_template(
        "accounts/user.html",
        user=found,
        grants=queries.granted(found.id),
        form=form,
        is_oneself=_is_oneself(found.id),
        kept_elsewhere=keeping.objection(found),
    )


@blueprint.route("/brugere/<user_id>/roller", methods=["POST"])
@requires("accounts.manage")
@form_view
def grant(user_id: str) -> Page:
    """Ask before one more role is given, and give it."""
    form = GrantForm()
    found = queries.user_here(user_id)
    if form.validate_on_submit():
        wanted = (Role(form.role.data), form.valid_from.data, form.valid_to.data)
        try:
            _refuse_myself(user_id)
            if form.confirmed.data != "ja":
                service.check_grant(found, *wanted)
                return render_template(
                    "accounts/confirm_grant.html", user=found, form=form, role=ROLES[wanted[0]],
                    remarks=service.remarks(found, wanted[0], wanted[1]),
                )  # fmt: skip
            service.grant(found, *wanted)
        except UserError as error:
            form.add_error(error)
        else:
            flash(_("%(name)s har fået rollen %(role)s.", name=found.name, role=ROLES[wanted[0]]), "success")
            return redirect(url_for(".user", user_id=user_id))
    return _user_page(user_id, form), 422


def _refuse_myself(user_id: str) -> None:
    """Nobody widens her own access: that takes a second administrator."""
    if _is_oneself(user_id):
        raise UserError(_("Du kan ikke give dig selv en rolle. Bed en anden administrator om det."), "role")


def _is_oneself(user_id: str) -> bool:
    me = current_user()
    return me is not None and me.id == user_id


@blueprint.route("/brugere/<user_id>/roller/<grant_id>/slut", methods=["GET", "POST"])
@requires("accounts.manage")
def end_grant(user_id: str, grant_id: str) -> Page:
    """Ask before a role ends, or is removed before it has begun, and do it."""
    found = queries.user_here(user_id)
    grant = queries.grant_of(found.id, grant_id)
    if request.method != "POST":
        return render_template("accounts/confirm_end.html", user=found, grant=grant, is_oneself=_is_oneself(found.id))
    service.end_grant(found, grant_id)
    flash(_ended(found.name, grant, queries.granted(found.id)), "success")
    return _after_ending(found.id)


def _ended(name: str, ended: queries.Granted, left: list[queries.Granted]) -> str:
    """Return what has become of a role: more grants of one role can be left, some from before they were refused."""
    told = {"name": name, "role": ended.title}
    if any(each.holds and each.role == ended.role for each in left):
        return _("Perioden er fjernet. %(name)s har stadig rollen %(role)s i dag.", **told)
    if ended.begins_later:
        return _("%(name)s får ikke rollen %(role)s fra den %(day)s.", day=format_date(ended.valid_from), **told)
    return _("%(name)s har ikke længere rollen %(role)s.", **told)


def _after_ending(user_id: str) -> Response:
    """Go on where one may still go: to the user, to the list when she is of another municipality, home when it was one's own right."""
    if _is_oneself(user_id) and not any(each.id == user_id for each in queries.holders(Role.ADMINISTRATOR)):
        return redirect(url_for(".home"))
    return redirect(url_for(".user", user_id=user_id) if queries.is_here(user_id) else url_for(".users"))


@blueprint.route("/brugere/<user_id>/nyt-link", methods=["POST"])
@requires("accounts.manage")
def reset(user_id: str) -> Page:
    """Make a one-time link to a new pass word; it is shown once."""
    found = queries.user_here(user_id)
    return _link_page(found, service.reset_link(found), "reset")


@blueprint.route("/brugere/<user_id>/<any(luk, aabn):wanted>", methods=["GET", "POST"])
@requires("accounts.manage")
def set_active(user_id: str, wanted: str) -> Page:
    """Ask before an account is closed or opened, and do it; nobody closes her own."""
    found = queries.user_here(user_id)
    if _is_oneself(found.id):
        raise UserError(_("Du kan ikke lukke din egen konto. Bed en anden administrator om det."))
    keeping.require_kept_here(found)
    if request.method != "POST":
        return render_template("accounts/confirm_account.html", user=found, closing=wanted == "luk")
    service.set_active(found, wanted == "aabn")
    flash(_("Kontoen er lukket.") if wanted == "luk" else _("Kontoen er åben igen."), "success")
    return redirect(url_for(".user", user_id=user_id))


def _link_page(user: StaffUser, token: str, kind: str) -> str:
    link = url_for(".welcome", token=token, _external=True)
    return render_template("accounts/link.html", user=user, link=link, kind=kind)
