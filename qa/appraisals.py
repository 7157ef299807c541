"""Questions for the strengths or the weaknesses of a whole report or section: they name no subject that a search could find.

What answers them are the lists that a report prints of such, and the findings that read as praise or as criticism.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.library import Loaded
from index.model import Kind, Paragraph, Span
from index.reading.sections import known_kind, of_board
from qa import choose, judgements
from qa.choose import Policy, Read
from qa.model import Citation
from qa.reader import Reading
from qa.retrieve import Candidate
from qa.words import AUTHORITY, content

# How sure a reading must be, as a share of the surest, for a finding to count as praise or as criticism: judged by reading the
# findings of six reports. No cosine is: without a reading model only what reports list is shown.
_SHARE = 0.2
_CRITICISM, _PRAISE = 0.15, 0.1  # and at least
_EVIDENCE = 0.7  # of a sentence, as a share of the surest of its paragraph
Reads = Callable[[str, Sequence[Candidate]], Sequence[Reading]]
Searches = Callable[[str, Loaded], Sequence[Candidate]]


class Side(StrEnum):
    """Strengths or weaknesses, each as the question that every finding is read with. Asked of a section by name, the reader
    model takes what is only about that section for an answer, so these name none."""

    STRENGTHS = "What are the strengths, and what is working well?"
    WEAKNESSES = "What are the weaknesses, and what is not good enough?"


@dataclass(frozen=True, slots=True)
class Appraisal:
    """The sides asked for, and `of` what, as typed: the areas of judgement that it names, if it names nothing else; "": of all."""

    sides: tuple[Side, ...]
    of: str = ""
    areas: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is asked of a whole report or section, and not of a subject that is to be searched for."""
        return bool(self.areas) or not self.of


_WEAK = (
    r"(?:weaknesses|weakness|weak (?:points?|spots?|areas?)|(?:areas?|points?) of weakness|shortcomings?|failings?|criticisms?|"
    r"negatives?|bad points?)"
)
_STRONG = r"(?:strengths?|strong (?:points?|areas?)|(?:areas?|points?) of strength|positives?|good points?)"
_BODY = rf"(?:{AUTHORITY}|department|service|report|inspectors?|ofsted|inspection)"
_WHO = rf"(?:(?:the |this |our |your )?{_BODY}|they|we|it|you)"
_ANY = (
    r"(?:(?:the|this|its|their|our|your|these|those|all|any|every|each|some|of|main|key|biggest|major|most important|most serious|"
    rf"overall|other|{_BODY}['’]s?) )*"
)
_OPENS = (
    r"(?:(?:and|so|but|ok|now|please|can you|could you|then) )*"
    r"(?:(?:what(?:['’]s| is| are| was| were)?|which|(?:is|are|were) there|were|list|summari[sz]e|tell me|tell us|"
    r"(?:give|show|find|get)(?: (?:me|us))?|(?:what|which) (?:did|do|does) (?:inspectors|ofsted|the report) (?:say|said|find|see|note)|"
    rf"(?:did|do|does) {_WHO} (?:have|find|see|make|note))(?: (?:about|on|a list of))? )?"
)
_SAID = (
    r"(?: (?:that )?(?:(?:were|was|are|have been|did|do|does|has|have|inspectors|ofsted|they|the report|the council|it) )*"
    r"(?:found|find|identified|identify|noted|named|listed|lists?|mentioned|mentions?|see|saw|seen|raised|made|had|has|have|there)"
    r"(?: in common(?: with)?)?"
    r"(?: by (?:the )?(?:inspectors|ofsted))?)?"
)
_OF = (  # and not "… in early help and what is done about them?"
    r"(?:,? (?:of|in|for|about|within|with|at|on|around|regarding) "
    r"(?P<of>(?:(?!(?:,| and|\?) (?:what|how|why|who|when|where|which|is|are|do|does|did|has|have)\b).)+?))?\W*$"
)
_NAMED = re.compile(
    rf"^{_OPENS}{_ANY}(?P<first>{_WEAK}|{_STRONG})"
    rf"(?:(?:,| and| or|/| &)+ ?(?:what (?:are|were) )?{_ANY}(?P<then>{_WEAK}|{_STRONG}))?{_SAID}{_OF}",
    re.I,
)
_GOES = r"(?:going|gone|went|goes|working|works|worked|being done|done)"
_IS = r"(?:(?:['’]s|['’]re| is| are| was| were| has been) )"
# The same in other words; of another subject than areas of judgement that is searched as it is asked.
_WORDED = (
    (
        Side.WEAKNESSES,
        re.compile(
            rf"^(?:and |so |but )?(?:what(?:{_IS}| )(?:not|n['’]t) {_GOES} (?:so )?well|what(?: is|['’]s| was)?n['’]t {_GOES} (?:so )?well|"
            rf"what(?:{_IS}| )(?:{_GOES} )?(?:badly|wrong|poorly)|what(?:{_IS})(?:weak|poor|bad|not good(?: enough)?)|"
            rf"(?:what|where) (?:is|are|does|do|did) {_WHO} (?:weak(?:est)?|bad(?:ly)?|poor|failing|falling short|fall short|fail|"
            rf"do(?:ing)? (?:badly|poorly|wrong|worst)|not (?:do(?:ing)?|good) ?(?:well|enough)?)(?: at)?|"
            rf"what (?:did|do) (?:the )?(?:inspectors|ofsted) (?:criticise|dislike|not like)){_OF}",
            re.I,
        ),
    ),
    (
        Side.STRENGTHS,
        re.compile(
            rf"^(?:and |so |but )?(?:what(?:{_IS}| ){_GOES} (?:really |very |so )?well|what(?:{_IS})(?:strong|good)|"
            rf"(?:what|where) (?:is|are|does|do|did) {_WHO} (?:strong(?:est)?|good|excel(?:ling)?|do(?:ing)? (?:well|best|right))(?: at)?|"
            rf"what (?:did|do) (?:the )?(?:inspectors|ofsted) (?:praise|like)){_OF}",
            re.I,
        ),
    ),
)
# Words that say which report or whose services are meant and no subject.
_GENERAL = frozenset(
    """area areas authority borough children children's council council's county department experience experiences family families
    latest local newest people need performance practice progress provision section service services support work young""".split()
)


def asked(question: str) -> Appraisal | None:
    """What strengths and weaknesses a question is for, with those of the questions that it follows; None for other questions.

    "Which authorities have weaknesses in …" and what only has the words ("strengths and difficulties questionnaires") are none.
    """
    *before, newest = [_one(turn.strip()) for turn in question.split(" – ")]
    if newest is None or None in before:
        return None
    of = next((turn for turn in (newest, *reversed(before)) if turn and turn.of), newest)
    return replace(of, sides=newest.sides)


def _one(question: str) -> Appraisal | None:
    named = _NAMED.match(question)
    if named:
        sides = [_side(noun) for noun in (named["first"], named["then"]) if noun]
        return _of(tuple(dict.fromkeys(sides)), named["of"] or "")
    for side, pattern in _WORDED:
        if worded := pattern.match(question):
            found = _of((side,), worded["of"] or "")
            return found if found.whole else None
    return None


def _side(noun: str) -> Side:
    return Side.WEAKNESSES if re.fullmatch(_WEAK, noun, re.I) else Side.STRENGTHS


def _of(sides: tuple[Side, ...], of: str) -> Appraisal:
    areas = judgements.areas_in(of)
    own = {
        word for word in content(judgements.without_areas(judgements.WHEN.sub(" ", of))) if not word.isdigit()
    } - _GENERAL
    return Appraisal(sides, of if own or areas else "", () if own else areas)


@dataclass(frozen=True, slots=True)
class Appraised:
    """What a report says of one side: items of its own lists under these headings, and the findings that read so, surest first."""

    side: Side
    items: tuple[Citation, ...]
    headings: tuple[str, ...]
    findings: tuple[Read, ...]


def appraise(asked: Appraisal, report: Loaded, reads: Reads, searches: Searches, policy: Policy) -> list[Appraised]:
    """What a report says of each side that is asked for, in all or in the areas that are named; nothing where it has no findings
    on those.

    No list says what section its items are of: each goes with the areas that it names and those of the finding nearest to it.
    """
    reads = _once(reads)
    on = _findings(report.paragraphs)
    wanted = set(asked.areas)
    read = [
        Candidate(report, at, 0.0, 0.0, 0.0) for at, of in on.items() if (of & wanted if wanted else "board" not in of)
    ]
    appraised = []
    for side in asked.sides if read else ():
        listed = _own_list(report.paragraphs, side, board=wanted == {"board"})
        if wanted - {"board"}:
            listed = [(at, heading) for at, heading in listed if _areas_nearest(report, at, on, searches) & wanted]
        paragraphs = [report.paragraphs[at] for at, _ in listed]
        items = tuple(Citation.of(report, p, (Span(0, len(p.text)),), 3.0) for p in paragraphs)
        headings = tuple(dict.fromkeys(heading.rstrip(" :") for _, heading in listed))
        appraised.append(Appraised(side, items, headings, tuple(fitting(side, read, reads, policy))))
    return appraised


def _once(reads: Reads) -> Reads:
    """The same readings, of the candidates of one report, with none made twice: praise is held against criticism."""
    kept: dict[tuple[str, int], Reading] = {}

    def read(question: str, candidates: Sequence[Candidate]) -> Sequence[Reading]:
        new = [c for c in candidates if (question, c.position) not in kept]
        found = reads(question, new) if new else ()
        kept.update({(question, c.position): reading for c, reading in zip(new, found, strict=True)})
        return [kept[question, c.position] for c in candidates]

    return read


def _areas_nearest(report: Loaded, item: int, on: dict[int, frozenset[str]], searches: Searches) -> set[str]:
    text = report.paragraphs[item].text
    nearest = (on[c.position] for c in searches(text, report) if c.position in on)
    return {*judgements.areas_in(text), *next(nearest, ())}


def fitting(side: Side, candidates: Sequence[Candidate], reads: Reads, policy: Policy) -> list[Read]:
    """Those that read as praise, or as criticism, surest first. What has some criticism in it is no praise."""
    read = [_saying_so(r) for r in choose.ranked(candidates, reads(side, candidates), policy)]
    best = max((r.reading.answers for r in read), default=0.0)
    if side is Side.WEAKNESSES:
        return [r for r in read if r.reading.answers >= max(_CRITICISM, _SHARE * best)]
    sure = [r for r in read if r.reading.answers >= max(_PRAISE, _SHARE * best)]
    against = reads(Side.WEAKNESSES, [r.candidate for r in sure])
    return [r for r, other in zip(sure, against, strict=True) if other.answers < _PRAISE]


def _saying_so(read: Read) -> Read:
    """With evidence in those sentences alone that say so themselves: "Most are seen. However, some are not" has criticism in one."""
    cut = _EVIDENCE * max(read.reading.evidence, default=0.0)
    return replace(
        read, reading=replace(read.reading, evidence=tuple(e if e >= cut else 0.0 for e in read.reading.evidence))
    )


def cited(found: Sequence[Appraised], most: int, policy: Policy) -> tuple[Citation, ...]:
    """The items of each, then the surest of its findings, as they are printed."""
    return tuple(
        citation
        for one in found
        for citation in (
            *one.items,
            *(
                choose.citation(read, policy)
                for read in sorted(one.findings[:most], key=lambda read: read.candidate.position)
            ),
        )
    )


def told(asked: Appraisal, found: Sequence[Appraised], most: int) -> str:
    """What people are told of where the citations come from, of one report or several."""
    sides = [[one for one in found if one.side is side] for side in asked.sides]
    return " ".join(_told(those, asked.of, most) for those in sides)


def _told(found: Sequence[Appraised], of: str, most: int) -> str:
    side = found[0].side
    name, reading = side.name.lower(), "praise" if side is Side.STRENGTHS else "criticism"
    headings = "; ".join(f"“{heading}”" for heading in dict.fromkeys(h for one in found for h in one.headings))
    parts = []
    if headings:
        own = f"the report’s own list ({headings})" if len(found) == 1 else f"the reports’ own lists ({headings})"
        parts.append(f"what seems to be on this in {own}" if of else own)
    every, shown = sum(len(one.findings) for one in found), sum(len(one.findings[:most]) for one in found)
    if shown < every:
        rest = f"list all {name} in {of}" if of else f"list all {name}"
        parts.append(f"the {shown} surest of {every} findings that read as {reading} (“{rest}” brings every one)")
    elif every:
        parts.append(f"the findings that read as {reading}")
    if not parts:
        return none(side)
    unlisted = "" if headings or of else f" No list of {name} is printed."
    return f"{name.capitalize()}: {', then '.join(parts)}.{unlisted}"


def none(side: Side) -> str:
    """What people are told where nothing reads as that side."""
    return f"No {side.name.lower()} could be told from the rest of what is said."


_ITS_LISTS = (
    (Side.WEAKNESSES, re.compile(r"\b(?:not (?:yet )?(?:good|outstanding)|inadequate)\b.* because", re.I)),
    (Side.STRENGTHS, re.compile(r"\bstrengths\W*$|\b(?:good|outstanding)\b.* because", re.I)),
)


def _own_list(paragraphs: Sequence[Paragraph], side: Side, *, board: bool) -> list[tuple[int, str]]:
    """The items of the lists of strengths or weaknesses that a report prints, each with the heading of its list; what needs to
    improve is such a list. Those of the safeguarding board, or those of the authority."""
    listed = [(at, _lists(p)) for at, p in enumerate(paragraphs) if of_board(p.section) is board]
    return [(at, found[1]) for at, found in listed if found and found[0] is side]


def _lists(paragraph: Paragraph) -> tuple[Side, str] | None:
    if paragraph.kind is Kind.RECOMMENDATION:
        return Side.WEAKNESSES, next(
            (h for h in paragraph.section if known_kind(h) is Kind.RECOMMENDATION), "Recommendations"
        )
    if paragraph.kind is not Kind.SUMMARY:
        return None
    return next(
        (
            (side, heading)
            for heading in reversed(paragraph.section)
            for side, is_list in _ITS_LISTS
            if is_list.search(heading)
        ),
        None,
    )


def _findings(paragraphs: Sequence[Paragraph]) -> dict[int, frozenset[str]]:
    """Every finding, with the areas of judgement that it is on: those of its section.

    In a section on several ("children in care and care leavers") a paragraph is on those that it names; one that names none
    goes on with those of the paragraph before it.
    """
    found: dict[int, frozenset[str]] = {}
    section: tuple[str, ...] = ()
    on: frozenset[str] = frozenset()
    for at, paragraph in enumerate(paragraphs):
        numbered = paragraph.kind is Kind.SUMMARY and paragraph.number and not _lists(paragraph)
        if paragraph.kind is Kind.FINDING or numbered:
            of = _areas_of(paragraph.section)
            if paragraph.section != section:
                section, on = paragraph.section, of
            on = found[at] = of.intersection(judgements.areas_in(paragraph.text)) or on
    return found


def _areas_of(section: Sequence[str]) -> frozenset[str]:
    """The areas that the innermost heading with any is of."""
    named = (judgements.areas_printed(heading) - {"overall"} for heading in reversed(section))
    return next(filter(None, named), frozenset())
