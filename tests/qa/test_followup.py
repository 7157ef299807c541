"""A follow-up is made whole from the questions before it; a whole question is left alone."""

import pytest

from qa.followup import standalone

FIRST = "What did inspectors say about return home interviews?"


@pytest.mark.parametrize(
    "question",
    [
        "and for care leavers?",
        "what about 2018?",
        "are they timely",
        "why?",
        "Why was that?",
        "why do some wait so long?",
    ],
)
def test_a_question_that_leans_on_the_last_is_joined_to_it(question: str) -> None:
    assert standalone(question, [FIRST]).startswith("What did inspectors say about return home interviews")
    assert standalone(question, [FIRST]).endswith(question)


@pytest.mark.parametrize("question", ["which paragraph was that?", "show me more", "Where is that?"])
def test_asking_again_searches_the_last_question(question: str) -> None:
    assert standalone(question, [FIRST]) == FIRST


def test_a_chain_leads_back_to_the_first() -> None:
    assert standalone("show me more", [FIRST, "and for care leavers?"]) == standalone("and for care leavers?", [FIRST])


@pytest.mark.parametrize("question", ["List all the recommendations", "What were the judgements?", "grades please"])
def test_a_list_that_needs_no_subject_stands_alone(question: str) -> None:
    assert standalone(question, [FIRST]) == question


@pytest.mark.parametrize("question", ["Why was fostering rated outstanding?", "why do care leavers turn down flats"])
def test_a_whole_why_question_stands_alone(question: str) -> None:
    assert standalone(question, [FIRST]) == question


def test_a_whole_question_stands_alone() -> None:
    question = "How long do care proceedings take in this borough?"
    assert standalone(question, [FIRST]) == question
    assert standalone("and for care leavers?", []) == "and for care leavers?"
