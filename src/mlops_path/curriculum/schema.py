"""The JSON Schemas of curriculum files, made from the models; editors check and complete with them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mlops_path.curriculum.models import CatalogueFile, PathFile


def schemas() -> dict[str, str]:
    """The text of each schema file by its name."""
    return {
        name: json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in (("catalogue.schema.json", CatalogueFile), ("path.schema.json", PathFile))
    }


if __name__ == "__main__":
    for name, text in schemas().items():
        Path(sys.argv[1], name).write_text(text, encoding="utf-8")
