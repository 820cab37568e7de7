"""What citizens are told of their data is what the system does, in words that hold; and the accessibility statement."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import HOME, make_app
from flask import Flask

from værdig.clock import today
from værdig.db import Base, db, tenant
from værdig.hooks import current_host
from værdig.municipality import service as municipalities


@pytest.fixture
def known(app: Flask) -> None:
    """A municipality that has said who can be asked."""
    with app.app_context(), tenant(HOME):
        municipalities.put("dpo_contact", "Skriv til dpo@kommune.example")
        municipalities.put("survey_deletion_months", 18)


def test_everything_article_13_asks_for_is_there(client: Any, known: None) -> None:
    text = client.get("/privatliv", status=200).text
    for said in (
        "dpo@kommune.example",
        "18 måneder",
        "5 år",
        "indsigelse",
        "Datatilsynet",
        "artikel 6",
        "læses af ledelsen og borgerrådgiveren",
        "kun borgerrådgiveren og stedfortræderen",
    ):
        assert said in text, said


def test_what_is_not_told_is_said_not_to_be(client: Any) -> None:
    assert "Det har kommunen ikke oplyst endnu." in client.get("/privatliv").text


def test_who_can_open_an_answer_depends_on_who_holds_the_key(app: Flask, client: Any, tmp_path: Any) -> None:
    assert "kan teknisk set åbne svar" in client.get("/privatliv").text
    held = make_app(tmp_path, round_keys="holders")
    with held.app_context():
        Base.metadata.create_all(db.engine)
        municipalities.create(HOME, "Albertslund Kommune")
    text = held.test_client().get("/privatliv").text
    assert "to personer" in text
    assert "teknisk set" not in text
    with held.app_context():
        db.session.remove()
        db.engine.dispose()


def test_the_time_a_complaint_is_kept_is_the_one_on_record(context: Flask, client: Any) -> None:
    entry = current_host().find("register_personal_data", "complaints.cases")
    assert entry is not None
    for years in (5, 8):
        municipalities.put("case_keep_years", years, today())
        assert f"{years} år" in str(entry.value.keep)
        assert f"En klage gemmes i {years} år" in client.get("/privatliv").text


def test_the_roles_named_are_those_who_may(app: Flask) -> None:
    declared = app.extensions["vaerdig_permissions"]
    assert set(declared["surveys.texts"].default_roles) == {"leder", "borgerraadgiver", "stedfortraeder"}
    assert set(declared["complaints.confidential"].default_roles) == {"borgerraadgiver", "stedfortraeder"}


def test_the_accessibility_statement_speaks_to_citizens(client: Any) -> None:
    page = client.get("/was", status=200)
    assert page.h1 == "Tilgængelighedserklæring"
    assert "Digitaliseringsstyrelsen" in page.text
    for word in ("WAS-Tool", "JavaScript", "Kommunen skal selv"):
        assert word not in page.text
