"""Reads a web page into pieces: headings, paragraphs, lists with the numbers a browser would show, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.reading.pieces import Piece, piece_of

SKIPPED = frozenset("script style nav header footer aside form noscript template iframe svg button select".split())
INNER = frozenset(
    "p div section article main body ul ol table h1 h2 h3 h4 h5 h6 li blockquote dt dd summary figcaption".split()
)
_BLOCKS = ", ".join(sorted(INNER))
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def html_pieces(data: bytes) -> list[Piece]:
    """The paragraphs of a web page's body, menus and scripts left out."""
    tree = LexborHTMLParser(data)
    for mark in tree.css("sup"):
        text = mark.text(strip=True).strip("[]")
        if text.isdigit():
            mark.replace_with(text.translate(SUPERSCRIPT))
    return list(_walk(tree.body)) if tree.body else []


def _walk(node: LexborNode, depth: int = 0) -> Iterator[Piece]:
    """The pieces of an element: of its children where it holds blocks, of its words where it does not."""
    words: list[str] = []
    for child in node.iter(include_text=True):
        tag = _role(child)
        if tag == "-text" or tag not in INNER | SKIPPED | {"br", "hr"}:
            words.append(child.text(deep=True) if tag != "-text" else child.text(deep=False))
            continue
        yield from _said(words)
        words = []
        if tag not in SKIPPED:
            yield from _block(child, tag, depth)
    yield from _said(words)


def _role(node: LexborNode) -> str:
    """The tag by which an element is read: "div" for any that holds blocks ("details", "dl", a page all in one form)."""
    tag = node.tag or ""
    if tag == "form":
        return "div" if node.css_first("h1, h2, h3") and node.css_first("p") else tag
    return "div" if tag not in INNER | SKIPPED | {"-text"} and node.css_first(_BLOCKS) else tag


def _said(words: list[str]) -> Iterator[Piece]:
    text = _spaced("".join(words))
    if text:
        yield piece_of(text)


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _block(node: LexborNode, tag: str, depth: int) -> Iterator[Piece]:
    if re.fullmatch(r"h[1-6]", tag):
        text = _spaced(node.text(deep=True))
        if text:
            yield piece_of(text, level=int(tag[1]))
    elif tag in ("ol", "ul"):
        yield from _list(node, tag, depth)
    elif tag == "table":
        yield from _table(node, depth)
    else:
        yield from _walk(node, depth)


def _list(node: LexborNode, tag: str, depth: int) -> Iterator[Piece]:
    number = _whole(node.attributes.get("start"), 1)
    for item in (child for child in node.iter() if child.tag == "li"):
        number = _whole(item.attributes.get("value"), number)
        inside = list(_walk(item, depth + 1))
        if inside:
            sign = f"{number}." if tag == "ol" and depth == 0 else "•"
            inside[0] = piece_of(f"{sign} {inside[0].text}", indent=2 * depth)
        yield from inside
        number += 1


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.strip().isdigit() else default


def _table(node: LexborNode, depth: int) -> Iterator[Piece]:
    """Rows with their cells parted by tabs; a table of one cell is only a frame around its text."""
    rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in node.css("tr")]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _walk(cell, depth)
        return
    for row in rows:
        text = "\t".join(_spaced(cell.text(deep=True)) for cell in row)
        if text.strip():
            yield piece_of(text, apart=False)
