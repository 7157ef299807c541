"""Sentences of a paragraph as spans. Rules for this field's abbreviations: nothing to download, nothing to train.

A sentence ends at . ! ? (with closing quotes or brackets after it) before white space and a capital, digit or opening
quote, and at a line break inside a paragraph (list items). A list item that ends a sentence begun on the lead-in line
is a span of its own; `with_lead` says which line it hangs on.
"""

from __future__ import annotations

import re

from index.model import Span

_ABBREVIATIONS = (
    r"(?:e\.g|i\.e|etc|cf|vs|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|St|No|Nos|para|paras|p|pp|ed|Jan|Feb|Aug|Sept|Oct|Nov|Dec|approx|"
    r"inc|Ltd|al)"
)
_END = re.compile(r"""[.!?…]+["'”’)\]]*(?:\s+(?=["'“‘(\[]*[A-Z0-9£])|\s*$)|\s*\n\s*""")
_ABBREVIATED = re.compile(rf"(?:\b{_ABBREVIATIONS}|\b[A-Z])\.$")


def sentences(text: str) -> tuple[Span, ...]:
    """Whole sentences of `text` in order; together they hold every character that is not white space."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if (
            "\n" not in match.group()
            and match.end() < len(text)
            and _ABBREVIATED.search(text[start : match.start() + 1])
        ):
            continue
        spans.append(_trim(text, start, match.end()))
        start = match.end()
    spans.append(_trim(text, start, len(text)))
    return tuple(span for span in spans if span.start < span.end)


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return (
        Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        if piece.strip()
        else Span(start, start)
    )


def with_lead(text: str, spans: tuple[Span, ...], chosen: int) -> tuple[int, ...]:
    """The positions to quote so that sentence `chosen` is complete: a list item brings the line it hangs on."""
    start = spans[chosen].start
    if "\n" not in text[:start] or not _is_item(text, start):
        return (chosen,)
    leads = [i for i, span in enumerate(spans[:chosen]) if text[span.start : span.end].rstrip().endswith(":")]
    return (leads[-1], chosen) if leads else (chosen,)


def _is_item(text: str, start: int) -> bool:
    return text[:start].rstrip(" ").endswith("\n")
