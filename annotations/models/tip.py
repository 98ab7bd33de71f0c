import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.links import is_web_link


class TipQuerySet(models.QuerySet):
    def waiting(self) -> "TipQuerySet":
        return self.filter(state=Tip.State.WAITING)

    def decided(self) -> "TipQuerySet":
        return self.exclude(state=Tip.State.WAITING)

    def of_articles(self, articles) -> "TipQuerySet":
        """Those about claims of `articles`."""
        return self.filter(annotation__article__in=articles)

    def for_list(self):
        """Oldest first, with the claim."""
        told = self.select_related("annotation__article", "handled_by", "evidence")
        return told.order_by("received_at", "pk")


class Tip(models.Model):
    """Evidence that a reader of a published page sends in about a claim; an editor decides on it.

    Nothing of it is public, and nothing is kept of the sender but what the sender wrote.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        TAKEN = "taken", _("taken as evidence")
        DISMISSED = "dismissed", _("dismissed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="tips")
    url = models.URLField(_("link"), max_length=2000, blank=True)
    words = models.TextField(_("what it says"), blank=True)
    contact = models.CharField(_("how to reach the sender"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    state = models.CharField(max_length=16, choices=State, default=State.WAITING, editable=False)
    note = models.TextField(_("why"), blank=True)
    handled_at = models.DateTimeField(null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    evidence = models.ForeignKey(
        "Evidence", models.PROTECT, related_name="tips", null=True, editable=False
    )

    objects = TipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        constraints = [
            models.CheckConstraint(condition=~Q(url="", words=""), name="tip_says_something"),
            models.CheckConstraint(condition=is_web_link("url"), name="tip_link_is_web"),
            models.CheckConstraint(
                condition=Q(state="waiting", handled_at=None, handled_by=None)
                | (
                    Q(state__in=["taken", "dismissed"])
                    & Q(handled_at__isnull=False, handled_by__isnull=False)
                ),
                name="tip_handled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(evidence=None) | Q(state="taken"), name="tip_taken_as_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.url or self.words[:80]

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it: not how to reach the sender."""
        return {name: getattr(self, name) for name in ("url", "words", "state", "note")}
