"""The page on which a talk is given another day."""

from __future__ import annotations

from værdig.complaints.case_page import Page, form_page, overtaken, turned_back
from værdig.complaints.desk import Desk
from værdig.complaints.mediation import service
from værdig.complaints.mediation.forms import MeetingForm
from værdig.i18n import _


def meeting(desk: Desk) -> Page:
    """Note another day for the talk."""
    row = service.running(desk.case)
    if row is None:
        return (
            overtaken(desk)
            if MeetingForm().is_submitted()
            else turned_back(desk, _("Der er ikke aftalt nogen samtale."))
        )
    form = MeetingForm(data={"meeting": row.due})

    def deed() -> None:
        service.agree_anew(desk.case.id, form.meeting.data, desk.by)

    return form_page(desk, "mediation/meeting", form, deed, _("Dagen for samtalen er gemt."), agreed=row)
