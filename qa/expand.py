"""Other words for the words of a question: abbreviations both ways, lay words, and typing mistakes put right.

Abbreviations come from the reports' own definitions first and from the small glossary that ships as data second. What
was added is part of the answer, so that people see it.
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from index.lexicon import Lexicon
from qa.model import Expansion
from qa.spelling import mistakes
from qa.words import STOP, WORD, content, stem, words

_GLOSSARY = Path(__file__).parent / "data" / "glossary.json"
_SHORTEST_CORRECTED = 5
_SHORTEST_SWAPPED = 4  # "waht"
# What is typed in small letters for something else, and no report need print: exclamation, numeral, "versus".
_NO_ABBREVIATIONS = frozenset({"eh", "iv", "vs"})


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


def corrections(
    question: str, lexicons: Sequence[Lexicon], printed: Callable[[str], bool] = lambda word: False
) -> tuple[tuple[str, str], ...]:
    """Words that stand in no report in scope, with the report word that is meant where one is near enough in spelling.

    A word is left alone when it is known to a report or the glossary, holds a digit, or is a common word of English or `printed` in
    other reports: "mentoring" is no mistyped "monitoring". So is another form of a known word ("fosterer"), but not "involvment",
    and a short word unless two of its letters are swapped. American spellings are put right.
    """
    known = STOP.union(*(lexicon.words for lexicon in lexicons))
    found = []
    for word in content(question):
        if len(word) < _SHORTEST_SWAPPED or not word.isalpha() or word in known or _in_glossary(word):
            continue
        best = _nearest(word, known)
        if best and (_respelt(word) == _respelt(best) or not (word in _english() or printed(word))):
            found.append((word, best))
    return tuple(found)


def _nearest(word: str, known: frozenset[str]) -> str:
    """The known word that is meant by a mistyped one, "" where none is near enough."""
    near = [w for w in known if w[0] == word[0] and abs(len(w) - len(word)) <= 2]
    swapped = next((w for w in sorted(near) if sorted(w) == sorted(word) and mistakes(word, w) == 1), "")
    if swapped or len(word) < _SHORTEST_CORRECTED:
        return swapped
    best = next(iter(difflib.get_close_matches(word, near, n=1, cutoff=0.84)), "")
    form = stem(word) in _stems(known) and not (best[-2:] == word[-2:] and mistakes(word, best) == 1)
    return "" if form else best


@cache
def _english() -> frozenset[str]:
    """The common words that the reader model's tokenizer (that of BERT, 30,522 pieces) knows as a whole."""
    file = Path(__file__).parent / "reader" / "tokenizer.json"
    return frozenset(json.loads(file.read_text(encoding="utf-8"))["model"]["vocab"])


def _respelt(word: str) -> str:
    """What a British and an American spelling have in common: "organization", "behavior", "program", "counseling"."""
    for british, american in (
        ("s", "z"),
        ("our", "or"),
        ("gramme", "gram"),
        ("ll", "l"),
        ("ence", "ense"),
        ("tre", "ter"),
    ):
        word = word.replace(british, american)
    return word


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
    return frozenset(_singular(word) for phrase in phrases for word in words(phrase))


def _in_glossary(word: str) -> bool:
    return _singular(word) in _glossary_words() or word in STOP


def corrected(question: str, found: Sequence[tuple[str, str]]) -> str:
    """The question with its typing mistakes put right."""
    for wrong, right in found:
        question = re.sub(rf"\b{re.escape(wrong)}\b", right, question, flags=re.I)
    return question


def expansions(question: str, lexicons: Sequence[Lexicon], texts: Callable[[], Iterable[str]]) -> tuple[Expansion, ...]:
    """Meanings of the abbreviations and lay words in the question, and abbreviations of the phrases in it.

    `lexicons` are those of the reports in scope, `texts` gives their texts: what they print in small letters is a word
    there and no abbreviation.
    """
    shelf = glossary()
    known = _abbreviations(lexicons, shelf)
    found = []
    for word in dict.fromkeys(re.findall(r"[A-Za-z][A-Za-z&]*[A-Za-z]|[sS]\d\d", question)):
        short = _short(word, known)
        if short and (_typed_as_one(word, question) or not _is_a_word(word, short, texts)):
            found += [Expansion(word, long, source) for long, source in known[short]]
    typed = words(question)
    singulars = [_singular(word) for word in typed]
    for phrase, meanings in _lay_singulars():
        for at in range(len(typed) - len(phrase) + 1):
            if singulars[at : at + len(phrase)] == phrase:
                term = " ".join(typed[at : at + len(phrase)])
                found += [Expansion(term, meaning, "glossary") for meaning in meanings if meaning != term]
    stemmed = _stemmed(question)
    shortened = [
        Expansion(long, short, source)
        for short, longs in known.items()
        for long, source in longs
        if _stemmed(long) in stemmed
    ]
    whole = {_stemmed(expansion.term) for expansion in shortened}

    def is_part(term: str) -> bool:  # "children in care" of a "children in care council"
        return any(_stemmed(term) in other and _stemmed(term) != other for other in whole)

    return tuple(dict.fromkeys(e for e in [*found, *shortened] if not is_part(e.term)))


def put(question: str, added: Sequence[Expansion], text: str) -> str:
    """The question for the reader model, with the abbreviations and lay words in it as `text` has them; where it has them in no
    form, an abbreviation written out if half of those words stand in it, and behind the question what others mean.

    The model does not know that MASH is a hub: a paragraph that prints the abbreviation alone it often misses by the words
    written out, or by both together. Nor does it take "runaways (missing episodes)" for a question about the latter.
    """
    if not added:
        return question
    held, behind = _stemmed(text), []
    longest_first = sorted(added, key=lambda expansion: -len(words(expansion.term)))
    for term, found in groupby(longest_first, key=lambda expansion: expansion.term):
        meanings = [expansion.meaning for expansion in found]
        there = next((meaning for meaning in meanings if _stemmed(meaning) in held), "")
        if _stemmed(term) in held:
            continue
        scattered = next((meaning for meaning in meanings if _is_short(term, meaning) and _mostly(meaning, held)), "")
        if there or scattered:
            question = _swapped(question, term, there or scattered)
        else:
            behind += [meaning for meaning in meanings if not meaning.isupper()]
    return f"{question} ({', '.join(behind)})" if behind else question


def _is_short(term: str, meaning: str) -> bool:
    """Whether the term is made of the first letters of what it means: "LAC", "UASC"."""
    every, telling = ("".join(word[0] for word in those) for those in (words(meaning), content(meaning)))
    return _singular(term.lower()) in (every, telling)


def _mostly(meaning: str, held: str) -> bool:
    """Whether half of its words or more stand in the stemmed text, in whatever order: "children were being looked after"."""
    stems = [stem(word) for word in content(meaning)]
    return 2 * sum(f" {one} " in held for one in stems) >= len(stems)


def _stemmed(text: str) -> str:
    """The stems of a text's words, a space on either side of each."""
    return f" {' '.join(stem(word) for word in words(text))} "


def within(question: str, added: Sequence[Expansion]) -> tuple[Expansion, ...]:
    """Those of the expansions whose term stands in the question."""
    held = _stemmed(question)
    return tuple(expansion for expansion in added if _stemmed(expansion.term) in held)


def _swapped(question: str, old: str, new: str) -> str:
    """The question with one phrase for another, in the number and case in which the old one stands there."""
    wanted = [stem(word) for word in words(old)]
    typed = list(WORD.finditer(question))
    stems = [stem(word) for match in typed for word in words(match[0])]
    for at in range(len(typed) - len(wanted) + 1):
        if stems[at : at + len(wanted)] == wanted:
            first, last = typed[at], typed[at + len(wanted) - 1]
            return question[: first.start()] + _inflected(new, last[0], words(old)[-1]) + question[last.end() :]
    return question


def _inflected(new: str, typed: str, old: str) -> str:
    """The new phrase as `typed` is, the last word of a phrase that ends in `old`: of somebody, or several."""
    if re.search(r"['’]s$", typed):
        return f"{new}’s"
    several = typed.endswith("s") and (typed[:-1].isupper() or typed.lower() == f"{old}s")
    if not several or new.endswith(("s", "children", "people")):
        return new
    return f"{new[:-1]}ies" if re.search(r"[^aeiou]y$", new) else f"{new}s"


def _abbreviations(lexicons: Sequence[Lexicon], shelf: Glossary) -> dict[str, list[tuple[str, str]]]:
    """Each short form in upper case with its meanings and where each comes from.

    What the reports in scope say it means, each meaning once; what the glossary says, unless they all say it themselves.
    """
    own: dict[str, dict[frozenset[str], str]] = {}
    said = Counter(short.upper() for lexicon in lexicons for short, _ in lexicon.acronyms)
    for lexicon in lexicons:
        for short, long in lexicon.acronyms:
            own.setdefault(short.upper(), {}).setdefault(_gist(long), long)
    known = {}
    for short in dict.fromkeys((*shelf.acronyms, *own)):
        once = own.get(short, {})
        listed = () if once and said[short] >= len(lexicons) else shelf.acronyms.get(short, ())
        known[short] = [(long, "report") for long in once.values()]
        known[short] += [(long, "glossary") for long in listed if _gist(long) not in once]
    return known


@lru_cache(maxsize=5_000)
def _gist(meaning: str) -> frozenset[str]:
    """What two ways of writing one meaning share: "Personal advisers" and "personal adviser"."""
    return frozenset(stem(word.removesuffix("'s")) for word in content(meaning))


def _short(word: str, known: Container[str]) -> str:
    """The abbreviation that a word of the question may be, or be the plural of; empty where it is none."""
    if word.lower() in STOP or word in _NO_ABBREVIATIONS:
        return ""
    one = word.removesuffix("s")
    small_plural = len(one) < 3 and not one.isupper()  # "pas" and "cps" are other things
    return next((s.upper() for s in (word, "" if small_plural else one) if s.upper() in known), "")


def _typed_as_one(word: str, question: str) -> bool:
    """Whether capitals or digits tell it from a word; in a question all in capitals they tell nothing."""
    shouted = question.isupper() and len(question.split()) > 1
    return not word.isalpha() or (word.removesuffix("s").isupper() and not shouted)


def _is_a_word(word: str, short: str, texts: Callable[[], Iterable[str]]) -> bool:
    """Whether the reports print it in small letters: there "safe" is a word, whatever SAFE stands for."""
    small = re.compile(rf"\b(?:{re.escape(word.lower())}|{re.escape(short.lower())})\b")
    return any(small.search(text) for text in texts())


@cache
def _lay_singulars() -> tuple[tuple[list[str], tuple[str, ...]], ...]:
    return tuple(([_singular(w) for w in words(phrase)], meanings) for phrase, meanings in glossary().lay.items())


def _singular(word: str) -> str:
    """A word without the ending of its plural. No stem: a school is no schooling, and nursing no nurse."""
    word = word.removesuffix("'s")
    if word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "oes")) else word.removesuffix("s")
