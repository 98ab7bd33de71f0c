"""A body that is too large is refused before anything reads it."""

import pytest
from django.http import HttpRequest

from tests.web.questions import nothing_written


@pytest.fixture
def unread(monkeypatch):
    """Whoever reads the body fails."""

    def reads(*args):
        raise AssertionError("somebody read the body")

    monkeypatch.setattr(HttpRequest, "_load_post_and_files", reads)
    monkeypatch.setattr(HttpRequest, "read", reads)


def announce(client, length, path="/articles/"):
    return client.generic("POST", path, b"", "multipart/form-data", CONTENT_LENGTH=length)


def test_more_than_5_mb_is_refused_unread(as_bela, unread):
    with nothing_written():
        answer = announce(as_bela, "50000000")

    assert answer.status_code == 413
    assert "more than 5 MB" in answer.text
    assert "Nothing was saved" in answer.text


def test_a_stranger_is_told_the_same(client, unread):
    assert announce(client, "50000000").status_code == 413


@pytest.mark.parametrize("path", ["/login/", "/admin/", "/no/such/page/", "/static/none.css"])
def test_it_holds_everywhere(client, unread, path):
    assert announce(client, "50000000", path).status_code == 413


def test_the_refusal_carries_the_policy_and_the_other_headers(client):
    answer = announce(client, "50000000")

    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(("more", "status"), [(0, 302), (1, 413)])
def test_the_limit_itself_may_be_sent(client, db, settings, more, status):
    length = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + more

    assert client.get("/", CONTENT_LENGTH=str(length)).status_code == status


@pytest.mark.parametrize("length", ["", "x", "-1", "²", "0" * 50, "9" * 5000])
def test_an_odd_length_breaks_nothing(as_bela, length):
    assert as_bela.get("/account/", CONTENT_LENGTH=length).status_code == 200
