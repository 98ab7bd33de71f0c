import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models.user import EDITOR, REVIEWER
from tests import factories
from tests.browser.chromium import (  # noqa: F401 - hooks: one browser for all workers
    pytest_collection_finish,
    pytest_xdist_node_collection_finished,
)


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    """An account costs a second otherwise, which is the point of a password hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def roles(request):
    """The migrations' roles, which a test that commits flushes away with everything else."""
    if {"db", "transactional_db"} & {*request.fixturenames} or request.node.get_closest_marker(
        "django_db"
    ):
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


def recorded(request) -> list[str]:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        request()
    return [query["sql"] for query in queries]
