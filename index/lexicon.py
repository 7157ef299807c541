"""A report's own words: what it calls things and how it abbreviates them. Made once, when the report is added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.model import Paragraph

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&/]*[A-Z]s?)\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL = frozenset(["and", "of", "the", "for", "in", "to", "a", "an", "on", "with", "or"])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`words` in lower case, each once; `acronyms` as pairs of short form and the words it stands for, as printed."""

    words: frozenset[str]
    acronyms: tuple[tuple[str, str], ...]


def lexicon(paragraphs: Sequence[Paragraph]) -> Lexicon:
    """The words and the abbreviations ("multi-agency safeguarding hub (MASH)") of a report."""
    words = {word.lower() for p in paragraphs for word in _WORD.findall(p.text)}
    found: dict[str, str] = {}
    for paragraph in paragraphs:
        for short, long in definitions(paragraph.text):
            found.setdefault(short, long)
    return Lexicon(frozenset(words), tuple(sorted(found.items())))


def definitions(text: str) -> Iterable[tuple[str, str]]:
    """Pairs of abbreviation and meaning that `text` itself gives in brackets."""
    for match in _BRACKETED.finditer(text):
        short = match.group(1)
        meaning = _meaning(short.rstrip("s"), text[max(0, match.start() - 120) : match.start()])
        if meaning:
            yield short.rstrip("s"), meaning


def _meaning(short: str, before: str) -> str | None:
    """The shortest run of words at the end of `before` whose initials spell `short`, small words passed over.

    It begins with no small word: "assessed and supported year in employment" is not "and supported year in employment".
    """
    letters = re.sub(r"[^A-Za-z]", "", short).lower()
    words = list(re.finditer(r"[A-Za-z’']+", before))
    left = len(letters)
    for word in reversed(words):
        initial = word.group()[0].lower()
        small = word.group().lower() in _SMALL
        if initial == letters[left - 1] and not (left == 1 and small):
            left -= 1
            if not left:
                return " ".join(before[word.start() :].split())
        elif not small:
            return None
    return None
