from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.event import Event
from annotations.models.links import is_web_link


class EvidenceQuerySet(models.QuerySet):
    def present(self):
        """What has not been removed."""
        return self.filter(removed_at=None)

    def for_card(self):
        return self.select_related("source", "added_by").order_by("created_at", "pk")


class Evidence(models.Model):
    """What a source says for, against or around an annotation; added by a person."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("context")

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="evidence")
    source = models.ForeignKey("Source", models.PROTECT, related_name="evidence")
    stance = models.CharField(_("stance"), max_length=16, choices=Stance)
    quote = models.TextField(_("exact quote or figure"), blank=True)
    locator = models.CharField(_("where in the source"), max_length=300, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="evidence_removed_by_somebody",
            ),
            models.CheckConstraint(
                condition=is_web_link("archive_url"), name="evidence_archive_is_web"
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["supports", "refutes", "context"]), name="evidence_stance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stance}: {self.source}"

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it."""
        return {
            "source": self.source.title,
            "url": self.source.url,
            "kind": self.source.kind,
            "stance": self.stance,
            "quote": self.quote,
            "locator": self.locator,
            "opened_on": self.opened_on,
            "archive_url": self.archive_url,
        }

    def remove(self, *, by) -> None:
        """Take it off the card. Verdicts that named it keep naming it. Repeat is harmless."""
        with transaction.atomic():
            now = {"removed_at": timezone.now(), "removed_by": by}
            if self._move(from_removed=False, **now):
                Event.record(by, Event.Verb.REMOVED_EVIDENCE, self, before=self.facts())

    def restore(self, *, by) -> None:
        """Put removed evidence back. Repeat is harmless."""
        with transaction.atomic():
            if self._move(from_removed=True, removed_at=None, removed_by=None):
                Event.record(by, Event.Verb.RESTORED_EVIDENCE, self, after=self.facts())

    def _move(self, *, from_removed: bool, **to) -> bool:
        """Compare and swap in one statement: of two that do it at once, one does it."""
        rows = type(self).objects.filter(pk=self.pk, removed_at__isnull=not from_removed)
        self.removed_at, self.removed_by = to["removed_at"], to["removed_by"]
        return bool(rows.update(**to))
