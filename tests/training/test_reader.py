"""What the reader model promises to those who call it."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReportError
from index.sentences import sentences
from qa.reader import Pairs, Passage, Reader, scoring
from qa.reader.pairs import LIMIT

TEXT = (
    "Most children who go missing are offered a return home interview. Only 58% of the interviews take place. "
    "Managers do not know why. The emergency duty team provides a sound service at night."
)


def passage(text: str, context: str = "Help and protection") -> Passage:
    return Passage(context, text, sentences(text))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs(scoring.HERE / "tokenizer.json")


@pytest.mark.slow
def test_a_passage_that_answers_scores_above_one_on_the_subject_and_one_on_nothing(reader: Reader) -> None:
    question = "What share of return home interviews takes place?"
    near = "Return home interviews are offered by a charity. Their records are kept on the child's file."
    away = "The library opens at nine. It closes at five."
    answers, subject, nothing = reader.score(question, [passage(TEXT), passage(near), passage(away)])
    assert answers.answers > 0.5 > subject.answers
    assert answers.relevance > subject.relevance > nothing.relevance
    assert max(range(4), key=lambda i: answers.evidence[i]) == 1


@pytest.mark.slow
def test_a_score_does_not_depend_on_what_else_is_scored(reader: Reader) -> None:
    question = "How good is the emergency duty team?"
    together = reader.score(question, [passage("Short text here."), passage(TEXT), passage(TEXT * 6)])
    assert together[1] == reader.score(question, [passage(TEXT)])[0]


@pytest.mark.slow
def test_every_sentence_of_a_long_passage_gets_its_own_probability(reader: Reader) -> None:
    long = passage(" ".join([TEXT] * 12))
    reading = reader.score("How good is the emergency duty team?", [long])[0]
    assert len(reading.evidence) == len(long.sentences)
    assert all(0 <= p <= 1 for p in reading.evidence)
    assert 0 <= reading.answers <= 1
    assert 0 <= reading.relevance <= 2


@pytest.mark.slow
def test_nothing_to_read_is_no_answer(reader: Reader) -> None:
    reading = reader.score("Anything?", [Passage("", "", ())])[0]
    assert (reading.relevance, reading.answers, reading.evidence) == (0.0, 0.0, ())
    assert reader.score("Anything?", []) == []


words = st.text(alphabet="abc é£%’“\n.?()-19", max_size=400)


@settings(deadline=None, max_examples=60)
@given(question=words, context=words, texts=st.lists(words, max_size=6), often=st.integers(1, 12))
def test_pairs_hold_every_sentence_once_within_the_limit(
    pairs: Pairs, question: str, context: str, texts: list[str], often: int
) -> None:
    text = " ".join(texts * often)
    made = pairs.of(question, passage(text, context))
    assert all(len(pair.ids) <= LIMIT for pair in made)
    assert [place for pair in made for place, _, _ in pair.sentences] == list(range(len(sentences(text))))
    assert all(len(pair.types) == len(pair.ids) for pair in made)
    assert all(pair.question <= a <= b < len(pair.ids) for pair in made for _, a, b in pair.sentences)


def test_the_files_that_ship_are_the_ones_the_card_names_and_small_enough() -> None:
    scoring.checked_card(scoring.HERE)
    assert (scoring.HERE / "model.onnx").stat().st_size <= 40_000_000


def copy_of_the_model(folder: Path) -> Path:
    for name in ("model.onnx", "tokenizer.json", "reader.json"):
        shutil.copyfile(scoring.HERE / name, folder / name)
    return folder


def test_a_changed_model_file_is_refused_by_name(tmp_path: Path) -> None:
    folder = copy_of_the_model(tmp_path)
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ReportError, match=r"model\.onnx"):
        Reader(folder)


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "reader.json"])
def test_a_missing_file_is_an_error_for_people(tmp_path: Path, missing: str) -> None:
    folder = copy_of_the_model(tmp_path)
    (folder / missing).unlink()
    with pytest.raises(ReportError, match="not complete"):
        Reader(folder)


def test_a_card_that_is_no_card_is_an_error_for_people(tmp_path: Path) -> None:
    folder = copy_of_the_model(tmp_path)
    (folder / "reader.json").write_text(json.dumps({"sha256": 3}))
    with pytest.raises(ReportError, match="not complete"):
        Reader(folder)
