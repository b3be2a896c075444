"""How long something kept the processor busy, for the rules that no file keeps a learner waiting."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Taken:
    seconds = 0.0


@contextmanager
def processor_time() -> Iterator[Taken]:
    """The work of this process alone: not what else the machine does, and not the tracer that measures coverage.

    `seconds` has it when the block is over.
    """
    taken = Taken()
    tracer = sys.gettrace()
    sys.settrace(None)
    began = time.process_time()
    try:
        yield taken
    finally:
        taken.seconds = time.process_time() - began
        sys.settrace(tracer)
