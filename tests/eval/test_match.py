from hypothesis import given
from hypothesis import strategies as st

from eval.match import matched, normalise, read_units
from eval.questions import Gold, Question
from tests.eval.answers import REPORT, question, unit

UNITS = {
    f"{REPORT}#p3:2": "Children’s views are heard – in 92% of cases – and acted on by social workers and their managers",
    "exec:1": "Too few young people have a plan.",
}


def test_a_number_matches_whole_and_with_a_dot_after_it() -> None:
    asked = question(gold={"66": 2})
    shown = [unit("66"), unit("66."), unit("6"), unit("166"), unit(None, "66")]
    assert matched(asked, {}, shown) == (frozenset({0}), frozenset({0}), frozenset(), frozenset(), frozenset())


def test_a_paragraph_of_another_report_never_matches() -> None:
    asked = Question("made", "q", "?", "list", None, gold=(Gold("66", 2, "here"), Gold("66", 2, "there")))
    assert matched(asked, {}, [unit("66", report="there"), unit("66", report="elsewhere")]) == (
        frozenset({1}),
        frozenset(),
    )


def test_an_unnumbered_unit_matches_by_its_text_whatever_the_print() -> None:
    asked = question(gold={"p3:2": 2, "exec:1": 2})
    printed = "Children's views are heard - in 92% of cases - and acted on by social workers"
    shown = [
        unit(None, printed),
        unit("1", "TOO FEW young people have a plan"),
        unit(None, "Too few plans."),
        unit(None),
    ]
    assert matched(asked, UNITS, shown) == (frozenset({0}), frozenset({1}), frozenset(), frozenset())


def test_a_label_that_no_units_file_has_matches_by_an_answering_span() -> None:
    asked = question(gold={"judgements": 2}, spans=["requires improvement"])
    shown = [unit(None, "Leadership requires improvement"), unit(None, "Leadership is good")]
    assert matched(asked, UNITS, shown) == (frozenset({0}), frozenset())


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_no_units_files_are_no_units() -> None:
    assert read_units([]) == {}
