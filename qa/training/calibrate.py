"""Turns logits into probabilities (Platt's scale and shift), on questions that took no part in training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

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
            read = pairs.of(question.text, passage)
            for pair, (_, logit, tokens) in zip(read, reader.outputs(read), strict=True):
                if question.gold.get(place) != 1 and place in candidates[question.id][:DEPTH]:
                    answers.append((logit, float(question.gold.get(place) == 2)))
                if any(marks):
                    sentences += [(float(tokens[a:b].mean()), float(marks[i])) for i, a, b in pair.sentences if b > a]
    return {"answers": platt(*np.array(answers).T), "evidence": platt(*np.array(sentences).T)}


def platt(logits: Values, labels: Values) -> tuple[float, float]:
    """Scale and shift with which sigmoid(scale * logit + shift) fits the labels best, drawn a little towards 1 and 0."""
    x, y = torch.tensor(logits), torch.tensor(labels)
    weights = torch.tensor([1.0, 0.0], dtype=x.dtype, requires_grad=True)
    search = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def badness() -> Tensor:
        search.zero_grad()
        fit = binary_cross_entropy_with_logits(weights[0] * x + weights[1], y, reduction="sum")
        total: Tensor = fit + 0.5 * (weights - torch.tensor([1.0, 0.0])).square().sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    search.step(badness)  # type: ignore[no-untyped-call]
    scale, shift = weights.tolist()
    return float(scale), float(shift)


def reliability(sure: Sequence[float], right: Sequence[float], bins: int = 10) -> list[tuple[float, float, int]]:
    """Per bin of stated probability: the mean stated, the share that was right, how many."""
    stated, truth = np.asarray(sure), np.asarray(right)
    places = np.minimum((stated * bins).astype(int), bins - 1)
    chosen = [places == i for i in range(bins)]
    return [(float(stated[c].mean()), float(truth[c].mean()), int(c.sum())) for c in chosen if c.any()]
