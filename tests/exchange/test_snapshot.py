import threading

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, connections, transaction

from annotations.exchange import csv_table
from annotations.exchange.csv_table import VerdictFilter
from annotations.exchange.snapshot import snapshot
from annotations.models import Article, Verdict
from tests import factories


@pytest.fixture
def roles(transactional_db):
    """A flush takes the groups of the migrations with it."""
    for name in ("Reviewer", "Editor"):
        Group.objects.get_or_create(name=name)


@pytest.fixture
def desk(roles):
    return [factories.Verdict() for _ in range(3)]


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr("annotations.exchange.verdict_rows.BATCH", 1)
    monkeypatch.setattr("annotations.exchange.selection.BATCH", 1)


def test_a_write_during_an_export_succeeds_and_does_not_appear(desk, small_batches):
    rows = csv_table.rows(VerdictFilter(include=["withdrawn", "unchecked"]))
    first = next(rows)

    factories.Verdict(annotation=desk[2].annotation, kind="verified")
    desk[1].withdraw(by=desk[1].reviewer)
    factories.Annotation(article=desk[2].annotation.article, quote="it safe")
    Article.objects.update(title="Another")

    rest = list(rows)
    assert [row[23:25] for row in (first, *rest)] == [["current", "disputed"]] * 3
    assert "Another" not in {row[2] for row in rest}
    assert Verdict.objects.count() == 4


def test_a_writer_in_another_thread_does_not_wait(desk, small_batches):
    rows = csv_table.rows(VerdictFilter())
    next(rows)

    writer = threading.Thread(target=retitle)
    writer.start()
    writer.join(timeout=5)

    assert not writer.is_alive()
    assert Article.objects.filter(title="Another").count() == 3
    rows.close()


def retitle():
    with transaction.atomic():
        Article.objects.update(title="Another")
    connection.close()


def test_the_snapshot_cannot_write(desk):
    with pytest.raises(DatabaseError), snapshot() as alias:
        Article.objects.using(alias).update(title="Another")


def test_nothing_is_left_of_a_snapshot(desk):
    with snapshot() as alias:
        assert Article.objects.using(alias).count() == 3
        reader = connections[alias]

    assert reader.connection is None
    assert alias not in aliases()


def test_nothing_is_left_of_an_abandoned_export(desk):
    blocks = csv_table.stream(VerdictFilter())
    next(blocks)
    next(blocks)

    blocks.close()

    assert not [alias for alias in aliases() if alias.startswith("snapshot")]


def test_another_thread_may_drop_an_abandoned_export(desk):
    rows = csv_table.rows(VerdictFilter())
    next(rows)
    refused = []

    closer = threading.Thread(target=lambda: refused.append(failure(rows.close)))
    closer.start()
    closer.join()

    assert refused == [None]


def failure(call):
    try:
        call()
    except Exception as error:  # noqa: BLE001
        return error


def test_a_failure_inside_leaves_nothing(desk):
    with pytest.raises(ZeroDivisionError), snapshot() as alias:
        1 / 0  # noqa: B018

    assert alias not in aliases()


def test_inside_a_transaction_it_reads_that_one(db):
    with transaction.atomic(), snapshot() as alias:
        assert alias == "default"


def aliases():
    """The aliases that this thread has connections for, ours included."""
    storage = connections._connections._storage
    return [name for name in vars(storage) if not name.startswith("_")]
