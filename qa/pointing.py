"""Whether a question points at something that it does not name itself: "are they safe?", "how many were adopted?".

A pronoun is no pointer out of the question where something stands before it that it can mean: "Do care leavers get their
records?" names whose. By the grammar of English "they", "them" and "it" mean nothing of their own clause ("how do
schools help them?" is not about helping schools), but "their" and "its" may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.words import STOP

_TOKEN = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*|[^\w\s]")
_HELPERS = frozenset(
    "is are was were has have had do does did can could will would should may might must be been".split()
)
# What follows a "some" or "all" that stands alone, beside helpers: "do some wait?".
_VERBS = frozenset("get gets got getting still not yet only wait go leave say too so stay feel need have".split())
_UNCOUNTED = _HELPERS | frozenset("about at between by for from in into on with without their his her got get".split())
_CLAUSE = frozenset(  # what a new clause begins with
    "and but or so if when where while who which that what how why whether because before after since until till once "
    "unless as than though although whose".split()
)
_SAYING = frozenset(
    "think thinks thought say says said feel feels felt know knows believe told sure claim mean".split()
)
_PREPOSITIONS = frozenset("about at between by for from in into of on over under with without".split())
_HERE = frozenset(  # "this report" needs no question before it
    "report inspection visit council authority borough county city area service time year day one way".split()
)
# "those who", "those in": said at once who is meant.
_FOLLOWED = frozenset("who whose with in aged living leaving under over at on from without not placed known".split())
# One of them, or a body of people: may be meant by "they".
_GROUPS = frozenset(
    "children people police staff men women child parent person carer teenager youngster kid lad boy girl baby mother "
    "father mum dad worker manager family council authority board team service agency school court partner company firm "
    "panel workforce leaver adopter someone anyone everyone somebody anybody everybody nobody".split()
)
_STARTS = frozenset("their they its it the a an he she".split())  # a clause behind "say"
_INVERTED = frozenset("do does did is are was were".split())  # a subject follows
# They end like several things that "they" could mean.
_NEVER_MEANT = frozenset(
    "always sometimes perhaps towards besides times days weeks months years hours minutes lots".split()
)
TIMES = frozenset(
    "first last next previous earlier earliest prior preceding oldest newest current latest year years month months week weeks day days "
    "time times today now then yet ago still since until before after onward onwards later".split()
)
# Words that name no subject: a time, a quality, or something that is always of something else.
UNNAMING = TIMES | frozenset(
    "good well better best worse wrong right went came happen happens happened long often soon quick quickly fast "
    "late early far bad big large old new high low much true clear easy common timely enough impact difference reason "
    "reasons cause causes evidence example examples detail details figure figures number numbers percentage percent "
    "proportion share total average result results outcome outcomes responsible sure know think feel say says use "
    "uses used make makes made take takes took taken come else really score purpose extent compared recently nationally "
    "locally generally elsewhere everywhere anywhere critical positive negative criticised praised higher highest lower "
    "lowest larger largest smaller smallest stronger strongest weaker weakest fewer fewest".split()
)


def _several(word: str) -> bool:
    return word in _GROUPS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _plural(word: str) -> bool:
    """Not the "family" of "family group conferences"."""
    return (
        word.isupper()
        or word.endswith("s")
        or word.lower() in {"children", "people", "police", "staff", "men", "women"}
    )


def people(word: str) -> bool:
    """Whether the lower-case word names people or a body of them, by its form."""
    return word in _GROUPS or re.sub(r"ies$", "y", word).removesuffix("s") in _GROUPS or word.endswith("ers")


def points_away(question: str) -> bool:
    """Whether the question holds a pronoun, or a "how many" or "some", of which it does not say what is meant."""
    said = [token.replace("’", "'") for token in _TOKEN.findall(question)]
    said = [re.sub(r"(?<=.)(?:n't|'.*)$", "", token) for token in said]  # "who've", "isn't"
    low = ["IT" if token == "IT" and not question.isupper() else token.lower() for token in said]
    return any(
        kind and not _named(said, low, place, kind) for place in range(len(low)) for kind in [_pointer(low, place)]
    )


def naming(question: str, earlier: str) -> str:
    """The question with what "they" are in the earlier one, people sooner than things: "do PAs have many cases?" makes "do PAs
    know them?" of "do they know them?". "" where nobody is pointed at so, or it is said of them there which are meant."""
    said = _TOKEN.findall(earlier)
    low = [token.lower() for token in said]
    meant = [at for at in range(len(low)) if _meant(said, low, at, "many") and _plural(said[at])]
    at = next((at for at in meant if people(low[at])), meant[0] if meant else -1)
    if at < 0 or _FOLLOWED & set(low[at + 1 : at + 2]):
        return ""
    first = at
    while first and low[first - 1][0].isalnum() and low[first - 1] not in STOP | _HELPERS:
        first -= 1
    they = " ".join(said[first : at + 1])
    theirs = they + ("'" if they.endswith("s") else "'s")
    named, found = re.subn(
        r"\b(?:they|them|(their))\b", lambda one: theirs if one[1] else they, question, count=1, flags=re.I
    )
    return named if found else ""


def _pointer(low: Sequence[str], place: int) -> str:
    """What the word at that place points at: "many", "one" or "any" of either; nothing where it does not point."""
    word = low[place]
    before, after = low[place - 1] if place else "", low[place + 1] if place + 1 < len(low) else ""
    ends = not after or not after[0].isalnum()
    if word in {"they", "them", "their"}:
        # "what did they say about neglect?": the inspectors
        of_inspectors = word == "they" and before == "did" and after in {"say", "think", "find", "make"}
        return "" if of_inspectors and any(w not in STOP and w.isalnum() for w in low[place + 2 :]) else "many"
    if word in {"it", "its", "he", "she"}:
        return "" if word == "it" and _says_nothing(" ".join(low[place + 1 :])) else "one"
    if word == "ones":
        return "" if before in {"little", "young", "loved"} else "many"
    if word == "one" and after != "to":  # "the one to one support"
        # "the new one", not "the number one aim"
        described = place > 1 and low[place - 2] == "the" and before != "number"
        return "any" if ends or described or (before == "the" and after in STOP - {"thing", "things"}) else ""
    if word in {"that", "this", "these", "those"}:
        stands = before in _HELPERS | _PREPOSITIONS | {"how", "why", "if", "whether"} or word in {"these", "those"}
        here = after in _HERE or after.removesuffix("s") in _HERE or after.replace("ies", "y") in _HERE
        ends = ends or after in {"up", "out", "off", "before", "again", "too", "since"}
        return "any" if ends or (stands and not here and (word != "those" or after not in _FOLLOWED)) else ""
    if word == "many" and before == "how":
        return "" if _counted(low[place + 1 :]) else "any"
    if word == "others" and before in _HELPERS:
        return "any"
    if word in {"some", "any", "most", "all", "none", "both"} and before in _HELPERS:
        return "" if _counted(low[place + 1 :]) or (after not in _HELPERS | _VERBS and before != "do") else "any"
    return ""


def _says_nothing(after: str) -> bool:
    """Whether "it" is the report ("what does it say on …?") or nothing ("how long does it take to …?", "is it easy to …?")."""
    return bool(
        re.match(r"(?:say|says|said|mention)\b(?: \w+)* \w{3,}", after)
        or re.match(r"(?:take|takes|took)\b.* (?:to|for|from|before|until) \w+", after)
        or re.match(r"(?:\w+ )?(?:for .+ )?to \w+|(?:true|clear|known|said) (?:that|how|who|why|what|whether)\b", after)
    )


def _counted(after: Sequence[str]) -> bool:
    """Whether the words after "how many" or "some" begin with what is counted."""
    for word in after:
        if word in _UNCOUNTED or not (word[0].isalnum() or word in "()'/"):
            return False
        if _several(word) or word == "lac":
            return True
    return False


def _named(said: Sequence[str], low: Sequence[str], place: int, kind: str) -> bool:
    """Whether something stands before the pointer that it can mean."""
    word, before = low[place], low[place - 1] if place else ""
    breaks = [
        at
        for at in range(place)
        if low[at] in _CLAUSE or not low[at][0].isalnum() or (low[at] in _SAYING and low[at + 1] in _STARTS)
    ]
    until = breaks[-1] if breaks else 0
    if word in {"their", "its"}:
        if low[place + 1 : place + 2] == ["own"] and "who" in low[:place]:
            return True
        inverted = before in _INVERTED and not _HELPERS & set(low[until : place - 1])
        until = until if inverted else place  # "what reasons did their parents give?"
    elif word in {"one", "ones"}:
        articles = [at for at in range(max(0, place - 3), place) if low[at] in {"a", "an", "the"}]
        until = articles[-1] if articles else until
    elif word == "they" and before.isalnum() and before not in _HELPERS | _CLAUSE | _SAYING:
        until = place - 1  # "the families they work with"
    meant = [at for at in range(place) if _meant(said, low, at, kind)]
    if any(at < until for at in meant):
        return True
    aims = [at for at in range(place) if low[at] == "to"]  # "support for carers to keep them"
    return bool(aims) and any(at < aims[-1] and _PREPOSITIONS & set(low[max(0, at - 2) : at]) for at in meant)


def _meant(said: Sequence[str], low: Sequence[str], at: int, kind: str) -> bool:
    """Whether the word there can be what is meant: several or a body for "they", one thing or a body for "it"."""
    word = low[at]
    if not word[0].isalnum() or word in UNNAMING | _HELPERS or (word in STOP and word not in {"someone", "anyone"}):
        return False
    if at and low[at - 1] in {"who", "what", "that"} and not said[at].isupper():
        return False  # a verb: "what helps them?"
    name = said[at][0].isupper()
    if kind == "many":
        return (name or _several(word)) and word not in _NEVER_MEANT
    single = name or word in _GROUPS or not (_several(word) or word.endswith(("ed", "ly")))
    return single or kind == "any"
