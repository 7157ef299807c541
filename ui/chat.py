"""What happens when somebody asks: question, scope and kept conversation in, page and conversation out. No Gradio here.

Holds nothing about anybody: the conversation comes from the browser and goes back to it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock

from index.errors import ReportError
from index.library import Library
from index.model import ReportInfo, Scope
from qa.assistant import Assistant
from qa.model import Answer, Asked, LeftOut, Outcome
from ui import record, render, words
from ui.export.statement import program_version
from ui.feedback import Feedback
from ui.limits import Rate
from ui.markup import esc

log = logging.getLogger(__name__)
Question = tuple[Asked, Sequence[Asked], Scope]  # what is asked, after what, of which reports


@dataclass(frozen=True, slots=True)
class Reply:
    """What the page shows now, what the browser keeps, what is said aloud once; the question that was answered."""

    page: str
    kept: str
    announcement: str
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """The conversation of whoever asks, over one library."""

    library: Library
    assistant: Assistant
    rate: Rate
    keeper: Feedback | None = None
    opening: Lock = field(default_factory=Lock, repr=False)

    def ask(self, question: str, scope: Scope, kept: str, caller: str = "") -> Reply:
        """Answer one more question of the conversation `kept`; `caller` is whose questions a minute are counted."""
        return self._ask(kept, caller, lambda earlier: (Asked(question), record.conversation(earlier), scope))

    def again(self, position: int, undo: str, kept: str, caller: str = "") -> Reply:
        """Ask the question at `position` (from 1) again, as it was asked, without what `undo` names.

        `undo` is a value of LeftOut, or render.EVERYWHERE.
        """

        def once_more(earlier: Sequence[record.Record]) -> Question:
            if not 0 < position <= len(earlier) or undo not in (*LeftOut, render.EVERYWHERE):
                raise ReportError(words.NO_SUCH_TURN)
            asked, read = earlier[position - 1].asked, earlier[position - 1].understanding
            everywhere = undo == render.EVERYWHERE
            what = LeftOut.SCOPE if everywhere else LeftOut(undo)
            return Asked(asked, read.without | {what}), read.earlier, Scope() if everywhere else read.given

        return self._ask(kept, caller, once_more)

    def _ask(self, kept: str, caller: str, put: Callable[[Sequence[record.Record]], Question]) -> Reply:
        seconds = self.rate.wait(caller)
        if seconds:
            return self.trouble(kept, words.TOO_MANY.format(seconds=seconds))
        if self.library.is_empty:
            with self.opening:  # a question asked while the example is being added waits for it
                pass
        try:
            earlier = record.load(kept)
            answer = self.assistant.ask(*put(earlier))
            self._log(answer)
            if answer.outcome is Outcome.NOT_UNDERSTOOD and not answer.understanding.paragraphs:
                return self.trouble(kept, answer.reason)
            records = (*earlier[-(record.MOST_TURNS - 1) :], record.keep(answer, datetime.now(UTC)))
            spoken = said(words.headline(answer), answer.reason)
            return Reply(self._page(records), record.dump(records), spoken, taken=answer.asked)
        except ReportError as error:
            return self.trouble(kept, str(error))
        except Exception:  # the outermost edge: nobody but the log sees a traceback
            log.exception("a question was not answered")
            return self.trouble(kept, words.TROUBLE)

    def _log(self, answer: Answer) -> None:
        """Keep the question, where that is asked for; where it cannot be kept it is answered all the same."""
        if self.keeper:
            try:
                self.keeper.keep(answer, library=self.library.version, program=program_version())
            except ReportError as error:
                log.error("a question was not kept: %s", error)

    def show(self, kept: str) -> Reply:
        """The conversation `kept` as it stands; the welcome when there is none."""
        try:
            records = record.load(kept)
            return Reply(self._page(records), record.dump(records), "")
        except ReportError as error:
            return self.trouble("", str(error))

    def open_example(self, kept: str) -> Reply:
        """Put the built-in example into a library that is empty."""
        try:
            with self.opening:
                added = self.library.add_example() if self.library.is_empty else ()
            failed = [r.message for r in added if r.status == "failed"]
        except Exception:  # the outermost edge: nobody but the log sees a traceback
            log.exception("the example was not added")
            failed = [words.TROUBLE]
        return self.trouble(kept, failed[0]) if failed else replace(self.show(kept), announcement=words.EXAMPLE_READY)

    def trouble(self, kept: str, message: str) -> Reply:
        """The conversation as it was, under a plain sentence about what went wrong."""
        alert = f'<p class="trouble">{esc(message)}</p>'
        try:
            return Reply(alert + self._page(record.load(kept)), kept, message)
        except ReportError:
            return Reply(alert, "", message)

    def _page(self, records: Sequence[record.Record]) -> str:
        shown = record.turns(records, self.library)
        return render.conversation(shown, "" if shown else welcome(self.library.infos()))


def said(headline: str, reason: str) -> str:
    """What the live region says."""
    return f"{headline}. {reason}" if reason else f"{headline}."


def welcome(infos: Sequence[ReportInfo]) -> str:
    """What stands where the conversation will be: examples to click, or how to get a first report."""
    if not infos:
        return (
            f'<section class="welcome"><h2>{words.EMPTY}</h2><p>{words.EMPTY_TEXT}</p><p class="buttons">'
            f'<button type="button" class="primary" data-open-example>{words.OPEN_EXAMPLE}</button>'
            f'<a class="action" href="/library">{words.ADD_REPORTS}</a></p></section>'
        )
    examples = "".join(
        f'<li><button type="button" class="example" data-ask="{esc(q)}">{esc(q)}</button></li>' for q in words.EXAMPLES
    )
    return (
        f'<section class="welcome"><h2>{words.WELCOME}</h2><p>{words.WELCOME_TEXT}</p>'
        f'<h3>{words.TRY}</h3><ul class="examples">{examples}</ul></section>'
    )


def scope_of(infos: Sequence[ReportInfo], chosen: Scope) -> Scope:
    """The scope as chosen beside the conversation, with authorities as reports print them.

    One is chosen as people say it and stands for every name that its reports print; one whose reports have gone since
    stays a limit.
    """
    printed: dict[str, None] = {}
    for name in chosen.authorities:
        printed |= dict.fromkeys([i.authority for i in infos if words.name(i) == name] or [name])
    return replace(chosen, authorities=tuple(printed))
