"""Curves behind the single figures: what is risked at each threshold, and whether confidence means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures import Values


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold on confidence: the share of questions answered at it, and the share of those that is wrong."""

    threshold: float
    coverage: float
    risk: float


def risk_coverage(confidence: Values, right: Values) -> tuple[Point, ...]:
    """Risk against coverage for every threshold that makes a difference, from the surest question to all of them."""
    order = np.argsort(-confidence, kind="stable")
    falling, wrong = confidence[order], np.cumsum(1 - right[order])
    ends = np.flatnonzero(np.append(falling[1:] != falling[:-1], [True] * bool(order.size)))
    return tuple(Point(float(falling[i]), (i + 1) / order.size, float(wrong[i] / (i + 1))) for i in ends)


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence: how many, their mean confidence, the share that is answerable."""

    count: int
    confidence: float
    observed: float


def reliability(confidence: Values, answerable: Values, bins: int = 10) -> tuple[Bin, ...]:
    """Bins of equal width from 0 to 1, the empty ones left out. Confidence must be a probability."""
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return tuple(
        Bin(int(here.sum()), float(confidence[here].mean()), float(answerable[here].mean()))
        for here in (place == i for i in range(bins))
        if here.any()
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far confidence and observed share lie apart, on average over questions."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.observed) for b in bins) / total if total else float("nan")
