from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet
from annotations.models.event import Event


class SkipQuerySet(BlindQuerySet):
    own = "reviewer"

    def open(self):
        return self.filter(ended_at=None)


class Skip(models.Model):
    """A reviewer passes over a claim, and says why. Taken back it is ended, never deleted."""

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="skips")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="skips")
    reason = models.CharField(_("why"), max_length=300)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SkipQuerySet.as_manager()

    class Meta:
        verbose_name = _("skip")
        verbose_name_plural = _("skips")
        constraints = [
            models.UniqueConstraint(
                fields=["annotation", "reviewer"],
                condition=Q(ended_at=None),
                name="skip_one_open_per_reviewer",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="skip_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.reason

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it."""
        return {"reason": self.reason}

    def take_back(self, *, by) -> None:
        """Have the claim offered again. Repeat is harmless."""
        with transaction.atomic():
            rows = type(self).objects.open().filter(pk=self.pk)
            if rows.update(ended_at=timezone.now()):
                Event.record(by, Event.Verb.UNSKIPPED, self, before=self.facts())
        self.refresh_from_db(fields=["ended_at"])
