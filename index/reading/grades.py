"""The words of inspectors' grades: finding them in a line, and bringing them to one form."""

from __future__ import annotations

import re

from index.model import Grade

_WORDS = r"outstanding|good|requires improvement(?: to be good)?|inadequate|adequate"
ALONE = re.compile(rf"(?:is\s+)?({_WORDS}|requires|requires improvement to(?: be)?)\.?", re.IGNORECASE)
REST = re.compile(r"improvement(?: to be good)?|to be good|be good|good", re.IGNORECASE)
BRACKETED = re.compile(r"grade\s+\d\s*\(([^)]+)\)\.?", re.IGNORECASE)
STATED = re.compile(
    r"(?:\bis|\bare|\bis that it|\bis that they|\bjudged|:|–)\s*(?:judged\s+)?(?:to be\s+)?"
    r"(outstanding|good|inadequate|adequate|requires? improvement(?: to be good)?)\.?$"
    r"|\b(require(?:s)? improvement(?: to be good)?)\.?$|\b(good|outstanding|inadequate|adequate)\s+because:?$",
    re.IGNORECASE,
)
GLUED = re.compile(r"[a-z] (Outstanding|Good|Inadequate|Adequate|Requires [Ii]mprovement(?: to be good)?)$")
SENTENCE = 5  # words at least
FORMS = {
    "outstanding": Grade.OUTSTANDING,
    "inadequate": Grade.INADEQUATE,
    "adequate": Grade.ADEQUATE,
    "improvement": Grade.REQUIRES_IMPROVEMENT,
    "good": Grade.GOOD,
}


def is_grade(text: str) -> bool:
    """Is the text a grade and nothing else?"""
    return bool(ALONE.fullmatch(text) or BRACKETED.fullmatch(text))


def goes_on(text: str) -> bool:
    """Can the text be the second line of a grade: "to be good"?"""
    return bool(REST.fullmatch(text))


def stated(text: str) -> str:
    """The grade that a sentence or heading states at its end, as printed; "" where it states none."""
    match = STATED.search(text)
    return next((group for group in match.groups() if group), "") if match else ""


def judged(text: str) -> str:
    """What a sentence or heading states the grade of: "Care leavers" in "Care leavers: good"."""
    match = STATED.search(text)
    return re.sub(r"\W*\b(?:is|are)?$", "", text[: match.start()].rstrip()) if match else ""


def is_sentence(text: str) -> bool:
    """Does the text end as a sentence does, without stating a grade? Then it is no heading, however it is set."""
    return len(text.split()) >= SENTENCE and text.rstrip("”’\"')").endswith((".", "!")) and not stated(text)


def glued(text: str) -> bool:
    """Does a heading end in the words of a grade cell that was set close to it: "... help and protection Good"?"""
    return GLUED.search(text) is not None


def normalised(grade: str) -> Grade | None:
    """The one form of a printed grade: "Requires Improvement to be good" is Grade.REQUIRES_IMPROVEMENT."""
    words = grade.casefold()
    return next((form for word, form in FORMS.items() if word in words), None)
