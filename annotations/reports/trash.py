"""The trash: what was taken off lately, by whom, and who may put it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations import policy
from annotations.models import Annotation, Article, Attempt, Comment, Evidence, User

KEPT_DAYS = 30
MOST = 200  # rows of each kind


@dataclass(frozen=True)
class Row:
    """Something that was taken off. `restore` names the address that puts it back."""

    thing: Any
    article: Article
    at: datetime
    by: User
    restore: str
    may_restore: bool

    @property
    def noun(self) -> str:
        """What it is called on screen."""
        is_claim = isinstance(self.thing, Annotation)
        return _("claim") if is_claim else str(self.thing._meta.verbose_name)

    @property
    def key(self):
        """What the address of `restore` is made with."""
        return self.thing.slug if isinstance(self.thing, Article) else self.thing.pk

    @property
    def days_left(self) -> int:
        """Days until it can be purged, today included; 1 or more."""
        return KEPT_DAYS - (timezone.now() - self.at).days


def trash(user) -> list[Row]:
    """What `user` may see of it, the newest first. Five queries."""
    rows = [*articles(user), *claims(user), *evidence(user), *attempts(user), *comments(user)]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def lately(rows, state: str):
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    found = rows.filter(**{f"{state}_at__gt": since}).select_related(f"{state}_by")
    return found.order_by(f"-{state}_at", "pk")


def articles(user) -> Iterator[Row]:
    if not policy.may(user, policy.DELETE_ARTICLE):
        return
    # One that was purged has no text left to come back with.
    gone = Article.objects.deleted().filter(revisions__is_current=True)
    for one in lately(gone, "deleted")[:MOST]:
        may = policy.may(user, policy.DELETE_ARTICLE, one)
        yield Row(one, one, one.deleted_at, one.deleted_by, "trash.restore", may)


def claims(user) -> Iterator[Row]:
    gone = Annotation.objects.visible_to(user).deleted().select_related("article")
    for one in lately(gone, "deleted")[:MOST]:
        may = policy.may(user, policy.RESTORE_CLAIM, one)
        yield Row(one, one.article, one.deleted_at, one.deleted_by, "annotations.restore", may)


def evidence(user) -> Iterator[Row]:
    gone = Evidence.objects.select_related("source")
    return on_claims(gone, user, "evidence.restore", policy.REMOVE_EVIDENCE)


def attempts(user) -> Iterator[Row]:
    gone = Attempt.objects.all()
    return on_claims(gone, user, "attempts.restore", policy.REMOVE_ATTEMPT)


def on_claims(rows, user, restore: str, action: str) -> Iterator[Row]:
    """What was removed from claims that are still there."""
    there = Annotation.objects.visible_to(user).present()
    seen = rows.visible_to(user).filter(annotation__in=there).select_related("annotation__article")
    for one in lately(seen, "removed")[:MOST]:
        may = policy.may(user, action, one)
        yield Row(one, one.annotation.article, one.removed_at, one.removed_by, restore, may)


def comments(user) -> Iterator[Row]:
    there = Article.objects.visible_to(user)
    seen = Comment.objects.visible_to(user).filter(thread__article__in=there)
    seen = seen.exclude(thread__annotation__deleted_at__isnull=False)
    for one in lately(seen.select_related("thread__article"), "removed")[:MOST]:
        may = policy.may(user, policy.REMOVE_COMMENT, one)
        at, by = one.removed_at, one.removed_by
        yield Row(one, one.thread.article, at, by, "comments.restore", may)
