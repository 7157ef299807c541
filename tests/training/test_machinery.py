"""From questions to a model that ships: the machinery of training, on a scale that fits a test."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch

from index.model import Kind, Paragraph, Report, ReportInfo
from qa.reader import Pair, Pairs, Reading, scoring
from qa.training import ablate, outside, start
from qa.training.__main__ import main
from qa.training.calibrate import platt, reliability
from qa.training.corpus import Corpus, Question
from qa.training.evaluate import Asked, auroc, evidence_hits, measures, recall, refused
from qa.training.examples import Example, Maker, Recipe, of_sentences
from qa.training.fitting import Batch, Fitting, Results, Row, batch, filled, loss, read, steps
from qa.training.network import Network, started
from qa.training.recipe import Plan, Sources, epoch, keep, mean, record, searched
from qa.training.smoke import smoke

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "eval" / "example-questions.jsonl"


@pytest.mark.slow
def test_a_smoke_training_ships_a_model_that_loads_and_scores(tmp_path: Path) -> None:
    readings = smoke(tmp_path, EXAMPLE, lambda line: None, take=4)
    assert len(readings) == 5
    assert all(0 <= r.answers <= 1 and 0 <= r.relevance <= 2 and r.evidence for r in readings)
    assert (tmp_path / "reader" / "reader.json").exists()


def test_starting_weights_that_are_not_the_known_ones_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"not a model")
    with pytest.raises(ValueError, match="not the packaged cross-encoder"):
        start.weights(other)


def test_a_missing_folder_is_one_line_not_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = str(tmp_path / "gone")
    code = main(["run", "--reports", gone, "--questions", gone, "--data", gone, "--out", str(tmp_path / "out")])
    assert code == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_calibration_finds_the_scale_and_shift_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 3, 20_000)
    labels = (rng.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(float)
    assert platt(logits, labels) == pytest.approx((0.5, -1.0), abs=0.08)


def test_a_reliability_table_counts_everything_once() -> None:
    table = reliability([0.05, 0.1, 0.95, 1.0], [0, 0, 1, 1])
    assert sum(count for _, _, count in table) == 4
    assert table[-1][1] == 1.0


def test_auroc_and_refusals_of_separated_equal_and_mixed_scores() -> None:
    assert auroc([3, 4], [1, 2]) == 1.0
    assert auroc([1, 1], [1, 1]) == 0.5
    assert refused([float(i) for i in range(100)], [4.0, 4.9, 5.0, 50.0]) == 0.5


PASSAGES = ("One. Two. Three.", "Alone.", "Four. Five.")


def _corpus(*texts: str) -> Corpus:
    info = ReportInfo("made-up-2016", "", "Made Up", "report", date(2016, 1, 1), "", "", None, (), 1, "", "")
    found = [
        Paragraph(str(i), str(i), 1, "", Kind.FINDING, f"{text} And so on.", (), 1) for i, text in enumerate(texts)
    ]
    return Corpus.of([Report(info, tuple(found))])


def _asked(gold: dict[int, int], grades: Sequence[float], spans: tuple[str, ...] = (), surest: int = 0) -> Asked:
    """A question whose candidates are read so; the surest sentence of each is the one at `surest`."""
    question = Question("q", "made-up-2016", "Which?", "single", "q", gold, spans, ())
    sure = tuple(float(i == surest) for i in range(5))
    readings = {i: Reading(grade, grade / 2, sure) for i, grade in enumerate(grades)}
    return Asked(question, tuple(readings), readings, (Reading(0.0, 0.0, ()),))


def test_recall_counts_what_is_needed_among_the_best_and_no_more_than_fits() -> None:
    grades = [0.1, 1.9, 0.2, 1.8, 0.3, 1.7]
    assert recall(_asked({1: 2, 0: 2, 5: 1}, grades), 2) == 0.5
    assert recall(_asked({3: 1, 0: 1}, grades), 2) == 0.5  # nothing of grade 2: those of grade 1 are needed
    assert recall(_asked({1: 2, 3: 2, 5: 2}, grades), 2) == 1.0
    assert recall(_asked({7: 2}, grades)) == 0.0


def test_the_surest_sentence_is_looked_at_in_paragraphs_of_several_that_hold_an_answer() -> None:
    corpus = _corpus(*PASSAGES)
    asked = _asked({0: 2, 2: 2}, [1.0, 1.0, 1.0], ("Two.", "Four."), surest=1)
    assert evidence_hits(asked, corpus) == [1.0, 0.0]
    assert evidence_hits(_asked({0: 1}, [1.0], ("Two.",)), corpus) == []
    assert evidence_hits(_asked({0: 2}, [1.0], ("Nowhere.",)), corpus) == []


def test_of_a_question_with_many_paragraphs_all_are_drawn_again_together() -> None:
    corpus = _corpus(*[PASSAGES[0]] * 40)
    many = _asked(dict.fromkeys(range(40), 2), [1.0] * 40, ("Two.",), surest=1)
    none = _asked({0: 2}, [1.0], ("Two.",), surest=0)
    value, low, high = measures([many, none, _no(many)], corpus)["surest sentence answers"]
    assert value == pytest.approx(40 / 41)
    assert (low, high) == (0.0, 1.0)


def _no(asked: Asked) -> Asked:
    return replace(asked, question=replace(asked.question, kind="unanswerable", gold={}))


def test_an_ablation_of_one_seed_shows_its_interval_and_of_several_their_spread() -> None:
    one = {f"{title} {measure}": (0.5, 0.4, 0.6) for title in ("settings", "reported") for measure in ablate.MEASURES}
    two = dict.fromkeys(one, (0.7, 0.6, 0.8))
    assert "| the recipe | 0.50 (0.40–0.60) |" in ablate.table({"the recipe": {"7": one}})
    assert "| the recipe | 0.600 ± 0.141 |" in ablate.table({"the recipe": {"7": one, "8": two}})


def test_the_mean_of_networks_is_that_of_each_weight() -> None:
    found = mean([{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 6.0])}])
    assert found["a"].tolist() == [2.0, 4.0]


def test_a_network_of_fewer_layers_has_those_that_were_named_in_their_order() -> None:
    given = Network(layers=3).state_dict()
    made = started(given, keep=(0, 2)).state_dict()
    name = "bert.encoder.layer.{}.output.dense.weight"
    assert torch.equal(made[name.format(0)], given[name.format(0)])
    assert torch.equal(made[name.format(1)], given[name.format(2)])
    assert name.format(2) not in made
    assert torch.equal(made["grade.weight"][2], given["classifier.weight"][0] / 2)
    with pytest.raises(ValueError, match=r"no bert\.encoder\.layer\.3"):
        started(given, keep=(3,))


def test_an_epoch_keeps_pairs_together_and_adds_changed_words_and_the_outside_share() -> None:
    corpus = _corpus("Boys are late. They run.", "Nobody minds. It rains.", "The sun shines. It is warm.")
    yes = Question("a", "made-up-2016", "Why are boys late?", "single", "pair", {0: 2}, ("Boys are late.",), ())
    no = Question("b", "made-up-2016", "Why are cats late?", "unanswerable", "pair", {}, (), (1,))
    alone = replace(yes, id="c", twin="other", text="Who is late?")
    maker = Maker(corpus, {}, {"b": "Cats are late."}, {}, Recipe())
    outside = [[Example(f"out {i}", of_sentences("", ["x."]), 0, 0.0, (0,), "squad", f"squad {i}")] for i in range(9)]
    groups = epoch([yes, alone, no], maker, outside, 4, [], random.Random(1))
    asked = [{e.question for e in group} for group in groups]
    assert asked[:2] == [{yes.text, no.text}, {alone.text}]
    assert [{e.source for e in group} for group in groups[2:]] == [
        {"swapped"},
        {"squad"},
        {"squad"},
        {"squad"},
        {"squad"},
    ]
    assert len(epoch([yes], maker, outside[:1], 4, [], random.Random(1))) == 3


@pytest.mark.slow
def test_candidates_are_searched_anew_where_paragraphs_or_words_have_changed(tmp_path: Path) -> None:
    said: list[str] = []
    question = Question("q", "made-up-2016", "Who sings?", "single", "q", {0: 2}, (), ())
    before, after = _corpus("Birds sing.", "Fish swim."), _corpus("Fish swim.", "Birds sing.")
    assert searched([question], before, tmp_path, said.append) == {"q": [0, 1]}
    assert searched([question], before, tmp_path, said.append) == {"q": [0, 1]}
    assert len(said) == 1
    assert searched([question], after, tmp_path, said.append) == {"q": [1, 0]}
    assert searched([replace(question, text="Who swims?")], after, tmp_path, said.append) == {"q": [0, 1]}
    assert len(said) == 3


def _sources(folder: Path) -> Sources:
    for name in ("reports/a.pdf", "questions/train-1.jsonl", "questions/units.json", "data/squad2-dev-half.json"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return Sources(folder / "reports", folder / "questions", folder / "data")


def test_a_record_names_what_was_read_and_goes_back_through_the_networks_before(tmp_path: Path) -> None:
    sources = _sources(tmp_path)
    first = record(sources, Plan(Fitting(seed=5)))
    assert {name: set(first[name]) for name in ("reports", "questions", "data")} == {  # type: ignore[call-overload]
        "reports": {"a.pdf"},
        "questions": {"train-1.jsonl", "units.json"},
        "data": {"squad2-dev-half.json"},
    }
    keep(Network(layers=1), tmp_path, first)
    exported = record(sources, Plan(Fitting(minutes=0), earlier=(tmp_path / "network.pt",)))
    assert set(exported) == {"plan", "start"}  # nothing was trained on
    (before,) = exported["plan"]["earlier"]  # type: ignore[index]
    assert before["plan"]["fitting"]["seed"] == 5
    assert before["reports"] == first["reports"]
    (tmp_path / "network.pt").write_bytes(b"another network")
    (unknown,) = record(sources, Plan(earlier=(tmp_path / "network.pt",)))["plan"]["earlier"]  # type: ignore[index]
    assert set(unknown) == {"sha256"}


def test_every_outside_question_meets_a_passage_that_does_not_answer_it(tmp_path: Path) -> None:
    text = "Cats sleep. Dogs run."
    squad = {"title": "Some_animals", "paragraphs": [
        {"context": text, "qas": [
            {"id": "1", "question": "Who runs?", "is_impossible": False, "answers": [{"answer_start": 12}]},
            {"id": "2", "question": "Who flies?", "is_impossible": True, "answers": []},
        ]},
        {"context": "Birds fly. Fish swim.", "qas": []},
    ]}  # fmt: skip
    (tmp_path / outside.SQUAD).write_text(json.dumps({"data": [squad]}))

    def row(name: str, answer: str, *chosen: str) -> dict[str, object]:
        passage = {"title": name, "text": f"{name} one. {name} two.", "sentences": [f"{name} one.", f"{name} two."]}
        return {"id": name, "input": f"What of {name}?", "passages": [passage],
                "output": [{"answer": answer, "selected_sentences": [*chosen]}]}  # fmt: skip

    yes, no = [row("Sea", "Two", "Sea two."), row("Sky", "Somewhere")], [row("Sun", "")]
    for name, rows in ((outside.CLAP_YES, yes), (outside.CLAP_NO, no)):
        (tmp_path / name).write_text("".join(json.dumps(one) + "\n" for one in rows))
    groups = {group[0].group: group for group in outside.all_examples(tmp_path, random.Random(2))}
    assert set(groups) == {"squad 1", "squad 2", "clap Sea", "clap Sun"}  # nobody marked where Sky is answered
    first = {name: (group[0].answers, group[0].evidence) for name, group in groups.items()}
    assert first["squad 1"] == (1.0, (0, 1))
    assert first["clap Sea"] == (1.0, (0, 1))
    assert first["squad 2"] == first["clap Sun"] == (0.0, (0, 0))
    assert groups["squad 1"][0].passage.context == "Some animals"
    assert all(example.answers != 1.0 for group in groups.values() for example in group[1:])


def test_a_batch_is_padded_and_masked() -> None:

    ids, types, mask = filled([Pair((101, 5, 102, 7, 102), 3, ((0, 3, 4),)), Pair((101, 102, 102), 2, ())])
    assert ids.shape == (2, 5)
    assert mask.sum(1).tolist() == [5, 3]
    assert types[0].tolist() == [0, 0, 0, 1, 1]


def _row(answers: float, evidence: tuple[int, ...], group: str = "a", blind: bool = False) -> Row:
    pieces = tuple(range(3, 3 + len(evidence)))
    pair = Pair((101, 5, 102, *pieces, 102), 3, tuple((i, 3 + i, 4 + i) for i in range(len(evidence))))
    return Row(pair, round(2 * answers), answers, evidence, group, True, blind)


def _says(given: Batch, right: float) -> Results:
    """What a network says that is as sure as `right` of every label."""
    signs = 2 * given.answers - 1
    marks = 2 * given.evidence - 1
    return Results(right * given.grade, right * signs, right * marks)


def test_the_loss_falls_to_nothing_when_every_label_is_right_and_grows_when_all_are_wrong() -> None:
    given = batch([_row(1.0, (0, 1)), _row(0.0, (0, 0, 0)), _row(0.0, (0,), "b")], 2)
    how = Fitting(blind_weight=0.0)
    assert float(loss(given, _says(given, 30.0), how)) < 1e-3
    assert float(loss(given, _says(given, -3.0), how)) > 3


def test_what_is_not_known_does_not_count() -> None:
    known = batch([_row(1.0, (0, 1)), _row(0.0, (0, 0))], 9)
    more = batch(
        [_row(1.0, (0, 1)), _row(0.0, (0, 0)), Row(_row(0, (0, 0, 0)).pair, -1, -1, (-1, -1, -1), "c", False, False)], 9
    )
    how = Fitting()
    assert float(loss(more, _says(more, 1.0), how)) == pytest.approx(float(loss(known, _says(known, 1.0), how)))


def test_a_sentence_is_read_as_the_mean_of_its_pieces_in_however_many_passes() -> None:
    torch.manual_seed(3)
    network = Network(layers=1).eval()
    pair = Pair((101, 5, 102, 7, 8, 9, 4, 102), 3, ((0, 3, 6), (1, 6, 7)))
    rows = [Row(pair, 2, 1.0, (1, 0), "a", True, False), _row(0.0, (0, 0)), _row(0.0, (0,))]
    with torch.no_grad():
        tokens = network(*filled([pair])).evidence[0]
        one, three = (read(network, batch(rows, size)) for size in (9, 1))
    assert one.evidence[-2:].tolist() == pytest.approx([float(tokens[3:6].mean()), float(tokens[6])], abs=0.02)
    for whole, parts in zip(one, three, strict=True):
        assert torch.allclose(whole, parts, atol=0.02)


def test_with_nothing_to_train_on_it_says_so() -> None:
    pairs = Pairs(scoring.HERE / "tokenizer.json")
    with pytest.raises(ValueError, match="nothing to train on"):
        next(steps(lambda rng: [], pairs, Fitting()))


def test_wording_alone_counts_as_the_spread_over_blindly_drawn_paragraphs() -> None:
    given = batch([_row(0.0, (0,), blind=True), _row(0.0, (0, 0), blind=True), _row(0.0, (0, 0, 0))], 9)
    said = _says(given, 0.0)._replace(answers=torch.tensor([1.0, -1.0, 5.0]))
    none = loss(given, said, Fitting(blind_weight=0.0))
    assert float(loss(given, said, Fitting(blind_weight=1.0)) - none) == pytest.approx(2.0)
