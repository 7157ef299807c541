"""Reads plain text into pieces: one paragraph a line, or lines wrapped by hand; stray markup is taken off."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from index.errors import UnreadableReport
from index.reading.blocks import gap
from index.reading.grades import is_grade, stated
from index.reading.pieces import Piece, piece_of
from index.reading.text_blocks import BULLETED, LABELLED

TAG = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|div|span|b|i|strong|em|br|td|tr|table)\b[^<>]*>", re.IGNORECASE)
BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|li|div|tr|br)\b[^<>]*>", re.IGNORECASE)
HEADING_TAG = re.compile(r"\s*<h([1-6])\b", re.IGNORECASE)
STRAY = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as "surrogateescape" gives them
LATIN = re.compile(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", re.IGNORECASE)
WRAPPED_AT = 110  # characters: text whose lines are nearly all shorter was wrapped by hand
FEET = 2  # groups of lines at each end of a page that may be a head, a foot or a page number
FEWEST = 3  # pages on which words must stand to be a head or foot
FOOT = 3  # lines of such a group, at most
FULL = 0.8  # share of the longest line: the next word would not have fitted


def text_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a text file; UnreadableReport where it is not text at all."""
    pieces: list[Piece] = []
    apart = True
    for raw in _lines(_decoded(data, name)):
        parts = _without_tags(raw)
        pieces += [piece_of(words, apart or len(parts) > 1) for words in parts]
        apart = not parts or HEADING_TAG.match(raw) is not None
    return _unwrapped(pieces)


def _lines(text: str) -> list[str]:
    """The lines of the text; where it is parted into pages, without their numbers, running heads and feet."""
    pages = [re.split(r"\r\n|\r|\n", page) for page in text.split("\f") if page.strip()]
    counted = Counter(form for page in pages for form in {_form(page[at]) for at in _ends(page)})
    often = {
        form
        for form, count in counted.items()
        if form and count >= (FEWEST if form.strip("0 -–") else 2) and count >= len(pages) / 2
    }
    for page in pages:
        for at in _ends(page):
            if _form(page[at]) in often:
                page[at] = ""
    return [line for page in pages for line in page]


def _ends(page: list[str]) -> list[int]:
    """The places of the lines that may be a page's head or foot: they stand apart from its text."""
    groups: list[list[int]] = []
    for at, line in enumerate(page):
        if line.strip():
            if at and page[at - 1].strip():
                groups[-1].append(at)
            else:
                groups.append([at])
    return [at for group in (*groups[:FEET], *groups[FEET:][-FEET:]) if len(group) <= FOOT for at in group]


def _form(line: str) -> str:
    """What a head or foot shows alike on each page: its words, and that there is a number. "" of what is a paragraph or ends
    one."""
    plain = " ".join(line.split())
    label = LABELLED.match(plain)
    text = len(plain) > WRAPPED_AT or plain.endswith((".", ":", ";")) or (label and not label.group(1).isdigit())
    return "" if text or is_grade(plain) or stated(plain) else re.sub(r"\d+(?=(?: of \d+)?\W*$)", "0", plain)


def _decoded(data: bytes, name: str) -> str:
    text = decoded(data)
    if "\0" in text:
        raise UnreadableReport(f"{name} is no text file, and no kind of report that can be read.")
    return text


def decoded(data: bytes, declared: str = "") -> str:
    """The text of a file: by its mark of byte order, else as UTF-8, which nothing else looks like, else as `declared`, else as
    Windows-1252. In text that is UTF-8 but for a few bytes, those alone are taken as Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    text = data.decode("utf-8-sig", "surrogateescape")
    stray = STRAY.findall(text)
    if 2 * len(stray) <= sum(letter > "\x7f" for letter in text):
        return STRAY.sub(lambda one: bytes([ord(one[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    try:
        # What is called Latin-1 is Windows-1252 in practice; browsers read it so.
        return data.decode("cp1252" if LATIN.fullmatch(declared) else declared or "cp1252", "replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def _without_tags(raw: str) -> list[str]:
    """The line's paragraphs without stray markup; cells of a table stay together."""
    if not TAG.search(raw):
        return [raw] if raw.strip() else []
    if "\t" in raw.strip():
        return [unescape(TAG.sub("", raw))]
    return [part for piece in BLOCK_TAG.split(raw) if (part := unescape(TAG.sub("", piece)).strip())]


def _unwrapped(pieces: list[Piece]) -> list[Piece]:
    """Joins the lines of text that was wrapped by hand to one piece a paragraph."""
    lengths = sorted(len(piece.text) for piece in pieces)
    if not lengths or lengths[int(0.98 * (len(lengths) - 1))] > WRAPPED_AT or lengths[len(lengths) // 2] < 40:
        return pieces
    out: list[Piece] = []
    room = 0
    for piece in pieces:
        full = out and room + 1 + len(piece.text.split()[0]) > FULL * lengths[-1]
        if full and not _starts(piece, out[-1]):
            before = out[-1].text + gap(out[-1].text, piece.text)
            out[-1].marks += [(at + len(before), mark) for at, mark in piece.marks]
            out[-1].text = before + piece.text
        else:
            out.append(piece)
        room = piece.indent + len(piece.text)
    return out


def _starts(piece: Piece, before: Piece) -> bool:
    """Does the line begin a paragraph of its own?"""
    label = LABELLED.match(piece.text)
    labelled = label is not None and not label.group(1).isdigit() and before.text[-1] in ".!?:;"
    return piece.apart or labelled or "\t" in piece.text or BULLETED.match(piece.text) is not None
