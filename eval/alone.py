"""The question alone: how sure the reader model is of each question when it is shown a paragraph drawn at random.

A model may learn that unanswerable questions sound different instead of reading the paragraph. What it still tells apart
here it tells from the wording of the question, so this figure stands beside every AUROC.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from eval.asking import slugs
from eval.predictions import Prediction
from eval.questions import Question
from index.library import Library, Loaded
from index.model import Kind, Scope
from qa.followup import standalone
from qa.rerank import reranker
from qa.retrieve import Candidate


def with_question_alone(
    library: Library, reader: str, questions: Sequence[Question], predictions: Mapping[str, Prediction]
) -> Mapping[str, Prediction]:
    """The predictions with `alone` filled in; as they are where no model reads (`reader`, the setting `reranker`, is "off").

    Each question has a finding drawn from a report in its scope that is not gold, the same one in every run.
    """
    if reader == "off":
        return predictions
    model, names = reranker(reader), slugs(library)
    filled = dict(predictions)
    for question in questions:
        scope = Scope(reports=(names[question.report],)) if question.report else Scope()
        drawn = _drawn(question, library.reports(scope))
        if drawn:
            reading = model.read(standalone(question.text, question.history), [drawn])[0]
            filled[question.key] = replace(predictions[question.key], alone=reading.answers)
    return filled


def _drawn(question: Question, among: Sequence[Loaded]) -> Candidate | None:
    draw = random.Random(question.key)
    report = draw.choice(among)
    gold = {gold.para for gold in question.gold}
    places = [i for i, p in enumerate(report.paragraphs) if p.kind is Kind.FINDING and p.number not in gold]
    return Candidate(report, draw.choice(places), 0.0, 0.0, 0.0) if places else None
