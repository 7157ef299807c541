"""Questions about grades are answered from the judgements that the reader took from each report, not by search."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.library import Loaded
from index.model import Grade, Judgement, ReportInfo
from index.sentences import sentences
from qa.comparisons import MONTH, YEAR, without
from qa.words import AUTHORITIES, AUTHORITY, content, stem

_ASKS = re.compile(
    r"\b(?:grades?|(?:down|up)?graded|grading|rated|ratings?|judge?ments?|judged|overall (?:effectiveness|outcome|result|score)|"
    r"ofsted (?:score|result|outcome|verdict|judge|rate))\b|\bwhat did .{0,40}\bget (?:for|overall)\b|"
    r"\binspection (?:outcome|result|verdict)s?\b|"
    # "The outcome of the last inspection", "what was the result?", and not "outcomes of assessments".
    r"\b(?:outcome|result|verdict)(?= (?:of|from|for|at|in) (?:[\w’'-]+ ){0,5}?(?:inspections?|re-?inspections?|visits?|ofsted)\b)|"
    r"\bthe (?:outcome|result|verdict)\W*$|^(?:the |ofsted['’]s )?verdict\b",
    re.I,
)
# How people name an area of judgement, and how reports print it. The first that fits a printed area is its name.
_AREAS = (
    ("overall", r"\boverall\b|\boverall effectiveness\b", r"overall|^children.s services in"),
    ("board", r"\blscbs?\b|\bsafeguarding (?:children )?boards?\b", r"safeguarding children board|lscb"),
    ("adoption", r"\badopt\w*(?: performance)?", r"adoption"),
    ("leavers", r"\bcare leavers?\b|\bleaving care\b", r"care leavers"),
    (
        "care",
        r"\b(?:looked[- ]after|in care(?! councils?\b)|care services?|permanence|cla|lac)\b",
        r"looked after|in care|permanence",
    ),
    (
        "help",
        r"\b(?:help and protection|need(?:s|ing)? help|child protection|help & protection)\b",
        r"help and protection|need help",
    ),
    ("leaders", r"\b(?:leaders\w*|management|governance)\b", r"leader"),
)
_BEST_FIRST = tuple(Grade)
_GRADES = (
    (Grade.REQUIRES_IMPROVEMENT, r"\brequir\w+ improvement(?: to be good)?\b|\bRI\b"),
    (Grade.INADEQUATE, r"\binadequate\b|\bfail(?:ed|ing)\b"),
    (Grade.OUTSTANDING, r"\boutstanding\b"),
    (Grade.ADEQUATE, r"\badequate\b"),
    (Grade.GOOD, r"\bgood\b"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Areas and grades that a question names; an empty tuple stands for all.

    `premise`: it takes the grade for granted; `over_time`: it holds grades against each other, of several inspections or
    authorities, which one report alone does not tell.
    """

    areas: tuple[str, ...]
    grades: tuple[Grade, ...]
    premise: bool
    over_time: bool = False


def wanted(question: str, names: Collection[str] = (), turns: Sequence[str] = ()) -> Wanted | None:
    """What judgements the question is about, None where it is not about grades of this inspection.

    `names` are words that say which report is meant, the year of "before 2019", too; `turns` are the questions that it is
    joined from, oldest first: the areas of the newest that names any count. A question that speaks of anything beside
    grades, areas and those ("what percentage of plans were rated good?", "why is good oversight important?") is about
    something else.
    """
    known = {word for name in names for word in content(name)}
    unknown = any(said["year"] not in known for said in _BEFORE_YEAR.finditer(question))
    if unknown or _OTHERS.search(question):
        return None
    if _over_time(_unnamed(question, names), known):
        areas = _latest_areas(question, turns)
        return Wanted(areas or (() if _SEVERAL.search(question) else ("overall",)), (), premise=False, over_time=True)
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
    areas = _latest_areas(question, turns)
    named = bool(known & {word.removesuffix("'s") for word in content(question)})
    asks = (
        bool(grades and areas)
        if premise
        else bool(
            _ASKS.search(question) or (grades and named and _IS_IT.match(question) and not _GOOD_AT.search(question))
        )
    )
    plain = None if premise else _in_plain_words(question, areas, known)
    earlier = _EARLIER.search(_unnamed(question, names))
    if not (asks or plain is not None) or earlier or (not premise and _WHY.search(question)):
        return None
    return None if _beside(question, known) else Wanted(areas if plain is None else plain, grades, premise)


def _unnamed(question: str, names: Collection[str]) -> str:
    """The question without what has chosen the reports, whose tables answer: "the previous inspection", "before 2019"."""
    return without(_BEFORE_YEAR.sub("", question), names)


def _over_time(question: str, known: Collection[str]) -> bool:
    """Whether the question is how grades changed, compare or were before: "has the grade gone up?", "was it ever good?".

    How a grade is to be changed, and why it was, is no such question.
    """
    which = _WHICH_AUTHORITIES.match(question)
    if which:  # "which have ever been inadequate?" is told by the rows that say so
        question = re.sub(r"\bever\b", " ", question, flags=re.I)
    if not _CHANGED.search(question):
        return False
    if _PREMISE.match(question) or _WHY.search(question) or _MEANS.search(question) or _MORE.search(question):
        return False
    asked = _SINCE_GRADED.sub(" ", question)
    ever = _grades(question) and _EVER.search(question) and (which or _IS_IT.match(question))
    return bool(_ASKS.search(asked) or _TRANSITION.search(asked) or ever) and not _beside(
        _CHANGED.sub(" ", question), known
    )


def _latest_areas(question: str, turns: Sequence[str]) -> tuple[str, ...]:
    """The areas of the newest turn that names any, else those of the whole question."""
    return next((found for turn in (*reversed(turns), question) if (found := areas_in(turn))), ())


def areas_in(text: str) -> tuple[str, ...]:
    """The areas of judgement that a text names, as people do."""
    return tuple(name for name, pattern, _ in _AREAS if re.search(pattern, text, re.I))


def areas_printed(heading: str) -> frozenset[str]:
    """The areas of judgement that a printed name is of: "Children looked after and care leavers" is one area in some reports."""
    return frozenset(name for name, _, pattern in _AREAS if re.search(pattern, heading, re.I))


def without_areas(text: str) -> str:
    """The text without its names of areas of judgement."""
    for _, pattern, _ in _AREAS:
        text = re.sub(pattern, " ", text, flags=re.I)
    return text


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
        return None if who and not _AUTHORITY.match(how["who"]) else areas or ("overall",)
    return areas if len(areas) == 1 and _IS_AREA.match(question) else None


def unfounded(question: str, names: Collection[str], reports: Sequence[Loaded]) -> tuple[Grade, ...]:
    """Grades that the question takes for granted of something that has none ("why is fostering rated outstanding?").

    Empty where a judgement in the reports is one of them, or a sentence speaks of that grade and of what is asked about.
    """
    grades = _grades(question)
    if not (grades and _PREMISE.match(question) and _IS_GRADED.search(question)):
        return ()
    if _OTHERS.search(question) or _EARLIER.search(question):
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
    rest = without_areas(WHEN.sub(" ", question))
    for _, pattern in _GRADES:
        rest = re.sub(pattern, " ", rest, flags=re.I)
    words = {word.removesuffix("'s") for word in content(rest)} - _GENERAL - set(known)
    return {word for word in words if not word.isdigit()}


_PREMISE = re.compile(r"\s*(?:so |and )?(?:why|how come|what (?:caused|made|led))\b", re.I)
_GRADE = "|".join(pattern for grade, pattern in _GRADES)
_NOT = re.compile(
    r"(?:\bnot|(?<=[a-z])n['’]t)\b(?: (?:been|rated|judged|graded|given|get|got|currently|yet))* "
    rf"(?P<grades>(?:{_GRADE})(?:,? (?:or|nor|and) (?:{_GRADE}))*)",
    re.I,
)
# "rated good", "an outstanding rating", and not "the rate of staff turnover is inadequate".
_IS_GRADED = re.compile(
    rf"\b(?:graded|rated|judged)(?: overall)?(?: as| to be)? (?:{_GRADE})|(?:{_GRADE}) (?:grade|rating|judge?ment)\b",
    re.I,
)
_WHY = re.compile(
    r"[?–,-]\s*(?:and |so |but )?(?:why\b|(?:what|how) (?:are|did|do|does|is) (?:it|they) (?:do(?:ing)? )?(?:best|right|well|wrong)\b)|"
    r"\bwhy\W*$",
    re.I,
)
_STILL = re.compile(r"\b(?:still|now|nowadays|currently|today|at present|at the moment|these days|yet)\b", re.I)
_BE = r"(?:is|was|are|were|(?:has|have|had)(?=.*\bbeen\b))"
_IS_IT = re.compile(rf"^{_BE}\b", re.I)
_WHETHER = re.compile(rf"^(?:{_BE}|did|do|does|has|have|had)\b|\b(?:not|never|since)\b|n['’]t\b", re.I)
_GOOD_AT = re.compile(rf"(?:{_GRADE}) (?:at|with)\b", re.I)
# With the grade behind the area, and not "are leaders good at listening?", "is support for care leavers good?".
_AREA = "|".join(pattern for _, pattern, _ in _AREAS)
_IS_AREA = re.compile(rf"^{_BE} (?!there\b).*(?:{_AREA}).*(?:{_GRADE})(?! (?:at|with|for|to)\b)", re.I)
_MORE = re.compile(
    r"\b(?:support|provision|outcomes?|results?|scores?|progress(?! of)|experiences?(?! and)|teams?|adopters|why)\b",
    re.I,
)
_ADVERBS = r"(?:(?:all|also|always|both|currently|ever|never|now|still|today) )?"
_GOT = (
    rf"(?:(?:is|are|was|were|has|have|had|got|get|received?) )?{_ADVERBS}(?:been )?"
    rf"(?:(?:rated|judged|graded) )?(?:overall )?(?:as )?(?:an? )?(?:{_GRADE})"
)
_WHICH_AREAS = re.compile(
    r"^(?:which|what) (?:of (?:the|these|our|its) )?(?:areas?|(?:children['’]?s )?services?) (?:(?:in|at|of) (?:[\w’'-]+ ){1,3}?)?"
    rf"{_GOT}(?! (?:at|with|for|to)\b)",
    re.I,
)
_WHICH_AUTHORITIES = re.compile(
    rf"^(?:who|(?:which|what|how many|{_BE} any) (?:of (?:the|these|those|our) )?"
    rf"(?:{AUTHORITY}|{AUTHORITIES}|lscbs?|safeguarding (?:children )?boards?)) "
    rf"{_GOT}(?! (?:at(?! (?:the moment|present)\b)|with|to)\b)",
    re.I,
)
_HOW_OVERALL = re.compile(
    r"^how (?:did|has|have|is|are) (?P<who>.{1,60}?) (?:do|done|doing|fare|fared|get on|perform|performed)"
    r"(?: overall\b|(?: (?:in|at|on|with) [^?]{0,40}\b(?:inspections?|re-?inspections?|visits?|ofsted)\b[^?]{0,20})?\W*$)",
    re.I,
)
_AUTHORITY = re.compile(rf"(?:the |our |your )?(?:{AUTHORITY}|department|children['’]?s services|services?)$", re.I)
# An earlier inspection's grade stands in the text, if anywhere, not in the table of this one.
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|before|last time|back in|used to|not|stop\w*|short of|less than|below|rather than|lost|"
    r"missed)\b|n['’]t\b",
    re.I,
)
# Others rate, too, and others are graded.
_PEOPLE = r"(?:children|pupils|leavers|people|boys|girls)"
_OTHERS = re.compile(
    rf"\b(?:rated|judged|graded) by\b|^(?:do|does)\b|^how (?:is|are)\b.{{0,20}}\b(?:judged|graded)\b|\b{_PEOPLE}['’]?s?['’]? grades\b|"
    rf"\bgrades (?:of|among|that|do|did|have) (?:(?:the|our|care|looked[- ]after|young) )*{_PEOPLE}\b(?!['’])",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:chang(?:e|es|ed|ing)|go|goes|going (?:down|up)|gone|went|mov(?:e|es|ed|ing)|rise|risen|rose|fall|fallen|fell|drop(?:s|ped)?|"
    r"slip(?:s|ped)?|improv(?:e|es|ed|ing)|worsen(?:s|ed)?|deteriorated?|decline[sd]?|better|worse|best|worst|highest|lowest|"
    r"up|down|upgraded|downgraded|keep|kept|retain(?:s|ed)?|maintain(?:s|ed)?|lose|lost|compar(?:e|es|ed|ing|ison)|differ(?:s|ed)?|"
    r"differen(?:t|ces?)|vary|varies|versus|vs|history|trends?|happened|over (?:time|the years)|ever|never|always|but not|"
    r"previous(?:ly)?|before|earlier|prior|past|used to|last time|originally)\b",
    re.I,
)
_EVER = re.compile(r"\b(?:ever|never|always|before|previously|but not)\b", re.I)
_TRANSITION = re.compile(
    rf"\bfrom (?:an? |being )?(?P<first>{_GRADE})(?: \w+)? (?:in {YEAR} )?to (?:an? |being )?(?P<last>{_GRADE})", re.I
)
_SEVERAL = re.compile(r"\b(?:grades|gradings|ratings|judge?ments)\b", re.I)
# How something is done for a grade, or what changed, and not how the grade did.
_MEANS = re.compile(
    r"\bsa(?:id|ys?) (?:about|of|on)\b|"
    r"^(?:(?:and|so|but) )?(?:how (?:can|could|do|should|to|will|would)\b(?!.*\b(?:compare|differ|vary)\b)|"
    r"what (?:(?:else )?(?:can|could|must|should|will|would)|(?:(?:has|have|had) )?(?:been )?(?:changed|gone|got|improved))\b)|"
    rf"^how\b.*(?:\b(?:improv|keep|kept|rais|chang|retain|maintain|lose|lost)\w* (?:an?|its|our|the|their)\b|\bfrom (?:an? )?(?:{_GRADE}))",
    re.I,
)
# "Why …", and what else asks for the reason of a grade.
_REASON = re.compile(
    r"^(?!.*\b(?:only|just|merely)\b)(?:(?:and|so|but) )?(?:why|how come|what (?:caused|led|made)|(?P<how>how (?=did\b)))\b",
    re.I,
)
_WAY = re.compile(
    r"\b(?:(?P<down>fall|fallen|fell|drop|dropped|declined?|slip|slipped|worsen|worsened|deteriorated?|down|worse|downgraded|"
    r"lowered|(?P<lost>lose|lost))|rise|risen|rose|improved?|up|better|upgraded|raised)\b",
    re.I,
)
_BECAME = re.compile(rf"{_CHANGED.pattern}|{_WAY.pattern}|\b(?:become|became|remain(?:s|ed)?|stay(?:s|ed)?)\b", re.I)
_ANY_GRADE = re.compile(rf"(?:\bto (?:be )?)?(?:{_GRADE})", re.I)
_NUMBERED = re.compile(rf"\b(?!{YEAR}\b)\d")
_OF_GRADE = re.compile(rf"(?:{_GRADE})(?: overall)?(?: (?:grade|rating|judge?ment))?\W*$", re.I)
_SINCE_GRADED = re.compile(
    rf"\b(?:since|after|following|despite)(?! {YEAR})(?: [\w'’]+){{0,4}}? (?:graded?|rated|rating|judged|judge?ment)\b",
    re.I,
)
_BEFORE_YEAR = re.compile(rf"\b(?:before|prior to) (?:the )?(?P<year>{YEAR})\b", re.I)
WHEN = re.compile(rf"\b(?:{MONTH}|since|until)\s+(?={YEAR}\b)|\bsince\W*$", re.I)
_GENERAL = frozenset(
    """area areas authorities authority award awarded borough boroughs categories category children children's council
    councils counties department departments different done each effectiveness experience experiences fare fared final going grade graded
    grades grading gradings headline inspection judge judged judgement judgements judgment judgments last latest
    ever local main moment ofsted outcome outcomes overall perform performed present progress provision rate rated rating ratings
    receive received recent recently result results right score scores section sections service services still support table team
    they time times verdict years current currently many now today""".split()
)


def matching(want: Wanted, info: ReportInfo) -> tuple[Judgement, ...]:
    """The judgements of a report that the question is about, in printed order."""
    return tuple(
        judgement
        for judgement in info.judgements
        if (not want.areas or _is_of(judgement, want.areas))
        and (not want.grades or judgement.normalised in want.grades)
    )


def asks_whether(question: str, want: Wanted, turns: Sequence[str] = ()) -> bool:
    """Whether the question is if something has a grade: whatever grade it has is the answer ("is leadership outstanding?").

    So is a place that is asked about after "which authorities are outstanding?".
    """
    return bool(want.grades and (_IS_IT.match(question) or (len(turns) > 1 and _WHICH_AUTHORITIES.match(question))))


def of_grade(question: str, info: ReportInfo, ref: str) -> bool:
    """Whether what stands there may be cited: no row of the judgement table with another grade than those that the question names.

    To "is support for care leavers good?", to what is not good and to what has changed, any row may be an answer; none tells why.
    """
    why = _PREMISE.match(question)
    if not _ANY_GRADE.search(question) or (not why and (_WHETHER.search(question) or _CHANGED.search(question))):
        return True
    fitting = () if why else _grades(question)
    return all(j.normalised in fitting for j in info.judgements if j.ref == ref)


@dataclass(frozen=True, slots=True)
class Reason:
    """The areas and the grade that a question asks the reason of, the last where it fell or rose, from `first`; None: the newest.
    `weak`: what is asked for is weaknesses, of a grade that is no good one or was a better one; `about` is the question without its
    words for grades."""

    areas: tuple[str, ...]
    grade: Grade | None
    weak: bool
    about: str
    first: Grade | None = None


def reason(question: str, names: Collection[str] = ()) -> Reason | None:
    """What "why …" asks the reason of ("why did it go from good to inadequate?", "why did the grade fall?", "why is it
    outstanding?"); None where it is the reason of no grade, or of something else that is called good."""
    question = without(question, names)
    asks, areas = _REASON.match(question), areas_in(question)
    if not asks or _NOT.search(question):
        return None
    grade = _ANY_GRADE.sub(" ", _TRANSITION.sub(" ", question[asks.end() :]))
    about = _BECAME.sub(" ", grade)
    if _MORE.search(about) or _beside(about, ()) or _NUMBERED.search(about):
        return None
    step = _TRANSITION.search(question)
    if step:
        (first,), (last,) = _grades(step["first"]), _grades(step["last"])
        fell = _BEST_FIRST.index(last) > _BEST_FIRST.index(first)
        return Reason(areas, last, weak=fell, about=about, first=first)
    grades, way = _grades(question), _WAY.search(grade)
    if way and _ASKS.search(question) and not asks["how"] and (way["lost"] or not grades):
        return Reason(areas, None, weak=bool(way["down"]), about=about)
    if len(grades) == 1 and _OF_GRADE.search(question):
        return Reason(areas, grades[0], weak=grades[0] not in (Grade.OUTSTANDING, Grade.GOOD), about=about)
    return None


def given(why: Reason, infos: Sequence[ReportInfo]) -> list[tuple[ReportInfo, Judgement]]:
    """The grades that reports of one authority give to what the reason is about, oldest first."""
    in_time = sorted(infos, key=lambda info: (str(info.date or ""), info.slug))
    return [(info, j) for info in in_time for j in info.judgements if _is_of(j, why.areas or ("overall",))]


def giving(why: Reason, infos: Sequence[ReportInfo]) -> ReportInfo | None:
    """The newest report of one authority that gives the grade, or a lower one than the inspection before (a better one where it
    rose); None where none does. Of the only report it can be told no more than that it does not give the best grade (the worst).
    """
    found = given(why, infos)
    if why.grade:
        earlier = [j.normalised for _, j in found]
        alone = len({info.slug for info, _ in found}) == 1
        giving_it = [
            info
            for at, (info, j) in enumerate(found)
            if j.normalised == why.grade and (alone or _follows(why, earlier[:at]))
        ]
        return giving_it[-1] if giving_it else None
    rank = {info.slug: _BEST_FIRST.index(j.normalised) for info, j in found}
    by_slug = {info.slug: info for info, _ in found}
    steps = [*zip(rank, [*rank][1:], strict=False)]
    end = 0 if why.weak else len(_BEST_FIRST) - 1
    fitting = [slug for before, slug in steps if rank[slug] != rank[before] and (rank[slug] > rank[before]) == why.weak]
    fitting = fitting if steps else [slug for slug in rank if rank[slug] != end]
    return by_slug[fitting[-1]] if fitting else None


def _follows(why: Reason, earlier: Sequence[Grade | None]) -> bool:
    """Whether the grade that it fell or rose from is among those of the inspections before."""
    return why.first is None or why.first in earlier


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
    return not areas_printed(judgement.area).isdisjoint(areas)


def same_area(typed: str, heading: str) -> bool:
    """Whether a heading is of an area of judgement that is named: "leadership" of "The impact of leaders on practice"."""
    return not areas_printed(heading).isdisjoint(areas_in(typed))
