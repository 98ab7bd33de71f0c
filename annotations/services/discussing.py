"""Discussing: what is said about a claim or a sentence, and who hears of it."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import (
    Annotation,
    Article,
    Comment,
    Event,
    Notice,
    Revision,
    Sentence,
    Thread,
    User,
)
from annotations.models.conflict import Conflict
from annotations.models.user import EDITOR, REVIEWER
from annotations.text.diff import Span, blocks
from annotations.text.invisible import is_invisible_only
from annotations.text.remarks import mentioned
from annotations.text.shifting import shifted

LONGEST = 10_000  # characters of a comment
AT_ONCE = timedelta(minutes=1)  # the same words again within it are a double click
LEAST = 0.25  # of a sentence: where less of it is left, it is another one


def start(about: Annotation | Sentence, *, by: User, text: str) -> Comment:
    """Start a discussion of a claim, or of a sentence of the newest revision.

    The same person saying the same there again at once gets the first result. Raises
    ValidationError for words that say nothing or are too many, and Conflict when the text was
    updated since the sentence was read.
    """
    article = about.in_article()
    check(text)
    with transaction.atomic():
        where = _place(about)
        article.lock()
        said = {f"thread__{name}": value for name, value in where.items()}
        first = _just_said(by, text, **said)
        if first:
            return first
        thread = Thread.objects.create(article=article, quote=_words(about), **where)
        return _say(thread, by, text)


def reply(thread: Thread, *, by: User, text: str) -> Comment:
    """Say something in a discussion; what one was told of it has been read then. As `start`."""
    check(text)
    with transaction.atomic():
        thread.article.lock()
        first = _just_said(by, text, thread=thread)
        if first:
            return first
        Notice.objects.visible_to(by).filter(comment__thread=thread).read()
        return _say(thread, by, text)


def check(text: str) -> None:
    """Raise ValidationError unless `text` can be a comment."""
    if is_invisible_only(text):
        raise ValidationError({"text": _("Write something first.")})
    if len(text) > LONGEST:
        raise ValidationError({"text": _("At most 10,000 characters.")})


def _place(about: Annotation | Sentence) -> dict:
    if isinstance(about, Annotation):
        return {"annotation": about}
    if not about.revision.lock_current():
        raise Conflict(about)
    return {"revision": about.revision, "start": about.start, "end": about.end}


def _words(about: Annotation | Sentence) -> str:
    return about.quote if isinstance(about, Annotation) else about.text.strip()


def _just_said(by: User, text: str, **where) -> Comment | None:
    since = timezone.now() - AT_ONCE
    said = Comment.objects.present().filter(author=by, text=text, created_at__gt=since, **where)
    return said.select_related("thread__article").first()


def _say(thread: Thread, by: User, text: str) -> Comment:
    comment = thread.comments.create(author=by, text=text)
    named, concerned = hearers(thread, text)
    told = [
        Notice(comment=comment, person_id=key, is_mention=key in named)
        for key in sorted((named | concerned) - {by.pk})
    ]
    Notice.objects.bulk_create(told)
    Event.record(by, Event.Verb.COMMENTED, comment, after=comment.facts())
    return comment


def hearers(thread: Thread, text: str) -> tuple[set[int], set[int]]:
    """Keys of the people whom `text` names, and of those in the discussion; three queries.

    The maker of a claim takes part in what is said about it.
    """
    people = {name.lower(): key for name, key in working().values_list("username", "pk")}
    named = {people[name] for name in mentioned(text, people)}
    concerned = set(thread.comments.present().values_list("author", flat=True))
    if thread.annotation:
        concerned.add(thread.annotation.created_by_id)
    return named, concerned & {*people.values()}


def working():
    """The accounts that work at the desk."""
    roles = Q(groups__name__in=[REVIEWER, EDITOR]) | Q(is_superuser=True)
    return User.objects.filter(roles, is_active=True).distinct()


def carry(article: Article, old: Revision, new: Revision) -> None:
    """Take the discussions of sentences along from `old`, the newest revision so far, to `new`.

    Each goes to the sentence that holds most of
    what was kept of its own; one of whose words too little is left is about its quote alone from
    now on. Call it in the transaction of the update, when the sentences of `new` are saved. Three
    queries, however many discussions; one when there are none.
    """
    threads = list(Thread.objects.filter(article=article, annotation=None, revision=old))
    if not threads:
        return
    kept, sentences = blocks(old.text, new.text), list(new.sentences.values_list("start", "end"))
    for thread in threads:
        assert thread.start is not None  # as its revision
        assert thread.end is not None
        found = shifted(kept, thread.start, thread.end, LEAST)
        thread.revision = new if found else None
        thread.start, thread.end = holding(sentences, found) if found else (None, None)
    Thread.objects.bulk_update(threads, ["revision", "start", "end"], batch_size=500)


def holding(sentences: Iterable[Span], span: Span) -> Span:
    """Which of `sentences` holds most of `span`."""
    return max(sentences, key=lambda one: min(one[1], span[1]) - max(one[0], span[0]))
