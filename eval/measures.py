"""The measures, as functions of plain values: no files, no models, no words of this project's answers.

Retrieval and citation are counted by ir-measures. Two choices follow the scorers outside this project: the paragraphs a
question needs are those of grade 2 (all of them where it has only grade 1), and recall@k of a question that needs more
than k paragraphs is the share of k, since no ranking could show more.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from eval.errors import EvaluationError

Values = NDArray[np.float64]
Statistic = Callable[..., float]

RESAMPLES = 1000
SEED = 20161209
FALSE_REFUSALS = 0.05


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with gold: the grade of each gold paragraph and, best first, which of them each unit stands for."""

    grades: tuple[int, ...]
    ranked: tuple[frozenset[int], ...]
    cited: tuple[frozenset[int], ...]

    @property
    def needed(self) -> frozenset[int]:
        """The gold paragraphs that answer; all of them where none is graded so."""
        best = frozenset(i for i, grade in enumerate(self.grades) if grade >= 2)
        return best or frozenset(range(len(self.grades)))


def ranking_scores(judged: Mapping[str, Judged]) -> Mapping[str, Mapping[str, float]]:
    """recall_5, recall_10, mrr, ndcg_10, cite_p, cite_r and cite_f1 of each question, all from 0 to 1."""
    columns = {
        "recall_5": _recall(judged, 5),
        "recall_10": _recall(judged, 10),
        "mrr": _reciprocal_rank(judged),
        "ndcg_10": _gain(judged),
        "cite_p": _precision(judged),
        "cite_r": _calculate("SetR", _needed(judged), {q: [_union(j.cited)] for q, j in judged.items()}),
    }
    columns["cite_f1"] = {q: harmonic(columns["cite_p"][q], columns["cite_r"][q]) for q in judged}
    return {q: {name: column[q] for name, column in columns.items()} for q in judged}


def harmonic(a: float, b: float) -> float:
    """The harmonic mean of two shares; 0 where both are 0."""
    return 2 * a * b / (a + b) if a + b else 0.0


def mean(values: Values) -> float:
    """The arithmetic mean; NaN of nothing."""
    return float(values.mean()) if values.size else float("nan")


def refusal_precision(refused: Values, answerable: Values) -> float:
    """The share of the refused questions that are unanswerable; NaN where none is refused."""
    return mean(1 - answerable[refused == 1])


def auroc(confidence: Values, answerable: Values) -> float:
    """The chance that an answerable question has the higher confidence of a random pair, ties counting half."""
    yes, no = confidence[answerable == 1], np.sort(confidence[answerable == 0])
    if not yes.size or not no.size:
        return float("nan")
    below, at_most = np.searchsorted(no, yes, "left"), np.searchsorted(no, yes, "right")
    return float((below + at_most).mean() / 2 / no.size)


def threshold_at(confidence: Values, answerable: Values, false_refusals: float = FALSE_REFUSALS) -> float:
    """The least confidence answered such that at most this share of the answerable questions is refused."""
    yes = np.sort(confidence[answerable == 1])
    return float(yes[min(int(false_refusals * yes.size), yes.size - 1)]) if yes.size else float("nan")


def refused_at(confidence: Values, answerable: Values, false_refusals: float = FALSE_REFUSALS) -> float:
    """The share of unanswerable questions refused by the threshold that refuses this share of the answerable ones."""
    no = confidence[answerable == 0]
    cut = threshold_at(confidence, answerable, false_refusals)
    return float((no < cut).mean()) if no.size and not np.isnan(cut) else float("nan")


def median(values: Values) -> float:
    """The middle value; NaN of nothing."""
    return float(np.median(values)) if values.size else float("nan")


def percentile(share: float) -> Statistic:
    """The function that gives a value which at least this share of the values do not exceed, taken from among them."""
    return lambda values: float(np.sort(values)[int(share * (values.size - 1))]) if values.size else float("nan")


def interval(statistic: Statistic, *columns: Values) -> tuple[float, float]:
    """The 95% bootstrap interval of a statistic of questions: percentiles over RESAMPLES resamples, seed fixed.

    Columns are resampled together. Resamples on which the statistic is undefined are left out; NaN where all are.
    """
    size = columns[0].size
    if not size:
        return float("nan"), float("nan")
    draws = np.random.default_rng(SEED).integers(size, size=(RESAMPLES, size))
    found = np.array([statistic(*(column[draw] for column in columns)) for draw in draws])
    found = found[~np.isnan(found)]
    if not found.size:
        return float("nan"), float("nan")
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


# Gold paragraphs found are the documents of recall; units shown those of precision and reciprocal rank, since one unit
# may stand for two gold paragraphs, and two units for one.
Run = Mapping[str, Sequence[Iterable[int]]]
Relevance = Mapping[str, Mapping[int, int]]


def _recall(judged: Mapping[str, Judged], k: int) -> dict[str, float]:
    shares = _calculate("SetR", _needed(judged), {q: [_union(j.ranked[:k])] for q, j in judged.items()})
    return {q: min(1.0, shares[q] * len(j.needed) / min(len(j.needed), k)) for q, j in judged.items()}


def _reciprocal_rank(judged: Mapping[str, Judged]) -> dict[str, float]:
    relevance = {q: {i: int(bool(unit & j.needed)) for i, unit in enumerate(j.ranked)} for q, j in judged.items()}
    return _calculate("RR", relevance, {q: [[i] for i in range(len(j.ranked))] for q, j in judged.items()})


def _gain(judged: Mapping[str, Judged]) -> dict[str, float]:
    relevance = {q: dict(enumerate(j.grades)) for q, j in judged.items()}
    return _calculate("nDCG@10", relevance, {q: _first_found(j) for q, j in judged.items()})


def _first_found(judged: Judged) -> list[list[int]]:
    """For each rank the best gold paragraph that no earlier rank stands for; a unit with none is a document apart."""
    left = set(range(len(judged.grades)))
    places: list[list[int]] = []
    for rank, unit in enumerate(judged.ranked):
        best = max(unit & left, key=lambda i: (judged.grades[i], -i), default=-1 - rank)
        left.discard(best)
        places.append([best])
    return places


def _precision(judged: Mapping[str, Judged]) -> dict[str, float]:
    relevance = {q: {i: int(bool(unit)) for i, unit in enumerate(j.cited)} for q, j in judged.items()}
    return _calculate("SetP", relevance, {q: [range(len(j.cited))] for q, j in judged.items()})


def _needed(judged: Mapping[str, Judged]) -> Relevance:
    return {q: dict.fromkeys(j.needed, 1) for q, j in judged.items()}


def _union(units: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*units)


def _calculate(measure: str, relevance: Relevance, run: Run) -> dict[str, float]:
    """One ir-measures measure for every question; 0 where nothing was shown or nothing is relevant."""
    ir = _ir_measures()
    qrels = [ir.Qrel(q, str(doc), grade) for q, docs in relevance.items() for doc, grade in docs.items()]
    docs = [
        ir.ScoredDoc(q, str(doc), -float(rank))
        for q, ranks in run.items()
        for rank, at in enumerate(ranks)
        for doc in at
    ]
    found = dict.fromkeys(run, 0.0)
    found.update((m.query_id, float(m.value)) for m in ir.iter_calc([ir.parse_measure(measure)], qrels, docs))
    return found


def _ir_measures() -> ModuleType:
    try:
        return importlib.import_module("ir_measures")
    except ImportError:
        raise EvaluationError("Scoring needs the package ir-measures: pip install 'report-qa[dev]'.") from None
