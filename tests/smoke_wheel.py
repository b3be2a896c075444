"""Builds the wheel, installs it where nothing of the checkout is, and uses it there as a newcomer would.

A script for `make check`; pytest does not collect it. Prints a line for each check and stops at the first that fails.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "mlops_path"
CONSTRAINTS = ROOT / "constraints.txt"
NOT_FOR_PIP = ("PYTHONPATH", "PYTHONHOME", "COV_CORE", "COVERAGE_")
NOT_FOR_A_NEWCOMER = (*NOT_FOR_PIP, "MLOPS_PATH_", "XDG_", "VIRTUAL_ENV", "NO_COLOR", "VISUAL", "EDITOR")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mlops-path-wheel-") as name:
        folder = Path(name)
        wheel = build(folder / "dist")
        look_into(wheel)
        use(install(wheel, folder / "venv"), folder)


def build(folder: Path) -> Path:
    """The wheel, built in isolation unless all that building needs is installed here in the first place."""
    needed = ("hatchling", "pydantic")
    here = ["--no-isolation"] if all(importlib.util.find_spec(name) for name in needed) else []
    finished(
        [sys.executable, "-m", "build", "--wheel", *here, "--outdir", str(folder), str(ROOT)],
        {**without(NOT_FOR_PIP), "PIP_CONSTRAINT": str(CONSTRAINTS)},
    )
    wheels = list(folder.glob("*.whl"))
    check("one wheel was built", len(wheels) == 1, f"found {wheels}")
    return wheels[0]


def look_into(wheel: Path) -> None:
    """Checks that the wheel has the program and the curriculum, whole, and nothing that belongs to the checkout."""
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        index = json.loads(packed.read("mlops_path/_curriculum/compiled/index.json"))
    files = {file for file in SOURCE.rglob("*") if file.is_file() and "__pycache__" not in file.parts}
    expected = {f"mlops_path/{file.relative_to(SOURCE).as_posix()}" for file in files}
    check("the wheel has every file of the package", expected <= names, f"{sorted(expected - names)} are missing")
    check("it says that it is typed", "mlops_path/py.typed" in names, "py.typed is missing")
    toml = {
        f"mlops_path/_curriculum/{part}/{file.name}"
        for part in ("catalogue", "paths")
        for file in (ROOT / "curriculum" / part).glob("*.toml")
    }
    check("it has every file of the curriculum", toml <= names, f"{sorted(toml - names)} are missing")
    paths = {line[0] for line in index["paths"]}
    written = {file.stem for file in (ROOT / "curriculum" / "paths").glob("*.toml")}
    check("it has every path compiled", paths == written, f"the index has {sorted(paths)}")
    compiled = {
        f"mlops_path/_curriculum/compiled/{id_}.{part}" for id_ in paths for part in ("outline.json", "facts.jsonl")
    }
    check("each with its outline and its facts", compiled <= names, f"{sorted(compiled - names)} are missing")
    mine = [line for line in json.dumps(index).split('"') if line.startswith(str(ROOT.anchor))]
    check("no place on this machine is in it", not mine, f"the index names {mine[:1]}")
    strange = [
        name
        for name in names - expected - toml
        if not name.startswith(("mlops_path/_curriculum/compiled/", "mlops_path-")) or "__pycache__" in name
    ]
    check("and nothing else", not strange, f"found {strange}")


def install(wheel: Path, folder: Path) -> Path:
    """The folder of the programs of a new venv that has only the wheel and what it asks for."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    finished(
        [str(programs / "python"), "-m", "pip", "install", "-q", "-c", str(CONSTRAINTS), str(wheel)],
        {**without(NOT_FOR_PIP), "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    check("it installs into a new venv", (programs / "mlops-path").exists(), "there is no program mlops-path")
    return programs


def use(programs: Path, folder: Path) -> None:
    """Walks through a first day: look, tick, look again, check, report."""
    home, elsewhere = folder / "home", folder / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    env = {**without(NOT_FOR_A_NEWCOMER), "HOME": str(home), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}

    def run(*words: str) -> str:
        return finished(["mlops-path", *words], env, cwd=elsewhere)

    def run_json(*words: str) -> Any:
        return json.loads(run(*words, "--json"))

    version = next(iter(folder.glob("dist/*.whl"))).name.split("-")[1]
    check("`--version` is that of the wheel", run("--version") == f"mlops-path {version}\n", run("--version"))
    places = run_json("info")
    check(
        "it reads the curriculum of the wheel",
        Path(places["curriculum"]).is_relative_to(folder.resolve() / "venv"),
        f"it reads {places['curriculum']}",
    )
    before = run_json("status")
    check("a new record has nothing done", before["done"] == 0 < before["required"], f"it has {before['done']}")
    check("looking makes no file", not list(home.iterdir()), f"found {list(home.iterdir())}")
    first = run_json("next")[0]
    run("done", "1")
    after = run_json("status")
    check("`done 1` is one step done", after["done"] == 1, f"{after['done']} are done")
    second = run_json("next")[0]
    check("`next` goes on", first["number"] == 1 < second["number"], f"it says {second['number']}")
    check("`path check` finds no mistake", run_json("path", "check")["mistakes"] == [], "it finds some")
    report = elsewhere / "report.html"
    run("report", "--format", "html", "-o", str(report))
    page = report.read_text(encoding="utf-8")
    check("the report is a whole page", page.lower().startswith("<!doctype html>") and "</html>" in page, page[:60])
    check("with the step in it", first["title"].split()[0] in page, f"'{first['title']}' is not in it")
    cache = Path(places["cache"])
    check("no curriculum was compiled into the cache", not cache.exists(), f"found {cache}")


def without(beginnings: tuple[str, ...]) -> dict[str, str]:
    """The environment without the variables that begin so."""
    return {name: value for name, value in os.environ.items() if not name.startswith(beginnings)}


def finished(command: list[str], env: dict[str, str], cwd: Path | None = None) -> str:
    """What a command printed; the script ends here if it fails."""
    program = shutil.which(command[0], path=env["PATH"])
    if program is None:
        stop(f"there is no program {command[0]}")
    ran = subprocess.run(
        [program, *command[1:]], env=env, cwd=cwd, capture_output=True, text=True, timeout=600, check=False
    )
    if ran.returncode:
        stop(f"`{' '.join(command)}` ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def check(what: str, holds: object, otherwise: str) -> None:
    if not holds:
        stop(f"not so: {what}; {otherwise}")
    sys.stdout.write(f"wheel: {what}\n")
    sys.stdout.flush()


def stop(sentence: str) -> NoReturn:
    sys.exit(f"wheel: {sentence}")


if __name__ == "__main__":
    main()
