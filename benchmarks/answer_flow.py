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


class FlowBroken(Exception):
    """The site answered something else than the next step."""


@dataclass
class Visitor:
    """A browser without anything but cookies; `address` is host and port."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    def __post_init__(self) -> None:
        self._connection = HTTPConnection(self.address, timeout=60)

    def answer(self, code: str) -> float:
        """Open the link, read the introduction, answer every question, check and send; returns the seconds it took."""
        begun = perf_counter()
        try:
            self._go_through(code)
        finally:
            self._connection.close()
        return perf_counter() - begun

    def _go_through(self, code: str) -> None:
        if self._redirect("GET", f"/svar/{code}") != "/svar/intro":
            raise FlowBroken(f"{code} was not taken")
        self._page("GET", "/svar/intro")
        here = "/svar/1"
        while here != SEND:
            here = self._redirect("POST", here, filled_in(self._page("GET", here)))
        self._page("POST", SEND, filled_in(self._page("GET", SEND)))

    def _page(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        answer, body = self._ask(method, path, form)
        if answer.status != 200:
            raise FlowBroken(f"{method} {path} answered {answer.status}")
        return body

    def _redirect(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        answer, _body = self._ask(method, path, form)
        if answer.status not in (302, 303):
            raise FlowBroken(f"{method} {path} answered {answer.status} and leads nowhere")
        return str(answer.getheader("Location"))

    def _ask(self, method: str, path: str, form: dict[str, str] | None) -> tuple[HTTPResponse, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        self._connection.request(method, path, urlencode(form) if form is not None else None, headers)
        answer = self._connection.getresponse()
        body = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.requests += 1
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
