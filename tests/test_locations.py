"""Where files live: each platform's own places, and nothing is made by asking."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from mlops_path import locations

PLACES: dict[str, tuple[Callable[[], str], str]] = {
    "data": (locations.data_folder, "data/mlops-path"),
    "state": (locations.state_folder, "state/mlops-path"),
    "record": (locations.database_file, "data/mlops-path/record.db"),
    "own paths": (locations.own_paths_folder, "data/mlops-path/paths"),
    "links": (locations.links_file, "state/mlops-path/links.json"),
    "drafts": (locations.drafts_folder, "state/mlops-path/drafts"),
}


@pytest.mark.parametrize(("place", "below"), list(PLACES.values()), ids=list(PLACES))
def test_every_place_is_where_the_platform_says(home: Path, place: Callable[[], str], below: str) -> None:
    """Backups and cleaners know these folders; moving one variable moves everything."""
    assert place() == str(home / below)


def test_the_cache_is_where_the_platform_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be made again lies where cleaners may delete it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))

    assert locations.cache_folder() == str(home / "cache" / "mlops-path")


@pytest.mark.parametrize("value", [None, ""])
def test_without_variables_the_places_are_below_the_home(
    home: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """Most learners never set one, and an empty one is not set."""
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)

    assert locations.database_file() == str(home / ".local" / "share" / "mlops-path" / "record.db")
    assert locations.state_folder() == str(home / ".local" / "state" / "mlops-path")
    assert locations.cache_folder() == str(home / ".cache" / "mlops-path")


def test_asking_for_a_place_makes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mlops-path info` on somebody's machine leaves no trace."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    before = sorted(home.rglob("*"))
    for place, _ in PLACES.values():
        place()
    locations.cache_folder()
    locations.packaged_curriculum_folder()
    locations.checkout_curriculum_folder()

    assert sorted(home.rglob("*")) == before


def test_private_things_do_not_lie_where_cleaners_delete(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record or a draft in the cache would be gone one day."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))

    assert not any(place().startswith(locations.cache_folder()) for place, _ in PLACES.values())


def test_the_curriculum_is_in_the_package_or_beside_the_source() -> None:
    """A checkout uses the files that one edits; an installed program those it came with."""
    package = os.path.dirname(locations.__file__)

    assert os.path.dirname(locations.packaged_curriculum_folder()) == package
    assert os.path.isfile(os.path.join(locations.checkout_curriculum_folder(), "paths", "mlops.toml"))


@pytest.mark.parametrize("value", [None, "", "  ", "/some/where", "not/from/the/root"])
@pytest.mark.parametrize("kind", ["data", "state", "cache"])
def test_the_rule_kept_here_is_the_librarys(monkeypatch: pytest.MonkeyPatch, kind: str, value: str | None) -> None:
    """Other programs find our files by the library's rule; ours is a copy of it because that one is slow to load."""
    name = f"XDG_{kind.upper()}_HOME"
    monkeypatch.delenv(name) if value is None else monkeypatch.setenv(name, value)
    expected = str(getattr(platformdirs, f"user_{kind}_dir")("mlops-path", appauthor=False))

    assert getattr(locations, f"{kind}_folder")() == expected
