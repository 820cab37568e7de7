"""Documents made for tests: every kind of block, Danish letters, hidden and missing figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from værdig.hooks.contracts import Bullets, Figure, Heading, Line, Notice, Paragraph, ShareBars, Table
from værdig.reports import section_figures
from værdig.reports.document import Appendix, Document, Meta, Part, State, settle

SHOWN = Figure(
    id="survey.census.samlet.tilfreds",
    label="Alt i alt: tilfreds",
    value="58 %",
    unit="procent",
    definition="Andel af dem, der svarede.",
    source="Undersøgelsen i foråret 2021",
    period="1. halvår 2021",
)
COUNT = replace(SHOWN, id="survey.census.samlet.n", label="Alt i alt: antal svar", value="1.312", unit="svar")
HIDDEN = replace(SHOWN, id="survey.census.lille.n", label="Lille gruppe: antal svar", value=None, why_missing="Skjult.")

META = Meta(
    title="EBU - Orientering om værdig sagsbehandling i 1. halvår 2021",
    municipality_id="albertslund",
    municipality="Albertslund Kommune",
    half_year="2021H1",
    dated="2021-08-23",
    version=2,
    state=State.DRAFT,
    example_data=True,
    committee="Erhvervs- & Beskæftigelsesudvalget",
    sender="Direktøren for By, Kultur, Miljø & Beskæftigelse",
    profile="albertslund 2019-01-01",
)

PROMISES = Table(
    caption="Planens løfter",
    columns=("Løfte", "Måles ved", "Svar"),
    rows=(("Respekt", "Spørgsmål 11", "58 %"), ("Klagehjælp", "måles ikke", "–")),
    numeric=(2,),
    note="Kilde: Beskæftigelsesplan 2020-2022.",
)
BLOCKS = (
    Heading(text="Æbler & <pærer>", level=3),
    Paragraph(text="Borgerne svarede »ja« til 17 ud af 25 ting."),
    Heading(text="Under overskriften", level=4),
    Bullets(items=("Første punkt", "Andet punkt")),
    Bullets(items=("at orienteringen tages til efterretning.",), ordered=True),
    Notice(text="Afsnittet »Unge« mangler.", tone="missing"),
    ShareBars(
        caption="Hvad borgerne svarede",
        categories=("Tilfreds", "Hverken eller", "Utilfreds"),
        rows=(("Mødet", (58, 20, 22)), ("Samtalen", (None, None, None))),
        note="Procent af dem, der svarede.",
    ),
    Line(
        caption="Ledige i alt",
        unit="personer",
        periods=("2020Q4", "2021Q1", "2021Q2"),
        values=(412.0, None, 398.5),
        target=380.0,
        provenance="Kilde: Jobindsats",
    ),
    Table(
        caption="Hvor mange", columns=("Gruppe", "Svar"), rows=(("Dagpenge", "312"), ("Øvrige", "skjult")), numeric=(1,)
    ),
)


def document(**changes: Any) -> Document:
    """Return a document with every kind of block; `changes` are fields of its `meta`."""
    figures = (SHOWN, COUNT, HIDDEN)
    appendices = (
        Appendix(number=1, id="proeve", title="Prøver på alt", blocks=settle(BLOCKS)),
        Appendix(
            number=2, id="figures", title="Tal, definitioner og kilder", blocks=settle(section_figures.build(figures))
        ),
    )
    parts = (
        Part(key="anledning", title="Anledning", blocks=settle([Paragraph(text="To gange om året.")])),
        Part(
            key="sagsfremstilling",
            title="Sagsfremstilling",
            blocks=settle([PROMISES]),
            own_text="Lederens eget ord.\n\nOg et til.",
        ),
        Part(
            key="bilag",
            title="Bilag",
            blocks=settle([Bullets(items=[one.title for one in appendices], ordered=True)]),
            takes_text=False,
        ),
    )
    return Document(meta=replace(META, **changes), parts=parts, appendices=appendices, figures=figures)
