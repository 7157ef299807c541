"""The decision: refuse or answer, with which citations, in which order, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Loaded
from index.model import Judgement, ReportInfo, Span
from qa import choose, judgements
from qa.asks import asked_for, holds
from qa.choose import Policy, Read
from qa.model import Answer, Citation, Outcome, Understanding
from qa.understand import Scoped, wants_all

_RANKED = 20
_NEAREST = 3
_RELATED = 5
_UNHELD = 0.6  # confidence is multiplied by this where a figure or name is asked for and no candidate quotes one


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that was understood of it. `text` is what was searched; `more` asks for a longer list."""

    asked: str
    text: str
    understanding: Understanding
    narrowed: Scoped
    more: bool


def decide(
    question: Question,
    groups: Sequence[Sequence[Read]],
    rest: Sequence[Read],
    policy: Policy,
    threshold: float,
    among: Sequence[Loaded],
) -> Answer:
    """The answer from what was read. `groups` are answered one by one (a report each in a comparison), in their order."""
    everything = sorted((r for group in groups for r in group), key=lambda r: -r.rank_score)
    graded = _graded(question, among)
    asked = asked_for(question.text)
    searched = [choose.citation(r, policy, asked) for r in [*everything, *rest]]
    shown = _unique([*graded.citations, *searched])[:_RANKED]
    confidence = max([_confidence(question.text, group, policy) for group in groups if group], default=0.0)
    if graded.reason or question.narrowed.missing or (confidence < threshold and not graded.citations):
        reason = graded.reason or _why(question, confidence, everything, policy)
        return Answer(
            question.asked, Outcome.NOT_ANSWERED, question.understanding, nearest=tuple(shown[:_NEAREST]), ranked=tuple(shown),
            confidence=0.0 if graded.reason or question.narrowed.missing else confidence, reason=reason,
        )  # fmt: skip
    if graded.citations:
        citations, confidence = list(graded.citations), 1.0
        silent: list[str] = []
    else:
        citations, silent = _cited(question, groups, policy, threshold)
    refs = {_key(c) for c in citations}
    related = tuple(c for c in shown if _key(c) not in refs)[:_RELATED]
    return Answer(
        question.asked, Outcome.ANSWERED, question.understanding, tuple(citations), related, ranked=tuple(shown),
        confidence=confidence, reason=f"Nothing on this was found in: {'; '.join(silent)}." if silent else "",
    )  # fmt: skip


def _cited(
    question: Question, groups: Sequence[Sequence[Read]], policy: Policy, threshold: float
) -> tuple[list[Citation], list[str]]:
    """The citations of every group that answers, and the names of the reports of groups that do not."""
    citations: list[Citation] = []
    silent: list[str] = []
    everything = question.more or wants_all(question.asked)
    for group in groups:
        if len(groups) > 1 and _confidence(question.text, group, policy) < threshold:
            silent += [
                f"{info.authority} {info.year or ''}".strip() for info in {r.candidate.report.info for r in group[:1]}
            ]
            continue
        chosen = choose.cited(group, policy, everything=everything)
        if wants_all(question.asked):
            chosen.sort(key=lambda r: (r.candidate.report.info.slug, r.candidate.position))
        citations += [choose.citation(r, policy, asked_for(question.text)) for r in chosen]
    return citations, silent


@dataclass(frozen=True, slots=True)
class _Graded:
    citations: tuple[Citation, ...] = ()
    reason: str = ""


def _graded(question: Question, among: Sequence[Loaded]) -> _Graded:
    """What the judgements of the reports say to a question about grades; nothing where it is about something else."""
    want = judgements.wanted(question.text)
    if want is None:
        return _Graded()
    if want.premise:
        wrong = judgements.contradicting(want, [report.info for report in among])
        reason = _false_premise(want, wrong) if wrong else ""
        return _Graded(
            tuple(_row(report, j) for report in among for info, j in wrong if info is report.info) if wrong else (),
            reason,
        )
    found = [_row(report, j) for report in among for j in judgements.matching(want, report.info)]
    if not found and want.grades and len(among) == 1:  # "is leadership outstanding?": the grade it has is the answer
        without = judgements.Wanted(want.areas, (), False)
        found = [_row(report, j) for report in among for j in judgements.matching(without, report.info)]
    return _Graded(tuple(dict.fromkeys(found)))


def _row(report: Loaded, judgement: Judgement) -> Citation:
    paragraph = report.paragraphs[report.by_ref[judgement.ref]]
    return Citation(report.info, paragraph, (Span(0, len(paragraph.text)),), 3.0)


def _false_premise(want: judgements.Wanted, wrong: Sequence[tuple[ReportInfo, Judgement]]) -> str:
    claimed = " or ".join(grade.value for grade in want.grades)
    printed = "; ".join(f"{info.authority} {info.year or ''}: “{j.area}” is “{j.grade}”" for info, j in wrong[:3])
    return f"The question takes the grade “{claimed}” for granted, and the reports give another: {printed}."


def _confidence(question: str, group: Sequence[Read], policy: Policy) -> float:
    best = max((r.reading.answers for r in group), default=0.0)
    asked = asked_for(question)
    if asked and not any(holds(asked, text) for r in group[:3] for text in choose.citation(r, policy).quoted):
        best *= _UNHELD
    return best


def _why(question: Question, confidence: float, read: Sequence[Read], policy: Policy) -> str:
    missing = question.narrowed.missing
    if missing.isdigit():
        return f"None of the reports in scope is of an inspection in {missing}. Change the scope, or add that report."
    if missing:
        return f"None of the reports in scope is about {missing}. Change the scope, or add that report."
    asked = asked_for(question.text)
    best = [text for r in read[:3] for text in choose.citation(r, policy).quoted]
    if asked and not any(holds(asked, text) for text in best):
        return f"The reports that were searched touch on this, but no {asked.value} that answers it was found."
    return "The reports that were searched do not answer this, as far as this program can tell."


def _key(citation: Citation) -> tuple[str, str]:
    return citation.report.slug, citation.paragraph.ref


def _unique(citations: Sequence[Citation]) -> list[Citation]:
    first: dict[tuple[str, str], Citation] = {}
    for citation in citations:
        first.setdefault(_key(citation), citation)
    return list(first.values())
