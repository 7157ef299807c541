"""Sentences of a paragraph as spans. Rules for this field's abbreviations: nothing to download, nothing to train.

A sentence ends at . ! ? (with closing quotes or brackets after it) before white space and a capital, digit or opening
quote, and at a line break inside a paragraph (list items). A list item that ends a sentence begun on the lead-in line
is a span of its own; `with_lead` says which line it hangs on.
"""

from __future__ import annotations

import re

from index.model import Span

_ABBREVIATIONS = (
    r"(?:[Ee]\.g|[Ii]\.e|etc|cf|vs|viz|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Cllr|Cllrs|Supt|Sgt|Jr|Sr|St|Mt|Ft|No|Nos|para|paras|p|pp|ed|"
    r"Jan|Feb|Aug|Sept|Oct|Nov|Dec|approx|inc|incl|excl|Ltd|al)"
)
_WITH_FIGURES = (  # words, too, that end sentences; before a figure they hardly ever do ("s. 47", "no. 5", "Sat. 3 May")
    r"(?:[Rr]egs?|[Ss]ch|ss?|no|nos|max|min|[Aa]rts?|[Cc]h|[Cc]l|[Ff]ig|[Vv]ol|[Dd]ept|[Ee]xt|[Tt]el|[Rr]m|"
    r"Mar|Apr|Jun|Jul|Sep|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"
)
_END = re.compile(r"""[.!?…]+["'”’)\]]*(?:\s+(?=["'“‘(\[]*[A-Z0-9£])|\s*$)|\s*\n\s*""")
_ABBREVIATED = re.compile(rf"(?:\b{_ABBREVIATIONS}|\b[A-Z])\.$")
_COUNTING = re.compile(rf"\b{_WITH_FIGURES}\.$")
_TIME = re.compile(r"\b[ap]\.m\.$")
_NUMBER = r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_COUNTS_ON = re.compile(
    rf"(?:an? (?:further|additional)|another|the other) {_NUMBER}|of (?:these|those|them)\b|the (?:remaining|remainder|rest)\b",
    re.I,
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def sentences(text: str) -> tuple[Span, ...]:
    """Whole sentences of `text` in order; together they hold every character that is not white space."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match.group() and _abbreviated(
            text[start : match.start() + 1], text[match.end() : match.end() + 9]
        ):
            continue
        spans.append(_trim(text, start, match.end()))
        start = match.end()
    spans.append(_trim(text, start, len(text)))
    return tuple(span for span in spans if span.start < span.end)


def _abbreviated(before: str, after: str) -> bool:
    """Is the full stop between the two that of an abbreviation, and not the end of a sentence?"""
    if not after or _ABBREVIATED.search(before):
        return bool(after)
    counting = after[0].isdigit() and _COUNTING.search(before)
    return bool(counting or (after.startswith(_DAYS) and _TIME.search(before)))


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return (
        Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        if piece.strip()
        else Span(start, start)
    )


def with_lead(text: str, spans: tuple[Span, ...], chosen: int) -> tuple[int, ...]:
    """The positions to quote so that sentence `chosen` is complete: a list item brings the line it hangs on: that with the
    colon or, where an item goes on in small letters, the sentence that the first line leaves open. A sentence that counts on ("A
    further seven left.") brings the one before it."""
    start = spans[chosen].start
    if chosen and _COUNTS_ON.match(text, start):
        return (*with_lead(text, spans, chosen - 1), chosen)
    if "\n" not in text[:start] or not _is_item(text, start):
        return (chosen,)
    leads = [i for i, span in enumerate(spans[:chosen]) if text[span.start : span.end].rstrip().endswith(":")]
    if not leads and text[start].islower():
        first = text.index("\n")
        leads = [i for i, span in enumerate(spans[:chosen]) if span.end <= first and _is_open(text, span)]
    return (leads[-1], chosen) if leads else (chosen,)


def _is_open(text: str, span: Span) -> bool:
    return text[span.start : span.end].rstrip("\"'”’)]")[-1:] not in tuple(".!?…;")


def _is_item(text: str, start: int) -> bool:
    return text[:start].rstrip(" ").endswith("\n")
