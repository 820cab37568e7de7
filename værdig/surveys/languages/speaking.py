"""Makes the pages of answering speak the citizen's language, and tell what on them is Danish or not approved.

The language she has chosen is kept in her own sealed cookie; until then it is her browser's. Which texts a page shows is known
when it is made, so what is told about them, and the marks around Danish words, are put in when it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, g, render_template, request, session
from werkzeug.wrappers import Response

from værdig import municipality
from værdig.db.tenancy import bound_tenant
from værdig.i18n import DANISH, END_OF_DANISH, SOURCE, SPOKEN, Message, Translation, _l, catalogues, language
from værdig.surveys.beside import SIDE
from værdig.surveys.languages import queries
from værdig.surveys.languages.names import language_by_code
from værdig.surveys.languages.queries import Verdict
from værdig.surveys.page_marks import CODE, SPEAKS

ANSWERING = "/svar"
"""Where pages follow the citizen's language: below this address."""

ONWARDS = frozenset({"/klage/kontakt", "/klage/kvittering"})
"""Where they do so besides, when she goes on from her answer: asking to be contacted, and the receipt of what is sent."""

NOTICE = "\ufdd2"
"""Stands where a page tells about its translations, until it is whole: a code point that no text may hold."""

NOT_APPROVED = _l("Oversættelsen er ikke godkendt endnu. Den danske tekst gælder.")
PARTLY_DANISH = _l("Noget på siden er kun på dansk.")


class PageJudge:
    """Decides what a request shows in its language, and remembers whether anything of it is not approved."""

    def __init__(self, spoken: str, said: Mapping[str, Verdict], *, show_unapproved: bool) -> None:
        self._spoken = spoken
        self._said = said
        self._show_unapproved = show_unapproved
        self.met_unapproved = False

    def may_show(self, message: Message, translation: Translation | None) -> bool:
        """Let approved translations be shown, and others where the municipality has chosen that."""
        if translation is None:
            return False
        if queries.is_approved(self._spoken, message, translation, self._said):
            return True
        self.met_unapproved = self.met_unapproved or self._show_unapproved
        return self._show_unapproved


def init(blueprint: Blueprint) -> None:
    """Make every page below /svar speak the language of its reader."""
    blueprint.before_app_request(_begin)
    blueprint.after_app_request(_finish)
    blueprint.app_context_processor(
        lambda: {"about_translations": _about_translations, "offered_languages": queries.offered}
    )


def _begin() -> None:
    is_answering = request.path == ANSWERING or request.path.startswith(ANSWERING + "/")
    speaks = is_answering or request.path in ONWARDS
    chosen = language_by_code(_spoken(is_answering=is_answering)) if speaks and bound_tenant() else None
    if chosen is None or chosen.code == SOURCE:
        return
    show = municipality.setting("show_unapproved_translations")
    g.vaerdig_judge = PageJudge(chosen.code, queries.verdicts(chosen.code), show_unapproved=show)
    g.language = chosen.code


def _spoken(*, is_answering: bool) -> str:
    """Return the language she has chosen; where none is, that of her browser while she answers.

    Where her cookie is gone, the page that she had open says it. Whoever helps her sees Danish with her language beside it.
    """
    if SPOKEN in session:
        return str(session[SPOKEN])
    first = _of_browser() if is_answering and SIDE not in session else SOURCE
    said = request.form.get(SPEAKS, first)
    if CODE not in session and said != first and language_by_code(said):
        session[SPOKEN] = said
        return said
    return first


def _of_browser() -> str:
    """Return the one of the languages offered that her browser asks for first (`Accept-Language`); else Danish."""
    asked = request.accept_languages
    return asked.best_match([each.code for each in queries.offered()], SOURCE) if asked else SOURCE


def _about_translations() -> str:
    """Return the place where a page tells about its translations; nothing in Danish."""
    return NOTICE if "vaerdig_judge" in g else ""


def _finish(response: Response) -> Response:
    if "vaerdig_judge" in g and response.mimetype == "text/html" and not response.direct_passthrough:
        judge: PageJudge = g.vaerdig_judge
        html = str(response.get_data(as_text=True))
        notice = _notice(not_approved=judge.met_unapproved, partly_danish=DANISH in html)
        response.set_data(marked(html.replace(NOTICE, notice, 1)))
    return response


def _notice(*, not_approved: bool, partly_danish: bool) -> str:
    told = [NOT_APPROVED] if not_approved else []
    told += [PARTLY_DANISH] if partly_danish else []
    if not told:
        return ""
    known, danish = catalogues().messages(language()), [text.danish for text in told]
    translated = [known[text].texts[0] for text in danish if text in known]
    return render_template("surveys/languages/notice.html", translated=translated, danish=danish)


_PIECES = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_MARK = re.compile(f"([{DANISH}{END_OF_DANISH}])")
_MARKS = str.maketrans("", "", DANISH + END_OF_DANISH + NOTICE)
_NO_MARKUP = frozenset({"title", "option", "textarea", "script", "style"})
"""Elements that hold text only, where a language cannot be marked."""


def marked(html: str) -> str:
    """Return a page with the Danish words on it marked as Danish, where an element can stand, and no mark of ours left."""
    made, inside = [], ""
    for piece in _PIECES.split(html):
        if not piece.startswith("<"):
            made.append(piece.translate(_MARKS) if inside else _spans(piece))
            continue
        made.append(piece.translate(_MARKS))
        name = _NAME.match(piece)
        if name and name[1] in _NO_MARKUP:
            inside = "" if piece.startswith("</") else name[1]
    return "".join(made)


def _spans(text: str) -> str:
    """Return a run of text with its Danish parts in elements; one within another is part of it."""
    made, depth = [], 0
    for piece in _MARK.split(text):
        if piece == DANISH:
            made.append("" if depth else '<span lang="da" dir="ltr">')
            depth += 1
        elif piece == END_OF_DANISH:
            made.append("</span>" if depth == 1 else "")
            depth = max(0, depth - 1)
        else:
            made.append(piece)
    return "".join(made).replace(NOTICE, "") + ("</span>" if depth else "")
