"""The counts behind `/sundhed/maal`: staff requests by area as they are answered, the rest read when asked for.

`prometheus-client` is used for one reason: several worker processes count in files of one folder (`serve` makes it), so that
whichever of them is asked tells the sum of all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError

from værdig import audit, logs
from værdig.access.guard import is_staff_address
from værdig.health import checks
from værdig.hooks.host import current_host
from værdig.hooks.status import describe

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Counter
    from prometheus_client.core import GaugeMetricFamily

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
CITIZENS = "citizens"


def note(response: Response) -> Response:
    """Count an answered request: staff's by area and outcome, of citizens' only those that failed, and none with a survey."""
    failed = response.status_code >= 500
    if request.endpoint and is_staff_address(request.path):
        outcome = "failed" if failed else "refused" if response.status_code >= 400 else "ok"
        _requests().labels(request.blueprint or request.endpoint, outcome).inc()
    elif failed and request.blueprint != "health" and not logs.is_survey_request():
        _requests().labels(CITIZENS, "failed").inc()
    return response


def text() -> bytes:
    """Return all counts in Prometheus' text format."""
    from prometheus_client import generate_latest

    return bytes(generate_latest(_read_now()) + generate_latest(_counted()))


@cache
def _requests() -> Counter:
    import prometheus_client

    prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # its time is nobody's business
    return prometheus_client.Counter(
        "vaerdig_requests", "Besvarede forespørgsler fra ansatte; fra borgere kun fejl, og aldrig om svar.",
        ["area", "outcome"], registry=_registry(),
    )  # fmt: skip


@cache
def _registry() -> CollectorRegistry:
    from prometheus_client import CollectorRegistry

    return CollectorRegistry()


def _counted() -> CollectorRegistry:
    """Return what has been counted: by this process alone, or by all workers together."""
    _requests()
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return _registry()
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _read_now() -> CollectorRegistry:
    from prometheus_client import CollectorRegistry

    registry = CollectorRegistry()
    registry.register(_Gauges())
    return registry


class _Gauges:
    """What is read at the moment it is asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        works = checks.outcome()
        yield _gauge("vaerdig_works", "1, når det virker.", "check", {name: int(ok) for name, ok in works.items()})
        try:
            yield from _from_database()
        except SQLAlchemyError:
            return


def _from_database() -> Iterator[GaugeMetricFamily]:
    plugins = [plugin for plugin in describe(current_host()) if plugin.kind != "core"]
    states = {state: sum(plugin.state == state for plugin in plugins) for state in ("loaded", "off", "quarantined")}
    failures = {plugin.id: plugin.failures for plugin in plugins}
    yield _gauge("vaerdig_plugins", "Plug-ins efter tilstand.", "state", states)
    yield _gauge("vaerdig_plugin_failures", "Fejl i plug-ins, som ingen har set på.", "plugin", failures)
    yield _gauge(
        "vaerdig_audit_unsealed", "Poster i loggen, der venter på at blive kædet på.", "", {"": audit.unsealed()}
    )


def _gauge(name: str, help_text: str, label: str, values: dict[str, int]) -> Any:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, help_text, labels=[label] if label else [])
    for value, number in values.items():
        family.add_metric([value] if label else [], number)
    return family
