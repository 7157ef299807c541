"""When to say that the reports do not answer: a threshold on confidence, calibrated on tuning questions.

`data/calibration.json` is written by `python -m eval calibrate`. For each reranker it holds, for a share of answerable
questions wrongly refused, the confidence below which a question is refused; see docs/answering.md.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from index.errors import SettingsError

CALIBRATION = Path(__file__).parent / "data" / "calibration.json"


@cache
def _tables() -> dict[str, list[tuple[float, float]]]:
    data = json.loads(CALIBRATION.read_text(encoding="utf-8"))
    return {name: sorted((p["false_refusals"], p["threshold"]) for p in points) for name, points in data.items()}


def threshold(reranker: str, false_refusals: float) -> float:
    """The confidence below which a question is refused, so that this share of answerable ones is refused wrongly.

    Between calibrated points it is interpolated. A reranker without a table never refuses when no false refusals are
    allowed; else SettingsError says how to calibrate it.
    """
    if reranker not in _tables() and false_refusals == 0:
        return 0.0
    points = _tables().get(reranker)
    if not points:
        raise SettingsError(
            f"There is no refusal threshold for the reranker “{reranker}”. Make one from questions with known answers: "
            "python -m eval calibrate (see CONTRIBUTING.md)."
        )
    below = [p for p in points if p[0] <= false_refusals] or points[:1]
    above = [p for p in points if p[0] >= false_refusals] or points[-1:]
    (x0, y0), (x1, y1) = below[-1], above[0]
    return y0 if x1 == x0 else y0 + (y1 - y0) * (false_refusals - x0) / (x1 - x0)
