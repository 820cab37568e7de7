"""Every page a person can reach by following links, at two widths: accessible, no wider than the screen, no error on the console."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from browsing import Site, axe, fits, sign_in
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]

PEOPLE = ["borger", "borgerraadgiver", "leder", "svar", "skranke", "udvalg", "analytiker", "administrator", "dpo"]
SHAPES = (
    (re.compile(r"(?<=/)[A-Za-z0-9_-]{22}(?=/|$)"), "ID"),
    (re.compile(r"(?<=/)\d{4}H[12](?=/|$)"), "HALFYEAR"),
    (re.compile(r"(?<=/)[AB]?D?-?[A-Z]\d?[A-Z0-9-]*(?=/|$)"), "CODE"),
    (re.compile(r"(?<=/)\d+(?=/|$)"), "N"),
    (re.compile(r"(?<=/)(bs|en|pl|so|tr|uk)(?=/|$)"), "LANGUAGE"),
    (re.compile(r"(?<=/)(ar|fa|ur)(?=/|$)"), "LANGUAGE-FROM-THE-RIGHT"),
)
FILES = re.compile(r"\.(csv|xlsx|pdf|docx|json|txt|svg|css|js)$|/(pdf|docx|csv|hent|download)(/|$)")
LEAST = {"borger": 6, "leder": 15, "borgerraadgiver": 8}
"""So many kinds of pages each of these must reach, so that a crawl that finds nothing is noticed."""


def shape_of(path: str) -> str:
    """Return the address with what differs from object to object taken out."""
    for pattern, word in SHAPES:
        path = pattern.sub(word, path)
    return path


def _links(page: Page, site: Site, below: str) -> list[str]:
    """Return where a page leads: staff's pages for those who sign in, since the citizen's walk sees the others."""
    found = page.eval_on_selector_all("a[href]", "links => links.filter(a => !a.download).map(a => a.href)")
    here = [link.split("#")[0] for link in found if link.startswith(f"{site.address}{below}")]
    return [link for link in here if not FILES.search(urlsplit(link).path)]


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_at_two_widths(person: str, site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(1200)
    problems: list[str] = []
    page.on("console", lambda said: problems.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    if person != "borger":
        sign_in(page, site, person)
    waiting = [f"{site.address}/" if person == "borger" else f"{site.address}/stab/"]
    if person == "borgerraadgiver":
        page.goto(f"{site.address}/stab/indbakke")
        page.locator("input[type=password]").first.fill(site.told["inbox_passphrase"])
        page.locator("main form button").first.click()
        waiting.append(page.url)
    seen: set[str] = set()
    while waiting:
        address = waiting.pop(0)
        shape = shape_of(urlsplit(address).path)
        if shape in seen:
            continue
        seen.add(shape)
        page.set_viewport_size({"width": 1200, "height": 900})
        answer = page.goto(address)
        assert answer is not None, address
        assert answer.status == 200, f"{address}: {answer.status}"
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        fits(page)
        axe(page)
        waiting += _links(page, site, "/" if person == "borger" else "/stab/")
    assert not problems
    assert len(seen) >= LEAST.get(person, 2), sorted(seen)
