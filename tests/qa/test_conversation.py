"""A conversation over several authorities: whom it is about holds until something else is named."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.model import Asked, LeftOut
from ui import words


@pytest.fixture(scope="module")
def talking(real_reports: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings.load(tmp_path_factory.mktemp("talking"), reranker="off")
    library = Library(settings)
    library.add([file for file in real_reports if file.stem in ("bexley-2023-03-24", "camden-2022-06-21")])
    return Assistant(library, settings)


def searched(assistant: Assistant, *questions: Asked | str) -> tuple[str, ...]:
    """The authorities that the last of these questions, asked one after the other, is searched in."""
    earlier: tuple[Asked, ...] = ()
    for question in questions:
        asked = question if isinstance(question, Asked) else Asked(question)
        answer = assistant.ask(asked, earlier)
        earlier = (*answer.understanding.earlier, asked)
    kept = words.limited(answer, {}).endswith("as in your earlier question.")
    return (*answer.understanding.scope.authorities, *(["as before"] if kept else []))


NAMED = "What about caseloads in Camden?"
WHOLE = "How good is life story work?"


def test_a_place_holds_for_the_questions_after_it(talking: Assistant) -> None:
    assert searched(talking, NAMED) == ("Camden",)
    assert searched(talking, NAMED, WHOLE) == ("Camden", "as before")
    assert searched(talking, NAMED, WHOLE, "Do care leavers feel safe?") == ("Camden", "as before")
    assert searched(talking, NAMED, WHOLE, "and for boys?") == ("Camden", "as before")


def test_another_place_takes_over(talking: Assistant) -> None:
    assert searched(talking, NAMED, WHOLE, "And in Bexley?") == ("Bexley",)
    assert searched(talking, NAMED, "Is neglect dealt with in Bexley?", WHOLE) == ("Bexley", "as before")


@pytest.mark.parametrize(
    "everywhere",
    [
        "Which authorities were praised for fostering?",
        "Across all reports, how good is fostering?",
        "What do other councils do?",
    ],
)
def test_a_question_about_all_reports_ends_it(talking: Assistant, everywhere: str) -> None:
    assert searched(talking, NAMED, everywhere) == ()
    assert searched(talking, NAMED, everywhere, WHOLE) == ()


def test_it_can_be_undone(talking: Assistant) -> None:
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.SCOPE}))) == ()
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.SCOPE})), "Do care leavers feel safe?") == ()
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.EARLIER}))) == ()


def test_a_place_that_is_not_there_does_not_hold(talking: Assistant) -> None:
    assert searched(talking, "What about caseloads in Hackney?", WHOLE) == ()


def test_who_led_an_inspection_is_told_by_the_line_that_prints_it(talking: Assistant) -> None:
    answer = talking.ask("When was the inspection and who led it?", [Asked(NAMED)])
    assert answer.answered
    assert [c.quoted[0].split(":")[0] for c in answer.citations] == ["Inspection dates", "Lead inspector"]
