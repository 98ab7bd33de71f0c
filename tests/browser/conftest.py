"""What every browser test stands on: a real browser, a served desk, and people signed in."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from annotations.models.user import EDITOR, REVIEWER
from tests import factories
from tests.browser.chromium import require_browser
from tests.browser.desk import Desk

# Playwright runs an event loop in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FOLDER = Path(__file__).parent
SEED = settings.BASE_DIR / "seeds/000_8571044f9f1d5040.txt"


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Quiet and offline: the browser asks nobody for anything but the desk."""
    return {
        **browser_type_launch_args,
        "executable_path": require_browser(),
        "args": [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def base_url(live_server):
    """`page.goto("/articles/")` goes to the desk that serves this worker."""
    return live_server.url


@pytest.fixture(autouse=True)
def roles(transactional_db):
    """The groups, which a migration made and the flush after each served test takes away."""
    for name in (REVIEWER, EDITOR):
        Group.objects.get_or_create(name=name)


@pytest.fixture
def sign_in(base_url, context):
    """Sign `user` in without the form: `sign_in(ada)`, or `sign_in(bela, in_=other_context)`."""

    def sign_in(user, in_=context):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        in_.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base_url}])

    return sign_in


@pytest.fixture(autouse=True)
def scripts_run(context):
    """Whatever a test is about: no script of ours may stop with an error."""
    errors = []
    context.set_default_timeout(10_000)
    context.on("weberror", lambda error: errors.append(error.error.stack))
    yield
    assert not errors, "\n".join(errors)


@pytest.fixture
def seed(roles):
    """The seed article, as its first visitor finds it: without claims."""
    text = SEED.read_text(encoding="utf-8")
    return factories.Article(text=text, title=text.partition("\n")[0], slug="seed")


@pytest.fixture
def claim(seed, bela):
    """A claim of Bela's in the seed article, unchecked."""
    return factories.Annotation(article=seed, by=bela, quote="Over 300,000 people have fled")


@pytest.fixture
def desk(page, seed, bela, sign_in):
    """Bela at the seed article. A test that wants rows there already asks for them first."""
    sign_in(bela)
    return Desk(page, seed).open()
