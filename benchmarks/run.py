"""Measures every promise of speed, with its floors and peers in the same run; `make bench` calls it.

Prints one table. A full run also writes it into README.md beside this file; `--quick` and `--only` do not.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)  # the modules beside this one are `benchmarks.…`, for tests as for this script

from benchmarks import commands, table, ui  # noqa: E402 - found through the line above
from benchmarks.records import PYTHON, Homes  # noqa: E402 - the same
from benchmarks.scale import FULL, QUICK, Scale  # noqa: E402 - the same

README = os.path.join(ROOT, "benchmarks", "README.md")
PARTS: dict[str, Callable[[Homes, Scale], list[table.Line]]] = {
    "commands": commands.reading,
    "writing": commands.writing,
    "events": commands.events,
    "loading": commands.loading,
    "report": commands.report,
    "importing": commands.importing,
    "store": commands.store,
    "paint": ui.paint,
    "keys": ui.keys,
    "held": ui.held,
    "filter": ui.filtering,
    "idle": ui.idle,
    "memory": ui.memory,
}


def main() -> int:
    options = _options()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    folders = [os.path.join(ROOT, name) for name in ("src", "benchmarks")]
    subprocess.run([PYTHON, "-m", "compileall", "-q", *folders], check=False)
    begin, load = time.monotonic(), os.getloadavg()[0]
    lines: list[table.Line] = []
    with tempfile.TemporaryDirectory(prefix="mlops-path-bench-") as folder:
        homes = Homes(folder)
        for name in [options.only] if options.only else PARTS:
            since = time.monotonic()
            try:
                lines += PARTS[name](homes, QUICK if options.quick else FULL)
            except (RuntimeError, TimeoutError) as problem:
                lines.append(table.Line(name, "not measured", "", "", f"no: {_first_line(problem)}"))
                print(f"{name}: {problem}", file=sys.stderr)
            print(f"{name}: {time.monotonic() - since:.0f} s", file=sys.stderr)
    minutes = (time.monotonic() - begin) / 60
    print(f"\n{table.text(lines)}\n")
    broken = sum(line.is_broken for line in lines)
    print(f"{broken} of {sum(bool(line.holds) for line in lines)} promises do not hold · {minutes:.1f} minutes")
    if not options.quick and not options.only:
        table.write(README, f"{_told(load, minutes)}\n\n{table.markdown(lines)}")
        print("benchmarks/README.md has the table.")
    return 0


def _first_line(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0][:120].replace("|", "/") if str(problem).strip() else repr(problem)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures the promises of speed.")
    parser.add_argument("--quick", action="store_true", help="fewer runs; the figures are rough")
    parser.add_argument("--only", choices=PARTS, metavar="NAME", help=f"one part: {', '.join(PARTS)}")
    return parser.parse_args()


def _told(load: float, minutes: float) -> str:
    """When and on what it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("mlops-path", "textual", "SQLAlchemy"))
    return (
        f"Measured {datetime.now().astimezone():%Y-%m-%d %H:%M} in {minutes:.1f} minutes: {_processor()}, "
        f"{os.cpu_count()} cores, {platform.system()} {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}, {versions}. "
        f"Load before the run {load:.2f}; every run shares the machine with whatever else it does."
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as facts:
            return next(line.partition(":")[2].strip() for line in facts if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


if __name__ == "__main__":
    sys.exit(main())
