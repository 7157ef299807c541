"""What sort of thing a question asks for, a number, a sum, a date or a name, and whether a sentence holds one.

A paragraph on the subject does not answer "how many" without a number. This is checked beside the reader model, which
knows it only by and large. On the labelled questions that training may see, nearly every answering sentence
holds the sort asked for, and about a third of the nearest paragraphs of unanswerable questions do not
(tests/training/test_asks.py).
"""

from __future__ import annotations

import re
from enum import StrEnum


class Form(StrEnum):
    """A sort of thing that can be told by its form, by the word for it in "no … was found"."""

    MONEY = "sum of money"
    SHARE = "share"
    COUNT = "number"
    DURATION = "length of time"
    DATE = "date"
    PERSON = "name of a person"
    NAME = "name"


# "No child" and "only one child" say how many; "no longer", "one of the reasons" and "one another" do not.
_NO = (
    r"no(?!(?: |-)(?:longer|single|more|less|doubt|matter|clear|evidence|mention|sense|overall|overarching|consistent|coherent|"
    r"strategic|effective|means)\b)"
)
_ONE = r"(?:only|just|least|than) one|(?<!any )(?<!one.to.)one(?!(?: |-)(?:of|another|to|stop|off|page|voice|hand|way|example|reason)\b)"
_COUNTED = (
    rf"\d|\b(?:{_NO}|{_ONE}|none|nobody|never|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|"
    r"thirds?|quarters?|once|twice)\b"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# Who holds them is hardly ever said by name in a report.
_POSTS = r"director|dcs|chief exec\w*|ceo|chair\w*|leader|member|manager|inspectors?|head|officer|judge|councillor|commissioner"
_POST_ENDS = r"(?=\s*(?:$|[?.,!]|(?:of|for|at|in|and)\b))"
# The first that fits decides. Each: the questions, what an answering sentence holds.
_SORTS = (
    (
        Form.MONEY,
        r"\bhow much (?:money|funding|cash|extra (?:money|funding))\b|\bhow (?:much|big|large)\b(?! (?:time|attention)).{0,60}"
        r"\b(?:budget|cost|costs|spent|spend|spending|pay|paid|invest|invested)\b|"
        r"\bwhat (?:is|was|are|were|did|does|do)\b.{0,50}\b(?:budget|costs?)\b(?! (?:children|young|families))",
        re.compile(r"£|\b(?:million|pounds?|pence)\b", re.I),
    ),
    (
        Form.SHARE,
        r"\b(?:what|which) (?:%|percentage|per ?cent|proportion|share)|^(?:percentage|proportion|%) of\b|"
        r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}(?:percentage|proportion|share)\b",
        re.compile(
            rf"%|\d|\b(?:per ?cent|half|thirds?|quarters?|one in|out of|all|most|majority|minority|every|few|{_NO}|none)\b",
            re.I,
        ),
    ),
    (
        Form.COUNT,
        r"\bhow many\b|^number of\b|\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}(?:number|rate|average|total|ratio)\b|"
        r"\b(?:what|which) (?:number|rate|figure|ratio)\b",
        re.compile(_COUNTED, re.I),
    ),
    (
        Form.DURATION,
        r"\bhow (?:long|old|soon|quickly|fast)\b",
        re.compile(
            _COUNTED
            + r"|\b(?:days?|weeks?|months?|years?|hours?|minutes?|birthdays?|time|timely|timescales?|prompt\w*|"
            r"quick\w*|swift\w*|slow\w*|delay\w*|immediate\w*|ages?)\b",
            re.I,
        ),
    ),
    (
        Form.DATE,
        r"\bwhen (?:did|was|were|will|is|are|does|do)\b|\bwhat (?:\w+ )?(?:date|year|month|day)\b|\bsince when\b|"
        r"\bwhich (?:year|month)\b",
        re.compile(
            rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b|\b(?:weeks?|months?|years?|spring|summer|autumn|winter|birthdays?|days?|"
            r"terms?|soon|recent\w*|now|current\w*|ages?|turn\w*)\b"
        ),
    ),
    (
        Form.PERSON,
        rf"\bnames? of (?:[\w’'-]+ ){{0,4}}(?:{_POSTS})\b{_POST_ENDS}|\b(?:{_POSTS})(?:['’]?s)? names?\b|"
        rf"\bwho (?:is|was) the (?:[\w’'-]+ ){{0,4}}(?:{_POSTS})\b{_POST_ENDS}(?!.*\b(?:to|with|for|by|from|on)\W*$)",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor)\.? [A-Z][a-z]|\b[A-Z][a-z]+ [A-Z][\w'’-]+,? (?:HMI|H[ei][rs] Majesty)|"
            r"[:,] [A-Z][a-z]+ [A-Z][\w'’-]+(?=[,.]|$)|\b(?:named|called) [A-Z]"
        ),
    ),
    (
        Form.NAME,
        r"\b(?:what (?:is|was|are|were)|what's|whats|give me|tell me|the) (?:\w+ |[\w']+s )?names?\b|\bnames? of\b|"
        r"\bwho (?:is|was) the\b|\bcalled\?",
        re.compile(r"(?<!^)(?<![.!?:]\s)\b[A-Z][a-z]+[A-Z\d]?\w*\b|[‘'“\"]\w"),
    ),
)
_HELD = {sort: held for sort, _, held in _SORTS}


def asked_for(question: str) -> Form | None:
    """The sort of thing that is asked for, None where it has no form that can be checked."""
    return next((sort for sort, pattern, _ in _SORTS if re.search(pattern, question, re.I)), None)


def holds(sort: Form, text: str) -> bool:
    """Whether the text holds a thing of that sort."""
    return bool(_HELD[sort].search(text))
