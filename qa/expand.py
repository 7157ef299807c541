"""Other words for the words of a question: abbreviations both ways, lay words, and typing mistakes put right.

Abbreviations come from the reports' own definitions first and from the small glossary that ships as data second. What
was added is part of the answer, so that people see it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from index.lexicon import Lexicon
from qa.model import Expansion
from qa.words import STOP, content, stem, words

_GLOSSARY = Path(__file__).parent / "data" / "glossary.json"
_SHORTEST_CORRECTED = 5


@dataclass(frozen=True, slots=True)
class Glossary:
    """Abbreviations by their letters in upper case, and lay words by phrase in lower case, each with its meanings."""

    acronyms: dict[str, tuple[str, ...]]
    lay: dict[str, tuple[str, ...]]


@cache
def glossary() -> Glossary:
    """The glossary that ships with the program."""
    data = json.loads(_GLOSSARY.read_text(encoding="utf-8"))
    upper = {short.upper(): tuple(meanings) for short, meanings in data["acronyms"].items()}
    return Glossary(upper, {phrase: tuple(meanings) for phrase, meanings in data["lay words"].items()})


def corrections(question: str, lexicons: Sequence[Lexicon]) -> tuple[tuple[str, str], ...]:
    """Words that stand in no report, with the report word that is meant where one is near enough in spelling.

    A word is left alone when it or its stem is known to a report or the glossary, is short, or holds a digit.
    """
    known = frozenset().union(*(lexicon.words for lexicon in lexicons)) if lexicons else frozenset()
    stems = _stems(known)
    found = []
    for word in content(question):
        if (
            len(word) < _SHORTEST_CORRECTED
            or not word.isalpha()
            or word in known
            or stem(word) in stems
            or _in_glossary(word)
        ):
            continue
        near = [w for w in known if w[0] == word[0] and abs(len(w) - len(word)) <= 2]
        best = difflib.get_close_matches(word, near, n=1, cutoff=0.84)
        if best:
            found.append((word, best[0]))
    return tuple(found)


@lru_cache(maxsize=64)
def _stems(known: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in known)


@cache
def _glossary_words() -> frozenset[str]:
    shelf = glossary()
    phrases: Iterable[str] = [
        *shelf.lay,
        *shelf.acronyms,
        *(m for ms in [*shelf.lay.values(), *shelf.acronyms.values()] for m in ms),
    ]
    return frozenset(word for phrase in phrases for word in words(phrase))


def _in_glossary(word: str) -> bool:
    return word in _glossary_words() or word in STOP


def corrected(question: str, found: Sequence[tuple[str, str]]) -> str:
    """The question with its typing mistakes put right."""
    for wrong, right in found:
        question = re.sub(rf"\b{re.escape(wrong)}\b", right, question, flags=re.I)
    return question


def expansions(question: str, lexicons: Sequence[Lexicon]) -> tuple[Expansion, ...]:
    """Meanings of the abbreviations and lay words in the question, and abbreviations of the phrases in it."""
    own: dict[str, tuple[str, ...]] = {
        short.upper(): (long,) for lexicon in lexicons for short, long in lexicon.acronyms
    }
    shelf = glossary()
    found = [
        Expansion(word, meaning, "report" if word.upper() in own else "glossary")
        for word in dict.fromkeys(re.findall(r"[A-Za-z][A-Za-z&]*[A-Za-z]|[sS]\d\d", question))
        if word.lower() not in STOP and (word.upper() in own or word.rstrip("s").upper() in {**own, **shelf.acronyms})
        for meaning in _meanings(word, own, shelf)
    ]
    lowered = " ".join(words(question))
    for phrase, meanings in shelf.lay.items():
        if re.search(rf"\b{re.escape(phrase)}\b", lowered):
            found += [Expansion(phrase, meaning, "glossary") for meaning in meanings]
    stemmed = f" {' '.join(stem(w) for w in words(question))} "
    for short, longs in {**shelf.acronyms, **own}.items():
        for long in longs:
            if f" {' '.join(stem(w) for w in words(long))} " in stemmed:
                found.append(Expansion(long, short, "report" if short in own else "glossary"))
    return tuple(dict.fromkeys(found))


def _meanings(word: str, own: dict[str, tuple[str, ...]], shelf: Glossary) -> tuple[str, ...]:
    # Lower-case "pa", "la" or "sen" may be a word; an abbreviation of two or three letters must be typed as one.
    if len(word.rstrip("s")) < 3 and not word.rstrip("s").isupper():
        return ()
    for short in (word.upper(), word.rstrip("s").upper()):
        if short in own:
            return own[short]
        if short in shelf.acronyms:
            return shelf.acronyms[short]
    return ()
