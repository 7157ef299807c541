"""Text from outside (reports, file names, questions, feedback) made safe to stand in a page. Everything goes through `esc`.

Nothing here knows what a report is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from index.model import Span

# Characters that turn the reading order round, control characters, and what no file format can hold: shown by their
# code, so that what is displayed is what is there.
_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """`text` with direction overrides and control characters written out ("[U+202E]"); all else as it is."""
    return _HIDDEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def esc(text: object) -> str:
    """`text` for an element or a quoted attribute: markup in it is shown, never executed."""
    return html.escape(visible(str(text)), quote=True)


def marked(text: str, spans: Iterable[Span]) -> str:
    """`text` escaped, with each of `spans` in a <mark>; spans outside the text are cut to it, overlaps are joined."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda s: s.start):
        start, end = max(span.start, at), min(span.end, len(text))
        if start < end:
            parts += [esc(text[at:start]), "<mark>", esc(text[start:end]), "</mark>"]
            at = end
    return "".join([*parts, esc(text[at:])])


def attributes(**named: object) -> str:
    """HTML attributes: data_slug="x" becomes ` data-slug="x"`; None and False are left out, True has no value."""
    parts = []
    for name, value in named.items():
        if value is None or value is False:
            continue
        key = name.rstrip("_").replace("_", "-")
        parts.append(f" {key}" if value is True else f' {key}="{esc(value)}"')
    return "".join(parts)
