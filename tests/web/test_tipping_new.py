"""A reader reports evidence: a page without script, and nothing kept but what was typed."""

import pytest
from django.test import Client

from annotations.models import Event, Tip
from annotations.web.views.tipping import PER_HOUR
from tests import factories

pytestmark = pytest.mark.django_db
SAID = {"url": "https://example.org/survey", "words": "It says 38.", "contact": "me"}


@pytest.fixture
def version(ada):
    return factories.Publication(by=ada)


@pytest.fixture
def address(version):
    key = version.content["claims"][0]["id"]
    return f"/published/{version.article.slug}/claims/{key}/evidence/"


def test_what_is_sent_waits_at_its_claim(client, address):
    answer = client.post(address, SAID)

    tip = Tip.objects.get()
    assert "Thank you" in answer.text
    assert {name: getattr(tip, name) for name in SAID} == SAID
    assert str(tip.annotation_id) in address


def test_the_history_tells_it_without_the_sender(client, address):
    client.post(address, SAID)

    told = Event.objects.get(verb="tipped")
    assert (told.actor, told.after["words"]) == (None, "It says 38.")
    assert "contact" not in told.after


def test_the_same_again_is_one(client, address):
    for _ in range(2):
        client.post(address, SAID)

    assert Tip.objects.count() == 1


def test_a_locked_article_takes_it(client, address, version, ada):
    version.article.lock_changes(by=ada)

    client.post(address, SAID)

    assert Tip.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"url": "", "words": " "}, {"url": "javascript:alert(1)"}, {"words": "a\0b"}]
)
def test_what_says_nothing_or_is_no_link_is_refused(client, address, wrong):
    answer = client.post(address, SAID | wrong)

    assert answer.status_code == 422
    assert not Tip.objects.exists()


def test_more_than_a_few_within_the_hour_have_to_wait(client, address):
    said = [SAID | {"words": f"{n}"} for n in range(PER_HOUR + 1)]

    *taken, late = [client.post(address, one) for one in said]
    forged = client.post(address, said[-1], headers={"X-Forwarded-For": "192.0.2.1"})
    other = client.post(address, said[-1], REMOTE_ADDR="192.0.2.2")

    assert {answer.status_code for answer in taken} == {200}
    assert (late.status_code, forged.status_code, other.status_code) == (429, 429, 200)
    assert 0 < int(late["Retry-After"]) <= 3600
    assert "5</textarea>" in late.text


def test_only_the_page_of_the_form_sets_the_cookie_against_forged_ones(address):
    reader = Client(enforce_csrf_checks=True)

    assert reader.post(address, SAID).status_code == 403
    page = reader.get(address)

    assert set(page.cookies) == {"factcheck_csrf"}
    assert "no-store" in page["Cache-Control"]


def test_other_methods_are_refused_and_what_is_not_published_is_not_found(client, address, ada):
    claim = factories.Annotation(by=ada)

    assert client.put(address).status_code == 405
    assert (
        client.post(f"/published/{claim.article.slug}/claims/{claim.pk}/evidence/").status_code
        == 404
    )
