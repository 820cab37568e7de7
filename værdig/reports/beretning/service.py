"""Every write of her report: begin, count anew, save what she typed, release, delete a draft; what it says is `assemble`'s."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete

from værdig import audit, clock
from værdig.access import ROLES, Role
from værdig.db import db, new_id, transaction
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.i18n import _
from værdig.reports.beretning import material, named, places, queries
from værdig.reports.beretning.assemble import changes, generate, meta_of
from værdig.reports.beretning.compose import compose, people_in
from værdig.reports.beretning.content import Generated, to_plain
from værdig.reports.beretning.material import COUNCIL, DRAFTED, EVERYBODY
from værdig.reports.beretning.models import DRAFT, RELEASED, Beretning, BeretningText
from værdig.reports.beretning.spans import Span, known
from værdig.reports.document import to_plain as document_to_plain
from værdig.reports.typed import is_same_sitting, mark_of, tidy, written

OBJECT = "beretning"
LONGEST_TEXT = 8_000
"""Characters in one place: some three pages."""
READERS = (Role.UDVALGSMEDLEM, Role.LEDER, Role.SVARANSVARLIG_LEDER, Role.ANALYTIKER, Role.STEDFORTRAEDER)
"""The roles she can let read a released report; she herself reads all of them."""


def begin(period: str) -> Beretning:
    """Begin a draft that writes itself; where there is a draft it is that one, after a released version it is the next one.

    The next version begins with her texts from the one before. Raises UserError for a period that is not over: its figures
    would change with each new case.
    """
    span = known(period)
    if span.end >= clock.today():
        raise UserError(_("%(period)s er ikke slut. Tallene kan først tælles bagefter.", period=span.label))
    period = span.code
    last = queries.newest(period)
    if last is not None and not last.is_released:
        return last
    new = new_id()
    generated, releases = counted(period, new, DRAFTED)
    with transaction():
        last = queries.newest(period)
        if last is not None and not last.is_released:
            return last  # begun twice at once
        now = clock.now()
        row = Beretning(
            id=new, period=period, version=last.version + 1 if last else 1, state=DRAFT, created_at=now, built_at=now,
            generated=to_plain(generated), document={}, built_from=list(releases), changes=[], readers=[],
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        if last is not None:
            _take_along(last, row)
        audit.record("beretning.begun", OBJECT, row.id, detail=_detail(row))
    return row


def counted(period: str, beretning_id: str, audience: str) -> tuple[Generated, Sequence[str]]:
    """Return what the figures say now, and the ids of their releases in the ledger."""
    told = material.gathered(Span.parse(period), beretning_id, audience)
    return generate(told), told.releases


def _take_along(last: Beretning, row: Beretning) -> None:
    for typed in queries.newest_texts(last.id).values():
        _add(row.id, typed.place, 1, typed.text, typed.saved_by)
    db.session.flush()


def _add(beretning_id: str, place: str, number: int, text: str, saved_by: str) -> None:
    row_id = new_id()
    db.session.add(
        BeretningText(
            id=row_id, beretning_id=beretning_id, place=place, number=number, sealed=queries.sealed(row_id, text),
            saved_at=clock.now(), saved_by=saved_by,
        )
    )  # fmt: skip


def count_anew(beretning_id: str) -> list[str]:
    """Count a draft's figures anew and return what became otherwise; nothing she has typed is touched."""
    row = _draft(beretning_id)
    generated, releases = counted(row.period, row.id, DRAFTED)
    with transaction():
        row = _draft(beretning_id)
        row.changes = list(changes(queries.generated_of(row), generated))
        row.generated, row.built_from, row.built_at = to_plain(generated), list(releases), clock.now()
        audit.record("beretning.counted", OBJECT, row.id, detail={**_detail(row), "changes": len(row.changes)})
    return list(row.changes)


def _draft(beretning_id: str) -> Beretning:
    row = queries.own(beretning_id)
    if row.is_released:
        raise RuleBroken(_("Beretningen er frigivet og kan ikke ændres. Lav en ny version."))
    return row


def save_texts(
    beretning_id: str,
    texts: Mapping[str, str],
    saved_by: str,
    seen: Mapping[str, str] | None = None,
    keep: Collection[str] = (),
) -> None:
    """Keep what she typed, by place; a place not named keeps its text, an unchanged one makes no row.

    `seen` are the marks of the texts her page was made from: where another text has been saved since and she has written too,
    TextsChanged is raised and nothing is saved. In the places of `keep` the stored text stays as an earlier one. Raises UserError
    (its `field` is the place) for what cannot be so, NotYours for an unknown place, RuleBroken when the report is released.
    """
    with transaction():
        row = _draft(beretning_id)
        if not texts.keys() <= places.of_report(queries.generated_of(row)):
            raise NotYours
        before = queries.newest_texts(beretning_id)
        for place, text in written(
            {place: _fit(text, place) for place, text in texts.items()}, before, seen or {}
        ).items():
            _save(row, place, text, before.get(place), saved_by, beside=place in keep)
        db.session.flush()
        _object_to_what_is_missing(queries.texts_of(beretning_id), texts)
        audit.record("beretning.text_saved", OBJECT, beretning_id, detail={"places": sorted(texts)})


def _fit(text: str, place: str) -> str:
    clean = tidy(text)
    if len(clean) > LONGEST_TEXT:
        said = {"length": len(clean), "room": LONGEST_TEXT}
        raise UserError(_("Teksten er %(length)s tegn. Der er plads til %(room)s.", **said), place)
    if place.startswith(places.CHOICE) and clean not in places.CHOICES:
        raise UserError(_("Vælg, hvad der skal ske med sætningen."), place)
    if place.startswith(places.GROUND) and clean and clean not in places.GROUNDS:
        raise UserError(_("Vælg, om borgeren har sagt ja, eller om sagen er opdigtet."), place)
    if place == places.PEOPLE and clean and people_in({place: clean}) is None:
        raise UserError(
            _("Skriv antallet som et helt tal, fx 1.250. Lad feltet stå tomt, hvis du ikke ved det."), place
        )
    return clean


def _object_to_what_is_missing(texts: Mapping[str, str], typed: Mapping[str, str]) -> None:
    for place in typed:
        words = places.WORDS + place.removeprefix(places.CHOICE)
        if place.startswith(places.CHOICE) and texts.get(place) == places.REPLACE and not texts.get(words):
            raise UserError(_("Skriv dine ord, eller behold sætningen."), words)


def _save(row: Beretning, place: str, text: str, last: queries.Typed | None, saved_by: str, *, beside: bool) -> None:
    number = last.number + 1 if last else 1
    if last and not beside and is_same_sitting(last, saved_by, clock.now()):
        query = delete(BeretningText).where(BeretningText.beretning_id == row.id, BeretningText.place == place)
        db.session.execute(query.where(BeretningText.number == last.number))
        number = last.number
    _add(row.id, place, number, text, saved_by)


def mark_of_draft(row: Beretning) -> str:
    """Return a mark of all a draft says now: what is released is what was read before."""
    return mark_of(queries.document_of(row).fingerprint)


def release(
    beretning_id: str,
    *,
    seen: str,
    readers: Collection[str],
    public: bool,
    corrects: str = "",
    looked_through: bool = False,
) -> Beretning:
    """Release a draft for good: its document stays as it is, and those chosen can read it from now on.

    `seen` is the mark of what was read before (`mark_of_draft`); `corrects` is needed from the second version on. Releasing again
    changes nothing. Raises UserError where anything stands in the way; the figures go into the ledger for the new readers.
    """
    row = queries.own(beretning_id)
    if row.is_released:
        return row
    chosen = [role.value for role in READERS if role.value in set(readers)]
    if not chosen and not public:
        raise UserError(_("Vælg mindst én, der må læse beretningen."), "readers")
    if row.version > 1 and not tidy(corrects):
        raise UserError(_("Skriv, hvad der er rettet, siden sidste version."), "corrects")
    with transaction():
        row = _draft(beretning_id)
        if mark_of_draft(row) != seen:
            raise UserError(_("Beretningen er ændret, siden du læste den. Læs den igen, før du frigiver den."), "seen")
        texts = queries.texts_of(row.id)
        _refuse_what_names(texts, looked_through=looked_through)
        _record_for(row, EVERYBODY if public else COUNCIL)
        meta = meta_of(row.period, row.version, released=True, corrects=tidy(corrects))
        document = compose(queries.generated_of(row), texts, meta)
        row.document, row.fingerprint, row.corrects = document_to_plain(document), document.fingerprint, tidy(corrects)
        row.readers, row.public, row.released_at, row.state = chosen, public, clock.now(), RELEASED
        audit.record("beretning.released", OBJECT, row.id, detail={**_detail(row), "readers": chosen, "public": public})
    return row


def _refuse_what_names(texts: Mapping[str, str], *, looked_through: bool) -> None:
    found = named.look_through(texts)
    if found.refused:
        raise UserError(" ".join(found.refused))
    if found.doubtful and not looked_through:
        words = ", ".join(found.doubtful)
        raise UserError(_("Se ordene igennem, og sæt kryds: %(words)s.", words=words), "looked_through")


def _record_for(row: Beretning, audience: str) -> None:
    """Put the figures in the ledger for their new readers; raises UserError where they come out otherwise than in the draft."""
    generated, releases = counted(row.period, row.id, audience)
    if list(changes(queries.generated_of(row), generated)):
        raise UserError(_("Tallene er ændret, siden de blev talt. Tæl dem igen, og læs, hvad der er ændret."))
    row.built_from = list(dict.fromkeys([*row.built_from, *releases]))


def delete_draft(beretning_id: str) -> None:
    """Delete a draft with all that was typed in it; the ledger and the log keep that there was one."""
    with transaction():
        row = _draft(beretning_id)
        audit.record("beretning.deleted", OBJECT, row.id, detail=_detail(row))
        db.session.execute(delete(BeretningText).where(BeretningText.beretning_id == row.id))
        db.session.delete(row)


def reader_titles() -> dict[str, str]:
    """Return the roles she can choose as readers, by their names."""
    return {role.value: str(ROLES[role]) for role in READERS}


def _detail(row: Beretning) -> dict[str, object]:
    return {"period": row.period, "version": row.version, "fingerprint": row.fingerprint}
