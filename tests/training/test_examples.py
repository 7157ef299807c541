"""What training examples promise: labels that are true, and a wording that gives nothing away."""

import random
from dataclasses import replace
from datetime import date

import pytest

from index.model import Kind, Paragraph, Report, ReportInfo
from qa.training.corpus import Corpus, Question, evidence, in_other_voices, locate, own_pairs
from qa.training.examples import (
    UNKNOWN,
    Example,
    Maker,
    Recipe,
    Turn,
    excerpt,
    of_sentences,
    swapped,
    turned,
    with_sentence,
    without_evidence,
)
from qa.training.structure import all_examples
from tests.made import paragraph

TEXTS = (
    "Visits take place on time. In 2015 there were 41 care leavers in work. Managers are pleased.",
    "Care leavers are well supported. They value their personal advisers.",
    "The library is open. It is warm there. Nobody minds.",
    "Foster carers are trained. Training is good.",
)


@pytest.fixture
def corpus() -> Corpus:
    info = ReportInfo("made-up-2016", "", "Made Up", "report", date(2016, 1, 1), "", "", None, (), 1, "", "")
    found = [Paragraph(str(i), str(i), 1, "", Kind.FINDING, text, (), 1) for i, text in enumerate(TEXTS, 1)]
    return Corpus.of([Report(info, tuple(found))])


def question(answerable: bool) -> Question:
    if answerable:
        text = "How many care leavers were in work in 2015?"
        return Question("a", "made-up-2016", text, "figure", "pair", {0: 2}, ("41 care leavers in work",), ())
    text = "How many care leavers were at university?"
    return Question("b", "made-up-2016", text, "unanswerable", "pair", {}, (), (0,))


@pytest.fixture
def maker(corpus: Corpus) -> Maker:
    planted = {"b": "Seven care leavers are studying for a degree."}
    turns = {"a": [Turn("in work", "in care", False), Turn("41", "17", True), Turn("absent", "present", False)]}
    return Maker(corpus, {"a": [0, 1, 3], "b": [1, 0, 3]}, planted, turns, Recipe())


def test_every_question_meets_passages_that_answer_and_passages_that_do_not(maker: Maker) -> None:
    made = maker.group([question(True), question(False)], random.Random(3))
    for asked in (question(True), question(False)):
        labels = {e.answers for e in made if e.question == asked.text}
        assert labels == {0.0, 1.0}


def test_taking_out_the_answering_sentence_takes_the_answer_out(maker: Maker) -> None:
    gold = next(e for e in maker.group([question(True)], random.Random(1)) if e.source == "gold")
    cut = without_evidence(gold)
    assert cut is not None
    assert "41" not in cut.passage.text
    assert (cut.answers, any(cut.evidence)) == (0.0, False)
    assert without_evidence(cut) is None


def test_a_planted_sentence_is_marked_where_it_stands() -> None:
    passage = of_sentences("Heading", ["One.", "Two.", "Three."])
    for seed in range(8):
        made, at = with_sentence(passage, "Planted here.", random.Random(seed))
        place = made.sentences[at]
        assert made.text[place.start : place.end] == "Planted here."
        assert len(made.sentences) == 4


def test_a_turn_is_shown_both_where_it_spoils_the_answer_and_where_it_does_not(maker: Maker) -> None:
    for seed in range(8):
        made = [e for e in maker.group([question(True)], random.Random(seed)) if e.source == "turned"]
        texts = {e.answers: e.passage.text for e in made}
        assert len(made) == 2
        assert "there were 17 care leavers in work." in texts[1.0]
        assert "there were 41 care leavers in care." in texts[0.0]
        assert [any(e.evidence) for e in made] == [e.answers == 1.0 for e in made]


def test_the_question_that_a_turn_answers_instead_is_shown_with_both_passages(corpus: Corpus) -> None:
    asked = question(True)
    instead = "How many care leavers were in care in 2015?"
    turns = [Turn("in work", "in care", False, instead), Turn("2015", "2013", False), Turn("41", "17", True)]
    maker = Maker(corpus, {"a": [0, 1, 3]}, {}, {"a": turns}, Recipe())
    for seed in range(8):
        made = [e for e in maker.group([asked], random.Random(seed)) if e.source == "turned"]
        sides = {
            (e.question, "in care" in e.passage.text): (e.answers, any(e.evidence))
            for e in made
            if "41" in e.passage.text
        }
        assert sides == {(asked.text, True): (0.0, False), (instead, True): (1.0, True), (instead, False): (0.0, False)}


def test_only_words_that_stand_once_in_the_answering_sentences_are_turned() -> None:
    texts = ["Boys were late.", "Late plans and late visits.", "Latest."]
    gold = Example("Who was late?", of_sentences("Here", texts), 2, 1.0, (1, 0, 0), "gold", "q")
    (after,) = turned(gold, Turn("late", "on time", False))
    assert after.passage.text == "Boys were on time. Late plans and late visits. Latest."
    assert turned(gold, Turn("visits", "calls", False)) == []
    assert turned(gold, Turn("lat", "x", False)) == []
    twice = Example("Who was late?", of_sentences("Here", texts), 2, 1.0, (1, 1, 0), "gold", "q")
    assert turned(twice, Turn("late", "on time", False)) == []


def test_where_a_turn_spoils_one_answering_sentence_no_other_is_left_to_answer() -> None:
    texts = ["Visits were late.", "Plans came late too.", "The sun shone."]
    gold = Example("What was late?", of_sentences("Here", texts), 2, 1.0, (1, 1, 0), "gold", "q")
    spoilt, instead, before = turned(gold, Turn("Visits were late", "Visits were prompt", False, "What was prompt?"))
    assert (spoilt.question, spoilt.passage.text) == (gold.question, "Visits were prompt. The sun shone.")
    assert (spoilt.answers, spoilt.evidence) == (0.0, (0, 0))
    assert instead.passage.text == "Visits were prompt. Plans came late too. The sun shone."
    assert (instead.answers, instead.evidence) == (1.0, (1, UNKNOWN, 0))
    assert (before.passage, before.answers, before.evidence) == (gold.passage, 0.0, (0, 0, 0))
    (kept,) = turned(gold, Turn("Visits", "Calls", True))
    assert (kept.passage.text, kept.evidence) == ("Calls were late. Plans came late too. The sun shone.", (1, 1, 0))


def test_a_changed_figure_in_the_question_alone_is_no_longer_answered(maker: Maker) -> None:
    gold = next(e for e in maker.group([question(True)], random.Random(1)) if e.source == "gold")
    wrong, right = swapped(gold, random.Random(1))
    assert (wrong.answers, right.answers) == (0.0, 1.0)
    assert wrong.question == right.question != gold.question
    assert wrong.passage == gold.passage
    assert "2015" not in right.passage.text


@pytest.mark.parametrize(
    ("asked", "text", "left"),
    [
        ("Why do girls go missing?", "Girls go missing to see friends. Most girls are found.", "girls"),
        ("Why did 12 plans end?", "At first 12 plans ended. In 12.5% of families nothing changed.", "12 plans"),
        ("Why do police delay?", "Police delay because of demand.", "police"),
    ],
)
def test_whoever_is_asked_about_the_same_sentence_answers(asked: str, text: str, left: str) -> None:
    passage = of_sentences("Missing", text.replace(". ", ".|").split("|"))
    gold = Example(asked, passage, 2, 1.0, (1,) + (0,) * (len(passage.sentences) - 1), "gold", "q")
    for seed in range(8):
        wrong, right = swapped(gold, random.Random(seed))
        assert wrong.evidence == (0,) * len(passage.sentences)
        assert right.evidence == gold.evidence
        assert left not in f"{right.question} {right.passage.text}".lower()
        assert len(right.passage.sentences) == len(passage.sentences)
        assert "12.5%" in right.passage.text or "12.5%" not in text


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ("Why do girls go missing?", ["Girls and boys go missing."]),
        ("Why do girls go missing?", ["Girls and young men go missing."]),
        (
            "What two things slow assessments?",
            ["Illness and turnover slow assessments.", "In two cases this was fixed."],
        ),
        ("Why do two-thirds go missing?", ["Two-thirds go missing to see friends."]),
        ("What became of the Children Act 1989?", ["The Children Act 1989 is known to all."]),
        ("What was done in 2015-16?", ["In 2015-16 little was done."]),
    ],
)
def test_nothing_is_changed_where_the_label_would_be_wrong(asked: str, texts: list[str]) -> None:
    gold = Example(asked, of_sentences("Missing", texts), 2, 1.0, (1,) + (0,) * (len(texts) - 1), "gold", "q")
    assert all(swapped(gold, random.Random(seed)) == [] for seed in range(8))


def test_an_excerpt_holds_every_answering_sentence_and_what_is_known_of_it() -> None:
    texts = [f"Sentence {n} is here." for n in range(8)]
    marks = (0, 0, 1, 0, 1, 0, 0, 0)
    whole = Example("What is here?", of_sentences("Here", texts), 2, 1.0, marks, "gold", "q")
    for seed in range(8):
        made = excerpt(whole, random.Random(seed))
        assert sum(made.evidence) == 2
        assert 3 <= len(made.evidence) == len(made.passage.sentences) <= 5
        kept = [made.passage.text[s.start : s.end] for s in made.passage.sentences]
        assert [text for text, mark in zip(kept, made.evidence, strict=True) if mark] == [texts[2], texts[4]]


def test_an_excerpt_of_what_does_not_answer_is_the_nearest_of_it() -> None:
    passage = of_sentences("Here", ["The sun shines.", "Rain falls.", "Snow lies.", "Plans are kept in a blue room."])
    near = Example("Who keeps the plans in the room?", passage, 0, 0.0, (0,) * 4, "hard", "q")
    assert all("blue room" in excerpt(near, random.Random(seed)).passage.text for seed in range(8))


def test_a_paragraph_drawn_blindly_is_not_cut_by_the_words_of_the_question() -> None:
    passage = of_sentences("Here", ["The sun shines.", "Rain falls.", "Plans are kept in a blue room.", "Snow lies."])
    blind = Example("Who keeps the plans?", passage, 0, 0.0, (0,) * 4, "random", "q")
    assert excerpt(blind, random.Random(1)) == blind


def test_nothing_is_cut_where_the_answering_sentences_are_not_known() -> None:
    unknown = Example("What is here?", of_sentences("Here", ["One.", "Two.", "Three."]), 2, 1.0, (-1,) * 3, "gold", "q")
    assert excerpt(unknown, random.Random(1)) == unknown


def test_spans_are_found_whatever_the_quotes_dashes_and_line_breaks(corpus: Corpus) -> None:
    assert locate("They said ‘it’s good’ –\nvery.", "it's good' - very") is not None
    assert locate("They said no.", "yes") is None
    assert evidence(corpus.passage("made-up-2016", 0), ("41 care leavers",)) == (0, 1, 0)


def test_a_question_in_other_words_keeps_its_answer_and_its_pair() -> None:
    said = [{"of": i, "voice": "young", "question": f"new words {i}"} for i in ("a", "b", "unknown")]
    voiced = in_other_voices([question(True), question(False)], said)
    assert [(q.text, of) for q, of in voiced] == [("new words a", "a"), ("new words b", "b")]
    assert [q.gold for q, _ in voiced] == [question(True).gold, {}]
    assert len({q.twin for q, _ in voiced}) == 1
    assert {q.twin for q, _ in voiced} & {question(True).twin} == set()


def test_the_same_words_are_answered_in_one_report_and_not_in_another(corpus: Corpus) -> None:
    row = {
        "report": "made-up-2016", "question": "Are carers trained?", "gold": [{"ref": "4", "sentences": [0], "grade": 2}],
        "near_miss": "Are carers paid?", "near": ["4"], "planted": "Carers are paid.",
        "absent": {"report": "made-up-2016", "near": ["3"]},
    }  # fmt: skip
    (yes, no, elsewhere), lone, planted = own_pairs([row], corpus)
    assert (yes.text, yes.gold, yes.spans) == ("Are carers trained?", {3: 2}, ("Foster carers are trained.",))
    assert (no.gold, no.near, planted[no.id]) == ({}, (3,), "Carers are paid.")
    assert (elsewhere.text, elsewhere.gold, elsewhere.near) == (yes.text, {}, (2,))
    assert elsewhere.twin != yes.twin == no.twin
    assert not lone


def test_the_structure_of_reports_gives_pairs_of_what_belongs_together_and_what_does_not() -> None:
    care, help_ = ("Findings", "Care leavers"), ("Findings", "Early help")
    late = "Return home interviews after missing episodes are late and poorly recorded"
    paragraphs = (
        paragraph(f"{late}.", kind=Kind.SUMMARY, section=("Summary",)),
        paragraph("Record return home interviews better and sooner (paragraph 4).", "1", kind=Kind.RECOMMENDATION),
        paragraph("Care leavers live in flats that suit them.", "2", section=care),
        paragraph("Personal advisers visit often.", "3", section=care),
        paragraph(f"{late} in most cases.", "4", section=help_),
        paragraph("Families get help early.", "5", section=help_),
        *(paragraph(f"Unlike matter {n} stands here.", str(n), section=("Findings", f"Part {n}")) for n in range(6, 9)),
    )
    later = tuple(replace(p, text=p.text.replace("poorly", "badly")) for p in paragraphs[2:])
    corpus = Corpus({"dunmere-2016-05-01": paragraphs, "dunmere-2019-05-01": later})
    groups = all_examples(corpus, corpus.paragraphs, random.Random(1))
    asked = {good.question: good.passage.text for good, _ in groups}
    assert asked["Care leavers"] in (paragraphs[2].text, paragraphs[3].text)
    assert asked[f"{late}."] == paragraphs[4].text
    assert asked[paragraphs[1].text] == paragraphs[4].text
    assert asked[f"{late} in most cases."] == later[2].text
    for good, bad in groups:
        assert (good.grade, bad.grade, good.group) == (1, 0, bad.group)
        assert good.passage.context == "Findings"
        assert bad.passage.text != good.passage.text
