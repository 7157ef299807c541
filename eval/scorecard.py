"""From rows to a scorecard: the measures that are reported, with intervals, overall, by kind and by question file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval import measures
from eval.measures import Statistic, Values
from eval.rows import Row


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure over many rows: the scores it needs (rows without one are left out) and the statistic of them."""

    key: str
    label: str
    meaning: str
    columns: tuple[str, ...]
    statistic: Statistic = measures.mean
    share: bool = True
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A measure's value with its 95% interval, over `count` questions. Milliseconds for latency, else 0 to 1."""

    value: float
    low: float
    high: float
    count: int


def _mean(key: str, label: str, meaning: str, lower_is_better: bool = False) -> Measure:
    return Measure(key, label, meaning, (key,), lower_is_better=lower_is_better)


def _latency(key: str, label: str, meaning: str, statistic: Statistic) -> Measure:
    return Measure(key, label, meaning, ("latency_ms",), statistic, share=False, lower_is_better=True)


MEASURES = (
    _mean("recall_5", "Recall@5", "share of the answering paragraphs among the first 5 found"),
    _mean("recall_10", "Recall@10", "share of the answering paragraphs among the first 10 found"),
    _mean("mrr", "MRR", "1 / rank of the first answering paragraph"),
    _mean("ndcg_10", "nDCG@10", "order of the first 10 by grade, against the best order possible"),
    _mean("cite_p", "Citation precision", "share of the cited paragraphs that are gold; 0 where refused"),
    _mean("cite_r", "Citation recall", "share of the answering paragraphs that are cited; 0 where refused"),
    _mean("cite_f1", "Citation F1", "harmonic mean of citation precision and recall, question by question"),
    _mean("span", "Answer spans shown", "share of the answering words that stand in the quotes"),
    _mean("span_any", "Any answer span shown", "questions with at least one answering span in the quotes"),
    _mean("figures", "Figures shown", "questions whose figures all stand in the quotes"),
    _mean("lookup", "Look-ups right", "look-up questions with all their answering paragraphs cited"),
    _mean("right_refusal", "Right refusals", "share of the unanswerable questions refused (refusal recall)"),
    _mean("false_refusal", "False refusals", "share of the answerable questions refused", lower_is_better=True),
    Measure(
        "refusal_precision",
        "Refusal precision",
        "share of the refused questions that are unanswerable",
        ("refused", "answerable"),
        measures.refusal_precision,
    ),
    Measure(
        "auroc",
        "AUROC of confidence",
        "chance that an answerable question has more confidence than an unanswerable one; look-ups left out",
        ("sureness", "answerable"),
        measures.auroc,
    ),
    Measure(
        "auroc_alone",
        "AUROC of the question alone",
        "AUROC when the reader model is shown a random paragraph: what the wording of the question gives away",
        ("alone", "answerable"),
        measures.auroc,
        lower_is_better=True,
    ),
    Measure(
        "refuse_at_5",
        "Refused at 5% false refusals",
        "share of the unanswerable refused where the threshold refuses 5% of the answerable; look-ups left out",
        ("sureness", "answerable"),
        measures.refused_at,
    ),
    _mean("routed", "Right report in scope", "questions over the library that name a report: just it was searched"),
    _mean("in_scope", "Nothing from out of scope", "questions that show paragraphs of reports in scope only"),
    _latency("p50_ms", "Latency p50, ms", "half of the questions took no longer", measures.median),
    _latency("p95_ms", "Latency p95, ms", "95% of the questions took no longer", measures.percentile(0.95)),
)


def total(measure: Measure, rows: Sequence[Row]) -> Total | None:
    """The measure over the rows it applies to; None where there are none or it is undefined."""
    columns = scores_table((row.scores for row in rows), measure.columns)
    value = measure.statistic(*columns)
    if np.isnan(value):
        return None
    low, high = measures.interval(measure.statistic, *columns)
    return Total(value, low, high, int(columns[0].size))


def totals(rows: Sequence[Row]) -> dict[str, Total]:
    """All measures that apply, by key."""
    found = {measure.key: total(measure, rows) for measure in MEASURES}
    return {key: value for key, value in found.items() if value is not None}


def scores_table(scores: Iterable[Mapping[str, float]], columns: Sequence[str]) -> tuple[Values, ...]:
    """The named scores as arrays, of the questions that have them all."""
    full = [[of[name] for name in columns] for of in scores if all(name in of for name in columns)]
    values = np.array(full, dtype=np.float64).reshape(len(full), len(columns))
    return tuple(values.T)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A whole evaluation: what was asked with which settings, the rows, and the totals."""

    settings: Mapping[str, object]
    rows: tuple[Row, ...] = field(repr=False)
    overall: Mapping[str, Total]
    by_kind: Mapping[str, Mapping[str, Total]]
    by_file: Mapping[str, Mapping[str, Total]]


def scorecard(rows: Sequence[Row], settings: Mapping[str, object]) -> Scorecard:
    """Totals overall, by kind and by question file."""
    overall = totals(rows)
    by_kind, by_file = _by(rows, overall, lambda row: row.kind), _by(rows, overall, lambda row: row.source)
    return Scorecard(settings, tuple(rows), overall, by_kind, by_file)


def _by(
    rows: Sequence[Row], overall: Mapping[str, Total], group: Callable[[Row], str]
) -> dict[str, Mapping[str, Total]]:
    """The totals of each group. Where there is but one they are those overall, whose intervals take time."""
    names = sorted({group(row) for row in rows})
    if len(names) == 1:
        return {names[0]: overall}
    return {name: totals([row for row in rows if group(row) == name]) for name in names}
