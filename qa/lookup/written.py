"""Questions with the places they name in their usual form: "recomendation (vi)" as "recommendation 6"."""

from __future__ import annotations

import re

from qa.lookup.numbers import JOIN, NO, NUMBER, ROMAN, SAID, from_roman
from qa.lookup.place import LISTS
from qa.spelling import mistakes

# What is printed from the one to the other is asked for, not what sets them apart ("the difference between").
_BETWEEN = re.compile(
    rf"(?P<before>^\W*|\b(?:is|are|was|were|stands?|says?|said|printed|written|show|quote|read|open|give|display|print|see|me|all|"
    r"everything|text) )"
    rf"between (?:the )?(?P<what>paragraph|para|recommendation|rec|page)s? (?P<first>{NUMBER}) and (?:(?P=what)s? )?(?P<last>{NUMBER})|"
    rf"(?P<what2>paragraph|para|recommendation|rec|page)s (?:between|from) (?P<first2>{NUMBER}) (?:and|to) (?P<last2>{NUMBER})",
    re.I,
)
# "Paragraph (66)", "recommendations (6) and (7)"; one number after several is how many there are: "recommendations (14)".
_FEW = rf"[(\[“‘\"']\d{{1,3}}(?:{JOIN}\d{{1,3}})*+[)\]”’\"']"
_BRACKETED = re.compile(
    rf"\b(?P<word>(?:paragraph|para|recommendation|rec|page|{'|'.join(LISTS)})(?P<many>s)?:?\s?)(?P<numbers>{_FEW}(?:{JOIN}{_FEW})*+)",
    re.I,
)
ROMANS = re.compile(
    rf"\b(?:recommendation|rec|paragraph|para|{'|'.join(LISTS)})s?\.?\s"
    rf"(?P<numbers>\(?{ROMAN}\)?(?:(?:, | and | & | to |-)\(?{ROMAN}\)?)*+)",
    re.I,
)
_PARAGRAPHS = ("paragraph", "paragraphs")
_RECOMMENDATIONS = ("recommendation", "recommendations")
_THOUSAND = re.compile(rf"\b((?:paragraph|para|page|recommendation|rec){NO})([1-9]),(\d{{3}})\b(?!,)", re.I)
_SLIPS = re.compile(rf"\b(?P<word>[a-z]{{3,18}})(?={NO}(?<=\s)(?:#\s?)?(?:\d|(?:{SAID})))", re.I)


def written_out(question: str) -> str:
    """The question with its numbers in the usual form: "1,135" as 1135, "vi" as 6, "between 60 and 65" as 60 to 65."""

    def figures(match: re.Match[str]) -> str:
        numbers = match["numbers"]
        alone = len(numbers) == 1 and not re.match(r"\W*$|\s(?:of|in|from|for|please)\b", question[match.end() :])
        if alone:  # "the recommendation I made"
            return match.group()
        before = match.group()[: match.start("numbers") - match.start()]
        return before + re.sub(ROMAN, lambda m: str(from_roman(m.group())), numbers, flags=re.I)

    def ends(match: re.Match[str]) -> str:
        what, first, last = (match[name] or match[f"{name}2"] for name in ("what", "first", "last"))
        return f"{match['before'] or ''}{what}s {first} to {last}"

    def bare(match: re.Match[str]) -> str:
        numbers = re.sub(r"[^\w\s,&/+–—-]", "", match["numbers"])
        return match.group() if match["many"] and numbers.isdigit() else match["word"].rstrip() + f" {numbers}"

    question = ROMANS.sub(figures, _THOUSAND.sub(r"\1\2\3", question))
    question = re.sub(r"\bareas for improvements?\b", "area for improvements", question, flags=re.I)
    return _BETWEEN.sub(ends, _BRACKETED.sub(bare, question))


def spelt_right(question: str) -> tuple[str, bool]:
    """The question with "pargraph 30" and "recomendation 6" put right, and whether anything was."""

    def right(match: re.Match[str]) -> str:
        word = match["word"].lower()
        if word in ("parra", "paraa", "praa", "paar", "parah", "parras"):
            return "para"
        meant = (
            _PARAGRAPHS if word.startswith(("p", "ap")) else _RECOMMENDATIONS if word.startswith(("r", "er")) else ()
        )
        near = [one for one in meant if len(word) > 5 and 0 < mistakes(word, one) <= 2]
        return near[0] if near and word not in meant else match.group()

    spelt = _SLIPS.sub(right, question)
    return spelt, spelt != question
