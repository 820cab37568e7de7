"""Who may do what: roles, grants, `@requires` and `@public`, deny by default; signing in is `accounts`' business."""

from værdig.access.current import can, current_roles, current_user, my_municipalities
from værdig.access.declare import public, requires, signed_in
from værdig.access.models import RoleGrant
from værdig.access.roles import ROLES, Role

__all__ = [
    "ROLES",
    "Role",
    "RoleGrant",
    "can",
    "current_roles",
    "current_user",
    "my_municipalities",
    "public",
    "requires",
    "signed_in",
]
