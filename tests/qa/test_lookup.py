"""Every form in which people cite a paragraph finds exactly that paragraph."""

import pytest

from index.model import Kind
from qa.lookup import place, resolve, there_is
from tests.made import paragraph

BOARD = ("The Local Safeguarding Children Board", "Recommendations")
PARAGRAPHS = [
    paragraph("Overall, services are good.", section=("Executive summary",)),
    *(
        paragraph(f"Do the {n} thing.", str(n), kind=Kind.RECOMMENDATION, section=("Recommendations",))
        for n in range(1, 7)
    ),
    *(paragraph(f"Finding {n}.", str(n), page=n // 5) for n in range(7, 100)),
    *(paragraph(f"Board thing {n}.", str(n), kind=Kind.RECOMMENDATION, section=BOARD, page=40) for n in (100, 101)),
]


def numbers(question: str) -> list[str | None]:
    named = place(question)
    assert named is not None, question
    return [PARAGRAPHS[i].number for i in resolve(named, PARAGRAPHS)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("paragraph 66", ["66"]),
        ("para 66", ["66"]),
        ("Para. 66?", ["66"]),
        ("¶66", ["66"]),
        ("¶ 41 and 66", ["41", "66"]),
        ("¶¶41, 66", ["41", "66"]),
        ("paras 93 to 95", ["93", "94", "95"]),
        ("paragraphs 93-95", ["93", "94", "95"]),
        ("paragraphs 93–95", ["93", "94", "95"]),
        ("paras 7, 9 and 11 to 12", ["7", "9", "11", "12"]),
        ("what does para 55 say about accommodation", ["55"]),
        ("paragraph number 12", ["12"]),
        ("recommendation 6", ["6"]),
        ("rec 3", ["3"]),
        ("recommendations 1 to 3", ["1", "2", "3"]),
        ("LSCB recommendation 2", ["101"]),
        ("the board's recommendation 1", ["100"]),
        ("recommendation 101", ["101"]),
        ("page 2", ["10", "11", "12", "13", "14"]),
        ("the executive summary", [None]),
    ],
)
def test_a_place_is_found(question: str, expected: list[str | None]) -> None:
    assert numbers(question) == expected


@pytest.mark.parametrize(
    "question", ["how many children", "what happened in 2016", "66% of children", "is the recommendation met"]
)
def test_a_question_without_a_place_is_not_a_look_up(question: str) -> None:
    assert place(question) is None


def test_a_number_that_is_not_there_says_what_is() -> None:
    named = place("paragraph 300")
    assert named is not None
    assert resolve(named, PARAGRAPHS) == []
    assert there_is(named, PARAGRAPHS) == "paragraphs 1 to 101"
