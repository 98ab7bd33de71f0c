"""SECURITY R15: nothing is called saved that is not, and a write that fails leaves nothing."""

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection
from django.urls import reverse

from annotations.models import Event
from tests import factories
from tests.web.questions import HTMX, nothing_written

TYPED = {"uuid": "00000000-0000-4000-8000-000000000001", "words": "40 million litres"}
JUDGED = {"kind": "disputed", "reason": "unsupported", "note": "No source."}
SOURCE = {"title": "Register", "kind": "primary", "stance": "refutes"}
IN_ONE_FORM = {f"source-{name}": value for name, value in SOURCE.items()}


def writes(ada):
    """Every write to the desk, as (address, fields)."""
    claim = factories.Annotation(by=ada)
    deleted = factories.Annotation(by=ada)
    deleted.delete_softly(by=ada, version=1)
    item = factories.Evidence(annotation=claim)
    removed = factories.Evidence(annotation=claim, title="Removed")
    removed.remove(by=ada)
    judged, withdrawn = factories.Verdict(by=ada), factories.Verdict(by=ada)
    withdrawn.withdraw(by=ada)
    words = {"claim_text": "In plain words", "claimant": "", "claim_date": "", "version": 1}
    return {
        "annotations.create": (claim.article.slug, TYPED | JUDGED | IN_ONE_FORM),
        "annotations.edit": (claim.pk, words),
        "annotations.delete": (claim.pk, {"version": 1}),
        "annotations.restore": (deleted.pk, {}),
        "verdicts.create": (claim.pk, JUDGED | IN_ONE_FORM),
        "verdicts.withdraw": (judged.pk, {}),
        "verdicts.reinstate": (withdrawn.pk, {}),
        "evidence.create": (claim.pk, SOURCE),
        "evidence.remove": (item.pk, {}),
        "evidence.restore": (removed.pk, {}),
    }


NAMES = [
    *("annotations.create", "annotations.edit", "annotations.delete", "annotations.restore"),
    *("verdicts.create", "verdicts.withdraw", "verdicts.reinstate"),
    *("evidence.create", "evidence.remove", "evidence.restore"),
]


@pytest.fixture
def roles(transactional_db):
    """The roles again: the test of a real commit before this one emptied every table."""
    for name in ("Reviewer", "Editor"):
        Group.objects.get_or_create(name=name)


def broken(*args, **options):
    raise DatabaseError("disk full")


def ask(client, ada, name, headers):
    key, fields = writes(ada)[name]
    client.raise_request_exception = False
    return lambda: client.post(reverse(name, args=[key]), fields, headers=headers)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_told_in_history_is_not_done(as_ada, ada, monkeypatch, name, headers):
    write = ask(as_ada, ada, name, headers)
    monkeypatch.setattr(Event, "record_all", broken)

    with nothing_written():
        assert write().status_code == 500


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_committed_is_not_called_saved(client, roles, monkeypatch, name):
    ada = factories.Editor(username="ada")
    client.force_login(ada)
    write = ask(client, ada, name, HTMX)

    with nothing_written(), monkeypatch.context() as fault:
        fault.setattr(connection, "_commit", broken)
        answer = write()

    assert answer.status_code == 500
    assert 'class="flash' not in answer.text
