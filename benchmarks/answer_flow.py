"""One citizen's whole answer, from the link to the copy, made by a plain HTTP client as a browser would make it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from time import perf_counter
from urllib.parse import urlencode

FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
CHOICES = re.compile(r'<input type="radio"[^>]* name="svar" value="([^"]*)"')
SEND = "/svar/tjek"
SCREENS = 10
"""How many questions are answered in the answer that is promised a speed; the rest is left out, as citizens may."""
EVERY = 99
"""More than any questionnaire has."""


class FlowBroken(Exception):
    """The site answered something else than the next step."""


@dataclass
class Visitor:
    """A browser without anything but cookies; `address` is host and port."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    """What each request took."""

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(self.address, timeout=60)

    def answer(self, code: str, screens: int = SCREENS) -> float:
        """Open the link, read the introduction, answer so many questions, check and send; returns the seconds it took."""
        begun, answered = perf_counter(), 0
        try:
            self.enter(code)
            here = "/svar/1"
            while here != SEND and answered < screens:
                here = self.post(here, filled_in(self.page(here)))
                answered += 1
            self.page(SEND, filled_in(self.page(SEND)))
        finally:
            self.close()
        return perf_counter() - begun

    def enter(self, code: str) -> None:
        """Open the link and read the introduction."""
        if self.ask("GET", f"/svar/{code}")[0].getheader("Location") != "/svar/intro":
            raise FlowBroken(f"{code} was not taken")
        self.page("/svar/intro")

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def page(self, path: str, form: dict[str, str] | None = None) -> str:
        """Return the page at an address, or the one that answers a form sent there."""
        answer, body = self.ask("GET" if form is None else "POST", path, form)
        if answer.status != 200:
            raise FlowBroken(f"{path} answered {answer.status}")
        return body

    def post(self, path: str, form: dict[str, str]) -> str:
        """Send a form and return the address it leads to."""
        answer, _body = self.ask("POST", path, form)
        if answer.status not in (302, 303):
            raise FlowBroken(f"{path} answered {answer.status} and leads nowhere")
        return str(answer.getheader("Location"))

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[HTTPResponse, str]:
        """Send one request; return the answer and its body."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        begun = perf_counter()
        self._connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self._connection.getresponse()
        body = answer.read().decode()
        self.seconds.append(perf_counter() - begun)
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return answer, body


def filled_in(page: str) -> dict[str, str]:
    """Return the page's form as a citizen fills it in: yes, the second last choice, or a sentence. Yes leads past every question."""
    form = FORM.search(page)
    if form is None:
        raise FlowBroken("a page has no form")
    values = dict(HIDDEN.findall(form[0]))
    if 'name="svar"' in form[0]:
        choices = CHOICES.findall(form[0])
        chosen = "ja" if "ja" in choices else choices[-2] if choices else "Jeg fik svar på det, jeg spurgte om."
        values |= {"svar": chosen, "vej": "frem"}
    return values
