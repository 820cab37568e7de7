"""Telephone numbers in text: what becomes a link, what does not, and that nothing typed becomes markup."""

from __future__ import annotations

import pytest

from værdig.ui.telephone import with_links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Livslinien på 70 201 201. Døgnet rundt", "+4570201201"),
        ("Telefon 12345678 (eksempel)", "+4512345678"),
        ("Ring +45 12 34 56 78", "+4512345678"),
        ("Ring 112.", "112"),
    ],
)
def test_a_number_can_be_rung(text: str, address: str) -> None:
    linked = with_links(text)
    assert f'href="tel:{address}"' in linked
    assert linked.striptags() == text


@pytest.mark.parametrize("text", ["kl. 10-14", "2026-482173-45", "5 år", "123456789012", "20.000 tegn", "1120"])
def test_other_figures_stay_as_they_are(text: str) -> None:
    assert with_links(text) == text


def test_what_is_typed_stays_text() -> None:
    assert "<script>" not in with_links("<script>alert(1)</script> 70 201 201")
