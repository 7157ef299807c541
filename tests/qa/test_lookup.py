"""Every form in which people cite a place finds exactly that place, and a place that is not there says what is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.library import Library
from index.model import Kind, Paragraph
from index.reading import read_report
from index.reading.labels import ordinal
from index.settings import Settings
from qa.assistant import Assistant
from qa.lookup import heading, nearest, nth_one, places, resolve, there_is
from qa.model import Answer, Outcome
from qa.reader import Reading
from qa.rerank import Reranker, reranker
from qa.retrieve import Candidate
from tests.index.test_library import WordCounts
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
    *(paragraph(f"Late finding {n}.", str(n), page=41) for n in (102, 103, 104, 105)),
    paragraph("Dear children", kind=Kind.CHILDREN, section=("Summary for children and young people",), page=42),
]
BULLETS = [
    paragraph(f"Improve {n}.", kind=Kind.RECOMMENDATION, section=("What needs to improve",)) for n in ("a", "b", "c")
]


def numbers(question: str, history: tuple[str, ...] = (), among: list[Paragraph] = PARAGRAPHS) -> list[str | None]:
    found = places(question, history)
    assert found, question
    return [among[i].number for i in sorted({i for one in found for i in resolve(one, among)})]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("paragraph 66", ["66"]),
        ("para 66", ["66"]),
        ("Para. 66?", ["66"]),
        ("PARA 66", ["66"]),
        ("para66", ["66"]),
        ("¶66", ["66"]),
        ("§ 12", ["12"]),
        ("¶ 41 and 66", ["41", "66"]),
        ("¶¶41, 66", ["41", "66"]),
        ("paras 93 to 95", ["93", "94", "95"]),
        ("paragraphs 93-97", ["93", "94", "95", "96", "97"]),
        ("paragraphs 93–95", ["93", "94", "95"]),
        ("paras 12, 14 & 15", ["12", "14", "15"]),
        ("para 12 to 15", ["12", "13", "14", "15"]),
        ("paras 12 through 14", ["12", "13", "14"]),
        ("paras 7, 9 and 11 to 12", ["7", "9", "11", "12"]),
        ("paragraphs 12 & para 14", ["12", "14"]),
        ("what does para 55 say about accommodation", ["55"]),
        ("paragraph number 12", ["12"]),
        ("paragraph #12", ["12"]),
        ("paragraph sixty-six", ["66"]),
        ("para one hundred and five", ["105"]),
        ("66th paragraph", ["66"]),
        ("the last paragraph", ["105"]),
        ("66", ["66"]),
        ("41 and 66", ["41", "66"]),
        ("quote 66 in full", ["66"]),
        ("66 – what is the number of siblings?", ["66"]),
        ("in 66, whats the number of siblings", ["66"]),
        ("show me 66 please", ["66"]),
        ("what does 66 say about housing?", ["66"]),
        ("quote 66 in full in Havering 2016", ["66"]),
        ("66 in Havering 2016/17", ["66"]),
        ("show me paragraph 30 again", ["30"]),
        ("paragraph 66 (page 13)", ["66"]),
        ("paragraph 66 in Havering 2016", ["66"]),
        ("paragraph 66 in 2016", ["66"]),
        ("paragraph 66, 9 December 2016", ["66"]),
        ("paras 12, 14 and 66, 09/12/2016", ["12", "14", "66"]),
        ("para 12 of the latest Oldham report", ["12"]),
        ("paragrah 30", ["30"]),
        ("pargraph 30", ["30"]),
        ("parra 30", ["30"]),
        ("recommendation 6", ["6"]),
        ("rec 3", ["3"]),
        ("rec. 3", ["3"]),
        ("recs 2 and 3", ["2", "3"]),
        ("recommendations 1 to 3", ["1", "2", "3"]),
        ("recommendation six", ["6"]),
        ("recomendation 6", ["6"]),
        ("sixth recommendation", ["6"]),
        ("the 6th recommendation", ["6"]),
        ("the first two recommendations", ["1", "2"]),
        ("the last recommendation", ["6", "101"]),
        ("LSCB recommendation 2", ["101"]),
        ("the second LSCB recommendation", ["101"]),
        ("the board's recommendation 1", ["100"]),
        ("the LSCB's first recommendation", ["100"]),
        ("board's recommendation 1", ["100"]),
        ("recommendation 1 of the LSCB", ["100"]),
        ("recommendation 2 for the safeguarding board", ["101"]),
        ("the first recommendation to the board", ["100"]),
        ("recommendation 101", ["101"]),
        ("the second to last recommendation", ["5", "100"]),
        ("the second-last recommendation", ["5", "100"]),
        ("the penultimate paragraph", ["104"]),
        ("last but one paragraph", ["104"]),
        ("last paragraph but one", ["104"]),
        ("next to last LSCB recommendation", ["100"]),
        ("paragraph one hundred", ["100"]),
        ("paragraph a hundred and four", ["104"]),
        ("paragraph ninety-nine", ["99"]),
        ("twenty-first paragraph", ["21"]),
        ("the thirty second paragraph", ["32"]),
        ("what does the last paragraph of the Havering 2016 report say?", ["105"]),
        ("the last paragraph in Havering", ["105"]),
        ("first recommendation in oldham's latest report", ["1"]),
        ("what does the 3rd recommendation ask for?", ["3"]),
        ("recommendation 6 and paragraph 40", ["6", "40"]),
        ("page 2", ["10", "11", "12", "13", "14"]),
        ("p2", ["10", "11", "12", "13", "14"]),
        ("p. 2", ["10", "11", "12", "13", "14"]),
        ("pg 2", ["10", "11", "12", "13", "14"]),
        ("pp. 40-41", ["100", "101", "102", "103", "104", "105"]),
        ("paragraph 66 and page 2", ["10", "11", "12", "13", "14", "66"]),
        ("page 2 and recommendation 6", ["6", "10", "11", "12", "13", "14"]),
        ("paragraph 66, page 2", ["66"]),
        ("paragraph 66 vs 70", ["66", "70"]),
        ("paras 66 v. 70", ["66", "70"]),
        ("paragraph 66 versus paragraph 70", ["66", "70"]),
        ("paragraph 66 compared to 70", ["66", "70"]),
        ("compare paragraph 66 with 70", ["66", "70"]),
        ("paragraph 66 as well as 70", ["66", "70"]),
        ("paragraphs 60 up to 63", ["60", "61", "62", "63"]),
        ("paragraphs 60 until 63", ["60", "61", "62", "63"]),
        ("between paragraphs 60 and 63", ["60", "61", "62", "63"]),
        ("show me everything between paragraph sixty and paragraph 63", ["60", "61", "62", "63"]),
        ("paragraphs between 60 and 63", ["60", "61", "62", "63"]),
        ("what is said between paragraphs 60 and 63?", ["60", "61", "62", "63"]),
        ("what is the difference between paragraphs 60 and 63", ["60", "63"]),
        ("para's 66", ["66"]),
        ("paragraph (66)", ["66"]),
        ("paragraphs (66 and 70)", ["66", "70"]),
        ("paragraph: 66", ["66"]),
        ("paragraph “66”", ["66"]),
        ("recommendation number: 6", ["6"]),
        ("recommendation (6)", ["6"]),
        ("recommendation (5) and (6)", ["5", "6"]),
        ("recommendation vi", ["6"]),
        ("recommendations iv to VI", ["4", "5", "6"]),
        ("second paragraph on page 2", ["11"]),
        ("the last two paragraphs on page 2", ["13", "14"]),
        ("page 2, third paragraph", ["12"]),
        ("the first recommendation on page 40", ["100"]),
        ("safeguarding partnership recommendation 2", ["101"]),
        ("recommendation 2 of the safeguarding children partnership", ["101"]),
        ("LSCP recommendation 2", ["101"]),
        ("the summary", [None]),
        ("what does the summary say about care leavers", [None]),
        ("what is said about care leavers in the summary", [None]),
        ("give me a short summary of the report", [None]),
        ("what are the key findings?", [None]),
        ("summarise the report", [None]),
        ("what are the main findings?", [None]),
        ("sum up the inspection", [None]),
        ("give me an overview", [None]),
        ("the executive summary", [None]),
        ("exec summary", [None]),
        ("the children's summary", [None]),
    ],
)
def test_a_place_is_found(question: str, expected: list[str | None]) -> None:
    assert numbers(question) == expected


@given(
    st.lists(st.integers(7, 99), min_size=1, max_size=5, unique=True), st.sampled_from([", ", " and ", " & ", ",", "/"])
)
def test_whatever_numbers_are_listed_just_those_are_found(wanted: list[int], joiner: str) -> None:
    expected = [str(n) for n in sorted(wanted)]
    assert numbers(f"paras {joiner.join(map(str, wanted))}") == expected
    assert numbers(f"show me ¶ {joiner.join(map(str, wanted))} again") == expected


@given(st.integers(1, 150), st.integers(1, 150), st.sampled_from([" to ", "-", " – ", " through "]))
def test_a_range_holds_all_its_numbers_whichever_end_comes_first(a: int, b: int, joiner: str) -> None:
    (found,) = places(f"paragraphs {a}{joiner}{b}")
    assert found.numbers == tuple(str(n) for n in range(min(a, b), max(a, b) + 1))


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        (["para 66"], "and 67?", ["67"]),
        (["para 66"], "67", ["67"]),
        (["para 66"], "next paragraph", ["67"]),
        (["para 66"], "the next one", ["67"]),
        (["para 66"], "the one after", ["67"]),
        (["para 66", "and 67?"], "the one after that", ["68"]),
        (["para 66"], "the paragraph before", ["65"]),
        (["para 66"], "next two", ["67", "68"]),
        (["paras 12 to 15"], "next", ["16"]),
        (["para 66"], "what does it say about housing?", ["66"]),
        (["para 66"], "that in full please", ["66"]),
        (["para 66"], "which paragraph was that?", ["66"]),
        (["recommendation 5"], "and 6?", ["6"]),
        (["recommendation 5"], "and paragraph 40", ["40"]),
        (["sixth recommendation"], "previous one", ["5"]),
        (["LSCB recommendation 1"], "and 2", ["101"]),
        (["page 40"], "next page", ["102", "103", "104", "105"]),
        (["para 9"], "what's in it?", ["9"]),
        (["para 9"], "what is it about?", ["9"]),
        (["para 9"], "where is it?", ["9"]),
        (["para 9"], "does that paragraph mention housing?", ["9"]),
        (["paragraph 10"], "the previous two", ["8", "9"]),
        (["paragraph 2"], "the previous two", ["1"]),
        (["paragraph 2"], "previous", ["1"]),
    ],
)
def test_a_follow_up_to_a_look_up_is_one_too(history: list[str], question: str, expected: list[str]) -> None:
    assert numbers(question, tuple(history)) == expected


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ([], "how many children"),
        ([], "what happened in 2016"),
        ([], "66% of children"),
        ([], "show me 66% of children"),
        ([], "is the recommendation met"),
        ([], "16 and 17 year olds"),
        ([], "recommendations 5 years on"),
        ([], "give me 5 examples"),
        ([], "show me 2 reports"),
        ([], "the top recommendations"),
        ([], "section 20"),
        ([], "last 0 recommendations"),
        ([], "the last 00 pages"),
        ([], "top 0 paras"),
        (["last 0 recommendations"], "again"),
        (["the last 00 pages"], "again"),
        ([], "how far is it two-thirds down"),
        ([], "paragraph two-thirds down"),
        ([], "the first paragraph about housing"),
        ([], "what is the last page on neglect"),
        ([], "the 3rd paragraph for care leavers"),
        ([], "first paragraph of each section"),
        ([], "the last page of each report"),
        ([], "last paragraph in the section on health"),
        ([], "which section is about fostering?"),
        ([], "sections that mention neglect"),
        ([], "how good are section 47 enquiries"),
        ([], "children placed under section 20"),
        ([], "what part do parents play in the section 20 process?"),
        ([], "what happens to the last recommendation children make"),
        ([], "Do care leavers get a P45"),
        ([], "do they get P45s"),
        (["paragraph 5"], "How does the LSCB make sure that it challenges partners?"),
        (["paragraph 5"], "How good is it?"),
        (["paragraph 5"], "Does the council know where it is failing?"),
        ([], "2018"),
        ([], "what must improve within 26 weeks"),
        ([], "2 priority actions were met"),
        ([], "how many areas for improvement are there"),
        ([], "areas for improvement 2 years on"),
        ([], "the top areas for improvement"),
        ([], "the last area for improvement about housing"),
        ([], "recommendations (14)"),
        ([], "is the recommendation I made still open"),
        ([], "between 60 and 65 children"),
        ([], "give me a summary of what was said about neglect"),
        ([], "is the summary shared with parents"),
        ([], "the chronology and the summary are often missing"),
        ([], "in summary, how good are they"),
        ([], "what are the main findings about neglect?"),
        ([], "what is the headline grade?"),
        ([], "what are the key findings on care leavers"),
        ([], "and 67?"),
        ([], "next paragraph"),
        (["how many 16 year olds are homeless"], "and 17?"),
        (["paragraph 66"], "how long do care proceedings take"),
        (["paragraph 66"], "What about care leavers?"),
        ([], "16, 17 year olds: are they housed?"),
    ],
)
def test_a_question_without_a_place_is_not_a_look_up(history: list[str], question: str) -> None:
    assert places(question, history) == ()


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("paragraph 300", "paragraphs 1 to 105"),
        ("paragraph 0", "paragraphs 1 to 105"),
        ("recommendation 9", "recommendations 1 to 6, 100 and 101"),
        ("LSCB recommendation 9", "recommendations 100 and 101"),
        ("page 60", "pages 1 to 42"),
    ],
)
def test_a_number_that_is_not_there_says_what_is(question: str, there: str) -> None:
    (named,) = places(question)
    assert resolve(named, PARAGRAPHS) == []
    assert there_is(named, PARAGRAPHS) == there


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("paragraph two hundred and six", ("206",)),
        ("paragraph 1,135", ("1135",)),
        ("paras 7,100", ("7", "100")),
        ("paragraphs 1.09 to 1.11", ("1.09", "1.10", "1.11")),
        ("the twenty-first recommendation", ("21",)),
        ("the 2nd from last page", ("-2",)),
        ("paragraphs 1 to 9999", tuple(str(n) for n in range(1, 1001))),
    ],
)
def test_large_numbers_and_numbers_in_words_are_read(question: str, expected: tuple[str, ...]) -> None:
    (found,) = places(question)
    assert found.numbers == expected


def test_the_end_of_a_double_year_is_no_place() -> None:
    assert places("Havering 2016/17", (), ["Havering"]) == ()


def test_stepping_back_past_the_first_names_nothing_that_is_there() -> None:
    for question in ("the previous two", "previous", "the one before"):
        (found,) = places(question, ["paragraph 1"])
        assert resolve(found, PARAGRAPHS) == []
        assert [n for n in found.numbers if int(n) < 0] == []


def test_the_last_page_is_the_last_that_holds_something_of_the_report() -> None:
    paragraphs = [*PARAGRAPHS, paragraph("Ofsted inspects services.", kind=Kind.BOILERPLATE, page=43)]
    assert numbers("the final page", among=paragraphs) == [None]
    assert there_is(places("page 60")[0], paragraphs) == "pages 1 to 42"


FRAGMENTS = (
    "thank you ", "ok, ", "not good ", "how many ",
    "1, ", "1 to ", "1 and ", "1-", "1", "1.", "12 ", "1,1", "# ", "and ", ", ", " ", "  , ", "?", "¶ ", "§", "para ", "para 1, ",
    "para 1 para ", "paragraph ", "rec ", "page ", "p", "p. ", "no. ", "number ", "one ", "twenty ", "hundred and ", "one hundred ",
    "sixty-", "last ", "first two ", "second to ", "board ", "lscb ", "show me ", "what's ", "quote ", "again ", "in full ", "it ",
    "what in it ", "the next ", "the previous two ", "2016 ", "2016-", "2016 to ", "2016, ", "2015/16 ", "report ", "report in ",
    "inspection of Havering in ", "inspected in ", "latest ", "the latest of ", "with ", "before the ", "last two reports ",
    "Havering ", "Havering, ", "Hackney and ", "with Hackney and ", "Birmingam ", "hertfordshir ", "bath & ", "stoke - ", "x" * 20 + " ",
    "(1) ", "para (1) ", "para (1) and (", "vi ", "para vi ", "para vi and ", "between paragraphs 1 and ", "vs ", "1 vs ", "up to ",
    "summary ", "the summary of the ", "summary of a ", "area for improvement ", "areas for improvement 1 ", "priority action 1 and ",
    "page 1, second paragraph ", "second paragraph on page 1 ", "page 1 and ", "better or ", "compare ", "how did it ",
    "since the ", "what they ", "the two ", "what about ", "tell me more about the second ", "third bullet ", "third bullet in the ",
    "bullets 1 and 2 on page 1, ", "the third one ", "say ", "title page: ",
)  # fmt: skip
OPENINGS = (
    "",
    "para ",
    "paras 1",
    "recommendation one ",
    "show me ",
    "quote 1",
    "2016 ",
    "Havering ",
    "the last ",
    "1, 2",
)
ENDINGS = ("", " what?", "1 months")
EVERY_FUNCTION = """
import json, sys
from index.model import ReportInfo, Scope
from qa.asks import asked_for
from qa.authorities import named
from qa.comparisons import compared, compares
from qa.conversation import trouble
from qa.followup import asking, asks_anew, standalone, turns
from qa.inspections import against_now, by_order, by_year
from qa.judgements import wanted
from qa.lookup import nth_one, places, subject
from qa.spelling import mistakes
from qa.understand import asks_which_of_many, of_each, report_by_report, said_of, scoped, unscoped, wants_all, wishes
from tests.qa.test_scope import LIBRARY

fragments, openings, endings = json.load(sys.stdin)
most = 0
for at, fragment in enumerate(fragments):
    for then, opening in enumerate(openings, at):
        found = places((opening + fragment * 100)[:150] + endings[then % len(endings)], ["paragraph 5"], ["Havering"])
        most = max([most, *(len(place.numbers) for place in found)])
    for opening in openings[:1]:
        question = (opening + fragment * 1000)[:994] + " what?"
        found = places(question, ["paragraph 5"], ["Havering"])
        most = max([most, *(len(place.numbers) for place in found)])
        [subject(place, ["Havering"]) for place in found[:3]]
        there = named(question, ["Havering"])
        against_now(question), by_year(question, LIBRARY, there, one_place=True, graded=False)
        by_order(question, LIBRARY, there, one_place=True)
        asks_which_of_many(question, 7), wants_all(question), wishes(question), of_each(question), said_of(question)
        report_by_report(question, LIBRARY[:3]), compared(question, ["Havering"]), unscoped(question, ["Havering", "2016"])
        standalone(question, ["neglect"]), asking(["neglect", question]), asks_anew(question)
        trouble(question), wanted(question, ["Havering"]), asked_for(question)
        mistakes(question, "Hertfordshire")
        turns(question, ["Who pays?"]), nth_one(question), asking(["Who pays?", question])
    scoped(question, Scope(), LIBRARY)
print(most)
"""


@pytest.mark.slow
def test_no_question_however_repetitive_takes_long() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EVERY_FUNCTION],
        cwd=Path(__file__).parents[2],
        input=json.dumps([FRAGMENTS, OPENINGS, ENDINGS]), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert int(done.stdout) <= 1000, "numbers of one place"


def test_recommendations_without_numbers_are_counted() -> None:
    assert [BULLETS[i].text for i in resolve(places("recommendation 2")[0], BULLETS)] == ["Improve b."]
    assert [BULLETS[i].text for i in resolve(places("the last recommendation")[0], BULLETS)] == ["Improve c."]
    assert there_is(places("recommendation 7")[0], BULLETS) == "3 recommendations without numbers"
    assert there_is(places("paragraph 7")[0], BULLETS) == "no numbered paragraphs"


CHAPTER = ("The local authority", "Care leavers")
LISTS = [
    paragraph("It is good.", kind=Kind.SUMMARY),
    *(
        paragraph(
            f"Now {n}.", str(n), kind=Kind.RECOMMENDATION, section=("To improve", "Priority and immediate action")
        )
        for n in (24, 25)
    ),
    *(
        paragraph(f"Later {n}.", str(n), kind=Kind.RECOMMENDATION, section=("Areas for improvement",))
        for n in (26, 27, 28)
    ),
    *(
        paragraph(f"Board {n}.", str(n), kind=Kind.RECOMMENDATION, section=(BOARD[0], "Areas for improvement"))
        for n in (29, 30)
    ),
    paragraph("They do well.", kind=Kind.SUMMARY, section=(*CHAPTER, "Summary")),
    paragraph("They have homes.", "31", section=CHAPTER),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("priority action 2", ["25"]),
        ("the first priority action", ["24"]),
        ("area for improvement 3", ["28"]),
        ("areas for improvement 1 and 2", ["26", "27"]),
        ("area for improvement 27", ["27"]),
        ("last two areas for improvement", ["27", "28"]),
        ("LSCB area for improvement 2", ["30"]),
    ],
)
def test_lists_under_other_names_are_counted_or_found_by_the_number_printed(question: str, expected: list[str]) -> None:
    assert numbers(question, among=LISTS) == expected


def test_where_it_was_counted_is_said() -> None:
    assert heading(places("area for improvement 3")[0], LISTS) == "Areas for improvement"
    assert heading(places("area for improvement 27")[0], LISTS) == ""
    assert heading(places("area for improvement 2")[0], BULLETS) == "What needs to improve"
    assert heading(places("recommendation 2")[0], BULLETS) == ""
    assert there_is(places("area for improvement 9")[0], LISTS) == "3 areas for improvement, numbered 26 to 28"
    assert (
        there_is(places("priority action 2")[0], BULLETS)
        == "no priority actions, but 3 recommendations without numbers"
    )


def at(question: str, among: Sequence[Paragraph], history: tuple[str, ...] = (), authority: str = "") -> list[str]:
    named = places(question, history, [authority])
    return [among[i].label for i in sorted({i for one in named for i in resolve(one, among)})]


def assert_labels_find(among: Sequence[Paragraph], authority: str, year: int | None) -> None:
    """Those of judgements are answered from the grades."""
    short = authority.removesuffix(" County Council").removesuffix(" Council")
    for label in (p.label for p in among if not p.label.startswith(("Judgement:", "Overall judgement"))):
        spoken = label.replace(", 3rd", ", third").replace(", 12th", ", twelfth").replace("bullet", "bullet point")
        forms = (
            label,
            f"show me {label.lower()} please",
            f"{short} {year}: {label}",
            f"{label} in {short} {year}",
            spoken,
        )
        for form in forms:
            assert at(form, among, authority=authority) == [label], form


def test_every_label_that_is_printed_finds_its_paragraph(example_library: Library) -> None:
    (report,) = example_library.reports()
    assert_labels_find(report.paragraphs, report.info.authority, report.info.year)


@pytest.mark.parametrize(
    "slug", ["sandwell-2013-08-02", "hartlepool-2014-02-11", "suffolk-2016-02-11", "oldham-2024-07-12"]
)
@pytest.mark.shared
@pytest.mark.slow
def test_every_label_of_a_real_report_finds_its_paragraph(slug: str, real_reports: Sequence[Path]) -> None:
    report = read_report(next(file for file in real_reports if file.stem == slug))
    assert_labels_find(report.paragraphs, report.info.authority, report.info.year)


def listed(where: str, nouns: str, count: int, *, page: int, number: int = 0) -> list[Paragraph]:
    return [
        replace(
            paragraph(f"{where} {n}.", str(number + n) if number else None, kind=kind, section=(where,), page=page),
            label=label,
        )
        for n in range(1, count + 1)
        for kind in [Kind.RECOMMENDATION if number else Kind.FINDING]
        for label in [f"Recommendation {number + n}" if number else f"{where}, {ordinal(n)} {nouns}"]
    ]


ITEMS = [
    *listed("Executive summary", "unnumbered paragraph", 4, page=1),
    *listed("The board: Executive summary", "unnumbered paragraph", 2, page=1),
    *listed("What needs to improve", "bullet", 4, page=2),
    *listed("Local leadership", "bullet", 3, page=2),
    *listed("Page 3", "bullet", 2, page=3),
    *listed("Recommendations", "", 3, page=4, number=8),
]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("what needs to improve, third point", ["What needs to improve, 3rd bullet"]),
        ("the third bullet under What needs to improve", ["What needs to improve, 3rd bullet"]),
        ("What does bullet 3 of what needs to improve say?", ["What needs to improve, 3rd bullet"]),
        ("the last bullet point in local leadership", ["Local leadership, 3rd bullet"]),
        ("second paragraph of the executive summary", ["Executive summary, 2nd unnumbered paragraph"]),
        ("fifth bullet on page 2", ["Local leadership, 1st bullet"]),
        ("page 2, third item", ["What needs to improve, 3rd bullet"]),
        ("What needs to improve, 2nd bullet (page 2)", ["What needs to improve, 2nd bullet"]),
        ("Page 3, 2nd bullet", ["Page 3, 2nd bullet"]),
        (
            "bullets 1 and 2 of what needs to improve",
            ["What needs to improve, 1st bullet", "What needs to improve, 2nd bullet"],
        ),
    ],
)
def test_what_has_no_number_is_found_under_its_heading_or_on_its_page(question: str, labels: list[str]) -> None:
    assert at(question, ITEMS) == labels


@pytest.mark.parametrize(
    "question",
    [
        "what is the first point of contact?",
        "What is the first point of contact in the executive summary?",
        "the third bullet about housing",
        "who raised the second item with leaders, and why?",
        "paragraph 9, second bullet",
    ],
)
def test_a_point_that_is_none_of_a_list_is_not_looked_up(question: str) -> None:
    assert not [place for place in places(question) if place.sort == "item"]


def test_a_heading_may_be_named_in_part_and_recommendations_be_called_points() -> None:
    (named,) = places("leadership, 1st bullet")
    assert [ITEMS[i].label for i in resolve(replace(named, loose=True), ITEMS)] == ["Local leadership, 1st bullet"]
    (named,) = places("third point in the recommendations")
    assert [ITEMS[i].number for i in resolve(replace(named, loose=True), ITEMS)] == ["11"]


def test_an_item_that_is_not_there_says_what_is() -> None:
    (named,) = places("what needs to improve, 9th bullet")
    assert named.name == "the 9th bullet under “what needs to improve”"
    assert there_is(named, ITEMS) == "4 bullets under “what needs to improve”"
    (named,) = places("What needs to improve, 9th bullet in Havering 2016", (), ["Havering"])
    assert named.name == "the 9th bullet under “What needs to improve”", "without the report"
    assert [ITEMS[i].label for _, i in nearest(named, ITEMS)][:2] == [
        "What needs to improve, 1st bullet", "What needs to improve, 2nd bullet",
    ]  # fmt: skip
    assert (
        there_is(places("third bullet")[0], ITEMS)
        == "bullets that are counted under their headings, “What needs to improve” for one"
    )


def test_after_an_item_another_one_is_of_the_same_list() -> None:
    before = ("What needs to improve, 2nd bullet",)
    for question in ("and the next one", "the third one", "and bullet 3?", "3?"):
        assert at(question, ITEMS, before) == ["What needs to improve, 3rd bullet"], question
    assert at("the last one", ITEMS, ("recommendation 9",)) == ["Recommendation 11"]


def test_a_number_in_a_second_run_of_numbers_is_found_by_its_part() -> None:
    runs = [replace(paragraph(f"Part {part}.", "6"), part=part) for part in (1, 2)]
    assert [i for one in places("Part 2, paragraph 6") for i in resolve(one, runs)] == [1]
    assert [i for one in places("paragraph 6") for i in resolve(one, runs)] == [0, 1]


@pytest.mark.parametrize(
    ("question", "nth"),
    [
        ("the first one", 1),
        ("tell me more about the second", 2),
        ("what about the third one?", 3),
        ("and the 4th?", 4),
        ("What does the second one say?", 2),
        ("the last of them, in full please", -1),
        ("point 3", 3),
        ("the second inspection", 0),
        ("second opinions", 0),
        ("the first one to one session", 0),
    ],
)
def test_which_one_of_a_list_is_asked_for(question: str, nth: int) -> None:
    assert nth_one(question) == nth


def test_the_summary_is_what_the_report_has_for_one() -> None:
    assert [LISTS[i].text for i in resolve(places("the summary")[0], LISTS)] == ["It is good."]
    (chapter,) = places("summary of the care leavers section")
    assert chapter.name == "the summary of the section on care leavers"
    assert [LISTS[i].text for i in resolve(chapter, LISTS)] == ["They do well."]
    (other,) = places("summary of the chapter on adoption")
    assert resolve(other, LISTS) == []
    assert there_is(other, LISTS) == "no summary under a heading with “adoption”, but under “Care leavers”"


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("the section on leadership", "Leadership, management and governance"),
        ("show me the part of the report about leaders", "Leadership, management and governance"),
        ("open the leadership section please", "Leadership, management and governance"),
        (
            "What is in the section on children in care?",
            "The experiences and progress of children looked after and achieving permanence",
        ),
        (
            "the chapter about care leavers in Ottermarsh in 2016",
            "The graded judgement about the experience and progress of care leavers is that it is inadequate",
        ),
        (
            "What comes under “The experiences and progress of children who need help”?",
            "The experiences and progress of children who need help and protection",
        ),
        ("the section on the casework model", "The casework model used in this area"),
    ],
)
def test_a_section_is_all_that_stands_under_its_heading(assistant: Assistant, question: str, heading: str) -> None:
    answer = assistant.ask(question)
    (report,) = assistant.library.reports()
    assert [c.paragraph for c in answer.citations] == [p for p in report.paragraphs if heading in p.section]
    assert all(c.quoted == (c.paragraph.text,) for c in answer.citations), "nothing more is asked"


def test_where_the_section_has_another_name_its_heading_is_said(assistant: Assistant) -> None:
    assert (
        "“Leadership, management and governance” of Ottermarsh 2016" in assistant.ask("the section on leaders").reason
    )
    assert assistant.ask("the section on the casework model").reason == ""


def test_of_a_section_that_is_asked_about_something_what_speaks_of_it_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("What does the section on care leavers say about pathway plans?")
    assert 0 < len(answer.citations) < 6
    assert all("care leavers" in c.paragraph.section[-1] for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["the section on private fostering", "What does the chapter on private fostering say?"]
)
def test_what_has_no_section_of_its_own_is_searched_for(assistant: Assistant, question: str) -> None:
    said = assistant.ask("What did inspectors say about private fostering?")
    assert assistant.ask(question).citations == said.citations


def test_a_place_counted_on_a_page_says_what_the_page_has() -> None:
    (named,) = places("the seventh paragraph on page 2")
    assert named.name == "the 7th paragraph on page 2"
    assert resolve(named, PARAGRAPHS) == []
    assert there_is(named, PARAGRAPHS) == "5 paragraphs that begin on page 2"
    assert nearest(named, PARAGRAPHS)[0][0] == 0
    assert numbers("and the next one", ("second paragraph on page 2",)) == ["12"]


@given(st.integers(106, 999))
def test_the_nearest_to_a_number_that_is_not_there_are_the_nearest_numbers(number: int) -> None:
    found = [PARAGRAPHS[i].number for _, i in nearest(places(f"paragraph {number}")[0], PARAGRAPHS)]
    assert found[:4] == ["105", "104", "103", "102"]
    assert len(found) == 105


# Through the assistant, over a library of many reports.

AUTHORITIES = ("Havering", "Oldham", "Camden", "Derby", "Suffolk", "Kirklees", "Islington")
REPORT = """{authority} Council

Inspection of services for children

Inspection dates: 1 May {year} to 12 May {year}
Report published: 9 June {year}

Findings

{findings}
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("many")
    for authority in AUTHORITIES:
        for year, last in ((2016, 12), (2020, 9)):
            findings = "\n\n".join(f"{n}. In {authority} they found thing {n} of {year}." for n in range(1, last + 1))
            text = REPORT.format(authority=authority, year=year, findings=findings)
            (folder / f"{authority.lower()}-{year}.txt").write_text(text, encoding="utf-8")
    settings = Settings.load(home=tmp_path_factory.mktemp("home"), reranker="off", readers=1)
    library = Library(settings, WordCounts())
    added = library.add([Path(folder)])
    assert {a.status for a in added} == {"added"}, [a.message for a in added]
    return Assistant(library, settings)


def shown(answer: Answer) -> list[tuple[str, str | None]]:
    return [(citation.report.slug, citation.paragraph.number) for citation in answer.citations]


def test_a_number_is_shown_from_the_report_that_is_named(many: Assistant) -> None:
    answer = many.ask("paragraph 7 in Havering 2016")
    assert answer.outcome is Outcome.FOUND
    assert shown(answer) == [("havering-2016", "7")]
    assert answer.citations[0].quoted == ("In Havering they found thing 7 of 2016.",)
    assert answer.ranked == answer.citations
    assert answer.reason == ""
    assert shown(many.ask("and 8?", ["paragraph 7 in Havering 2016"])) == [("havering-2016", "8")]
    assert shown(many.ask("para 9 of the latest oldham report")) == [("oldham-2020", "9")]


def test_an_authority_that_is_not_there_is_named_beside_what_is_found(many: Assistant) -> None:
    answer = many.ask("paragraph 7 in Havering 2016 and Hackney")
    assert shown(answer) == [("havering-2016", "7")]
    assert answer.reason == "No report in scope is about Hackney."
    assert many.ask("paragraph 7 in Hackney").outcome is Outcome.NOT_ANSWERED


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("Compare thing 3 in Havering, Oldham and Hackney", "What did inspectors say about thing 3?"),
        ("Why is thing 3 of Havering and Oldham good?", "Why is thing 3 of Havering and Oldham good?"),
    ],
)
def test_few_reports_are_asked_one_by_one_and_cited_in_date_order(many: Assistant, question: str, read_as: str) -> None:
    answer = many.ask(question)
    assert answer.understanding.question == read_as
    cited = [slug for slug, _ in shown(answer)]
    by_date = ["havering-2016", "oldham-2016", "havering-2020", "oldham-2020"]
    assert cited == sorted(cited, key=by_date.index)
    for slug in by_date:
        assert (slug in cited) != (slug.replace("-", " ").capitalize() in answer.reason), "cited or said to be silent"
    assert ("No report in scope is about Hackney." in answer.reason) == ("Hackney" in question)


def test_what_many_reports_say_stands_report_by_report(many: Assistant) -> None:
    slugs = [c.report.slug for c in many.ask("What did they find of thing 3? list everything").citations]
    assert len(set(slugs)) > 1
    assert len([slug for slug, _ in groupby(slugs)]) == len(set(slugs))
    which = [c.report for c in many.ask("Which councils are good at thing 3?").citations]
    assert len(set(which)) > 1
    assert which == sorted(which, key=lambda info: (str(info.date), info.slug))


def test_a_number_in_few_reports_is_shown_under_each(many: Assistant) -> None:
    assert shown(many.ask("para 7, Oldham")) == [("oldham-2016", "7"), ("oldham-2020", "7")]
    answer = many.ask("para 11, Oldham")
    assert shown(answer) == [("oldham-2016", "11")]
    assert answer.reason == "Oldham 2020 has paragraphs 1 to 9, but not paragraph 11."


def test_a_number_in_many_reports_is_shown_from_a_few_and_asks_which(many: Assistant) -> None:
    answer = many.ask("paragraph 7")
    assert answer.outcome is Outcome.FOUND
    slugs = [slug for slug, _ in shown(answer)]
    assert len(slugs) == 6
    assert all(slug.endswith("-2020") for slug in slugs), "the newest of each authority"
    assert answer.reason.startswith("14 reports have a paragraph 7. Shown here: ")
    assert "Which one do you mean?" in answer.reason
    example = answer.reason.split("“")[1].split("”")[0]
    assert len(shown(many.ask(example))) == 1, "the example in the sentence chooses one"


def test_a_long_range_in_many_reports_does_not_pour_out(many: Assistant) -> None:
    answer = many.ask("paragraphs 1 to 12")
    assert len(answer.citations) <= 40
    assert answer.reason.startswith("14 reports have paragraphs 1 to 12.")


def test_a_number_that_is_in_no_report_says_so_and_shows_the_nearest(many: Assistant) -> None:
    answer = many.ask("para 400 in Havering 2016")
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.reason == "There is no paragraph 400 here. Havering 2016 has paragraphs 1 to 12."
    assert [c.paragraph.number for c in answer.nearest] == ["12", "11", "10"]
    assert len(answer.ranked) == 12
    before = many.ask("the previous one", ["paragraph 1 in Havering 2016"])
    assert before.reason == "There is no paragraph before the first one. Havering 2016 has paragraphs 1 to 12."
    everywhere = many.ask("para 400")
    assert "None of the 14 reports" in everywhere.reason
    assert "paragraphs 1 to 12" in everywhere.reason
    assert {c.paragraph.number for c in everywhere.nearest} == {"12"}
    assert len(everywhere.ranked) == 20


@pytest.mark.parametrize(
    ("question", "numbers"),
    [("the previous two", ["6", "7"]), ("the next two", ["9", "10"]), ("and the next one", ["9"])],
)
def test_a_step_stays_in_the_report_of_the_look_up_before(many: Assistant, question: str, numbers: list[str]) -> None:
    answer = many.ask(question, ["paragraph 8 in Havering 2016"])
    assert shown(answer) == [("havering-2016", number) for number in numbers]
    again = many.ask("next", ["paragraph 8 in Havering 2016", question])
    assert {slug for slug, _ in shown(again)} == {"havering-2016"}


def test_a_number_partly_there_says_what_is_not(many: Assistant) -> None:
    answer = many.ask("paragraphs 7 and 400 in Havering 2016")
    assert shown(answer) == [("havering-2016", "7")]
    assert answer.reason == "Havering 2016 has paragraphs 1 to 12, but not paragraph 400."


def test_a_number_in_a_report_that_is_not_there_is_not_shown_from_another(many: Assistant) -> None:
    for question in ("paragraph 7 of the Hackney report", "para 7 in Hackney", "para 7 in Havering 2018"):
        answer = many.ask(question)
        assert answer.outcome is Outcome.NOT_ANSWERED, question
        assert "Hackney" in answer.reason or "2018" in answer.reason
        assert answer.ranked


@pytest.mark.parametrize(
    ("question", "read_as"),
    [
        ("pargraph 7 in Havering 2016", "paragraph 7"),
        ("p7 havering 2016", "page 7"),
        ("§ 7, Havering 2016", "paragraph 7"),
        ("7, havering 2016", "paragraph 7"),
        ("paragraph 7 in Havering 2016", "paragraph 7 in Havering 2016"),
    ],
)
def test_how_an_unusual_form_was_read_is_said(many: Assistant, question: str, read_as: str) -> None:
    assert many.ask(question).understanding.question == read_as


class Listening:
    """The reranker itself; keeps the questions it was given."""

    def __init__(self, inner: Reranker) -> None:
        self.inner = inner
        self.asked: list[str] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        self.asked.append(question)
        return self.inner.read(question, candidates)


def test_the_parts_of_a_question_are_read_without_the_words_that_chose_the_reports(many: Assistant) -> None:
    heard = Listening(reranker(many.settings.reranker))
    answer = Assistant(many.library, many.settings, heard).ask(
        "How many nurses visited schools in Havering in 2016, and why did dentists leave in Havering in 2016?"
    )
    assert answer.understanding.scope_words
    assert len(set(heard.asked)) == 3
    assert not [asked for asked in heard.asked if "Havering" in asked or "2016" in asked]


SUMMED_UP = """Ottermarsh Council

Inspection of services for children

Inspection dates: 1 May 2021 to 12 May 2021
Report published: 9 June 2021

Executive summary

Leaders know the town well and have money for the work.

Care leavers live in safe flats and care leavers see their advisers often.

Foster carers are trained by the town.

Findings

1. Care leavers said that flats were warm.

2. Foster carers said that training was long.
"""


def test_a_summary_that_is_asked_about_something_gives_what_speaks_of_it(tmp_path: Path) -> None:
    (tmp_path / "ottermarsh.txt").write_text(SUMMED_UP, encoding="utf-8")
    settings = Settings.load(home=tmp_path / "home", reranker="off", readers=1)
    library = Library(settings, WordCounts())
    library.add([tmp_path / "ottermarsh.txt"])
    assistant = Assistant(library, settings)
    for question in ("Executive summary about care leavers", "What does the summary say about care leavers?"):
        answer = assistant.ask(question)
        assert [c.quoted for c in answer.citations] == [
            ("Care leavers live in safe flats and care leavers see their advisers often.",)
        ]
        assert answer.reason == ""
    answer = assistant.ask("What does the summary say about astronauts?")
    assert len(answer.citations) == 3
    assert answer.reason == (
        "Nothing in the summary was found to speak of it: this is all that stands there, not an answer."
    )
    assert len(assistant.ask("the summary").citations) == 3
