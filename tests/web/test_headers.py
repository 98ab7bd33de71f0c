"""The browser's orders on every answer, whoever asks and whatever went wrong."""

import re

import pytest
from axes.models import AccessFailureLog
from django.test import Client

from tests import factories

CSP = "Content-Security-Policy"
STRICT = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}


def policy(answer):
    parts = (part.strip().partition(" ") for part in answer[CSP].split(";"))
    return {name: value for name, _, value in parts}


def is_strict(answer):
    found = policy(answer)
    script = found.pop("script-src")
    assert re.fullmatch(r"('nonce-[\w+/=]{22,}')?", script), script
    return found == STRICT


@pytest.mark.parametrize("address", ["/login/", "/healthz", "/", "/account/", "/no/such/page/"])
def test_a_strangers_answers_are_strict(client, db, address):
    assert is_strict(client.get(address))


@pytest.mark.parametrize(
    "address", ["/", "/account/", "/account/password/", "/exports/", "/no/such/page/", "/login/"]
)
def test_a_reviewers_pages_are_strict(as_bela, address):
    assert is_strict(as_bela.get(address))


def test_the_desk_is_strict(as_bela):
    article = factories.Annotation().article

    assert is_strict(as_bela.get(article.get_absolute_url()))


def bad_request(client):
    return client.get("/?q=%00")


def bad_host(client):
    return client.get("/", HTTP_HOST="example.com")


def forbidden(client):
    client.force_login(factories.User())
    return client.get("/")


def stale_form(client):
    return Client(enforce_csrf_checks=True).post("/login/")


def too_long(client):
    return client.generic("POST", "/login/", b"", CONTENT_LENGTH="50000000")


def locked_out(client):
    address = "127.0.0.1"
    rows = (AccessFailureLog(username=f"n{n}", ip_address=address) for n in range(100))
    AccessFailureLog.objects.bulk_create(rows)
    return client.post("/login/", {"username": "a", "password": "b"})


def broken(client):
    client.raise_request_exception = False
    return client.get("/login/")


@pytest.mark.parametrize(
    ("provoke", "status"),
    [
        (bad_request, 400),
        (bad_host, 400),
        (forbidden, 403),
        (stale_form, 403),
        (too_long, 413),
        (locked_out, 429),
    ],
)
def test_every_refusal_is_strict(client, db, provoke, status):
    answer = provoke(client)

    assert answer.status_code == status
    assert "text/html" in answer["Content-Type"]
    assert is_strict(answer)


def test_the_500_page_is_strict(client, db, monkeypatch):
    monkeypatch.setattr("annotations.web.views.sessions.page", None)

    answer = broken(client)

    assert answer.status_code == 500
    assert is_strict(answer)


def test_a_redirect_to_tls_is_strict_even_for_a_bad_host(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert is_strict(Client().get("/", HTTP_HOST="example.com"))


def test_the_nonce_is_the_pages_own_and_new_each_time(as_bela):
    address = factories.Annotation().article.get_absolute_url()
    answers = [as_bela.get(address) for _ in range(2)]

    nonces = [re.search(r"'nonce-(\S+)'", answer[CSP])[1] for answer in answers]

    assert nonces[0] != nonces[1]
    for answer, nonce in zip(answers, nonces, strict=True):
        assert set(re.findall(r'nonce="([^"]*)"', answer.content.decode())) == {nonce}


@pytest.mark.parametrize("address", ["/admin/", "/admin/auth/group/", "/admin/no/such/"])
def test_the_admin_runs_files_of_ours_only(client, db, address):
    client.force_login(factories.User(is_superuser=True, is_staff=True))

    answer = client.get(address)

    assert policy(answer) == STRICT | {"script-src": "'self'"}


def test_an_address_that_only_begins_like_the_admins_is_strict(client, db):
    assert is_strict(client.get("/administrator/"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_the_other_orders_are_given_too(client, db, name, value):
    assert client.get("/login/")[name] == value


def test_the_browser_may_use_no_device(client, db):
    assert "camera=()" in client.get("/login/")["Permissions-Policy"]


def test_nobody_is_told_what_serves(client, db):
    headers = client.get("/login/").headers

    assert not {"Server", "X-Powered-By"} & set(headers)


def test_pages_about_passwords_are_not_cached(client, db):
    assert "no-store" in client.get("/login/")["Cache-Control"]


# -- cookies ------------------------------------------------------------------------------------


def test_cookies_are_for_us_alone(client, bela):
    client.post("/login/", {"username": "bela", "password": "correct horse battery staple"})

    assert set(client.cookies) == {"factcheck_session", "factcheck_csrf"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_who_only_looks_gets_no_session(client, db):
    client.get("/")
    client.get("/no/such/page/")

    assert not client.cookies
