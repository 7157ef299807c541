"""The check on the form of what is asked for hardly ever speaks against an answer, and often against a near miss."""

from __future__ import annotations

import pytest

from qa.asks import asked_for, holds
from qa.training.corpus import Corpus, Question, evidence
from qa.training.recipe import Teaching

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def answering(question: Question, corpus: Corpus) -> list[str]:
    """The sentences of the gold paragraphs that hold the answer."""
    found = []
    for place, grade in question.gold.items():
        passage = corpus.passage(question.report, place)
        marks = evidence(passage, question.spans)
        if grade == 2:
            found += [passage.text[s.start : s.end] for s, mark in zip(passage.sentences, marks, strict=True) if mark]
    return found


def nearest(question: Question, corpus: Corpus) -> list[str]:
    passage = corpus.passage(question.report, question.near[0])
    return [passage.text[s.start : s.end] for s in passage.sentences]


def test_answers_hold_what_is_asked_for_and_near_misses_often_do_not(taught: Teaching, real_corpus: Corpus) -> None:
    asked = [(q, sort) for q in taught.searched if (sort := asked_for(q.text)) is not None]
    right = [
        any(holds(sort, text) for text in answering(q, real_corpus))
        for q, sort in asked
        if q.answerable and answering(q, real_corpus)
    ]
    near = [
        any(holds(sort, text) for text in nearest(q, real_corpus)) for q, sort in asked if not q.answerable and q.near
    ]
    assert len(right) > 200
    assert len(near) > 300
    assert sum(right) / len(right) > 0.98
    assert sum(near) / len(near) < 0.7


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("How many social workers left last year?", "Several social workers have left.", False),
        ("How many social workers left last year?", "Eleven social workers left during the year.", True),
        ("How many agencies lead?", "No single agency leads, and one of the reasons is drift.", False),
        ("How many children wait?", "They no longer visit one another, and one-to-one help is slow.", False),
        ("How many children wait?", "No child waits.", True),
        ("How many children wait?", "Only one child waits.", True),
        ("How many children wait?", "Only one of the children waits.", True),
        ("How many children wait?", "One in five waits.", True),
        ("How many children wait?", "None were seen to wait.", True),
        ("what percentage of visits are on time", "Visits are no longer checked.", False),
        ("What was the budget for early help?", "Spending on early help has been protected.", False),
        ("What was the budget for early help?", "Early help was given £2 million.", True),
        ("what percentage of visits are on time", "Most visits are on time.", True),
        ("what percentage of visits are on time", "Visits are carried out well.", False),
        ("When was the board restructured?", "The board was restructured in May 2015.", True),
        ("When was the board restructured?", "The board has been restructured well.", False),
        ("who is the independent chair of the board?", "The independent chair leads the Millford board well.", False),
        ("who is the independent chair of the board?", "Its chair is Dr Ada Reed.", True),
        ("What is the lead inspector's name?", "Lead inspector: Jo Marsh, HMI", True),
        ("how long do children wait for therapy", "Children wait too long.", False),
        ("how long do children wait for therapy", "Children wait up to six months.", True),
    ],
)
def test_what_holds_what_is_asked_for(question: str, sentence: str, held: bool) -> None:
    sort = asked_for(question)
    assert sort is not None
    assert holds(sort, sentence) == held
