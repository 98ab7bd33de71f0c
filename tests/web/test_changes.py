import re

import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, parts


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("changes", args=["dam"])


def cursor(page) -> str:
    """What the page will send as `since`."""
    return re.search(r'id="since" name="since" value="(\d+)"', page.text)[1]


def since(article):
    article.refresh_from_db()
    return {"since": article.last_event}


# -- who, and how ----------------------------------------------------------------------------------


def test_a_stranger_logs_in(client, address):
    assert client.get(address, {"since": 0})["Location"].startswith("/login/")


def test_a_page_that_was_signed_out_is_told_so(client, address):
    assert client.get(address, {"since": 0}, headers=HTMX).status_code == 401


def test_an_account_without_a_role_is_refused(as_cleo, address):
    assert as_cleo.get(address, {"since": 0}).status_code == 403


def test_post_is_refused(as_bela, address):
    assert as_bela.post(address, {"since": 0}).status_code == 405


def test_what_nobody_can_see_is_not_found(as_bela, address):
    assert as_bela.get(reverse("changes", args=["nowhere"]), {"since": 0}).status_code == 404


@pytest.mark.parametrize("bad", ["", "x", "-1", "1.5", "²", "9" * 5000, "1;drop", "NaN"])
def test_a_cursor_that_is_none_is_refused(as_bela, address, bad):
    assert as_bela.get(address, {"since": bad}).status_code == 400


def test_a_missing_cursor_is_refused(as_bela, address):
    assert as_bela.get(address).status_code == 400


# -- what it says ----------------------------------------------------------------------------------


def test_nothing_new_is_204(as_bela, article, address):
    factories.Annotation(article=article)

    answer = as_bela.get(address, since(article), headers=HTMX)

    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("ahead", [1000, 10**30])
def test_a_cursor_ahead_of_everything_is_204(as_bela, address, ahead):
    assert as_bela.get(address, {"since": ahead}).status_code == 204


def test_the_page_begins_where_it_stands(as_bela, article, address):
    factories.Annotation(article=article)

    page = as_bela.get(article.get_absolute_url())

    assert as_bela.get(address, {"since": cursor(page)}).status_code == 204


def test_a_new_claim_comes_with_its_paragraph(as_bela, article, address):
    seen = since(article)
    claim = factories.Annotation(article=article)

    update = as_bela.get(address, seen, headers=HTMX)

    assert update.status_code == 200
    assert parts(update).keys() == {"s1", "s2", "margin-1", "progress"}
    assert claim.dom_id in parts(update)["margin-1"]


def test_only_paragraphs_with_news_come(as_bela, article, address):
    factories.Annotation(article=article)
    seen = since(article)
    factories.Annotation(article=article, quote="Nobody was hurt")

    update = as_bela.get(address, seen, headers=HTMX)

    assert parts(update).keys() == {"s3", "margin-2", "progress"}


def test_a_claim_across_paragraphs_comes_with_all_of_them(as_bela, article, address):
    seen = since(article)
    factories.Annotation(article=article, quote="it safe.\nNobody was hurt")

    update = as_bela.get(address, seen, headers=HTMX)

    assert parts(update).keys() >= {"s2", "s3", "margin-1", "margin-2"}


@pytest.mark.parametrize(
    "happening",
    [
        lambda claim, ada: factories.Verdict(annotation=claim),
        lambda claim, ada: factories.Evidence(annotation=claim),
        lambda claim, ada: claim.edit(by=ada, version=1, claim_text="In plain words"),
        lambda claim, ada: claim.delete_softly(by=ada, version=1),
        lambda claim, ada: claim.verdicts.first().withdraw(by=ada),
        lambda claim, ada: claim.evidence.first().remove(by=ada),
    ],
    ids=["judged", "evidence", "edited", "deleted", "withdrawn", "evidence removed"],
)
def test_whatever_happens_to_a_claim_comes(as_bela, ada, article, address, happening):
    claim = factories.Annotation(article=article)
    factories.Verdict(annotation=claim)
    factories.Evidence(annotation=claim, title="Before")
    seen = since(article)

    happening(claim, ada)

    update = as_bela.get(address, seen, headers=HTMX)
    page = as_bela.get(article.get_absolute_url())
    assert parts(update).keys() == {"s1", "s2", "margin-1", "progress"}
    assert parts(update).items() <= parts(page).items()


def test_the_margin_of_a_deleted_claim_comes_without_it(as_bela, ada, article, address):
    claim = factories.Annotation(article=article)
    seen = since(article)
    claim.delete_softly(by=ada, version=1)

    update = as_bela.get(address, seen, headers=HTMX)

    assert str(claim.pk) not in update.text
    assert "<mark" not in parts(update)["s1"]


def test_a_restored_claim_comes_back(as_bela, ada, article, address):
    claim = factories.Annotation(article=article)
    claim.delete_softly(by=ada, version=1)
    seen = since(article)
    claim.restore(by=ada)

    assert claim.dom_id in parts(as_bela.get(address, seen, headers=HTMX))["margin-1"]


def test_the_cursor_moves_on(as_bela, article, address):
    factories.Annotation(article=article)

    update = as_bela.get(address, {"since": 0}, headers=HTMX)

    assert cursor(update) == str(since(article)["since"])
    assert as_bela.get(address, {"since": cursor(update)}).status_code == 204


def test_a_correction_of_the_article_moves_the_cursor_alone(as_bela, ada, article, address):
    seen = since(article)
    article.edit(by=ada, version=1, title="Another title")

    update = as_bela.get(address, seen, headers=HTMX)

    assert parts(update).keys() == {"progress"}
    assert cursor(update) == str(seen["since"] + 1)


def test_other_articles_do_not_disturb(as_bela, article, address):
    seen = since(article)
    factories.Annotation()

    assert as_bela.get(address, seen).status_code == 204


def test_news_says_nothing_that_was_not_done_here(as_bela, article, address):
    factories.Annotation(article=article)

    assert 'id="flash"' not in as_bela.get(address, {"since": 0}, headers=HTMX).text


def test_many_news_cost_no_further_queries(as_bela, article, address, same_queries):
    def grow():
        claim = factories.Annotation(article=article)
        factories.Verdict(annotation=claim, evidence=[factories.Evidence(annotation=claim)])

    grow()

    same_queries(lambda: as_bela.get(address, {"since": 0}, headers=HTMX), grow)


def test_asking_for_no_news_is_cheap(as_bela, article, address, django_assert_max_num_queries):
    seen = since(article)

    with django_assert_max_num_queries(4):  # session, user, roles, article
        as_bela.get(address, seen, headers=HTMX)
