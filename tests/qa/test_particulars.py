"""When inspections were and reports came out, over many reports: the lines that print it, of each report that is asked about."""

import pytest

from index.settings import Settings
from qa import particulars
from qa.assistant import Assistant
from qa.model import Answer, Outcome
from tests.index.test_library import library

YEARS = (2013, 2016, 2019)
PLACES = ("Oldham", "Derby", "Camden")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Nine reports, each of an inspection of December that came out in the next February; the oldest print that."""
    home = tmp_path_factory.mktemp("particulars")
    for place in PLACES:
        for year in YEARS:
            file = home / f"{place.lower()}-{year + 1}-02-11.txt"
            printed = f"Report published: 11 February {year + 1}\n\n" if year == min(YEARS) else ""
            file.write_text(
                f"Inspection of {place} local authority children's services\n\n"
                f"Inspection dates: 6 December {year} to 10 December {year}\n\n{printed}"
                f"Lead inspector: Ann Bee\n\nRecommendations\n\n1. Improve plans.\n\nFindings\n\n2. Plans are late.\n",
                encoding="utf-8",
            )
    shelf = library(home / "home")
    shelf.add(sorted(home.glob("*.txt")))
    return Assistant(shelf, Settings.load(home / "home", reranker="off"))


def quoted(answer: Answer) -> list[str]:
    """The name of each report that is cited, with the words quoted."""
    return [f"{c.report.slug[:-6]}: {text}" for c in answer.citations for text in c.quoted]


def test_of_each_authority_the_newest_report_says_when_it_was_last_inspected(asked: Assistant) -> None:
    for question in ("When was each authority last inspected?", "When were the councils last inspected?"):
        assert quoted(asked.ask(question)) == [
            f"{place.lower()}-2020: Inspection dates: 6 December 2019 to 10 December 2019" for place in sorted(PLACES)
        ]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Which authorities were inspected in 2016?", [2016]),
        ("Which inspections took place in 2016?", [2016]),
        ("How many authorities have been inspected since 2016?", [2016, 2019]),
        ("Which councils were inspected before 2016?", [2013]),
    ],
)
def test_which_authorities_were_inspected_in_a_year(asked: Assistant, question: str, years: list[int]) -> None:
    assert sorted({c.report.year for c in asked.ask(question).citations}) == years
    assert len(asked.ask(question).citations) == len(years) * len(PLACES)


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Which inspections took place in December?", 9),
        ("Which inspections took place in December 2016?", 3),
        ("Which authorities were inspected in December?", 9),
        ("In December 2016 which authorities were inspected?", 3),
        ("Which reports were published in Feb 2014?", 3),
        ("When was Oldham inspected in December 2016?", 1),
    ],
)
def test_a_month_chooses_inspections_by_their_dates(asked: Assistant, question: str, cited: int) -> None:
    answer = asked.ask(question)
    assert len(answer.citations) == cited
    assert all("December" in text or "February" in text for text in quoted(answer))


@pytest.mark.parametrize("month", ["February", "May 2016"])
def test_of_a_month_without_an_inspection_it_is_said(asked: Assistant, month: str) -> None:
    answer = asked.ask(f"Which inspections took place in {month}?")
    assert (answer.outcome, answer.reason) == (Outcome.TOLD, "No report that was searched is of that month.")


def test_a_year_that_bounds_it_does_not_make_it_another_question(asked: Assistant) -> None:
    answer = asked.ask("When was Oldham inspected before 2019?")
    assert quoted(answer) == [
        f"oldham-{year + 1}: Inspection dates: 6 December {year} to 10 December {year}" for year in (2013, 2016)
    ]


def test_which_reports_came_out_in_a_year_goes_by_that_date(asked: Assistant) -> None:
    printed = asked.ask("Which reports were published in 2014?")
    assert quoted(printed) == [f"{place.lower()}-2014: Report published: 11 February 2014" for place in sorted(PLACES)]
    assert printed.reason == ""
    told = asked.ask("Which reports came out in 2017?")
    assert (told.outcome, told.citations) == (Outcome.TOLD, ())
    assert (
        told.reason
        == "Published, going by the name of the file: "
        + "; ".join(f"{place} 2016/2017 on 11 February 2017" for place in sorted(PLACES))
        + "."
    )
    assert asked.ask("Which reports came out in 2013?").outcome is not Outcome.TOLD


def test_of_several_reports_each_says_or_is_said_when_it_came_out(asked: Assistant) -> None:
    answer = asked.ask("When were the Derby reports published?")
    assert quoted(answer) == ["derby-2014: Report published: 11 February 2014"]
    assert answer.reason == (
        "Published, going by the name of the file: Derby 2016/2017 on 11 February 2017; Derby 2019/2020 on 11 February 2020."
    )


def test_dates_of_inspections_that_are_compared_are_those_that_are_printed(asked: Assistant) -> None:
    answer = asked.ask("Compare the dates of the Derby inspections")
    assert quoted(answer) == [
        f"derby-{year + 1}: Inspection dates: 6 December {year} to 10 December {year}" for year in YEARS
    ]
    assert answer.understanding.question == "Compare the dates of the Derby inspections"


def test_what_follows_a_question_about_the_inspection_is_asked_of_the_same_reports(asked: Assistant) -> None:
    before = ["When was Camden inspected?"]
    assert quoted(asked.ask("and Derby?", before))[0].startswith("derby-2014: Inspection dates:")
    assert "camden-2014: Lead inspector: Ann Bee" in quoted(asked.ask("and who led it?", before))
    assert quoted(asked.ask("and what did they recommend?", before)) == [
        f"camden-{year + 1}: Improve plans." for year in YEARS
    ]


@pytest.mark.parametrize(
    "question",
    [
        "Which authorities were inspected for adoption?",
        "Which councils have published their plans?",
        "Which reports were critical?",
        "How many children were inspected?",
        "How many days did the inspection last?",
        "How long was the inspection before 2016?",
        "What was found when inspectors visited in 2016?",
        "Which inspections found neglect?",
        "Compare the dates of reviews in the inspections",
    ],
)
def test_a_question_that_only_uses_such_words(question: str) -> None:
    assert not particulars.asks(question, {"2016"})
