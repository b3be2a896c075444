"""Puts the curriculum into the wheel: the TOML files as they are, and compiled to what the program reads."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CurriculumHook(BuildHookInterface[Any]):
    compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles `curriculum/` for a wheel; an editable install reads the checkout's own files."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from mlops_path.curriculum.compiled import compile_into, sources_in  # noqa: PLC0415 - the path is set above

        self.compiled = compiled = Path(tempfile.mkdtemp(prefix="mlops-path-curriculum-"))
        compile_into(str(compiled), sources_in(str(root / "curriculum")), signed=False)
        for file in sorted(compiled.iterdir()):
            build_data["force_include"][str(file)] = f"mlops_path/_curriculum/compiled/{file.name}"
        for part in ("catalogue", "paths"):
            for file in sorted((root / "curriculum" / part).glob("*.toml")):
                build_data["force_include"][str(file)] = f"mlops_path/_curriculum/{part}/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.compiled is not None:
            shutil.rmtree(self.compiled)
