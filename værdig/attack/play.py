"""Playing one round: staff set it up, people answer through the pages, copies are taken, and the round is closed."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from værdig import clock, codes, logs, sealer
from værdig.attack import browser
from værdig.attack.copying import copy_of
from værdig.attack.material import Copy, Known, Material, draft_name
from værdig.attack.people import GROUPS, Person, Way, invited
from værdig.attack.scene import Scene
from værdig.clock import HalfYear
from værdig.crypto import field_place, keyring, unseal_text
from værdig.db.types import canonical
from værdig.surveys import answering, drafts, questionnaires, service
from værdig.surveys.closing import OPEN_TEXT_KEY
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.orders import CodeOrder, Group

FIRST = HalfYear(2001, 1)


@dataclass
class Played:
    """A round that was played: what the insider gets, and what only the referee knows."""

    material: Material
    answers: Mapping[str, str] = field(default_factory=dict)
    """What each sender said in all, by person, as she saw it on the check page."""
    chosen: Mapping[str, str] = field(default_factory=dict)
    """What she chose, without what she wrote, as closing stores it."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """What was in each draft of each copy, by the draft's name (`draft_name`)."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Which stored text is hers, by person: the row's id."""


class Round:
    """One round as it is played, step by step; the order of the steps is in `play`."""

    def __init__(self, scene: Scene, number: int, size: int, seed: int) -> None:
        self.scene = scene
        self._chance = random.Random(f"{seed}-{number}")  # noqa: S311 - made-up people, the same for the same seed
        self.codes: dict[str, str] = {}
        self.sent: dict[str, Mapping[str, int | str]] = {}
        self.drafts: dict[str, str] = {}
        with scene.inside():
            self.questions = tuple(
                {"id": question.id, "kind": question.kind} for question in questionnaires.offered()[CORE_ID].questions
            )
            self.written = {question["id"] for question in self.questions if question["kind"] == "open"}
            self.people = invited(size, self.questions, self._chance)
            self.id = self._open(_half_year(number))

    def _open(self, half_year: HalfYear) -> str:
        today = clock.today()
        numbers = {key: sum(person.group == key for person in self.people) for key in GROUPS}
        asked = [Group(key, label, numbers[key]) for key, (label, _share) in GROUPS.items()]
        first, last = today - timedelta(days=30), today - timedelta(days=1)
        round_id = service.create_round(half_year, "census", first, last, asked=asked)
        service.open_round(round_id)
        made = service.issue_codes(round_id, [CodeOrder(person.group, person.length, 1) for person in self.people])
        self.codes = {person.id: codes.normalise(letter.code) for person, letter in zip(self.people, made, strict=True)}
        return round_id

    def first_half(self) -> None:
        """Half of those who answer at once do so, and those who will pause or leave begin, in any order."""
        at_once = [person for person in self.people if person.way == Way.AT_ONCE]
        self._early = {person.id for person in self._chance.sample(at_once, len(at_once) // 2)}
        for person in self._shuffled():
            if person.way in (Way.PAUSES, Way.LEAVES):
                browser.pause(self._begin(person), self.questions, person)
            elif person.id in self._early:
                self._finish(self._begin(person), person)

    def second_half(self) -> None:
        """The rest answer, and those who paused come back on another device."""
        for person in self._shuffled():
            if person.way == Way.PAUSES:
                there = browser.Browser(self.scene.app, person.language, self.scene.served)
                there.get(f"/svar/{self.codes[person.id]}")
                self._finish(there, person)
            elif person.way == Way.AT_ONCE and person.id not in self._early:
                self._finish(self._begin(person), person)

    def _shuffled(self) -> list[Person]:
        return self._chance.sample(self.people, len(self.people))

    def _begin(self, person: Person) -> browser.Browser:
        return browser.begin(self.scene.app, person, self.codes[person.id], self.questions, self.scene.served)

    def _finish(self, there: browser.Browser, person: Person) -> None:
        browser.change(there, person, self.questions)
        with self.scene.inside():
            said = dict(answering.enter(self.codes[person.id]).answers)
        browser.send(there)
        self.sent[person.id] = said
        sealer.once(self.scene.app)  # minutes lie between two people, and the thread turns every half minute

    def staff_at_work(self) -> None:
        """Do something that is logged with its time, in the middle of the round."""
        with self.scene.inside():
            service.postpone(self.id, clock.today())

    def copy(self) -> Copy:
        """Take a copy for the insider, and note for the referee what is in the drafts now."""
        taken = copy_of(self.scene.app)
        with self.scene.inside():
            for person in self.people:
                self._note_draft(person, taken)
        return taken

    def _note_draft(self, person: Person, taken: Copy) -> None:
        code = self.codes[person.id]
        place = drafts.lookup(code)
        for row in taken.of_round("draft", self.id):
            if bytes(row["lookup"]) == place:
                self.drafts[draft_name(row)] = canonical(drafts.read(self.id, code).answers)

    def close(self) -> None:
        """Close the round; the day is then over, and the log tells what waited for that."""
        with self.scene.inside():
            service.close_round(self.id)
        logs.waiting.write()

    def texts(self, closed: Copy) -> dict[str, str]:
        """Return by person which text in a copy is hers; the referee holds the key and knows her words as they are kept."""
        with self.scene.inside():
            key = keyring().derive(OPEN_TEXT_KEY)
            row_of = {
                unseal_text(key, field_place("open_answer", "sealed", row["id"]), bytes(row["sealed"])): str(row["id"])
                for row in closed.of_round("open_answer", self.id)
            }
        said = {
            person: [str(answers[one]) for one in self.written & answers.keys()]
            for person, answers in self.sent.items()
        }
        return {person: row_of[text] for person, texts in said.items() for text in texts if text in row_of}

    def known(self) -> list[Known]:
        """Return what the insider knows of people beforehand."""
        order = {person: place for place, person in enumerate(self.sent)}
        with self.scene.inside():
            return [
                Known(
                    id=person.id,
                    lookup=answering.lookup(self.codes[person.id]),
                    code=self.codes[person.id],
                    group=person.group,
                    length=person.length,
                    language=person.language,
                    letter=letter,
                    sent=order.get(person.id),
                    wrote=bool(self.written & self.sent.get(person.id, {}).keys()),
                )
                for letter, person in enumerate(self.people)
            ]


def play(scene: Scene, number: int, size: int, seed: int) -> Played:
    """Play the `number`-th round with `size` people invited, and return material and truth."""
    round_ = Round(scene, number, size, seed)
    begun = copy_of(scene.app)
    round_.first_half()
    middle = round_.copy()
    round_.staff_at_work()
    round_.second_half()
    last = round_.copy()
    round_.close()
    closed = copy_of(scene.app)
    return Played(
        Material(round_.id, tuple(round_.known()), begun, middle, last, closed),
        {person: canonical(dict(said)) for person, said in round_.sent.items()},
        {person: _without(said, round_.written) for person, said in round_.sent.items()},
        dict(round_.drafts),
        round_.texts(closed),
    )


def _without(said: Mapping[str, int | str], written: Collection[str]) -> str:
    return canonical({question: value for question, value in said.items() if question not in written})


def _half_year(number: int) -> HalfYear:
    """Return a half-year for each round: an installation has one census a half-year."""
    return HalfYear(FIRST.year + number // 2, 1 + number % 2)
