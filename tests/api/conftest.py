import pytest
from django.test import Client

from annotations.models import Token
from tests import factories


def program(user):
    """A client that shows a token of `user`, and checks forms as a server does."""
    token = Token.issue(user, "A program")[1]
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture
def for_ada(ada):
    return program(ada)


@pytest.fixture
def for_bela(bela):
    return program(bela)


@pytest.fixture
def claim(db):
    """A claim of which everything is Otto's."""
    otto = factories.Reviewer(username="otto")
    return factories.Annotation(by=otto, article__by=otto, article__slug="dam")


def sent(client, method, address, said=None, **headers):
    """A request with JSON; `seen=` is what `If-Match` names."""
    if "seen" in headers:
        headers["If-Match"] = headers.pop("seen")
    return getattr(client, method)(
        f"/api/v1{address}", said, content_type="application/json", headers=headers
    )
