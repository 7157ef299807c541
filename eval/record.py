"""What a run leaves behind: its scorecard as JSON and as a page, and its predictions, all in one folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from eval.compare import Comparison
from eval.page import page
from eval.predictions import Prediction, write_predictions
from eval.questions import Question
from eval.scorecard import Scorecard
from index.library import Library

CARD, PAGE = "scorecard.json", "scorecard.html"


def default_folder(now: datetime) -> Path:
    """Where a run goes that is not told where: a folder with its time in the results folder of the place it runs in."""
    return Path("results") / f"eval-{now:%Y-%m-%d-%H%M%S}"


def settings_of(library: Library, files: Sequence[Path], now: datetime) -> dict[str, object]:
    """All that a run depends on: settings, question files and reports, each file by its digest."""
    return {
        "run at": now.isoformat(timespec="seconds"),
        "settings": library.settings.model_dump(mode="json", exclude={"home"}),
        "questions": {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files},
        "reports": {info.slug: info.digest[:12] for info in library.infos()},
    }


def write(
    folder: Path,
    card: Scorecard,
    comparison: Comparison | None,
    questions: Sequence[Question],
    predictions: Mapping[str, Prediction],
) -> None:
    """Write the scorecard, the page and, for each question file, the predictions."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CARD).write_text(json.dumps(asdict(card), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / PAGE).write_text(page(card, comparison), encoding="utf-8")
    for source in dict.fromkeys(question.source for question in questions):
        said = [predictions[q.key] for q in questions if q.source == source and q.key in predictions]
        write_predictions(folder / f"predictions-{source}.jsonl", said)
