import re

import pytest
from django.test import Client

from annotations.models import Token
from tests.web.questions import Questions, nothing_written

WHERE = "/account/programs/"


@pytest.fixture
def token(bela):
    return Token.issue(bela, "Spreadsheet")[0]


def words_of(answer) -> str:
    return re.search(r"fc_[\w-]{20,}", answer.text)[0]


class TestMake(Questions):
    @pytest.fixture
    def address(self, db):
        return f"{WHERE}make/"

    @pytest.fixture
    def missing(self):
        return [f"{WHERE}none/"]


class TestRevoke(Questions):
    @pytest.fixture
    def address(self, token):
        return f"{WHERE}{token.pk}/revoke/"

    @pytest.fixture
    def missing(self):
        return [f"{WHERE}{10**15}/revoke/"]


def test_a_token_is_shown_once_and_opens_the_door(as_bela, bela):
    answer = as_bela.post(f"{WHERE}make/", {"name": "Spreadsheet"})

    words = words_of(answer)
    header = {"Authorization": f"Bearer {words}"}
    assert Client().get("/api/v1/articles", headers=header).status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert words not in as_bela.get(WHERE).text


def test_the_list_tells_them_apart(as_bela, token):
    page = as_bela.get(WHERE).text

    assert "Spreadsheet" in page
    assert f"{token.hint}…" in page
    assert "never used" in page


def test_nobody_sees_those_of_others(as_ada, token):
    assert token.hint not in as_ada.get(WHERE).text


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 101])
def test_a_bad_name_is_refused(as_bela, name):
    answer = as_bela.post(f"{WHERE}make/", {"name": name})

    assert answer.status_code == 422
    assert not Token.objects.exists()


def test_a_revoked_one_opens_nothing(as_bela, bela):
    words = words_of(as_bela.post(f"{WHERE}make/", {"name": "Spreadsheet"}))
    token = Token.objects.get()

    for _ in range(2):
        assert as_bela.post(f"{WHERE}{token.pk}/revoke/").status_code == 302

    header = {"Authorization": f"Bearer {words}"}
    assert Client().get("/api/v1/articles", headers=header).status_code == 401


def test_an_editor_may_revoke_that_of_another(as_ada, token):
    as_ada.post(f"{WHERE}{token.pk}/revoke/")

    token.refresh_from_db()
    assert token.revoked_at


def test_a_reviewer_may_not(as_bela, ada):
    token = Token.issue(ada, "Ada's")[0]

    with nothing_written():
        assert as_bela.post(f"{WHERE}{token.pk}/revoke/").status_code == 403

    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_guide_loads_nothing_from_elsewhere(as_bela):
    page = as_bela.get(f"{WHERE}guide/").text

    assert "/api/v1/openapi.json" in page
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_an_account_without_a_role_has_none(as_cleo):
    assert WHERE not in as_cleo.get("/account/").text
