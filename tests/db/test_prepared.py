"""A prepared statement touches one municipality's rows, sees what the session has written, and cannot be made wide."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, insert, select, update

from værdig.db import db, new_id, tenant
from værdig.db.prepared import Prepared, mine
from værdig.errors import RuleBroken, TenantMissing
from værdig.municipality.models import Municipality, MunicipalValue
from værdig.surveys.models import Draft, Invitation

ROWS = MunicipalValue.__table__
READ = Prepared(select(ROWS.c.value).where(ROWS.c.key == bindparam("of_key"), mine(ROWS)))
ADD = Prepared(insert(MunicipalValue))
CHANGE = Prepared(update(ROWS).where(mine(ROWS)))


def _add(value: str) -> None:
    ADD.run(id=new_id(), key="phone", value=value, valid_from=date(2020, 1, 1))


def test_each_municipality_touches_its_own(engine_app: Flask) -> None:
    with engine_app.app_context():
        for home, value in {"albertslund": "1", "vallensbaek": "2"}.items():
            with tenant(home):
                _add(value)
        with tenant("vallensbaek"):
            assert CHANGE.run(value="3").rowcount == 1
            assert READ.run(of_key="phone").scalars().all() == ["3"]
        with tenant("albertslund"):
            assert READ.run(of_key="phone").scalars().all() == ["1"]


def test_nothing_runs_with_no_municipality_bound(app: Flask) -> None:
    with app.app_context():
        for run in (lambda: READ.run(of_key="phone"), lambda: _add("1")):
            with pytest.raises(TenantMissing):
                run()


def test_what_the_session_has_not_written_yet_is_seen(context: Flask) -> None:
    db.session.add(MunicipalValue(key="phone", value="4", valid_from=date(2020, 1, 1)))
    assert READ.run(of_key="phone").scalars().all() == ["4"]


@pytest.mark.parametrize(
    "wide",
    [
        select(ROWS.c.value),
        select(ROWS.c.value).where(ROWS.c.municipality_id == "albertslund"),
        select(ROWS.c.value).where(ROWS.c.municipality_id != bindparam("tenant")),
        select(Invitation.__table__.c.used).join(Draft.__table__, mine(Draft)),
        select(Municipality.__table__.c.name).where(select(ROWS.c.id).exists()),
        update(ROWS).values(value="5"),
        delete(MunicipalValue),
    ],
)
def test_a_wide_statement_cannot_be_prepared(wide: object) -> None:
    with pytest.raises(RuleBroken, match="not narrowed"):
        Prepared(wide)  # type: ignore[arg-type]
