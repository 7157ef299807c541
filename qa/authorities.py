"""Which authorities a question names, as people type them: short names, nicknames, initials, without capitals, mistyped.

The names are those that `index.scope` knows. Some of them are words too ("reading", "bury"); those count only where they
stand as a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from index.scope import authority_key, authority_table, canonical, identity, known_names, short_name
from qa.spelling import mistakes

_SHORTEST_MISTYPED = 8  # letters; shorter names are one letter away from too many words
_TWO_MISTAKES = 12  # letters from which two mistakes are put up with
_LONGEST = 6  # words of a name
_GAP = r"[\s\-‐‑–.,'’]+"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
# "Manchester University", "Oldham Road": called after a place, not the place.
_CALLED_AFTER = re.compile(
    r"\s+(?:\w+['’]?s\s+)?(?:universit\w+|united|rovers|road|street|lane|avenue|crown|hospitals?|infirmary|arena|airport|college)\b",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\b(?:other than|apart from|except(?: for)?|besides|excluding|not|outside(?: of)?|unlike)\s+$", re.I
)
_BEFORE = re.compile(r"\b(?:in|at|within|across|from|near|around|by)\s+$", re.I)
_IN_REPORT = re.compile(
    r"^(?:['’]s)?\s+(?:(?:latest|last|20[012]\d|council|ofsted|ilacs)(?:['’]s)?\s+){0,2}(?:reports?|inspections?|ilacs)\b",
    re.I,
)
_ASKED_BEFORE = re.compile(
    r"\b(?:in|at|within|across|around|for|about|compare|"
    r"(?:inspections?|reports?|reviews?|judge?ments?|grades?|gradings?|ratings?|ilacs|council|authority|find|found|say|said) of)\s+$",
    re.I,
)
# "What grade did Hackney get?"; but "Did Hackney lend social workers?" is a mention.
_DOES = re.compile(r"\b(?:did|does|do|has|have|had|is|was|were|can|will)\s+$", re.I)
_FARES = re.compile(
    r"^\s+(?:get|got|gets|receive|score|do|doing|done|perform\w*|compare|rank|improv\w*|fare|been|have|judged|graded|rated|inspected|good|bad|"
    r"any (?:good|better)|better|outstanding|inadequate)\b",
    re.I,
)
_DEED = re.compile(r"\s+(?:do|doing|done)\b", re.I)
# With, by, from and near another place, and in a list of such: a mention.
_BESIDES = re.compile(
    r"\b(?i:with|by|from|near|to|into|between|towards|alongside|via|like|through)\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]*,?\s+(?:(?:and|or|&)\s+)?){0,6}$"
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|will|would|should|what|how|who|which|where|when|why|list|show)\b",
    re.I,
)
_BODY = (
    r"(?:borough|city|county)?\s*(?:councils?|la|local authority|authority|ofsted|ilacs|lscb|mash|inspections?|"
    r"children['’]?s (?:services|social care|trust)|social (?:care|work|workers)|safeguarding)\b|(?:borough|city|county)\b"
)
_AFTER = re.compile(
    rf"^(?:['’]s\b|\s*\(?20[012]\d\b|\s*:|,?\s+(?:the\s+)?(?:latest|most recent|newest)\b|\s+{_BODY})", re.I
)
_ENDS = re.compile(r"^\s*(?:[?.!,;:)–—-]|$)")
_AFTER_MODEL = re.compile(r"^(?:\s+\w+){0,2}\s+(?:model|approach|framework|police|constabulary|nhs|trust)\b", re.I)
_FROM_ELSEWHERE = re.compile(
    r"\b(?:placed|placements?|moved|moving|move|born|trafficked|transferred)\s+(?:(?!for\b|with\b)\w+\s+){0,3}$", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """Authorities named in a question by one word or phrase.

    `typed` as typed; `authorities` what it may mean ("Northants" is three); `start` and `end` where it stands. `sure`:
    it can be nothing but a name. `asked_about`: it stands as the place that is asked about, not as a passing mention; `acts`:
    it is asked what its council did, which the report of another place may tell.
    """

    typed: str
    authorities: tuple[str, ...]
    start: int
    end: int
    sure: bool
    asked_about: bool
    acts: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Names:
    """All names by key, each with the authorities it may mean; none for a place that only sounds like one.

    There is one such table for one set of reports (`_names`), and what is near a word in it is remembered.
    """

    meant: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    long: tuple[str, ...]


@lru_cache(maxsize=16)
def _names(reported: frozenset[str]) -> _Names:
    meant = dict(known_names())
    for name in reported:  # the authorities of the reports, which may be none of England's
        meant.setdefault(authority_key(name), (canonical(name),))
    ways = "|".join(_as_typed(key) for key in sorted(meant, key=len, reverse=True) if key)
    full = {authority_key(name) for name in (*reported, *authority_table()["names"])}
    long = tuple(key for key in full if len(key.replace(" ", "")) >= _SHORTEST_MISTYPED)
    return _Names(meant, re.compile(rf"(?<![\w'’])(?:{ways})(?!\w)", re.I), long)


def _as_typed(key: str) -> str:
    """The ways of typing a name: with hyphens or without, "&" or "and", and with a plural s for a possessive one."""
    typed = ""
    for word in key.split():
        if word == "and":
            typed += rf"(?:\s*&\s*|{_GAP}and{_GAP}|\s*\+\s*)"
        else:
            typed += (_GAP if typed and not typed.endswith(")") else "") + re.escape(word)
    return typed + ("s?" if len(key) >= 5 and key not in authority_table()["words"] else "")


def named(question: str, reported: Sequence[str] = ()) -> list[Named]:
    """The authorities that the question names, in its order. `reported` are the authorities that there are reports of.

    A word that is also a name ("reading") is one only with a capital within a sentence, or where it stands as a place
    and there is a report of it. A long name may hold a typing mistake, two in a very long one.
    """
    names = _names(frozenset(short_name(authority) for authority in reported if authority))
    there = {identity(authority) for authority in reported if authority}
    found: list[Named] = []
    taken: list[tuple[int, int]] = []
    for match in names.pattern.finditer(question):
        taken.append(match.span())
        key = authority_key(match.group())
        meant = names.meant.get(key) or names.meant.get(key.removesuffix("s"), ())
        one = _judged(question, match.start(), match.end(), key, meant)
        if one and (one.sure or there.intersection(map(identity, one.authorities))):
            found.append(one)
    for start, end, key in _mistyped(question, taken, names):
        one = _judged(question, start, end, key, names.meant[key])
        if one:
            found.append(one)
    return sorted(found, key=lambda n: n.start)


def _judged(question: str, start: int, end: int, key: str, meant: tuple[str, ...]) -> Named | None:
    """The name that stands there, None where it is a word, another place, or left out on purpose."""
    before, typed, after = question[:start], question[start:end], question[end:]
    if not meant or _CALLED_AFTER.match(after) or _LEFT_OUT.search(before):
        return None
    if re.search(r"\buniversity of $", before, re.I):
        return None
    if key in _capitals() and not (typed.isupper() or any(c.isupper() for c in typed[1:])):
        return None
    capital = typed[0].isupper() and question != question.upper() and not _begins(before)
    sure = capital or key not in authority_table()["words"]
    if key in authority_table()["words"] and not _is_place(question, start, end, key, capital=capital):
        return None
    return Named(typed, meant, start, end, sure, _is_asked_about(question, start, end), _acts(question, start, end))


def _is_asked_about(question: str, start: int, end: int) -> bool:
    """Whether a name stands as the place that is asked about; where in doubt it does not."""
    before, after = question[:start], question[end:]
    moved = re.sub(r"\s(?:in|to|into|from|at|outside)\s+$", " ", before)
    if _AFTER_MODEL.match(after) or _FROM_ELSEWHERE.search(moved):
        return False
    if _IN_REPORT.match(after):
        return True
    return not _BESIDES.search(before) and bool(
        _ASKED_BEFORE.search(before)
        or (_DOES.search(before) and _FARES.match(after))
        or _AFTER.match(after)
        or _begins(before)
        or (_ENDS.match(after) and (re.search(r"[,;:(–—-]\s*$", before) or not _SENTENCE.search(before)))
    )


def _acts(question: str, start: int, end: int) -> bool:
    """Whether it is asked what the council of that name does: "what did Leeds do?", and not "how did Leeds do?"."""
    does, rest = _DOES.search(question[:start]), question[end:]
    council = re.match(rf"\s+{_BODY}", rest, re.I)
    rest = rest[council.end() :] if council else rest
    what = does and re.search(r"\bwhat(?: else)?\s+$", question[: does.start()], re.I)
    return bool(does and re.match(r"\s+[a-z]", rest) and (not _FARES.match(rest) or (what and _DEED.match(rest))))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(authority_key(name) for name in authority_table()["capitals"])


def _begins(before: str) -> bool:
    """Whether a word after this begins a sentence or the question, where a capital shows nothing."""
    return not before.strip() or bool(re.search(r"[.?!:]\s*$|(?:–|—|\s-)\s*$", before))


def _is_place(question: str, start: int, end: int, key: str, *, capital: bool) -> bool:
    """Whether a word that is also a name stands as a place: after "in", before "council", and not beside "levels"."""
    before, after = question[:start], question[end:]
    words = authority_table()["words"][key]
    company = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)", re.I)
    if _AFTER.match(after):
        return True
    near = re.match(r"\W*(?:\w+\W+){0,2}\w*", after)
    if company.search(near.group() if near and capital else f"{before} {after}"):
        return False
    if not capital and re.search(r"\b(?:to|they|we|you|i|he|she|who|not|never)\s+$", before, re.I):  # "to bury"
        return False
    noun = key in authority_table()["nouns"]
    alone = not re.sub(r"\b(?:and|or|ok|but|so|for|in|what about|how about)\b|\W", "", before + after, flags=re.I)
    return bool(capital or not noun or alone or _BEFORE.search(before))


def _mistyped(question: str, taken: Sequence[tuple[int, int]], names: _Names) -> Iterator[tuple[int, int, str]]:
    """Names with a typing mistake: where each stands and the one name that is near enough, if just one authority is."""
    words = [m for m in _WORD.finditer(question) if not any(m.start() < e and m.end() > s for s, e in taken)]
    at = 0
    while at < len(words):
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            first, last = words[at], words[at + count - 1]
            between = question[first.start() : last.end()]
            name = between[:-2] if between.endswith(("'s", "’s")) else between
            near = _nearest(authority_key(name), names)
            if near and not re.search(r"[?!:;()]", between):
                yield first.start(), first.start() + len(name), near
                at += count
                break
        else:
            at += 1


@lru_cache(maxsize=10_000)
def _nearest(typed: str, names: _Names) -> str:
    size = len(typed.replace(" ", ""))
    if size < _SHORTEST_MISTYPED - 1:
        return ""
    near: dict[tuple[str, ...], tuple[int, str]] = {}
    for key in names.long:
        allowed = 2 if len(key.replace(" ", "")) >= _TWO_MISTAKES else 1
        if typed[0] != key[0] or abs(len(typed) - len(key)) > allowed or typed.count(" ") != key.count(" "):
            continue
        wrong = mistakes(typed, key)
        if 0 < wrong <= allowed:
            near[names.meant[key]] = min(near.get(names.meant[key], (9, "")), (wrong, key))
    best = min(near.values(), default=(9, ""))
    return best[1] if sum(found[0] == best[0] for found in near.values()) == 1 else ""
