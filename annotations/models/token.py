import hashlib
import math
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PREFIX = "fc_"
SHOWN = 8  # characters of a token that lists show, to tell it from others
MINUTE = timedelta(minutes=1)
WRITES = 60  # a minute


class TokenQuerySet(models.QuerySet):
    def live(self) -> "TokenQuerySet":
        return self.filter(revoked_at=None, user__is_active=True)

    def of(self, words: str):
        """The live token that `words` are, with its user, or None. One query."""
        return self.live().select_related("user").filter(digest=Token.hashed(words)).first()


class Token(models.Model):
    """What a program shows in the place of a person; the words themselves are not kept.

    256 random bits, so a plain SHA-256 of them cannot be guessed back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("begins with"), max_length=16, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    # The minute that is being counted, and the writes in it: one count for all workers.
    minute_at = models.DateTimeField(null=True, editable=False)
    writes = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hashed(words: str) -> str:
        return hashlib.sha256(words.encode()).hexdigest()

    @classmethod
    def issue(cls, user, name: str) -> "tuple[Token, str]":
        """A new token of `user`, and its words, which are shown once and never again."""
        words = PREFIX + secrets.token_urlsafe(32)
        hint = words[:SHOWN]
        return cls.objects.create(user=user, name=name, digest=cls.hashed(words), hint=hint), words

    def revoke(self) -> None:
        """Let it open nothing any more. Repeat is harmless."""
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])

    def use(self) -> None:
        """Note that it was shown; at most one write a minute."""
        now = timezone.now()
        if self.used_at is None or self.used_at <= now - MINUTE:
            type(self).objects.filter(pk=self.pk).update(used_at=now)
            self.used_at = now

    def spend(self) -> int:
        """Count one write; the seconds to wait when there were `WRITES` of them in this minute
        already, else 0. Three queries at most, and right for several workers at once.
        """
        now = timezone.now()
        mine = type(self).objects.filter(pk=self.pk)
        over = mine.filter(Q(minute_at=None) | Q(minute_at__lte=now - MINUTE))
        if over.update(minute_at=now, writes=1):
            return 0
        if mine.filter(writes__lt=WRITES).update(writes=F("writes") + 1):
            return 0
        begun = mine.values_list("minute_at", flat=True).get() or now
        return max(1, math.ceil((begun + MINUTE - now).total_seconds()))
