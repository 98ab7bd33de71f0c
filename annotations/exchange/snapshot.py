"""One consistent view of the database for many queries, without making any writer wait.

On SQLite an `atomic()` of the default connection is IMMEDIATE and keeps every writer out for as
long as it is open, and two plain queries outside it see two states. So the reader gets a
connection of its own: BEGIN DEFERRED on SQLite, READ ONLY REPEATABLE READ on PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

READ_ONLY = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def snapshot() -> Iterator[str]:
    """Yield a database alias whose queries all see one state; it cannot write.

    The alias is good in this thread and inside the `with` only. A caller that is in a transaction
    already reads in that one, its own writes included. One more connection while it lasts.
    """
    default = connections[DEFAULT_DB_ALIAS]
    if default.in_atomic_block:
        yield DEFAULT_DB_ALIAS
        return
    reader = _reader(default)
    connections[reader.alias] = reader
    try:
        # Not `atomic`: that looks the alias up again when it ends, perhaps in another thread.
        reader.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with reader.cursor() as cursor:
            cursor.execute(READ_ONLY[reader.vendor])
        yield reader.alias
    finally:
        reader.close()
        with suppress(AttributeError):  # collected in another thread, which never had it
            del connections[reader.alias]


def _reader(default: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """A connection like `default`, outside its pool and known to nobody."""
    settings = deepcopy(default.settings_dict)
    settings["OPTIONS"].pop("pool", None)
    if default.vendor == "sqlite":
        settings["OPTIONS"]["transaction_mode"] = "DEFERRED"
    reader = type(default)(settings, alias=f"snapshot_{uuid4().hex}")
    # An abandoned generator may be collected, and its connection closed, by another thread.
    reader.inc_thread_sharing()
    return reader
