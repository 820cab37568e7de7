"""The core questionnaire's texts: ten rated items, two factual and one open; what is done with it is elsewhere.

Published versions never change: a new wording is a new version beside them, and rounds keep the version they opened with. The
wording is our own. Six items follow
the themes of KL's cross-municipal survey, the overall one asked as dignity; four follow promises of the plan's section *Værdig
sagsbehandling*. `promise` is the key of that section's promise, `principle` the dignity principle that complaints use too.
"""

from __future__ import annotations

from dataclasses import replace

from værdig.hooks.contracts import Question, Questionnaire
from værdig.i18n import _l

CORE_ID = "surveys.kerne"

CORE_1 = Questionnaire(
    id=CORE_ID,
    version=1,
    title=_l("Kerneskema om værdig sagsbehandling"),
    questions=(
        Question(
            id="moedet",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med den måde, du bliver mødt på?"),
            help=_l("Tænk på alle, du møder hos os: i huset, i telefonen og på skrift."),
            theme="moedet",
            principle="respekt",
            promise="hoeflighed",
        ),
        Question(
            id="samtalen",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med din seneste samtale?"),
            help=_l("Tænk på, om samtalen gav mening for dig."),
            theme="samtalen",
            principle="vejledning",
            promise="meningsfulde_samtaler",
        ),
        Question(
            id="hoert",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med den måde, vi lytter til dig på?"),
            help=_l("Tænk på, om det, du siger, bliver brugt."),
            theme="hoert",
            principle="inddragelse",
            promise="dialog",
        ),
        Question(
            id="maal",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med de mål og aktiviteter, du har fået?"),
            help=_l("Tænk på, om de passer til dig og din hverdag."),
            theme="maal_og_aktiviteter",
            principle="kvalitet",
            promise="individuel_indsats",
        ),
        Question(
            id="forventninger",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med aftalerne om, hvem der gør hvad?"),
            help=_l("Tænk på, om du ved, hvad vi gør, og hvad du selv skal gøre."),
            theme="forventninger",
            principle="begrundelse",
            promise="forventningsafstemning",
        ),
        Question(
            id="svar_til_tiden",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med, hvor hurtigt du får svar?"),
            help=_l("Tænk på, når du ringer, skriver eller søger om noget."),
            theme="svar_til_tiden",
            principle="rettidighed",
            promise="rettidigt_svar",
        ),
        Question(
            id="ny_sagsbehandler",
            kind="factual",
            scale="yes_no",
            wording=_l("Har du fået en ny sagsbehandler i det seneste halve år?"),
            theme="sagsbehandlerskift",
            principle="kontinuitet",
            promise="sagsbehandlerskift",
        ),
        Question(
            id="skift",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med den måde, din sag gik videre på, da du fik ny sagsbehandler?"),
            help=_l("Har du ikke fået en ny? Så vælg »Ved ikke / ikke relevant«."),
            theme="sagsbehandlerskift",
            principle="kontinuitet",
            promise="sagsbehandlerskift",
        ),
        Question(
            id="paa_tvaers",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med den måde, kommunens afdelinger arbejder sammen på?"),
            help=_l("Fx når to afdelinger begge har kontakt med dig."),
            theme="paa_tvaers",
            principle="kvalitet",
            promise="faelles_principper",
        ),
        Question(
            id="progression",
            kind="rated",
            scale="satisfaction",
            wording=_l("Hvor tilfreds er du med den hjælp, du får til at komme tættere på job eller uddannelse?"),
            theme="progression",
            principle="vejledning",
            promise="faste_koncepter",
        ),
        Question(
            id="samlet",
            kind="rated",
            scale="satisfaction",
            wording=_l("Alt i alt: Hvor tilfreds er du med, hvor værdigt vi behandler dig?"),
            help=_l("At være værdigt behandlet er at blive mødt med respekt."),
            theme="samlet",
            principle="respekt",
            promise="respekt",
        ),
        Question(
            id="kender_borgerraadgiver",
            kind="factual",
            scale="yes_no",
            wording=_l("Ved du, at du kan få hjælp hos borgerrådgiveren?"),
            help=_l("Borgerrådgiveren hjælper dig, hvis du vil klage. Borgerrådgiveren hører ikke til hos os."),
            theme="klagehjaelp",
            principle="vejledning",
            promise="klagehjaelp",
        ),
        Question(
            id="fortael",
            kind="open",
            scale="text",
            wording=_l("Hvad er det vigtigste, du vil fortælle os?"),
            help=_l("Skriv ikke navne eller cpr-numre."),
            theme="aaben",
        ),
    ),
)


def _second(question: Question) -> Question:
    """Return a question as version 2 puts it.

    How the case went on is asked only of those who have had a new caseworker: in version 1 all others had to answer »Ved ikke /
    ikke relevant«. Help towards a job is the individual effort the plan promises; fixed concepts are not measured by any question.
    """
    if question.id == "skift":
        return replace(
            question,
            help=_l("Måtte du begynde forfra? Eller var der styr på din sag?"),
            asked_if={"ny_sagsbehandler": ("ja",)},
        )
    if question.id == "progression":
        return replace(question, promise="individuel_indsats")
    return question


CORE_2 = replace(CORE_1, version=2, questions=tuple(map(_second, CORE_1.questions)))
