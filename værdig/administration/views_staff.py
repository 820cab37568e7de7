"""Pages of the administration: plug-ins and their switches, registrations, settings, and the status page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from værdig.access import requires, signed_in
from værdig.administration import checks, queries, registers, service
from værdig.administration import personal_data as handlers
from værdig.administration.forms_pages import address
from værdig.errors import NotYours
from værdig.hooks import current_host, switches
from værdig.hooks.contracts import FormSpec, Job, PersonalData
from værdig.hooks.records import Contribution
from værdig.hooks.status import describe
from værdig.i18n import _, format_number, format_time, ngettext
from værdig.jobs import jobs, states

blueprint = Blueprint("administration", __name__, url_prefix="/stab", template_folder="templates")

Page = str | Response


@blueprint.route("/plugins")
@requires("administration.plugins")
def plugins() -> Page:
    """Every plug-in: its state, whether it is on here, and its faults."""
    rows = [row for row in describe(current_host()) if row.source != "core"]
    return render_template("administration/plugins.html", rows=rows, standing=switches.standing())


@blueprint.route("/plugins/<plugin_id>")
@requires("administration.plugins")
def plugin(plugin_id: str) -> Page:
    """One plug-in: what it is, what it has declared, how long that took, and what has failed."""
    service.plugin_here(plugin_id)
    row = next(row for row in describe(current_host()) if row.id == plugin_id)
    faults = [fault for fault in switches.faults() if fault.plugin_id == plugin_id]
    return render_template(
        "administration/plugin.html",
        row=row,
        on=switches.is_on(plugin_id, row.default_on),
        stopped=switches.is_stopped(plugin_id),
        declared=[(hook, number, format_number(row.by_part.get(hook, 0.0))) for hook, number in row.declared.items()],
        faults=[(format_time(f.at), f.place, f.what, _("Ja") if f.seen_at else _("Nej")) for f in faults],
        unseen=any(fault.seen_at is None for fault in faults),
    )


@blueprint.route("/plugins/<plugin_id>/<any(taend, sluk):wanted>", methods=["GET", "POST"])
@requires("administration.plugins")
def switch(plugin_id: str, wanted: str) -> Page:
    """Ask before a plug-in is switched on or off, and do it."""
    plugin = service.plugin_here(plugin_id)
    if not plugin.loaded:
        raise NotYours
    if request.method == "POST":
        service.switch(plugin_id, wanted == "taend", g.actor.id)
        return redirect(url_for(".plugin", plugin_id=plugin_id))
    return render_template("administration/switch.html", plugin=plugin, on=wanted == "taend")


@blueprint.route("/plugins/<plugin_id>/set", methods=["POST"])
@requires("administration.plugins")
def faults_seen(plugin_id: str) -> Page:
    """Note that the faults have been looked at; the plug-in's pages are tried again."""
    service.note_faults_seen(plugin_id)
    return redirect(url_for(".plugin", plugin_id=plugin_id))


@blueprint.route("/registreringer")
@signed_in
def registrations() -> Page:
    """The forms I may fill in here, under the goals and tracks they belong to, with what each of them holds."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for item in queries.my_forms():
        groups.setdefault(str(item.plugin.title), []).append(_form_line(item))
    return render_template("administration/registrations.html", groups=groups.items())


def _form_line(item: Contribution) -> tuple[str, str, str]:
    spec: FormSpec = item.value
    if spec.register is None:
        return str(spec.title), address(item), ""
    held = registers.count(spec)
    said = ngettext("Én registrering", "%(count)s registreringer", held) if held else _("Ingen registreringer endnu")
    return str(spec.title), address(item), said


@blueprint.route("/indstillinger")
@requires("administration.settings")
def settings() -> Page:
    """The installation's and the municipality's settings as they stand."""
    return render_template(
        "administration/settings.html",
        machine=queries.machine_settings(),
        municipal=queries.municipal_settings(),
    )


@blueprint.route("/personoplysninger")
@requires("administration.personal_data")
def personal_data() -> Page:
    """What personal data are kept, why, for how long and how much of it."""
    rows = [(entry.what, entry.basis, entry.keep, _number(entry)) for entry in handlers.record()]
    return render_template("administration/personal_data.html", rows=rows)


def _number(entry: PersonalData) -> str:
    """Return how many rows are kept; of citizens there is no number, since it would be one about few people."""
    return _("Tælles ikke her") if entry.count is None else format_number(entry.count())


@blueprint.route("/status")
@requires("administration.settings")
def status() -> Page:
    """Every registered check, run now."""
    found: list[Any] = checks.run_all()
    return render_template("administration/status.html", checks=found, jobs=_job_lines())


def _job_lines() -> list[tuple[str, str, Any]]:
    """Return each job's title, when it last came to its end here, and how it failed since."""
    found = states.by_job()
    return [_job_line(job, found.get(job.id)) for job in jobs().declared.values()]


def _job_line(job: Job, state: Any) -> tuple[str, str, Any]:
    done = format_time(state.done_at) if state and state.done_at else _("Ikke endnu")
    if not state or not state.failures:
        return str(job.title), done, None
    said = ngettext("Fejlet én gang: %(what)s", "Fejlet %(count)s gange: %(what)s", state.failures, what=state.what)
    return str(job.title), done, said
