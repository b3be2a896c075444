"""The address of a step, in the browser or printed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, print_lines, say
from mlops_path.programs import address_of, browse

if TYPE_CHECKING:
    from argparse import Namespace


def open_step(options: Namespace) -> int:
    tracker = open_for(options)
    step = tracker.find(options.step)
    resource = tracker.resource(step.id)
    known = None if options.archive else tracker.link(resource.url or resource.free_url)
    gone = known.since if known is not None and known.is_dead else ""
    link = address_of(resource, archive=options.archive or bool(gone))
    document = {"id": step.id, "url": link, **({"gone_since": gone} if gone else {})}
    if options.print_only:
        if options.json:
            print_json(document)
        else:
            if gone:
                say(f"The page was gone on {gone}; this is where a stored copy is:")
            print_lines([link])
        return 0
    opened = browse(link, quiet=not sys.stdout.isatty())
    if options.json:
        print_json({**document, "opened": opened})
    elif opened:
        say(f"The page was gone on {gone}; opened the stored copy {link}" if gone else f"Opened {link}")
    else:
        say("No browser was found; this is the address:")
        print_lines([link])
    return 0 if opened else 1
