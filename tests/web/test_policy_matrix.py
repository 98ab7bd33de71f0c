"""Every address × every role × GET and POST. An address without a row in the table fails.

Roles: nobody (anonymous) · cleo (an account without a role) · bela (a reviewer; nothing here is
hers) · otto (a reviewer; everything here is his) · ada (an editor) · root (a superuser).
"""

import uuid
from copy import deepcopy

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse

from annotations.exchange import verdict_sheet
from annotations.models import Comment, Notice, SignOff, Thread
from annotations.services import intake
from annotations.services.keeping import keep
from tests import factories
from tests.web.addresses import ACCOUNTS, ALL, DESK, NOT, NUMBERS, ONES_OWN, QUERIES, ROLES, TABLE

SHEET = b"annotation_id,verdict,reviewer\n,,otto\n"
OTHER_METHODS = {"put": 405, "patch": 405, "delete": 405}
# An empty form is sent: being let in shows as a page, a redirect, or a complaint about the form.
LET_IN = {200, 204, 302, 303, 409, 422}


def names(patterns):
    """The names of all patterns but the admin's and the API's, which have tests of their own."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        elif pattern.app_name not in {"admin", "api"}:
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
    known = {"by": otto, "source_url": "https://example.org/dam"}
    claim = factories.Annotation(by=otto, article=factories.Article(**known))
    deleted = factories.Annotation(by=otto, article=claim.article, quote="Nobody was hurt")
    deleted.delete_softly(by=otto, version=1)
    verdict = factories.Verdict(annotation=claim, by=otto)
    withdrawn = factories.Verdict(annotation=factories.Annotation(by=otto), by=otto)
    withdrawn.withdraw(by=otto)
    item, removed = (factories.Evidence(annotation=claim, by=otto) for _ in range(2))
    removed.remove(by=otto)
    special = reviewed(claim, item, otto) | {
        "annotations.restore": deleted.pk,
        "verdicts.affirm": verdict.pk,
        "verdicts.withdraw": verdict.pk,
        "verdicts.reinstate": withdrawn.pk,
        "evidence.remove": item.pk,
        "evidence.restore": removed.pk,
        "replies.new": item.pk,
        "replies.create": item.pk,
        "source_texts.new": item.pk,
        "source_texts.create": item.pk,
        "source_texts.show": item.pk,
        "tokens.revoke": factories.Token(by=otto).pk,
        "fetches.source": item.pk,
        "fetches.capture": captured(claim.article, otto),
        **brought_in(otto),
        **published(claim, otto),
    }
    return {name: address(name, claim, special.get(name)) for name in OURS}


def captured(article, otto):
    origin = intake.Origin(b"<p>Hello.</p>", "text/html")
    return intake.capture(article, origin, "Hello.", by=otto).pk


def brought_in(otto):
    """The files that Otto is importing."""
    articles = factories.Batch(created_by=otto).pk
    sheet = verdict_sheet.upload("verdicts.csv", SHEET, by=otto).pk
    names = ("show", "read", "run", "report")
    return {f"batches.{name}": articles for name in names} | {"imports.show": sheet}


def published(claim, otto):
    version = factories.Publication(article=claim.article, by=otto)
    tip = factories.Tip(annotation=claim).pk
    tips = {f"tips.{verb}": tip for verb in ("take", "dismiss", "reopen")}
    return tips | {"publications.withdraw": version.pk}


def reviewed(claim, item, otto):
    """What the review puts on the claim, all of it Otto's; the key for each address about it."""
    article = claim.article
    keep(item, by=otto, text=item.quote, how="pasted")
    tried = claim.attempt(by=otto, place="Archive")
    elsewhere = factories.Annotation(by=otto, article=article, quote="Officials")
    votes = [factories.Verdict(annotation=elsewhere, kind="sourced").pk]
    decision = elsewhere.adjudicate(by=otto, kind="sourced", note="Seen.", votes=votes)
    signed = SignOff.objects.create(
        article=article, revision=claim.revision, covered=0, checkable=1, sequence=1, editor=otto
    )
    thread = Thread.objects.create(article=article, annotation=claim)
    said = {"thread": thread, "author": otto}
    comment, removed = (Comment.objects.create(text=text, **said) for text in "ab")
    removed.remove(by=otto)
    answer = Comment.objects.create(thread=thread, author=factories.Reviewer(), text="c")
    notice = Notice.objects.create(comment=answer, person=otto)
    asked = article.assignments.create(reviewer=otto, assigned_by=otto)
    return {
        "attempts.remove": tried.pk,
        "attempts.restore": tried.pk,
        "skips.remove": claim.skip(by=otto, reason="Not my field.").pk,
        "assignments.remove": asked.pk,
        "assignments.restore": asked.pk,
        "adjudications.withdraw": decision.pk,
        "adjudications.reinstate": decision.pk,
        "sign_offs.withdraw": signed.pk,
        "threads.show": thread.pk,
        "threads.resolve": thread.pk,
        "threads.reopen": thread.pk,
        "comments.create": thread.pk,
        "comments.remove": comment.pk,
        "comments.restore": removed.pk,
        "inbox.open": notice.pk,
        "inbox.read": notice.pk,
    }


def address(name, claim, special=None):
    wanted = {"pk": special or claim.pk, "slug": claim.article.slug} | NUMBERS
    keys = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    query = QUERIES.get(name, "").format(**wanted)
    return reverse(name, kwargs={key: wanted[key] for key in keys}) + query


def expected(name, method, role):
    """First the door, then the method, then the policy."""
    door = ALL if "nobody" in {*(TABLE[name][0] or ()), *(TABLE[name][1] or ())} else DESK
    door = ACCOUNTS if name.startswith("account") else door
    who = {"get": TABLE[name][0], "post": TABLE[name][1]}.get(method)
    if role not in door:
        return "to login" if role == "nobody" else "403"
    if who is NOT:
        return "405"
    refusal = "404" if name in ONES_OWN else "403"
    return "let in" if role in who else refusal


def found(answer, name):
    to_login = answer.headers.get("Location", "").startswith("/login/")
    if to_login and name not in {"login", "logout"}:
        return "to login"
    return "let in" if answer.status_code in LET_IN else str(answer.status_code)


def undone(client, method, where, *said):
    """The answer, as if nobody had done the same before; whoever signed out is in again."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = getattr(client, method)(where, *said)
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


@pytest.mark.parametrize("role", ["nobody", "bela", "ada"])
def test_looking_changes_nothing(desk, role):
    clients, where = desk
    before = everything()

    for address in [*where.values(), "/admin/", "/admin/login/", "/no/such/page/"]:
        for method in ("GET", "HEAD", "OPTIONS") if role == "ada" else ("GET",):
            answer = clients[role].generic(method, address)
            assert answer.status_code < 500
            assert b"".join(answer) is not None

    assert everything() == before


def everything():
    """Every row of every table, sessions excepted."""
    models = (model for model in apps.get_models() if model is not Session)
    return {model: list(model.objects.order_by("pk").values()) for model in models}
