"""The parts of a question that asks two things, so that an answer to one of them is not taken for an answer to both."""

from __future__ import annotations

import re

from qa.followup import standalone

_ASKING = (
    r"(?:what|whats|what's|how|hows|how's|why|who|whos|who's|when|where|which|is|are|was|were|has|have|had|did|do|does|"
    r"can|could|will|would|should)\b"
)
_BETWEEN = re.compile(
    rf"\?\s+(?=\S)|(?:\s*[,;–-])?\s+(?:and|but)\s+(?=(?:then\s+|also\s+|if so,?\s+|by\s+)?{_ASKING})|"
    r",\s+(?=(?:what|how|why|who|when|where|which)\b)",
    re.I,
)
_MOST = 3


def parts(question: str) -> tuple[str, ...]:
    """What the question asks, one thing each, in its own words; a single one where it asks one thing."""
    found = [part.strip(" ,;–-") for part in _BETWEEN.split(question)]
    return tuple(part for part in found if any(c.isalnum() for c in part))[:_MOST]


def whole(part: str, first: str) -> str:
    """A later part as it is searched: "why?" with the first part before it, one that stands by itself alone."""
    return standalone(part, [first])
