"""The decision: refuse or answer, with which citations, in which order, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.library import Loaded
from index.model import Grade, Judgement, Kind, ReportInfo, Scope, Span
from index.scope import canonical, identity, in_scope
from qa import choose, holdings, judgements, mentions, particulars, quotations, recommendations
from qa.asks import Expected, Form
from qa.authorities import Named, named
from qa.choose import Policy, Read
from qa.followup import joined
from qa.inspections import called, of_another_year, words_for
from qa.model import Answer, Citation, Outcome, Understanding
from qa.understand import (
    FEW,
    Scoped,
    asks_which_of_many,
    not_in_scope,
    speaks_not_of,
    told_of,
    unscoped,
    wants_all,
    without_wish,
)
from qa.words import content, stem

_RANKED = 20
_NEAREST = 3
_RELATED = 5
_LISTED = 300  # recommendations at most that are listed whole
# Confidence is multiplied by this where what is asked for has a form and no quotation holds it.
_UNHELD = 0.1
_AS_PRINTED = "These are the grades that the reports print, those of each authority oldest first; this program does not compare them."
_NOT_WORKED_OUT = (
    "This program does not compare the grades of so many authorities. The page Judgements of the web chat shows those of all "
    "reports side by side, and of one authority over time."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that was understood of it. `text` is what was searched; `more`: how many times in a row a longer
    list has been asked for.

    `sort` is the sort of thing that is asked for, where it has a form that can be checked; `names` are words that say of which
    reports this or an earlier question was asked, `searched` those reports; `turns` the questions that `text` is joined from.
    """

    asked: str
    text: str
    sort: Expected | None
    understanding: Understanding
    narrowed: Scoped
    more: int
    names: Sequence[str] = ()
    searched: Sequence[ReportInfo] = ()
    turns: Sequence[str] = ()

    @property
    def which_of_many(self) -> bool:
        """Whether it asks of which of many reports something is true."""
        return asks_which_of_many(self.text, self.understanding.reports)

    @property
    def wants_everything(self) -> bool:
        """Whether all that answers is to be cited."""
        return bool(self.more) or wants_all(self.asked) or self.which_of_many

    def share(self, policy: Policy, *, apart: bool) -> float:
        """How sure a paragraph must be to answer, as a share of the surest, to be cited. `apart`: reports are asked one by one.

        Over several reports the sets of answering paragraphs are large, and one report's best is no measure for another's; but
        there, too, much is near the subject, so that less is let in than where all there is in one report is asked for.
        """
        many = self.understanding.reports > FEW
        if self.more or (wants_all(self.asked) and not many):
            return policy.all_share
        return policy.each_share if self.wants_everything or (apart and not self.sort) else policy.share

    @property
    def out_of_scope(self) -> str:
        """Why no report in scope can answer; empty where one may."""
        if self.narrowed.missing and not self.narrowed.told:
            return not_in_scope(self.narrowed.missing)
        return speaks_not_of(self.narrowed.silent) if self.narrowed.silent else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks: its own words, the sort of thing it asks for, and what was read, or what the
    structure of the reports says to it. `subject`: it is one of several that are only named."""

    asked: str
    sort: Expected | None
    read: Sequence[Read]
    listed: tuple[Citation, ...] = ()
    subject: bool = False


def decide(
    question: Question,
    groups: Sequence[Sequence[Read]],
    parts: Sequence[Part],
    rest: Sequence[Read],
    policy: Policy,
    threshold: float,
    listed: Listed,
    *,
    cut_short: bool = False,
) -> Answer:
    """The answer from what was read. `groups` are answered one by one (a report or an authority each in a comparison), in their
    order.

    `listed` is what the structure of the reports says; where it answers, nothing need be read for all. `parts` are those of a
    question that asks several things: one that none of the candidates answers is named. `cut_short`: reading for a list or
    a comparison ended while the last paragraphs still answered.
    """
    everything = sorted((r for group in groups for r in group), key=lambda r: -r.rank_score)
    searched = [choose.citation(r, policy, question.sort) for r in [*everything, *rest]]
    shown = _unique([*listed.citations, *listed.quoted, *searched])[:_RANKED]
    confidence = max([_confidence(question.sort, group, policy) for group in groups if group], default=0.0)
    sure = [1.0 if part.listed else _confidence(part.sort, part.read, policy) for part in parts]
    if confidence < threshold:
        confidence = max([confidence, *sure])
    if listed.reason or question.out_of_scope or (confidence < threshold and not listed.citations):
        reason = listed.reason or _why(question, everything, policy)
        return Answer(
            question.asked, Outcome.NOT_ANSWERED, question.understanding, ranked=tuple(shown),
            nearest=() if listed.nothing_near else tuple(shown[:_NEAREST]),
            confidence=0.0 if listed.reason or question.out_of_scope else confidence, reason=reason,
        )  # fmt: skip
    covered = [part for part, value in zip(parts, sure, strict=True) if value >= threshold]
    if listed.citations:
        beside, _ = _cited(question, (), covered, policy, threshold)
        citations, confidence = _unique([*listed.citations, *beside]), 1.0
        reasons = [listed.lacking] if listed.lacking else []
    else:
        citations, silent = _cited(question, groups, covered, policy, threshold)
        citations = _unique([*citations, *listed.quoted])
        reasons = [told_of(question.narrowed.told)] if question.narrowed.told else []
        reasons += [f"This program found nothing on this in: {'; '.join(silent)}."] if silent else []
        reasons += [] if silent else _not_newest(question, citations)
        if cut_short:
            reasons.append(f"The first {len(everything)} paragraphs found were read; further ones may speak of this.")
        elif question.more and (question.more > 1 or _same(groups, citations, policy)):
            reasons.append("No more than this was found.")
        if recommendations.asks_for_none_else(question.text) and not any(map(_recommends, citations)):
            reasons.append("No recommendation on this was found; these paragraphs speak of it.")
    open_parts = [f"“{part.asked}”" for part in parts if part not in covered]
    if open_parts and (covered or listed.citations):
        these = "this part" if len(open_parts) == 1 else "these parts"
        reasons.append(f"No answer was found to {these} of the question: {' and '.join(open_parts)}.")
    in_time = len(groups) > 1 or question.which_of_many
    refs = {_key(c) for c in citations}
    related = tuple(c for c in shown if _key(c) not in refs)[:_RELATED]
    return Answer(
        question.asked, Outcome.ANSWERED, question.understanding, _by_report(citations, in_time), related, ranked=tuple(shown),
        confidence=confidence, reason=" ".join(reasons), in_order=bool(listed.citations) and len(citations) == len(listed.citations),
    )  # fmt: skip


def _recommends(citation: Citation) -> bool:
    return citation.paragraph.kind is Kind.RECOMMENDATION or citation.paragraph.marked_recommendation


def _cited(
    question: Question,
    groups: Sequence[Sequence[Read]],
    covered: Sequence[Part],
    policy: Policy,
    threshold: float,
) -> tuple[list[Citation], list[str]]:
    """The citations of every group that answers, and the names of the reports of groups that do not.

    Of each part of the question that is answered the best paragraph is cited, too, or all that the structure says to it; of each
    subject all that answers.
    """
    citations = [citation for part in covered for citation in part.listed]
    silent: list[str] = []
    share = question.share(policy, apart=len(groups) > 1)
    by_authority = len(groups) < len(question.searched)
    for group in groups:
        doubted = _confidence(question.sort, group, policy) < threshold
        if doubted and len(groups) > 1:
            infos = [r.candidate.report.info for r in group[:1]]
            silent += [canonical(info.authority) if by_authority else called(info) for info in infos]
        if doubted and (len(groups) > 1 or covered):
            continue
        chosen = [r for own in _apart(question, group, policy, threshold) for r in choose.cited(own, policy, share)]
        if question.sort:
            holding = [r for r in chosen if _holds(question.sort, choose.citation(r, policy, question.sort))]
            chosen = _without_items(chosen if covered else holding or chosen, question)
        if recommendations.asks_for_none_else(question.text):
            chosen = [r for r in chosen if r.candidate.paragraph.kind is Kind.RECOMMENDATION] or chosen
        if wants_all(question.asked):
            chosen.sort(key=lambda r: (r.candidate.report.info.slug, r.candidate.position))
        else:
            chosen = [r for those in _by_row(chosen) for r in _in_order(those, question, policy)]
        citations += [choose.citation(r, policy, question.sort) for r in chosen]
    for part in covered:
        own = choose.cited(part.read, policy, share) if part.subject else choose.surest(part.read)
        citations += [choose.citation(r, policy, part.sort) for r in own]
    return _unique(citations), silent


def _without_items(chosen: Sequence[Read], question: Question) -> list[Read]:
    """Without what is listed under one of them that says all that is asked: to "how many children are in care" that is "At 31
    March 343 children were looked after. Of this number:" and not "10 live with parents", which is read beside it."""
    whole = {
        (r.candidate.report.row, r.candidate.paragraph.ref)
        for r in chosen
        if _says_all(_stems(r.candidate.paragraph.text), question)
    }
    return [r for r in chosen if (r.candidate.report.row, r.candidate.paragraph.lead) not in whole]


def _says_all(held: frozenset[str], question: Question) -> bool:
    """Whether among these stems are those of all words of the question, or of what was searched beside them."""
    asked = _stems(question.text) - _stems(" ".join(question.names))
    for beside in question.understanding.expansions:
        if _stems(beside.meaning) <= held:
            asked -= _stems(beside.term)
    return asked <= held


def _apart(question: Question, group: Sequence[Read], policy: Policy, threshold: float) -> list[Sequence[Read]]:
    """What was read of the reports of one authority, report by report, so that none's best crowds out another's: the one that
    answers best and all that answer. What was read of several authorities, or for everything, together."""
    if question.wants_everything or len({identity(r.candidate.report.info.authority) for r in group}) != 1:
        return [group]
    best = max(r.reading.answers for r in group)
    return [
        own
        for own in _by_row(group)
        if _confidence(question.sort, own, policy) >= threshold or any(r.reading.answers == best for r in own)
    ]


def _by_row(read: Sequence[Read]) -> list[list[Read]]:
    """What was read, report by report, each as it was and in the place of its first."""
    rows = dict.fromkeys(r.candidate.report.row for r in read)
    return [[r for r in read if r.candidate.report.row == row] for row in rows]


def _same(groups: Sequence[Sequence[Read]], citations: Sequence[Citation], policy: Policy) -> bool:
    """Whether a longer list holds no more than what is cited without asking for one."""
    short = [choose.citation(r, policy) for group in groups for r in choose.cited(group, policy, policy.share)]
    return {_key(citation) for citation in citations} <= {_key(citation) for citation in short}


def _not_newest(question: Question, citations: Sequence[Citation]) -> list[str]:
    """Says so where several reports of one authority were searched and none of what is cited is from the newest."""
    infos = question.searched
    newest = max(infos, key=lambda info: str(info.date or ""), default=None)
    if newest is None or len(infos) < 2 or not (newest.authority and newest.date):
        return []
    one = {identity(info.authority) for info in infos} == {identity(newest.authority)}
    if not one or newest.slug in {citation.report.slug for citation in citations}:
        return []
    return [f"None of this is from the newest report searched ({called(newest)})."]


def _in_order(chosen: Sequence[Read], question: Question, policy: Policy) -> list[Read]:
    """The paragraphs of one report: those of a section that the question names first, and before all one that holds the sort of
    thing asked for."""
    asked = _stems(question.text)
    first = sorted(chosen, key=lambda r: not any(_names(asked, heading) for heading in r.candidate.paragraph.section))
    return _held_first(first, question.sort, policy) if question.sort else first


# Words of headings that say what sort of section it is, not what it is about.
_OF_ANY_SECTION = frozenset(
    """area authority children children's experience experiences families findings good graded impact inadequate
    information judgement key local need outstanding performance practice progress requires improvement section services
    summary support work young people""".split()
)


def _names(asked: frozenset[str], heading: str) -> bool:
    """Whether all that a heading is about is named in the question: "care leavers" of "experiences and progress of care leavers"."""
    about = _stems(" ".join(word for word in content(heading) if word not in _OF_ANY_SECTION))
    return bool(about) and about <= asked


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content(text))


def _held_first(chosen: Sequence[Read], asked: Expected, policy: Policy) -> list[Read]:
    """The same paragraphs of one report: where the first holds nothing of the sort asked for, the surest that does comes first."""
    holding = [r for r in chosen if _holds(asked, choose.citation(r, policy, asked))]
    if not holding or holding[0] is chosen[0]:
        return list(chosen)
    first = choose.surest(holding)
    return [*first, *(r for r in chosen if r is not first[0])]


@dataclass(frozen=True, slots=True)
class Listed:
    """Citations that answer by the structure of a report, with what they leave open, or the reason why the question cannot be
    answered by it. `quoted` come with what is searched, since they hold what the question quotes; `told` is what answers
    without a citation, of the library itself or of what reports do not say. `nothing_near`: with the reason, no paragraph that is
    found comes near."""

    citations: tuple[Citation, ...] = ()
    reason: str = ""
    lacking: str = ""
    quoted: tuple[Citation, ...] = ()
    told: str = ""
    nothing_near: bool = False


def listed(question: Question, among: Sequence[Loaded]) -> Listed:
    """What answers by the words or the structure of the reports: the paragraphs that hold what the question quotes, or the term that
    it asks the reports for; the judgements or the recommendations where it is about all of those, the lines about the inspection
    where it is about that; or what there is in the library."""
    names = [*question.names, *{report.info.authority for report in among}]
    newest = question.turns[-1] if question.turns else question.asked  # not "which page was that?"
    quotation = None if question.more else quotations.quoted(newest, among)
    if quotation and quotation.is_all(words_for(names, [report.info for report in among])):
        return _standing(quotation)
    mentioned = _of_mentions(question, among)
    if mentioned or not quotation:
        return mentioned or _of_structure(question, names, among)
    few = quotation.found if len(quotation.found) <= FEW else ()
    return replace(_of_structure(question, names, among), quoted=few)


def _of_mentions(question: Question, among: Sequence[Loaded]) -> Listed | None:
    """The paragraphs with a term that the reports are asked for by name, counted; None where they are asked for no such."""
    if question.more or question.narrowed.missing:
        return None
    found = mentions.mentioned(
        unscoped(without_wish(question.text), question.names), question.understanding.expansions, among
    )
    if not found:
        return None
    if found.without:
        return Listed(told=found.said)
    return Listed(found.found, lacking=found.said) if found.found else Listed(reason=found.said)


def _standing(quotation: quotations.Quotation) -> Listed:
    """The paragraphs that hold what is quoted, and what stands in none."""
    if not quotation.found:
        return Listed(
            reason="These words stand in no paragraph of the reports that were searched.", quoted=quotation.near
        )
    missing = " and ".join(f"“{passage}”" for passage in quotation.missing)
    lacking = f"No paragraph of the reports that were searched has the words {missing}." if missing else ""
    return Listed(quotation.found, lacking=lacking)


def _of_structure(question: Question, names: Sequence[str], among: Sequence[Loaded]) -> Listed:
    if question.narrowed.missing:
        return Listed()
    said = [place.typed for place in named(question.text, names)]
    if holdings.asks(question.turns or [question.text], [*names, *said]):
        return _of_library(question, named(question.asked, [info.authority for info in question.searched]))
    recommended = _recommended(question, names, among)
    if recommended:
        return recommended
    lines, beside = particulars.lines_for(question.text, names, among)
    if lines:
        return Listed(tuple(_entire(report, at) for report, at in lines), lacking=beside)
    if beside:
        return Listed(told=beside)
    return _graded(question, names, among)


def _recommended(question: Question, names: Sequence[str], among: Sequence[Loaded]) -> Listed | None:
    """All recommendations where the question names no subject for them, of too many those of the newest reports; else None."""
    found, said = recommendations.all_of(recommendations.whole(_without_dates(question, names)), names, among), ""
    if len(found) > _LISTED:
        said = f"There are {len(found)} such recommendations in the reports in scope. "
        newest = in_scope(question.searched, Scope(latest_only=True))
        found = [item for item in found if item[0].info.slug in newest]
        if len(found) > _LISTED:
            return Listed(reason=f"{said}Please name what they are to be about, an authority or a year.")
        said += "These are those of the newest report of each authority."
    return Listed(tuple(_entire(report, at) for report, at in found), lacking=said) if found else None


def _without_dates(question: Question, names: Sequence[str]) -> str:
    """The question without turns before it for when an inspection was or who led it: these name no subject."""
    known = words_for(names, question.searched)
    turns = [turn for turn in question.turns if not particulars.asks(turn, known)]
    return joined(turns) if 0 < len(turns) < len(question.turns) else question.text


def _of_library(question: Question, places: Sequence[Named]) -> Listed:
    """What there is in the library, or that nothing in it is of the places that are named."""
    there = {identity(info.authority) for info in question.searched}
    if places and there.isdisjoint(identity(name) for place in places for name in place.authorities):
        return Listed(reason=not_in_scope(places[0].typed), nothing_near=True)
    return Listed(told=holdings.told(question.searched, whole=question.understanding.scope == Scope()))


def _graded(question: Question, names: Sequence[str], among: Sequence[Loaded]) -> Listed:
    """What the judgements of the reports say to a question about grades; nothing where it is about something else."""
    text = _without_dates(question, names)
    want = judgements.wanted(text, names, question.turns)
    if want and question.turns and of_another_year(question.turns[-1], [report.info for report in among]):
        return Listed()
    ungiven = _ungiven_reason(question, names, among)
    if ungiven:
        return ungiven
    if want is None:
        grades = judgements.unfounded(text, names, among)
        return Listed(reason=_ungiven(grades)) if grades else Listed()
    if want.premise:
        wrong = judgements.contradicting(want, [report.info for report in among])
        reason = _false_premise(want.grades, wrong) if wrong else ""
        return Listed(
            tuple(_row(report, j) for report in among for info, j in wrong if info is report.info) if wrong else (),
            reason,
        )
    if want.over_time:
        return _over_time(want, among)
    if judgements.asks_whether(text, want, question.turns) and len({identity(r.info.authority) for r in among}) == 1:
        newest = sorted(among, key=lambda r: (str(r.info.date or ""), r.info.slug), reverse=True)
        still = newest[:1] if judgements.asks_of_now(text) else newest
        found = [
            _row(report, j) for report in still for j in judgements.deciding(want, report.info, alone=len(still) == 1)
        ]
    else:
        now = Scope(latest_only=judgements.asks_of_now(text))
        asked = in_scope([report.info for report in among], now)
        found = [
            _row(report, j)
            for report in among
            if report.info.slug in asked
            for j in judgements.matching(want, report.info)
        ]
    return Listed(tuple(dict.fromkeys(found)))


def _ungiven_reason(question: Question, names: Sequence[str], among: Sequence[Loaded]) -> Listed | None:
    """That no report of the one authority gives the grade, or the fall or rise, of which the reason is asked; None where one does."""
    why = judgements.reason(question.text, names)
    infos = [report.info for report in among]
    printed = judgements.given(why, infos) if why and len({identity(info.authority) for info in infos}) == 1 else []
    if not why or not printed or judgements.giving(why, infos):
        return None
    rows = tuple(_row(report, j) for report in among for info, j in printed if info is report.info)
    if why.grade and not why.first:
        return Listed(rows, _false_premise((why.grade,), printed))
    way = "fell" if why.weak else "rose"
    way = f"went from “{why.first.value}” to “{why.grade.value}”" if why.first and why.grade else way
    return Listed(
        rows, f"The question takes for granted that the grade {way}, and the reports print: {_printed(printed)}."
    )


def _over_time(want: judgements.Wanted, among: Sequence[Loaded]) -> Listed:
    """The grades of all these reports, each authority's in date order; nothing of one report, which tells of no other's.

    Of more authorities than `FEW` only that this program does not work it out.
    """
    places = {identity(report.info.authority) for report in among}
    if len(places) > FEW:
        return Listed(reason=_NOT_WORKED_OUT, nothing_near=True)
    if len(among) < 2:
        return Listed()
    rows = tuple(_row(report, j) for report in among for j in judgements.matching(want, report.info))
    return Listed(rows, lacking=_AS_PRINTED if rows else "")


def _row(report: Loaded, judgement: Judgement) -> Citation:
    return _entire(report, report.by_ref[judgement.ref])


def _entire(report: Loaded, position: int) -> Citation:
    paragraph = report.paragraphs[position]
    return Citation.of(report, paragraph, (Span(0, len(paragraph.text)),), 3.0)


def _ungiven(grades: Sequence[Grade]) -> str:
    claimed = " or ".join(grade.value for grade in grades)
    return f"The question takes the grade “{claimed}” for granted, and nothing in the reports was judged to be that."


def _false_premise(grades: Sequence[Grade], wrong: Sequence[tuple[ReportInfo, Judgement]]) -> str:
    claimed = " or ".join(grade.value for grade in grades)
    return f"The question takes the grade “{claimed}” for granted, and the reports give another: {_printed(wrong)}."


def _printed(found: Sequence[tuple[ReportInfo, Judgement]]) -> str:
    return "; ".join(f"{info.authority} {info.year or ''}: “{j.area}” is “{j.grade}”" for info, j in found[:3])


def _confidence(asked: Expected | None, group: Sequence[Read], policy: Policy) -> float:
    best = max((r.reading.answers for r in group), default=0.0)
    if not _unheld(asked, group, policy):
        return best
    return 0.0 if asked and asked.form is Form.PERSON else best * _UNHELD  # reports say hardly ever who somebody is


def _unheld(asked: Expected | None, group: Sequence[Read], policy: Policy) -> bool:
    """Whether something of a sort is asked for that none of the paragraphs that would be cited says."""
    cited = choose.cited(group, policy, policy.share)
    return asked is not None and not any(_holds(asked, choose.citation(r, policy)) for r in cited)


def _holds(asked: Expected, citation: Citation) -> bool:
    paragraph = citation.paragraph
    around = " ".join([*paragraph.section[-1:], citation.lead.text if citation.lead else "", paragraph.text])
    return any(map(asked.in_sentence, citation.quoted)) and asked.spoken_of(around)


def _why(question: Question, read: Sequence[Read], policy: Policy) -> str:
    if question.narrowed.missing:
        return not_in_scope(question.narrowed.missing)
    if question.out_of_scope:
        return question.out_of_scope
    if question.sort and _unheld(question.sort, read, policy):
        return f"The reports that were searched touch on this, but no {question.sort.form.value} that answers it was found."
    return "The reports that were searched do not answer this, as far as this program can tell."


def _by_report(citations: Sequence[Citation], in_time: bool) -> tuple[Citation, ...]:
    """Report by report, those of one report as they were: `in_time` in date order, else as the first of each stands."""
    if in_time:
        return tuple(sorted(citations, key=lambda c: (str(c.report.date or ""), c.report.slug)))
    first = list(dict.fromkeys(c.report.slug for c in citations))
    return tuple(sorted(citations, key=lambda c: first.index(c.report.slug)))


def _key(citation: Citation) -> tuple[str, str]:
    return citation.report.slug, citation.paragraph.ref


def _unique(citations: Sequence[Citation]) -> list[Citation]:
    first: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        first.setdefault(_key(citation), citation)
    return list(first.values())
