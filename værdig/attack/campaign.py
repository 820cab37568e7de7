"""A whole attack: rounds are played, every method guesses, and the referee says which of them learnt something."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from værdig.attack.material import Material, Row, draft_name
from værdig.attack.methods import Guess, Method, Question, all_methods, in_quarters
from værdig.attack.plants import PLANTS
from værdig.attack.play import Played, play
from værdig.attack.referee import ALPHA, Score, score
from værdig.attack.scene import scene

Truth = Mapping[str, Hashable]


@dataclass(frozen=True)
class Finding:
    """One method's result; `better` is whether it did better than guessing, by the level that is right for this many methods."""

    method: Method
    score: Score
    better: bool

    @property
    def leaks(self) -> bool:
        """Whether something was learnt that must not be."""
        return self.better and self.method.limit is None


@dataclass(frozen=True)
class Campaign:
    """What was tried, and what came of it."""

    database: str
    seed: int
    trials: int
    invited: int
    answered: int
    drafts: int
    keys: int
    """How many strings were tried as keys."""
    plant: str | None
    level: float
    findings: Sequence[Finding]

    @property
    def leaks(self) -> list[Finding]:
        """The methods that learnt what they must not."""
        return [finding for finding in self.findings if finding.leaks]


def run(
    *, trials: int, size: int, seed: int, plant: str | None = None, database: str = "sqlite",
    tell: Callable[[int], None] = lambda _done: None,
) -> Campaign:  # fmt: skip
    """Play `trials` rounds with `size` people invited to each, and let every method guess in each of them.

    `plant` is a leak to put in first. `tell` is called with the number of rounds played, after each.
    """
    methods = all_methods()
    guesses: dict[str, list[Guess]] = {name: [] for name in methods}
    played: list[Played] = []
    with scene(database) as made, PLANTS[plant](made) if plant else nullcontext():
        for number in range(trials):
            played.append(play(made, number, size, seed))
            for name, method in methods.items():
                guesses[name].append(method.guess(seen_by(method, played[-1].material)))
            tell(number + 1)
    level = ALPHA / len(methods)
    findings = [_finding(method, played, guesses[name], level) for name, method in methods.items()]
    return Campaign(
        database=database.partition(":")[0].partition("+")[0],
        seed=seed,
        trials=trials,
        invited=sum(len(each.material.people) for each in played),
        answered=sum(len(each.answers) for each in played),
        drafts=sum(len(each.drafts) for each in played),
        keys=sum(len(each.material.keys) for each in played),
        plant=plant,
        level=level,
        findings=findings,
    )


def seen_by(method: Method, material: Material) -> Material:
    """Return what a method is given: whoever asks when people answered has not been told it."""
    return material.without_calendar() if method.question == Question.WHEN else material


def _finding(method: Method, played: Sequence[Played], guesses: Sequence[Guess], level: float) -> Finding:
    rounds = []
    for each, guess in zip(played, guesses, strict=True):
        truth = truth_of(method.question, each)
        rounds.append((guess, truth, cells_of(method.question, each, truth)))
    result = score(rounds)
    return Finding(method, result, result.p < level)


def truth_of(question: Question, played: Played) -> Truth:
    """Return what is true, by person or draft."""
    match question:
        case Question.CONTENT:
            return played.answers
        case Question.DRAFT:
            return played.drafts
        case Question.ANSWER:
            return played.chosen
        case Question.AMOUNT:
            return _by_amount(played.answers)
        case Question.DRAFT_AMOUNT:
            rows: Sequence[Row] = played.material.middle.of_round("draft", played.material.round_id)
            return _by_amount({name: played.drafts[name] for name in map(draft_name, rows)})
        case Question.WHEN:
            return in_quarters(list(played.answers))


def _by_amount(said: Mapping[str, str]) -> Truth:
    return in_quarters(sorted(said, key=lambda name: (len(said[name].encode()), name)))


def cells_of(question: Question, played: Played, truth: Truth) -> Truth:
    """Return what is known or published of each anyway: a guess must do better than guessing within that."""
    if question in (Question.DRAFT, Question.DRAFT_AMOUNT):
        return dict.fromkeys(truth, "")
    material = played.material
    people = {person.id: person for person in material.people}
    if question == Question.ANSWER:
        return {name: material.published(people[name]) for name in truth}
    if question == Question.WHEN:
        return {name: (people[name].group, name in material.early) for name in truth}
    return {name: people[name].group for name in truth}
