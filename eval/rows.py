"""How each question went: a prediction held against the gold, as a row of scores from 0 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval import measures
from eval.match import matched, normalise
from eval.measures import Judged
from eval.predictions import Prediction, Unit, missing
from eval.questions import Question


@dataclass(frozen=True, slots=True)
class Row:
    """One question and how it went. A score that does not apply to the question is not in `scores`."""

    key: str
    source: str
    kind: str
    question: str
    report: str | None
    answerable: bool
    answered: bool
    gold: tuple[str, ...]
    cited: tuple[str, ...]
    found: tuple[str, ...]
    quoted: tuple[str, ...]
    scores: Mapping[str, float]


def score(
    questions: Sequence[Question], predictions: Mapping[str, Prediction], units: Mapping[str, str]
) -> tuple[Row, ...]:
    """A row for each question. `predictions` are by question key; one that is missing counts as a refusal."""
    answers = {q.key: predictions.get(q.key) or missing(q.id) for q in questions}
    judged = {q.key: _judged(q, answers[q.key], units) for q in questions if q.answerable}
    ranking = measures.ranking_scores(judged)
    return tuple(_row(q, answers[q.key], ranking.get(q.key, {})) for q in questions)


def _judged(question: Question, prediction: Prediction, units: Mapping[str, str]) -> Judged:
    return Judged(
        grades=tuple(gold.grade for gold in question.gold),
        ranked=matched(question, units, prediction.ranked or prediction.citations),
        cited=matched(question, units, prediction.cited),
    )


def _row(question: Question, prediction: Prediction, ranking: Mapping[str, float]) -> Row:
    scores = {
        **ranking,
        **_shown(question, prediction),
        **_looked_up(question, ranking),
        **_refusal(question, prediction),
        **_scope(question, prediction),
    }
    if prediction.latency_ms is not None:
        scores["latency_ms"] = prediction.latency_ms
    return Row(
        key=question.key,
        source=question.source,
        kind=question.kind,
        question=question.text,
        report=question.report,
        answerable=question.answerable,
        answered=prediction.answered,
        gold=tuple(f"{_name(question, gold.report, gold.para)} ({gold.grade})" for gold in question.gold),
        cited=tuple(_name(question, unit.report, unit.label) for unit in prediction.cited),
        found=tuple(_name(question, unit.report, unit.label) for unit in prediction.ranked[:5]),
        quoted=tuple(quote for unit in prediction.cited for quote in unit.quotes),
        scores=scores,
    )


def _name(question: Question, report: str | None, label: str) -> str:
    return label if report in (None, question.report) else f"{report} {label}"


def _shown(question: Question, prediction: Prediction) -> dict[str, float]:
    """What of the answer's words stands in the quotes (in the whole unit where it has none)."""
    if not question.answerable:
        return {}
    shown = normalise(" ".join(text for unit in prediction.cited for text in unit.quotes or (unit.text,)))
    spans = [normalise(span) in shown for span in question.spans]
    figures = [normalise(figure) in shown for figure in question.figures]
    scores = {"span": sum(spans) / len(spans), "span_any": float(any(spans))} if spans else {}
    return {**scores, **({"figures": float(all(figures))} if figures else {})}


def _looked_up(question: Question, ranking: Mapping[str, float]) -> dict[str, float]:
    return {"lookup": float(ranking["cite_r"] == 1)} if question.kind == "lookup" and question.answerable else {}


def _refusal(question: Question, prediction: Prediction) -> dict[str, float]:
    refused = float(not prediction.answered)
    scores = {"answerable": float(question.answerable), "refused": refused}
    scores["false_refusal" if question.answerable else "right_refusal"] = refused
    if prediction.confidence is not None and question.kind != "lookup":
        scores["sureness"] = prediction.confidence
    if prediction.alone is not None and question.kind != "lookup":
        scores["alone"] = prediction.alone
    return scores


def _scope(question: Question, prediction: Prediction) -> dict[str, float]:
    allowed = (question.report,) if question.report else prediction.scope
    scores = {} if allowed is None else {"in_scope": float(_stays_in(allowed, prediction.cited + prediction.ranked))}
    if prediction.scope is not None and names_authority(question):
        scores["routed"] = float(_routed(question, prediction.scope))
    return scores


def _stays_in(allowed: Sequence[str | None], units: Iterable[Unit]) -> bool:
    return all(unit.report in allowed for unit in units)


def names_authority(question: Question) -> bool:
    """Whether a question over the whole library names the authority it is about, as far as its gold lets one tell.

    That is so where all gold stands in the reports of one authority, unless the question may be one that asks which
    authority it is ("which council runs …?") and its words do not name one.
    """
    authorities = {_authority(report) for report in question.reports}
    if question.report or len(authorities) != 1:
        return False
    words = set(normalise(" ".join((question.text, *question.history))).split())
    named = any(len(word) > 2 and word in words for word in authorities.pop().split("-"))
    return named or question.kind not in ("list", "judgement", "compare")


def _routed(question: Question, scope: Sequence[str]) -> bool:
    """All reports of the gold were searched, and no other report of another authority or, for one report, any other."""
    wanted = set(question.reports)
    if len(wanted) == 1:
        return set(scope) == wanted
    authority = _authority(question.reports[0])
    return wanted <= set(scope) and all(_authority(report) == authority for report in scope)


def _authority(report: str) -> str:
    """The file stem without the date at its end: "west-sussex-2016-01-20" is "west-sussex"."""
    name = report
    while name.rpartition("-")[2].isdigit() and "-" in name:
        name = name.rpartition("-")[0]
    return name
