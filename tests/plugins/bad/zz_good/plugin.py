"""A good plug-in after all the bad ones: it must come through untouched."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, render_template

from værdig.api import NavItem, Paragraph, Permission, PluginInfo, ReportSection, SectionContent, hookimpl, requires

PLUGIN = PluginInfo(id="zz_good", title="God sidst")
pages = Blueprint("zz_good", __name__)


@pages.route("/")
@requires("zz_good.read")
def start() -> str:
    return render_template("zz_good/start.html")


def build(context: Any) -> SectionContent:
    return SectionContent(blocks=[Paragraph(text=f"God sidst i {context.half_year_label}")])


@hookimpl
def register_permissions() -> Iterable[Permission]:
    yield Permission(id="zz_good.read", title="Læse", default_roles=["administrator"])


@hookimpl
def register_blueprints() -> Iterable[Blueprint]:
    yield pages


@hookimpl
def register_navigation() -> Iterable[NavItem]:
    yield NavItem(id="zz_good.start", label="God sidst", endpoint="zz_good.start", permission="zz_good.read")


@hookimpl
def register_report_sections() -> Iterable[ReportSection]:
    yield ReportSection(id="zz_good.section", title="God sidst", build=build)


@hookimpl
def render_slot(slot: str, context: Mapping[str, Any]) -> str:
    return "God sidst & co."
