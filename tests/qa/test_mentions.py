"""Which reports mention a term is answered by the term: all that have it, counted, and none that only speak of something near."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.mentions import mentioned, named_in
from qa.model import Answer, Expansion, Outcome
from tests.index.test_library import WordCounts
from tests.qa.test_lookup import REPORT

FINDINGS = {
    "Camden 2016": (
        "Family group conferences are held early. They work.",
        "Managers prevent drift. The Prevent duty is understood.",
        "Families of Gypsy heritage are visited.",
    ),
    "Derby 2018": (
        "Each family group conference has a coordinator (FGC).",
        "Partners prevent delay. Leaders prevent harm. A hub shares intelligence.",
        "Children of Traveller families go to school. Industrial change brings action.",
    ),
    "Oldham 2020": (
        "The Safe Homes model is used well. Homes are safe.",
        "Plans prevent drift.",
        "Plans prevent delay. The app Mind of My Own is liked.",
    ),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("mentions")
    for name, findings in FINDINGS.items():
        authority, year = name.split()
        numbered = "\n\n".join(f"{n}. {text}" for n, text in enumerate(findings, 1))
        text = REPORT.format(authority=authority, year=year, findings=numbered)
        (folder / f"{authority.lower()}-{year}.txt").write_text(text, encoding="utf-8")
    settings = Settings.load(home=tmp_path_factory.mktemp("home"), reranker="off", readers=1)
    library = Library(settings, WordCounts())
    library.add([Path(folder)])
    return Assistant(library, settings)


def shown(answer: Answer) -> list[str]:
    return [f"{citation.report.slug[0]}{citation.paragraph.number}" for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Which reports mention family group conferences?", ["c1", "d1"]),
        ("which authorities mention “family group conferences” at all", ["c1", "d1"]),
        ("How many of the reports refer to family group conferences?", ["c1", "d1"]),
        ("Do any reports mention a family group conference?", ["c1", "d1"]),
        ("In which reports are family group conferences mentioned?", ["c1", "d1"]),
        ("Is the family group conference mentioned in any of the reports?", ["c1", "d1"]),
        ("Which councils' reports mention Gypsy, Roma or Traveller families?", ["c3", "d3"]),
        ("Which reports contain the word Prevent?", ["c2"]),
        ("Which reports mention family group conferences – all paragraphs please", ["c1", "d1"]),
        ("Which reports mention families and intelligence?", ["c1", "c3", "d1", "d2", "d3"]),
    ],
)
def test_who_asks_which_reports_mention_a_term_is_shown_all_that_have_it(
    shelf: Assistant, question: str, places: list[str]
) -> None:
    answer = shelf.ask(question)
    assert sorted(shown(answer)) == places
    assert f"in {len(places)} paragraph" in answer.reason
    assert "of the 3 reports that were searched" in answer.reason
    assert answer.confidence == 1.0


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Which authorities use Safe Homes?", ["o1"]),
        ("Which authorities have adopted the Safe Homes model?", ["o1"]),
        ("which councils use the safe homes model", ["o1"]),
        ("Which authorities run ‘safe homes’?", ["o1"]),
        ('Which authorities use the "safe homes" model?', ["o1"]),
        ("Who uses Safe Homes?", ["o1"]),
        ("Which other authorities are still using Safe Homes?", ["o1"]),
        ("Do any authorities have Prevent or Safe Homes?", ["c2", "o1"]),
        ("Which authorities use the Mind of My Own app?", ["o3"]),
        ("Which authorities have a Gypsy social work model?", ["c3"]),
    ],
)
def test_who_asks_which_authorities_use_something_by_its_name_is_shown_all_that_name_it(
    shelf: Assistant, question: str, places: list[str]
) -> None:
    answer = shelf.ask(question)
    assert sorted(shown(answer)) == places
    assert f"in {len(places)} paragraph" in answer.reason


def test_a_name_that_no_report_has_is_said_to_stand_nowhere(shelf: Assistant) -> None:
    for name in ("Family Drug and Alcohol Court", "Graded Care Profile"):
        answer = shelf.ask(f"Which authorities have the {name}?")
        assert answer.outcome is Outcome.NOT_ANSWERED
        assert answer.reason == f"No paragraph of the 3 reports that were searched has “{name}”."


def test_a_name_of_four_words_in_quotation_marks_is_looked_for_as_a_name(shelf: Assistant) -> None:
    answer = shelf.ask('Which authorities use "intelligence in a safe home"?')
    assert answer.reason == "No paragraph of the 3 reports that were searched has “intelligence in a safe home”."


def test_the_authorities_that_do_not_use_something_are_those_whose_reports_do_not_name_it(shelf: Assistant) -> None:
    answer = shelf.ask("Which authorities don’t use Safe Homes?")
    assert answer.reason.endswith("It is not in: Camden 2016; Derby 2018.")


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Which paragraphs mention heritage?", "3"),
        ("all paragraphs of the report that mention Gypsy heritage", "3"),
        ("list all mentions of drift", "2"),
        ("In which paragraphs is drift mentioned?", "2"),
        ("where does the report mention the family group conference?", "1"),
    ],
)
def test_of_one_report_the_paragraphs_that_mention_a_word_are_those_that_have_it(
    shelf: Assistant, question: str, number: str
) -> None:
    found = mentioned(question, (), shelf.library.reports()[:1])
    assert found
    assert [citation.paragraph.number for citation in found.found] == [number]
    assert found.said.endswith("is in 1 paragraph of the report.")


def test_the_sentences_that_have_it_are_quoted(shelf: Assistant) -> None:
    (citation,) = shelf.ask("Which reports mention Prevent?").citations
    assert citation.quoted == ("The Prevent duty is understood.",)


def test_a_term_that_no_report_has_is_said_to_stand_nowhere_whatever_is_near_it(shelf: Assistant) -> None:
    answer = shelf.ask("Which reports mention artificial intelligence?")
    assert answer.outcome is Outcome.NOT_ANSWERED
    assert answer.reason == "No paragraph of the 3 reports that were searched has “artificial intelligence”."
    assert answer.nearest
    partly = shelf.ask("Which reports mention strikes or family group conferences?")
    assert shown(partly) == ["c1", "d1"]
    assert partly.reason.endswith("No paragraph of the 3 reports that were searched has “strikes”.")


def test_the_reports_that_do_not_mention_it_are_named(shelf: Assistant) -> None:
    answer = shelf.ask("Which reports don’t mention family group conferences?")
    assert answer.outcome is Outcome.TOLD
    assert answer.reason.endswith("is in 2 of the 3 reports that were searched. It is not in: Oldham 2020.")


def test_a_follow_up_that_only_says_which_reports_asks_them_for_the_same_term(shelf: Assistant) -> None:
    answer = shelf.ask("only those since 2017", ["Which reports mention family group conferences?"])
    assert shown(answer) == ["d1"]
    assert "in 1 paragraph of 1 of the 2 reports" in answer.reason


def test_a_report_that_has_the_words_in_one_sentence_is_not_said_to_be_without_the_term(shelf: Assistant) -> None:
    answer = shelf.ask("Which reports do not mention Gypsy families?")
    assert answer.reason.endswith("It is not in: Derby 2018; Oldham 2020.")
    long = shelf.ask("Which reports do not mention the early plans of young children's families?")
    assert long.outcome is Outcome.NOT_ANSWERED
    assert "up to three words" in long.reason


def test_words_that_only_share_a_sentence_are_not_said_to_be_printed_so(shelf: Assistant) -> None:
    answer = shelf.ask("Which reports mention early conferences?")
    assert shown(answer) == ["c1"]
    assert answer.reason.startswith("“early conferences” (its words in one sentence) is in 1 paragraph of 1")
    apart = shelf.ask("Which reports mention families and drift?")
    assert apart.reason.startswith("“families” or “drift” is in ")
    both = shelf.ask("Which reports mention coordinators and Gypsy heritage?")
    assert sorted(shown(both)) == ["c3", "d1"]
    assert both.reason.startswith("“coordinators” or “Gypsy heritage” is in 2 paragraphs")


def test_of_many_reports_only_what_has_the_name_is_searched(shelf: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.understand.FEW", 2)
    ranked = shelf.ask("Which authorities use Safe Homes well?").ranked
    assert [(found.report.slug, found.paragraph.number) for found in ranked] == [("oldham-2020", "1")]


def test_an_abbreviation_is_found_by_what_it_stands_for(shelf: Assistant) -> None:
    found = mentioned(
        "Which reports mention FGC?", [Expansion("FGC", "family group conference", "report")], shelf.library.reports()
    )
    assert found
    assert [citation.paragraph.number for citation in found.found] == ["1", "1"]
    assert found.said.startswith("“FGC” or “family group conference” is in 2 paragraphs of 2")


def test_what_two_terms_stand_for_alike_is_told_once(shelf: Assistant) -> None:
    added = [Expansion("FGC", "family group conference", "report")]
    found = mentioned("Which reports mention FGC or family group conferences?", added, shelf.library.reports())
    assert found
    assert found.said.startswith("“FGC” or “family group conference” or “family group conferences” is in 2")
    again = mentioned("Which reports mention FGC or family group conference?", added, shelf.library.reports())
    assert again
    assert again.said.startswith("“FGC” or “family group conference” is in 2")


def test_of_each_report_one_is_shown_where_very_many_have_it(shelf: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.mentions._MOST", 3)
    answer = shelf.ask("Which reports mention prevention or prevent?")
    assert sorted(shown(answer)) == ["c2", "d2", "o2"]
    assert "Of each report one is shown." in answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "Which authorities have good plans?",
        "Which councils were mentioned as good for adoption?",
        "What did inspectors mention about plans?",
        "Which reports mention that young people were moved far away from home without notice?",
        "Which reports refer families to other services?",
        "Does the report mention plans?",
        "Which reports mention plans and what do they say?",
        "Which reports mention that plans are late?",
        "Which reports mention plans – what do they say",
        "Which reports mention plans but not families?",
        "Which authorities use plans?",
        "Which authorities have Good leaders?",
        "WHICH AUTHORITIES HAVE SAFE CHILDREN?",
        "Which Authorities Have Early Plans?",
        "Which authorities have Requires Improvement?",
        "Which authorities have Outstanding?",
        "Which authorities have Priority Actions?",
        "Which authorities use Safe Homes well?",
        "Which authorities run Safe Homes for care leavers?",
        "Which authorities use ‘safe homes’ well?",
        "Which authorities use —?",
        "Who has plans?",
        "Who runs Safe Homes?",
        "The council uses Safe Homes",
    ],
)
def test_other_questions_are_searched(shelf: Assistant, question: str) -> None:
    assert mentioned(question, (), shelf.library.reports()) is None


@pytest.mark.parametrize(
    "question",
    [
        "Does the report mention families?",
        "Who mentions families?",
        "Which paragraphs mention dragons?",
        "Which paragraphs mention early conferences?",
        "Which paragraphs are about families?",
    ],
)
def test_of_one_report_what_is_not_printed_so_or_may_be_said_otherwise_is_searched(
    shelf: Assistant, question: str
) -> None:
    assert mentioned(question, (), shelf.library.reports()[:1]) is None


@pytest.mark.parametrize(
    "question", ["Which authorities use Safe Homes well?", "which authorities use the safe homes model"]
)
def test_a_name_that_is_asked_for_must_stand_in_what_answers(shelf: Assistant, question: str) -> None:
    has = named_in(question, shelf.library.reports())
    assert has
    assert has("The Safe Homes model is used.")
    assert not has("Homes are safe.")


def test_a_name_may_end_with_a_word_of_no_meaning(shelf: Assistant) -> None:
    has = named_in("Which authorities use Mind of My Own well?", shelf.library.reports())
    assert has
    assert has("They like Mind of My Own.")
    assert not has("Homes are safe.")


@pytest.mark.parametrize(
    "question",
    ["Which authorities prevent drift?", "Which authorities use the Wrong Door?", "DO THEY PREVENT DRIFT BEFORE CARE?"],
)
def test_common_words_and_names_that_no_report_prints_choose_nothing(shelf: Assistant, question: str) -> None:
    assert named_in(question, shelf.library.reports()) is None
