"""The check on the form of what is asked for hardly ever speaks against an answer, and often against a near miss."""

from __future__ import annotations

import pytest

from qa.asks import Expected, Form, asked_for, expected
from qa.model import Expansion
from qa.reader.pairs import Passage
from qa.training.corpus import Corpus, Question, evidence
from qa.training.recipe import Teaching

pytestmark = [pytest.mark.shared, pytest.mark.slow]


def answering(question: Question, corpus: Corpus) -> list[tuple[Passage, list[str]]]:
    """The gold paragraphs with the sentences that hold the answer."""
    found = []
    for place, grade in question.gold.items():
        passage = corpus.passage(question.report, place)
        marks = evidence(passage, question.spans)
        if grade == 2 and any(marks):
            texts = [passage.text[s.start : s.end] for s, mark in zip(passage.sentences, marks, strict=True) if mark]
            found.append((passage, texts))
    return found


def nearest(question: Question, corpus: Corpus) -> list[tuple[Passage, list[str]]]:
    passage = corpus.passage(question.report, question.near[0])
    return [(passage, [passage.text[s.start : s.end] for s in passage.sentences])]


def held(wanted: Expected, found: list[tuple[Passage, list[str]]]) -> bool:
    return any(
        wanted.spoken_of(f"{passage.context} {passage.text}") and any(map(wanted.in_sentence, texts))
        for passage, texts in found
    )


def test_answers_hold_what_is_asked_for_and_near_misses_often_do_not(taught: Teaching, real_corpus: Corpus) -> None:
    asked = [(q, wanted) for q in taught.searched if (wanted := expected(asked_for(q.text), q.text))]
    right = [held(wanted, found) for q, wanted in asked if q.answerable and (found := answering(q, real_corpus))]
    near = [held(wanted, nearest(q, real_corpus)) for q, wanted in asked if not q.answerable and q.near]
    assert len(right) > 800
    assert len(near) > 1_200
    assert sum(right) / len(right) > 0.97
    assert sum(near) / len(near) < 0.6


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
        (
            "who is the independent chair of the board?",
            "It brings together the Adults Board, Community Safety, and others.",
            False,
        ),
        ("What is the DCS called?", "The Council trusts its Director of Children’s Services (DCS).", False),
        ("what is the drop-in called", "The No. 11 service is a drop-in.", True),
        (
            "What is the name of the record system?",
            "The record system, criticised by Ofsted in April 2010, is old.",
            False,
        ),
        ("which organisation gives advocacy?", "A charity gives advocacy.", False),
        ("which organisation gives advocacy?", "Advocacy is given by Millford Voices.", True),
        ("What is the lead inspector's name?", "Lead inspector: Jo Marsh, HMI", True),
        ("How many visits were made in 72 hours?", "The number of visits within 72 hours is low.", False),
        ("How many visits were made in 72 hours?", "Of the visits, 41 were made within 72 hours.", True),
        ("How many care leavers are out of work?", "Care leavers aged 17 to 21 are helped to find work.", False),
        ("How many care leavers are out of work?", "In March 2016, over 20 care leavers were out of work.", True),
        ("How many care leavers have homes?", "Care leavers have waited four years for homes.", False),
        ("How many weeks do children wait?", "Children wait for 12 weeks.", True),
        ("What is the number of working days for assessments?", "Assessments are to take 20 days.", True),
        ("What is the average age of adopted children?", "Adopted children are, on average, three years old.", True),
        ("How many cases are there?", "Section 20 is used well in cases that began in 2014–15.", False),
        ("How many agency staff are there?", "The council has 55 posts for social workers.", False),
        ("How many children in care went missing?", "97 children left care, of whom 8% came back.", False),
        ("How many children left care?", "97 children ceased to be looked after.", True),
        ("How many 16 and 17 year olds are homeless?", "Homeless young people aged 16 and 17 are helped.", False),
        ("What does the council spend on early help?", "Spending on early help has been protected.", False),
        ("What does the council spend on early help?", "Early help costs £2 million.", True),
        ("how long do children wait for therapy", "Children wait too long.", False),
        ("how long do children wait for therapy", "Children wait up to six months.", True),
    ],
)
def test_what_holds_what_is_asked_for(question: str, sentence: str, held: bool) -> None:
    wanted = expected(asked_for(question), question)
    assert wanted is not None
    assert (wanted.in_sentence(sentence) and wanted.spoken_of(sentence)) == held


def test_other_words_for_what_is_counted_count() -> None:
    added = [
        Expansion("RHIs", "return home interviews", "glossary"),
        Expansion("LAC", "looked after children", "glossary"),
        Expansion("looked after children", "CLA", "glossary"),
    ]
    interviews = expected(Form.COUNT, "How many RHIs did LAC get?", (), added)
    assert interviews is not None
    assert interviews.spoken_of("There were 12 return home interviews.")
    assert not interviews.spoken_of("Of all children looked after, 12 wait.")
    children = expected(Form.COUNT, "How many LAC did Millford have?", ["Millford"], added)
    assert children is not None
    assert children.spoken_of("There are 120 children in care.")
