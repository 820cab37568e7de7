"""Verifying: every change behind the application's back is seen, and new data are told from tampering."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from reports.conftest import Source
from reports.documents import COUNT, HIDDEN, SHOWN
from sqlalchemy import text

from værdig.db import db, transaction
from værdig.db.types import canonical
from værdig.hooks import current_host, switches
from værdig.reports import queries, service
from værdig.reports.document import from_plain
from værdig.reports.models import Report
from værdig.reports.verify import verify

Build = Callable[..., Report]


@pytest.fixture
def frozen(build: Build) -> str:
    """A frozen report's id."""
    return service.freeze(build().id).id


def tamper(statement: str, **values: Any) -> None:
    """Change rows as somebody with the database file would: no model, no guard, no log."""
    with transaction():
        db.session.execute(text(statement), values)
    db.session.expire_all()


def change_document(report_id: str, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the stored document, and its fingerprint along with it, as a careful forger would."""
    data = json.loads(db.session.execute(text("select document from report")).scalar_one())
    change(data)
    tamper(
        "update report set document = :document, fingerprint = :fingerprint where id = :id",
        document=canonical(data), fingerprint=from_plain(data).fingerprint, id=report_id,
    )  # fmt: skip


def test_an_untouched_report_is_intact(frozen: str) -> None:
    verdict = verify(frozen)
    assert verdict.intact
    assert (verdict.changed, verdict.not_counted) == ((), ())
    assert (verdict.figures, verdict.counted) == (3, 3)


def test_a_draft_is_verified_too(build: Build) -> None:
    assert verify(build().id).intact


def test_a_changed_value_is_named(frozen: str) -> None:
    tamper("update report_figure set value = '98 %' where figure_id = :id", id=SHOWN.id)
    wrong = verify(frozen).wrong
    assert "»Alt i alt: tilfreds« er ændret: aftrykket passer ikke." in wrong
    assert any("ikke det samme i rapporten" in line for line in wrong)


@pytest.mark.parametrize("column", ["definition", "source", "period", "unit", "label", "why_missing"])
def test_a_changed_definition_source_or_period_is_named(frozen: str, column: str) -> None:
    tamper(f"update report_figure set {column} = 'andet' where figure_id = :id", id=COUNT.id)
    assert not verify(frozen).intact


def test_a_deleted_and_an_added_figure_are_named(frozen: str) -> None:
    tamper("delete from report_figure where figure_id = :id", id=COUNT.id)
    assert "»Alt i alt: antal svar« står i rapporten, men er ikke gemt." in verify(frozen).wrong


def test_a_changed_text_is_seen(frozen: str) -> None:
    tamper("update report set document = replace(document, 'To gange om året', 'Fire gange om året')")
    assert any("aftrykket passer ikke" in line for line in verify(frozen).wrong)


def test_a_change_with_a_new_fingerprint_is_seen_by_the_log(frozen: str) -> None:
    change_document(frozen, lambda data: data["parts"][0].update(own_text="Alt er godt."))
    (wrong,) = verify(frozen).wrong
    assert wrong.startswith("Aftrykket er et andet end det, loggen skrev")


def test_a_report_passed_off_as_another_half_years_is_seen(frozen: str) -> None:
    tamper("update report set half_year = '2021H2'")
    assert any("Halvår, version" in line for line in verify(frozen).wrong)


def test_a_report_made_frozen_by_hand_is_seen(build: Build) -> None:
    report_id = build().id
    tamper("update report set state = 'frosset'")
    wrong = verify(report_id).wrong
    assert any("Loggen fortæller ikke" in line for line in wrong)


# --- new data are not tampering ---


def test_a_figure_that_comes_out_otherwise_today_is_told_precisely(frozen: str, source: Source) -> None:
    source.figures = (replace(SHOWN, value="61 %"), replace(COUNT, source="En anden kilde"), HIDDEN)
    verdict = verify(frozen)
    assert verdict.intact
    assert verdict.changed == (
        "»Alt i alt: tilfreds«: tallet var »58 %« og er nu »61 %«.",
        "»Alt i alt: antal svar«: kilden var »Undersøgelsen i foråret 2021« og er nu »En anden kilde«.",
    )


def test_a_hidden_figure_that_may_be_shown_today_is_told(frozen: str, source: Source) -> None:
    source.figures = (SHOWN, COUNT, replace(HIDDEN, value="12", why_missing=""))
    assert "»Lille gruppe: antal svar«: tallet var »intet« og er nu »12«." in verify(frozen).changed


def test_figures_that_cannot_be_counted_and_new_ones_are_told(frozen: str, source: Source) -> None:
    source.figures = (SHOWN, HIDDEN, replace(SHOWN, id="ny", label="Nyt tal"))
    verdict = verify(frozen)
    assert verdict.not_counted == ("»Alt i alt: antal svar« kan ikke tælles igen.",)
    assert verdict.changed == ("»Nyt tal« er kommet til siden.",)
    assert verdict.counted == 2


def test_a_figure_of_a_plug_in_that_is_off_is_told_with_the_reason(build: Build, source: Source) -> None:
    kept, promise = source.figures, replace(SHOWN, id="vaerdig_maal_sagsbehandling.loefte.dialog", label="Dialog")
    source.figures = (*kept, promise)
    report_id = service.freeze(build().id).id
    source.figures = kept
    assert verify(report_id).not_counted == ("»Dialog« kan ikke tælles igen.",)
    with transaction():
        switches.put("vaerdig_maal_sagsbehandling", False, "nobody")
    (told,) = verify(report_id).not_counted
    plugin = current_host().plugin("vaerdig_maal_sagsbehandling")
    assert plugin is not None
    assert told == f"»Dialog« kan ikke tælles igen: Udvidelsen »{plugin.title}« er slået fra."


def test_a_reason_that_only_calls_things_by_a_better_name_is_no_new_data(build: Build, source: Source) -> None:
    hidden = replace(HIDDEN, why_missing="Vises ikke. Der er færre end 5 sager.")
    source.figures = (SHOWN, COUNT, hidden)
    report_id = service.freeze(build().id).id
    source.figures = (SHOWN, COUNT, replace(hidden, why_missing="Vises ikke. Der er færre end 5 henvendelser."))
    assert verify(report_id).changed == ()
    source.figures = (SHOWN, COUNT, replace(hidden, why_missing="Vises ikke. Der er færre end 8 henvendelser."))
    assert len(verify(report_id).changed) == 1


def test_verifying_changes_no_report(frozen: str) -> None:
    before = queries.find(frozen)
    kept = (before.fingerprint, before.built_at, len(queries.figures_of(frozen)))
    verify(frozen)
    after = queries.find(frozen)
    assert (after.fingerprint, after.built_at, len(queries.figures_of(frozen))) == kept
