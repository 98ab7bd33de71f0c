import base64
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.event import Event

SECRET = "whsec_"


def fresh_secret() -> str:
    """256 random bits, written as the libraries of Standard Webhooks take them."""
    return SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def newest_event() -> int:
    """The key of the newest event there is; 0 before the first. One query."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


class Webhook(models.Model):
    """An address of another program that is told what happens at this desk, signed with `secret`.

    The history is the queue: `seen` is the key of the newest event up to which every line has been
    looked at for it.
    """

    url = models.URLField(_("address"), max_length=2000)
    kinds = models.JSONField(_("what it is told"), default=list)
    # Needed in clear to sign what is sent.
    secret = models.CharField(max_length=100, default=fresh_secret)
    is_active = models.BooleanField(_("is told"), default=True)
    seen = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="webhook_is_web",
            ),
            models.CheckConstraint(condition=~Q(secret=""), name="webhook_has_a_secret"),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def key(self) -> bytes:
        """What signs its messages."""
        return base64.b64decode(self.secret.removeprefix(SECRET))

    @classmethod
    def register(cls, *, url: str, kinds: list[str], by) -> "Webhook":
        """Tell `url` from now on what happens, of the `kinds` it wants to know."""
        return cls.objects.create(url=url, kinds=kinds, created_by=by, seen=newest_event())

    def switch(self, *, on: bool) -> None:
        """Tell it what happens from now on, or nothing any more. Repeat is harmless."""
        said = {"is_active": on} | ({"seen": newest_event()} if on else {})
        type(self).objects.filter(pk=self.pk).exclude(is_active=on).update(**said)
        self.refresh_from_db(fields=["is_active", "seen"])


class Delivery(models.Model):
    """One message to one webhook, until it is delivered or given up."""

    webhook = models.ForeignKey("Webhook", models.CASCADE, related_name="deliveries")
    event = models.ForeignKey("Event", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=64)
    payload = models.JSONField()
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(_("next attempt"), null=True, default=timezone.now)
    status = models.PositiveSmallIntegerField(_("last answer"), null=True)
    failure = models.CharField(_("what went wrong"), max_length=300, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event", "kind"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(next_at=None), name="delivery_done_is_done"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="delivery_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.webhook}"
