"""What sort of thing a question asks for, a number, a sum, a date or a name, and whether a sentence holds one.

A paragraph on the subject does not answer "how many" without a number, nor with one of something else: a date, an age, the "72
hours" of the question itself, or a number in a paragraph that speaks of nothing that is to be counted. This is checked beside the
reader model, which knows it only by and large. On the labelled questions that training may see, nearly every answering paragraph
holds what is asked for, and nearly half of the nearest paragraphs of unanswerable questions do not
(tests/training/test_asks.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from qa.model import Expansion
from qa.words import content, stem, words


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
_TWO_OR_MORE = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty)"
)
_DIGITS = {
    word: str(n) for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_WITH_NOUN = re.compile(rf"\b({_TWO_OR_MORE})[ -]+([^\W\d_]\w*)", re.I)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# Who holds them is hardly ever said by name in a report.
_POSTS = r"director|dcs|chief exec\w*|ceo|chair\w*|leader|member|manager|inspectors?|head|officer|judge|councillor|commissioner"
_POST_ENDS = r"(?=\s*(?:$|[?.,!]|(?:of|for|at|in|and)\b))"
# Capitals that name nothing that is asked for: "the Board", "the 2010 Ofsted inspection", "Adults Safeguarding", "(DCS)".
_NO_NAME = (
    rf"(?:{_MONTH}|Ofsted|England|English|UK|Act|Adults?|Assessment|Authority|Board|Boards|Borough|Business|Chairs?|Chief|Child|Children|"
    r"City|Community|Council|County|Department|Director|Domestic|Executive|Government|Group|Headteacher|Health|HMI|Independent|Lead|"
    r"Local|London|Manager|Managers|Member|National|NHS|Office|Officer|Panel|Partnership|Police|Prevention|Principal|Public|Safeguarding|"
    r"Safety|School|Senior|Services?|Social|Steering|Strategy|Team|Trust|Virtual|Work|Workers?|Youth)\b"
)
# The first that fits decides. Each: the questions, what an answering sentence holds.
_SORTS = (
    (
        Form.MONEY,
        r"\bhow much (?:money|funding|cash|extra (?:money|funding))\b|\bhow (?:much|big|large)\b(?! (?:time|attention)).{0,60}"
        r"\b(?:budget|cost|costs|spent|spend|spending|pay|paid|invest|invested)\b|"
        r"\bwhat (?:is|was|are|were|did|does|do)\b.{0,50}\b(?:(?:budget|costs?)\b(?! (?:children|young|families))|"
        r"(?:spent|spend|spending)\b(?!.*\bon\W*$))",
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
        rf"\bwhat (?:is|was) the (?:[\w’'-]+ ){{0,4}}(?:{_POSTS}) called\b|"
        rf"\bwho (?:is|was) the (?:[\w’'-]+ ){{0,4}}(?:{_POSTS})\b{_POST_ENDS}(?!.*\b(?:to|with|for|by|from|on)\W*$)",
        re.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor)\.? [A-Z][a-z]|\b[A-Z][a-z]+ [A-Z][\w'’-]+,? (?:HMI|H[ei][rs] Majesty)|"
            rf"[:,] (?!{_NO_NAME})[A-Z][a-z]+ (?!{_NO_NAME})[A-Z][\w'’-]+(?=[,.]|$)|\b(?:named|called) [A-Z]"
        ),
    ),
    (
        Form.NAME,
        r"\b(?:what (?:is|was|are|were)|what's|whats|give me|tell me|the) (?:\w+ |[\w']+s )?names?\b|\bnames? of\b|"
        r"\bwho (?:is|was) the\b|\bcalled\W*$|\bwhich (?:[\w’'-]+ )?(?:charity|company|firm|organisation|provider)\b|"
        r"\b(?:what|which) (?:[\w’'-]+ ){0,2}(?:it|computer|recording|record|information) system\b",
        re.compile(rf"(?<!^)(?<![.!?:]\s)\b(?!{_NO_NAME})[A-Z][a-z]+[A-Z\d]?\w*\b|\bNo\.? \d|[‘“\"]\w|(?<!\w)'\w"),
    ),
)
_HELD = {sort: held for sort, _, held in _SORTS}
# Figures that count nothing: days, years and school years, ages, lengths of time, sums, the numbers of laws and levels.
_TO = rf"(?:(?:\s*(?:-|–|to|and|or)\s*){{1,2}}{_TWO_OR_MORE}(?:st|nd|rd|th)?)?"
_COUNTS_NOTHING = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})(?: (?:19|20)\d\d)?\b|\b(?:{_MONTH}) (?:19|20)\d\d\b|"
    r"(?<![\d,£])(?:19|20)\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?(?! (?:children|young|people|\w+s\b))(?![,\d])\b|"
    rf"\b(?:aged|ages?)\s+(?:of\s+)?(?:(?:under|over|between)\s+)?{_TWO_OR_MORE}{_TO}|\b(?:under|over)[ -]?(?:\d+s\b|\d\d(?=[.,;:)]|$))|"
    rf"\b{_TWO_OR_MORE}{_TO}[-–\s]+years?[-–\s]*olds?\b|"
    rf"\b(?:{_TWO_OR_MORE}|one){_TO}(?:\s*[-–]\s*|\s+)(?:(?:working|calendar|school|full)\s+)?"
    r"(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|terms?)\b|"
    r"\b(?:section|regulation|phase|stage|level|tier|key stage|year|band|grade|part|paragraph|step)s? \d+\w?\b|"
    r"\b24/7\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b|£\s?[\d,.]+(?:\s?(?:million|billion|m|k)\b)?",
    re.I,
)
# What is counted or measured in those after all.
_COUNTS_TIME = re.compile(
    r"\b(?:how many|number of) (?:\w+ )?(?:days|weeks|months|years|hours|minutes|times?)\b|\bhow (?:long|old)\b|"
    r"\baverage (?:\w+ )?(?:time|age|length|wait|duration)\b|\b(?:budget|costs?|spen\w+)\b",
    re.I,
)
# Whom nearly all that is counted is of, and words of counting: that a paragraph has these does not show what it counts.
_OF_ALL = frozenset(
    stem(word)
    for word in """area authority average back borough came care ceased child children city council county currently how inspection kid kids
    la last leave left live local looked many month now number often out people percentage person placed proportion rate returned
    roughly share stopped time total week year young""".split()
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a paragraph must hold to answer: a thing of that form and, where things are counted, something of what is counted.

    `own` are the figures that the question itself names, each with the word after it; `about` the stems of what is counted and of
    other words for that, empty where it does not say; `timed`: lengths of time, ages or sums are what is asked for.
    """

    form: Form
    own: frozenset[tuple[str, str]] = frozenset()
    about: frozenset[str] = frozenset()
    timed: bool = False

    def in_sentence(self, text: str) -> bool:
        """Whether the sentence holds a thing of that form that is not the question's own, and none that counts nothing."""
        if self.form in (Form.COUNT, Form.SHARE):
            text = text if self.timed else _COUNTS_NOTHING.sub(" ", text)
            text = _WITH_NOUN.sub(lambda m: m[2] if _figure(m) in self.own else m[0], text)
        return bool(_HELD[self.form].search(text))

    def spoken_of(self, text: str) -> bool:
        """Whether a text speaks of what is counted, as far as its words can tell."""
        return not self.about or not self.about.isdisjoint(map(stem, words(text)))


def asked_for(question: str) -> Form | None:
    """The sort of thing that is asked for, None where it has no form that can be checked."""
    return next((sort for sort, pattern, _ in _SORTS if re.search(pattern, question, re.I)), None)


def expected(
    form: Form | None, question: str, names: Collection[str] = (), added: Collection[Expansion] = ()
) -> Expected | None:
    """What an answer to the question must hold, None where that has no form; `names` say of which reports it is asked, `added` are
    other words for its words."""
    if form is None:
        return None
    named = frozenset(stem(word) for name in names for word in content(name))
    about = _counted(question) - named if form in (Form.COUNT, Form.SHARE) else frozenset()
    of_all = [e.term for e in added if not _counted(e.meaning)]  # "LAC" says no more than "looked after children"
    about = about.difference(*map(_counted, of_all))
    return Expected(
        form,
        frozenset(_figure(match) for match in _WITH_NOUN.finditer(question)),
        about.union(*(_counted(e.meaning) for e in added)) if about else about,
        bool(_COUNTS_TIME.search(question)),
    )


def _counted(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content(text) if not word.isdigit()) - _OF_ALL


def _figure(match: re.Match[str]) -> tuple[str, str]:
    number = match[1].lower()
    return _DIGITS.get(number, number), stem(match[2].lower())
