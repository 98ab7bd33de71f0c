"""Which article a file means: by the first thing it says that one article alone has."""

import pytest
from django.conf import settings

from annotations.services.importing import article_named
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def dam():
    return factories.Article(
        slug="dam", title="The dam", text="It is full.", source_url="https://example.org/dam"
    )


@pytest.fixture
def namesake(dam):
    return factories.Article(slug="dam-2", title="The dam", text="It is empty.")


@pytest.mark.parametrize(
    "said",
    [
        {"home": f"{settings.SITE_URL}/articles/dam/"},
        {"address": "https://example.org/dam"},
        {"text": "It is full."},
        {"title": "The dam", "address": "https://example.org/dam"},
        {"title": "The dam", "text": "It is full."},
    ],
)
def test_each_of_what_is_said_finds_it(dam, namesake, bela, said):
    assert article_named(bela, **said) == dam


def test_a_number_counts_only_with_its_title(dam, namesake, bela):
    assert article_named(bela, number=namesake.pk, title="The dam") == namesake
    assert article_named(bela, number=namesake.pk, title="The mill") is None


def test_a_title_counts_as_long_as_one_article_has_it(dam, bela):
    assert article_named(bela, title="The dam") == dam


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"title": "The dam"},
        {"title": "The mill"},
        {"home": "https://other.example/articles/dam/"},
    ],
)
def test_what_is_not_said_plainly_is_not_guessed(dam, namesake, bela, said):
    assert article_named(bela, **said) is None


def test_what_one_may_not_read_is_not_found(dam, cleo):
    assert article_named(cleo, title="The dam") is None
