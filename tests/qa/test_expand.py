"""Abbreviations, lay words and typing mistakes reach the words of the report, and are shown."""

from index.lexicon import Lexicon, lexicon
from qa.expand import corrections, expansions
from tests.made import paragraph

OWN = lexicon(
    [paragraph("The multi-agency safeguarding hub (MASH) and the Beech Road Team (BRT) chair chronologies well.", "1")]
)


def meanings(question: str) -> set[str]:
    return {e.meaning for e in expansions(question, [OWN])}


def test_the_reports_own_definitions_come_first() -> None:
    assert ("MASH", "multi-agency safeguarding hub") in OWN.acronyms
    assert ("BRT", "Beech Road Team") in OWN.acronyms
    (found,) = [e for e in expansions("what does BRT do", [OWN]) if e.term == "BRT"]
    assert (found.meaning, found.source) == ("Beech Road Team", "report")


def test_abbreviations_are_read_both_ways() -> None:
    assert "return home interview" in meanings("how good are RHIs?")
    assert "RHI" in meanings("how good are return home interviews?")


def test_lay_words_reach_the_words_of_inspectors() -> None:
    assert "electronic recording system" in meanings("is the computer system any good")
    assert "children who go missing" in meanings("what about runaways")


def test_a_typing_mistake_is_read_as_the_word_of_the_report() -> None:
    assert corrections("are chronolgies used", [OWN]) == (("chronolgies", "chronologies"),)


def test_a_word_that_the_report_knows_is_left_alone() -> None:
    assert corrections("chairs of chronology", [OWN]) == ()
    assert corrections("what about Zanzibar", [Lexicon(frozenset({"team"}), ())]) == ()
