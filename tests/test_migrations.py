"""The schema: forward from nothing and back, nothing missing, each migration well named."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from annotations.reports import verification
from tests import factories

HERE = Path(apps.get_app_config("annotations").path) / "migrations"
NAMES = sorted(path.stem for path in HERE.glob("[0-9]*.py"))


def test_no_migration_is_missing(db, capsys):
    call_command("makemigrations", "--check", "--dry-run", "annotations", skip_checks=True)


@pytest.mark.parametrize("name", NAMES)
def test_a_migration_is_named_for_its_intent(name):
    assert re.fullmatch(r"\d{4}_[a-z_]+", name)
    assert not re.search("auto|merge|alter_|_and_more", name)


def test_numbers_follow_one_another():
    assert [int(name[:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))


def test_there_is_one_line_of_history(db):
    loader = MigrationLoader(connection)

    assert not loader.detect_conflicts()


def test_the_roles_are_there(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"Reviewer", "Editor"}


@pytest.fixture
def from_nothing(transactional_db):
    """The test database, put in order again whatever the test leaves."""
    yield
    call_command("migrate", verbosity=0, skip_checks=True)


def tables():
    return {name for name in connection.introspection.table_names() if "annotations_" in name}


def test_from_nothing_and_back(from_nothing):
    there = tables()

    call_command("migrate", "annotations", "zero", verbosity=0, skip_checks=True)
    gone = tables()
    call_command("migrate", verbosity=0, skip_checks=True)
    connections.close_all()

    assert gone == set()
    assert tables() == there
    assert set(Group.objects.values_list("name", flat=True)) == {"Reviewer", "Editor"}


def test_an_old_history_is_sealed_anew_with_its_claims(from_nothing):
    article = factories.Annotation().article
    call_command("migrate", "annotations", "0006", verbosity=0, skip_checks=True)
    old = list(article.events.values_list("hash", flat=True))

    call_command("migrate", verbosity=0, skip_checks=True)

    assert list(article.events.values_list("hash", flat=True)) != old
    assert [*verification.verify(article)] == []
