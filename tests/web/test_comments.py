"""Comments are added, removed and put back."""

import pytest
from django.urls import reverse

from annotations.models import Comment
from annotations.services import discussing
from tests import factories
from tests.factories import TEXT
from tests.web.questions import HTMX, Questions, undo_of


@pytest.fixture
def comment(bela):
    return discussing.start(factories.Annotation(), by=bela, text="Where from?")


def reply_to(thread):
    return reverse("comments.create", args=[thread.pk])


def remove(pk):
    return reverse("comments.remove", args=[pk])


def restore(pk):
    return reverse("comments.restore", args=[pk])


class TestQuestionsOfAdding(Questions):
    @pytest.fixture
    def address(self, comment):
        return reply_to(comment.thread)

    @pytest.fixture
    def missing(self):
        return [reverse("comments.create", args=[10**30])]


class TestQuestionsOfRemoving(Questions):
    @pytest.fixture
    def address(self, comment):
        return remove(comment.pk)

    @pytest.fixture
    def missing(self, ada):
        gone = discussing.start(factories.Annotation(), by=ada, text="Gone.")
        gone.thread.annotation.delete_softly(by=ada, version=1)
        return [remove(10**30), remove(gone.pk)]


class TestQuestionsOfRestoring(Questions):
    @pytest.fixture
    def address(self, comment):
        return restore(comment.pk)

    @pytest.fixture
    def missing(self):
        return [restore(10**30)]


def test_a_reply_stands_in_its_discussion(as_bela, bela, comment):
    answer = as_bela.post(reply_to(comment.thread), {"text": "From the register."})

    said = comment.thread.comments.latest("pk")
    page = reverse("threads", args=[comment.thread.annotation_id])
    assert (said.author, said.text) == (bela, "From the register.")
    assert answer["Location"] == f"{page}#comment-{said.pk}"


def test_a_reply_can_be_undone(as_bela, comment):
    update = as_bela.post(reply_to(comment.thread), {"text": "Hm."}, headers=HTMX)

    as_bela.post(undo_of(update))

    assert comment.thread.comments.present().get() == comment


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_says_nothing_comes_back_in_its_own_form(as_bela, bela, comment, headers):
    discussing.start(comment.thread.annotation, by=bela, text="Another one.")

    answer = as_bela.post(reply_to(comment.thread), {"text": " "}, headers=headers)

    assert answer.status_code == 422
    assert answer.text.count("errorlist") == 1


def test_ones_own_comment_is_removed_and_put_back(as_bela, bela, comment):
    update = as_bela.post(remove(comment.pk), headers=HTMX)
    comment.refresh_from_db()
    assert comment.removed_by == bela

    as_bela.post(undo_of(update), headers=HTMX)
    comment.refresh_from_db()
    assert comment.removed_at is None


def test_an_editor_removes_everybodys(as_ada, comment):
    assert as_ada.post(remove(comment.pk)).status_code == 302


def test_a_reviewer_neither_removes_nor_restores_somebody_elses(client, comment):
    client.force_login(factories.Reviewer())

    assert client.post(remove(comment.pk)).status_code == 403
    assert client.post(restore(comment.pk)).status_code == 403
    assert Comment.objects.present().exists()


def test_the_last_one_of_a_sentence_that_is_gone_leads_to_the_list(as_bela, bela):
    article = factories.Article()
    old, new = article.current(), factories.Article(text=TEXT[33:]).current()
    said = discussing.start(old.sentences.get(number=1), by=bela, text="Which?")
    discussing.carry(article, old, new)

    answer = as_bela.post(remove(said.pk), follow=True)

    assert answer.request["PATH_INFO"] == reverse("articles.threads", args=[article.slug])
    assert undo_of(answer) == restore(said.pk)
