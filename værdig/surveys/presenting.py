"""What staff's pages show of a round: closing's progress and cleared figures as charts and tables; figures come from `queries`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from værdig.disclosure import ClearedRow, ClearedTable
from værdig.hooks.contracts import ShareBars
from værdig.i18n import _, _l
from værdig.surveys.closing import STEP_NAMES
from værdig.surveys.models import State
from værdig.surveys.queries import QuestionResult, RoundResults, RoundRow, short
from værdig.surveys.question_types import DONT_KNOW
from værdig.surveys.round_keys import HOLDERS
from værdig.ui.charts import Chart, chart

STEP_LABELS: dict[str, Any] = {
    "stoppet": _l("Der bliver ikke taget imod flere svar"),
    "kontrolleret": _l("Konvolutterne er åbnet og kontrolleret"),
    "udjaevnet": _l("Små grupper er slået sammen"),
    "skrevet": _l("Svarene er blandet og skrevet ned uden navn og tid"),
    "talt": _l("Brugte koder er talt"),
    "noegle_slettet": _l("Nøglen er slettet"),
    "invitationer_slettet": _l("Koderne er slettet"),
    "konvolutter_slettet": _l("Konvolutter og kladder er slettet"),
    "ryddet": _l("Databasen er ryddet for slettede rester"),
    "faerdig": _l("Runden er lukket"),
}


def key_words(round_: RoundRow, holders: Sequence[str]) -> str:
    """Return where a round's private key is now, in words that follow the round's state; `holders` are those it is sealed to."""
    if round_.state == State.PLANNED:
        return _("bliver lavet, når runden åbnes")
    if round_.closing_step and STEP_NAMES.index(round_.closing_step) >= STEP_NAMES.index("noegle_slettet"):
        return _("slettet")
    if round_.state == State.LOST and holders:
        return _("forseglet til nøgleholdere, der ikke kan åbne den")
    if round_.state == State.LOST:
        return _("findes ikke længere")
    if round_.key_custody == HOLDERS:
        return _("forseglet til nøgleholdere")
    return _("ligger i en nøglefil uden for databasen")


@dataclass(frozen=True)
class StepShown:
    """One step of closing: what it does, and whether it is done."""

    label: Any
    done: bool


def closing_progress(round_: RoundRow) -> list[StepShown]:
    """Return the steps of closing in order; empty before it has begun."""
    if not round_.closing_step:
        return []
    reached = STEP_NAMES.index(round_.closing_step)
    return [StepShown(STEP_LABELS[name], place <= reached) for place, name in enumerate(STEP_NAMES)]


@dataclass(frozen=True)
class TableShown:
    """A cleared table as texts: caption, column headings, rows, and what belongs under it.

    `keys` names what each row is about, the same in every run, for those who keep the numbers; empty where nobody does.
    """

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    keys: Sequence[str] = ()

    def rows_where(self, wanted: Callable[[str], bool]) -> TableShown:
        """Return the table with only the rows whose key is wanted."""
        kept = [place for place, key in enumerate(self.keys) if wanted(key)]
        return replace(self, rows=[self.rows[place] for place in kept], keys=[self.keys[place] for place in kept])


@dataclass(frozen=True)
class QuestionShown:
    """One rated question: its words, whom it was put to (empty: everybody), and its breakdowns; none where they cannot be shown."""

    wording: str
    put_to: str
    tables: Sequence[TableShown]


@dataclass(frozen=True)
class ResultsShown:
    """A round's figures for the page: the response, one chart of all rated questions, and each question's own tables.

    `too_few` are the questions that so few answered that nothing of them is shown.
    """

    response: TableShown
    overview: Chart | None
    factual: TableShown | None
    questions: Sequence[QuestionShown]
    too_few: Sequence[str]
    notes: Sequence[str]
    cannot_be_shown: Sequence[str]
    """The questions whose type is gone."""


def shown_results(results: RoundResults) -> ResultsShown:
    """Return everything the result page shows; hidden figures are words, never gaps."""
    told = [question for question in results.questions if question.total.shown]
    rated = [question for question in told if question.kind == "rated"]
    factual = [question for question in told if question.kind == "factual"]
    own = [question for question in told if question.kind not in ("rated", "factual")]
    notes = dict.fromkeys([*_notes(results), *(table.refused for table in results.clearing.tables if table.refused)])
    return ResultsShown(
        response=_response(results.response),
        overview=_overview(rated) if rated else None,
        factual=_factual(factual) if factual else None,
        questions=[QuestionShown(question.wording, question.put_to, _tables(question)) for question in rated]
        + [QuestionShown(question.wording, question.put_to, [_own(question)]) for question in own],
        cannot_be_shown=results.cannot_be_shown,
        too_few=[question.wording for question in results.questions if not question.total.shown],
        notes=list(notes),
    )


def _notes(results: RoundResults) -> Iterator[str]:
    """Yield what is to be said of the tables on the page; the ledger's others (channel, help) are told of in the report."""
    yield from results.response.notes
    for question in results.questions:
        for table in (question.by_group, question.by_length) if question.kind == "rated" else ():
            yield from table.notes if table is not None and question.total.shown else ()
        yield from _of_all_alone(question.table)


def _of_all_alone(table: ClearedTable) -> list[str]:
    """Return a table's notes but those on its rows, merged or marked: of it only the line of everybody is on the page.

    Results that were frozen before have names in “these”.
    """
    names = [row.label for row in table.rows if row.state == "merged"]
    merged = tuple(quoted for name in names for quoted in (f"»{name}«", f"“{name}”"))
    unseen = "" if table.total.mark else table.mark_note
    return [note for note in table.notes if not note.startswith(merged) and note != unseen]


def _overview(rated: Sequence[QuestionResult]) -> Chart:
    table = rated[0].table
    block = ShareBars(
        caption=_("Hvad borgerne svarede"),
        categories=[table.labels[category] for category in table.categories],
        rows=[
            (short(question.wording), [question.total.shares.get(name) for name in table.categories])
            for question in rated
        ],
        note=_(
            "Procent af dem, der svarede på spørgsmålet. »Ved ikke / ikke relevant« tæller ikke med. Spørgsmålene står fuldt "
            "ud ved hver tabel herunder."
        ),
    )
    return chart(block)


def _response(table: ClearedTable) -> TableShown:
    rows = [[row.label, _number(row), _rate(row)] for row in (*table.rows, table.total)]
    rows[-1][0] = _("Alle")
    return TableShown(table.title, [_("Gruppe"), _("Svar"), _("Svarprocent")], rows)


def _number(row: ClearedRow) -> str:
    if not row.shown:
        return _("for få svar til at vise")
    return f"{row.n_text} ({row.mark})" if row.mark else row.n_text


def _rate(row: ClearedRow) -> str:
    if not row.shown:
        return _("skjult")
    return row.rate_text or _("kan ikke beregnes")


def _factual(questions: Sequence[QuestionResult]) -> TableShown:
    """Return yes, no and don't know of those who answered. Rounds frozen before had the last one beside, of everybody."""
    first = questions[0].table
    names, beside = first.categories, DONT_KNOW not in first.categories
    rows = [
        [
            question.wording, _number(question.total), *_shares(question.total, names),
            *([_beside(question.total)] if beside else []),
        ]
        for question in questions
    ]  # fmt: skip
    labels = [first.labels[name] for name in names] + ([_("Ved ikke, af alle")] if beside else [])
    note = "" if beside else _adds_up(questions)
    return TableShown(_("Ja og nej"), [_("Spørgsmål"), _("Svar"), *labels], rows, note)


def _own(question: QuestionResult) -> TableShown:
    """Return the answers to a question of a plug-in's type: the shares of its own choices, of all who answered."""
    names = question.table.categories
    cells = zip(names, _shares(question.total, names), strict=True)
    rows = [[str(question.table.labels[name]), share] for name, share in cells]
    return TableShown(question.wording, [_("Svar"), _number(question.total)], rows, _adds_up([question]))


def _adds_up(questions: Sequence[QuestionResult]) -> str:
    base = _("Procent af dem, der svarede på spørgsmålet.")
    sums = [list(question.total.shares.values()) for question in questions if not question.total.masked]
    if all(sum(share or 0 for share in shares) == 100 for shares in sums):
        return base
    return _("%(base)s Tallene er rundet af hver for sig. Derfor giver de ikke altid 100 i alt.", base=base)


def _tables(question: QuestionResult) -> list[TableShown]:
    ways = (
        (_("Efter målgruppe"), _("Gruppe"), question.by_group),
        (_("Efter forløbets længde"), _("Forløbets længde"), question.by_length),
    )
    return [_breakdown(caption, rows_are, table) for caption, rows_are, table in ways if table and table.rows]


def _breakdown(caption: str, rows_are: str, table: ClearedTable) -> TableShown:
    columns = [
        rows_are, _("Svar"), *(table.labels[name] for name in table.categories), _("Ved ikke / ikke relevant"),
        _("Snit"),
    ]  # fmt: skip
    rows = [
        [row.label, _number(row), *_shares(row, table.categories), _beside(row), row.mean or "–"]
        for row in (*table.rows, table.total)
    ]
    rows[-1][0] = _("Alle")
    note = _("»Ved ikke / ikke relevant« er i procent af alle, der fik spørgsmålet.")
    return TableShown(f"{table.title} {caption}", columns, rows, note)


def _shares(row: ClearedRow, names: Sequence[str]) -> list[str]:
    return [row.texts.get(name) or _("skjult") for name in names]


def _beside(row: ClearedRow) -> str:
    return row.beside_texts.get(DONT_KNOW) or _("skjult")
