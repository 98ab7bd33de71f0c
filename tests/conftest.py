import gc
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test.utils import CaptureQueriesContext

from annotations import models
from annotations.models.user import EDITOR, REVIEWER
from annotations.services import fetching
from tests import factories
from tests.browser.chromium import (  # noqa: F401 - hooks: one browser for all workers
    pytest_collection_finish,
    pytest_xdist_node_collection_finished,
)
from tests.tampering import tampering


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    """An account costs a second otherwise, which is the point of a password hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def asks_the_database(item) -> bool:
    """Whether it may: pytest-django keeps the database from every other test."""
    fixtures = {"db", "transactional_db"} & {*item.fixturenames}
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


PAGES = {
    Path(__file__).parent / folder for folder in ("web", "api", "admin", "commands", "reports")
}
# Where queries do more than filter, or the database itself is on trial.
ON_BOTH = {"test_changes", "test_lists", "test_verification", "test_contested", "test_ledger"}
ON_BOTH |= {"test_waiting", "test_recheck", "test_approval", "test_progress", "test_coverage"}


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if asks_the_database(item):
            item.add_marker(pytest.mark.database)
        if item.path.parent in PAGES and item.path.stem not in ON_BOTH:
            item.add_marker(pytest.mark.page)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop():
    """What is there once all tests are collected stays: looking through it for garbage over and
    over takes an eighth of the time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def uncounted():
    """Nobody has asked for anything yet: tests share the process in which rates are counted and
    pages are kept.
    """
    forget()


@pytest.fixture(autouse=True, scope="session")
def offline():
    """No test asks the network: there is no name that leads anywhere."""
    fetching.WEB = replace(fetching.WEB, resolve=lambda host, port: [])


@pytest.fixture(autouse=True, scope="session")
def flushing():
    """A test that commits is cleaned up after with DELETE on SQLite, which the history refuses."""
    flush = DatabaseOperations.execute_sql_flush

    def past_the_triggers(self, sql_list):
        with tampering():
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", past_the_triggers)
        yield


@pytest.fixture(autouse=True)
def roles(request):
    """The migrations' roles, which a test that commits flushes away with everything else."""
    if asks_the_database(request.node):
        request.getfixturevalue("_django_db_helper")
        for name in (REVIEWER, EDITOR):
            Group.objects.get_or_create(name=name)


@pytest.fixture
def ada(db):
    """Ada edits."""
    return factories.Editor(username="ada")


@pytest.fixture
def bela(db):
    """Bela reviews."""
    return factories.Reviewer(username="bela")


@pytest.fixture
def cleo(db):
    """Cleo is a stranger: an account without a role."""
    return factories.User(username="cleo")


@pytest.fixture
def advice(db):
    """A desk at which the evidence rules are advice."""
    return models.DeskRules.in_force().replace(by=factories.Editor(), evidence_rule="advice")


@pytest.fixture
def noise(db):
    """Unrelated rows, so that a forgotten filter is caught."""
    return factories.Verdict(annotation__article__title="Somebody else's article")


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def as_bela(client, bela):
    client.force_login(bela)
    return client


@pytest.fixture
def as_cleo(client, cleo):
    client.force_login(cleo)
    return client


@pytest.fixture
def same_queries(db):
    """`same_queries(request, grow)`: a request costs as many queries after `grow()` as before."""

    def check(request, grow):
        request()
        before = recorded(request)
        grow()
        after = recorded(request)
        assert len(after) == len(before), "\n".join(after)
        return len(after)

    return check


def forget():
    for one in caches.all():
        one.clear()


def recorded(request) -> list[str]:
    forget()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        request()
    return [query["sql"] for query in queries]
