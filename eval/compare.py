"""What changed against an earlier run: the totals over the questions both have, and each question that went otherwise."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval import measures
from eval.errors import EvaluationError
from eval.questions import read_text
from eval.rows import Row
from eval.scorecard import MEASURES, Measure, scores_table

WATCHED = ("recall_5", "cite_f1", "span", "figures", "right_refusal")


@dataclass(frozen=True, slots=True)
class Past:
    """A question in an earlier run."""

    answered: bool
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose watched scores differ: each score that does, then and now."""

    row: Row
    was_answered: bool
    scores: Mapping[str, tuple[float, float]]

    @property
    def gain(self) -> float:
        """The sum of the differences: below 0 where it went worse."""
        return sum(now - then for then, now in self.scores.values())


@dataclass(frozen=True, slots=True)
class Difference:
    """A total then and now over the questions both runs have, and the 95% interval of the paired difference."""

    then: float
    now: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed. `only_then` and `only_now` count the questions that one run lacks."""

    differences: Mapping[str, Difference]
    changes: tuple[Change, ...]
    only_then: int
    only_now: int


def read_baseline(path: Path) -> Mapping[str, Past]:
    """The rows of an earlier run's JSON by question. Raises EvaluationError where the file is none."""
    try:
        rows = json.loads(read_text(path))["rows"]
        return {row["key"]: Past(bool(row["answered"]), dict(row["scores"])) for row in rows}
    except (json.JSONDecodeError, KeyError, TypeError):
        raise EvaluationError(f"{path} is not the JSON file of an earlier “run”.") from None


def compare(then: Mapping[str, Past], now: Sequence[Row]) -> Comparison:
    """The earlier run against this one, worst change first."""
    both = [row for row in now if row.key in then]
    changes = [change for row in both if (change := _change(then[row.key], row)).scores]
    pairs = {measure.key: _difference(measure, then, both) for measure in MEASURES}
    return Comparison(
        {key: pair for key, pair in pairs.items() if pair is not None},
        tuple(sorted(changes, key=lambda change: (change.gain, change.row.key))),
        only_then=len(then) - len(both),
        only_now=len(now) - len(both),
    )


def _change(then: Past, row: Row) -> Change:
    watched = {
        name: (then.scores[name], row.scores[name]) for name in WATCHED if name in then.scores and name in row.scores
    }
    return Change(row, then.answered, {name: pair for name, pair in watched.items() if abs(pair[1] - pair[0]) > 1e-6})


def _difference(measure: Measure, then: Mapping[str, Past], rows: Sequence[Row]) -> Difference | None:
    has = [row for row in rows if all(name in row.scores and name in then[row.key].scores for name in measure.columns)]
    new = scores_table([row.scores for row in has], measure.columns)
    old = scores_table([then[row.key].scores for row in has], measure.columns)
    was, value = measure.statistic(*old), measure.statistic(*new)
    if np.isnan(was) or np.isnan(value):
        return None
    half = len(measure.columns)
    low, high = measures.interval(lambda *c: measure.statistic(*c[half:]) - measure.statistic(*c[:half]), *old, *new)
    return Difference(was, value, low, high)
