"""Which inspections of an authority a question means: by their year ("the 2018 one", "since 2019") or order ("the last two").

A year or a date is that of an inspection, or of an event that a report may tell of ("since January 2018", "in 2015-16"). Only
the first narrows what is searched; where it is not certain, nothing is narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice

from index.model import ReportInfo
from index.scope import canonical, identity
from index.sentences import sentences
from qa.asks import asked_for
from qa.authorities import Named, named
from qa.comparisons import MONTH, YEAR, compares
from qa.words import AUTHORITIES, AUTHORITY, content

_MOST = 20  # years, or years that stand together, that are looked at
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_JOIN = (
    r"\s*(?:,\s*(?:and\s+|&\s*)?|/|-|–|—|&|\b(?:and|to|until|or|vs?|versus|with|then)\b\.?)\s*"
    r"(?:(?:in|from|the)\s+)*"
)
_YEARS = re.compile(rf"(?<![\w£.,/-]){YEAR}(?:{_JOIN}(?<!\w){YEAR})*(?![\w%/]|\.\d|,\d)", re.I)
_SPAN = re.compile(r"^\s*(?:-|–|—|to|until)\s*", re.I)
# "21 to 25 March 2022", "March 5th, 2018", "11/05/2022", "2022-05-11", "05/2022", "March ’22", "’22": a day or month is read with its year.
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_MONTH = rf"(?:{_DAY}(?:\s*(?:-|–|to|and)\s*{_DAY})?\s+(?:of\s+)?)?{MONTH}(?:\s+{_DAY}(?!\w),?)?"
_MONTHS_OF = rf"{_DAY_MONTH}(?:\s*(?:-|–|/|to|and)\s*{_DAY_MONTH})?[\s,]+(?:of\s+)?"
_SHORT_YEAR = r"['’‘][12]\d(?!\s*-?\s*year)(?![^'’]{0,20}['’](?!\w))"
_FIGURES = r"\d{1,2}[./-](?:0?[1-9]|1[0-2])[./-](?:20)?[12]\d"
_DATE = (
    rf"(?<![\w£.,/-])(?:{_MONTHS_OF}(?:{YEAR}|{_SHORT_YEAR})(?:{_JOIN}{_MONTHS_OF}{YEAR})?|{_SHORT_YEAR}|"
    rf"{YEAR}-(?:0[1-9]|1[0-2])-\d\d|{_FIGURES}(?:\s*(?:-|–|to)\s*{_FIGURES})?|(?:0?[1-9]|1[0-2])/{YEAR})"
    r"(?![\w%/]|\.\d|,\d)"
)
DATE = re.compile(_DATE, re.I)
_LEAD = re.compile(_MONTHS_OF, re.I)
_WHEN = re.compile(rf"(?P<date>{_DATE})|{_YEARS.pattern}", re.I)
# "2015-16", "2015/16": twelve months from April, not two inspections.
_TWELVE_MONTHS = re.compile(r"\b20\d\d\s*[-–/]\s*\d\d\b(?![-\d])|\b(20\d\d)\s*/\s*20\d\d\b")
_NOUN = r"(?:inspections?|reports?|ilacs|ofsteds?|judge?ments?|re-?inspections?)"
_EXPLICIT_AFTER = re.compile(
    rf"^(?:['’]s)?\)?\s+(?:(?:ofsted|ilacs|sif|single|full|standard|short|last|latest|final)\s+)*(?:{_NOUN}|ones?|visits?)\b",
    re.I,
)
_EXPLICIT_BEFORE = re.compile(
    rf"\b(?P<what>{_NOUN}|inspected|published|graded|rated|judged)\b[,:]?\s+\(?"
    rf"(?:(?:of|in|from|for|dated|at|held|carried out|done|published|back|the|since|before|after|between|up to|both|on|"
    rf"(?-i:[A-Z][a-z]+))\s+){{0,4}}$",
    re.I,
)
_INSPECTS = re.compile(r"\b(?:inspect|judged|judge?ment|graded|ofsted)", re.I)
_NOT_INSPECTION = re.compile(
    r"^(?:['’]s)?\)?\s+(?:\w+\s+)?(?:focus+ed|monitoring|assurance|joint targeted)\s+visits?\b", re.I
)
# Who is inspected, and what is published of it: "serious case reviews published in 2016" is no inspection.
_INSPECTED = re.compile(
    rf"(?:^|[^\w\s]|\b(?:{_NOUN}|it|they|we|you|inspectors|{AUTHORITY}|{AUTHORITIES}|cit(?:y|ies)|services?|ones?|when|if|since))\s*$",
    re.I,
)
_AUXILIARIES = re.compile(
    r"(?:\b(?:was|were|is|are|been|being|got|has|have|had|last|first|most recently|then|also|that|which)\s+)+$", re.I
)
# "the Children Act 2004", "its 2018 budget": the year of a law or a paper.
_PAPER = (
    r"(?:budgets?|strateg(?:y|ies)|visions?|plans?|acts?|codes?(?: of practice)?|regulations|guidance|data|statistics|figures|"
    r"framework|policy|policies|programme|agenda|agreement|legislation|law|census|survey|audit|working together|"
    r"keeping children safe in education)"
)
_PAPER_BEFORE = re.compile(rf"\b{_PAPER}[\s,(]+(?:(?:of|from)\s+)?$", re.I)
_PAPER_AFTER = re.compile(rf"^(?:['’]s)?\)?\s+(?:[\w-]+\s+)?{_PAPER}\b(?!\s+{_NOUN})", re.I)
# "set up in 2018", "by 2018", "summer 2016": something that happened, whoever was inspected when.
_DATE_BEFORE = re.compile(
    rf"\b(?:by|{MONTH}|spring|summer|autumn|winter|early|late|mid|end of|start of|beginning of|year to|class of)"
    r"[\s-]+(?:of\s+|in\s+|the\s+)?$",
    re.I,
)
_HAPPENED_BEFORE = re.compile(
    r"\b(?:(?:open|launch|start|establish|form|appoint|join|implement|roll|happen|expect)(?:s|ed|ing)?|"
    r"(?:introduc|creat|merg|clos|mov|arriv|leav|tak)(?:e|es|ed|en|ing)|beg[aiu]n(?:s|ning)?|transferr(?:ed|ing)|"
    r"(?:adopt|commission)(?:s|ed)?|plan(?:ned)?|came|come|went|go|going|took|brought|set|left|born|became|introduction|creation|"
    r"implementation|appointment|merger|closure|establishment|formation|arrival)"
    r"(?:\s+(?:up|out|in|into|live|over|down|to|place|work|force))*\s+(?:in|during|from|since|for)\s+$",
    re.I,
)
# "had it got better by 2019?": the inspection of that year says so.
_BETTER_BY = re.compile(
    r"\b(?:better|worse|quicker|slower|faster|stronger|weaker|improved|changed) by (?:the )?$", re.I
)
# What a date is said of a report with, and goes with it.
_DATED = re.compile(
    r"\b(?:(?:(?:that|which)\s+)?(?:(?:was|were)\s+)?(?:published|dated|issued)(?:\s+(?:in|on|of|from))?|(?P<on>on))\s+(?:the\s+)?$",
    re.I,
)
_OF_ONE = r"(?:(?:last|previous)\s+)?(?:(?:inspection|report|visit)\s+(?:in|of|from)\s+)?"
_SINCE = re.compile(rf"\bsince\s+(?:(?:\w+\s+){{0,3}}|(?:the|its|their)\s+{_OF_ONE})$", re.I)
_ONWARDS = re.compile(
    r"^\W{0,2}\s*(?:onwards?|(?:and|or) (?:after|later|newer|since)|to (?:date|now|today|the present))\b", re.I
)
_BACKWARDS = re.compile(r"^\s*(?:and|or) (?:before|earlier|older)\b", re.I)
_AFTER = re.compile(rf"\b(?:after|post|later than)\s+(?:the\s+)?{_OF_ONE}$", re.I)
_BEFORE = re.compile(rf"\b(?:before|pre|prior to|earlier than)[\s-]+(?:the\s+)?{_OF_ONE}$", re.I)
_UNTIL = re.compile(rf"\b(?:until|till|up to)\s+(?:the\s+)?{_OF_ONE}$", re.I)
_BETWEEN = re.compile(r"\b(?:between|from)\s+(?:the\s+|[a-z]+['’]?s?\s+)?$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.I)
_WITHIN = re.compile(r"\b(?:in|during)\s+$", re.I)
# "in 2021", "at 31 March 2021": the year in which something is asked about.
_IN_YEAR = re.compile(
    rf"\b(?:in|during|for|throughout|{MONTH}|spring|summer|autumn|winter|early|late|mid|end of)[\s-]+$", re.I
)
_BOUNDED = re.compile(
    r"\b(?:since|before|(?<!looked[ -])after|than|until|till|between|from|post|pre|by|following|prior)\b[^.?!]*$", re.I
)
# Then held against now: the newest inspection is asked about too.
_NOW = re.compile(
    rf"\bthan\b(?!\s+(?!{YEAR})\d)[^.?!]{{0,40}}{YEAR}|\bcompared\b|\b(?:now|today|nowadays|currently|these days)\b|"
    r"\b(?:compare|chang\w+|versus|vs|with|and|to)\b.*\b(?:latest|most recent|newest)\b|"
    r"\b(?:latest|most recent|newest)\b.*\b(?:versus|vs|with|and)\b|"
    rf"\b(?:get|got|getting|become|gone) (?:any )?(?:better|worse|quicker|slower|faster)\b(?! by (?:the )?{YEAR})|"
    rf"\bany (?:better|worse|quicker|faster)\b(?! by (?:the )?{YEAR})|\bsince(?: then| that)?\W*$",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:since|before|(?<!looked[ -])after|until|till|prior to|up to|than|following|from)\s+(?:\w+['’]?s?\s+){0,3}$",
    re.I,
)

_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "couple of": 2, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "10": 10,
}  # fmt: skip
_COUNT = "|".join(_COUNTS)
_NTH = {"second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
_LASTLY = r"(?:last|latest|most recent|newest|past|recent)"
_SORT = r"(?:(?:ofsted|ilacs|sif|single|full|published)\s+)*"
_WHICH = r"(?:inspections?|reports?|ilacs|ones?)"
_PREVIOUS = r"(?:previous|earlier|prior|preceding|older)"
_ITS = r"(?:(?:the|its|their|our|[\w-]+['’]s?)\s+)"
_Pick = Callable[[Sequence[ReportInfo], str], Sequence[ReportInfo]]
_ORDER: tuple[tuple[re.Pattern[str], _Pick], ...] = (
    (
        re.compile(
            rf"\b(?P<words>(?:{_LASTLY}\s+({_COUNT})|({_COUNT})\s+{_LASTLY})\s+{_SORT}(?:inspections|reports|ilacs))\b",
            re.I,
        ),
        lambda infos, count: infos[-_COUNTS[count] :],
    ),
    (
        re.compile(rf"\b(?P<words>(?:first|earliest)\s+({_COUNT})\s+{_SORT}(?:inspections|reports|ilacs))\b", re.I),
        lambda infos, count: infos[: _COUNTS[count]],
    ),
    (
        re.compile(
            rf"\b(?P<words>(?:(?:second|next)[ -](?:to[ -])?{_LASTLY}|{_LASTLY} but one|penultimate)\s+{_SORT}{_WHICH}|"
            rf"{_WHICH}\s+before\s+(?:the\s+)?last|one before (?:the )?last {_WHICH}|last {_WHICH} but one)\b",
            re.I,
        ),
        lambda infos, count: infos[-2:-1],
    ),
    (
        re.compile(
            rf"\b(?P<words>(?:first|earliest|oldest)(?:\s+{_SORT}{_WHICH}|(?=\s+(?:and|with|to)\s+(?:the\s+)?{_LASTLY}\s+{_WHICH})))\b",
            re.I,
        ),
        lambda infos, count: infos[:1],
    ),
    (
        re.compile(
            rf"(?<!\ba )\b(?P<words>({'|'.join(_NTH)})\s+{_SORT}(?:inspection|report|ilacs))\b(?! of (?-i:[a-z]))", re.I
        ),
        lambda infos, nth: infos[_NTH[nth] :][:1],
    ),
    (
        re.compile(
            rf"(?:\b(?:in|at|from|by|during|of|did|does|with|to|and|than|versus|vs)\s+{_ITS}?|^\s*(?:the\s+)?|[,:–-]\s*(?:the\s+)?)"
            rf"(?P<words>{_PREVIOUS}\s+{_SORT}(?:inspection|report|ilacs))\b",
            re.I,
        ),
        lambda infos, count: infos[-2:-1],
    ),
    (  # "the previous one" alone may be a paragraph
        re.compile(rf"\b(?:in|with|to|and|than|versus|vs)\s+{_ITS}?(?P<words>{_PREVIOUS}\s+one)\b", re.I),
        lambda infos, count: infos[-2:-1],
    ),
    (
        re.compile(
            rf"(?:\b(?:in|at|from|by|during|of|did|do|with|to|and|than|versus|vs)\s+{_ITS}?|^\s*(?:the\s+)?|[,:–-]\s*(?:the\s+)?)"
            rf"(?P<words>{_PREVIOUS}\s+{_SORT}(?:inspections|reports|ones))\b",
            re.I,
        ),
        lambda infos, count: infos[:-1],
    ),
)
# "latest" is the inspection's where that is said within two words or it stands alone, not in "the newest social worker".
_NEW = r"(?:latest|most recent|newest)"
_OTHER_REPORT = (
    r"(?!\S*\s*(?:\w+\s+)?(?:annual|audit|performance|iro|internal|scrutiny|court|case|progress|social work(?:er)?|"
    r"quality)\b)"
)
_LATEST = re.compile(
    rf"\b(?:the\s+)?(?:(?:{_NEW}|current|last){_OTHER_REPORT}\s+(?:[\w’'-]+\s+){{0,2}}(?:{_NOUN}|findings?|grades?|grading)|"
    rf"{_NEW}{_OTHER_REPORT}\s+(?:[\w’'-]+\s+){{0,2}}visits?|(?:{_NEW}|current|last)\s+ones?)\b|"
    rf"\b(?:the\s+)?{_NEW}(?=\s*(?:$|[^\w\s’'-]|[–-]\s)|\s+(?:and|or|on|in|for|about|versus|vs|with|better|worse|any|say|says|said|compared|against|"
    r"than|from|at|did|does|do|is|was|has|have|what|how|which|who|where)\b(?!-))|"
    r"(?<=\s)last\s+(?:inspect(?:ed)?|visit(?:ed)?)(?=\s*\W*$)|"
    r"\brecent\s+(?:reports|inspections)\b(?! (?:of|to|by|from|into)\b)",
    re.I,
)
# After a question about an inspection: the one before that.
STEP_BACK = re.compile(
    r"^(?:(?:and|ok|so|but|what about|how about)\b[,\s]*)*"
    r"(?:what (?:(?:grade|judge?ment|rating) )?(?:did|was|were) (?:it|they) (?:(?:get|given|graded|have|judged|rated) )?)?"
    r"(?P<words>previously|(?:(?:in|at) )?(?:the )?(?:(?:one|inspection|report|visit|time) )?"
    r"before(?: (?:that|this|it|then)(?: one| inspection| report)?)?|"
    rf"(?:(?:in|at|from) )?{_ITS}?{_PREVIOUS} {_SORT}(?:inspection|report|ilacs|visit))\W*$",
    re.I,
)
# What has become of something since: the report that tells of it is not the one that is named.
_FOLLOWED_UP = re.compile(
    r"\b(?:since|compar\w+|chang\w+|improv\w+|better|worse|progress(?:ed)?|now|still|than|versus|vs|what year|when)\b|"
    r"\b(?:been|were|was|are|is) (?:\w+ )?(?:met|addressed|acted|tackled|put right|completed|done)\b|\bact(?:ed)? on\b",
    re.I,
)


# "has it addressed the areas for improvement from the 2018 inspection?": the later reports tell.
_TO_DO = (
    r"(?:recommendations?|areas? for improvement|priority actions?|actions?|findings|concerns|criticisms?|weaknesses)"
)
_DONE = re.compile(
    r"\b(?:address(?:ed|es|ing)?|act(?:ed)? on|tackled?|fix(?:ed)?|met|put right|respond(?:ed)?|implement(?:ed)?|completed?|dealt with|"
    r"follow(?:ed)? up|carried out|progress(?:ed)?)\b",
    re.I,
)
_WHETHER = re.compile(
    r"(?:and |so |but )*(?:has|have|had|did|do|does|were|was|are|is|which|how (?:well|far|much|has|have|had|did|were|was)|what progress)\b",
    re.I,
)
# "what happened to the recommendations?": only the later reports tell.
BECAME = re.compile(
    r"(?:and |so |but )*(?:what(?:['’]s| has| had| have| ever)? (?:happened|become|became|come|came)\b.*\b(?:to|of|with)\b|"
    r"where (?:are|is|were|was) (?:we|they|it|things|the (?:council|authority|borough|county|city)) (?:\w+ )?(?:with|on)\b)"
    rf".*\b{_TO_DO}\b",
    re.I,
)
_TO_DO_BEFORE = re.compile(
    rf"\b{_TO_DO}\b(?:\s+\w+){{0,4}}\s+(?:from|of|in|at|after|by)\s+(?:\w+['’]?s?\s+){{0,3}}$", re.I
)
_TO_DO_AFTER = re.compile(rf"^(?:['’]s)?\s+(?:\w+['’]?s?\s+){{0,2}}{_TO_DO}\b", re.I)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The inspections that a question means: their slugs, and the words that say so, as typed; no slugs where all are meant.

    `latest`: the latest of each authority. `missing` is a year named as an inspection's in which there was none, where no
    other that is named is there; `absent` are all such years, or those beside others that are there ("2018", "Derby in 2018").
    """

    slugs: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    latest: bool = False
    missing: str = ""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    """Years that stand together, or a date; `words` say so as typed.

    `explicit`: called an inspection or report; `beside`: next to an authority's name; `place`: the authority they belong to.
    """

    years: tuple[int, ...]
    text: str
    months: tuple[int, ...]
    words: tuple[str, ...]
    before: str
    after: str
    explicit: bool
    beside: bool
    place: Named | None


def by_year(
    question: str, infos: Sequence[ReportInfo], places: Sequence[Named], *, one_place: bool, graded: bool
) -> Chosen:
    """The inspections of the years that the question names; none chosen where it names none or they are of events.

    `infos` are the reports in scope, `places` the authorities named in the question; `one_place`: the question is about
    certain authorities, so that a year need not be called an inspection's; `graded`: it is about grades, so that every year is.
    """
    mentions = [
        m
        for m in _mentions(question, places, graded=graded)
        if m.explicit or m.beside or (one_place and (not m.months or any(_in_month(m, info) for info in infos)))
    ]
    if not mentions or not infos:
        return Chosen()
    groups = _by_authority(infos) if places else [list(infos)]
    several = len({identity(name) for place in places for name in place.authorities}) > 1
    now = one_place and against_now(question)
    wanted: dict[str, ReportInfo] = {}
    called, absent = False, []
    for group in groups:
        own = _own(mentions, group) if several else mentions
        fitting = _fitting(own or mentions, group, one_place=one_place)
        if several and not own and not fitting and not now:  # "Havering 2016 and Derby": any year of Derby's
            fitting = group
        if any(_set_to_do(question, mention) for mention in mentions):
            since = [info for info in group if any(_follows(info, one) for one in fitting)]
            later = [info for info in since if info not in fitting]
            fitting = later if later and BECAME.match(question) else since
        wanted |= {info.slug: info for info in fitting}
        called |= any((m.explicit or m.beside) and _has(m, group) for m in own or mentions)
        for mention in own:
            years = _absent(mention, group, question, dropped=several and not fitting)
            if graded and not fitting:
                years = list(mention.years)
            absent += [(mention, group, year) for year in years]
    surely = [str(year) for mention, _, year in absent if mention.explicit or mention.beside]
    if surely and not called:
        return Chosen(missing=surely[0], absent=tuple(dict.fromkeys(surely)))
    if not wanted:
        return Chosen()
    left = tuple(
        dict.fromkeys(
            str(year) if not several else f"{canonical(group[0].authority)} in {year}" for _, group, year in absent
        )
    )
    if now:
        wanted |= {info.slug: info for group in _by_authority(infos) for info in group[-1:]}
    words = tuple(dict.fromkeys(word for mention in mentions for word in mention.words))
    return Chosen(tuple(wanted) if len(wanted) < len(infos) else (), words, absent=left)


# What is left out on purpose. "Not" only before a year or in front of all: "not Havering" may be said of many things.
_OUT = r"(?:other than|apart from|except(?:ing)?(?: for)?|excluding|leaving out|but not)"
LEAVES_OUT_FIRST = (
    rf"^(?:(?:and|but|so|ok|just|please|(?:can|could) you)\b[,\s]*)*(?:{_OUT}|not|without|ignore|exclude|leave out)\b"
)
_LEAVES_OUT = re.compile(
    rf"\b(?:{LEAVES_OUT_FIRST}|{_OUT}|(?P<year>not)|"
    r"(?:(?:everywhere|anywhere)(?: else)?|all(?: \w+){0,2}|(?:every|any) \w+)(?= but\b)(?P<but> but))"
    r"\s+(?:(?:in|at|for|from|of)\s+)?(?:the\s+)?",
    re.I,
)
_OF_YEAR = re.compile(rf"(?:['’]s)?\s*(?:(?:in|from|the)\s+)*(?P<year>{YEAR})\b(?:\s+{_NOUN}\b)?", re.I)
_AND = re.compile(r"\s*(?:,|&|\b(?:and|or)\b)+\s*(?:in\s+)?", re.I)


def left_out(question: str, infos: Sequence[ReportInfo]) -> Chosen:
    """The inspections that the question leaves out: "other than Derby and Kent", "everywhere but Derby", "not 2018"."""
    slugs: dict[str, None] = {}
    words: list[str] = []
    for lead in _LEAVES_OUT.finditer(question):
        start = lead.start("but") + 1 if lead["but"] else lead.start()
        at, end = lead.end(), 0
        while at:
            at, out = _one_left_out(question, at, infos, names=not lead["year"])
            if at:
                slugs |= dict.fromkeys(out)
                joined = _AND.match(question, at)
                at, end = (joined.end() if joined else 0), at
        if end:
            words.append(question[start:end])
    return Chosen(tuple(slugs), tuple(words))


def _one_left_out(question: str, at: int, infos: Sequence[ReportInfo], *, names: bool) -> tuple[int, list[str]]:
    """Where an authority or a year that stands there ends, and the slugs of its reports; 0 where none stands there, or no report
    is of that year."""
    rest = question[at:]
    name = next((n for n in named(rest, [i.authority for i in infos]) if n.start == 0), None) if names else None
    end = name.end if name else 0
    year = _OF_YEAR.match(rest, end)
    if not name and not year:
        return 0, []
    known = {identity(one) for one in name.authorities} if name else set()
    found = [
        info.slug
        for info in infos
        if (not name or identity(info.authority) in known) and (not year or int(year["year"]) in years_of(info))
    ]
    return (0, []) if year and not found else (at + (year.end() if year else end), found)


def _set_to_do(question: str, mention: _Mention) -> bool:
    """Whether it is asked what has become of what the inspection of that year set to be done: a later one tells."""
    named = _TO_DO_BEFORE.search(mention.before) or _TO_DO_AFTER.match(mention.after)
    bounded = _BEFORE.search(mention.before) or len(mention.years) > 1
    asked = BECAME.match(question) or (_WHETHER.match(question) and _DONE.search(question))
    return bool(named and not bounded and asked)


def _follows(info: ReportInfo, other: ReportInfo) -> bool:
    """Whether it is that report or a later one on the same authority."""
    return identity(info.authority) == identity(other.authority) and str(info.date or "") >= str(other.date or "")


def _own(mentions: Sequence[_Mention], group: Sequence[ReportInfo]) -> list[_Mention]:
    """The years that belong to an authority: not those that stand with the name of another one."""
    name = identity(group[0].authority)
    return [m for m in mentions if m.place is None or name in map(identity, m.place.authorities)]


def _fitting(mentions: Sequence[_Mention], infos: Sequence[ReportInfo], *, one_place: bool) -> list[ReportInfo]:
    wanted: dict[str, ReportInfo] = {}
    for mention in mentions:
        if (
            not one_place
            and not mention.beside
            and _RELATIVE.search(mention.before)
            and not re.search(rf"{_NOUN}\W+(?:\w+\s+)?$", mention.before)
        ):
            continue
        fitting = [info for info in infos if _fits(mention, info)]
        if mention.months and not any(_bounds(mention)):
            fitting = [info for info in fitting if _in_month(mention, info)] or fitting
        wanted |= {info.slug: info for info in fitting}
    return list(wanted.values())


def against_now(question: str) -> bool:
    """Whether a year is held against today: "any better than in 2016", "2016 and the latest"."""
    return bool(_NOW.search(question))


def unmentioned(question: str, infos: Sequence[ReportInfo], texts: Callable[[], Iterable[str]]) -> str:
    """The first year in which something is asked about ("in 2021"), if no report in scope speaks of any year of the question.

    Else an empty string; so, too, where a year only bounds what is asked ("since 2021"), is that of a law or plan, or of
    something that happened: those a report may tell of without a year. `texts` gives the words of the reports; it is only
    called where need be.
    """
    found = list(islice(_YEARS.finditer(question), _MOST))
    if not found or _TWELVE_MONTHS.search(question) or against_now(question):
        return ""
    for match in found:
        before, after = question[: match.start()], question[match.end() :]
        ranges = len(re.findall(YEAR, match.group())) > 1 and _SPAN.match(re.sub(YEAR, "", match.group()))
        if ranges or not _IN_YEAR.search(before) or _BOUNDED.search(before) or _ONWARDS.match(after):
            return ""
        if _is_told(before, after):
            return ""
    years = list(dict.fromkeys(year for match in found for year in re.findall(YEAR, match.group())))
    if any(int(year) in years_of(info) for info in infos for year in years):
        return ""
    said = re.compile("|".join(rf"{year}|20\d\d\s*[-–/]\s*{year[2:]}\b" for year in years))
    return "" if any(said.search(text) for text in texts()) else years[0]


def of_another_year(question: str, infos: Sequence[ReportInfo]) -> bool:
    """Whether none of these inspections is of a year that a question about grades names."""
    mentions = _mentions(question, (), graded=True)
    return bool(mentions) and not any(_fits(mention, info) for mention in mentions for info in infos)


def speaking_of(named: Sequence[str]) -> Callable[[str], bool]:
    """Whether a text speaks of an inspection in one of the years named, or of a place named."""
    said = re.compile(rf"\b(?<!Act )(?:{'|'.join(map(re.escape, named))})\b")
    inspects = _INSPECTS if all(name.isdigit() for name in named) else said

    def speaks(text: str) -> bool:
        parts = (text[s.start : s.end] for s in sentences(text)) if said.search(text) else ()
        return any(said.search(part) and inspects.search(part) for part in parts)

    return speaks


def _mentions(question: str, places: Sequence[Named], *, graded: bool) -> list[_Mention]:
    capitals = question
    for place in places:  # "the inspection of oldham in 2018" as of Oldham
        capitals = f"{capitals[: place.start]}X{'x' * (place.end - place.start - 1)}{capitals[place.end :]}"
    masked = _TWELVE_MONTHS.sub(lambda m: _twelve_months(m, capitals, places), question)
    found = []
    for match in islice(_WHEN.finditer(masked), _MOST):
        before, after = question[: match.start()], question[match.end() :]
        called = _EXPLICIT_BEFORE.search(capitals[: match.start()])
        if called and not _is_inspection(before, called, places):
            continue
        short = None if match["date"] else re.match(r"\s*[-–/]\s*(\d\d)\b", after)  # "2016-24"
        text = f"{match.group()} to 20{short.group(1)}" if short else match.group()
        after = after[short.end() :] if short else after
        years, months = _read(match["date"]) if match["date"] else (tuple(map(int, re.findall(YEAR, text))), ())
        explicit = bool(graded or _EXPLICIT_AFTER.match(after) or called)
        beside = any(_beside(question, place, match.start(), match.end()) for place in places)
        with_it = next((p for p in places if _belongs(question, p, match.start(), match.end())), None)
        if _NOT_INSPECTION.match(after) or (_is_event(before, after) and not explicit):
            continue
        if match["date"] and not (
            explicit or beside or (months and _of_report(capitals[: match.start()], after, with_place=bool(with_it)))
        ):
            continue
        dated = _DATED.search(before)
        if dated and not match["date"] and (dated["on"] or not explicit):  # "strategies published in 2018"
            dated = None
        whole = dated or short or match["date"] or re.search(r"[/–—-]", match.group())
        start = dated.start() if dated else match.start()
        words = (question[start : len(question) - len(after)],) if whole else tuple(map(str, years))
        text = _LEAD.sub("", text) if match["date"] else text
        found.append(_Mention(years, text, months, words, before, after, explicit, beside, with_it))
    return found


def months_in(text: str) -> tuple[int, ...]:
    """The months that are named in it, by their numbers."""
    return tuple(1 + _MONTHS.index(name[:3].lower()) for name in re.findall(rf"\b{MONTH}(?!\w)", text, re.I))


def _read(date: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years and the months of a date as typed, the day before the month."""
    months = months_in(date)
    numbers = [int(number) for number in re.findall(r"\d+", _LEAD.sub("", date))]
    if not months and len(numbers) > 1:
        *_, month, year = numbers if numbers[0] <= 31 else reversed(numbers)
        return (2000 + year % 100,), (month,)
    return tuple(2000 + year % 100 for year in numbers), months


def _twelve_months(match: re.Match[str], question: str, places: Sequence[Named]) -> str:
    """What is read of "2021/22": as a range where that is called an inspection, or "2021/2022" stands beside a name; else nothing."""
    if _is_span(match):
        return match.group()
    called = _EXPLICIT_AFTER.match(question[match.end() :]) or _EXPLICIT_BEFORE.search(question[: match.start()])
    beside = match.group(1) and any(_beside(question, place, match.start(), match.end()) for place in places)
    return match.group().replace("/", "-") if called or beside else "#" * len(match.group())


def _is_span(match: re.Match[str]) -> bool:
    """Whether "2016-24" or "2018/2022" is more than twelve months."""
    first, second = re.findall(r"\d+", match.group())
    return int(second) % 100 != (int(first) + 1) % 100


def _is_event(before: str, after: str) -> bool:
    return bool(_DATE_BEFORE.search(before) and not _BETTER_BY.search(before)) or _is_told(before, after)


def _is_told(before: str, after: str) -> bool:
    """Whether the year is that of a law, a paper or something that happened, of which a report may tell without a year."""
    return bool(_HAPPENED_BEFORE.search(before) or _PAPER_BEFORE.search(before) or _PAPER_AFTER.match(after))


def _is_inspection(before: str, called: re.Match[str], places: Sequence[Named]) -> bool:
    """Whether what was published or inspected in a year is a report or an authority, and not something else."""
    if called["what"].lower() not in ("published", "inspected"):
        return True
    subject = _AUXILIARIES.sub("", before[: called.start()]).rstrip()
    return bool(_INSPECTED.search(subject)) or any(
        re.fullmatch(r"(?:['’]s)?\W*", subject[n.end :]) for n in places if n.end <= len(subject)
    )


def _beside(question: str, place: Named, start: int, end: int) -> bool:
    """Whether a year stands next to a name: "Oxfordshire 2018", "Oxfordshire's 2018", "2018 Oxfordshire"."""
    if place.end <= start:
        return bool(re.fullmatch(r"(?:['’]s)?[\s,:(–-]*", question[place.end : start]))
    return end <= place.start and question[end : place.start].isspace()


def _belongs(question: str, place: Named, start: int, end: int) -> bool:
    """Whether a year is said of that authority: beside its name, or "in Oxfordshire in 2018"."""
    after = re.fullmatch(r"(?:['’]s)?,?\s+(?:in|at|of|on|from|for)\s+(?:the\s+)?", question[place.end : start])
    return _beside(question, place, start, end) or bool(place.end <= start and after)


def _has(mention: _Mention, infos: Sequence[ReportInfo]) -> bool:
    return any(year in years_of(info) for year in mention.years for info in infos)


def _absent(mention: _Mention, infos: Sequence[ReportInfo], question: str, *, dropped: bool) -> list[int]:
    """The years that are surely an inspection's and in which none of these was.

    Surely: called one, beside a name, in a row with one ("in 2016 and 2021") or what leaves this authority out (`dropped`).
    Of a range only an end that is newer than all that is there, in a comparison: a report may tell of the years before it.
    """
    absent = [year for year in mention.years if not any(year in years_of(info) for info in infos)]
    if len(mention.years) == 2 and _ranges(mention):
        last = max(mention.years)
        newer = all(last > max(years_of(info), default=last) for info in infos)
        return [last] if newer and last in absent and _has(mention, infos) and compares(question) else []
    if _RELATIVE.search(mention.before) or _ONWARDS.match(mention.after):
        return []
    in_a_row = len(absent) < len(mention.years) and not asked_for(question)
    return absent if mention.explicit or mention.beside or in_a_row or dropped else []


def _ranges(mention: _Mention) -> bool:
    between = re.sub(rf"^{YEAR}|{YEAR}$", "", mention.text)
    return bool(_SPAN.match(between) or _BETWEEN.search(mention.before))


def _fits(mention: _Mention, info: ReportInfo) -> bool:
    first, last = _bounds(mention)
    if not (first or last):
        return any(year in mention.years for year in years_of(info))
    return any((first or year) <= year <= (last or year) for year in years_of(info))


def _bounds(mention: _Mention) -> tuple[int | None, int | None]:
    """The first and the last year that are meant, where the years bound something; None is no bound."""
    first, last = min(mention.years), max(mention.years)
    if len(mention.years) > 1:
        return (first, last) if len(mention.years) == 2 and _ranges(mention) else (None, None)
    if _SINCE.search(mention.before) or _ONWARDS.match(mention.after):
        return first, None
    if _AFTER.search(mention.before):
        return first + 1, None
    if _BEFORE.search(mention.before):
        return None, first - 1
    if _UNTIL.search(mention.before) or _BACKWARDS.match(mention.after):
        return None, first
    return None, None


def _in_month(mention: _Mention, info: ReportInfo) -> bool:
    return any(
        day and day.year in mention.years and day.month in mention.months for day in (info.inspected, info.published)
    )


def years_of(info: ReportInfo) -> set[int]:
    """The years by which people know an inspection: of its last day and of its report."""
    return {day.year for day in (info.inspected, info.published) if day}


def known_years(info: ReportInfo) -> str:
    """The years by which people know an inspection: "2016", "2018/2019", "" where none is known."""
    return "/".join(map(str, sorted(years_of(info))))


def called(info: ReportInfo) -> str:
    """A report by its authority, else its title, and its years: "Birmingham 2018/2019"."""
    return f"{canonical(info.authority) or info.title or info.slug} {known_years(info)}".strip()


def words_for(names: Iterable[str], infos: Iterable[ReportInfo]) -> set[str]:
    """The words that only say which report a question is about: those of `names` and the years of the inspections."""
    years = {str(year) for info in infos for year in years_of(info)}
    return {word for name in names for word in content(name)} | years


# What asks of what reports say, or of which of them: the years at its edge are theirs ("what do inspectors say of neglect before
# 2016?"), unless something has happened ("which councils have improved since 2018?").
_SAY = (
    r"(?:say|said|saying|says|tell|tells|told|find|found|think|thought|notes|noted|writ\w+|wrote|speak|talk|"
    r"(?:mention|report|describ|criticis|prais|rais|highlight|comment|discuss|cover|refer|identif|recommend)(?:s|e|es|ed|red|ing|y|ied)?)"
)
_DONE_TO = r"(?!(?:children|women|men|need|often)\b)\w+(?:ed|en)"
_HAPPENING = (
    rf"\b(?:who|whose|when|where|if|because)\b|\b(?:chang|improv|progress|increas|decreas|declin|reduc|develop)\w*|"
    rf"\b(?:has|have|had|was|were|been)\s+(?:\w+ly\s+|also\s+|not\s+)*(?:{_DONE_TO}|had|got|made|set|put|brought|become)\b|"
    rf"\b(?:{_DONE_TO}|born|looked after|set up)\s*$"
)
_OF_REPORTS = re.compile(
    rf"(?:\b(?:inspectors?|{_NOUN}|they)\s+(?:\w+\s+){{0,2}}?{_SAY}|\b(?:is|are|was|were|been)\s+(?:\w+\s+)?{_SAY}|"
    rf"\b(?:findings|recommendations|areas for improvement|priority actions)|"
    r"(?<!have )(?<!has )(?<!had )\b(?:which|what|any|how many)(?: other| of the)? "
    rf"(?:{AUTHORITIES}|council|areas|{_NOUN})"
    r"(?!\s+(?:\w+ed|had)\b))\b"
    rf"(?:(?!{_HAPPENING}).)*$",
    re.I,
)
_SAYING = re.compile(rf"\b{_SAY}\s*$", re.I)
_IN_REPORTS = re.compile(
    rf"\b(?:in|of|from|by)\s+(?:the\s+|those\s+)?{_NOUN}\s+(?:(?:published|dated|done|made)\s+)?$", re.I
)
# Where a date is that of a report: at the beginning, set apart, or after who says something.
_APART = re.compile(
    rf"(?:^(?:(?:and|but|so|ok|only|just|(?:what|how) about)\s+)*|[,;:?!.(–-]\s*|"
    rf"\b(?:inspectors?|ofsted|they)\s+(?:\w+\s+)?{_SAY}\s+)(?:(?:in|on|from)\s+)?$",
    re.I,
)
_HAPPENS = re.compile(rf"{_HAPPENING}|\b(?:went|came|left|died|arrived|happened)\b", re.I)


def _of_report(before: str, after: str, *, with_place: bool) -> bool:
    """Whether a date may be that of a report of its month, and not of something that is said to have happened then."""
    if _APART.search(before):
        return True
    asked = re.sub(r"\b(?:in|on|from|for|of|at)\s+$", "", before)
    if _BOUNDED.search(asked) or _HAPPENS.search(asked):
        return False
    ends = not after.strip(" ?.!")
    return with_place or (ends and bool(asked == before or _OF_REPORTS.search(asked)))


_NOT = re.compile(
    r"\b(?:not|ignor(?:e|ing)|exclud(?:e|ing)|leav(?:e|ing) out)\s+(?:anything\s+|everything\s+|(?:the\s+)?(?:ones|reports)\s+)?$",
    re.I,
)
_NARROWING = frozenset("ones limit restrict narrow".split())
_LATELY = re.compile(rf"\b(?:in|over|during|within|from) the (?:last|past) (?:(?P<count>{_COUNT}) years|year)\b", re.I)


@dataclass(frozen=True, slots=True)
class Years:
    """The years from which and up to which the inspections are that a question over many reports means, and its words that say so,
    as typed."""

    first: int | None
    last: int | None
    words: str

    def __str__(self) -> str:
        if self.first == self.last:
            return f"in {self.first}"
        if self.first and self.last:
            return f"between {self.first} and {self.last}"
        return f"since {self.first}" if self.first else f"before {(self.last or 0) + 1}"


def spanned(question: str, infos: Sequence[ReportInfo], *, one_place: bool, follows: bool) -> Years | None:
    """The years between which the question wants the reports to be: "which authorities mention neglect since 2022?".

    Only where they are called those of reports or stand at the edge of a question for what reports say: else they belong to
    what is asked about ("early help since 2018"). A question that `follows` another may say nothing else ("only those from
    2022 onwards"). "The last five years" are those up to the newest of `infos`: the same library gives the same answer. Other
    years are read by `by_year` where the question is about certain authorities (`one_place`).
    """
    found = [*(() if one_place else _bounded(question)), *_lately(question, infos)]
    if len(found) != 1:
        return None
    years, called, before, after = found[0]
    rest = before if not after.strip(" ?.!") or _SAYING.search(before) else after if not content(before) else ""
    says_no_more = follows and {*content(before + after)} <= _NARROWING
    return years if called or says_no_more or _OF_REPORTS.search(rest) else None


def _bounded(question: str) -> Iterator[tuple[Years, bool, str, str]]:
    """The years that bound something: whether they are called those of reports, and what stands before and after them."""
    for mention in _mentions(question, (), graded=False):
        if mention.months and not mention.explicit:
            continue
        first, last = _bounds(mention)
        if not (first or last) and _FROM.search(mention.before) and len(mention.years) == 1 and not mention.explicit:
            first = mention.years[0]
        elif (
            not (first or last) and _WITHIN.search(mention.before) and len(mention.years) == 1 and not mention.explicit
        ):
            first = last = mention.years[0]
        leads = [lead.search(mention.before) for lead in (_SINCE, _AFTER, _BEFORE, _UNTIL, _BETWEEN, _FROM, _WITHIN)]
        start = min((lead.start() for lead in leads if lead), default=len(mention.before))
        out = _NOT.search(mention.before[:start])
        if not (first or last) or (first and last and out):
            continue
        if out:  # "not before 2020"
            start = out.start()
            first, last = last + 1 if last else None, first - 1 if first else None
        called = _IN_REPORTS.search(mention.before[:start])
        start = called.start() if called else start
        open_end = _ONWARDS.match(mention.after) or _BACKWARDS.match(mention.after)
        after = mention.after[open_end.end() if open_end else 0 :]
        words = question[start : len(question) - len(after)]
        yield Years(first, last, words), mention.explicit, question[:start], after


def _lately(question: str, infos: Sequence[ReportInfo]) -> Iterator[tuple[Years, bool, str, str]]:
    """As `_bounded`, of "in the last five years"."""
    newest = max((info.year or 0 for info in infos), default=0)
    for lately in islice(_LATELY.finditer(question), _MOST):
        first = newest + 1 - (_COUNTS[lately["count"].lower()] if lately["count"] else 1)
        yield Years(first, None, lately.group()), False, question[: lately.start()], question[lately.end() :]


def by_order(question: str, infos: Sequence[ReportInfo], places: Sequence[Named] = (), *, one_place: bool) -> Chosen:
    """The inspections that the question names by their order: the latest, the last two, the one before, the first.

    "The previous inspection" is left alone where it is asked what became of it since, which a later report tells.
    """
    slugs: dict[str, None] = {}
    words: list[str] = []
    counted = False
    rest = _without(question, [(place.start, place.end) for place in places])
    for pattern, pick in _ORDER:
        match = pattern.search(rest)
        if match and one_place:
            count = next((group for group in match.groups()[1:] if group), "").lower()
            slugs |= {info.slug: None for group in _by_authority(infos) for info in pick(group, count)}
            words.append(question[match.start("words") : match.end("words")])
            counted |= bool(count)
            rest = _without(rest, [match.span("words")])
    latest = _LATEST.search(rest)
    if latest:
        words.append(question[latest.start() : latest.end()].strip())
    if not slugs:
        return Chosen(words=tuple(words), latest=len(infos) > 1) if latest else Chosen()
    if not counted and not latest and _FOLLOWED_UP.search(question):
        return Chosen()
    if latest:
        slugs |= {info.slug: None for group in _by_authority(infos) for info in group[-1:]}
    return Chosen(tuple(slugs) if len(slugs) < len(infos) else (), tuple(words))


def _without(question: str, parts: Sequence[tuple[int, int]]) -> str:
    """The question with blanks for those parts and a possessive s behind them, everything else in its place."""
    for start, end in parts:
        owned = re.match(r"['’]s?(?!\w)", question[end:])
        end += owned.end() if owned else 0
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _by_authority(infos: Sequence[ReportInfo]) -> list[list[ReportInfo]]:
    """The reports of each authority, oldest first."""

    def name(info: ReportInfo) -> str:
        return identity(info.authority)

    ordered = sorted(infos, key=lambda info: (name(info), str(info.date or ""), info.slug))
    return [list(group) for _, group in groupby(ordered, key=name)]
