"""The floor: a bare Flask application that takes the same requests and writes as durably, with nothing else done or guarded.

`FLOOR_DATABASE` names its SQLite file or is the address of its PostgreSQL database, `FLOOR_SCREENS` how many questions it asks.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

DATABASE = os.environ["FLOOR_DATABASE"]
SCREENS = int(os.environ["FLOOR_SCREENS"])
COOKIE = "floor"
PAGE = (
    """<!doctype html><html lang="da"><title>Gulv</title><main><h1>Gulv</h1>
<form method="post"><input type="radio" name="svar" value="4"><input type="radio" name="svar" value="5"></form></main></html>"""
    + " " * 4000
)
"""About as many bytes as a page of the application."""

TABLES = ("draft", "envelope")
POSTGRESQL = DATABASE.startswith("postgresql")
app = Flask(__name__)
_own = threading.local()


def _connect() -> Any:
    if POSTGRESQL:
        import psycopg

        return psycopg.connect(DATABASE.replace("+psycopg", ""), autocommit=True)
    made = sqlite3.connect(DATABASE, timeout=30, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        made.execute(f"PRAGMA {pragma}")
    return made


def make_tables() -> None:
    """Make the tables, before the processes that serve are started."""
    made = _connect()
    for table in TABLES:
        made.execute(f"CREATE TABLE IF NOT EXISTS {table} (code TEXT PRIMARY KEY, answers TEXT)")
    made.close()


def _do(statement: str, *values: str) -> Any:
    if not hasattr(_own, "connection"):
        _own.connection = _connect()
    return _own.connection.execute(statement.replace("?", "%s") if POSTGRESQL else statement, values)


@contextmanager
def _writing() -> Iterator[None]:
    _do("BEGIN" if POSTGRESQL else "BEGIN IMMEDIATE")
    yield
    _do("COMMIT")


def _answers() -> str:
    row = _do("SELECT answers FROM draft WHERE code = ?", request.cookies[COOKIE]).fetchone()
    return str(row[0]) if row else ""


@app.get("/svar/<code>")
def link(code: str) -> Response:
    """Remember the code."""
    answer = redirect("/svar/intro")
    answer.set_cookie(COOKIE, code)
    return answer


@app.get("/svar/intro")
@app.get("/svar/tjek")
@app.get("/svar/<int:number>")
def page(number: int = 0) -> str:
    """Show a page."""
    return f"{PAGE}<!-- {number} {_answers()} -->"


@app.post("/svar/<int:number>")
def answer(number: int) -> Response:
    """Keep an answer."""
    answers = f"{_answers()} {number}={request.form['svar']}"
    with _writing():
        _do(
            "INSERT INTO draft VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET answers = excluded.answers",
            request.cookies[COOKIE], answers,
        )  # fmt: skip
    return redirect(f"/svar/{number + 1}" if number < SCREENS else "/svar/tjek")


@app.post("/svar/tjek")
def send() -> str:
    """Store the whole answer."""
    code, answers = request.cookies[COOKIE], _answers()
    with _writing():
        _do("INSERT INTO envelope VALUES (?, ?)", code, answers)
        _do("DELETE FROM draft WHERE code = ?", code)
    return f"{PAGE}<!-- {answers} -->"
