"""Long lists a page at a time: how many pages there are, and the rows of one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func

from værdig.db import db


def pages_of(count: int, size: int) -> int:
    """Return how many pages `count` things fill; at least one."""
    return max(1, -(-count // size))


def page_of(query: Select[Any], page: int, size: int) -> tuple[list[Any], int]:
    """Return one page of a query's objects and how many pages there are; a page beyond them is the nearest one's.

    The query orders its rows completely, so that none is on two pages.
    """
    counted = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    count = db.session.scalar(counted) or 0
    pages = pages_of(count, size)
    found = db.session.scalars(query.limit(size).offset((min(max(1, page), pages) - 1) * size))
    return list(found), pages
