"""`links check`: the only command that uses the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, print_lines, say
from mlops_path.errors import CannotWriteFile, ExtraMissing, NoNetwork, WrongUsage
from mlops_path.links.findings import DEAD, FINE, MOVED, UNCLEAR
from mlops_path.programs import addresses_of, stored_copy
from mlops_path.text import link_to_open, shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.domain.curriculum import Resource
    from mlops_path.links.findings import Finding
    from mlops_path.tracker import Tracker

INTERRUPTED = 130
LONGEST = 120  # seconds


def check(options: Namespace) -> int:
    if not 0 < options.timeout <= LONGEST:
        raise WrongUsage(f"--timeout takes a number of seconds up to {LONGEST}.", "For example `--timeout 20`.")
    tracker = open_for(options)
    wanted: dict[str, Resource] = {}
    for resource in _resources(tracker, options):
        for url in addresses_of(resource):
            if link_to_open(url) and url.lower().startswith(("http:", "https:")):
                wanted.setdefault(url, resource)
    found, stopped = _found(wanted, options.timeout)
    checked, failed = None, None
    if found:
        try:
            checked, found = tracker.keep_links(found)
        except CannotWriteFile as problem:  # what a check of minutes found is told all the same
            failed = problem
    bad = [finding for finding in found if finding.result != FINE]
    if options.json:
        links = [_record(finding, wanted[finding.url]) for finding in bad]
        if failed is not None:
            failed.details["links"] = links
            raise failed
        print_json({"checked": checked, "addresses": len(found), "fine": len(found) - len(bad), "links": links})
    else:
        if bad:
            print_lines(line for finding in bad for line in _lines(finding, wanted[finding.url]))
        say(_sum(found, len(wanted)))
        if failed is not None:
            raise failed
    return INTERRUPTED if stopped else 0


def _resources(tracker: Tracker, options: Namespace) -> Iterator[Resource]:
    if options.steps:
        yield from (tracker.resource(tracker.find(text).id) for text in options.steps)
        return
    journeys = [tracker.journey]
    if options.all_paths:
        journeys = [tracker.journey_of(line.id) for line in tracker.library.paths]
    for journey in journeys:
        yield from (journey.path.facts[step.number].resource for step in journey.steps)


def _found(addresses: Mapping[str, Resource], timeout: float) -> tuple[list[Finding], bool]:
    """What a check found of the addresses, or of those that it came to before Ctrl-C, and whether it was stopped."""
    if not addresses:
        return [], False
    try:
        from mlops_path.links.checking import Check, Manners  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as missing:
        if missing.name != "urllib3":
            raise
        raise ExtraMissing(
            "Checking links needs urllib3, which is not installed.", "Install it: `pip install 'mlops-path[links]'`."
        ) from None
    from mlops_path.cli.progress_bar import progress_bar  # noqa: PLC0415 - the first thing that takes a while

    check = Check(addresses, Manners(timeout=timeout))
    stopped = False
    try:
        with progress_bar("Checking links", len(addresses)) as advance:
            for _ in check.run():
                advance()
    except KeyboardInterrupt:
        stopped = True
    try:
        return check.findings(), stopped
    except NoNetwork:
        if stopped:  # before anything could be reached
            return [], stopped
        raise


def _lines(finding: Finding, resource: Resource) -> Iterator[str]:
    yield shown(f"{finding.result:<8} {resource.id}  {finding.url}  ({finding.reason})")
    if finding.result == DEAD:
        yield shown(f"{'':8} a stored copy: {stored_copy(resource, finding.url)}")
    elif finding.result == MOVED:
        yield shown(f"{'':8} it is now at: {finding.moved_to}")


def _record(finding: Finding, resource: Resource) -> dict[str, object]:
    return {
        "id": resource.id,
        "title": resource.title,
        "url": finding.url,
        "result": finding.result,
        "status": finding.status,
        "reason": finding.reason,
        "since": finding.since or None,
        "moved_to": finding.moved_to,
        "archive_url": stored_copy(resource, finding.url),
    }


def _sum(found: Iterable[Finding], wanted: int) -> str:
    """The figures in one line: `331 addresses: 320 fine, 3 moved, 4 dead, 4 unclear.`."""
    counts = Counter(finding.result for finding in found)
    if not wanted:
        return "No address to check: none is known here."
    begin = f"{wanted} address{'es' if wanted != 1 else ''}"
    if counts.total() < wanted:
        begin = f"Stopped after {counts.total()} of {begin}"
    return f"{begin}: {', '.join(f'{counts[result]} {result}' for result in (FINE, MOVED, DEAD, UNCLEAR))}."
