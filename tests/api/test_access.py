"""Who is let in: whoever shows a live token, and nobody by a cookie."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from annotations.models import Token
from annotations.models.token import WRITES
from tests.api.conftest import program, sent

PROBLEM = "application/problem+json"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer fc_wrong", "Basic YWRhOng=", "Bearer \0"])
def test_without_a_live_token_it_answers_401(db, header):
    answer = Client().get("/api/v1/articles", headers={"Authorization": header})

    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"].startswith('Bearer realm="factcheck"')


def test_a_cookie_opens_nothing(as_ada):
    assert as_ada.get("/api/v1/articles").status_code == 401
    assert sent(as_ada, "post", "/articles", {"text": "x"}).status_code == 401


def test_a_program_gets_no_cookie(for_ada):
    assert not sent(for_ada, "get", "/articles").cookies


def test_a_revoked_token_opens_nothing(for_ada):
    Token.objects.get().revoke()

    assert sent(for_ada, "get", "/articles").status_code == 401


def test_nor_does_that_of_a_closed_account(for_ada, ada):
    ada.is_active = False
    ada.save()

    assert sent(for_ada, "get", "/articles").status_code == 401


def test_a_person_without_a_role_is_refused(cleo):
    answer = sent(program(cleo), "get", "/articles")

    assert (answer.status_code, answer.json()["title"]) == (403, "Forbidden")


def test_only_the_hash_of_a_token_is_kept(ada):
    token, words = Token.issue(ada, "A program")

    kept = {str(value) for value in Token.objects.values_list().get()}
    assert not any(words in value for value in kept)
    assert (token.hint, len(words)) == (words[:8], 46)


def test_its_use_is_noted_once_a_minute(for_ada, clock):
    sent(for_ada, "get", "/articles")
    first = Token.objects.get().used_at
    sent(for_ada, "get", "/articles")
    again = Token.objects.get().used_at
    clock.shift(61)
    sent(for_ada, "get", "/articles")

    assert again == first
    assert Token.objects.get().used_at > first + timedelta(seconds=60)


@pytest.fixture
def clock():
    """A clock that stands still until `shift` moves it."""
    with time_machine.travel(timezone.now(), tick=False) as moving:
        yield moving


def test_too_many_changes_in_a_minute_have_to_wait(for_ada, clock):
    Token.objects.update(minute_at=timezone.now(), writes=WRITES)
    clock.shift(20)

    answer = sent(for_ada, "post", "/articles", {"text": "Words."})

    assert (answer.status_code, answer["Retry-After"]) == (429, "40")
    assert sent(for_ada, "get", "/articles").status_code == 200


def test_after_it_there_is_room_again(ada, clock):
    token = Token.issue(ada, "A program")[0]
    waits = [token.spend() for _ in range(WRITES + 1)]
    clock.shift(60)

    assert waits == [0] * WRITES + [60]
    assert token.spend() == 0


# -- what every address here has in common --------------------------------------------------------


def test_every_address_is_outside_login_and_inside_its_own_door():
    [door] = [one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api"]

    assert len(door.url_patterns) > 15
    for address in door.url_patterns:
        assert address.callback.login_required is False
        assert address.callback.csrf_exempt is True  # no cookie is looked at


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_address_is_a_problem_too(for_ada, method):
    answer = sent(for_ada, method, "/nothing/here")

    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_another_method_is_refused(for_ada):
    answer = sent(for_ada, "put", "/articles")

    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer.json()["status"] == 405


def test_head_answers_as_get_without_a_body(for_ada):
    answer = sent(for_ada, "head", "/articles")

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_browser_of_another_site_may_not_ask(for_ada):
    answer = for_ada.options("/api/v1/articles", headers={"Origin": "https://example.org"})

    assert answer.status_code == 405
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [("/articles?q=%00", {}, 400), ("/articles", {"CONTENT_LENGTH": "9999999"}, 413)],
)
def test_what_is_refused_at_the_gate_is_a_problem_too(for_ada, address, headers, status):
    answer = for_ada.get(f"/api/v1{address}", **headers)

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert answer.json()["status"] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[" * 100_000, 400),
        ("1" * 5000, 400),
        ("null", 422),
        ('{"text": "a\\u0000b"}', 422),
        ('{"text": "a\\ud800b"}', 422),
        ('{"text": "Words.", "created_by": 1}', 422),
        ('{"text": "Words.", "source_url": "javascript:alert(1)"}', 422),
        ('{"text": "Words.", "language": "no such"}', 422),
        ('{"text": " "}', 422),
    ],
)
def test_nonsense_is_refused(for_ada, body, status):
    answer = for_ada.post("/api/v1/articles", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)


def test_a_refusal_says_where(for_ada):
    answer = sent(for_ada, "post", "/articles", {"text": "Words.", "title": "x" * 301})

    [fault] = answer.json()["errors"]
    assert fault["pointer"] == "/title"
    assert "300" in fault["detail"]
