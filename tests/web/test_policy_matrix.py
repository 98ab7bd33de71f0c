"""Every address × every role × GET and POST. An address without a row in the table fails.

Roles: nobody (anonymous) · cleo (an account without a role) · bela (a reviewer; nothing here is
hers) · otto (a reviewer; everything here is his) · ada (an editor) · root (a superuser).
"""

import uuid
from copy import deepcopy
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from tests import factories

ROLES = ["nobody", "cleo", "bela", "otto", "ada", "root"]
ALL = set(ROLES)
ACCOUNTS = ALL - {"nobody"}
DESK = ACCOUNTS - {"cleo"}
MAKERS = DESK - {"bela"}
EDITORS = {"ada", "root"}
OWNER = {"otto"}
NOT = None  # this method is refused

# name: (who may GET, who may POST)
TABLE = {
    "articles": (DESK, NOT),
    "articles.new": (DESK, NOT),
    "articles.create": (NOT, DESK),
    "articles.show": (DESK, NOT),
    "changes": (DESK, NOT),
    "revisions.new": (MAKERS, MAKERS),
    "revisions": (DESK, NOT),
    "revisions.show": (DESK, NOT),
    "revisions.restore": (NOT, MAKERS),
    "revisions.choose": (DESK, NOT),
    "revisions.compare": (DESK, NOT),
    "sentences.show": (DESK, NOT),
    "sentences.mark": (NOT, DESK),
    "sentences.merge": (NOT, EDITORS),
    "sentences.split": (NOT, EDITORS),
    "annotations.new": (DESK, NOT),
    "annotations.create": (NOT, DESK),
    "annotations.show": (DESK, NOT),
    "annotations.edit": (MAKERS, MAKERS),
    "annotations.delete": (NOT, MAKERS),
    "annotations.restore": (NOT, MAKERS),
    "spans.edit": (MAKERS, MAKERS),
    "spans.remove": (NOT, MAKERS),
    "orphans.shelve": (NOT, MAKERS),
    "orphans.unshelve": (NOT, MAKERS),
    "verdicts.new": (DESK, NOT),
    "verdicts.create": (NOT, DESK),
    "verdicts": (DESK, NOT),
    "evidence.new": (DESK, NOT),
    "evidence.create": (NOT, DESK),
    "verdicts.affirm": (NOT, OWNER),
    "verdicts.withdraw": (NOT, OWNER),
    "verdicts.reinstate": (NOT, OWNER),
    "evidence.remove": (NOT, MAKERS),
    "evidence.restore": (NOT, MAKERS),
    "exports.show": (DESK, NOT),
    "exports.verdicts": (DESK, NOT),
    "exports.columns": (DESK, NOT),
    "login": (ALL, ALL),
    "logout": (NOT, ALL),
    "account": (ACCOUNTS, NOT),
    "account.keys": (NOT, ACCOUNTS),
    "account.password": (ACCOUNTS, ACCOUNTS),
    "health": (ALL, NOT),
}
NUMBERS = {"number": 1, "old": 1, "new": 1}
OTHER_METHODS = {"put": 405, "patch": 405, "delete": 405}
# An empty form is sent: being let in shows as a page, a redirect, or a complaint about the form.
LET_IN = {200, 204, 302, 303, 409, 422}


def names(patterns):
    """The names of all patterns but the admin's."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif pattern.app_name != "admin":
            yield from names(pattern.url_patterns)


OURS = sorted(name for name in names(get_resolver().url_patterns) if name)


@pytest.fixture
def desk(db):
    """Clients by role, and the address of each name; all that can be made is Otto's."""
    otto = factories.Reviewer(username="otto")
    people = {
        "nobody": None,
        "cleo": factories.User(username="cleo"),
        "bela": factories.Reviewer(username="bela"),
        "otto": otto,
        "ada": factories.Editor(username="ada"),
        "root": factories.User(username="root", is_superuser=True, is_staff=True),
    }
    return {role: signed_in(user) for role, user in people.items()}, addresses(otto)


def signed_in(user):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


def addresses(otto):
    claim = factories.Annotation(by=otto, article__by=otto)
    deleted = factories.Annotation(by=otto, article=claim.article, quote="Nobody was hurt")
    deleted.delete_softly(by=otto, version=1)
    verdict = factories.Verdict(annotation=claim, by=otto)
    withdrawn = factories.Verdict(annotation=factories.Annotation(by=otto), by=otto)
    withdrawn.withdraw(by=otto)
    item, removed = (factories.Evidence(annotation=claim, by=otto) for _ in range(2))
    removed.remove(by=otto)
    special = {
        "annotations.restore": deleted.pk,
        "verdicts.affirm": verdict.pk,
        "verdicts.withdraw": verdict.pk,
        "verdicts.reinstate": withdrawn.pk,
        "evidence.remove": item.pk,
        "evidence.restore": removed.pk,
    }
    return {name: address(name, claim, special.get(name)) for name in OURS}


def address(name, claim, special=None):
    wanted = {"pk": special or claim.pk, "slug": claim.article.slug} | NUMBERS
    keys = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    query = "?since=0" if name == "changes" else ""
    return reverse(name, kwargs={key: wanted[key] for key in keys}) + query


def expected(name, method, role):
    """First the door, then the method, then the policy."""
    door = ALL if name in {"login", "logout", "health"} else DESK
    door = ACCOUNTS if name.startswith("account") else door
    who = {"get": TABLE[name][0], "post": TABLE[name][1]}.get(method)
    if role not in door:
        return "to login" if role == "nobody" else "403"
    if who is NOT:
        return "405"
    return "let in" if role in who else "403"


def found(answer, name):
    to_login = answer.headers.get("Location", "").startswith("/login/")
    if to_login and name not in {"login", "logout"}:
        return "to login"
    return "let in" if answer.status_code in LET_IN else str(answer.status_code)


def undone(client, method, where):
    """The answer, as if nobody had done the same before; whoever signed out is in again."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(where)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def test_every_address_has_a_row():
    assert set(OURS) == set(TABLE)


# To make the desk takes longer than to ask a page of it: where each page is asked little, one desk
# is there for all of them, and what a request did is undone before the next.


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_let_in(desk, subtests, method):
    clients, where = desk

    for name in OURS:
        with subtests.test(name):
            answers = {role: undone(clients[role], method, where[name]) for role in ROLES}

            wanted = {role: expected(name, method, role) for role in ROLES}
            assert {role: found(answer, name) for role, answer in answers.items()} == wanted


def test_no_other_method_is_taken(desk, subtests):
    clients, where = desk

    for name in OURS:
        with subtests.test(name):
            answers = {
                method: undone(clients["otto"], method, where[name]) for method in OTHER_METHODS
            }

            assert {method: it.status_code for method, it in answers.items()} == OTHER_METHODS


@pytest.mark.parametrize("role", ["bela", "root"])
def test_what_is_not_there_is_404_for_everybody(desk, role):
    clients, where = desk
    here = [name for name in OURS if resolve(where[name].partition("?")[0]).kwargs]

    answers = {
        name: clients[role].generic(method, missing(where, name)).status_code
        for name in here
        for method in ["GET" if TABLE[name][0] else "POST"]
    }

    assert set(answers.values()) == {404}, answers


def missing(where, name):
    """The same address of a thing that does not exist."""
    match = resolve(where[name].partition("?")[0])
    by_uuid = isinstance(match.kwargs.get("pk"), uuid.UUID)
    none = {
        "pk": uuid.UUID(int=0) if by_uuid else 0,
        "slug": "none",
        "number": 0,
        "old": 0,
        "new": 0,
    }
    return reverse(name, kwargs={key: none[key] for key in match.kwargs})


@pytest.mark.parametrize("role", ROLES)
def test_looking_changes_nothing(desk, role):
    clients, where = desk
    before = everything()

    for address in [*where.values(), "/admin/", "/admin/login/", "/no/such/page/"]:
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = clients[role].generic(method, address)
            assert answer.status_code < 500
            assert b"".join(answer) is not None

    assert everything() == before


def everything():
    """Every row of every table, sessions excepted."""
    models = (model for model in apps.get_models() if model is not Session)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


# -- nonsense in addresses ------------------------------------------------------------------------

NONSENSE = [
    "\0",
    "a\0b",
    "a" * 5000,
    "9" * 400,
    "-1",
    "0",
    "é",
    "e\u0301",
    "\u202eabc",
    "\u200b",
    "\ufeff",
    "\uffff",
    "😀" * 300,
    "%",
    "%zz",
    "%ff%fe",
    "%ed%a0%80",
    "%c0%ae%c0%ae",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "\r\nSet-Cookie: a=b",
    "2026-02-30",
    "[]",
    "null",
]
FIELDS = ["q", "page", "since", "claim", "kind", "s", "n", "quote", "start", "end", "version"]
FIELDS += ["supersedes", "next", "verdict", "reason", "reviewer", "article", "from", "to"]
FIELDS += ["include", "bom", "after", "before", "user__password__startswith", "_connector"]


def calm(answer):
    assert answer.status_code < 500, answer.request
    assert answer.headers.get("Set-Cookie") is None


@pytest.mark.parametrize(
    "path", ["", "articles/", "annotations/", "verdicts/", "evidence/", "exports/", "admin/"]
)
def test_nonsense_in_a_path_breaks_nothing(desk, subtests, path):
    client = desk[0]["bela"]

    for nonsense in NONSENSE:
        piece = nonsense if "%" in nonsense else quote(nonsense, safe="")
        with subtests.test(ascii(nonsense)):
            for end in ["", "/", "/changes/", "/history/"]:
                calm(client.get(f"/{path}{piece}{end}"))


@pytest.mark.parametrize("name", [name for name in OURS if TABLE[name][0]])
def test_nonsense_in_a_query_breaks_nothing(desk, name):
    clients, where = desk

    for nonsense in NONSENSE:
        piece = nonsense if "%" in nonsense else quote(nonsense, safe="")
        for client in (clients["ada"], clients["nobody"]):
            query = "&".join(f"{field}={piece}" for field in FIELDS)
            calm(client.get(f"{where[name].partition('?')[0]}?{query}"))


@pytest.mark.parametrize("name", [name for name in OURS if TABLE[name][1]])
def test_nonsense_in_a_form_breaks_nothing(desk, name):
    clients, where = desk
    ours = ["uuid", "title", "text", "url", "note", "evidence", "stance", "opened_on", "claim_date"]
    ours += ["username", "password", "single_keys", "old_password", "prefix", "suffix", "kind"]

    for nonsense in NONSENSE:
        typed = dict.fromkeys([*FIELDS, *ours], nonsense)
        with transaction.atomic():
            answer = clients["otto"].post(where[name], typed)
            assert answer.status_code < 500, nonsense
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name in OURS if TABLE[name][0]])
def test_one_odd_field_breaks_no_page(desk, name):
    clients, where = desk

    for field in FIELDS:
        for nonsense in ("9" * 400, "-1"):
            calm(clients["ada"].get(where[name], {field: nonsense}))
