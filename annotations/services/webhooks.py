"""Webhooks: other programs are told what happens at the desk, each message signed.

The history is the queue: `queue` makes a Delivery of each event that a webhook wants to know of,
`deliver` sends what is due. Messages, headers and signature are those of Standard Webhooks
(standardwebhooks.com): `webhook-id` is the same for every attempt, so that who got a message twice
can tell; `webhook-signature` is "v1," and the base64 HMAC-SHA256 of id, timestamp and body, joined
by full stops, with the key that the secret has behind "whsec_".

Of an article that is reviewed blind nothing is told of verdicts, not even that there is one: who
reads at the other end, the desk cannot know. Time leaves no event: that a verdict has passed its
day is told with the event that gave it, and that a sign-off lapsed so with the one that signed it;
`why` is "expired" then.
"""

import base64
import hmac
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Correction, Delivery, Event, SignOff, Verdict, Webhook
from annotations.reports.approval import QUIET
from annotations.services import fetching
from annotations.text.refusal import TextRefused

Verb = Event.Verb
Send = Callable[[str, bytes, dict[str, str]], int]
# Keys of events may be committed out of their order: what is younger is looked at again.
SETTLES = timedelta(minutes=5)
LEASE = timedelta(minutes=5)
AT_ONCE = 20  # deliveries, of ten seconds at most (`fetching.PATIENCE`): over before a lease is
FIRST, LONGEST = timedelta(seconds=15), timedelta(hours=12)
ATTEMPTS = 10  # over about a day and a half
KEPT = timedelta(days=30)
BATCH = 500


# -- what is told -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """`among` narrows events to those that are told so, `by_time` to those of which time, by the
    verdicts whose day has passed, made what is told; `is_thin` names the article alone.
    """

    label: Any
    among: Callable[[QuerySet], QuerySet]
    by_time: Callable[[QuerySet, QuerySet], QuerySet] | None = None
    of_review: bool = False
    is_thin: bool = False


def of(*verbs: str) -> Callable[[QuerySet], QuerySet]:
    return lambda events: events.filter(verb__in=verbs)


def staling(events: QuerySet) -> QuerySet:
    """Those after which a verdict on their claim counts no more."""
    open_ones = Verdict.objects.open().filter(annotation=OuterRef("annotation"))
    stale = open_ones.exclude(pk__in=Verdict.objects.valid().values("pk"))
    return of(Verb.CARRIED, Verb.MOVED, Verb.DETACHED, Verb.CHECKED_QUOTE)(events).filter(
        Exists(stale)
    )


def voiding(events: QuerySet) -> QuerySet:
    """The first after a sign-off that voids it (`reports.approval`)."""
    signed = SignOff.objects.filter(
        article=OuterRef("article"), withdrawn_at=None, sequence__lt=OuterRef("sequence")
    )
    before = Event.objects.filter(
        article=OuterRef("article"),
        sequence__gt=OuterRef("signed"),
        sequence__lt=OuterRef("sequence"),
    )
    newest = Subquery(signed.order_by("-pk").values("sequence")[:1])
    void = events.exclude(verb__in=QUIET).annotate(signed=newest).filter(signed__isnull=False)
    return void.exclude(Exists(before.exclude(verb__in=QUIET)))


def expiring(events: QuerySet, passed: QuerySet) -> QuerySet:
    """Those that gave the verdicts `passed`."""
    given = of(Verb.JUDGED)(events).filter(annotation__in=passed.values("annotation"))
    return given.filter(Exists(named("verdict", passed)))


def lapsing(events: QuerySet, passed: QuerySet) -> QuerySet:
    """Those that signed what stood until one of the verdicts `passed`, which counted then, did
    (`reports.approval.has_expired`).
    """
    later = Event.objects.filter(article=OuterRef("article"), sequence__gt=OuterRef("sequence"))
    counted = passed.filter(
        annotation__article=OuterRef("article"), recheck_by__gte=OuterRef("day")
    )
    signed = of(Verb.SIGNED_OFF)(events).annotate(day=TruncDate("at"))
    standing = signed.filter(Exists(named("signoff", SignOff.objects.filter(withdrawn_at=None))))
    ending = Q(verb=Verb.SIGNED_OFF) | ~Q(verb__in=QUIET)
    return standing.filter(Exists(counted)).exclude(Exists(later.filter(ending)))


def named(noun: str, rows: QuerySet) -> QuerySet:
    """Those of `rows` that an event has as its target."""
    key = Concat(Value(f"{noun}:"), Cast("pk", CharField()))
    return rows.annotate(key=key).filter(key=OuterRef("target"))


def public_corrections(events: QuerySet) -> QuerySet:
    published = Correction.objects.filter(publication__isnull=False)
    return of(Verb.NOTED_CORRECTION)(events).filter(Exists(named("correction", published)))


KINDS: dict[str, Kind] = {
    "verdict.given": Kind(gettext_lazy("a verdict was given"), of(Verb.JUDGED), of_review=True),
    "verdict.withdrawn": Kind(
        gettext_lazy("a verdict was withdrawn"), of(Verb.WITHDREW), of_review=True
    ),
    "verdict.settled": Kind(
        gettext_lazy("an editor settled a claim"), of(Verb.ADJUDICATED), of_review=True
    ),
    "verdict.stale": Kind(
        gettext_lazy("a verdict counts no more"), staling, by_time=expiring, of_review=True
    ),
    "article.signed_off": Kind(gettext_lazy("an article was signed off"), of(Verb.SIGNED_OFF)),
    "article.stale": Kind(
        gettext_lazy("a sign-off was voided, by a change or by time"),
        voiding,
        by_time=lapsing,
        is_thin=True,
    ),
    "article.published": Kind(gettext_lazy("an article was published"), of(Verb.PUBLISHED)),
    "article.unpublished": Kind(gettext_lazy("an article was unpublished"), of(Verb.UNPUBLISHED)),
    "correction.published": Kind(gettext_lazy("a correction was published"), public_corrections),
}


def payload(kind: str, event: Event, expired_at: datetime | None = None) -> dict[str, Any]:
    """The message: what, when, and what the history says of it, or what time made of it."""
    article = event.article
    data: dict[str, Any] = {
        "event": event.sequence,
        "article": {"slug": article.slug, "title": article.title, "url": link(article)},
    }
    if not KINDS[kind].is_thin:
        claim = str(event.annotation_id) if event.annotation_id else None
        actor = event.actor.username if event.actor else None
        data |= {"annotation": claim, "actor": actor, "target": event.target}
        data |= {"before": event.before, "after": event.after}
    if expired_at:
        data["why"] = "expired"
    at = expired_at or event.at
    return {"type": kind, "timestamp": at.astimezone(UTC).isoformat(), "data": data}


def link(article) -> str:
    return settings.SITE_URL + reverse("articles.show", args=[article.slug])


# -- from the history into the queue --------------------------------------------------------------


def queue(now: datetime | None = None) -> int:
    """Make a Delivery of each new event for each webhook that wants it; returns how many.

    Several may run at once: there is one Delivery for each webhook, event and kind.
    """
    now = now or timezone.now()
    return sum(_queue(webhook, now) for webhook in Webhook.objects.filter(is_active=True))


def _queue(webhook: Webhook, now: datetime) -> int:
    # Asked first: whatever is older than that can be seen by what is asked next.
    old = Event.objects.filter(pk__gt=webhook.seen, at__lt=now - SETTLES).order_by("-pk")
    settled = old.values_list("pk", flat=True).first()
    kinds = [kind for kind in webhook.kinds if kind in KINDS]
    made = sum(_make(webhook, kind, _new(webhook, kind)) for kind in kinds)
    passed = _passed(webhook, now)
    made += sum(_make(webhook, kind, _timed(kind, passed), now) for kind in kinds)
    if settled:
        Webhook.objects.filter(pk=webhook.pk, seen__lt=settled).update(seen=settled)
    return made


def _new(webhook: Webhook, kind: str) -> QuerySet:
    """The events since that are told as `kind`."""
    events = Event.objects.filter(pk__gt=webhook.seen, article__deleted_at=None)
    if KINDS[kind].of_review:
        events = events.filter(article__is_blind=False)
    return KINDS[kind].among(events)


def _timed(kind: str, passed: QuerySet) -> QuerySet:
    """The events, however old, that time made tellable as `kind`; in a blind article each would
    tell that there is a verdict.
    """
    by_time = KINDS[kind].by_time
    open_ones = Event.objects.filter(article__deleted_at=None, article__is_blind=False)
    return by_time(open_ones, passed) if by_time else Event.objects.none()


def _passed(webhook: Webhook, now: datetime) -> QuerySet:
    """The verdicts that would count, had their day not passed since the webhook was registered;
    not of longer ago than deliveries are kept, which are what says that it was told.
    """
    since = max(timezone.localdate(webhook.created_at), timezone.localdate(now - KEPT))
    counting = Verdict.objects.valid(since).filter(annotation__deleted_at=None)
    return counting.filter(recheck_by__lt=timezone.localdate(now))


def _make(webhook: Webhook, kind: str, events: QuerySet, expired_at: datetime | None = None) -> int:
    known = Delivery.objects.filter(webhook=webhook, kind=kind, event=OuterRef("pk"))
    new = events.exclude(Exists(known)).select_related("article", "actor")
    rows = [
        Delivery(webhook=webhook, event=event, kind=kind, payload=payload(kind, event, expired_at))
        for event in new.order_by("pk").iterator(chunk_size=BATCH)
    ]
    Delivery.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return len(rows)


def forget(now: datetime | None = None) -> int:
    """Throw away what was delivered or given up long ago; returns how many."""
    done = Delivery.objects.filter(next_at=None, created_at__lt=(now or timezone.now()) - KEPT)
    return done.delete()[0]


# -- from the queue to the other program ----------------------------------------------------------


def deliver(send: Send | None = None, now: datetime | None = None) -> tuple[int, int]:
    """Send what is due, `AT_ONCE` at most; returns how many were delivered, and how many were not.

    Several workers may run at once: each delivery is leased to one of them. One that dies leaves
    its delivery to the others when the lease is over, so a message may arrive twice.
    """
    now = now or timezone.now()
    send = send or fetching.send
    outcomes = [_attempt(delivery, send, now) for delivery in _leased(now)]
    return sum(outcomes), len(outcomes) - sum(outcomes)


def _leased(now: datetime) -> Iterator[Delivery]:
    due = Delivery.objects.filter(next_at__lte=now, webhook__is_active=True)
    for delivery in due.select_related("webhook").order_by("next_at", "pk")[:AT_ONCE]:
        mine = Delivery.objects.filter(pk=delivery.pk, next_at=delivery.next_at)
        if mine.update(next_at=now + LEASE, attempts=F("attempts") + 1):
            delivery.attempts += 1
            yield delivery


def _attempt(delivery: Delivery, send: Send, now: datetime) -> bool:
    """Whether it was delivered; else it is due again later, or given up."""
    status, failure = told(delivery.webhook, f"msg_{delivery.pk}", delivery.payload, send)
    row = Delivery.objects.filter(pk=delivery.pk)
    if not failure:
        row.update(status=status, failure="", delivered_at=timezone.now(), next_at=None)
        return True
    is_over = delivery.attempts >= ATTEMPTS or status == 410  # Gone: it wants no more of it
    row.update(
        status=status, failure=failure, next_at=None if is_over else now + delay(delivery.attempts)
    )
    return False


def delay(attempts: int, spread: Callable[[float, float], float] = random.uniform) -> timedelta:
    """How long to wait after so many attempts: three times as long each time, up to a limit, and
    up to a quarter more or less, so that many do not come back at once.
    """
    return min(FIRST * 3 ** (attempts - 1), LONGEST) * spread(0.75, 1.25)


def told(webhook: Webhook, key: str, message: dict, send: Send) -> tuple[int | None, str]:
    """Send one message now; the status of the answer, if any, and what went wrong, if anything."""
    body = json.dumps(message, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    try:
        status = send(webhook.url, body, headers(webhook, key, body, timezone.now()))
    except fetching.Refused:
        return None, _("There was no answer, or the desk does not go to this address.")
    except TextRefused as refusal:
        return None, refusal.message
    return status, "" if 200 <= status < 300 else f"{status}"


def headers(webhook: Webhook, key: str, body: bytes, at: datetime) -> dict[str, str]:
    seconds = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": seconds,
        "webhook-signature": signature(webhook, key, seconds, body),
    }


def signature(webhook: Webhook, key: str, seconds: str, body: bytes) -> str:
    signed = f"{key}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(webhook.key, signed, sha256)).decode()


def send_test(webhook: Webhook, send: Send | None = None) -> tuple[int | None, str]:
    """Send a message that says nothing, at once; as `told`."""
    at = timezone.now().astimezone(UTC).isoformat()
    message = {"type": "test", "timestamp": at, "data": {}}
    return told(webhook, f"test_{uuid4()}", message, send or fetching.send)
