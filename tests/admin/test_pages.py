import pytest
from django.contrib import admin
from django.urls import reverse

from annotations import models
from tests import factories
from tests.admin.pages import RECORD, change, changelist, history

ACCOUNTS = [
    "admin:annotations_user_changelist",
    "admin:auth_group_changelist",
    "admin:axes_accesslog_changelist",
    "admin:axes_accessfailurelog_changelist",
    "admin:axes_accessattempt_changelist",
]


@pytest.mark.parametrize("noun", RECORD)
def test_an_editor_sees_the_list(as_ada, desk, noun):
    assert as_ada.get(changelist(noun)).status_code == 200


@pytest.mark.parametrize("noun", RECORD)
def test_an_editor_sees_the_row(as_ada, desk, noun):
    assert as_ada.get(change(desk[noun])).status_code == 200


@pytest.mark.parametrize("noun", RECORD)
def test_an_editor_sees_its_history(as_ada, desk, noun):
    assert as_ada.get(history(desk[noun])).status_code == 200


def test_the_start_page_says_what_happened_lately(as_ada, desk):
    page = as_ada.get(reverse("admin:index"))

    assert "gave a verdict" in page.text


def test_a_stranger_logs_in(client, db):
    page = client.get(reverse("admin:index"))

    assert page.status_code == 302
    assert page["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("noun", RECORD)
def test_a_reviewer_is_refused(as_bela, desk, noun):
    assert as_bela.get(changelist(noun)).status_code == 403
    assert as_bela.get(change(desk[noun])).status_code == 403


def test_somebody_without_a_role_is_refused(as_cleo):
    assert as_cleo.get(reverse("admin:index")).status_code == 403


def test_the_staff_flag_opens_nothing(client, db):
    client.force_login(factories.Reviewer(is_staff=True))

    assert client.get(reverse("admin:index")).status_code == 403


def test_an_editor_needs_no_staff_flag(as_ada, ada):
    assert not ada.is_staff
    assert as_ada.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("page", ACCOUNTS)
def test_accounts_are_for_superusers(as_ada, page):
    assert as_ada.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("page", ACCOUNTS)
def test_superusers_see_the_accounts(as_root, page):
    assert as_root.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("noun", [*RECORD, "user"])
def test_nobody_deletes_for_good(as_root, desk, noun):
    row = desk.get(noun) or models.User.objects.first()

    answer = as_root.post(
        reverse(f"admin:annotations_{noun}_delete", args=[row.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("noun", [*RECORD, "user"])
def test_bulk_delete_is_off(as_root, desk, noun):
    row = desk.get(noun) or models.User.objects.first()

    as_root.post(changelist(noun), {"action": "delete_selected", "_selected_action": [row.pk]})

    assert type(row).objects.filter(pk=row.pk).exists()


def test_no_page_offers_to_delete(rf, db):
    request = rf.get("/")
    request.user = factories.User(is_superuser=True)
    kept = {"axes.accessattempt"}

    offering = {
        model._meta.label_lower
        for model, page in admin.site._registry.items()
        if page.has_delete_permission(request) or "delete_selected" in page.get_actions(request)
    }

    assert offering == kept


@pytest.mark.parametrize("noun", ["event", "evidence", "revision", "source", "verdict"])
def test_the_record_is_read_only(as_root, desk, noun):
    row = desk[noun]
    before = type(row).objects.filter(pk=row.pk).values().get()

    answer = as_root.post(change(row), {"kind": "verified", "verb": "edited", "text": "Forged"})

    assert answer.status_code == 403
    assert type(row).objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("noun", RECORD)
def test_nothing_is_added_here(as_root, desk, noun):
    assert as_root.get(reverse(f"admin:annotations_{noun}_add")).status_code == 403


def test_the_raw_input_can_be_read(as_ada):
    article = factories.Article(raw="<p>The <b>dam</b></p>", raw_kind="html")

    page = as_ada.get(change(article.current()))

    assert "&lt;p&gt;The &lt;b&gt;dam" in page.text


def test_hidden_characters_are_shown(as_ada):
    article = factories.Article(title="evil \u202etxt.exe", text="A dam\u202e holds.")
    factories.Annotation(article=article, quote="dam\u202e")

    for page in (changelist("article"), change(article), changelist("annotation")):
        assert "\u202e" not in visible(as_ada.get(page).text)


def visible(page):
    """Without the values of form fields, which hold what is stored."""
    return "".join(line for line in page.splitlines() if "<input" not in line)


@pytest.mark.parametrize("noun", RECORD)
def test_no_page_has_an_inline_script(as_ada, desk, noun):
    for page in (changelist(noun), change(desk[noun]), history(desk[noun])):
        answer = as_ada.get(page)

        assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
        assert "<script>" not in answer.text


def test_hidden_characters_of_what_hangs_on_a_claim_are_shown(as_ada):
    evidence = factories.Evidence(title="evil \u202etxt.exe", quote="\u202e1")
    factories.Verdict(annotation=evidence.annotation, evidence=[evidence], note="\u202e2")

    for page in (change(evidence.annotation), history(evidence.annotation), change(evidence)):
        assert "\u202e" not in as_ada.get(page).text


def test_a_claims_page_shows_what_hangs_on_it(as_ada):
    verdict = factories.Verdict(note="Only half of it")
    evidence = factories.Evidence(annotation=verdict.annotation)

    page = as_ada.get(change(verdict.annotation)).text

    assert "Only half of it" in page
    assert change(verdict) in page
    assert change(evidence) in page
    assert ">None<" not in page


def test_reading_changes_nothing(as_ada, desk):
    def rows():
        kinds = [type(row) for row in desk.values()]
        return [list(kind.objects.order_by("pk").values()) for kind in kinds]

    before = rows()
    for noun, row in desk.items():
        for page in (changelist(noun), change(row), history(row)):
            as_ada.get(page, {"action": "restore", "_selected_action": row.pk, "claimant": "x"})
            as_ada.head(page)
            as_ada.options(page)

    assert rows() == before
