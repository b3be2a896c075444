"""How long something kept the processor busy, for the rules that no file keeps a learner waiting."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

_calls = count(1)


class Taken:
    seconds = 0.0


@contextmanager
def processor_time() -> Iterator[Taken]:
    """The work of this block alone: not what else the machine does, nor the tracer that measures coverage.

    And not the collector's walks through what earlier tests left, which take a third of a second after thousands of
    them. `seconds` has it when the block is over.
    """
    taken = Taken()
    tracer = sys.gettrace()
    sys.settrace(None)
    gc.freeze()
    began = time.process_time()
    try:
        yield taken
    finally:
        taken.seconds = time.process_time() - began
        gc.unfreeze()  # all of it counts as old now, where the collector hardly ever looks: records left open in cycles
        if next(_calls) % 100 == 0:
            gc.collect()
        sys.settrace(tracer)
