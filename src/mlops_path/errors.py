"""What can go wrong, each with a sentence, a hint what to type next, a stable code and an exit status."""

from __future__ import annotations

from collections.abc import Mapping


class MlopsPathError(Exception):
    """Something could not be done; the sentence says what, the hint what to type next.

    `code` and `exit_status` are a promise of the command line. `details` goes into the JSON form only.
    """

    code = "could-not"
    exit_status = 1

    def __init__(self, sentence: str, hint: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.details = dict(details or {})

    def as_json(self) -> dict[str, object]:
        return {"error": {"code": self.code, "message": self.sentence, "hint": self.hint, **self.details}}


class OutputFailed(OSError):
    """Standard output takes nothing more, so that not even an error can be told there."""


class WrongUsage(MlopsPathError):
    code, exit_status = "wrong-usage", 2


class NoSuchStep(MlopsPathError):
    code, exit_status = "no-such-step", 3


class AmbiguousStep(MlopsPathError):
    code, exit_status = "ambiguous-step", 3


class NoSuchPath(MlopsPathError):
    code, exit_status = "no-such-path", 3


class NoSuchLearner(MlopsPathError):
    code, exit_status = "no-such-learner", 3


class FileInvalid(MlopsPathError):
    code, exit_status = "file-invalid", 4


class FileTooBig(MlopsPathError):
    code, exit_status = "file-too-big", 4


class FileNotUtf8(MlopsPathError):
    code, exit_status = "file-not-utf8", 4


class CurriculumMissing(MlopsPathError):
    code = "curriculum-missing"


class ChangedMeanwhile(MlopsPathError):
    code = "changed-meanwhile"


class NothingToUndo(MlopsPathError):
    code = "nothing-to-undo"


class NoSuchVersion(MlopsPathError):
    code = "no-such-version"


class NoSuchBackup(MlopsPathError):
    code = "no-such-backup"


class NotANewName(MlopsPathError):
    code = "name-taken"


class UnsafeLink(MlopsPathError):
    code = "unsafe-link"


class NoLink(MlopsPathError):
    code = "no-link"


class NoNetwork(MlopsPathError):
    code = "no-network"


class ExtraMissing(MlopsPathError):
    code = "extra-missing"


class NoEditor(MlopsPathError):
    code = "no-editor"


class FileExists(MlopsPathError):
    code = "file-exists"


class CannotWriteFile(MlopsPathError):
    code = "cannot-write-file"


class UnsafePermissions(MlopsPathError):
    code = "unsafe-permissions"


class DatabaseError(MlopsPathError):
    code, exit_status = "database-io", 5


class DatabaseBusy(DatabaseError):
    code = "database-busy"


class DatabaseReadonly(DatabaseError):
    code = "database-readonly"


class DiskFull(DatabaseError):
    code = "disk-full"


class DatabaseDamaged(DatabaseError):
    code = "database-damaged"


class DatabaseForeign(DatabaseError):
    code = "database-foreign"


class DatabaseNewer(DatabaseError):
    code = "database-newer"


class MigrationFailed(DatabaseError):
    code = "migration-failed"


class ServerUnreachable(DatabaseError):
    code = "server-unreachable"
