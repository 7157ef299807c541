"""The places that a question names, alone or after others: "paragraph 66", then "and 67?" and "the next one"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.followup import STEP, asks_again
from qa.lookup.naming import named_in
from qa.lookup.numbers import FIGURES, NTHS, SMALL, TH, from_ordinal, numbers_in
from qa.lookup.patterns import without_report
from qa.lookup.place import Place
from qa.words import ASKING, content

_NTH_ONE = re.compile(
    r"^(?:(?:and|ok|okay|then|now|so|please|can you|could you|what(?:['’]s| is| was| does| did| about)?|how about|tell me|show|"
    r"show me|give me|read|read me|quote|explain|see|more|about|on)[,\s]+)*+"
    rf"(?:(?:the |number )?(?P<nth>{NTHS}|\d{{1,3}}{TH}|last|final) (?:one|item|point|bullet(?:[ -]?point)?|thing)|"
    rf"the (?P<alone>{NTHS}|\d{{1,3}}{TH}|last)|(?:item|point|bullet(?:[ -]?point)?) (?P<figure>\d{{1,3}}))"
    r"(?: (?:of|in|on|from) (?:them|these|those|that|(?:the|that|this|your) list))?"
    r"(?:,? (?:says?|said|mean|please|again|too|then|more|(?:in )?(?:full|more detail|detail)))*+\W*$",
    re.I,
)
_BARE = re.compile(rf"^\W*+(?:(?:no\.?|number)\s?)?{FIGURES}\W*+(?:(?:please|pls|again|in full|thanks)\W*+)?$", re.I)
_ASKED_OF = re.compile(  # "66 – what is the number of siblings?"
    rf"^\W*+(?:in )?(?:(?:no\.?|number)\s?)?{FIGURES}\s*(?:[-–:,]|\bsays?\b)\s*(?P<rest>(?:{ASKING})(?:['’]?s)?\s.+)$",
    re.I,
)
_SHOW = re.compile(
    rf"^(?:please |pls |can you |could you )*(?:quote|show(?: me)?|read(?: me| out)?|open|give(?: me)?|see|go to|display|print|"
    rf"what(?:['’]s| is| does| did)(?: in| it say in| under)?)\s(?:(?:no\.?|number)\s?)?{FIGURES}"
    r"(?P<rest>\W++(?:say|says|said)\b.*|\W*+(?:(?:in|full|again|please|pls|verbatim|word|for|exactly|out|to|me|complete(?:ly)?)\b\W*+)*+)$",
    re.I,
)
_ALSO = re.compile(
    rf"^(?:and|or|also|then|now|ok|okay|plus|what about|how about|show(?: me)?|no,?)?[\s,]*+(?:(?:no\.?|number)\s?)?{FIGURES}"
    r"\W*+(?:(?:too|as well|please|then|again|instead)\W*+)?$",
    re.I,
)
_BESIDE = re.compile(
    r"^(?:and |ok |then |now |show (?:me )?|please |what(?:['’]s| is| about)? ?)*(?:the )?(?:one|paragraph|para|recommendation|page) "
    r"(?:(?P<next>after|below|following)|(?P<previous>before|above))(?: (?:that|this|it|that one|please))?\W*$",
    re.I,
)
_SAME = re.compile(
    r"^(?:and |please |ok |can you )*(?:(?:show|quote|read|give|see)(?: me)? )?"
    r"(?:(?:it|that|this|the same)(?: (?:paragraph|para|one|recommendation|page))?)?"
    r"(?: ?(?:again|in full|word for word|verbatim|please|out|once more))+\W*$",
    re.I,
)
# Asked of what was shown: "what does it say about housing?", "where is it?", and not of anything else that is called it.
_IN_IT = re.compile(
    r"^(?:and )?(?:what|does|do|did|is|are|was|were|where|how|who|which|why)\b(?:.*\b(?:"
    r"(?:does|did) it (?:say|mention|tell|talk|refer|state|read|cover|give|name|mean|ask|recommend)|"
    r"in (?:it|there)(?=\W*$)|(?:is|was) in (?:it|there)|(?:this|that) (?:paragraph|para|recommendation|page))\b|"
    r"(?<=what)['’]s in (?:it|there)\b|(?<=where)(?: is|['’]s| was) (?:it|that|this)(?: (?:printed|written|in the report))?\W*$|"
    r"(?<=what) (?:is|was) it(?: about)?\W*$|(?:(?<=\bis)|(?<=\bwas)) it about\b)",
    re.I,
)


def places(question: str, history: Sequence[str] = (), authorities: Sequence[str] = ()) -> tuple[Place, ...]:
    """The places that the question names; `history` holds earlier questions, which "and 67?" and "the next one" lean on.

    `authorities` are those that there are reports of: their names do not get in the way ("quote 66 in Ottermarsh").
    """
    question = " ".join(question.split())
    found = tuple(named_in(question, authorities))
    if found and not (history and nth_one(question)):
        return found
    before = places(history[-1], history[:-1], authorities) if history else ()
    bare = without_report(question, authorities)
    match = _BARE.match(bare) or _ASKED_OF.match(bare) or _SHOW.match(bare)
    if match and not (before and before[-1].sort != "section"):
        rest = match.groupdict().get("rest") or ""
        return (Place("paragraph", numbers_in(match["numbers"]), False, "", rest, plain=False),)
    if before and bare != question and not content(bare):  # "and in Camden?"
        return tuple(replace(one, rest="", plain=False) for one in before)
    return _following(bare, before) if before else ()


def nth_one(question: str) -> int:
    """Which one of a list shown before the question asks for ("tell me more about the second"), -1 the last; 0 where none."""
    match = _NTH_ONE.match(" ".join(question.split()))
    if not match:
        return 0
    said = (match["nth"] or match["alone"] or match["figure"]).lower().replace(" ", "-")
    return -1 if said in ("last", "final") else from_ordinal(said)


def _following(question: str, before: Sequence[Place]) -> tuple[Place, ...]:
    """The place that a follow-up to a look-up means: other numbers, the next ones, or the same again."""
    last = before[-1]
    if _SAME.match(question) or asks_again(question):
        return tuple(replace(one, rest="", plain=False) for one in before)
    if _IN_IT.match(question):
        return tuple(replace(one, rest=question, plain=False) for one in before)
    if last.sort == "section":
        return ()
    nth = nth_one(question)
    if nth and last.sort in ("item", "recommendation") and len(last.numbers) == 1:
        return (replace(last, numbers=(str(nth),), rest="", counted=True, plain=False),)
    also = _ALSO.match(question) or _SHOW.match(question)
    if also:
        numbers = numbers_in(also["numbers"])
        named = last if last.sort == "item" else replace(last, counted=False, page="")
        return (replace(named, numbers=numbers, rest="", plain=False),)
    step = STEP.match(question) or _BESIDE.match(question)
    figures = [int(number.split(".")[-1]) for number in last.numbers if not last.counted or int(number) > 0]
    if not step or not figures:
        return ()
    count = (step.groupdict().get("count") or "1").lower()
    many = SMALL.get(count) or int(count)
    first = min(figures)
    if step["next"]:
        moved = range(max(figures) + 1, max(figures) + 1 + many)
    else:  # number 0, which no report has, where there is nothing before
        moved = range(max(first - many, 1), first) if first > 1 else range(1)
    stem = last.numbers[-1].rpartition(".")[0]
    numbers = tuple(f"{stem}.{n}" if stem else str(n) for n in moved)
    return (replace(last, numbers=numbers, rest="", plain=False),)
