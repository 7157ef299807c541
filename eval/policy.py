"""How many paragraphs are cited and how many sentences quoted: what other choices of `qa.choose.Policy` would give.

Every question is asked through the assistant under each choice. Readings do not depend on the choice, so the reader model
reads each pair once and is remembered. One figure is changed at a time, the others staying as they ship.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.asking import ask_all, progress
from eval.questions import Question
from eval.rows import score
from eval.terminal import columns
from index.library import Library
from qa.assistant import Assistant
from qa.choose import Policy
from qa.reader import Reading
from qa.rerank import Reranker, reranker
from qa.retrieve import Candidate

MEASURES = ("recall_5", "cite_p", "cite_r", "cite_f1", "span", "span_any", "figures")
TRIED: Mapping[str, Sequence[float]] = {
    "share": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "all_share": (0.05, 0.1, 0.15, 0.25, 0.4),
    "each_share": (0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
    "floor": (0.02, 0.05, 0.1, 0.2),
    "evidence": (0.1, 0.2, 0.3, 0.4, 0.5, 0.7),
    "fused": (0.0, 0.25, 0.5, 0.75, 1.0),
    "onward": (0.0, 0.15, 0.3, 1.0),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A choice by name, as it differs from what ships, with the mean of each measure over the questions it applies to."""

    name: str
    means: Mapping[str, float]


class Remembered:
    """A reranker that reads each question and paragraph once."""

    def __init__(self, inner: Reranker) -> None:
        self._inner = inner
        self._known: dict[tuple[str, str, int], Reading] = {}

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """See qa.rerank.Reranker."""
        keys = [(question, c.report.info.slug, c.position) for c in candidates]
        new = [c for c, key in zip(candidates, keys, strict=True) if key not in self._known]
        for candidate, reading in zip(new, self._inner.read(question, new), strict=True):
            self._known[question, candidate.report.info.slug, candidate.position] = reading
        return [self._known[key] for key in keys]


def sweep(library: Library, questions: Sequence[Question], units: Mapping[str, str]) -> Iterator[Tried]:
    """What ships, then every other choice, over the questions that are answerable and no look-ups."""
    searched = [q for q in questions if q.answerable and q.kind != "lookup"]
    assistant = Assistant(library, library.settings, Remembered(reranker(library.settings.reranker)))
    ships = assistant.policy
    yield _tried("as it ships", assistant, ships, searched, units)
    for name, values in TRIED.items():
        for value in values:
            if value != getattr(ships, name):
                yield _tried(f"{name} {value:g}", assistant, replace(ships, **{name: value}), searched, units)


def _tried(
    name: str, assistant: Assistant, policy: Policy, questions: Sequence[Question], units: Mapping[str, str]
) -> Tried:
    progress(name, last=True)
    assistant.policy = policy
    rows = score(questions, ask_all(assistant, questions), units)
    found = {key: [row.scores[key] for row in rows if key in row.scores] for key in MEASURES}
    return Tried(name, {key: float(np.mean(values)) for key, values in found.items() if values})


def printed(results: Sequence[Tried]) -> str:
    """The results as a table, a choice a row."""
    rows = [(r.name, *(f"{r.means[key]:.3f}" if key in r.means else "–" for key in MEASURES)) for r in results]
    return columns([("", *MEASURES), *rows])
