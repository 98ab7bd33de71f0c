"""Tokens and webhooks in the admin."""

import pytest
from django.urls import reverse

from annotations.models import Webhook
from annotations.services import fetching
from tests import factories
from tests.admin.pages import change, changelist

URL = "https://example.org/hook"


@pytest.fixture
def webhook(db):
    return factories.Webhook(url=URL)


def test_an_editor_sees_whose_programs_act(as_ada):
    token = factories.Token(by__username="otto", name="Spreadsheet")

    page = as_ada.get(changelist("token")).text

    assert "otto" in page
    assert "Spreadsheet" in page
    assert token.digest not in page + as_ada.get(change(token)).text


def test_and_revokes_them(as_ada):
    token = factories.Token()

    acted(as_ada, "token", "revoke", token)

    token.refresh_from_db()
    assert token.revoked_at


def acted(client, noun, action, row):
    said = {"action": action, "_selected_action": [row.pk]}
    return client.post(changelist(noun), said, follow=True)


@pytest.mark.parametrize("noun", ["token", "webhook", "delivery"])
def test_reviewers_see_none_of_it(as_bela, noun):
    assert as_bela.get(changelist(noun)).status_code == 403


@pytest.mark.parametrize("noun", ["token", "delivery"])
def test_nothing_is_added_here(as_ada, noun):
    assert as_ada.get(reverse(f"admin:annotations_{noun}_add")).status_code == 403


def test_a_webhook_is_made(as_ada, ada):
    said = {"url": URL, "kinds": ["verdict.given", "article.stale"], "is_active": "", "secret": "x"}

    as_ada.post(reverse("admin:annotations_webhook_add"), said)

    made = Webhook.objects.get()
    assert (made.url, made.kinds, made.is_active) == (URL, said["kinds"], True)
    assert made.created_by == ada
    assert made.secret.startswith("whsec_")


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "ftp://example.org/"},
        {"url": "https://example.org:22/"},
        {"kinds": []},
        {"kinds": ["x"]},
    ],
)
def test_a_bad_one_is_not(as_ada, wrong):
    said = {"url": URL, "kinds": ["verdict.given"]} | wrong

    answer = as_ada.post(reverse("admin:annotations_webhook_add"), said)

    assert "errorlist" in answer.text
    assert not Webhook.objects.exists()


def test_its_secret_is_shown_to_editors_and_never_rewritten(as_ada, webhook):
    before = webhook.secret

    as_ada.post(change(webhook), {"url": "https://example.com/", "secret": "x"})

    webhook.refresh_from_db()
    assert (webhook.url, webhook.secret) == (URL, before)
    assert before in as_ada.get(change(webhook)).text


def test_it_is_switched_off_and_on(as_ada, webhook):
    acted(as_ada, "webhook", "pause", webhook)
    webhook.refresh_from_db()
    was = webhook.is_active
    acted(as_ada, "webhook", "resume", webhook)
    webhook.refresh_from_db()

    assert (was, webhook.is_active) == (False, True)


@pytest.mark.parametrize(("status", "words"), [(200, "it arrived."), (500, f"{URL}: 500")])
def test_a_test_is_sent(as_ada, webhook, monkeypatch, status, words):
    monkeypatch.setattr(fetching, "send", lambda url, body, headers: status)

    assert words in acted(as_ada, "webhook", "send_test", webhook).text


def test_deliveries_can_be_read(as_ada):
    event = factories.Annotation().events.first()
    delivery = factories.Delivery(event=event, failure="500", payload={"type": "verdict.given"})

    assert "500" in as_ada.get(changelist("delivery")).text
    assert "verdict.given" in as_ada.get(change(delivery)).text
