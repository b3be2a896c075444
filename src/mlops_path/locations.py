"""Where files live. Computing a place never creates it."""

from __future__ import annotations

import os

APP = "mlops-path"


def data_folder() -> str:
    """Folder of the record and the learner's own paths."""
    from platformdirs import user_data_dir  # noqa: PLC0415 - costs 0.5 x `python -c pass`; not for every command

    return user_data_dir(APP, appauthor=False)


def state_folder() -> str:
    """Folder of drafts and crash reports: ours to keep, of no worth on another machine."""
    from platformdirs import user_state_dir  # noqa: PLC0415 - as above

    return user_state_dir(APP, appauthor=False)


def cache_folder() -> str:
    """Folder of what can be made again from other files."""
    from platformdirs import user_cache_dir  # noqa: PLC0415 - as above

    return user_cache_dir(APP, appauthor=False)


def database_file() -> str:
    return os.path.join(data_folder(), "record.db")


def own_paths_folder() -> str:
    """Folder of the learner's own path files (`*.toml`)."""
    return os.path.join(data_folder(), "paths")


def drafts_folder() -> str:
    return os.path.join(state_folder(), "drafts")


def packaged_curriculum_folder() -> str:
    """The curriculum inside an installed package; absent in a checkout."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "_curriculum")


def checkout_curriculum_folder() -> str:
    """The curriculum beside `src/` in a checkout; absent in an installed package."""
    package = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(os.path.dirname(os.path.dirname(package)), "curriculum")
