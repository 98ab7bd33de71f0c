import base64
import hmac
import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from annotations.models import Delivery, Event, SignOff, Webhook
from annotations.models.verdict import Kind
from annotations.services import fetching, webhooks
from tests import factories

URL = "https://example.org/hook"
ALL = list(webhooks.KINDS)


class Other:
    """The other program: what it got, and the statuses that it answers, the last one for ever."""

    def __init__(self, *statuses):
        self.statuses, self.got = list(statuses) or [200], []

    def __call__(self, url, body, headers):
        self.got.append((url, body, headers))
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if isinstance(status, Exception):
            raise status
        return status


@pytest.fixture
def claim(db):
    return factories.Annotation(article__title="The dam", article__slug="dam")


@pytest.fixture
def webhook(claim, ada):
    return Webhook.register(url=URL, kinds=ALL, by=ada)


def kinds():
    return sorted(Delivery.objects.values_list("kind", flat=True))


# -- what is told ---------------------------------------------------------------------------------


def test_a_verdict_is_told_with_what_the_history_says(webhook, claim):
    verdict = factories.Verdict(annotation=claim, note="No source.")

    webhooks.queue()

    said = Delivery.objects.get().payload
    assert said["type"] == "verdict.given"
    assert said["data"]["article"]["slug"] == "dam"
    assert said["data"]["annotation"] == str(claim.pk)
    assert said["data"]["actor"] == verdict.reviewer.username
    assert said["data"]["after"]["note"] == "No source."


def test_a_withdrawal_and_a_decision_are_told(webhook, claim, ada):
    verdict = factories.Verdict(annotation=claim)
    claim.adjudicate(by=ada, kind=Kind.SOURCED, note="Seen.", votes=[verdict.pk])
    verdict.withdraw(by=verdict.reviewer)

    webhooks.queue()

    assert kinds() == ["verdict.given", "verdict.settled", "verdict.withdrawn"]


def test_only_what_it_wants_to_know_is_told(claim, ada):
    Webhook.register(url=URL, kinds=["verdict.withdrawn"], by=ada)
    factories.Verdict(annotation=claim)

    assert webhooks.queue() == 0


def test_what_was_before_it_is_not_told(claim, ada):
    factories.Verdict(annotation=claim)
    Webhook.register(url=URL, kinds=ALL, by=ada)

    assert webhooks.queue() == 0


def test_a_new_text_makes_a_verdict_stale(webhook, claim):
    factories.Verdict(annotation=claim)
    kept = factories.Annotation(article=claim.article, quote="Nobody was hurt")
    factories.Verdict(annotation=kept)
    webhooks.queue()

    factories.revised(claim.article, factories.TEXT.replace("40 million", "45 million"))
    webhooks.queue()

    [stale] = Delivery.objects.filter(kind="verdict.stale")
    assert stale.payload["data"]["annotation"] == str(claim.pk)


def signed(claim, ada):
    article = claim.article
    article.refresh_from_db()
    known = {"covered": 0, "checkable": 1, "sequence": article.last_event, "editor": ada}
    sign_off = SignOff.objects.create(article=article, revision=claim.revision, **known)
    Event.record(ada, Event.Verb.SIGNED_OFF, sign_off, after=sign_off.facts())


def test_the_first_change_after_a_sign_off_makes_the_article_stale(webhook, claim, ada):
    signed(claim, ada)
    claim.attempt(by=ada, place="Town archive")  # voids nothing

    claim.edit(by=ada, version=1, claimant="The mayor")
    claim.edit(by=ada, version=2, claimant="The mayoress")
    webhooks.queue()

    assert kinds() == ["article.signed_off", "article.stale"]
    said = Delivery.objects.get(kind="article.stale").payload["data"]
    assert said.keys() == {"event", "article"}


def test_of_verdicts_in_a_blind_article_nobody_is_told(webhook, claim, ada):
    claim.article.set_review(by=ada, version=1, is_blind=True)
    signed(claim, ada)

    factories.Verdict(annotation=claim, note="No source.")
    webhooks.queue()

    assert kinds() == ["article.signed_off", "article.stale"]
    assert "No source." not in str([one.payload for one in Delivery.objects.all()])


# -- what time makes of it ------------------------------------------------------------------------

DAYS = timedelta(days=1)


def due(claim, days):
    """A verdict on `claim` that wants to be looked at again that many days from now."""
    return factories.Verdict(annotation=claim, recheck_by=timezone.localdate() + days * DAYS)


def after(days):
    return timezone.now() + days * DAYS


def told_of(kind):
    return [one.payload["data"] for one in Delivery.objects.filter(kind=kind)]


def test_that_a_verdict_has_passed_its_day_is_told_once(webhook, claim):
    verdict = due(claim, 2)
    webhooks.queue(after(2))
    on_the_day = told_of("verdict.stale")

    webhooks.queue(after(3))
    webhooks.queue(after(4))

    [said] = told_of("verdict.stale")
    assert on_the_day == []
    assert (said["why"], said["annotation"]) == ("expired", str(claim.pk))
    assert said["after"]["recheck_by"] == str(verdict.recheck_by)


def test_what_passed_before_the_webhook_was_there_is_not_told(claim, ada):
    due(claim, -1)
    Webhook.register(url=URL, kinds=ALL, by=ada)

    assert webhooks.queue(after(1)) == 0


@pytest.mark.parametrize("change", ["withdrawn", "replaced", "deleted", "blind"])
def test_what_does_not_stand_cannot_expire(webhook, claim, ada, change):
    verdict = due(claim, 2)
    if change == "withdrawn":
        verdict.withdraw(by=verdict.reviewer)
    if change == "replaced":
        said = {"kind": "disputed", "reason": "unsupported", "note": "None."}
        claim.judge(by=verdict.reviewer, supersedes=verdict.pk, **said)
    if change == "deleted":
        claim.delete_softly(by=ada, version=1)
    if change == "blind":
        claim.article.set_review(by=ada, version=1, is_blind=True)

    webhooks.queue(after(3))

    assert told_of("verdict.stale") == []


def test_a_sign_off_lapses_with_a_verdict_it_rests_on(webhook, claim, ada):
    due(claim, 2)
    signed(claim, ada)
    webhooks.queue(after(2))
    before = told_of("article.stale")

    webhooks.queue(after(3))
    webhooks.queue(after(4))

    [said] = told_of("article.stale")
    assert before == []
    assert (said["why"], said["article"]["slug"]) == ("expired", "dam")
    assert said.keys() == {"event", "article", "why"}


@pytest.mark.parametrize("change", ["edited", "taken back", "blind"])
def test_a_sign_off_that_stands_no_more_does_not_lapse(webhook, claim, ada, change):
    due(claim, 2)
    signed(claim, ada)
    if change == "edited":
        claim.edit(by=ada, version=1, claimant="The mayor")
    if change == "taken back":
        claim.article.sign_offs.get().withdraw(by=ada)
    if change == "blind":
        claim.article.set_review(by=ada, version=1, is_blind=True)

    webhooks.queue(after(3))

    assert not [said for said in told_of("article.stale") if "why" in said]


def test_what_was_told_long_ago_is_not_told_again(webhook, claim):
    due(claim, 2)
    webhooks.queue(after(3))
    Delivery.objects.update(created_at=after(3), next_at=None)

    assert webhooks.forget(after(33) + timedelta(minutes=1)) == 2
    assert webhooks.queue(after(34)) == 0


# -- the queue ------------------------------------------------------------------------------------


def test_however_often_it_is_asked_there_is_one_delivery(webhook, claim):
    factories.Verdict(annotation=claim)

    later = timezone.now() + timedelta(hours=1)

    assert [webhooks.queue(now) for now in (None, None, later, later)] == [1, 0, 0, 0]
    assert Delivery.objects.count() == 1


def test_an_event_that_is_committed_late_is_not_missed(webhook, claim):
    factories.Verdict(annotation=claim)
    newest = Event.objects.latest("pk").pk

    webhooks.queue()

    webhook.refresh_from_db()

    assert webhook.seen < newest


def test_what_has_settled_is_not_looked_at_again(webhook, claim):
    factories.Verdict(annotation=claim)

    webhooks.queue(timezone.now() + webhooks.SETTLES * 2)

    webhook.refresh_from_db()
    assert webhook.seen == Event.objects.latest("pk").pk


def test_while_it_is_switched_off_nothing_is_kept_for_it(webhook, claim):
    webhook.switch(on=False)
    factories.Verdict(annotation=claim)
    webhooks.queue()
    webhook.switch(on=True)

    assert webhooks.queue() == 0


# -- sending --------------------------------------------------------------------------------------


@pytest.fixture
def waiting(webhook, claim):
    factories.Verdict(annotation=claim)
    webhooks.queue()
    return Delivery.objects.get()


def test_a_message_is_signed(waiting, webhook):
    other = Other(204)

    assert webhooks.deliver(other) == (1, 0)

    [(url, body, headers)] = other.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert (url, json.loads(body)["type"], len(key)) == (URL, "verdict.given", 32)
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60


def test_the_signature_is_that_of_the_standard():
    """The example of the specification's reference libraries."""
    webhook = Webhook(url=URL, secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'

    signature = webhooks.signature(webhook, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)

    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_was_delivered_is_not_sent_again(waiting):
    other = Other()
    webhooks.deliver(other)

    assert webhooks.deliver(other, timezone.now() + timedelta(days=9)) == (0, 0)
    assert len(other.got) == 1


def test_what_failed_is_tried_again_later_and_later_then_given_up(waiting):
    other, now, waits = Other(500), timezone.now(), []

    while waiting.next_at:
        now = waiting.next_at if waits else now
        webhooks.deliver(other, now)
        waiting.refresh_from_db()
        waits.append((waiting.next_at - now).total_seconds() if waiting.next_at else None)

    assert len(other.got) == webhooks.ATTEMPTS == waiting.attempts
    assert all(0.75 <= wait / (15 * 3**n) <= 1.25 for n, wait in enumerate(waits[:7]))
    assert max(waits[:-1]) <= 12 * 3600 * 1.25
    assert len({headers["webhook-id"] for _, _, headers in other.got}) == 1
    assert (waiting.status, waiting.failure, waiting.delivered_at) == (500, "500", None)


def test_after_a_failure_it_may_arrive(waiting):
    other = Other(fetching.Refused(), 200)
    webhooks.deliver(other)
    waiting.refresh_from_db()
    failure = waiting.failure

    webhooks.deliver(other, waiting.next_at)

    waiting.refresh_from_db()
    assert failure
    assert (waiting.failure, waiting.next_at) == ("", None)
    assert waiting.delivered_at


def test_gone_is_given_up_at_once(waiting):
    webhooks.deliver(Other(410))

    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.next_at) == (1, None)


def test_a_delivery_that_one_worker_has_is_not_sent_by_another(waiting):
    now, other = timezone.now(), Other()

    def send(url, body, headers):
        assert webhooks.deliver(other, now) == (0, 0)  # meanwhile, elsewhere
        return 200

    assert webhooks.deliver(send, now) == (1, 0)
    assert other.got == []


def test_what_a_dead_worker_had_is_sent_after_its_lease(waiting):
    def die(url, body, headers):
        raise KeyboardInterrupt

    now, other = timezone.now(), Other()
    with pytest.raises(KeyboardInterrupt):
        webhooks.deliver(die, now)

    assert webhooks.deliver(other, now) == (0, 0)
    assert webhooks.deliver(other, now + webhooks.LEASE) == (1, 0)


def test_old_ones_are_forgotten_and_not_made_again(waiting):
    webhooks.queue(timezone.now() + webhooks.SETTLES * 2)
    webhooks.deliver(Other())

    assert webhooks.forget(timezone.now() + timedelta(days=31)) == 1
    assert webhooks.queue() == 0


def test_a_test_says_nothing(webhook):
    other = Other()

    assert webhooks.send_test(webhook, other) == (200, "")

    [(_, body, headers)] = other.got
    assert json.loads(body)["type"] == "test"
    assert headers["webhook-id"].startswith("test_")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/"])
def test_no_address_behind_the_desk_is_asked(url):
    status, failure = webhooks.send_test(Webhook(url=url, secret="whsec_eA=="))

    assert status is None
    assert "no answer" in failure
