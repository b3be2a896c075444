"""The learner's other programs: the browser and the editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from mlops_path.domain.curriculum import Resource
from mlops_path.errors import MlopsPathError, NoEditor, NoLink, UnsafeLink
from mlops_path.text import link_to_open

EDITOR_HINT = "Set one, for example `export EDITOR=nano`, or write with `mlops-path note STEP -m TEXT`."


def address_of(resource: Resource, *, archive: bool = False) -> str:
    """The address to open: its own, else a free version; with `archive` a stored copy of it.

    Raises:
        NoLink: it has none.
        UnsafeLink: it has one that no browser may be started with.
    """
    url = resource.url or resource.free_url
    if url is None:
        raise NoLink(
            f"No address is known for '{resource.title}'.",
            resource.remark or "Search for the title in a browser.",
        )
    link = link_to_open(stored_copy(resource, url) if archive else url)
    if link is None:
        raise UnsafeLink("That address is not one that may be opened: only http, https and mailto are.")
    return link


def addresses_of(resource: Resource) -> Iterator[str]:
    """Every address of a resource, in no promised order; some may be the same."""
    for url in (resource.url, resource.free_url, resource.archive_url, *(more.url for more in resource.more)):
        if url:
            yield url


def stored_copy(resource: Resource, url: str) -> str:
    """Where to look for what stood at one of the addresses of a resource: the known copy, else a search for one."""
    main = resource.url or resource.free_url
    if url == main and resource.archive_url:
        return resource.archive_url
    if url == resource.archive_url and main:
        url = main  # a copy that is gone itself
    return f"https://web.archive.org/web/{url}"


def browse(link: str, *, quiet: bool = False) -> bool:
    """Hands an address to the learner's browser; False where there is none.

    It runs in a process of its own: with `quiet`, nothing that it prints gets onto our screen or into our output.
    """
    import subprocess  # noqa: PLC0415 - only a link needs it
    import sys  # noqa: PLC0415 - the same

    opened = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
    stream = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(  # noqa: S603 - `link` passed `link_to_open`
            [sys.executable, "-c", opened, link],
            check=False,
            stdin=stream,
            stdout=stream,
            stderr=stream,
            start_new_session=quiet,  # closing this terminal is not meant for a browser that was opened from it
        )
    except OSError:
        return False
    return done.returncode == 0


def editor() -> list[str]:
    """The learner's editor and its options, from `$VISUAL` or `$EDITOR`.

    Raises:
        NoEditor: neither is set to something that can be run.
    """
    import shlex  # noqa: PLC0415 - only an edit needs it
    import shutil  # noqa: PLC0415 - the same

    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError:
            raise NoEditor(f"${name} is not a command: a quote in it is not closed.", EDITOR_HINT) from None
        if words:
            if shutil.which(words[0]) is None:
                raise NoEditor(f"${name} names a program that is not there.", EDITOR_HINT)
            return words
    raise NoEditor("No editor is set: neither $VISUAL nor $EDITOR.", EDITOR_HINT)


@contextmanager
def edited(text: str, command: list[str]) -> Iterator[str]:
    """`text` as the learner left it in the editor. The file is kept if the block inside fails to keep the text.

    Raises:
        MlopsPathError: the editor failed; nothing was changed.
    """
    import subprocess  # noqa: PLC0415 - only an edit needs it
    import sys  # noqa: PLC0415 - the same
    import tempfile  # noqa: PLC0415 - the same

    descriptor, file = tempfile.mkstemp(prefix="mlops-path-note-", suffix=".md")
    with open(descriptor, "w", encoding="utf-8", newline="\n") as target:
        target.write(text)
    try:
        # What the editor prints is no part of our output, where that goes into a pipe.
        stdout = None if sys.stdout.isatty() else sys.stderr.fileno()
        done = subprocess.run([*command, file], check=False, stdout=stdout)  # noqa: S603 - the learner's own command
        status = done.returncode
    except OSError as problem:
        os.unlink(file)
        raise MlopsPathError(f"The editor could not be started: {problem.strerror}.", EDITOR_HINT) from None
    if status < 0:  # killed: what was typed so far may be in the file
        raise MlopsPathError("The editor was killed; the note is as it was.", f"What it had saved is in {file}.")
    if status != 0:
        os.unlink(file)
        raise MlopsPathError(f"The editor ended with status {status}; the note is as it was.", "Try again.")
    try:
        with open(file, encoding="utf-8", errors="replace") as source:
            changed = source.read()
    except OSError as problem:
        left = f"The editor left no text: {problem.strerror}; the note is as it was."
        raise MlopsPathError(left, "Try again.") from None
    try:
        yield changed.removesuffix("\n") if not text.endswith("\n") else changed
    except MlopsPathError as problem:
        problem.hint = f"{problem.hint} What you wrote is in {file}.".strip()
        raise
    os.unlink(file)
