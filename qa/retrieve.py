"""Finding candidates: BM25 over words, dense scores of paragraphs and of their best sentences, and their fusion.

A paragraph's score is the sum of three: the best cosine of its windows, the best cosine of its sentences, and its BM25
score as a share of the best one, by `WEIGHTS`. `python -m eval ablate` compares this with each part alone and with
reciprocal rank fusion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import vectors
from index.library import Library, Loaded
from index.model import Paragraph, Span

# Window, sentence, words. The last is a share of the best BM25 score, the others cosines.
WEIGHTS = (1.0, 1.0, 0.4)
_LEXICAL_LIMIT = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may answer. `window` and `sentence` are cosines, `lexical` in [0, 1], `score` their sum.

    `sentences` are its sentences with their cosines, in text order.
    """

    report: Loaded
    position: int
    window: float
    sentence: float
    lexical: float
    sentences: tuple[tuple[Span, float], ...] = ()

    @property
    def score(self) -> float:
        """The fused score."""
        return WEIGHTS[0] * self.window + WEIGHTS[1] * self.sentence + WEIGHTS[2] * self.lexical

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph itself."""
        return self.report.paragraphs[self.position]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: a text for the embedding model and terms (words and phrases) for BM25."""

    text: str
    terms: tuple[str, ...]


def retrieve(library: Library, query: Query, among: Sequence[Loaded], limit: int) -> list[Candidate]:
    """The best candidates among the reports, at most `limit`, best first.

    Boilerplate has neither chunks nor terms and is never one.
    """
    words = {(hit.report.row, hit.position): hit.score for hit in library.lexical(query.terms, among, _LEXICAL_LIMIT)}
    best = max(words.values(), default=1.0) or 1.0
    vector = library.embedder.encode([query.text])[0]
    found: list[Candidate] = []
    for report in among:
        cosines = vectors.scores(report.index, vector)
        found += _of_report(report, cosines, words, best, limit)
    found.sort(key=lambda c: (-c.score, c.report.info.slug, c.position))
    return found[:limit]


def _of_report(
    report: Loaded, cosines: np.ndarray, words: dict[tuple[int, int], float], best: float, limit: int
) -> list[Candidate]:
    """The candidates of one report, best first: what is near in meaning and what holds words of the question."""
    positions, single = report.chunks[:, 0], report.chunks[:, 3] == 1
    window = np.full(report.size, -1.0, dtype=np.float32)
    sentence = np.full(report.size, -1.0, dtype=np.float32)
    np.maximum.at(window, positions[~single], cosines[~single])
    np.maximum.at(sentence, positions[single], cosines[single])
    sentence = np.where(sentence == -1.0, window, sentence)  # a paragraph of one sentence has only its window
    lexical = np.zeros(report.size, dtype=np.float32)
    for (row, position), score in words.items():
        if row == report.row:
            lexical[position] = score / best
    fused = WEIGHTS[0] * window + WEIGHTS[1] * sentence + WEIGHTS[2] * lexical
    order = [int(i) for i in np.argsort(-fused, kind="stable")[:limit] if window[i] > -1.0]
    return [
        Candidate(report, i, float(window[i]), float(sentence[i]), float(lexical[i]), _sentences(report, i, cosines))
        for i in order
    ]


def _sentences(report: Loaded, position: int, cosines: np.ndarray) -> tuple[tuple[Span, float], ...]:
    """Each sentence of a paragraph with its cosine; a paragraph of one sentence, or of one cut in two, has its windows."""
    rows = np.flatnonzero(report.chunks[:, 0] == position)
    single = [i for i in rows if report.chunks[i, 3] == 1] or list(rows)
    return tuple((Span(int(report.chunks[i, 1]), int(report.chunks[i, 2])), float(cosines[i])) for i in single)
