"""The hook system: `hookimpl` for features and plug-ins, `Host` for the application; the contracts are in `contracts`.

`Host` is looked up when asked for, since the foundation below it reads `hooks.contracts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from værdig.hooks.markers import hookimpl

if TYPE_CHECKING:
    from værdig.hooks.host import Host, HostOptions, current_host

__all__ = ["Host", "HostOptions", "current_host", "hookimpl"]


def __getattr__(name: str) -> Any:
    if name in {"Host", "HostOptions", "current_host"}:
        from værdig.hooks import host

        return getattr(host, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
