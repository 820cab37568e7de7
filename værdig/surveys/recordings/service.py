"""Putting in and deleting recordings; what is played where is read in `queries`."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy.exc import IntegrityError

from værdig import audit, clock
from værdig.db import db, transaction
from værdig.errors import UserError
from værdig.files.sound import Sound, read_sound
from værdig.i18n import _
from værdig.surveys.recordings import queries
from værdig.surveys.recordings.models import Recording, RecordingSound
from værdig.surveys.recordings.texts import SpokenText


def put_in(code: str, text_hash: str, data: bytes, *, user_id: str) -> str:
    """Keep a file as the recording of a text, in place of the one before and of those of what it said before; returns its id.

    Raises UserError when the text has changed since the page was shown, for a file that is no sound, and when somebody else has
    just put one in.
    """
    texts = queries.asked_texts(code)
    text = next((each for each in texts if each.hash == text_hash), None)
    if text is None:
        raise UserError(_("Teksten er ændret, siden du åbnede siden. Find den nye tekst, og optag den."), "file")
    sound = read_sound(data)
    try:
        with transaction():
            _clear(_replaced(text, [each.hash for each in texts]))
            return _keep(text, sound, user_id)
    except IntegrityError as error:
        raise UserError(_("En anden har lige lagt en optagelse ind. Se siden igen."), "file") from error


def _replaced(text: SpokenText, current: list[str]) -> ColumnElement[bool]:
    before = (Recording.about == text.about) & Recording.text_hash.not_in(current)
    return (Recording.language == text.language) & or_(Recording.text_hash == text.hash, before)


def _clear(which: ColumnElement[bool]) -> None:
    db.session.execute(delete(Recording).where(which), execution_options={"synchronize_session": False})


def _keep(text: SpokenText, sound: Sound, user_id: str) -> str:
    row = Recording(
        language=text.language, about=text.about, text_hash=text.hash, text="\n".join(text.parts), kind=sound.kind,
        size=len(sound.content), user_id=user_id, at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    db.session.add(RecordingSound(recording_id=row.id, content=sound.content))
    _log("survey.recording_added", row.id, text.language, text.about, text.hash)
    return row.id


def remove(recording_id: str) -> None:
    """Delete a recording; raises NotYours."""
    with transaction():
        found = queries.recording_by_id(recording_id)
        _clear(Recording.id == recording_id)
        _log("survey.recording_deleted", found.id, found.language, found.about, found.text_hash)


def _log(action: str, recording_id: str, code: str, about: str, text_hash: str) -> None:
    audit.record(
        action, "text_recording", recording_id, detail={"language": code, "question": about, "text_hash": text_hash}
    )
