"""What an answer promises, through the real library, models and example report."""

from __future__ import annotations

import json
import re
import socket
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.chunk import embedded_text, heading
from index.errors import SettingsError
from index.example import TEXT
from index.library import Library
from index.model import Chunk, Kind, Scope, Span
from index.sentences import sentences
from index.settings import Settings
from qa import choose, decide
from qa.asks import asked_for, expected
from qa.assistant import Assistant
from qa.conversation import LONGEST_QUESTION, trouble
from qa.export import answer_json
from qa.model import Answer, Asked, Citation, LeftOut, Outcome, Understanding
from qa.reader import Reading
from qa.refusal import CALIBRATION, threshold, uncalibrated
from qa.retrieve import Candidate
from qa.understand import Scoped, behind_grade, to_improve
from tests.made import cross_encoder

pytestmark = pytest.mark.slow
EXAMPLE = "What did inspectors say about return home interviews?"


def numbers(citations: tuple[Citation, ...]) -> set[str | None]:
    return {citation.paragraph.number for citation in citations}


def every_citation(answer: Answer) -> list[Citation]:
    return [*answer.citations, *answer.related, *answer.nearest, *answer.ranked]


def assert_verbatim(answer: Answer, library: Library) -> None:
    """Every quoted character stands in the stored report, under that number and page, in whole sentences."""
    for citation in every_citation(answer):
        report = library.report(citation.report.slug)
        (stored,) = [p for p in report.paragraphs if p.ref == citation.paragraph.ref]
        assert stored == citation.paragraph
        for span, quoted in zip(citation.quotes, citation.quoted, strict=True):
            assert quoted
            assert stored.text[span.start : span.end] == quoted == quoted.strip()
            if stored.page is not None:
                assert stored.pages(span)


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("What proportion of secondary school pupils take free school meals?", "p4-11"),
        ("free school meals in primary schools", "p4-10"),
        ("What percentage of secondary pupils have English as an additional language?", "p4-15"),
        ("How many children in care live with their parents?", "p5-8"),
    ],
)
def test_a_list_item_is_found_and_read_with_the_line_it_hangs_on(assistant: Assistant, question: str, ref: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.citations[0].paragraph.ref == ref
    assert answer.citations[0].lead is not None


def test_the_example_question_finds_the_recommendation_the_findings_and_the_summary(assistant: Assistant) -> None:
    answer = assistant.ask(EXAMPLE)
    assert answer.outcome is Outcome.ANSWERED
    assert {"4", "24", "33"} <= numbers(answer.citations)
    assert any(c.paragraph.number is None for c in answer.citations), "the summaries speak of it too"
    assert all("interview" in c.paragraph.text.lower() for c in answer.citations)


def test_a_paragraph_is_looked_up_by_number(assistant: Assistant) -> None:
    (citation,) = assistant.ask("para 24").citations
    assert citation.paragraph.number == "24"
    assert citation.quoted == (citation.paragraph.text,)
    assert [c.paragraph.number for c in assistant.ask("paras 23 to 24").citations] == ["23", "24"]


def test_a_number_that_is_not_there_says_which_are(assistant: Assistant) -> None:
    answer = assistant.ask("paragraph 300")
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert "paragraphs 1 to" in answer.reason


def test_a_look_up_with_a_question_quotes_what_speaks_of_it(assistant: Assistant) -> None:
    (citation,) = assistant.ask("what does para 33 say about carers reporting them missing").citations
    assert 0 < sum(len(q) for q in citation.quoted) < len(citation.paragraph.text)


@pytest.mark.parametrize(
    "question",
    ["What is the capital of France?", "how many swimming pools are there", "What did inspectors find in Hackney?"],
)
def test_what_the_report_does_not_say_is_refused_with_the_nearest_paragraphs(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.reason
    assert not answer.citations
    assert answer.nearest


def test_grades_come_from_the_judgements(assistant: Assistant) -> None:
    (citation,) = assistant.ask("What grade did adoption performance get?").citations
    assert citation.paragraph.text.endswith("Good")
    (leaders,) = assistant.ask("Is leadership outstanding?").citations
    assert leaders.paragraph.text.endswith("management and governance Requires improvement")
    wrong = assistant.ask("Why were care leavers' services judged outstanding?")
    assert wrong.outcome is Outcome.NOT_ANSWERED
    assert "Inadequate" in wrong.reason


def test_a_grade_that_nothing_was_given_is_a_false_premise(assistant: Assistant) -> None:
    answer = assistant.ask("Why was the fostering service rated outstanding?")
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert "takes the grade “outstanding” for granted" in answer.reason
    assert answer.nearest


@pytest.mark.parametrize(
    "question",
    [
        "Why was Ottermarsh not rated outstanding?",
        "Why wasn’t it judged outstanding?",
        "Why did inspectors stop short of an outstanding rating?",
        "Why is the rate of staff turnover outstanding?",
        "Why are outstanding actions rated red?",
    ],
)
def test_a_grade_that_is_not_taken_for_granted_is_no_false_premise(assistant: Assistant, question: str) -> None:
    assert "for granted" not in assistant.ask(question).reason


@pytest.mark.parametrize(
    "question", ["What percentage of plans were rated good?", "Is the helpline rated?", "how are the audits graded"]
)
def test_a_grade_of_something_else_is_not_answered_from_the_judgements(assistant: Assistant, question: str) -> None:
    cited = assistant.ask(question).citations
    assert not any(citation.paragraph.kind is Kind.JUDGEMENT for citation in cited)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("List all the recommendations", [*map(str, range(1, 11)), "60", "61", "62"]),
        ("what must the council improve?", [*map(str, range(1, 11))]),
        ("What did inspectors recommend for the LSCB?", ["60", "61", "62"]),
    ],
)
def test_recommendations_are_listed_whole_in_printed_order(
    assistant: Assistant, question: str, numbers: list[str]
) -> None:
    citations = assistant.ask(question).citations
    assert [citation.paragraph.number for citation in citations] == numbers
    assert all("".join(c.quoted) == c.paragraph.text for c in citations)


def test_recommendations_on_a_subject_are_recommendations_on_that_subject(assistant: Assistant) -> None:
    citations = assistant.ask("recommendations about care leavers").citations
    assert all(citation.paragraph.kind is Kind.RECOMMENDATION for citation in citations)
    assert 0 < len(citations) < 13


def test_the_part_of_a_question_that_is_not_answered_is_named(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What did inspectors say about return home interviews, and how many swimming pools are there?"
    )
    assert answer.answered
    assert answer.citations
    assert "“how many swimming pools are there?”" in answer.reason
    whole = assistant.ask("What did inspectors say about return home interviews?")
    assert whole.answered
    assert not whole.reason


def test_each_part_is_searched_by_its_own_words_alone(assistant: Assistant) -> None:
    together = assistant.ask("what is said about the LADO and how many UASC are there?")
    alone = assistant.ask("how many UASC are there?")
    assert not together.reason
    assert alone.citations[0].paragraph in [c.paragraph for c in together.citations]
    assert not assistant.ask("Ottermarsh 2016 report, what is said about the LADO?").reason


def test_what_everybody_has_is_asked_by_itself_where_nothing_is_said_of_the_subjects_before(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("are caseloads high?", ["What did inspectors say about private fostering?"])
    plain = assistant.ask("are caseloads high?")
    assert plain.answered
    assert (answer.understanding.question, answer.citations) == ("are caseloads high?", plain.citations)


def test_a_part_about_another_subject_is_not_answered_by_what_answers_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("are disabled children supported and what about the virtual school")
    assert any("virtual school" in " ".join(citation.quoted) for citation in answer.citations)
    assert "70" in numbers(answer.citations)
    assert not answer.reason


def test_a_number_asked_for_beside_a_grade_is_found_or_said_to_be_missing(assistant: Assistant) -> None:
    answer = assistant.ask("how many children were looked after and what grade is leadership")
    assert answer.citations[0].paragraph.kind is Kind.JUDGEMENT
    assert any("looked after" in quoted for citation in answer.citations for quoted in citation.quoted)
    without = assistant.ask("how many swimming pools and what grade is leadership")
    assert without.answered
    assert "“how many swimming pools”" in without.reason


def test_what_is_told_before_the_question_is_not_searched(assistant: Assistant) -> None:
    plain = assistant.ask(EXAMPLE)
    typed = f"Good morning, I am writing a paper on pathway plans. {EXAMPLE} Many thanks, Sam"
    answer = assistant.ask(typed)
    assert (answer.asked, answer.understanding.question) == (typed, EXAMPLE)
    assert (answer.citations, answer.confidence) == (plain.citations, plain.confidence)


def test_thanks_and_background_of_earlier_turns_are_not_leant_on(assistant: Assistant) -> None:
    plain = assistant.ask("and for care leavers?", ["How good is the health of children?"])
    thanked = assistant.ask("and for care leavers?", ["Hi, how good is the health of children?", "thanks!"])
    told = assistant.ask("and for care leavers?", ["I work in Ottermarsh. How good is the health of children?"])
    assert plain.citations == thanked.citations == told.citations
    assert thanked.understanding.question == "how good is the health of children – and for care leavers?"


def test_a_list_that_was_shown_is_gone_through_one_by_one(assistant: Assistant) -> None:
    before = ["List the recommendations of the inspection", "thanks"]
    for question, number in (("the second one", "2"), ("and the next one?", "3"), ("the previous one", "2")):
        (citation,) = assistant.ask(question, before).citations
        assert citation.paragraph.number == number
        before.append(question)
    why = assistant.ask("why?", before)
    assert (why.outcome, why.citations) == (Outcome.NOT_UNDERSTOOD, ())


def test_a_total_is_answered_by_the_line_that_gives_it_and_not_by_what_is_listed_under_it(tmp_path: Path) -> None:
    report = tmp_path / "counted.txt"
    printed = TEXT.read_text(encoding="utf-8")
    total = "- On 31 August 2016, 268 children were being looked after by the local authority. Of this number:"
    report.write_text(re.sub(r"- There were 268.*\n- Of the 268 children:", total, printed), encoding="utf-8")
    library = Library(Settings.load(tmp_path / "home"))
    library.add([report])
    counting = Assistant(library, library.settings)
    answer = counting.ask("How many children are in care?")
    assert answer.citations[0].quoted[0].startswith("On 31 August 2016, 268 children")
    assert [c for c in answer.citations if c.lead] == []
    (parents,) = counting.ask("How many children in care live with their parents?").citations
    assert parents.quoted == ("nine live with their parents, one of them outside the borough",)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Why is the care leavers service inadequate?", "What are the weaknesses in the care leavers service?"),
        ("Why were care leavers judged inadequate?", "What are the weaknesses in care leavers?"),
        ("Why does help and protection require improvement?", "What are the weaknesses in help and protection?"),
        ("Why did they get requires improvement?", "What are the weaknesses in services for children?"),
        ("Why is adoption only good and not outstanding?", "What are the weaknesses in adoption?"),
        ("Why isn't leadership outstanding?", "What are the weaknesses in leadership?"),
        ("Why aren’t they good?", "What are the weaknesses in services for children?"),
        ("Why has leadership not been rated outstanding?", "What are the weaknesses in leadership?"),
        ("Why didn't adoption get outstanding?", "What are the weaknesses in adoption?"),
        ("Why isn't good practice shared?", "Why isn't good practice shared?"),
        ("Why do only good schools take them?", "Why do only good schools take them?"),
        ("Why is fostering not good enough?", "Why is fostering not good enough?"),
        ("Why is it not good that children wait?", "Why is it not good that children wait?"),
    ],
)
def test_the_reasons_for_a_weak_grade_are_weaknesses(assistant: Assistant, question: str, read: str) -> None:
    assert behind_grade(question) == read
    assert assistant.ask(question).understanding.question in (question, read)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("what needs to improve for care leavers", "What are the weaknesses for care leavers?"),
        ("What do they need to get better at in early help?", "What are the weaknesses in early help?"),
        ("what needs improving about return home interviews?", "What are the weaknesses in return home interviews?"),
        (
            "what does the council still have to improve on for care leavers",
            "What are the weaknesses for care leavers?",
        ),
        ("what needs to improve about drift and by when?", "what needs to improve about drift and by when?"),
        (
            "What works well and what needs to improve in early help?",
            "What works well and what needs to improve in early help?",
        ),
        ("what needs to improve?", "what needs to improve?"),
        ("what helps children to improve at school?", "what helps children to improve at school?"),
        ("recommendations about care leavers", "recommendations about care leavers"),
    ],
)
def test_what_needs_to_improve_is_a_weakness_in_findings_and_recommendations(
    assistant: Assistant, question: str, read: str
) -> None:
    assert to_improve(question) == read
    assert assistant.ask(question).understanding.question in (question, read)


def test_findings_answer_what_needs_to_improve(assistant: Assistant) -> None:
    answer = assistant.ask("What needs to improve about return home interviews?")
    assert Kind.FINDING in {citation.paragraph.kind for citation in answer.citations}


@pytest.mark.parametrize(
    "question", ["How many children were looked after in 2021?", "return home interviews in 2021 and 2022"]
)
def test_a_year_of_which_no_report_speaks_is_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert "2021" in answer.reason
    assert answer.nearest


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors say about return home interviews in 2016?",
        "How have return home interviews changed since 2021?",
    ],
)
def test_a_year_that_a_report_speaks_of_or_that_only_bounds_is_no_ground_to_refuse(
    assistant: Assistant, question: str
) -> None:
    assert "in scope" not in assistant.ask(question).reason


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How did return home interviews change from 2016 to 2021?", "No report in scope is of an inspection in 2021."),
        ("Compare return home interviews in Ottermarsh and Hackney", "No report in scope is about Hackney."),
    ],
)
def test_what_is_there_is_answered_and_what_is_not_is_named(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.answered
    assert answer.reason == said
    assert answer.understanding.question == EXAMPLE


def test_a_grade_is_told_of_only_by_what_gives_one(tmp_path: Path) -> None:
    report = tmp_path / "visited.txt"
    printed = TEXT.read_text(encoding="utf-8")
    told = "Work before and during care proceedings is well managed."
    visited = f"The findings of the 2015 inspection of this work have been acted on. {told}"
    report.write_text(printed.replace(told, visited, 1), encoding="utf-8")
    library = Library(Settings.load(tmp_path / "home"))
    library.add([report])
    asking = Assistant(library, library.settings)
    assert asking.ask("What became of the findings of the 2015 inspection?").answered
    graded = asking.ask("What was the grade in 2015?")
    assert (graded.outcome, graded.confidence) == (Outcome.NOT_ANSWERED, 0.0)
    assert graded.reason.startswith("None of the reports in scope is of an inspection in 2015.")


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("What grade did child protection get in 2013?", "p4-2"),
        ("How was child protection judged in June 2013?", "p4-2"),
        ("what did the 2013 inspection find?", "p4-2"),
        ("What was the grade in 2012?", "p4-3"),
        ("Was Ottermarsh good in 2012?", "p4-3"),
    ],
)
def test_an_earlier_inspection_is_answered_by_what_is_told_of_it(assistant: Assistant, question: str, ref: str) -> None:
    answer = assistant.ask(question)
    assert [citation.paragraph.ref for citation in answer.citations] == [ref]
    year = "2012" if "2012" in question else "2013"
    assert answer.reason == f"No report in scope is of an inspection in {year}. This is what other reports say of it."
    assert answer.understanding.missing == year


@pytest.mark.parametrize(
    "question",
    [
        "What was the overall grade in 2010?",
        "What did the 2013 inspection say about return home interviews?",
    ],
)
def test_a_year_without_an_inspection_is_never_answered_from_another(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.answered
    assert answer.reason.startswith("None of the reports in scope is of an inspection in 201")
    anew = assistant.ask(Asked(question, frozenset({LeftOut.SCOPE})))
    assert all(citation.paragraph.kind is not Kind.JUDGEMENT for citation in anew.citations)


PARTNERS = """Inspection of Dunmere local authority children's services

Inspection dates: 6 March 2014 to 10 March 2014

Findings

1. Leeds City Council has coached managers and looked after the work to improve services.

2. The council has coached foster carers and helped them to stay.

3. Early help is prompt and families speak well of it.
"""


def test_what_another_council_did_is_answered_by_the_paragraphs_that_name_it(tmp_path: Path) -> None:
    (tmp_path / "dunmere-2014.txt").write_text(PARTNERS, encoding="utf-8")
    settings = Settings.load(tmp_path / "home")
    shelf = Library(settings)
    shelf.add([tmp_path / "dunmere-2014.txt"])
    asked = Assistant(shelf, settings)
    for question in ("What did Leeds do?", "What did Leeds City Council do?"):
        answer = asked.ask(question)
        assert numbers(answer.citations) == {"1"}
        assert answer.reason == "No report in scope is about Leeds. This is what other reports say of it."
    for question in ("What did inspectors say about early help in Leeds?", "How did Leeds do?", "What did Hackney do?"):
        assert asked.ask(question).reason.startswith("None of the reports in scope is about")


INSPECTED = """Inspection of {authority} local authority children's services

Inspection dates: 6 March {year} to 10 March {year}

Findings

{findings}
"""
VISITS = """1. Social workers visit children often and see them alone.

2. Visits to children are timely in almost all cases.

3. Some visits to children are late, and this is not recorded.

4. Managers know which visits to children are overdue.

5. Children say that visits from their social workers help them.

6. Records of visits to children are clear and say what children think.

7. Visits to children who live far away are made every month.
"""
LESSONS = "1. Children in care have music lessons and enjoy them."


def shelf_of(tmp_path: Path, *printed: tuple[str, int, str], **settings: int) -> Assistant:
    for authority, year, findings in printed:
        text = INSPECTED.format(authority=authority, year=year, findings=findings)
        (tmp_path / f"{authority.lower()}-{year}.txt").write_text(text, encoding="utf-8")
    shelf = Library(Settings.load(tmp_path / "home").model_copy(update=settings))
    assert all(result.status == "added" for result in shelf.add(sorted(tmp_path.glob("*.txt"))))
    return Assistant(shelf, shelf.settings)


def test_each_of_a_few_authorities_answers_a_comparison_or_is_said_not_to(tmp_path: Path) -> None:
    dunmere = [("Dunmere", year, LESSONS if year == 2014 else VISITS) for year in (2013, 2014, 2016, 2018)]
    asked = shelf_of(tmp_path, *dunmere, *(("Wexcombe", year, VISITS) for year in (2015, 2017, 2019)))
    both = asked.ask("Compare Dunmere with Wexcombe on visits to children")
    assert both.understanding.question == "What did inspectors say about visits to children?"
    assert {c.report.authority for c in both.citations} == {"Dunmere", "Wexcombe"}
    one = asked.ask("Compare Dunmere and Wexcombe on music lessons")
    assert [(c.report.slug, c.paragraph.number) for c in one.citations] == [("dunmere-2014", "1")]
    assert one.reason == "This program found nothing on this in: Wexcombe."


def test_what_differs_across_all_authorities_is_read_for_its_subject(tmp_path: Path) -> None:
    many = [(f"{name}mere", 2014, VISITS) for name in ("Dun", "Wex", "Ash", "Elm", "Oak", "Fir", "Bay")]
    asked = shelf_of(tmp_path, *many)
    differing = asked.ask("How do visits to children vary across authorities?")
    assert differing.understanding.question == "What did inspectors say about visits to children?"
    assert asked.ask("Compare visits to children").understanding.question == differing.understanding.question
    assert asked.ask("Have visits to children improved?").understanding.question == "Have visits to children improved?"


def test_each_report_of_a_comparison_is_read_on_while_it_answers(tmp_path: Path) -> None:
    few = shelf_of(tmp_path, *(("Dunmere", year, VISITS) for year in (2014, 2016, 2018)), candidates=6)
    answer = few.ask("How have visits to children changed?")
    assert [len([c for c in answer.citations if c.report.year == year]) for year in (2014, 2016, 2018)] == [6, 6, 6]
    assert answer.reason == "The first 18 paragraphs found were read; further ones may speak of this."


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    many = [(f"{name}mere", 2014, VISITS) for name in ("Dun", "Wex", "Ash", "Elm", "Oak", "Fir", "Bay")]
    return shelf_of(tmp_path_factory.mktemp("seven"), *many, candidates=6)


def test_many_reports_are_not_said_to_hold_no_more_than_was_read(seven: Assistant) -> None:
    answer = seven.ask("What do inspectors say about visits to children?")
    assert answer.reason == "The first 12 paragraphs found were read; further ones may speak of this."


@pytest.mark.parametrize(
    "question",
    [
        "What is common in reports about visits to children?",
        "What do inspectors commonly say about visits to children?",
    ],
)
def test_what_many_reports_say_in_general_is_read_as_deeply_as_which_of_them_say_it(
    seven: Assistant, question: str
) -> None:
    assert seven.ask(question).reason == "The first 18 paragraphs found were read; further ones may speak of this."


def test_las_and_local_authorities_are_asked_the_same(seven: Assistant) -> None:
    las, spelt_out = seven.ask("Which LAs visit children?"), seven.ask("Which local authorities visit children?")
    assert las.understanding.expansions
    assert las.ranked == spelt_out.ranked


def test_who_asks_which_authority_is_best_is_told_that_nothing_is_ranked(seven: Assistant) -> None:
    answer = seven.ask("Which authority has the most visits to children?")
    assert answer.reason.endswith("This program does not count, weigh or rank what reports say.")
    named = seven.ask("Which authority has the most visits to children?", scope=Scope(authorities=("Dunmere",)))
    assert "rank" not in named.reason


def test_one_report_is_asked_whether_something_changed(tmp_path: Path) -> None:
    alone = shelf_of(tmp_path, ("Dunmere", 2014, VISITS))
    assert alone.ask("Have visits to children changed?").understanding.question == "Have visits to children changed?"


def test_a_follow_up_is_read_with_the_question_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("and for children who live outside the borough?", [EXAMPLE])
    assert answer.understanding.question.startswith("What did inspectors say about return home interviews")
    assert answer.answered


def test_a_follow_up_is_not_answered_with_the_answer_to_the_question_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("and how many swimming pools are there?", [EXAMPLE])
    assert not answer.answered
    assert "this part" not in answer.reason


@pytest.mark.parametrize(
    "question", ["what about it?", "What about them", "and before that?", "show me more", "and why?", "the second one"]
)
def test_a_follow_up_with_nothing_before_it_is_told_so(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_UNDERSTOOD
    assert "there is none" in answer.reason


@pytest.mark.parametrize(
    ("before", "question", "ref"),
    [
        (["List the recommendations"], "tell me more about the second", "2"),
        (["List the recommendations", "the first one"], "what about the third one?", "3"),
        (["recommendations for the LSCB"], "the last one", "62"),
        (["the summary for children and young people"], "the sixth bullet point", "p7-6"),
        (["paragraphs 41 and 66"], "what does the second one say?", "66"),
        (["recommendation 3"], "the fourth one", "4"),
    ],
)
def test_after_a_list_an_ordinal_is_one_of_it(assistant: Assistant, before: list[str], question: str, ref: str) -> None:
    answer = assistant.ask(question, before)
    assert [c.paragraph.ref for c in answer.citations] == [ref]
    assert answer.reason == ""
    assert assistant.ask(question, answer.understanding.earlier).citations == answer.citations


def test_an_ordinal_that_no_list_is_before_is_not_guessed_at(assistant: Assistant) -> None:
    for before in (EXAMPLE, "paragraph 66", "How many swimming pools are there?"):
        answer = assistant.ask("the second one", [before])
        assert answer.outcome is Outcome.NOT_UNDERSTOOD
        assert "cannot tell which one is meant" in answer.reason
        assert answer.citations == answer.nearest == ()
    beyond = assistant.ask("the 40th one", ["List the recommendations"])
    assert (beyond.outcome, beyond.reason) == (Outcome.NOT_ANSWERED, "The list shown before this has 13 items.")


def test_where_no_recommendation_answers_that_is_said(example_library: Library) -> None:
    said = "No recommendation on this was found; these paragraphs speak of it."
    question = "recommendations about care leavers' records"
    assert decided(example_library, question, {"46": 0.9}).reason == said
    assert decided(example_library, question, {"46": 0.9, "8": 0.8}).reason == ""
    assert decided(example_library, question, {"45": 0.9}).reason == "", "it ends in “(Recommendation)”"
    assert decided(example_library, "What about care leavers?", {"46": 0.9}).reason == ""


def test_a_whole_question_is_not_read_with_the_one_before_it(assistant: Assistant) -> None:
    question = "What did inspectors say about neglect?"
    answer = assistant.ask(question, ["How many children were adopted last year?"])
    assert answer.understanding.question == question
    assert answer.citations == assistant.ask(question).citations


def test_a_follow_up_needs_no_name_because_the_question_before_it_asked_for_one(assistant: Assistant) -> None:
    answer = assistant.ask("what about her leadership?", ["Who is the director of children’s services?"])
    assert answer.answered


@pytest.mark.parametrize(
    "question", ["", "   \n", "x" * 10_000, "hello", "Thank you very much!", "What can you do?", "how does this work?"]
)
def test_an_empty_or_endless_question_gets_one_clear_line(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_UNDERSTOOD
    assert answer.reason
    assert len(answer.asked) <= LONGEST_QUESTION


@pytest.mark.parametrize(
    "remark",
    [
        "that's wrong", "No, that's not what I asked", "That doesn't help", "I don't understand", "are you sure?", "how do you know?",
        "shorter", "summarise that", "can you put that in a table?", "in one sentence please", "explain that", "what does that mean?",
        "that can't be right", "this is from the wrong report", "write me a paragraph about that", "hmm ok",
        "thank you, that's very helpful", "yes", "no", "what do they mean by it", "in their own words",
    ],
)  # fmt: skip
def test_a_remark_on_an_answer_is_not_searched(assistant: Assistant, remark: str) -> None:
    answer = assistant.ask(remark, [EXAMPLE])
    assert (answer.outcome, answer.citations, answer.nearest) == (Outcome.NOT_UNDERSTOOD, (), ())
    assert "lease ask" in answer.reason
    assert assistant.ask("and why?", [EXAMPLE, remark]).citations == assistant.ask("and why?", [EXAMPLE]).citations


@pytest.mark.parametrize(
    "question",
    [
        "ok, is it good?", "is it clear?", "true costs", "shorter waiting times", "clear thresholds", "explain neglect",
        "summarise the report", "in court", "is this right for children?", "how do social workers know?", "what does LADO mean?",
        "yes, and care leavers?", "no children", "please list them", "in words that children understand", "useful supervision",
        "is it right that children wait?", "great leaders", "understood by partners", "what do they mean by drift?",
        "in their own language?", "in their own homes", "do children speak in their own words?",
    ],
)  # fmt: skip
def test_a_question_that_only_sounds_like_a_remark_is_asked(question: str) -> None:
    assert trouble(question) == ""


@pytest.mark.parametrize("remark", ["right", "in Welsh", "by bullets", "are you sure?"])
def test_a_remark_before_any_answer_is_told_what_to_ask(assistant: Assistant, remark: str) -> None:
    for history in ([], ["hello"]):
        assert assistant.ask(remark, history).reason.startswith("Please ask what you would like to know")
    assert "If they do not answer" in assistant.ask(remark, [EXAMPLE]).reason


@pytest.mark.parametrize("question", ["same question for Derby", "do the same for Derby", "no, I meant Oldham"])
def test_a_correction_of_nothing_says_that_it_leans(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.citations) == (Outcome.NOT_UNDERSTOOD, ())
    assert "there is none" in answer.reason


def test_a_place_to_look_up_after_sorry_is_looked_up(assistant: Assistant) -> None:
    assert numbers(assistant.ask("Sorry, paragraph 24").citations) == {"24"}


def test_reading_goes_on_while_further_paragraphs_answer(example_library: Library, example_settings: Settings) -> None:
    few = Assistant(example_library, example_settings.model_copy(update={"candidates": 3}))
    assert len(few.ask(EXAMPLE).citations) > 3


def test_reading_ends_where_the_last_step_brought_nothing() -> None:
    answers = [Reading(2.0, 0.9, ()), Reading(2.0, 0.8, ()), Reading(0.0, 0.2, ())]
    assert not choose.goes_on(answers, 1, choose.WITH_MODEL, choose.WITH_MODEL.share)
    assert choose.goes_on(answers, 1, choose.WITH_MODEL, choose.WITH_MODEL.all_share)
    assert choose.goes_on(answers, 2, choose.WITH_MODEL, choose.WITH_MODEL.share)
    assert not choose.goes_on([Reading(0.0, 0.1, ())] * 3, 2, choose.WITH_MODEL, choose.WITH_MODEL.share)


def test_it_is_said_when_there_is_no_more_to_show(assistant: Assistant) -> None:
    more = assistant.ask("show me more", [EXAMPLE, "show me more"])
    assert more.citations == assistant.ask("show me more", [EXAMPLE]).citations
    assert more.reason.endswith("No more than this was found.")
    assert "No more" not in assistant.ask(EXAMPLE).reason


def test_a_part_that_asks_for_a_grade_is_answered_by_the_grade(assistant: Assistant) -> None:
    answer = assistant.ask("What was the overall grade and what did inspectors say about return home interviews?")
    assert answer.citations[0].paragraph.kind is Kind.JUDGEMENT
    assert numbers(answer.citations) & {"4", "24", "33"}
    assert "No answer was found" not in answer.reason


def test_which_paragraphs_speak_of_something_is_answered_in_report_order(assistant: Assistant) -> None:
    answer = assistant.ask("Which paragraphs mention return home interviews?")
    assert {"4", "24", "33"} <= numbers(answer.citations)
    (report,) = assistant.library.reports()
    places = [report.by_ref[citation.paragraph.ref] for citation in answer.citations]
    assert places == sorted(places)


def test_a_list_says_where_reading_ended_before_the_answers_did(
    example_library: Library, example_settings: Settings
) -> None:
    few = Assistant(example_library, example_settings.model_copy(update={"candidates": 3}))
    further = "The first 6 paragraphs found were read; further ones may speak of this."
    assert few.ask("Show me everything on return home interviews").reason == further
    assert not few.ask(EXAMPLE).reason


def decided(library: Library, question: str, sure: dict[str, float], reports: int = 1) -> Answer:
    """The answer from paragraphs of the example that were read as so likely to answer, best first.

    Those with a star are of another, later report with the same words.
    """
    (first,) = library.reports()
    assert first.paragraphs  # read before it is copied: the copy is in no library
    second = copy(first)
    second.row, second.info = first.row + 1, replace(first.info, slug="later", inspected=date(2030, 1, 1))
    group = []
    for at, (starred, answers) in enumerate(sure.items()):
        report, number = second if starred.endswith("*") else first, starred.rstrip("*")
        evidence = (1.0,) * len(sentences(report.paragraphs[report.by_ref[number]].text))
        candidate = Candidate(report, report.by_ref[number], 0.5, 0.5, 0.5)
        group.append(choose.Read(candidate, Reading(2.0, answers, evidence), 3.0 - at))
    asked = decide.Question(
        question, question, expected(asked_for(question), question), Understanding(question, Scope(), reports=reports),
        Scoped(Scope(), (), question), more=0,
    )  # fmt: skip
    return decide.decide(asked, [group], [], [], choose.WITH_MODEL, 0.5, decide.Listed())


def test_many_reports_are_asked_for_what_answers_and_one_for_all_there_is(example_library: Library) -> None:
    sure = {"16": 1.0, "45": 0.2, "44": 0.1}
    one = decided(example_library, "Show me everything on care leavers", sure)
    assert [c.paragraph.number for c in one.citations] == ["16", "44", "45"]
    for question in ("Which authorities house care leavers well?", "Show me everything on care leavers"):
        many = decided(example_library, question, sure, reports=9)
        assert sorted(c.paragraph.number or "" for c in many.citations) == ["16", "45"]


def test_the_best_of_one_report_does_not_crowd_out_what_answers_in_another(example_library: Library) -> None:
    question = "What did inspectors say about care leavers?"
    answer = decided(example_library, question, {"16": 1.0, "45": 0.45, "44*": 0.6, "16*": 0.35})
    assert [(c.report.slug == "later", c.paragraph.number) for c in answer.citations] == [
        (False, "16"),
        (True, "44"),
        (True, "16"),
    ]
    unsure = decided(example_library, question, {"16": 1.0, "44*": 0.4})
    assert [c.paragraph.number for c in unsure.citations] == ["16"]


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("How many care leavers have plans?", ["45", "44"]),  # 16 holds no number
        ("How many plans were reviewed?", ["45"]),  # 44 speaks of neither
        ("Are plans reviewed?", ["16", "45", "44"]),
        ("List how many care leavers have plans", ["44", "45"]),
    ],
)
def test_where_a_figure_is_asked_for_what_holds_one_is_cited(
    example_library: Library, question: str, order: list[str]
) -> None:
    answer = decided(example_library, question, {"16": 0.9, "45": 0.6, "44": 0.8})
    assert [citation.paragraph.number for citation in answer.citations] == order


def test_a_section_that_is_named_comes_first(example_library: Library) -> None:
    sure = {"16": 0.9, "45": 0.6, "44": 0.8}  # 44 and 45 stand under the heading about care leavers
    answer = decided(example_library, "Are care leavers’ plans reviewed?", sure)
    assert [citation.paragraph.number for citation in answer.citations] == ["45", "44", "16"]


def test_a_figure_that_is_asked_for_stands_first_under_each_report(example_library: Library) -> None:
    sure = {"16*": 0.9, "16": 0.85, "45": 0.7, "45*": 0.7, "44": 0.8, "44*": 0.8}
    answer = decided(example_library, "How many care leavers have plans?", sure)
    assert [citation.paragraph.number for citation in answer.citations] == ["45", "44"] * 2
    assert [citation.report.slug for citation in answer.citations][:2] == ["later"] * 2  # its 16 is the surest of all


def test_a_figure_in_a_paragraph_that_would_not_be_cited_is_no_answer(example_library: Library) -> None:
    answer = decided(example_library, "How many plans were reviewed?", {"16": 0.9, "45": 0.1})
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert "no number" in answer.reason


def test_of_subjects_that_are_only_named_each_is_answered(assistant: Assistant) -> None:
    one, other = (assistant.ask(about).citations for about in ("return home interviews", "pathway plans"))
    both = assistant.ask("return home interviews and pathway plans")
    assert {c.paragraph.ref for c in (*one, *other)} <= {c.paragraph.ref for c in both.citations}
    half = assistant.ask("pathway plans and swimming pools")
    assert {c.paragraph.ref for c in other} <= {c.paragraph.ref for c in half.citations}
    assert half.reason == "No answer was found to this part of the question: “swimming pools”."


def test_a_scope_without_reports_says_so(assistant: Assistant) -> None:
    assert assistant.ask(EXAMPLE, scope=Scope(year_from=2030)).outcome is Outcome.NOT_UNDERSTOOD


def test_the_same_question_has_the_same_answer(
    assistant: Assistant, example_library: Library, example_settings: Settings
) -> None:
    def told(answer: Answer) -> str:
        return json.dumps({**answer_json(answer), "timings_ms": None})

    again = Assistant(Library(example_settings), example_settings)
    assert told(assistant.ask(EXAMPLE)) == told(assistant.ask(EXAMPLE)) == told(again.ask(EXAMPLE))


def test_no_other_machine_is_looked_up(
    assistant: Assistant, example_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **named: object) -> None:
        raise AssertionError(f"looked up {args}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    fresh = Library(example_settings)
    assert Assistant(fresh, example_settings).ask(EXAMPLE).answered


def test_the_model_reads_every_chunk_to_its_end(example_library: Library) -> None:
    """With the model's own tokenizer: not one chunk is cut off."""
    embedder = example_library.embedder
    for report in example_library.reports():
        texts = [
            embedded_text(
                Chunk(p, Span(start, end), "" if single else heading(report.paragraphs, p)), report.paragraphs
            )
            for p, start, end, single in report.chunks
        ]
        assert len(texts) > 100
        assert max(embedder.pieces(texts)) <= embedder.max_pieces == 256


def test_chunks_hold_every_word_of_every_paragraph(example_library: Library) -> None:
    for report in example_library.reports():
        held: dict[int, str] = {}
        for p, start, end, single in report.chunks:
            if not single:
                held[p] = held.get(p, "") + report.paragraphs[p].text[start:end]
        for position, text in held.items():
            assert "".join(text.split()) == "".join(report.paragraphs[position].text.split())


def test_a_recommendation_crowds_no_finding_out(example_library: Library) -> None:
    def cited(**sure: float) -> list[str]:
        named = {ref.removeprefix("_").replace("_", "-"): answers for ref, answers in sure.items()}
        return [
            citation.paragraph.ref for citation in decided(example_library, "return home interviews", named).citations
        ]

    (report,) = example_library.reports()
    first = next(p.ref for p in report.paragraphs if p.kind is Kind.RECOMMENDATION)
    assert cited(**{first: 0.9, "_24": 0.4, "_33": 0.25, "_4": 0.1}) == [first, "24", "33"]
    assert cited(**{first: 0.9, "_24": 0.1, "_33": 0.08}) == [first]
    assert cited(**{"_24": 0.9, first: 0.4, "_33": 0.4}) == ["24"]


@pytest.mark.parametrize(("score", "sure"), [(2.0, 0.88), (-2.0, 0.12)])
def test_a_reranker_that_was_set_works_at_once_and_refuses_what_is_no_more_likely_than_not(
    example_library: Library, tmp_path: Path, score: float, sure: float
) -> None:
    folder = str(cross_encoder(tmp_path / "model", score))
    answer = Assistant(example_library, Settings.load(tmp_path, reranker=folder)).ask(EXAMPLE)
    assert answer.confidence == pytest.approx(sure, abs=0.01)
    assert answer.answered is (sure > 0.5)
    assert_verbatim(answer, example_library)
    shares = [sum(map(len, c.quoted)) / len(c.paragraph.text) for c in every_citation(answer)]
    assert min(shares) < 0.7, "sentences are quoted, not whole paragraphs"


def test_a_calibration_in_the_data_home_is_used(example_library: Library, tmp_path: Path) -> None:
    chosen = Settings.load(tmp_path, reranker=str(cross_encoder(tmp_path / "model", -2.0)))
    assert "not calibrated for the reranker" in uncalibrated(chosen)
    points = [{"false_refusals": 0.0, "threshold": 0.05}, {"false_refusals": 0.1, "threshold": 0.15}]
    (tmp_path / CALIBRATION).write_text(json.dumps({chosen.reranker: points}))
    assert uncalibrated(chosen) == ""
    assert threshold(chosen) == pytest.approx(0.1)
    assert Assistant(example_library, chosen).ask(EXAMPLE).answered
    assert uncalibrated(Settings.load(tmp_path)) == "", "the models that ship keep theirs"


def test_another_search_model_alone_is_said_to_be_uncalibrated(tmp_path: Path) -> None:
    other, usual = Settings.load(tmp_path, reranker="off", model="other"), Settings.load(tmp_path, reranker="off")
    assert "search model “other”" in uncalibrated(other)
    assert uncalibrated(usual) == ""
    assert threshold(other) == threshold(usual)


def test_models_and_calibrations_that_cannot_be_used_are_named(example_library: Library, tmp_path: Path) -> None:
    many = Settings.load(tmp_path, reranker=str(cross_encoder(tmp_path / "model", 0.0, scores=3)))
    with pytest.raises(SettingsError, match="3 scores"):
        Assistant(example_library, many).ask(EXAMPLE)
    (tmp_path / CALIBRATION).write_text('{"off": 3}')
    with pytest.raises(SettingsError, match=CALIBRATION):
        Assistant(example_library, many)


@pytest.mark.slow
def test_a_paragraph_that_does_not_speak_of_what_is_asked_is_said_not_to(assistant: Assistant) -> None:
    silent = assistant.ask("what does paragraph 12 say about swimming pools?")
    assert [c.paragraph.number for c in silent.citations] == ["12"]
    assert "was found to speak of it" in silent.reason
    for question in ("explain paragraph 12", "does paragraph 12 mention headteachers?"):
        assert not assistant.ask(question).reason


@pytest.mark.slow
def test_a_follow_up_with_a_subject_of_its_own_is_answered_by_what_speaks_of_that(assistant: Assistant) -> None:
    before = ["What did inspectors say about return home interviews?"]
    assert all("dopt" in c.paragraph.text for c in assistant.ask("what about adoption?", before).citations)
    assert not assistant.ask("and what about unicorns?", before).answered


@pytest.mark.slow
@pytest.mark.parametrize("question", ["is it timely?", "who provides the support?", "show me more"])
def test_what_follows_another_subject_leans_on_that_and_no_longer_on_the_first(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question, ["how are return home interviews done?", "what about adoption?"])
    assert answer.answered
    assert all("dopt" in c.paragraph.text for c in answer.citations)
    understood = answer.understanding
    assert (understood.earlier, "interviews" in understood.question) == ((Asked("what about adoption?"),), False)
    assert assistant.ask(question, understood.earlier).understanding.earlier == understood.earlier


@pytest.mark.slow
def test_what_follows_a_subject_within_the_first_leans_on_both(assistant: Assistant) -> None:
    before = ["How good is the support for care leavers?", "what about health?"]
    whole = "How good is the support for care leavers – what about health – is it timely?"
    assert assistant.ask("is it timely?", before).understanding.question == whole


@pytest.mark.slow
def test_a_number_asked_for_in_a_follow_up_is_not_the_one_asked_for_before(assistant: Assistant) -> None:
    before = ["How many children are the subject of a child protection plan?"]
    (first, *_), (second, *_) = (
        assistant.ask(before[0]).citations,
        assistant.ask("and how many were looked after?", before).citations,
    )
    assert "protection plan" in first.paragraph.text
    assert second.quoted[0].startswith("There were 268 children in the council’s care")


@pytest.mark.slow
def test_a_name_that_no_paragraph_gives_is_never_answered(assistant: Assistant) -> None:
    answer = assistant.ask("What is the name of the director of children’s services?")
    assert not answer.answered
    assert "no name of a person that answers it was found" in answer.reason
