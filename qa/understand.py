"""What a question asks for and of which reports: read from its words, and shown with the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.model import Kind, ReportInfo, Scope
from index.scope import of_authorities, short_name

_AUTHORITIES = Path(__file__).parent / "data" / "authorities.json"
_YEAR = re.compile(r"\b20[012]\d\b")
# The year of an inspection, not of some event: "the 2018 inspection", "inspected in 2018".
_INSPECTION_YEAR = re.compile(
    r"\b(20[012]\d)\s+(?:ofsted\s+)?(?:inspections?|reports?)\b|"
    r"\b(?:inspections?|reports?|inspected|published)\s+(?:of|in|from|for|dated)?\s*(?:[A-Z][a-z]+\s+)?(20[012]\d)\b",
    re.I,
)
_OPEN_RANGE = re.compile(r"\bsince\b", re.I)
_RANGE = re.compile(
    r"\b(?:between|from)\b.{0,40}\b20[012]\d\b.{0,20}\b(?:and|to|until|-|–)\s*(?:\w+\s+){0,2}20[012]\d\b|20[012]\d\s*[-–]\s*20[012]\d",
    re.I,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|chang\w+|since|over (?:the )?(?:years|time|inspections?)|"
    r"across (?:the |its |their |all )?(?:\w+ )?inspections|each inspection|versus|vs|then\b.*\bnow|successive|"
    r"(?:get|got|getting|any) (?:better|worse|quicker)|improv\w+|between|trend|moved|(?:two|three|four|five) inspections)\b",
    re.I,
)
_WHICH_REPORTS = re.compile(
    r"\b(?:which|what|any|other|different|how many|these) (?:\w+ )?(?:authorit\w+|councils?|las|areas|boroughs|counties|"
    r"reports|inspections|places)\b|"
    r"^(?:who|where|which las?['’]?)\b",
    re.I,
)
_LATEST = re.compile(
    r"\b(?:the\s+)?(?:latest|most recent|newest|current|last)\s+(?:\w+\s+)?(?:inspections?|reports?)\b|\blatest\b|\bmost recent\b",
    re.I,
)
_ALL = re.compile(
    r"^all\b|\b(?:all (?:of )?(?:the )?(?:paragraphs|mentions|references|findings|recommendations)|everything|list|every|whole story|"
    r"full (?:list|picture))\b",
    re.I,
)
_WISHES = (
    (
        Kind.JUDGEMENT,
        re.compile(
            r"\b(?:judge?ments?|judged|grades?|graded|gradings?|rated|ratings?|overall|inadequate|outstanding|"
            r"requires? improvement)\b",
            re.I,
        ),
    ),
    (
        Kind.RECOMMENDATION,
        re.compile(
            r"\b(?:recommend\w*|told to|asked to (?:do|improve)|needs? to (?:improve|be (?:better|improved))|what must|"
            r"areas? for improvement|priority actions?|put right)\b",
            re.I,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Scoped:
    """The scope with the scope words of the question in it, those words as typed, and the question.

    `missing` is an authority or a year that the question names and that no report in the given scope is of.
    """

    scope: Scope
    words: tuple[str, ...]
    question: str
    missing: str = ""


def wishes(question: str) -> tuple[Kind, ...]:
    """The kinds of paragraph that the question asks for by name: judgements, recommendations."""
    return tuple(kind for kind, pattern in _WISHES if pattern.search(question))


def wants_all(question: str) -> bool:
    """Whether the question asks for all there is on a subject, in report order."""
    return bool(_ALL.search(question))


@cache
def all_authorities() -> tuple[str, ...]:
    """The children's services authorities of England as people say them, longest first."""
    names: list[str] = json.loads(_AUTHORITIES.read_text(encoding="utf-8"))
    return tuple(sorted(names, key=len, reverse=True))


def scoped(question: str, given: Scope, infos: Sequence[ReportInfo]) -> Scoped:
    """Read scope words ("in Havering's 2018 inspection", "latest") from the question.

    `infos` are the reports that `given` allows. A name that none of them is of is reported as missing; the given scope
    is only ever narrowed, never widened.
    """
    result = Scoped(given, (), question)
    result = _with_authorities(result, infos)
    result = _with_years(result, infos)
    latest = _LATEST.search(result.question)
    if latest and len(infos) > 1:
        result = replace(
            result, scope=replace(result.scope, latest_only=True), words=(*result.words, latest.group().strip())
        )
    return result


def _with_authorities(result: Scoped, infos: Sequence[ReportInfo]) -> Scoped:
    by_name = {short_name(info.authority).casefold(): short_name(info.authority) for info in infos if info.authority}
    named = _names_in(result.question, [*by_name, *all_authorities()])
    here = [by_name[name.casefold()] for name in named if name.casefold() in by_name]
    if here and len(by_name) > 1:
        words = tuple(name for name in named if name.casefold() in by_name)
        return replace(
            result, scope=replace(result.scope, authorities=tuple(dict.fromkeys(here))), words=(*result.words, *words)
        )
    away = [name for name in named if name.casefold() not in by_name]
    located = [
        name
        for name in away
        if re.search(
            rf"\b(?:in|at|for|of|did|does|is|was|has)\s+{re.escape(name)}\b|\b{re.escape(name)}(?:'s|’s)",
            result.question,
            re.I,
        )
    ]
    return replace(result, missing=located[0]) if located and not here else result


def _names_in(question: str, names: Sequence[str]) -> list[str]:
    found: list[str] = []
    rest = question
    for name in sorted(dict.fromkeys(n for n in names if n), key=len, reverse=True):
        pattern = re.compile(rf"\b{re.escape(name)}\b", re.I)
        match = pattern.search(rest)
        # A place name is typed with a capital, or else it is a word ("reading", "bury", "poole").
        if match and (match.group()[0].isupper() or name.casefold() not in _ALSO_WORDS):
            found.append(match.group())
            rest = pattern.sub(" ", rest)
    return found


_ALSO_WORDS = frozenset({"reading", "bury", "barking", "sale", "wells", "medway", "city of london", "sandwell"})


def _with_years(result: Scoped, infos: Sequence[ReportInfo]) -> Scoped:
    """Narrow to the reports of the years named; a year in which none in scope was inspected is missing."""
    here = [info for info in infos if of_authorities(info, result.scope.authorities)]
    explicit = [year for match in _INSPECTION_YEAR.finditer(result.question) for year in match.groups() if year]
    named = [int(year) for year in _YEAR.findall(result.question)]
    absent = [year for year in explicit if here and not any(int(year) in _years(info) for info in here)]
    if absent and not result.missing:
        return replace(result, missing=absent[0])
    if not named or len(here) < 2 or not (explicit or result.scope.authorities):
        return result
    wanted = [info.slug for info in here if _fits(info, named, result.question)]
    if not wanted or len(wanted) == len(here):
        return result
    return replace(result, scope=replace(result.scope, reports=tuple(wanted)), words=(*result.words, *map(str, named)))


def _fits(info: ReportInfo, named: Sequence[int], question: str) -> bool:
    if len(named) > 1 and _RANGE.search(question):
        return any(min(named) <= year <= max(named) for year in _years(info))
    if len(named) == 1 and _OPEN_RANGE.search(question):
        return any(year >= named[0] for year in _years(info))
    return any(year in named for year in _years(info))


def _years(info: ReportInfo) -> set[int]:
    """The years by which people know an inspection: of its last day and of its report."""
    return {day.year for day in (info.inspected, info.published) if day}


def compares(question: str) -> bool:
    """Whether the question asks how something changed from report to report."""
    return bool(_COMPARES.search(question)) or len(set(_YEAR.findall(question))) > 1


def asks_which_reports(question: str) -> bool:
    """Whether the question asks which authorities or reports something is true of."""
    return bool(_WHICH_REPORTS.search(question))
