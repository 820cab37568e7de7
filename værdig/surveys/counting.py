"""Counting a closed round's answers into exact tables for the gate; the tables never leave this feature uncleared.

*Tilfreds* is points 4 and 5, *utilfreds* 1 and 2, for every rated question and every round: the definition cannot be widened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from værdig.db import db
from værdig.disclosure import CountTable
from værdig.i18n import _, _l
from værdig.surveys import late_answers, questionnaires
from værdig.surveys.channels import CHANNELS
from værdig.surveys.conditions import is_asked
from værdig.surveys.gone_types import published_choices
from værdig.surveys.groups import LENGTHS, length_label
from værdig.surveys.helping import COUNTED
from værdig.surveys.models import Answer, OpenAnswer, RoundGroup, RoundTally, State, SurveyRound
from værdig.surveys.question_types import DONT_KNOW, is_own, type_of

UNANSWERED = "ubesvaret"
UNKNOWN = "uoplyst"
"""The member of those whose group or length is not known, or was given up at closing."""

NOT_ASKED = "ikke_spurgt"
"""The state of those whom a question was not put to, and the member of a one-way count for those whom nobody asked."""

YES_NO = ("ja", "nej", DONT_KNOW)
"""The shares of a factual question are of all who answered it: not to know is an answer there."""

RESPONSE = "svarprocent"
GROUP = "group"
LENGTH = "length"

POINTS = ("5", "4", "3", "2", "1")
SATISFIED = {"5": "tilfreds", "4": "tilfreds", "3": "hverken", "2": "utilfreds", "1": "utilfreds"}
THREE_WAY: Mapping[str, Mapping[str, Any]] = {
    "satisfaction": {
        "tilfreds": _l("Tilfredse"),
        "hverken": _l("Hverken-eller"),
        "utilfreds": _l("Utilfredse"),
    },
    "agreement": {
        "tilfreds": _l("Enige"),
        "hverken": _l("Hverken-eller"),
        "utilfreds": _l("Uenige"),
    },
}

TALLIES: Mapping[str, tuple[Any, Mapping[str, Any]]] = {
    "channel": (_l("Hvordan svarene kom ind"), CHANNELS),
    "help": (_l("Hjælp til at svare"), COUNTED),
    "language": (
        _l("Sproget, der blev svaret på"),
        {
            "da": _l("Dansk"), "en": _l("Engelsk"), "ar": _l("Arabisk"), "tr": _l("Tyrkisk"), "ur": _l("Urdu"),
            "fa": _l("Farsi"), "so": _l("Somali"), "bs": _l("Bosnisk"), "uk": _l("Ukrainsk"),
            "pl": _l("Polsk"),
        },
    ),
}  # fmt: skip
"""What a round keeps as one-way counts, joined to no answer: title, and labels by value."""

SET_UP: Mapping[tuple[str, str], Any] = {
    ("help", ""): _l("Der blev ikke spurgt, om nogen hjalp med at svare."),
}
"""What is told where everybody has one value because nothing else could be chosen: how the round was set up, not what people did."""

Row = tuple[str | None, str | None, Mapping[str, Any]]
"""Group key, length key, and what was chosen."""


def universe(round_id: str) -> str:
    """Return the gate's name for those who answered a round."""
    return f"round:{round_id}"


def table_id(question: str, axis: str = "") -> str:
    """Return the id of a question's table: `moedet`, `moedet/group`, `moedet/length`."""
    return f"{question}/{axis}" if axis else question


def tables(round_: SurveyRound) -> list[CountTable]:
    """Return every table of a closed round: the response, and each question by group and by length of case.

    Where no breakdown is left after closing, the tables are of everybody.
    """
    rows, questions = _rows(round_), questionnaires.questions(round_.published) if round_.published else []
    axes = _axes(round_, rows)
    made = [_response(round_, rows, axes), *_tallies(round_), *_written(round_, questions, len(rows))]
    for question in questions:
        if question["kind"] != "open" and type_of(question) is not None:
            made += _of_question(round_, question, rows, axes)
    return made


def late_tables(round_: SurveyRound, questions: Sequence[Mapping[str, Any]]) -> list[CountTable]:
    """Return the tables of questions whose type was gone when the round's other tables were made, and is back.

    One that fewer than the round's threshold answered is left out, so that nobody is told whether anybody did.
    """
    rows = _rows(round_)
    axes, made = _axes(round_, rows), list[CountTable]()
    for question in questions:
        answered = sum(question["id"] in chosen for _group, _length, chosen in rows)
        if answered + len(late_answers.of_question(round_.id, question)) >= round_.threshold:
            made += _of_question(round_, question, rows, axes)
    return made


def _rows(round_: SurveyRound) -> list[Row]:
    stored = select(Answer.group_key, Answer.length_key, Answer.chosen).where(Answer.round_id == round_.id)
    return [(group, length, chosen) for group, length, chosen in db.session.execute(stored)]


def _axes(round_: SurveyRound, rows: Sequence[Row]) -> list[Axis]:
    return [axis for axis in (_group_axis(round_, rows), _length_axis(rows)) if len(axis.members) > 1]


def _of_question(
    round_: SurveyRound, question: Mapping[str, Any], rows: Sequence[Row], axes: Sequence[Axis]
) -> list[CountTable]:
    """Return a question's tables; one of everybody where some answers were kept apart, for their group is known to nobody."""
    apart = late_answers.of_question(round_.id, question)
    if apart:
        return [_table(round_, question, rows, EVERYBODY, apart)]
    return [_table(round_, question, rows, axis) for axis in axes or [EVERYBODY]]


class Axis:
    """A breakdown: its name, its members with labels, and how an answer's member is read."""

    def __init__(self, name: str, members: Mapping[str, Any], member_of: Callable[[Row], str]) -> None:
        self.name = name
        self.members = members
        self.member_of = member_of


EVERYBODY = Axis("", {"": ""}, lambda _row: "")


def _group_axis(round_: SurveyRound, rows: Sequence[Row]) -> Axis:
    members: dict[str, Any] = {group.key: group.label for group in told_apart(round_)}
    if any(group is None for group, _length, _chosen in rows):
        members[UNKNOWN] = _l("Gruppe ikke oplyst")
    if all(group is None for group, _length, _chosen in rows):
        members = {}
    return Axis(GROUP, members, lambda row: row[0] or UNKNOWN)


def _length_axis(rows: Sequence[Row]) -> Axis:
    found = {length or UNKNOWN for _group, length, _chosen in rows}
    members = {length.key: length.label for length in LENGTHS if length.key in found}
    members |= {key: length_label(key) for key in sorted(found - {UNKNOWN}) if key not in members}
    if members and UNKNOWN in found:
        members[UNKNOWN] = _l("Længden er udeladt eller ukendt")  # nobody asked citizens: see `coarsen`
    return Axis(LENGTH, members, lambda row: row[1] or UNKNOWN)


def told_apart(round_: SurveyRound) -> list[RoundGroup]:
    """Return the groups that a round's answers tell apart: those not merged, and the merged one."""
    return [group for group in round_.groups if group.merged_into is None]


def _response(round_: SurveyRound, rows: Sequence[Row], axes: Sequence[Axis]) -> CountTable:
    """Count who answered, by group where answers have one. The numbers invited are known to everybody."""
    axis = next((axis for axis in axes if axis.name == GROUP), EVERYBODY)
    invited = {group.key: group.invited for group in told_apart(round_) if group.invited is not None}
    if not axis.name:
        known = [group.invited for group in round_.groups if group.merged_into is None]
        asked = sum(number or 0 for number in known)
        invited = {"": asked} if None not in known and asked >= len(rows) else {}
    return CountTable(
        id=RESPONSE,
        title=_("Hvor mange svarede"),
        unit="answers",
        universe=universe(round_.id),
        categories=("svar",),
        breakdown=axis.name or (),
        rows=_count(rows, axis, lambda _chosen: "svar"),
        invited=invited,
        labels={**axis.members, "svar": _l("Svar")},
        overlaps=_overlaps(round_),
    )


def written_id(question: str) -> str:
    """Return the id of the table of how many wrote an answer: `skrevet/fortael`."""
    return f"skrevet/{question}"


def _written(round_: SurveyRound, questions: Sequence[Mapping[str, Any]], answers: int) -> list[CountTable]:
    """Count how many wrote something, for each question that people write to; the texts are joined to no answer."""
    texts = (
        select(OpenAnswer.question, func.count()).where(OpenAnswer.round_id == round_.id).group_by(OpenAnswer.question)
    )
    numbers = {row[0]: int(row[1]) for row in db.session.execute(texts)}
    return [
        CountTable(
            id=written_id(question["id"]),
            title=_(question["wording"]),
            unit="answers",
            universe=universe(round_.id),
            categories=("skrevet", UNANSWERED),
            rows={
                "": {"skrevet": numbers.get(question["id"], 0), UNANSWERED: answers - numbers.get(question["id"], 0)}
            },
            question=question["id"],
            labels={"skrevet": _l("Skrev noget"), UNANSWERED: _l("Skrev ikke noget")},
            overlaps=_overlaps(round_),
        )
        for question in questions
        if question["kind"] == "open"
    ]


def tally_id(kind: str) -> str:
    """Return the id of the table of a one-way count: `optalt/channel`."""
    return f"optalt/{kind}"


def _tallies(round_: SurveyRound) -> list[CountTable]:
    """Count channel, help and language, each by itself."""
    stored = db.session.scalars(select(RoundTally).where(RoundTally.round_id == round_.id)).all()
    by_kind = {kind: {row.value: row.number for row in stored if row.kind == kind} for kind in TALLIES}
    return [_tally(round_, kind, numbers) for kind, numbers in by_kind.items() if numbers or not round_.answers_total]


def _tally(round_: SurveyRound, kind: str, numbers: Mapping[str, int]) -> CountTable:
    """Return one kind's counts. That all chose the same is told of nobody (group disclosure): then there is only the total.

    So it is where fewer answered than the threshold, or nobody. Where a few chose something, what nobody chose is counted with it:
    a list of what stands together would else tell none from a few.
    """
    title, known = TALLIES[kind]
    labels = {value or NOT_ASKED: label for value, label in known.items()}
    has_few = any(number < round_.threshold for number in numbers.values())
    listed = {**known, **numbers} if has_few else numbers
    rows = {value or NOT_ASKED: {"svar": numbers.get(value, 0)} for value in listed}
    everybody = sum(numbers.values())
    is_split = len(numbers) > 1 and everybody >= round_.threshold
    if not is_split:
        rows = {"": {"svar": everybody}}
    if len(numbers) == 1 and everybody >= round_.threshold:
        title = SET_UP.get((kind, next(iter(numbers))), title)
    return CountTable(
        id=tally_id(kind),
        title=title,
        unit="answers",
        universe=universe(round_.id),
        categories=("svar",),
        breakdown=kind if is_split else (),
        rows=rows,
        labels={**labels, "svar": _l("Svar")},
        overlaps=_overlaps(round_),
    )


def _count(rows: Sequence[Row], axis: Axis, category_of: Callable[[Mapping[str, Any]], str]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {member: Counter() for member in axis.members}
    for row in rows:
        counts[axis.member_of(row)][category_of(row[2])] += 1
    return counts


def _table(
    round_: SurveyRound, question: Mapping[str, Any], rows: Sequence[Row], axis: Axis, apart: Sequence[str] = ()
) -> CountTable:
    """Return a question's table by an axis; `apart` are answers that are joined to nobody's others, for a table of everybody."""
    rated = question["kind"] == "rated"
    beside = (DONT_KNOW, UNANSWERED) if rated else (UNANSWERED,)
    unasked = NOT_ASKED if question.get("asked_if") else ""
    kind = type_of(question)
    words = {choice.value: choice.words for choice in kind.choices(question)} if kind else {}
    three = THREE_WAY[question["scale"]] if rated else {}
    return CountTable(
        id=table_id(question["id"], axis.name),
        title=_(question["wording"]),
        unit="answers",
        universe=universe(round_.id),
        categories=(*(POINTS if rated else _choices(question)), *beside, *([unasked] if unasked else [])),
        breakdown=axis.name or (),
        rows=_with_apart(_count(rows, axis, lambda chosen: _category(question, chosen)), apart),
        question=question["id"],
        beside=(*beside, *([unasked] if unasked else [])),
        unasked=unasked,
        put_to={earlier: (*answers, UNANSWERED) for earlier, answers in question.get("asked_if", {}).items()},
        collapse=SATISFIED if rated else {},
        scores={point: int(point) for point in POINTS} if rated else {},
        labels={**axis.members, **words, **three, UNANSWERED: _l("Ikke besvaret")},
        overlaps=_overlaps(round_),
    )


def _with_apart(counts: dict[str, Counter[str]], apart: Sequence[str]) -> dict[str, Counter[str]]:
    """Return the counts of everybody with the answers that stood apart: whoever gave one was counted as unanswered."""
    if apart:
        counts[""].update(apart)
        counts[""][UNANSWERED] -= len(apart)
    return counts


def _choices(question: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what can be chosen in a question that is not rated: yes, no and don't know, or what a plug-in's type offers or did."""
    kind = type_of(question)
    if is_own(question) and kind is not None:
        now = [choice.value for choice in kind.choices(question)]
        return tuple(dict.fromkeys([*now, *published_choices(question)]))
    return YES_NO


def _category(question: Mapping[str, Any], chosen: Mapping[str, Any]) -> str:
    """Return the category somebody is counted in: what was chosen, unanswered, or not asked."""
    if not is_asked(question, chosen):
        return NOT_ASKED
    return str(chosen.get(question["id"], UNANSWERED))


def _overlaps(round_: SurveyRound) -> tuple[str, ...]:
    """Return the closed rounds of the other design in the same half-year: nearly the same people."""
    others = db.session.scalars(
        select(SurveyRound.id).where(
            SurveyRound.half_year == round_.half_year,
            SurveyRound.id != round_.id,
            SurveyRound.state == State.CLOSED,
        )
    )
    return tuple(universe(other) for other in sorted(others))
