"""The example's redacted copies: a draft that waits to be read through, and a finished one; made by the functions real ones are made by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from værdig.complaints.acting import By
from værdig.complaints.keys import Keys, Reader
from værdig.complaints.models import Case
from værdig.complaints.redaction import copying, documents, queries, service, sheet
from værdig.complaints.redaction.hiding import Hidden, proposals
from værdig.complaints.redaction.plan import Choice, Plan
from værdig.complaints.redaction.wording import USUAL, Use

RECIPIENTS = ((Use.PRESSE, "en journalist", True), (Use.PART, "den anden part", False))
"""What each copy is for, to whom, and whether it is finished."""


def redact(case: Case, opener: Callable[[], Keys], by: By, reader: Reader) -> None:
    """Make the copies of a case: its complaint and its messages, with what is proposed hidden."""
    for use, recipient, is_finished in RECIPIENTS:
        wanted = [
            each.id for each in documents.sources(case, opener(), reader) if each.id.startswith(("klage", "besked"))
        ]
        made = service.begin(
            case.id, opener(), reader, service.Wanted(use=use, recipient=recipient, documents=wanted), by
        )
        keys, available = opener(), documents.sources(case, opener(), reader)

        def gone_through(plan: Plan, available: list[documents.Source] = available, use: Use = use) -> Plan:
            sources = {each.id: each for each in available}
            return replace(plan, documents=tuple(_choice(sources[each.id], USUAL[use]) for each in plan.documents))

        service.change(case.id, keys, reader, made, gone_through, by)
        if is_finished:
            plan = queries.plan_of(queries.one(case, reader, made), keys)
            service.finish(
                case.id,
                keys,
                reader,
                made,
                copying.fingerprint(plan, available),
                lambda copy: sheet.pdf(case, copy, draft=False),
                by,
            )


def _choice(source: documents.Source, reason: str) -> Choice:
    hidden = tuple(Hidden(each.start, each.end, reason) for each in proposals(source.text))
    return Choice(source.id, documents.fingerprint(source), hidden)
