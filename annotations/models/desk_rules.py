from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.conflict import Conflict

MOST_REVIEWS = 5


class EvidenceRule(models.TextChoices):
    """How far the evidence rules bind."""

    STRICT = "strict", _("strict: a verdict without its evidence is refused")
    ADVICE = "advice", _("advice: what is missing is said, and can be declined openly")
    ASKED = "asked", _("asked: only a source was asked for (before there were rules)")


class DeskRules(models.Model):
    """How this desk works, from a time on. A row is never changed; the newest is in force."""

    # What readers are told of the desk.
    PUBLIC = ("desk_name", "method", "corrections_policy", "funding", "contact", "rates_sourced")
    NAMES = (
        "evidence_rule",
        "second_person",
        "names_hidden",
        "required_reviews",
        "is_blind",
        "target",
        *PUBLIC,
    )

    number = models.PositiveIntegerField(default=0, unique=True, editable=False)
    evidence_rule = models.CharField(
        _("evidence rule"),
        max_length=16,
        choices=[choice for choice in EvidenceRule.choices if choice[0] != EvidenceRule.ASKED],
        default=EvidenceRule.STRICT,
    )
    second_person = models.BooleanField(
        _("who signs off has given no verdict on the article"), default=True
    )
    names_hidden = models.BooleanField(
        _("who settles a contested claim does not see whose verdicts they are"), default=False
    )
    required_reviews = models.PositiveSmallIntegerField(
        _("reviews for each claim of a new article"), default=1
    )
    is_blind = models.BooleanField(_("new articles are reviewed blind"), default=False)
    target = models.PositiveSmallIntegerField(
        _("coverage that a new article needs, in percent"), default=100
    )
    desk_name = models.CharField(_("name of the desk"), max_length=300, blank=True)
    method = models.TextField(_("how this desk works: the guideline, for readers"), blank=True)
    corrections_policy = models.TextField(_("how mistakes are corrected"), blank=True)
    funding = models.TextField(_("who runs the desk and who pays for it"), blank=True)
    contact = models.CharField(_("how readers reach the desk"), max_length=300, blank=True)
    rates_sourced = models.BooleanField(
        _("“sourced” is published as ClaimReview too"), default=False
    )
    set_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = _("rules of the desk")
        verbose_name_plural = _("rules of the desk")
        constraints = [
            models.CheckConstraint(
                condition=Q(evidence_rule__in=["strict", "advice"]), name="rules_evidence"
            ),
            models.CheckConstraint(
                condition=Q(required_reviews__gte=1) & Q(required_reviews__lte=MOST_REVIEWS),
                name="rules_one_to_five_reviews",
            ),
            models.CheckConstraint(condition=Q(target__lte=100), name="rules_target_percent"),
            models.CheckConstraint(condition=Q(number__gte=1), name="rules_from_one"),
        ]

    def __str__(self) -> str:
        return str(_("Rules of the desk"))

    @classmethod
    def in_force(cls) -> "DeskRules":
        """The newest, or the ones that a new desk starts with, unsaved. One query."""
        return cls._default_manager.order_by("-number").first() or cls()

    def said(self) -> dict:
        return {name: getattr(self, name) for name in self.NAMES}

    def replace(self, *, by, **rules) -> "DeskRules":
        """Put others in force in the place of these, and return them.

        Saying what stands is harmless. Raises Conflict, with those in force, when these are not.
        """
        wanted = self.said() | rules
        now = type(self).in_force()
        if now.said() == wanted:
            return now
        try:
            with transaction.atomic():
                return type(self)._default_manager.create(
                    number=self.number + 1, set_by=by, **wanted
                )
        except IntegrityError:  # these were replaced by others already
            raise Conflict(type(self).in_force()) from None
