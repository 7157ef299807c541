"""When to say that the reports do not answer: a threshold on confidence, calibrated on tuning questions.

Calibrations are written by `python -m eval calibrate`: for each reranker, for a share of answerable questions wrongly
refused, the confidence below which a question is refused; see docs/answering.md. Those of the rerankers that ship are in
`data/calibration.json`; an operator's own are in a file of the same form in the data home and come first.
"""

from __future__ import annotations

import json
from pathlib import Path

from index.errors import SettingsError
from index.settings import Settings

CALIBRATION = "calibration.json"
_SHIPPED = Path(__file__).parent / "data" / CALIBRATION
_EVEN = 0.5  # what a reranker that nobody has calibrated must give: more likely an answer than not


def calibrated_as(settings: Settings) -> str:
    """The name of a calibration: the reranker's, with the search model's where its cosines are all there is."""
    return f"off, {settings.model}" if settings.reranker == "off" and settings.model != "default" else settings.reranker


def threshold(settings: Settings) -> float:
    """The confidence below which a question is refused, so that `false_refusals` of the answerable ones are refused.

    Between calibrated points it is interpolated. Without a calibration it is 0.5, whatever `false_refusals` says unless
    that is 0: then nothing is refused; cosines of another search model are taken for those of the default one. Raises
    SettingsError where the calibration in the data home cannot be read.
    """
    share = settings.false_refusals
    points = _points(settings)
    if points:
        return _between(points, share)
    if settings.reranker == "off":
        return shipped("off", share)
    return _EVEN if share else 0.0


def shipped(reranker: str, share: float) -> float:
    """The threshold of a reranker that ships, as calibrated for the default search model."""
    return _between(_read(_SHIPPED)[reranker], share)


def _between(points: list[tuple[float, float]], share: float) -> float:
    below = [p for p in points if p[0] <= share] or points[:1]
    above = [p for p in points if p[0] >= share] or points[-1:]
    (x0, y0), (x1, y1) = below[-1], above[0]
    return y0 if x1 == x0 else y0 + (y1 - y0) * (share - x0) / (x1 - x0)


def uncalibrated(settings: Settings) -> str:
    """A sentence for the operator where the models that were set have no calibration of their own; else empty."""
    if _points(settings):
        return ""
    if settings.reranker == "off":
        return (
            f"When to refuse is not calibrated for the search model “{settings.model}” without a reranker: the thresholds of "
            "the default search model are used. CONTRIBUTING.md says how to calibrate."
        )
    return (
        f"When to refuse is not calibrated for the reranker “{settings.reranker}”: a question is refused where no paragraph is "
        "more likely an answer than not, whatever false_refusals says. CONTRIBUTING.md says how to calibrate."
    )


def _points(settings: Settings) -> list[tuple[float, float]]:
    """The calibrated points by rising share; none where there is no calibration."""
    name, own = calibrated_as(settings), settings.home / CALIBRATION
    return (_read(own).get(name) if own.exists() else None) or _read(_SHIPPED).get(name, [])


def _read(file: Path) -> dict[str, list[tuple[float, float]]]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return {
            name: sorted((float(p["false_refusals"]), float(p["threshold"])) for p in points)
            for name, points in data.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(
            f"{file} cannot be read as a calibration. Make it anew with python -m eval calibrate, or take it away."
        ) from None
