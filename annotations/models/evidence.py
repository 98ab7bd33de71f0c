from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet, seen_by
from annotations.models.conflict import Conflict
from annotations.models.event import Event
from annotations.models.links import is_web_link
from annotations.models.removable import Removable


class EvidenceQuerySet(BlindQuerySet):
    def present(self):
        """What has not been removed."""
        return self.filter(removed_at=None)

    def visible_to(self, user):
        """By the blind rule, and so is what others wrote on a piece that one may see: the reply
        (`shows_reply`) and who kept the text of its source (`shows_keeper`).
        """
        return (
            super()
            .visible_to(user)
            .annotate(
                shows_reply=shown_to(user, "replied_by"),
                shows_keeper=shown_to(user, "source_text__kept_by"),
            )
        )

    def for_card(self):
        return self.select_related("source", "added_by", "replied_by").order_by("created_at", "pk")


def shown_to(user, writer: str):
    """Whether `user` may see what the person at the path `writer` wrote on a piece of evidence."""
    if user.sees_everything:
        return Value(True)
    return ExpressionWrapper(seen_by(user, own=writer), output_field=BooleanField())


class Evidence(Removable):
    """What a source says for, against or around an annotation; added by a person."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        REFUTES = "refutes", _("refutes")
        CONTEXT = "context", _("context")

    REMOVED, RESTORED = Event.Verb.REMOVED_EVIDENCE, Event.Verb.RESTORED_EVIDENCE

    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="evidence")
    source = models.ForeignKey("Source", models.PROTECT, related_name="evidence")
    stance = models.CharField(_("stance"), max_length=16, choices=Stance)
    quote = models.TextField(_("exact quote or figure"), blank=True)
    locator = models.CharField(_("where in the source"), max_length=300, blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # What whoever added it is told: refuting evidence is answered by it.
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    # Where the quote stands in a text that was kept of the source, in code points of that text.
    source_text = models.ForeignKey(
        "SourceText", models.PROTECT, related_name="evidence", null=True, editable=False
    )
    quote_start = models.PositiveIntegerField(null=True, editable=False)
    quote_end = models.PositiveIntegerField(null=True, editable=False, help_text="exclusive")
    checked_at = models.DateTimeField(null=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    # What `visible_to` says of its user.
    shows_reply: bool
    shows_keeper: bool

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            *Removable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None, replied_by=None)
                | (~Q(reply="") & Q(replied_at__isnull=False, replied_by__isnull=False)),
                name="evidence_replied_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(source_text=None, checked_at=None, quote_start=None, quote_end=None)
                | (
                    Q(source_text__isnull=False, checked_at__isnull=False)
                    & (Q(quote_start=None, quote_end=None) | Q(quote_start__lt=F("quote_end")))
                ),
                name="evidence_quote_checked_in_a_text",
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
            "publisher": self.source.publisher,
            "origin": self.source.origin,
            "kind": self.source.kind,
            "stance": self.stance,
            "quote": self.quote,
            "locator": self.locator,
            "opened_on": self.opened_on,
            "archive_url": self.archive_url,
            "reply": self.reply,
        }

    @property
    def is_quoted(self) -> bool:
        """Whether it quotes its source, as far as anybody looked: a broken quote is none."""
        return bool(self.quote.strip()) and not self.is_broken

    @property
    def is_broken(self) -> bool:
        """Whether its quote was looked for in a kept text of its source and is not there."""
        return self.checked_at is not None and self.quote_start is None

    @property
    def is_unanswered(self) -> bool:
        """Whether it speaks against the claim and nobody has replied."""
        return self.stance == self.Stance.REFUTES and not self.reply

    def answer(self, reply: str, *, by) -> None:
        """Reply to it; empty takes the reply back. Saying what stands already is harmless.

        An earlier reply stays in the history. Somebody else's is changed by editors alone: raises
        Conflict for anybody else.
        """
        with transaction.atomic():
            self.annotation.article.lock()
            now = type(self).objects.get(pk=self.pk)
            if now.reply == reply:
                return
            if now.reply and now.replied_by_id != by.pk and not by.sees_everything:
                raise Conflict(now)
            said = {"reply": reply, "replied_at": timezone.now(), "replied_by": by}
            if not reply:
                said |= {"replied_at": None, "replied_by": None}
            type(self).objects.filter(pk=self.pk).update(**said)
            before, after = {"reply": now.reply}, {"reply": reply}
            Event.record(by, Event.Verb.ANSWERED_EVIDENCE, self, before=before, after=after)
        self.refresh_from_db(fields=list(said))

    def find_quote(self, text, *, by) -> None:
        """Look for its quote in `text`, a SourceText of its source, and keep what was found.

        Without a quote there is nothing to look for. Finding the same again is harmless.
        """
        if not self.quote.strip():
            return
        start, end = text.locate(self.quote) or (None, None)
        found: dict[str, Any] = {"source_text_id": text.pk, "quote_start": start, "quote_end": end}
        with transaction.atomic():
            self.annotation.article.lock()
            now = type(self).objects.get(pk=self.pk)
            if all(getattr(now, name) == value for name, value in found.items()):
                return
            before, after = now._checked(), {"sha256": text.sha256, "found": start is not None}
            found["checked_at"] = timezone.now()
            type(self).objects.filter(pk=self.pk).update(**found)
            Event.record(by, Event.Verb.CHECKED_QUOTE, self, before=before, after=after)
        self.refresh_from_db(fields=["source_text", "quote_start", "quote_end", "checked_at"])

    def _checked(self) -> dict | None:
        """What is known of its quote; not the text, which may be long."""
        if self.checked_at is None:
            return None
        texts = type(self).objects.filter(pk=self.pk).values_list("source_text__sha256", flat=True)
        return {"sha256": texts.get(), "found": not self.is_broken}
