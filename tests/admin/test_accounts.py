import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from annotations.models import User
from tests import factories

ADD = "admin:annotations_user_add"
PASSWORD = "a quite long password of ours"


def account(name, **fields):
    return {
        "username": name,
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **fields,
    }


def test_a_superuser_makes_an_account_with_its_role(as_root):
    reviewer = Group.objects.get(name="Reviewer")

    as_root.post(reverse(ADD), account("dora", groups=[reviewer.pk]))

    dora = User.objects.get(username="dora")
    assert dora.roles() == {"Reviewer"}
    assert dora.check_password(PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "bela",
        "Bela",
        "BELA",
        "ｂｅｌａ",  # full-width
        "𝐛𝐞𝐥𝐚",  # mathematical
        "be1a",
        "beIa",
        "bеla",  # Cyrillic е
        "be\u200bla",
        "bela\u200d",
        "\u202ealeb",
        "bela ",
        "be la",
        "bela\u0301\u0300",
        "<b>",
        "",
    ],
)
def test_a_name_that_could_be_mistaken_is_refused(as_root, bela, name):
    before = User.objects.count()

    answer = as_root.post(reverse(ADD), account(name))

    assert answer.status_code == 200
    assert "username" in answer.context["adminform"].form.errors
    assert User.objects.count() == before


@pytest.mark.parametrize("name", ["dora", "Дора", "ada.l", "zoë", "李雷", "belinda"])
def test_other_names_are_welcome(as_root, bela, name):
    as_root.post(reverse(ADD), account(name))

    assert User.objects.filter(username=name).exists()


@pytest.mark.parametrize("password", ["short", "password1234"])
def test_a_weak_password_is_refused(as_root, password):
    weak = {"password1": password, "password2": password}

    answer = as_root.post(reverse(ADD), account("dora", **weak))

    assert answer.context["adminform"].form.errors


def test_fields_that_are_not_in_the_form_are_ignored(as_root):
    as_root.post(reverse(ADD), account("dora", is_superuser="on", is_staff="on"))

    dora = User.objects.get(username="dora")
    assert not dora.is_superuser
    assert not dora.is_staff


def test_a_role_is_changed_and_the_name_stays(as_root, bela):
    editor = Group.objects.get(name="Editor")
    page = reverse("admin:annotations_user_change", args=[bela.pk])

    as_root.post(page, {"username": "mallory", "groups": [editor.pk], "is_active": "on"})

    bela = User.objects.get(pk=bela.pk)
    assert bela.username == "bela"
    assert bela.roles() == {"Editor"}


def test_an_account_can_be_closed(as_root, bela):
    page = reverse("admin:annotations_user_change", args=[bela.pk])

    as_root.post(page, {"groups": []})

    bela.refresh_from_db()
    assert not bela.is_active


def test_a_password_is_set_anew(as_root, bela):
    page = reverse("admin:auth_user_password_change", args=[bela.pk])
    new = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}

    as_root.post(page, new)

    bela.refresh_from_db()
    assert bela.check_password(PASSWORD)


@pytest.mark.parametrize("name", ["add", "changelist"])
def test_editors_do_not_manage_accounts(as_ada, name):
    page = reverse(f"admin:annotations_user_{name}")

    assert as_ada.get(page).status_code == 403
    assert as_ada.post(page, account("dora")).status_code == 403


def test_an_editor_cannot_make_themself_superuser(as_ada, ada):
    page = reverse("admin:annotations_user_change", args=[ada.pk])

    answer = as_ada.post(page, {"is_superuser": "on", "is_active": "on"})

    ada.refresh_from_db()
    assert answer.status_code == 403
    assert not ada.is_superuser


def test_nor_set_somebody_elses_password(as_ada):
    root = factories.User(is_superuser=True)
    page = reverse("admin:auth_user_password_change", args=[root.pk])

    assert as_ada.post(page, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 403


def test_roles_are_shown_but_not_changed(as_root):
    group = Group.objects.get(name="Editor")
    page = reverse("admin:auth_group_change", args=[group.pk])

    assert as_root.get(page).status_code == 200
    assert as_root.post(page, {"name": "Anybody"}).status_code == 403
