# `make` alone is all a newcomer needs: it makes .venv, installs, and opens the program.
# Python and make are enough; everything else goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH

.PHONY: run test soak check format generated bench pictures clean

run: $(VENV)/installed
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/mlops-path; else exec $(BIN)/mlops-path status; fi

test: $(VENV)/developing
	$(BIN)/python -m pytest -n auto -q

# The long forms of the survival tests, with their figures: what a record went through, and what it lost (nothing).
soak: $(VENV)/developing
	MLOPS_PATH_SOAK=1 $(BIN)/python -m pytest -n auto -q tests/survival tests/storage tests/domain tests/planning tests/curriculum

check: $(VENV)/developing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto -q --cov --cov-report=term --cov-fail-under=95
	$(BIN)/python tests/smoke_wheel.py

format: $(VENV)/developing
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Files made from other files: the SQL from the tables, the JSON Schemas from the models, README's table from the program.
generated: $(VENV)/developing
	$(BIN)/python -m mlops_path.storage.statements > $(VENV)/sqlite_sql.py
	mv $(VENV)/sqlite_sql.py src/mlops_path/storage/sqlite_sql.py
	$(BIN)/ruff format -q src/mlops_path/storage/sqlite_sql.py
	$(BIN)/python -m mlops_path.curriculum.schema curriculum/schema

# The promises of speed, with floors and peers in the same run; writes benchmarks/README.md.
bench: $(VENV)/developing
	$(BIN)/python benchmarks/run.py

# The pictures of docs/, drawn by the program itself.
pictures: $(VENV)/developing
	$(BIN)/python docs/draw.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mlops-path needs Python 3.11 or newer; try make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -c constraints.txt pip
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/developing: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q -c constraints.txt pip
	$(BIN)/python -m pip install -q -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q src
	@touch $(VENV)/installed $@

clean:
	rm -rf $(VENV) build dist
