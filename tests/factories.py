"""Rows for tests, valid by default, without chance; `factories.Annotation()` makes a desk."""

import uuid
from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from annotations import models
from annotations.services import highlighting, intake, judging, revising
from annotations.text.anchor import Anchor

TEXT = "The dam holds 40 million litres. Officials called it safe.\nNobody was hurt, they said."


class User(DjangoModelFactory):
    class Meta:
        model = models.User

    username = factory.Sequence("person{}".format)
    # Hashed once: it is slow on purpose.
    password = factory.Transformer("correct horse battery staple", transform=cache(make_password))

    role = ""

    @classmethod
    def _create(cls, model, *args, role, **fields):
        user = super()._create(model, *args, **fields)
        if role:  # a test with real transactions leaves an empty database behind, roles too
            user.groups.add(Group.objects.get_or_create(name=role)[0])
        return user


class Reviewer(User):
    role = "Reviewer"


class Editor(User):
    role = "Editor"


class Article(factory.Factory):
    """A stored article; give `text`. Goes through the service, as every article does."""

    class Meta:
        model = models.Article

    text = TEXT
    title = factory.Sequence("Dam report {}".format)
    by = factory.SubFactory(Reviewer)

    @classmethod
    def _create(cls, model, text, by, raw=None, raw_kind="text", **details):
        return intake.store(text, by=by, raw=raw or text, raw_kind=raw_kind, **details)


def revised(article, text, by=None):
    """The article's next revision, with everything carried over."""
    draft = intake.read(text, models.Revision.RawKind.TEXT)
    return revising.revise(article, draft, by=by or article.created_by)


class Annotation(factory.Factory):
    """A claim on `quote`, the first place where it stands in the article."""

    class Meta:
        model = models.Annotation

    article = factory.SubFactory(Article)
    by = factory.SubFactory(Reviewer)
    uuid = factory.Sequence(lambda n: uuid.UUID(int=n + 1))
    quote = "40 million litres"

    @classmethod
    def _create(cls, model, article, by, uuid, quote, **claim):
        revision = article.current()
        start = revision.text.index(quote)
        span = Anchor(start, start + len(quote), "selected", 1.0)
        return highlighting.highlight(revision, span, uuid=uuid, by=by, **claim)


class Evidence(factory.Factory):
    class Meta:
        model = models.Evidence

    annotation = factory.SubFactory(Annotation)
    by = factory.SubFactory(Reviewer)
    title = "Reservoir register"
    url = "https://example.org/register"
    kind = "primary"
    stance = "supports"
    quote = "Capacity: 40,000,000 l"
    opened_on = date(2026, 11, 20)

    @classmethod
    def _create(cls, model, annotation, by, **details):
        return judging.cite(annotation, by=by, **details)


class Verdict(factory.Factory):
    """An open verdict; give `evidence` a list of Evidence rows of the same annotation."""

    class Meta:
        model = models.Verdict

    annotation = factory.SubFactory(Annotation)
    by = factory.SubFactory(Reviewer)
    kind = "disputed"
    evidence = ()

    @classmethod
    def _create(cls, model, annotation, **grounds):
        if grounds["kind"] == "disputed":
            grounds.setdefault("reason", "unsupported")
        # As if given before there were rules for evidence: most tests are about something else.
        return annotation.judge(**{"rule": "asked"} | grounds)
