"""Whose record it is."""

from __future__ import annotations

from mlops_path.domain.dates import iso
from mlops_path.errors import NotANewName, WrongUsage
from mlops_path.storage.store import EVERYBODY, Learner
from mlops_path.text import clean_line
from mlops_path.tracker.changing import Changing, new_id
from mlops_path.tracker.looking import LEARNER_SETTING, named


class Learners(Changing):
    """Everyone who has a record in the same file."""

    def add_learner(self, name: str) -> Learner:
        """Adds a learner; one that was removed comes back with the whole record.

        Raises:
            NotANewName: somebody has that name already.
        """
        name = _learner_name(name)
        with self._writing():
            everyone = self._everyone()
            known = next((each for each in everyone if each.name.casefold() == name.casefold()), None)
            if known and not known.removed:
                raise NotANewName(f"There is a learner '{known.name}' already.", "Choose another name.")
            if known:
                self._store.change_learner(known.id, known.name, removed=False)
                return known._replace(removed=False)
            learner = Learner(new_id(), name, iso(self.now()), removed=False)
            self._store.add_learner(learner)
        return learner

    def use_learner(self, name: str) -> Learner:
        """Makes somebody the learner whom commands without `--learner` mean."""
        with self._writing():
            learner = named(self._everyone(), name)
            self._store.keep_setting(EVERYBODY, LEARNER_SETTING, learner.id)
        return learner

    def rename_learner(self, name: str, new_name: str) -> Learner:
        """Gives somebody another name; the record stays theirs."""
        new_name = _learner_name(new_name)
        with self._writing():
            everyone = self._everyone()
            learner = named(everyone, name)
            taken = [each for each in everyone if each.name.casefold() == new_name.casefold() and each != learner]
            if taken:
                raise NotANewName(f"There is a learner '{taken[0].name}' already.", "Choose another name.")
            self._store.change_learner(learner.id, new_name, removed=False)
        return learner._replace(name=new_name)

    def remove_learner(self, name: str) -> Learner:
        """Takes somebody out of sight; `learner add` with the same name brings the whole record back.

        Raises:
            WrongUsage: it is the only learner.
        """
        self.back_up("before-removal")
        with self._writing():
            everyone = self._everyone()
            learner = named(everyone, name)
            left = [each for each in everyone if not each.removed and each.id != learner.id]
            if not left:
                raise WrongUsage("That is the only learner.", "Add another one first: `mlops-path learner add NAME`.")
            self._store.change_learner(learner.id, learner.name, removed=True)
            if self._store.setting(EVERYBODY, LEARNER_SETTING) in (learner.id, None):  # None: the first one
                self._store.keep_setting(EVERYBODY, LEARNER_SETTING, left[0].id)
        return learner


def _learner_name(name: str) -> str:
    name = clean_line(name, 80)
    if not name:
        raise WrongUsage("A learner needs a name.", "Type one: `mlops-path learner add Ada`.")
    return name
