"""Reads a web page into pieces: headings, paragraphs, lists with the numbers a browser would show, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.reading.docx_numbers import figure
from index.reading.pieces import Piece, piece_of
from index.reading.source_text import decoded

SKIPPED = frozenset("script style nav header footer aside form noscript template iframe svg button select".split())
INNER = frozenset(
    "p div section article main body ul ol table caption h1 h2 h3 h4 h5 h6 li blockquote dt dd summary figcaption "
    "address pre center fieldset legend".split()
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LETTERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLOCKS = ", ".join(sorted(INNER))
STRUCK = frozenset("del s strike".split())
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
BREAK = "\0"  # stands for a line break among words: no page holds it
PARTING = re.compile(r"\0(?:\s*\0)+|\0(?=\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|[-–•*])\s)")
GLUED = re.compile(r"(\d{1,3}(?:\.\d{1,3})+\.?)(?=[A-Z][a-z])")  # "1.1" and its text in two elements side by side
HEADS = frozenset("caption dt legend summary".split())  # are shown as headings
WITHIN = {"header": ("article", "main"), "aside": ("article", "main"), "button": ("h1", "h2", "h3", "h4", "h5", "h6")}
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def html_pieces(data: bytes) -> list[Piece]:
    """The paragraphs of a web page's body; menus, scripts, and what is hidden or struck out are left out."""
    declared = CHARSET.search(data, 0, 4096)
    tree = LexborHTMLParser(decoded(data, declared[1].decode("ascii") if declared else ""))
    for mark in tree.css("sup"):
        text = mark.text(strip=True).strip("[]")
        if re.fullmatch(r"\d+(?:[,\s–-]+\d+)*", text):
            mark.replace_with(text.translate(SUPERSCRIPT))
    return list(_walk(tree.body)) if tree.body else []


def _walk(node: LexborNode, depth: int = 0) -> Iterator[Piece]:
    """The pieces of an element: of its children where it holds blocks, of its words where it does not."""
    words: list[str] = []
    for child in node.iter(include_text=True):
        tag = _role(child)
        if tag not in INNER | {"hr"}:
            words.append(_words(child))
        else:
            yield from _said(words)
            words = []
            if not _unseen(child):
                yield from _block(child, tag, depth)
    yield from _said(words)


def _words(node: LexborNode) -> str:
    """What is shown of an element without blocks."""
    words, left = [], [node]
    while left:  # not by recursion: pages nest deeply
        one = left.pop()
        if one.tag == "-text":
            words.append(str(one.text(deep=False)))
        elif one.tag == "br":
            words.append(BREAK)
        elif not _unseen(one):
            left.extend(reversed(list(one.iter(include_text=True))))
    return "".join(words)


def _unseen(node: LexborNode) -> bool:
    """Is the element hidden, struck out, or no part of the text?"""
    given = node.attributes
    return (
        node.tag in STRUCK
        or _role(node) in SKIPPED
        or "hidden" in given
        or bool(HIDDEN.search(given.get("style") or ""))
    )


def _role(node: LexborNode) -> str:
    """The tag by which an element is read: "div" for any that holds blocks ("details", "dl", a page all in one form)."""
    tag = node.tag or ""
    if tag in WITHIN and _stands_in(node, WITHIN[tag]):
        return "div" if node.css_first(_BLOCKS) else "span"
    if tag == "form":
        return "div" if node.css_first("h1, h2, h3") and node.css_first("p") else tag
    return "div" if tag not in INNER | SKIPPED | {"-text"} and node.css_first(_BLOCKS) else tag


def _stands_in(node: LexborNode, tags: tuple[str, ...]) -> bool:
    """Does the element stand within one of these? The head of an article is text, that of a page is not."""
    above = node.parent
    while above is not None and above.tag not in tags:
        above = above.parent
    return above is not None


def _said(words: list[str]) -> Iterator[Piece]:
    """The words, parted where two line breaks follow one another or a line begins with a number or bullet; a single break is
    a space."""
    for part in PARTING.split("".join(words)):
        if text := _spaced(part):
            yield piece_of(GLUED.sub(r"\1 ", text, count=1) if GLUED.match(text) else text)


def _spaced(text: str) -> str:
    return re.sub(rf"[\s{BREAK}]+", " ", text).strip()


def _block(node: LexborNode, tag: str, depth: int) -> Iterator[Piece]:
    if re.fullmatch(r"h[1-6]", tag):
        text = _spaced(_words(node))
        if text:
            yield piece_of(text, level=int(tag[1]))
    elif tag in HEADS and not any(_role(child) in INNER for child in node.iter()):
        yield from (replace(piece, level=9) for piece in _walk(node, depth))
    elif tag in ("ol", "ul"):
        yield from _list(node, tag, depth)
    elif tag == "table":
        yield from _table(node, depth)
    else:
        yield from _walk(node, depth)


def _list(node: LexborNode, tag: str, depth: int) -> Iterator[Piece]:
    back = tag == "ol" and "reversed" in node.attributes
    number = _whole(node.attributes.get("start"), sum(item.tag == "li" for item in node.iter()) if back else 1)
    form = LETTERS.get(node.attributes.get("type") or "", "")
    plain = "none" in (node.attributes.get("style") or "").partition("list-style")[2]
    for item in node.iter():
        if item.tag != "li":
            yield from _block(item, item.tag or "", depth + 1)
            continue
        number = _whole(item.attributes.get("value"), number)
        inside = list(_walk(item, depth + 1))
        if inside and not plain:
            sign = f"{figure(number, form)}." if tag == "ol" and depth == 0 else "•"
            inside[0] = replace(
                piece_of(f"{sign} {inside[0].text}", indent=2 * depth), counted="list" if form else inside[0].counted
            )
        yield from inside
        number += -1 if back else 1


def _rows(node: LexborNode) -> Iterator[LexborNode]:
    """The table's own rows, not those of a table in one of its cells."""
    for child in node.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdigit() else default


def _table(node: LexborNode, depth: int) -> Iterator[Piece]:
    """Rows with their cells parted by tabs; a table of one cell is only a frame around its text."""
    for child in node.iter():
        if child.tag == "caption":
            yield from _block(child, "caption", depth)
    rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in _rows(node)]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _walk(cell, depth)
        return
    for row in rows:
        text = "\t".join(" ".join(piece.text for piece in _walk(cell, depth)).replace("\t", " ") for cell in row)
        if text.strip():
            yield piece_of(text, apart=False)
