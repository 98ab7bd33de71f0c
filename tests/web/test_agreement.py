"""The pages on how far reviewers agree: of an article, of two people, of the desk."""

import re

import pytest
from django.urls import reverse

from tests import factories

SAID = {
    "The dam": ("verified", "verified"),
    "40 million litres": ("disputed", "verified"),
    "called it safe": ("disputed", "disputed"),
}


@pytest.fixture
def article(ada):
    return factories.Article(by=ada, slug="dam", title="The dam report")


@pytest.fixture
def dora(db):
    return factories.Reviewer(username="dora")


@pytest.fixture
def judged(article, ada, bela, dora):
    for quote, kinds in SAID.items():
        claim = factories.Annotation(article=article, quote=quote, by=ada)
        for by, kind in zip((bela, dora), kinds, strict=True):
            factories.Verdict(annotation=claim, by=by, kind=kind)


@pytest.fixture
def address(article):
    return reverse("agreement.show", args=["dam"])


@pytest.fixture
def desk(article):
    return reverse("agreement")


def words(answer):
    """What the page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_stranger_logs_in(client, address, desk):
    for one in (address, desk):
        assert client.get(one)["Location"] == f"/login/?next={one}"


def test_an_account_without_a_role_is_refused(as_cleo, address, desk):
    assert {as_cleo.get(one).status_code for one in (address, desk)} == {403}


def test_post_is_refused(as_ada, address, desk):
    assert {as_ada.post(one).status_code for one in (address, desk)} == {405}


def test_what_is_not_there_is_not_found(as_ada, db):
    assert as_ada.get(reverse("agreement.show", args=["none"])).status_code == 404


def test_the_desk_is_for_editors(as_bela, desk):
    answer = as_bela.get(desk)

    assert answer.status_code == 403
    assert "only editors may do it" in answer.text


def test_a_blind_article_is_for_editors(client, article, address, ada, bela):
    article.set_review(by=ada, version=article.version, is_blind=True)

    answers = []
    for user in (bela, ada):
        client.force_login(user)
        answers.append(client.get(address).status_code)

    assert answers == [403, 200]


def test_it_shows_alpha_with_its_n_its_interval_and_what_it_means(as_bela, judged, address):
    page = words(as_bela.get(address))

    assert "6 verdicts 2 reviewers 3 claims judged 3 by two or more" in page
    assert "0.444 Too low" in page
    assert "95% interval" in page
    assert "Reviewers agree too little for conclusions" in page
    assert "Too few claims to rely on: 3 compared, at least 34 needed." in page


def test_each_pair_links_to_its_matrix(as_bela, judged, address):
    assert 'href="?first=bela&amp;second=dora#pair"' in as_bela.get(address).text


def test_the_matrix_says_in_words_what_it_is(as_bela, judged, address):
    page = words(as_bela.get(address, {"first": "dora", "second": "bela"}))

    assert "What bela said (rows) and what dora said of the same claims (columns)" in page
    assert "≠ Disputed 1 0 1 the same 2" in page


def test_it_lists_where_they_differ(as_bela, judged, article, address):
    claim = article.annotations.get(quote="40 million litres")

    page = as_bela.get(address)

    assert [one.claim for one in page.context["differences"].shown] == [claim]
    assert claim.get_absolute_url() in page.text


def test_without_variation_it_says_so(as_bela, article, address, bela, dora):
    claim = factories.Annotation(article=article)
    for by in (bela, dora):
        factories.Verdict(annotation=claim, by=by)

    page = words(as_bela.get(address))

    assert "no variation: all verdicts compared say the same. They agree in 100%" in page
    assert "0.000" not in page
    assert "1.000" not in page


def test_without_verdicts_it_says_so(as_bela, address):
    assert "No verdict counts here yet" in as_bela.get(address).text


def test_of_one_reviewer_it_says_so(as_ada, article, desk, bela):
    factories.Verdict(annotation__article=article, by=bela)

    assert "Only bela gave verdicts here. Agreement takes two." in as_ada.get(desk).text


@pytest.mark.parametrize(
    "asked",
    [{"first": "bela"}, {"first": "bela", "second": "bela"}, {"first": "x", "second": "dora"}],
)
def test_anything_but_two_people_is_refused_with_the_page(as_bela, judged, address, asked):
    answer = as_bela.get(address, asked)

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert "0.444" in answer.text


def test_people_of_elsewhere_cannot_be_asked_for(as_bela, judged, address, noise):
    other = noise.reviewer.username

    assert as_bela.get(address, {"first": "bela", "second": other}).status_code == 422


def test_the_desk_adds_up_all_articles(as_ada, judged, noise, desk):
    page = as_ada.get(desk)

    assert "7 verdicts" in page.text
    assert "The dam report" in page.text


@pytest.mark.parametrize("asked", [{}, {"first": "bela", "second": "dora"}])
def test_more_verdicts_cost_no_further_queries(as_ada, judged, desk, same_queries, asked):
    def grow():
        for name in ("emil", "fina"):
            by = factories.Reviewer(username=name)
            for article in (factories.Article(), factories.Article()):
                claim = factories.Annotation(article=article, by=by)
                factories.Verdict(annotation=claim, by=by)
                factories.Verdict(annotation=claim, kind="verified")

    assert same_queries(lambda: as_ada.get(desk, asked), grow) <= 15
