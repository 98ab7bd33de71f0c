"""The way round the triggers that keep the history append-only, for tests that forge it."""

from contextlib import contextmanager

from django.db import connection, transaction

TABLE = "annotations_event"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"


@contextmanager
def tampering():
    """Inside, events can be changed and deleted. The triggers are the same afterwards."""
    lift = lifted_on_sqlite if connection.vendor == "sqlite" else lifted_on_postgresql
    with transaction.atomic(), connection.cursor() as cursor, lift(cursor):
        yield


@contextmanager
def lifted_on_sqlite(cursor):
    kept = cursor.execute(TRIGGERS, [TABLE]).fetchall()
    for name, _ in kept:
        cursor.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in kept:
        cursor.execute(sql)


@contextmanager
def lifted_on_postgresql(cursor):
    # A table with deferred checks to come cannot be altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
