"""Every revision has its page, for good."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised

EDITED = TEXT.replace("holds", "never holds")


@pytest.fixture
def verdict(ada):
    return factories.Verdict(annotation__article__by=ada, annotation__article__slug="dam")


@pytest.fixture
def article(verdict):
    revised(verdict.annotation.article, EDITED)
    return verdict.annotation.article


def show(client, number, slug="dam"):
    return client.get(reverse("revisions.show", args=[slug, number]))


def test_a_stranger_logs_in(client, article):
    assert show(client, 1)["Location"].startswith("/login/")


def test_an_account_without_a_role_is_refused(as_cleo, article):
    assert show(as_cleo, 1).status_code == 403


def test_post_is_refused(as_ada, article):
    assert as_ada.post(reverse("revisions.show", args=["dam", 1])).status_code == 405


@pytest.mark.parametrize(("slug", "number"), [("none", 1), ("dam", 0), ("dam", 3), ("dam", 10**30)])
def test_what_is_not_there_is_not_found(as_bela, article, slug, number):
    assert show(as_bela, number, slug).status_code == 404


def test_it_shows_the_text_as_it_was_with_its_marks(as_bela, article):
    page = show(as_bela, 1).text

    assert 'data-start="0" data-end="33"' in page
    assert "The dam holds <i" in page
    assert '<mark class="m m--disputed"' in page


def test_it_says_that_it_is_not_the_newest(as_bela, article):
    assert "This is an older text; the newest is revision 2." in show(as_bela, 1).text
    assert "This is an older text" not in show(as_bela, 2).text


def test_a_claim_leads_to_its_permalink(as_bela, article, verdict):
    assert f'href="{verdict.annotation.get_absolute_url()}"' in show(as_bela, 1).text


def test_a_verdict_is_stale_only_where_it_is(as_bela, article):
    assert "is-stale" not in show(as_bela, 1).text
    assert "needs re-check" in show(as_bela, 2).text


def test_a_claim_that_is_gone_by_now_stands_where_it_stood(as_bela, article):
    revised(article, "All withdrawn.")

    assert len(show(as_bela, 2).context["cards"]) == 1
    assert show(as_bela, 3).context["cards"] == []


def test_a_verdict_on_later_words_does_not_count_here(as_bela, article, verdict):
    factories.Verdict(annotation=verdict.annotation, by=verdict.reviewer, supersedes=verdict.pk)

    page = show(as_bela, 1).text

    assert "judged in other words, or too long ago" in page


def test_deleted_claims_are_left_out(as_bela, article, verdict, ada):
    verdict.annotation.delete_softly(by=ada, version=1)

    assert show(as_bela, 1).context["cards"] == []


def test_marks_on_sentences_show(as_bela, article, ada):
    article.current().sentences.get(number=2).mark("opinion", by=ada, before="")

    assert 'data-aside="opinion"' in show(as_bela, 2).text


def test_it_leads_to_those_beside_it(as_bela, article):
    revised(article, EDITED + " More.")

    page = show(as_bela, 2).text

    for name, *numbers in [
        ("revisions.show", 1),
        ("revisions.show", 3),
        ("revisions.compare", 1, 2),
        ("revisions.compare", 2, 3),
    ]:
        assert f'href="{reverse(name, args=["dam", *numbers])}"' in page


def test_more_claims_cost_no_further_queries(as_bela, article, same_queries):
    def grow():
        for quote in ("Officials", "Nobody was hurt", "The dam"):
            factories.Verdict(annotation=factories.Annotation(article=article, quote=quote))

    same_queries(lambda: show(as_bela, 2), grow)
