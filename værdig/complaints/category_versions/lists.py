"""The lists a municipality decides about: what each is for, whether it can be added to, and what no rule can do without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from værdig.complaints.categories import DECISION, GUIDANCE, SOLVED_BY_TALKING, Kind
from værdig.i18n import _l


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One of the lists.

    `grows` where a municipality may add values of its own. Rules hang on the values of the others: which dates a type has, who
    may give an outcome; those can have other titles, and need not be used.
    """

    kind: Kind
    slug: str
    """The word in its address."""
    title: Any
    about: Any
    grows: bool = False
    needed: frozenset[str] = field(default=frozenset())
    """The values that cannot be left out, since the citizens' pages or the law file cases under them."""
    independent: bool = False
    """Whether it is the borgerraadgiver's alone to decide about: what she finds is not for those she looks at to name."""


LISTS: dict[str, Listed] = {
    each.slug: each
    for each in (
        Listed(
            kind=Kind.THEME,
            slug="temaer",
            title=_l("Klagens temaer"),
            about=_l("Et klagepunkt har ét tema, og temaet hører til et princip for værdig sagsbehandling."),
            grows=True,
            needed=frozenset({"complaints.andet"}),
        ),
        Listed(
            kind=Kind.TYPE,
            slug="typer",
            title=_l("Sagens type"),
            about=_l("Hver sag og hver talt henvendelse har én type. Typen afgør, hvilke frister sagen har."),
            needed=frozenset({"klage_over_sagsbehandling", DECISION, GUIDANCE, "ros", "forslag"}),
        ),
        Listed(
            kind=Kind.CHANNEL,
            slug="kanaler",
            title=_l("Kanaler"),
            about=_l("Den vej, en sag eller en henvendelse kom."),
            grows=True,
            needed=frozenset({"web"}),
        ),
        Listed(
            kind=Kind.FORMALITY,
            slug="formalitet",
            title=_l("Formalitet eller realitet"),
            about=_l("Om et klagepunkt handler om, hvordan sagen er behandlet, eller om, hvad der er besluttet."),
        ),
        Listed(
            kind=Kind.OUTCOME,
            slug="udfald",
            title=_l("Klagepunktets udfald"),
            about=_l("Det, hvert klagepunkt ender med. Udfaldet står i afslutningsbrevet til borgeren."),
            needed=frozenset({SOLVED_BY_TALKING}),
            independent=True,
        ),
        Listed(
            kind=Kind.REACTION,
            slug="reaktioner",
            title=_l("Hvad afdelingen har gjort"),
            about=_l("Det, afdelingen har ændret efter et klagepunkt."),
            grows=True,
        ),
        Listed(
            kind=Kind.OUT_OF_SCOPE,
            slug="uden-for-kompetence",
            title=_l("Uden for kompetence"),
            about=_l("Grunden til, at en sag ikke kan behandles her. Den bliver valgt, når sagen flyttes."),
            grows=True,
        ),
    )
}
"""The lists by the word in their address, in the order they are shown."""

OF_KIND = {each.kind: each for each in LISTS.values()}
