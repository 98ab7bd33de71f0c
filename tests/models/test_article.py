from datetime import date

import pytest
from django.db import IntegrityError, transaction

from annotations.models import Article, Event
from annotations.models import article as articles
from annotations.models.article import add_article, free_slug
from annotations.models.conflict import Conflict
from tests import factories


@pytest.fixture
def article(db):
    return factories.Article(title="Dam")


def test_details_are_corrected(article, ada, noise):
    article.edit(by=ada, version=1, title="The dam", published_on=date(2017, 10, 21))

    stands = Article.objects.get(pk=article.pk)
    assert (stands.title, stands.published_on, stands.version) == ("The dam", date(2017, 10, 21), 2)


def test_a_correction_is_told(article, ada):
    article.edit(by=ada, version=1, title="The dam", published_on=date(2017, 10, 21))

    event = article.events.last()
    assert (event.verb, event.actor) == (Event.Verb.CORRECTED, ada)
    assert (event.before["title"], event.after["title"]) == ("Dam", "The dam")
    assert event.after["published_on"] == "2017-10-21"
    assert event.hash == event.sealed()


def test_a_correction_of_an_old_version_is_refused(article, ada, bela):
    article.edit(by=bela, version=1, title="Bela's")

    with pytest.raises(Conflict) as refusal:
        article.edit(by=ada, version=1, title="Ada's")

    assert refusal.value.current.title == "Bela's"
    assert Article.objects.get().title == "Bela's"


def test_saying_what_stands_is_harmless(article, ada):
    article.edit(by=ada, version=7, title="Dam")

    assert Article.objects.get().version == 1
    assert article.events.count() == 1


def test_a_verdict_does_not_stand_in_the_way_of_a_correction(article, ada):
    factories.Verdict(annotation__article=article)

    article.edit(by=ada, version=1, title="The dam")

    assert Article.objects.get().title == "The dam"


def test_the_newest_revision_is_current(article):
    newest = factories.revised(article, "Another text.")

    assert article.current() == newest


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Dam", "dam"), ("مرحبا", "article"), ("!!!", "article")],
)
def test_a_free_address(db, title, slug):
    assert free_slug(title) == slug


def test_a_taken_address_is_numbered(article):
    factories.Article(title="Dam")

    assert free_slug("Dam") == "dam-3"


def test_the_list_counts_the_sentences_of_the_newest_revision(article):
    assert Article.objects.for_list().get().sentences == 3


def test_words_of_the_title_are_found(article):
    factories.Article(title="River")

    assert [found.title for found in Article.objects.matching("dam")] == ["Dam"]


def test_of_two_at_once_with_one_title_each_gets_an_address(db, monkeypatch):
    """The first to come commits between the other's look for a free address and its own write."""
    first = add_article(title="Dam report")
    looks = iter([first.slug, "dam-report-2"])
    monkeypatch.setattr(articles, "free_slug", lambda title: next(looks))

    second = add_article(title="Dam report")

    assert second.slug == "dam-report-2"


def test_an_address_that_was_asked_for_and_is_taken_is_refused(db):
    add_article(title="Dam report", slug="dam")

    with pytest.raises(IntegrityError), transaction.atomic():
        add_article(title="Another", slug="dam")
