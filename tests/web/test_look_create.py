import pytest
from django.urls import reverse

from annotations.models import Look
from tests import factories
from tests.web.questions import NOWHERE, Questions


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("looks.create", args=[claim.pk])


@pytest.fixture
def missing(claim):
    return [reverse("looks.create", args=[NOWHERE])]


@pytest.fixture
def signs(claim):
    return reverse("looks", args=[claim.article.slug])


class TestQuestions(Questions):
    pass


def test_who_opens_a_verdict_is_seen_by_others(as_bela, bela, ada, client, claim, address):
    assert as_bela.post(address).status_code == 204

    client.force_login(ada)
    assert "bela</span> is looking at this" in client.get(claim.article.get_absolute_url()).text


def test_not_by_oneself(as_bela, claim, address):
    as_bela.post(address)

    assert "is looking at this" not in as_bela.get(claim.article.get_absolute_url()).text


def test_one_looks_at_one_claim_at_a_time(as_bela, bela, claim, address):
    Look.begin(factories.Annotation(), by=bela)

    as_bela.post(address)

    assert Look.objects.get().annotation == claim


def test_with_the_verdict_it_ends(as_bela, bela, claim):
    Look.begin(claim, by=bela)
    said = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}

    as_bela.post(reverse("verdicts.create", args=[claim.pk]), said)

    assert not Look.objects.exists()


def test_the_page_hears_of_it_once(as_ada, bela, claim, signs):
    assert as_ada.get(signs, {"looks": ""}).status_code == 204
    look = Look.begin(claim, by=bela)

    told = as_ada.get(signs, {"looks": ""})
    again = as_ada.get(signs, {"looks": f"{claim.pk}:{bela.pk}"})

    assert f'id="looking-{claim.pk}" hx-swap-oob="true"' in told.text
    assert again.status_code == 204
    look.delete()
    assert "is looking" not in as_ada.get(signs, {"looks": f"{claim.pk}:{bela.pk}"}).text


def test_the_form_says_that_somebody_looks(as_bela, claim, address):
    form = as_bela.get(reverse("verdicts.new", args=[claim.pk])).text

    assert f'hx-post="{address}" hx-trigger="load' in form
