"""How one made-up person answers: her browser on the real application, page by page; what she says is in `people`."""

from __future__ import annotations

import contextvars
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from værdig.attack.people import Person

HOST = "https://svar.eksempel.dk"
CHECK_FORM = 'action="/svar/tjek"'
_TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')

Told = Callable[[TestResponse], None]


class PageMissing(Exception):
    """The application answered otherwise than it does to a browser."""


class Browser:
    """A browser with its own cookies. `told` is called with every answer, as a web server tells its access log."""

    def __init__(self, app: Flask, language: str, told: Told) -> None:
        self._client = app.test_client()
        self._headers = {"Accept-Language": language, "Sec-Fetch-Site": "same-origin"}
        self._told = told
        self._token = ""

    def get(self, path: str) -> None:
        """Open a page, and follow where it leads."""
        response = self._ask(path)
        while response.location:
            response = self._ask(response.location)
        found = _TOKEN.search(response.get_data(as_text=True))
        self._token = found[1] if found else self._token

    def post(self, path: str, **form: str) -> TestResponse:
        """Send a form with the token of the page before."""
        return self._ask(path, {"csrf_token": self._token, **form})

    def _ask(self, path: str, form: Mapping[str, str] | None = None) -> TestResponse:
        """Ask in a context of its own, so that the request sees nothing of whoever simulates it."""
        method = "GET" if form is None else "POST"
        response: TestResponse = contextvars.Context().run(
            self._client.open, path, method=method, data=form, headers=self._headers, base_url=HOST
        )
        self._told(response)
        if response.status_code >= 400:
            raise PageMissing(f"{method} {path} answered {response.status_code}")
        return response


def begin(app: Flask, person: Person, code: str, questions: Sequence[Mapping[str, Any]], told: Told) -> Browser:
    """Open the letter's link and answer; the last answer is given with *save and take a break* by those who pause or leave."""
    browser = Browser(app, person.language, told)
    browser.get(f"/svar/{code}")
    browser.get("/svar/1")
    for number, question in enumerate(questions, start=1):
        if question["id"] in person.first:
            _save(browser, number, person.first[question["id"]], "frem")
    return browser


def pause(browser: Browser, questions: Sequence[Mapping[str, Any]], person: Person) -> None:
    """Go back one question and stop there; the code is then forgotten by the browser."""
    number, value = _some_answer(questions, person.first)
    _save(browser, number, value, "tilbage")
    _save(browser, number, value, "luk")


def change(browser: Browser, person: Person, questions: Sequence[Mapping[str, Any]]) -> None:
    """Check the answers, and change what is to be changed."""
    browser.get("/svar/tjek")
    for number, question in enumerate(questions, start=1):
        if person.first.get(question["id"]) != person.answers.get(question["id"]):
            _save(browser, number, person.answers[question["id"]], "frem", fra="tjek")


def send(browser: Browser) -> None:
    """Send from the check page, and once more when it asks about something."""
    for _time in range(2):
        if CHECK_FORM not in browser.post("/svar/tjek").get_data(as_text=True):
            return
    raise PageMissing("the answer was not taken")


def _some_answer(questions: Sequence[Mapping[str, Any]], answers: Mapping[str, int | str]) -> tuple[int, int | str]:
    return next((n, answers[q["id"]]) for n, q in enumerate(questions, start=1) if q["id"] in answers)


def _save(browser: Browser, number: int, value: int | str, way: str, **more: str) -> None:
    if not browser.post(f"/svar/{number}", svar=str(value), vej=way, **more).location:
        raise PageMissing(f"question {number} did not take {value!r}")
