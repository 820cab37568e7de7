"""What a plug-in may import, and all it may import of Værdig: names leave here only after a release that says so.

Never used inside `værdig/`. The hooks are in `værdig/hooks/specs.py`, the guide is `plugins/README.md`.
"""

from __future__ import annotations

from typing import Any

from værdig.access import can, current_user, public, requires, signed_in
from værdig.audit import record as record_audit
from værdig.clock import HalfYear, now, today
from værdig.db import Owned, new_id, plugin_base, tenant, transaction
from værdig.db import db as _db
from værdig.db.types import CanonicalJson, HalfYearType, UtcDateTime
from værdig.errors import NotYours, UserError
from værdig.hooks import current_host, hookimpl
from værdig.hooks.blocks import metric_blocks, metric_figure
from værdig.hooks.contracts import (
    Bullets,
    CatalogueSource,
    Check,
    CheckResult,
    Figure,
    FormSpec,
    Heading,
    HomeCard,
    HomeLine,
    Importer,
    Job,
    Line,
    Metric,
    ModelSet,
    NavItem,
    Notice,
    Observation,
    OwnInput,
    Paragraph,
    Permission,
    PersonalData,
    PluginInfo,
    Question,
    Questionnaire,
    QuestionType,
    ReadFile,
    Register,
    ReportSection,
    RowProblem,
    Sample,
    SectionContent,
    SeriesInput,
    Setting,
    Severity,
    ShareBars,
    Slot,
    Table,
    Theme,
)
from værdig.hooks.counting import add_once, counts_per, period_of
from værdig.hooks.goal_sections import metric_section
from værdig.hooks.registrations import Registration
from værdig.hooks.sections import (
    ClearedTable,
    ComplaintFigures,
    MetricData,
    MetricPoint,
    MetricResult,
    SectionContext,
    SurveyFigures,
)
from værdig.i18n import _, _l, capital, format_date, format_figure, format_number, format_share, format_time, ngettext
from værdig.jobs import soon
from værdig.periods import Period
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    Cvr,
    DateField,
    DecimalField,
    Happened,
    IntegerField,
    MaxText,
    NoCpr,
    NumberRange,
    Optional,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextAreaField,
    VaerdigForm,
    ValidationError,
    form_view,
)

__all__ = [
    "BooleanField",
    "Bullets",
    "CanonicalJson",
    "CatalogueSource",
    "Check",
    "CheckResult",
    "CheckboxesField",
    "ClearedTable",
    "ComplaintFigures",
    "Cvr",
    "DateField",
    "DecimalField",
    "Figure",
    "FormSpec",
    "HalfYear",
    "HalfYearType",
    "Happened",
    "Heading",
    "HomeCard",
    "HomeLine",
    "Importer",
    "IntegerField",
    "Job",
    "Line",
    "MaxText",
    "Metric",
    "MetricData",
    "MetricPoint",
    "MetricResult",
    "ModelSet",
    "NavItem",
    "NoCpr",
    "NotYours",
    "Notice",
    "NumberRange",
    "Observation",
    "Optional",
    "OwnInput",
    "Owned",
    "Paragraph",
    "Period",
    "Permission",
    "PersonalData",
    "PluginInfo",
    "Question",
    "QuestionType",
    "Questionnaire",
    "RadioField",
    "ReadFile",
    "Register",
    "Registration",
    "ReportSection",
    "Required",
    "RowProblem",
    "Sample",
    "SectionContent",
    "SectionContext",
    "SelectField",
    "SeriesInput",
    "Setting",
    "Severity",
    "ShareBars",
    "Slot",
    "StringField",
    "SurveyFigures",
    "Table",
    "TextAreaField",
    "Theme",
    "UserError",
    "UtcDateTime",
    "VaerdigForm",
    "ValidationError",
    "_",
    "_l",
    "add_once",
    "can",
    "capital",
    "counts_per",
    "current_user",
    "db_session",
    "form_view",
    "format_date",
    "format_figure",
    "format_number",
    "format_share",
    "format_time",
    "hookimpl",
    "metric_blocks",
    "metric_figure",
    "metric_section",
    "new_id",
    "ngettext",
    "now",
    "period_of",
    "plugin_base",
    "public",
    "record_audit",
    "requires",
    "setting",
    "signed_in",
    "soon",
    "tenant",
    "today",
    "transaction",
]

db_session = _db.session
"""The database session, for reads anywhere and writes inside `with transaction():`; every query is kept to the municipality."""


def setting(setting_id: str) -> Any:
    """Return the value of a setting the plug-in has registered; needs the application, so not in `compute` and `build`."""
    return current_host().setting(setting_id)
