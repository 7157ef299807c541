"""A conversation over several authorities: whom it is about holds until something else is named."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.model import Asked, LeftOut
from tests.index.test_library import WordCounts

pytestmark = pytest.mark.shared
HERE = ("bexley-2018-08-20", "bexley-2023-03-24", "camden-2017-11-24", "camden-2022-06-21")


@pytest.fixture(scope="module")
def talking(real_reports: Sequence[Path], tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    settings = Settings.load(tmp_path_factory.mktemp("talking"), reranker="off")
    library = Library(settings, WordCounts())  # where is searched, not what is found
    library.add([file for file in real_reports if file.stem in HERE])
    return Assistant(library, settings)


def searched(assistant: Assistant, *questions: Asked | str) -> tuple[str, ...]:
    """What the last of these questions, asked one after the other, is searched in, and whether an earlier one said so.

    The page hands on what the last question was read with, a program all that was asked: both must come to the same.
    """
    asked = [question if isinstance(question, Asked) else Asked(question) for question in questions]
    earlier: tuple[Asked, ...] = ()
    for question in asked:
        answer = assistant.ask(question, earlier)
        earlier = (*answer.understanding.earlier, question)
    understood = answer.understanding
    assert assistant.ask(asked[-1], asked[:-1]).understanding.scope == understood.scope
    latest = ["latest"] if understood.scope.latest_only else []
    held = ["as before"] if understood.held else []
    return (*understood.scope.authorities, *understood.scope.reports, *latest, *held)


NAMED = "What about caseloads in Camden?"
WHOLE = "How good is life story work?"


def test_a_place_holds_for_the_questions_after_it(talking: Assistant) -> None:
    assert searched(talking, NAMED) == ("Camden",)
    assert searched(talking, NAMED, WHOLE) == ("Camden", "as before")
    assert searched(talking, NAMED, WHOLE, "Do care leavers feel safe?") == ("Camden", "as before")
    assert searched(talking, NAMED, WHOLE, "and for boys?") == ("Camden", "as before")


@pytest.mark.parametrize(
    "question",
    [
        "Is help offered across the borough?",
        "How many residential places are there?",
        "Which report was that?",
        "And better than nationally?",
    ],
)
def test_a_place_holds_for_questions_that_only_sound_like_more(talking: Assistant, question: str) -> None:
    assert searched(talking, NAMED, WHOLE, question) == ("Camden", "as before")


def test_of_a_question_that_names_an_inspection_the_place_alone_holds(talking: Assistant) -> None:
    latest = searched(talking, NAMED, "What did the latest inspection say about fostering?")
    assert latest in (("Camden", "latest", "as before"), ("Camden", "camden-2022-06-21", "as before"))
    then = "What about early help in Camden's 2017 inspection?"
    assert searched(talking, then, WHOLE) == ("Camden", "camden-2017-11-24", "as before")
    assert searched(talking, then, "How has fostering changed over time?") == ("Camden", "as before")
    assert searched(talking, then, "Was fostering judged well in 2022?") == ("Camden", "camden-2022-06-21", "as before")


def test_the_latest_is_that_of_the_place_named_before(talking: Assistant) -> None:
    latest = searched(talking, "What about fostering in Camden?", "which of those is the most recent?", WHOLE)
    assert latest[0] == "Camden"
    assert latest[-1] == "as before"
    assert latest == searched(talking, "Fostering in Camden?", "what about the latest inspection?", WHOLE)


def test_another_place_takes_over(talking: Assistant) -> None:
    assert searched(talking, NAMED, WHOLE, "And in Bexley?") == ("Bexley",)
    assert searched(talking, NAMED, "Is neglect dealt with in Bexley?", WHOLE) == ("Bexley", "as before")


@pytest.mark.parametrize(
    "everywhere",
    [
        "Which authorities were praised for fostering?",
        "Across all reports, how good is fostering?",
        "What do other councils do?",
        "and elsewhere?",
    ],
)
def test_a_question_about_all_reports_ends_it(talking: Assistant, everywhere: str) -> None:
    assert searched(talking, NAMED, everywhere) == ()
    assert searched(talking, NAMED, everywhere, WHOLE) == ()


def test_a_place_holds_where_the_subject_changes(talking: Assistant) -> None:
    assert searched(talking, NAMED, "and unicorns?") == ("Camden", "as before")
    assert searched(talking, NAMED, "and unicorns?", "are they timely?") == ("Camden", "as before")
    assert searched(talking, NAMED, WHOLE, "and unicorns?", "why?") == ("Camden", "as before")
    assert searched(talking, NAMED, "and unicorns in Bexley?", "why?") == ("Bexley",)


def test_a_place_is_held_against_the_one_named_before(talking: Assistant) -> None:
    assert searched(talking, NAMED, "compared with Bexley?") == ("Camden", "Bexley")
    assert searched(talking, NAMED, WHOLE, "compared with Bexley?") == ("Camden", "Bexley", "as before")
    assert searched(talking, WHOLE, "compared with Bexley?") == ("Bexley",)
    assert searched(talking, NAMED, WHOLE, "and in Bexley?") == ("Bexley",)


def test_another_subject_of_a_comparison_is_asked_of_each_report(talking: Assistant) -> None:
    answer = talking.ask("and on advocacy?", ["Compare Camden and Bexley on pathway plans"])
    assert answer.understanding.question == "What did inspectors say about advocacy?"
    assert set(answer.understanding.scope.authorities) == {"Camden", "Bexley"}
    assert {c.report.slug for c in answer.ranked} == set(HERE)


@pytest.mark.parametrize(
    "question",
    [
        "I meant Bexley",
        "sorry, Bexley",
        "No, Bexley, not Camden",
        "same question for Bexley",
        "can you check Bexley too",
    ],
)
def test_a_correction_asks_the_same_elsewhere(talking: Assistant, question: str) -> None:
    assert searched(talking, NAMED, question) == ("Bexley",)
    assert searched(talking, NAMED, question, WHOLE) == ("Bexley", "as before")
    answer = talking.ask(question, [NAMED])
    assert answer.asked == question
    assert answer.citations == talking.ask("and in Bexley?", [NAMED]).citations


def test_another_subject_in_another_place_is_asked_by_itself(talking: Assistant) -> None:
    answer = talking.ask("and fostering in Bexley?", [NAMED])
    assert answer.understanding.question == "What did inspectors say about fostering in Bexley?"
    assert answer.understanding.earlier == ()


def test_a_correction_of_the_subject_keeps_the_place(talking: Assistant) -> None:
    assert searched(talking, NAMED, "I meant fostering") == ("Camden", "as before")
    assert talking.ask("I meant fostering", [NAMED]).understanding.question == "fostering"


def test_what_is_left_out_after_a_question_is_left_out_of_it(talking: Assistant) -> None:
    answer = talking.ask("except Bexley", ["Which authorities have high caseloads?"])
    assert {c.report.slug[:6] for c in answer.ranked} == {"camden"}
    assert answer.understanding.scope_words == ("except Bexley",)
    elsewhere = talking.ask("not Camden", [NAMED])
    assert {c.report.slug[:6] for c in elsewhere.ranked} == {"bexley"}
    assert not elsewhere.understanding.held


def test_it_can_be_undone(talking: Assistant) -> None:
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.SCOPE}))) == ()
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.SCOPE})), "Do care leavers feel safe?") == ()
    assert searched(talking, NAMED, Asked(WHOLE, frozenset({LeftOut.EARLIER}))) == ()


def test_a_place_that_is_not_there_does_not_hold(talking: Assistant) -> None:
    assert searched(talking, "What about caseloads in Hackney?", WHOLE) == ()
    assert searched(talking, NAMED, "What about caseloads in Hackney?", WHOLE) == ()


def test_who_led_an_inspection_is_told_by_the_line_that_prints_it(talking: Assistant) -> None:
    answer = talking.ask("When was the inspection and who led it?", [Asked("What about caseloads in Camden in 2022?")])
    assert answer.answered
    assert [c.quoted[0].split(":")[0] for c in answer.citations] == ["Inspection dates", "Lead inspector"]


def test_what_is_so_now_is_told_by_the_newest_report_of_each(talking: Assistant) -> None:
    now = talking.ask("Which authorities are currently outstanding overall?")
    ever = talking.ask("Which authorities were graded for the experiences of care leavers?")
    assert {c.report.slug for c in now.citations} == {"bexley-2023-03-24", "camden-2022-06-21"}
    assert {c.report.slug for c in ever.citations} == set(HERE)


def test_it_is_said_when_nothing_that_is_cited_is_from_the_newest_report(talking: Assistant) -> None:
    answer = talking.ask("What did inspectors say about adoption in Bexley?")
    assert {c.report.slug for c in answer.citations} == {"bexley-2018-08-20"}
    assert answer.reason == "None of this is from the newest report searched (Bexley 2023)."
    assert not talking.ask("What did inspectors say about adoption in Bexley in 2018?").reason
