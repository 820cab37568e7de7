"""Reads of complaints: cases for those who may open them, and cleared figures for everybody else."""

from værdig.complaints.queries.cases import (
    Opening,
    by_code,
    by_submission,
    case_for,
    case_of_citizen,
    cases_of,
    consent_of,
    due_by,
    facts_of,
    is_shared,
    opened_by,
    role_title,
    running_clocks,
    unit_of,
    units,
    was_shown,
)
from værdig.complaints.queries.figures import EXPLAINED, ComplaintFigures, figures, principles_of_themes

__all__ = [
    "EXPLAINED",
    "ComplaintFigures",
    "Opening",
    "by_code",
    "by_submission",
    "case_for",
    "case_of_citizen",
    "cases_of",
    "consent_of",
    "due_by",
    "facts_of",
    "figures",
    "is_shared",
    "opened_by",
    "principles_of_themes",
    "role_title",
    "running_clocks",
    "unit_of",
    "units",
    "was_shown",
]
