"""What a question asks for and of which reports: read from its words, and shown with the answer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from index.model import Kind, ReportInfo, Scope

_AUTHORITIES = Path(__file__).parent / "data" / "authorities.json"
_PREFIX = re.compile(
    r"^(?:london borough of|royal borough of|city of|borough of|metropolitan borough of|county of)\s+|"
    r"\s+(?:local authority|city council|county council|borough council|metropolitan borough council|council|county|city)$", re.I
)  # fmt: skip
_YEAR = r"(?P<year>20[012]\d)"
_OF_YEAR = re.compile(
    rf"\b(?:in|from|of|at)?\s*(?:the|its|their)?\s*\b{_YEAR}\s+(?:inspections?|reports?|ofsted|one)\b|"
    rf"\b(?:inspections?|reports?|inspected|visit)\s+(?:of|in|from|for|dated)\s+(?:\w+\s+)?(?P<year2>20[012]\d)\b", re.I
)  # fmt: skip
_LATEST = re.compile(
    r"\b(?:the\s+)?(?:latest|most recent|newest|current|last)\s+(?:\w+\s+)?(?:inspections?|reports?)\b|\blatest\b|\bmost recent\b",
    re.I,
)
_ALL = re.compile(
    r"\b(?:all (?:the )?(?:paragraphs|mentions|references|findings|recommendations)|everything|list|every|whole story|"
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
    """The scope with the scope words of the question in it, those words as typed, and the question without them.

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


def short_name(authority: str) -> str:
    """An authority as people say it: "Havering" for "London Borough of Havering"."""
    previous = ""
    while previous != authority:
        previous, authority = authority, _PREFIX.sub("", authority).strip()
    return authority


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
    by_name = {short_name(info.authority).casefold(): info.authority for info in infos if info.authority}
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
    match = _OF_YEAR.search(result.question)
    loose = (
        re.search(rf"\b(?:in|from|of)\s+{_YEAR}\b", result.question) if result.scope.authorities and not match else None
    )
    found = match or loose
    if not found:
        return result
    year = int(found.group("year") or found.group("year2"))
    years = {info.published.year for info in infos if info.published} | {info.year for info in infos if info.year}
    if year not in years:
        return replace(result, missing=str(year)) if match else result
    if len(infos) == 1:
        return result
    return replace(
        result, scope=replace(result.scope, year_from=year, year_to=year), words=(*result.words, found.group().strip())
    )
