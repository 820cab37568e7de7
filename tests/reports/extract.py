"""The text of a report in each of its formats, read back from the finished file without the renderers' help."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def of_html(html: str) -> str:
    """Return the body's text with the numbers of lists."""
    body = BeautifulSoup(html, "html.parser").body
    assert body is not None
    for head in body.select(".running-head"):
        head.decompose()
    for listed in body.find_all("ol"):
        for number, item in enumerate(listed.find_all("li"), start=1):
            item.insert(0, f"{number}. ")
    return squeeze(body.get_text(" "))


def of_docx(data: bytes) -> str:
    """Return the text of the document's body, headers and footers left out."""
    from docx import Document
    from docx.oxml.ns import qn

    body = Document(BytesIO(data)).element.body
    return squeeze(" ".join(paragraph_text(one) for one in body.iter(qn("w:p"))))


def paragraph_text(paragraph: Any) -> str:
    from docx.oxml.ns import qn

    return "".join(one.text or " " for one in paragraph.iter(qn("w:t"), qn("w:br")))


def of_pdf(data: bytes) -> str:
    """Return the text in the pages' own content, page head and foot left out; pictures are objects of their own."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        text = " ".join(_page_text(page) for page in pdf.pages)
    return squeeze(re.sub(r"Side \d+ af \d+", " ", text))


def _page_text(page: Any) -> str:
    import pikepdf

    fonts = {str(name): _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: list[str] = []
    known: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            known = fonts[str(operands[0])]
        elif name == "TJ":
            found.append(_decode([part for part in operands[0] if isinstance(part, pikepdf.String)], known))
        elif name == "Tj":
            found.append(_decode([operands[0]], known))
        elif name in ("ET", "Td", "Tm", "BT", "EMC"):
            found.append(" ")
    return "".join(found)


def _decode(parts: list[Any], known: dict[int, str]) -> str:
    codes = b"".join(bytes(part) for part in parts)
    return "".join(known.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _characters(font: Any) -> dict[int, str]:
    """Return code to text from the font's own map (ToUnicode)."""
    found: dict[int, str] = {}
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    for run in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", run):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for run in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", run):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.replace("\u00a0", " ").split())


def numbers(text: str) -> list[str]:
    """Return every number as written, sorted."""
    return sorted(NUMBER.findall(text))
