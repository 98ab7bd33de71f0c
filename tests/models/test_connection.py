"""What SECURITY R1 and R5 ask of the database: on the live connection, and under threads."""

import threading
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections

from annotations.models import Annotation, Event, Verdict
from annotations.models.conflict import Conflict
from annotations.services.highlighting import highlight
from annotations.text.anchor import Anchor
from tests import factories

on_sqlite = pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="about SQLite"
)
THREADS = 8
DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}


@on_sqlite
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
def test_the_live_connection_is_safe(db, pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


@on_sqlite
def test_a_writer_waits_for_its_turn(db):
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] >= 5000


@on_sqlite
def test_a_transaction_takes_the_write_lock_at_once(db):
    assert connection.transaction_mode == "IMMEDIATE"


@on_sqlite
def test_tests_run_on_a_file(db):
    assert not connection.is_in_memory_db()


def test_requests_are_no_transactions():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def at_once(work):
    """Run `work(n)` in several threads that start together; the results, errors among them."""
    start, results = threading.Barrier(THREADS), [None] * THREADS

    def run(n):
        try:
            start.wait()
            results[n] = work(n)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[n]) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def desk(transactional_db):
    """Committed rows, for other threads to see."""
    return factories.Annotation()


def test_the_same_highlight_many_times_at_once_is_one(desk):
    revision, by = desk.revision, desk.created_by
    start = revision.text.index("Officials")
    span = Anchor(start, start + 9, "selected", 1.0)

    results = at_once(lambda n: highlight(revision, span, uuid=UUID(int=7**20), by=by).pk)

    assert set(results) == {UUID(int=7**20)}
    assert Annotation.objects.filter(pk=UUID(int=7**20)).count() == 1
    assert Event.objects.filter(annotation=UUID(int=7**20)).count() == 1


def test_the_same_verdict_many_times_at_once_is_one(desk):
    by = factories.Reviewer()

    results = at_once(lambda n: Annotation.objects.get().judge(by=by, **DISPUTED).pk)

    assert len(set(results)) == 1
    assert Verdict.objects.count() == 1


def test_of_different_verdicts_at_once_one_wins_and_the_others_know(desk):
    by = factories.Reviewer()

    results = at_once(
        lambda n: Annotation.objects.get().judge(by=by, **DISPUTED | {"note": f"Note {n}"})
    )

    assert sum(isinstance(result, Verdict) for result in results) == 1
    assert sum(isinstance(result, Conflict) for result in results) == THREADS - 1
    assert Verdict.objects.open().count() == 1


def test_of_edits_at_once_one_wins_and_the_others_know(desk):
    results = at_once(
        lambda n: Annotation.objects.get(pk=desk.pk).edit(
            by=desk.created_by, version=1, claim_text=f"Text {n}"
        )
    )

    assert results.count(None) == 1
    assert sum(isinstance(result, Conflict) for result in results) == THREADS - 1
    assert Annotation.objects.get().version == 2


def test_many_writers_leave_no_gap_in_the_history(desk):
    reviewers = factories.Reviewer.create_batch(THREADS)

    results = at_once(lambda n: Annotation.objects.get().judge(by=reviewers[n], **DISPUTED))

    assert all(isinstance(result, Verdict) for result in results), results
    events = list(desk.article.events.order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, THREADS + 3))
    assert [event.prev_hash for event in events[1:]] == [event.hash for event in events[:-1]]
