"""Two half-years that differ only in what must stay hidden, played through the real rounds, cases, reports and pages.

Whatever an outsider can fetch must be the same in both: then no number that is hidden is in it, as text or as a width, an alternative text,
a label, a file or a row of the ledger. A search for the hidden numbers themselves could not tell a hidden 6 from any other 6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import time_machine
from conftest import HOME, fill, make_app, signed_in
from flask import Flask
from sqlalchemy import select

from værdig.clock import HalfYear
from værdig.complaints.keys import Reader
from værdig.complaints.service import intake
from værdig.db import db, tenant
from værdig.disclosure import DisclosureRelease
from værdig.municipality import service as municipalities
from værdig.surveys import answering, queries
from værdig.surveys import service as surveys
from værdig.surveys.models import Design

HALF_YEAR = HalfYear(2021, 1)
GROUPS = (
    ("dagpenge", "Dagpenge", 60), ("sygedagpenge", "Sygedagpenge", 50), ("fleksjob", "Fleksjob", 40),
    ("revalidering", "Revalidering", 30), ("jobafklaring", "Jobafklaring", 20),
)  # fmt: skip
RATED = (
    "moedet",
    "samtalen",
    "hoert",
    "maal",
    "forventninger",
    "svar_til_tiden",
    "paa_tvaers",
    "progression",
    "samlet",
)
LENGTH = "under_3_maaneder"


@dataclass(frozen=True)
class World:
    """What differs: who answered in the two smallest groups, who of two larger ones rated a question and how, and how cases came.

    `small` are the answers of revalidering and jobafklaring, which closing puts together. `rated` are the points that fleksjob and
    sygedagpenge gave to one question that most left unrated. `channels` is the number of cases by channel.
    """

    small: tuple[int, int]
    rated: tuple[tuple[int, ...], tuple[int, ...]]
    channels: Mapping[str, int]
    only: int | None = None
    """So few answered at all, all of one group; None: everybody above did."""


FIRST = World(
    (4, 9), ((5, 1, 2, 4, 4, 3), (5, 5, 4, 4, 3, 2, 2, 1, 1, 4, 4)), {"web": 8, "telefon": 4, "brev": 1, "fremmoede": 4}
)
SECOND = World(
    (7, 6), ((1, 1, 2, 1, 4), (5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 2, 2)), {"web": 8, "telefon": 2, "brev": 3, "fremmoede": 4}
)


def answered(world: World) -> dict[str, list[dict[str, object]]]:
    """Return what each person of each group answers: the same in both worlds but for what must stay hidden."""
    if world.only is not None:
        return {"dagpenge": [_one(n, 1 + n) for n in range(world.only)]}
    fleksjob, sygedagpenge = world.rated
    people = {
        "dagpenge": [_one(n, 1 + n % 5) for n in range(36)],
        "sygedagpenge": [_one(n, _point(sygedagpenge, n)) for n in range(24)],
        "fleksjob": [_one(n, _point(fleksjob, n)) for n in range(14)],
    }
    together = [_one(n, 2 + n % 3) for n in range(sum(world.small))]
    people["revalidering"], people["jobafklaring"] = together[: world.small[0]], together[world.small[0] :]
    return people


def _point(points: tuple[int, ...], number: int) -> int | str:
    return points[number] if number < len(points) else "ved_ikke"


def _one(number: int, hidden: int | str) -> dict[str, object]:
    """Return one person's answers: everything by her number, and `hidden` to the question that few rated."""
    return {**{question: 1 + (number + place) % 5 for place, question in enumerate(RATED)}, "samtalen": hidden}


def play(folder: Path, world: World) -> dict[str, str]:
    """Return everything that can be fetched of a world, by name, with ids blotted out."""
    app = make_app(folder)
    fill(app)
    with time_machine.travel(datetime(2021, 8, 2, 10, tzinfo=UTC), tick=False):
        with app.app_context(), tenant(HOME):
            municipalities.put("survey_weighting", True)
            round_id = _round(world)
            _cases(world)
            _report()
        found = {**_pages(app, round_id), **_inside(app, round_id)}
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    return {_blotted(name): _blotted(text) for name, text in found.items()}


def _round(world: World) -> str:
    asked = [surveys.Group(*group) for group in GROUPS]
    round_id = surveys.create_round(HALF_YEAR, Design.CENSUS, date(2021, 4, 12), date(2021, 5, 16), asked=asked)
    surveys.open_round(round_id)
    for group, people in answered(world).items():
        made = surveys.issue_codes(round_id, [surveys.CodeOrder(group, LENGTH, 20 if len(people) < 20 else 40)])
        for code, answers in zip(made, people, strict=False):
            answering.deliver(code.code, answers)
    surveys.close_round(round_id, closed_on=date(2021, 5, 16))
    return round_id


def _cases(world: World) -> None:
    channels = [channel for channel, number in world.channels.items() for _case in range(number)]
    for number, channel in enumerate(channels):
        told = intake.Complaint(story="Jeg fik ikke svar.", inbox=Reader.MANAGEMENT, channel=channel)
        intake.receive(told, token=f"token-{number}", at=datetime(2021, 3, 1 + number, 9, tzinfo=UTC))


def _report() -> None:
    from værdig.catalogue import sample
    from værdig.reports import service

    sample.load(None)
    service.build(HALF_YEAR)


def _pages(app: Flask, round_id: str) -> dict[str, str]:
    """Return the pages and files that staff without access to rows can fetch."""
    reader = signed_in(app, "leder")
    about = f"/stab/runder/{round_id}"
    found = {path: reader.get(path).html for path in (about, f"{about}/resultat", f"{about}/resultat.csv")}
    reports = reader.get("/stab/rapporter/")
    for path in dict.fromkeys(re.findall(r'href="(/stab/rapporter/[\w-]{22}[^"]*)"', reports.html)):
        answer = reader.get(path)
        found[path] = answer.html
        for file in dict.fromkeys(re.findall(r'href="(/stab/rapporter/[^"]*/hent/\w+)"', answer.html)):
            found[file] = _read(file, reader.open(file).data)
    measures = reader.get("/stab/maal")
    found["/stab/maal"] = measures.html
    for path in dict.fromkeys(re.findall(r'href="(/stab/maal/[^"#]+)"', measures.html)):
        found[path] = reader.get(path).html
    return found


def _read(path: str, data: bytes) -> str:
    """Return a file's content as text: of a DOCX all its parts, of a PDF all its objects with their streams unpacked."""
    if path.endswith("docx"):
        with ZipFile(BytesIO(data)) as parts:
            return "\n".join(f"{name}\n{parts.read(name).decode('latin-1')}" for name in sorted(parts.namelist()))
    if path.endswith("pdf"):
        import pikepdf

        with pikepdf.open(BytesIO(data)) as pdf:
            return "\n".join(map(_object, pdf.objects))
    return data.decode()


def _object(found: object) -> str:
    import pikepdf

    if isinstance(found, pikepdf.Stream):
        return repr(dict(found.stream_dict)) + found.read_bytes().decode("latin-1")
    return repr(found)


def _inside(app: Flask, round_id: str) -> dict[str, str]:
    """Return what plug-ins get, what is frozen, the ledger, and what the audit prints."""
    with app.app_context(), tenant(HOME):
        found = queries.question_results(round_id)
        ledger = db.session.scalars(
            select(DisclosureRelease).order_by(DisclosureRelease.created, DisclosureRelease.universe)
        )
        return {
            "tables": "\n".join(repr(asdict(table)) for table in found.clearing.tables),
            "ledger": "\n".join(sorted(row.statements for row in ledger)),
            "audit": app.test_cli_runner().invoke(args=["disclosure", "audit", "--json"]).output,
            "plug-ins": _given_to_plugins(),
        }


def _given_to_plugins() -> str:
    from værdig.reports import gather

    return repr(gather.gather(HALF_YEAR, "prøve", date(2021, 8, 2)))


def _blotted(text: str) -> str:
    """Blot out what differs between any two runs: ids, fingerprints, tokens, and who is signed in."""
    text = re.sub(r"Bruger \d+", "BRUGER", text)
    text = re.sub(r'(name="csrf_token"[^>]*value=")[^"]*', r"\1TOKEN", text)
    text = re.sub(r"[0-9a-f]{32,64}", "PRINT", text)
    return re.sub(r"(?<![\w-])[\w-]{22}(?![\w-])", "ID", text)
