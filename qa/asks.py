"""What sort of thing a question asks for, a figure, a date or a name, and whether a sentence holds one.

A paragraph on the subject does not answer "how many" without a number. This is checked beside the reader model, which
knows it only by and large.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Asked(StrEnum):
    """A sort of thing that can be told by its form."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"


_QUESTIONS = (
    (
        Asked.FIGURE,
        r"\bhow (?:many|much|old|long|big)\b|\b(?:what|which) (?:percentage|per ?cent|proportion|share|number|rate|"
        r"figure|amount|ratio)\b|\bwhat (?:is|was|are|were) the (?:\w+ ){0,3}(?:percentage|proportion|number|rate|average|total|"
        r"cost|budget|ratio)\b|\b(?:number|percentage|proportion) of\b",
    ),
    (
        Asked.DATE,
        r"^when (?:did|was|were|will|is|are|does|do)\b|\bwhat (?:date|year|month|day)\b|\bsince when\b|\bwhich (?:year|month)\b",
    ),
    (
        Asked.NAME,
        r"\b(?:what (?:is|was|are|were)|what's|whats|give me|tell me|the) (?:\w+ |[\w']+s )?names?\b|\bnames? of\b|"
        r"\bwho (?:is|was|are|were) the\b|\bcalled\?",
    ),
)
_NUMBER = (
    r"\d|%|£|\b(?:no|none|nobody|single|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|half|third|thirds|quarter|"
    r"quarters|once|twice|every|daily|weekly|fortnightly|monthly|quarterly|annually|all|both|majority|most|minority|few)\b"
)
_MONTH = r"January|February|March|April|May|June|July|August|September|October|November|December"
_HELD = {
    Asked.FIGURE: re.compile(_NUMBER, re.I),
    Asked.DATE: re.compile(
        rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b|\b(?:week|month|year|spring|summer|autumn|winter)s?\b"
    ),
    Asked.NAME: re.compile(r"(?<!^)(?<![.!?:]\s)\b[A-Z][a-z]+\b|[‘'“\"]\w"),
}


def asked_for(question: str) -> Asked | None:
    """The sort of thing that is asked for, None where it has no form that can be checked."""
    return next((sort for sort, pattern in _QUESTIONS if re.search(pattern, question, re.I)), None)


def holds(sort: Asked, text: str) -> bool:
    """Whether the text holds a thing of that sort."""
    return bool(_HELD[sort].search(text))
