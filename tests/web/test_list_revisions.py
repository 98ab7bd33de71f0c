"""The list of an article's revisions, of which two can be chosen to be compared."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised

EDITED = TEXT.replace("holds", "never holds")


@pytest.fixture
def article(ada):
    article = factories.Verdict(
        annotation__article__by=ada, annotation__article__slug="dam"
    ).annotation.article
    factories.Annotation(article=article, quote="Nobody was hurt")
    revised(article, EDITED, by=ada)
    return article


@pytest.fixture
def address(article):
    return reverse("revisions", args=["dam"])


@pytest.fixture
def choose(article):
    return reverse("revisions.choose", args=["dam"])


def test_a_stranger_logs_in(client, address):
    assert client.get(address)["Location"] == f"/login/?next={address}"


def test_an_account_without_a_role_is_refused(as_cleo, address, choose):
    assert {as_cleo.get(one).status_code for one in (address, choose)} == {403}


def test_post_is_refused(as_ada, address, choose):
    assert {as_ada.post(one).status_code for one in (address, choose)} == {405}


@pytest.mark.parametrize("name", ["revisions", "revisions.choose"])
def test_what_is_not_there_is_not_found(as_bela, db, name):
    assert as_bela.get(reverse(name, args=["none"])).status_code == 404


def test_the_newest_comes_first(as_bela, address):
    entries = as_bela.get(address).context["entries"]

    assert [entry.revision.number for entry in entries] == [2, 1]


def test_it_says_what_each_update_did(as_bela, address):
    newest, first = as_bela.get(address).context["entries"]

    assert [count.text for count in newest.counts] == ["1 kept", "1 needs a re-check"]
    assert first.counts == []


def test_it_says_by_whom(as_bela, address):
    assert ">ada</span>" in as_bela.get(address).text


def test_only_who_may_update_is_offered_to(as_bela, address):
    page = as_bela.get(address).text

    assert "Bring this text back" not in page
    assert "Update text" not in page


def test_any_but_the_newest_can_be_brought_back(as_ada, address):
    page = as_ada.get(address).text

    assert page.count("Bring this text back") == 1
    assert reverse("revisions.restore", args=["dam", 1]) in page


def test_an_article_of_one_text_has_nothing_to_compare(as_bela):
    article = factories.Article()

    assert "Compare" not in as_bela.get(reverse("revisions", args=[article.slug])).text


def test_two_numbers_lead_to_the_comparison(as_bela, choose):
    answer = as_bela.get(choose, {"old": "1", "new": "2"})

    assert answer["Location"] == reverse("revisions.compare", args=["dam", 1, 2])


@pytest.mark.parametrize(
    "chosen", [{}, {"old": "x", "new": "1"}, {"old": "0", "new": "1"}, {"old": 10**20, "new": 1}]
)
def test_anything_else_is_refused_with_the_list(as_bela, choose, chosen):
    answer = as_bela.get(choose, chosen)

    assert answer.status_code == 422
    assert "Choose two revisions to compare." in answer.text


def test_more_revisions_cost_no_further_queries(as_ada, article, address, same_queries):
    def grow():
        for n in range(3):
            revised(article, f"{EDITED} More {n}.")

    same_queries(lambda: as_ada.get(address), grow)


def test_their_texts_are_not_read(as_ada, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as queries:
        as_ada.get(address)

    assert not any('"annotations_revision"."text"' in one["sql"] for one in queries)
