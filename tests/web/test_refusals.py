"""What is refused before any view, and in which words."""

import pytest
from django.db import OperationalError

from annotations.web.views import health

HTMX = {"HTTP_HX_REQUEST": "true"}


# -- fragments and forms of who is signed out ----------------------------------------------------


def test_a_fragment_says_that_one_is_signed_out(client, db):
    answer = client.get("/account/", **HTMX)

    assert answer.status_code == 401
    assert "Sign in again in a new tab" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "HX-Request" in answer["Vary"]
    assert not answer.has_header("Location")


def test_a_form_sent_by_htmx_says_so_too(client, db):
    assert client.post("/account/keys/", {"single_keys": "off"}, **HTMX).status_code == 401


@pytest.mark.parametrize("header", ["HTTP_HX_BOOSTED", "HTTP_HX_HISTORY_RESTORE_REQUEST"])
def test_a_whole_page_by_htmx_is_redirected_as_usual(client, db, header):
    assert client.get("/account/", **HTMX, **{header: "true"}).status_code == 302


def test_who_is_signed_in_gets_other_redirects_as_they_are(as_bela):
    assert as_bela.post("/account/keys/", {"single_keys": "off"}, **HTMX).status_code == 302


def test_after_signing_in_one_lands_on_the_page_of_the_form(client, db):
    page = "http://testserver/account/?from=form#here"

    answer = client.post("/account/keys/", HTTP_REFERER=page)

    assert answer.url == "/login/?next=/account/%3Ffrom%3Dform"


@pytest.mark.parametrize(
    "page", ["", "https://example.com/", "//example.com", "javascript:alert(1)", "http://[broken"]
)
def test_a_foreign_page_before_is_ignored(client, db, page):
    answer = client.post("/account/keys/", HTTP_REFERER=page)

    assert answer.url == "/login/?next=/account/keys/"


# -- accounts without a role ----------------------------------------------------------------------


def test_who_has_no_role_is_told_whom_to_ask(as_cleo):
    answer = as_cleo.get("/")

    assert answer.status_code == 403
    assert "Ask an editor" in answer.content.decode()


def test_a_view_is_closed_unless_it_says_otherwise(as_cleo, client, monkeypatch):
    monkeypatch.setattr(health.show, "login_required", True)

    assert as_cleo.get("/healthz").status_code == 403
    client.logout()
    assert client.get("/healthz").status_code == 302


# -- what no database can keep -------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/articles/a%00b/", "/?q=a%00b", "/?a%00b=q", "/login/?%00"])
def test_a_nul_in_the_address_is_refused(as_bela, address):
    answer = as_bela.get(address)

    assert answer.status_code == 400
    assert "NUL" in answer.content.decode()


def test_a_nul_in_a_cookie_is_refused(client, db, settings):
    cookie = f'{settings.SESSION_COOKIE_NAME}="abcdefgh\\000abcdefgh"'

    assert client.get("/account/", HTTP_COOKIE=cookie).status_code == 400


def test_a_body_that_is_too_long_is_refused_unread(as_bela):
    answer = as_bela.generic("POST", "/articles/", b"", CONTENT_LENGTH="50000000")

    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["", "x", "-1", "٣", "0" * 50])
def test_an_odd_length_breaks_nothing(as_bela, length):
    assert as_bela.get("/account/", CONTENT_LENGTH=length).status_code == 200


def test_too_many_fields_are_refused(as_bela):
    fields = {f"field{n}": "x" for n in range(600)}

    assert as_bela.post("/account/keys/", fields).status_code == 400


def test_a_foreign_host_is_refused(client, db):
    assert client.get("/login/", HTTP_HOST="example.com").status_code == 400


# -- the pages themselves -------------------------------------------------------------------------


@pytest.fixture
def broken(client, monkeypatch):
    """No database at all: without the `db` fixture every query is an error of its own."""

    def breaks(*args):
        raise OperationalError("a secret is sesame")

    monkeypatch.setattr("annotations.web.access.RolesOnly.process_view", breaks)
    client.raise_request_exception = False
    return client


def test_the_500_page_needs_no_database(broken):
    answer = broken.get("/account/")

    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "sesame" not in answer.content.decode()


def test_the_500_page_needs_no_collected_static_files(broken, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "factcheck.static.HashedStorage"}
    }

    assert "app.css" in broken.get("/account/").content.decode()


def test_the_404_page_shows_the_way_back(as_bela):
    answer = as_bela.get("/no/such/page/")

    assert answer.status_code == 404
    assert "nothing at this address" in answer.content.decode()


def test_the_404_page_does_not_repeat_the_address(client, db):
    assert "<b>bold" not in client.get("/<b>bold/").content.decode()
