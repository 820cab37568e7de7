"""The gate's Danish texts: why something is hidden and what is printed instead; when to use them is in `rules`."""

from __future__ import annotations

from collections.abc import Sequence

from værdig.disclosure.contracts import DOMINANCE, FEW, FLOOR, Counted, Unit
from værdig.i18n import _, format_number


def floor_refusal(threshold: int) -> str:
    """Say that a threshold below the floor is refused, naming both."""
    return _(
        "Grænsen kan ikke være %(threshold)s. Den kan aldrig være under %(floor)s, fordi så få mennesker kan genkendes.",
        threshold=threshold,
        floor=FLOOR,
    )


def number(value: int) -> str:
    """Return a count as printed."""
    return format_number(value)


def share(value: int) -> str:
    """Return a whole percentage as printed."""
    return _("%(share)s %%", share=value)


def tenths(value: int) -> str:
    """Return a mean given in tenths as printed: 38 → `3,8`."""
    return format_number(value / 10, decimals=1)


def hidden() -> str:
    """Return what stands in place of a hidden number."""
    return _("skjult")


def nearly_all(n: int) -> str:
    """Return what stands in place of a dominant answer's share in a row of `n`."""
    if n > 10:
        return _("mere end %(share)s %%", share=DOMINANCE)
    return _("næsten alle")


def everybody(unit: Unit) -> str:
    """Return the label of the total."""
    return _("Alle svar") if unit == "answers" else _("Alle sager")


def answer_in(group: str, answer: str) -> str:
    """Name one answer in one group."""
    return _("%(group)s, »%(answer)s«", group=group, answer=answer)


def the_rest() -> str:
    """Return the label of a row merged from members of no common family."""
    return _("Øvrige")


def merged_of(members: Sequence[str]) -> str:
    """Return the label of such a row where *Øvrige* is taken: what it holds."""
    return _("Slået sammen: %(members)s", members=", ".join(members))


def rest_of(family: str) -> str:
    """Return the label of a row merged from some members of a family."""
    return _("Andre: %(family)s", family=family)


def _name(counted: Counted) -> str:
    """Return what is counted, in the plural, where it is not answers."""
    return _("henvendelser") if counted == "contacts" else _("sager")


def few(counted: Counted) -> str:
    """Return the mark of a row with little behind it."""
    return _("få svar") if counted == "answers" else _("få %(counted)s", counted=_name(counted))


def few_explained(counted: Counted) -> str:
    """Explain the mark."""
    if counted == "answers":
        return _("Få svar betyder færre end %(few)s svar. Så er tallene usikre.", few=FEW)
    return _(
        "Få %(counted)s betyder færre end %(few)s %(counted)s. Så siger tallene ikke noget sikkert.",
        counted=_name(counted),
        few=FEW,
    )


def masked() -> str:
    """Explain hidden shares in a shown row."""
    return _("Hvis næsten alle i en gruppe har svaret det samme, viser vi ikke det præcise tal.")


def row_hidden(counted: Counted, threshold: int) -> str:
    """Say why one row is hidden: it, or a row it would give away, is too small."""
    if counted == "answers":
        return _(
            "Skjult. Der er færre end %(threshold)s svar, eller også kunne tallet røbe en anden lille gruppe.",
            threshold=threshold,
        )
    return _(
        "Skjult. Der er færre end %(threshold)s %(counted)s, eller også kunne tallet røbe en anden lille gruppe.",
        threshold=threshold,
        counted=_name(counted),
    )


def some_hidden(counted: Counted, threshold: int) -> str:
    """Say under a table that some rows are hidden, and why."""
    if counted == "answers":
        return _(
            "Nogle tal er skjult. Vi viser ikke tal for grupper med færre end %(threshold)s svar, heller ikke tal, de kan "
            "regnes ud fra.",
            threshold=threshold,
        )
    return _(
        "Nogle tal er skjult. Vi viser ikke tal for grupper med færre end %(threshold)s %(counted)s, heller ikke tal, de kan "
        "regnes ud fra.",
        threshold=threshold,
        counted=_name(counted),
    )


def merged(label: str, members: Sequence[str], counted: Counted, threshold: int) -> str:
    """Say what a merged row is made of, and why."""
    names = listed(members)
    if counted == "answers":
        return _(
            "»%(label)s« er %(names)s. De er lagt sammen, så ingen kan regne ud, hvad færre end %(threshold)s har svaret.",
            label=label,
            names=names,
            threshold=threshold,
        )
    return _(
        "»%(label)s« er %(names)s. De er lagt sammen, så ingen kan genkende en af få %(counted)s. Grænsen er %(threshold)s.",
        label=label,
        names=names,
        threshold=threshold,
        counted=_name(counted),
    )


def listed(names: Sequence[str]) -> str:
    """Return names as a Danish list: `a, b og c`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s og %(last)s", first=", ".join(names[:-1]), last=names[-1])


def too_few(counted: Counted, threshold: int) -> str:
    """Say that a whole table is not shown because there is too little in all."""
    if counted == "answers":
        return _("Vises ikke. Der er færre end %(threshold)s svar.", threshold=threshold)
    return _("Vises ikke. Der er færre end %(threshold)s %(counted)s.", threshold=threshold, counted=_name(counted))


def no_breakdown(counted: Counted, threshold: int) -> str:
    """Say that only the total can be shown."""
    if counted == "answers":
        return _(
            "Tallet kan ikke deles op. Så kunne man regne ud, hvad færre end %(threshold)s har svaret.",
            threshold=threshold,
        )
    return _(
        "Tallet kan ikke deles op. Så kunne man genkende færre end %(threshold)s %(counted)s.",
        threshold=threshold,
        counted=_name(counted),
    )


def gives_away(counted: Counted, threshold: int) -> str:
    """Say that a table is refused because, with what else is known, it would give a small number away."""
    if counted == "answers":
        return _(
            "Vises ikke. Ud fra tallet og det, der ellers er kendt, kunne man regne ud, hvad færre end %(threshold)s har "
            "svaret.",
            threshold=threshold,
        )
    return _(
        "Vises ikke. Ud fra tallet og det, der ellers er kendt, kunne man genkende færre end %(threshold)s %(counted)s.",
        threshold=threshold,
        counted=_name(counted),
    )


def changed() -> str:
    """Say that figures are refused because they differ a little from those already shown about the same people."""
    return _(
        "Vises ikke. Tallene er ændret lidt, siden de blev vist første gang. Forskellen kunne røbe enkelte mennesker. "
        "Brug de tal, der allerede er vist."
    )
