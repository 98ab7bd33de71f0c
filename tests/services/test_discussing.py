"""Who says what about a claim or a sentence, and who hears of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from annotations.models import Comment, Notice, Thread
from annotations.models.conflict import Conflict, Locked
from annotations.services import discussing
from tests import factories
from tests.factories import TEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(db):
    return factories.Annotation(by=factories.Reviewer(username="maker"))


@pytest.fixture
def comment(claim, bela):
    return discussing.start(claim, by=bela, text="Where is this from?")


def told(comment):
    """Who hears of it, and whether by name."""
    return set(comment.notices.values_list("person__username", "is_mention"))


def sentence(article, number):
    return article.current().sentences.get(number=number)


def test_a_discussion_of_a_claim_starts_with_a_comment(claim, bela, comment):
    assert (comment.author, comment.thread.annotation) == (bela, claim)
    assert comment.thread.quote == claim.quote


def test_a_discussion_of_a_sentence_stands_at_its_words(claim, bela):
    first = sentence(claim.article, 1)

    thread = discussing.start(first, by=bela, text="Which dam?").thread

    assert (thread.start, thread.end, thread.revision) == (first.start, first.end, first.revision)
    assert thread.quote == "The dam holds 40 million litres."


def test_one_cannot_be_started_on_a_text_that_was_updated_meanwhile(claim, bela):
    first = sentence(claim.article, 1)
    factories.revised(claim.article, "New. " + TEXT)

    with pytest.raises(Conflict):
        discussing.start(first, by=bela, text="Which dam?")


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u2060", "a" * 10_001])
def test_a_comment_says_something_and_is_no_book(claim, bela, text):
    with pytest.raises(ValidationError):
        discussing.start(claim, by=bela, text=text)

    assert not Thread.objects.exists()


def test_the_same_words_at_once_are_said_once(claim, bela, comment):
    again = discussing.start(claim, by=bela, text="Where is this from?")
    replies = {discussing.reply(comment.thread, by=bela, text="Hm.") for _ in range(2)}

    assert again == comment
    assert len(replies) == 1


def test_the_same_words_later_are_said_again(bela, comment):
    earlier = timezone.now() - timedelta(minutes=2)
    Comment.objects.update(created_at=earlier)

    again = discussing.reply(comment.thread, by=bela, text=comment.text)

    assert again != comment


def test_what_was_taken_back_can_be_said_again(bela, comment):
    comment.remove(by=bela)

    assert discussing.reply(comment.thread, by=bela, text=comment.text) != comment


def test_the_maker_of_the_claim_hears_of_it(comment):
    assert told(comment) == {("maker", False)}


def test_those_who_take_part_hear_of_a_reply(comment, ada):
    reply = discussing.reply(comment.thread, by=ada, text="From the register.")

    assert told(reply) == {("maker", False), ("bela", False)}


def test_who_is_mentioned_hears_of_it_by_name_and_nobody_of_oneself(comment, ada, bela, cleo):
    reply = discussing.reply(comment.thread, by=bela, text="@Ada, @bela and @cleo: why?")

    assert told(reply) == {("maker", False), ("ada", True)}


def test_who_works_here_no_more_hears_nothing(comment, ada):
    gone = factories.Reviewer(username="gone", is_active=False)

    reply = discussing.reply(comment.thread, by=ada, text=f"@{gone.username}?")

    assert ("gone", True) not in told(reply)


def test_who_answers_has_read_what_was_said_there(comment, ada, bela):
    discussing.reply(comment.thread, by=ada, text="From the register.")

    discussing.reply(comment.thread, by=bela, text="Thanks.")

    assert not Notice.objects.visible_to(bela).unread().exists()


def test_history_tells_of_all_of_it(claim, ada, bela, comment):
    comment.remove(by=bela)
    comment.restore(by=bela)
    comment.thread.resolve(by=ada)
    comment.thread.resolve(by=ada)
    comment.thread.reopen(by=ada)

    events = claim.events.order_by("sequence")[1:]
    verbs = ["commented", "removed_comment", "restored_comment", "resolved", "reopened"]
    assert [event.verb for event in events] == verbs
    assert events[0].after["text"] == events[1].before["text"] == comment.text
    assert events[3].after == {"about": claim.quote}


def test_a_locked_article_is_not_discussed(claim, ada, bela):
    claim.article.lock_changes(by=ada)

    with pytest.raises(Locked):
        discussing.start(claim, by=bela, text="Too late?")

    assert not Thread.objects.exists()


# -- an update of the text ------------------------------------------------------------------------


@pytest.fixture
def about_dam(claim, bela):
    return discussing.start(sentence(claim.article, 1), by=bela, text="Which dam?").thread


def test_a_discussion_of_a_sentence_goes_where_its_words_go(claim, bela):
    old = claim.article.current()
    about = discussing.start(sentence(claim.article, 2), by=bela, text="Who?").thread
    new = factories.Article(text="It was new. " + TEXT).current()

    discussing.carry(claim.article, old, new)

    about.refresh_from_db()
    assert about.revision == new
    assert new.cut(about.start, about.end).strip() == "Officials called it safe."


def test_one_whose_words_are_gone_keeps_them(claim, about_dam):
    old, new = claim.article.current(), factories.Article(text=TEXT[33:]).current()

    discussing.carry(claim.article, old, new)

    about_dam.refresh_from_db()
    assert (about_dam.revision, about_dam.start, about_dam.end) == (None, None, None)
    assert about_dam.quote == "The dam holds 40 million litres."


def test_many_discussions_cost_no_further_queries(claim, bela, about_dam, same_queries):
    old, new = claim.article.current(), factories.Article(text="New. " + TEXT).current()

    def back_and_forth():
        Thread.objects.filter(revision=new).update(revision=old)
        discussing.carry(claim.article, old, new)

    def grow():
        Thread.objects.filter(revision=new).update(revision=old)
        for number in (1, 2):
            discussing.start(sentence(claim.article, number), by=bela, text=f"{number}?")

    same_queries(back_and_forth, grow)
