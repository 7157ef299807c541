"""Puts the stages together: understand, look up or search, read, refuse or cite. What is scored is what staff see."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby, takewhile

from index.library import Library, Loaded
from index.model import Kind, Paragraph, Scope, Span
from index.scope import canonical, identity, in_scope
from index.sentences import sentences
from index.settings import Settings
from qa import appraisals, choose, decide, judgements, lookup, mentions, parts, recommendations
from qa.appraisals import Side
from qa.asks import Expected, asked_for, expected
from qa.authorities import named as authorities_in
from qa.choose import NOT_READ, Policy, Read
from qa.comparisons import YEAR, compared, compares, sets_side_by_side, without
from qa.conversation import (
    LONGEST_QUESTION,
    Turn,
    earlier,
    leads_from_nothing,
    nth_of_list,
    scoped_by,
    scoping,
    since,
    trouble,
    understood,
)
from qa.expand import corrected, corrections, expansions, put, within
from qa.followup import (
    READ,
    asking,
    asks_anew,
    by_itself,
    joined,
    leans,
    opened,
    other_subject,
    standalone,
    turned,
    turns,
    wants_more,
)
from qa.found import look_up, read_as
from qa.inspections import speaking_of, unmentioned
from qa.model import Answer, Asked, Expansion, LeftOut, Outcome, Understanding
from qa.reader import Reading
from qa.refusal import threshold
from qa.rerank import Reranker, reranker
from qa.retrieve import Candidate, Query, retrieve
from qa.understand import (
    FEW,
    Scoped,
    as_inspection,
    asks_which_of_many,
    bare,
    behind_grade,
    not_chosen,
    not_in_scope,
    not_there,
    of_each,
    of_the_council,
    ranks,
    report_by_report,
    said_of,
    to_improve,
    unscoped,
    wants_all,
    wishes,
    without_wish,
)
from qa.words import content, stem, words

_WHICH = (
    "This program cannot tell which one is meant, since what was shown before this is no list in printed order: please give "
    "the paragraph number, as in “paragraph 66”."
)
_UNCOUNTED = "This program does not count or weigh recommendations."
_UNRANKED = "This program does not count, weigh or rank what reports say."
_OF_ONE = "What is asked of one of a list cannot be read by itself. Please name its subject, or the paragraph: “paragraph 66”."
_ONE_BY_ONE = "Strengths and weaknesses are gone through report by report. Please name an authority, or what they are to be about."
_RANKED = 20
_WIDE = 3  # times as many candidates are read for "which authorities ..."
_OF_EACH = 4  # of each of many reports are looked through for recommendations, lest findings on the same crowd them out
_ON_SUBJECT = 0.5  # of the surest evidence, for a sentence that is praise or criticism to be of the subject
_ENDS_OPEN = re.compile(r"[\s,]*(?:\b(?:and|or)\b)?\W*$", re.I)
_WISHED = 0.35  # added to the fused score of a paragraph of the kind that the question asks for by name


class Assistant:
    """Answers questions from a library. Holds no conversation: callers hand the earlier questions in.

    `reads` takes the place of the reranker that the settings name. Raises SettingsError where the calibration in the data
    home cannot be read.
    """

    def __init__(self, library: Library, settings: Settings, reads: Reranker | None = None) -> None:
        self.library = library
        self.settings = settings
        self._reranker = reads or reranker(settings.reranker)
        self.policy: Policy = choose.policy_for(settings.reranker)
        self._threshold = threshold(settings)

    def ask(
        self,
        question: str | Asked,
        history: Sequence[str | Asked] = (),
        scope: Scope = Scope(),  # noqa: B008  (frozen)
    ) -> Answer:
        """The answer. `history` holds the earlier questions of the conversation, oldest first.

        What is left out of the reading of the question is left out of those that it leans on, too.
        The same question, library and scope always give the same answer. Raises LibraryError where the library cannot
        be read or was indexed with another embedding model.
        """
        clock = _Clock()
        newest = question if isinstance(question, Asked) else Asked(question)
        typed = " ".join(newest.question.split())
        before = earlier(newest, history)
        wrong = trouble(typed, first=not before) or ("" if before else leads_from_nothing(typed))
        if wrong:
            read = Understanding(typed[:200], scope)
            return Answer(newest.question[:LONGEST_QUESTION], Outcome.NOT_UNDERSTOOD, read, reason=wrong)
        with clock("understand"):
            turn = understood(Asked(typed, newest.without), before, scope, self.library)
        if not turn.among:
            return self._nothing_in_scope(typed, turn)
        answer = self._of_places(turn, clock) or self._of_list_shown(turn) or self._of_conversation(turn, clock)
        uncounted = _UNCOUNTED if answer.answered and recommendations.in_general(turn.asked) else ""
        unranked = _UNRANKED if len(turn.among) > 1 and ranks(turn.asked) else ""
        reasons = (
            not_there(turn.narrowed.absent),
            not_chosen(turn.narrowed.unchosen),
            answer.reason,
            uncounted,
            unranked,
        )
        return replace(answer, asked=typed, reason=" ".join(reason for reason in reasons if reason))

    def _of_conversation(self, turn: Turn, clock: _Clock) -> Answer:
        """What is searched for all the questions that make the newest whole; where nothing that is found speaks of another subject
        that one of them names, or that goes on with a comparison or is named with its place, for those from that one on."""
        turn = _giving(turn)
        more = len(list(takewhile(wants_more, [turn.asked, *(one.question for one in reversed(turn.before))])))
        superseded = [
            word for one in turn.said[:-1] for word in scoped_by(one.question, turn.scope, turn.given, (one,)).words
        ]
        said = [one.question for one in turn.said]
        at = turned(said)
        subject = other_subject(said[: at + 1])
        places = authorities_in(subject, [info.authority for info in turn.given])
        if not (subject and (places or compares(joined(said[:at])))):
            answer = self._search(turn, clock, superseded=superseded, more=more)
            quoted = [" ".join(citation.quoted) for citation in answer.citations]
            if not subject or (answer.answered and _speaks(quoted, subject, answer.understanding.expansions)):
                return answer
        return self._search(since(turn, at, subject), clock, superseded=superseded, more=more)

    def _of_list_shown(self, turn: Turn) -> Answer | None:
        """ "The second one" of the list that was shown before it, of each report; None where it asks for none, or for an
        inspection.

        After anything but a list in printed order nothing is shown, since which is meant cannot be told; nor where something is
        asked of one that was picked ("why?").
        """
        asked, before, understanding = turn.asked, turn.before, turn.understanding
        nth = nth_of_list(asked, before)
        of_one = not nth and before and leans(asked) and nth_of_list(before[-1].question, before[:-1])
        if not nth and not of_one:
            return None
        at = len(before) - 1
        while at > 0 and nth_of_list(before[at].question, before[:at]):
            at -= 1
        last = before[at]
        shown = self.ask(last, before[:at], turn.scope)
        lists = [list(those) for _, those in groupby(shown.citations, key=lambda c: c.report.slug)]
        in_order = shown.in_order and any(len(those) > 1 for those in lists)
        if (of_one or understanding.scope != shown.understanding.scope) and not (in_order and len(lists) == 1):
            return None
        in_order = in_order and not of_one
        lists = [those for those in lists if len(those) > 1]
        picked = tuple(those[nth - (nth > 0)] for those in lists if len(those) >= abs(nth)) if in_order else ()
        of_list = shown.understanding
        of_list = replace(
            of_list, question=f"{last.question.rstrip(' ?.!')} – {asked}", earlier=(*of_list.earlier, *before[at:]),
            scope_words=(), held=of_list.held or bool(of_list.scope_words), expansions=(), corrections=(), without=understanding.without,
        )  # fmt: skip
        answer = replace(shown, asked=asked, understanding=of_list, citations=picked, related=(), ranked=picked)
        if picked:
            return answer
        reason = f"The list shown before this has {max(map(len, lists))} items." if in_order else _WHICH
        reason = _OF_ONE if of_one else reason
        outcome = Outcome.NOT_ANSWERED if in_order else Outcome.NOT_UNDERSTOOD
        return replace(answer, outcome=outcome, nearest=(), confidence=0.0, reason=reason, in_order=False)

    def _nothing_in_scope(self, asked: str, turn: Turn) -> Answer:
        reason = (
            "No report fits the scope that was asked for. Change the scope or add reports."
            if turn.given or not self.library.is_empty
            else "The library is empty. Add reports, or the built-in example: report-qa add --example"
        )
        return Answer(asked, Outcome.NOT_UNDERSTOOD, turn.understanding, reason=reason)

    def _of_places(self, turn: Turn, clock: _Clock) -> Answer | None:
        """What stands at the places that the question names; None where it names none, only in what it quotes, or a section that no
        report has."""
        authorities = [info.authority for info in turn.given]
        places = lookup.places(turn.asked, [one.question for one in turn.before], authorities)
        if not places or (turn.quotation and not lookup.places(turn.quotation.rest, (), authorities)):
            return None
        if places[0].chapter and not any(lookup.resolve(places[0], report.paragraphs) for report in turn.among):
            return None  # what is said of it may stand in others
        said = turn.understanding
        if places != lookup.places(turn.asked, (), authorities):
            said = replace(said, earlier=turn.before)
        with clock("look up"):
            said = replace(said, question=read_as(places, said))
            answer = look_up(turn.asked, places, said, turn.among, self._spans, turn.narrowed.missing)
        return replace(answer, timings=clock.seconds)

    def _spans(self, rest: str, found: Sequence[Candidate]) -> list[tuple[tuple[Span, ...], bool]]:
        """What to quote of paragraphs that were looked up: all of each, or what speaks of the rest of the question.

        With each, whether it speaks of that at all.
        """
        if not content(rest):
            return [(_whole(c.paragraph), True) for c in found]
        if self.settings.reranker != "default":  # the others go by how near the search finds each sentence
            reports = list({c.report.row: c.report for c in found}.values())
            near = retrieve(self.library, Query(rest, tuple(content(rest))), reports, sum(r.size for r in reports))
            nearness = {(c.report.row, c.position): c for c in near}
            found = [nearness.get((c.report.row, c.position), c) for c in found]
        readings = self._reranker.read(rest, found)
        surest = max((r.answers for r in readings), default=0.0)
        cited = choose.cited(choose.ranked(found, readings, self.policy), self.policy, self.policy.all_share)
        speaking = {id(one.candidate) for one in cited} if surest >= self._threshold else set()
        return [
            (choose.quotes(c.paragraph.text, r.evidence, self.policy) or _whole(c.paragraph), id(c) in speaking)
            for c, r in zip(found, readings, strict=True)
        ]

    def _search(self, turn: Turn, clock: _Clock, *, superseded: Sequence[str], more: int) -> Answer:
        """`superseded` are words of earlier questions that said of which reports those were asked."""
        self.library.check_model()
        said, among = turn.said, turn.among
        with clock("expand"):
            whole = self._question(turn, superseded=superseded, more=more)
        narrowed, question, scope_words = whole.narrowed, whole.text, whole.names
        fixes, added = whole.understanding.corrections, whole.understanding.expansions
        listed = decide.listed(whole, among)
        if listed.told:
            return Answer(
                turn.asked, Outcome.TOLD, whole.understanding, reason=listed.told, confidence=1.0, timings=clock.seconds
            )
        groups = [(among, 0)] if listed.citations else self._groups(question, among)
        apart = len(groups) > 1 or bool(narrowed.absent)
        text, otherwise = _worded(question, scope_words, among, apart=apart)
        if otherwise and not listed.citations:  # what is read is not what was typed: people must see it
            whole = replace(whole, understanding=replace(whole.understanding, question=text))
        appraisal = None if listed.citations or listed.reason else appraisals.asked(text)
        if appraisal:
            appraised = self._appraised(text, whole, among)
            if appraised:
                return replace(appraised, timings=clock.seconds)
            text = f"What did inspectors say about {appraisal.of}?"  # and of that what is praise, or criticism
        together = len(groups) == 1
        alone = together and not listed.citations
        anew = alone and len(said) > 1 and asks_anew(said[-1].question)
        own = sought(corrected(opened(said[-1].question), fixes), scope_words, among, apart=False) if anew else text
        added, beside = within(text, added), within(own, added)
        with clock("retrieve"):
            found = self._found(turn, whole, groups, text, own if anew else "")
        with clock("read"):
            most = self.settings.candidates * (2 if alone else 1)
            share = whole.share(self.policy, apart=len(groups) > 1)
            ended = [
                self._read(own, beside, candidates, first, max(first, most), share)
                for candidates, (_, first) in zip(found, groups, strict=True)
            ]
            read = [those for those, _ in ended]
            if alone and parts.only_names(text):
                read = [self._with_findings(text, added, those) for those in read]
            several = (
                (self._subjects(whole, turn) or self._parts(whole, turn)) if together and not narrowed.told else []
            )
            if listed.citations:  # no table holds a number or a date that is asked for beside it
                several = [part for part in several if part.sort and not turn.quotation]
        rest = [Read(c, NOT_READ, 0.0) for i, those in enumerate(read) for c in found[i][len(those) :]]
        if appraisal and len(appraisal.sides) == 1:
            (side,) = appraisal.sides
            about, read = read, [self._fitting(side, those) for those in read]
            rest = [*(r for those in about for r in those), *rest]
            spoken_of = any(r.reading.answers >= self._threshold for those in about for r in those)
            if spoken_of and not any(read) and not several:
                listed = decide.Listed(reason=appraisals.none(side))
        all_wanted = whole.wants_everything or ((len(groups) > 1 or len(among) > FEW) and not whole.sort)
        cut_short = all_wanted and any(answering for _, answering in ended)
        answer = decide.decide(whole, read, several, rest, self.policy, self._threshold, listed, cut_short=cut_short)
        return replace(answer, timings=clock.seconds)

    def _found(
        self,
        turn: Turn,
        whole: decide.Question,
        groups: Sequence[tuple[Sequence[Loaded], int]],
        text: str,
        own: str,
    ) -> list[list[Candidate]]:
        """What is found for `text`, and for what the newest question says by itself (`own`, of one group), in each group of reports.

        Without what cannot answer: rows with another grade, and what does not speak of an inspection that is only told of, or does
        not have the name that is asked for.
        """
        added, few = whole.understanding.expansions, self.settings.candidates // 3
        holds = _telling(turn.said, whole.narrowed, turn.among) if whole.narrowed.told else None
        holds = mentions.named_in(text, turn.among) if whole.which_of_many and not holds else holds
        # Few paragraphs speak of what is only told of or has a name, wherever they rank.
        every = sum(report.size for report in turn.among) if holds else 0
        found = [self._candidates(text, within(text, added), group, max(share, every)) for group, share in groups]
        if own:
            found = [_merged(self._candidates(own, within(own, added), turn.among, few)[:few], found[0])]
        return [
            [
                c
                for c in those
                if judgements.of_grade(whole.text, c.report.info, c.paragraph.ref)
                and (not holds or holds(c.paragraph.text))
            ]
            for those in found
        ]

    def _appraised(self, text: str, whole: decide.Question, among: Sequence[Loaded]) -> Answer | None:
        """The strengths or weaknesses of whole reports, or of their sections: what they list of such themselves, then the findings
        that read so. Of each authority the newest report's, where none is chosen. None where a subject is named, or no report has
        such a section."""
        there = [report.info.authority for report in among]
        away = _elsewhere(whole.text, there)
        asked = appraisals.asked(_ENDS_OPEN.sub("", " ".join(without(text, away).split())))
        if not asked or not asked.whole:
            return None
        missing = _no_report_of(whole.text, text, away, there)
        if missing:
            refused = decide.Listed(reason=whole.out_of_scope or not_in_scope(missing), nothing_near=True)
            return decide.decide(whole, [], [], [], self.policy, self._threshold, refused)
        scope = whole.understanding.scope
        if not scope.reports:
            scope = replace(scope, latest_only=True)
            newest = in_scope([report.info for report in among], scope)
            among = [report for report in among if report.info.slug in newest]
        if len(among) > FEW:
            return decide.decide(whole, [], [], [], self.policy, self._threshold, decide.Listed(reason=_ONE_BY_ONE))
        whole = replace(
            whole,
            understanding=replace(
                whole.understanding, scope=scope, reports=len(among), paragraphs=sum(r.size for r in among)
            ),
        )
        found = [a for r in among for a in appraisals.appraise(asked, r, self._reranker.read, self._near, self.policy)]
        if not found:
            return None
        most = max(r.size for r in among) if whole.wants_everything else self.settings.candidates
        citations = appraisals.cited(found, most, self.policy)
        absent = [place for place in away if place not in whole.narrowed.absent]  # of those it is said in any case
        said = " ".join(filter(None, [not_there(absent), appraisals.told(asked, found, most)]))
        listed = decide.Listed(citations, lacking=said) if citations else decide.Listed(reason=said, nothing_near=True)
        return decide.decide(whole, [], [], [], self.policy, self._threshold, listed)

    def _near(self, text: str, report: Loaded) -> list[Candidate]:
        return retrieve(self.library, query(text, ()), [report], 2 * _RANKED)

    def _fitting(self, side: Side, read: Sequence[Read]) -> list[Read]:
        """Of what would be cited on a subject the sentences that are praise, or criticism, of it; what is recommended is criticism."""
        about = choose.cited(read, self.policy, self.policy.share)
        recommended = [r for r in about if r.candidate.paragraph.kind is Kind.RECOMMENDATION]
        findings = [r for r in about if r not in recommended]
        sure = appraisals.fitting(side, [r.candidate for r in findings], self._reranker.read, self.policy)
        on_side = {id(r.candidate): r.reading.evidence for r in sure}
        found = recommended if side is Side.WEAKNESSES else []
        for r in findings:
            cut = _ON_SUBJECT * max(r.reading.evidence, default=0.0)
            both = tuple(
                of_side if own >= cut else 0.0
                for own, of_side in zip(r.reading.evidence, on_side.get(id(r.candidate), ()), strict=False)
            )
            if any(both):
                found.append(replace(r, reading=replace(r.reading, evidence=both)))
        return sorted(found, key=lambda r: -r.rank_score)

    def _question(self, turn: Turn, *, superseded: Sequence[str], more: int) -> decide.Question:
        """The question with all that is understood of it, from its words and those of the reports in scope."""
        understanding, narrowed, said, among = turn.understanding, turn.narrowed, turn.said, turn.among
        which = asks_which_of_many(understanding.question, len(among))
        if narrowed.told and (which or not any(map(_telling(said, narrowed, among), _texts(among)))):
            narrowed = replace(narrowed, told=())
        narrowed = replace(narrowed, silent=_silent(scoping(said), narrowed, turn.scope, among))
        fixes, added = self._reworded(as_inspection(without_wish(understanding.question)), said, among)
        question = recommendations.whole(corrected(understanding.question, fixes))
        if narrowed.told:  # in prose a grade is called a judgement
            question = re.sub(r"\bgrade(?=s?\b)", "judgement", question, flags=re.I)
        names = [*narrowed.words, *superseded, *filter(None, [narrowed.unchosen])]
        places = [report.info.authority for report in among]
        turned = [corrected(turn.question, fixes) for turn in said]
        return decide.Question(
            recommendations.whole(turn.asked),
            question,
            _expected(turned, question, [*names, *places], added),
            replace(
                understanding, question=question, corrections=fixes, expansions=added,
                missing=narrowed.missing or narrowed.silent,
            ),
            narrowed,
            more=more,
            names=names,
            searched=[report.info for report in among],
            turns=turned,
        )  # fmt: skip

    def _reworded(
        self, question: str, said: Sequence[Asked], among: Sequence[Loaded]
    ) -> tuple[tuple[tuple[str, str], ...], tuple[Expansion, ...]]:
        """The typing mistakes of the question, each with what is meant, and the other words for its words."""
        lexicons = [report.lexicon for report in among]
        typed = {word for t in said if LeftOut.SPELLING in t.without for word in words(t.question)}
        fixes = corrections(question, lexicons, self._prints)
        if fixes:
            infos = [report.info for report in self.library.reports()]
            places = authorities_in(question, [info.authority for info in infos])
            typed |= {word for place in places for word in words(place.typed)}
        fixes = tuple(fix for fix in fixes if fix[0] not in typed)
        return fixes, expansions(corrected(question, fixes), lexicons, lambda: _texts(among))

    def _prints(self, word: str) -> bool:
        """Whether several reports of the library hold the word: one alone may be mistyped itself."""
        return sum(word in report.lexicon.words for report in self.library.reports()) > 1

    def _with_findings(self, subject: str, added: Sequence[Expansion], read: Sequence[Read]) -> list[Read]:
        """What was read for a subject. Where only recommendations would be cited that nobody asked for, the findings as they are
        read for what was said of it: to its bare words a short recommendation reads so much surer that they are lost."""
        cited = choose.cited(read, self.policy, self.policy.share)
        answered = any(one.reading.answers >= self._threshold for one in cited)
        if not answered or recommendations.asks(subject) or not all(map(choose.is_recommendation, cited)):
            return list(read)
        kept = [r for r in read if choose.is_recommendation(r)]
        others = [r.candidate for r in read if r not in kept]
        again = self._readings(f"What did inspectors say about {subject.rstrip(' ?.!')}?", added, others)
        both = [*(r.candidate for r in kept), *others]
        return choose.ranked(both, [*(r.reading for r in kept), *again], self.policy)

    def _parts(self, whole: decide.Question, turn: Turn) -> list[decide.Part]:
        """What was read for each part of a question that asks several things, or is listed; nothing where it asks one.

        Only the newest question is taken apart: what it follows has been answered.
        """
        among, fixes, added = turn.among, whole.understanding.corrections, whole.understanding.expansions
        *before, newest = [one.question for one in turn.said]
        places = authorities_in(newest, [report.info.authority for report in among])
        names = [*whole.names, *(place.typed for place in places)]  # "Kent 2016 report, how …" asks one thing
        found = [p for p in parts.parts(newest) if not all(map(str.isdigit, content(without(p, names))))]
        if len(found) < 2:
            return []
        first = standalone(found[0], before)
        asks = [corrected(text, fixes) for text in (first, *(parts.whole(part, first) for part in found[1:]))]
        others = [corrected(text, fixes) for text in ("", *(by_itself(part, first) for part in found[1:]))]
        said = [turns(found[0], before), *(turns(part, [found[0]]) for part in found[1:])]
        sorts = [
            _expected([corrected(turn, fixes) for turn in those], text, names, added)
            for those, text in zip(said, asks, strict=True)
        ]
        few = self.settings.candidates // 3
        made = []
        for part, sort, text, other in zip(found, sorts, asks, others, strict=True):
            listed = decide.listed(replace(whole, asked=part, text=text, sort=sort, turns=[text]), among).citations
            read = [] if listed else self._read_part(text, whole, among, few, few)
            best = choose.surest(read)
            if other and best and not _speaks([best[0].candidate.paragraph.text], part, added):
                own = self._read_part(other, whole, among, few, few)
                read = own if own and choose.surest(own)[0].reading.answers >= self._threshold else read
            made.append(decide.Part(part, sort, read, listed))
        return made

    def _subjects(self, whole: decide.Question, turn: Turn) -> list[decide.Part]:
        """What was read for each subject of a question that only names some, or is listed; nothing where it names one or leans on
        another question."""
        if len(turn.said) > 1:
            return []
        question = unscoped(corrected(turn.said[0].question, whole.understanding.corrections), whole.names)
        reports = self.library.reports()
        many = self.settings.candidates
        made = []
        for one in parts.subjects(question, lambda text: bool(self.library.lexical([text], reports, 1))):
            listed = decide.listed(replace(whole, asked=one, text=one, sort=None, turns=[one]), turn.among).citations
            read = [] if listed else self._read_part(one, whole, turn.among, many, 2 * many)
            made.append(decide.Part(one, None, read, listed, subject=True))
        return made

    def _read_part(
        self, text: str, whole: decide.Question, among: Sequence[Loaded], first: int, most: int
    ) -> list[Read]:
        own = sought(text, whole.names, among, apart=False)
        beside = within(own, whole.understanding.expansions)
        return self._read(own, beside, self._candidates(own, beside, among, first), first, most, self.policy.share)[0]

    def _groups(self, question: str, among: Sequence[Loaded]) -> list[tuple[Sequence[Loaded], int]]:
        """The reports to search together, and how many candidates of each group are read.

        Of few, a comparison or "which authorities" looks at each by itself, in date order; of more, a comparison looks at the
        reports of each authority, and "which" reads more.
        """
        few = self.settings.candidates
        if report_by_report(question, [report.info for report in among]):
            apart: dict[str, list[Loaded]] = {}
            for report in sorted(among, key=lambda r: (str(r.info.date or ""), r.info.slug)):
                own = report.info.slug if len(among) <= FEW else identity(report.info.authority)
                apart.setdefault(own, []).append(report)
            return [(group, max(4, 2 * few // len(apart))) for group in apart.values()]
        if asks_which_of_many(question, len(among)):
            return [(among, few * _WIDE)]
        return [(among, few * 3 // 2 if wants_all(question) or recommendations.asks(question) else few)]

    def _candidates(
        self, question: str, added: Sequence[Expansion], among: Sequence[Loaded], share: int
    ) -> list[Candidate]:
        wished = wishes(question)
        crowded = sum(report.size for report in among) if len(among) <= FEW else _OF_EACH * len(among)
        many = crowded if Kind.RECOMMENDATION in wished else 0
        most = max(_RANKED, 2 * share + 1, many)  # one more than is ever read, so that it shows whether any are left
        found = retrieve(self.library, query(question, added), among, most)
        return sorted(found, key=lambda c: -(c.score + _WISHED * (c.paragraph.kind in wished))) if wished else found

    def _read(
        self,
        question: str,
        added: Sequence[Expansion],
        candidates: Sequence[Candidate],
        first: int,
        most: int,
        share: float,
    ) -> tuple[list[Read], bool]:
        """The first candidates as read, and on in small steps, up to `most`, as long as the last step brought an answer.

        And whether the last step still did, with candidates left that were not read.
        """
        step = max(1, self.settings.candidates // 3)
        readings = self._readings(question, added, candidates[:first])
        while answering := choose.goes_on(readings, step, self.policy, share):
            further = candidates[len(readings) : min(most, len(readings) + step)]
            if not further:
                break
            readings += self._readings(question, added, further)
        left = len(readings) < len(candidates)
        return choose.ranked(candidates[: len(readings)], readings, self.policy), answering and left

    def _readings(self, question: str, added: Sequence[Expansion], candidates: Sequence[Candidate]) -> list[Reading]:
        """Each candidate read with the question in its own words; in a question too long to be read to its end, as typed."""
        short = len(words(question)) <= READ
        worded: dict[str, list[int]] = {}
        for at, candidate in enumerate(candidates):
            own = put(question, added if short else (), candidate.paragraph.text)
            worded.setdefault(own, []).append(at)
        found = {
            at: reading
            for own, places in worded.items()
            for at, reading in zip(places, self._reranker.read(own, [candidates[at] for at in places]), strict=True)
        }
        return [found[at] for at in range(len(candidates))]


def _merged(first: Sequence[Candidate], others: Sequence[Candidate]) -> list[Candidate]:
    """The first candidates, then the others without those."""
    known = {(c.report.row, c.position) for c in first}
    return [*first, *(c for c in others if (c.report.row, c.position) not in known)]


def query(question: str, added: Sequence[Expansion]) -> Query:
    """What is searched for a question, as `sought` gives it, and its expansions."""
    terms = dict.fromkeys([*content(question), *(e.meaning.lower() for e in added)])
    return Query(_said(question, added), tuple(terms))


def sought(question: str, scope_words: Sequence[str], among: Sequence[Loaded], *, apart: bool) -> str:
    """What each paragraph is read for: it tells of its own report and not of which reports there are.

    `apart`: each report is asked by itself; the words that say which are compared then say what is asked, too.
    """
    about = question if apart else of_the_council(question, [report.info for report in among])
    rest = said_of(bare(about))
    rest = rest if apart and compares(rest) else unscoped(rest, scope_words)
    return of_each(rest) if apart or asks_which_of_many(question, len(among)) else rest


def _elsewhere(question: str, there: Sequence[str]) -> list[str]:
    """The authorities that a question names, as typed, of which there is no report."""
    known = {identity(authority) for authority in there}
    return [
        place.typed for place in authorities_in(question, there) if known.isdisjoint(map(identity, place.authorities))
    ]


def _no_report_of(question: str, text: str, away: Sequence[str], there: Sequence[str]) -> str:
    """What a question names that no report is of: the only places (`away`), or a year that is left in `text`, where no report was
    chosen by it; else an empty string."""
    if away and len(away) == len(authorities_in(question, there)):
        return away[0]
    year = re.search(rf"\b{YEAR}\b", text)
    places = {identity(authority): canonical(authority) for authority in there}
    return " in ".join([*(places.values() if len(places) == 1 else ()), year.group()]) if year else ""


def _giving(turn: Turn) -> Turn:
    """The turn with only the report that gave the grade of which the reason is asked, where all are of one authority."""
    names = [*turn.narrowed.words, *(report.info.authority for report in turn.among)]
    why = judgements.reason(turn.understanding.question, names)
    if not why or len({identity(report.info.authority) for report in turn.among}) != 1:
        return turn
    found = judgements.giving(why, [report.info for report in turn.among])
    if not found or len(turn.among) == 1:
        return turn
    (report,) = (report for report in turn.among if report.info.slug == found.slug)
    scope = replace(turn.understanding.scope, reports=(found.slug,))
    of_one = replace(turn.understanding, scope=scope, reports=1, paragraphs=report.size)
    return replace(turn, among=(report,), understanding=of_one)


def _speaks(texts: Sequence[str], subject: str, added: Sequence[Expansion]) -> bool:
    """Whether one of the texts has every word of the subject, in whatever form, or what was searched beside it."""
    said = {stem(word) for word in content(subject)}
    beside = {e.meaning: {stem(word) for word in content(e.term)} for e in added}
    for text in texts:
        there = {stem(word) for word in words(text)}
        meant = [terms for meaning, terms in beside.items() if {stem(word) for word in content(meaning)} <= there]
        if said <= there.union(*meant):
            return True
    return False


def _silent(said: Sequence[str], narrowed: Scoped, given: Scope, among: Sequence[Loaded]) -> str:
    """The year that the newest question with a year is about, if no report speaks of it; else an empty string.

    So, too, where inspections have been chosen since by other words: "what about the latest?".
    """
    newest = next((turn for turn in reversed(said) if re.search(r"\b20\d\d\b", turn)), "")
    now, before = narrowed.scope, given
    chosen = (now.reports, now.latest_only) != (before.reports, before.latest_only)
    if (
        chosen
        and newest != said[-1]
        and not set(re.findall(r"\b20\d\d\b", newest)) & set(re.findall(r"20\d\d", " ".join(narrowed.words)))
    ):
        return ""
    return unmentioned(newest, [report.info for report in among], lambda: _texts(among))


def _worded(question: str, scope_words: Sequence[str], among: Sequence[Loaded], *, apart: bool) -> tuple[str, bool]:
    """The question as it is read, and whether that is not as it was typed, but for the words of its scope. `apart`: reports are
    asked one by one."""
    names = [*scope_words, *(report.info.authority for report in among)]
    text = compared(question, names) if apart or (len(among) > 1 and sets_side_by_side(question)) else question
    if text != question:
        return text, True
    own = sought(question, scope_words, among, apart=apart)
    text = behind_grade(to_improve(own))
    return text, text != own


def _expected(said: Sequence[str], whole: str, names: Sequence[str], added: Sequence[Expansion]) -> Expected | None:
    """What an answer to the newest of what was said must hold: by its own words where it asks for a number or the like itself,
    else by those of `whole`, which it is searched as."""
    text = said[-1] if asked_for(said[-1]) else whole
    return expected(asked_for(asking(said)), text, names, within(text, added))


def _telling(said: Sequence[Asked], narrowed: Scoped, among: Sequence[Loaded]) -> Callable[[str], bool]:
    """Whether a text tells of the inspection or place of which there is no report; to a question about its grade, one that gives
    a grade."""
    speaks = speaking_of(narrowed.told)
    names = [*narrowed.words, *(report.info.authority for report in among)]
    names += [place.typed for turn in said for place in authorities_in(turn.question, names)]
    turns = [turn.question for turn in said]
    if not judgements.wanted(joined(turns), names, turns):
        return speaks
    return lambda text: judgements.gives_one(text) and speaks(text)


def _texts(among: Sequence[Loaded]) -> Iterator[str]:
    return (p.text for report in among for p in report.paragraphs)


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def _said(question: str, added: Sequence[Expansion]) -> str:
    """The question with the meanings of its abbreviations and lay words behind it, for the models; of a long one alone, since
    they do not read on to the end of it."""
    meanings = [e.meaning for e in added if not e.meaning.isupper()] if len(words(question)) <= READ else []
    return f"{question} ({', '.join(meanings)})" if meanings else question


def _whole(paragraph: Paragraph) -> tuple[Span, ...]:
    spans = sentences(paragraph.text)
    return (Span(spans[0].start, spans[-1].end),) if spans else ()
