"""What a handler has chosen for a redacted copy: to whom and for what, the documents, and what is hidden in them; kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from værdig.complaints.redaction.hiding import Hidden


@dataclass(frozen=True)
class PageChoice:
    """One page or picture that has been looked at: the squares that are black, whether all of it stays out, and why."""

    cells: tuple[str, ...] = ()
    left_out: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Choice:
    """One document of the copy (`documents.Source.id`)."""

    id: str
    looked_at: str = ""
    """The fingerprint of what it said when it was gone through; empty until then."""
    hidden: tuple[Hidden, ...] = ()
    pages: Mapping[int, PageChoice] = field(default_factory=dict)
    left_out: str = ""
    """The reason where the whole document stays out, and the copy only says so."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole copy. `phrases` are words to be hidden in every text of it, each with its reason."""

    use: str
    recipient: str
    documents: tuple[Choice, ...] = ()
    phrases: tuple[tuple[str, str], ...] = ()
    counted: int | None = None
    """How many places were hidden in the finished copy."""

    def choice(self, document_id: str) -> Choice | None:
        """Return what is chosen for a document, or None for one that is not in the copy."""
        return next((each for each in self.documents if each.id == document_id), None)

    def with_choice(self, choice: Choice) -> Plan:
        """Return the plan with another choice for the same document."""
        return replace(self, documents=tuple(choice if each.id == choice.id else each for each in self.documents))


def written(plan: Plan) -> str:
    """Return a plan as JSON."""
    return json.dumps(asdict(plan), ensure_ascii=False, sort_keys=True)


def read(text: str) -> Plan:
    """Return the plan that `written` has written."""
    found: dict[str, Any] = json.loads(text)
    return Plan(
        use=found["use"], recipient=found["recipient"], counted=found["counted"],
        phrases=tuple((words, reason) for words, reason in found["phrases"]),
        documents=tuple(_choice(each) for each in found["documents"]),
    )  # fmt: skip


def _choice(told: dict[str, Any]) -> Choice:
    return Choice(
        id=told["id"], looked_at=told["looked_at"], left_out=told["left_out"],
        hidden=tuple(Hidden(**each) for each in told["hidden"]),
        pages={int(number): PageChoice(**{**each, "cells": tuple(each["cells"])}) for number, each in told["pages"].items()},
    )  # fmt: skip
