"""Describing every plug-in of a host in one shape, for the page and for `vaerdig plugins`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from værdig import __version__
from værdig.db import db
from værdig.hooks.host import Host
from værdig.hooks.models import PluginFault
from værdig.hooks.records import Plugin


@dataclass(frozen=True, kw_only=True)
class PluginStatus:
    """How one plug-in stands. `state`: `off` (left out by the settings), `loaded` or `quarantined`.

    `failures` counts failed calls that nobody has looked at, in all municipalities. `declared` counts contributions by hook.
    """

    id: str
    title: str
    description: str = ""
    contact: str = ""
    version: str = ""
    kind: str = ""
    source: str
    state: str
    default_on: bool = True
    failed_stage: str = ""
    failure: str = ""
    failed_at: str = ""
    hooks: list[str] = field(default_factory=list)
    declared: dict[str, int] = field(default_factory=dict)
    milliseconds: float = 0.0
    by_part: dict[str, float] = field(default_factory=dict)
    """Milliseconds by stage and by hook."""
    failures: int = 0


def describe(host: Host) -> list[PluginStatus]:
    """Return how every plug-in and core feature stands, the core first."""
    failures = _failures()
    return [_one(plugin, failures.get(plugin.id, 0)) for plugin in host.plugins]


def _failures() -> dict[str, int]:
    query = (
        select(PluginFault.plugin_id, func.count())
        .where(PluginFault.seen_at.is_(None))
        .group_by(PluginFault.plugin_id)
        .execution_options(all_tenants=True)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _one(plugin: Plugin, failures: int) -> PluginStatus:
    failure, info = plugin.failure, plugin.info
    return PluginStatus(
        id=plugin.id,
        title=str(plugin.title),
        version=_version(plugin),
        source=plugin.candidate.source,
        state=plugin.state,
        failed_stage=str(failure.stage) if failure else "",
        failure=failure.text if failure else "",
        failed_at=failure.at.isoformat(timespec="seconds") if failure else "",
        hooks=plugin.hooks,
        declared={hook: len(items) for hook, items in plugin.contributions.items()},
        milliseconds=round(_total(plugin), 1),
        by_part={str(part): round(spent, 2) for part, spent in plugin.milliseconds.items()},
        failures=failures,
        **(_told(info) if info else {}),
    )


def _told(info: Any) -> dict[str, Any]:
    return {
        "description": str(info.description),
        "contact": info.contact,
        "kind": info.kind,
        "default_on": info.default_on,
    }


def _version(plugin: Plugin) -> str:
    if plugin.is_core:
        return __version__
    return plugin.candidate.version or (plugin.info.version if plugin.info else "")


def _total(plugin: Plugin) -> float:
    """Return the time of all stages; the hooks' times are parts of these."""
    return sum(spent for part, spent in plugin.milliseconds.items() if not str(part).startswith("register_"))
