"""Questions and predictions made up for tests of the measures."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from eval.predictions import Prediction, Unit
from eval.questions import Gold, Question

REPORT = "otterford-2016-01-01"


def unit(para: str | None, text: str = "", report: str = REPORT, quotes: Sequence[str] = ()) -> Unit:
    return Unit(report, para, f"Paragraph {para}" if para else "Unnumbered", 1, text, tuple(quotes))


def question(
    id: str = "q1", gold: Mapping[str, int] | None = None, spans: Sequence[str] = (), kind: str = "single"
) -> Question:
    entries = tuple(Gold(para, grade) for para, grade in (gold or {}).items())
    return Question("made", id, "What is said?", kind, REPORT, gold=entries, spans=tuple(spans))


def prediction(
    id: str = "q1",
    cited: Sequence[Unit] = (),
    ranked: Sequence[Unit] = (),
    confidence: float = 0.5,
    answered: bool | None = None,
) -> Prediction:
    said = bool(cited) if answered is None else answered
    return Prediction(id, said, tuple(cited), tuple(ranked or cited), confidence, 10.0, (REPORT,))


def perfect(asked: Question) -> Prediction:
    """Cites the gold in order of grade, with all spans in the quotes; refuses what cannot be answered."""
    gold = sorted(asked.gold, key=lambda g: -g.grade)
    cited = [unit(g.para, " ".join(asked.spans), quotes=asked.spans) for g in gold]
    return prediction(asked.id, cited, cited, confidence=0.9 if cited else 0.1)


def random_prediction(asked: Question, units: Mapping[str, str], others: Sequence[Unit], seed: int) -> Prediction:
    """Some of the gold, found by number or by text, among units of other questions, answered or not."""
    draw = random.Random(f"{seed} {asked.key}")
    found = [_as_found(asked, gold, units, draw) for gold in asked.gold if draw.random() < 0.7]
    mixed = found + draw.sample(list(others), k=min(len(others), draw.randrange(0, 12)))
    draw.shuffle(mixed)
    cited = mixed[: draw.randrange(0, 6)]
    return Prediction(
        asked.id, draw.random() < 0.8, tuple(cited), tuple(mixed[:20]), round(draw.random(), 2), draw.uniform(1, 500)
    )


def _as_found(asked: Question, gold: Gold, units: Mapping[str, str], draw: random.Random) -> Unit:
    report = asked.report_of(gold) or REPORT
    text = units.get(f"{report}#{gold.para}") or units.get(gold.para) or " ".join(asked.spans)
    words = text.split()
    numbered = gold.para.replace(".", "").isdigit()
    cut = draw.choice([len(words), max(3, len(words) // 2)])
    quotes = draw.sample(asked.spans, k=draw.randrange(0, len(asked.spans) + 1))
    return Unit(report, gold.para if numbered else None, gold.para, 1, " ".join(words[:cut]), tuple(quotes))


@st.composite
def questions_and_predictions(drawn: st.DrawFn) -> list[tuple[Question, Prediction]]:
    pairs = []
    for number in range(drawn(st.integers(1, 8))):
        paras = drawn(st.lists(st.integers(1, 12), max_size=8, unique=True))
        asked = question(f"q{number}", {str(para): drawn(st.sampled_from([1, 2])) for para in paras})
        ranked = [unit(str(n)) for n in drawn(st.lists(st.integers(1, 14), max_size=12, unique=True))]
        confidence = drawn(st.floats(0, 1))
        said = prediction(asked.id, ranked[: drawn(st.integers(0, 6))], ranked, confidence, drawn(st.booleans()))
        pairs.append((asked, said))
    return pairs
