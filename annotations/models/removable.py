from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from annotations.models.event import Event


class Removable(models.Model):
    """What can be taken off and put back: the row stays, and who did it is known.

    A subclass has `facts()`, `in_article()`, and names its verbs in `REMOVED` and `RESTORED`.
    """

    REMOVED: Event.Verb
    RESTORED: Event.Verb

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="%(class)s_removed_by_somebody",
            ),
        ]

    def facts(self) -> dict:
        raise NotImplementedError

    def remove(self, *, by) -> None:
        """Take it off. Verdicts that named it keep naming it. Repeat is harmless."""
        with transaction.atomic():
            now = {"removed_at": timezone.now(), "removed_by": by}
            if self._move(from_removed=False, **now):
                Event.record(by, self.REMOVED, self, before=self.facts())

    def restore(self, *, by) -> None:
        """Put it back. Repeat is harmless."""
        with transaction.atomic():
            if self._move(from_removed=True, removed_at=None, removed_by=None):
                Event.record(by, self.RESTORED, self, after=self.facts())

    def _move(self, *, from_removed: bool, **to) -> bool:
        """Compare and swap in one statement: of two that do it at once, one does it."""
        rows = type(self)._default_manager.filter(pk=self.pk, removed_at__isnull=not from_removed)
        self.removed_at, self.removed_by = to["removed_at"], to["removed_by"]
        return bool(rows.update(**to))
