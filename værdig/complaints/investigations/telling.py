"""What was done in an investigation, in the words of a case's history; `history` puts it among the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from værdig.i18n import _, format_date

HEARING_SENT = "complaint.hearing_sent"
HEARING_ANSWERED = "complaint.hearing_answered"
COMMENTS_ASKED = "complaint.comments_asked"
DRAFTING = "complaint.drafting"
FINDING_SENT = "complaint.finding_sent"


def _sent(detail: Mapping[str, Any]) -> str:
    until = format_date(date.fromisoformat(detail["until"]))
    if detail["general"]:
        return _("Høring med generelle spørgsmål sendt. Svar senest %(date)s", date=until)
    return _("Høring sendt til forvaltningen. Svar senest %(date)s", date=until)


def _answered(detail: Mapping[str, Any]) -> str:
    return _("Svar på høringen noteret") if detail["noted"] else _("Svar på høringen modtaget")


def _asked(detail: Mapping[str, Any]) -> str:
    until = format_date(date.fromisoformat(detail["until"]))
    return _("Svaret sendt til borgeren. Bemærkninger senest %(date)s", date=until)


def _finding(detail: Mapping[str, Any]) -> str:
    return (
        _("Udtalelse sendt til borgeren og ledelsen")
        if detail["with_management"]
        else _("Udtalelse sendt til borgeren")
    )


TOLD: dict[str, Callable[[Mapping[str, Any]], str]] = {
    HEARING_SENT: _sent,
    HEARING_ANSWERED: _answered,
    COMMENTS_ASKED: _asked,
    DRAFTING: lambda _detail: _("Begge parter er hørt. Udtalelsen bliver skrevet"),
    FINDING_SENT: _finding,
}
