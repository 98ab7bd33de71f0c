"""Who asks too much has to wait, hears how long, and loses nothing."""

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.models import Article, Batch, Comment
from annotations.services import discussing
from annotations.services.rates import COMMENTS, EXPORTS, IMPORTS, STRANGERS, Rate
from tests import factories
from tests.api.conftest import program
from tests.web.questions import HTMX

pytestmark = pytest.mark.django_db
HERE = "127.0.0.1"
METHOD = "/published/method/"


@pytest.fixture(autouse=True)
def clock():
    """Ten seconds into a minute, and no further."""
    with time_machine.travel("2026-03-01T12:00:10Z", tick=False) as clock:
        yield clock


def use_up(rate, whose):
    for _ in range(rate.most):
        assert rate.wait(whose) == 0


# -- strangers ------------------------------------------------------------------------------------


def test_one_more_than_the_most_has_to_wait(client):
    for _ in range(STRANGERS.most - 1):
        STRANGERS.wait(HERE)

    last, late = client.get(METHOD), client.get(METHOD)

    assert (last.status_code, late.status_code) == (200, 429)
    assert (late["Retry-After"], late["Cache-Control"]) == ("50", "no-store")
    assert "Wait 50 seconds" in late.text
    assert not late.cookies


def test_the_window_ends(client, clock):
    use_up(STRANGERS, HERE)

    clock.shift(50)

    assert client.get(METHOD).status_code == 200


def test_a_forged_address_does_not_begin_anew(client, settings):
    use_up(STRANGERS, HERE)

    direct = client.get(METHOD, headers={"X-Forwarded-For": "192.0.2.1"})
    settings.PROXY_COUNT = 1
    behind = client.get(METHOD, headers={"X-Forwarded-For": f"192.0.2.1, {HERE}"})
    another = client.get(METHOD, headers={"X-Forwarded-For": f"{HERE}, 192.0.2.1"})

    assert [one.status_code for one in (direct, behind, another)] == [429, 429, 200]


def test_who_is_signed_in_is_no_stranger(as_bela):
    use_up(STRANGERS, HERE)

    assert as_bela.get(METHOD).status_code == 200
    assert Client().get(METHOD).status_code == 429


def test_a_made_up_session_is_nobody(client):
    use_up(STRANGERS, HERE)

    client.cookies["factcheck_session"] = "x" * 32

    assert client.get(METHOD).status_code == 429


def test_a_program_with_a_token_is_not_counted(bela):
    for _ in range(3):
        assert program(bela).get("/api/v1/exports").status_code == 200

    assert STRANGERS._replace(most=0).wait(HERE) == 0  # the first of this minute


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer fc_nobody"}])
def test_a_program_without_one_is(client, headers):
    use_up(STRANGERS, HERE)

    late = client.get("/api/v1/exports", headers=headers)

    assert (late.status_code, late["Retry-After"]) == (429, "50")
    assert (late["Content-Type"], late.json()["status"]) == ("application/problem+json", 429)


def test_whatever_is_open_to_everybody_is_counted(client, ada):
    version = factories.Publication(by=ada)
    slug, claim = version.article.slug, version.content["claims"][0]["id"]
    use_up(STRANGERS, HERE)

    names = ("", f"{slug}/", f"{slug}/1/", f"{slug}/claims/{claim}/", "claim-reviews.json")
    addresses = [f"/published/{name}" for name in (*names, "claims:search?query=x")]
    addresses += ["/published/verdicts.atom", "/published/corrections.atom", "/oembed"]
    addresses += [f"/embed/{slug}/", f"/embed/claims/{claim}/", "/login/", "/api/v1/openapi.json"]

    assert {client.get(one).status_code for one in addresses} == {429}


def test_the_health_check_is_not(client):
    use_up(STRANGERS, HERE)

    assert client.get("/healthz").status_code == 200


def test_an_answer_that_nothing_changed_counts_too(client):
    tag = client.get(METHOD)["ETag"]
    for _ in range(STRANGERS.most - 2):
        STRANGERS.wait(HERE)

    same, late = [client.get(METHOD, headers={"If-None-Match": tag}) for _ in range(2)]

    assert (same.status_code, late.status_code) == (304, 429)


# -- people ---------------------------------------------------------------------------------------


def files(article):
    names = ("annotations.jsonld", "report.md", "pack.zip", "history.jsonl")
    return ["/exports/verdicts.csv", *(f"{article.get_absolute_url()}{name}" for name in names)]


def test_all_exports_of_a_person_count_as_one_kind(as_ada, ada):
    addresses = files(factories.Annotation().article)
    for _ in range(EXPORTS.most - len(addresses)):
        EXPORTS.wait_of(ada)

    taken = [as_ada.get(one).status_code for one in addresses]
    late = [as_ada.get(one) for one in addresses]

    assert taken == [200] * len(addresses)
    assert [one.status_code for one in late] == [429] * len(addresses)
    assert {one["Retry-After"] for one in late} == {"50"}


def test_another_person_at_the_same_address_is_not_held_back(as_ada, bela):
    for _ in range(EXPORTS.most):
        EXPORTS.wait_of(bela)

    assert as_ada.get("/exports/verdicts.csv").status_code == 200


def test_a_program_exports_as_often_as_its_person(bela):
    for _ in range(EXPORTS.most):
        EXPORTS.wait_of(bela)

    late = program(bela).get("/api/v1/exports/verdicts.csv")

    assert (late.status_code, late["Retry-After"]) == (429, "50")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_comment_too_many_keeps_what_was_typed(as_bela, bela, headers):
    comment = discussing.start(factories.Annotation(), by=bela, text="Where from?")
    claim, thread = comment.thread.annotation, comment.thread
    for _ in range(COMMENTS.most):
        COMMENTS.wait_of(bela)

    addresses = [reverse("threads.create", args=[claim.pk])]
    addresses += [reverse("comments.create", args=[thread.pk])]
    late = [as_bela.post(one, {"text": "Said in vain"}, headers=headers) for one in addresses]

    assert [one.status_code for one in late] == [429, 429]
    assert all(">Said in vain</textarea>" in "".join(one.text.split("\n")) for one in late)
    assert all("Wait 50 seconds" in one.text and one["Retry-After"] == "50" for one in late)
    assert Comment.objects.count() == 1


def uploads():
    """Each way of bringing something in, as it is sent."""
    return {
        "batches.files": {"several": [SimpleUploadedFile("dam.txt", b"A dam.")]},
        "batches.create": {"table": SimpleUploadedFile("a.csv", b"title,text\nDam,It is full.\n")},
        "imports.create": {"sheet": SimpleUploadedFile("q.csv", b"article,quote\nDam,full\n")},
        "articles.create": {"raw": "The dam is full.", "raw_kind": "text", "step": "save"},
    }


@pytest.mark.parametrize("name", uploads())
def test_an_import_too_many_is_put_off_and_saves_nothing(as_bela, bela, name):
    for _ in range(IMPORTS.most):
        IMPORTS.wait_of(bela)

    late = as_bela.post(reverse(name), uploads()[name])

    assert (late.status_code, late["Retry-After"]) == (429, "3590")
    assert "Wait 60 minutes" in late.text
    assert not Article.objects.exists()
    assert not Batch.objects.exists()


def test_an_article_too_many_keeps_what_was_typed(as_bela, bela):
    for _ in range(IMPORTS.most):
        IMPORTS.wait_of(bela)

    typed = {"raw": "The dam is full.", "raw_kind": "text", "title": "Dam", "step": "save"}
    late = as_bela.post(reverse("articles.create"), typed)

    assert "The dam is full.</textarea>" in late.text
    assert 'value="Dam"' in late.text


def test_a_look_before_saving_is_not_counted(as_bela, bela):
    look = {"raw": "The dam is full.", "raw_kind": "text", "step": "preview"}

    as_bela.post(reverse("articles.create"), look)

    assert IMPORTS._replace(most=1).wait_of(bela) == 0  # the first of this hour


# -- counting ------------------------------------------------------------------------------------


def test_a_count_that_was_thrown_out_begins_again(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *args: False)

    assert Rate("things", 1).wait("somebody") == 0


def test_nothing_of_who_asked_is_kept():
    Rate("things", 1).wait("192.0.2.77")

    assert not [key for key in cache._cache if "192.0.2.77" in key]
