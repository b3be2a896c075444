"""Prints the seconds that a fresh process takes to load the curriculum: every path's line, and the path of `next`."""

from __future__ import annotations

import time

from mlops_path.curriculum.library import DEFAULT_PATH, open_library

begin = time.perf_counter()
open_library().path(DEFAULT_PATH)
print(time.perf_counter() - begin)
