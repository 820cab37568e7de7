"""The forms that ask when a citizen was told of a decision: hers, which is kept nowhere, and the handler's; and what Ankestyrelsen decided."""

from __future__ import annotations

from typing import Any

from flask import request

from værdig.clock import today
from værdig.complaints import categories
from værdig.complaints.appeals.arrival import WAYS, Way
from værdig.complaints.appeals.kept import FIELDS, is_plausible
from værdig.complaints.appeals.last_day import Notice
from værdig.complaints.categories import Kind
from værdig.i18n import _, _l
from værdig.ui.widgets import DateField, FilterForm, Optional, RadioField, Required, VaerdigForm, ValidationError


def _plausible(_form: Any, field: Any) -> None:
    """Object to a day that has not been, or that is over a year ago."""
    if field.data and field.data > today():
        raise ValidationError(_("Datoen ligger efter i dag. Se efter, om dag og år er rigtige."))
    if field.data and not is_plausible(field.data):
        raise ValidationError(
            _("Datoen er over et år gammel. Se efter, om året er rigtigt. Er det, så klag alligevel, og spørg os.")
        )


class NoticeFields:
    """When a decision is dated, how it came, and when: one of the two dates is enough."""

    dated = DateField(_l("Hvilken dato står der på afgørelsen?"), [Optional(), _plausible])
    way = RadioField(
        _l("Hvordan fik du den?"),
        [Required(_l("Vælg, hvordan du fik afgørelsen. Vælg »Ved ikke«, hvis du er i tvivl."))],
        choices=[(way.value, title) for way, title in WAYS.items()],
        separate=[Way.UNKNOWN.value],
    )
    got = DateField(_l("Hvilken dag kom den til dig?"), [Optional(), _plausible])

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate each answer, and that there is a date to count from, and that nothing came before it was written."""
        valid = bool(super().validate(extra_validators=extra_validators))  # type: ignore[misc]
        if self.dated.errors or self.got.errors:
            return valid
        dated, got = self.dated.data, self.got.data
        if dated is None and got is None:
            self._object(_("Skriv datoen på afgørelsen, eller den dag den kom til dig."), "dated")
            return False
        if dated and got and got < dated:
            self._object(_("Den kan ikke være kommet, før den er dateret. Se begge datoer efter."), "got")
            return False
        return valid

    def _object(self, text: str, field: str) -> None:
        self.add_error(text, field)  # type: ignore[attr-defined]

    @property
    def notice(self) -> Notice:
        """What has been told, once it is valid."""
        return Notice(way=Way(self.way.data), dated=self.dated.data, got=self.got.data)


class LastDayForm(NoticeFields, FilterForm):
    """The citizen's own question: sent by GET, kept nowhere."""

    def is_submitted(self) -> bool:
        """Tell whether the address carries any of the answers; other words in it are no answers."""
        return any(name in request.args for name in FIELDS)


class NotedNoticeForm(NoticeFields, VaerdigForm):
    """The same as a handler notes it."""

    way = RadioField(
        _l("Hvordan fik borgeren den?"),
        [Required(_l("Vælg, hvordan borgeren fik afgørelsen. Vælg »Ved ikke«, hvis du er i tvivl."))],
        choices=[(way.value, title) for way, title in WAYS.items()],
        separate=[Way.UNKNOWN.value],
    )
    got = DateField(_l("Hvilken dag kom den til borgeren?"), [Optional(), _plausible])


class NoticeAtTheDesk:
    """The same as the desk may ask it of whoever complains over a decision; a handler asks for what is not known."""

    dated = DateField(_l("Hvilken dato står der på afgørelsen?"), [Optional(), _plausible])
    got = DateField(_l("Hvilken dag kom afgørelsen til borgeren?"), [Optional(), _plausible])
    way = RadioField(
        _l("Hvordan fik borgeren afgørelsen?"), [Optional()], choices=[(way.value, title) for way, title in WAYS.items()],
        separate=[Way.UNKNOWN.value], default=Way.UNKNOWN.value,
    )  # fmt: skip

    def validate_dated(self, field: Any) -> None:
        """Object to the date of a decision where none is complained of."""
        self._belongs(field)

    def validate_got(self, field: Any) -> None:
        """Object to a day before the decision was written, and to one where no decision is complained of."""
        self._belongs(field)
        if field.data and self.dated.data and field.data < self.dated.data:
            raise ValidationError(_("Den kan ikke være kommet, før den er dateret. Se begge datoer efter."))

    def _belongs(self, field: Any) -> None:
        if field.data and self.type.data != categories.DECISION:  # type: ignore[attr-defined]
            raise ValidationError(_("Vælg »Klage over afgørelse« som det, det er, eller slet datoen."))

    @property
    def decision(self) -> Notice | None:
        """What has been told of the decision, once it is valid; None where no date is known."""
        if not (self.dated.data or self.got.data):
            return None
        return Notice(way=Way(self.way.data or Way.UNKNOWN), dated=self.dated.data, got=self.got.data)


class BoardForm(VaerdigForm):
    """What Ankestyrelsen has decided, and when."""

    outcome = RadioField(_l("Hvad har Ankestyrelsen afgjort?"), [Required(_l("Vælg, hvad Ankestyrelsen har afgjort."))])
    on = DateField(_l("Datoen på Ankestyrelsens afgørelse"), [Required(_l("Skriv datoen."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = categories.choices(Kind.BOARD, today())
