"""An article goes to the trash, after a page that asks, and comes back."""

import pytest
from django.urls import reverse

from annotations.models import Article
from annotations.services.purging import purge
from tests import factories
from tests.web.questions import Questions, nothing_written, undo_of


@pytest.fixture
def article(bela):
    return factories.Article(slug="dam", by=bela)


@pytest.fixture(params=["trash.delete", "trash.restore"])
def name(request):
    return request.param


@pytest.fixture
def address(name, article):
    return reverse(name, args=["dam"])


@pytest.fixture
def missing(name, article, ada):
    factories.Article(slug="purged").delete_softly(by=ada)
    purge(0)
    return [reverse(name, args=[slug]) for slug in ("none", "purged")]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")


def test_a_reviewer_deletes_none_not_even_their_own(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_first_it_asks(as_ada, article):
    with nothing_written():
        page = as_ada.get(reverse("trash.delete", args=["dam"]))

    assert "30 days" in page.text


def test_it_takes_the_article_off_the_desk(as_ada, ada, article):
    answer = as_ada.post(reverse("trash.delete", args=["dam"]))

    article.refresh_from_db()
    assert (answer["Location"], article.deleted_by) == (reverse("articles"), ada)
    assert as_ada.get(article.get_absolute_url()).status_code == 404


def test_the_undo_brings_it_back_with_all_that_is_on_it(as_ada, article):
    factories.Verdict(annotation__article=article)
    toast = as_ada.post(reverse("trash.delete", args=["dam"]), follow=True)

    answer = as_ada.post(undo_of(toast))

    assert answer["Location"] == article.get_absolute_url()
    assert "Disputed" in as_ada.get(article.get_absolute_url()).text


def test_history_tells_of_both(as_ada, ada, article):
    for name in ("trash.delete", "trash.restore", "trash.restore"):
        as_ada.post(reverse(name, args=["dam"]))

    verbs = article.events.order_by("sequence").values_list("verb", flat=True)
    assert [*verbs] == ["imported", "deleted_article", "restored_article"]


def test_what_was_purged_does_not_come_back(as_ada, ada, article):
    article.delete_softly(by=ada)
    purge(0)

    assert as_ada.post(reverse("trash.restore", args=["dam"])).status_code == 404
    assert Article.objects.filter(slug="dam").exists()
