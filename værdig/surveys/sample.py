"""The example's rounds: two closed half-years, one after conversations and an open one, made up in realistic ratios and put through the real ballot box.

Sizes of groups follow Albertslund's budget for 2018, response lies between the rates KL's rounds had, and the levels between the
items follow the pattern of the published surveys: being met highest, working across departments and getting closer to a job
lowest, and less satisfaction the longer the case. The same people answer the same in every installation; codes and keys are new.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from værdig.access.roles import Role
from værdig.accounts import queries as accounts
from værdig.clock import HalfYear
from værdig.db import transaction
from værdig.surveys import answering, queries, round_keys, service
from værdig.surveys.groups import GroupName, groups_of
from værdig.surveys.models import Design
from værdig.surveys.orders import CodeOrder, Group
from værdig.surveys.places.service import open_place

SEED = 20210101
RATED = {
    "moedet": 4.07,
    "samtalen": 3.95,
    "hoert": 3.8,
    "maal": 3.67,
    "forventninger": 3.65,
    "svar_til_tiden": 3.6,
    "skift": 3.4,
    "paa_tvaers": 3.34,
    "progression": 3.23,
    "samlet": 3.88,
}
"""Mean on 1 to 5 by question. Six are KL's themes as Norddjurs had them in November 2025; the others are invented between them."""

CHANNELS = {"link": 0.52, "code": 0.2, "qr": 0.14, "paper": 0.09, "phone": 0.05}
HELPED = {"nobody": 0.76, "relative": 0.12, "unsaid": 0.06, "interpreter": 0.04, "staff": 0.02}
"""How answers come in, and who helps: invented shares."""

DONT_KNOW = {"paa_tvaers": 0.25, "progression": 0.08}
LENGTHS = {"under_3_maaneder": 0.25, "3_til_12_maaneder": 0.32, "1_til_2_aar": 0.2, "over_2_aar": 0.23}
LENGTH_EFFECT = {"under_3_maaneder": 0.15, "3_til_12_maaneder": 0.05, "1_til_2_aar": -0.08, "over_2_aar": -0.2}
"""Points on the scale; Køge went from 90 % to 82 % satisfied between one to three months and more than two years."""

BEFORE: Mapping[str, tuple[int, float, float]] = {
    "dagpenge": (630, 0.34, 0.1),
    "kontanthjaelp_jobparat": (230, 0.31, 0.0),
    "kontanthjaelp_aktivitetsparat": (340, 0.33, -0.15),
    "uddannelseshjaelp_uddannelsesparat": (99, 0.29, 0.05),
    "uddannelseshjaelp_aktivitetsparat": (140, 0.31, -0.1),
    "sygedagpenge": (658, 0.39, 0.05),
    "jobafklaring": (108, 0.4, -0.25),
    "ressourceforloeb": (197, 0.38, -0.2),
    "fleksjob": (120, 0.42, 0.1),
    "revalidering": (58, 0.4, 0.1),
    "foertidspension": (12, 0.35, 0.0),
    "selvforsoergende": (17, 0.35, 0.0),
    "under_18": (8, 0.3, 0.0),
}
"""Invited, share who answer, and how much above or below the mean, by group. The first numbers are Albertslund's, the smallest
groups' are invented."""

AFTER: Mapping[str, tuple[int, float, float]] = {
    "dagpengeindsats": (610, 0.34, 0.1),
    "jobsoegningsindsats": (420, 0.32, 0.0),
    "jobhjaelpsindsats": (560, 0.33, -0.15),
    "sygedagpengeindsats": (700, 0.39, 0.0),
    "oevrige_borgere": (45, 0.33, 0.0),
}

TEXTS = (
    "Min sagsbehandler lytter. Det betyder meget.",
    "Jeg har haft fire sagsbehandlere på et år. Jeg starter forfra hver gang.",
    "Brevene er svære at forstå.",
    "Jeg ville gerne have svar hurtigere, når jeg skriver.",
    "Samtalen var god, men der skete ikke noget bagefter.",
    "Jobcentret og lægen taler ikke sammen.",
    "Tak for hjælpen til praktikpladsen.",
    "Jeg bliver mødt med respekt, når jeg kommer.",
    "Kurset passede ikke til mig. Jeg har taget det før.",
    "Det er rart, at man kan ringe og få fat i et menneske.",
)


@dataclass(frozen=True)
class Plan:
    """One example round: its half-year and window, its groups, and whether it is closed."""

    half_year: HalfYear
    opens_on: date
    closes_on: date
    sizes: Mapping[str, tuple[int, float, float]]
    shift: float = 0.0
    design: Design = Design.CENSUS
    closed: bool = True
    share: float = 1.0
    """How many of those who will answer have done so by now."""


def plans(today: date) -> list[Plan]:
    """Return the example's rounds as seen from a day: both half-years of 2021 closed, the current one open.

    The answers of 2021 are deleted by rule; texts to read and to clear are those of the conversations in the half-year before.
    """
    now = HalfYear.of(today)
    before = now.previous()
    return [
        Plan(HalfYear(2021, 1), date(2021, 4, 12), date(2021, 5, 16), BEFORE),
        Plan(HalfYear(2021, 2), date(2021, 10, 11), date(2021, 11, 14), BEFORE, shift=0.08),
        Plan(
            before,
            before.start + timedelta(days=60),
            before.start + timedelta(days=100),
            _talked_to(_groups_in(before)),
            shift=0.1,
            design=Design.AFTER_CONVERSATION,
        ),
        Plan(now, now.start, now.end, _groups_in(now), closed=False, share=0.3),
    ]


def _groups_in(half_year: HalfYear) -> Mapping[str, tuple[int, float, float]]:
    return AFTER if half_year >= HalfYear(2026, 1) else BEFORE


def _talked_to(groups: Mapping[str, tuple[int, float, float]]) -> Mapping[str, tuple[int, float, float]]:
    """Return who had a conversation within six weeks: one in three, invented."""
    return {key: (invited // 3, rate, effect) for key, (invited, rate, effect) in groups.items()}


PASSPHRASES = {Role.BORGERRAADGIVER: "ni hvide heste i regnen", Role.DPO: "tavs sten over lang bro"}
"""What the example's key holders type when a round is closed."""


def load(context: Any) -> None:
    """Make the example's rounds; what is there already is left alone.

    Tells `survey_code`, `survey_codes`, `survey_place` and, where the keys lie with holders, `key_holders`.
    """
    if round_keys.custody() == round_keys.HOLDERS:
        context.tell("key_holders", [_holder(role, phrase) for role, phrase in PASSPHRASES.items()])
    there = {(found.half_year, found.design) for found in queries.rounds()}
    for plan in plans(context.today):
        if (plan.half_year, plan.design) not in there:
            unused = _load_round(plan)
            if not plan.closed:
                context.tell("survey_code", unused[0])
                context.tell("survey_codes", unused[:20])
                context.tell("survey_place", _place())


def _place() -> str:
    """Open a screen in the example's reception and return its token."""
    round_id = queries.open_rounds()[0].id
    return open_place(round_id, "Receptionen på rådhuset", is_screen=True, asks_group=False, daily_most=200)


def _load_round(plan: Plan) -> list[str]:
    """Make one round and return some unused codes."""
    design = "" if plan.design is Design.CENSUS else f"-{plan.design}"
    chance = random.Random(f"{SEED}-{plan.half_year}{design}")  # noqa: S311 - the example must be the same everywhere
    named = {group.key: group for group in groups_of(plan.half_year)}
    with transaction():
        round_id = service.create_round(
            plan.half_year, plan.design, plan.opens_on, plan.closes_on, asked=list(_asked(plan, named))
        )
        service.open_round(round_id)
        unused = [code for key in plan.sizes for code in _answer(plan, round_id, key, chance)]
    if plan.closed:
        service.close_round(round_id, PASSPHRASES[Role.BORGERRAADGIVER], closed_on=plan.closes_on)
    return unused


def _holder(role: Role, passphrase: str) -> dict[str, str]:
    """Make one of the example's staff a key holder; returns what a visitor is told."""
    user = accounts.holders(role)[0]
    if not round_keys.has_key(user.id):
        service.become_key_holder(user.id, user.name, passphrase)
    return {"name": user.name, "passphrase": passphrase}


def _asked(plan: Plan, named: Mapping[str, GroupName]) -> Iterator[Group]:
    for key, (invited, _rate, _effect) in plan.sizes.items():
        yield Group(key, str(named[key].label), invited)


def _answer(plan: Plan, round_id: str, group: str, chance: random.Random) -> list[str]:
    """Give everybody in a group a code, let some of them answer, and return the codes of those who will not."""
    invited, rate, effect = plan.sizes[group]
    silent: list[str] = []
    for length, number in _spread(invited).items():
        if not number:
            continue
        for made in service.issue_codes(round_id, [CodeOrder(group, length, number)]):
            if chance.random() < rate * plan.share:
                _send(made.code, effect + LENGTH_EFFECT[length] + plan.shift, chance)
            else:
                silent.append(made.code)
    return silent


def _spread(invited: int) -> dict[str, int]:
    """Share a group out over the lengths of case; what rounding leaves goes to the first."""
    numbers = {length: int(invited * share) for length, share in LENGTHS.items()}
    numbers["under_3_maaneder"] += invited - sum(numbers.values())
    return numbers


def _send(code: str, effect: float, chance: random.Random) -> None:
    mood = chance.gauss(effect, 0.55)
    answers = dict(_answers(mood, chance))
    beside = random.Random(f"{SEED}-{sorted(answers.items())}")  # noqa: S311 - draws nothing from the other
    answering.deliver(code, answers, channel=_one(CHANNELS, beside), help_given=_one(HELPED, beside))


def _one(shares: Mapping[str, float], chance: random.Random) -> str:
    return chance.choices(list(shares), list(shares.values()))[0]


def _answers(mood: float, chance: random.Random) -> Iterator[tuple[str, int | str]]:
    changed = chance.random() < 0.38
    yield "ny_sagsbehandler", "ja" if changed else "nej"
    yield "kender_borgerraadgiver", chance.choices(["ja", "nej", "ved_ikke"], [0.34, 0.55, 0.11])[0]
    for question, mean in RATED.items():
        if chance.random() < 0.03 or (question == "skift" and not changed):
            continue
        if chance.random() < DONT_KNOW.get(question, 0.03):
            yield question, "ved_ikke"
        else:
            yield question, min(5, max(1, round(chance.gauss(mean + mood + 0.05, 0.95))))
    if chance.random() < 0.15:
        yield "fortael", chance.choice(TEXTS)
