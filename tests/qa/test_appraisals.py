"""Strengths and weaknesses: the report's own lists whole, then the findings that read as praise or as criticism, and no others."""

from __future__ import annotations

import pytest

from index.library import Library
from index.model import Kind
from index.settings import Settings
from qa import appraisals
from qa.appraisals import Side
from qa.assistant import Assistant
from qa.model import Answer, Outcome

WEAK, STRONG = (Side.WEAKNESSES,), (Side.STRENGTHS,)


def numbers(answer: Answer, kind: Kind) -> list[int]:
    found = [citation.paragraph for citation in answer.citations if citation.paragraph.kind is kind]
    return [int(paragraph.number) for paragraph in found if paragraph.number]


@pytest.mark.parametrize(
    ("question", "sides", "areas"),
    [
        ("What are the weaknesses?", WEAK, ()),
        ("list the weaknesses", WEAK, ()),
        ("any criticisms?", WEAK, ()),
        ("Where is the council weak?", WEAK, ()),
        ("what isn’t working well?", WEAK, ()),
        ("Are there any positives in this report?", STRONG, ()),
        ("what is going well?", STRONG, ()),
        ("What does the council do well?", STRONG, ()),
        ("what are the council’s main strengths", STRONG, ()),
        ("What are the strengths and what are the weaknesses?", (*STRONG, *WEAK), ()),
        ("What are the weaknesses in services for children in care?", WEAK, ("care",)),
        ("what weaknesses did inspectors find in leadership?", WEAK, ("leaders",)),
        ("What weaknesses do they have in common?", WEAK, ()),
        ("What are the strengths in help and protection? – and the weaknesses?", WEAK, ("help",)),
    ],
)
def test_what_is_asked_of_a_whole_report_or_section_is_read_as_that(
    question: str, sides: tuple[Side, ...], areas: tuple[str, ...]
) -> None:
    asked = appraisals.asked(question)
    assert asked is not None
    assert (asked.whole, asked.sides, asked.areas) == (True, sides, areas)


@pytest.mark.parametrize(
    "question",
    [
        "How are strengths and difficulties questionnaires used?",
        "strengths and difficulties questionnaires",
        "What is a strengths-based approach?",
        "Do assessments weigh the strengths of families?",
        "Which authorities have weaknesses in auditing?",
        "What is good about fostering?",
        "What is good practice?",
        "What is working well in the children in care council?",
        "What are the weaknesses in early help and what is being done about them?",
        "What are the strengths and how common are they?",
        "early help – what went wrong?",
    ],
)
def test_what_only_has_the_words_is_no_question_for_strengths_or_weaknesses(question: str) -> None:
    assert appraisals.asked(question) is None


def test_words_said_over_and_over_are_read_in_no_time() -> None:
    assert appraisals.asked(f"what are {'the council’s ' * 100}hopes?") is None


def test_the_weaknesses_are_what_is_to_improve_whole_and_then_criticism(assistant: Assistant) -> None:
    answer = assistant.ask("What are the weaknesses?")
    assert numbers(answer, Kind.RECOMMENDATION) == [*range(1, 11)]
    assert "the report’s own list (“Recommendations”), then the" in answer.reason
    found = numbers(answer, Kind.FINDING)
    assert {16, 45, 54} <= set(found)
    assert found == sorted(found)
    assert {11, 22, 26, 37, 39}.isdisjoint(found)  # praise
    (plans,) = (c.quoted for c in answer.citations if c.paragraph.number == "17")
    assert not any("held promptly" in sentence for sentence in plans)


def test_the_rest_of_many_findings_is_there_for_the_asking(assistant: Assistant) -> None:
    few, every = (numbers(assistant.ask(q), Kind.FINDING) for q in ("What are the weaknesses?", "list all weaknesses"))
    assert len(few) == assistant.settings.candidates < len(every)
    assert f"the {len(few)} surest of {len(every)} findings" in assistant.ask("What are the weaknesses?").reason


@pytest.mark.parametrize(
    "question", ["Why isn’t help and protection good?", "What are the weaknesses in help and protection?"]
)
def test_the_weaknesses_of_a_section_are_what_stands_in_it_and_what_is_listed_on_it(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    listed, found = numbers(answer, Kind.RECOMMENDATION), numbers(answer, Kind.FINDING)
    assert {1, 2, 3} <= set(listed) < set(range(1, 11))
    assert {16, 17, 24} <= set(found) <= set(range(11, 29))


def test_the_board_has_weaknesses_of_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("What are the weaknesses of the LSCB?")
    assert numbers(answer, Kind.RECOMMENDATION) == [60, 61, 62]
    assert min(numbers(answer, Kind.FINDING)) > 62


def test_the_strengths_are_praise(assistant: Assistant) -> None:
    answer = assistant.ask("Are there any positives in this report?")
    found = numbers(answer, Kind.FINDING)
    assert {22, 26, 37} <= set(found)
    assert {16, 24, 45, 54}.isdisjoint(found)
    assert "No list of strengths is printed." in answer.reason


def test_where_none_can_be_told_from_the_rest_that_is_said_and_nothing_shown(assistant: Assistant) -> None:
    answer = assistant.ask("What are the strengths in services for care leavers?")
    assert (answer.outcome, answer.citations, answer.nearest) == (Outcome.NOT_ANSWERED, (), ())
    assert answer.reason == "No strengths could be told from the rest of what is said."


def test_praise_of_a_subject_is_no_weakness_of_it(assistant: Assistant) -> None:
    allegations = assistant.ask("What are the weaknesses in allegations against professionals?")
    assert (allegations.outcome, allegations.citations) == (Outcome.NOT_ANSWERED, ())
    assert allegations.reason == "No weaknesses could be told from the rest of what is said."
    assert "26" in {citation.paragraph.number for citation in allegations.nearest}
    exploited = assistant.ask("What are the weaknesses in the response to sexual exploitation?")
    assert 22 not in numbers(exploited, Kind.FINDING)
    interviews = assistant.ask("What are the weaknesses in return home interviews?")
    assert 4 in numbers(interviews, Kind.RECOMMENDATION)
    assert 24 in numbers(interviews, Kind.FINDING)


PRINTED = """<h1>Inspection of {place} local authority children’s services</h1>
<p>Inspection dates: 6 March {year} to 10 March {year}</p>
<h2>The local authority’s strengths</h2><ul><li>Visits in {year} are regular.</li><li>Carers stay.</li></ul>
<h2>What needs to improve?</h2><ul><li>The reach of early help in {year}.</li></ul>
<h2>The experiences and progress of children in care and care leavers</h2>
<p>1. Children in care filled in strengths and difficulties questionnaires in {year}.</p>
<p>2. Social workers know children in care well and build strong, trusting relationships with them.</p>
<p>3. Too many care leavers live in unsuitable accommodation, and their plans are poor and out of date.</p>
<p>4. Children in care and care leavers wrote a guide in 2019.</p>"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("printed")
    for place, year in (
        ("Derby", 2016),
        ("Derby", 2022),
        *((p, 2019) for p in ("Bexley", "Camden", "Kirklees", "Oldham", "Suffolk", "Havering")),
    ):
        report = folder / f"{place.lower()}-{year}.html"
        report.write_text(PRINTED.format(place=place, year=year), encoding="utf-8")
    settings = Settings.load(tmp_path_factory.mktemp("home"))
    library = Library(settings)
    library.add(sorted(folder.iterdir()))
    return Assistant(library, settings)


def test_a_printed_list_of_strengths_comes_whole_and_what_only_has_the_word_not_at_all(shelf: Assistant) -> None:
    answer = shelf.ask("What are Derby's strengths?")
    assert {citation.report.slug for citation in answer.citations} == {"derby-2022"}  # not of years ago
    assert answer.understanding.scope.latest_only
    shown = [" ".join(citation.quoted) for citation in answer.citations]
    assert shown[:2] == ["Visits in 2022 are regular.", "Carers stay."]
    assert numbers(answer, Kind.FINDING) == [2]
    older = shelf.ask("What were Derby's strengths in 2016?")
    assert {citation.report.slug for citation in older.citations} == {"derby-2016"}


def test_a_follow_up_turns_to_the_other_side(shelf: Assistant) -> None:
    answer = shelf.ask("and the weaknesses?", ["What are Derby's strengths?"])
    assert answer.citations[0].paragraph.kind is Kind.RECOMMENDATION
    found = numbers(answer, Kind.FINDING)
    assert 3 in found
    assert 2 not in found


def test_of_a_section_on_several_areas_a_paragraph_is_of_those_that_it_names(shelf: Assistant) -> None:
    assert numbers(shelf.ask("What are the strengths of Derby's services for children in care?"), Kind.FINDING) == [2]
    assert numbers(shelf.ask("What are the strengths of Derby's services for care leavers?"), Kind.FINDING) == []
    assert numbers(shelf.ask("What are the weaknesses of Derby's services for care leavers?"), Kind.FINDING) == [3]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What are the weaknesses in Derby in 2019?", "is of an inspection of Derby in 2019."),
        ("What were Derby's strengths in help and protection in March 2019?", "is of an inspection of Derby in 2019."),
        ("What are the strengths of Leeds?", "is about Leeds."),
        ("What are the strengths of Leeds in services for children in care?", "is about Leeds."),
    ],
)
def test_of_a_place_or_year_that_no_report_is_of_no_other_report_is_shown(
    shelf: Assistant, question: str, reason: str
) -> None:
    answer = shelf.ask(question)
    assert (answer.outcome, answer.citations, answer.nearest) == (Outcome.NOT_ANSWERED, (), ())
    assert answer.reason == f"None of the reports in scope {reason} Change the scope, or add that report."


@pytest.mark.parametrize(
    "question", ["What are the strengths of Leeds and Derby?", "What strengths does Derby have in common with Leeds?"]
)
def test_beside_a_place_that_no_report_is_of_the_others_are_shown_and_that_is_said(
    shelf: Assistant, question: str
) -> None:
    answer = shelf.ask(question)
    assert {citation.report.slug for citation in answer.citations} == {"derby-2022"}
    assert answer.reason.startswith("No report in scope is about Leeds. Strengths: the report’s own list")


def test_what_two_have_in_common_is_shown_of_both(shelf: Assistant) -> None:
    answer = shelf.ask("What weaknesses did Derby have in common with Oldham?")
    assert {citation.report.slug for citation in answer.citations} == {"derby-2022", "oldham-2019"}


def test_a_place_in_a_subject_is_searched_with_it(shelf: Assistant) -> None:
    assert "Leeds" not in shelf.ask("What are the strengths of Derby's visits to children in care in Leeds?").reason


def test_of_many_authorities_one_is_to_be_named(shelf: Assistant) -> None:
    assert "name an authority" in shelf.ask("What are the weaknesses?").reason
