"""Examples from labelled questions: each question beside passages that answer it and passages that do not.

So that the wording of a question gives nothing away, both sorts are made for every question, also by changing passages:
- a passage that answers, with its answering sentences taken out, no longer answers ("cut");
- a near miss of an unanswerable question, with a sentence put in that answers it, does ("planted": the sentences are in
  planted.jsonl, written for this project, one for each unanswerable question of the training files);
- the planted passage of one question is shown with another question of the same report, so that being planted says
  nothing ("decoy");
- a few words of an answering sentence are turned so that it no longer answers, or so that it still does ("turned": the
  turns are in turns.jsonl). Many that no longer answer have another question that they do answer, and that the sentence
  did not before: it is shown with both.

Most are shown as an excerpt (`excerpt`): what decides stands in a sentence or two, and an excerpt is read in less time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.model import Span
from qa.reader import Passage
from qa.reader.mirror import FEMALE, MALE
from qa.training.corpus import Corpus, Question, evidence, norm

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage and what is known of the two: UNKNOWN where a label is not known.

    `grade` 0, 1, 2; `answers` 0 to 1; `evidence` 0 or 1 a sentence. `source` says how it was made; examples with the
    same `group` are ranked against each other.
    """

    question: str
    passage: Passage
    grade: int
    answers: float
    evidence: tuple[int, ...]
    source: str
    group: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Words of the sentences that answer a question, what may stand in their place, and whether they answer it then.

    `question` is one that is answered after the turn and was not before; empty where none was written.
    """

    old: str
    new: str
    answers: bool
    question: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many passages of each sort a question gets in an epoch."""

    gold: int = 2
    cut: int = 1
    hard: int = 1
    random: int = 1
    planted: int = 1
    decoy: int = 1
    turned: int = 1  # of those that still answer, and as many that do not
    swapped: bool = True  # whether gold is also shown with a word changed
    excerpts: float = 0.75  # share of the passages that are cut to a few sentences


class Maker:
    """Draws the examples of a question. By its id: `candidates`, positions found by search, `planted` and `turns`."""

    def __init__(
        self,
        corpus: Corpus,
        candidates: Mapping[str, Sequence[int]],
        planted: Mapping[str, str],
        turns: Mapping[str, Sequence[Turn]],
        recipe: Recipe,
    ) -> None:
        self._corpus = corpus
        self._candidates = candidates
        self._planted = planted
        self._turns = turns
        self.recipe = recipe

    def group(self, questions: Sequence[Question], rng: random.Random) -> list[Example]:
        """The examples of questions that belong together (a contrast pair, or one question)."""
        made = [example for question in questions for example in self._of(question, rng)]
        for question in questions:
            for other in questions:
                if other.id != question.id:
                    made.extend(self._decoys(question, other, rng))
        return made

    def _of(self, question: Question, rng: random.Random) -> list[Example]:
        made = self._golds(question, rng) if question.answerable else self._plants(question, rng)
        made += self._turned(question, [one for one in made if one.answers == 1.0], rng)
        made += [self._negative(question, i, "hard") for i in self._hard(question, rng)]
        size = len(self._corpus.paragraphs[question.report])
        places = [i for i in rng.sample(range(size), min(size, self.recipe.random + 2)) if i not in question.gold]
        made += [self._negative(question, i, "random") for i in places[: self.recipe.random]]
        return made

    def _golds(self, question: Question, rng: random.Random) -> list[Example]:
        best = sorted(question.gold, key=lambda i: (-question.gold[i], rng.random()))
        made = [self._gold(question, i) for i in best[: self.recipe.gold]]
        cuts = [cut for example in made if (cut := without_evidence(example))]
        return made + rng.sample(cuts, min(len(cuts), self.recipe.cut))

    def _turned(self, question: Question, answering: Sequence[Example], rng: random.Random) -> list[Example]:
        """As many that still answer as that do not, so that being turned tells little; nothing where either is missing.

        Turns with a question come first: beside it both passages change sides, so that neither the words of a question nor
        those of a passage tell anything alone.
        """
        short = [excerpt(one, rng) if rng.random() < self.recipe.excerpts else one for one in answering]
        made: dict[bool, list[list[Example]]] = {True: [], False: []}
        for turn in self._turns.get(question.id, ()):
            made[turn.answers] += [found for one in short if (found := turned(one, turn))][:1]
        size = min(self.recipe.turned, *map(len, made.values()))
        drawn = [sorted(rng.sample(kind, len(kind)), key=len, reverse=True)[:size] for kind in made.values()]
        return [one for kind in drawn for some in kind for one in some]

    def _gold(self, question: Question, place: int) -> Example:
        passage = self._corpus.passage(question.report, place)
        marks = evidence(passage, question.spans)
        known = marks if any(marks) else (UNKNOWN,) * len(marks)
        grade = question.gold[place]
        return Example(question.text, passage, grade, 1.0 if grade == 2 else 0.5, known, "gold", question.id)

    def _hard(self, question: Question, rng: random.Random) -> list[int]:
        near = [i for i in dict.fromkeys(question.near) if i not in question.gold][:2]
        found = [i for i in self._candidates.get(question.id, ()) if i not in question.gold and i not in near]
        weights = [1 / (2 + rank) for rank in range(len(found))]
        drawn = [*near]
        while found and len(drawn) < self.recipe.hard:
            at = rng.choices(range(len(found)), weights)[0]
            drawn.append(found.pop(at))
            weights.pop(at)
        return drawn

    def _negative(self, question: Question, place: int, source: str) -> Example:
        passage = self._corpus.passage(question.report, place)
        return Example(question.text, passage, 0, 0.0, (0,) * len(passage.sentences), source, question.id)

    def _plants(self, question: Question, rng: random.Random) -> list[Example]:
        if question.id not in self._planted or not self.recipe.planted:
            return []
        places = [*question.near[:2], *self._candidates.get(question.id, ())[:6]]
        drawn = [*places[:1], *rng.sample(places[1:], min(len(places) - 1, self.recipe.planted - 1))]
        return [self._plant(question, place, question, rng) for place in drawn]

    def _plant(self, question: Question, place: int, owner: Question, rng: random.Random) -> Example:
        sentence = self._planted[owner.id]
        passage, at = with_sentence(self._corpus.passage(owner.report, place), sentence, rng)
        marks = tuple(int(i == at) for i in range(len(passage.sentences)))
        if question.id == owner.id:
            return Example(question.text, passage, 2, 1.0, marks, "planted", question.id)
        grade = question.gold.get(place, 0)
        own = evidence(passage, question.spans) if grade else (0,) * len(marks)
        known = own if any(own) or not grade else (UNKNOWN,) * len(marks)
        return Example(question.text, passage, grade, (0.0, 0.5, 1.0)[grade], known, "decoy", question.id)

    def _decoys(self, question: Question, owner: Question, rng: random.Random) -> list[Example]:
        if owner.id not in self._planted or not self.recipe.decoy:
            return []
        places = [*owner.near[:2], *self._candidates.get(owner.id, ())[:4]]
        return (
            [self._plant(question, rng.choice(places), owner, rng) for _ in range(self.recipe.decoy)] if places else []
        )


def without_evidence(example: Example) -> Example | None:
    """The same passage without its answering sentences, as a near miss; None where nothing would be left or known."""
    kept = [s for s, mark in zip(example.passage.sentences, example.evidence, strict=True) if mark == 0]
    if not kept or len(kept) == len(example.passage.sentences):
        return None
    passage = of_sentences(example.passage.context, [example.passage.text[s.start : s.end] for s in kept])
    return replace(example, passage=passage, grade=1, answers=0.0, evidence=(0,) * len(kept), source="cut")


def turned(example: Example, turn: Turn) -> list[Example]:
    """The passage after the turn, and beside both passages the question that it answers only then, where there is one.

    Nothing unless the words of the turn stand in the answering sentences, once. Where they no longer answer after it, the
    other answering sentences are left out, since they might still. Beside the new question they stay, since it may need
    them; whether they answer it is not known.
    """
    words = re.compile(rf"(?<!\w){re.escape(turn.old)}(?!\w)")
    marks = example.evidence
    texts = [example.passage.text[s.start : s.end] for s in example.passage.sentences]
    found = [len(words.findall(text)) * (mark == 1) for text, mark in zip(texts, marks, strict=True)]
    if sum(found) != 1:
        return []
    at = found.index(1)
    after = [words.sub(lambda _: turn.new, text) if i == at else text for i, text in enumerate(texts)]
    whole = replace(example, passage=of_sentences(example.passage.context, after), source="turned")
    if turn.answers:
        return [whole]
    left = [text for i, text in enumerate(after) if i == at or marks[i] != 1]
    spoilt = replace(
        whole,
        passage=of_sentences(example.passage.context, left),
        grade=1,
        answers=0.0,
        evidence=(0,) * len(left),
    )
    if not turn.question:
        return [spoilt]
    known = tuple(UNKNOWN if mark == 1 and i != at else mark for i, mark in enumerate(marks))
    before = replace(spoilt, question=turn.question, passage=example.passage, evidence=(0,) * len(marks))
    return [spoilt, replace(whole, question=turn.question, evidence=known), before]


def excerpt(example: Example, rng: random.Random) -> Example:
    """The same question with a few neighbouring sentences: all that answer, or those nearest in words; whole where neither
    is known. One sentence more may stand on either side. What was drawn blindly stays whole: chosen by the question's words it
    would not be blind. So does what was turned: its excerpt was made before the turn."""
    marks = example.evidence
    if example.source in ("random", "turned"):
        return example
    if any(marks) or example.answers != 0:
        if UNKNOWN in marks or not any(marks):
            return example
        first, last = marks.index(1), len(marks) - 1 - marks[::-1].index(1)
    else:
        asked = set(norm(example.question).split())
        texts = [set(norm(example.passage.text[s.start : s.end]).split()) for s in example.passage.sentences]
        first = last = max(range(len(texts)), key=lambda i: (len(asked & texts[i]), rng.random()), default=0)
    low, high = max(0, first - rng.randint(0, 1)), last + 1 + rng.randint(0, 1)
    kept = [example.passage.text[s.start : s.end] for s in example.passage.sentences[low:high]]
    return replace(example, passage=of_sentences(example.passage.context, kept), evidence=marks[low:high])


def with_sentence(passage: Passage, sentence: str, rng: random.Random) -> tuple[Passage, int]:
    """The passage with a sentence put in somewhere, and where."""
    texts = [passage.text[s.start : s.end] for s in passage.sentences]
    at = rng.randint(0, len(texts))
    return of_sentences(passage.context, [*texts[:at], sentence, *texts[at:]]), at


def of_sentences(context: str, texts: Sequence[str]) -> Passage:
    """A passage made of these sentences."""
    spans, start = [], 0
    for text in texts:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 1
    return Passage(context, " ".join(texts), tuple(spans))


# Words of like kind. A swap of one for another asks about something else, unless both or a like of the new one stand there.
_LIKE = (
    ("girls", "boys"),
    ("young women", "young men"),
    ("mothers", "fathers"),
    ("mums", "dads"),
    ("sisters", "brothers"),
    ("black", "asian", "mixed heritage", "traveller"),
    ("muslim", "christian", "sikh", "jewish"),
    ("police", "probation", "schools", "GPs", "midwives"),
    ("disabled children", "unaccompanied children", "privately fostered children", "care leavers"),
    ("foster carers", "adopters", "special guardians", "kinship carers"),
    ("social workers", "personal advisers", "independent reviewing officers", "health visitors"),
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
)
_SEXES = ({*FEMALE, "young women"}, {*MALE, "young men"})
_OTHERS = {word.lower(): [other for other in words if other != word] for words in _LIKE for word in words}
_WORDS = "|".join(sorted(map(re.escape, _OTHERS), key=len, reverse=True))
# Not of "two-thirds", "2015-16", "24/7" or a law's year.
_TERM = re.compile(rf"(?<![\w.,/–-])(?<!\bact )(?:\d+(?![\d.,]*\d)|(?:{_WORDS})\b)(?![/–-])", re.IGNORECASE)


def swapped(example: Example, rng: random.Random) -> list[Example]:
    """A gold example with a year, figure, group or agency changed that its question and an answering sentence name.

    In the question alone it no longer answers; in both it still does, whichever group that is. Nothing where that cannot
    be done.
    """
    texts = [example.passage.text[s.start : s.end] for s in example.passage.sentences]
    there = _terms(f"{example.passage.context}\n{example.passage.text}")
    answering = _terms("\n".join(text for text, mark in zip(texts, example.evidence, strict=True) if mark == 1))
    asked_about = _terms(example.question)
    if example.answers != 1.0 or not asked_about & answering:
        return []
    term = rng.choice(sorted(asked_about & answering))
    new = rng.choice(_instead(term))
    if _likes(new.lower()) & (there | asked_about):
        return []
    passage = of_sentences(_put(example.passage.context, term, new), [_put(text, term, new) for text in texts])
    asked = _put(example.question, term, new)
    nothing = (0,) * len(example.evidence)
    return [
        replace(example, question=asked, grade=1, answers=0.0, evidence=nothing, source="swapped"),
        replace(example, question=asked, passage=passage, source="swapped"),
    ]


def _terms(text: str) -> set[str]:
    return {term.lower() for term in _TERM.findall(text)}


def _likes(word: str) -> set[str]:
    """Words that speak of the same people: "boys" of young men, too."""
    return next((likes for likes in _SEXES if word in likes), {word})


def _instead(term: str) -> list[str]:
    if not term.isdigit():
        return _OTHERS[term]
    given = int(term)
    near = {given + step for step in (-3, -2, -1, 1, 2, 3)}
    year = 1900 <= given < 2040
    return [str(n) for n in sorted(near if year else near | {2 * given}) if n > 0]


def _put(text: str, term: str, new: str) -> str:
    def instead(found: re.Match[str]) -> str:
        if found[0].lower() != term:
            return found[0]
        return new[0].upper() + new[1:] if found[0][0].isupper() else new

    return _TERM.sub(instead, text)
