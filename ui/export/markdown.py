"""Answers as Markdown. What means something in Markdown is escaped, so that text from reports stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.model import Span
from qa.model import Answer, Citation
from ui import words
from ui.export.statement import About, bold, lines, listed_under, searched, source
from ui.markup import visible
from ui.record import Turn

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&~$])|^(\s*)(#{1,6}|[-+=>]|\d+[.)])", re.MULTILINE)


def escape(text: str) -> str:
    """`text` so that a Markdown reader shows exactly it."""
    return _SPECIAL.sub(_escaped, visible(text))


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return "\\" + match[1]
    mark = match[3]
    return f"{match[2]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{match[2]}\\{mark}"


def markdown(turns: Sequence[Turn], about: About) -> str:
    """The conversation as one document."""
    parts = [f"# {words.EXPORT_TITLE}"]
    for turn in turns:
        parts += _turn(turn)
    parts += ["---", *lines(about)]
    return "\n\n".join(parts) + "\n"


def _turn(turn: Turn) -> list[str]:
    answer = turn.answer
    parts = [f"## {escape(answer.asked)}", escape(searched(turn)), f"**{escape(words.headline(answer))}**"]
    if turn.lost:
        parts.append(escape(words.lost(turn.lost)))
    parts += [escape(answer.reason)] if answer.reason else []
    if not answer.answered:
        parts += [f"### {words.NEAREST}"] if answer.nearest else []
    for citation in answer.citations if answer.answered else answer.nearest:
        parts += _quoted(answer, citation)
    return parts


def _quoted(answer: Answer, citation: Citation) -> list[str]:
    lead, title = listed_under(citation)
    before = [escape(title), _block(escape(lead))] if lead else []
    return [
        *before,
        _block(_marked(citation.paragraph.text, bold(answer, citation))),
        f"— {escape(source(answer, citation))}",
    ]


def _block(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _marked(text: str, spans: Sequence[Span]) -> str:
    """The whole paragraph, as it is printed: an export has room for it. `spans` of it in bold."""
    parts, at = [], 0
    for span in spans:
        inside = escape(text[span.start : span.end]).replace("\n", "**\n**")
        parts += [escape(text[at : span.start]), f"**{inside}**"]
        at = span.end
    return "".join([*parts, escape(text[at:])])
