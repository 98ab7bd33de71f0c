"""An older text is brought back as the next revision."""

import pytest
from django.urls import reverse

from annotations.models import Verdict
from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, Questions, nothing_written


@pytest.fixture
def article(ada):
    article = factories.Verdict(annotation__article__by=ada).annotation.article
    revised(article, "All withdrawn.")
    return article


@pytest.fixture
def address(article):
    return reverse("revisions.restore", args=[article.slug, 1])


@pytest.fixture
def missing(article):
    return [
        reverse("revisions.restore", args=[slug, number])
        for slug, number in [("none", 1), (article.slug, 9), (article.slug, 10**30)]
    ]


class TestQuestions(Questions):
    pass


def test_it_brings_text_and_verdicts_back(as_ada, article, address):
    answer = as_ada.post(address)

    assert answer["Location"] == article.get_absolute_url()
    assert (article.current().text, Verdict.objects.valid().count()) == (TEXT, 1)


def test_it_says_what_became_of_the_claims(as_ada, address):
    page = as_ada.post(address, follow=True)

    assert "Text updated. Claims: 1 has its text back." in page.text


def test_with_htmx_it_goes_to_the_desk_too(as_ada, article, address):
    answer = as_ada.post(address, headers=HTMX)

    assert answer["HX-Redirect"] == article.get_absolute_url()
    assert article.current().number == 3


def test_a_reviewer_does_not_restore_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_who_brought_the_article_in_may(as_bela, bela):
    article = factories.Article(by=bela)
    revised(article, "Another text.")

    as_bela.post(reverse("revisions.restore", args=[article.slug, 1]))

    assert article.current().text == TEXT


def test_an_undo_that_came_too_late_changes_nothing(as_ada, article, address):
    revised(article, "Another text again.")

    with nothing_written():
        page = as_ada.post(address + "?base=2")

    assert page.status_code == 409
    assert "Nothing was changed: look again." in page.text


def test_with_htmx_it_says_so_where_the_undo_was(as_ada, article, address):
    revised(article, "Another text again.")

    answer = as_ada.post(address + "?base=2", headers=HTMX)

    assert answer.status_code == 409
    assert answer.text.strip().startswith('<div id="flash"')
    assert 'hx-swap-oob="true"' in answer.text


def test_the_text_that_stands_is_not_restored(as_ada, article):
    with nothing_written():
        page = as_ada.post(reverse("revisions.restore", args=[article.slug, 2]))

    assert page.status_code == 422
    assert "This is the text that stands already." in page.text


@pytest.mark.parametrize("base", ["x", "-1", "9" * 40])
def test_nonsense_changes_nothing(as_ada, address, base):
    with nothing_written():
        assert as_ada.post(f"{address}?base={base}").status_code == 422
