"""From readings to citations: which paragraphs are cited, in which order, and which of their sentences are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.model import Kind, Span
from index.sentences import sentences, with_lead
from qa.asks import Expected
from qa.model import Citation
from qa.reader import Reading
from qa.retrieve import Candidate


@dataclass(frozen=True, slots=True)
class Policy:
    """How readings become citations; the figures were chosen with `python -m eval policy` on tune-e and havering-2016-dev.

    A paragraph is cited when its probability of answering is at least `share` of the best one's (`all_share` where all
    there is on a subject in a report or a few is asked for, `each_share` where several reports are each asked, or many for
    all; that one on cross-dev) and at least `floor`;
    a sentence is quoted when its evidence is at least `evidence` of the paragraph's best. `fused` is the weight of the
    fused score beside relevance in the ranking. Reading goes on past the first candidates only where the best is at least
    `onward`.
    """

    share: float
    all_share: float
    each_share: float
    floor: float
    evidence: float
    fused: float
    onward: float


WITH_MODEL = Policy(share=0.5, all_share=0.05, each_share=0.15, floor=0.03, evidence=0.1, fused=0.25, onward=0.15)
COSINES = Policy(share=0.86, all_share=0.78, each_share=0.78, floor=0.0, evidence=0.85, fused=0.0, onward=0.0)


def policy_for(reranker: str) -> Policy:
    """That of the setting `reranker`. A named CrossEncoder judges paragraphs, and cosines its sentences."""
    if reranker == "off":
        return COSINES
    return WITH_MODEL if reranker == "default" else replace(WITH_MODEL, evidence=COSINES.evidence)


@dataclass(frozen=True, slots=True)
class Read:
    """A candidate with what the reranker said of it."""

    candidate: Candidate
    reading: Reading
    rank_score: float


NOT_READ = Reading(0.0, 0.0, ())  # of a candidate that retrieval put too far down to be read


def ranked(candidates: Sequence[Candidate], readings: Sequence[Reading], policy: Policy) -> list[Read]:
    """Candidates that were read, best first."""
    read = [
        Read(candidate, reading, reading.relevance / 2 + reading.answers + policy.fused * candidate.score)
        for candidate, reading in zip(candidates, readings, strict=True)
    ]
    return sorted(read, key=lambda r: (-r.rank_score, r.candidate.report.info.slug, r.candidate.position))


def cited(read: Sequence[Read], policy: Policy, share: float) -> list[Read]:
    """The ones to cite, in the same order: those at least that share as sure to answer as the best, at least one.

    What a finding is held against is no recommendation: that is short and all on one subject, and reads surer than the paragraph
    it came of.
    """
    cut = own = _cut([r.reading for r in read], policy, share)
    found = [r.reading for r in read if not is_recommendation(r)]
    if max((reading.answers for reading in found), default=0.0) >= policy.onward:
        own = min(cut, _cut(found, policy, share))
    return [r for r in read if r.reading.answers >= (cut if is_recommendation(r) else own)] or list(read[:1])


def is_recommendation(read: Read) -> bool:
    """Whether the paragraph that was read is a recommendation."""
    return read.candidate.paragraph.kind is Kind.RECOMMENDATION


def goes_on(readings: Sequence[Reading], last: int, policy: Policy, share: float) -> bool:
    """Whether something answers and one of the `last` candidates would be cited, so that those behind may answer too."""
    cut = _cut(readings, policy, share)
    if max((reading.answers for reading in readings), default=0.0) < policy.onward:
        return False
    return any(reading.answers >= cut for reading in readings[-last:])


def _cut(readings: Sequence[Reading], policy: Policy, share: float) -> float:
    best = max((reading.answers for reading in readings), default=0.0)
    return max(policy.floor, share * best)


def surest(read: Sequence[Read]) -> list[Read]:
    """The one that is likeliest to answer; none of none."""
    return [max(read, key=lambda r: r.reading.answers)] if read else []


def citation(read: Read, policy: Policy, asked: Expected | None = None) -> Citation:
    """A citation of the paragraph with the sentences that answer; `asked` is what sort of thing they should hold."""
    paragraph = read.candidate.paragraph
    return Citation.of(
        read.candidate.report,
        paragraph,
        quotes(paragraph.text, read.reading.evidence, policy, asked),
        read.rank_score,
    )


def quotes(text: str, evidence: Sequence[float], policy: Policy, asked: Expected | None = None) -> tuple[Span, ...]:
    """Whole sentences with enough evidence, in text order, neighbours joined; a list item brings its lead-in line.

    Where a number, a date or the like is asked for and none of them holds one, the likeliest sentence that does is added.
    """
    spans = sentences(text)
    cut = max(evidence, default=0.0) * policy.evidence
    chosen = {i for i, value in enumerate(evidence) if value >= cut and value > 0} or ({0} if spans else set())
    if asked:
        holding = [i for i, span in enumerate(spans) if asked.in_sentence(text[span.start : span.end])]
        if holding and chosen.isdisjoint(holding):
            chosen.add(max(holding, key=lambda i: evidence[i] if i < len(evidence) else 0.0))
    complete = sorted({i for position in chosen for i in with_lead(text, spans, position)})
    joined: list[Span] = []
    for i in complete:
        if joined and i - 1 in complete:
            joined[-1] = Span(joined[-1].start, spans[i].end)
        else:
            joined.append(spans[i])
    return tuple(joined)
