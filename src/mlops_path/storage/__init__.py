"""Keeps events and the current state in one transaction. Decides nothing; leaks no row and no database error.

`tables.py` is the schema and `statements.py` every statement, both SQLAlchemy Core. A record in a file is used with
the standard library (`sqlite_file.py`) and the same statements compiled ahead (`sqlite_sql.py`), because importing
SQLAlchemy costs a command twenty times what Python costs to start; a record named by a URL is used with SQLAlchemy
(`engine.py`). `store.py` speaks to either.
"""
