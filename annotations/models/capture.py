import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.article import Article
from annotations.models.evidence import Evidence
from annotations.models.links import is_web_link


class CaptureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of articles that `user` may read, and of sources whose kept text they may see."""
        articles = Article.objects.visible_to(user)
        texts = Evidence.objects.visible_to(user).filter(
            shows_keeper=True,
            annotation__article__in=articles,
            source=OuterRef("source"),
            source_text__sha256=OuterRef("text_sha256"),
        )
        return self.filter(Q(article__in=articles) | Exists(texts))

    def for_list(self):
        """Newest first, without the bytes, but how many they are (`size`)."""
        told = self.select_related("taken_by").defer("content").order_by("-taken_at", "-pk")
        return told.annotate(size=Length("content"))


class Capture(models.Model):
    """The bytes of a page or a file as they came in: evidence of what stood there, on which day.

    Of an article or of a source. Served only as an attachment that no browser runs. The same
    bytes, seen again, are the same row with a later `seen_at`.
    """

    article = models.ForeignKey(
        "Article", models.PROTECT, related_name="captures", null=True, blank=True
    )
    source = models.ForeignKey(
        "Source", models.PROTECT, related_name="captures", null=True, blank=True
    )
    url = models.URLField(_("address asked for"), max_length=2000, blank=True)
    final_url = models.URLField(_("address that answered"), max_length=2000, blank=True)
    filename = models.CharField(_("file"), max_length=300, blank=True)
    media_type = models.CharField(_("kind"), max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, editable=False, help_text="of the bytes")
    text_sha256 = models.CharField(
        max_length=64, blank=True, editable=False, help_text="of the text that was read from them"
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now, editable=False)
    seen_at = models.DateTimeField(_("last seen so"), default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, source=None)
                | Q(article=None, source__isnull=False),
                name="capture_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["article", "sha256"],
                condition=Q(article__isnull=False),
                name="capture_of_an_article_once",
            ),
            models.UniqueConstraint(
                fields=["source", "sha256"],
                condition=Q(source__isnull=False),
                name="capture_of_a_source_once",
            ),
            models.CheckConstraint(condition=is_web_link("url"), name="capture_url_is_web"),
            models.CheckConstraint(condition=is_web_link("final_url"), name="capture_final_is_web"),
        ]

    def __str__(self) -> str:
        return f"{self.url or self.filename}, {self.taken_at:%Y-%m-%d}"

    def in_article(self):
        return self.article

    def in_annotation(self) -> None:
        return None

    @staticmethod
    def digest(content: bytes) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(content).hexdigest()

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("url", "final_url", "filename", "media_type", "sha256", "text_sha256")
        return {name: getattr(self, name) for name in names}
