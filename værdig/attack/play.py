"""Playing one round: staff set it up, people answer through the pages, copies are taken, and the round is closed."""

from __future__ import annotations

import random
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from unittest.mock import patch

from værdig import logs, sealer
from værdig.access.roles import Role
from værdig.accounts import service as accounts
from værdig.attack import browser, inviting
from værdig.attack.copying import copy_of
from værdig.attack.inviting import in_order
from værdig.attack.material import Copy, Known, Material, draft_name
from værdig.attack.people import GROUPS, Person, Way, invited
from værdig.attack.scene import Scene
from værdig.attack.wires import Wire
from værdig.clock import HalfYear
from værdig.crypto import field_place, keyring, unseal_text
from værdig.db.types import canonical
from værdig.surveys import answering, drafts, questionnaires, round_keys, service
from værdig.surveys.closing import OPEN_TEXT_KEY
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.invitations import service as sending
from værdig.surveys.orders import Group

CUSTODIES = (round_keys.KEYFILE, round_keys.HOLDERS)
"""Rounds take turns: the key in a file, and sealed to two holders."""
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
    owners: Mapping[str, bytes] = field(default_factory=dict)
    """Which draft is hers, by person who began and had not sent when a copy was taken: what the draft is found by."""
    used: Mapping[str, bool] = field(default_factory=dict)
    """Whether she had answered when those who had not were reminded, by person with an e-mail address."""


class Round:
    """One round as it is played, step by step; the order of the steps is in `play`."""

    def __init__(self, scene: Scene, number: int, size: int, seed: int) -> None:
        self.scene = scene
        self._chance = random.Random(f"{seed}-{number}")  # noqa: S311 - made-up people, the same for the same seed
        self.codes: dict[str, str] = {}
        self.sent: dict[str, Mapping[str, int | str]] = {}
        self.drafts: dict[str, str] = {}
        self.owners: dict[str, bytes] = {}
        self.custody = CUSTODIES[(number + seed) % len(CUSTODIES)]
        with scene.inside(), patch.object(round_keys, "custody", lambda: self.custody):
            self.questions = tuple(
                {"id": question.id, "kind": question.kind} for question in questionnaires.offered()[CORE_ID].questions
            )
            self.written = {question["id"] for question in self.questions if question["kind"] == "open"}
            self.people = in_order(invited(size, self.questions, self._chance))
            self.passphrases = _holders(number) if self.custody == round_keys.HOLDERS else []
            self.half_year = _half_year(number)
            self.id = self._open(self.half_year)
            self._list = inviting.read_list(self.id, self.people)

    def _open(self, half_year: HalfYear) -> str:
        numbers = {key: sum(person.group == key for person in self.people) for key in GROUPS}
        asked = [Group(key, label, numbers[key]) for key, (label, _share) in GROUPS.items()]
        first, last = half_year.start, half_year.end - timedelta(days=1)
        round_id = service.create_round(half_year, "census", first, last, asked=asked)
        service.open_round(round_id)
        self.codes = inviting.make_codes(round_id, self.people)
        return round_id

    def invite(self) -> None:
        """Say yes to the list; what sends it then waits in the queue."""
        with self.scene.inside():
            inviting.take_in(self.id, self._list)
            self.codes |= inviting.codes_of_list(self.id, self.people)

    def send_out(self) -> None:
        """Work the queue off: letters are made, e-mails sent."""
        with inviting.post_office():
            self.scene.work_off()
        with self.scene.inside():
            inviting.must_be_sent(self.id)

    def first_half(self) -> None:
        """Half of those who answer at once do so, and of those who will leave half begin, and all who will pause, in any order."""
        self._early = {person.id for way in Way for person in self._half_of(way)}
        for person in self._shuffled():
            if person.way == Way.PAUSES or (person.way == Way.LEAVES and person.id in self._early):
                self._pause(self.scene.wire(person.network), person)
            elif person.way == Way.AT_ONCE and person.id in self._early:
                self._answer(self.scene.wire(person.network), person)
                sealer.once(self.scene.app)  # minutes lie between two people, and the thread turns every half minute

    def _half_of(self, way: Way) -> list[Person]:
        people = [person for person in self.people if person.way == way]
        return self._chance.sample(people, len(people) // 2)

    def second_half(self) -> None:
        """The rest come right after one another: they answer at the server, begin there, or go on on another device."""
        for person in self._shuffled():
            wire = self.scene.outer_wire(person.network)
            if person.way == Way.PAUSES:
                self._finish(browser.enter(wire, person, self.codes[person.id]), person)
            elif person.way == Way.LEAVES and person.id not in self._early:
                self._pause(wire, person)
            elif person.way == Way.AT_ONCE and person.id not in self._early:
                self._answer(wire, person)

    def _shuffled(self) -> list[Person]:
        return self._chance.sample(self.people, len(self.people))

    def _begin(self, wire: Wire, person: Person) -> browser.Browser:
        there = browser.enter(wire, person, self.codes[person.id])
        browser.begin(there, person, self.questions)
        return there

    def _pause(self, wire: Wire, person: Person) -> None:
        browser.pause(self._begin(wire, person), self.questions, person)

    def _answer(self, wire: Wire, person: Person) -> None:
        self._finish(self._begin(wire, person), person)

    def _finish(self, there: browser.Browser, person: Person) -> None:
        browser.change(there, person, self.questions)
        with self.scene.inside():
            said = dict(answering.enter(self.codes[person.id]).answers)
        browser.send(there)
        self.sent[person.id] = said

    def staff_at_work(self) -> None:
        """Do something that is logged with its time, print the letters anew, and remind those who have not answered."""
        self.used = {person.id: person.id in self.sent for person in self.people if person.email}
        with self.scene.inside():
            service.postpone(self.id, self.half_year.end)
            inviting.ask_for_letters(self.id)
            sending.remind(self.id, last=False)
        self.send_out()

    def rest(self) -> None:
        """Let a minute pass in which nobody comes."""
        sealer.once(self.scene.app)

    def copy_begun(self) -> Copy:
        """Take the copy from when the codes were made, and note for the referee whose row of the outbox is which."""
        taken = copy_of(self.scene.app)
        with self.scene.inside():
            self.boxes = inviting.boxes(self.id, self.people, taken)
        return taken

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
                self.owners[person.id] = place

    def close(self) -> None:
        """Close the round; the day is then over, and the log tells what waited for that."""
        with self.scene.inside():
            service.close_round(self.id, self.passphrases[0] if self.passphrases else None)
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
                    reference=person.reference,
                    email=person.email,
                    box=self.boxes.get(person.id, ""),
                    network=person.network,
                )
                for letter, person in enumerate(self.people)
            ]


def play(scene: Scene, number: int, size: int, seed: int) -> Played:
    """Play the `number`-th round with `size` people invited, and return material and truth."""
    round_ = Round(scene, number, size, seed)
    listed = copy_of(scene.app)
    round_.invite()
    begun = round_.copy_begun()
    round_.send_out()
    round_.first_half()
    middle = round_.copy()
    round_.staff_at_work()
    round_.second_half()
    last = round_.copy()
    round_.rest()
    rested = copy_of(scene.app)
    round_.close()
    closed = copy_of(scene.app)
    copies = {"listed": listed, "begun": begun, "middle": middle, "last": last, "rested": rested, "closed": closed}
    return Played(
        Material(round_.id, tuple(round_.known()), **copies, passphrases=tuple(round_.passphrases)),
        {person: canonical(dict(said)) for person, said in round_.sent.items()},
        {person: _without(said, round_.written) for person, said in round_.sent.items()},
        dict(round_.drafts),
        round_.texts(closed),
        dict(round_.owners),
        dict(round_.used),
    )


def _holders(number: int) -> list[str]:
    """Make two members of staff holders of the round's key; returns their pass phrases."""
    phrases = []
    for place, role in enumerate((Role.BORGERRAADGIVER, Role.DPO)):
        user, _link = accounts.invite(f"Holder {place}", f"holder{place}-{number}@eksempel.dk", "Jobcentret", role)
        phrases.append(f"lampe {secrets.token_hex(12)} båd")
        service.become_key_holder(user.id, user.name, phrases[-1])
    return phrases


def _without(said: Mapping[str, int | str], written: Collection[str]) -> str:
    return canonical({question: value for question, value in said.items() if question not in written})


def _half_year(number: int) -> HalfYear:
    """Return a half-year for each round: an installation has one census a half-year."""
    return HalfYear(FIRST.year + number // 2, 1 + number % 2)
