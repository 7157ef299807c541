"""Reads one file as a report: chooses the source by what the file is, and puts text and facts together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from index.errors import UnreadableReport
from index.model import READER, Report, ReportInfo
from index.reading.doubts import doubts_of
from index.reading.facts import Facts, date_in_name, read_facts
from index.reading.parse import Parsed, parse
from index.reading.pdf import read_pdf
from index.reading.pieces import Piece
from index.reading.source import Source
from index.reading.source_text import text_pieces
from index.reading.text_blocks import TextBlocks

WEB = (b"<!doctype html", b"<html", b"<head", b"<body")


def read_report(path: Path, beat: Callable[[], None] = lambda: None) -> Report:
    """The report in the file; UnreadableReport says in one line why it cannot be read.

    `beat` is called now and then while slow work (a scan) goes on.
    """
    data = _bytes(path)
    source, parsed = _parsed(data, path, beat)
    if not parsed.paragraphs:
        raise UnreadableReport(f"{path.name} has no paragraphs that could be cited.")
    facts = read_facts([(block.words()[0], block.first.size) for block in parsed.title], parsed.letter)
    return Report(_info(path, data, source, parsed, facts), parsed.paragraphs)


def read_file(path: Path) -> tuple[Source, Parsed]:
    """What the file gave and what was made of it: for those who must see both, such as the trace."""
    return _parsed(_bytes(path), path, lambda: None)


def _parsed(data: bytes, path: Path, beat: Callable[[], None]) -> tuple[Source, Parsed]:
    source = _source(data, path, beat)
    return source, parse(source.blocks)


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableReport(f"There is no file {path}.") from None
    except OSError as error:
        raise UnreadableReport(f"{path} cannot be read: {error.strerror}.") from None
    if not data.strip():
        raise UnreadableReport(f"{path.name} is empty.")
    return data


def _source(data: bytes, path: Path, beat: Callable[[], None]) -> Source:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, path.name, beat)
    web = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB)
    if path.suffix.casefold() == ".pdf":
        raise UnreadableReport(
            f"{path.name} is {'a web page saved as .pdf' if web else 'no PDF, whatever its name says'}."
        )
    if data[:4] == b"PK\x03\x04":
        from index.reading.source_docx import docx_pieces  # most batches are PDFs only: workers start sooner without

        return _from_pieces(docx_pieces(data, path.name))
    if web or path.suffix.casefold() in (".html", ".htm"):
        from index.reading.source_html import html_pieces

        return _from_pieces(html_pieces(data))
    return _from_pieces(text_pieces(data, path.name), broken=True)


def _from_pieces(pieces: list[Piece], broken: bool = False) -> Source:
    blocks = TextBlocks(pieces, broken)
    return Source(blocks.read(), [], left_out=blocks.left_out)


def _publisher(parsed: Parsed) -> str:
    """Ofsted where the report prints its full name, as its imprint does; "" where no publisher is known."""
    printed = any("Office for Standards in Education" in paragraph.text for paragraph in parsed.paragraphs)
    return "Ofsted" if printed else ""


def _info(path: Path, data: bytes, source: Source, parsed: Parsed, facts: Facts) -> ReportInfo:
    published, published_from = facts.published, "printed" if facts.published else ""
    for suggested, where in ((date_in_name(path.stem), "file name"), (source.made, "PDF metadata")):
        if published is None and suggested:
            published, published_from = suggested, where
    return ReportInfo(
        slug=path.stem,
        title=facts.title or path.stem,
        authority=facts.authority,
        kind=facts.kind,
        published=published,
        published_from=published_from,
        inspection_dates=facts.inspection_dates,
        publisher=_publisher(parsed),
        inspected=facts.inspected,
        judgements=parsed.judgements,
        pages=len(source.pages) or None,
        source=path.name,
        digest=hashlib.sha256(data).hexdigest(),
        ocr=source.ocr,
        doubts=(*source.doubts, *doubts_of(parsed.paragraphs)),
        read_by=READER,
    )
