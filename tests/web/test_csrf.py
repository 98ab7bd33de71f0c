"""A form is sent by one of our own pages, or not at all."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests import factories

OURS = "http://testserver"


@pytest.fixture
def strict(bela):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bela)
    return client


def token(client, address="/account/"):
    return re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode()
    )[1]


def switch(client, **extra):
    fields = {"single_keys": "off"} | extra.pop("fields", {})
    return client.post("/account/keys/", fields, **extra)


def views(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        elif pattern.app_name != "api":  # no cookie opens it: tests/api/test_access.py
            yield from views(pattern.url_patterns)


def test_no_view_is_exempt():
    found = list(views(get_resolver().url_patterns))

    assert len(found) > 30
    assert not [view for view in found if getattr(view, "csrf_exempt", False)]


def test_with_its_token_a_form_is_taken(strict):
    assert switch(strict, fields={"csrfmiddlewaretoken": token(strict)}).status_code == 302


def test_with_its_header_a_fragment_is_taken(strict):
    assert switch(strict, HTTP_X_CSRFTOKEN=token(strict)).status_code == 302


@pytest.mark.parametrize("given", ["", "x", "x" * 64, "\0" * 32, "é" * 64])
def test_without_the_right_token_it_is_refused(strict, bela, given):
    token(strict)

    answer = switch(strict, fields={"csrfmiddlewaretoken": given})

    bela.refresh_from_db()
    assert answer.status_code == 403
    assert bela.single_keys


@pytest.mark.parametrize("origin", ["https://example.com", "null", "http://testserver.example.com"])
def test_a_foreign_page_is_refused_even_with_the_token(strict, origin):
    fields = {"csrfmiddlewaretoken": token(strict)}

    assert switch(strict, fields=fields, HTTP_ORIGIN=origin).status_code == 403


def test_every_form_of_the_desk_is_refused_without_one(strict):
    claim = factories.Annotation()
    addresses = [
        "/articles/",
        f"{claim.article.get_absolute_url()}annotations/",
        *(f"/annotations/{claim.pk}/{noun}/" for noun in ("edit", "delete", "restore", "verdicts")),
        f"/annotations/{claim.pk}/evidence/",
        "/account/password/",
        "/logout/",
        "/login/",
    ]

    assert {strict.post(address).status_code for address in addresses} == {403}


# -- nothing is lost ----------------------------------------------------------------------------


def test_the_refusal_says_that_nothing_is_lost(strict):
    answer = switch(strict)

    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


def test_what_our_own_page_sent_can_be_sent_again(strict, bela):
    token(strict)
    refused = switch(strict, fields={"note": "\nlong <b>words"}, HTTP_ORIGIN=OURS)
    page = refused.content.decode()
    fresh = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]

    again = switch(strict, fields={"csrfmiddlewaretoken": fresh}, HTTP_ORIGIN=OURS)

    assert '<form class="stack" method="post" action="/account/keys/">' in page
    assert '<textarea name="note" hidden>&#10;\nlong &lt;b&gt;words</textarea>' in page
    assert again.status_code == 302


def test_what_a_foreign_page_sent_cannot(strict):
    page = switch(strict, HTTP_ORIGIN="https://example.com").content.decode()

    assert "single_keys" not in page


def test_a_password_is_never_shown_again(strict):
    fields = {"username": "bela", "password": "sesame", "new_password1": "sesame"}

    page = strict.post("/login/", fields, HTTP_ORIGIN=OURS).content.decode()

    assert "bela" in page
    assert "sesame" not in page


def test_a_fragment_gets_a_fragment(strict):
    answer = switch(strict, HTTP_HX_REQUEST="true")

    assert answer.status_code == 403
    assert "<html" not in answer.content.decode()
    assert "what you typed is kept" in answer.content.decode()


def test_who_sends_no_cookies_is_told_so(db):
    page = Client(enforce_csrf_checks=True).post("/login/").content.decode()

    assert "no cookie" in page
