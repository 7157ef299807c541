"""A question is asked again without what was understood of it, and followed up as it was read then."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.example import TEXT
from index.library import Library
from index.model import Scope
from index.settings import Settings
from qa.assistant import Assistant
from qa.model import LeftOut, Outcome, Understanding
from ui import record, render, words
from ui.chat import Chat, Reply
from ui.feedback import Feedback
from ui.limits import Rate

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory, example_library: Library) -> Chat:
    """Over two reports: the example, and the same words about a place whose name is a word."""
    home = tmp_path_factory.mktemp("two-reports")
    shutil.copytree(example_library.settings.home, home, dirs_exist_ok=True)
    second: Path = home / "reading.txt"
    second.write_text(TEXT.read_text(encoding="utf-8").replace("Ottermarsh", "Reading"), encoding="utf-8")
    settings = Settings.load(home)
    library = Library(settings)
    library.add([second])
    return Chat(library, Assistant(library, settings), Rate(1000))


def asked(chat: Chat, *questions: str, kept: str = "") -> Reply:
    """The reply to the last of `questions`, put one after the other to the conversation `kept`."""
    for question in questions:
        reply = chat.ask(question, Scope(), kept)
        assert reply.taken == question, reply.announcement
        kept = reply.kept
    return reply


def read(reply: Reply, position: int = 0) -> Understanding:
    """How the question at `position` (the newest by default) was read."""
    return record.load(reply.kept)[position - 1].understanding


def test_a_follow_up_is_asked_without_the_earlier_question(chat: Chat) -> None:
    before = asked(chat, "How good is the support for care leavers?", "what about their accommodation?")
    again = chat.again(2, LeftOut.EARLIER, before.kept)
    assert read(before).question.startswith("How good is the support for care leavers – ")
    assert read(again).question == "what about their accommodation?"
    assert words.LEFT_OUT[LeftOut.EARLIER] in again.page
    after = asked(chat, "and how many are there?", kept=again.kept)
    assert read(after).question == "what about their accommodation – and how many are there?"
    assert [r.asked for r in record.load(again.kept)[1:]] == ["what about their accommodation?"] * 2


def test_a_list_is_gone_through_in_the_chat(chat: Chat) -> None:
    steps = ("List the recommendations for Ottermarsh", "the second one", "and the next one?", "and the next one?")
    for many, number in ((2, "2"), (3, "3"), (4, "4")):
        reply = asked(chat, *steps[:many])
        assert f"Recommendation {number} " in reply.page
    assert record.load(asked(chat, *steps, "why?").kept)[-1].outcome is Outcome.NOT_UNDERSTOOD


def test_words_are_searched_as_they_were_typed(chat: Chat) -> None:
    before = asked(chat, "What do inspectors say about pathawy plans?")
    again = chat.again(1, LeftOut.SPELLING, before.kept)
    assert read(before).corrections == (("pathawy", "pathway"),)
    assert (read(again).corrections, read(again).question) == ((), "What do inspectors say about pathawy plans?")
    after = asked(chat, "and for intreviews?", kept=again.kept)
    assert read(after).corrections == (("intreviews", "interviews"),)
    assert "pathawy plans – and for interviews" in read(after).question
    assert read(asked(chat, "Are pathawy plans kept up to date?", kept=again.kept)).corrections, "for one turn only"


def test_all_reports_are_searched_where_a_word_was_taken_for_a_place(chat: Chat) -> None:
    before = asked(chat, "How good is the Reading support for care leavers?")
    again = chat.again(1, LeftOut.SCOPE, before.kept)
    assert (read(before).scope_words, read(before).reports) == (("Reading",), 1)
    assert (read(again).scope_words, read(again).reports) == ((), 2)
    assert read(asked(chat, "and their accommodation?", kept=again.kept)).reports == 2
    assert read(asked(chat, "and in Ottermarsh?", kept=again.kept)).scope.authorities == ("Ottermarsh",)
    assert read(asked(chat, "How good is early help in Reading?", kept=again.kept)).reports == 1, "for one turn only"


def test_a_place_that_no_report_is_of_is_searched_for_as_a_word(chat: Chat) -> None:
    before = asked(chat, "How good is early help in Kent?")
    again = chat.again(1, LeftOut.SCOPE, before.kept)
    assert (read(before).missing, read(again).missing) == ("Kent", "")
    assert "about Kent" in record.load(before.kept)[0].reason
    assert "about Kent" not in record.load(again.kept)[1].reason


def test_an_earlier_turn_is_asked_again_as_it_was_asked_then(chat: Chat) -> None:
    earlier = asked(chat, "How good is help for families in Reading?", "and for care levers?", "paragraph 12")
    again = chat.again(2, LeftOut.SPELLING, earlier.kept)
    assert read(again).question == "How good is help for families in Reading – and for care levers?"
    assert read(again).reports == 1
    both = chat.again(4, LeftOut.SCOPE, again.kept)
    assert read(both).reports == 2
    assert read(both).without == {LeftOut.SPELLING, LeftOut.SCOPE}


def test_all_reports_means_no_limit_given_and_none_read(chat: Chat) -> None:
    limited = chat.ask("How many swimming pools are there in Reading?", Scope(year_from=2016), "")
    assert read(limited).reports == 1
    everywhere = chat.again(1, render.EVERYWHERE, limited.kept)
    assert (read(everywhere).reports, read(everywhere).scope) == (2, Scope())


def test_a_question_that_cannot_be_kept_is_answered_and_the_log_says_so(
    chat: Chat, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reply = asked(replace(chat, keeper=Feedback(tmp_path / "nowhere")), "paragraph 12")
    assert "a question was not kept: Feedback cannot be written" in caplog.text
    assert words.TROUBLE not in reply.page


def test_a_turn_that_is_not_there_is_one_plain_sentence(chat: Chat) -> None:
    before = asked(chat, "paragraph 12")
    for position, undo in ((0, LeftOut.SCOPE), (2, LeftOut.SCOPE), (1, "everything")):
        reply = chat.again(position, undo, before.kept)
        assert (reply.announcement, reply.kept) == (words.NO_SUCH_TURN, before.kept)
