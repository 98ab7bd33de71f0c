import io

import pytest
from django.core.management import CommandError, call_command

from annotations.management.commands import deliver_webhooks
from annotations.models import Delivery
from annotations.services import fetching
from tests import factories


@pytest.fixture
def waiting(db, monkeypatch):
    """A verdict that a webhook is to be told of; the network is not asked."""
    monkeypatch.setattr(fetching, "send", lambda url, body, headers: 200)
    factories.Webhook()
    factories.Verdict()


def run(**options) -> str:
    out = io.StringIO()
    call_command("deliver_webhooks", stdout=out, **options)
    return out.getvalue()


def test_once_sends_what_is_due(waiting):
    assert run(once=True) == "1 queued, 1 delivered, 0 failed.\n"
    assert Delivery.objects.get().delivered_at


def test_again_there_is_nothing_to_say(waiting):
    run(once=True)

    assert run(once=True) == ""


def test_it_goes_on_until_it_is_stopped(waiting, monkeypatch):
    def stop(seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(deliver_webhooks.time, "sleep", stop)

    assert run() == "1 queued, 1 delivered, 0 failed.\nStopped.\n"


def test_it_does_not_look_without_a_pause(db):
    with pytest.raises(CommandError):
        run(every=0)
