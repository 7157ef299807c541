"""Questions about an inspection itself, when it was, who led it, when its report came out, are answered from the lines that
print that: a reader of findings does not take "Inspection dates: 6 to 10 March" for an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.library import Loaded
from index.model import Kind
from qa.inspections import years_of
from qa.words import content

_INSPECTION = r"(?:inspect\w*|ofsted\w*)"
# What is asked for, and how the line begins that prints it.
_LINES = (
    (
        re.compile(
            rf"\b(?:when|dates?|days?|what (?:month|year))\b.*\b{_INSPECTION}|\b{_INSPECTION}.*\b(?:when|dates?|days)\b",
            re.I,
        ),
        re.compile(r"inspection dates?\b|dates? of (?:the )?inspection\b", re.I),
    ),
    (
        re.compile(
            r"(?<!deputy )\blead inspectors?\b|"
            rf"^(?=.*\b{_INSPECTION}).*\b(?:who|names?)\b.*\b(?:led|leads?(?! inspector)|leading|ran|in charge)\b|"
            r"\bwho (?:inspected|(?:were|was) the inspectors?)\b|\bnames? of (?:the )?inspectors?\b",
            re.I,
        ),
        re.compile(r"lead inspectors?\b", re.I),
    ),
    (re.compile(r"\bdeputy lead\b|\bdeputy inspector\b", re.I), re.compile(r"deputy lead inspectors?\b", re.I)),
    (
        re.compile(
            r"\breports?\b.*\b(?:publish\w*|publication|out|released?|issued?|dated?)\b|\bpublication dates?\b|"
            r"\b(?:publish\w*|publication|release|issue|dates?)\b.*\breports?\b",
            re.I,
        ),
        re.compile(r"(?:report )?published\b|publication date\b|date published\b", re.I),
    ),
)
# When what is asked is dated by the inspection, or another inspection is meant, other lines tell.
_ELSE = re.compile(
    r"\b(?:since|before|after|between|until|during|how|why|last|previous|earlier|prior|next|former|re-?inspect\w*|where|which|if)\b",
    re.I,
)
_FIRST_AND_LAST = re.compile(r"\bfirst and last\b", re.I)
# Words that go with such questions and say nothing of another subject.
_GENERAL = frozenset(
    """arrive arrived authority began begin beginning begun borough came carried charge children children's come
    complete completed conduct conducted council date dated dates day days deputy dr end ended ending exact exactly
    fieldwork finish finished first happen happened inspect inspected inspecting issue issued la latest lead leader
    leaders leading leads leave led left local month name named names ofsted place publication publish published ran
    recent release released run service services site start started starting take taken team thanks took undertaken
    us visit visited visiting year""".split()
)


def asks(question: str, known: Collection[str] = ()) -> bool:
    """Whether the question asks for such lines and for nothing else; `known` are words that say which report is meant."""
    rest = _FIRST_AND_LAST.sub("", question)
    subject = {word.removesuffix("'s") for word in content(rest)} - _GENERAL - {*known}
    return not subject and not _ELSE.search(rest) and any(asked.search(question) for asked, _ in _LINES)


def lines_for(question: str, names: Collection[str], among: Sequence[Loaded]) -> list[tuple[Loaded, int]]:
    """The lines of the reports, with their positions, that print the dates, leader or publication that the question asks for.

    `names` are words that say which report is meant. Nothing where anything else is asked, too, or where for something that
    is asked no report prints a line: then it is searched for.
    """
    known = {word for name in names for word in content(name)}
    known |= {str(year) for report in among for year in years_of(report.info)}
    if not asks(question, known):
        return []
    found: list[tuple[Loaded, int]] = []
    for asked, prints in _LINES:
        if asked.search(question):
            lines = [
                (report, position)
                for report in among
                for position, paragraph in enumerate(report.paragraphs)
                if paragraph.kind is Kind.INFORMATION and prints.match(paragraph.text)
            ]
            if not lines:
                return []
            found += lines
    order = {report.row: n for n, report in enumerate(among)}
    return sorted(dict.fromkeys(found), key=lambda line: (order[line[0].row], line[1]))
