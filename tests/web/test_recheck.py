from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories

ADDRESS = reverse("recheck")


def waiting(**known):
    return factories.Verdict(recheck_by=timezone.localdate() - timedelta(days=1), **known)


def test_mine_come_first_and_everybodys_on_demand(as_bela, bela):
    mine, other = waiting(by=bela).annotation, waiting().annotation

    page, everybodys = as_bela.get(ADDRESS).text, as_bela.get(f"{ADDRESS}?whose=all").text

    links = [claim.get_absolute_url() for claim in (mine, other)]
    assert [link in page for link in links] == [True, False]
    assert [link in everybodys for link in links] == [True, True]


def test_it_says_why_and_what_to_do(as_bela, bela):
    waiting(by=bela)

    page = as_bela.get(ADDRESS).text

    assert "The day to check again has passed" in page
    assert "give the verdict with a new day" in page


def test_one_article_alone(as_ada):
    here, other = (waiting().annotation for _ in range(2))

    page = as_ada.get(f"{ADDRESS}?whose=all&article={here.article.slug}").text

    assert here.get_absolute_url() in page
    assert other.get_absolute_url() not in page


@pytest.mark.parametrize("query", ["whose=nobody", "article=none", "article=%00x", "article=é"])
def test_what_does_not_fit_is_left_out(as_bela, bela, query):
    answer = as_bela.get(f"{ADDRESS}?{query}")

    assert answer.status_code in (200, 400)


def test_with_nothing_to_do_it_says_so(as_bela):
    assert "None of your verdicts waits" in as_bela.get(ADDRESS).text


def test_more_claims_cost_no_more_queries(as_ada, same_queries):
    def grow():
        waiting()
        claim = factories.Annotation()
        for kind in ("disputed", "sourced"):
            factories.Verdict(annotation=claim, kind=kind)

    grow()

    assert same_queries(lambda: as_ada.get(f"{ADDRESS}?whose=all"), grow) <= 15


def test_a_stranger_logs_in(client, db):
    assert client.get(ADDRESS)["Location"].startswith("/login/")
