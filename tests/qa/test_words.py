"""Words and their stems."""

import sys
from concurrent.futures import ThreadPoolExecutor

from qa.words import stem


def test_words_stemmed_at_the_same_time_have_the_stems_that_they_have_alone() -> None:
    endings = ("ations", "fulness", "ingly", "iveness", "alities", "ements", "ousness", "izing")
    made = [f"{a}{b}{c}{ending}" for a in "bcdfgklm" for b in "aeiou" for c in "nprstvlm" for ending in endings]
    stem.cache_clear()
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # threads take turns as often as can be
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(stem, made))
    finally:
        sys.setswitchinterval(before)
    stem.cache_clear()
    assert together == [stem(word) for word in made]
