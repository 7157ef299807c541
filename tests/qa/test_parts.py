"""A question that asks two things is taken apart; a question with "and" in it is not."""

import pytest

from qa.parts import parts, whole


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How many children are on plans and is that up or down?",
            ("How many children are on plans", "is that up or down?"),
        ),
        ("Have assessments got quicker, and if so why?", ("Have assessments got quicker", "if so why?")),
        ("Who chairs the board? When was it set up?", ("Who chairs the board", "When was it set up?")),
        ("which service was praised, what does it do", ("which service was praised", "what does it do")),
        ("What did inspectors say about help and protection?", ("What did inspectors say about help and protection?",)),
        (
            "are police and health partners at strategy meetings",
            ("are police and health partners at strategy meetings",),
        ),
        ("what is said about what children think", ("what is said about what children think",)),
        ("and for care leavers?", ("and for care leavers?",)),
        ("???", ()),
    ],
)
def test_a_question_is_taken_apart_where_it_asks_again(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


def test_a_part_that_cannot_stand_alone_is_searched_with_the_first() -> None:
    assert whole("why?", "Have assessments got slower") == "Have assessments got slower – why?"
    assert whole("who chairs the improvement board", "Is there a plan") == "who chairs the improvement board"
