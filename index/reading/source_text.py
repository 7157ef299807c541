"""Reads plain text into pieces: one paragraph a line, or lines wrapped by hand; stray markup is taken off."""

from __future__ import annotations

import re
from html import unescape

from index.errors import UnreadableReport
from index.reading.blocks import gap
from index.reading.pieces import Piece, piece_of
from index.reading.text_blocks import BULLETED, LABELLED

TAG = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|div|span|b|i|strong|em|br|td|tr|table)\b[^<>]*>", re.IGNORECASE)
BLOCK_TAG = re.compile(r"</?(?:p|h[1-6]|li|div|tr|br)\b[^<>]*>", re.IGNORECASE)
HEADING_TAG = re.compile(r"\s*<h([1-6])\b", re.IGNORECASE)
STRAY = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as "surrogateescape" gives them
LATIN = re.compile(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", re.IGNORECASE)
WRAPPED_AT = 110  # characters: text whose lines are nearly all shorter was wrapped by hand
FULL = 0.8  # share of the longest line: the next word would not have fitted


def text_pieces(data: bytes, name: str) -> list[Piece]:
    """The paragraphs of a text file; UnreadableReport where it is not text at all."""
    pieces: list[Piece] = []
    apart = True
    for raw in re.split(r"\r\n|\r|\n|\f", _decoded(data, name)):
        parts = _without_tags(raw)
        pieces += [piece_of(words, apart or len(parts) > 1) for words in parts]
        apart = not parts or HEADING_TAG.match(raw) is not None
    return _unwrapped(pieces)


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
