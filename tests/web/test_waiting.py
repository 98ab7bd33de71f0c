import pytest

from tests import factories


@pytest.fixture
def claim(db):
    return factories.Annotation(article__slug="dam")


def test_it_lists_what_waits(as_bela, claim):
    page = as_bela.get("/waiting/").text

    assert claim.quote in page
    assert claim.get_absolute_url() in page


def test_next_goes_to_the_claim_on_its_desk(as_bela, claim):
    answer = as_bela.get("/waiting/next/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/articles/dam/?claim={claim.pk}#at-{claim.pk}"


def test_with_nothing_left_it_says_so(as_bela):
    answer = as_bela.get("/waiting/next/", follow=True)

    assert "Nothing waits for you" in answer.text


def test_what_was_passed_over_can_be_taken_up_there(as_bela, bela, claim):
    skip = claim.skip(by=bela, reason="Not my field.")

    page = as_bela.get("/waiting/").text

    assert "Not my field." in page
    assert f'action="/skips/{skip.pk}/remove/"' in page


def test_more_claims_and_articles_cost_no_further_queries(as_bela, claim, same_queries):
    def grow():
        for _ in range(3):
            factories.Annotation()

    assert same_queries(lambda: as_bela.get("/waiting/"), grow) <= 15
