"""Words that a question quotes from a report are found word for word: who pastes a sentence wants the place where it stands, and
not what is near it in meaning.

Quotation marks, kinds of dashes, white space and capitals do not matter, nor the signs at either end; an ellipsis leaves out any
words of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.library import Loaded
from index.model import Span
from index.sentences import sentences
from qa import choose
from qa.model import Citation
from qa.words import ASKING, AUTHORITIES, WORD, content, words

_FEWEST = 4  # words in quotation marks: fewer are a term, not a passage
_UNMARKED = 8  # words without any
_MOST = 40  # paragraphs that hold fewer words than that: where there are more, they are a term
_SURE = 3.0  # the score of what is no guess
_MARKS = "\"“”„‟«»'‘’‚‛`´"
_DASHES = "-‐‑‒–—―−"
_UNDER = re.compile(
    r"\bunder (?:the heading )?(?:[\"“„«][^\"“”„«»]+[\"”»]|(?<!\w)['‘](?=\w)[^'‘]+?['’](?!\w))", re.I
)  # it stands elsewhere
_OPENS, _CLOSES = rf"(?<!\w)[{_MARKS}]+(?=\S)", rf"(?<=\S)[{_MARKS}]+(?!\w)"
_OUTERMOST = (re.compile(rf"{_OPENS}(?P<said>.+){_CLOSES}"), re.compile(rf"{_OPENS}(?P<said>.+)$"))
_EACH = re.compile(
    r"[\"“„«](?P<said>[^\"“”„«»]+)(?:[\"”»]|$)|(?<!\w)['‘](?=\w)(?P<single>(?:(?!(?<!\w)['‘]).)+)['’](?!\w)"
)
_MARK, _DASH = re.compile(f"[{_MARKS}]"), re.compile(rf"\s*[{_DASHES}]+\s*")
_LEFT_OUT = re.compile(r"…|\.\s?\.\s?\.")
_NUMBERED = re.compile(r"^\W*\d{1,3}(?:\.\d{1,3})*[.):]?\s+(?=\D)")
_OPENS_A_QUESTION = re.compile(rf"(?:{ASKING}|list|show|tell|give|compare|any)\b", re.I)
_FRAME = re.compile(
    r"^(?:(?:please|can you|could you) )*(?:(?:where|which|what|who|is it true|does|did|find|search|show|quote)\b[^:]{0,60}?"
    r"(?::| (?:says?|said|states?|stated|writes?|wrote|written)(?: that)?\s(?!about\b|on\b))|is it true that\s)",
    re.I,
)
# Words of no meaning to a search that ask for more than the place.
_ELSE = re.compile(
    rf"\b(?:why|about|how(?! many (?:\w+ )?(?:reports|paragraphs|times|places|{AUTHORITIES})))\b|"
    r"^what(?:['’]s| is| are| was| were)\W*$",
    re.I,
)
_PLACING = frozenset(
    """anywhere appear appears author authorities authority came come comes contain contained contains council councils document
    documents exact exactly exist exists locate located occur occurs hold holds line original page pages part passage passages
    phrase place places print printed quotation quoted quotes read reads search section sections sentence sentences source stand
    stands state stated states text times told true used word wording words write writes written wrote""".split()
)
_kept: WeakKeyDictionary[Loaded, tuple[str, ...]] = WeakKeyDictionary()  # the plain texts of reports


@dataclass(frozen=True, slots=True)
class Quotation:
    """What a question quotes: `found` are the paragraphs that hold it, in report order, `missing` what stands in none of the
    reports, `near` the paragraphs that hold a part of that before or behind an ellipsis; `rest` is the question without it."""

    found: tuple[Citation, ...]
    missing: tuple[str, ...]
    near: tuple[Citation, ...]
    rest: str

    def is_all(self, known: Collection[str]) -> bool:
        """Whether nothing is asked but where the words stand; `known` are words that say which report is meant."""
        return not (
            {word.removesuffix("'s") for word in content(self.rest)} - _PLACING - {*known} or _ELSE.search(self.rest)
        )


def quoted(question: str, among: Sequence[Loaded]) -> Quotation | None:
    """What the question quotes from the reports: four words or more in quotation marks, no title; or without any, what could be
    a sentence and does stand in one of them. None where it quotes nothing.
    """
    for passage, rest in _unmarked(question):
        quotation = _quotation([passage], rest, among)
        if quotation and (quotation.found or (rest.endswith(":") and _is_cut(passage))):
            return quotation
    question = _UNDER.sub("", question)
    for passage, rest in _outermost(question):
        quotation = _quotation([passage], rest, among)
        if quotation and quotation.found:
            return quotation
    rest = question
    each: list[str] = []
    for match in reversed(list(_EACH.finditer(question))):
        said = match["said"] or match["single"]
        if _is_passage(said):
            rest, each = _without(rest, match), [said, *each]
    return _quotation(each, rest, among)


def _unmarked(question: str) -> Iterator[tuple[str, str]]:
    """What may be pasted without quotation marks, with the rest of the question: all of it, with the number printed before it or
    not, or what follows "where does it say"."""
    frame = _FRAME.match(question)
    if frame:
        said = question[frame.end() :].strip()
        if len(words(said)) >= (_FEWEST if frame.group().endswith(":") else _UNMARKED):
            yield said, frame.group()
        return
    for said in dict.fromkeys((question, _NUMBERED.sub("", question))):
        is_question = _OPENS_A_QUESTION.match(said) and not said.endswith((".", "…"))
        if len(words(said)) >= _UNMARKED and not is_question:
            yield said, ""


def _is_cut(said: str) -> bool:
    """Whether words are left out of it: who does that quotes, with quotation marks around or without."""
    return bool(_LEFT_OUT.search(said)) and said[0] not in _MARKS


def _outermost(question: str) -> Iterator[tuple[str, str]]:
    """What stands between the first and the last quotation mark, since what is pasted may hold some itself; or all behind the first."""
    for pattern in _OUTERMOST:
        match = pattern.search(question)
        if match and _is_passage(match["said"]):
            yield match["said"], _without(question, match)


def _without(question: str, match: re.Match[str]) -> str:
    return f"{question[: match.start()]} {question[match.end() :]}".strip()


def _is_passage(said: str) -> bool:
    """Whether it is long enough, and no title: "Working Together to Safeguard Children"."""
    typed = WORD.findall(said)
    telling = [word for word in typed if len(word) > 3]
    title = (
        any(word[0].isupper() for word in telling)
        and not any(map(str.islower, [*telling, typed[0]]))
        and not said.isupper()
    )
    return len(typed) >= _FEWEST and not title


def _quotation(passages: Sequence[str], rest: str, among: Sequence[Loaded]) -> Quotation | None:
    """Where the passages stand, with the sentences that hold them; None where all of them are terms, which stand everywhere."""
    held: dict[tuple[int, int], list[Span]] = {}
    parts: dict[tuple[int, int], list[Span]] = {}
    missing = []
    for passage in passages:
        there = _holding(passage, among)
        if not there:
            missing.append(passage)
            for part in filter(_is_passage, _LEFT_OUT.split(passage)):
                parts |= _holding(part, among)
        elif len(there) <= _MOST or len(words(passage)) >= _UNMARKED:
            for at, places in there.items():
                held[at] = [*held.get(at, []), *places]
    if not (held or missing):
        return None
    return Quotation(_cited(held, among), tuple(missing), _cited(parts, among), rest)


def _cited(held: Mapping[tuple[int, int], Sequence[Span]], among: Sequence[Loaded]) -> tuple[Citation, ...]:
    found = []
    for (n, position), places in sorted(held.items()):
        paragraph = among[n].paragraphs[position]
        found.append(Citation.of(among[n], paragraph, _sentences(paragraph.text, places), _SURE))
    return tuple(found)


def _holding(passage: str, among: Sequence[Loaded]) -> dict[tuple[int, int], list[Span]]:
    """By report and paragraph, where the passage stands in the plain text."""
    pieces = [piece for part in _LEFT_OUT.split(passage) if (piece := _bare(_plain(part)))]
    longest = max(pieces, key=len)
    return {
        (n, position): places
        for n, report in enumerate(among)
        for position, text in enumerate(_plain_texts(report))
        if longest in text and (places := _places(pieces, text))
    }


def _plain(text: str) -> str:
    """The text in small letters without quotation marks, with one kind of dashes and white space."""
    return re.sub(r"\s+", " ", _DASH.sub("-", _MARK.sub("", text.lower())))


def _plain_texts(report: Loaded) -> tuple[str, ...]:
    if report not in _kept:
        _kept[report] = tuple(_plain(paragraph.text) for paragraph in report.paragraphs)
    return _kept[report]


def _bare(text: str) -> str:
    return re.sub(r"^\W+|\W+$", "", text)


def _places(pieces: Sequence[str], text: str) -> list[Span]:
    """Where the pieces stand in the plain text as whole words, each behind the one before it, every time they do."""
    found: list[Span] = []
    end = 0
    while True:
        once = []
        for piece in pieces:
            start = _find(piece, text, end)
            if start < 0:
                return found
            end = start + len(piece)
            once.append(Span(start, end))
        found += once


def _find(piece: str, text: str, start: int) -> int:
    """Where the piece stands next as whole words, -1 where it does not."""
    while (start := text.find(piece, start)) >= 0:
        before, after = text[start - 1 : start], text[start + len(piece) : start + len(piece) + 1]
        if not (before.isalnum() or after.isalnum()):
            break
        start += 1
    return start


def _sentences(text: str, places: Sequence[Span]) -> tuple[Span, ...]:
    """The whole sentences of the text that hold any of those places in the plain text, with what leads them in."""
    ends = [(len(_plain(text[: s.start])), len(_plain(text[: s.end]))) for s in sentences(text)]
    holds = [any(place.start < end and start < place.end for place in places) for start, end in ends]
    return choose.quotes(text, [float(held) for held in holds], choose.WITH_MODEL)
