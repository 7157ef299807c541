"""Candidates for each question of a report: the paragraphs that a search brings up, hard negatives among them.

A plain copy of the idea of the answering path, so that training does not depend on how that path is tuned today:
cosine of the paragraph + best cosine of one of its sentences + scaled BM25, the best `depth`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.training.corpus import Corpus, Question

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
LEXICAL_WEIGHT = 0.5


class Finder:
    """Searches one report at a time. `embed` gives rows of length one for texts."""

    def __init__(self, corpus: Corpus, embed: Embed) -> None:
        self._corpus = corpus
        self._embed = embed
        self._reports: dict[str, tuple[Vectors, Vectors, NDArray[np.int64], _Lexical]] = {}

    def best(self, questions: Sequence[Question], depth: int = 30) -> dict[str, list[int]]:
        """For each question, by id, the positions of the best paragraphs of its report, best first."""
        vectors = self._embed([question.text for question in questions])
        return {q.id: self._best(q, vector, depth) for q, vector in zip(questions, vectors, strict=True)}

    def _best(self, question: Question, vector: Vectors, depth: int) -> list[int]:
        whole, parts, owner, lexical = self._report(question.report)
        sentence = np.full(len(whole), -1.0, dtype=np.float32)
        np.maximum.at(sentence, owner, parts @ vector)
        words = lexical.scores(question.text)
        scores = whole @ vector + sentence + LEXICAL_WEIGHT * words / max(1e-9, float(words.max()))
        return [int(i) for i in np.argsort(-scores, kind="stable")[:depth]]

    def _report(self, report: str) -> tuple[Vectors, Vectors, NDArray[np.int64], _Lexical]:
        if report not in self._reports:
            passages = [self._corpus.passage(report, i) for i in range(len(self._corpus.paragraphs[report]))]
            texts = [f"{p.context}: {p.text}" for p in passages]
            parts = [(i, p.text[s.start : s.end]) for i, p in enumerate(passages) for s in p.sentences]
            owner = np.array([i for i, _ in parts], dtype=np.int64)
            self._reports[report] = (self._embed(texts), self._embed([t for _, t in parts]), owner, _Lexical(texts))
        return self._reports[report]


class _Lexical:
    """BM25 (k1 1.2, b 0.75) over words cut to six letters, a crude stem."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._bags = [Counter(_words(text)) for text in texts]
        self._lengths = [sum(bag.values()) for bag in self._bags]
        self._mean = sum(self._lengths) / max(1, len(texts))
        self._spread = Counter(word for bag in self._bags for word in bag)

    def scores(self, question: str) -> NDArray[np.float64]:
        wanted = set(_words(question))
        return np.array([self._score(wanted, bag, n) for bag, n in zip(self._bags, self._lengths, strict=True)])

    def _score(self, wanted: set[str], bag: Counter[str], length: int) -> float:
        total = 0.0
        for word in wanted & bag.keys():
            rarity = math.log(1 + (len(self._bags) - self._spread[word] + 0.5) / (self._spread[word] + 0.5))
            total += rarity * bag[word] * 2.2 / (bag[word] + 1.2 * (0.25 + 0.75 * length / self._mean))
        return total


def _words(text: str) -> list[str]:
    return [word[:6] for word in re.findall(r"[a-z0-9]+", text.lower())]
