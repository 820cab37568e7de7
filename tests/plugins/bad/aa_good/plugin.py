"""A good plug-in before all the bad ones: it must come through untouched."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, render_template

from værdig.api import NavItem, Paragraph, Permission, PluginInfo, ReportSection, SectionContent, hookimpl, requires

PLUGIN = PluginInfo(id="aa_good", title="God først")
pages = Blueprint("aa_good", __name__)


@pages.route("/")
@requires("aa_good.read")
def start() -> str:
    return render_template("aa_good/start.html")


def build(context: Any) -> SectionContent:
    return SectionContent(blocks=[Paragraph(text=f"God først i {context.half_year_label}")])


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(id="aa_good.read", title="Læse", default_roles=["administrator"])


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    yield pages


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(id="aa_good.start", label="God først", endpoint="aa_good.start", permission="aa_good.read")


@hookimpl
def register_report_sections() -> Iterable[ReportSection]:
    yield ReportSection(id="aa_good.section", title="God først", build=build)


@hookimpl
def render_slot(slot: str, context: Mapping[str, Any]) -> str:
    return "God først & co."
