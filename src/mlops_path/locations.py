"""Where files live. Computing a place never creates it."""

from __future__ import annotations

import os
import sys

APP = "mlops-path"
LINUX = {"data": "~/.local/share", "state": "~/.local/state", "cache": "~/.cache"}


def data_folder() -> str:
    """Folder of the record and the learner's own paths."""
    return _folder("data")


def state_folder() -> str:
    """Folder of drafts and crash reports: ours to keep, of no worth on another machine."""
    return _folder("state")


def cache_folder() -> str:
    """Folder of what can be made again from other files."""
    return _folder("cache")


def _folder(kind: str) -> str:
    """`platformdirs.user_KIND_dir`.

    On Linux its rule is two lines, and loading it costs every command as much as starting Python does; there, the
    rule is here, and a test holds it to the library's.
    """
    if sys.platform == "linux":
        base = os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip()
        return os.path.join(base if os.path.isabs(base) else os.path.expanduser(LINUX[kind]), APP)
    import platformdirs  # noqa: PLC0415 - see above

    return str(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


def database_file() -> str:
    return os.path.join(data_folder(), "record.db")


def own_paths_folder() -> str:
    """Folder of the learner's own path files (`*.toml`)."""
    return os.path.join(data_folder(), "paths")


def backups_folder() -> str:
    """Folder of the copies of records, each record with a folder of its own in it."""
    return os.path.join(data_folder(), "backups")


def known_records_folder() -> str:
    """Folder of what is remembered of records: that there is one here, so that a lost one is no first run."""
    return os.path.join(state_folder(), "records")


def drafts_folder() -> str:
    return os.path.join(state_folder(), "drafts")


def seen_editions_folder() -> str:
    """Folder of which editions of the program's paths were seen last."""
    return os.path.join(state_folder(), "editions")


def links_file() -> str:
    """What the last check of addresses found; it can be made again."""
    return os.path.join(state_folder(), "links.json")


def packaged_curriculum_folder() -> str:
    """The curriculum inside an installed package; absent in a checkout."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "_curriculum")


def checkout_curriculum_folder() -> str:
    """The curriculum beside `src/` in a checkout; absent in an installed package."""
    package = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(os.path.dirname(os.path.dirname(package)), "curriculum")
