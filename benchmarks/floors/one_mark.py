"""One mark through the tracker against one raw insert, each committed (WAL, FULL), in one process and turn by turn.

Arguments: the record, how often. Prints JSON: of every `raw` insert and every `mark` the seconds of
wall time and of processor time.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from contextlib import closing

from mlops_path.tracker import open_tracker

COLUMNS = (
    "op_id",
    "part",
    "device",
    "learner",
    "kind",
    "resource",
    "at_utc",
    "offset_minutes",
    "recorded_utc",
    "payload",
    "undo_of",
    "chain",
)
TABLE = f"CREATE TABLE event (seq INTEGER PRIMARY KEY, {', '.join(COLUMNS)})"
INSERT = f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - constants
WARM_UP = 5


def now() -> tuple[float, float]:
    """Seconds of wall time and of this process's processor time."""
    return time.perf_counter(), time.process_time()


def main() -> int:
    database, times = sys.argv[1], int(sys.argv[2])
    tracker = open_tracker(database=database)
    steps = [step.id for step in tracker.journey.steps if not tracker.journey.parts_on_path(step.id)]
    raw_file = os.path.join(os.path.dirname(database), "raw.db")
    raw_times, mark_times = [], []
    with closing(sqlite3.connect(raw_file, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute(TABLE)
        tracker.toggle(steps[0])
        with closing(sqlite3.connect(database)) as record:
            columns = ", ".join(COLUMNS)
            row = record.execute(f"SELECT {columns} FROM event ORDER BY seq DESC").fetchone()  # noqa: S608 - constants
        for number in range(times + WARM_UP):
            begin = now()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(INSERT, row)
            raw.commit()
            middle = now()
            tracker.toggle(steps[number % len(steps)])
            end = now()
            if number >= WARM_UP:
                raw_times.append((middle[0] - begin[0], middle[1] - begin[1]))
                mark_times.append((end[0] - middle[0], end[1] - middle[1]))
    tracker.close()
    print(json.dumps({"raw": raw_times, "mark": mark_times}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
