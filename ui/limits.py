"""How often somebody may do something: a sliding minute for each caller, kept in memory and forgotten."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

_MINUTE = 60.0
_CALLERS = 10_000


class Rate:
    """At most `a_minute` times in any minute for one caller. One object per application; safe in threads."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.a_minute = a_minute
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, caller: str, *, count: bool = True) -> int:
        """0 when `caller` may, which is counted as one time unless `count` is False; else the seconds until it may."""
        with self._lock:
            now = self._clock()
            times = self._times.setdefault(caller, deque())
            self._times.move_to_end(caller)
            while len(self._times) > _CALLERS:
                self._times.popitem(last=False)
            while times and times[0] <= now - _MINUTE:
                times.popleft()
            if len(times) >= self.a_minute:
                return max(1, math.ceil(times[0] + _MINUTE - now))
            if count:
                times.append(now)
            return 0
