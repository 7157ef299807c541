"""Questions about an inspection itself, when it was, who led it, when its report came out, are answered from the lines that
print that: a reader of findings does not take "Inspection dates: 6 to 10 March" for an answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from index.library import Loaded
from index.model import Kind, ReportInfo
from qa.comparisons import MONTH, YEAR
from qa.inspections import STEP_BACK, by_year, called, months_in, words_for
from qa.words import AUTHORITIES, AUTHORITY, content

# "The Ofsted report" and "when did Ofsted publish" ask for the report.
_INSPECTION = r"(?:(?:inspect\w*|ofsted\w*)\b(?! (?:reports?|publish\w*|releas\w*)\b)|ilacs|fieldwork)\b"
_WHEN = r"(?:when|how long (?:ago|since)|dates?|days?|(?:what|which) (?:month|year))"
_MANY = rf"(?:(?:ofsted|inspection) )?(?:reports|inspections|{AUTHORITIES})"
_WHICH = rf"^(?:in (?:{MONTH} )?{YEAR},? )?(?:which|what|how many)(?: of (?:the|these|those|our))? {_MANY}\b"
_LED = r"(?:led|lead(?! inspector)|headed|ran|conducted|carried out|was (?:leading|in charge of))"
_PUBLISHED = r"(?:publish\w*|publication|c[ao]me out|released?|issued)"
_CAME_OUT = "when the report was published"
# What is asked for, how the line begins that prints it, and what it is called where none does.
_LINES = (
    (
        re.compile(
            rf"\b{_WHEN}\b.*\b{_INSPECTION}|\b{_INSPECTION}.*\b{_WHEN}\b|"
            rf"{_WHICH}.*\b(?:inspected|(?:took|taken) place|happened|carried out)\b",
            re.I,
        ),
        re.compile(r"inspection dates?\b", re.I),
        "when the inspection was",
    ),
    (
        re.compile(
            r"(?<!deputy )\blead (?:inspectors?|hmi)\b|\bwho inspected\b|\bwho (?:were|was) the inspectors?\b|"
            rf"\b(?:who|which inspector) {_LED} (?:[\w’']+ ){{0,3}}{_INSPECTION}|"
            rf"\b{_INSPECTION}.* who (?:{_LED}|was in charge)(?: it| that)?\W*$|"
            r"\bnames? of (?:the )?inspectors?\b|\bwho wrote (?:the|this|that) report\b",
            re.I,
        ),
        re.compile(r"lead inspectors?\b", re.I),
        "who led the inspection",
    ),
    (
        re.compile(
            r"\bteam inspectors?\b|\bwho (?:was|were|is) (?:else )?(?:on|in) (?:the|that|its) (?:inspection )?team\b",
            re.I,
        ),
        re.compile(r"(?:lead|team) inspectors?\b", re.I),
        "who was on the inspection team",
    ),
    (
        re.compile(r"\bdeputy (?:lead )?inspector", re.I),
        re.compile(r"deputy lead inspectors?\b", re.I),
        "who the deputy lead inspector was",
    ),
    (
        re.compile(
            rf"^(?=.*\b{_WHEN}\b).*(?:\breports?\b.*\b{_PUBLISHED}\b|\b{_PUBLISHED}\b.*\breports?\b|\bpublication\b)|"
            rf"{_WHICH} (?:(?:were|have been) (?:published|released|issued)|(?:have )?c[ao]me out)\b|"
            r"\breport dates?\b|\bdates? (?:of|on) (?:the |this |that )?report\b",
            re.I,
        ),
        re.compile(r"(?:report )?published\b", re.I),
        _CAME_OUT,
    ),
)
# Words of no meaning to a search that ask for something else, or date it by the inspection.
_ELSE = re.compile(
    rf"\bdid (?:the |our |its )?(?:{AUTHORITY}|city)\b|"
    rf"\b(?:next|not|never|before|after|between|during|how(?! (?:many {_MANY}|long (?:ago|since))\b)|why|where|if|"
    r"sa(?:y|ys|id)|finds?|found|out of date|"
    r"what (?:do|does|did|happened)|(?:when|days) (?:do|does|is|are|will)|who\b.*(?<!and)(?<!–) when|"
    rf"which(?! (?:dates?|days?|month|year|inspector|(?:of (?:the|these|those|our) )?{_MANY})\b))\b|^(?:did|is|are|was|were|has|have)\b",
    re.I,
)
_BOUND = re.compile(rf"\b(?:before|after|between|during) (?:the )?{YEAR}\b", re.I)
_IN_MONTH = re.compile(rf"\b(?:in|during)\s+{MONTH}(?!\w)", re.I)
_MONTH = re.compile(rf"{_IN_MONTH.pattern}|\b{MONTH}(?=\s+{YEAR})", re.I)
# Of the days of the inspection, or the newest ("when was Derby last inspected?"); "the last inspection" is another one.
_FIRST_AND_LAST = re.compile(
    r"\bfirst and last\b|\b(?:first|last)(?= (?:days?|dates?)\b)|\blast(?= (?:inspect(?:ed)?|visit(?:ed)?)\W*$)",
    re.I,
)
# Words that go with such questions and say nothing of another subject.
_GENERAL = frozenset(
    """ago arrive arrived authorities authority began begin beginning borough boroughs came carried charge children city come compare
    conducted council councils counties county date dates day days deputy end ended every exact exactly fieldwork finish
    finished first full happen happened headed hmi ilacs inspect inspected issued la las latest lead leave led left local long
    month name named names need place publication publish published ran recent released run services sif since single site
    start started take taken team took undertaken until visit visited wrote year""".split()
)


def asks(question: str, known: Collection[str] = ()) -> bool:
    """Whether the question asks for such lines and for nothing else; `known` are words that say which report is meant."""
    asked = _MONTH.sub("", _FIRST_AND_LAST.sub("", question))
    rest = " – ".join(turn for turn in asked.split(" – ") if not STEP_BACK.match(turn))
    subject = set(content(re.sub(r"['’]s\b", "", rest))) - _GENERAL - {*known}
    return (
        not subject and not _ELSE.search(_BOUND.sub("", rest)) and any(asked.search(question) for asked, _, _ in _LINES)
    )


def lines_for(question: str, names: Collection[str], among: Sequence[Loaded]) -> tuple[list[tuple[Loaded, int]], str]:
    """The lines of the reports, with their positions, that print the dates, leader or publication that the question asks for,
    and what is to be said beside them: what of these no report prints, and when those came out that do not print it.

    `names` are words that say which report is meant. Nothing where anything else is asked, too, or where nothing is known
    of any of it: then it is searched for.
    """
    if not asks(question, words_for(names, [report.info for report in among])):
        return [], ""
    found: list[tuple[Loaded, int]] = []
    missing: list[str] = []
    beside = ""
    for asked, prints, what in _LINES:
        if asked.search(question):
            own = _of_years(question, among, what)
            lines = [
                (report, position)
                for report in own
                for position, paragraph in enumerate(report.paragraphs)
                if paragraph.kind is Kind.INFORMATION and prints.match(paragraph.text)
            ]
            printing = {report.row for report, _ in lines}
            if what == _CAME_OUT:
                beside = _came_out([report.info for report in own if report.row not in printing])
            found += lines
            missing += [] if lines or (beside and what == _CAME_OUT) else [what]
    if not (found or beside) and _IN_MONTH.search(question):
        return [], "No report that was searched is of that month."
    lacking = f"No report that was searched prints {' or '.join(missing)}." if missing and (found or beside) else ""
    order = {report.row: n for n, report in enumerate(among)}
    return sorted(found, key=lambda line: (order[line[0].row], line[1])), " ".join(filter(None, (lacking, beside)))


def _of_years(question: str, among: Sequence[Loaded], what: str) -> list[Loaded]:
    """The reports that its years and months mean, going by the date that is asked for: an inspection of December 2023 is not published in
    2023. By both dates where none is of these years by that."""
    infos = [report.info for report in among]
    dated = [replace(i, inspected=None) if what == _CAME_OUT else replace(i, published=None) for i in infos]
    for those in (dated, infos):
        chosen = by_year(question, those, (), one_place=True, graded=True)
        if not chosen.missing:
            months = {month for said in _IN_MONTH.finditer(question) for month in months_in(said.group())}
            fitting = [info for info in those if not chosen.slugs or info.slug in chosen.slugs]
            slugs = {info.slug for info in fitting if not months or months & _months_of(info)}
            return [report for report in among if report.info.slug in slugs]
    return []


def _months_of(info: ReportInfo) -> set[int]:
    """The months in which the inspection was, going by its printed dates, too, and its report came out."""
    days = {day.month for day in (info.inspected, info.published) if day}
    return days.union(months_in(info.inspection_dates)) if info.inspected else days


_KNOWN_FROM = {"file name": "the name of the file", "PDF metadata": "the PDF’s own data", "printed": "its text"}
_TOLD = 60  # reports at most of which it is told in a sentence when they came out


def _came_out(infos: Sequence[ReportInfo]) -> str:
    """When reports came out whose title pages do not print that, and how it is known; "" where it is not."""
    known: dict[str, list[str]] = {}
    for info in infos:
        if info.published:
            day = f"{info.published.day} {info.published:%B %Y}"
            known.setdefault(_KNOWN_FROM[info.published_from], []).append(f"{called(info)} on {day}")
    if sum(map(len, known.values())) > _TOLD:
        return "Many more do not print when they came out: please name an authority or a year."
    return " ".join(f"Published, going by {source}: {'; '.join(reports)}." for source, reports in known.items())
