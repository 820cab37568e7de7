"""`vaerdig round close`: what stands in the way is told before anybody is asked, and the question is Danish."""

from __future__ import annotations

from typing import Any

import click
import pytest
from click.testing import CliRunner
from conftest import HOME
from factories import make_user
from flask import Flask

from værdig import cli
from værdig.db import db, tenant
from værdig.errors import UserError
from værdig.surveys import round_keys, service


def test_what_cannot_be_done_is_refused_before_anybody_is_asked(
    app: Flask, run: Any, freeze: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    freeze("2021-06-30 10:00")
    run("open", "2021H1")
    asked: list[str] = []
    monkeypatch.setattr(click, "confirm", asked.append)
    with pytest.raises(UserError, match=r"tidligst lukkes den 1\. juli 2021"):
        run("close", "2021H1")
    with pytest.raises(UserError, match="Kun en tabt runde kan opgives"):
        run("close", "2021H1", "--give-up")
    freeze("2021-07-01 10:00")
    assert not asked
    assert run("close", "2021H1").exit_code == 1
    assert asked == ["Der kan ikke svares mere, og koderne virker ikke længere. Fortsæt?"]


def test_a_round_with_holders_asks_for_the_pass_phrase_before_consent(
    app: Flask, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(round_keys, "custody", lambda: round_keys.HOLDERS)
    with app.app_context(), tenant(HOME):
        for role in ("borgerraadgiver", "dpo"):
            user = make_user(role)
            service.become_key_holder(user.id, user.name, "rolig lampe grøn båd")
        db.session.remove()
    run("open", "2021H1")
    with pytest.raises(UserError, match="Læg det i miljøvariablen VAERDIG_HOLDER_PASSPHRASE"):
        run("close", "2021H1")


def test_the_question_and_its_answer_are_danish(app: Flask, run: Any) -> None:
    run("open", "2021H1")
    with app.app_context():
        root = cli.root_command()
        refused = CliRunner().invoke(root, ["round", "close", "2021H1"], input="måske\nnej\n")
        closed = CliRunner().invoke(root, ["round", "close", "2021H1"], input="ja\n")
        db.session.remove()
    assert "Fortsæt? [j/N]: " in refused.output
    assert "Fejl: Svar ja eller nej." in refused.output
    assert refused.exit_code == 1
    assert closed.output.endswith("Runden er lukket\n")


def test_a_wrong_half_year_is_shown_as_it_was_typed(run: Any) -> None:
    typed = "Zk3vX9-qLr7_TtPmA2wB5e"
    with pytest.raises(UserError, match=f"»{typed}« er ikke et halvår"):
        run("close", typed)
