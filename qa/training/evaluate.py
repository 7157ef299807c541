"""How well a reader model does on labelled questions, beside what the question alone would give away.

Everything is measured through the files that ship, one pair at a time, exactly as answering reads them.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.sentences import sentences
from qa.reader import Passage, Reader, Reading
from qa.training.corpus import Corpus, Question, evidence

Values = NDArray[np.float64]
DEPTH = 16  # candidates read a question, as answering reads them
RANDOM = 3  # paragraphs of the same report drawn blindly, to see what the wording of a question gives away
RESAMPLES = 1000
FALSE_REFUSALS = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the readings of its candidates and of gold paragraphs by position, and of random paragraphs."""

    question: Question
    candidates: tuple[int, ...]
    readings: Mapping[int, Reading] = field(repr=False)
    random: tuple[Reading, ...] = field(repr=False)

    @property
    def best(self) -> float:
        """The surest answer among the candidates."""
        return max((self.readings[i].answers for i in self.candidates), default=0.0)


def ask(
    reader: Reader,
    questions: Sequence[Question],
    corpus: Corpus,
    candidates: Mapping[str, Sequence[int]],
    seed: int = 0,
) -> tuple[list[Asked], float]:
    """Every question read by the model, and the milliseconds it took a passage."""
    rng = random.Random(seed)
    began, passages, asked = time.perf_counter(), 0, []
    for question in questions:
        found = tuple(candidates[question.id][:DEPTH])
        wanted = [*dict.fromkeys([*found, *question.gold])]
        others = [i for i in range(len(corpus.paragraphs[question.report])) if i not in question.gold]
        blind = rng.sample(others, min(RANDOM, len(others)))
        readings = reader.score(question.text, [corpus.passage(question.report, i) for i in [*wanted, *blind]])
        passages += len(readings)
        known = dict(zip(wanted, readings, strict=False))
        asked.append(Asked(question, found, known, tuple(readings[len(wanted) :])))
    return asked, 1000 * (time.perf_counter() - began) / max(1, passages)


def order(reading: Reading) -> float:
    """By what candidates are ranked: the expected grade and, in fractions of a grade, the chance that it answers."""
    return reading.relevance / 2 + reading.answers


def recall(asked: Asked, depth: int = 5) -> float:
    """Share of the paragraphs needed (grade 2, else grade 1) among the best `depth`; of `depth` where more are needed."""
    gold = asked.question.gold
    needed = {i for i, grade in gold.items() if grade == 2} or set(gold)
    ranked = sorted(asked.candidates, key=lambda i: -order(asked.readings[i]))[:depth]
    return min(1.0, len(needed & set(ranked)) / min(depth, len(needed)))


def evidence_hits(asked: Asked, corpus: Corpus) -> list[float]:
    """For each gold paragraph of several sentences that holds an answering span: is the surest sentence one of them?"""
    hits = []
    for place, grade in asked.question.gold.items():
        marks = evidence(corpus.passage(asked.question.report, place), asked.question.spans)
        if grade == 2 and len(marks) > 1 and any(marks):
            hits.append(float(marks[int(np.argmax(asked.readings[place].evidence))]))
    return hits


def auroc(yes: ArrayLike, no: ArrayLike) -> float:
    """The chance that one drawn from `yes` is above one drawn from `no`, ties counting half."""
    a, b = np.asarray(yes)[:, None], np.asarray(no)[None]
    return float(((a > b) + 0.5 * (a == b)).mean()) if a.size and b.size else float("nan")


def refused(yes: ArrayLike, no: ArrayLike, share: float = FALSE_REFUSALS) -> float:
    """Share of `no` below the value under which `share` of `yes` lies."""
    ordered = np.sort(np.asarray(yes))
    cut = ordered[int(share * len(ordered))]
    return float((np.asarray(no) < cut).mean())


def measures(asked: Sequence[Asked], corpus: Corpus) -> dict[str, tuple[float, float, float]]:
    """Each measure with its 95% interval over resampled questions."""
    yes = [a for a in asked if a.question.answerable]
    no = [a for a in asked if not a.question.answerable]
    best = (np.array([a.best for a in yes]), np.array([a.best for a in no]))
    blind = tuple(np.array([np.mean([r.answers for r in a.random]) for a in group]) for group in (yes, no))
    recalls = np.array([recall(a) for a in yes])
    hits = np.array([hit for a in yes for hit in evidence_hits(a, corpus)])
    return {
        "recall@5": _mean(recalls),
        "AUROC": _two(auroc, *best),
        "refused at 5%": _two(refused, *best),
        "AUROC, question alone": _two(auroc, *blind),
        "surest sentence answers": _mean(hits),
    }


def _mean(values: Values) -> tuple[float, float, float]:
    rng = np.random.default_rng(0)
    drawn = [float(rng.choice(values, len(values)).mean()) for _ in range(RESAMPLES)] if len(values) else [float("nan")]
    return (float(values.mean()), *_interval(drawn)) if len(values) else (float("nan"),) * 3


def _two(measure: Callable[[Values, Values], float], yes: Values, no: Values) -> tuple[float, float, float]:
    rng = np.random.default_rng(0)
    drawn = [measure(rng.choice(yes, len(yes)), rng.choice(no, len(no))) for _ in range(RESAMPLES)]
    return (measure(yes, no), *_interval(drawn))


def _interval(drawn: Sequence[float]) -> tuple[float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def line(name: str, found: Mapping[str, tuple[float, float, float]]) -> str:
    """One row of a results table."""
    cells = [f"{value:.2f} ({low:.2f}–{high:.2f})" for value, low, high in found.values()]
    return f"| {name} | " + " | ".join(cells) + " |"


def elsewhere(reader: Reader) -> dict[str, float]:
    """The general case: invented passages of other public bodies, each with a question it answers and a near miss.

    "own passage first": how often the passage that answers is ranked above the other passages. "AUROC": its own
    question against its near miss.
    """
    text = (files("qa.training") / "elsewhere.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    passages = [Passage(row["context"], row["text"], sentences(row["text"])) for row in rows]
    asked = [reader.score(row["question"], passages) for row in rows]
    near = [reader.score(row["near_miss"], [p])[0].answers for row, p in zip(rows, passages, strict=True)]
    first = [max(range(len(rows)), key=lambda i: order(found[i])) == at for at, found in enumerate(asked)]
    own = [found[at].answers for at, found in enumerate(asked)]
    return {"own passage first": float(np.mean(first)), "AUROC": auroc(own, near)}
