"""Which questions are about the library itself, and what is told of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.model import Scope
from index.settings import Settings
from qa import holdings
from qa.assistant import Assistant
from qa.model import Outcome
from tests.index.test_library import library
from tests.made import report

PLACES = ("Millford", "Dunmere")


@pytest.mark.parametrize(
    "question",
    [
        "List all the reports",
        "please list the inspections",
        "Show me all the authorities",
        "Which authorities are in the library?",
        "which councils are covered",
        "How many reports are there?",
        "How many different authorities do you have?",
        "What reports can I ask about?",
        "Tell me which reports are available",
        "What are the reports in the library?",
        "Which years are covered for Millford?",
        "How many reports are there on Millford?",
        "List the reports of Millford and Dunmere",
        "What is in the library?",
        "Is Millford in the library?",
        "Do you have a report on Dunmere?",
    ],
)
def test_a_question_about_the_library(question: str) -> None:
    assert holdings.asks([question], PLACES)


@pytest.mark.parametrize(
    "question",
    [
        "List the reports that mention neglect",
        "List the reports that mention it",
        "Which reports mention it?",
        "Which reports say this?",
        "Which authorities are there problems in?",
        "Which councils are covered by the agency?",
        "Which authorities have it?",
        "Which reports cover neglect?",
        "Which councils are inadequate?",
        "What do the reports cover?",
        "What does the library offer to care leavers?",
        "How many inspectors were there?",
        "How many authorities are outstanding?",
        "Is it in the library?",
        "Is neglect common in Millford?",
        "Do you have reports on neglect?",
        "List the recommendations",
        "Which areas are covered?",
    ],
)
def test_a_question_that_only_uses_such_words(question: str) -> None:
    assert not holdings.asks([question], PLACES)


def test_authorities_are_named_with_the_years_of_their_reports() -> None:
    first, second = (
        report(slug=f"millford-{year}", authority="Millford Council", year=year).info for year in (2016, 2019)
    )
    other = report(slug="dunmere-2016").info
    said = holdings.told([second, other, first], whole=True)
    assert said.startswith("The library holds 3 reports of 2 authorities: Dunmere 2016; Millford 2016, 2019. ")
    assert holdings.told([other], whole=False).startswith("In scope is 1 report of 1 authority: Dunmere 2016. ")


def test_many_authorities_are_only_counted() -> None:
    info = report().info
    many = [replace(info, slug=f"place-{n}", authority=f"Place {n}") for n in range(100)]
    assert holdings.told(many, whole=True).startswith("The library holds 100 reports of 100 authorities. ")


@pytest.fixture
def asked(tmp_path: Path) -> Assistant:
    for year in (2014, 2018):
        text = f"Inspection of Dunmere local authority\n\nInspection dates: 6 to 10 March {year}\n\nFindings\n\n1. Plans are late.\n"
        (tmp_path / f"dunmere-{year}-05-12.txt").write_text(text, encoding="utf-8")
    shelf: Library = library(tmp_path / "home")
    shelf.add(sorted(tmp_path.glob("*.txt")))
    return Assistant(shelf, Settings.load(tmp_path / "home", reranker="off"))


def test_what_there_is_is_told_and_nothing_is_cited(asked: Assistant) -> None:
    answer = asked.ask("Which authorities are in the library?")
    assert (answer.outcome, answer.answered, answer.citations) == (Outcome.TOLD, True, ())
    assert answer.reason.startswith("The library holds 2 reports of 1 authority: Dunmere 2014, 2018. ")
    limited = asked.ask("How many reports are there?", scope=Scope(reports=("dunmere-2018-05-12",)))
    assert limited.reason.startswith("In scope is 1 report of 1 authority: Dunmere 2018. ")


def test_a_question_about_the_library_leans_on_none_before_it(asked: Assistant) -> None:
    answer = asked.ask("List all the reports", ["Are plans late?"])
    assert (answer.outcome, answer.understanding.question) == (Outcome.TOLD, "List all the reports")


def test_it_is_asked_of_another_place_by_its_name_alone(asked: Assistant) -> None:
    before = ["How many reports are there on Kent?"]
    assert asked.ask("and on Dunmere?", before).reason.startswith("The library holds 2 reports of 1 authority: Dunmere")
    assert asked.ask("and about plans?", before).outcome is not Outcome.TOLD


def test_a_place_that_the_library_has_no_report_of_is_named(asked: Assistant) -> None:
    for question in ("Is Kent in the library?", "Do you have a report on Kent?"):
        answer = asked.ask(question)
        assert answer.outcome is Outcome.NOT_ANSWERED
        assert answer.reason.startswith("None of the reports in scope is about Kent.")
