"""Words of a question: which carry meaning, their stems, and whether two texts speak of the same thing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import Lock

ASKING = (  # the words that open what is asked
    "what|whats|how|hows|why|who|whos|when|where|which|is|are|was|were|has|have|had|do|does|did|can|could|will|would|should"
)
# Whose services are inspected, as staff call one of them, and several.
AUTHORITY = r"(?:(?:local )?authority|council|la|borough|county)"
AUTHORITIES = r"(?:(?:local )?authorities|councils|las|boroughs|counties)"
WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
# Words that say what is asked for, not what it is asked about. Beside the usual stop words: how staff open questions.
STOP = frozenset(
    """a about after again all also am an and any anything are as at be because been before being between both but by
    can could did do does doing done during each few find for found from further get gets give given go got had has have
    having he her here him his how i if in inspection inspections inspector inspectors into is it its itself just list
    me mention mentioned more most much many my no nor not of off ofsted on once only or other our out over own para
    paragraph paragraphs paras please quote report reports said same say says saying see she should show so some such tell than
    that the their them then there these they thing things think this those through to too under up us very was we well
    were what whats what's when where which while who whos who's whom why will with would you your""".split()
)


def words(text: str) -> list[str]:
    """The words of `text` in lower case, in order."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def content(text: str) -> list[str]:
    """The words of `text` that carry meaning, in order, each once."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP and (len(word) > 1 or word.isdigit())))


_stemming = (
    Lock()
)  # the stemmer works on a word inside itself: of two who ask at once, both would get a wrong stem, or an error


@cache
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word."""
    with _stemming:
        return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]
