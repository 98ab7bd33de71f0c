"""Every operation × every role. An operation without a row in the table fails.

Roles as in tests/web/test_policy_matrix.py; all that is asked about is Otto's.
"""

import pytest
from django.db import transaction
from django.test import Client

from annotations.api.urls import description
from annotations.models import Event
from tests import factories
from tests.api.conftest import program

ROLES = ["nobody", "cleo", "bela", "otto", "ada", "root"]
DESK = {"bela", "otto", "ada", "root"}
MAKERS = DESK - {"bela"}
OWNER = {"otto"}

TABLE = {
    "articles.list": DESK,
    "articles.create": DESK,
    "articles.show": DESK,
    "annotations.list": DESK,
    "annotations.create": DESK,
    "annotations.show": DESK,
    "annotations.edit": MAKERS,
    "annotations.delete": MAKERS,
    "annotations.restore": MAKERS,
    "verdicts.show": DESK,
    "verdicts.create": DESK,
    "verdicts.withdraw": OWNER,
    "evidence.create": DESK,
    "evidence.show": DESK,
    "evidence.remove": MAKERS,
    "attempts.create": DESK,
    "attempts.show": DESK,
    "exports.list": DESK,
    "exports.of_article": DESK,
    "exports.show": DESK,
    "exports.verdicts": DESK,
}
# What each body needs, so that the refusal is policy's; the rest complain about what is missing.
SAID = {
    "articles.create": {"text": "Words."},
    "annotations.create": {"id": "9d5bdd2c-7a4b-4a8e-9f3e-3a1d5d1a0c11", "quote": "Officials"},
    "annotations.edit": {"claimant": "The mayor"},
    "verdicts.create": {"kind": "sourced", "wording": 1},
    "evidence.create": {"title": "A register"},
    "attempts.create": {"place": "An archive"},
}
LET_IN = {200, 201, 409, 422, 428}
OPERATIONS = {
    operation["operationId"]: (method, path)
    for path, operations in description()["paths"].items()
    for method, operation in operations.items()
}


@pytest.fixture
def addresses(claim):
    """The address of each operation; what it is about exists and is Otto's."""
    otto = claim.created_by
    about = {
        "verdicts": factories.Verdict(annotation=claim, by=otto).pk,
        "evidence": factories.Evidence(annotation=claim, by=otto).pk,
        "attempts": claim.attempt(by=otto, place="Archive").pk,
        "annotations": claim.pk,
    }
    return {
        name: path.format(slug="dam", file="verdicts.csv", pk=about.get(path.split("/")[3]))
        for name, (_, path) in OPERATIONS.items()
    }


@pytest.fixture
def clients(claim, ada, bela, cleo):
    root = factories.User(username="root", is_superuser=True)
    people = {"cleo": cleo, "bela": bela, "ada": ada, "root": root, "otto": claim.created_by}
    known = {name: program(user) for name, user in people.items()}
    return known | {"nobody": Client()}


def asked(client, name, where):
    """The answer, as if nobody had asked before."""
    method = OPERATIONS[name][0]
    with transaction.atomic():
        answer = getattr(client, method)(where, SAID.get(name), content_type="application/json")
        transaction.set_rollback(True)
    return answer


def expected(name, role):
    if role == "nobody":
        return 401
    return "let in" if role in TABLE[name] else 403


def found(answer):
    return "let in" if answer.status_code in LET_IN else answer.status_code


def test_every_operation_has_a_row():
    assert set(OPERATIONS) == set(TABLE)


def test_who_is_let_in(clients, addresses, subtests):
    for name, where in addresses.items():
        with subtests.test(name):
            answers = {role: found(asked(clients[role], name, where)) for role in ROLES}

            assert answers == {role: expected(name, role) for role in ROLES}


def test_what_is_not_there_is_404_for_everybody(clients, addresses):
    about = {name: path for name, (_, path) in OPERATIONS.items() if "{" in path}

    def key(path):
        is_claim = path.startswith("/api/v1/annotations")
        return "00000000-0000-4000-8000-00000000dead" if is_claim else 10**18

    answers = {
        (name, role): asked(
            clients[role],
            name,
            path.format(slug="none", pk=key(path), file="verdicts.csv"),
        ).status_code
        for name, path in about.items()
        for role in ("bela", "root")
    }

    assert set(answers.values()) == {404}, answers


def test_of_a_deleted_article_nothing_is_there(clients, claim, addresses, ada):
    claim.article.delete_softly(by=ada)

    answers = {
        name: asked(clients["ada"], name, where).status_code
        for name, where in addresses.items()
        if "{" in OPERATIONS[name][1]
    }

    assert set(answers.values()) == {404}, answers


def test_a_locked_article_is_not_changed(clients, claim, addresses, ada):
    claim.article.lock_changes(by=ada)
    writes = ["annotations.create", "evidence.create", "attempts.create"]

    answers = {asked(clients["ada"], name, addresses[name]).status_code for name in writes}

    assert answers == {423}


def test_looking_is_no_event(clients, addresses):
    before = Event.objects.count()

    for name, (method, _) in OPERATIONS.items():
        if method == "get":
            list(clients["ada"].get(addresses[name]))

    assert Event.objects.count() == before
