"""The marks a route carries: `@requires(permission)`, `@signed_in` or `@public`; they are enforced in `guard`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

MARK = "_vaerdig_access"
PUBLIC = "public"
SIGNED_IN = "signed-in"


def requires(permission: str) -> Callable[[View], View]:
    """Mark a staff route: only those whose roles in the chosen municipality hold `permission` get in, others see 404."""

    def mark(view: View) -> View:
        setattr(view, MARK, permission)
        return view

    return mark


def signed_in(view: View) -> View:
    """Mark a staff route that every signed-in member of staff may open."""
    setattr(view, MARK, SIGNED_IN)
    return view


def public(view: View) -> View:
    """Mark a route that anybody may open."""
    setattr(view, MARK, PUBLIC)
    return view


def access_of(view: Callable[..., Any]) -> str | None:
    """Return the permission id, `public`, `signed-in`, or None for a view nobody has marked."""
    found: str | None = getattr(view, MARK, None)
    return found
