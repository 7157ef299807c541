"""Which questions are about grades, recommendations or the inspection itself, and which only use such words."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library, Loaded
from index.model import Grade, Judgement, Kind
from index.settings import Settings
from qa import judgements, particulars, recommendations
from qa.assistant import Assistant
from tests.index.test_library import library
from tests.made import paragraph, report

PLACES = ("Millford",)


@pytest.mark.parametrize(
    ("question", "areas", "grades"),
    [
        ("What grade did Millford get?", (), ()),
        ("what was the overall judgement", ("overall",), ()),
        ("How was adoption performance graded?", ("adoption",), ()),
        ("What did Ofsted judge adoption?", ("adoption",), ()),
        ("Was Millford good?", (), (Grade.GOOD,)),
        ("Is Millford good or inadequate?", (), (Grade.INADEQUATE, Grade.GOOD)),
        ("rating for leadership", ("leaders",), ()),
        ("Is leadership outstanding?", ("leaders",), (Grade.OUTSTANDING,)),
        ("Are services for care leavers good?", ("leavers",), (Grade.GOOD,)),
        ("Are the experiences and progress of care leavers good?", ("leavers",), (Grade.GOOD,)),
        ("Which areas were inadequate?", (), (Grade.INADEQUATE,)),
        ("Which services require improvement to be good?", (), (Grade.REQUIRES_IMPROVEMENT,)),
        ("Which areas of Millford are good?", (), (Grade.GOOD,)),
        ("Which authorities are outstanding?", ("overall",), (Grade.OUTSTANDING,)),
        ("Which councils were rated good?", ("overall",), (Grade.GOOD,)),
        ("How many authorities are outstanding?", ("overall",), (Grade.OUTSTANDING,)),
        (
            "Which authorities aren’t good?",
            ("overall",),
            (Grade.OUTSTANDING, Grade.ADEQUATE, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE),
        ),
        (
            "Which authorities are not good or outstanding?",
            ("overall",),
            (Grade.ADEQUATE, Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE),
        ),
        ("What is the overall grade of Millford now?", ("overall",), ()),
        ("Which authorities are currently outstanding overall?", ("overall",), (Grade.OUTSTANDING,)),
        ("Which of these councils requires improvement at the moment?", ("overall",), (Grade.REQUIRES_IMPROVEMENT,)),
        ("Who is inadequate now?", ("overall",), (Grade.INADEQUATE,)),
        ("What grade did Millford get each time?", (), ()),
        ("Which authorities are outstanding for leadership?", ("leaders",), (Grade.OUTSTANDING,)),
        ("How did Millford do overall?", ("overall",), ()),
        ("how did the council do overall", ("overall",), ()),
        ("What grade did Millford get in March 2014?", (), ()),
        ("What grades has Millford got since 2014?", (), ()),
        ("What grade did Millford have before 2019", (), ()),  # 2019 has chosen the reports
    ],
)
def test_a_question_about_grades(question: str, areas: tuple[str, ...], grades: tuple[Grade, ...]) -> None:
    assert judgements.wanted(question, (*PLACES, "2019")) == judgements.Wanted(areas, grades, premise=False)


@pytest.mark.parametrize(
    "question",
    [
        "Which areas of Millford are good but not outstanding?",
        "What was rated good and what was not good?",
        "Is Millford inadequate – why?",
        "What percentage of plans were rated good?",
        "Is our life story work rated?",
        "how do GCSE grades of children in care compare",
        "What grade did they get at the previous inspection?",
        "How was the support rated by care leavers?",
        "How is performance judged?",
        "Do children in care get good grades?",
        "Why do children in care get good support at school?",
        "Why is good management oversight important?",
        "Why is help and protection not good?",
        "Is support for care leavers good?",
        "How many audits were graded inadequate?",
        "Is the quality of plans good?",
        "Are social workers good at listening?",
        "Are leaders good at listening?",
        "What is outstanding work?",
        "Is there good leadership?",
        "Is leadership outstanding, and why?",
        "Is the adoption team good?",
        "Are outcomes for care leavers good?",
        "Is the management of risk good?",
        "Are child protection plans good?",
        "Which areas of support are good?",
        "Which services for care leavers are good?",
        "Which services are good at engaging fathers?",
        "Which areas need to improve?",
        "How did children in care do overall?",
        "Is Millford good at adoption?",
        "How did social workers do overall?",
        "What grade did Millford have before 2016?",
    ],
)
def test_a_question_that_only_sounds_like_one(question: str) -> None:
    assert judgements.wanted(question, PLACES) is None


def test_whether_something_has_a_grade_is_told_by_the_grade_it_has() -> None:
    old, new = report(slug="millford-2016", year=2016), report(slug="millford-2022", year=2022)
    graded = [
        replace(
            one.info,
            judgements=(Judgement("Overall effectiveness", g, g, 1, "p1-1"), Judgement("Leaders", h, h, 1, "p1-2")),
        )
        for one, g, h in ((old, Grade.INADEQUATE, Grade.INADEQUATE), (new, Grade.GOOD, Grade.INADEQUATE))
    ]
    want = judgements.wanted("Is Millford still inadequate?", PLACES)
    assert want is not None
    assert judgements.asks_whether("Is Millford still inadequate?", want)
    assert judgements.asks_of_now("Is Millford still inadequate?")
    assert [[j.area for j in judgements.deciding(want, one, alone=False)] for one in graded] == [
        ["Overall effectiveness"]
    ] * 2
    assert len(judgements.deciding(want, graded[1], alone=True)) == 2


def test_a_grade_taken_for_granted() -> None:
    want = judgements.wanted("Why were care leavers' services judged outstanding?", PLACES)
    assert want == judgements.Wanted(("leavers",), (Grade.OUTSTANDING,), premise=True)


LISTS = """Inspection of Dunmere local authority children's services

Inspection dates: 6 March 2014 to 10 March 2014

Priority and immediate action

1. Ensure that all children are seen alone.

Areas for improvement

2. Improve the quality of plans.

Findings

3. Most plans are late.
"""


def test_priority_actions_are_those_that_the_report_calls_so(tmp_path: Path) -> None:
    (tmp_path / "dunmere-2014.txt").write_text(LISTS, encoding="utf-8")
    shelf = library(tmp_path / "home")
    shelf.add([tmp_path / "dunmere-2014.txt"])
    asked = Assistant(shelf, Settings.load(tmp_path / "home", reranker="off"))
    assert [c.paragraph.number for c in asked.ask("List the priority actions").citations] == ["1"]
    assert [c.paragraph.number for c in asked.ask("List the areas for improvement").citations] == ["1", "2"]


def in_time(library: Library) -> Loaded:
    """The example with what is to be done set under times."""
    (report,) = library.reports()
    other = copy(report)
    times = {"Immediately:": "23", "Within three months:": "4", "Within six months:": "5"}
    other.paragraphs = (
        paragraph("Plans must be made within three months and the council acts immediately.", "1"),
        *(
            paragraph(
                f"Ensure thing {n}.", n, kind=Kind.RECOMMENDATION, section=("Capacity", "Areas for improvement", time)
            )
            for time, numbers in times.items()
            for n in numbers
        ),
    )
    return other


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("list everything that must be done immediately", ["2", "3"]),
        ("immediate actions", ["2", "3"]),
        ("what has to be done within three months?", ["4"]),
        ("areas for improvement within 3 months", ["4"]),
        ("What should the council do in the next six months?", ["5"]),
        ("areas for improvement", ["2", "3", "4", "5"]),
        ("list everything they need to improve", ["2", "3", "4", "5"]),
        ("list the LAs areas for improvement", ["2", "3", "4", "5"]),
        ("recs for the la please", ["2", "3", "4", "5"]),
        ("areas to improve?", ["2", "3", "4", "5"]),
        ("give me the what needs to improve section", ["2", "3", "4", "5"]),
    ],
)
def test_what_is_to_be_done_by_a_time_is_what_the_report_sets_under_it(
    example_library: Library, question: str, numbers: list[str]
) -> None:
    found = recommendations.all_of(question, ["Ottermarsh"], [in_time(example_library)])
    assert [report.paragraphs[at].number for report, at in found] == numbers


@pytest.mark.parametrize(
    "question", ["How many children are seen within three months?", "what must be done in two weeks?"]
)
def test_a_time_that_is_no_heading_is_searched_for(example_library: Library, question: str) -> None:
    assert recommendations.all_of(question, ["Ottermarsh"], [in_time(example_library)]) == []


@pytest.mark.parametrize(
    "question",
    [
        "list the recommendations",
        "what must we improve",
        "What does the LSCB need to improve?",
        "areas for improvement, full list pls",
        "What was the council told to put right?",
        "recommendations about care leavers",
        "What needs to get better?",
        "list the improvement areas",
        "all the areas of improvement please",
        "what have we got to get better at?",
    ],
)
def test_a_question_about_recommendations(question: str) -> None:
    assert recommendations.asks(question)


@pytest.mark.parametrize(
    "question",
    [
        "How does the LSCB improve practice?",
        "Does the council improve outcomes for care leavers?",
        "How do children improve?",
        "Who made the recommendations?",
        "When must the recommendations be done by?",
        "Have the recommendations been implemented?",
        "What happened to the recommendations of the 2015 inspection?",
        "Where are we with the areas for improvement?",
        "Has the trust been put right?",
        "Why was improvement slow?",
    ],
)
def test_a_question_that_only_speaks_of_improving(question: str) -> None:
    assert not recommendations.asks(question)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("When was the inspection?", ["Inspection date:"]),
        ("When was Ottermarsh inspected?", ["Inspection date:"]),
        ("first and last day of Ofsted's visit", ["Inspection date:"]),
        ("which days were inspectors on site", ["Inspection date:"]),
        (
            "When did the inspection take place and when was the report published?",
            ["Inspection date:", "Report published:"],
        ),
        ("the report's publication date", ["Report published:"]),
        ("When did the 2016 report come out?", ["Report published:"]),
        ("When was the Ofsted report published?", ["Report published:"]),
        ("Who led the inspection?", ["Lead inspector:"]),
        ("lead inspector's name", ["Lead inspector:"]),
        ("who was the deputy lead inspector", ["Deputy lead inspector:"]),
        ("When was the inspection and who led it?", ["Inspection date:", "Lead inspector:"]),
    ],
)
def test_a_question_about_the_inspection_itself(example_library: Library, question: str, lines: list[str]) -> None:
    found, beside = particulars.lines_for(question, ["Ottermarsh"], [with_leaders(example_library)])
    assert (first_words(found), beside) == (lines, "")


@pytest.mark.parametrize(
    "question",
    [
        "When was the last inspection?",
        "When did inspectors visit the hub?",
        "When did the council publish its plan?",
        "When did the council publish its report?",
        "How long was it since the inspection?",
        "What did inspectors say about visits?",
        "When was the inspection and what did it find?",
        "When Ofsted inspected the council, what happened?",
        "What did the lead inspector find?",
        "Who leads the council?",
        "Who led children's services when Ofsted inspected?",
        "Who was in charge when inspectors visited?",
        "Who leads on Ofsted in the council?",
        "What issue did the inspectors report?",
        "Are reports issued to children?",
        "and have any been published?",
        "when was it published?",
        "when did they visit?",
        "Who ran it when Ofsted inspected?",
        "?",
    ],
)
def test_a_question_that_only_uses_such_words(example_library: Library, question: str) -> None:
    assert particulars.lines_for(question, ["Ottermarsh"], [with_leaders(example_library)]) == ([], "")
    assert not particulars.asks(question)


def test_what_no_report_prints_is_named_or_searched_for(assistant: Assistant, example_library: Library) -> None:
    reports = example_library.reports()  # the example does not print who led the inspection
    assert particulars.lines_for("Who led the inspection?", ["Ottermarsh"], reports) == ([], "")
    answer = assistant.ask("When was the inspection and who led it?")
    assert [c.quoted[0].split(":")[0] for c in answer.citations] == ["Inspection date"]
    assert answer.reason == "No report that was searched prints who led the inspection."


def with_leaders(library: Library) -> Loaded:
    """The example with the lines that reports print of who led the inspection."""
    (report,) = library.reports()
    other = copy(report)
    date = report.paragraphs[0]
    names = ("Lead inspector: Ann Bee HMI", "Deputy lead inspector: Cy Dee HMI")
    lines = tuple(replace(date, ref=f"u-{n}", text=text, label=text.split(":")[0]) for n, text in enumerate(names))
    other.paragraphs = (*report.paragraphs, *lines)
    return other


def first_words(lines: Sequence[tuple[Loaded, int]]) -> list[str]:
    return [report.paragraphs[position].text.split(":")[0] + ":" for report, position in lines]
