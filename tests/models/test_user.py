import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from annotations.models import User
from tests import factories


@pytest.mark.parametrize(
    "name", ["bela", "bela.b", "b@example.org", "Zoë", "müller_2", "ирина", "маша", "Αθηνά", "李明"]
)
def test_a_plain_name_is_accepted(db, name):
    User(username=name).full_clean(exclude=["password"])


@pytest.mark.parametrize(
    "name",
    [
        "bela\u200b",
        "be\u200dla",
        "bela\u202e",
        "\u2066bela",
        "be\u00adla",
        "bela ",
        "be\u3000la",
        "be\0la",
        "be\nla",
        "ｂｅｌａ",
        "ﬁnn",
        "bela²",
        "bеla",  # Cyrillic е
        "bοb",  # Greek ο
        "pаypаl",
        "аса",  # all Cyrillic
        "СОРА",
        "αυγο",
        "adɑ",
        "bıll",
        "bela٣",
        "<b>bela",
        "bela/ada",
        "",
        "b" * 151,
    ],
)
def test_a_name_that_could_pass_for_another_is_refused(db, name):
    with pytest.raises(ValidationError):
        User(username=name).full_clean(exclude=["password"])


def test_the_same_name_in_another_case_is_refused(bela):
    with pytest.raises(ValidationError, match="already exists"):
        User(username="Bela").full_clean(exclude=["password"])


def test_the_database_refuses_it_too(bela):
    with pytest.raises(IntegrityError):
        factories.User(username="BELA")


def test_a_name_is_made_plain_when_an_account_is_made(db):
    assert User.objects.create_user("ｂｅｌａ").username == "bela"


def test_roles_are_read_once(bela, django_assert_num_queries):
    bela = User.objects.get(pk=bela.pk)

    with django_assert_num_queries(1):
        assert bela.roles() == bela.roles() == {"Reviewer"}


def test_reviewers_are_those_who_may_judge(ada, bela, cleo):
    assert list(User.objects.reviewers()) == [ada, bela]


def test_a_new_password_replaces_the_old(bela):
    bela.renew_password("purple dinosaur under seventeen")

    assert User.objects.get(pk=bela.pk).check_password("purple dinosaur under seventeen")
