"""A question that asks two things is taken apart; a question with "and" in it is not."""

import pytest

from qa.parts import corrects, only_names, parts, subjects, told, whole


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How many children are on plans and is that up or down?",
            ("How many children are on plans", "is that up or down?"),
        ),
        ("Have assessments got quicker, and if so why?", ("Have assessments got quicker", "if so why?")),
        ("Who chairs the board? When was it set up?", ("Who chairs the board", "When was it set up?")),
        (
            "Since when has the trust run services, and how many staff has it?",
            ("Since when has the trust run services", "how many staff has it?"),
        ),
        ("which service was praised, what does it do", ("which service was praised", "what does it do")),
        (
            "ADHD assessments for kids on plans - and how are they sped up",
            ("ADHD assessments for kids on plans", "how are they sped up"),
        ),
        (
            "Who runs it, what is it, why was it set up and when did it open?",
            ("Who runs it", "what is it", "why was it set up and when did it open?"),
        ),
    ],
)
def test_a_question_is_taken_apart_where_it_asks_again(question: str, asked: tuple[str, ...]) -> None:
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What did inspectors say about help and protection?",
        "are police and health partners at strategy meetings",
        "what is said about what children think",
        "and for care leavers?",
        "For children in care, how good is education?",
        "As a parent, what can I expect?",
        "Overall, how good is the fostering service?",
        "Which children have gone missing and were not offered an interview?",
        "How many children are looked after and are placed out of area?",
        "How many care leavers are there who are parents and who are in custody?",
        "Tell me what is said about neglect, which is common",
        "Is early help, where offered, effective?",
        "How and why do children go missing?",
        "When a child goes missing, who is told?",
        "Which social workers are new and have high caseloads?",
        "what do they do well and not so well",
    ],
)
def test_a_question_that_asks_one_thing_stays_whole(question: str) -> None:
    assert parts(question) == (question,)


PRINTED = (
    "help and protection",
    "fostering and adoption",
    "education, employment and training",
    "home and care",
    "wishes and feelings",
)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("private fostering and homeless teenagers", ("private fostering", "homeless teenagers")),
        ("adoption, fostering and kinship care?", ("adoption", "fostering", "kinship care")),
        ("homelessness, private fostering", ("homelessness", "private fostering")),
        ("What did Ofsted say about MASH & thresholds?", ("MASH", "thresholds")),
        ("everything on caseloads and supervision", ("caseloads", "supervision")),
    ],
)
def test_subjects_that_are_only_named_are_asked_for_one_by_one(question: str, asked: tuple[str, ...]) -> None:
    assert subjects(question, PRINTED.__contains__) == asked


@pytest.mark.parametrize(
    "question",
    [
        "help and protection",
        "fostering and adoption service",
        "education, employment and training",
        "children missing from home and care",
        "children’s wishes and feelings",
        "support for parents and teenagers",
        "16 and 17 year olds",
        "neglect",
        "how good are caseloads and supervision?",
        "are teenagers and parents helped",
        "police, health, schools, housing and probation",
        "the long waits that families have and the many changes of social worker",
        "and neglect",
    ],
)
def test_what_is_one_subject_or_asks_something_is_not_taken_apart(question: str) -> None:
    assert subjects(question, PRINTED.__contains__) == ()


@pytest.mark.parametrize(
    "question", ["LADO?", "placement with parents", "children at home with their parents and carers"]
)
def test_a_subject_may_be_named_alone(question: str) -> None:
    assert only_names(question)


@pytest.mark.parametrize(
    "question", ["LADO - any good?", "is fostering good", "what about fostering", "children: neglect"]
)
def test_what_asks_something_does_more_than_name(question: str) -> None:
    assert not only_names(question)


def test_nothing_has_no_parts() -> None:
    assert parts("???") == ()


def test_a_part_that_cannot_stand_alone_is_searched_with_the_first() -> None:
    assert whole("why?", "Have assessments got slower") == "Have assessments got slower – why?"
    assert whole("who chairs the improvement board", "Is there a plan") == "who chairs the improvement board"


@pytest.mark.parametrize(
    "typed",
    [
        "{}",
        "Hi, {}",
        "Hello team! {}",
        "Good afternoon all, hope you are well. {}",
        "Thanks! {}",
        "Ok, thanks. {}",
        "{} Thanks!",
        "{} Many thanks, Priya",
        "{} Thank you in advance",
        "Dear all, {} Kind regards, Sam Ode",
        "hi - quick one. {} ta",
        "Just a quick question: {} Ta very much",
    ],
)
@pytest.mark.parametrize("question", ["What is said about young carers?", "Is that so?", "And for care leavers?"])
def test_greeting_and_thanks_are_not_asked(typed: str, question: str) -> None:
    assert told(typed.format(question)) == ("", question)


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("I meant Oldham", "Oldham"),
        ("No, I meant Oldham, not Derby.", "Oldham."),
        ("sorry Oldham", "Oldham"),
        ("no, fostering", "fostering"),
        ("No, not Birmingham", "not Birmingham"),
        ("actually, Oldham 2024", "Oldham 2024"),
        ("that's wrong, I meant the 2019 one", "the 2019 one"),
        ("wrong council, I meant Oldham", "Oldham"),
        ("I was asking about Oldham", "Oldham"),
        ("Actually what about Oldham?", "what about Oldham?"),
        ("not Derby, Oldham", "Oldham"),
        ("no, not Derby but West Sussex 2019", "West Sussex 2019"),
        ("same question for Islington", "for Islington"),
        ("and could you do the same for boys?", "for boys?"),
        ("Sorry, which councils are not Good?", "which councils are not Good?"),
        ("Oops, what did inspectors say about neglect?", "what did inspectors say about neglect?"),
        ("that's not what I asked, I asked about neglect", "neglect"),
        ("Sorry to bother you, what about neglect in Derby?", "what about neglect in Derby?"),
        ("apologies for the long message. How good is early help?", "How good is early help?"),
        ("sorry how good is early help?", "how good is early help?"),
        ("sorry I meant Oldham", "Oldham"),
    ],
)
def test_of_a_correction_only_what_is_meant_is_asked(typed: str, question: str) -> None:
    assert told(typed) == ("", question)


@pytest.mark.parametrize(
    "question",
    [
        "No-one listens to children?",
        "No children were missing?",
        "Actually how safe are they?",
        "Wait times for health assessments",
        "And do they feel safe?",
        "Not Derby, Oldham or Kent",
        "What was meant by drift?",
        "The same social worker for years",
        "Is it meant for care leavers, not boys?",
        "I am preparing for Derby's inspection, I was asking about early help.",
        "Derby 2017, I asked about neglect - what did they find?",
        "Sorry state of records in Derby",
        "Apologies for errors to parents",
        "Sorry for children in Derby, what do they say?",
    ],
)
def test_what_only_sounds_like_a_correction_is_asked_whole(question: str) -> None:
    assert told(question) == ("", question)


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("I am writing a briefing on custody.", "What did Ofsted find for care leavers in custody?"),
        ("I work for Kent. We meet on Monday.", "List the recommendations about care leavers."),
        ("I am writing a briefing.", "I need something on foster carers."),
        ("member enquiry.", "need to know if the disabled children team is any better."),
    ],
)
def test_what_is_told_before_a_whole_question_is_told_apart(before: str, asked: str) -> None:
    assert told(f"Good morning, {before} {asked} Thanks, Sam") == (before, asked)


def test_what_is_told_before_what_was_meant_to_be_asked_is_told_apart() -> None:
    short = "We work in Oldham. I meant to ask about early help."
    assert told(short) == ("", short), "no more than a word of meaning: the place is read with it"
    assert told("I lead in Derby. I was asking about neglect in families.") == (
        "I lead in Derby.",
        "neglect in families.",
    )


@pytest.mark.parametrize(
    "typed", ["same question for Derby", "do the same for boys", "no, I meant Oldham", "sorry, the 2019 one"]
)
def test_a_correction_leans_on_what_is_corrected(typed: str) -> None:
    assert corrects(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Sorry, how good is early help?",
        "I meant early help",
        "Sorry, neglect in Derby",
        "Derby",
        "for Derby",
        "Oops, is it good?",
    ],
)
def test_what_is_asked_after_a_correction_may_stand_by_itself(typed: str) -> None:
    assert not corrects(typed)


def test_so_before_the_question_of_a_message_does_not_make_it_lean() -> None:
    before = "She says they will want to hear of money, but I need domestic abuse first."
    assert told(f"{before} So: what support do families have?") == (before, "what support do families have?")


@pytest.mark.parametrize(
    "typed",
    [
        "Staff feel stretched. Did inspectors see that?",
        "Caseloads are high. Is there a problem?",
        "Our reviewing officers are busy. How many cases do they have?",
        "thanks",
        "para 66",
        "Is the thank you letter mentioned?",
        "What is said of views, wishes and feelings?",
        "The child’s voice, wishes and feelings are gained and considered.",
        "Is fostering good, thanks to the new manager?",
        "How good are training, TA support and pay?",
        "Staff feel stretched. I want to know if that is seen.",
        "It rained in the office all year. When consent is overridden, the reason is recorded.",
        "“Staff keep crocodiles. Is consent asked for?”",
        "Young carers. Care leavers.",
    ],
)
def test_what_is_told_stays_where_the_question_leans_on_it(typed: str) -> None:
    assert told(typed) == ("", typed)
