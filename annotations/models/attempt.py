from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet
from annotations.models.event import Event
from annotations.models.removable import Removable


class AttemptQuerySet(BlindQuerySet):
    own = "made_by"

    def present(self) -> "AttemptQuerySet":
        """What has not been removed."""
        return self.filter(removed_at=None)

    def for_card(self):
        return self.select_related("made_by").order_by("looked_on", "pk")


class Attempt(Removable):
    """A search without result, so that unchecked is not untried."""

    REMOVED, RESTORED = Event.Verb.REMOVED_ATTEMPT, Event.Verb.RESTORED_ATTEMPT

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="attempts")
    place = models.CharField(_("looked where"), max_length=300)
    looked_on = models.DateField(_("looked on"), default=timezone.localdate)
    note = models.TextField(_("what was looked for"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attempts")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            *Removable.Meta.constraints,
            models.CheckConstraint(condition=~Q(place=""), name="attempt_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.looked_on:%Y-%m-%d}"

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it."""
        return {name: getattr(self, name) for name in ("place", "looked_on", "note")}
