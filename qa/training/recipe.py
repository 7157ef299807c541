"""The whole run: read, search, train, export, calibrate, measure. One call, one folder with everything it made."""

from __future__ import annotations

import hashlib
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.resources import files
from pathlib import Path

import torch

from index.embed import Embedder
from index.errors import UnreadableReport
from index.model import Report
from qa.reader import Pairs, Reader
from qa.training import calibrate, corpus, evaluate, export, start, structure
from qa.training.candidates import Finder
from qa.training.corpus import HELD_BACK_REPORTS, KEPT_OUT_REPORTS, Corpus, Question
from qa.training.evaluate import packaged
from qa.training.examples import Example, Maker, Recipe, Turn, excerpt, swapped
from qa.training.fitting import Fitting, fit, steps
from qa.training.network import Network, started
from qa.training.outside import all_examples

SETTINGS_FILES = ("tune-e.jsonl",)  # kept out of training: settings are chosen and probabilities calibrated on it
REPORTED_FILES = ("test-b.jsonl", "test-d.jsonl")
KEPT_OUT = "own pairs kept out"  # those on corpus.KEPT_OUT_REPORTS


@dataclass(frozen=True, slots=True)
class Sources:
    """Folders of the report files, the question files and the open question-answer data."""

    reports: Path
    questions: Path
    data: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does beside its sources. `layers` of the network `start` (in start.STARTS) stay; `outside` questions come
    from `data`.

    `earlier`: the network.pt of a run to go on from instead of the packaged weights; of several, the mean of their
    weights (Wortsman et al. 2022, "Model soups").
    """

    fitting: Fitting = field(default_factory=Fitting)
    recipe: Recipe = field(default_factory=Recipe)
    layers: tuple[int, ...] = tuple(range(12))
    outside: int = 700
    structure: bool = False
    start: str = "cross-encoder"
    earlier: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Teaching:
    """What is trained on: questions whose report is searched for hard negatives, the others, and by their id planted
    sentences and turns.

    `voices` maps the id of a question that is put in other words to the id of the question as it was first put. It has no
    search of its own.
    """

    searched: tuple[Question, ...]
    lone: tuple[Question, ...]
    planted: Mapping[str, str]
    turns: Mapping[str, Sequence[Turn]]
    voices: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Material:
    """All that a run reads: the reports' paragraphs, what is taught, the questions to measure by, by file or as KEPT_OUT, and
    candidates by id."""

    everything: Corpus = field(repr=False)
    taught: Teaching = field(repr=False)
    labelled: Mapping[str, Sequence[Question]] = field(repr=False)
    candidates: Mapping[str, Sequence[int]] = field(repr=False)


def run(sources: Sources, out: Path, plan: Plan, say: Callable[[str], None]) -> Path:
    """Trains, exports and measures; the folder to ship. Keeps candidates and a record of the run beside it."""
    began = time.monotonic()
    about = record(sources, plan)
    given = material(sources, out, say)
    network = trained([*given.taught.searched, *given.taught.lone], given, sources.data, plan, say)
    keep(network, out, about)
    folder = shipped(network, out, given, about)
    results = measured(folder, given)
    say("\n".join(evaluate.line(name, found) for name, found in results.items()))
    (out / "results.json").write_text(
        json.dumps({"minutes": (time.monotonic() - began) / 60, "results": results}, indent=1)
    )
    return folder


def material(sources: Sources, out: Path, say: Callable[[str], None]) -> Material:
    """Reads the reports and questions, and searches candidates; those found are kept in `out` for the next run."""
    everything = Corpus.of(read_reports(sources.reports, say))
    units = json.loads((sources.questions / "units.json").read_text(encoding="utf-8"))
    asked = {
        name: corpus.load_questions([sources.questions / name], everything, units)
        for name in (*SETTINGS_FILES, *REPORTED_FILES)
    }
    apart = Corpus({slug: everything.paragraphs[slug] for slug in KEPT_OUT_REPORTS if slug in everything.paragraphs})
    kept_out = corpus.own_pairs(packaged("pairs.jsonl"), apart)[0]
    if kept_out:
        asked[KEPT_OUT] = kept_out
    taught = teaching(sources.questions, everything)
    candidates = searched([*taught.searched, *(q for some in asked.values() for q in some)], everything, out, say)
    candidates |= {said: candidates[of] for said, of in taught.voices.items() if of in candidates}
    return Material(everything, taught, asked, candidates)


def teaching(questions: Path, everything: Corpus) -> Teaching:
    """The training questions of the folder and of this project, without any that touches a report or words held back or is on
    a report kept out."""
    held = HELD_BACK_REPORTS | KEPT_OUT_REPORTS | named_reports(questions / name for name in SETTINGS_FILES)
    allowed = Corpus({slug: found for slug, found in everything.paragraphs.items() if slug not in held})
    units = json.loads((questions / "units.json").read_text(encoding="utf-8"))
    held_texts = corpus.held_back_texts(questions)
    own, lone, own_planted = corpus.own_pairs(packaged("pairs.jsonl"), allowed)
    given = corpus.load_questions(training_files(questions), allowed, units)
    voiced = corpus.in_other_voices([*given, *own, *lone], packaged("voices.jsonl"))
    held_runs = {run for text in held_texts for run in corpus.runs(text)}
    written = {**planted(), **own_planted}
    turns = turned()
    sentences = {of: sentence for of, sentence in written.items() if not corpus.runs(sentence) & held_runs}
    return Teaching(
        tuple(corpus.apart([*given, *own], held_texts)),
        tuple(corpus.apart([*lone, *(question for question, _ in voiced)], held_texts)),
        {**sentences, **{question.id: sentences[of] for question, of in voiced if of in sentences}},
        {**turns, **{question.id: turns[of] for question, of in voiced if of in turns}},
        {question.id: of for question, of in voiced},
    )


def record(sources: Sources, plan: Plan) -> dict[str, object]:
    """What a network is made by: the files, where anything is trained on them, and the plan with the records of the networks
    that it goes on from, which name theirs."""
    trains = plan.fitting.pairs and plan.fitting.minutes
    return {
        **(taught_from(sources) if trains else {}),
        "plan": {**asdict(plan), "earlier": [_kept(file) for file in plan.earlier]},
        "start": {"name": "ms-marco-MiniLM-L-12-v2, Apache-2.0", "sha256": start.MODEL_SHA256},
    }


def keep(network: Network, out: Path, about: Mapping[str, object]) -> None:
    """Leaves the network in `out`, its record beside it for a run that goes on from it."""
    torch.save(network.state_dict(), out / "network.pt")
    known = {"sha256": corpus.sha256(out / "network.pt"), **about}
    (out / "network.json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def _kept(file: Path) -> dict[str, object]:
    """The record that lies beside a network; where none of it does, its digest alone."""
    digest, beside = corpus.sha256(file), file.with_suffix(".json")
    known = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
    return known if known.get("sha256") == digest else {"sha256": digest}


def taught_from(sources: Sources) -> dict[str, dict[str, str]]:
    """The SHA-256 of every file trained on, by where it comes from and name."""
    return {
        "reports": corpus.digest(sources.reports.glob("*.pdf")),
        "questions": corpus.digest([*training_files(sources.questions), sources.questions / "units.json"]),
        "data": corpus.digest(sources.data.glob("*.json*")),
        "own": {
            name: hashlib.sha256((files("qa.training") / name).read_bytes()).hexdigest()
            for name in ("pairs.jsonl", "planted.jsonl", "turns.jsonl", "voices.jsonl")
        },
    }


def training_files(folder: Path) -> list[Path]:
    """The question files that training may see: train-* and tune-*, less those kept for settings."""
    found = [*sorted(folder.glob("train-*.jsonl")), *sorted(folder.glob("tune-*.jsonl"))]
    return [file for file in found if file.name not in SETTINGS_FILES]


def named_reports(question_files: Iterable[Path]) -> frozenset[str]:
    """The reports that question files ask about."""
    lines = [line for file in question_files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return frozenset(str(row["report"]) for row in map(json.loads, lines) if row.get("report"))


def read_reports(folder: Path, say: Callable[[str], None]) -> list[Report]:
    """Every report in the folder that can be read; one that cannot is named and left out."""
    from index.reading import read_report

    found = []
    for file in sorted(folder.glob("*.pdf")):
        try:
            found.append(read_report(file))
        except UnreadableReport as error:
            say(f"left out: {error}")
    return found


def planted() -> dict[str, str]:
    """The sentences that would answer unanswerable questions, by question id: invented for training, facts about no one."""
    return {row["id"]: row["sentence"] for row in packaged("planted.jsonl")}


def turned() -> dict[str, list[Turn]]:
    """Words of answering (or planted) sentences that may be turned, by the id of the question, written for training."""
    found: dict[str, list[Turn]] = {}
    for row in packaged("turns.jsonl"):
        found[row["of"]] = [
            Turn(old, new, answers, *question)
            for name, answers in (("spoils", False), ("keeps", True))
            for old, new, *question in row[name]
        ]
    return found


def searched(
    questions: Sequence[Question], everything: Corpus, out: Path, say: Callable[[str], None]
) -> dict[str, list[int]]:
    """Candidates of every question, from `out` where an earlier run searched the same paragraphs with the same words."""
    kept = out / "candidates.json"
    known: dict[str, list[int]] = json.loads(kept.read_text()) if kept.exists() else {}
    reports = {slug: everything.digest(slug) for slug in {question.report for question in questions}}
    keys = {q.id: hashlib.sha256(f"{reports[q.report]} {q.text}".encode()).hexdigest() for q in questions}
    missing = [question for question in questions if keys[question.id] not in known]
    if missing:
        say(f"searching candidates for {len(missing)} questions")
        embedder = Embedder()
        found = Finder(everything, lambda texts: embedder.encode(texts, bulk=True)).best(missing)
        known |= {keys[question]: places for question, places in found.items()}
        out.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({key: known[key] for key in keys.values()}))
    return {question: known[key] for question, key in keys.items()}


def trained(
    questions: Sequence[Question], given: Material, data: Path, plan: Plan, say: Callable[[str], None]
) -> Network:
    """A network after training on these questions."""
    maker = Maker(given.everything, given.candidates, given.taught.planted, given.taught.turns, plan.recipe)
    rng = random.Random(plan.fitting.seed)
    outside = all_examples(data, rng)
    reports = sorted({question.report for question in given.taught.searched})
    built = structure.all_examples(given.everything, reports, rng) if plan.structure else []
    pairs = _Remembering(start.folder() / "tokenizer.json")
    torch.manual_seed(plan.fitting.seed)
    network = started(start.STARTS[plan.start](), plan.layers)
    if plan.earlier:
        network.load_state_dict(mean([torch.load(file, weights_only=True) for file in plan.earlier]))
    draw = partial(epoch, questions, maker, outside, plan.outside, built)
    fit(network, steps(draw, pairs, plan.fitting), plan.fitting, say)
    return network.cpu()


class _Remembering(Pairs):
    """Pairs that cut each text into pieces once: training meets the same ones over and over."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._known: dict[str, list[int]] = {}

    def pieces(self, text: str) -> list[int]:
        """The word pieces of a text, without the special ones."""
        if text not in self._known:
            self._known[text] = super().pieces(text)
        return self._known[text]


def mean(states: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several networks' weights, by name."""
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def epoch(
    questions: Sequence[Question],
    maker: Maker,
    outside: Sequence[list[Example]],
    share: int,
    built: Sequence[list[Example]],
    rng: random.Random,
) -> list[list[Example]]:
    """The groups of one pass over the data: contrast pairs together, then changed words, then the outside share."""
    twins: dict[str, list[Question]] = {}
    for question in questions:
        twins.setdefault(question.twin, []).append(question)
    groups = [maker.group(together, rng) for together in twins.values()]
    golds = [example for group in groups for example in group if example.source == "gold"]
    changed = [swapped(example, rng) for example in golds] if maker.recipe.swapped else []
    drawn = [*groups, *(found for found in changed if found), *rng.sample(list(outside), min(share, len(outside)))]
    short = maker.recipe.excerpts
    return [*built, *([excerpt(one, rng) if rng.random() < short else one for one in found] for found in drawn)]


def shipped(network: Network, out: Path, given: Material, about: Mapping[str, object]) -> Path:
    """Exports the network and calibrates it on questions it was not trained on."""
    folder = exported(network, out, about)
    chosen = [question for name in SETTINGS_FILES for question in given.labelled[name]]
    pairs = Pairs(folder / "tokenizer.json")
    fitted = calibrate.calibration(Reader(folder), pairs, chosen, given.everything, given.candidates)
    export.ship(folder, out / "int8.onnx", start.folder() / "tokenizer.json", fitted, about)
    return folder


def exported(network: Network, out: Path, about: Mapping[str, object]) -> Path:
    """The network as files that score, not calibrated."""
    out.mkdir(parents=True, exist_ok=True)
    export.to_float_onnx(network, out / "float.onnx")
    export.to_int8(out / "float.onnx", out / "int8.onnx")
    export.ship(out / "reader", out / "int8.onnx", start.folder() / "tokenizer.json", export.UNCALIBRATED, about)
    return out / "reader"


def measured(folder: Path, given: Material) -> dict[str, dict[str, tuple[float, float, float]]]:
    """The measures of the model in `folder` on each file, and the milliseconds a passage took."""
    found = {}
    for name, questions in given.labelled.items():
        asked, milliseconds = evaluate.ask(Reader(folder), questions, given.everything, given.candidates)
        found[name] = {**evaluate.measures(asked, given.everything), "ms a passage": (milliseconds,) * 3}
    return found


def stderr(text: str) -> None:
    """Progress goes to standard error, results to standard output."""
    print(text, file=sys.stderr, flush=True)
