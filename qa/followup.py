"""Follow-up questions, made whole from the questions before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa import holdings, particulars
from qa.asks import asked_for
from qa.authorities import named
from qa.comparisons import YEAR
from qa.inspections import DATE, LEAVES_OUT_FIRST
from qa.pointing import TIMES, UNNAMING, naming, people, points_away
from qa.understand import ONCE_MORE, without_wish
from qa.words import ASKING, content, words

_OPENERS = re.compile(
    r"^(?:compare (?:that|this|it|them|those|with|to)|compared|versus|vs|and|but|so|or|what about|how about|ok|also|any other|more|"
    r"any(?:thing|one|body|where) else|"
    r"(?:only|just) (?:those|these|the ones|(?:the )?(?:reports|inspections)|in|from|since|after|before|between|for|of|20\d\d)|"
    r"(?:limit|restrict|narrow) (?:that|this|it|them)|not (?:before|after|since)|"
    r"(?:ignore|exclude|leave out) (?:anything|everything|reports))\b",
    re.I,
)
_PLACE = r"(?:paragraph|para|page|section|report)(?: number)?s?"
_AGAIN = re.compile(
    rf"^(?:and )?(?:(?:which|what) {_PLACE}(?: (?:was|is|were|are) (?:that|this|it|those)|(?: please)?\W*$)|where (?:was|is) that|"
    r"(?:where do(?:es)?|who) (?:(?:it|they|the reports?|inspectors) )?sa(?:y|ys|id) (?:that|this|it|so)\W*$|"
    rf"(?:(?:please|(?:can|could) (?:you|i)) )*(?:give|show|tell|have|see)(?: me)? the (?:{_PLACE}|quot(?:e|ation)s?|source|reference)"
    r"(?: please)?\W*$)",
    re.I,
)
_MORE = re.compile(
    r"^(?:please )?(?:(?:(?:can|could) (?:you|i|we) )?(?:(?:show|tell|give|have|see|say) (?:me )?|any )?"
    r"(?:more|the rest|others|anything else)(?: please| paragraphs| details?)*|"
    r"is (?:that|this|it) (?:all|everything)|go on)\W*$",
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
READ = 36  # words, of the 64 word pieces that the reader model takes of a question
# "What does Derby say?", "is Derby better?", after a question that says of what.
_OF_WHAT = re.compile(r"\b(?:(?:says?|said)(?: (?:in|at|for) .+)?|compares?|better|worse|the same)\W*$", re.I)
_FINDING = (
    r"(?:(?:problem|issue|concern|strength|criticism|finding|approach)s?|weakness(?:es)?|difficult(?:y|ies)|picture)"
)
_THE_SAME = re.compile(rf"\bthe same {_FINDING}\W*$|\bothers?\b.*\b(?:the same|(?:similar|such) {_FINDING})\W*$", re.I)
_ALONE = re.compile(r"\b(?:recommendations|areas for improvement|priority actions|grades|judge?ments|ratings)\b", re.I)
_ASKING = re.compile(rf"\b(?:{ASKING})\b", re.I)
# "in 2018?", "for boys": another condition, or only another subject, on the question before.
_CONDITION = r"(?:among|as at|at|between|by|compared|during|for|from|in|inside|outside|over|since|under|until|with|within|without)\b"
_FRAGMENT = re.compile(rf"^(?:{_CONDITION}|(?:about|of|on)\b)", re.I)
_OPENED = re.compile(r"^(?:(?:and|but|so|or|ok|also|what about|how about)\b[,\s]*)+", re.I)
_OTHER = re.compile(
    r"^(?:(?:(?:and|but|ok|so)\b[,\s]*)*(?:what|how) about\b|(?:(?:ok|so|yes)\b[,\s]*)?and(?: about| on)?\b(?! (?:then|now)\b))"
    r"(?P<subject>.+)$",
    re.I,
)
# What all services and children have: "are plans good?" after a question on disabled children is meant of theirs, if anything is
# found.
_EVERYBODYS = re.compile(
    r"^(?:are|is|was|were|how(?:['’]?s| is| are| good (?:is|are))) (?:the )?"
    r"(?P<subject>plans?|planning|decisions?|decision[- ]making|caseloads?|training|families|health|visits|recruitment)"
    r"(?: (?:\w+(?:ed|ly|able)|good|better|bad|high|low|quick|slow|late|regular|frequent|clear|long|seen|made|done|any|very|too|so))*\W*$",
    re.I,
)
_TOO = re.compile(r"(?:,? (?:too|also|instead|as well|please))+(?=\W*$)", re.I)
_UNSAID = re.compile(  # "what changed?", "who leads the team?", "to what extent?", "what's planned?", "how many boys?", "any concerns?"
    r"^(?:(?:(?:by|for|in|over|to) )?(?:who|what|which) (?!is\b|are\b|was\b)\w+(?: the (?:help|service|support|team))?|how many \w+|"
    r"what(?:['’]?s| has| have| had| is| was| were) \w+ed(?: since(?: then)?)?|"
    rf"(?:(?:is|are|was|were) there )?any (?:\w+ )?{_FINDING}(?: at all)?)\W*$",
    re.I,
)
_FULL = re.compile(
    r"^(?:and|but|so|also|ok|or)\b[,\s]+(?:what|how|why|who|when|where|which|is|are|was|were|has|have|had|do|does|did|can|could|"
    r"will|would|should)\b(?! about\b)",
    re.I,
)
_HELD = r"\b(?:are|is|was|were|have|has|had|do|does|did|went|go|goes|got|get|gets|left|leave)\b"
_COUNTS = re.compile(
    rf"\bhow (?:many|much) (?:\w+ ){{0,3}}{_HELD}", re.I
)  # and says what of them: "how many were adopted?"
_ONLY_COUNTED = re.compile(
    rf"^(?:how (?:many|much)|what (?:proportion|percentage|share|number))\b(?!.*{_HELD})(?:\W*\w+){{0,4}}\W*$", re.I
)
_ORDERED = frozenset("first last previous prior earlier earliest oldest newest latest recent current".split())
_PLACES = frozenset("elsewhere everywhere anywhere else".split())
_POINTING = frozenset(
    "it its they their them those he she ones that this these those one some there others other any same too either".split()
)


def standalone(question: str, history: Sequence[str]) -> str:
    """The question as it is to be searched: alone, or joined to the earlier question that it leans on.

    A question leans on an earlier one when it opens like a follow-up, points at what it does not name, or names no subject
    of its own and asks for no list that stands by itself ("list the recommendations").
    """
    return joined(turns(question, history))


def joined(said: Sequence[str]) -> str:
    """The questions that make one whole, as `turns` gives them, as one text to search.

    Of many those between the first and the last few are left out, since no model reads so much at once.
    """
    *earlier, last = said
    while len(earlier) > 1 and len(words(" ".join([*earlier, last]))) > READ:
        del earlier[1]
    return " – ".join([*(turn.rstrip(" ?.!") for turn in earlier), last])


def turns(question: str, history: Sequence[str]) -> tuple[str, ...]:
    """The questions that make it whole, oldest first, itself the last unless it only asks for the last answer again."""
    if not history or not leans(question):
        return (question,)
    base = turns(history[-1], history[:-1])
    return base if asks_again(question) else (*base, question)


def leans(question: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    question = without_wish(question.strip())  # "neglect, I need all of it"
    opens = _OPENERS.match(question) or STEP.match(question)
    # "when was the inspection, and who led it?", "which reports are there?"
    if not opens and (particulars.asks(question) or holdings.asks([question], ())):
        return False
    return bool(opens or asks_again(question) or _bare(question) or points_away(question) or _THE_SAME.search(question))


def leads_nowhere(question: str) -> bool:
    """Whether the question has no word of its own but what points at an earlier one: "what about it?", "and before that?"."""
    rest = [
        word
        for word in words(opened(question))
        if word not in _POINTING and word not in {"then", "before", "why", "about"}
    ]
    return not rest or asks_again(question)


def names_no_subject(question: str) -> bool:
    """Whether the question asks nothing and says only where, when or of whom: "for Derby", "the 2019 one", "boys"."""
    return _bare(question) and not _ASKING.search(question)


def _bare(question: str) -> bool:
    """Whether the question has no subject of its own. A topic is one, even a single word ("LADO", "is neglect common?")."""
    if _ALONE.search(question):
        return False
    question = DATE.sub(
        " ", re.sub(LEAVES_OUT_FIRST, "", question, flags=re.I)
    )  # "not Derby" says no more than "Derby" does
    own = {word.removesuffix("'s") for word in content(question) if not re.search(r"^\d+$|n't$", word)} - UNNAMING
    own |= {word.lower() for word in re.findall(r"\b[A-Z]{2,}\b", question)}  # "I-CAN"
    if not own or _UNSAID.match(question) or _EVERYBODYS.match(question):
        return True
    places = {word for name in named(question) for word in content(name.typed)}
    said = set(words(question))
    elsewhere = (places or re.search(YEAR, question) or _ORDERED & said) and own - ONCE_MORE - _ORDERED <= places
    if elsewhere and ONCE_MORE & said:
        return True
    if own <= {*places, "compare"} and _OF_WHAT.search(question):
        return True
    if _ASKING.search(question) or len(own) > _FEW:
        return False
    return bool(elsewhere or _FRAGMENT.match(question.strip())) or (len(own) == 1 and people(*own))


def asking(said: Sequence[str]) -> str:
    """The one of the questions that make it whole which says what sort of thing is wanted, a number or a name.

    That is the newest, but where it only puts another condition ("and for boys?", "what about 2018?") the one before.
    `said` is what `turns` gives.
    """
    *before, newest = said
    group = people(([*_head(opened(newest))] or [""])[-1]) and not _ASKING.search(opened(newest))
    return asking(before) if before and (group or _swaps(newest)) else newest


def _head(text: str) -> list[str]:
    """The words of what a phrase names first, without times and places: "girls" of "the girls in custody in 2018"."""
    first = words(re.split(rf"\b(?:{_CONDITION}|of\b|on\b|who\b)", DATE.sub(" ", text), flags=re.I)[0])
    return [word for word in first if word not in TIMES | _PLACES and not word.isdigit() and word != "the"]


def _swaps(question: str) -> bool:
    """Whether the question names only another time, place or inspection, of which the same is asked."""
    rest = _TOO.sub("", opened(question))
    if _ASKING.search(rest) or points_away(rest):
        return False
    head = _head(rest)
    place = bool(re.fullmatch(r"[A-Z][a-z]+(?:[ -](?:[A-Z][a-z]+|and|upon|on))*\W*", rest))
    conditional = bool(re.match(_CONDITION, rest, re.I))
    return conditional or place or not head or head[-1] == "those"


def asks_anew(question: str) -> bool:
    """Whether a follow-up asks a whole question of its own ("and how many boys are excluded?").

    It is searched with the question before it, but read by itself: an answer to that one is no answer to it.
    """
    counted = _COUNTS.search(question) and not people(([*content(question)] or ["people"])[-1])
    enough = 1 if counted else _FEW
    whole = _FULL.match(question.strip()) and not _POINTING & set(words(question))
    return bool(whole) and len(content(question)) >= enough and not _ONLY_COUNTED.match(opened(question))


def opened(question: str) -> str:
    """The question without what only ties it to the one before ("and", "but what about")."""
    return _OPENED.sub("", question.strip())


def other_subject(said: Sequence[str]) -> str:
    """The subject of a follow-up that names another one ("what about adoption?", "and health?", "are plans good?"); "" where it does not.

    It may be meant of what was asked before ("how many visits were late?"), or by itself; a group of people of whom a number
    or the like is wanted only of that. `said` is what `turns` gives.
    """
    *before, newest = said
    other = (_OTHER.match(newest.strip()) or _EVERYBODYS.match(newest.strip())) if before else None
    subject = _TOO.sub("", other["subject"]).strip(" ?.!,") if other else ""
    places = {word for name in named(subject) for word in content(name.typed)}  # "and Derby's report?"
    own = {word.removesuffix("'s") for word in content(" ".join(_head(subject)))} - UNNAMING - places
    if not own or _ASKING.search(subject) or points_away(subject) or _swaps(subject):
        return ""
    counted = people((_head(subject) or [""])[-1]) and asked_for(asking(before))
    return "" if counted else subject


def by_itself(part: str, first: str) -> str:
    """What a later part of a question asks where it leans on the first and yet may mean something of its own: another subject
    ("what about young carers?"), another number after one ("how many on plans?"), something of whom the first names ("do they
    know them?"). "" where it can only mean the first."""
    if not leans(part):
        return ""
    subject = other_subject((first, part))
    if subject:
        return f"What did inspectors say about {subject}?"
    return part if _ONLY_COUNTED.match(first) and _ONLY_COUNTED.match(part) else naming(part, first)


def turned(said: Sequence[str]) -> int:
    """Where the last of the questions that names another subject stands, which those after it lean on; 0 where none does."""
    return next((at for at in range(len(said) - 1, 0, -1) if other_subject(said[: at + 1])), 0)


def asks_again(question: str) -> bool:
    """Whether the question wants the last answer again: "which paragraph was that?", "show me more"."""
    return bool(_AGAIN.match(question.strip()) or _MORE.match(question.strip()))


def wants_more(question: str) -> bool:
    """Whether the question wants a longer list for the last question."""
    return bool(_MORE.match(question.strip()))
