from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessFailureLog
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.utils import timezone

PASSWORD = "correct horse battery staple"
WRONG = "wrong horse battery staple"


def sign_in(client, username="bela", password=PASSWORD, **extra):
    fields = {"username": username, "password": password} | extra.pop("fields", {})
    return client.post("/login/", fields, **extra)


def fail(client, times, **extra):
    return [sign_in(client, password=WRONG, **extra).status_code for _ in range(times)]


# -- signing in ---------------------------------------------------------------------------------


def test_the_page_asks_for_name_and_password(client, db):
    page = client.get("/login/").content.decode()

    assert 'name="username"' in page
    assert 'name="password"' in page


def test_it_signs_in(client, bela):
    answer = sign_in(client)

    assert answer.url == "/"
    assert client.session["_auth_user_id"] == str(bela.pk)


def test_it_needs_no_script(client, bela):
    page = client.get("/login/").content.decode()

    assert "<script" not in page
    assert '<form class="stack" method="post" action="/login/">' in page


def test_the_session_is_a_new_one(client, bela):
    planted = client.session
    planted.save()

    sign_in(client)

    assert client.session.session_key != planted.session_key


def test_a_wrong_password_keeps_the_typed_name(client, bela):
    answer = sign_in(client, password=WRONG)

    assert answer.status_code == 422
    assert 'value="bela"' in answer.content.decode()
    assert WRONG not in answer.content.decode()


def test_unknown_name_wrong_password_and_closed_account_get_the_same_reply(client, bela, ada):
    ada.is_active = False
    ada.save()

    replies = {
        sign_in(client, username=name, password=password)
        .content.decode()
        .replace(name, "NAME")
        .partition("csrfmiddlewaretoken")[2][80:]
        for name, password in [("bela", WRONG), ("nobody", WRONG), ("ada", PASSWORD)]
    }

    assert len(replies) == 1


def test_an_unknown_name_costs_a_hash_too(client, bela, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        PBKDF2PasswordHasher,
        "encode",
        lambda self, password, *rest: hashed.append(password) or encode(self, "x", "salt", 1),
    )

    sign_in(client, username="nobody", password=WRONG)

    assert hashed == [WRONG]


@pytest.mark.parametrize(
    "name", ["", "x" * 200, "be\0la", "\u202ebela", "bel\udce0", "ｂｅｌａ" * 50]
)
def test_odd_names_are_refused_calmly(client, db, name):
    answer = sign_in(client, username=name.encode("utf-8", "replace").decode())

    assert answer.status_code == 422


def test_a_name_that_nobody_can_have_is_not_even_logged(client, db):
    answer = sign_in(client, username="x" * 5000)

    assert answer.status_code == 422
    assert not AccessFailureLog.objects.exists()


def test_put_is_refused(client, db):
    assert client.put("/login/").status_code == 405


def test_nobody_can_register(client, db):
    assert client.get("/register/").status_code == 404
    assert client.get("/accounts/signup/").status_code == 404


def test_the_admin_has_the_same_door(client, ada):
    assert client.get("/admin/login/?next=/admin/").url == "/login/?next=/admin/"
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"


def test_who_is_signed_in_already_is_told_so_and_not_sent_round_in_circles(as_bela):
    page = as_bela.get("/login/?next=/admin/")

    assert page.status_code == 200
    assert "You are signed in as bela" in page.content.decode()


# -- where to after that --------------------------------------------------------------------------


def test_it_leads_to_the_page_that_was_asked_for(client, bela):
    page = client.get("/login/?next=/exports/%3Fq=a").content.decode()

    answer = sign_in(client, fields={"next": "/exports/?q=a"})

    assert '<input type="hidden" name="next" value="/exports/?q=a">' in page
    assert answer.url == "/exports/?q=a"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "javascript:alert(1)",
        "http:example.com",
        "\x08//example.com",
        "exports.show",
        "/" + "a" * 3000,
    ],
)
def test_it_leads_nowhere_else(client, bela, elsewhere):
    assert sign_in(client, fields={"next": elsewhere}).url == "/"


# -- ten wrong passwords for one name from one address --------------------------------------------


def test_the_tenth_wrong_password_locks(client, bela):
    assert fail(client, 9) == [422] * 9

    locked = sign_in(client, password=WRONG)

    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "Wait 15 minutes" in locked.content.decode()


def test_the_right_password_is_refused_while_locked_and_works_after(client, bela):
    fail(client, 10)

    assert sign_in(client).status_code == 429
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client).status_code == 302


def test_trying_while_locked_does_not_make_the_wait_longer(client, bela):
    fail(client, 10)

    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        fail(client, 3)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert sign_in(client).status_code == 302


def test_a_stranger_cannot_lock_the_owner_out(client, bela):
    fail(client, 11, REMOTE_ADDR="198.51.100.7")

    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_another_browser_name_is_the_same_guesser(client, bela):
    for n in range(10):
        sign_in(client, password=WRONG, HTTP_USER_AGENT=f"Browser {n}")

    assert sign_in(client, HTTP_USER_AGENT="Browser 11").status_code == 429


def test_an_unknown_name_locks_like_a_known_one(client, db):
    assert fail(client, 10, username="nobody") == [422] * 9 + [429]


# -- a hundred from one address, whatever the names -----------------------------------------------


@pytest.fixture
def hundred_failures(db):
    """Minutes apart: the oldest is 50 minutes old."""
    rows = AccessFailureLog.objects.bulk_create(
        AccessFailureLog(username=f"name{n}", ip_address="127.0.0.1") for n in range(100)
    )
    for n, row in enumerate(rows):
        at = timezone.now() - timedelta(minutes=50 - n / 4)
        AccessFailureLog.objects.filter(pk=row.pk).update(attempt_time=at)


def test_a_hundred_failures_in_an_hour_close_the_address(client, bela, hundred_failures):
    answer = sign_in(client)

    assert answer.status_code == 429
    assert 590 <= int(answer["Retry-After"]) <= 601


def test_ninety_nine_do_not(client, bela, hundred_failures):
    AccessFailureLog.objects.first().delete()

    assert sign_in(client).status_code == 302


def test_it_opens_again_when_the_oldest_is_an_hour_old(client, bela, hundred_failures):
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert sign_in(client).status_code == 302


def test_another_address_is_free(client, bela, hundred_failures):
    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_the_page_itself_stays_open(client, hundred_failures):
    assert client.get("/login/").status_code == 200


def test_every_wrong_password_fills_the_bucket(client, bela):
    for n in range(3):
        fail(client, 1, username=f"name{n}")

    assert AccessFailureLog.objects.filter(ip_address="127.0.0.1").count() == 3


def test_a_success_does_not_empty_it(client, bela):
    fail(client, 2)

    sign_in(client)

    assert AccessFailureLog.objects.count() == 2


# -- whose address it is ------------------------------------------------------------------------


def test_a_forged_forwarding_header_changes_nothing(client, bela):
    for n in range(10):
        sign_in(client, password=WRONG, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")

    assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.99").status_code == 429


def test_behind_a_proxy_of_ours_it_is_what_the_proxy_saw(client, bela, settings):
    settings.PROXY_COUNT = 1
    for n in range(10):
        sign_in(client, password=WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 198.51.100.7")

    assert sign_in(client, HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429
    assert sign_in(client, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 302


@pytest.mark.parametrize("forwarded", ["", "nonsense", "<script>", "1.2.3.4:5678"])
def test_a_broken_forwarding_header_falls_back_on_the_connection(client, bela, settings, forwarded):
    settings.PROXY_COUNT = 1

    sign_in(client, password=WRONG, HTTP_X_FORWARDED_FOR=forwarded)

    assert AccessFailureLog.objects.get().ip_address == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("", None),
    ],
)
def test_addresses_are_counted_by_who_holds_them(client, bela, address, counted):
    sign_in(client, password=WRONG, REMOTE_ADDR=address)

    assert AccessFailureLog.objects.get().ip_address == counted


def test_it_is_refused_without_a_token(bela):
    strict = Client(enforce_csrf_checks=True)

    assert sign_in(strict).status_code == 403
