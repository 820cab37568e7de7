"""An application on both engines whose jobs a test may replace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from værdig.jobs.consumer import close
from værdig.jobs.queue import EXTENSION


@pytest.fixture
def real_app(engine_app: Flask) -> Iterator[Flask]:
    """The application of both engines with its own jobs put back afterwards."""
    before = engine_app.extensions[EXTENSION]
    yield engine_app
    used = engine_app.extensions[EXTENSION]
    close(used.queue)
    engine_app.extensions[EXTENSION] = before
