from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from annotations.models.conflict import Conflict, Locked
from annotations.models.desk_rules import MOST_REVIEWS
from annotations.models.event import Event
from annotations.models.links import is_web_link
from annotations.models.sentence import Sentence


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The articles `user` may read. Everybody with a role reads every article of the desk."""
        if not (user.is_superuser or user.roles()):
            return self.none()
        return self.filter(deleted_at=None)

    def deleted(self):
        return self.filter(deleted_at__isnull=False)

    def matching(self, words: str):
        """Articles whose title has all `words`."""
        return self.filter(*[Q(title__icontains=word) for word in words.split()])

    def for_list(self):
        """Newest first, with the number of sentences of the newest revision."""
        sentences = Sentence.objects.filter(revision__article=OuterRef("pk"))
        last = sentences.order_by("-revision__number", "-number").values("number")[:1]
        return self.order_by("-created_at", "-pk").annotate(sentences=Subquery(last))


class Article(models.Model):
    """A text under review. The words themselves are in its revisions."""

    REVIEW = ("required_reviews", "is_blind", "target")
    DETAILS = (
        "title",
        "byline",
        "publisher",
        "source_url",
        "archive_url",
        "language",
        "published_on",
    )

    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    source_url = models.URLField(_("original address"), max_length=2000, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=35, default="en")
    published_on = models.DateField(_("published"), null=True, blank=True)
    created_at = models.DateTimeField(_("imported"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    last_event = models.PositiveIntegerField(default=0, editable=False)
    required_reviews = models.PositiveSmallIntegerField(_("reviews for each claim"), default=1)
    is_blind = models.BooleanField(_("reviewed blind"), default=False)
    target = models.PositiveSmallIntegerField(_("coverage it needs, in percent"), default=100)
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_has_a_title"),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_an_address"),
            models.CheckConstraint(condition=Q(version__gte=1), name="article_version_from_one"),
            models.CheckConstraint(
                condition=is_web_link("source_url"), name="article_original_is_web"
            ),
            models.CheckConstraint(
                condition=is_web_link("archive_url"), name="article_archive_is_web"
            ),
            models.CheckConstraint(
                condition=Q(required_reviews__gte=1) & Q(required_reviews__lte=MOST_REVIEWS),
                name="article_one_to_five_reviews",
            ),
            models.CheckConstraint(condition=Q(target__lte=100), name="article_target_percent"),
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None)
                | Q(locked_at__isnull=False, locked_by__isnull=False),
                name="article_locked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None, deleted_by=None)
                | Q(deleted_at__isnull=False, deleted_by__isnull=False),
                name="article_deleted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles.show", args=[self.slug])

    def in_article(self) -> "Article":
        return self

    def in_annotation(self) -> None:
        return None

    def current(self) -> Any:
        """The newest revision, without its raw input. One query."""
        return self.revisions.for_reading().get(is_current=True)

    def facts(self) -> dict:
        """What the history keeps of its details."""
        return {name: getattr(self, name) for name in (*self.DETAILS, "version")}

    def edit(self, *, by, version: int, **details) -> None:
        """Correct details of the article (`DETAILS`); its words and its address stay.

        Raises Conflict, with the row as it is now, when `version` is not the current one and the
        details differ from what stands. Saying what stands already is harmless.
        """
        self._change(Event.Verb.CORRECTED, self.DETAILS, by, version, details)

    def set_review(self, *, by, version: int, **review) -> None:
        """Say how it is reviewed (`REVIEW`). As `edit`."""
        self._change(Event.Verb.SET_REVIEW, self.REVIEW, by, version, review)

    def _change(self, verb, told, by, version: int, said: dict) -> None:
        with transaction.atomic():
            now = type(self).objects.get(pk=self.pk)
            if all(getattr(now, name) == value for name, value in said.items()):
                return
            rows = type(self).objects.filter(pk=self.pk, version=version)
            if not rows.update(version=version + 1, **said):
                raise Conflict(now)
            before = {name: getattr(now, name) for name in (*told, "version")}
            after = before | said | {"version": version + 1}
            Event.record(by, verb, self, before=before, after=after)
        self.refresh_from_db(fields=[*said, "version"])

    def lock_changes(self, *, by) -> None:
        """Let nobody change anything on it until `unlock_changes`. Repeat is harmless."""
        self._set(Event.Verb.LOCKED, by, "locked", timezone.now())

    def unlock_changes(self, *, by) -> None:
        """Let it be changed again. Repeat is harmless."""
        self._set(Event.Verb.UNLOCKED, by, "locked", None)

    def delete_softly(self, *, by) -> None:
        """Take it off the desk with all that is on it; `restore` undoes it. Repeat is harmless."""
        self._set(Event.Verb.DELETED_ARTICLE, by, "deleted", timezone.now())

    def restore(self, *, by) -> None:
        """Bring it back from the trash. Repeat is harmless."""
        self._set(Event.Verb.RESTORED_ARTICLE, by, "deleted", None)

    def _set(self, verb, by, state: str, at) -> None:
        """Compare and swap one of the states that somebody puts it in at a time."""
        to = {f"{state}_at": at, f"{state}_by": by if at else None}
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, **{f"{state}_at__isnull": at is not None})
            if rows.update(**to):
                Event.record(by, verb, self)
        self.refresh_from_db(fields=list(to))

    def lock(self) -> None:
        """Make other writers to this article wait for the end of the transaction. One query."""
        type(self).objects.select_for_update().only("pk").get(pk=self.pk)

    def next_event(self, count: int = 1, *, is_change: bool = True) -> tuple[int, str | None]:
        """Take the next `count` numbers of the article's history.

        Returns the last of them, and the hash of the event before the first. Locks the article's
        row. Raises Locked when an editor has locked it and it is a change. Two queries.
        """
        row = type(self).objects.filter(pk=self.pk)
        row.update(last_event=F("last_event") + count)
        before = Event.objects.filter(
            article=OuterRef("pk"), sequence=OuterRef("last_event") - count
        )
        self.last_event, last_hash, locked = row.values_list(
            "last_event", Subquery(before.values("hash")), "locked_at"
        ).get()
        if locked and is_change:
            raise Locked(self)
        return self.last_event, last_hash


# What stands where an article's address could: /articles/new/, /published/method/ and so on.
RESERVED = {"new", "fetch", "method", "corrections"}


def free_slug(title: str) -> str:
    """An address for an article of this title that nothing else has."""
    stem = slugify(title)[:70].strip("-") or "article"
    others = Article.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    taken = RESERVED | {*others}
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


def add_article(*, title: str, slug: str = "", **fields) -> Article:
    """Save a new article at `slug`, or at an address of its own made from the title.

    Of two of the same title at once the second waits here and gets the next address.
    """
    while True:
        address = slug or free_slug(title)
        try:
            with transaction.atomic():
                return Article.objects.create(slug=address, title=title, **fields)
        except IntegrityError:
            if slug or not Article.objects.filter(slug=address).exists():
                raise
