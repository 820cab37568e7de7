"""The texts that must be said, in plain Danish: receipt, what happens when; pages share them. The closing letter is in `letters`.

They are drafts that a jurist must approve before they are used; staff are told so. Source: the domain note, 5.4.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from værdig import clock, municipality
from værdig.complaints import categories, deadlines, queries, questions
from værdig.complaints.calls import rules as calls
from værdig.complaints.deadlines import RULES, Clock
from værdig.complaints.investigations.wording import STATUS, status_letter
from værdig.complaints.keys import Reader
from værdig.complaints.letter_texts.kinds import LetterKind
from værdig.complaints.models import Case, CaseClock
from værdig.complaints.reading import ReadMessage
from værdig.complaints.states import CITIZEN_SEES, State
from værdig.i18n import SOURCE, _
from værdig.ui.address import citizens_address


def office(case: Case) -> str:
    """Return who has the case, as the citizen reads it."""
    if case.inbox == Reader.BORGERRAADGIVER:
        return _("borgerrådgiveren")
    return _("ledelsen i %(unit)s", unit=municipality.setting("unit_name"))


def answer_date(case: Case) -> date | None:
    """Return when the citizen hears from a human at the latest; None once somebody has answered."""
    return next(
        (c.promised for c in queries.running_clocks(case) if c.kind in (Clock.FOERSTE_SVAR, Clock.KONTAKT)), None
    )


def next_steps(case: Case, identity: Mapping[str, str]) -> list[str]:
    """Return what happens when, as short sentences in order; `identity` is what the citizen has told of how to reach her."""
    steps = [_("Vi læser det, du har skrevet, og finder ud af, hvem der kan hjælpe."), _where_answered(case, identity)]
    due = answer_date(case)
    if due is not None:
        steps.insert(1, _("Du hører fra et menneske senest %(date)s.", date=deadlines.weekday_date(due)))
    if speaks := spoken(case):
        steps.append(_("Når vi taler sammen, er det på: %(language)s.", language=speaks.lower()))
    if case.inbox == Reader.BORGERRAADGIVER:
        steps.append(_who_sees(case))
    if case.type == categories.DECISION:
        steps += _steps_of_appeal(case)
    return steps


def _who_sees(case: Case) -> str:
    """Return what becomes of what was written in confidence: nobody else sees it, or those whom its citizen has let see it at once."""
    unit = municipality.setting("unit_name")
    consent = queries.consent_of(case)
    if consent is not None and consent.scope == "med_navn":
        return _(
            "Du har sagt ja til, at ledelsen i %(unit)s ser klagen og dit navn. Du kan fortryde på siden »Din sag«.",
            unit=unit,
        )
    if consent is not None:
        return _(
            "Du har sagt ja til, at ledelsen i %(unit)s ser klagen uden dit navn. Du kan fortryde på siden »Din sag«.",
            unit=unit,
        )
    if case.represented:
        return _("Ingen i %(unit)s får det, du har skrevet, at se, før borgeren selv siger ja.", unit=unit)
    return _("Ingen i %(unit)s får det, du har skrevet, at se, før du siger ja.", unit=unit)


def receipt(case: Case, identity: Mapping[str, str]) -> dict[str, Any]:
    """Return what a receipt says by the names its template knows: with whom the case is, what happens, and the way back to it."""
    contact = "borgerraadgiver_contact" if case.inbox == Reader.BORGERRAADGIVER else "phone"
    return {
        "office": office(case),
        "answer_date": answer_date(case),
        "steps": next_steps(case, identity),
        "own_page": citizens_address("sag"),
        "office_contact": municipality.setting(contact),
    }


def _where_answered(case: Case, identity: Mapping[str, str]) -> str:
    """Return where an answer comes: who wants help and says how to reach her is contacted that way."""
    if case.type == categories.GUIDANCE and (identity.get("phone") or identity.get("email")):
        return _(
            "Vi kontakter dig på det telefonnummer eller den e-mail, du har skrevet. "
            "Du kan også følge sagen på siden »Din sag«. Brug din kode, så kan du læse svar og skrive igen."
        )
    if case.represented:
        return _(
            "Når vi har set din fuldmagt, kan du læse svar med koden. Send den på siden »Din sag«, eller vis den til os."
        )
    if case.registered_by is not None:
        return _(
            "Du får svar på siden »Din sag« med din kode. Kan du ikke bruge siden, så ring til os, eller få svaret som et brev."
        )
    return _("Du får svar på siden »Din sag«. Brug din kode, så kan du læse svaret og skrive igen.")


def _steps_of_appeal(case: Case) -> list[str]:
    steps = [_("Afgørelsen bliver vurderet igen. Er I stadig uenige, går klagen videre til Ankestyrelsen.")]
    first = {
        "samtykke": _(
            "Klagen skal til den afdeling, der traf afgørelsen. Sig ja til det på siden »Din sag«. "
            "Fristen på 4 uger gælder stadig."
        ),
        "navn": _(
            "Klagen skal til den afdeling, der traf afgørelsen. Den skal vide, hvem du er. Skriv dit navn på siden »Din sag«. "
            "Fristen på 4 uger gælder stadig."
        ),
    }.get(queries.missing_for_appeal(case))
    judged = next((row for row in case.clocks if row.kind == Clock.GENVURDERING and row.stopped is None), None)
    if judged is not None and not first:
        first = _(
            "Afdelingen skal have vurderet afgørelsen igen senest %(date)s.", date=deadlines.weekday_date(judged.due)
        )
    elif first and case.appeal_until:
        last = deadlines.weekday_date(case.appeal_until)
        first = f"{first} {_('Sidste dag er %(date)s efter det, du har fortalt.', date=last)}"
    return [first, *steps] if first else steps


def time_to_appeal(case: Case) -> str:
    """Return how long the citizen can complain over a decision: until the day she was told, or four weeks after we had the complaint.

    She had the decision by then, and has four weeks from that (retssikkerhedsloven § 67).
    """
    last = case.appeal_until or clock.local(case.received).date() + timedelta(weeks=RULES[Clock.GENVURDERING].weeks)
    if clock.today() > last:
        return _(
            "Fristen på 4 uger for at klage er gået. Vil du have afgørelsen vurderet igen, så gør det alligevel. Vi ser altid på det."
        )
    if case.appeal_until:
        return _(
            "Fristen for at klage løber, mens klagen venter. Sidste dag er %(date)s efter det, du har skrevet. Vent ikke.",
            date=deadlines.weekday_date(last),
        )
    return _(
        "Du har 4 uger til at klage, fra du fik afgørelsen. Fristen løber, mens klagen venter. Den er ude senest %(date)s. Fik du "
        "afgørelsen, før du skrev til os, er den ude tidligere. Vent ikke.",
        date=deadlines.weekday_date(last),
    )


def status(case: Case, can_ring: bool) -> str:
    """Return where the case is as its citizen reads it."""
    return status_in(State(case.state), case, can_ring)


def status_in(state: State, case: Case, can_ring: bool) -> str:
    """Return what the citizen reads of a case in a state; nobody is promised a call at a number we do not have."""
    if state is State.DIALOG and case.state == state and calls.latest_reached(queries.calls_of(case)) is not None:
        return _("Vi har talt med dig")
    if state is State.DIALOG and not can_ring:
        return _("Vi vil gerne tale med dig. Skriv dit telefonnummer i en besked")
    if state is State.TRUKKET and case.type not in categories.COMPLAINTS:
        return _("Du har trukket det tilbage")
    return str(CITIZEN_SEES[state])


def citizen_dates(case: Case, can_ring: bool) -> list[tuple[str, str, str]]:
    """Return `(what for, date, how it was counted)` of the running clocks that concern the citizen; paused ones say why."""
    rows = []
    for row in queries.running_clocks(case):
        told = _("Vi skriver til dig her senest") if row.kind == Clock.RING_OP and not can_ring else _told(case, row)
        if told:
            when = (
                _("Står stille: %(cause)s", cause=row.pause_cause)
                if row.paused
                else deadlines.weekday_date(row.promised)
            )
            rows.append((told, when, row.basis))
    return rows


def _told(case: Case, row: CaseClock) -> str:
    """Return what a date is for, or nothing where it does not concern the citizen or cannot be promised her."""
    if row.kind == Clock.FOERSTE_SVAR and queries.wish_of(case):
        return ""  # who has asked to be contacted is promised that, and sooner
    if row.kind in deadlines.AT_RECEIPT_OF_DECISION and queries.missing_for_appeal(case):
        return ""
    if row.kind == Clock.VIDERESENDELSE and case.inbox == Reader.MANAGEMENT:
        return ""  # it is with those who are to have it
    return str(RULES[Clock(row.kind)].citizen)


def sender(message: ReadMessage) -> str:
    """Return who wrote a message, by role and unit; names of staff are not told."""
    if message.from_citizen:
        return _("Fra din %(role)s", role=message.role_title.lower()) if message.role else _("Fra dig")
    return _("Fra %(role)s (%(unit)s)", role=queries.role_title(message.role), unit=queries.unit_of(message.role))


def spoken(case: Case) -> str:
    """Return the language the citizen wants to speak, and whether she wants an interpreter; empty for Danish without one."""
    title = categories.title(categories.Kind.LANGUAGE, case.language)
    if case.interpreter:
        return _("%(language)s, med tolk", language=title)
    return "" if case.language == SOURCE else title


LANGUAGES: tuple[tuple[str, str, str], ...] = (
    ("en", "ltr", "You can write in your own language. You can ask for an interpreter."),
    ("ar", "rtl", "يمكنك أن تكتب بلغتك. ويمكنك أن تطلب مترجمًا."),
    ("pl", "ltr", "Możesz napisać w swoim języku. Możesz poprosić o tłumacza."),
    ("uk", "ltr", "Ви можете писати своєю мовою. Ви можете попросити перекладача."),
    ("so", "ltr", "Waxaad ku qori kartaa luqaddaada. Waxaad codsan kartaa turjumaan."),
    ("ur", "rtl", "آپ اپنی زبان میں لکھ سکتے ہیں۔ آپ مترجم مانگ سکتے ہیں۔"),
    ("fa", "rtl", "می‌توانید به زبان خودتان بنویسید. می‌توانید مترجم بخواهید."),
    ("bs", "ltr", "Možete pisati na svom jeziku. Možete tražiti tumača."),
    ("tr", "ltr", "Kendi dilinizde yazabilirsiniz. Tercüman isteyebilirsiniz."),
)
"""`(language, direction, text)`: that one may write in any language and ask for an interpreter. Not for translation."""


def question(about: str, case: Case) -> str:
    """Return the draft of what is often written about something (`kind_asked`); empty for anything else."""
    kind = kind_asked(about, case)
    if kind is STATUS:
        return status_letter(case)
    place = _("[Skriv, hvor sagen hører til]")
    values = {
        "afdeling": str(municipality.setting("unit_name")), "sagsnummer": case.number, "modtager": place,
        "grund": _("[Skriv hvorfor]"), "dato": deadlines.weekday_date(clock.today()),
    }  # fmt: skip
    return kind.write(**{name: values[name] for name in kind.places}) if kind else ""


def kind_asked(about: str, case: Case) -> LetterKind | None:
    """Return which text a message begins with: consent or a name is asked for, how far it is, or where it belongs; None for anything else."""
    if about == "samtykke":
        return questions.CONSENT_TO_JUDGE if case.type == categories.DECISION else questions.CONSENT
    found = {
        "navn": questions.NAME,
        "status": STATUS,
        "videresendt": questions.FORWARDED,
        "uden-for": questions.OUTSIDE,
    }
    return found.get(about)
