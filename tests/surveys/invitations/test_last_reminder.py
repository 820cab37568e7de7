"""After the last reminder: addresses and sealed codes go in the same work, those on paper stay a week without an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from mail_box import Box
from sqlalchemy import select
from surveys.invitations.lists import ADDRESS, csv_of, invite, invited, people
from surveys.rounds import open_round

from værdig.db import db
from værdig.errors import UserError
from værdig.surveys.invitations import mailing, outbox, queries, service
from værdig.surveys.invitations.models import LetterBatch, Mail, Outbox


def left(round_id: str) -> list[tuple[str, str]]:
    """Return reference and address of everybody who is still on the list; empty where it is deleted."""
    db.session.rollback()
    outreach = outbox.of(round_id)
    if outreach is None or outreach.public_key is None:
        return []
    return [(person.reference, person.email) for person in outbox.people(outreach)]


def mailed(number: int, mails: int) -> str:
    round_id = invited(number, mails=mails)
    service.start_mail(round_id, ADDRESS)
    return round_id


def test_after_a_last_reminder_by_hand_the_list_is_gone_at_once(context: Flask, box: Box) -> None:
    round_id = mailed(4, 4)
    service.remind(round_id, last=True)
    assert len(box.letters) == 8
    assert left(round_id) == []
    assert not queries.status(round_id).open


def test_a_reminder_that_is_not_the_last_leaves_the_list(
    context: Flask, box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 08:00")
    round_id = mailed(4, 4)
    service.remind(round_id, last=False)
    freeze("2021-04-28 08:00")
    mailing.tend()
    assert len(left(round_id)) == 4


def test_those_on_paper_stay_a_week_without_any_address(context: Flask, box: Box, freeze: Callable[[str], Any]) -> None:
    freeze("2021-04-10 08:00")
    round_id = open_round()
    rows = [["Reference", "E-mail"], ["L1", "ukendt@eksempel.dk"], ["L2", "b@eksempel.dk"], ["L3", ""]]
    invite(round_id, csv_of(rows))
    service.start_letters(round_id, outbox.Whom.ALL, ADDRESS, is_reminder=False)
    service.start_mail(round_id, ADDRESS)
    service.plan_reminders(round_id, [date(2021, 4, 20)])
    freeze("2021-04-20 08:00")
    mailing.tend()
    assert left(round_id) == [("L1", ""), ("L3", "")]
    assert db.session.scalars(select(LetterBatch)).all() == [], "they held everybody's codes"
    assert {len(row) for row in db.session.scalars(select(Outbox.sealed))} == {outbox.SEALED_BYTES}
    assert outbox.counts(round_id) == {None: 1, Mail.REFUSED: 1}
    with pytest.raises(UserError, match="ingen at sende en påmindelse til"):
        service.remind(round_id, last=True)
    freeze("2021-04-27 08:00")
    mailing.tend()
    assert len(left(round_id)) == 2
    freeze("2021-04-28 08:00")
    mailing.tend()
    assert left(round_id) == []


def test_a_last_reminder_by_hand_takes_the_planned_ones_away(
    context: Flask, box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 08:00")
    round_id = mailed(3, 2)
    service.plan_reminders(round_id, [date(2021, 4, 20)])
    service.remind(round_id, last=True)
    assert [address for _reference, address in left(round_id)] == [""]
    freeze("2021-04-20 08:00")
    mailing.tend()
    assert len(box.letters) == 4, "no reminder comes any more"


def test_a_new_list_has_nothing_of_the_days_of_one_that_is_gone(
    context: Flask, box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-01 08:00")
    round_id = mailed(2, 2)
    service.remind(round_id, last=True)
    assert left(round_id) == []
    freeze("2021-04-20 08:00")
    invite(round_id, csv_of(people(6, 6)))
    mailing.tend()
    assert len(left(round_id)) == 6
    service.start_mail(round_id, ADDRESS)
    assert len(left(round_id)) == 6, "no reminder of this list has been sent or planned"


def test_no_more_reminders_deletes_at_once_but_not_what_waits(context: Flask, box: Box) -> None:
    round_id = invited(3, mails=2)
    with pytest.raises(UserError, match="ikke sendt endnu"):
        service.no_more_reminders(round_id)
    service.start_mail(round_id, ADDRESS)
    service.no_more_reminders(round_id)
    assert left(round_id) == []


def test_the_page_asks_whether_it_is_the_last(
    staff: Callable[..., Any], within: Callable[..., Any], box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(lambda: mailed(4, 4))
    index = f"/stab/runder/{round_id}/invitationer"
    leder = staff("leder")
    assert leder.get(f"{index}/paamind").form().values["last"] == "ja", "no day is planned"
    within(lambda: service.plan_reminders(round_id, [date(2021, 4, 20)]))
    page = leder.get(f"{index}/paamind")
    assert page.form().values["last"] == "nej"
    page = page.submit({"last": "ja"}).follow()
    assert len(box.letters) == 8
    assert "Listen er slettet." in page.text


def test_the_page_of_days_takes_that_there_are_no_more(
    staff: Callable[..., Any], within: Callable[..., Any], freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 10:00")
    round_id = within(lambda: invited(3))
    page = staff("leder").get(f"/stab/runder/{round_id}/invitationer/paamindelser")
    page = page.submit({"first": "20.4.2021", "no_more": "y"})
    assert "Vælg enten dage" in page.errors[0]
    assert page.form().values["first"] == "20.4.2021"
    page = page.submit({"first": "", "no_more": "y"}).follow()
    assert "Listen er slettet." in page.text
    assert within(lambda: left(round_id)) == []
