from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import EVERYTHING, has_judged_all, seen_by
from annotations.models.event import Event
from annotations.models.removable import Removable


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those in which `user` may read something, on what is there to read."""
        if not (user.is_superuser or user.roles()):
            return self.none()
        said = Comment.objects.present().visible_to(user).filter(thread=OuterRef("pk"))
        there = Q(annotation=None) | Q(annotation__deleted_at=None)
        return self.filter(there, Exists(said), article__deleted_at=None)

    def about_sentence(self, sentence):
        """Those about words of `sentence`, of the newest revision."""
        here = {"revision": sentence.revision_id, "annotation": None}
        return self.filter(**here, start__lt=sentence.end, end__gt=sentence.start)

    def for_discussion(self, reader):
        """The open ones first, with what `reader` may read in each (`said`). Three queries."""
        said = Comment.objects.present().visible_to(reader).for_reading()
        return (
            self.select_related("article")
            .prefetch_related(Prefetch("comments", queryset=said, to_attr="said"))
            .order_by(F("resolved_at").asc(nulls_first=True), "pk")
        )

    def for_list(self, reader):
        """The newest first, with how many comments `reader` may read in each (`count`)."""
        said = Comment.objects.present().visible_to(reader).filter(thread=OuterRef("pk"))
        said = said.order_by().values("thread")
        return self.annotate(
            count=Subquery(said.annotate(count=Count("pk")).values("count")),
            latest=Subquery(said.annotate(latest=Max("created_at")).values("latest")),
        ).order_by("-latest", "-pk")


class Thread(models.Model):
    """A discussion about a claim, or about a sentence: [start, end) of the newest revision.

    An update of the text takes a sentence's thread along; one whose sentence is gone has no
    revision any more, and keeps the words it was about.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="threads")
    annotation = models.ForeignKey(
        "Annotation", models.PROTECT, related_name="threads", null=True, blank=True
    )
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+", null=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True, help_text="exclusive")
    quote = models.TextField(_("about the words"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ThreadQuerySet.as_manager()

    said: list["Comment"]  # `for_discussion`

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        constraints = [
            models.CheckConstraint(
                condition=Q(annotation__isnull=False, revision=None, start=None, end=None)
                | Q(annotation=None, revision=None, start=None, end=None)
                | Q(annotation=None, revision__isnull=False, start__lt=F("end")),
                name="thread_about_a_claim_or_a_sentence",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:80]

    def get_absolute_url(self) -> str:
        """Lands on the passage, with the discussion open."""
        return reverse("threads.show", args=[self.pk])

    def in_article(self):
        return self.article

    def in_annotation(self):
        return self.annotation_id

    def sentence(self):
        """The sentence of the newest revision that holds most of its words, if any. One query."""
        start, end = self.start, self.end
        if self.revision is None or start is None or end is None:
            return None
        touched = self.revision.touched(start, end)
        return max(touched, key=lambda one: min(one.end, end) - max(one.start, start))

    def facts(self) -> dict:
        """What the history keeps of it."""
        return {"about": self.quote}

    def resolve(self, *, by) -> None:
        """Close it; `reopen` undoes it. Repeat is harmless."""
        self._set(by, Event.Verb.RESOLVED, resolved_at=timezone.now(), resolved_by=by)

    def reopen(self, *, by) -> None:
        """Open it again. Repeat is harmless."""
        self._set(by, Event.Verb.REOPENED, resolved_at=None, resolved_by=None)

    def _set(self, by, verb, **to) -> None:
        with transaction.atomic():
            is_open = to["resolved_at"] is None
            rows = type(self).objects.filter(pk=self.pk, resolved_at__isnull=not is_open)
            if rows.update(**to):
                Event.record(by, verb, self, after=self.facts())
        self.refresh_from_db(fields=list(to))


class CommentQuerySet(models.QuerySet):
    def present(self):
        return self.filter(removed_at=None)

    def for_reading(self):
        """In their order, with author and mentions (`mentions`)."""
        mentions = Notice.objects.filter(is_mention=True).select_related("person")
        return (
            self.select_related("author")
            .order_by("pk")
            .prefetch_related(Prefetch("notices", queryset=mentions, to_attr="mentions"))
        )

    def visible_to(self, user):
        """By the blind rule; comments on a sentence open with the last claim of the article."""
        return self.filter(seen_comments(user))


def seen_comments(user, at: str = "") -> Q:
    """The comments at the path `at` that `user` may see. No query of its own."""
    if user.sees_everything:
        return EVERYTHING
    own, thread = f"{at}author", f"{at}thread"
    claim, article = f"{thread}__annotation", f"{thread}__article"
    about_sentence = Q(**{claim: None}) & has_judged_all(user, article)
    return seen_by(user, own=own, claim=claim, article=article) | about_sentence


class Comment(Removable):
    """What somebody says in a thread."""

    REMOVED, RESTORED = Event.Verb.REMOVED_COMMENT, Event.Verb.RESTORED_COMMENT

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CommentQuerySet.as_manager()

    mentions: list["Notice"]  # `for_reading`

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            *Removable.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def in_article(self):
        return self.thread.article

    def in_annotation(self):
        return self.thread.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it."""
        return {"thread": self.thread_id, "text": self.text}


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those to `user` whose comment is there and may be read by them by now."""
        if not (user.is_superuser or user.roles()):
            return self.none()
        claim = "comment__thread__annotation"
        there = Q(**{claim: None}) | Q(**{f"{claim}__deleted_at": None})
        return self.filter(
            there,
            seen_comments(user, at="comment__"),
            person=user,
            comment__removed_at=None,
            comment__thread__article__deleted_at=None,
        )

    def unread(self):
        return self.filter(read_at=None)

    def for_inbox(self):
        """The unread ones first, then the newest, with what a line shows."""
        rows = self.select_related("comment__author", "comment__thread__article")
        return rows.annotate(is_read=Q(read_at__isnull=False)).order_by("is_read", "-comment")

    def read(self) -> None:
        """They have been read. Repeat is harmless."""
        self.unread().order_by().update(read_at=timezone.now())


class Notice(models.Model):
    """A comment that somebody should read: they are mentioned, or part of the discussion."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    is_mention = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.comment}"
