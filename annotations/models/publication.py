import hashlib

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.event import Event


class PublicationQuerySet(models.QuerySet):
    def open(self) -> "PublicationQuerySet":
        """The versions that readers get now, one for each published article."""
        return self.filter(ended_at=None, article__deleted_at=None)

    def public(self) -> "PublicationQuerySet":
        """What the public may read: every version of the articles that are published now."""
        return self.filter(article__in=Publication.objects.open().values("article"))

    def edition(self) -> str:
        """Another whenever these are others, or one of them has ended. One query, no words."""
        told = self.order_by("pk").values_list("pk", "ended_at")
        return hashlib.sha256(repr([*told]).encode()).hexdigest()

    def newest_first(self) -> "PublicationQuerySet":
        return self.order_by("-created_at", "-pk")

    def for_list(self):
        """Newest first, without the words."""
        told = self.select_related("article", "editor", "ended_by")
        return told.defer("content").newest_first()

    def for_index(self):
        """As `for_list`, with what each says of its article: the desk's own record may say more."""
        said = {f"said_{name}": KT(f"content__article__{name}") for name in ("title", "language")}
        return self.for_list().annotate(**said)


class Publication(models.Model):
    """One version of an article as the public reads it: a copy that no later change touches.

    `content` is the whole document (`reports.publication` documents its shape), so what was said
    once stays readable as it was said. A row is never changed, except to be ended once: replaced
    by the next version, or withdrawn. A withdrawn article shows none of its versions.
    """

    class Ending(models.TextChoices):
        REPLACED = "replaced", _("replaced")
        WITHDRAWN = "withdrawn", _("withdrawn")

    article = models.ForeignKey("Article", models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("version"))
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+")
    sign_off = models.ForeignKey(
        "SignOff", models.PROTECT, related_name="publications", null=True, editable=False
    )
    is_quotes_only = models.BooleanField(_("passages only, not the whole text"), default=False)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, editable=False, help_text="of the content")
    note = models.TextField(_("what readers are told about this version"), blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="publications"
    )
    created_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    ending = models.CharField(max_length=16, choices=Ending, blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="publication_number_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(ended_at=None), name="publication_one_open"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="publication_from_one"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ending="")
                | (
                    Q(ended_at__isnull=False, ended_by__isnull=False)
                    & Q(ending__in=["replaced", "withdrawn"])
                ),
                name="publication_ended_once_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return _("version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        """The permanent address of this version."""
        return reverse("public.version", args=[self.article.slug, self.number])

    def in_article(self):
        return self.article

    def in_annotation(self) -> None:
        return None

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("number", "revision_id", "sign_off_id", "is_quotes_only", "sha256", "note")
        return {name: getattr(self, name) for name in names}

    def withdraw(self, *, by) -> None:
        """Take the article off the public pages. Repeat is harmless."""
        with transaction.atomic():
            self.article.lock()
            if self.end_as(self.Ending.WITHDRAWN, by=by):
                Event.record(by, Event.Verb.UNPUBLISHED, self, before=self.facts())
        self.refresh_from_db(fields=["ended_at", "ended_by", "ending"])

    def end_as(self, ending: str, *, by) -> bool:
        """Compare and swap; only `withdraw` and `services.publishing` call it. One query."""
        end = {"ended_at": timezone.now(), "ended_by": by, "ending": ending}
        return bool(type(self).objects.filter(pk=self.pk, ended_at=None).update(**end))
