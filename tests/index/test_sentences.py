"""Sentences are whole: what may be quoted never loses its "not"."""

import itertools

from hypothesis import example, given
from hypothesis import strategies as st

from index.sentences import sentences, with_lead


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_a_sentence_ends_at_its_full_stop() -> None:
    assert cut("Plans are clear. They are not shared. Why?") == ["Plans are clear.", "They are not shared.", "Why?"]


def test_abbreviations_decimals_and_initials_do_not_end_a_sentence() -> None:
    for text in (
        "Dr. Shah and Mr. J. Smith met staff, e.g. Managers, in Sept. 2016.",
        "The rate is 10.3% in No. 4 area.",
        "Visits (e.g. Weekly ones) are late.",
        "Monitoring by the Reg. 44 visitor and s. 47 enquiries under Sch. 2 are not good.",
        "The rise from no. 5 to max. 10 on Sat. 3 May is not small.",
        "Cllr. Smith and Supt. Jones (incl. Mt. Pleasant) do not meet at 9 a.m. Monday mornings.",
    ):
        assert cut(text) == [text]


def test_words_that_look_like_abbreviations_end_sentences() -> None:
    assert cut("Is it safe? The answer is no. Children sat. They left at 5 p.m. Staff stayed.") == [
        "Is it safe?",
        "The answer is no.",
        "Children sat.",
        "They left at 5 p.m.",
        "Staff stayed.",
    ]


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert cut("One said, ‘I feel heard.’ Others did not.") == ["One said, ‘I feel heard.’", "Others did not."]


def test_a_list_item_is_a_sentence_and_brings_the_line_it_hangs_on() -> None:
    text = "Leaders should:\nmeet weekly\nkeep minutes"
    spans = sentences(text)
    assert cut(text) == ["Leaders should:", "meet weekly", "keep minutes"]
    assert with_lead(text, spans, 2) == (0, 2)
    assert with_lead("One. Two.", sentences("One. Two."), 1) == (1,)


def test_an_item_that_goes_on_with_an_open_line_brings_its_not() -> None:
    text = "Visits are late. Social workers did not\nspeak with children alone\nwrite down what they said."
    spans = sentences(text)
    assert with_lead(text, spans, 2) == (1, 2)
    assert with_lead(text, spans, 3) == (1, 3)
    closed = "Visits are late.\nspeak with children"
    assert with_lead(closed, sentences(closed), 1) == (1,)


def test_a_sentence_that_counts_on_brings_what_it_counts_from() -> None:
    text = "Ten carers left. A further seven retired. Of these, two moved. Another view is held. The other areas wait."
    spans = sentences(text)
    assert [with_lead(text, spans, at) for at in range(5)] == [(0,), (0, 1), (0, 1, 2), (3,), (4,)]


@given(st.text(alphabet="Aa b.!?\n’”()1é", max_size=200))
@example("A. b")
@example("..")
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
