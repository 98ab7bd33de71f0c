"""A discussion is started beside a claim or on a sentence's page."""

import pytest
from django.urls import reverse

from annotations.models import Comment
from tests import factories
from tests.factories import TEXT
from tests.web.questions import HTMX, NOWHERE, Questions, undo_of


@pytest.fixture
def claim(db):
    return factories.Annotation()


def on_claim(pk):
    return reverse("threads.create", args=[pk])


def on_sentence(slug, number):
    return reverse("sentences.threads.create", args=[slug, number])


class TestQuestionsOfAClaim(Questions):
    @pytest.fixture
    def address(self, claim):
        return on_claim(claim.pk)

    @pytest.fixture
    def missing(self):
        return [on_claim(NOWHERE)]


class TestQuestionsOfASentence(Questions):
    @pytest.fixture
    def address(self, claim):
        return on_sentence(claim.article.slug, 1)

    @pytest.fixture
    def missing(self, claim):
        return [on_sentence("nowhere", 1), on_sentence(claim.article.slug, 99)]


def test_it_begins_with_what_was_said(as_bela, bela, claim):
    answer = as_bela.post(on_claim(claim.pk), {"text": "Where is\r\nthis from? "})

    said = Comment.objects.get()
    assert (said.author, said.text) == (bela, "Where is\nthis from?")
    assert said.thread.annotation == claim
    assert answer["Location"] == f"{reverse('threads', args=[claim.pk])}#comment-{said.pk}"


def test_on_a_sentence_too(as_bela, claim):
    answer = as_bela.post(on_sentence(claim.article.slug, 2), {"text": "Who?"})

    said = Comment.objects.get()
    page = reverse("sentences.threads", args=[claim.article.slug, 2])
    assert said.thread.quote == "Officials called it safe."
    assert answer["Location"] == f"{page}#comment-{said.pk}"


def test_with_htmx_the_card_gets_its_discussion_and_its_count(as_bela, claim):
    update = as_bela.post(on_claim(claim.pk), {"text": "Where from?"}, headers=HTMX)

    assert update["HX-Reswap"] == "none"
    assert update.text.count('hx-swap-oob="true"') == 3
    assert "Discuss (1)" in update.text
    assert "Where from?" in update.text


def test_a_double_click_is_harmless(as_bela, claim):
    for _ in range(2):
        assert as_bela.post(on_claim(claim.pk), {"text": "Where from?"}).status_code == 302

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", [" \r\n ", "\u200b", "x" * 10_001])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_says_nothing_or_too_much_comes_back(as_bela, claim, text, headers):
    answer = as_bela.post(on_claim(claim.pk), {"text": text}, headers=headers)

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert text.strip() in answer.text
    assert not Comment.objects.exists()


def test_on_a_text_that_was_updated_meanwhile_it_starts_on_what_stands_there_now(as_bela, claim):
    factories.revised(claim.article, "New. " + TEXT)

    as_bela.post(on_sentence(claim.article.slug, 1), {"text": "Which?"})

    assert Comment.objects.get().thread.quote == "New."


def test_it_can_be_undone(as_bela, claim):
    update = as_bela.post(on_claim(claim.pk), {"text": "Where from?"}, headers=HTMX)

    as_bela.post(undo_of(update), headers=HTMX)

    assert not Comment.objects.present().exists()
