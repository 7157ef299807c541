"""Follow-up questions, made whole from the questions before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.words import content, words

_OPENERS = re.compile(r"^(?:and|but|so|or|what about|how about|ok|also|any other|which of|more|anything else)\b", re.I)
_POINTERS = frozenset("it its they their them those he she ones".split())
_POINTER = re.compile(
    r"\b(?:this|that|these|those|one)\W*$|\bthe (?:\w+ )?one\b|"
    r"\b(?:does|did|do|has|have|is|was|are|were) (?:that|this|these|those) (?:compare|differ|change|improve|get|look|mean|apply)",
    re.I,
)
_AGAIN = re.compile(
    r"^(?:and )?(?:which|what) (?:paragraph|para|page|section|report)s? (?:was|is|were|are) (?:that|this|it|those)|^where (?:was|is) that",
    re.I,
)
_MORE = re.compile(
    r"^(?:please )?(?:show (?:me )?|tell me |give me |see |any )?(?:more|the rest|others|anything else)(?: please| paragraphs)?\W*$",
    re.I,
)
_ASKED_FOR = (
    r"^(?:(?:and|ok|then|now|show(?: me)?|please|what(?:['’]s| is| does| about)?|read|quote)[ ,]+)*(?:in )?(?:the )?"
)
STEP = re.compile(  # "the previous two", "and the next paragraph?", after a look-up
    rf"{_ASKED_FOR}(?:(?P<next>next|following)|(?P<previous>previous|preceding|prior))(?: (?P<count>one|two|three|four|five|[1-5]))?"
    r"(?: (?:one|paragraph|para|recommendation|rec|page)s?)?(?: (?:say|please|then|too|again))*\W*$",
    re.I,
)
_FEW = 2
_ALONE = re.compile(r"\b(?:recommendations|areas for improvement|priority actions|grades|judge?ments|ratings)\b", re.I)
_FULL = re.compile(
    r"^(?:and|but|so|also|ok|or)\b[,\s]+(?:what|how|why|who|when|where|which|is|are|was|were|has|have|had|do|does|did|can|could|"
    r"will|would|should)\b(?! about\b)",
    re.I,
)
_POINTING = _POINTERS | frozenset("that this these those one some there others other any same too either".split())


def standalone(question: str, history: Sequence[str]) -> str:
    """The question as it is to be searched: alone, or joined to the earlier question that it leans on.

    A question leans on an earlier one when it opens or points like a follow-up, or holds hardly a word of its own and asks
    for no list that stands by itself ("list the recommendations").
    """
    *earlier, last = turns(question, history)
    return " – ".join([*(turn.rstrip(" ?.!") for turn in earlier), last])


def turns(question: str, history: Sequence[str]) -> tuple[str, ...]:
    """The questions that make it whole, oldest first, itself the last unless it only asks for the last answer again."""
    if not history or not leans(question):
        return (question,)
    base = turns(history[-1], history[:-1])
    return base if asks_again(question) else (*base, question)


def leans(question: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    own = content(question)
    points = set(words(question)) & _POINTERS or _POINTER.search(question)
    bare = len(own) < _FEW and not _ALONE.search(question)
    opens = _OPENERS.match(question.strip()) or STEP.match(question.strip())
    why = question.strip().lower().startswith("why ") and _POINTING & set(words(question))
    return bool(opens or why or points or bare or asks_again(question))


def asks_anew(question: str) -> bool:
    """Whether a follow-up asks a whole question of its own ("and how many boys are excluded?").

    It is searched with the question before it, but an answer to that one is no answer to it.
    """
    opened = _FULL.match(question.strip())
    return bool(opened) and len(content(question)) >= _FEW and not _POINTING & set(words(question))


def asks_again(question: str) -> bool:
    """Whether the question wants the last answer again: "which paragraph was that?", "show me more"."""
    return bool(_AGAIN.match(question.strip()) or _MORE.match(question.strip()))


def wants_more(question: str) -> bool:
    """Whether the question wants a longer list for the last question."""
    return bool(_MORE.match(question.strip()))
