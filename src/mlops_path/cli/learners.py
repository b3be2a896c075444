"""Learners: list, add, use, rename, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mlops_path.cli.printing import open_for, print_json, print_lines, say
from mlops_path.text import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from mlops_path.storage.store import Learner


def list_learners(options: Namespace) -> None:
    tracker = open_for(options)
    everyone = tracker.learners()
    if options.json:
        print_json([{"name": each.name, "current": each.id == tracker.learner.id} for each in everyone])
        return
    print_lines(f"{'*' if each.id == tracker.learner.id else ' '} {shown(each.name)}" for each in everyone)


def add(options: Namespace) -> None:
    learner = open_for(options).add_learner(options.name)
    _told(options, learner, f"Added {learner.name}. `mlops-path learner use NAME` makes them the current one.")


def use(options: Namespace) -> None:
    learner = open_for(options).use_learner(options.name)
    _told(options, learner, f"The learner is {learner.name} now.")


def rename(options: Namespace) -> None:
    learner = open_for(options).rename_learner(options.name, options.new_name)
    _told(options, learner, f"{options.name} is called {learner.name} now.")


def remove(options: Namespace) -> None:
    learner = open_for(options).remove_learner(options.name)
    _told(
        options,
        learner,
        f"{learner.name} is out of sight. `mlops-path learner add` with that name brings all back.",
    )


def _told(options: Namespace, learner: Learner, sentence: str) -> None:
    if options.json:
        print_json({"learner": learner.name})
    else:
        say(sentence)
