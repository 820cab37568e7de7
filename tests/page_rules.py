"""What every HTML answer must keep to: one function per rule, each yielding a sentence per breach; used by `checking`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bs4 import Tag

if TYPE_CHECKING:
    from checking import Page

RIGHT_TO_LEFT = {"ar", "fa", "ur"}
CONTROLS = ["input", "select", "textarea"]
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}

FOREIGN = re.compile(
    r"\b(This field is required|Field must be|Not a valid|Invalid (input|choice|email|credentials|password|CSRF)"
    r"|CSRF|Sign in|Sign up|Log in|Log out|Login|Logout|Submit|Password|Username|Email Address|Remember Me|Forgot"
    r"|Not Found|Bad Request|Forbidden|Method Not Allowed|Too Many Requests|Internal Server Error|Service Unavailable"
    r"|required|Please|Cancel|Choose|Next page|Previous page)\b"
)
"""English that libraries say when nobody has told them the Danish words."""

LEFTOVERS = re.compile(
    r"(?<![\w/])None(?![\w])|%\(\w+\)|\{\{|\}\}|_l\(|Markup\(|<function|<bound|object at 0x|Undefined"
)
"""Traces of a program in text meant for people."""


def words(tag: Tag) -> str:
    """Return the text of an element on one line."""
    return " ".join(tag.get_text(" ").split())


def name_of(tag: Tag) -> str:
    """Return an element's name as a screen reader would say it: aria-label, its text, or its picture's text."""
    pictures = [str(p.get("alt") or p.get("aria-label") or "") for p in tag.find_all(["img", "svg"])]
    return str(tag.get("aria-label") or "").strip() or words(tag) or " ".join(pictures).strip()


def heading_and_title(page: Page) -> Iterator[str]:
    headings = page.soup.find_all("h1")
    if len(headings) != 1 or not words(headings[0]):
        yield f"there are {len(headings)} h1 with text, not one"
        return
    heading = words(headings[0])
    wanted = f"Fejl: {heading}" if page.error_summary and page.language == "da" else heading
    if not (page.title.startswith(wanted) or (page.language != "da" and heading in page.title)):
        yield f"the title »{page.title}« does not begin with »{wanted}«"


def heading_levels(page: Page) -> Iterator[str]:
    level = 1
    for heading in page.soup.select("h1 ~ h2, h1 ~ * h2, h3, h4, h5, h6"):
        now = int(heading.name[1])
        if now > level + 1:
            yield f"the heading »{words(heading)}« jumps from level {level} to {now}"
        level = now


def language(page: Page) -> Iterator[str]:
    root = page.soup.find("html")
    if root.get("lang") != page.language:
        yield f"html has lang={root.get('lang')!r}, not {page.language!r}"
    if (root.get("dir") == "rtl") != (page.language in RIGHT_TO_LEFT):
        yield f"html has dir={root.get('dir')!r}"


def landmarks(page: Page) -> Iterator[str]:
    if len(page.soup.find_all("main")) != 1:
        yield "there is not exactly one main"
    links = list(page.soup.find_all("a", href=True))
    if not links or not str(links[0]["href"]).startswith("#"):
        yield "the first link is not the skip link"


def ids(page: Page) -> Iterator[str]:
    counted = Counter(str(tag["id"]) for tag in page.soup.find_all(id=True))
    yield from (f"the id {name!r} stands {times} times" for name, times in counted.items() if times > 1)
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in page.soup.find_all(attrs={attribute: True}):
            missing = [name for name in str(tag[attribute]).split() if name not in counted]
            if missing:
                yield f"{tag.name} {attribute} points to the missing ids {missing}"
    for link in page.soup.find_all("a", href=re.compile("^#")):
        if str(link["href"])[1:] not in counted:
            yield f"the link »{words(link)}« points to the missing id {link['href']!r}"


def labels(page: Page) -> Iterator[str]:
    for control in page.soup.find_all(CONTROLS):
        if control.get("type") in UNLABELLED_TYPES:
            continue
        label = control.find_parent("label") or page.soup.find("label", attrs={"for": control.get("id") or "-"})
        named = (label and words(label)) or control.get("aria-label") or control.get("aria-labelledby")
        if not named:
            yield f"the control {control.get('name')!r} has no label"
        if control.get("type") == "radio" and not (control.find_parent("fieldset") or Tag(name="x")).find("legend"):
            yield f"the radio button {control.get('id')!r} is in no fieldset with a legend"


def forms(page: Page) -> Iterator[str]:
    for form in page.soup.find_all("form"):
        action, method = str(form.get("action") or ""), str(form.get("method") or "").lower()
        if not action.startswith("/") or action.startswith("//") or method not in ("get", "post"):
            yield f"a form has action={action!r} and method={method!r}"
        token = form.find("input", attrs={"name": "csrf_token"})
        if method == "post" and page.status != 401 and not (token and token.get("value")):
            yield f"the form to {action!r} has no token"
        if form.find("form"):
            yield "a form stands inside a form"


def _without_prefix(error: Tag) -> str:
    """Return an error without the word for it, which stands before it for who cannot see it, in the page's language."""
    prefix = error.select_one(".sr-only")
    return words(error).removeprefix(words(prefix) if prefix else "Fejl:").strip()


def errors(page: Page) -> Iterator[str]:
    said = [_without_prefix(tag) for tag in page.soup.select(".form-error-message")]
    marked = page.soup.select('[aria-invalid="true"]')
    summary = page.error_summary
    if not summary:
        if said or marked:
            yield "fields have errors, but the page has no error summary"
        return
    told = words(summary)
    yield from (f"the error »{text}« is not in the summary in the same words" for text in said if text not in told)
    for link in summary.find_all("a"):
        target = page.soup.find(id=str(link.get("href"))[1:])
        if target is None or target.name not in CONTROLS:
            yield f"the error »{words(link)}« does not point to a control"
    heading = page.soup.find("h1")
    if heading and summary not in heading.find_all_previous():
        yield "the error summary does not stand above the h1"
    if marked and not summary.find("a"):
        yield "the error summary links to no field"


def scripts_and_styles(page: Page) -> Iterator[str]:
    for script in page.soup.find_all("script"):
        if not script.get("nonce") or f"'nonce-{script['nonce']}'" not in page.policy:
            yield f"a script has no nonce that the policy knows: {str(script)[:80]}"
    if page.soup.find("style"):
        yield "there is a style element"
    for tag in page.soup.find_all(True):
        bad = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        if bad:
            yield f"{tag.name} has {bad}"
        for name in ("href", "src", "action"):
            address = str(tag.get(name) or "")
            if address.lower().startswith("javascript:"):
                yield f"{tag.name} has {address[:40]!r}"
            if (name == "src" or tag.name == "link") and address.startswith(("http:", "https:", "//")):
                yield f"{tag.name} loads from elsewhere: {address}"


def pictures(page: Page) -> Iterator[str]:
    yield from (f"an image has no alt: {image.get('src')}" for image in page.soup.find_all("img", alt=False))
    for svg in page.soup.find_all("svg"):
        hidden = svg.get("aria-hidden") == "true" or svg.find_parent(attrs={"aria-hidden": "true"})
        named = svg.get("aria-label") or svg.get("aria-labelledby") or svg.find("title")
        if not hidden and not (svg.get("role") == "img" and named):
            yield f"a drawing is neither hidden nor a named image: {str(svg)[:80]}"


def tables(page: Page) -> Iterator[str]:
    for table in page.soup.find_all("table"):
        caption = table.find("caption")
        if not caption or not words(caption):
            yield f"a table has no caption: {words(table)[:60]}"
        heads = table.find_all("th")
        if not heads or any(head.get("scope") not in ("col", "row", "colgroup", "rowgroup") for head in heads):
            yield f"a table has headers without scope, or none: {words(table)[:60]}"


def links_and_buttons(page: Page) -> Iterator[str]:
    yield from (f"a link has no text: {link.get('href')}" for link in page.soup.find_all("a") if not name_of(link))
    yield from (f"a button has no text: {str(b)[:80]}" for b in page.soup.find_all("button") if not name_of(b))
    yield from ("a link leads to »#«" for _link in page.soup.find_all("a", href="#"))


def words_for_people(page: Page) -> Iterator[str]:
    shown = f"{page.title}\n{page.visible_text}"
    if page.language == "da" and (found := FOREIGN.search(shown)):
        yield f"there is English in the text: »{found[0]}«"
    if found := LEFTOVERS.search(shown):
        yield f"there is program in the text: »{found[0]}«"


def headers(page: Page) -> Iterator[str]:
    if "default-src 'none'" not in page.policy or "unsafe" in page.policy:
        yield f"the content security policy is {page.policy!r}"
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if page.headers.get("Cache-Control") != "no-store":
        yield f"Cache-Control is {page.headers.get('Cache-Control')!r}, not no-store"
    for cookie in page.headers.getlist("Set-Cookie"):
        if "Max-Age=0" not in cookie and not ("HttpOnly" in cookie and "SameSite" in cookie):
            yield f"a cookie is not HttpOnly and SameSite: {cookie.partition('=')[0]}"


TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the direction of all that follows on the line."""


def turned_lines(page: Page) -> Iterator[str]:
    for text in page.soup.body.find_all(string=TURNING):
        around = [text.parent, *text.parent.parents]
        if not any(tag.name in ("bdi", "textarea", "option") or tag.get("dir") for tag in around[:-3]):
            yield f"»{text.strip()[:60]}« can turn the line it stands in"


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    heading_and_title,
    heading_levels,
    turned_lines,
    language,
    landmarks,
    ids,
    labels,
    forms,
    errors,
    scripts_and_styles,
    pictures,
    tables,
    links_and_buttons,
    words_for_people,
    headers,
)
