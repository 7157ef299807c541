"""Who pastes words from a report is shown where they stand, word for word, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index.library import Library
from index.model import Paragraph
from index.settings import Settings
from qa.assistant import Assistant
from qa.model import Answer, Outcome
from qa.quotations import quoted
from tests.index.test_library import library

THE_HOLT = "Because of it, children no longer have to ask a social worker before they can stay the night with a friend."
COUNCIL = "The children in care council, called ‘The Holt’, speaks up well."
MARKS, DASHES = "‘’“”'\"", "–—-"


def cited(answer: Answer) -> list[str]:
    return [citation.paragraph.ref for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "“no longer have to ask a social worker before”",
        'where is: "no longer have to ask a social worker before"?',
        "which report says that ‘no longer have to ask a social worker before’",
        "Who said «no longer have to ask a social worker before»?",
        "what page is “no longer have to ask a social worker before” on?",
        "Is it true that inspectors wrote “no longer have to ask a social worker before”?",
        "where in Ottermarsh is “No longer  have to ask\na social worker before…”",
        "where does it say: children no longer ... stay the night with a friend",
        "where does it say children no longer have to ask a social worker before they can stay",
        "children no longer have to ask a social worker before they can stay the night",
        f"10. {THE_HOLT}",
        THE_HOLT.upper().rstrip("."),
        "“Because of it, children … before they can stay the night […] friend”",
        "“no longer have to ask a social worker before",
        "“children in care council, called The Holt, speaks”",
    ],
)
def test_words_that_are_looked_for_are_shown_where_they_stand(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert cited(answer) == ["p7-10"]
    assert answer.citations[0].quoted == ((THE_HOLT,) if "Holt" not in question else (COUNCIL,))
    assert answer.confidence == 1.0
    assert not answer.reason


@pytest.mark.parametrize(
    "question", ["{}", "{} – which page is it on?", "Good morning. Does {} appear anywhere? Thanks!"]
)
def test_a_passage_that_holds_quotations_is_one_passage(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question.format("‘Timescales are often given as ‘ongoing’, and few plans say’"))
    assert cited(answer) == ["16"]


def test_an_invented_sentence_before_one_that_stands_makes_it_none_that_stands(assistant: Assistant) -> None:
    answer = assistant.ask(f"Social workers keep crocodiles. {THE_HOLT}")
    assert answer.confidence < 1.0


def test_words_that_stand_nowhere_are_said_to_and_what_is_near_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("where does it say “no longer have to ask a head teacher before”?")
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.reason == "These words stand in no paragraph of the reports that were searched."
    assert answer.nearest


@pytest.mark.parametrize("question", ["where does it say: {}", "“{}”"])
def test_a_part_that_stands_is_the_nearest_of_a_whole_that_does_not(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question.format("teachers no longer ... have to ask a social worker before"))
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.nearest[0].paragraph.ref == "p7-10"


def test_of_several_passages_the_one_that_stands_nowhere_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("where are “have to ask a social worker” and “have to ask a head teacher”?")
    assert cited(answer) == ["p7-10"]
    assert answer.reason == "No paragraph of the reports that were searched has the words “have to ask a head teacher”."


@pytest.mark.parametrize(
    "question",
    [
        "Why did leaders have to “ask a social worker before they can stay”?",
        "What did the council do about “have to ask a social worker before they can stay”?",
    ],
)
def test_what_is_asked_about_is_cited_beside_what_was_found(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    shown = answer.citations or answer.nearest
    assert "p7-10" in [citation.paragraph.ref for citation in shown]
    assert len(answer.ranked) > 1


@pytest.mark.parametrize(
    "question",
    [
        "“staying put”",
        "what is “staying put”?",
        "what do inspectors say about “Working Together to Safeguard Children”?",
        "how many children's plans and parents' letters were late",
        "are the social workers’ caseloads too high for the ones’ liking",
        "where is neglect mentioned in the findings on children who need help",
        "Derby's children and their parents' views are heard in all of the plans",
    ],
)
def test_terms_titles_and_plain_questions_are_no_quotations(example_library: Library, question: str) -> None:
    assert quoted(question, example_library.reports()) is None


def test_a_place_or_a_year_within_the_words_narrows_nothing(tmp_path: Path) -> None:
    said = "Since 2018 the council has shared its emergency duty team with Camden and with page 3 of its plan."
    for slug, text in (("dunmere-2016", said), ("camden-2018", "Children are safe and well cared for.")):
        place = slug.split("-")[0].title()
        (tmp_path / f"{slug}.txt").write_text(
            f"Inspection of {place} local authority children's services\n\nFindings\n\n1. {text}\n", encoding="utf-8"
        )
    shelf = library(tmp_path / "home")
    shelf.add([tmp_path / "dunmere-2016.txt", tmp_path / "camden-2018.txt"])
    asks = Assistant(shelf, Settings.load(tmp_path / "home", reranker="off"))
    for question in (said, f"where is “{said}”?"):
        assert cited(asks.ask(question, ["How are children in Dunmere?"])) == ["1"]


def test_a_quotation_does_not_lean_on_the_question_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("where is “before they can stay the night”", ["How many children are adopted?"])
    assert cited(answer) == ["p7-10"]
    assert not answer.understanding.earlier
    again = assistant.ask("which page was that?", ["where is “before they can stay the night”"])
    assert cited(again) == ["p7-10"]


@pytest.mark.parametrize(
    "question",
    [
        'Are children under "section 20" arrangements seen in Dunmere or elsewhere?',
        'What is said under the heading "Care leavers" about the health of children in Dunmere?',
        "Is support under ‘Staying Put’ good for all of the care leavers in Dunmere?",
    ],
)
def test_what_something_stands_under_is_no_quotation(assistant: Assistant, question: str) -> None:
    assert quoted(question, assistant.library.reports()) is None


def test_a_phrase_of_many_paragraphs_is_a_term_and_a_sentence_never_is(tmp_path: Path) -> None:
    said = "The plans of children and young people are late."
    findings = "\n\n".join(f"{number}. {said}" for number in range(1, 42))
    (tmp_path / "dunmere-2016.txt").write_text(
        f"Inspection of Dunmere local authority children's services\n\nFindings\n\n{findings}\n", encoding="utf-8"
    )
    shelf = library(tmp_path / "home")
    shelf.add([tmp_path / "dunmere-2016.txt"])
    assert quoted("where is “children and young people”?", shelf.reports()) is None
    sentence = quoted(f"“{said}”", shelf.reports())
    assert sentence
    assert len(sentence.found) == 41


def same(text: str) -> list[str]:
    """The words of a text and the signs between them, as an obvious second reading has them."""
    text = "".join("-" if sign in DASHES else sign for sign in text if sign not in MARKS)
    return re.sub(r"\s*-\s*", "-", text).casefold().split()


def bare(run: Sequence[str]) -> str:
    """The words of a run on one line, without the signs before its first and behind its last one."""
    return re.sub(r"^\W+|\W+$", "", " ".join(same(" ".join(run))))


def holds(paragraph: Paragraph, run: Sequence[str]) -> bool:
    return bool(re.search(rf"(?<![^\W_]){re.escape(bare(run))}(?![^\W_])", " ".join(same(paragraph.text))))


def test_words_that_begin_with_a_figure_make_no_title(assistant: Assistant) -> None:
    assert cited(assistant.ask("“8.30am. Staff in the”")) == ["14"]


@pytest.fixture(scope="module")
def unread(example_library: Library, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant(example_library, Settings.load(tmp_path_factory.mktemp("unread"), reranker="off"))


@given(st.data())
def test_any_words_of_a_report_bring_exactly_the_paragraphs_that_hold_them(
    unread: Assistant, data: st.DataObject
) -> None:
    (report,) = unread.library.reports()
    printed = data.draw(st.sampled_from([p for p in report.paragraphs if len(p.text.split()) >= 4])).text.split()
    start = data.draw(st.integers(0, len(printed) - 4))
    run = printed[start : data.draw(st.integers(start + 4, len(printed)))]
    assume(run[0].islower() or any(word.islower() and len(word) > 3 for word in run))  # else it may be a title
    assume(sum(any(sign.isalnum() for sign in word) for word in run) >= 4)
    cased = data.draw(st.sampled_from([str, str.lower, str.upper]))
    typed = data.draw(st.sampled_from([" ", "  ", "\n", "\u00a0"])).join(map(cased, run))
    for signs in (MARKS, DASHES):
        one = data.draw(st.sampled_from(signs))
        typed = "".join(one if sign in signs and data.draw(st.booleans()) else sign for sign in typed)
    opening, closing = data.draw(st.sampled_from(["“”", '""', "‘’", "''", "«»"]))
    answer = unread.ask(f"{opening}{typed}{closing}")
    assert [citation.paragraph for citation in answer.citations] == [p for p in report.paragraphs if holds(p, run)]
    assert answer.confidence == 1.0
    for citation in answer.citations:
        assert bare(run) in " ".join(same(" ".join(citation.quoted)))
