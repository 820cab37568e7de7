"""The floor: a bare Flask application that takes the same requests and writes as durably, with nothing else done or guarded.

`FLOOR_DATABASE` names its SQLite file, `FLOOR_SCREENS` how many questions it asks.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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

app = Flask(__name__)
_own = threading.local()


def _connection() -> sqlite3.Connection:
    if not hasattr(_own, "connection"):
        _own.connection = sqlite3.connect(DATABASE, timeout=30, isolation_level=None)
        _own.connection.execute("PRAGMA journal_mode=WAL")
        _own.connection.execute("PRAGMA synchronous=FULL")
        _own.connection.execute("PRAGMA secure_delete=ON")
        _own.connection.execute("CREATE TABLE IF NOT EXISTS draft (code TEXT PRIMARY KEY, answers TEXT)")
        _own.connection.execute("CREATE TABLE IF NOT EXISTS envelope (code TEXT PRIMARY KEY, answers TEXT)")
    found: sqlite3.Connection = _own.connection
    return found


@contextmanager
def _writing() -> Iterator[sqlite3.Connection]:
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.execute("COMMIT")


def _answers() -> str:
    row = _connection().execute("SELECT answers FROM draft WHERE code = ?", [request.cookies[COOKIE]]).fetchone()
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
    with _writing() as connection:
        connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", [request.cookies[COOKIE], answers])
    return redirect(f"/svar/{number + 1}" if number < SCREENS else "/svar/tjek")


@app.post("/svar/tjek")
def send() -> str:
    """Store the whole answer."""
    code, answers = request.cookies[COOKIE], _answers()
    with _writing() as connection:
        connection.execute("INSERT INTO envelope VALUES (?, ?)", [code, answers])
        connection.execute("DELETE FROM draft WHERE code = ?", [code])
    return f"{PAGE}<!-- {answers} -->"
