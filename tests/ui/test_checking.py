"""The checking client catches each thing it says it catches, and lets a good page through."""

from __future__ import annotations

from typing import Any

import pytest
from checking import CheckingClient, PageProblem
from flask import Flask, Response, g, redirect, request

from værdig import headers

GOOD = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Side – Kommunen</title></head><body>
<a href="#m">Gå til indhold</a><main id="m"><h1>Side</h1>{}</main></body></html>"""
FORM = '<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t">{}</form>'
SUMMARY = '<div data-module="error-summary"><ul><li><a href="#{}">{}</a></li></ul></div>'

BAD = {
    "two headings": ("<h1>En til</h1>", "2 h1"),
    "skipped level": ("<h3>For langt nede</h3>", "jumps from level 1 to 3"),
    "repeated id": ('<p id="a">1</p><p id="a">2</p>', "the id 'a' stands 2 times"),
    "unlabelled control": (FORM.format('<input name="navn">'), "'navn' has no label"),
    "empty label": (FORM.format('<label for="n"></label><input id="n" name="navn">'), "'navn' has no label"),
    "radio alone": (FORM.format('<input type="radio" id="r" name="r"><label for="r">Ja</label>'), "in no fieldset"),
    "no action": ('<form method="post"><input type="hidden" name="csrf_token" value="t"></form>', "action=''"),
    "no method": ('<form action="/x"></form>', "method=''"),
    "foreign action": ('<form method="get" action="//ond.example/"></form>', "//ond.example/"),
    "no token": ('<form method="post" action="/x"></form>', "has no token"),
    "error without summary": ('<p class="form-error-message">Udfyld navn.</p>', "no error summary"),
    "invalid without summary": (
        FORM.format('<label>Navn<input name="n" aria-invalid="true"></label>'),
        "no error summary",
    ),
    "script without nonce": ("<script src='/x.js'></script>", "no nonce"),
    "inline script": ("<script>alert(1)</script>", "no nonce"),
    "script with another nonce": ("<script nonce='gaet'>1</script>", "no nonce"),
    "inline style": ('<p style="color:red">x</p>', "['style']"),
    "style element": ("<style>p{}</style>", "style element"),
    "event attribute": ('<p onclick="x()">x</p>', "['onclick']"),
    "javascript link": ('<a href="javascript:x()">x</a>', "javascript:"),
    "foreign picture": ('<img alt="" src="https://ond.example/x.png">', "from elsewhere"),
    "picture without alt": ('<img src="/x.png">', "no alt"),
    "drawing without name": ("<svg><rect/></svg>", "neither hidden nor a named image"),
    "table without caption": ('<table><tbody><tr><th scope="row">x</th></tr></tbody></table>', "no caption"),
    "table without scope": ("<table><caption>T</caption><tbody><tr><th>x</th></tr></tbody></table>", "without scope"),
    "link without text": ('<a href="/x"><img alt="" src="/x.png"></a>', "link has no text"),
    "link to nowhere": ('<a href="#">x</a>', "missing id"),
    "button without text": (FORM.format("<button></button>"), "button has no text"),
    "English": ("<p>This field is required.</p>", "This field is required"),
    "English in a label": ('<p aria-label="Sign in">x</p>', "Sign in"),
    "program text": ("<p>Svar: None</p>", "None"),
    "unfilled text": ("<p>Trin %(number)s</p>", "%(number"),
    "description of nothing": ('<p aria-describedby="væk">x</p>', "missing ids ['væk']"),
    "crossed tags": ("<p><b>x</p></b>", "not HTML"),
    "unknown entity": ("<p>a &fejl; b</p>", "not HTML"),
    "second main": ("<main></main>", "not exactly one main"),
}


@pytest.fixture(scope="module")
def app() -> Flask:
    made = Flask("checked", static_folder=None)
    made.test_client_class = CheckingClient
    headers.init(made)

    @made.route("/")
    def page() -> str:
        return g.get("page") or made.config["PAGE"]

    @made.route("/form", methods=["GET", "POST"])
    def form() -> Any:
        if request.method == "POST":
            made.config["SENT"] = {name: request.form.getlist(name) for name in request.form}
            return redirect("/")
        return GOOD.format(FORM.format(CONTROLS)).replace('action="/x"', 'action="/form"')

    @made.route("/fil")
    def file() -> Response:
        return Response("a;b", mimetype="text/csv")

    return made


CONTROLS = """<label>Navn<input name="navn" value="Anne"></label><label>Tekst<textarea name="tekst">
a
b</textarea></label><fieldset><legend>Valg</legend><label><input type="radio" name="valg" value="1">En</label>
<label><input type="radio" name="valg" value="2" checked>To</label></fieldset>
<label>Liste<select name="liste"><option value="x">X</option><option value="y" selected>Y</option></select></label>
<label><input type="checkbox" name="hak" value="ja">Hak</label><button name="knap" value="gem">Gem</button><button>Send</button>"""


def show(app: Flask, page: str) -> Any:
    app.config["PAGE"] = page
    return app.test_client().get("/")


def test_a_good_page_passes(app: Flask) -> None:
    page = show(app, GOOD.format(FORM.format('<label for="n">Navn</label><input id="n" name="navn">')))
    assert (page.h1, page.title, page.status) == ("Side", "Side – Kommunen", 200)


@pytest.mark.parametrize(("body", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_page_fails_and_says_why(app: Flask, body: str, said: str) -> None:
    with pytest.raises(PageProblem) as caught:
        show(app, GOOD.format(body))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("<h1>Side</h1>", "", "0 h1"),
        ("<title>Side", "<title>Noget andet", "does not begin with »Side«"),
        ('lang="da"', 'lang="en"', "lang='en'"),
        ('<html lang="da">', '<html lang="da" dir="rtl">', "dir='rtl'"),
        ('<a href="#m">Gå til indhold</a>', "", "skip link"),
        ("<!doctype html>", "", "not HTML"),
    ],
)
def test_the_frame_of_a_page_is_checked(app: Flask, old: str, new: str, said: str) -> None:
    with pytest.raises(PageProblem) as caught:
        show(app, GOOD.format("").replace(old, new))
    assert said in str(caught.value)


def test_characters_that_turn_the_line_must_stand_apart(app: Flask) -> None:
    show(app, GOOD.format('<p>Hej <bdi>Ane\u202e</bdi></p><p dir="auto">Ane\u202e</p>'))
    with pytest.raises(PageProblem, match="turn the line"):
        show(app, GOOD.format("<p>Hej Ane\u202e</p>"))


def summary_page(summary: str, title: str = "Fejl: Side", after: bool = False) -> str:
    field = '<label for="n">Navn</label><span class="form-error-message">Fejl: Udfyld navn.</span><input id="n" name="n" aria-invalid="true">'
    page = GOOD.format(FORM.format(field)).replace("<title>Side", f"<title>{title}")
    return page.replace("<h1>Side</h1>", f"<h1>Side</h1>{summary}" if after else f"{summary}<h1>Side</h1>")


def test_a_right_error_summary_passes(app: Flask) -> None:
    assert show(app, summary_page(SUMMARY.format("n", "Udfyld navn."))).errors == ["Udfyld navn."]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (summary_page(SUMMARY.format("n", "Noget andet.")), "not in the summary in the same words"),
        (summary_page(SUMMARY.format("m", "Udfyld navn.")), "does not point to a control"),
        (summary_page(SUMMARY.format("n", "Udfyld navn."), title="Side"), "does not begin with »Fejl: Side«"),
        (summary_page(SUMMARY.format("n", "Udfyld navn."), after=True), "above the h1"),
        (summary_page('<div data-module="error-summary">Udfyld navn.</div>'), "links to no field"),
    ],
)
def test_a_wrong_error_summary_fails(app: Flask, page: str, said: str) -> None:
    with pytest.raises(PageProblem) as caught:
        show(app, page)
    assert said in str(caught.value)


@pytest.mark.parametrize("header", ["Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"])
def test_a_missing_header_fails(header: str) -> None:
    app = Flask("bare", static_folder=None)
    app.test_client_class = CheckingClient
    app.add_url_rule("/", "page", lambda: GOOD.format(""))

    @app.after_request
    def strip(answer: Response) -> Response:
        answer.headers.pop(header, None)
        return answer

    headers.init(app)
    with pytest.raises(PageProblem):
        app.test_client().get("/")


def test_an_open_cookie_fails(app: Flask) -> None:
    fresh = Flask("cookie", static_folder=None)
    fresh.test_client_class = CheckingClient
    headers.init(fresh)
    fresh.add_url_rule(
        "/", "page", lambda: Response(GOOD.format(""), headers={"Set-Cookie": "a=1"}, mimetype="text/html")
    )
    with pytest.raises(PageProblem, match="HttpOnly"):
        fresh.test_client().get("/")


def test_another_language_may_be_chosen(app: Flask) -> None:
    app.config["PAGE"] = GOOD.format("<p>Submit</p>").replace('lang="da"', 'lang="ar" dir="rtl"')
    client: Any = app.test_client()
    client.language = "ar"
    assert client.get("/").h1 == "Side"


def test_a_form_is_sent_as_a_browser_would(app: Flask) -> None:
    client: Any = app.test_client()
    client.get("/form").submit({"valg": "1", "tekst": "x\ny", "hak": "ja"})
    assert app.config["SENT"] == {
        "csrf_token": ["t"], "navn": ["Anne"], "tekst": ["x\r\ny"], "valg": ["1"], "liste": ["y"], "hak": ["ja"], "knap": ["gem"]
    }  # fmt: skip
    client.get("/form").submit({"valg": None}, button="Send")
    assert app.config["SENT"] == {"csrf_token": ["t"], "navn": ["Anne"], "tekst": ["a\r\nb"], "liste": ["y"]}


@pytest.mark.parametrize("values", [{"findes_ikke": "1"}, {"valg": "3"}, {"liste": "z"}, {"hak": "nej"}])
def test_what_a_form_does_not_offer_cannot_be_sent(app: Flask, values: dict[str, str]) -> None:
    client: Any = app.test_client()
    with pytest.raises(PageProblem):
        client.get("/form").submit(values)


def test_expectations_that_fail_are_told(app: Flask) -> None:
    client: Any = app.test_client()
    with pytest.raises(PageProblem, match="answered 200, wanted 404"):
        client.get("/form", status=404)
    with pytest.raises(PageProblem, match="no form"):
        client.get("/form").submit(form="Slet")
    with pytest.raises(PageProblem, match="no button"):
        client.get("/form").submit(button="Slet")
    with pytest.raises(PageProblem, match="no link"):
        client.get("/form").click("Videre")
    with pytest.raises(PageProblem, match="no redirect"):
        client.get("/form").follow()


def test_a_file_is_only_checked_for_its_headers(app: Flask) -> None:
    assert app.test_client().get("/fil").data == b"a;b"
