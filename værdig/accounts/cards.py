"""The cards of *Min side*: asking every feature and plug-in for its own, so that one that fails takes nothing with it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import current_app, url_for
from werkzeug.routing import BuildError

from værdig.access import can, current_roles
from værdig.db import db
from værdig.hooks import calls, current_host, switches
from værdig.hooks.contracts import HomeCard, HomeLine
from værdig.hooks.records import Contribution
from værdig.hooks.worker import kind_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownLine:
    """A line as shown; `url` is empty where it leads nowhere."""

    text: str
    mark: str
    tone: str
    url: str


@dataclass(frozen=True)
class Card:
    """One card as shown; `failed` when its feature could not tell how things stand, which is not the same as nothing."""

    title: Any
    lines: Sequence[ShownLine] = ()
    failed: bool = False


def cards_for(user_id: str) -> list[Card]:
    """Return the cards of the signed-in user in their order; a card with nothing to tell is left out."""
    items = [item for item in current_host().active("register_home_cards") if _is_for_me(item)]
    pending = {item.id: _call(item, user_id) for item in items if not item.is_core}
    _ask(list(pending.values()))
    shown = [_told(item, pending[item.id]) if item.id in pending else _own(item, user_id) for item in items]
    return [card for card in shown if card.lines or card.failed]


def _is_for_me(item: Contribution) -> bool:
    card: HomeCard = item.value
    if not item.is_core and switches.is_stopped(item.plugin_id):
        return False
    return (card.permission is None or can(card.permission)) and (
        not card.roles or bool(current_roles().intersection(card.roles))
    )


def _own(item: Contribution, user_id: str) -> Card:
    """Ask a feature of the core, in the request itself: it is trusted to be quick, not to be without faults."""
    try:
        return Card(item.value.title, _shown(_checked(item, user_id)))
    except Exception:
        db.session.rollback()
        log.exception("the card %s could not be told", item.id)
        return Card(item.value.title, failed=True)


def _call(item: Contribution, user_id: str) -> calls.Call:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return calls.Call(item.plugin_id, calls.listening(app, partial(_checked, item, user_id)))


def _ask(pending: Sequence[calls.Call]) -> None:
    calls.run_all(pending)
    for call in pending:
        if call.fault is not None:
            switches.note_fault(call.plugin_id, "register_home_cards", call.fault, call.error)


def _told(item: Contribution, call: calls.Call) -> Card:
    """Return a plug-in's card; a page it names that does not exist is its fault too."""
    if call.fault is None:
        try:
            return Card(item.value.title, _shown(call.result))
        except BuildError as error:
            switches.note_fault(item.plugin_id, "register_home_cards", kind_of(error, item.plugin_id), error)
    return Card(item.value.title, failed=True)


def _checked(item: Contribution, user_id: str) -> list[HomeLine]:
    lines = list(item.value.tell(user_id))
    for line in lines:
        if not isinstance(line, HomeLine):
            raise TypeError(f"a card gives HomeLine, not {type(line).__name__}")
    return lines


def _shown(lines: Sequence[HomeLine]) -> list[ShownLine]:
    """Return the lines with their addresses; raises BuildError for an endpoint that leads nowhere."""
    return [ShownLine(str(line.text), str(line.mark), line.tone, _address(line)) for line in lines]


def _address(line: HomeLine) -> str:
    values: dict[str, Any] = dict(line.values)
    return url_for(line.endpoint, **values) if line.endpoint else ""
