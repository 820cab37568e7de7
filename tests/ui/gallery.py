"""A small application that shows every macro once; the pages tests look at, and that people may look at too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from checking import CheckingClient
from flask import Flask, Response, redirect, render_template_string, request
from markupsafe import Markup

from værdig import error_pages, headers, i18n
from værdig.access import public
from værdig.errors import NotYours, RuleBroken, UserError
from værdig.ui import csrf, frame, static_files
from værdig.ui.widgets import (
    BooleanField,
    CheckboxesField,
    DateField,
    DecimalField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    MaxText,
    RadioField,
    Required,
    SelectField,
    StringField,
    TextAreaField,
    VaerdigForm,
    form_view,
)


class GalleryForm(VaerdigForm):
    """One field of every kind."""

    name = StringField("Hvad hedder du?", [Required()], description="Skriv fornavn og efternavn.")
    email = EmailField("E-mail")
    what = TextAreaField("Hvad er der sket?", [Required(), MaxText(2000)], description="Skriv det med dine egne ord.")
    talk = RadioField(
        "Bliver du mødt med respekt?",
        [Required()],
        choices=[("5", "I høj grad"), ("4", "I nogen grad"), ("3", "Hverken eller"), ("x", "Ved ikke")],
        separate=["x"],
        hints={"x": "Vælg det, hvis du ikke har talt med jobcentret."},
    )
    themes = CheckboxesField("Hvad handler det om?", choices=[("tid", "Ventetid"), ("tone", "Tone")])
    unit = SelectField("Hvilken afdeling?", [Required()], choices=[("", "Vælg …"), ("job", "Job"), ("unge", "Unge")])
    agree = BooleanField("Du må vise min klage til lederen", [Required()])
    day = DateField("Hvornår skete det?", [Required()], description="For eksempel 24.12.2021.")
    count = IntegerField("Hvor mange gange?")
    share = DecimalField("Hvor stor en del?")
    letter = FileField("Brev")
    origin = HiddenField(default="forside")


class NoteForm(VaerdigForm):
    """The smallest form."""

    note = TextAreaField("Note", [Required(), MaxText(20)])


@dataclass(frozen=True)
class Entry:
    """A menu entry."""

    label: str
    url: str
    current: bool = False


MENU = [Entry("Min side", "/stab/", True), Entry("Runder", "/stab/runder"), Entry("Indbakke", "/stab/indbakke")]
SVG = Markup(
    '<svg role="img" aria-label="Andel tilfredse" viewBox="0 0 300 40" width="300" height="40">'
    '<rect width="240" height="30" fill="#1a5e3c"/><text x="8" y="20" fill="#ffffff">81 %</text></svg>'
)
ALL_MACROS = """
{% extends base %}
{% import "ui/macros.html" as ui %}
{% block title %}{{ _("Skriv din klage") }}{% endblock %}
{% block content %}
{{ ui.back_link("/") }}
{{ ui.page_header(_("Skriv din klage"), intro="Du får svar inden 7 arbejdsdage.", step="Trin 2 af 3") }}
{{ ui.notice("Din klage læses på hverdage kl. 9-15.", heading="Hvornår læses den?") }}
{{ ui.notice("Vi har fået din klage.", "success") }}
{{ ui.notice("Runden lukker i morgen.", "warning") }}
{% call ui.notice(tone="error", heading="Filen kunne ikke læses") %}<p class="alert-text">Række 3 mangler et tal.</p>{% endcall %}
{% call ui.form(form) %}
{{ ui.form_row(form.name, width="l", autocomplete="name") }}
{% for field in form if field.name != "name" %}{{ ui.form_row(field) }}{% endfor %}
{% call ui.button_row("Send klagen", cancel_url="/") %}<button class="button button-secondary" name="gem" value="1">Gem kladde</button>{% endcall %}
{% endcall %}
<h2>Fakta</h2>
{{ ui.definition_list([("Nummer", "2021-17"), ("Status", ui.tag("Åben", "info")), ("Frist", "3. maj 2021")]) }}
<p>{% for tone in ["neutral", "good", "warning", "bad", "info"] %}{{ ui.tag("Nået", tone) }} {% endfor %}</p>
{% call ui.details("Hvem læser klagen?") %}<p>Kun borgerrådgiveren.</p>{% endcall %}
{% set rows = [["Ventetid", "12", ui.tag("Over mål", "bad")], ["Tone", "1.204", "–"]] %}
{{ ui.table("Klager i 1. halvår 2021", ["Emne", "Antal", "Status"], rows, numeric=[1], note="Kilde: eget system.") }}
{{ ui.table("Tom", ["Emne"], [], empty="Der er ingen klager.") }}
{% set shares = [["1. halvår 2021", "81 %"]] %}
{{ ui.chart_with_table("Tilfredshed", svg, "Andel tilfredse", ["Halvår", "Andel"], shares, [1], summary="81 % var tilfredse.") }}
{{ ui.pagination(2, 5, page_url) }}
<div class="button-row">{{ ui.link_button("/", "Begynd") }} {{ ui.post_button("/slet", "Slet kladden", {"id": "7"}) }}</div>
{% endblock %}
"""
NOTE_PAGE = """
{% extends "base_public.html" %}{% import "ui/macros.html" as ui %}
{% block title %}Skriv en note{% endblock %}
{% block content %}{{ ui.page_header("Skriv en note") }}
{% call ui.form(form) %}{{ ui.form_row(form.note) }}{{ ui.button_row("Gem") }}{% endcall %}{% endblock %}
"""
CONFIRM_PAGE = """
{% extends "base_staff.html" %}{% import "ui/macros.html" as ui %}
{% block title %}Vil du lukke runden?{% endblock %}
{% block content %}{{ ui.confirm("Vil du lukke runden?", "Det kan ikke gøres om.", "/slet", "Luk runden", "/", danger=True) }}{% endblock %}
"""


def make_app(site: frame.SiteSource | None = None) -> Flask:
    """Return the gallery; `site` replaces the frame of its pages."""
    app = Flask("gallery", static_folder=None, template_folder="/nowhere")
    app.secret_key = "only for tests"
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", MAX_FORM_MEMORY_SIZE=1_000_000, MAX_CONTENT_LENGTH=2_000_000)
    app.test_client_class = CheckingClient
    app.jinja_loader = _templates()
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.init(app)
    headers.init(app)
    csrf.init(app)
    frame.init(app, site or gallery_site)
    static_files.init(app)
    error_pages.init(app)
    _add_pages(app)
    _add_failures(app)
    return app


def _templates() -> Any:
    from pathlib import Path

    from jinja2 import FileSystemLoader

    return FileSystemLoader(Path(frame.__file__).parent / "templates")


def gallery_site() -> frame.Site:
    """Return the frame of the gallery's pages."""
    return frame.Site(
        municipality="Albertslund Kommune",
        address="Nordmarks Allé 1, 2620 Albertslund",
        phone="43 68 68 68",
        email="kommune@eksempel.dk",
        example_data=request.args.get("eksempel") == "1",
    )


def _add_pages(app: Flask) -> None:
    def gallery(base: str, **more: Any) -> Any:
        form = GalleryForm()
        if form.validate_on_submit():
            return redirect("/")
        page_url = "/galleri?side={}".format
        return render_template_string(ALL_MACROS, base=base, form=form, svg=SVG, page_url=page_url, **more)

    @app.route("/galleri", methods=["GET", "POST"])
    @public
    @form_view
    def public_gallery() -> Any:
        return gallery("base_public.html")

    @app.route("/stab/galleri", methods=["GET", "POST"])
    @public
    @form_view
    def staff_gallery() -> Any:
        return gallery("base_staff.html", nav_items=MENU, current_user={"name": "Bente Borgerrådgiver"})

    @app.route("/note", methods=["GET", "POST"])
    @public
    @form_view
    def note() -> Any:
        form = NoteForm()
        if form.validate_on_submit():
            if form.note.data == "fejl":
                form.add_error(UserError("Den note findes allerede.", "note"))
            elif form.note.data == "helt galt":
                form.add_error("Der er lukket for noter.")
            else:
                return redirect("/")
        return render_template_string(NOTE_PAGE, form=form)

    @app.get("/")
    @public
    def start() -> str:
        return render_template_string(
            '{% extends "base_public.html" %}{% block title %}Forside{% endblock %}{% block content %}<h1>Forside</h1>{% endblock %}'
        )

    app.add_url_rule("/bekraeft", "confirm", public(lambda: render_template_string(CONFIRM_PAGE)))
    app.add_url_rule("/stab/log-af", "security.logout", public(lambda: redirect("/")), methods=["POST"])
    app.add_url_rule("/slet", "delete", public(lambda: redirect("/")), methods=["POST"])
    app.add_url_rule("/glemt", "careless", public(form_view(lambda: redirect("/"))), methods=["POST"])


def _add_failures(app: Flask) -> None:
    from sqlalchemy.exc import OperationalError
    from werkzeug.exceptions import Forbidden, TooManyRequests, Unauthorized

    failures: dict[str, Exception] = {
        "ikke-din": NotYours(),
        "regel": RuleBroken("to svar"),
        "bruger": UserError("Runden er lukket."),
        "forbudt": Forbidden(),
        "for-tit": TooManyRequests(retry_after=60),
        "database": OperationalError("SELECT 1", {}, Exception("no such host")),
        "gik-galt": ZeroDivisionError(),
        "logget-af": Unauthorized(),
    }

    @app.route("/stab/fejl/<name>", endpoint="staff_failure", methods=["GET", "POST"])
    @app.route("/fejl/<name>", methods=["GET", "POST"])
    @public
    @form_view
    def failure(name: str) -> Response:
        raise failures[name]
