"""Which texts are read aloud by somebody, which are not or not any more, and the sound of one; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from værdig import municipality
from værdig.accounts import queries as accounts
from værdig.db import db
from værdig.errors import NotYours
from værdig.files.sound import CONTENT_TYPES
from værdig.i18n import language
from værdig.surveys import questionnaires
from værdig.surveys.beside import side_language
from værdig.surveys.builder.queries import planned_content
from værdig.surveys.core_questionnaire import CORE_ID
from værdig.surveys.languages.names import Language, language_by_code
from værdig.surveys.languages.queries import offered
from værdig.surveys.models import State, SurveyRound
from værdig.surveys.recordings.models import Recording, RecordingSound
from værdig.surveys.recordings.texts import SpokenText, spoken, spoken_opening


@dataclass(frozen=True)
class Heard:
    """A recording a citizen can hear on a page, and the language it is in."""

    id: str
    language: Language


@dataclass(frozen=True)
class RecordingRow:
    """A recording without its sound."""

    id: str
    language: str
    about: str
    text_hash: str
    text: str
    kind: str
    size: int
    name: str
    """Who put it in; empty where she has left this municipality."""
    at: datetime

    @property
    def lines(self) -> Sequence[str]:
        """What is heard in it, a part each."""
        return self.text.split("\n")


@dataclass(frozen=True)
class TextState:
    """A text that is asked now, its recording, and the one of what it said before; None where there is none."""

    text: SpokenText
    recording: RecordingRow | None
    outdated: RecordingRow | None


@dataclass(frozen=True)
class LanguageState:
    """The texts of a language in the order asked, and recordings that are of no question that is asked now."""

    language: Language
    texts: Sequence[TextState]
    unused: Sequence[RecordingRow]

    @property
    def heard(self) -> int:
        """How many texts have a recording."""
        return sum(state.recording is not None for state in self.texts)

    @property
    def outdated(self) -> int:
        """How many were read aloud before they were changed."""
        return sum(state.recording is None and state.outdated is not None for state in self.texts)

    @property
    def next(self) -> SpokenText | None:
        """The first text that has none now."""
        return next((state.text for state in self.texts if state.recording is None), None)

    @property
    def missing(self) -> int:
        """How many never were."""
        return len(self.texts) - self.heard - self.outdated


@dataclass(frozen=True)
class Sound:
    """The bytes of a recording, and the type they are sent as."""

    content: bytes
    content_type: str


def of_question(question: Mapping[str, Any]) -> Sequence[Heard]:
    """Return what can be heard of a question in the languages this page shows it in; where nothing is recorded, nothing is asked."""
    return _heard(lambda code: spoken(question, code))


def of_opening() -> Sequence[Heard]:
    """Return the same of the page before the first question."""
    return _heard(spoken_opening)


def _heard(text_in: Callable[[str], SpokenText]) -> Sequence[Heard]:
    found = []
    for code in dict.fromkeys((language(), side_language() or language())):
        recorded = _recorded(code)
        recording = recorded.get(text_in(code).hash) if recorded else None
        known = language_by_code(code)
        if recording is not None and known is not None:
            found.append(Heard(recording, known))
    return found


def _recorded(code: str) -> Mapping[str, str]:
    """Return what is recorded in a language: the hash of each text and the recording's id."""
    return municipality.remembered(("recordings", code), lambda: _hashes(code))


def _hashes(code: str) -> Mapping[str, str]:
    rows = db.session.execute(select(Recording.text_hash, Recording.id).where(Recording.language == code))
    return {row.text_hash: row.id for row in rows}


def states() -> Sequence[LanguageState]:
    """Return how far each language is that citizens can choose."""
    questions, recordings = _questions(), _recordings()
    return [_state(each, _texts(questions, each.code), recordings) for each in offered()]


def state_of(code: str) -> LanguageState:
    """Return how far a language is; raises NotYours for one that citizens cannot choose."""
    found = next((each for each in offered() if each.code == code), None)
    if found is None:
        raise NotYours
    return _state(found, asked_texts(code), _recordings())


def _state(spoken_in: Language, texts: Sequence[SpokenText], recordings: Sequence[RecordingRow]) -> LanguageState:
    own = [row for row in recordings if row.language == spoken_in.code]
    by_hash = {row.text_hash: row for row in own}
    current, about = {text.hash for text in texts}, {text.about for text in texts}
    before = {row.about: row for row in own if row.text_hash not in current}
    return LanguageState(
        spoken_in,
        [TextState(text, by_hash.get(text.hash), before.get(text.about)) for text in texts],
        [row for row in own if row.text_hash not in current and row.about not in about],
    )


def asked_texts(code: str) -> Sequence[SpokenText]:
    """Return the opening, each question of an open or planned round, and those of the core that the next round begins with, once."""
    return _texts(_questions(), code)


def _texts(questions: Sequence[Mapping[str, Any]], code: str) -> Sequence[SpokenText]:
    found = [spoken_opening(code), *(spoken(question, code) for question in questions)]
    return list({text.hash: text for text in found}.values())


def _questions() -> Sequence[Mapping[str, Any]]:
    rounds = db.session.scalars(
        select(SurveyRound)
        .where(SurveyRound.state.in_([State.OPEN, State.PLANNED]))
        .order_by(SurveyRound.state, SurveyRound.half_year, SurveyRound.design)
    )
    found: list[Mapping[str, Any]] = []
    for round_ in rounds:
        found += (
            questionnaires.questions(round_.published) if round_.published else planned_content(round_)["questions"]
        )
    core = questionnaires.offered().get(CORE_ID)
    return [*found, *(questionnaires.content_of(core)["questions"] if core else [])]


def text_at(address: str) -> tuple[LanguageState, TextState]:
    """Return a text by its address, with its language; raises NotYours for one that is not asked now."""
    questions = _questions()
    found = (text for each in offered() for text in _texts(questions, each.code) if text.address == address)
    code = next((text.language for text in found), "")
    state = state_of(code)
    return state, next(each for each in state.texts if each.text.address == address)


def recording_by_id(recording_id: str) -> RecordingRow:
    """Return a recording; raises NotYours."""
    row = db.session.scalar(select(Recording).where(Recording.id == recording_id))
    if row is None:
        raise NotYours
    return _row(row, _names())


def sound(recording_id: str) -> Sound:
    """Return a recording's sound; raises NotYours."""
    row = db.session.execute(
        select(RecordingSound.content, Recording.kind)
        .join(Recording, Recording.id == RecordingSound.recording_id)
        .where(RecordingSound.recording_id == recording_id)
    ).one_or_none()
    if row is None:
        raise NotYours
    return Sound(row.content, CONTENT_TYPES[row.kind])


def put_in_by(user_id: str) -> Sequence[RecordingRow]:
    """Return the recordings somebody has put in."""
    rows = db.session.scalars(select(Recording).where(Recording.user_id == user_id).order_by(Recording.at))
    return [_row(row, _names()) for row in rows]


def count() -> int:
    """Return how many recordings there are."""
    return db.session.scalar(select(func.count()).select_from(Recording)) or 0


def _recordings() -> Sequence[RecordingRow]:
    names = _names()
    return [_row(row, names) for row in db.session.scalars(select(Recording).order_by(Recording.at, Recording.id))]


def _row(row: Recording, names: Mapping[str, str]) -> RecordingRow:
    return RecordingRow(
        row.id, row.language, row.about, row.text_hash, row.text, row.kind, row.size, names.get(row.user_id, ""), row.at
    )


def _names() -> Mapping[str, str]:
    return {user.id: user.name for user in accounts.users_here()}
