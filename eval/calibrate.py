"""What confidence to refuse below: found on tuning questions, never on those that report how good the product is.

For a share of answerable questions that may be refused wrongly, the threshold that refuses them, and what it buys:
written in the form that `qa.refusal` reads. The table also says what the thresholds do on reports they were not fitted to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

import numpy as np

from eval import measures
from eval.errors import EvaluationError
from eval.measures import Values
from eval.predictions import Prediction
from eval.questions import Question, read_text
from eval.terminal import columns

SHARES = (0.0, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5)
# Question files that measure the product by their names: fitting to them would make their figures worthless.
_KEPT_BACK = re.compile(r"^(?:test|cross-dev)(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sure:
    """The confidence in one question and whether its scope answers it; `report` groups questions for holding out."""

    report: str
    confidence: float
    answerable: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold and what it does, all shares from 0 to 1.

    `false_refusals` is the share of answerable questions that it may refuse; `refused` the share of the unanswerable it
    refuses; `coverage` the share of all questions answered; `risk` the share of those that no report answers;
    `probability` that of being answerable just at the threshold (isotonic fit). `held_out_…` are measured on reports
    that were left out when the threshold was found; None with a single report.
    """

    false_refusals: float
    threshold: float
    refused: float
    coverage: float
    risk: float
    probability: float
    held_out_refused: float | None
    held_out_false_refusals: float | None


def check_tuning(files: Iterable[Path]) -> None:
    """Raises EvaluationError naming the first file that is kept back for reporting."""
    for file in files:
        if _KEPT_BACK.match(file.name):
            raise EvaluationError(
                f"{file.name} is kept for reporting how good answers are, so no threshold may be fitted to it. "
                "Calibrate on tuning questions."
            )


def sure(questions: Sequence[Question], predictions: Mapping[str, Prediction]) -> tuple[Sure, ...]:
    """The questions to calibrate on: all but look-ups, which are found or not and never doubted."""
    asked = [(q, predictions[q.key].confidence) for q in questions if q.kind != "lookup"]
    return tuple(Sure(q.report or q.source, c, q.answerable) for q, c in asked if c is not None)


def calibrate(questions: Sequence[Sure]) -> tuple[Point, ...]:
    """A point for each of SHARES. Raises EvaluationError without questions of both sorts."""
    if not {True, False} <= {q.answerable for q in questions}:
        raise EvaluationError("Calibrating needs questions that the reports answer and some that they do not.")
    return tuple(_point(questions, share) for share in SHARES)


def isotonic(confidence: Values, answerable: Values) -> Values:
    """For each question the probability of being answerable that never falls with confidence and fits best.

    Pool adjacent violators: neighbours out of order are averaged until none is. Equal confidences are pooled first.
    """
    levels, place = np.unique(confidence, return_inverse=True)
    blocks: list[tuple[float, int, int]] = []  # sum, count, levels
    for level in range(levels.size):
        here = answerable[place == level]
        blocks.append((float(here.sum()), here.size, 1))
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] >= blocks[-1][0] * blocks[-2][1]:
            last, before = blocks.pop(), blocks.pop()
            blocks.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    fitted = np.repeat([total / count for total, count, _ in blocks], [width for _, _, width in blocks])
    return np.asarray(fitted[place], dtype=np.float64)


def printed(points: Sequence[Point]) -> str:
    """The points as a table."""
    head = ("false refusals", "threshold", "refused", "coverage", "risk", "P(answerable)", "held out: refused", "false")
    rows = [tuple("–" if value is None else f"{value:.3f}" for value in astuple(point)) for point in points]
    return columns([head, *rows])


def write(path: Path, reranker: str, points: Sequence[Point]) -> None:
    """Write the points under the reranker's name; those of other rerankers in the file stay."""
    kept = _existing(path) if path.exists() else {}
    kept[reranker] = [_rounded(point) for point in points]
    lines = (
        f"{json.dumps(name)}: [\n" + ",\n".join(map(json.dumps, rows)) + "\n]" for name, rows in sorted(kept.items())
    )
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _rounded(point: Point) -> dict[str, float | None]:
    """The point as written: its threshold rounded down, so that the question whose confidence it is stays answered."""
    rounded = {name: None if value is None else round(value, 5) for name, value in asdict(point).items()}
    return {**rounded, "threshold": float(Decimal(point.threshold).quantize(Decimal("0.00001"), ROUND_FLOOR))}


def _existing(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_text(path))
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise EvaluationError(f"{path} is there already and is not a calibration; give another name.")
    return found


def _point(questions: Sequence[Sure], share: float) -> Point:
    confidence, answerable = _arrays(questions)
    threshold = measures.threshold_at(confidence, answerable, share)
    answered = confidence >= threshold
    refused, false = _held_out(questions, share)
    return Point(
        false_refusals=share,
        threshold=threshold,
        refused=float((~answered)[answerable == 0].mean()),
        coverage=float(answered.mean()),
        risk=float(1 - answerable[answered].mean()),
        probability=float(isotonic(confidence, answerable)[answered].min()),
        held_out_refused=refused,
        held_out_false_refusals=false,
    )


def _held_out(questions: Sequence[Sure], share: float) -> tuple[float | None, float | None]:
    """Right and false refusals on each report with the threshold found on the others."""
    refused: dict[bool, list[bool]] = {True: [], False: []}
    reports = sorted({q.report for q in questions})
    for report in reports if len(reports) > 1 else ():
        threshold = measures.threshold_at(*_arrays([q for q in questions if q.report != report]), share)
        for question in (q for q in questions if q.report == report):
            refused[question.answerable].append(question.confidence < threshold)
    right, false = refused[False], refused[True]
    return (float(np.mean(right)), float(np.mean(false))) if right and false else (None, None)


def _arrays(questions: Sequence[Sure]) -> tuple[Values, Values]:
    return np.array([q.confidence for q in questions]), np.array([float(q.answerable) for q in questions])
