"""A test client that reads every page as strictly as a browser and a screen reader would, and fails on what they stumble over.

    browser = client                                         # the fixture; or app.test_client_class = CheckingClient
    page = browser.get("/klage/skriv")                     # parsed strictly, every rule of page_rules checked
    page = page.submit({"what": "Jeg fik ikke svar."})      # the first form in main; its token and hidden values go along
    page = page.submit({"navn": "X"}, form="Send")          # a form by index, id, action, or the text of its button
    page = page.submit(button="Gem kladde")                 # the button pressed, when there are several
    page = page.follow()                                     # the redirect; `submit` and `get` do not follow by themselves
    page = page.click("Tilbage")                             # a link by its text

    page.status, page.h1, page.title, page.text (visible text of main), page.soup (BeautifulSoup), page.errors (summary lines)
    page.form("Send").values                                 # what a browser would send now

`get` and `post` take `status=404` to say what is expected; without it anything below 500 will do. `submit` refuses names the
form does not have and choices it does not offer, and sends line breaks as browsers do (CRLF); `browser.post(url, data)`
sends anything, for tests of bad input. `browser.language = "ar"` says that pages should now be Arabic. A page that is not
HTML is only checked for its headers; `page.data`, `page.json` and `page.headers` have its content. Failures are
`PageProblem`, with the address and every rule broken.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from page_rules import RULES, words
from werkzeug.test import TestResponse

Values = Mapping[str, Any]


class PageProblem(AssertionError):
    """A page breaks rules; the message lists them."""


class CheckingClient(FlaskClient):
    """A browser without scripts that checks what it gets; Flask's own client in everything else."""

    language = "da"
    """The language its pages should be in."""

    def get(self, *args: Any, status: int | None = None, **more: Any) -> Page:  # type: ignore[override]
        """Open an address; `status` is what it should answer, anything below 500 when not given."""
        return self._page(super().get(*args, **more), status)

    def post(self, *args: Any, status: int | None = None, **more: Any) -> Page:  # type: ignore[override]
        """Send data to an address as a page of the same site would."""
        headers = {"Sec-Fetch-Site": "same-origin", **dict(more.pop("headers", {}))}
        return self._page(super().post(*args, headers=headers, **more), status)

    def _page(self, response: TestResponse, status: int | None) -> Page:
        where = f"{response.request.method} {response.request.path}"
        if response.status_code != status if status else response.status_code >= 500:
            raise PageProblem(f"{where} answered {response.status_code}, wanted {status or 'below 500'}")
        response.request.environ["wsgi.input"].close()  # a large form lies in a file that nobody else closes
        page = Page(self, response)
        page.check()
        return page


class Page:
    """One answer: its words, its forms, and the way on from here."""

    def __init__(self, browser: CheckingClient, response: TestResponse) -> None:
        self.browser = browser
        self.response = response
        self.status = self.status_code = response.status_code
        self.headers = response.headers
        self.policy = response.headers.get("Content-Security-Policy", "")
        self.language = browser.language
        self.url = response.request.full_path.rstrip("?")
        self.is_html = response.mimetype == "text/html" and not 300 <= self.status < 400
        self.html = response.get_data(as_text=True) if self.is_html else ""
        self.soup = BeautifulSoup(self.html, "html5lib")

    def check(self) -> None:
        """Raise PageProblem naming every rule the page breaks."""
        if not self.is_html:
            if self.headers.get("X-Content-Type-Options") != "nosniff":
                raise PageProblem(f"{self.url}: X-Content-Type-Options is not nosniff")
            return
        problems = [*_not_html(self.html), *(problem for rule in RULES for problem in rule(self))]
        if problems:
            raise PageProblem(f"{self.url} ({self.status}):\n  " + "\n  ".join(problems))

    @property
    def data(self) -> bytes:
        """The answer's bytes, for files."""
        return self.response.get_data()

    @property
    def json(self) -> Any:
        """The answer as JSON."""
        return self.response.get_json()

    @property
    def title(self) -> str:
        """The page's title."""
        return words(self.soup.title) if self.soup.title else ""

    @property
    def h1(self) -> str:
        """The words of the only h1."""
        return words(self.soup.find("h1"))

    @property
    def text(self) -> str:
        """The words of the main part, on one line."""
        return words(self.soup.find("main"))

    @property
    def visible_text(self) -> str:
        """All words of the body, names for assistive technology too; not scripts, and not what somebody has typed."""
        hidden = ("script", "style", "textarea")
        shown = [text for text in self.soup.body.find_all(string=True) if text.parent.name not in hidden]
        spoken = [str(tag["aria-label"]) for tag in self.soup.body.find_all(attrs={"aria-label": True})]
        return "\n".join([" ".join(" ".join(shown).split()), *spoken])

    @property
    def error_summary(self) -> Tag | None:
        """The box with all errors, or None."""
        return self.soup.select_one('[data-module="error-summary"]')

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [words(line) for line in self.error_summary.find_all("li")] if self.error_summary else []

    @property
    def location(self) -> str:
        """Where a redirect leads, within the site; fails when the page is no redirect or leaves the site."""
        address = self.headers.get("Location", "")
        parts = urlsplit(address)
        if not 300 <= self.status < 400 or not address:
            raise PageProblem(f"{self.url} ({self.status}) is no redirect: {self.errors or self.text[:200]}")
        if parts.netloc not in ("", "localhost"):
            raise PageProblem(f"{self.url} redirects out of the site: {address}")
        return parts.path + (f"?{parts.query}" if parts.query else "")

    def follow(self) -> Page:
        """Follow redirects to the page they end at."""
        page, left = self.browser.get(self.location), 5
        while 300 <= page.status < 400 and left:
            page, left = self.browser.get(page.location), left - 1
        return page

    def click(self, text: str) -> Page:
        """Follow the link with this text; its whole text, or the only one that contains it."""
        links = self.soup.find_all("a", href=True)
        found = [a for a in links if words(a) == text] or [a for a in links if text in words(a)]
        if not found:
            raise PageProblem(f"{self.url} has no link »{text}«: {[words(a) for a in links]}")
        return self.browser.get(str(found[0]["href"]))

    def form(self, which: str | int = 0) -> FormOnPage:
        """Return a form: by index among those in main, or by id, action or the text of one of its buttons."""
        if isinstance(which, int):
            forms = self.soup.select("main form")
            if which >= len(forms):
                raise PageProblem(f"{self.url} has {len(forms)} forms in main")
            return FormOnPage(self, forms[which])
        for form in self.soup.find_all("form"):
            buttons = [words(button) for button in form.find_all("button")]
            if which in (form.get("id"), form.get("action"), *buttons):
                return FormOnPage(self, form)
        raise PageProblem(f"{self.url} has no form »{which}«")

    def submit(self, values: Values | None = None, form: str | int = 0, button: str | None = None) -> Page:
        """Fill in a form and send it; returns the answer, which may be a redirect."""
        return self.form(form).submit(values, button)


class FormOnPage:
    """A form as a browser holds it: its controls and what they hold now."""

    def __init__(self, page: Page, tag: Tag) -> None:
        self.page = page
        self.tag = tag
        self.controls = [c for c in tag.find_all(["input", "select", "textarea"]) if c.get("name")]
        self.names = {str(control["name"]) for control in self.controls}

    @property
    def values(self) -> dict[str, Any]:
        """What would be sent now: text as it stands, chosen values only; a name with several values has a list."""
        held: dict[str, list[str]] = {}
        for control in self.controls:
            for value in _held(control):
                held.setdefault(str(control["name"]), []).append(value)
        return {name: values[0] if len(values) == 1 else values for name, values in held.items()}

    def submit(self, values: Values | None = None, button: str | None = None) -> Page:
        """Send the form with `values` put in; None as a value leaves the field out, as an unticked box does."""
        for name, value in (values or {}).items():
            self._check_offered(name, value)
        data = {**self.values, **self._pressed(button), **(values or {})}
        data = {name: self._typed(name, value) for name, value in data.items() if value is not None}
        action, browser = str(self._button(button).get("formaction", self.tag["action"])), self.page.browser
        if str(self.tag["method"]).lower() == "get":
            return browser.get(action.partition("?")[0] + "?" + urlencode(data, doseq=True))
        more = {"content_type": "multipart/form-data"} if self.tag.get("enctype") else {}
        return browser.post(action, data=data, **more)

    def _check_offered(self, name: str, value: Any) -> None:
        if name not in self.names:
            raise PageProblem(f"{self.page.url}: the form has no »{name}«, only {sorted(self.names)}")
        offered = {v for control in self.controls if control["name"] == name for v in _offered(control)}
        asked = set(value) if isinstance(value, list) else {value}
        if offered and value is not None and not asked <= offered:
            raise PageProblem(f"{self.page.url}: »{name}« offers {sorted(offered)}, not {value!r}")

    def _buttons(self) -> list[Tag]:
        """Return the form's buttons as they stand on the page, those outside it with `form` too."""
        own = self.tag.get("id")
        found = self.page.soup.find_all("button")
        return [b for b in found if (b["form"] == own if b.get("form") else self.tag in b.parents)]

    def _button(self, text: str | None) -> Tag:
        buttons = [b for b in self._buttons() if b.get("type", "submit") == "submit"]
        pressed = next((b for b in buttons if text is None or words(b) == text), None)
        if pressed is None:
            raise PageProblem(f"{self.page.url}: the form has no button »{text}«: {[words(b) for b in buttons]}")
        return pressed

    def _pressed(self, text: str | None) -> dict[str, str]:
        pressed = self._button(text)
        return {str(pressed["name"]): str(pressed.get("value", ""))} if pressed.get("name") else {}

    def _typed(self, name: str, value: Any) -> Any:
        lines = any(c.name == "textarea" and c["name"] == name for c in self.controls)
        return value.replace("\r\n", "\n").replace("\n", "\r\n") if lines and isinstance(value, str) else value


def _not_html(html: str) -> list[str]:
    """Return what a strict parser says about the page, with the line it stumbles over."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    lines = html.split("\n")
    return [
        f"not HTML: {html5lib.constants.E[code] % values} at »{lines[place[0] - 1].strip()[:120]}«"
        for place, code, values in parser.errors[:5]
    ]


def _held(control: Tag) -> list[str]:
    if control.name == "textarea":
        return [control.get_text()]
    if control.name == "select":
        chosen = control.find_all("option", selected=True) or ([] if control.get("multiple") else control("option")[:1])
        return [str(option.get("value", words(option))) for option in chosen]
    if control.get("type") in ("radio", "checkbox"):
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [] if control.get("type") in ("file", "submit", "image") else [str(control.get("value", ""))]


def _offered(control: Tag) -> list[str]:
    if control.name == "select":
        return [str(option.get("value", words(option))) for option in control("option")]
    return [str(control.get("value", "on"))] if control.get("type") in ("radio", "checkbox") else []
