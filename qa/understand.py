"""What a question asks for and of which reports: read from its words, and shown with the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Kind, ReportInfo, Scope
from index.scope import identity, in_scope, of_authorities, short_name
from qa.authorities import Named, named
from qa.comparisons import AGAINST, YEAR, compares, without
from qa.inspections import (
    BECAME,
    STEP_BACK,
    Chosen,
    Years,
    against_now,
    by_order,
    by_year,
    left_out,
    spanned,
    years_of,
)
from qa.judgements import reason, wanted
from qa.recommendations import OFTEN
from qa.words import AUTHORITIES, AUTHORITY, content

FEW = 6  # reports at most that are gone through one by one
_YEAR = re.compile(rf"\b{YEAR}\b")
_MANY = rf"(?:{AUTHORITIES}|reports)"
_WHICH_REPORTS = re.compile(
    rf"\b(?:which|what|any|other|different|how many|these) (?:\w+ )?"
    rf"(?:{AUTHORITY}|{AUTHORITIES}|areas(?! (?:for|of)\b)|reports|inspections|places)\b|"
    r"^(?:who|where|which las?['’]?)\b",
    re.I,
)
_ALL_THE_REPORTS = (
    rf"(?:(?:the|all|these|those|our) )*(?:inspection )?(?:inspectors|ofsted|reports|inspections|{AUTHORITIES})"
)
_OF_ALL_REPORTS = re.compile(
    rf"^what (?:do|does|did|have) {_ALL_THE_REPORTS}\b.*(?:\b{OFTEN}\b|\bin common\b)|"
    r"^what(?:['’]s| is| are)? (?:the )?(?:most )?(?:common(?:est)?|usual|typical|frequent|recurring) (?:(?:in|across|among|to)\b|"
    r"(?:\w+ )?(?:criticism|concern|failing|finding|issue|message|problem|reason|strength|theme|weakness)(?:e?s)?\b)",
    re.I,
)
_RANKS = re.compile(
    rf"^which (?:one )?(?:of (?:the|these|those) )?(?:{AUTHORITY}|{AUTHORITIES}|reports?|inspections?)\b "
    r"(?:has|have|had|is|are|was|were|got|gets?|made|did|does|do|performs?|performed|improved|received|shows?|showed) (?:\w+ )?(?:the )?"
    r"(?:most|best|worst|least|fewest|(?:high|low|bigg|strong|weak|long|short|larg|small)est)\b(?! recent)",
    re.I,
)
# Of few reports: "who chairs the board?" asks for a person, "which other councils" for some that are not here.
_WHICH_AUTHORITIES = re.compile(
    r"\b(?:which|what|how many)(?: of (?:the|these|those|our))?(?: (?:two|three|four|five|six))? "
    rf"{AUTHORITIES}\b|"
    rf"\bwhich (?:of (?:the|these|those) )?{AUTHORITY}\b",
    re.I,
)
_WHICH_INSPECTIONS = re.compile(r"\bwhich (?:of (?:the|these|those|its|their) )?(?:reports?|inspections?)\b", re.I)
_PASSAGES = r"(?:paragraph|para|passage|mention|reference|finding|recommendation|sentence|quote|quotation|comment|example|instance)s?"
_EVERY = r"(?:all|every|each)(?: of)?(?: the)?(?: single| other| relevant| key| main)?"
_SPEAKS = r"(?:mention|refer|speak|talk|discuss|cover|touch|deal|say (?:anything |something )?(?:about|on))"
_POLITE = r"(?:(?:and|ok|then|now|please|pls|(?:can|could|would|will) (?:you|we|i))[ ,]+)*"
_GIVE = (
    r"(?:show|give|tell|find|get|quote|see|pull|read|bring|print|collect|gather|(?:(?:i|we) )?(?:want|need|could do with)|"
    r"(?:(?:i|we)(?: a|['’]?)(?:m|re) )?(?:looking for|after)|(?:can|could|may) (?:i|we) have)(?: (?:me|us|up|out|together|to see))*"
)
# What asks for all there is. "Is there a waiting list?" and "does every child have a plan?" only use such words.
_ALL = re.compile(
    rf"^{_POLITE}(?:list\b|(?:all|everything)\b(?!.*\?)|"
    rf"{_GIVE} (?:all|every|everything|an?(?: \w+)? list|the (?:list|paragraphs|paras|passages))\b|"
    rf"(?:which|what) (?:\w+ )?(?:paragraphs|paras|passages)\b(?! (?:are|were) (?:those|these|they)\b)|"
    rf"(?:which|what) (?:\w+ )?(?:sections|pages|parts of (?:the|this|our) report) (?:that )?{_SPEAKS}|"
    rf"(?:{_GIVE} )?where (?:else )?(?:(?:do|does|did) )?(?:[\w’']+ ){{0,3}}(?:report|inspectors|ofsted) (?:\w+ )?{_SPEAKS}|"
    rf"(?:{_GIVE} )?where (?:else )?(?:is|are|was|were)?\b.{{1,60}}\bmentioned\b|"
    rf"what (?:are|were) all (?:of )?(?:the|its|their|our|{_PASSAGES})\b|(?:mentions|references)\b)|"
    r"^(?!(?:and |but |so )?(?:is|are|was|were|do|does|did|has|have|had|who|why|how|when|can|will|would|should)\b).*"
    rf"\b(?:{_EVERY} {_PASSAGES}\b|list (?:them|all|every|each)\b|"
    r"(?:full|complete|whole|entire) (?:list|picture|story)\b|"
    r"everything (?:on|about|said|(?:it|that|inspectors|ofsted|(?:the|this|our) report) (?:\w+))\b)",
    re.I,
)
# The same said at the end: "…, the lot", "… (I need all the paragraphs)". All recommendations may be met, so they are not meant.
_ALL_OF_IT = re.compile(
    rf"(?:\s*[,;:(.?!–-]+\s*|\s+and\s+(?={_GIVE})|\s+(?=all (?:the )?para(?:graph)?s\b)){_POLITE}(?:(?:{_GIVE} )?"
    rf"(?:{_EVERY} (?:bit|mention|para|paragraph|passage|quote|reference)s?|the (?:whole lot|lot|paras|paragraphs|passages)|"
    r"everything (?:there is|that(?: i|['’]?)s (?:there|in there|said)|they said|it says|you(?: have|['’]ve)?(?: got)?))|"
    rf"{_GIVE} (?:all of (?:it|them|this|that)|everything|it all|them all))"
    r"(?:\W+(?:as|because|for (?:a|my|our|the)|(?:i|we)(?:['’]?m)?|inc(?:l|luding)?|in (?:the|this)|not|on (?:it|this|that)|please|pls|so|"
    r"thanks)\b(?:(?! – )[^.?!])*)?\W*?(?=$| – )",
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

    `missing` is an authority or a year that the question names and that no report in the given scope is of, where there is
    nothing else that it names; `told` is what a report of another must name to tell of that all the same: the years, or the
    place where it is asked what that did. `absent` are those that it names beside others which are there. `silent` is a year
    of which no report speaks, `unchosen` what reports are not chosen by.
    """

    scope: Scope
    words: tuple[str, ...]
    question: str
    missing: str = ""
    told: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    silent: str = ""
    unchosen: str = ""


def not_in_scope(missing: str) -> str:
    """What people are told of an authority or a year ("2018", "Derby in 2018") that no report in scope is of."""
    return f"None of the reports in scope is {_of(missing)}. Change the scope, or add that report."


def not_there(absent: Sequence[str]) -> str:
    """What people are told of the authorities and years that are named beside others; "" where there are none."""
    return " ".join(f"No report in scope is {_of(one)}." for one in absent)


def not_chosen(by: str) -> str:
    """What people are told of a property by which the reports are not chosen ("outstanding", "London"); "" where there is none."""
    return f"This program does not choose reports by “{by}”: all reports in scope were searched." if by else ""


def told_of(told: Sequence[str]) -> str:
    """What people are told where only other reports speak of the years or the place that a question names."""
    return f"{not_there(told)} This is what other reports say of it."


def _of(missing: str) -> str:
    place, _, year = missing.rpartition(" in ")
    if missing.startswith(("before ", "since ", "between ", "in ")):
        return f"of an inspection {missing}"
    if not year.isdigit():
        return f"about {missing}"
    return f"of an inspection of {place} in {year}" if place else f"of an inspection in {year}"


def speaks_not_of(year: str) -> str:
    """What people are told of a year of which no report in scope speaks."""
    return f"No report in scope is of an inspection in {year} or speaks of that year."


def wishes(question: str) -> tuple[Kind, ...]:
    """The kinds of paragraph that the question asks for by name: judgements, recommendations."""
    return tuple(kind for kind, pattern in _WISHES if pattern.search(question))


_IN_PLACE = r"in (?:which|what) (?:paragraphs?|paras?|pages?|sections?|parts?)"
_IN_PLACES = re.compile(rf"^{_IN_PLACE}\b.*\b(?:mention|discuss|cover|refer)", re.I)


def wants_all(question: str) -> bool:
    """Whether the question asks for all there is on a subject, in report order."""
    return bool(_ALL.search(question) or _IN_PLACES.match(question) or without_wish(question) != question)


def without_wish(question: str) -> str:
    """The question without a last clause that only wishes for all there is: "neglect" of "neglect - all paras please"."""
    wish = _ALL_OF_IT.search(question)
    return _ALL_OF_IT.sub("", question) if wish and content(question[: wish.start()]) else question


_WHICH_PASSAGES = re.compile(
    rf"^{_POLITE}(?:which|what) (?:other )?(?:paragraphs|paras|passages) (?:that )?(?:mention|discuss|cover|concern|address|"
    r"(?:refer|relate) to|touch on|deal with|(?:speak|talk|are|say (?:any|some)thing) (?:about|of|on))\b",
    re.I,
)


_ALL_PASSAGES = re.compile(
    rf"^{_POLITE}(?:(?:list|{_GIVE})\s+)?(?:"
    rf"{_EVERY} "
    r"(?:paragraphs?|paras?|passages?|mentions?|references?|comments?|quotes?|quotations?)"
    r"(?: (?:that|which))?(?: (?:mention|discuss|cover|concern|address)(?:s|ing)?| (?:(?:is|are|speaks?|talks?) )?(?:on|about|of)|"
    r" (?:refer(?:s|ring)?|relat(?:e|es|ed|ing)?) to| to)|"
    r"everything (?:on|about|(?:(?:that )?(?:it|inspectors|ofsted|(?:the|this|our) reports?) )?"
    r"(?:said|says?|wrote|writes?) (?:on|about)))\b",
    re.I,
)


# What asks for any paragraph on a subject: "a good quote on", "something about", "the bits on", "a summary of".
_PAPER = r"(?:briefing|bulletin|newsletter|paper|poster|presentation|report|slide|speech|submission|talk)s?"
_FOR = (
    r"(?:,? (?:(?:that |which )?(?:i|we) (?:can|could) (?:use|quote)|"
    rf"(?:for|in) (?:me|us|(?:my|our|the|an?|this|some) (?:\w+ ){{0,2}}{_PAPER}(?: to \w+)?)|please|pls|plz))"
)
_USED = re.compile(rf"(?: say)?{_FOR}*\W*$", re.I)
_SOME_PASSAGE = re.compile(
    rf"^{_POLITE}(?:(?:{_GIVE}|(?:is|are) there|(?:do )?you (?:have|got)|have you(?: got)?|got|what(?:['’]s in| is in| does)) )?"
    r"(?:(?:an?|any|some|one|two|three|four|five|\d|(?:a )?few|(?:a )?couple of|several|the|best|brief|decent|good|great|key|nice|"
    r"quick|short|useful|(?P<praise>positive)) )*"
    r"(?:quot(?:e|ation)s?|sentences?|lines?|passages?|paragraphs?|paras?|bits?|something|anything|stuff|info|summary|sections?|chapter|"
    r"part of (?:the|this|our) report)"
    rf"(?: (?P<good>positive|good|nice))?{_FOR}?"
    r"(?: (?:on|about|re|regarding|around|concerning)|(?<=summary) of| (?P<praising>(?:that )?prais(?:ing|es)))\b|"
    rf"^{_POLITE}summari[sz]e(?: what (?:was|is|has been|they|inspectors|ofsted) (?:said|say|found) (?:about|on))?\b"
    r"(?! (?:what|how|why|where|who|it|this|that)\b)",
    re.I,
)


_IN_COMMON = re.compile(
    rf"^what(?:['’]s| is| (?:do|does|did))? (?:common (?:in|across|among|to) {_ALL_THE_REPORTS}|{_ALL_THE_REPORTS} have in common)"
    r" (?:about|for|on|regarding|when it comes to)\b",
    re.I,
)


_IN_WHICH = rf"^(?:where|{_IN_PLACE}(?: of .{{1,60}}?)?)"
_THERE = r"(?:\s+in (?:the|this|our|its|\S+['’]s) (?:20\d\d )?(?:\w+ )?(?:report|inspection))?\W*$"
_WHERE_IS = re.compile(
    rf"{_IN_WHICH} (?:is|are|was|were) (?P<of>.{{1,80}}?) (?:mentioned|discussed|covered){_THERE}", re.I
)
_WHERE_SAID = re.compile(
    rf"{_IN_WHICH} (?:does|do|did) (?:[\w’'-]+ ){{0,5}}?(?:reports?|inspectors?|ofsted) "
    r"(?:mention|discuss|cover|refer to|(?:talk|speak) (?:about|of)) (?P<of>.+)",
    re.I,
)


def said_of(question: str) -> str:
    """A question for paragraphs as one that a paragraph can answer; other questions as they are.

    "Which paragraphs mention neglect?", "list all paragraphs on neglect", "where is neglect mentioned?", "what is common in reports
    about neglect?" and "can I have a quote on neglect for my briefing?" become "What did inspectors say about neglect?", and
    "neglect, the lot" "neglect".
    """
    question = without_wish(question)
    where = _WHERE_IS.match(question) or _WHERE_SAID.match(question)
    if where:
        return f"What did inspectors say about {where['of'].strip(' ?.!')}?"
    for pattern in (_WHICH_PASSAGES, _ALL_PASSAGES, _IN_COMMON):
        question = pattern.sub("What did inspectors say about", question)
    some = _SOME_PASSAGE.match(question)
    if not some:
        return question
    asked = "is good" if any(some.groupdict().values()) else "did inspectors say"
    return f"What {asked} about {_USED.sub('', question[some.end() :]).strip(' ?.!')}?"


_SOURCE = r"(?:ofsted|(?:the )?inspectors|(?:the |this |our |its |your )?(?:20\d\d )?(?:inspection )?report)"
_SAID_BY = re.compile(
    rf"(?:^|,?\s)(?:according to|as (?:reported|seen|found) by|in the (?:eyes|opinion|view) of) {_SOURCE}\b(?!['’]),?",
    re.I,
)
_TO_KNOW = re.compile(
    r"^(?:(?:i|we)(?:['’]d)? )?(?:just )?(?:need|want|would like|like|trying) to (?:know|find out)(?: (?:if|whether))? (?=\w+ \w)",
    re.I,
)


def bare(question: str) -> str:
    """The question without who wants to know it and who says it, since all that is read is said by inspectors: "need to know
    if …", "according to Ofsted"."""
    return " ".join(_TO_KNOW.sub("", _SAID_BY.sub(" ", question).strip()).split())


_GRADED = r"(?:judged|rated|graded|given|get|gets|got|getting|deemed|marked)"
_ONLY = r"(?=\W*$| (?:and|but|rather|in|for)\b)"  # not "only good schools", "not good enough"
_WEAK = (
    rf"(?:requir(?:es?|ing) improvement|(?:only|just|merely) (?:adequate|good){_ONLY}|good (?:rather than|instead of) outstanding|"
    rf"not(?: (?:been|yet|quite))*(?: {_GRADED})?(?: (?:as|to be))? (?:good|outstanding){_ONLY}|RI)"
)
# "Why isn't adoption outstanding?": why is it not?
_WHY_ISNT = re.compile(
    rf"^(why (?:is|are|was|were|has|have|do|does|did))n['’]t (.+?) (?=(?:been )?(?:{_GRADED} )?(?:good|outstanding)\W*$)",
    re.I,
)
_WHY_WEAK = re.compile(
    rf"^why\b(?!.*\b(?:when|that|because|although|while|by|previously|since|if)\b)"
    rf".*\b(?:{_GRADED}\b.*\binadequate|{_WEAK})\b",
    re.I,
)
_NO_SUBJECT = re.compile(
    rf"^why\b|\b(?:being|(?:(?:and|but) )?(?:{_GRADED}(?: (?:to be|to|as))?|{_WEAK}|inadequate)|is|are|was|were|do|does|did|has|have|"
    r"had|been|be|it|they|them|the council(?:['’]s)?|still|(?:the )?overall(?: effectiveness)?|"
    r"(?:an? )?(?:grades?|judge?ments?|ratings?)|in 20\d\d)\b|[?.!]",
    re.I,
)


def behind_grade(question: str) -> str:
    """Why something has its grade, or one no longer, as a question that paragraphs answer: "What are the weaknesses in help and
    protection?", "What are the strengths in …?"; other questions as they are. Asked for the grade, praise of a service is read as
    if it were the reason of a weak one."""
    asked, question = question, _WHY_ISNT.sub(r"\1 \2 not ", question)
    why = reason(question)
    if not why and not _WHY_WEAK.search(question):
        return asked
    rest = _NO_SUBJECT.sub(" ", why.about if why else question)
    about = re.sub(
        r"^(?:(?:for|in|of|on|to|with|the(?=\s+(?:for|in|of|on|to|with)\b))\b\s*)+",
        "",
        " ".join(rest.split()).strip(" ,"),
    )
    kind = "strengths" if why and not why.weak else "weaknesses"
    return f"What are the {kind} in {about if content(about) else 'services for children'}?"


_IMPROVES = (
    r"(?:be (?:improved|better|fixed|put right)|improve|improving|improvement|get better|getting better|do better|work)"
)
_TO_IMPROVE = re.compile(
    r"^(?:(?:and|so|ok)\s+)?(?:what|which (?:things|areas))(?:['’]s|\s+(?:do|does|did|is|are|was|were|still|else))*\s+"
    r"(?:(?!and\b|or\b|what\b)[\w’'-]+\s+){0,4}?(?:needs?|needed|has|have|had|must|should)\s+(?:to\s+)?(?:still\s+)?"
    rf"{_IMPROVES}(?: (?:at|on))?\s+(?P<prep>about|around|at|for|in|of|on|regarding|with)\s+"
    r"(?P<of>(?:(?!and (?:by )?(?:what|when|how|why|who|where|is|are|do|does)\b).)+?)\W*$",
    re.I,
)


def to_improve(question: str) -> str:
    """What needs to improve about something, as a question that findings answer beside recommendations: "What are the weaknesses in
    early help?"; other questions as they are."""
    match = _TO_IMPROVE.match(question)
    if not match or not content(match["of"]):
        return question
    return f"What are the weaknesses {'for' if match['prep'].lower() == 'for' else 'in'} {match['of']}?"


def scoped(question: str, given: Scope, infos: Sequence[ReportInfo], turns: Sequence[str] = ()) -> Scoped:
    """Read scope words ("in Havering's 2018 inspection", "latest") from the question.

    `infos` are the reports that `given` allows. A name that none of them is of is reported as missing; the given scope
    is only ever narrowed, never widened. `turns` are the questions that a follow-up was joined from, oldest first: what
    a later one names stands in for what an earlier one named ("and in Oldham?"), unless it compares.
    """
    question = " ".join(question.split())
    parts = [" ".join(part.split()) for part in turns if part.strip()] or [question]
    if everywhere(parts[-1]):  # "and everywhere else?" is asked of none of the places before
        parts = parts[-1:]
    # What an earlier question leaves out stays out until a place or a year is named.
    says = (
        n for n, part in enumerate(parts) if left_out(part, infos).slugs or _named(part, infos) or _YEAR.search(part)
    )
    at = max(says, default=0)
    out = left_out(parts[at], infos)
    left = [info for info in infos if info.slug not in out.slugs]
    if not out.words or not left:
        return _narrowed(question, given, infos, parts)
    still = {identity(info.authority) for info in left}
    gone = [
        n.typed for part in parts[:at] for n in _named(part, infos) if still.isdisjoint(map(identity, n.authorities))
    ]
    rest = [*(without(part, gone) for part in parts[:at]), without(parts[at], out.words), *parts[at + 1 :]]
    found = _narrowed(question, given, left, rest)
    there = in_scope(infos, found.scope)
    slugs = tuple(slug for slug in out.slugs if slug in there)
    scope = replace(found.scope, without=(*given.without, *slugs))
    return replace(found, scope=scope, words=(*out.words, *gone, *found.words))


_OF_NOW = re.compile(r"\b(?:now|today|currently|latest|last|newest|most recent)\b", re.I)


def _narrowed(question: str, given: Scope, infos: Sequence[ReportInfo], parts: Sequence[str]) -> Scoped:
    part = next((part for part in _in_turn(parts) if _named(part, infos)), " – ".join(parts))
    result = _with_authorities(Scoped(given, (), question), part, infos)
    here = [info for info in infos if of_authorities(info, result.scope.authorities)]
    certain = len({identity(info.authority) for info in here}) == 1 or bool(result.words)
    if result.missing:
        return result
    known = [*(info.authority for info in infos), *(name.typed for name in _named(question, infos))]
    graded = wanted(question, known, parts) is not None
    if not certain:
        result = replace(result, unchosen=_unchosen(" – ".join(parts), graded=graded))
    for at, part in enumerate(_in_turn(parts), 1):
        back = STEP_BACK.match(part) if parts[:-at] and certain else None
        if back and not any(_named(newer, infos) for newer in parts[len(parts) - at + 1 :]):
            before = _narrowed(question, given, infos, parts[:-at])
            return _stepped_back(result, back["words"], here, in_scope(infos, before.scope))
        years_meant = None if graded else spanned(part, infos, one_place=certain, follows=len(parts) > 1)
        if years_meant:
            return _with_years(result, years_meant, here)
        places = _named(part, infos)
        order = by_order(part, here, places, one_place=certain)
        # "what does the latest say about 2016": the inspection is named already, so a year must be called one's
        open_year = certain and (not order.words or against_now(part))
        # "How has it changed since?" holds the year before against now.
        since = f"{part} – {parts[-1]}" if against_now(parts[-1]) and not part.endswith(parts[-1]) else part
        years = by_year(since, here, places, one_place=open_year or graded, graded=graded)
        if years.missing:
            # A year of an earlier question need not fit the authority of this one, or what is asked of now.
            holds = part.endswith(parts[-1]) or not (_named(parts[-1], infos) or _OF_NOW.search(parts[-1]))
            return replace(result, missing=years.missing, told=years.absent) if holds else result
        if years.words or order.words or years.absent:
            result = _with_chosen(result, years)
            if part.endswith(parts[-1]):
                result = replace(result, absent=(*result.absent, *years.absent))
            both = years.words and certain and against_now(part)  # "2016 and the latest": that is among them already
            return result if both else _with_chosen(result, order)
    return result


def _stepped_back(result: Scoped, said: str, here: Sequence[ReportInfo], there: Sequence[str]) -> Scoped:
    """The inspection of one authority before those that were asked of (`there`), the newest but one where those were all."""
    in_time = sorted(here, key=lambda info: (str(info.date or ""), info.slug))
    asked = [at for at, info in enumerate(in_time) if info.slug in there]
    first = asked[0] if asked and len(asked) < len(in_time) else len(in_time) - 1
    if first < 1:
        return replace(result, missing=f"before {in_time[0].year}" if in_time and in_time[0].year else said)
    scope = replace(result.scope, reports=(in_time[first - 1].slug,), latest_only=False)
    return replace(result, scope=scope, words=(*result.words, said))


_GRADE_KIND = r"(?:outstanding|good|inadequate)"
_KIND = (
    rf"(?:{_GRADE_KIND}|failing|weak(?:er)?|strong(?:er)?|best|worst|better|(?:(?:inner|outer) )?london|northern|southern|rural|urban|"
    r"coastal|small(?:er)?|larger?|unitary|metropolitan|county|shire)"
)
_REGION = (
    r"(?:(?:(?:inner|outer|greater) )?london|(?:north|south)[ -](?:east|west)(?: of england)?|(?:(?:east|west) )?midlands|"
    r"(?:north|south)(?: of england)?|(?:(?:south|west) )?yorkshire(?: and (?:the )?humber)?|east of england|east anglia|"
    r"greater manchester|merseyside|tyne and wear)"
)
_BY_KIND = re.compile(
    rf"\b(?:in|across|among) (?:the |all )?(?P<where>{_KIND} {_MANY})\b|"
    rf"\b(?:in|across|within) (?:the )?(?P<region>{_REGION})(?=\s*(?:$|[?.!,;:–]))|"
    rf"\b(?:{_MANY}|ones) (?:in|across|from) (?:the )?(?P<ones_of>{_REGION})\b|"
    rf"– (?:(?:and|but|only|just|which|what about|how about|the) )*(?P<ones>{_KIND} ones)\W*$|"
    rf"(?:^|\b(?:which|what|how many|do|does|did|are) )(?P<which>{_KIND})(?= {_MANY}\b)",
    re.I,
)
# Where children are, and not where those are that look after them.
_ARE_THERE = re.compile(
    r"\b(?:plac(?:ed?|ements?|ing)|liv(?:es?|ed|ing)|mov(?:es?|ed|ing)|stay(?:s|ed|ing)?|arriv\w+|born|housed)\s+(?:\w+\s+){0,2}$",
    re.I,
)


def _unchosen(question: str, *, graded: bool) -> str:
    """What the question would choose reports by and nothing chooses: "outstanding authorities" of "what is said in outstanding
    authorities?", "London" of "which London boroughs …?" or "neglect in London". A question about grades chooses by those."""
    found = _BY_KIND.search(question)
    there = found and _ARE_THERE.search(question[: found.start()])
    by = found[found.lastgroup] if found and found.lastgroup and not there else ""
    return "" if graded and re.match(_GRADE_KIND, by, re.I) else by


def _with_years(result: Scoped, years: Years, here: Sequence[ReportInfo]) -> Scoped:
    """The scope with those years, within those that it has already; missing where no report is of any of them."""
    first = max(year or 0 for year in (years.first, result.scope.year_from)) or None
    last = min((year for year in (years.last, result.scope.year_to) if year), default=None)
    scope = replace(result.scope, year_from=first, year_to=last)
    if not in_scope(here, scope):
        return replace(result, missing=str(years))
    return replace(result, scope=scope, words=(*result.words, years.words))


def _with_chosen(result: Scoped, chosen: Chosen) -> Scoped:
    """The scope with the inspections that were chosen, within those that it names already."""
    if not chosen.words:
        return result
    words = tuple(dict.fromkeys((*result.words, *chosen.words)))
    if chosen.latest:
        return replace(result, scope=replace(result.scope, latest_only=True), words=words)
    if not chosen.slugs:
        return replace(result, words=words)
    named_already = result.scope.reports
    slugs = tuple(slug for slug in chosen.slugs if not named_already or slug in named_already)
    return replace(result, scope=replace(result.scope, reports=slugs), words=words) if slugs else result


def _in_turn(parts: Sequence[str]) -> list[str]:
    """The questions of a conversation, newest first; all of them as one where the newest compares."""
    together = compares(parts[-1]) or AGAINST.match(parts[-1])
    return [" – ".join(parts)] if together else list(reversed(parts))


def _named(question: str, infos: Sequence[ReportInfo]) -> list[Named]:
    return named(question, [info.authority for info in infos])


def _with_authorities(result: Scoped, part: str, infos: Sequence[ReportInfo]) -> Scoped:
    """Narrow to the authorities named of which there are reports; else one that is asked about is missing."""
    of_name: dict[str, list[str]] = {}
    for info in infos:
        if info.authority:
            of_name.setdefault(identity(info.authority), []).append(short_name(info.authority))
    there = [
        (n, [short for name in n.authorities for short in of_name.get(identity(name), ())]) for n in _named(part, infos)
    ]
    here = tuple(dict.fromkeys(short for _, shorts in there for short in shorts))
    if here:
        left = _left_over(part, there)
        result = replace(result, absent=tuple(dict.fromkeys(map(_called, left))))
        several = len(of_name) > 1
        words = tuple(dict.fromkeys(n.typed for n, shorts in there if (shorts and several) or n in left))
        scope = replace(result.scope, authorities=here) if several else result.scope
        return replace(result, scope=scope, words=words)
    away = [n for n, shorts in there if not shorts and n.asked_about]
    if not away:
        return result
    name = _called(away[0])
    return replace(result, missing=name, told=(name,) if away[0].acts else ())


def _called(name: Named) -> str:
    return name.authorities[0] if len(name.authorities) == 1 else name.typed


_OWN = r"(?:['’]s?)?(?:\s*,?\s*\(?(?:(?:in|the)\s+)*20[012]\d\)?)?(?:\s+(?:inspection|report)s?)?"
_LISTED = re.compile(
    rf"^{_OWN}\s*(?:,|/|&|\b(?:and|or|versus|vs?|than)\b|,?\s*\band (?:what|how) about\b)[\s.]*"
    r"(?:(?:and|or|in|at|for|the|20[012]\d)\s+)*$",
    re.I,
)
_HELD_AGAINST = re.compile(
    r"\b(?:with|to|and|versus|vs|against|between|than|differ(?:s|ent)? from|from (?:that|those))\s+"
    r"(?:(?:that|those|in|at|of|for|the|20[012]\d)\s+)*$",
    re.I,
)
_COMPARING = re.compile(r"\b(?:compar\w+|differ\w*|(?:better|worse)(?=\b.*\bthan\b))\b", re.I)


def _left_over(question: str, there: Sequence[tuple[Named, Sequence[str]]]) -> list[Named]:
    """The names of which there is no report and that are asked about just like one of which there is: "in Derby and Kent".

    One that only stands somewhere in the question may be a mention in passing, and is none.
    """
    comparing = bool(_COMPARING.search(question))
    left: list[Named] = []
    row: list[tuple[Named, Sequence[str]]] = []
    for n, shorts in [*there, (None, ())]:
        if n and (not row or _LISTED.match(question[row[-1][0].end : n.start])):
            row.append((n, shorts))
            continue
        if any(found for _, found in row) and (comparing or any(one.asked_about for one, _ in row)):
            left += [one for one, found in row if not found]
        row = [(n, shorts)] if n else []
    if comparing:
        left += [n for n, shorts in there if not shorts and n not in left and _HELD_AGAINST.search(question[: n.start])]
    return left


_EVERYWHERE = re.compile(
    rf"\b(?:all|any|every|each|other|others|across|several|various|how many|how do)(?: of)?(?: the| these| those| our)?(?: other| local)? "
    rf"(?:{_MANY}|(?<=every ){AUTHORITY}|(?<=each ){AUTHORITY})\b|"
    rf"\b(?:which|what)(?: of (?:the|these|those))?(?: other| local)? (?:{_MANY}|{AUTHORITY})\b|"
    rf"\b(?:everywhere|anyone else|(?:rest|whole) of (?:the|our) (?:library|{_MANY}))\b|"
    r"(?:^|\b(?:and|but|about|(?:inspectors|they) (?:say|said|find|found)|it|this|that|problem|issue|same|true|like|good|better|worse) )"
    r"(?:elsewhere|anywhere else)\W*$",  # not "worse than elsewhere", "placed elsewhere"
    re.I,
)


def everywhere(question: str) -> bool:
    """Whether the question asks of all reports, or which of them: a place named earlier in a conversation does not hold for it."""
    return bool(_EVERYWHERE.search(question))


def report_by_report(question: str, infos: Sequence[ReportInfo]) -> bool:
    """Whether each of these reports is to be asked by itself, so that none crowds out another.

    So it is where the question compares, names several inspections or authorities, or asks which of them something is
    true of, and there are no more than `FEW`. Of more, each of no more than `FEW` authorities is asked by itself, where it
    compares or names several.
    """
    there = {identity(info.authority) for info in infos}
    places = {identity(name) for n in _named(question, infos) for name in n.authorities} & there
    if len(infos) > FEW:
        return 1 < len(there) <= FEW and (compares(question) or len(places) > 1)
    return len(infos) > 1 and (
        compares(question)
        or bool(_WHICH_INSPECTIONS.search(question))
        or (len(there) > 1 and bool(_WHICH_AUTHORITIES.search(question)))
        or len(places) > 1
        or len(set(map(int, _YEAR.findall(question))) & {year for info in infos for year in years_of(info)}) > 1
    )


_HELD_TO_NOTHING = re.compile(r"\b(?:since|than|between|compared(?: with| to)?)\W*$", re.I)
# What only says that the question before is asked once more: "can you check Derby too".
ONCE_MORE = frozenset("check instead look mean meant one question repeat same sorry too try want wrong".split())
_ONLY_WHERE = ONCE_MORE | frozenset(
    "elsewhere everywhere anywhere else ones rest library limit restrict narrow authorities councils las boroughs counties compare "
    "compared versus vs since until onwards now".split()
)
_STILL_ASKS = re.compile(r"\b(?:why|how|when|who|where)\b", re.I)


_SORT = r"(?:(?:ofsted|ilacs|sif|single|full|standard|short)\s+)*"
_REPORT = rf"{_SORT}(?:inspections?|reports?|ilacs|sif|ofsted)"
# Where it says something; "which reports mention the ILACS?" asks for the word.
_ILACS = re.compile(
    r"(?:(?<=\bin the )(?:ilacs|sif)|\b(?:ilacs|sif)(?=(?:\s+(?:inspection|report)s?)?\s(?:(?:of|on|for)\s\S+\s)?"
    r"(?:say|said|find|found|tell|told|note|judge|criticise|praise|recommend)[sd]?\b))(?:\s+(?:inspection|report)s?)?",
    re.I,
)
# Before a report that is part of what is asked: "prepare for the Derby inspection", "what was the Derby inspection?"
_OF_REPORT = re.compile(
    r"\b(?!(?:in|from|by|at)\b)\w+\s+the\s+$|"
    r"\b(?:about|after|as|before|during|for|following|of|since|than|to|until|with)\s+(?:the\s+)?$",
    re.I,
)


def as_inspection(question: str) -> str:
    """The question with "ILACS" and "SIF" as reports call that: an inspection."""
    return _ILACS.sub("inspection", question)


def _without_report(question: str, scope_words: Sequence[str]) -> str:
    """The question without a report that is only named beside what chose it: "leadership" of "Derby inspection 2019: leadership"."""
    if not scope_words:
        return question
    question = without(question, [one for one in scope_words if re.search(rf"\s{_REPORT}$", one, re.I)])
    ways = rf"(?:{'|'.join(re.escape(one) for one in sorted(scope_words, key=len, reverse=True))})(?!\w)"
    before = rf"(?:^|\b(?:in|from)\s+)(?:the\s+)?{_REPORT}\s+(?:(?:of|on|for|in)\s+)?(?={ways})"
    after = (
        rf"(?P<names>(?<!\w)(?:{ways}(?:['’]s)?\)?[\s,(]+)+){_REPORT}(?:\s+(?:of|on|for)(?=\s+{ways}))?"
        rf"(?=\s*(?:$|[?:;,.)]|\s[–-]\s|\(?{ways}))"
    )
    rest = re.sub(
        after, lambda m: m.group() if _OF_REPORT.search(question[: m.start()]) else m["names"], question, flags=re.I
    )
    return re.sub(before, "", rest, flags=re.I)


def unscoped(question: str, scope_words: Sequence[str]) -> str:
    """The question without the words that chose the reports: the paragraphs that answer need not name place and year.

    "Why was early help slow in Havering in 2018?" is read as "Why was early help slow?", "Havering ILACS 2018: early help" as "early
    help"; a follow-up that says no more than which are meant ("and in Derby?", "and elsewhere?") is not read.
    The question itself where no word of meaning would be left, or something would be held against nothing, or where it asks what
    became of something.
    """
    turns = [(turn, without(_without_report(turn, scope_words), scope_words)) for turn in question.split(" – ")]
    asking = [
        rest
        for at, (turn, rest) in enumerate(turns)
        if not at
        or (rest == turn and not everywhere(turn))
        or {*content(rest)} - _ONLY_WHERE
        or _STILL_ASKS.search(rest)
    ]
    rest = re.sub(r"\(\s*\)", " ", " – ".join(asking))
    rest = re.sub(r"\s+([?.!,])", r"\1", " ".join(rest.split())).strip(" ,:–-")
    about = content(rest) or re.search(r"\b[A-Z]{2,}\b", rest)  # "I-CAN" is made of small words
    held = _HELD_TO_NOTHING.search(rest) or BECAME.match(question)
    return as_inspection(rest if about and not held else question)


# What follows a name that is not the beginning of a longer one ("Derby care leavers").
_NAME_ENDS = re.compile(
    r"\s*(?:$|[?.,;:!)]|(?:to|and|or|as|in|on|at|by|for|with|from|since|after|before|when|than|if|because|"
    r"do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must|gets?|got)\b)",
    re.I,
)
# "Does Derby …", "tell Derby …"; "do Derby care leavers …" speaks of others.
_ACTING = re.compile(
    r"(?:\b(?:does|did|is|was|has|had|can|could|will|would|should|must|tell|told|ask|asked|gave|given|awarded|inspection of)|"
    r"\b(?:what|how)(?:['’]?s))\s+$",
    re.I,
)
_THEIRS = re.compile(
    r"\s+(?:(?-i:[A-Z])|(?:adopt|care|child|council|early|famil|foster|iro|lado|leader|lscb|manager|mash|parent|school|service|social|"
    r"staff|young)\w*\b)",
    re.I,
)
_PLACE_BEFORE = re.compile(
    r"(?<!work)(?<!works)(?<!working)(?<!live)(?<!lives)(?<!living)\s+\b(?:in|at|within|across)\s+$", re.I
)
_ITS_COUNCIL = re.compile(r"\s+(?:(?:city|county|borough)\s+)?(?:council(?! tax)|local authority|la)\b", re.I)
_TITLED = re.compile(r"(?:\b(?:borough|city|county) of|\b(?:an?|any|every|other)|[-/])\s*$", re.I)


def of_the_council(question: str, infos: Sequence[ReportInfo]) -> str:
    """The question with the name of the only authority in scope put as its report puts it: "the council", or not at all.

    "Which adoption agency does Derby belong to?" is read as "Which adoption agency does the council belong to?", "Is neglect
    common in Derby?" as "Is neglect common?": a paragraph seldom names the authority that all of its report is about. A name
    whose part in the question cannot be told stays, as all do where another place is named.
    """
    there = {identity(info.authority) for info in infos}
    if len(there) != 1:
        return question
    names = _named(question, infos)
    if any(there.isdisjoint(map(identity, name.authorities)) for name in names):
        return question
    rest = question
    for name in reversed(names):
        before, after = rest[: name.start], rest[name.end :]
        council = _ITS_COUNCIL.match(after)
        tail = after[council.end() :] if council else after
        belongs = re.match(r"['’]s?\s+(?!(?:\w+\s+)?(?:reports?|inspections?)\b)", tail)
        if _TITLED.search(before) or re.match(r"[-/]", after) or (re.match(r"['’]", tail) and not belongs):
            continue
        if belongs:
            rest = f"{before.removesuffix('the ')}the council's {tail[belongs.end() :]}"
        elif (place := _PLACE_BEFORE.search(before)) and _NAME_ENDS.match(tail):
            rest = before[: place.start()] + tail
        elif (council and before.strip()) or (_ACTING.search(before) and not _THEIRS.match(after)):
            rest = f"{before.removesuffix('the ')}the council{tail}"
    return rest if content(rest) else question


def asks_which_of_many(question: str, reports: int) -> bool:
    """Whether the question asks of which authorities or reports something is true, or what they say in general ("what do inspectors
    commonly criticise?"), with more than `FEW` of them in scope."""
    return reports > FEW and bool(_WHICH_REPORTS.search(question) or _OF_ALL_REPORTS.search(question))


def ranks(question: str) -> bool:
    """Whether it asks which of the authorities or reports has the most of something, or is best."""
    return bool(_RANKS.search(question))


_THEM = rf"(?:{AUTHORITIES}|council|areas(?! (?:for|of)\b))\b(?:['’]? reports?\b)?"
_WHICH_FIRST = re.compile(
    rf"^(?:which|what|how many)(?: of (?:the|these|those))? (?:{_THEM}|(?<=which )(?:reports|inspections)\b)\s+(?!do\b|does\b|did\b)"
    r"(?P<verb>(?:are|were|is|was)\b)?",
    re.I,
)
_ANY = re.compile(rf"^(?P<verb>have|has|do|does|did|are|were) any (?:of (?:the|these|those) )?(?:other )?{_THEM}", re.I)
_WHICH_LAST = re.compile(
    rf"\s[–,:-]\s*which (?:of (?:the|these|those) )?{_THEM}(?: (?:have|has|had|do|did)(?: \w+)?)?\W*$", re.I
)


def of_each(question: str) -> str:
    """What a question for the reports that something is true of asks of each; other questions as they are.

    "Which authorities pay for school uniforms?" becomes "Do they pay for school uniforms?": no paragraph can say which, but
    each that tells of it answers that.
    """
    last = _WHICH_LAST.search(question)
    if last:
        return f"Do they have {question[: last.start()].strip()}?"
    for opening in (_WHICH_FIRST, _ANY):
        found = opening.search(question)
        if found:
            return f"{(found['verb'] or 'Do').capitalize()} they {question[found.end() :].strip()}"
    return question
