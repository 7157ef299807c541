"""Questions about grades are answered from the judgements that the reader took from each report, not by search."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.library import Loaded
from index.model import Grade, Judgement, ReportInfo
from index.sentences import sentences
from qa.comparisons import MONTH, YEAR
from qa.words import content, stem

_ASKS = re.compile(
    r"\b(?:grades?|graded|grading|rated|ratings?|judge?ments?|judged|overall (?:effectiveness|outcome|result|score)|"
    r"ofsted (?:score|result|outcome|judge|rate))\b|\bwhat did .{0,40}\bget (?:for|overall)\b",
    re.I,
)
# How people name an area of judgement, and how reports print it. The first that fits a printed area is its name.
_AREAS = (
    ("overall", r"\boverall\b|\boverall effectiveness\b", r"overall|^children.s services in"),
    ("board", r"\blscb\b|\bsafeguarding (?:children )?board\b", r"safeguarding children board|lscb"),
    ("adoption", r"\badopt\w*(?: performance)?", r"adoption"),
    ("leavers", r"\bcare leavers?\b|\bleaving care\b", r"care leavers"),
    ("care", r"\b(?:looked[- ]after|in care|permanence|cla|lac)\b", r"looked after|in care|permanence"),
    (
        "help",
        r"\b(?:help and protection|need(?:s|ing)? help|child protection|help & protection)\b",
        r"help and protection|need help",
    ),
    ("leaders", r"\b(?:leaders\w*|management|governance)\b", r"leader"),
)
_GRADES = (
    (Grade.REQUIRES_IMPROVEMENT, r"\brequir\w+ improvement(?: to be good)?\b|\bRI\b"),
    (Grade.INADEQUATE, r"\binadequate\b|\bfail(?:ed|ing)\b"),
    (Grade.OUTSTANDING, r"\boutstanding\b"),
    (Grade.ADEQUATE, r"\badequate\b"),
    (Grade.GOOD, r"\bgood\b"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Areas and grades that a question names; an empty tuple stands for all. `premise`: it takes the grade for granted."""

    areas: tuple[str, ...]
    grades: tuple[Grade, ...]
    premise: bool


def wanted(question: str, names: Collection[str] = (), turns: Sequence[str] = ()) -> Wanted | None:
    """What judgements the question is about, None where it is not about grades of this inspection.

    `names` are words that say which report is meant, the year of "before 2019", too; `turns` are the questions that it is
    joined from, oldest first: the areas of the newest that names any count. A question that speaks of anything beside
    grades, areas and those ("what percentage of plans were rated good?", "why is good oversight important?") is about
    something else.
    """
    premise = bool(_PREMISE.match(question))
    denied = None if premise else _NOT.search(question)
    if denied:
        before, after = question[: denied.start()], question[denied.end() :]
        if _grades(f"{before} {after}"):  # "good but not outstanding"
            return None
        question = f"{before.rstrip()} {denied['grades']}{after}"
    grades = _grades(question)
    if denied:
        grades = tuple(grade for grade in Grade if grade not in grades)
    areas = next((found for turn in (*reversed(turns), question) if (found := _areas(turn))), ())
    known = {word for name in names for word in content(name)}
    named = bool(known & {word.removesuffix("'s") for word in content(question)})
    asks = (
        bool(grades and areas)
        if premise
        else bool(
            _ASKS.search(question) or (grades and named and _IS_IT.match(question) and not _GOOD_AT.search(question))
        )
    )
    plain = None if premise else _in_plain_words(question, areas, known)
    earlier = _OTHERS.search(_BEFORE_YEAR.sub(lambda said: "" if said["year"] in known else said.group(), question))
    if not (asks or plain is not None) or earlier or (not premise and _WHY.search(question)):
        return None
    return None if _beside(question, known) else Wanted(areas if plain is None else plain, grades, premise)


def _areas(question: str) -> tuple[str, ...]:
    return tuple(name for name, pattern, _ in _AREAS if re.search(pattern, question, re.I))


def _in_plain_words(question: str, areas: tuple[str, ...], known: Collection[str]) -> tuple[str, ...] | None:
    """The areas whose grade is asked for with no word for grading, empty for all; None where that is not asked.

    "Is leadership outstanding?", "Which areas were inadequate?", "Which authorities are outstanding?" (overall, unless an
    area is named), "How did Millford do overall?".
    """
    if _MORE.search(question):
        return None
    if _WHICH_AREAS.match(question):
        return None if areas else ()
    if _WHICH_AUTHORITIES.match(question):
        return areas or ("overall",)
    how = _HOW_OVERALL.match(question)
    if how:
        who = {word.removesuffix("'s") for word in content(how["who"])} - set(known)
        return None if who and not _AUTHORITY.match(how["who"]) else ("overall",)
    return areas if len(areas) == 1 and _IS_AREA.match(question) else None


def unfounded(question: str, names: Collection[str], reports: Sequence[Loaded]) -> tuple[Grade, ...]:
    """Grades that the question takes for granted of something that has none ("why is fostering rated outstanding?").

    Empty where a judgement in the reports is one of them, or a sentence speaks of that grade and of what is asked about.
    """
    grades = _grades(question)
    if not (grades and _PREMISE.match(question) and _IS_GRADED.search(question)) or _OTHERS.search(question):
        return ()
    given = [j for report in reports for j in report.info.judgements]
    if not given or any(j.normalised in grades for j in given):
        return ()
    known = {word for name in names for word in content(name)}
    beside = {stem(word) for word in _beside(question, known)}
    said = [
        part
        for report in reports
        for paragraph in report.paragraphs
        if _grades(paragraph.text)
        for part in (paragraph.text[s.start : s.end] for s in sentences(paragraph.text))
        if set(_grades(part)) & set(grades)
    ]
    found = any(beside & {stem(word) for word in content(part)} for part in said) if beside else bool(said)
    return () if found else grades


def gives_one(text: str) -> bool:
    """Whether the text gives a grade."""
    return bool(_grades(text))


def _grades(text: str) -> tuple[Grade, ...]:
    found = []
    for grade, pattern in _GRADES:
        text, times = re.subn(pattern, " ", text, flags=re.I)  # "requires improvement to be good" is no "good"
        found += [grade] if times else []
    return tuple(found)


def _beside(question: str, known: Collection[str]) -> set[str]:
    """The words of a question that are about something other than grades, areas of judgement and known names."""
    rest = _WHEN.sub(" ", question)
    for pattern in (*(p for _, p, _ in _AREAS), *(p for _, p in _GRADES)):
        rest = re.sub(pattern, " ", rest, flags=re.I)
    words = {word.removesuffix("'s") for word in content(rest)} - _GENERAL - set(known)
    return {word for word in words if not word.isdigit()}


_PREMISE = re.compile(r"\s*(?:so |and )?(?:why|how come|what (?:caused|made|led))\b", re.I)
_GRADE = "|".join(pattern for grade, pattern in _GRADES)
_NOT = re.compile(
    r"(?:\bnot|(?<=[a-z])n['’]t)\b(?: (?:been|rated|judged|graded|currently|yet))* "
    rf"(?P<grades>(?:{_GRADE})(?:,? (?:or|nor|and) (?:{_GRADE}))*)",
    re.I,
)
# "rated good", "an outstanding rating", and not "the rate of staff turnover is inadequate".
_IS_GRADED = re.compile(
    rf"\b(?:graded|rated|judged)(?: overall)?(?: as| to be)? (?:{_GRADE})|(?:{_GRADE}) (?:grade|rating|judge?ment)\b",
    re.I,
)
_WHY = re.compile(r"[?–,-]\s*(?:and |so |but )?why\b|\bwhy\W*$", re.I)
_STILL = re.compile(r"\b(?:still|now|nowadays|currently|today|at present|at the moment|these days|yet)\b", re.I)
_IS_IT = re.compile(r"^(?:is|was|are|were)\b", re.I)
_GOOD_AT = re.compile(rf"(?:{_GRADE}) (?:at|with)\b", re.I)
# With the grade behind the area, and not "are leaders good at listening?", "is support for care leavers good?".
_AREA = "|".join(pattern for _, pattern, _ in _AREAS)
_IS_AREA = re.compile(rf"^(?:is|was|are|were) (?!there\b).*(?:{_AREA}).*(?:{_GRADE})(?! (?:at|with|for|to)\b)", re.I)
_MORE = re.compile(
    r"\b(?:support|provision|outcomes?|results?|scores?|progress(?! of)|experiences?(?! and)|teams?|adopters|why)\b",
    re.I,
)
_ADVERBS = r"(?:(?:all|also|both|currently|now|still|today) )?"
_GOT = rf"(?:(?:is|are|was|were|got|get|received?) )?{_ADVERBS}(?:(?:rated|judged|graded) )?(?:overall )?(?:as )?(?:an? )?(?:{_GRADE})"
_WHICH_AREAS = re.compile(
    r"^(?:which|what) (?:of (?:the|these|our|its) )?(?:areas?|(?:children['’]?s )?services?) (?:(?:in|at|of) (?:[\w’'-]+ ){1,3}?)?"
    rf"{_GOT}(?! (?:at|with|for|to)\b)",
    re.I,
)
_WHICH_AUTHORITIES = re.compile(
    r"^(?:who|(?:which|what|how many) (?:of (?:the|these|those|our) )?(?:local )?"
    rf"(?:authority|authorities|councils?|las|boroughs|counties)) {_GOT}(?! (?:at(?! (?:the moment|present)\b)|with|to)\b)",
    re.I,
)
_HOW_OVERALL = re.compile(r"^how (?:did|has|have|is|are) (?P<who>.{1,60}?) (?:do|done|doing) overall\b", re.I)
_AUTHORITY = re.compile(
    r"(?:the |our |your )?(?:(?:local )?authority|council|borough|department|children['’]?s services|services?)$", re.I
)
# An earlier inspection's grade stands in the text, if anywhere, not in the table of this one; and others rate, too.
_OTHERS = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|before|last time|back in|used to|not|rated by|judged by|graded by|stop\w*|short of|"
    r"less than|below|rather than|lost|missed)\b|n['’]t\b|"
    r"^(?:do|does)\b|^how (?:is|are)\b.{0,20}\b(?:judged|graded)\b",
    re.I,
)
# Where that year has chosen the reports, their tables answer.
_BEFORE_YEAR = re.compile(rf"\b(?:before|prior to) (?:the )?(?P<year>{YEAR})\b", re.I)
_WHEN = re.compile(rf"\b(?:{MONTH}|since|until)\s+(?={YEAR}\b)", re.I)
_GENERAL = frozenset(
    """area areas authorities authority award awarded borough boroughs categories category children children's council
    councils counties department departments different done each effectiveness experience experiences final going grade graded
    grades grading gradings headline inspection judge judged judgement judgements judgment judgments last latest
    local main moment ofsted outcome outcomes overall present progress provision rate rated rating ratings receive received
    recent recently result results right score scores section sections service services still support table team
    they time times years current currently many now today""".split()
)


def matching(want: Wanted, info: ReportInfo) -> tuple[Judgement, ...]:
    """The judgements of a report that the question is about, in printed order."""
    return tuple(
        judgement
        for judgement in info.judgements
        if (not want.areas or _is_of(judgement, want.areas))
        and (not want.grades or judgement.normalised in want.grades)
    )


def asks_whether(question: str, want: Wanted) -> bool:
    """Whether the question is if something has a grade: whatever grade it has is the answer ("is leadership outstanding?")."""
    return bool(want.grades and _IS_IT.match(question))


def asks_of_now(question: str) -> bool:
    """Whether the question is about today's grade: "is it still inadequate?"."""
    return bool(_STILL.search(question))


def deciding(want: Wanted, info: ReportInfo, *, alone: bool) -> tuple[Judgement, ...]:
    """The judgements of a report that say whether it has the grade: of the areas named, else overall, and of a report that is
    asked `alone` those of that grade. All of a report that has neither.
    """
    areas = want.areas or ("overall",)
    of_areas = tuple(
        j for j in info.judgements if _is_of(j, areas) or (alone and not want.areas and j.normalised in want.grades)
    )
    return of_areas or (() if want.areas else info.judgements)


def contradicting(want: Wanted, infos: Sequence[ReportInfo]) -> list[tuple[ReportInfo, Judgement]]:
    """Judgements of the areas named that show a grade the question takes for granted to be wrong in every report."""
    of_area = [(info, j) for info in infos for j in info.judgements if _is_of(j, want.areas)]
    return [] if any(j.normalised in want.grades for _, j in of_area) else of_area


def _is_of(judgement: Judgement, areas: Sequence[str]) -> bool:
    # "Children looked after and care leavers" is one area in some reports: either name finds it.
    printed = {name for name, _, pattern in _AREAS if re.search(pattern, judgement.area, re.I)}
    return bool(printed & set(areas))
