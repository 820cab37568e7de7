"""Every macro on a page that keeps every rule, empty and with every error."""

from __future__ import annotations

from typing import Any

import pytest
from ui.gallery import make_app


@pytest.fixture(scope="module")
def browser() -> Any:
    return make_app().test_client()


@pytest.mark.parametrize("address", ["/galleri", "/stab/galleri", "/bekraeft", "/note", "/", "/galleri?eksempel=1"])
def test_every_macro_keeps_the_rules(browser: Any, address: str) -> None:
    browser.get(address, status=200)
