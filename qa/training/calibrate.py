"""Turns logits into probabilities (Platt's scale and shift), on questions that took no part in training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.reader import Pairs
from qa.reader.scoring import Reader
from qa.training.corpus import Corpus, Question, evidence
from qa.training.evaluate import DEPTH

Values = NDArray[np.float64]


def calibration(
    reader: Reader, pairs: Pairs, questions: Sequence[Question], corpus: Corpus, candidates: Mapping[str, Sequence[int]]
) -> dict[str, tuple[float, float]]:
    """Scale and shift of "answers" over the candidates of a search and of "evidence" over the sentences of gold."""
    answers, sentences = [], []
    for question in questions:
        for place in dict.fromkeys([*candidates[question.id][:DEPTH], *question.gold]):
            passage = corpus.passage(question.report, place)
            marks = evidence(passage, question.spans) if question.gold.get(place) == 2 else ()
            for pair in pairs.of(question.text, passage):
                _, logit, tokens = reader.logits(pair)
                if question.gold.get(place) != 1 and place in candidates[question.id][:DEPTH]:
                    answers.append((logit, float(question.gold.get(place) == 2)))
                if any(marks):
                    sentences += [(float(tokens[a:b].mean()), float(marks[i])) for i, a, b in pair.sentences if b > a]
    return {"answers": platt(*np.array(answers).T), "evidence": platt(*np.array(sentences).T)}


def platt(logits: Values, labels: Values) -> tuple[float, float]:
    """Scale and shift with which sigmoid(scale * logit + shift) fits the labels best, drawn a little towards 1 and 0."""
    from scipy.optimize import minimize  # comes with sentence-transformers

    def badness(weights: Values) -> float:
        raw = weights[0] * logits + weights[1]
        return float((np.logaddexp(0, raw) - labels * raw).sum() + 0.5 * ((weights - [1.0, 0.0]) ** 2).sum())

    scale, shift = minimize(badness, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(scale), float(shift)


def reliability(sure: Sequence[float], right: Sequence[float], bins: int = 10) -> list[tuple[float, float, int]]:
    """Per bin of stated probability: the mean stated, the share that was right, how many."""
    stated, truth = np.asarray(sure), np.asarray(right)
    places = np.minimum((stated * bins).astype(int), bins - 1)
    chosen = [places == i for i in range(bins)]
    return [(float(stated[c].mean()), float(truth[c].mean()), int(c.sum())) for c in chosen if c.any()]
