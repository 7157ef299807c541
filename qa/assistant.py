"""Puts the stages together: understand, look up or search, read, refuse or cite. What is scored is what staff see."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from index.library import Library, Loaded
from index.model import Paragraph, Scope, Span
from index.sentences import sentences
from index.settings import Settings
from qa import choose, lookup
from qa.choose import Policy, Read
from qa.expand import corrected, corrections, expansions
from qa.followup import standalone, wants_more
from qa.model import Answer, Citation, Expansion, Outcome, Understanding
from qa.reader import Reading
from qa.refusal import threshold
from qa.rerank import reranker
from qa.retrieve import Candidate, Query, retrieve
from qa.understand import Scoped, scoped, wants_all, wishes
from qa.words import content

LONGEST_QUESTION = 1_000  # characters
_RANKED = 20
_NEAREST = 3
_RELATED = 5
_WISHED = 0.35  # added to the fused score of a paragraph of the kind that the question asks for by name


class Assistant:
    """Answers questions from a library. Holds no conversation: callers hand the earlier questions in."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings
        self._reranker = reranker(settings.reranker)
        self.policy: Policy = choose.COSINES if settings.reranker == "off" else choose.WITH_MODEL

    def ask(self, question: str, history: Sequence[str] = (), scope: Scope = Scope()) -> Answer:  # noqa: B008  (frozen)
        """The answer. `history` holds the earlier questions of the conversation, oldest first.

        The same question, library and scope always give the same answer. Raises LibraryError where the library cannot
        be read or was indexed with another embedding model.
        """
        clock = _Clock()
        asked = " ".join(question.split())
        trouble = _trouble(asked)
        if trouble:
            return Answer(
                question[:LONGEST_QUESTION], Outcome.NOT_UNDERSTOOD, Understanding(asked[:200], scope), reason=trouble
            )
        with clock("understand"):
            whole = standalone(asked, history)
            given = self.library.reports(scope)
            narrowed = scoped(whole, scope, [report.info for report in given])
            among = self.library.reports(narrowed.scope) if narrowed.words else given
        understanding = _understanding(whole, narrowed, among)
        if not among:
            return self._nothing_in_scope(asked, understanding, given)
        place = lookup.place(asked)
        if place:
            return self._look_up(asked, place, understanding, among, clock)
        return self._search(asked, understanding, narrowed, among, clock, more=wants_more(asked))

    def _nothing_in_scope(self, asked: str, understanding: Understanding, given: Sequence[Loaded]) -> Answer:
        reason = (
            "No report fits the scope that was asked for. Change the scope or add reports."
            if given or not self.library.is_empty
            else "The library is empty. Add reports, or the built-in example: report-qa add --example"
        )
        return Answer(asked, Outcome.NOT_UNDERSTOOD, understanding, reason=reason)

    def _look_up(
        self, asked: str, place: lookup.Place, understanding: Understanding, among: Sequence[Loaded], clock: _Clock
    ) -> Answer:
        with clock("look up"):
            found = [
                Candidate(report, position, 0.0, 0.0, 0.0)
                for report in among
                for position in lookup.resolve(place, report.paragraphs)
            ]
        if not found:
            there = "; ".join(
                f"{r.info.authority or r.info.title} {r.info.year or ''} has {lookup.there_is(place, r.paragraphs)}"
                for r in among[:5]
            )
            numbers = " and ".join(place.numbers) or place.section
            reason = f"There is no {place.sort} {numbers} here. {there}."
            return Answer(asked, Outcome.NOT_ANSWERED, understanding, reason=reason, timings=clock.seconds)
        spans = self._spans(place.rest, found)
        citations = tuple(
            Citation(c.report.info, c.paragraph, quoted, 1.0) for c, quoted in zip(found, spans, strict=True)
        )
        return Answer(
            asked,
            Outcome.FOUND,
            understanding,
            citations,
            ranked=citations[:_RANKED],
            confidence=1.0,
            timings=clock.seconds,
        )

    def _spans(self, rest: str, found: Sequence[Candidate]) -> list[tuple[Span, ...]]:
        """What to quote of paragraphs that were looked up: all of each, or what speaks of the rest of the question."""
        if not content(rest):
            return [_whole(c.paragraph) for c in found]
        readings = self._reranker.read(rest, found)
        return [
            choose.quotes(c.paragraph.text, r.evidence, self.policy) or _whole(c.paragraph)
            for c, r in zip(found, readings, strict=True)
        ]

    def _search(
        self,
        asked: str,
        understanding: Understanding,
        narrowed: Scoped,
        among: Sequence[Loaded],
        clock: _Clock,
        *,
        more: bool,
    ) -> Answer:
        self.library.check_model()
        with clock("expand"):
            lexicons = [report.lexicon for report in among]
            fixes = corrections(understanding.question, lexicons)
            question = corrected(understanding.question, fixes)
            added = expansions(question, lexicons)
            understanding = replace(understanding, question=question, corrections=fixes, expansions=added)
        with clock("retrieve"):
            candidates = self._candidates(question, added, among)
        if not candidates:
            return Answer(asked, Outcome.NOT_ANSWERED, understanding, reason=_nothing(narrowed), timings=clock.seconds)
        with clock("read"):
            few = candidates[: self.settings.candidates]
            readings = self._reranker.read(_said(question, added), few)
        read = choose.ranked(few, readings, self.policy)
        rest = [Read(c, Reading(0.0, 0.0, ()), 0.0) for c in candidates[len(few) :]]
        return replace(self._decide(asked, understanding, narrowed, read, rest, more), timings=clock.seconds)

    def _candidates(self, question: str, added: Sequence[Expansion], among: Sequence[Loaded]) -> list[Candidate]:
        terms = tuple(dict.fromkeys([*content(question), *(e.meaning.lower() for e in added)]))
        found = retrieve(
            self.library, Query(_said(question, added), terms), among, max(40, 2 * self.settings.candidates)
        )
        wished = wishes(question)
        return sorted(found, key=lambda c: -(c.score + _WISHED * (c.paragraph.kind in wished))) if wished else found

    def _decide(
        self,
        asked: str,
        understanding: Understanding,
        narrowed: Scoped,
        read: Sequence[Read],
        rest: Sequence[Read],
        more: bool,
    ) -> Answer:
        cite = [choose.citation(r, self.policy) for r in read]
        shown = tuple(cite + [choose.citation(r, self.policy) for r in rest])[:_RANKED]
        confidence = 0.0 if narrowed.missing else max(r.reading.answers for r in read)
        if narrowed.missing or confidence < threshold(self.settings.reranker, self.settings.false_refusals):
            reason = _nothing(narrowed)
            return Answer(
                asked,
                Outcome.NOT_ANSWERED,
                understanding,
                nearest=shown[:_NEAREST],
                ranked=shown,
                confidence=confidence,
                reason=reason,
            )
        chosen = choose.cited(read, self.policy, share=self.policy.share / 2 if more else None)
        citations = [choose.citation(r, self.policy) for r in chosen]
        if wants_all(asked):
            citations.sort(key=lambda c: (c.report.slug, _order(chosen, c)))
        refs = {(c.report.slug, c.paragraph.ref) for c in citations}
        related = tuple(c for c in shown if (c.report.slug, c.paragraph.ref) not in refs)[:_RELATED]
        return Answer(
            asked, Outcome.ANSWERED, understanding, tuple(citations), related, ranked=shown, confidence=confidence
        )


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


def _trouble(asked: str) -> str:
    if not asked:
        return "Please type a question, or a place such as “paragraph 66”."
    if len(asked) > LONGEST_QUESTION:
        return f"The question has {len(asked):,} characters; the most is {LONGEST_QUESTION:,}. Please shorten it."
    return ""


def _understanding(question: str, narrowed: Scoped, among: Sequence[Loaded]) -> Understanding:
    return Understanding(
        question, narrowed.scope, narrowed.words, reports=len(among), paragraphs=sum(report.size for report in among)
    )


def _said(question: str, added: Sequence[Expansion]) -> str:
    """The question with the meanings of its abbreviations and lay words behind it, for the models."""
    meanings = [e.meaning for e in added if not e.meaning.isupper()]
    return f"{question} ({', '.join(meanings)})" if meanings else question


def _nothing(narrowed: Scoped) -> str:
    if narrowed.missing:
        return f"The reports that were searched are not about {narrowed.missing}. Change the scope, or add that report."
    return "The reports that were searched do not answer this, as far as this program can tell."


def _whole(paragraph: Paragraph) -> tuple[Span, ...]:
    spans = sentences(paragraph.text)
    return (Span(spans[0].start, spans[-1].end),) if spans else ()


def _order(chosen: Sequence[Read], wanted: Citation) -> int:
    return next(r.candidate.position for r in chosen if r.candidate.paragraph is wanted.paragraph)
