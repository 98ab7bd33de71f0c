"""Publishing an article: seen first, agreed to, corrected in public, taken off again."""

import re

import pytest

from annotations.models import Correction, Publication
from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written


@pytest.fixture
def claim(bela):
    return factories.Verdict(annotation__article__slug="dam", by=bela, kind="verified").annotation


@pytest.fixture
def address(claim):
    return "/articles/dam/publications/"


@pytest.fixture
def missing(address):
    return ["/articles/none/publications/"]


def form_of(client, extent="text"):
    """What the page's form sends."""
    page = client.get(f"/articles/dam/publish/?extent={extent}").text
    return dict(re.findall(r'name="(digest|extent)" value="(\w+)"', page))


class TestPublish(Questions):
    def test_what_was_seen_is_published(self, as_ada, client, address):
        answer = as_ada.post(address, form_of(as_ada) | {"unsigned": "on", "note": "First."})

        assert answer.status_code == 302
        assert Publication.objects.get().note == "First."
        assert client.get("/published/dam/").status_code == 200

    def test_with_htmx_it_redirects_too(self, as_ada, address):
        answer = as_ada.post(address, form_of(as_ada) | {"unsigned": "on"}, headers=HTMX)

        assert answer.status_code == 302

    def test_bad_input_is_told(self, as_ada, address):
        with nothing_written():
            answers = [as_ada.post(address, sent) for sent in ({}, form_of(as_ada))]

        assert {answer.status_code for answer in answers} == {422}
        assert "No sign-off stands" in answers[1].text

    def test_what_changed_meanwhile_is_shown_anew(self, as_ada, address, claim):
        seen = form_of(as_ada) | {"unsigned": "on", "note": "Kept."}
        more = factories.Annotation(article=claim.article, quote="Officials")
        factories.Verdict(annotation=more)

        answer = as_ada.post(address, seen)

        assert answer.status_code == 409
        assert "Kept." in answer.text
        assert form_of(as_ada)["digest"] in answer.text
        assert not Publication.objects.exists()

    def test_passages_only_are_agreed_to_as_they_were_seen(self, as_ada, address):
        as_ada.post(address, form_of(as_ada, "passages") | {"unsigned": "on"})

        version = Publication.objects.get()
        assert (version.is_quotes_only, version.content["text"]) == (True, "")
        assert '"?extent=passages" aria-current' in as_ada.get("/articles/dam/publish/").text

    def test_another_outcome_is_corrected_with_its_reason(self, as_ada, address, claim, bela):
        as_ada.post(address, form_of(as_ada) | {"unsigned": "on"})
        claim.verdicts.get().withdraw(by=bela)
        factories.Verdict(annotation=claim, by=bela, kind="sourced")
        said = form_of(as_ada) | {"unsigned": "on"}

        refused = as_ada.post(address, said)
        as_ada.post(address, said | {f"reason_{claim.pk}": "One source only."})

        assert refused.status_code == 422
        assert Correction.objects.get().reason == "One source only."
        assert Publication.objects.count() == 2

    def test_what_says_nothing_new_is_not_offered(self, as_ada, address):
        as_ada.post(address, form_of(as_ada) | {"unsigned": "on"})

        page = as_ada.get("/articles/dam/publish/").text

        assert "It says what the desk says now." in page
        assert not form_of(as_ada)

    def test_without_an_outcome_there_is_nothing_to_publish(self, as_ada):
        factories.Article(slug="bare")

        assert "nothing to publish" in as_ada.get("/articles/bare/publish/").text


class TestWithdraw(Questions):
    refused = ("put", "patch", "delete")

    @pytest.fixture
    def address(self, claim, ada):
        version = factories.Publication(article=claim.article, by=ada)
        return f"/publications/{version.pk}/withdraw/"

    @pytest.fixture
    def missing(self):
        return ["/publications/0/withdraw/"]

    def test_it_is_asked_first(self, as_ada, address):
        with nothing_written():
            page = as_ada.get(address)

        assert "Take it off the public pages?" in page.text

    def test_readers_find_nothing_then(self, as_ada, address):
        answers = [as_ada.post(address) for _ in range(2)]

        assert {answer.status_code for answer in answers} == {302}
        assert as_ada.get("/published/dam/").status_code == 404


def test_the_code_to_paste_is_text(as_ada, claim, ada, settings):
    settings.SITE_URL = "https://desk.example"
    factories.Publication(article=claim.article, by=ada)

    page = as_ada.get("/articles/dam/publish/").text

    assert "&lt;iframe src=&quot;https://desk.example/embed/dam/&quot;" in page
    assert "<iframe" not in page


def test_the_page_costs_the_same_however_many_versions(as_ada, claim, ada, same_queries):
    def again():
        factories.Publication(article=claim.article, by=ada).withdraw(by=ada)

    again()
    same_queries(lambda: as_ada.get("/articles/dam/publish/"), grow=again)
