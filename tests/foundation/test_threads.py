"""The threads beside the web server: each begins with the first request of a process, once, however many come at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from værdig import sealer
from værdig.jobs import consumer
from værdig.threads import with_first_request


def test_it_is_started_once_though_many_come_first() -> None:
    app = Flask("small", static_folder=None)
    begun: list[tuple[str, bool, Flask]] = []
    done = threading.Event()

    def work(given: Flask) -> None:
        here = threading.current_thread()
        begun.append((here.name, here.daemon, given))
        done.set()

    with_first_request(app, "prøve", work)
    assert begun == []
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _number: app.test_client().get("/"), range(16)))
    assert done.wait(10)
    assert begun == [("prøve", True, app)]


@pytest.mark.parametrize(
    ("init", "module", "work", "name"),
    [(sealer.init, sealer, "_run", "audit-sealer"), (consumer.init, consumer, "_work", "jobs")],
)
def test_the_sealer_and_the_jobs_have_one_each(
    monkeypatch: pytest.MonkeyPatch, init: Callable[[Flask], None], module: object, work: str, name: str
) -> None:
    begun, done = [], threading.Event()

    def noted(_app: Flask) -> None:
        begun.append(threading.current_thread().name)
        done.set()

    monkeypatch.setattr(module, work, noted)
    app = Flask("small", static_folder=None)
    init(app)
    for _ in range(3):
        app.test_client().get("/")
    assert done.wait(10)
    assert begun == [name]
