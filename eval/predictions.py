"""What the assistant said to each question, as values and as a file.

Asking and scoring are two steps with a JSON Lines file between, so that answers can be scored again without asking
again, here and by scorers outside this project. The keys of that file are a contract: see `eval/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvaluationError
from eval.questions import read_records
from index.model import Paragraph, ReportInfo
from qa.model import Answer, Citation

RANKED = 20


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph cited or ranked: file stem, printed number (None: none is printed), label, page, text, quotes."""

    report: str
    para: str | None
    label: str
    page: int | None
    text: str
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was said to one question. `ranked` is there whether it was answered or not.

    `scope` names the reports that were searched, and `alone` is how sure the reader model is when it is shown a random
    paragraph in place of those found; None where not known. Neither is part of the file.
    """

    id: str
    answered: bool
    citations: tuple[Unit, ...]
    ranked: tuple[Unit, ...]
    confidence: float | None
    latency_ms: float | None
    scope: tuple[str, ...] | None = None
    alone: float | None = None

    @property
    def cited(self) -> tuple[Unit, ...]:
        """The citations that stand as an answer: none where the question was refused."""
        return self.citations if self.answered else ()


def from_answer(question: str, answer: Answer, latency_ms: float, scope: Sequence[str]) -> Prediction:
    """The prediction that an answer amounts to; `question` is the id."""
    return Prediction(
        id=question,
        answered=answer.answered,
        citations=tuple(_cited(citation) for citation in answer.citations),
        ranked=tuple(_cited(citation) for citation in answer.ranked[:RANKED]),
        confidence=answer.confidence,
        latency_ms=round(latency_ms, 2),
        scope=tuple(scope),
    )


def missing(question: str) -> Prediction:
    """What a question counts as where a file of predictions leaves it out: a refusal with nothing found."""
    return Prediction(question, False, (), (), None, None)


def stem(report: ReportInfo) -> str:
    """The name of a report in question files: its file name without the ending."""
    return Path(report.source).stem


def write_predictions(path: Path, predictions: Iterable[Prediction]) -> None:
    """One object a line, in the contract's keys."""
    lines = (json.dumps(as_record(prediction), ensure_ascii=False) for prediction in predictions)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def as_record(prediction: Prediction) -> dict[str, Any]:
    """The prediction in the contract's keys."""
    return {key: value for key, value in asdict(prediction).items() if key not in ("scope", "alone")}


def read_predictions(path: Path) -> Mapping[str, Prediction]:
    """Predictions by question id. Raises EvaluationError naming the file and the line at fault."""
    found: dict[str, Prediction] = {}
    for number, record in read_records(path):
        try:
            prediction = _prediction(record)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise EvaluationError(f"{path.name}, line {number}: not a prediction as “predict” writes it.") from None
        found[prediction.id] = prediction
    return found


def unit(report: ReportInfo, paragraph: Paragraph, quotes: Sequence[str] = ()) -> Unit:
    """A paragraph as it stands in a prediction."""
    return Unit(stem(report), paragraph.number, paragraph.label, paragraph.page, paragraph.text, tuple(quotes))


def _cited(citation: Citation) -> Unit:
    return unit(citation.report, citation.paragraph, citation.quoted)


def _prediction(record: Mapping[str, Any]) -> Prediction:
    confidence, latency = record.get("confidence"), record.get("latency_ms")
    return Prediction(
        id=str(record["id"]),
        answered=bool(record.get("answered")),
        citations=tuple(_read_unit(unit) for unit in record.get("citations") or ()),
        ranked=tuple(_read_unit(unit) for unit in record.get("ranked") or ()),
        confidence=None if confidence is None else float(confidence),
        latency_ms=None if latency is None else float(latency),
    )


def _read_unit(unit: Mapping[str, Any]) -> Unit:
    para = unit.get("para")
    return Unit(
        report=str(unit.get("report") or ""),
        para=None if para is None else str(para),
        label=str(unit.get("label") or para or ""),
        page=unit.get("page"),
        text=str(unit.get("text") or ""),
        quotes=tuple(unit.get("quotes") or ()),
    )
