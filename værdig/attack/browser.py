"""How one made-up person answers: her browser on the real application, page by page; what she says is in `people`, the way there in `wires`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from værdig.attack.people import Person
from værdig.attack.wires import Reply, Wire
from værdig.i18n import SOURCE

SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
FIRST_ERROR = 400
CHECK_FORM = 'action="/svar/tjek"'
_TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


class PageMissing(Exception):
    """The application answered otherwise than it does to a browser."""


class Browser:
    """A browser: it sends the token of the page before, and follows where it is led."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._token = ""

    def get(self, path: str) -> None:
        """Open a page, and follow where it leads."""
        reply = self._ask(path)
        while reply.location:
            reply = self._ask(reply.location)
        found = _TOKEN.search(reply.page)
        self._token = found[1] if found else self._token

    def post(self, path: str, **form: str) -> Reply:
        """Send a form with the token of the page before."""
        return self._ask(path, {"csrf_token": self._token, **form})

    def _ask(self, path: str, form: Mapping[str, str] | None = None) -> Reply:
        reply = self._wire.ask(path, form, SAME_SITE)
        if reply.status >= FIRST_ERROR:
            raise PageMissing(f"{path} answered {reply.status}")
        return reply


def enter(wire: Wire, person: Person, code: str) -> Browser:
    """Open the letter's link, and choose the language to answer in."""
    there = Browser(wire)
    there.get(f"/svar/{code}")
    if person.language != SOURCE:
        there.get("/svar/sprog?fra=intro")
        there.post("/svar/sprog", sprog=person.language, fra="intro")
    return there


def begin(there: Browser, person: Person, questions: Sequence[Mapping[str, Any]]) -> None:
    """Answer question after question, as somebody who has entered."""
    there.get("/svar/1")
    for number, question in enumerate(questions, start=1):
        if question["id"] in person.first:
            _save(there, number, person.first[question["id"]], "frem")


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
        if CHECK_FORM not in browser.post("/svar/tjek").page:
            return
    raise PageMissing("the answer was not taken")


def _some_answer(questions: Sequence[Mapping[str, Any]], answers: Mapping[str, int | str]) -> tuple[int, int | str]:
    return next((n, answers[q["id"]]) for n, q in enumerate(questions, start=1) if q["id"] in answers)


def _save(browser: Browser, number: int, value: int | str, way: str, **more: str) -> None:
    if not browser.post(f"/svar/{number}", svar=str(value), vej=way, **more).location:
        raise PageMissing(f"question {number} did not take {value!r}")
