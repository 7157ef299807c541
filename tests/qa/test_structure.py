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
from qa.model import Answer, Outcome
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
        ("How did Millford do in its last inspection?", ("overall",), ()),
        ("How is Millford doing?", ("overall",), ()),
        ("What was the outcome of the last inspection?", (), ()),
        ("What was the result of the 2016 inspection?", (), ()),
        ("what was the outcome?", (), ()),
        ("Millford inspection result", (), ()),
        ("Verdict on Millford?", (), ()),
        ("Ofsted verdict on Millford", (), ()),
        ("How has Millford performed at inspection on leadership?", ("leaders",), ()),
        ("How did Millford do in the inspection of care leavers?", ("leavers",), ()),
        ("how did the council do overall", ("overall",), ()),
        ("What grade did Millford get in March 2014?", (), ()),
        ("What grades has Millford got since 2014?", (), ()),
        ("What grade did Millford have before 2019", (), ()),  # 2019 has chosen the reports
        ("Which authorities had inadequate leadership?", ("leaders",), (Grade.INADEQUATE,)),
        ("Which authorities have good adoption services?", ("adoption",), (Grade.GOOD,)),
        ("Which councils had an inadequate LSCB?", ("board",), (Grade.INADEQUATE,)),
        ("Which LSCBs were outstanding?", ("board",), (Grade.OUTSTANDING,)),
        ("Is any authority outstanding for adoption?", ("adoption",), (Grade.OUTSTANDING,)),
        ("Which authorities have ever been inadequate?", ("overall",), (Grade.INADEQUATE,)),
        ("Has Millford been inadequate?", (), (Grade.INADEQUATE,)),
        ("Going by each council's inspection, who is rated good overall?", ("overall",), (Grade.GOOD,)),
    ],
)
def test_a_question_about_grades(question: str, areas: tuple[str, ...], grades: tuple[Grade, ...]) -> None:
    assert judgements.wanted(question, (*PLACES, "2019")) == judgements.Wanted(areas, grades, premise=False)


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("How have Millford's grades changed over time?", ()),
        ("Has Millford's grade gone up or down?", ("overall",)),
        ("What grade did Millford get in 2019 – has it gone down since?", ("overall",)),
        ("How did the judgement for care leavers in Millford change?", ("leavers",)),
        ("Did Millford keep its good grade?", ("overall",)),
        ("Was Millford ever outstanding?", ("overall",)),
        ("Has leadership in Millford ever been inadequate?", ("leaders",)),
        ("Was leadership in Millford previously inadequate?", ("leaders",)),
        ("Compare the judgements of Millford and Dunmere", ()),
        ("How did Millford's adoption grade compare with Dunmere's?", ("adoption",)),
        ("What was Millford's previous grade?", ("overall",)),
        ("What grade did they get at the previous inspection?", ("overall",)),
        ("Did Millford go from good to outstanding?", ("overall",)),
        ("Which authorities went from good to outstanding?", ("overall",)),
        ("Which authorities have never been inadequate?", ("overall",)),
        ("Which authorities are good for care leavers but not overall?", ("overall", "leavers")),
        ("Which authority got the worst grades?", ()),
    ],
)
def test_grades_held_against_each_other(question: str, areas: tuple[str, ...]) -> None:
    want = judgements.wanted(question, (*PLACES, "Dunmere"))
    assert want == judgements.Wanted(areas, (), premise=False, over_time=True)


@pytest.mark.parametrize(
    "question",
    [
        "Which areas of Millford are good but not outstanding?",
        "What was rated good and what was not good?",
        "Is Millford inadequate – why?",
        "What percentage of plans were rated good?",
        "Is our life story work rated?",
        "how do GCSE grades of children in care compare",
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
        "What are the outcomes for children in care?",
        "What was the outcome for children?",
        "What was the outcome of assessments?",
        "What was the result of the audit?",
        "How are children doing in school?",
        "How did the virtual school do?",
        "How did Millford do in its last inspection on caseloads?",
        "As a result of the last inspection, what changed?",
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
        "Which authorities have good support for care leavers?",
        "Which authorities have good management oversight?",
        "Which councils have good participation of children?",
        "How can Millford improve its grade?",
        "What has changed since the judgement?",
        "How has Millford improved since it was judged inadequate?",
        "Has practice improved from inadequate to good?",
        "Have the grades of children in care improved?",
        "Have care leavers' grades improved?",
        "What grades do children in care get?",
        "Has the number of audits graded inadequate gone down?",
        "How many schools went from good to outstanding?",
        "What did inspectors say about the previous judgement?",
        "Which authorities are outstanding – What do they do well?",
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


@pytest.mark.parametrize(
    ("question", "areas", "grade", "weak"),
    [
        ("Why did Millford go from outstanding to requires improvement?", (), Grade.REQUIRES_IMPROVEMENT, True),
        ("Why did Millford go from outstanding to good?", (), Grade.GOOD, True),
        ("How did Millford move from good to outstanding?", (), Grade.OUTSTANDING, False),
        ("Why is Millford outstanding?", (), Grade.OUTSTANDING, False),
        ("What made leadership in Millford good?", ("leaders",), Grade.GOOD, False),
        ("Why was Millford inadequate?", (), Grade.INADEQUATE, True),
        ("why did the grade fall?", (), None, True),
        ("Why did Millford lose its good rating?", (), None, True),
        ("Why has the rating improved?", (), None, False),
    ],
)
def test_what_a_grade_is_the_reason_of(question: str, areas: tuple[str, ...], grade: Grade | None, weak: bool) -> None:
    why = judgements.reason(question, PLACES)
    assert why is not None
    assert (why.areas, why.grade, why.weak) == (areas, grade, weak)


@pytest.mark.parametrize(
    "question",
    [
        "Why is good management oversight important?",
        "Why is practice good?",
        "Why is Millford only good?",
        "Why is Millford not outstanding?",
        "Why did the school go from good to inadequate?",
        "Why did the number of audits graded good drop?",
        "Why has the timeliness of visits got worse since the rating?",
        "Why is it good that children are seen alone?",
        "How did staff turnover improve?",
    ],
)
def test_the_reason_of_something_else_is_that_of_no_grade(question: str) -> None:
    assert judgements.reason(question, PLACES) is None


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
        "which recommendations must be done first?",
        "recommendations about how disputes are resolved",
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
        "Have the recommendations from 2016 been dealt with?",
        "Were all recommendations followed up?",
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
        ("Who led the inspection – when was it?", ["Inspection date:", "Lead inspector:"]),
        ("When was the inspection – and before that?", ["Inspection date:"]),
        ("who wrote the report?", ["Lead inspector:"]),
        ("who was on the inspection team?", ["Lead inspector:"]),
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
        "Who was on the team for care leavers?",
        "Who wrote the report on neglect?",
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


GRADES = """<h1>Inspection of {place} local authority children’s services</h1>
<p>Inspection dates: 6 March {year} to 10 March {year}</p>
<table><tr><th>Judgement</th><th>Grade</th></tr>
<tr><td>The impact of leaders on social work practice</td><td>{leaders}</td></tr>
<tr><td>Overall effectiveness</td><td>{overall}</td></tr></table>
<h2>Findings</h2><p>1. The weaknesses in services for children in {year} are long waits.</p>"""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("graded")
    good, bad = "Good", "Inadequate"
    for place, *inspections in (
        ("Derby", (2016, good, good), (2022, "Outstanding", "Outstanding")),
        ("Havering", (2016, bad, "Requires improvement"), (2018, good, good), (2024, bad, bad)),
        *((place, (2019, good, good)) for place in ("Bexley", "Camden", "Kirklees", "Oldham", "Suffolk")),
    ):
        for year, leaders, overall in inspections:
            text = GRADES.format(place=place, year=year, leaders=leaders, overall=overall)
            (folder / f"{place.lower()}-{year}.html").write_text(text, encoding="utf-8")
    shelf = library(tmp_path_factory.mktemp("home"))
    shelf.add([folder])
    return Assistant(shelf, Settings.load(shelf.store.home, reranker="off"))


def rows(answer: Answer) -> list[str]:
    """What is cited, by report and last word."""
    return [f"{citation.report.slug} {citation.paragraph.text.split()[-1]}" for citation in answer.citations]


HAVERING = ["havering-2016 improvement", "havering-2018 Good", "havering-2024 Inadequate"]


@pytest.mark.parametrize(
    ("question", "cited"),
    [
        ("Has Havering's grade gone up or down?", HAVERING),
        ("Was Havering ever outstanding?", HAVERING),
        ("Did Havering go from good to inadequate?", HAVERING),
        (
            "Compare the leadership grades of Havering and Derby",
            ["derby-2016 Good", "derby-2022 Outstanding", "havering-2016 Inadequate", "havering-2018 Good", "havering-2024 Inadequate"],
        ),
        ("What was Havering's grade at the previous inspection?", ["havering-2018 Good"] * 2),
    ],
)  # fmt: skip
def test_grades_over_time_are_the_tables_of_all_reports_in_date_order(
    graded: Assistant, question: str, cited: list[str]
) -> None:
    answer = graded.ask(question)
    assert rows(answer) == cited
    assert ("does not compare" in answer.reason) == ("previous" not in question)


@pytest.mark.parametrize(
    ("before", "question", "cited"),
    [
        ("What grade did Havering get in 2024?", "what did it get before?", ["havering-2018 Good"] * 2),
        ("Which authorities are outstanding?", "What about Oldham?", ["oldham-2019 Good"]),
    ],
)
def test_a_follow_up_to_a_question_about_grades(
    graded: Assistant, before: str, question: str, cited: list[str]
) -> None:
    assert rows(graded.ask(question, [before])) == cited


@pytest.mark.parametrize(
    "question",
    [
        "Which authorities went from good to outstanding?",
        "Which authorities have never been inadequate?",
        "Which authority got the worst grades?",
    ],
)
def test_grades_of_many_authorities_are_not_compared(graded: Assistant, question: str) -> None:
    answer = graded.ask(question)
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.reason.startswith("This program does not compare the grades of so many authorities.")
    assert answer.nearest == ()


def test_no_row_with_another_grade_is_cited_where_a_grade_is_asked_for(graded: Assistant) -> None:
    cited = rows(graded.ask("Which places have inadequate impact of leaders on social work practice?"))
    assert cited == ["havering-2016 Inadequate", "havering-2024 Inadequate"]
    assert rows(graded.ask("Why was the impact of leaders on social work practice inadequate?")) == []


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "Why was Derby inadequate?",
            "takes the grade “inadequate” for granted, and the reports give another: Derby 2016",
        ),
        (
            "Why did leadership in Havering drop to requires improvement?",
            "takes the grade “requires improvement” for granted",
        ),
        ("Why did Derby's grade fall?", "takes for granted that the grade fell"),
        ("Why was Derby downgraded in 2022?", "takes for granted that the grade fell"),
        ("Why has the grade of Oldham improved since 2016?", ""),
        ("Why did Havering's rating improve?", ""),
    ],
)
def test_a_fall_or_rise_that_no_report_gives_is_a_false_premise(graded: Assistant, question: str, reason: str) -> None:
    answer = graded.ask(question)
    assert ("for granted" in answer.reason) == bool(reason)
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("question", "read_as", "slug"),
    [
        ("Why did Havering drop from good to inadequate?", "What are the weaknesses in services for children?", "havering-2024"),
        ("Why was Havering good?", "What are the strengths in services for children?", "havering-2018"),
        ("Why did the grade of Derby improve?", "What are the strengths in services for children?", "derby-2022"),
    ],
)  # fmt: skip
def test_the_reasons_of_a_grade_are_those_of_the_report_that_gave_it(
    graded: Assistant, question: str, read_as: str, slug: str
) -> None:
    answer = graded.ask(question)
    assert answer.understanding.question == read_as
    assert answer.understanding.scope.reports == (slug,)
