"""Where no reminder is planned: the list goes three weeks after something was last sent from it, and the page says which day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME
from flask import Flask
from mail_box import Box
from sqlalchemy import inspect, select
from surveys.invitations.lists import ADDRESS, csv_of, invite, invited, people

from værdig import clock
from værdig.crypto import keyring
from værdig.db import db, migrate, tenant, transaction
from værdig.surveys.invitations import mailing, outbox, queries, service
from værdig.surveys.invitations.models import Mail, Outreach, Work
from værdig.surveys.invitations.outbox import Whom

Freeze = Callable[[str], Any]


@pytest.fixture
def here(engine_app: Flask) -> Iterator[Flask]:
    with engine_app.app_context(), tenant(HOME):
        yield engine_app


def stands(round_id: str, day: str, freeze: Freeze) -> bool:
    """Let a day's work be done, and tell whether the list is still there."""
    freeze(f"{day} 08:00")
    mailing.tend()
    db.session.rollback()
    return queries.status(round_id).open


def keys() -> set[Path]:
    """Return the files of the keys that outboxes are sealed to; tests before this one leave some."""
    return set((keyring().folder / "udsendelse").glob("*"))


def mailed(number: int, mails: int) -> str:
    round_id = invited(number, mails=mails)
    service.start_mail(round_id, ADDRESS)
    return round_id


def test_three_weeks_after_the_e_mails_addresses_codes_and_key_are_gone(
    context: Flask, box: Box, freeze: Freeze
) -> None:
    freeze("2021-04-05 21:50")
    before = keys()
    round_id = mailed(4, 3)
    assert len(keys() - before) == 1
    assert queries.status(round_id).kept_until == date(2021, 4, 26)
    assert stands(round_id, "2021-04-26", freeze)
    assert not stands(round_id, "2021-04-27", freeze)
    assert outbox.counts(round_id) == {}
    assert keys() == before


def test_it_goes_on_both_engines_and_only_its_day_was_kept(here: Flask, freeze: Freeze) -> None:
    freeze("2021-04-05 21:50")
    round_id = invited(4)
    service.note_sent(round_id, "survey.merge_file_taken", Whom.ALL)
    assert db.session.scalars(select(Outreach.kept_until)).all() == [date(2021, 4, 26)]
    assert stands(round_id, "2021-04-26", freeze)
    assert not stands(round_id, "2021-04-27", freeze)


def test_a_reminder_by_hand_that_is_not_the_last_begins_the_weeks_anew(
    context: Flask, box: Box, freeze: Freeze
) -> None:
    freeze("2021-04-05 08:00")
    round_id = mailed(3, 3)
    freeze("2021-04-12 08:00")
    service.remind(round_id, last=False)
    assert stands(round_id, "2021-05-03", freeze)
    assert not stands(round_id, "2021-05-04", freeze)


def test_a_planned_reminder_keeps_it_and_when_it_is_dropped_the_weeks_begin(
    context: Flask, box: Box, freeze: Freeze
) -> None:
    freeze("2021-04-01 08:00")
    round_id = mailed(3, 3)
    service.plan_reminders(round_id, [date(2021, 4, 29)])
    assert stands(round_id, "2021-04-28", freeze)
    service.plan_reminders(round_id, [])
    service.plan_reminders(round_id, [])
    assert stands(round_id, "2021-05-19", freeze)
    service.plan_reminders(round_id, [])
    assert not stands(round_id, "2021-05-20", freeze)


def test_what_is_not_sent_yet_is_not_deleted(context: Flask, box: Box, freeze: Freeze) -> None:
    freeze("2021-04-01 08:00")
    round_id = invited(4, mails=2)
    service.note_sent(round_id, "survey.merge_file_taken", Whom.WITHOUT_MAIL)
    assert queries.status(round_id).kept_until is None, "two are to be e-mailed still"
    assert stands(round_id, "2021-04-25", freeze)
    service.start_mail(round_id, ADDRESS)
    assert queries.status(round_id).kept_until == date(2021, 5, 16)
    freeze("2021-05-10 08:00")
    invite(round_id, csv_of(people(6, 6)))
    assert stands(round_id, "2021-06-20", freeze), "the new ones wait for their e-mail"
    assert outbox.counts(round_id)[Mail.WAITING] == 2


def test_those_who_are_added_on_paper_get_as_long_as_the_others_had(context: Flask, box: Box, freeze: Freeze) -> None:
    freeze("2021-04-01 08:00")
    round_id = mailed(3, 3)
    freeze("2021-04-20 08:00")
    invite(round_id, csv_of(people(5)))
    assert stands(round_id, "2021-05-11", freeze)
    assert not stands(round_id, "2021-05-12", freeze)


@pytest.mark.parametrize("taken", ["letters", "merge file"])
def test_what_the_municipality_sends_itself_counts_when_it_is_taken_out(
    context: Flask, freeze: Freeze, staff: Callable[..., Any], taken: str
) -> None:
    freeze("2021-04-01 08:00")
    round_id = invited(3)
    assert stands(round_id, "2021-04-25", freeze), "nothing has been sent"
    leder = staff("leder")
    index = f"/stab/runder/{round_id}/invitationer"
    if taken == "letters":
        service.start_letters(round_id, Whom.WITHOUT_MAIL, ADDRESS, is_reminder=False)
        leder.get(f"{index}/breve/1")
    else:
        leder.get(f"{index}/flettefil").submit({"whom": "uden_mail"})
    assert "Listen bliver slettet Den 17. maj 2021." in leder.get(index).text
    assert stands(round_id, "2021-05-16", freeze)
    assert not stands(round_id, "2021-05-17", freeze)


def test_a_new_list_has_not_the_days_of_one_that_is_gone(context: Flask, box: Box, freeze: Freeze) -> None:
    freeze("2021-04-01 08:00")
    round_id = mailed(2, 2)
    service.forget(round_id)
    invite(round_id, csv_of(people(4)))
    assert stands(round_id, "2021-04-29", freeze)


def test_the_pages_say_how_long_and_which_day(
    staff: Callable[..., Any], within: Callable[..., Any], box: Box, freeze: Freeze
) -> None:
    freeze("2021-04-05 10:00")
    said = "Er ingen påmindelse planlagt, bliver listen slettet 21 dage efter, at der sidst er sendt."
    round_id = within(lambda: invited(4, mails=3))
    index, leder = f"/stab/runder/{round_id}/invitationer", staff("leder")
    for page in ("", "/mail", "/breve", "/flettefil", "/paamindelser"):
        assert said in leder.get(index + page).text
    assert "21 dage efter, at alt er sendt. Senest når runden lukker" in leder.get(index).text
    page = leder.get(f"{index}/mail").submit().follow()
    assert "Listen bliver slettet Den 27. april 2021. Senest når runden lukker" in page.text
    assert "Skal listen stå længere, så vælg en dag til en påmindelse." in page.text
    assert said in leder.get(f"{index}/paamind").text
    page = page.click("Vælg dage til påmindelser").submit({"first": "29.4.2021"}).follow()
    assert "27. april" not in page.text
    assert said not in page.text


def test_lists_that_were_sent_before_there_was_a_limit_get_three_weeks_from_the_update(
    here: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = invited(2)
    core = migrate.core_owner()
    with transaction():
        outbox.must_be_open(outbox.of(round_id)).mail = Work.DONE
    db.session.remove()
    migrate.downgrade(core, "0013")
    assert "kept_until" not in {column["name"] for column in inspect(db.engine).get_columns("outreach")}
    migrate.upgrade(core)
    assert queries.status(round_id).kept_until == clock.today() + timedelta(days=service.KEPT_DAYS)
