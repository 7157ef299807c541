"""Questions about the library itself, which reports and authorities there are, are answered from what it holds: no paragraph
says that."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from index.model import ReportInfo
from index.scope import canonical
from qa.inspections import known_years
from qa.words import AUTHORITIES, content, words

_NAMED = 30  # authorities at most that are named in a sentence
_LIBRARY = r"(?:the|your|our|this) library"
_WHICH = re.compile(
    r"^(?:(?:please|can you|could you|tell me) )*(?:(?P<list>(?:list|show|give|name)(?: me| us)?)|(?:which|what|how many)(?: are)?)"
    r"(?: all| every| each)?(?: of)?(?: the| these| your| our)?(?: (?:different|local|ofsted|inspection))* "
    rf"(?:reports|inspections|{AUTHORITIES}|years)\b(?P<rest>.*)$",
    re.I,
)
_HELD = re.compile(
    r"\b(?:there|here|library|covered|included|available|loaded|uploaded|added|stored|held|(?:have|do) (?:you|we)|you have|"
    r"(?:i|we) (?:ask|search))\b",
    re.I,
)
_WHAT_HELD = re.compile(
    rf"^(?:what(?: is| are|['’]?s)?(?: there)? in {_LIBRARY}|what does {_LIBRARY} (?:hold|have|contain|cover|include))\W*$",
    re.I,
)
_WHETHER = re.compile(
    rf"^(?:(?:is|are)(?: there)? .+ in {_LIBRARY}|(?:do|have) (?:you|we) (?:have|got|hold|cover)(?: (?:a|an|any|the|all))? .+)\W*$",
    re.I,
)
# What may stand beside them, with the names of places and the years that chose the reports.
_BESIDE = frozenset(
    """a about added after all and any anything are ask at available been before between can council covered cover currently do does
    for from got has have held here hold how i in included inspection inspections is know library loaded local moment now of on our
    please program report reports search searched since so far stored system that the there these this to tool until uploaded we what which
    you your""".split()
)


def asks(turns: Sequence[str], names: Collection[str]) -> bool:
    """Whether it is asked which reports or authorities there are, or how many; `names` are words that say which are meant.

    `turns` are the questions that make it whole; those after the first may only name others ("and of Derby?").
    """
    question, *later = turns
    known = {word for name in names for word in content(name)}
    if not all(_only(turn, known) for turn in later):
        return False
    which, whether = _WHICH.match(question), _WHETHER.match(question)
    if which:
        own = _HELD.search(which["rest"]) or which["list"]
        return bool(own) and _only(which["rest"], known)
    return bool(_WHAT_HELD.match(question)) or bool(whether and known and _only(question, known))


def _only(text: str, known: Collection[str]) -> bool:
    return {word.removesuffix("'s") for word in words(text)} <= {*_BESIDE, *known}


def told(infos: Sequence[ReportInfo], *, whole: bool) -> str:
    """How many reports of how many authorities there are, which, and where they are listed. `whole`: these are all of the
    library."""
    held: dict[str, list[str]] = {}
    for info in sorted(infos, key=lambda info: str(info.date or "")):
        held.setdefault(canonical(info.authority) or info.title or info.slug, []).append(known_years(info))
    authorities = len({canonical(info.authority) for info in infos if info.authority})
    number = f"{len(infos)} {'report' if len(infos) == 1 else 'reports'}"
    places = f"{authorities} {'authority' if authorities == 1 else 'authorities'}"
    named = "; ".join(f"{name} {', '.join(years)}".strip() for name, years in sorted(held.items()))
    opening = "The library holds" if whole else "In scope is" if len(infos) == 1 else "In scope are"
    names = f": {named}" if len(held) <= _NAMED else ""
    return f"{opening} {number} of {places}{names}. The page Library and “report-qa list” show each with its dates."
