"""Answering in a language that runs from right to left: the pages turn, fit a small telephone, and lose no answer."""

from __future__ import annotations

import pytest
from browsing import Site, fits
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

CIRCLE = 24
"""The width of the circle of a choice, in pixels."""


def test_the_question_turns_with_its_language_and_keeps_its_answer(site: Site, page: Page) -> None:
    page.goto(f"{site.address}/svar")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    fits(page)
    page.goto(f"{site.address}/svar/{site.told['survey_codes'][0]}")
    fits(page)
    page.goto(f"{site.address}/svar/1")
    page.get_by_label("راضٍ", exact=True).check(force=True)
    row, choice = page.locator(".form-group-radio").first, page.locator(".form-group-radio input").first
    here, circle = row.bounding_box(), choice.bounding_box()
    assert here is not None
    assert circle is not None
    assert abs((here["x"] + here["width"]) - (circle["x"] + circle["width"])) <= CIRCLE
    fits(page)
    edges = [
        box["x"] + box["width"]
        for box in (page.locator(f"footer {part}").first.bounding_box() for part in ("p", "li"))
        if box is not None
    ]
    assert len(set(edges)) == 1, "the links of the foot stand where its address stands"
    page.get_by_role("button", name="تغيير اللغة").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_label("Satisfied", exact=True)).to_be_checked()
    fits(page)
