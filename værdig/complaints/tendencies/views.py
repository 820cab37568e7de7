"""The borgerraadgiver's page of tendencies; nobody else has one, and nothing of any case stands on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import requires
from værdig.complaints import categories, queries
from værdig.complaints.acting import BORGERRAADGIVER
from værdig.complaints.desk import acting
from værdig.complaints.tendencies import service
from værdig.complaints.tendencies.rules import LEAST, WINDOW
from værdig.errors import UserError
from værdig.i18n import _, _l
from værdig.ui.widgets import HiddenField, Required, SelectField, VaerdigForm, form_view

Page = str | Response | tuple[str, int]


class AsideForm(VaerdigForm):
    """Putting a tendency aside: which it is, how many klagepunkter the page showed, and why."""

    unit = HiddenField()
    theme = HiddenField()
    seen = HiddenField()
    reason = SelectField(
        _l("Hvorfor lægger du den til side?"),
        [Required(_l("Vælg, hvorfor tendensen lægges til side."))],
        choices=[("", _l("Vælg …")), *service.REASONS.items()],
    )


@requires(BORGERRAADGIVER.permission)
def tendencies() -> Page:
    """Several klagepunkter about the same: those that have not been looked at first."""
    return _page()


def _page(failed: AsideForm | None = None) -> str:
    rows = [_row(number, each, failed) for number, each in enumerate(service.found())]
    return render_template(
        "complaints/tendencies/list.html", rows=rows, least=LEAST, days=WINDOW.days, reasons=service.REASONS,
        new=url_for("complaints_indbakke.new_recommendation"),
    )  # fmt: skip


def _row(number: int, each: service.Told, failed: AsideForm | None) -> dict[str, Any]:
    found = each.tendency
    form = AsideForm(
        formdata=None, prefix=f"t{number}", data={"unit": found.unit, "theme": found.theme, "seen": found.count}
    )
    if failed is not None and (failed.unit.data, failed.theme.data) == (found.unit, found.theme):
        form = failed
    return {
        "unit": dict(queries.units()).get(found.unit, found.unit),
        "theme": categories.theme_title(found.theme),
        "tendency": found,
        "aside": each.aside,
        "form": form,
        "address": url_for("complaints_indbakke.put_tendency_aside", n=number),
        "back": {"unit": found.unit, "theme": found.theme},
    }


@requires(BORGERRAADGIVER.permission)
def put_tendency_aside() -> Page:
    """Put one aside; it comes back when it grows."""
    form = AsideForm(prefix=f"t{request.args.get('n', 0, int)}")
    if form.validate_on_submit():
        try:
            service.put_aside(
                form.unit.data, form.theme.data, int(form.seen.data or 0), form.reason.data, acting(BORGERRAADGIVER)
            )
        except UserError as error:
            form.add_error(error)
        except ValueError:
            form.add_error(UserError(_("Noget gik galt med formularen. Prøv igen."), "reason"))
        else:
            flash(_("Tendensen er lagt til side. Den kommer igen, hvis den vokser."), "success")
            return redirect(url_for("complaints_indbakke.tendencies"))
    return _page(form), 422


@requires(BORGERRAADGIVER.permission)
def bring_tendency_back() -> Page:
    """Let one that was put aside be told again."""
    service.bring_back(request.form.get("unit", ""), request.form.get("theme", ""), acting(BORGERRAADGIVER))
    flash(_("Tendensen er tilbage på listen."), "success")
    return redirect(url_for("complaints_indbakke.tendencies"))


def add_pages(blueprint: Blueprint) -> None:
    """Give the borgerraadgiver's blueprint the pages of tendencies."""
    blueprint.add_url_rule("/tendenser", "tendencies", tendencies)
    blueprint.add_url_rule("/tendenser/til-side", "put_tendency_aside", form_view(put_tendency_aside), methods=["POST"])
    blueprint.add_url_rule("/tendenser/tilbage", "bring_tendency_back", bring_tendency_back, methods=["POST"])
