from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LASTS = timedelta(minutes=10)


class LookQuerySet(models.QuerySet):
    def now(self):
        """Those that have not expired."""
        return self.filter(until__gt=timezone.now())

    def for_card(self, reader):
        """Others than `reader`, by name."""
        return self.exclude(person=reader).select_related("person").order_by("person__username")

    def visible_to(self, user):
        """Nobody hears who else looks at a claim of a blind article, but for editors."""
        if user.sees_everything:
            return self
        return self.filter(models.Q(annotation__article__is_blind=False) | models.Q(person=user))


class Look(models.Model):
    """Somebody is looking at a claim just now: a hint to others, which expires. Not history."""

    annotation = models.ForeignKey("Annotation", models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="looks")
    until = models.DateTimeField(_("until"))

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")
        constraints = [
            models.UniqueConstraint(fields=["annotation", "person"], name="look_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @staticmethod
    def signs(cards) -> str:
        """The same as long as the same people look at the same of `cards` (`with_looks`)."""
        return " ".join(f"{card.pk}:{look.person_id}" for card in cards for look in card.looking)

    @classmethod
    def begin(cls, annotation, *, by) -> "Look":
        """Say that `by` looks at `annotation` for the next minutes, and at nothing else."""
        cls.objects.filter(person=by).exclude(annotation=annotation).delete()
        until = {"until": timezone.now() + LASTS}
        return cls.objects.update_or_create(annotation=annotation, person=by, defaults=until)[0]
