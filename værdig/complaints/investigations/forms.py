"""Forms of investigations: a hearing, an answer to one, the letter that asks for comments, and the finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from værdig.clock import today
from værdig.complaints import categories, queries
from værdig.complaints.categories import Kind
from værdig.complaints.forms import ROOM, Once
from værdig.complaints.forms_case import Seen
from værdig.complaints.investigations import scale
from værdig.complaints.investigations.finding import Draft
from værdig.complaints.reading import ReadPoint
from værdig.i18n import _, _l
from værdig.ui.widgets import (
    BooleanField,
    DateField,
    HiddenField,
    JudgedTogether,
    MaxText,
    RadioField,
    Required,
    SelectField,
    TextAreaField,
    VaerdigForm,
)


class HearingForm(Once):
    """Questions to the administration; `only_general` where nothing may be told of the case."""

    unit = RadioField(_l("Hvem spørger du?"), [Required()])
    text = TextAreaField(_l("Dine spørgsmål"), [Required(_l("Skriv spørgsmålene.")), MaxText(ROOM)])
    until = DateField(_l("Svar senest"), [Required(_l("Skriv en dato."))])
    general = BooleanField(
        _l("Spørgsmålene er generelle. Ingen kan se af dem, at der er en sag, eller hvem borgeren er.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = queries.units()


class HearingAnswerForm(Once):
    """An answer to a hearing."""

    text = TextAreaField(_l("Svaret"), [Required(_l("Skriv svaret.")), MaxText(ROOM)])


class CommentsForm(Once, Seen):
    """The letter that sends the citizen the administration's answer; `seen` is the last message that was on the page."""

    text = TextAreaField(_l("Brevet til borgeren"), [Required(_l("Skriv brevet.")), MaxText(ROOM)])
    until = DateField(_l("Bemærkninger senest"), [Required(_l("Skriv en dato."))])
    with_management = BooleanField(_l("Ledelsen må også læse det"))


class SendFindingForm(Once, Seen):
    """Sending the finding as it stands; `version` is that of the draft which was on the page."""

    version = HiddenField()
    with_management = BooleanField(_l("Send en kopi til ledelsen"))


class FindingForm(VaerdigForm):
    """The draft of a finding; the fields of the klagepunkter are added by `finding_form`."""

    facts = TextAreaField(_l("Sagens forhold"), [MaxText(ROOM), JudgedTogether()])
    assessment = TextAreaField(_l("Vurdering"), [MaxText(ROOM), JudgedTogether()])
    reasons = TextAreaField(_l("Begrundelse"), [MaxText(ROOM), JudgedTogether()])
    conclusion = TextAreaField(_l("Konklusion"), [MaxText(ROOM), JudgedTogether()])
    over = HiddenField()
    """The mark of the kept draft that the page was made from."""

    words: Sequence[tuple[ReadPoint, str, str]] = ()
    """Each klagepunkt with the names of its two fields."""

    @property
    def draft(self) -> Draft:
        """What has been typed and chosen, to be kept."""
        return Draft(
            facts=self.facts.data or "", assessment=self.assessment.data or "", reasons=self.reasons.data or "",
            conclusion=self.conclusion.data or "", words={p.id: self[w].data or "" for p, w, _o in self.words},
            outcomes={p.id: self[o].data or "" for p, _w, o in self.words},
        )  # fmt: skip


def finding_form(points: Sequence[ReadPoint], kept: Draft, *, begun: bool) -> FindingForm:
    """Return the form of a finding about some klagepunkter; `begun` whether it is shown with what has been kept."""
    scale_words = [(grade.word, grade.word) for grade in scale.grades(today())]
    fields: dict[str, Any] = {"words": [(p, f"word_{p.number}", f"outcome_{p.number}") for p in points]}
    outcomes = categories.choices(Kind.OUTCOME, today())
    for point in points:
        choices = [("", _("Vælg …")), *scale_words, (scale.NOT_JUDGED, _("Ikke vurderet her"))]
        fields[f"word_{point.number}"] = SelectField(
            _("Kritikskala for punkt %(number)s", number=point.number), choices=choices
        )
        fields[f"outcome_{point.number}"] = SelectField(
            _("Udfald for punkt %(number)s", number=point.number),
            choices=[("", _("Det, der følger af skalaen")), *outcomes],
        )
    made = type("FindingFormOfCase", (FindingForm,), fields)
    data = {name: getattr(kept, name) for name in ("facts", "assessment", "reasons", "conclusion")}
    for point, word, outcome in fields["words"]:
        data |= {word: kept.words.get(point.id, ""), outcome: kept.outcomes.get(point.id, "")}
    form: FindingForm = made(data=data if begun else {})
    return form
