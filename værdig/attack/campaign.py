"""A whole attack: rounds are played, every method guesses, and the referee says which of them learnt something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from værdig.attack.material import Row, draft_name
from værdig.attack.methods import WITHHELD, Guess, Method, Question, all_methods, in_quarters
from værdig.attack.plants import planted
from værdig.attack.play import Played, play
from værdig.attack.referee import ALPHA, Score, score
from værdig.attack.scene import scene

Truth = Mapping[str, Hashable]
Guessed = tuple[Guess, Truth, Truth]
"""What was guessed in one round, what was true, and who could not be told apart anyway (see `referee`)."""


LEAKED = 1
"""What a command ends with that found a leak; one that is called wrongly ends with 2."""


@dataclass(frozen=True)
class Finding:
    """One method's result: whether it did better than guessing, by the level that is right for this many methods."""

    method: Method
    score: Score
    better: bool


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
    plants: Sequence[str]
    level: float
    findings: Sequence[Finding]

    @property
    def leaks(self) -> list[Finding]:
        """The methods that did better than guessing."""
        return [finding for finding in self.findings if finding.better]

    @property
    def exit_code(self) -> int:
        """What a command ends with: LEAKED, or 0 where nothing was better than guessing."""
        return LEAKED if self.leaks else 0


def run(
    *, trials: int, size: int, seed: int, plants: Sequence[str] = (), database: str = "sqlite",
    tell: Callable[[int], None] = lambda _done: None,
) -> Campaign:  # fmt: skip
    """Play `trials` rounds with `size` people invited to each, and let every method guess in each of them.

    `plants` are leaks to put in first. `tell` is called with the number of rounds played, after each.
    """
    methods = all_methods()
    said: dict[str, list[Guessed]] = {name: [] for name in methods}
    counted: Counter[str] = Counter()
    with scene(database) as made, planted(made, plants), made.served():
        for number in range(trials):
            played = play(made, number, size, seed)
            for name, method in methods.items():
                said[name].append(guessed(method, played))
            counted.update(
                invited=len(played.material.people),
                answered=len(played.answers),
                drafts=len(played.drafts),
                keys=len(played.material.keys),
            )
            tell(number + 1)
    level = ALPHA / len(methods)
    engine = database.partition(":")[0].partition("+")[0]
    findings = [_finding(method, score(said[name]), level) for name, method in methods.items()]
    return Campaign(
        database=engine, seed=seed, trials=trials, plants=tuple(plants), level=level, findings=findings, **counted
    )


def guessed(method: Method, played: Played) -> Guessed:
    """Let a method guess in one round, and lay the truth beside it. What is asked for has not been told."""
    material = played.material.without(**WITHHELD.get(method.question, {}))
    guess = method.guess(material)
    truth = truth_of(method.question, played)
    return guess, truth, cells_of(method.question, played, truth)


def _finding(method: Method, found: Score, level: float) -> Finding:
    return Finding(method, found, found.p < level)


def truth_of(question: Question, played: Played) -> Truth:
    """Return what is true, by person or draft."""
    return _TRUTH[question](played)


def _draft_amounts(played: Played) -> Truth:
    rows: Sequence[Row] = played.material.middle.of_round("draft", played.material.round_id)
    return _by_amount({name: played.drafts[name] for name in map(draft_name, rows)})


def _quarters_of_sending(played: Played) -> Truth:
    return in_quarters(list(played.answers))


def _of_listed(what: str) -> Callable[[Played], Truth]:
    return lambda played: {person.id: getattr(person, what) for person in played.material.people if person.reference}


_TRUTH: Mapping[Question, Callable[[Played], Truth]] = {
    Question.CONTENT: lambda played: played.answers,
    Question.DRAFT: lambda played: played.drafts,
    Question.AMOUNT: lambda played: _by_amount(played.answers),
    Question.DRAFT_AMOUNT: _draft_amounts,
    Question.OWNER: lambda played: played.owners,
    Question.OWNER_BY_ROW: lambda played: played.owners,
    Question.CODE: _of_listed("code"),
    Question.LISTED: _of_listed("email"),
    Question.BOX: _of_listed("box"),
    Question.USED: lambda played: played.used,
    Question.ANSWER: lambda played: played.chosen,
    Question.TEXT: lambda played: played.texts,
    Question.ROW: lambda played: {person.id: person.lookup for person in played.material.people},
    Question.WHEN: _quarters_of_sending,
    Question.WHEN_BY_ROW: _quarters_of_sending,
}


def _by_amount(said: Mapping[str, str]) -> Truth:
    """Return quarters by amount. Who said equally much is ordered by what no guess goes by: ties must favour nobody."""
    return in_quarters(sorted(said, key=lambda name: (len(said[name].encode()), sha256(name.encode()).digest())))


def cells_of(question: Question, played: Played, truth: Truth) -> Truth:
    """Return what is known or published of each anyway: a guess must do better than guessing within that."""
    if question in (Question.DRAFT, Question.DRAFT_AMOUNT, Question.OWNER, Question.TEXT):
        return dict.fromkeys(truth, "")
    material = played.material
    people = {person.id: person for person in material.people}
    if question == Question.ANSWER:
        return {name: material.published(people[name]) for name in truth}
    if question == Question.BOX:
        return {name: bool(people[name].email) for name in truth}
    if question in (Question.ROW, Question.WHEN_BY_ROW, Question.OWNER_BY_ROW):
        return {name: (people[name].group, people[name].length, people[name].lot) for name in truth}
    if question == Question.CODE:
        return {name: (people[name].group, people[name].length) for name in truth}
    if question == Question.WHEN:
        return {name: (people[name].group, name in material.early) for name in truth}
    return {name: people[name].group for name in truth}
