"""What is written in the history stays: the database itself refuses anything else."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from annotations.models import Event
from tests import factories
from tests.tampering import TRIGGERS, tampering

WHY = "history is append-only"


@pytest.fixture
def events(db):
    return factories.Annotation().article.events


def test_a_line_cannot_be_changed(events):
    with pytest.raises(DatabaseError, match=WHY), transaction.atomic():
        events.update(verb="judged")

    assert not events.filter(verb="judged").exists()


def test_nor_can_it_be_saved_again(events):
    with pytest.raises(DatabaseError, match=WHY), transaction.atomic():
        events.first().save()


def test_a_line_cannot_be_deleted(events):
    with pytest.raises(DatabaseError, match=WHY), transaction.atomic():
        events.first().delete()

    assert events.count() == 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has such a statement")
def test_nor_can_another_take_its_place(events):
    first = events.first()
    columns = "article_id, sequence, verb, target, at, prev_hash, hash"
    values = "%s, 1, %s, '', %s, '', ''"
    replace = f"INSERT OR REPLACE INTO annotations_event ({columns}) VALUES ({values})"

    with pytest.raises(DatabaseError, match=WHY), connection.cursor() as cursor:
        cursor.execute(replace, [first.article_id, "judged", first.at])

    assert events.first() == first


def test_the_triggers_survive_every_migration(db):
    """SQLite forgets them when a migration remakes the table: install them again there."""
    on_postgresql = (
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            TRIGGERS if connection.vendor == "sqlite" else on_postgresql, ["annotations_event"]
        )
        names = {row[0] for row in cursor.fetchall()}

    assert (
        names
        == {
            "sqlite": {f"annotations_event_no_{verb}" for verb in ("update", "delete", "replace")},
            "postgresql": {"annotations_event_append_only"},
        }[connection.vendor]
    )


def test_a_test_that_tampers_leaves_them_as_they_were(events):
    with tampering():
        events.filter(sequence=2).update(verb="judged")

    with pytest.raises(DatabaseError, match=WHY), transaction.atomic():
        events.update(verb="edited")


def test_they_are_there_again_after_a_test_that_commits(transactional_db):
    factories.Article()
    call_command("flush", interactive=False, verbosity=0)
    left = Event.objects.count()
    factories.Article()

    assert left == 0
    with pytest.raises(DatabaseError, match=WHY):
        Event.objects.all().delete()
