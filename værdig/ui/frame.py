"""What every page needs to know besides its content: the municipality's name and contacts, and the helpers of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import wtforms
from flask import Flask, current_app

from værdig.i18n import _
from værdig.ui.icons import icon_path
from værdig.ui.kinds import kind
from værdig.ui.telephone import with_links
from værdig.ui.widgets import FormError, failed_forms, form_errors


@dataclass(frozen=True, kw_only=True)
class Site:
    """The frame of a page as templates read it (`site`). The defaults are what an error page shows without a database."""

    municipality: Any = ""
    title: Any = "Værdig"
    address: str = ""
    phone: str = ""
    email: str = ""
    colour: str = "#1a5e3c"
    """The municipality's colour as #rrggbb."""
    example_data: bool = False
    home_url: str = "/"
    staff_url: str = "/stab/"
    privacy_url: str = "/privatliv"
    accessibility_url: str = "/was"

    @property
    def phone_digits(self) -> str:
        """The first telephone number as a `tel:` link wants it, Danish unless it says otherwise."""
        digits = re.sub(r"[^\d+]", "", self.phone)
        return digits if digits.startswith("+") or len(digits) != 8 else f"+45{digits}"


SiteSource = Callable[[], Site]


@dataclass(frozen=True)
class ShownChoice:
    """One radio button or checkbox; `begins_apart` marks the first of those shown below the others."""

    id: str
    value: str
    label: Any
    hint: Any
    selected: bool
    begins_apart: bool


def shown_choices(field: Any) -> list[ShownChoice]:
    """Return a group's choices in the order shown: the ordinary ones, then those named by `separate`. Ids count as shown."""
    apart = getattr(field, "separate", ())
    hints = getattr(field, "hints", {})
    listed = sorted(field.iter_choices(), key=lambda choice: choice.value in apart)
    first_apart = next((n for n, choice in enumerate(listed) if choice.value in apart), -1)
    return [
        ShownChoice(f"{field.id}-{n}", str(c.value), c.label, hints.get(c.value, ""), c.selected, n == first_apart > 0)
        for n, c in enumerate(listed)
    ]


def is_mandatory(field: Any) -> bool:
    """Tell whether a field must be answered: it has `Required`, or one of WTForms' own mandatory validators."""
    return bool(field.flags.mandatory or field.flags.required)


def has_files(form: Iterable[Any]) -> bool:
    """Tell whether a form sends files and must say so."""
    return any(isinstance(field, (wtforms.FileField, wtforms.MultipleFileField)) for field in form)


def all_errors(forms: Iterable[Any]) -> list[FormError]:
    """Return the lines of the error summary for several forms, or for one given alone."""
    if isinstance(forms, wtforms.form.BaseForm):
        forms = [forms]
    return [error for form in forms for error in form_errors(form)]


def site() -> Site:
    """Return the frame of this request's pages, as the application has said it is."""
    source: SiteSource = current_app.extensions["vaerdig_site"]
    return source()


def site_or_plain() -> Site:
    """Return the frame, or a plain one when it cannot be had; for pages that must come whatever is broken."""
    try:
        found = site()
        return found if found.municipality else Site(municipality=_("Kommunen"))
    except Exception:  # the page about a failure must not fail in the same way
        current_app.logger.exception("no site for an error page")
        return Site(municipality=_("Kommunen"))


def init(app: Flask, source: SiteSource) -> None:
    """Give templates their helpers, and every page rendered by `render_template` its `site`."""
    app.extensions["vaerdig_site"] = source
    app.jinja_env.globals.update(
        all_errors=all_errors,
        control_kind=kind,
        failed_forms=failed_forms,
        has_files=has_files,
        icon_path=icon_path,
        is_mandatory=is_mandatory,
        shown_choices=shown_choices,
    )
    app.jinja_env.filters["ringbar"] = with_links
    app.jinja_env.filters.setdefault("beside", lambda shown: shown)  # whoever shows two languages puts in their own
    app.context_processor(_variables)


def _variables() -> dict[str, Any]:
    here = site()
    return {"site": here, "example_data": here.example_data}
