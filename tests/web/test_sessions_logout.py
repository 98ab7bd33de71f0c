from django.contrib.sessions.models import Session


def test_it_signs_out(as_bela):
    answer = as_bela.post("/logout/")

    assert answer.url == "/login/"
    assert as_bela.get("/account/").status_code == 302


def test_the_session_is_gone_from_the_database(as_bela):
    key = as_bela.session.session_key

    as_bela.post("/logout/")

    assert not Session.objects.filter(pk=key).exists()


def test_get_is_refused(as_bela):
    assert as_bela.get("/logout/").status_code == 405
    assert as_bela.get("/account/").status_code == 200


def test_a_stranger_is_simply_shown_the_door(client, db):
    assert client.post("/logout/").url == "/login/"


def test_an_account_without_a_role_can_sign_out(as_cleo):
    assert as_cleo.post("/logout/").url == "/login/"


def test_the_button_is_on_the_account_page(as_bela):
    page = as_bela.get("/account/").content.decode()

    assert '<form method="post" action="/logout/">' in page
