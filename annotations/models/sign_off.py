from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import BlindQuerySet
from annotations.models.event import Event
from annotations.models.verdict import Outcome


class SignOffQuerySet(models.QuerySet):
    def for_list(self):
        """Newest first, with who signed and who took it back, without the outcomes."""
        people = self.select_related("editor", "withdrawn_by")
        return people.defer("outcomes").order_by("-pk")


class SignOff(models.Model):
    """A named approval of an article as it stood: bound to a hash of its text and its verdicts.

    Any later change voids it (`reports.approval` says which); a row is never changed, except to be
    taken back once.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="sign_offs")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of text and verdicts")
    outcomes = models.JSONField(default=dict, help_text="outcome by claim, as approved")
    covered = models.PositiveIntegerField(_("sentences covered"))
    checkable = models.PositiveIntegerField(_("sentences that can be checked"))
    sequence = models.PositiveIntegerField(help_text="the article's last event that it approves")
    note = models.TextField(_("note"), blank=True)
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="sign_offs")
    created_at = models.DateTimeField(_("signed"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        constraints = [
            models.CheckConstraint(
                condition=Q(covered__lte=F("checkable")), name="sign_off_covers_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="sign_off_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor}, {self.created_at:%Y-%m-%d}"

    def in_article(self):
        return self.article

    def in_annotation(self) -> None:
        return None

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("revision_id", "digest", "covered", "checkable", "sequence", "note")
        return {name: getattr(self, name) for name in names}

    def withdraw(self, *, by) -> None:
        """Take it back. Repeat is harmless."""
        with transaction.atomic():
            self.article.lock()
            rows = type(self).objects.filter(pk=self.pk, withdrawn_at=None)
            if rows.update(withdrawn_at=timezone.now(), withdrawn_by=by):
                Event.record(by, Event.Verb.WITHDREW_SIGN_OFF, self, before=self.facts())
        self.refresh_from_db(fields=["withdrawn_at", "withdrawn_by"])


class CorrectionQuerySet(BlindQuerySet):
    own = "editor"

    def for_list(self):
        """Newest first, with what a list shows."""
        told = self.select_related("editor", "sign_off", "annotation")
        return told.defer("sign_off__outcomes").order_by("-created_at", "-pk")


class Correction(models.Model):
    """A signed-off or published article says something else of a claim now: what, since when, and
    why. It is noted with the sign-off or the publication that says so.
    """

    sign_off = models.ForeignKey(
        "SignOff", models.PROTECT, related_name="corrections", null=True, blank=True
    )
    publication = models.ForeignKey(
        "Publication", models.PROTECT, related_name="corrections", null=True, blank=True
    )
    annotation = models.ForeignKey("Annotation", models.PROTECT, related_name="corrections")
    passage = models.TextField(_("passage"))
    before = models.CharField(_("said before"), max_length=16)
    after = models.CharField(
        _("says now"), max_length=16, blank=True, help_text="empty: the claim is gone"
    )
    reason = models.TextField(_("why"))
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections")
    created_at = models.DateTimeField(_("corrected"), default=timezone.now, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(fields=["sign_off", "annotation"], name="correction_once"),
            models.UniqueConstraint(
                fields=["publication", "annotation"], name="correction_published_once"
            ),
            models.CheckConstraint(
                condition=Q(sign_off__isnull=False) | Q(publication__isnull=False),
                name="correction_noted_with_something",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_says_why"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="correction_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def said_before(self) -> Outcome:
        return Outcome(self.before)

    @property
    def says_now(self) -> Outcome | None:
        """None when the claim is gone."""
        return Outcome(self.after) if self.after else None

    def in_article(self):
        return self.annotation.article

    def in_annotation(self):
        return self.annotation_id

    def facts(self) -> dict:
        """What the history keeps of it."""
        names = ("passage", "before", "after", "reason")
        return {name: getattr(self, name) for name in names}
