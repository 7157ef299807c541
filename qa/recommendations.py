"""Questions about what a report recommends are answered from its recommendations, in printed order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.library import Loaded
from index.model import Kind
from index.reading.sections import known_kind, of_board
from qa.inspections import BECAME, words_for
from qa.words import AUTHORITIES, AUTHORITY, content, stem, words

_NAMES = re.compile(
    r"\brecommend\w*|\brecs?\b|\b(?:areas?|priorities) (?:for|of) improvement|\b(?:areas?|things) to improve|"
    r"\bimprovement (?:areas?|points?)|\bpriority actions?",
    re.I,
)
_ASKS = re.compile(
    rf"{_NAMES.pattern}|"
    r"\b(?:told|asked|has|have|got|needs?|needed) to (?:do )?(?:improv\w+|put right|fix|get better|do better|be better|be improved)|"
    r"\b(?:must|should)\b.{0,40}\b(?:improve|put right|fix|do better|get better)\b|\bwhat needs improving|"
    r"\b(?:told|tell|asked|ask)\b.{0,25}\bput right|\bimprovements? (?:are |is |was |were )?(?:needed|required)",
    re.I,
)
# What became of recommendations, or who made them, stands in the findings.
_OF_THEM = re.compile(
    r"^(?:who|when|why|how)\b|\b(?:implement\w*|met|act(?:ed)? (?:up)?on|address\w*|progress\w*|respon\w*|deliver\w*|complet\w*|"
    r"carried out)\b|(?:^(?:has|have|was|were)\b.*\b|\b(?:been|was|were) (?:\w+ )?)(?:actioned|closed|complied with|dealt with|done|"
    r"followed (?:up|through)|fulfilled|resolved|sorted(?: out)?|tackled)\b",
    re.I,
)
# What some reports set apart from what is to improve in time. "Areas for improvement" are called so in all.
_PRIORITY = re.compile(r"\b(?:priority|immediate) (?:and immediate )?actions?\b", re.I)
# "What must be done within three months?": some reports set such things under headings of their own.
_IN_TIME = re.compile(r"\bimmediate(?:ly)?\b|\b(?:days?|weeks?|months?|years?)\b", re.I)
_FIGURES = {"1": "one", "2": "two", "3": "three", "4": "four", "6": "six", "9": "nine", "12": "twelve"}
# "Which recommendations were made before?", and the recommendations that say that they were.
_REPEATED = re.compile(
    r"\b(?:recommended|made|given|raised) (?:already |once )?(?:again|before(?! \w)|previously|twice)\b|"
    r"\b(?:already|previously) (?:recommended|made|given|raised)\b|"
    r"\b(?:repeated|carried (?:over|forward)|outstanding|left(?: over)?) from (?:(?:the|an|our|their|its) )?(?:last|previous|earlier)"
    r"(?: (?:inspection|report|visit|time))?\b",
    re.I,
)
_AS_BEFORE = re.compile(r"\brecommend(?:ation|ed)\b.*\b(?:last|previous|earlier|20\d\d) inspection\b", re.I)
_BOARD = re.compile(r"\blscb\b|\bsafeguarding (?:children )?(?:board|partnership)\b|\bthe board\b", re.I)
_COUNCIL = re.compile(rf"\b(?:{AUTHORITY}|las|trust|we)\b|\b(?:tell|told|ask|asked|recommended) us to\b", re.I)
# Words that go with asking for recommendations and say nothing of their subject.
_GENERAL = frozenset(
    """action actions area areas authorities authority better board borough can children children's council department do eight everything
    five fix four full headline headlines help immediate improve improved improvement improvements improving january february march
    april may june july august september october november december key la las lead leaders list local lscb made main make
    managers must need needed needs number numbers order pls points priorities priority put recent latest rec recs recommend
    recommendation recommendations recommended required right safeguarding section service services set seven six summary tell team
    them there they three told top total trust two us work year""".split()
)


def asks(question: str) -> bool:
    """Whether the question asks what is recommended, or has to improve."""
    of_them = _OF_THEM.search(question.strip()) or BECAME.match(question.strip())
    return bool(_ASKS.search(question)) and not of_them


def asks_for_none_else(question: str) -> bool:
    """Whether it asks for recommendations by that name. What "needs to improve" stands in the findings, too."""
    return asks(question) and bool(_NAMES.search(question))


OFTEN = (
    r"(?:usual(?:ly)?|typical(?:ly)?|(?:most )?common(?:ly|est)?|generally|normally|(?:most )?(?:often|frequent(?:ly)?)|"
    r"most (?:regular(?:ly)?|of the time)|tends? to|recurring|repeated(?:ly)?|again and again|time and again)"
)
_MADE = r"(?:recommend\w*|recs?\b|areas? for improvement|priority actions?|(?:told|asked|needs?|needed|have|has) to)"
# "usually recommend", "recommended most often", "… that come up most often".
_IN_GENERAL = re.compile(
    rf"\b{OFTEN} (?=(?:(?:gets?|is|are|been|being|made|key) )*{_MADE})|(?<=\w) {OFTEN}(?= (?:about|on|for|regarding)\b|\W*$)|"
    r"\s+(?:that )?(?:(?:come|crop|turn)s? up (?:most|again|over|repeatedly|regularly)\b.*|recur\W*|"
    r"(?:are|is|gets?) (?:made |given )?most (?:often|common(?:ly)?|frequent(?:ly)?)\W*)$",
    re.I,
)
# "Do conferences usually recommend …?", "what do foster carers usually need to improve on?": not what inspectors do.
_OF_PRACTICE = re.compile(
    r"^(?:(?:and|so) )?(?:do|does|did|is|are|was|were|has|have|had|how|why|when|where|who)\b(?! (?:\w+ )?(?:inspectors|ofsted|reports?)\b)|"
    rf"^what (?:\w+ )?(?:do|does|did) (?!(?:the |their |its )?(?:inspectors|ofsted|inspections?|reports?|{AUTHORITIES}|they)\b)",
    re.I,
)
_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning|around|for(?! improvement\b)|to improve(?: on| in)?)\s+(?P<subject>.+?)[\s?.!]*$",
    re.I,
)


def whole(question: str) -> str:
    """A question for what is recommended in general as one for all there is, which are not counted; other questions as they are.

    "What do inspectors usually recommend on early help?" becomes "List all recommendations about early help".
    """
    if not in_general(question):
        return question
    about = _ABOUT.search(" ".join(_IN_GENERAL.sub(" ", question).split()))
    return f"List all recommendations about {about['subject']}" if about else "List all recommendations"


def in_general(question: str) -> bool:
    """Whether it asks what is recommended usually or most often."""
    return asks(question) and bool(_IN_GENERAL.search(question)) and not _OF_PRACTICE.match(question)


def all_of(question: str, names: Collection[str], among: Sequence[Loaded]) -> list[tuple[Loaded, int]]:
    """Every recommendation of the reports, with its position, where the question names no subject for them.

    `names` are words that say which report is meant. Those for the safeguarding board are left out where the question
    speaks of the council (or of "we"), and they alone are given where it speaks of the board; where it speaks of "priority
    actions" or names a time ("within three months"), those alone that stand under such a heading; where it asks which were made
    before, those that say so. Nothing where another subject is named, or nothing is called so: then they are searched.
    """
    wants, in_time = asks(question), _IN_TIME.search(question)
    if not wants and not in_time:
        return []
    known = words_for(names, [report.info for report in among])
    repeated = _REPEATED.search(question)
    question = _REPEATED.sub(" ", question)
    named = {word.removesuffix("'s") for word in content(question)} - known
    every = [
        (report, position)
        for report in among
        for position, paragraph in enumerate(report.paragraphs)
        if paragraph.kind is Kind.RECOMMENDATION and (not repeated or _AS_BEFORE.search(paragraph.text))
    ]
    found = _under(named, every) if in_time else []
    if not found:
        if not wants or named - _GENERAL:
            return []
        of_priority = _PRIORITY.search(question)
        found = [
            (report, at)
            for report, at in every
            if not of_priority or any(map(_PRIORITY.search, report.paragraphs[at].section))
        ]
    boards = [(report, at) for report, at in found if of_board(report.paragraphs[at].section)]
    if _BOARD.search(question):
        return boards
    return [item for item in found if item not in boards] if _COUNCIL.search(question) else found


def _under(named: set[str], among: Sequence[tuple[Loaded, int]]) -> list[tuple[Loaded, int]]:
    """Those under a heading that holds all of the words but general ones, and the numbers: "within 3 months"."""
    own = named - _GENERAL - set(_FIGURES) - {"within", "next"} | named & {"immediate"}
    figures = {_FIGURES.get(word, word) for word in named} & set(_FIGURES.values())
    told = {stem(word) for word in own} | figures
    return [(report, at) for report, at in among if own and told <= _heading(report.paragraphs[at].section)]


def _heading(path: Sequence[str]) -> set[str]:
    """The words of the headings of the recommendations themselves, not of the chapter that they stand in."""
    first = next((n for n, heading in enumerate(path) if known_kind(heading) is Kind.RECOMMENDATION), 0)
    return {stem(word) for word in words(" ".join(path[first:]))}
