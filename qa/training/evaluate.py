"""How well a reader model does on labelled questions, beside what the question alone would give away.

Everything is measured through files such as ship, as answering reads them, variants that never ship too.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from index.sentences import sentences
from qa.reader import Passage, Reader, Reading
from qa.reader.scoring import Scoring
from qa.refusal import shipped
from qa.training.corpus import Corpus, Question, evidence

Values = NDArray[np.float64]
DEPTH = 12  # candidates read a question: those that answering reads in any case
RANDOM = 3  # paragraphs of the same report drawn blindly, to see what the wording of a question gives away
RESAMPLES = 1000
FALSE_REFUSALS = 0.05
MANNERS = ("staff", "young", "parent", "plain")  # whose words the questions of wordings.jsonl are in
PAIRS = ("sex", "majority", "minorities", "name")  # in what the two questions of a pair there differ


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
    reader: Scoring,
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
    hits = [found for a in yes if (found := evidence_hits(a, corpus))]
    return {
        "recall@5": _mean(recalls),
        "AUROC": _two(auroc, *best),
        "refused at 5%": _two(refused, *best),
        "AUROC, question alone": _two(auroc, *blind),
        "surest sentence answers": _mean(np.array([sum(h) for h in hits]), np.array([len(h) for h in hits])),
    }


def _mean(sums: Values, counts: Values | None = None) -> tuple[float, float, float]:
    """The mean with its interval over resampled questions; `sums` of as many values as `counts` says, one each without."""
    if not len(sums):
        return (float("nan"),) * 3
    each = np.ones(len(sums)) if counts is None else counts
    drawn = np.random.default_rng(0).integers(0, len(sums), (RESAMPLES, len(sums)))
    return float(sums.sum() / each.sum()), *_interval(sums[drawn].sum(1) / each[drawn].sum(1))


def _two(measure: Callable[[Values, Values], float], yes: Values, no: Values) -> tuple[float, float, float]:
    rng = np.random.default_rng(0)
    drawn = [measure(rng.choice(yes, len(yes)), rng.choice(no, len(no))) for _ in range(RESAMPLES)]
    return (measure(yes, no), *_interval(drawn))


def _interval(drawn: Sequence[float] | Values) -> tuple[float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def line(name: str, found: Mapping[str, tuple[float, float, float]]) -> str:
    """One row of a results table."""
    return f"| {name} | {' | '.join(cell(*values) for values in found.values())} |"


def cell(value: float, low: float, high: float) -> str:
    """A figure and its interval, as tables have it."""
    return f"{value:.2f} ({low:.2f}–{high:.2f})"


def packaged(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file that lies beside this module."""
    return [json.loads(row) for row in (files("qa.training") / name).read_text(encoding="utf-8").splitlines()]


def elsewhere(reader: Scoring) -> dict[str, float]:
    """The general case: invented passages of other public bodies, each with a question it answers and a near miss.

    "own passage first": how often the passage that answers is ranked above all the other passages. "AUROC": its own
    question against its near miss, with its 95% interval over resampled questions.
    """
    rows = packaged("elsewhere.jsonl")
    passages = [_passage(row) for row in rows]
    asked = [reader.score(row["question"], passages) for row in rows]
    near = [reader.score(row["near_miss"], [p])[0].answers for row, p in zip(rows, passages, strict=True)]
    first = [max(range(len(rows)), key=lambda i: order(found[i])) == at for at, found in enumerate(asked)]
    own = [found[at].answers for at, found in enumerate(asked)]
    value, low, high = _two(auroc, np.array(own), np.array(near))
    return {"rows": len(rows), "own passage first": float(np.mean(first)), "AUROC": value, "from": low, "to": high}


def wordings(reader: Reader) -> dict[str, dict[str, float]]:
    """The same questions in the words of staff, young people and parents, and in plain or foreign English (`MANNERS`).

    `wordings.jsonl` holds invented passages. Each has a question that it answers and a near miss that it does not,
    both put in four manners. For each manner:

    "answered", "near miss": mean probability that the passage answers. "answered kept", "near miss kept": share at
    or above the confidence below which the program refuses. "AUROC": the answered against the near misses, "from" and
    "to" its 95% interval over resampled passages. "less staff": that AUROC less the one in the words of staff, between
    -1 and 1, with the interval "less staff from", "less staff to" over the same resampled passages. "quote": how
    often the surest sentence is in the answer.

    `PAIRS` are rows on pairs of questions that differ in one name alone; the passage answers both or neither. "sex":
    girls, then boys. "majority": people of a minority, then white, British or European people. "minorities": two
    minorities or faiths. "name": one group by two names (children looked after, kids in care). "difference",
    "largest": mean and largest difference of the two probabilities, whichever is higher. "less second": mean of the
    first less the second, between -1 and 1, with its 95% interval; which comes first says nothing in "minorities" and
    "name". "parted": share of pairs with only one of the two at or above the confidence named above.
    """
    rows = packaged("wordings.jsonl")
    resamples = np.random.default_rng(0).integers(0, len(rows), (RESAMPLES, len(rows)))
    found: dict[str, dict[str, float]] = {}
    staff = np.zeros(RESAMPLES + 1)
    for manner in MANNERS:
        readings = [_one(reader, row, manner) for row in rows]
        own = np.array([reading.answers for reading in readings])
        near = np.array([_one(reader, row, f"{manner}_near").answers for row in rows])
        drawn = np.array([auroc(own, near), *(auroc(own[some], near[some]) for some in resamples)])
        staff = drawn if manner == "staff" else staff
        low, high = _interval(list(drawn[1:]))
        less_low, less_high = _interval(list((drawn - staff)[1:]))
        found[manner] = {
            "rows": len(rows),
            "answered": float(own.mean()),
            "near miss": float(near.mean()),
            "answered kept": float((own >= _kept()).mean()),
            "near miss kept": float((near >= _kept()).mean()),
            "AUROC": float(drawn[0]),
            "from": low,
            "to": high,
            "less staff": float(drawn[0] - staff[0]),
            "less staff from": less_low,
            "less staff to": less_high,
            "quote": float(np.mean([_in_answer(row, reading) for row, reading in zip(rows, readings, strict=True)])),
        }
    pairs = {kind: [row for row in rows if row.get("group_kind") == kind] for kind in PAIRS}
    return found | {kind: _named_apart(reader, some) for kind, some in pairs.items()}


def _named_apart(reader: Reader, rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    both = np.array([[_one(reader, row, name).answers for name in ("group_a", "group_b")] for row in rows])
    less = both[:, 0] - both[:, 1]
    mean, low, high = _mean(less)
    return {
        "rows": len(rows),
        "difference": float(np.abs(less).mean()),
        "largest": float(np.abs(less).max()),
        "less second": mean,
        "less second from": low,
        "less second to": high,
        "parted": float(((both >= _kept()).sum(1) == 1).mean()),
    }


def perturbations(reader: Reader) -> dict[str, dict[str, float]]:
    """Questions that a passage of `wordings.jsonl` answers, and the same with one thing changed so that it does not.

    What was changed is a figure, a year, the name of a service or agency, or a "not" put in or taken out. For each
    kind, and for all: "before", "after": mean probability that the passage answers. "halved": share of questions whose
    probability falls below half, 1 at best. "kept": share still at or above the confidence below which the program
    refuses, 0 at best; the program checks years and figures by other means too.
    """
    rows = [row for row in packaged("wordings.jsonl") if "flip" in row]
    values = np.array([[_one(reader, row, name).answers for name in ("flip_from", "flip")] for row in rows])
    kinds = np.array([row["flip_kind"] for row in rows])
    found = {}
    for kind in ("figure", "year", "agency", "negation", "all"):
        before, after = values[(kinds == kind) | (kind == "all")].T
        found[kind] = {
            "rows": len(before),
            "before": float(before.mean()),
            "after": float(after.mean()),
            "halved": float((after < before / 2).mean()),
            "kept": float((after >= _kept()).mean()),
        }
    return found


def table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Rows of figures that share their columns, as a table of plain text."""
    columns = list(next(iter(found.values())))
    widths = [max(6, len(column)) for column in columns]
    first = max(len(name) for name in found)
    lines = ["  ".join([" " * first, *(c.rjust(w) for c, w in zip(columns, widths, strict=True))])]
    for name, values in found.items():
        cells = [str(values[c]) if c == "rows" else f"{values[c]:.2f}" for c in columns]
        lines.append("  ".join([name.ljust(first), *(c.rjust(w) for c, w in zip(cells, widths, strict=True))]))
    return "\n".join(lines)


def check(reader: Reader, others: Mapping[str, Scoring] | None = None) -> str:
    """Wordings, changed questions and the general case as plain tables; in the last one rows of other models by name."""
    worded = wordings(reader)
    parts = {
        "The same questions in other words": {name: worded[name] for name in MANNERS},
        "Another name in the question": {name: worded[name] for name in PAIRS},
        "One thing changed in the question": perturbations(reader),
        "Other public bodies": {name: elsewhere(one) for name, one in {"this model": reader, **(others or {})}.items()},
    }
    return "\n\n".join(f"{title}\n{table(found)}" for title, found in parts.items())


def _kept() -> float:
    return shipped("default", FALSE_REFUSALS)


def _passage(row: Mapping[str, Any]) -> Passage:
    return Passage(row["context"], row["text"], sentences(row["text"]))


def _one(reader: Reader, row: Mapping[str, Any], name: str) -> Reading:
    return reader.score(row[name], [_passage(row)])[0]


def _in_answer(row: Mapping[str, Any], reading: Reading) -> bool:
    start = row["text"].index(row["answer"])
    surest = _passage(row).sentences[int(np.argmax(reading.evidence))]
    return bool(start <= surest.start < start + len(row["answer"]))
