"""The ledger on both engines, and two releases made at the same moment."""

from __future__ import annotations

import threading
from contextvars import Context

from disclosure.small_tables import SURVEY, heads
from flask import Flask

from værdig.db import db, tenant
from værdig.disclosure import Clearing, CountTable, Occasion, clear_and_record, inspect
from værdig.disclosure.ledger import entries

GROUPS = {"A": 40, "B": 25, "C": 6}
OCCASION = Occasion(purpose="prøve", audience="ledelsen")


def test_two_releases_at_once_are_audited_one_after_the_other(engine_app: Flask) -> None:
    """Each alone is harmless; together they would give C away, so the slower of the two has to see the other."""
    tables = [heads(GROUPS), heads(GROUPS, id="familier", parent={"A": "P", "C": "P"})]
    done: list[Clearing] = []

    def work(table: CountTable) -> None:
        with engine_app.app_context(), tenant("albertslund"):
            done.append(clear_and_record([table], SURVEY, OCCASION))
            db.session.remove()

    threads = [threading.Thread(target=Context().run, args=(work, table)) for table in tables]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 2
    with engine_app.app_context(), tenant("albertslund"):
        assert all(found.holds for found in inspect([entry.release for entry in entries()]))
        db.session.remove()
