"""Reports and questions as training sees them: which paragraph a gold label means, where a span stands in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.chunk import above
from index.model import Kind, Paragraph, Report, Span
from index.sentences import sentences
from qa.reader import Passage

# Files that are reported on. Neither they nor the reports they name take part in training or in choosing settings.
HELD_BACK_FILES = ("test-b.jsonl", "test-d.jsonl", "cross-dev.jsonl", "havering-2016-dev.jsonl")
HELD_BACK_REPORTS = frozenset(
    {
        "derby-2022-05-11",
        "gateshead-2019-06-11",
        "hartlepool-2024-05-16",
        "kirklees-2016-11-25",
        "lincolnshire-2023-06-14",
        "oxfordshire-2018-05-22",
        "sandwell-2022-07-05",
        "west-sussex-2016-01-20",
        "havering-2016-12-09",
    }
)
# Reports on which nothing is trained, so that pairs written on them measure a model as it is made.
KEPT_OUT_REPORTS = frozenset({"gateshead-2016-03-11", "oldham-2024-07-12", "sandwell-2015-06-05"})
_sentences = lru_cache(maxsize=2**16)(sentences)
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question about one report. `gold` maps positions of paragraphs to grades; `spans` hold the answer.

    `twin` names the contrast pair; `near` are positions of paragraphs that the labeller called near misses.
    """

    id: str
    report: str
    text: str
    kind: str
    twin: str
    gold: dict[int, int]
    spans: tuple[str, ...]
    near: tuple[int, ...]

    @property
    def answerable(self) -> bool:
        """Whether the report answers it."""
        return self.kind != "unanswerable"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The paragraphs of each report that can be candidates, by slug."""

    paragraphs: dict[str, tuple[Paragraph, ...]] = field(repr=False)

    @classmethod
    def of(cls, reports: Iterable[Report]) -> Corpus:
        """The citable paragraphs of these reports."""
        return cls({r.info.slug: tuple(p for p in r.paragraphs if _citable(p)) for r in reports})

    def passage(self, report: str, position: int) -> Passage:
        """A paragraph as answering shows it to the reader model: with what it stands under."""
        paragraphs = self.paragraphs[report]
        return as_passage(paragraphs[position].text, above(paragraphs, position))

    def digest(self, report: str) -> str:
        """SHA-256 of a report's passages: positions found in the one are those of the other where it is the same."""
        passages = [self.passage(report, position) for position in range(len(self.paragraphs[report]))]
        return hashlib.sha256(repr(passages).encode()).hexdigest()

    def of_ref(self, report: str, ref: str) -> int:
        """Position of the paragraph with this ref. Raises ValueError where there is none."""
        for position, paragraph in enumerate(self.paragraphs[report]):
            if paragraph.ref == ref:
                return position
        raise ValueError(f"{report} has no paragraph {ref}.")

    def find(self, report: str, label: str, units: dict[str, str], spans: Sequence[str] = ()) -> int | None:
        """Position of the paragraph that a question file calls `label`; None when it cannot be told."""
        paragraphs = self.paragraphs[report]
        if re.fullmatch(r"\d+", label):
            return next((i for i, p in enumerate(paragraphs) if p.number == label), None)
        unit = norm(units.get(f"{report}#{label}") or units.get(label) or "")
        if unit:
            return _by_text(paragraphs, unit)
        return next((i for i, p in enumerate(paragraphs) if any(norm(s) in norm(p.text) for s in spans)), None)


def _citable(paragraph: Paragraph) -> bool:
    return paragraph.kind is not Kind.BOILERPLATE and len(paragraph.text.split()) >= 3


def _by_text(paragraphs: Sequence[Paragraph], unit: str) -> int | None:
    texts = [norm(p.text) for p in paragraphs]
    words = unit.split()
    tests = (
        lambda t: t == unit,
        lambda t: unit in t,
        lambda t: len(t.split()) > 5 and t in unit,
        lambda t: " ".join(words[:12]) in t,
    )
    for test in tests:
        for position, text in enumerate(texts):
            if test(text):
                return position
    return None


def as_passage(text: str, context: Sequence[str]) -> Passage:
    """A paragraph's text with what it stands under."""
    return Passage(" > ".join(context), text, _sentences(text))


def norm(text: str) -> str:
    """Text for comparison: letters and digits in lower case, one space between words."""
    return re.sub(r"[^a-z0-9%£]+", " ", text.translate(_SAME).lower()).strip()


def locate(text: str, words: str) -> Span | None:
    """Where `words` stand in `text`, whatever the white space, quotes and dashes; None if they do not."""
    wanted = norm(words)
    known, places = _placed(text)
    at = known.find(wanted) if wanted else -1
    return Span(places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


@lru_cache(maxsize=2**14)  # every epoch looks into the same ones
def _placed(text: str) -> tuple[str, tuple[int, ...]]:
    """The text as `norm` gives it, and where each of its characters stands in it."""
    words: list[str] = []
    places: list[int] = []
    for found in re.finditer(r"[A-Za-z0-9%£]+", text.translate(_SAME)):
        places += [found.start() - 1] * bool(words) + list(range(found.start(), found.end()))
        words.append(found[0].lower())
    return " ".join(words), tuple(places)


def evidence(passage: Passage, spans: Sequence[str]) -> tuple[int, ...]:
    """Per sentence of a passage, 1 where an answering span stands in it, else 0."""
    places = [place for place in (locate(passage.text, s) for s in spans) if place]
    return tuple(int(any(p.start < s.end and s.start < p.end for p in places)) for s in passage.sentences)


def load_questions(files: Sequence[Path], corpus: Corpus, units: dict[str, str]) -> list[Question]:
    """Questions of the files on reports of the corpus, look-ups by number left out; gold that is not found is dropped."""
    rows = [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    made = [
        _question(row, corpus, units) for row in rows if row["report"] in corpus.paragraphs and row["kind"] != "lookup"
    ]
    return [q for q in made if q.gold or not q.answerable]


def _question(row: dict[str, Any], corpus: Corpus, units: dict[str, str]) -> Question:
    report, spans = row["report"], tuple(row.get("spans") or ())
    gold: dict[int, int] = {}
    for entry in row["gold"]:
        place = corpus.find(report, str(entry["para"]), units, spans)
        if place is not None:
            gold[place] = max(gold.get(place, 0), int(entry.get("grade", 2)))
    labels = re.findall(r"\bp\d+:\d+|\b\d{1,3}\b", row.get("note") or "") if row["kind"] == "unanswerable" else []
    near = tuple(n for n in (corpus.find(report, label, units) for label in labels) if n is not None)
    text = " ".join([*(row.get("history") or [])[-1:], row["question"]])
    return Question(row["id"], report, text, row["kind"], row.get("pair") or row["id"], gold, spans, near)


def apart(questions: Iterable[Question], held_back: Iterable[str]) -> list[Question]:
    """The questions that are no held-back text themselves, and share no run of eight words with one in question or span."""
    texts = [*held_back]
    whole, kept = {norm(text) for text in texts}, {run for text in texts for run in runs(text)}
    return [
        q for q in questions if norm(q.text) not in whole and not any(runs(text) & kept for text in (q.text, *q.spans))
    ]


def runs(text: str, words: int = 8) -> set[str]:
    """Every run of so many words in a text, as compared by `norm`."""
    found = norm(text).split()
    return {" ".join(found[i : i + words]) for i in range(len(found) - words + 1)}


def held_back_texts(folder: Path) -> list[str]:
    """Questions and answering spans of the files that are reported on."""
    lines = [line for name in HELD_BACK_FILES for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in lines if line.strip()]
    return [text for row in rows for text in (row["question"], *(row.get("spans") or []))]


def digest(files: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file, by name: what a run was trained on."""
    return {file.name: sha256(file) for file in sorted(files)}


def sha256(file: Path) -> str:
    """Of the file's bytes, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def own_pairs(rows: Iterable[dict[str, Any]], corpus: Corpus) -> tuple[list[Question], list[Question], dict[str, str]]:
    """Contrast pairs written for this project: questions to search for, the others, and the planted sentences by id.

    A row's question and near miss are of one report. `absent` names another report that does not answer the question,
    so that the very same words are unanswerable there. Rows whose `others` are unknown were written from one paragraph
    alone: what a search would bring up beside it may answer too, so nothing is searched for them.
    """
    known: list[Question] = []
    lone: list[Question] = []
    planted: dict[str, str] = {}
    for row in rows:
        if row["report"] not in corpus.paragraphs:
            continue
        made = _own(row, corpus)
        planted[made[1].id] = row["planted"]
        (lone if row.get("others") else known).extend(made)
    return known, lone, planted


def _own(row: dict[str, Any], corpus: Corpus) -> list[Question]:
    name, report = f"own {row['report']} {row['question']}", row["report"]
    places = {entry["ref"]: corpus.of_ref(report, entry["ref"]) for entry in row["gold"]}
    gold = {places[entry["ref"]]: int(entry["grade"]) for entry in row["gold"]}
    spans = tuple(
        passage.text[passage.sentences[i].start : passage.sentences[i].end]
        for entry in row["gold"]
        for passage in [corpus.passage(report, places[entry["ref"]])]
        for i in entry["sentences"]
    )
    near = tuple(corpus.of_ref(report, ref) for ref in row["near"])
    made = [
        Question(f"{name} a", report, row["question"], "single", name, gold, spans, ()),
        Question(f"{name} b", report, row["near_miss"], "unanswerable", name, {}, (), near),
    ]
    absent = row.get("absent")
    if absent and absent["report"] in corpus.paragraphs:
        elsewhere = tuple(corpus.of_ref(absent["report"], ref) for ref in absent["near"])
        # A pair of its own: what is planted in the first report's paragraphs must not be shown with it.
        made.append(
            Question(f"{name} c", absent["report"], row["question"], "unanswerable", f"{name} c", {}, (), elsewhere)
        )
    return made


def in_other_voices(questions: Iterable[Question], rows: Iterable[dict[str, str]]) -> list[tuple[Question, str]]:
    """Questions put as others would put them (`voice`: a young person, a parent, …), each with the id of the first wording.

    What answers them stays the same. The two of a contrast pair stay together.
    """
    known = {question.id: question for question in questions}
    return [
        (
            replace(
                known[row["of"]],
                id=f"{row['of']} {row['voice']}",
                text=row["question"],
                twin=f"{known[row['of']].twin} {row['voice']}",
            ),
            row["of"],
        )
        for row in rows
        if row["of"] in known
    ]
