"""The inbox shows what was said to somebody, as far as they may see it by now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Comment
from annotations.reports.inbox import inbox, unread, unread_since
from annotations.services import discussing
from tests import factories


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def comment(claim, ada, bela):
    return discussing.start(claim, by=ada, text="@bela, who says so?")


@pytest.fixture
def blind(claim):
    type(claim.article).objects.update(is_blind=True)


def test_it_has_what_was_said_to_somebody(comment, bela, ada):
    assert [notice.comment for notice in inbox(bela)] == [comment]
    assert (unread(bela), unread(ada)) == (1, 0)


def test_the_unread_come_first_then_the_newest(comment, ada, bela):
    for text in ("@bela two", "@bela three"):
        discussing.reply(comment.thread, by=ada, text=text)
    inbox(bela).filter(comment__text="@bela three").read()

    texts = [notice.comment.text for notice in inbox(bela)]

    assert texts == ["@bela two", "@bela, who says so?", "@bela three"]
    assert unread(bela) == 2


def test_a_mention_waits_until_a_blind_reviewer_may_see_it(claim, comment, blind, bela):
    assert (list(inbox(bela)), unread(bela), list(unread_since(yesterday()))[1:]) == ([], 0, [])

    factories.Verdict(annotation=claim, by=bela)

    assert (inbox(bela).get().comment, unread(bela)) == (comment, 1)


def test_what_was_removed_or_hangs_on_nothing_is_not_there(claim, comment, ada, bela):
    comment.remove(by=ada)
    assert unread(bela) == 0

    comment.restore(by=ada)
    claim.delete_softly(by=ada, version=1)
    assert unread(bela) == 0


def test_counting_is_one_query_and_none_for_a_stranger(
    comment, bela, cleo, django_assert_num_queries
):
    bela.roles(), cleo.roles()

    with django_assert_num_queries(1):
        unread(bela)
    with django_assert_num_queries(0):
        unread(cleo)


def yesterday():
    return timezone.now() - timedelta(days=1)


def test_a_digest_has_what_is_unread_and_fresh(claim, comment, ada, bela):
    Comment.objects.update(created_at=yesterday() - timedelta(hours=1))
    fresh = discussing.reply(comment.thread, by=ada, text="@bela?")

    digest = {person: [one.comment for one in told] for person, told in unread_since(yesterday())}

    assert digest == {bela: [fresh], claim.created_by: [fresh]}
