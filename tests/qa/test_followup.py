"""A follow-up is made whole from the questions before it; a whole question is left alone."""

import json
from pathlib import Path

import pytest

from qa.asks import Form, asked_for
from qa.followup import asking, asks_anew, by_itself, leads_nowhere, leans, other_subject, standalone, turned, turns

FIRST = "What did inspectors say about return home interviews?"


@pytest.mark.parametrize(
    "question",
    [
        "and for care leavers?",
        "what about 2018?",
        "are they timely",
        "why?",
        "Why was that?",
        "why do some wait so long?",
        "boys?",
        "Kent?",
        "in 2018?",
        "just May 2018",
        "only the 1 June 2018 inspection",
        "01/06/2018?",
        "for boys?",
        "with disabilities?",
        "reasons?",
        "the health of them",
        "And what about their health?",
        "how many were adopted?",
        "how many finish their degree?",
        "how many boys?",
        "how do schools help them?",
        "what do schools do to help them?",
        "What services do they get?",
        "what support do their carers get?",
        "what reasons did their parents give?",
        "what has the council done about it?",
        "is there evidence that it works?",
        "do inspectors think they are safe?",
        "does that include babies?",
        "are those plans reviewed?",
        "do some wait too long?",
        "which ones?",
        "what changed?",
        "who pays?",
        "who provides the support?",
        "what was the impact?",
        "how long does it take?",
        "and elsewhere?",
        "What does Derby say?",
        "How does Derby compare?",
        "Is Derby better?",
        "What did they say in Derby?",
        "compare with Derby",
        "versus Derby?",
        "Which reports are critical?",
        "Do other authorities have the same problem?",
        "Do other councils have similar problems?",
        "Only those from 2022 onwards",
        "are plans good?",
        "are families seen quickly",
        "how is training?",
        "are caseloads high?",
        "not Birmingham",
        "ok but not birmingham",
        "except for Kirklees",
        "apart from Derby and Oldham",
        "excluding 2018",
        "please leave out Derby",
        "only Camden's",
        "can you check Derby too",
        "can you check the 2022 one too",
        "try the latest",
        "please look at the previous one",
        "I meant the most recent one for Derby",
        "I want Derby",
        "try Derby or Kent instead",
        "Derby, I mean",
        "I only want 2022",
        "anyone else?",
        "any criticism?",
        "Were there any serious concerns?",
        "which is higher?",
        "and the earlier report?",
    ],
)
def test_a_question_that_leans_on_the_last_is_joined_to_it(question: str) -> None:
    assert standalone(question, [FIRST]).startswith("What did inspectors say about return home interviews")
    assert standalone(question, [FIRST]).endswith(question)


@pytest.mark.parametrize(
    "question",
    [
        "which paragraph was that?", "show me more", "Where is that?", "which page?", "give me the page", "can I see the quote?",
        "who said that?", "where does it say that?", "is that all?", "can I have more details please?",
    ],
)  # fmt: skip
def test_asking_again_searches_the_last_question(question: str) -> None:
    assert standalone(question, [FIRST]) == FIRST


def test_of_a_long_chain_the_first_and_the_last_are_read() -> None:
    chain = ["What is said about children who go missing?"]
    chain += [f"And how soon are they then seen by {who} from the team?" for who in ("nurses", "tutors", "leaders")]
    whole = standalone("And what about dentists?", chain)
    assert whole.startswith("What is said about children who go missing – ")
    assert whole.endswith("leaders from the team – And what about dentists?")
    assert "nurses" not in whole


def test_a_chain_leads_back_to_the_first() -> None:
    assert standalone("show me more", [FIRST, "and for care leavers?"]) == standalone("and for care leavers?", [FIRST])


@pytest.mark.parametrize(
    "question",
    [
        "List all the recommendations",
        "What were the judgements?",
        "grades please",
        "When was the inspection and who led it?",
    ],
)
def test_a_list_that_needs_no_subject_stands_alone(question: str) -> None:
    assert standalone(question, [FIRST]) == question


@pytest.mark.parametrize(
    "question",
    [
        "Why was fostering rated outstanding?",
        "why do care leavers turn down flats",
        "why do some children wait for a home?",
        "What did inspectors say about neglect?",
        "What did they say about neglect?",
        "Is neglect dealt with?",
        "neglect?",
        "neglect, May 2018",
        "LADO",
        "what is MAPS?",
        "what does it say about FGM?",
        "Do care leavers get given their medical history?",
        "Do foster carers feel they are listened to?",
        "Does the council know where it is failing?",
        "Does the board know its own performance?",
        "Are children seen alone when they are visited?",
        "Care leavers: are they in touch with their PAs?",
        "what does the edge of care team do and is it effective?",
        "do children get an independent visitor if they want one?",
        "how long does it take for children to be adopted?",
        "Is it easy for children to complain?",
        "How good is help for those who are homeless?",
        "how many over-18s still live with their foster carers?",
        "How good is this authority at matching?",
        "What is the number one priority for leaders?",
        "The one thing leaders must change",
        "Is the one to one support for carers good?",
        "what needs to improve?",
        "who provides the support for care leavers?",
        "What does Derby say about neglect?",
        "Compare Derby with Kent on neglect",
        "Which reports are critical of thresholds?",
        "Do siblings have the same social worker?",
        "Do carers and staff face similar issues?",
        "Just how good is early help?",
        "How long do little ones wait for their first medical?",
        "not enough foster carers",
        "Check and challenge in Derby",
        "Check the latest on neglect",
        "one to one support in 2018",
        "What do children in Derby want?",
        "Could you look at neglect in Derby?",
        "repeat referrals",
        "repeat offenders in Derby",
        "Other than thresholds, what needs to improve?",
        "Apart from neglect, what is weak in Derby?",
        "any concerns about thresholds?",
        "who says that help is late?",
        "Which sections mention neglect?",
        "higher education",
    ],
)
def test_a_question_that_names_what_it_is_about_stands_alone(question: str) -> None:
    assert standalone(question, [FIRST]) == question


def test_a_whole_question_stands_alone() -> None:
    question = "How long do care proceedings take in this borough?"
    assert standalone(question, [FIRST]) == question
    assert standalone("and for care leavers?", []) == "and for care leavers?"


@pytest.mark.parametrize(
    ("question", "sort"),
    [
        ("and boys?", Form.COUNT),
        ("and for boys?", Form.COUNT),
        ("what about girls in custody?", Form.COUNT),
        ("what about 2018?", Form.COUNT),
        ("in Derby?", Form.COUNT),
        ("and Derby?", Form.COUNT),
        ("and Derby too", Form.COUNT),
        ("and the year before?", Form.COUNT),
        ("show me more", Form.COUNT),
        ("and what percentage of them?", Form.SHARE),
        ("when did it fall?", Form.DATE),
        ("And what about their health?", None),
        ("the health of them", None),
        ("what about support for children?", None),
        ("and why?", None),
        ("reasons?", None),
        ("is that up or down?", None),
        ("What did inspectors say about neglect?", None),
    ],
)
def test_a_follow_up_asks_for_a_number_only_where_it_changes_no_more_than_a_condition(
    question: str, sort: Form | None
) -> None:
    assert asked_for(asking(turns(question, ["How many care leavers are at college?"]))) is sort


def test_a_condition_after_a_condition_asks_what_the_first_question_asks() -> None:
    said = turns("and in 2018?", ["How many children were adopted?", "and boys?"])
    assert asking(said) == "How many children were adopted?"


@pytest.mark.shared
def test_what_staff_ask_is_joined_only_where_it_is_a_follow_up(shared: Path) -> None:
    """Every follow-up of the tuning and training questions is; of those that stand alone fewer than 3 in 100 are."""
    files = [*(shared / "questions").glob("t[ru][an]*.jsonl")]
    files += [shared / "questions" / f"{name}.jsonl" for name in ("havering-2016-dev", "cross-dev")]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    follow_ups = [row["question"] for row in rows if row.get("history")]
    alone = [row["question"] for row in rows if not row.get("history") and row["kind"] != "lookup"]
    assert len(follow_ups) > 30
    assert len(alone) > 1_000
    assert [question for question in follow_ups if not leans(question)] == []
    joined = [question for question in alone if leans(question)]
    assert len(joined) < 0.03 * len(alone), joined


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("and what about early help?", "early help"), ("ok and health?", "health"), ("and care leavers?", "care leavers"),
        ("and about supervision?", "supervision"), ("and on supervision?", "supervision"), ("and on average?", ""),
        ("and elsewhere?", ""), ("what about everywhere else?", ""), ("and about that?", ""),
        ("what about girls?", "girls"), ("what about 2018?", ""), ("what about in Derby?", ""), ("what about them?", ""),
        ("and for care leavers?", ""), ("what about the latest inspection?", ""), ("and more recently?", ""),
        ("what about May 2018?", ""), ("and Derby's May 2022 report?", ""), ("and Derby's plans?", "Derby's plans"),
        ("and the earlier report?", ""), ("what about Derby instead?", ""),
        ("and adoption too please", "adoption"), ("and the reasons?", ""), ("and why?", ""), ("are they late?", ""),
    ],
)  # fmt: skip
def test_another_subject_is_told_from_another_condition(question: str, subject: str) -> None:
    assert other_subject(["What is said about neglect?", question]) == subject
    assert other_subject([question]) == ""


def test_what_follows_leans_on_the_last_other_subject() -> None:
    assert turned(["LADO", "and IROs?", "are there enough?", "why?"]) == 1
    assert turned(["LADO", "and IROs?", "what about advocacy?", "why?"]) == 2
    assert turned(["what about LADO?", "and for boys?", "why?"]) == 0
    assert turned(["LADO"]) == 0


@pytest.mark.parametrize(
    "question", ["is it good?", "so, what went well?", "what did they find?", "When was it?", "neglect"]
)
def test_a_first_question_may_speak_of_the_report_as_it(question: str) -> None:
    assert not leads_nowhere(question)


def test_of_a_group_of_people_a_number_is_wanted_as_before() -> None:
    assert other_subject(["How many boys go missing?", "and girls?"]) == ""


@pytest.mark.parametrize(
    ("question", "anew"),
    [
        ("and how many were looked after?", True), ("and how many children are looked after?", True),
        ("and how many boys are excluded?", True), ("and how many girls?", False), ("and how many in 2018?", False),
        ("And how many in Kent?", False), ("so how many overall?", False), ("and how many were girls?", False),
        ("and what proportion of girls?", False), ("and how many of them were adopted?", False),
    ],
)  # fmt: skip
def test_a_follow_up_that_says_what_it_counts_asks_anew(question: str, anew: bool) -> None:
    assert asks_anew(question) is anew


@pytest.mark.parametrize(
    ("first", "part", "asked"),
    [
        ("do PAs have many cases", "do they know their charges?", "do PAs know their charges?"),
        ("how many flats for care leavers", "how are they doing?", "how are care leavers doing?"),
        (
            "are family group conferences used",
            "what happens after them?",
            "what happens after family group conferences?",
        ),
        ("how good is help for young carers", "are their schools told?", "are young carers' schools told?"),
        ("how are disabled children seen", "what about young carers", "What did inspectors say about young carers?"),
        ("how many UASC", "how many on plans", "how many on plans"),
    ],
)
def test_what_a_later_part_may_ask_by_itself(first: str, part: str, asked: str) -> None:
    assert by_itself(part, first) == asked


@pytest.mark.parametrize(
    ("first", "part"),
    [
        ("is early help good", "is it timely?"),
        ("is early help good", "why?"),
        ("are children in care safe", "do they see their friends?"),  # "children" are not all in care
        ("how many care leavers are there", "how many in custody"),
        ("is early help good", "how many care leavers are there?"),
    ],
)
def test_what_can_only_mean_the_first_part_or_stands_alone_is_not_turned(first: str, part: str) -> None:
    assert by_itself(part, first) == ""


def test_what_everybody_has_may_be_meant_of_the_subject_before_or_by_itself() -> None:
    assert other_subject(["tell me about MASH", "are decisions quick?"]) == "decisions"
    assert other_subject(["tell me about MASH", "is it quick?"]) == ""
    for whole in (
        "plans?",
        "training",
        "are families homeless?",
        "are pathway plans good?",
        "is neglect common?",
        "how is MARAC?",
    ):
        assert standalone(whole, [FIRST]) == whole
