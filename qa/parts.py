"""The parts of a question that asks two things, so that an answer to one of them is not taken for an answer to both."""

from __future__ import annotations

import re

from qa.followup import standalone
from qa.words import content

_HELPERS = "is|are|was|were|has|have|had|can|could|will|would|should"
_SUBJECT = (
    r"(?:it|they|this|that|these|those|he|she|we|you|there|the|a|an|any|anyone|anybody|all|its|their|our|his|her|some|"
    r"children|staff|managers|people)"
)
# What opens a question after "and": a question word, "does", or another helper verb with its subject behind it
# ("and are they seen?", not "children who are parents and are in custody").
_ASKING = (
    rf"(?:(?:what|whats|what's|how|hows|how's|why|when|where|which)\b|who(?:'s|s)?\b(?!\s+(?:are|were|have|had)\s+(?!{_SUBJECT}\b))|"
    rf"(?:do|does|did)\b(?!\s+(?:not|so)\b)|(?:{_HELPERS})\s+{_SUBJECT}\b)"
)
_BETWEEN = re.compile(
    rf"\?\s+(?=\S)|(?:\s*[,;–-])?\s+(?:and|but)\s+(?=(?:then\s+|also\s+|if so,?\s+|by\s+)?{_ASKING})|"
    r",\s+(?=(?:what|how|why|who|when)\b)",
    re.I,
)
# "For children in care, how good …", "When a child goes missing, who …": no part, but what the next one is about. "Since
# when …" is one.
_LEAD_IN = re.compile(
    rf"^(?!since when\b)(?:for|as|in|at|on|with|after|since|once|about|regarding|among|because|given|while|although|if|overall|under|by|"
    rf"(?:when|where)\s+(?!(?:{_HELPERS}|do|does|did)\b))\b",
    re.I,
)
_MOST = 3


def parts(question: str) -> tuple[str, ...]:
    """What the question asks, one thing each, in its own words; a single one where it asks one thing.

    At most three: what comes after the second is one part.
    """
    found: list[str] = []
    start = 0
    for between in _BETWEEN.finditer(question):
        left = question[start : between.start()].strip(" ,;–-")
        if (found or content(left)) and not _LEAD_IN.match(left) and len(found) < _MOST - 1:
            found.append(left)
            start = between.end()
    last = question[start:].strip(" ,;–-")
    return (*found, last) if any(c.isalnum() for c in last) else tuple(found)


def whole(part: str, first: str) -> str:
    """A later part as it is searched: "why?" with the first part before it, one that stands by itself alone."""
    return standalone(part, [first])
