"""What is recommended over many reports: lists whole and in order, and all there is where it is asked what is usual."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.model import Kind
from index.settings import Settings
from qa import recommendations
from qa.assistant import Assistant
from tests.index.test_library import library

PLACES = (
    "Bexley",
    "Camden",
    "Derby",
    "Gateshead",
    "Havering",
    "Islington",
    "Kirklees",
    "Oldham",
    "Sandwell",
    "Suffolk",
)
Shelf = Callable[..., Assistant]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    def made(
        years: Sequence[int], recommended: Sequence[str], found: Sequence[str] = ("Plans are late.",)
    ) -> Assistant:
        """An assistant with a report of each place and year that recommends and finds these things."""
        for place in PLACES:
            for year in years:
                things = [*(f"{n}. {text}" for n, text in enumerate(recommended, 1)), "Findings"]
                things += [f"{n}. {text}" for n, text in enumerate(found, len(recommended) + 1)]
                opening = f"Inspection of {place} local authority children's services\n\nInspection dates: 6 to 10 March {year}"
                text = "\n\n".join([opening, "Recommendations", *things])
                (tmp_path / f"{place.lower()}-{year}-05-12.txt").write_text(text + "\n", encoding="utf-8")
        held = library(tmp_path / "home")
        held.add(sorted(tmp_path.glob("*.txt")))
        return Assistant(held, Settings.load(tmp_path / "home", reranker="off"))

    return made


@pytest.mark.parametrize(
    "question", ["What needs to improve in the 2016 reports?", "List the recommendations in the 2016 reports"]
)
def test_the_lists_of_all_reports_of_a_year_are_given_whole_and_in_order(shelf: Shelf, question: str) -> None:
    answer = shelf((2016, 2019), ("Improve plans.", "Improve visits.")).ask(question)
    assert [(c.report.authority, c.report.year, c.paragraph.number) for c in answer.citations] == [
        (place, 2016, number) for place in PLACES for number in ("1", "2")
    ]


def test_of_more_than_can_be_listed_those_of_the_newest_reports_are(shelf: Shelf) -> None:
    many = [f"Improve plan {n}." for n in range(1, 20)]
    answer = shelf((2016, 2019), many).ask("List all recommendations")
    assert {c.report.year for c in answer.citations} == {2019}
    assert len(answer.citations) == len(many) * len(PLACES)
    assert answer.reason == (
        f"There are {2 * len(many) * len(PLACES)} such recommendations in the reports in scope. "
        "These are those of the newest report of each authority."
    )


def test_where_those_of_the_newest_are_too_many_it_is_said_what_to_name(shelf: Shelf) -> None:
    answer = shelf((2016,), [f"Improve plan {n}." for n in range(1, 40)]).ask("List all recommendations")
    assert not answer.answered
    assert answer.reason.startswith("There are 390 such recommendations in the reports in scope. Please name ")


def test_recommendations_are_found_among_many_findings_on_the_same(shelf: Shelf) -> None:
    recommended = ("Ensure that all partners understand what early help families may be given, and when.",)
    found = ("Early help is timely.", "Early help is good.")
    answer = shelf((2013, 2016), recommended, found).ask("What are the usual recommendations on early help?")
    assert {c.paragraph.kind for c in answer.citations} == {Kind.RECOMMENDATION}
    assert answer.understanding.question == "List all recommendations about early help"
    assert answer.reason.endswith("This program does not count or weigh recommendations.")


def test_of_one_report_all_recommendations_are_looked_through(shelf: Shelf) -> None:
    recommended = ("Ensure that looked after children are seen.",)
    found = [f"Recommendations about looked after children in house {n} are met." for n in range(2, 52)]
    held = shelf((2016,), recommended, found).library
    answer = Assistant(held, held.settings).ask("every recommendation about looked after children in Derby")
    assert {c.paragraph.kind for c in answer.citations} == {Kind.RECOMMENDATION}


def test_what_was_found_on_a_subject_stands_beside_a_short_recommendation(shelf: Shelf) -> None:
    recommended = (
        "The oversight of children who are privately fostered and of those who live at home with their parents.",
    )
    found = (
        "Plans for children who are looked after but stay with mum or dad are seldom checked. Managers sign them off late.",
        "The virtual school is good.",
    )
    held = shelf((2016,), recommended, found).library
    asked = Assistant(held, held.settings)
    answer = asked.ask("kids placed at home with their parents in Derby")
    assert [c.paragraph.number for c in answer.citations] == ["1", "2"]
    for question in ("recommendations on children at home with parents in Derby", "swimming pools in Derby"):
        assert "2" not in {c.paragraph.number for c in asked.ask(question).citations}


RECOMMENDED = ("Improve plans. This was a recommendation at the last inspection.", "Improve visits.")


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("which recommendations were made before?", ["1"]),
        ("what was recommended again?", ["1"]),
        ("which of the recommendations were repeated from the last inspection", ["1"]),
        ("recommendations carried over from the previous inspection", ["1"]),
        ("list the recommendations that were previously made", ["1"]),
        ("list the recommendations again", ["1", "2"]),
        ("which recommendations were made before the election?", []),
    ],
)
def test_which_were_made_before_are_those_that_say_so(shelf: Shelf, question: str, numbers: list[str]) -> None:
    reports = shelf((2016,), RECOMMENDED).library.reports()[:1]
    found = recommendations.all_of(question, ["Bexley"], reports)
    assert [report.paragraphs[at].number for report, at in found] == numbers


def test_where_none_says_so_they_are_searched(shelf: Shelf) -> None:
    reports = shelf((2016,), ("Improve visits.",)).library.reports()[:1]
    assert recommendations.all_of("which recommendations were made before?", ["Bexley"], reports) == []


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("What do inspectors usually recommend on audits?", "List all recommendations about audits"),
        ("What are the usual recommendations on early help?", "List all recommendations about early help"),
        ("What gets recommended most often about supervision?", "List all recommendations about supervision"),
        ("What do inspectors recommend most often for care leavers?", "List all recommendations about care leavers"),
        (
            "What are the most common areas for improvement for care leavers?",
            "List all recommendations about care leavers",
        ),
        ("Which recommendations about audits come up most often?", "List all recommendations about audits"),
        ("What do councils usually need to improve on supervision?", "List all recommendations about supervision"),
        ("What are the most common recommendations?", "List all recommendations"),
        ("Which recommendations recur?", "List all recommendations"),
    ],
)
def test_what_is_usual_is_read_as_all_there_is(question: str, read: str) -> None:
    assert recommendations.in_general(question)
    assert recommendations.whole(question) == read


@pytest.mark.parametrize(
    "question",
    [
        "What is recommended about regular visits?",
        "What do inspectors recommend about children who often go missing?",
        "List the recommendations about children being seen regularly",
        "recommendations about the common assessment framework",
        "What are the recommendations on how often children are seen?",
        "Does the board usually act on recommendations?",
        "Are visits usually late?",
        "How often do inspectors recommend training?",
    ],
)
def test_a_question_that_only_says_how_often_something_is(question: str) -> None:
    assert not recommendations.in_general(question)
    assert recommendations.whole(question) == question
