"""What each stage of answering adds, in quality with intervals and in time: the ground for what ships and what does not.

Finding is measured by ranking every paragraph in scope by one part of the score alone, and by sums of parts; whole
answers by asking the assistant under other settings.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.asking import ask_all, progress, slugs
from eval.errors import EvaluationError
from eval.predictions import RANKED, Prediction, unit
from eval.questions import Question
from eval.rows import score
from eval.scorecard import MEASURES, Total, totals
from eval.terminal import cell, columns
from index.library import Library, Loaded
from index.model import Scope
from index.settings import Settings
from qa.assistant import Assistant
from qa.followup import standalone
from qa.retrieve import WEIGHTS, Candidate, Query, retrieve
from qa.words import content

FINDING = ("recall_5", "mrr", "ndcg_10", "auroc", "refuse_at_5", "p50_ms", "p95_ms")
SHOWN = ("recall_5", "mrr", "ndcg_10", "cite_f1", "span_any", "auroc", "refuse_at_5", "p50_ms", "p95_ms")


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of answering: settings that differ from the ones in force, by name."""

    name: str
    overrides: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A way of ordering candidates by the parts of their score."""

    name: str
    score: Callable[[Candidate], float]


RANKINGS = (
    Ranking("words alone (BM25)", lambda c: c.lexical),
    Ranking("meaning of windows", lambda c: c.window),
    Ranking("meaning of best sentence", lambda c: c.sentence),
    Ranking("windows + best sentence", lambda c: WEIGHTS[0] * c.window + WEIGHTS[1] * c.sentence),
    Ranking("windows + words", lambda c: WEIGHTS[0] * c.window + WEIGHTS[2] * c.lexical),
    Ranking("all three, added", lambda c: c.score),
)

VARIANTS = (
    Variant("whole answer, no reader model", {"reranker": "off"}),
    *(Variant(f"whole answer, reader on {n}", {"reranker": "default", "candidates": n}) for n in (4, 8, 16, 24, 32)),
)


@dataclass(frozen=True, slots=True)
class Result:
    """A variant's totals by measure."""

    name: str
    totals: Mapping[str, Total]


def ablate(
    library: Library, questions: Sequence[Question], units: Mapping[str, str], variants: Sequence[Variant] = VARIANTS
) -> tuple[Result, ...]:
    """The parts of finding, then whole answers under each variant's settings, in order."""
    return (*_finding(library, questions, units), *(_whole(library, questions, units, v) for v in variants))


def variant(text: str) -> Variant:
    """A variant as typed: "reranker=off,candidates=8". Raises EvaluationError where it cannot be read."""
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name.strip() and equals for name, equals, _ in pairs):
        raise EvaluationError(f"“{text}” is no list of settings; write for example reranker=off,candidates=8")
    return Variant(text, {name.strip(): value.strip() for name, _, value in pairs})


def printed(results: Sequence[Result]) -> str:
    """The results as a table, a variant a row."""
    shown = [measure for measure in MEASURES if measure.key in SHOWN]
    rows = [(r.name, *(cell(measure, r.totals.get(measure.key)) for measure in shown)) for r in results]
    return columns([("", *(measure.label for measure in shown)), *rows])


def write(path: Path, results: Sequence[Result]) -> None:
    """Write the results as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")


def _whole(library: Library, questions: Sequence[Question], units: Mapping[str, str], tried: Variant) -> Result:
    progress(tried.name, last=True)
    settings = Settings.load(home=library.settings.home, **tried.overrides)
    same_vectors = settings.model == library.settings.model
    if not same_vectors:
        raise EvaluationError(
            "The embedding model made the index, so it cannot change here; run with --set model=… instead."
        )
    predictions = ask_all(Assistant(library, settings), questions)
    return Result(tried.name, totals(score(questions, predictions, units)))


def _finding(library: Library, questions: Sequence[Question], units: Mapping[str, str]) -> list[Result]:
    """The rankings, from one retrieval of every paragraph a question; look-ups are not searched and left out."""
    names = slugs(library)
    searched = [q for q in questions if q.kind != "lookup"]
    by_ranking: dict[str, dict[str, Prediction]] = {ranking.name: {} for ranking in RANKINGS}
    for question in searched:
        scope = Scope(reports=(names[question.report],)) if question.report else Scope()
        candidates, took = _retrieved(library, question, library.reports(scope))
        for ranking in RANKINGS:
            by_ranking[ranking.name][question.key] = _ranked(question, candidates, ranking, took)
    return [Result(name, _only_finding(totals(score(searched, found, units)))) for name, found in by_ranking.items()]


def _only_finding(all_totals: Mapping[str, Total]) -> dict[str, Total]:
    return {key: total for key, total in all_totals.items() if key in FINDING}


def _retrieved(library: Library, question: Question, among: Sequence[Loaded]) -> tuple[list[Candidate], float]:
    """All candidates in scope, and the milliseconds that finding them took."""
    whole = standalone(question.text, question.history)
    everything = sum(report.size for report in among)
    start = time.perf_counter()
    found = retrieve(library, Query(whole, tuple(dict.fromkeys(content(whole)))), among, everything)
    return found, (time.perf_counter() - start) * 1000


def _ranked(question: Question, candidates: Sequence[Candidate], ranking: Ranking, took: float) -> Prediction:
    best = sorted(candidates, key=lambda c: -ranking.score(c))[:RANKED]
    found = tuple(unit(c.report.info, c.paragraph) for c in best)
    confidence = ranking.score(best[0]) if best else None
    return Prediction(question.id, False, (), found, confidence, took)
