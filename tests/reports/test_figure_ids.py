"""Ids of figures: the same at every build, different for different figures, and never longer than there is room for."""

from __future__ import annotations

from værdig.reports import figures
from værdig.reports.figures import About, known
from værdig.reports.models import ReportFigure


def id_of(key: str) -> str:
    about = About(prefix="survey.census.samlet/group", period="2021H1", source="", definition="")
    return known(about, key, "", "1", "", "").id


def test_a_short_id_says_what_it_is() -> None:
    assert id_of("dagpenge.n") == "survey.census.samlet/group.dagpenge.n"


def test_a_figure_of_many_merged_groups_has_an_id_that_fits_and_is_its_own() -> None:
    merged = "+".join(f"en_maalgruppe_med_et_langt_navn_{number}" for number in range(12))
    shares = [id_of(f"{merged}.{category}") for category in ("tilfreds", "utilfreds")]
    assert len(set(shares)) == 2
    assert shares == [id_of(f"{merged}.{category}") for category in ("tilfreds", "utilfreds")]
    room = ReportFigure.__table__.c.figure_id.type.length
    assert all(len(one) <= figures.ID_ROOM <= room - 10 for one in shares)
