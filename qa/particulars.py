"""Questions about an inspection itself, when it was, who led it, when its report came out, are answered from the lines that
print that: a reader of findings does not take "Inspection dates: 6 to 10 March" for an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.library import Loaded
from index.model import Kind
from qa.inspections import words_for
from qa.words import content

# "The Ofsted report" and "when did Ofsted publish" ask for the report.
_INSPECTION = r"(?:(?:inspect\w*|ofsted\w*)\b(?! (?:reports?|publish\w*|releas\w*)\b)|ilacs|fieldwork)\b"
_WHEN = r"(?:when|dates?|days?|(?:what|which) (?:month|year))"
_LED = r"(?:led|lead(?! inspector)|headed|ran|conducted|carried out|was (?:leading|in charge of))"
_PUBLISHED = r"(?:publish\w*|publication|c[ao]me out|released?|issued)"
# What is asked for, how the line begins that prints it, and what it is called where none does.
_LINES = (
    (
        re.compile(rf"\b{_WHEN}\b.*\b{_INSPECTION}|\b{_INSPECTION}.*\b{_WHEN}\b", re.I),
        re.compile(r"inspection dates?\b", re.I),
        "when the inspection was",
    ),
    (
        re.compile(
            r"(?<!deputy )\blead (?:inspectors?|hmi)\b|\bwho inspected\b|\bwho (?:were|was) the inspectors?\b|"
            rf"\b(?:who|which inspector) {_LED} (?:[\w’']+ ){{0,3}}{_INSPECTION}|"
            rf"\b{_INSPECTION}.* who (?:{_LED}|was in charge)(?: it| that)?\W*$|"
            r"\bnames? of (?:the )?inspectors?\b",
            re.I,
        ),
        re.compile(r"lead inspectors?\b", re.I),
        "who led the inspection",
    ),
    (
        re.compile(r"\bdeputy (?:lead )?inspector", re.I),
        re.compile(r"deputy lead inspectors?\b", re.I),
        "who the deputy lead inspector was",
    ),
    (
        re.compile(
            rf"^(?=.*\b{_WHEN}\b).*(?:\breport\b.*\b{_PUBLISHED}\b|\b{_PUBLISHED}\b.*\breport\b|\bpublication\b)|"
            r"\breport dates?\b|\bdates? (?:of|on) (?:the |this |that )?report\b",
            re.I,
        ),
        re.compile(r"(?:report )?published\b", re.I),
        "when the report was published",
    ),
)
# Words of no meaning to a search that ask for something else, or date it by the inspection.
_ELSE = re.compile(
    r"\bdid (?:the |our |its )?(?:council|authority|la|borough|county|city)\b|"
    r"\b(?:before|after|between|during|how|why|where|if|sa(?:y|ys|id)|finds?|found|out of date|"
    r"what (?:do|does|did|happened)|(?:when|days) (?:do|does|is|are|will)|who\b.*(?<!and) when|"
    r"which(?! (?:dates?|days?|month|year|inspector)\b))\b|^(?:did|is|are|was|were|has|have)\b",
    re.I,
)
# Of the days of the inspection, or the newest ("when was Derby last inspected?"); "the last inspection" is another one.
_FIRST_AND_LAST = re.compile(
    r"\bfirst and last\b|\b(?:first|last)(?= (?:days?|dates?)\b)|\blast(?= (?:inspect(?:ed)?|visit(?:ed)?)\W*$)", re.I
)
# Words that go with such questions and say nothing of another subject.
_GENERAL = frozenset(
    """arrive arrived authority began begin beginning borough came carried charge children city come conducted
    council county date dates day days deputy end ended exact exactly fieldwork finish finished first full happen
    happened headed hmi ilacs inspect inspected issued la latest lead leave led left local month name named names
    need place publication publish published ran recent released run services sif single site start started take
    taken team took undertaken visit visited year""".split()
)


def asks(question: str, known: Collection[str] = ()) -> bool:
    """Whether the question asks for such lines and for nothing else; `known` are words that say which report is meant."""
    rest = _FIRST_AND_LAST.sub("", question)
    subject = set(content(re.sub(r"['’]s\b", "", rest))) - _GENERAL - {*known}
    return not subject and not _ELSE.search(rest) and any(asked.search(question) for asked, _, _ in _LINES)


def lines_for(
    question: str, names: Collection[str], among: Sequence[Loaded]
) -> tuple[list[tuple[Loaded, int]], list[str]]:
    """The lines of the reports, with their positions, that print the dates, leader or publication that the question asks for,
    and what of these no report prints.

    `names` are words that say which report is meant. Nothing where anything else is asked, too, or where no report prints
    any of it: then it is searched for.
    """
    if not asks(question, words_for(names, [report.info for report in among])):
        return [], []
    found: list[tuple[Loaded, int]] = []
    missing: list[str] = []
    for asked, prints, called in _LINES:
        if asked.search(question):
            lines = [
                (report, position)
                for report in among
                for position, paragraph in enumerate(report.paragraphs)
                if paragraph.kind is Kind.INFORMATION and prints.match(paragraph.text)
            ]
            found += lines
            missing += [] if lines else [called]
    order = {report.row: n for n, report in enumerate(among)}
    return sorted(found, key=lambda line: (order[line[0].row], line[1])), missing if found else []
