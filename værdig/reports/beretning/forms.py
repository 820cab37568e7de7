"""Forms of her report: begin, write in a section, release; no database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from værdig.i18n import _, _l
from værdig.reports.beretning import places
from værdig.reports.beretning.chapters_after import RATE, STORIES
from værdig.reports.beretning.content import Chapter
from værdig.reports.forms import PREFIX, SEEN, TextsForm
from værdig.reports.typed import mark_of
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    HiddenField,
    MaxText,
    NoCpr,
    RadioField,
    StringField,
    TextAreaField,
    VaerdigForm,
)

ROOM = 8_000


class PeriodForm(VaerdigForm):
    """Which period to begin a draft about; the buttons carry it."""

    period = HiddenField()


class ReleaseForm(VaerdigForm):
    """Who may read it, what it corrects, and that what may be names has been looked at."""

    seen = HiddenField()
    readers = CheckboxesField(
        _l("Hvem må læse beretningen?"),
        description=_l(
            "Du kan selv altid læse den. Vælg »Udvalgsmedlem« for at give den til kommunalbestyrelsen og udvalgene."
        ),
    )
    public = BooleanField(_l("Alle må læse beretningen på kommunens side for borgere"))
    corrects = TextAreaField(
        _l("Hvad er rettet i denne version?"),
        [MaxText(1_000), NoCpr()],
        description=_l("Det står øverst i beretningen."),
    )
    looked_through = BooleanField(_l("Jeg har set ordene igennem. De viser ikke, hvem en borger er"))

    def offer(self, readers: Mapping[str, str], *, corrects: bool, doubtful: bool) -> ReleaseForm:
        """Offer the roles; what is not asked about is taken out."""
        self.readers.choices = list(readers.items())
        if not corrects:
            del self.corrects
        if not doubtful:
            del self.looked_through
        return self


def section_form(chapter: Chapter, texts: Mapping[str, str]) -> TextsForm:
    """Return a form with every place of a section, filled with what is typed, each with the mark of what is stored."""
    fields: dict[str, Any] = {}
    for sentence in chapter.sentences:
        choice, words = places.CHOICE + sentence.key, places.WORDS + sentence.key
        fields[PREFIX + choice] = RadioField(
            _("Hvad skal der ske med sætningen?"), choices=list(places.CHOICES.items()), default=texts.get(choice, ""),
            validate_choice=False, filters=[lambda value: value or ""],
        )  # fmt: skip
        fields[PREFIX + words] = _area(_("Dine egne ord i stedet for sætningen"), texts.get(words, ""))
    if chapter.key == RATE:
        fields[PREFIX + places.PEOPLE] = StringField(
            _("Hvor mange borgere var forvaltningen i kontakt med?"), [MaxText(20)], default=texts.get(places.PEOPLE, ""),
            description=_("Lad feltet stå tomt, hvis du ikke ved det. Så bliver der ikke regnet."),
        )  # fmt: skip
        fields[PREFIX + places.SOURCE] = StringField(
            _("Hvor kommer tallet fra?"), [MaxText(200), NoCpr()], default=texts.get(places.SOURCE, "")
        )
    if chapter.key == STORIES:
        for number in range(1, places.MOST_STORIES + 1):
            story, ground = f"{places.STORY}{number}", f"{places.GROUND}{number}"
            fields[PREFIX + story] = _area(_("Fortalt sag %(number)s", number=number), texts.get(story, ""))
            fields[PREFIX + ground] = RadioField(
                _("Hvad bygger fortalt sag %(number)s på?", number=number), choices=list(places.GROUNDS.items()),
                default=texts.get(ground, ""), validate_choice=False, filters=[lambda value: value or ""],
            )  # fmt: skip
    own = places.OWN + chapter.key
    fields[PREFIX + own] = _area(_("Dine egne ord i dette afsnit"), texts.get(own, ""))
    marks = {SEEN + name.removeprefix(PREFIX): name.removeprefix(PREFIX) for name in fields}
    fields |= {mark: HiddenField(default=mark_of(texts.get(place, ""))) for mark, place in marks.items()}
    form: TextsForm = type("SectionForm", (TextsForm,), fields)()
    return form


def _area(label: str, text: str) -> Any:
    return TextAreaField(label, [MaxText(ROOM), NoCpr()], default=text)
