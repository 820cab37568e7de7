"""No query and no write crosses municipalities, and none is made with no municipality bound."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from værdig.db import db, tenant, transaction
from værdig.errors import RuleBroken, TenantMissing
from værdig.municipality import setting
from værdig.municipality.models import MunicipalValue
from værdig.municipality.service import put


def _put(municipality_id: str, value: str) -> None:
    with tenant(municipality_id):
        put("phone", value, date(2020, 1, 1))


def test_each_municipality_sees_its_own(engine_app: Flask) -> None:
    with engine_app.app_context():
        _put("albertslund", "1")
        _put("vallensbaek", "2")
        with tenant("vallensbaek"):
            assert setting("phone") == "2"
            assert db.session.scalar(select(func.count()).select_from(MunicipalValue)) == 1
            other = aliased(MunicipalValue)
            pairs = select(MunicipalValue.value, other.value).join(other, other.key == MunicipalValue.key)
            assert db.session.execute(pairs).all() == [("2", "2")]
        with tenant("albertslund"):
            assert [row.value for row in db.session.scalars(select(MunicipalValue))] == ["1"]


def test_nothing_is_read_with_no_municipality_bound(app: Flask) -> None:
    with app.app_context(), pytest.raises(TenantMissing):
        db.session.scalars(select(MunicipalValue)).all()
    with app.app_context():
        everything = select(MunicipalValue).execution_options(all_tenants=True)
        assert db.session.scalars(everything).all() == []


def test_another_municipalitys_row_cannot_be_written(app: Flask) -> None:
    row = MunicipalValue(key="phone", valid_from=date(2020, 1, 1), value="1", municipality_id="vallensbaek")
    with app.app_context(), tenant("albertslund"), pytest.raises(RuleBroken), transaction():
        db.session.add(row)


def test_a_row_from_elsewhere_is_not_found_by_its_key(app: Flask) -> None:
    with app.app_context():
        _put("albertslund", "1")
        with tenant("albertslund"):
            key = db.session.scalar(select(MunicipalValue.id))
        db.session.expunge_all()
        with tenant("vallensbaek"):
            assert db.session.get(MunicipalValue, key) is None
