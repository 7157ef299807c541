"""The Ask page: Gradio's components and their wiring, nothing else. What they show is made in ui.chat and ui.render."""

from __future__ import annotations

import index.quiet  # noqa: F401  (before Gradio, which else looks up other machines)

# isort: split
import json
from typing import Any

import gradio as gr

from index.library import Library
from index.model import Scope
from ui import shell, words
from ui.chat import Chat, Reply, scope_of
from ui.markup import visible

# What the page's script hands over before an event runs: see static/page.js.
_ASK = "(typed) => rq.asking(typed)"
_ASK_THIS = "() => rq.askingThis()"
_AGAIN = "() => rq.askingAgain()"
_SHOW = "() => rq.showing()"
_OPEN = "() => rq.opening()"
_DONE = "(kept, said, taken) => rq.answered(kept, said, taken)"
_FAILED = "() => rq.failed()"

_SESSIONS = 300  # whose choices Gradio keeps in memory, 73 kB each; the page of one that was dropped still answers


def theme() -> gr.themes.Base:
    """System fonts and colours that pass AA contrast in light and dark."""
    blues = "#eef4f9 #d8e6f1 #b7d0e3 #8fb4d1 #5d90b8 #2f6c9a #1d4f73 #183f5c #12304a #0d2438 #081826"
    accent = gr.themes.Color(*blues.split())
    base = gr.themes.Base(
        primary_hue=accent,
        neutral_hue="slate",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    return base.set(
        button_primary_background_fill="#1d4f73", button_primary_background_fill_dark="#1d4f73",
        button_primary_background_fill_hover="#183f5c", button_primary_background_fill_hover_dark="#2f6c9a",
        button_primary_text_color="#ffffff", button_primary_text_color_dark="#ffffff",
        block_label_text_color="#1b2733", block_title_text_color="#1b2733",
        checkbox_border_color="#4c5a67",
        checkbox_border_color_dark="#b3bfca",
        block_info_text_color="#4c5a67",
        block_info_text_color_dark="#b3bfca",
        input_placeholder_color="#5b6875", input_placeholder_color_dark="#a9b6c2",
    )  # fmt: skip


def blocks(chat: Chat, longest: int) -> gr.Blocks:
    """The page. `longest` is the number of characters the question box takes."""
    demo = gr.Blocks(title=words.PRODUCT, analytics_enabled=False, fill_width=True)
    with demo:
        _html(shell.bar("/"), "bar")
        with gr.Row(elem_id="areas", equal_height=False):
            with gr.Column(elem_id="scope", scale=0, min_width=260):
                scope = _scope()
            with gr.Column(elem_id="asking", scale=1, min_width=280):
                _html(f'<h1 id="content" tabindex="-1">{words.CONVERSATION}</h1>', "heading")
                question, ask, stop = _composer(longest)
                conversation = _html("", "conversation")
            with gr.Column(elem_id="reading", scale=1, min_width=280):
                _html(_empty_reader(), "reader")
            with gr.Column(elem_id="kept-conversations", scale=0, min_width=260):
                _html('<div id="conversations"></div>', "kept-list")
        kept, said, this, taken = (gr.Textbox(visible=False) for _ in range(4))
        buttons = [
            gr.Button(name, elem_id=name, visible="hidden")
            for name in ("ask-this", "ask-again", "show-this", "open-example")
        ]
        _wire(chat, scope, question, ask, stop, this, [conversation, kept, said, taken], buttons)
    demo.queue(default_concurrency_limit=8, max_size=64)
    demo.state_session_capacity = _SESSIONS
    return demo


def _html(value: str, name: str) -> gr.HTML:
    return gr.HTML(value, elem_id=name, js_on_load=None, apply_default_css=False)


def _empty_reader() -> str:
    return (
        f'<section id="reader-pane" tabindex="-1" aria-labelledby="reader-h"><h2 id="reader-h">{words.READER}</h2>'
        f'<div id="reader-body"><p class="hint">{words.READER_EMPTY}</p></div></section>'
    )


def _scope() -> list[gr.components.Component]:
    with gr.Accordion(words.SCOPE, open=True, elem_id="scope-panel"):
        return [
            gr.Dropdown(
                [], multiselect=True, label=words.AUTHORITIES, info=words.CHOOSE_NONE, elem_id="scope-authorities"
            ),
            gr.Dropdown([], multiselect=True, label=words.REPORTS, info=words.CHOOSE_NONE, elem_id="scope-reports"),
            gr.Dropdown([], label=words.YEAR_FROM, elem_id="scope-from"),
            gr.Dropdown([], label=words.YEAR_TO, elem_id="scope-to"),
            gr.Checkbox(label=words.LATEST, elem_id="scope-latest"),
        ]


def _composer(longest: int) -> tuple[gr.Textbox, gr.Button, gr.Button]:
    with gr.Row(elem_id="composer", equal_height=False):
        question = gr.Textbox(
            label=words.QUESTION, placeholder=words.QUESTION_HINT, lines=1, max_lines=5, max_length=longest,
            elem_id="question", autofocus=True, scale=1,
        )  # fmt: skip
        ask = gr.Button(words.ASK, variant="primary", elem_id="ask", scale=0, min_width=90)
        stop = gr.Button(words.STOP, elem_id="stop", scale=0, min_width=90)
    return question, ask, stop


def _wire(
    chat: Chat, scope: list[Any], question: gr.Textbox, ask: gr.Button, stop: gr.Button, this: gr.Textbox,
    shown: list[Any], buttons: list[gr.Button],
) -> None:  # fmt: skip
    """`shown` is what every event changes, with the conversation as the browser keeps it second.

    No event takes what is chosen from the lists beside the conversation but by way of `this`: Gradio checks choices
    against its memory of them, which a restart empties.
    """

    def asking(request: gr.Request, typed: str, kept: str, limits: str) -> tuple[str, ...]:
        return _out(chat.ask(typed, scope_of(chat.library.infos(), _remembered(limits)), kept, _caller(request)))

    def asking_again(request: gr.Request, kept: str, this: str) -> tuple[str, ...]:
        position, _, undo = this.partition(" ")
        return _out(chat.again(int(position) if position.isdecimal() else 0, undo, kept, _caller(request)))

    def showing(kept: str, limits: str) -> list[Any]:
        return [*_choices(chat.library, _remembered(limits)), *_out(chat.show(kept))]

    def opening(kept: str, limits: str) -> list[Any]:
        opened = chat.open_example(kept)
        return [*_choices(chat.library, _remembered(limits)), *_out(opened)]

    kept = shown[1]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked = gr.on([question.submit, ask.click], asking, [question, kept, this], shown, js=_ASK, **quiet)
    asked_this = buttons[0].click(asking, [question, kept, this], shown, js=_ASK_THIS, **quiet)
    again = buttons[1].click(asking_again, [kept, this], shown, js=_AGAIN, **quiet)
    show = buttons[2].click(showing, [kept, this], [*scope, *shown], js=_SHOW, **quiet)
    example = buttons[3].click(opening, [kept, this], [*scope, *shown], js=_OPEN, **quiet)
    for event in (asked, asked_this, again, show, example):
        event.success(None, shown[1:], None, js=_DONE, **quiet)
        event.failure(None, None, None, js=_FAILED, **quiet)
    stop.click(None, None, None, js="() => rq.stopped()", cancels=[asked, asked_this, again], **quiet)
    for limit in scope:
        limit.change(None, scope, None, js="(...limits) => rq.rememberScope(limits)", **quiet)


def _caller(request: gr.Request) -> str:
    return request.client.host if request.client else "?"


def _out(reply: Reply) -> tuple[str, ...]:
    return reply.page, reply.kept, reply.announcement, reply.taken


def _remembered(text: str) -> Scope:
    """The scope as the browser says it was chosen; anything that is not one counts as none."""
    try:
        authorities, reports, first, last, latest = json.loads(text)
        return Scope(
            tuple(map(str, reports or ())),
            tuple(map(str, authorities or ())),
            _year(first),
            _year(last),
            (),
            bool(latest),
        )
    except (ValueError, TypeError):
        return Scope()


def _year(value: object) -> int | None:
    return value or None if isinstance(value, int) else None


def _choices(library: Library, chosen: Scope) -> list[Any]:
    """What can be chosen now, with what was chosen before as far as it is still there."""
    infos = library.infos()
    authorities = words.authorities(infos)
    reports = [(visible(f"{words.named(info)} ({info.slug})"), info.slug) for info in infos]
    slugs = {info.slug for info in infos}
    years = sorted({info.year for info in infos if info.year})
    any_year = [(words.ALL, 0), *((str(year), year) for year in years)]
    return [
        gr.update(
            choices=[(visible(a), a) for a in authorities], value=[a for a in chosen.authorities if a in authorities]
        ),
        gr.update(choices=reports, value=[slug for slug in chosen.reports if slug in slugs]),
        gr.update(choices=any_year, value=chosen.year_from if chosen.year_from in years else 0),
        gr.update(choices=any_year, value=chosen.year_to if chosen.year_to in years else 0),
        chosen.latest_only,
    ]
