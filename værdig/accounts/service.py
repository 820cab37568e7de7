"""Every write to users and grants: inviting, resetting, choosing a pass word, deactivating, granting and ending roles."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from flask_security.utils import hash_password
from sqlalchemy import delete, select

from værdig import audit, clock
from værdig.access.current import grants_of
from værdig.access.models import RoleGrant
from værdig.access.roles import ROLES, Role, conflict, remark
from værdig.accounts import keeping, queries
from værdig.accounts.models import PasswordLink, StaffUser
from værdig.db import current_tenant, db, new_id, tenant, transaction
from værdig.errors import NotYours, UserError
from værdig.i18n import _, format_date

INVITE_DAYS = 7
RESET_HOURS = 24


def invite(
    name: str, email: str, unit: str, role: Role, *, from_elsewhere: bool = False
) -> tuple[StaffUser, str | None]:
    """Add a member of staff with a first role from today on; returns the user and the token of a one-time link.

    Somebody who has an account in another municipality gets the role here and no link, and keeps her name and unit; that must
    have been said yes to (`from_elsewhere`). Raises UserError without that, for somebody who is here already, and when the
    roles cannot be combined.
    """
    with transaction():
        user = queries.by_email(email)
        token = None
        if user is None:
            user = _new_user(name, email, unit)
            token = _new_link(user, "invite", timedelta(days=INVITE_DAYS))
        elif not is_elsewhere(email):
            raise UserError(f"{user.name} er her allerede med den e-mail. Åbn brugeren, og giv rollen dér.", "email")
        elif not from_elsewhere:
            raise UserError(
                _("Der er en konto med den e-mail i en anden kommune. Sig ja til, at den får rollen."), "email"
            )
        grant(user, role, clock.today(), None)
    return user, token


def _new_user(name: str, email: str, unit: str) -> StaffUser:
    user = StaffUser(
        id=new_id(), name=name.strip(), email=email.strip().lower(), unit=unit.strip(), active=True,
        password=None, fs_uniquifier=new_id(), created=clock.now(), home_id=current_tenant(),
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    audit.record("accounts.invited", "staff_user", user.id)
    return user


def is_elsewhere(email: str) -> bool:
    """Tell whether somebody with this e-mail has an account, but has never been of the bound municipality."""
    user = queries.by_email(email)
    return user is not None and not queries.is_here(user.id)


def reset_link(user: StaffUser) -> str:
    """Return the token of a one-time link to a new pass word; earlier links stop working, the old pass word works until then.

    Raises UserError for an account that another municipality looks after.
    """
    with transaction():
        keeping.require_kept_here(user)
        audit.record("accounts.reset", "staff_user", user.id)
        return _new_link(user, "reset", timedelta(hours=RESET_HOURS))


def _new_link(user: StaffUser, kind: str, lasting: timedelta) -> str:
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(PasswordLink).where(PasswordLink.user_id == user.id))
    db.session.add(PasswordLink(digest=_digest(token), user_id=user.id, kind=kind, expires=clock.now() + lasting))
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def user_of_link(token: str) -> StaffUser:
    """Return whom a one-time link is for; raises UserError when it has been used or has expired."""
    link = db.session.get(PasswordLink, _digest(token))
    user = db.session.get(StaffUser, link.user_id) if link and link.expires > clock.now() else None
    if user is None or not user.active:
        raise UserError("Linket er brugt eller for gammelt. Bed din administrator om et nyt.")
    return user


def choose_password(token: str, password: str) -> StaffUser:
    """Set the pass word, use up the link and sign the user out everywhere; raises UserError for a weak one."""
    from flask import current_app

    with transaction():
        user = user_of_link(token)
        if user.email.partition("@")[0] in password.lower() or queries.is_guessable(user.id, password):
            raise UserError("Adgangskoden er for let at gætte. Brug flere ord, og ikke din e-mail.", "password")
        objections, normalised = current_app.extensions["security"].password_util.validate(
            password, True, email=user.email
        )
        if objections:
            raise UserError("Adgangskoden er for let at gætte. Vælg en, der er længere.", "password")
        user.password = hash_password(normalised)
        user.fs_uniquifier = new_id()
        db.session.execute(delete(PasswordLink).where(PasswordLink.user_id == user.id))
        audit.record("accounts.password_chosen", "staff_user", user.id, actor=audit.Actor(user.id))
    return user


def set_active(user: StaffUser, active: bool) -> None:
    """Close or open an account; closing signs the user out at once.

    Raises UserError for an account that another municipality looks after, and for the last administrator of any municipality.
    """
    with transaction():
        keeping.require_kept_here(user)
        if not active:
            _keep_administrators(user)
        user.active = active
        user.fs_uniquifier = new_id()
        audit.record("accounts.activated" if active else "accounts.deactivated", "staff_user", user.id)


def _keep_administrators(leaving: StaffUser) -> None:
    """Refuse to leave any municipality that the person works in without an administrator: an account is closed everywhere."""
    for place in {grant.municipality_id for grant in grants_of(leaving.id)}:
        with tenant(place):
            _keep_an_administrator(leaving)


def _keep_an_administrator(leaving: StaffUser) -> None:
    """Refuse to leave the municipality without an administrator who can sign in."""
    holders = queries.holders(Role.ADMINISTRATOR)
    others = [each for each in holders if each.id != leaving.id and each.active and each.password]
    if not others and any(each.id == leaving.id for each in holders):
        raise UserError("Kommunen skal have mindst én administrator, der kan logge ind. Giv først rollen til en anden.")


def check_grant(user: StaffUser, role: Role, valid_from: date, valid_to: date | None) -> None:
    """Raise UserError when the dates are in the wrong order or both gone, when she has the role then, or would be on both sides."""
    if valid_to is not None and valid_to < valid_from:
        raise UserError("Slutdatoen ligger før startdatoen.", "valid_to")
    if valid_to is not None and valid_to < clock.today():
        raise UserError("Rollen ville allerede være slut. Vælg en slutdato, der ikke er gået.", "valid_to")
    objection = conflict(queries.roles_anywhere(user.id, valid_from), role)
    if objection:
        raise UserError(objection, "role")
    same = (each for each in queries.granted(user.id) if each.role == role and each.overlaps(valid_from, valid_to))
    if (found := next(same, None)) is not None:
        raise UserError(_already(user, found), "valid_from")


def _already(user: StaffUser, found: queries.Granted) -> str:
    told = {"name": user.name, "role": found.title, "first": format_date(found.valid_from)}
    if found.valid_to is None:
        return _(
            "%(name)s har rollen %(role)s fra den %(first)s og uden slutdato. Afslut den først, eller vælg en slutdato før den.",
            **told,
        )
    return _(
        "%(name)s har rollen %(role)s fra den %(first)s til og med den %(last)s. Vælg datoer uden for den tid.",
        last=format_date(found.valid_to), **told,
    )  # fmt: skip


def to_think_of_elsewhere(email: str, role: Role) -> list[str]:
    """Return what is to be known before an account of elsewhere gets a role here: of the person only what her independence needs.

    Raises UserError as `check_grant` does, and for an e-mail nobody has. The name, and other roles, are not told to whoever
    types an e-mail.
    """
    user = queries.by_email(email)
    if user is None:
        raise UserError(_("Der er ingen konto med den e-mail."), "email")
    check_grant(user, role, clock.today(), None)
    text = remark(queries.roles_anywhere(user.id, clock.today()), role)
    return [text] if text else []


def remarks(user: StaffUser, role: Role, valid_from: date) -> list[str]:
    """Return what an administrator is to know before she gives a role, in Danish sentences; nothing of it forbids it.

    Which roles a person has in other municipalities is not her colleagues' business, but for the borgerraadgiver's independence.
    """
    told = [remark(queries.roles_anywhere(user.id, valid_from), role)]
    if not user.active:
        told.append(_("Kontoen er lukket. Rollen kan først bruges, når kontoen er åbnet igen."))
    if valid_from < clock.today():
        told.append(_("Startdatoen er gået. Rollen kan kun bruges fra i dag."))
    held = {each.role for each in queries.granted(user.id) if not each.is_over(valid_from)}
    others = [str(ROLES[each]) for each in ROLES if each in held - {role}]
    if others:
        told.append(_("Har allerede her: %(roles)s.", roles=", ".join(others)))
    told.append(keeping.objection(user))
    return [text for text in told if text]


def grant(user: StaffUser, role: Role, valid_from: date, valid_to: date | None) -> RoleGrant:
    """Give a role in the bound municipality between two dates (both included); raises UserError as `check_grant` does."""
    with transaction():
        check_grant(user, role, valid_from, valid_to)
        user.home_id = (
            keeping.keeper(user) or current_tenant()
        )  # before this role can make her look as if she began here
        added = RoleGrant(id=new_id(), user_id=user.id, role=role.value, valid_from=valid_from, valid_to=valid_to)
        db.session.add(added)
        db.session.flush()
        audit.record("accounts.granted", "staff_user", user.id, detail={"role": role.value})
    return added


def end_grant(user: StaffUser, grant_id: str) -> None:
    """End a role as of yesterday, so that it no longer holds today, or remove one that has not begun.

    Raises NotYours for another's grant and for one that has ended, UserError for the last administrator's.
    """
    yesterday = clock.today() - timedelta(days=1)
    with transaction():
        found = db.session.scalar(select(RoleGrant).where(RoleGrant.id == grant_id, RoleGrant.user_id == user.id))
        if found is None or (found.valid_to is not None and found.valid_to <= yesterday):
            raise NotYours
        if found.role == Role.ADMINISTRATOR and found.valid_from <= clock.today():
            _keep_an_administrator(user)
        if found.valid_from > yesterday:
            db.session.delete(found)
        else:
            found.valid_to = yesterday
        audit.record("accounts.grant_ended", "staff_user", user.id, detail={"role": found.role})
