"""Any two revisions stand side by side, at an address of their own."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import lasting

EDITED = TEXT.replace("holds", "never holds")


@pytest.fixture
def verdict(ada):
    return factories.Verdict(annotation__article__by=ada, annotation__article__slug="dam")


@pytest.fixture
def article(verdict):
    revised(verdict.annotation.article, EDITED)
    return verdict.annotation.article


def show(client, old, new, slug="dam"):
    return client.get(reverse("revisions.compare", args=[slug, old, new]))


def marked(page, tag):
    """The words inside `<ins>` or `<del>`, without the word for who cannot see them."""
    return re.findall(rf"<{tag}><bdi [^>]*>\w+: </bdi>(.*?)</{tag}>", lasting(page))


def test_a_stranger_logs_in(client, article):
    assert show(client, 1, 2)["Location"].startswith("/login/")


def test_an_account_without_a_role_is_refused(as_cleo, article):
    assert show(as_cleo, 1, 2).status_code == 403


def test_post_is_refused(as_ada, article):
    assert as_ada.post(reverse("revisions.compare", args=["dam", 1, 2])).status_code == 405


@pytest.mark.parametrize("numbers", [(1, 9), (9, 1), (0, 1), (1, 10**30)])
def test_what_is_not_there_cannot_be_compared(as_bela, article, numbers):
    assert show(as_bela, *numbers).status_code == 404


def test_nor_in_another_article(as_bela, article):
    assert show(as_bela, 1, 2, "none").status_code == 404


def test_what_differs_is_marked(as_bela, article):
    page = show(as_bela, 1, 2)

    assert (marked(page, "del"), marked(page, "ins")) == ([], ["never "])


def test_either_may_come_first(as_bela, article):
    page = show(as_bela, 2, 1)

    assert (marked(page, "del"), marked(page, "ins")) == (["never "], [])


def test_the_same_revision_twice_has_no_difference(as_bela, article):
    page = show(as_bela, 1, 1)

    assert marked(page, "ins") + marked(page, "del") == []
    assert "0 changes" in page.text


def test_claims_stand_beside_both_and_say_what_became_of_them(as_bela, article, verdict):
    page = show(as_bela, 1, 2).text

    assert page.count(f'href="{verdict.annotation.get_absolute_url()}"') == 2
    assert page.count("needs re-check") == 2


def test_changes_lead_to_one_another(as_bela, article):
    revised(article, TEXT.replace("dam", "weir").replace("hurt", "harmed"))

    page = show(as_bela, 1, 3).text

    assert re.findall(r'id="change-(\d)"', page) == ["1", "2"]
    assert re.findall(r'href="#change-(\d)" rel="(\w+)"', page) == [("2", "next"), ("1", "prev")]


def test_long_unchanged_stretches_are_folded(as_bela):
    text = " ".join(f"Sentence number {n} is here." for n in range(30))
    article = factories.Article(text=text, slug="long")
    factories.Annotation(article=article, quote="number 3 is")
    revised(article, text.replace("number 15", "count 15"))

    page = show(as_bela, 1, 2, "long").text

    assert "13 unchanged sentences · 1 claim" in " ".join(page.split())
    assert "12 unchanged sentences" in page


def test_markup_in_the_text_is_text(as_bela):
    article = factories.Article(text="<b>Dam</b> one. <i>Two</i>.", slug="marks")
    revised(article, "<b>Dam</b> three. <img src=x>.")

    page = show(as_bela, 1, 2, "marks").text

    assert "<img" not in page
    assert "&lt;b&gt;Dam" in page


def test_a_longer_article_costs_no_further_queries(as_bela, article, same_queries):
    def grow():
        for quote in ("Officials", "Nobody was hurt", "The dam"):
            factories.Verdict(annotation=factories.Annotation(article=article, quote=quote))

    same_queries(lambda: show(as_bela, 1, 2), grow)
