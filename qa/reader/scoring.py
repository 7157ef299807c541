"""Runs the shipped reader model. Heavy libraries are imported when the first question is scored, not before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ReportError
from qa.reader.mirror import mirrored, mirrored_passage, names_sex
from qa.reader.pairs import Pair, Pairs, Passage

Numbers = NDArray[np.float64]

HERE = Path(__file__).parent
CARD = "reader.json"  # digests of the other files, temperatures, provenance


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one passage.

    `relevance` is the expected grade (0 not on the question, 1 supports, 2 answers), `answers` the calibrated
    probability that the passage answers the question, `evidence` the probability, sentence by sentence, that the
    sentence is one that answers.
    """

    relevance: float
    answers: float
    evidence: tuple[float, ...]


class Reader:
    """Scores passages against a question, one pair at a time, so that a score does not depend on its neighbours.

    `folder` holds model.onnx, tokenizer.json and reader.json. Raises ReportError when one of them is missing or is not
    the file that reader.json names.
    """

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        self.folder = folder or HERE
        self._threads = threads
        self._card = checked_card(self.folder)
        self._pairs = Pairs(self.folder / "tokenizer.json")

    @property
    def digest(self) -> str:
        """SHA-256 of the model file: names the model in records and caches."""
        return str(self._card["sha256"]["model.onnx"])

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def score(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in the same order; the same question and passage always give the same reading.

        A question about girls or boys, mothers or fathers is read the other way round, too (`qa.reader.mirror`), and the
        mean is given.
        """
        read = [self._read(question, passage) for passage in passages]
        if not names_sex(question):
            return read
        other = mirrored(question)
        return [
            _mean(one, self._read(other, mirrored_passage(passage)))
            for one, passage in zip(read, passages, strict=True)
        ]

    def _read(self, question: str, passage: Passage) -> Reading:
        evidence = [0.0] * len(passage.sentences)
        relevance = answers = 0.0
        for pair in self._pairs.of(question, passage):
            grade, logit, tokens = self.logits(pair)
            relevance = max(relevance, float(_softmax(grade) @ np.arange(len(grade))))
            answers = max(answers, self._probability("answers", logit))
            for position, start, end in pair.sentences:
                mean = float(tokens[start:end].mean()) if end > start else -20.0
                evidence[position] = self._probability("evidence", mean)
        return Reading(relevance, answers, tuple(evidence))

    def logits(self, pair: Pair) -> tuple[Numbers, float, Numbers]:
        """The model's raw outputs for one pair: three of the grade, one of answering, one a word piece of evidence."""
        ids = np.array([pair.ids], dtype=np.int64)
        types = np.array([pair.types], dtype=np.int64)
        grade, answers, evidence = self._session.run(
            ["grade", "answers", "evidence"], {"input_ids": ids, "token_type_ids": types}
        )
        return grade[0].astype(np.float64), float(answers[0]), evidence[0].astype(np.float64)

    def _probability(self, output: str, logit: float) -> float:
        scale, shift = self._card["calibration"][output]
        return float(1 / (1 + np.exp(-np.clip(logit * scale + shift, -40, 40))))


def _mean(one: Reading, other: Reading) -> Reading:
    evidence = tuple((a + b) / 2 for a, b in zip(one.evidence, other.evidence, strict=True))
    return Reading((one.relevance + other.relevance) / 2, (one.answers + other.answers) / 2, evidence)


def _softmax(logits: Numbers) -> Numbers:
    raised: Numbers = np.exp(logits - logits.max())
    total: Numbers = raised / raised.sum()
    return total


def checked_card(folder: Path) -> dict[str, Any]:
    """The card of the model in `folder`, after comparing every file it names with its SHA-256; else ReportError."""
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in card["sha256"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportError(
            f"The reader model in {folder} is not complete ({error}). Install the program again."
        ) from None
    for name, digest in digests.items():
        if digest != card["sha256"][name]:
            raise ReportError(
                f"The file {name} in {folder} is not the one this program was made with. Install it again."
            )
    return card
