"""Runs the shipped reader model. Heavy libraries are imported when the first question is scored, not before."""

from __future__ import annotations

import hashlib
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ReportError
from qa.reader.mirror import mirrored, mirrored_passage, names_sex
from qa.reader.pairs import Pair, Pairs, Passage

Numbers = NDArray[np.float64]
Outputs = tuple[Numbers, float, Numbers]  # logits: three of the grade, one of answering, one a word piece of evidence

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


class Scoring(ABC):
    """Scores passages against a question with whatever network `outputs` runs.

    `calibration` maps an output's logit x to the probability 1/(1+exp(-(a·x+b))), for "answers" and "evidence".
    """

    def __init__(self, pairs: Pairs, calibration: Mapping[str, Sequence[float]]) -> None:
        self._pairs = pairs
        self._calibration = calibration

    @abstractmethod
    def outputs(self, pairs: Sequence[Pair]) -> Iterable[Outputs]:
        """The network's raw outputs for each pair, in the same order."""

    def score(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in the same order.

        A question about girls or boys, mothers or fathers is read the other way round, too (`qa.reader.mirror`), and the
        mean is given.
        """
        read = self._read(question, passages)
        if not names_sex(question):
            return read
        other = self._read(mirrored(question), [mirrored_passage(passage) for passage in passages])
        return [_mean(one, mirror) for one, mirror in zip(read, other, strict=True)]

    def _read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        made = [self._pairs.of(question, passage) for passage in passages]
        outputs = iter(self.outputs([pair for some in made for pair in some]))
        return [
            self._reading(passage, [(pair, next(outputs)) for pair in some])
            for passage, some in zip(passages, made, strict=True)
        ]

    def _reading(self, passage: Passage, read: Sequence[tuple[Pair, Outputs]]) -> Reading:
        evidence = [0.0] * len(passage.sentences)
        relevance = answers = 0.0
        for pair, (grade, logit, tokens) in read:
            relevance = max(relevance, float(_softmax(grade) @ np.arange(len(grade))))
            answers = max(answers, self._probability("answers", logit))
            for position, start, end in pair.sentences:
                mean = float(tokens[start:end].mean()) if end > start else -20.0
                evidence[position] = self._probability("evidence", mean)
        return Reading(relevance, answers, tuple(evidence))

    def _probability(self, output: str, logit: float) -> float:
        scale, shift = self._calibration[output]
        return float(1 / (1 + np.exp(-np.clip(logit * scale + shift, -40, 40))))


class Reader(Scoring):
    """The model that ships. Each pair is read by itself, so that the same question and passage always give the same reading.

    As many pairs as there are processors, four at most, are read side by side, each by one thread: on two processors 12
    pairs take a fifth less time than one after the other by two threads, and every score stays the same to the last bit.

    `folder` holds model.onnx, tokenizer.json and reader.json. Raises ReportError when one of them is missing or is not
    the file that reader.json names.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or HERE
        self._card = checked_card(self.folder)
        self._opening = Lock()
        super().__init__(Pairs(self.folder / "tokenizer.json"), self._card["calibration"])

    @property
    def digest(self) -> str:
        """SHA-256 of the model file: names the model in records and caches."""
        return str(self._card["sha256"]["model.onnx"])

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Else processors without VNNI cut off sums of products that are too large: their logits were 0.17 off on average,
        # 0.9 at most. So every one gives what exact whole numbers do; those (AMD EPYC, AVX2) take up to a third more time.
        options.add_session_config_entry("session.x64quantprecision", "1")
        return onnxruntime.InferenceSession(
            str(self.folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="reader")

    def outputs(self, pairs: Sequence[Pair]) -> Iterable[Outputs]:
        """The model's raw outputs for each pair."""
        with self._opening:  # of several who ask first, one loads the model
            session, pool = self._session, self._pool
        longest_first = sorted(range(len(pairs)), key=lambda i: -len(pairs[i].ids))
        read = pool.map(partial(_run, session), [pairs[i] for i in longest_first])
        found = dict(zip(longest_first, read, strict=True))
        return [found[i] for i in range(len(pairs))]


def _run(session: Any, pair: Pair) -> Outputs:
    ids = np.array([pair.ids], dtype=np.int64)
    types = np.array([pair.types], dtype=np.int64)
    grade, answers, evidence = session.run(
        ["grade", "answers", "evidence"], {"input_ids": ids, "token_type_ids": types}
    )
    return grade[0].astype(np.float64), float(answers[0]), evidence[0].astype(np.float64)


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
