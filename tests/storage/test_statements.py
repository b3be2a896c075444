"""The SQL that is shipped is the SQL that the tables and statements make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from mlops_path.storage import sqlite_sql, tables
from mlops_path.storage.statements import STATEMENTS, sqlite_module, sqlite_schema, sqlite_text
from tests.storage.conftest import Open
from tests.storage.making import ADA, TABLES, add


def test_the_shipped_schema_is_what_the_tables_make() -> None:
    """A record made in a hurry and one made with SQLAlchemy are the same record."""
    made = (tables.SCHEMA, tuple(sqlite_schema()))

    assert made == (sqlite_sql.SCHEMA, sqlite_sql.CREATE)


@pytest.mark.parametrize("name", list(STATEMENTS))
def test_the_shipped_statement_is_what_sqlalchemy_makes(name: str) -> None:
    """Both ways into a record ask the same."""
    made = sqlite_text(STATEMENTS[name])

    assert sqlite_sql.SQL[name] == made


def test_no_statement_is_shipped_that_is_not_made() -> None:
    """What is edited by hand in a generated file is lost with the next one."""
    assert list(sqlite_sql.SQL) == list(STATEMENTS)


def test_the_generated_module_says_the_same_when_it_is_read_again() -> None:
    """`make generated` writes a module that Python reads."""
    names: dict[str, object] = {}
    exec(sqlite_module(), names)  # noqa: S102 - the text of a module of ours

    assert (names["SCHEMA"], names["CREATE"], names["SQL"]) == (
        sqlite_sql.SCHEMA,
        sqlite_sql.CREATE,
        sqlite_sql.SQL,
    )


def test_sqlite_takes_every_statement(database: Path, open_at: Open) -> None:
    """A statement that names a column which is not there would fail only when a learner needs it."""
    add(open_at(database), ADA)
    wrong: list[str] = []
    with closing(sqlite3.connect(database)) as connection:
        for name, text in sqlite_sql.SQL.items():
            try:
                connection.execute(f"EXPLAIN {text}", dict.fromkeys(_names_in(text)))
            except sqlite3.Error as problem:
                wrong.append(f"{name}: {problem}")

    assert wrong == []


def test_the_record_has_the_tables_and_columns_of_the_schema(database: Path, open_at: Open) -> None:
    """What SQLAlchemy believes of the tables is what is in the file."""
    add(open_at(database), ADA)
    engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)
    found = {
        name: {column["name"] for column in inspect(engine).get_columns(name)}
        for name in inspect(engine).get_table_names()
        if not name.startswith("sqlite_")
    }
    engine.dispose()

    assert found == {name: set(table.c.keys()) for name, table in tables.metadata.tables.items()}
    assert set(found) == set(TABLES)


@pytest.mark.parametrize(
    ("name", "table", "index"),
    [
        ("next_to_undo", "change", "change_standing"),
        ("next_to_redo", "change", "change_undone"),
        ("last_chain", "event", "event_of_device"),
        ("events_of_op", "event", "sqlite_autoindex_event_1"),
        ("events_of_resource", "event", "event_of_resource"),
    ],
)
def test_what_is_asked_with_every_change_uses_an_index(
    database: Path, open_at: Open, name: str, table: str, index: str
) -> None:
    """Marking a step must not become slower with every year of history."""
    add(open_at(database), ADA)
    text = sqlite_sql.SQL[name]
    with closing(sqlite3.connect(database)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", dict.fromkeys(_names_in(text), "x")).fetchall()

    assert any(f"SEARCH {table} USING" in line[3] and index in line[3] for line in plan), plan


def _names_in(text: str) -> list[str]:
    words = text.replace("(", " ").replace(")", " ").replace(",", " ").replace("=", " ").split()
    return [word[1:] for word in words if word.startswith(":")]
