"""History: one line per verb, append-only, hash-chained per article.

Canonical form, over which `hash` is the SHA-256 (hexadecimal): the UTF-8 bytes of a JSON object
with the keys of `canonical`, sorted, no white space between tokens, characters unescaped; `actor`,
`annotation` (the claim the line is about, or null) and `article` are keys, since names may change;
`at` is UTC with six decimals and "Z"; `prev_hash` is the hash of the article's event before, 64
zeros for its first.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any, NamedTuple, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.blind import seen_by

FIRST = "0" * 64


def plain(state: dict | None) -> dict | None:
    """`state` as it will be read back from the database, so that its hash is the same then."""
    return None if state is None else json.loads(json.dumps(state, cls=DjangoJSONEncoder))


class Line(NamedTuple):
    """What an event tells: a verb, what it was done to, and how that was before and after."""

    verb: str
    target: Any
    before: dict | None = None
    after: dict | None = None


class EventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """By the blind rule: what was done to the text and its claims is everybody's, what others
        put on a claim is not, before one's own verdict on it is in.
        """
        if user.sees_everything:
            return self
        public = Q(verb__in=Event.PUBLIC)
        return self.filter(public | seen_by(user, own="actor", article="article"))

    def since(self, sequence: int):
        return self.filter(sequence__gt=sequence)

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-sequence")

    def for_history(self):
        return self.select_related("actor").newest_first()


class Event(models.Model):
    """Who did which verb to what, when. `sequence` is also the cursor of the live feed."""

    class Verb(models.TextChoices):
        IMPORTED = "imported", _("imported the article")
        CORRECTED = "corrected", _("corrected the article's details")
        HIGHLIGHTED = "highlighted", _("marked the claim")
        EDITED = "edited", _("edited the claim")
        DELETED = "deleted", _("deleted the claim")
        RESTORED = "restored", _("restored the claim")
        JUDGED = "judged", _("gave a verdict")
        WITHDREW = "withdrew", _("withdrew a verdict")
        ADDED_EVIDENCE = "added_evidence", _("added evidence")
        REVISED = "revised", _("updated the text")
        CARRIED = "carried", _("carried the claim to the new text")
        MOVED = "moved", _("moved the ends of the claim")
        ATTACHED = "attached", _("attached the claim again")
        DETACHED = "detached", _("took the claim off its passage")
        SHELVED = "shelved", _("kept the claim as history")
        UNSHELVED = "unshelved", _("put the claim back into the tray")
        MERGED = "merged", _("merged two sentences")
        SPLIT = "split", _("split a sentence")
        MARKED_SENTENCE = "marked_sentence", _("said whether a sentence can be checked")
        REMOVED_EVIDENCE = "removed_evidence", _("removed evidence")
        RESTORED_EVIDENCE = "restored_evidence", _("restored evidence")
        ANSWERED_EVIDENCE = "answered_evidence", _("replied to evidence")
        CHECKED_QUOTE = "checked_quote", _("looked for a quote in the text of its source")
        ATTEMPTED = "attempted", _("looked and found nothing")
        REMOVED_ATTEMPT = "removed_attempt", _("removed an attempt")
        RESTORED_ATTEMPT = "restored_attempt", _("restored an attempt")
        SKIPPED = "skipped", _("passed over the claim")
        UNSKIPPED = "unskipped", _("takes the claim up again")
        ADJUDICATED = "adjudicated", _("settled the claim")
        WITHDREW_DECISION = "withdrew_decision", _("took the decision back")
        ASSIGNED = "assigned", _("assigned a reviewer")
        UNASSIGNED = "unassigned", _("took an assignment back")
        SET_REVIEW = "set_review", _("changed how the article is reviewed")
        SIGNED_OFF = "signed_off", _("signed the article off")
        WITHDREW_SIGN_OFF = "withdrew_sign_off", _("took the sign-off back")
        NOTED_CORRECTION = "noted_correction", _("noted a correction")
        COMMENTED = "commented", _("commented")
        REMOVED_COMMENT = "removed_comment", _("removed a comment")
        RESTORED_COMMENT = "restored_comment", _("restored a comment")
        RESOLVED = "resolved", _("resolved the discussion")
        REOPENED = "reopened", _("reopened the discussion")
        LOCKED = "locked", _("locked the article")
        UNLOCKED = "unlocked", _("unlocked the article")
        DELETED_ARTICLE = "deleted_article", _("deleted the article")
        RESTORED_ARTICLE = "restored_article", _("restored the article")
        CAPTURED = "captured", _("kept the page as it was")
        PUBLISHED = "published", _("published the article")
        UNPUBLISHED = "unpublished", _("took the article off the public pages")
        TIPPED = "tipped", _("a reader sent evidence")
        HANDLED_TIP = "handled_tip", _("decided on evidence that a reader sent")
        PURGED = "purged", _("removed from the trash for good")

    # Verbs that tell nothing of anybody's review.
    PUBLIC = (
        Verb.IMPORTED,
        Verb.CORRECTED,
        Verb.HIGHLIGHTED,
        Verb.EDITED,
        Verb.DELETED,
        Verb.RESTORED,
        Verb.REVISED,
        Verb.CARRIED,
        Verb.MOVED,
        Verb.ATTACHED,
        Verb.DETACHED,
        Verb.SHELVED,
        Verb.UNSHELVED,
        Verb.MERGED,
        Verb.SPLIT,
        Verb.MARKED_SENTENCE,
        Verb.SET_REVIEW,
        Verb.LOCKED,
        Verb.UNLOCKED,
        Verb.DELETED_ARTICLE,
        Verb.RESTORED_ARTICLE,
        Verb.CAPTURED,
        Verb.PUBLISHED,
        Verb.UNPUBLISHED,
    )

    # Verbs that a lock lets through: itself, what readers send, how its page looked, and
    # publishing, which shows the article as it stands. All others change what stands.
    LOCK_LETS = (
        Verb.LOCKED,
        Verb.UNLOCKED,
        Verb.TIPPED,
        Verb.HANDLED_TIP,
        Verb.CAPTURED,
        Verb.PUBLISHED,
        Verb.UNPUBLISHED,
        Verb.NOTED_CORRECTION,
    )

    article = models.ForeignKey("Article", models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    # Lets go: a claim may be purged from the trash, its lines stay as they were written.
    annotation = models.ForeignKey(
        "Annotation",
        models.DO_NOTHING,
        related_name="events",
        null=True,
        blank=True,
        db_constraint=False,
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="events", null=True, blank=True
    )
    verb = models.CharField(max_length=32, choices=Verb)
    target = models.CharField(max_length=64, help_text="noun:key, as in verdict:12")
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["article", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["article", "sequence"], name="event_sequence_once"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="event_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.target}"

    def canonical(self) -> bytes:
        """The bytes that `hash` covers; the module's docstring documents them."""
        line = {
            "article": self.article_id,
            "sequence": self.sequence,
            "annotation": str(self.annotation_id) if self.annotation_id else None,
            "actor": self.actor_id,
            "verb": str(self.verb),
            "target": self.target,
            "before": self.before,
            "after": self.after,
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "prev_hash": self.prev_hash,
        }
        return json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    def sealed(self) -> str:
        """What `hash` must be."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @classmethod
    def record(cls, by, verb, target, *, before=None, after=None) -> Self:
        """Append one line about `target`, inside the transaction of the change it tells of.

        Taking the number locks the article's row, so numbers are committed in their order: who has
        read event N never misses one below it. Three queries.
        """
        return cls.record_all(by, [Line(verb, target, before, after)])[0]

    @classmethod
    def record_all(cls, by, lines: Sequence[Line]) -> list[Self]:
        """Append several lines about one article, in their order. As `record`; three queries."""
        if not lines:
            return []
        article = lines[0].target.in_article()
        is_change = not all(line.verb in cls.LOCK_LETS for line in lines)
        last, hashed = article.next_event(len(lines), is_change=is_change)
        events = []
        for sequence, line in enumerate(lines, start=last - len(lines) + 1):
            event = cls._of(line, article=article, sequence=sequence, actor=by)
            event.prev_hash = hashed or FIRST
            event.hash = hashed = event.sealed()
            events.append(event)
        return cls.objects.bulk_create(events, batch_size=500)

    @classmethod
    def _of(cls, line: Line, **known) -> Self:
        return cls(
            annotation_id=line.target.in_annotation(),
            verb=line.verb,
            target=f"{line.target._meta.model_name}:{line.target.pk}",
            before=plain(line.before),
            after=plain(line.after),
            **known,
        )
