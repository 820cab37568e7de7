"""A new installation's first person is invited from the command line, and one who cannot sign in gets a new link there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from click.testing import Result
from conftest import HOME
from flask import Flask

from værdig.accounts.commands import user_group
from værdig.db import tenant
from værdig.errors import UserError
from værdig.municipality import service as municipalities

Run = Callable[..., str]
PASSWORD = "lyserøde cykler synger om natten"


@pytest.fixture
def run(command: Callable[..., Result]) -> Run:
    """Run a command and return what it wrote."""
    return lambda *words: command(user_group, *words).output


def link_in(told: str) -> str:
    (link,) = re.findall(r"https://stab\.kommune\.example/stab/velkommen/\S+", told)
    return urlsplit(link).path


def test_the_first_person_of_a_new_municipality_can_sign_in(app: Flask, client: Any, run: Run) -> None:
    with app.app_context():
        municipalities.create("ny", "Ny Kommune", None)
    told = run(
        "invite", "Ane Jensen", "ane@kommune.example", "--municipality", "ny", "--base", "https://stab.kommune.example"
    )
    assert "Ane Jensen har fået rollen Administrator." in told
    assert "7 dage" in told
    client.get(link_in(told)).submit({"password": PASSWORD, "again": PASSWORD})
    client.get("/stab/log-ind").submit({"email": "ane@kommune.example", "password": PASSWORD}).follow()
    assert client.get("/stab/brugere").status_code == 200


def test_a_new_link_ends_the_one_before(app: Flask, run: Run) -> None:
    more = ("--municipality", HOME, "--base", "https://stab.kommune.example")
    first = link_in(run("invite", "Ane Jensen", "ane@kommune.example", "--role", "leder", *more))
    second = link_in(run("link", "ANE@kommune.example", *more))
    assert "brugt eller for gammelt" in app.test_client().get(first, follow_redirects=True).text
    assert app.test_client().get(second).status_code == 200


def test_who_is_not_here_gets_no_link(app: Flask, run: Run) -> None:
    with app.app_context():
        municipalities.create("ny", "Ny Kommune", None)
    run("invite", "Ane Jensen", "ane@kommune.example", "--municipality", "ny")
    with pytest.raises(UserError, match="ingen med den e-mail"):
        run("link", "ane@kommune.example", "--municipality", HOME)


@pytest.mark.parametrize(
    "email", ["ane", "@", "ane@", "ane@kommune", "ane jensen@kommune.example", f"{'a' * 250}@kommune.example"]
)
def test_an_e_mail_that_is_none_is_refused(app: Flask, run: Run, email: str) -> None:
    with pytest.raises(UserError, match="Skriv en e-mail"):
        run("invite", "Ane Jensen", email, "--municipality", HOME)
    with app.app_context(), tenant(HOME):
        from værdig.accounts import queries

        assert queries.by_email(email) is None
