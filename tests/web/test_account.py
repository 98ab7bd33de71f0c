import pytest
from django.test import Client

OLD = "correct horse battery staple"
NEW = "purple dinosaur under seventeen"


def renew(client, old=OLD, new=NEW, again=None):
    fields = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post("/account/password/", fields)


# -- show ---------------------------------------------------------------------------------------


def test_it_shows_name_and_role(as_bela):
    page = as_bela.get("/account/").content.decode()

    assert "<bdi>bela</bdi>" in page
    assert "Reviewer: marks claims" in page


def test_an_editor_is_called_one(as_ada):
    assert "Editor: " in as_ada.get("/account/").content.decode()


def test_who_has_no_role_is_told_whom_to_ask(as_cleo):
    page = as_cleo.get("/account/")

    assert page.status_code == 200
    assert "Ask an editor" in page.content.decode()


def test_a_stranger_logs_in(client, db):
    assert client.get("/account/").url == "/login/?next=/account/"


def test_post_is_refused(as_bela):
    assert as_bela.post("/account/").status_code == 405


# -- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("said", "kept"), [("off", False), ("on", True)])
def test_the_keys_are_switched(as_bela, bela, said, kept):
    bela.prefer(single_keys=not kept)

    answer = as_bela.post("/account/keys/", {"single_keys": said})

    bela.refresh_from_db()
    assert answer.url == "/account/"
    assert bela.single_keys is kept


def test_the_page_shows_how_they_stand(as_bela, bela):
    bela.prefer(single_keys=False)

    page = as_bela.get("/account/").content.decode()

    assert 'value="off"' in page
    assert page.count("checked") == 1
    assert page.index('value="off"') < page.index("checked")


@pytest.mark.parametrize("said", ["", "maybe", "True\0"])
def test_nonsense_is_refused_and_changes_nothing(as_bela, bela, said):
    answer = as_bela.post("/account/keys/", {"single_keys": said})

    bela.refresh_from_db()
    assert answer.status_code == 422
    assert bela.single_keys


def test_only_the_switch_is_read(as_bela, bela):
    as_bela.post("/account/keys/", {"single_keys": "off", "is_superuser": "on", "username": "eve"})

    bela.refresh_from_db()
    assert (bela.username, bela.is_superuser) == ("bela", False)


def test_keys_are_a_strangers_after_logging_in(client, db):
    assert client.post("/account/keys/").url.startswith("/login/")


def test_keys_refuse_get(as_bela):
    assert as_bela.get("/account/keys/").status_code == 405


# -- password -----------------------------------------------------------------------------------


def test_the_password_is_changed(as_bela, bela):
    answer = renew(as_bela)

    bela.refresh_from_db()
    assert answer.url == "/account/"
    assert bela.check_password(NEW)


def test_this_session_stays_and_the_others_end(as_bela, bela):
    elsewhere = Client()
    elsewhere.force_login(bela)

    renew(as_bela)

    assert as_bela.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_an_account_without_a_role_may_too(as_cleo):
    assert renew(as_cleo).url == "/account/"


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        ({"old": "not it at all, sorry"}, "old password was entered incorrectly"),
        ({"new": "short"}, "at least 12 characters"),
        ({"new": "elevenchars"}, "at least 12 characters"),
        ({"new": "password1234"}, "too common"),
        ({"again": "something else entirely"}, "match"),
        ({"new": "", "again": ""}, "required"),
    ],
)
def test_a_bad_one_is_refused_with_its_reason(as_bela, bela, attempt, why):
    answer = renew(as_bela, **attempt)

    bela.refresh_from_db()
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert bela.check_password(OLD)


def test_nothing_sent_at_all_is_refused(as_bela):
    answer = as_bela.post("/account/password/")

    assert answer.status_code == 422
    assert "required" in answer.content.decode()


def test_a_long_pass_phrase_is_welcome(as_bela):
    assert renew(as_bela, new="long words " * 20).url == "/account/"


def test_passwords_never_come_back_in_the_page(as_bela):
    answer = renew(as_bela, old="not it at all, sorry")

    assert "not it at all" not in answer.content.decode()
    assert NEW not in answer.content.decode()


def test_guessing_the_old_one_in_an_open_session_locks_as_at_the_door(as_bela):
    answers = [renew(as_bela, old=f"guess number {n}") for n in range(10)]

    assert [answer.status_code for answer in answers] == [422] * 9 + [429]
    assert renew(as_bela).status_code == 429


def test_the_password_form_is_a_strangers_after_logging_in(client, db):
    assert client.get("/account/password/").url == "/login/?next=/account/password/"
