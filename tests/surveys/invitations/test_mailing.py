"""Sending to a real mail server: everybody once, refusals, a server that is away, stop, kill and resume, reminders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME, fill, make_app
from flask import Flask
from mail_box import Box
from servers import environment
from sqlalchemy import select
from surveys.invitations.lists import ADDRESS, csv_of, invite, invited, people
from surveys.rounds import open_round, send

from værdig import mail
from værdig.clock import now
from værdig.db import db, tenant, transaction
from værdig.errors import UserError
from værdig.jobs import states
from værdig.municipality import service as municipalities
from værdig.surveys.invitations import mailing, outbox, queries, service
from værdig.surveys.invitations.models import Mail, Outreach, Work


def counts(round_id: str) -> dict[Any, int]:
    db.session.rollback()
    return outbox.counts(round_id)


def test_everybody_with_an_address_gets_one_letter_with_her_own_code(context: Flask, box: Box) -> None:
    round_id = invited(30, mails=12)
    service.start_mail(round_id, ADDRESS)
    assert sorted(box.receivers) == sorted(f"b{place}@eksempel.dk" for place in range(1, 13))
    by_address = {person.email: person for person in outbox.people(outbox.of(round_id))}
    for letter in box.letters:
        text = letter.get_content()
        assert f"{ADDRESS}/svar/{by_address[letter['To']].code}" in text
        assert by_address[letter["To"]].reference not in text
        assert letter["Subject"] == "Hvordan har du det hos jobcentret?"
    assert counts(round_id) == {None: 18, Mail.HANDLED: 12}
    assert queries.status(round_id).mail == Work.DONE


def test_more_than_one_turn_is_sent(context: Flask, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "LETTERS_A_TURN", 4)
    round_id = invited(10, mails=10)
    service.start_mail(round_id, ADDRESS)
    assert len(box.letters) == 10
    assert max(Counter(box.receivers).values()) == 1


def test_a_refused_address_is_told_by_its_reference_and_gets_a_letter_on_paper(context: Flask, box: Box) -> None:
    round_id = open_round()
    rows = [["Reference", "E-mail"], ["L1", "ukendt@eksempel.dk"], ["L2", "b@eksempel.dk"], ["L3", ""]]
    invite(round_id, csv_of(rows))
    service.start_mail(round_id, ADDRESS)
    assert counts(round_id) == {None: 1, Mail.REFUSED: 1, Mail.HANDLED: 1}
    outreach = outbox.of(round_id)
    assert outreach is not None
    assert outbox.refused(outreach) == ["L1"]
    assert [person.reference for person in outbox.people(outreach, outbox.Whom.WITHOUT_MAIL)] == ["L1", "L3"]


def test_an_address_put_off_waits_while_others_are_sent_and_is_given_up_at_last(
    context: Flask, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "MOST_TRIES", 3)
    round_id = open_round()
    rows = [["Reference", "E-mail"], ["L1", "senere@eksempel.dk"], *([f"M{n}", f"b{n}@eksempel.dk"] for n in range(5))]
    invite(round_id, csv_of(rows))
    service.start_mail(round_id, ADDRESS)
    assert counts(round_id) == {Mail.WAITING: 1, Mail.HANDLED: 5}
    assert queries.status(round_id).running
    for _again in range(3):
        mailing.send()
    assert counts(round_id) == {Mail.REFUSED: 1, Mail.HANDLED: 5}
    assert queries.status(round_id).mail == Work.DONE


def test_a_server_that_is_away_is_a_failing_job_and_loses_nothing(context: Flask, box: Box) -> None:
    round_id = invited(8, mails=8)
    box.down = True
    service.start_mail(round_id, ADDRESS)
    assert states.by_job()["surveys.mail"].failures > 0
    assert counts(round_id) == {Mail.WAITING: 8}
    assert queries.status(round_id).running
    with pytest.raises(mail.MailWaits):
        mailing.send(round_id)
    box.down = False
    mailing.send()
    assert Counter(box.receivers) == Counter(f"b{place}@eksempel.dk" for place in range(1, 9))


def test_stopping_stops_after_the_letter_at_hand_and_going_on_repeats_none(
    context: Flask, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = invited(9, mails=9)
    real = mail.Server.send

    def stop_at_the_third(self: mail.Server, letter: mail.Letter) -> None:
        real(self, letter)
        if len(box.letters) == 3:
            service.stop_mail(round_id)

    monkeypatch.setattr(mail.Server, "send", stop_at_the_third)
    service.start_mail(round_id, ADDRESS)
    assert len(box.letters) == 3
    assert counts(round_id) == {Mail.HANDLED: 3, Mail.WAITING: 6}
    mailing.send()
    assert len(box.letters) == 3
    service.start_mail(round_id, ADDRESS)
    assert Counter(box.receivers) == Counter(f"b{place}@eksempel.dk" for place in range(1, 10))


def test_what_another_machine_sends_is_left_to_it_until_it_is_silent(context: Flask, box: Box) -> None:
    round_id = invited(3, mails=3)
    with transaction():
        outreach = db.session.get(Outreach, round_id)
        assert outreach is not None
        outreach.mail, outreach.address, outreach.worker = Work.RUNNING, ADDRESS, "another"
        outreach.worker_until = now() + timedelta(minutes=1)
    mailing.send(round_id)
    assert box.letters == []
    with transaction():
        outreach = db.session.get(Outreach, round_id)
        assert outreach is not None
        outreach.worker_until = now() - timedelta(seconds=1)
    mailing.send(round_id)
    assert len(box.letters) == 3


def test_nothing_is_started_without_a_server_a_list_or_anybody_waiting(context: Flask, box: Box) -> None:
    with pytest.raises(UserError, match="ingen liste"):
        service.start_mail(open_round(), ADDRESS)


def test_without_a_mail_server_the_manager_is_told(context: Flask) -> None:
    round_id = invited(2, mails=2)
    with pytest.raises(UserError, match="ingen mailserver"):
        service.start_mail(round_id, ADDRESS)


def test_a_reminder_goes_to_everybody_on_its_day_and_only_once(
    context: Flask, box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 08:00")
    round_id = invited(6, mails=6)
    service.plan_reminders(round_id, [date(2021, 4, 15), date(2021, 4, 20)])
    service.start_mail(round_id, ADDRESS)
    answered = next(person for person in outbox.people(outbox.of(round_id)))
    send(answered.code, moedet=4)
    box.letters.clear()
    freeze("2021-04-14 08:00")
    mailing.tend()
    assert box.letters == []
    freeze("2021-04-15 08:00")
    for _twice in range(2):
        mailing.tend()
    assert len(box.letters) == 6
    assert all("Har du svaret, så se bort fra dette" in letter.get_content() for letter in box.letters)
    freeze("2021-04-20 08:00")
    mailing.tend()
    assert len(box.letters) == 12
    assert counts(round_id) == {}, "after the last reminder nothing is left"
    mailing.tend()
    assert len(box.letters) == 12


def test_those_who_are_added_after_a_reminder_are_invited_and_not_reminded(context: Flask, box: Box) -> None:
    round_id = invited(3, mails=3)
    service.start_mail(round_id, ADDRESS)
    service.remind(round_id, last=False)
    box.letters.clear()
    invite(round_id, csv_of(people(5, 5)))
    assert queries.status(round_id).stopped
    service.start_mail(round_id, ADDRESS)
    assert sorted(box.receivers) == ["b4@eksempel.dk", "b5@eksempel.dk"]
    assert not any("se bort fra dette" in letter.get_content() for letter in box.letters)
    service.remind(round_id, last=False)
    assert len(box.letters) == 7
    service.stop_mail(round_id)
    with transaction():
        outreach = db.session.get(Outreach, round_id)
        assert outreach is not None
        service.begin_reminder(outreach, 3)
    with pytest.raises(UserError, match="ikke sendt færdig"):
        invite(round_id, csv_of(people(6, 6)))


def test_by_setting_only_unused_codes_are_reminded_and_no_count_tells(
    context: Flask, box: Box, freeze: Callable[[str], Any]
) -> None:
    freeze("2021-04-10 08:00")
    municipalities.put("remind_unused_only", True)
    round_id = invited(6, mails=6)
    service.start_mail(round_id, ADDRESS)
    assert len(box.letters) == 6
    everybody = outbox.people(outbox.of(round_id))
    for person in everybody[:2]:
        send(person.code, moedet=4)
    before = queries.status(round_id)
    box.letters.clear()
    service.remind(round_id, last=False)
    assert sorted(box.receivers) == sorted(person.email for person in everybody[2:])
    after = queries.status(round_id)
    assert (
        (after.handled, after.waiting, after.refused) == (before.handled, before.waiting, before.refused) == (6, 0, 0)
    )


@pytest.mark.parametrize("day", ["2021-04-10", "2021-05-01", "2021-04-09"])
def test_a_reminder_is_after_today_and_within_the_round(context: Flask, day: str, freeze: Callable[[str], Any]) -> None:
    freeze("2021-04-10 08:00")
    round_id = invited(2)
    with pytest.raises(UserError, match="efter i dag"):
        service.plan_reminders(round_id, [date.fromisoformat(day)])


KILLED = 40


def test_killed_in_the_middle_it_goes_on_and_repeats_at_most_the_letter_in_flight(
    mail_server: tuple[Box, dict[str, Any]], tmp_path: Path
) -> None:
    """A process of its own sends, is killed without warning, and another takes over."""
    box, chosen = mail_server
    app = make_app(tmp_path)
    fill(app)
    with app.app_context(), tenant(HOME):
        round_id = invited(KILLED, mails=KILLED)
        with transaction():
            outreach = db.session.get(Outreach, round_id)
            assert outreach is not None
            outreach.mail, outreach.address = Work.RUNNING, ADDRESS
        db.session.remove()
        db.engine.dispose()
    more = {f"VAERDIG_{key.upper()}": str(value) for key, value in chosen.items()}
    more |= {"VAERDIG_DEFAULT_MUNICIPALITY": HOME}
    for turn in range(3):
        process = _sender(tmp_path, more)
        _wait_for(lambda turn=turn: len(box.letters) >= 8 * (turn + 1))  # type: ignore[misc]
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    _sender(tmp_path, more).wait(60)
    sent = Counter(box.receivers)
    assert set(sent) == {f"b{place}@eksempel.dk" for place in range(1, KILLED + 1)}
    assert sum(sent.values()) <= KILLED + 3
    assert max(sent.values()) <= 2
    with app.app_context(), tenant(HOME):
        assert counts(round_id) == {Mail.HANDLED: KILLED}
        assert db.session.scalars(select(Outreach.mail)).one() == Work.DONE
        db.session.remove()
        db.engine.dispose()


def _sender(instance: Path, more: dict[str, str]) -> subprocess.Popen[bytes]:
    code = "\n".join(
        [
            "import time",
            "from værdig import create_app, mail",
            "from værdig.db import tenant",
            "from værdig.surveys.invitations import mailing",
            "real = mail.Server.send",
            "def slowly(self, letter):",
            "    real(self, letter); time.sleep(0.03)",
            "mail.Server.send = slowly",
            "with create_app().app_context(), tenant('albertslund'):",
            "    mailing.send()",
        ]
    )
    return subprocess.Popen([sys.executable, "-c", code], env=environment(instance, **more))


def _wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)
