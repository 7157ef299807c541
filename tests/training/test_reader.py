"""What the reader model promises to those who call it."""

import json
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReportError
from index.model import Span
from index.sentences import sentences
from qa.reader import Pairs, Passage, Reader, Reading, scoring
from qa.reader.mirror import mirrored, mirrored_passage
from qa.reader.pairs import LIMIT
from qa.training import evaluate
from qa.training.__main__ import main
from qa.training.corpus import norm, runs

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
def test_every_machine_reads_alike(reader: Reader) -> None:
    """The values are those of the same file computed with exact whole numbers. Processors without VNNI, left to themselves, are
    0.01 off in the first and the last; with VNNI this test cannot fail."""
    exact = {
        "Why do so few interviews take place?": 0.0616,
        "What do managers know about missing children?": 0.8737,
        "How many children went missing?": 0.0211,
    }
    found = {question: reader.score(question, [passage(TEXT)])[0].answers for question in exact}
    assert found == pytest.approx(exact, abs=0.002)


@pytest.mark.slow
def test_a_reading_is_the_same_alone_among_others_and_when_many_ask_at_once(reader: Reader) -> None:
    question = "What share of return home interviews takes place?"
    passages = [passage(TEXT), passage("It closes at five."), passage(TEXT * 5), passage("Records are kept.")]
    alone = [reader.score(question, [one])[0] for one in passages]
    assert reader.score(question, passages) == alone
    with ThreadPoolExecutor(6) as users:
        assert all(found == alone for found in users.map(lambda _: reader.score(question, passages), range(12)))


@pytest.mark.slow
def test_of_several_who_ask_first_only_one_loads_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []
    session = onnxruntime.InferenceSession

    def counted(*args: object, **named: object) -> object:
        loaded.append(1)
        return session(*args, **named)

    monkeypatch.setattr(onnxruntime, "InferenceSession", counted)
    cold = Reader()
    with ThreadPoolExecutor(6) as users:
        list(users.map(lambda _: cold.score("Who opens it?", [passage("It opens at five.")]), range(6)))
    assert len(loaded) == 1


@pytest.mark.slow
def test_whether_girls_or_boys_are_asked_about_is_all_one_to_a_passage_that_names_neither(reader: Reader) -> None:
    girls, boys = (
        reader.score(f"How are {who} who go missing helped?", [passage(TEXT)])[0] for who in ("girls", "boys")
    )
    assert (girls.answers, girls.relevance) == pytest.approx((boys.answers, boys.relevance))
    assert girls.evidence == pytest.approx(boys.evidence)


@pytest.mark.slow
def test_a_passage_about_boys_answers_a_question_about_boys(reader: Reader) -> None:
    text = passage("Boys who go missing are met by a youth worker within a day.")
    boys, girls = (reader.score(f"How are {who} who go missing helped?", [text])[0] for who in ("boys", "girls"))
    assert boys.answers > girls.answers


WORDS = st.sampled_from(
    ["girls", "Boys", "MOTHER", "sons", "women", "men", "man", "Dad’s", "(sister)", "care", "boyish", "–"]
)


@given(st.lists(st.lists(WORDS, min_size=1).map(" ".join), min_size=1))
def test_a_mirrored_passage_mirrored_is_the_passage(parts: list[str]) -> None:
    spans, at = [], 0
    for part in parts:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    given_passage = Passage("Girls and boys", " ".join(parts), tuple(spans))
    other = mirrored_passage(given_passage)
    assert mirrored_passage(other) == given_passage
    assert [other.text[s.start : s.end] for s in other.sentences] == [mirrored(part) for part in parts]


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


class ByLength(Reader):
    """Reads nothing: the longer the question, the surer the answer, in the first sentence."""

    def __init__(self) -> None:
        pass

    def score(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        sure = len(question) / (20 + len(question))
        return [Reading(2 * sure, sure, (sure, *[0.0] * (len(p.sentences) - 1))) for p in passages]


def questions(row: dict[str, str]) -> list[str]:
    return [row[name] for name in row if name not in {"context", "text", "answer", "group_kind", "flip_kind"}]


def test_every_wording_has_its_passage_its_answer_and_its_near_miss_and_none_comes_twice() -> None:
    rows = evaluate.packaged("wordings.jsonl")
    for row in rows:
        assert {"context", "text", "answer", *evaluate.MANNERS, *(f"{m}_near" for m in evaluate.MANNERS)} <= set(row)
        assert row["answer"] in {row["text"][s.start : s.end] for s in sentences(row["text"])}
        assert {"group_a", "group_b", "group_kind"} <= set(row) or not {"group_a", "group_b", "group_kind"} & set(row)
        assert {"flip_from", "flip", "flip_kind"} <= set(row) or not {"flip_from", "flip", "flip_kind"} & set(row)
        assert row.get("group_kind", "sex") in evaluate.PAIRS
        assert all(value.strip() == value != "" for value in row.values())
    asked = [question.lower() for row in rows for question in questions(row)]
    assert len(asked) == len(set(asked))
    assert len({row["text"] for row in rows}) == len(rows)


def test_every_passage_from_elsewhere_has_its_own_question_and_its_near_miss() -> None:
    rows = evaluate.packaged("elsewhere.jsonl")
    assert all(set(row) == {"context", "text", "question", "near_miss"} for row in rows)
    assert len({row[name].lower() for row in rows for name in ("text", "question", "near_miss")}) == 3 * len(rows)


def test_every_turn_is_of_a_few_words_and_of_both_kinds() -> None:
    rows = evaluate.packaged("turns.jsonl")
    assert len({row["of"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"of", "spoils", "keeps"}
        assert row["spoils"]
        assert row["keeps"]
        assert all(len(keep) == 2 for keep in row["keeps"])
        for old, new, *question in [*row["spoils"], *row["keeps"]]:
            assert old != new
            assert all(2 < len(text.split()) <= 24 and text == text.strip() for text in question)
            # Seven words at most: no run of eight of a report, or of what is held back, can stand in one.
            assert all(0 < len(text.split()) <= 7 and text == text.strip() for text in (old, new))


def test_no_question_and_no_eight_words_of_the_checks_are_trained_on() -> None:
    def texts(*names: str) -> list[str]:
        rows = [row for name in names for row in evaluate.packaged(name)]
        turned = [text for row in rows for turn in row.get("spoils", ()) for text in turn[2:]]
        return [*turned, *(value for row in rows for value in row.values() if isinstance(value, str))]

    checks = texts("wordings.jsonl", "elsewhere.jsonl")
    taught = texts("pairs.jsonl", "planted.jsonl", "voices.jsonl", "turns.jsonl")
    assert {norm(text) for text in checks} & {norm(text) for text in taught} == set()
    assert {run for text in checks for run in runs(text)} & {run for text in taught for run in runs(text)} == set()


def test_the_checks_give_every_figure_they_state() -> None:
    worded, changed = evaluate.wordings(ByLength()), evaluate.perturbations(ByLength())
    assert set(worded) == {*evaluate.MANNERS, *evaluate.PAIRS}
    assert set(changed) == {"figure", "year", "agency", "negation", "all"}
    assert changed["all"]["rows"] == sum(values["rows"] for kind, values in changed.items() if kind != "all")
    for values in (*worded.values(), *changed.values(), evaluate.elsewhere(ByLength())):
        assert values["rows"] >= 1
        assert all(-1 <= value <= 1 for name, value in values.items() if name.startswith("less"))
        assert all(0 <= value <= 1 for name, value in values.items() if name != "rows" and not name.startswith("less"))
    for manner in evaluate.MANNERS:
        assert worded[manner]["from"] <= worded[manner]["AUROC"] <= worded[manner]["to"]
    assert worded["staff"]["less staff"] == 0


def test_a_check_can_set_another_model_beside_on_other_public_bodies() -> None:
    *_, alone = evaluate.check(ByLength()).split("\n\n")
    *_, beside = evaluate.check(ByLength(), {"off the shelf": ByLength()}).split("\n\n")
    assert [line.split("  ")[0] for line in alone.splitlines()[2:]] == ["this model"]
    assert [line.split("  ")[0] for line in beside.splitlines()[2:]] == ["this model", "off the shelf"]


def test_the_check_of_a_folder_without_a_model_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--reader", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
