"""What each stage of answering adds, in quality with intervals and in time: the ground for what ships and what does not.

Finding is measured by ranking every paragraph in scope by one part of the score alone, and by sums of parts; whole
answers by asking the assistant under other settings.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from eval.alone import with_question_alone
from eval.asking import ask_all, progress, slugs
from eval.errors import EvaluationError
from eval.predictions import RANKED, Prediction, Unit, unit
from eval.questions import Question
from eval.rows import score
from eval.scorecard import MEASURES, Total, totals
from eval.terminal import cell, columns
from index.library import Library
from index.model import Scope
from index.settings import Settings
from qa.assistant import Assistant, query, sought
from qa.model import Understanding
from qa.retrieve import WEIGHTS, Candidate, retrieve

T = TypeVar("T")

FINDING = ("recall_5", "mrr", "ndcg_10", "auroc", "refuse_at_5", "p50_ms", "p95_ms")
SHOWN = ("recall_5", "mrr", "cite_f1", "span_any", "auroc", "auroc_alone", "refuse_at_5", "p50_ms", "p95_ms")


@dataclass(frozen=True, slots=True)
class Variant:
    """A way of answering: settings that differ from the ones in force, by name."""

    name: str
    overrides: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A way of ordering all paragraphs in scope: `scores` gives each candidate its place, higher being better.

    `words`: whether BM25 is asked too, which is part of the time; `expanded`: whether other words for those of the question
    are searched.
    """

    name: str
    words: bool
    scores: Callable[[Sequence[Candidate]], Sequence[float]]
    expanded: bool = True


def _each(score_of: Callable[[Candidate], float]) -> Callable[[Sequence[Candidate]], Sequence[float]]:
    return lambda candidates: [score_of(candidate) for candidate in candidates]


def _reciprocal_ranks(candidates: Sequence[Candidate]) -> Sequence[float]:
    """Reciprocal rank fusion of windows and words with its usual constant 60 (Cormack, Clarke and Büttcher, 2009)."""
    fused = [0.0] * len(candidates)
    for values in ([c.window for c in candidates], [c.lexical for c in candidates]):
        order = sorted(range(len(candidates)), key=lambda i: -values[i])
        for rank, i in enumerate(order, 1):
            fused[i] += 1 / (60 + rank)
    return fused


RANKINGS = (
    Ranking("meaning of windows", False, _each(lambda c: c.window)),
    Ranking("meaning of best sentence", False, _each(lambda c: c.sentence)),
    Ranking("windows + best sentence", False, _each(lambda c: WEIGHTS[0] * c.window + WEIGHTS[1] * c.sentence)),
    Ranking("windows and words, ranks fused", True, _reciprocal_ranks),
    Ranking("windows + words", True, _each(lambda c: WEIGHTS[0] * c.window + WEIGHTS[2] * c.lexical)),
    *(
        Ranking(
            f"windows + best sentence + {share:g} × words",
            True,
            _each(partial(lambda share, c: WEIGHTS[0] * c.window + WEIGHTS[1] * c.sentence + share * c.lexical, share)),
        )
        for share in (0.2, 0.8)
    ),
    Ranking("as it ships, without expansions", True, _each(lambda c: c.score), expanded=False),
    Ranking("windows + best sentence + words, as it ships", True, _each(lambda c: c.score)),
)
WORDS = "words alone (BM25)"

VARIANTS = (
    Variant("whole answer, no reader model", {"reranker": "off"}),
    *(Variant(f"whole answer, reader on {n}", {"reranker": "default", "candidates": n}) for n in (4, 8, 12, 16, 24)),
)


@dataclass(frozen=True, slots=True)
class Result:
    """A variant's totals by measure."""

    name: str
    totals: Mapping[str, Total]


def ablate(
    library: Library, questions: Sequence[Question], units: Mapping[str, str], variants: Sequence[Variant] = VARIANTS
) -> tuple[Result, ...]:
    """The parts of finding, then whole answers under each variant's settings, in order.

    Raises EvaluationError or SettingsError where a variant cannot be used, before anything is measured.
    """
    tried = [(v.name, _settings(library, v)) for v in variants]
    return (*_finding(library, questions, units), *(_whole(library, questions, units, *t) for t in tried))


def variant(text: str) -> Variant:
    """A variant as typed: "reranker=off,candidates=8". Raises EvaluationError where it cannot be read or names the data home."""
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name.strip() and equals for name, equals, _ in pairs):
        raise EvaluationError(f"“{text}” is no list of settings; write for example reranker=off,candidates=8")
    overrides = {name.strip(): value.strip() for name, _, value in pairs}
    if "home" in overrides:
        raise EvaluationError("The folder of the library is named with --home, not among the settings.")
    return Variant(text, overrides)


def printed(results: Sequence[Result]) -> str:
    """The results as a table, a variant a row."""
    shown = [measure for measure in MEASURES if measure.key in SHOWN]
    rows = [(r.name, *(cell(measure, r.totals.get(measure.key)) for measure in shown)) for r in results]
    return columns([("", *(measure.label for measure in shown)), *rows])


def write(path: Path, results: Sequence[Result]) -> None:
    """Write the results as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")


def _settings(library: Library, tried: Variant) -> Settings:
    """The settings of the library, but for what the variant changes."""
    settings = Settings.load(**{**library.settings.model_dump(), **tried.overrides})
    if settings.model != library.settings.model:
        raise EvaluationError(
            "The embedding model made the index, so it cannot change here; run with --set model=… instead."
        )
    return settings


def _whole(
    library: Library, questions: Sequence[Question], units: Mapping[str, str], name: str, settings: Settings
) -> Result:
    progress(name, last=True)
    predictions = ask_all(Assistant(library, settings), questions)
    predictions = with_question_alone(library, settings.reranker, questions, predictions)
    return Result(name, totals(score(questions, predictions, units)))


def _finding(library: Library, questions: Sequence[Question], units: Mapping[str, str]) -> list[Result]:
    """Every ranking over every question but look-ups, which are not searched for."""
    names = slugs(library)
    understands = Assistant(library, library.settings.model_copy(update={"reranker": "off"}))
    searched = [q for q in questions if q.kind != "lookup"]
    found: dict[str, dict[str, Prediction]] = {name: {} for name in (WORDS, *(r.name for r in RANKINGS))}
    for question in searched:
        scope = Scope(reports=(names[question.report],)) if question.report else Scope()
        understood = understands.ask(question.text, question.history, scope).understanding
        for name, prediction in _rankings(library, question, understood):
            found[name][question.key] = prediction
    return [Result(name, _only_finding(totals(score(searched, said, units)))) for name, said in found.items()]


def _only_finding(all_totals: Mapping[str, Total]) -> dict[str, Total]:
    return {key: total for key, total in all_totals.items() if key in FINDING}


def _rankings(library: Library, question: Question, understood: Understanding) -> Iterator[tuple[str, Prediction]]:
    """Every ranking for the query that answering makes, over all reports in scope at once: also where answering would ask each."""
    among = library.reports(understood.scope)
    text = sought(understood.question, understood.scope_words, among, apart=False)
    hits, took = _timed(partial(library.lexical, query(text, understood.expansions).terms, among, RANKED))
    best = [unit(h.report.info, h.report.paragraphs[h.position]) for h in hits]
    yield WORDS, _prediction(question, best, hits[0].score if hits else 0.0, took)
    everything = sum(report.size for report in among)
    for words, expanded in dict.fromkeys((ranking.words, ranking.expanded) for ranking in RANKINGS):
        whole = query(text, understood.expansions if expanded else ())
        asked = whole if words else replace(whole, terms=())
        candidates, took = _timed(partial(retrieve, library, asked, among, everything))
        for ranking in RANKINGS:
            if (ranking.words, ranking.expanded) == (words, expanded):
                yield ranking.name, _ordered(question, candidates, ranking, took)


def _timed(work: Callable[[], Sequence[T]]) -> tuple[Sequence[T], float]:
    """What the work gives, and the milliseconds it took."""
    start = time.perf_counter()
    done = work()
    return done, (time.perf_counter() - start) * 1000


def _ordered(question: Question, candidates: Sequence[Candidate], ranking: Ranking, took: float) -> Prediction:
    scores = ranking.scores(candidates)
    order = sorted(range(len(candidates)), key=lambda i: -scores[i])[:RANKED]
    best = [unit(candidates[i].report.info, candidates[i].paragraph) for i in order]
    return _prediction(question, best, scores[order[0]] if order else 0.0, took)


def _prediction(question: Question, best: Sequence[Unit], confidence: float, took: float) -> Prediction:
    return Prediction(question.id, False, (), tuple(best), confidence, took)
