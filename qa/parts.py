"""The parts of what is typed: what is asked, one thing each, apart from greeting, thanks and what is told before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.followup import leans, names_no_subject, standalone
from qa.pointing import UNNAMING
from qa.understand import said_of, without_wish
from qa.words import ASKING, content, words

_HELPERS = "is|are|was|were|has|have|had|can|could|will|would|should"
_SUBJECT = (
    r"(?:it|they|this|that|these|those|he|she|we|you|there|the|a|an|any|anyone|anybody|all|its|their|our|his|her|some|"
    r"children|staff|managers|people)"
)
# What opens a question after "and": a question word, "does", or another helper verb with its subject behind it
# ("and are they seen?", not "children who are parents and are in custody").
_ASKING = (
    rf"(?:(?:what|whats|what's|how|hows|how's|why|when|where|which)\b|who(?:'s|s)?\b(?!\s+(?:are|were|have|had)\s+(?!{_SUBJECT}\b))|"
    rf"(?:do|does|did)\b(?!\s+(?:not|so)\b)|(?:{_HELPERS})\s+{_SUBJECT}\b)"
)
_BETWEEN = re.compile(
    rf"\?\s+(?=\S)|(?:\s*[,;–-])?\s+(?:and|but)\s+(?=(?:then\s+|also\s+|if so,?\s+|by\s+)?{_ASKING})|"
    r",\s+(?=(?:what|how|why|who|when)\b)",
    re.I,
)
# "For children in care, how good …", "When a child goes missing, who …": no part, but what the next one is about. "Since
# when …" is one.
_LEAD_IN = re.compile(
    rf"^(?!since when\b)(?:for|as|in|at|on|with|after|since|once|about|regarding|among|because|given|while|although|if|overall|under|by|"
    rf"(?:when|where)\s+(?!(?:{_HELPERS}|do|does|did)\b))\b",
    re.I,
)
_MOST = 3
_HAIL = re.compile(  # "Good morning all, hope you are well.", "Thanks!"
    r"^(?:(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|(?:great|ok|lovely|perfect),?(?: thanks)?|"
    r"(?:just )?(?:a )?quick (?:one|question|query)|"
    r"(?:many )?(?:thanks|thank you|cheers)(?: (?:so|very) much| a lot)?)"
    r"(?: (?:all|both|everyone|everybody|team|there|again|folks|colleagues|(?-i:[A-Z][a-z]+)))*\s*[,.:!–-]+\s+|"
    r"(?:i )?(?:do )?hope (?:you|this|all|everyone|your) [^.!?,]*[.,!]\s+)+(?=\S)",
    re.I,
)
# What only says that another thing is asked the same way: "no, I meant Oldham, not Derby", "not Derby, Oldham", "same question for boys";
# or is only polite: "sorry to bother you". A place named before "I was asking about" is no part of it.
_NAME = r"(?:(?:in|for|at|the) )*(?-i:[A-Z\d])[\w’'-]*(?: (?-i:[A-Z\d])[\w’'-]*)*"
_SORRY = r"(?:oh[\s,]+)?(?:sorry|oops|apologies|my mistake)"
_I_MEANT = (
    r"i (?:(?:actually|really|just) )?"
    r"(?:meant\b(?: to (?:ask|say|type|write)(?: about)?)?|(?:was asking|asked) (?:about|for)\b)[\s,:]+"
)
_CORRECTION = re.compile(
    rf"^(?:{_SORRY}\s+(?:(?:to|for|if)\b(?-i:[^.!?,A-Z–]){{1,40}}[,.!–]+\s+|(?=(?-i:[A-Z])|(?:{ASKING}|i|the)\b))|"
    rf"(?:{_SORRY}|no|nope|actually|wait)(?:\s*[,.:!–-]+\s+|\s+(?=i mea|not\b|what about\b))|"
    r"(?:(?:(?:that|this|it)(?:['’]?s| is| was) )?(?:(?:the )?wrong(?: \w+)?|not (?:it|right|that|what i \w+(?: for)?))"
    rf"\s*[,.;:!–-]+\s+)?{_I_MEANT}|i mean[\s,:]+|"
    rf"not {_NAME}(?:,| but) (?={_NAME}\W*$)|"
    r"(?:(?:and|now|please|(?:can|could|would|will) (?:you|we)|do|ask|try|repeat|run)[ ,]+)*(?:the )?"
    r"same(?: (?:question|thing|search))?(?: again)? (?=(?:for|in|on|of|about|with)\b))+"
    rf"(?:(?P<meant>{_NAME}),? (?:and )?not {_NAME}(?=\W*$)|(?=\S))",
    re.I,
)
_THANKS = re.compile(  # and who gives them; not "wishes and feelings"
    r"(?<=[.?!,])\s*(?:ta(?= (?:all|very much)\b|\W*$)|(?:many |with )?(?:thanks|thank you|thx|cheers)(?! to\b)|regards(?! to\b)|"
    r"(?:with )?(?:(?:kind|kindest|best|warm) )+(?:regards|wishes))\b[^?]{0,60}$",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[^.…][.!?])\s+(?=[^\W_])")  # not at words left out of a quotation
_POLITE = r"^(?:(?:please|pls|so|and|but|ok|now)[ ,]+)*"
_ASKED = re.compile(  # "When it was late, nobody knew." is told
    rf"\?\W*$|{_POLITE}(?:{ASKING})\b(?!.*[.…]\W*$)|"
    rf"{_POLITE}(?:(?:i|we)(?:['’]d)? )?(?:need|want|would like|like|trying) to (?:know|find out|understand|check|see)\b|"
    rf"{_POLITE}{_I_MEANT}|"
    rf"{_POLITE}(?:list|show|tell|give|find|get|compare|quote|summari[sz]e|summary|paras?|paragraphs?|pages?|recs?|recommendations?)\b",
    re.I,
)
_ITS_OWN = 2  # words of meaning that make what is asked stand by itself
_GENERAL = UNNAMING | frozenset(
    "problem problems issue issues concern concerns notice noticed see seen find found comment comments view views improve "
    "improved improvement".split()
)


def told(typed: str) -> tuple[str, str]:
    """What is told before what is asked, and that: each without greeting, thanks, signature and what only says that the question
    before was meant otherwise.

    Nothing is told where what is asked does not stand by itself: "Staff feel stretched. Did inspectors see that?" is one
    question.
    """
    bare = _meant(_plain(typed)).strip(" ,;–-")
    if not any(c.isalnum() for c in bare):
        return "", typed
    if re.search(r"[\"“”]", bare):  # a quotation is not taken apart
        return "", bare
    starts = [0, *(between.end() for between in _SENTENCE.finditer(bare))]
    sentences = [bare[a:b].strip() for a, b in zip(starts, [*starts[1:], len(bare)], strict=True)]
    at = next((at for at, one in zip(starts, sentences, strict=True) if _ASKED.search(one) or said_of(one) != one), 0)
    asked = _meant(re.sub(r"^so\s*[:,–-]\s*", "", bare[at:], flags=re.I))
    own = [word for word in content(asked) if word not in _GENERAL]
    return (bare[:at].strip(), asked) if at and len(own) >= _ITS_OWN and not leans(asked) else ("", bare)


def corrects(typed: str) -> bool:
    """Whether what is typed only says that the question before was meant otherwise: "same question for Derby", "I meant Oldham"."""
    return _meant(_plain(typed)) != _plain(typed) and names_no_subject(told(typed)[1])


def _plain(typed: str) -> str:
    return _THANKS.sub("", _HAIL.sub("", typed))


def _meant(text: str) -> str:
    """The text without what opens it as a correction."""
    return _CORRECTION.sub(r"\g<meant>", text)


def parts(question: str) -> tuple[str, ...]:
    """What the question asks, one thing each, in its own words; a single one where it asks one thing.

    At most three: what comes after the second is one part.
    """
    question = without_wish(question)
    found: list[str] = []
    start = 0
    for between in _BETWEEN.finditer(question):
        left = question[start : between.start()].strip(" ,;–-")
        if (found or content(left)) and not _LEAD_IN.match(left) and len(found) < _MOST - 1:
            found.append(left)
            start = between.end()
    last = question[start:].strip(" ,;–-")
    return (*found, last) if any(c.isalnum() for c in last) else tuple(found)


# "Private fostering and homeless teenagers": what has a verb, or tells one thing by another ("missing from home and care"), is no
# list of subjects.
_LIST_OPENS = re.compile(
    r"^what (?:did|do|does) (?:(?:the|this|our) )?(?:inspectors|ofsted|(?:inspection )?report|they|it) (?:say|find|report) (?:about|on)\s+",
    re.I,
)
_NO_LIST = frozenset(ASKING.split("|")) | frozenset(
    "about as at be been between both but by for from he in into it its no not of off on or our over she than that their them they this "
    "those to under we whose with without".split()
)
_NEXT = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&|plus)\s+", re.I)
_SUBJECT_WORDS = 4


def subjects(question: str, printed: Callable[[str], bool]) -> tuple[str, ...]:
    """The two or three subjects that a question only names, each of a few words; none where it names one, asks something or
    does more than name them. What is `printed` with its "and" is one: "help and protection"."""
    phrase = _LIST_OPENS.sub("", said_of(without_wish(question))).strip(" ?.!,;:")
    found = tuple(_NEXT.split(phrase))
    few = all(content(one) and len(one.split()) <= _SUBJECT_WORDS for one in found)
    if not 2 <= len(found) <= _MOST or not few or _NO_LIST & set(words(phrase)) or re.search(r"\d", phrase):
        return ()
    # Of a list with commas all of it must be printed so: "education, employment and training".
    joined = phrase if re.search("[,;]", phrase) else f"{found[0].split()[-1]} and {found[1].split()[0]}"
    return () if re.search(r"\s(?:and|&|plus)\s", phrase) and printed(joined) else found


def only_names(question: str) -> bool:
    """Whether the question names something and asks nothing of it: "placement with parents"."""
    return not (re.search(r"[?:;]\W*\w| [-–] ", question) or set(ASKING.split("|")) & set(words(question)))


def whole(part: str, first: str) -> str:
    """A later part as it is searched: "why?" with the first part before it, one that stands by itself alone."""
    return standalone(part, [first])
