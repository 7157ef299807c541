"""Abbreviations, lay words and typing mistakes reach the words of the report, and are shown."""

from pathlib import Path

import pytest

from index.lexicon import Lexicon, lexicon
from index.settings import Settings
from qa.assistant import Assistant
from qa.expand import corrections, expansions, glossary, put
from qa.model import Expansion
from qa.words import stem, words
from tests.index.test_library import library
from tests.made import paragraph

OWN = "The multi-agency safeguarding hub (MASH) and the Beech Road Team (BRT) chair chronologies well."


def expanded(question: str, *reports: str) -> tuple[Expansion, ...]:
    """With reports of one paragraph each in scope."""
    texts = reports or (OWN,)
    return expansions(question, [lexicon([paragraph(text, "1")]) for text in texts], lambda: texts)


def meanings(question: str, *reports: str) -> set[str]:
    return {e.meaning for e in expanded(question, *reports)}


def test_the_reports_own_definitions_come_first() -> None:
    for question, typed in (("what does BRT do", "BRT"), ("how many BRTs are there?", "BRTs"), ("brt meetings", "brt")):
        assert expanded(question) == (Expansion(typed, "Beech Road Team", "report"),)


def test_a_definition_begins_with_no_small_word() -> None:
    report = "The assessed and supported year in employment (ASYE) and the assessment and referral team (ART) work."
    assert meanings("ASYE", report) == {"assessed and supported year in employment"}
    assert meanings("ART", report) == {"assessment and referral team"}


def test_every_meaning_that_the_reports_in_scope_give_is_kept_and_each_once() -> None:
    reports = ("Personal advisers (PAs) visit.", "A parental advocate (PA) helps.", "Each has a personal adviser (PA).")
    assert meanings("What do PAs do?", *reports) == {"Personal advisers", "parental advocate"}
    assert meanings("What do PAs do?", reports[1]) == {"parental advocate"}


def test_what_one_report_calls_something_takes_nothing_from_the_others() -> None:
    reports = ("The Corporate Parenting Panel (CPP) met.", "Some plans had drifted.")
    found = {(e.meaning, e.source) for e in expanded("How good are CPPs?", *reports)}
    assert found == {("Corporate Parenting Panel", "report"), ("child protection plan", "glossary")}


@pytest.mark.parametrize("question", ["is it safe?", "Safe at last?", "SAFE AND WELL?", "who is safe"])
def test_a_word_that_the_reports_print_in_small_letters_is_no_abbreviation(question: str) -> None:
    report = "Support and activities for everyone (SAFE) keeps most children safe."
    assert meanings(question, report) == set()
    assert meanings("What does SAFE offer?", report) == {"Support and activities for everyone"}


def test_short_abbreviations_may_be_typed_in_small_letters_where_they_are_no_words() -> None:
    assert "personal adviser" in meanings("pa support")
    assert "child protection" in meanings("are cp plans any good")
    assert meanings("is it as it was, 2016 vs 2024?") == set()
    assert meanings("What did the cps say?") == set()


def test_abbreviations_are_read_both_ways() -> None:
    assert "return home interview" in meanings("how good are RHIs?")
    assert "RHI" in meanings("how good are return home interviews?")


def test_lay_words_reach_the_words_of_inspectors() -> None:
    for question in ("is the computer system any good", "are our computer systems any good", "IT systems"):
        assert "electronic recording system" in meanings(question)
    for question in ("what about runaways", "a runaway", "does a runaway's social worker visit"):
        assert "children who go missing" in meanings(question)
    for question in ("foster kid", "foster kids"):
        assert {"children", "foster carers"} <= meanings(question)
    assert "missing from home or care" in meanings("what if a child goes missing")


def test_a_word_within_a_longer_term_has_no_meaning_of_its_own() -> None:
    assert meanings("Is the children in care council heard?") == {"CICC"}
    assert "LAC" in meanings("Are children in care heard?")


def test_no_lay_word_means_another_form_of_itself() -> None:
    shelf = glossary()
    pairs = [(phrase, meaning) for phrase, meanings in shelf.lay.items() for meaning in meanings]
    assert [pair for pair in pairs if list(map(stem, words(pair[0]))) == list(map(stem, words(pair[1])))] == []


@pytest.mark.parametrize("question", ["is it systematic", "school nursing", "schools", "filed", "its system"])
def test_words_that_only_begin_like_lay_words_are_left_alone(question: str) -> None:
    assert meanings(question) == set()


def test_a_typing_mistake_is_read_as_the_word_of_the_report() -> None:
    assert corrections("are chronolgies used", [lexicon([paragraph(OWN, "1")])]) == (("chronolgies", "chronologies"),)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht", "what"), ("abuot", "about"), ("inspecters", "inspectors"), ("involvment", "involvement"), ("thier", "their"),
        ("fosterer", ""), ("fostrs", "fosters"), ("inspecting", ""), ("wath", ""), ("wht", ""), ("form", ""), ("trail", ""),
    ],
)  # fmt: skip
def test_swapped_letters_and_mistakes_within_a_known_word_are_put_right(typed: str, meant: str) -> None:
    known = [Lexicon(frozenset("involved involvement inspected fostered fosters from trial".split()), ())]
    assert corrections(f"{typed} for children", known) == (((typed, meant),) if meant else ())


def test_other_forms_of_a_mistyped_word_do_not_make_it_one_of_the_reports(tmp_path: Path) -> None:
    for place in ("Camden", "Derby", "Oldham"):
        text = f"Inspection of {place} local authority children's services\n\nFindings\n\n1. Police are involved; involvement is good."
        (tmp_path / f"{place.lower()}-2016-05-12.txt").write_text(text + "\n", encoding="utf-8")
    held = library(tmp_path / "home")
    held.add(sorted(tmp_path.glob("*.txt")))
    answer = Assistant(held, Settings.load(tmp_path / "home", reranker="off")).ask("police involvment")
    assert answer.understanding.corrections == (("involvment", "involvement"),)


def test_a_word_that_the_report_knows_is_left_alone() -> None:
    assert corrections("chairs of chronology", [lexicon([paragraph(OWN, "1")])]) == ()
    assert corrections("what about Zanzibar", [Lexicon(frozenset({"team"}), ())]) == ()
    assert corrections("every youngster", [Lexicon(frozenset({"younger"}), ())]) == ()


def test_a_common_word_or_one_of_another_report_is_no_typing_mistake() -> None:
    known = [Lexicon(frozenset({"monitoring", "organisation", "stability", "back"}), ())]
    assert corrections("is there mentoring for Black children", known) == ()
    assert corrections("suitability", known) == (("suitability", "stability"),)
    assert corrections("suitability", known, lambda word: word == "suitability") == ()
    assert corrections("organization", known) == (("organization", "organisation"),)


@pytest.mark.parametrize(
    ("question", "text", "put_so"),
    [
        ("Is the MASH any good?", "The MASH is busy.", "Is the MASH any good?"),
        ("Is the MASH any good?", "The multi-agency safeguarding hub is busy.", "Is the multi-agency safeguarding hub any good?"),
        ("Is the MASH any good?", "It is busy.", "Is the MASH any good? (multi-agency safeguarding hub)"),
        ("How many LAC?", "50 children were being looked after.", "How many looked after children?"),
        ("Is the multi-agency safeguarding hub good?", "The MASH is busy.", "Is the MASH good?"),
        ("Is the multi-agency safeguarding hub good?", "It is busy.", "Is the multi-agency safeguarding hub good?"),
        ("Is the BRT’s leader good?", "The Beech Road Team leads.", "Is the Beech Road Team’s leader good?"),
        ("Are the BRTs good?", "Beech Road Team leaders listen.", "Are the Beech Road Teams good?"),
        ("Are the runaways found?", "No runaway is found.", "Are the runaways found?"),
        ("Are the runaways found?", "They are not found.", "Are the runaways found? (children who go missing, missing children)"),
        ("Are the runaways found?", "Missing children are found.", "Are the missing children found?"),
        ("How many children are in care?", "50 children are looked after.", "How many children are looked after?"),
        ("How many children are in care?", "50 children were being looked after.", "How many children looked after?"),
        ("Are looked after children well?", "Children in care are well.", "Are children in care well?"),
        ("LADO", "Responses to allegations about staff are late.", "allegations about"),
        ("LADO", "Responses to allegations of neglect are late.",
         "LADO (local authority designated officer, designated officer, allegations against, allegations about)"),
    ],
)  # fmt: skip
def test_a_text_is_read_with_the_question_in_its_own_abbreviations(question: str, text: str, put_so: str) -> None:
    assert put(question, expanded(question), text) == put_so
