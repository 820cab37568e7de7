"""Places under their many names."""

from __future__ import annotations

import unicodedata

import pytest

from værdig.imports.readers import areas


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Albertslund", "Albertslund"),
        ("Albertslund Kommune", "Albertslund"),
        ("Jobcenter Albertslund", "Albertslund"),
        ("albertslund", "Albertslund"),
        ("Høje-Tåstrup", "Høje-Taastrup"),
        ("Høje Taastrup Kommune", "Høje-Taastrup"),
        ("Århus", "Aarhus"),
        ("Københavns Kommune", "København"),
        ("Bornholms Regionskommune", "Bornholm"),
        ("hele landet", "Hele landet"),
        ("RAR-område Hovedstaden", "RAR Hovedstaden"),
        ("Region Hovedstaden", "Region Hovedstaden"),
        (unicodedata.normalize("NFD", "Tårnby"), "Tårnby"),
        ("Vallensbæk og Ishøj", "Vallensbæk og Ishøj"),
        ("Et sted, der ikke findes", "Et sted, der ikke findes"),
    ],
)
def test_a_place_has_one_name(written: str, name: str) -> None:
    assert areas.canonical(written) == name


def test_all_municipalities_are_known_and_keep_their_names() -> None:
    assert len(areas.MUNICIPALITIES) == 98
    for name in (*areas.MUNICIPALITIES, *areas.WIDER):
        assert areas.canonical(name) == name
        assert areas.canonical(f"{name} Kommune") == name
        assert areas.is_known(name)
    assert not areas.is_known("Antal personer")
