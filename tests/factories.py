"""Rows for tests, valid by default, without chance; `factories.Annotation()` makes a desk."""

import uuid
from datetime import date
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from annotations import models
from annotations.reports import publication
from annotations.services import highlighting, intake, judging, publishing, revising, tipping
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


class Token(factory.Factory):
    """A token of `by`; its words are known to nobody."""

    class Meta:
        model = models.Token

    by = factory.SubFactory(Reviewer)
    name = "A program"

    @classmethod
    def _create(cls, model, by, name):
        return model.issue(by, name)[0]


class Webhook(factory.Factory):
    class Meta:
        model = models.Webhook

    url = "https://example.org/hook"
    kinds = ("verdict.given",)
    by = factory.SubFactory(Editor)

    @classmethod
    def _create(cls, model, kinds, **said):
        return model.register(kinds=[*kinds], **said)


class Delivery(DjangoModelFactory):
    """A message that waits; give the `event` that it tells of."""

    class Meta:
        model = models.Delivery

    webhook = factory.SubFactory(Webhook)
    kind = "verdict.given"
    payload = factory.LazyFunction(dict)


PUBLISHED = (
    "Der Damm hält 40 Millionen Liter 💧. “Officials” called it safe.\n"
    "قال المتحدث إن السد آمن. Nobody was hurt, they said; 3 < 4 & so on."
)


class Publication(factory.Factory):
    """A version that the public reads: of `article`, else of one with a verified, a disputed and a
    sourced claim. `said` goes to the service.
    """

    class Meta:
        model = models.Publication

    by = factory.SubFactory(Editor)

    @classmethod
    def _create(cls, model, by, article=None, **said):
        article = article or cls.judged(by)
        kept = said.get("is_quotes_only", False)
        draft = publication.draft(article, by, is_quotes_only=kept)
        return publishing.publish(
            article, by=by, **{"digest": draft.digest, "unsigned": True} | said
        )

    @staticmethod
    def judged(by):
        details = {"byline": "A. Author", "publisher": "The Paper", "language": "de"}
        address = "https://example.org/dam?a=1&b=2"
        article = Article(
            text=PUBLISHED, title="Der Damm & das Dorf", by=by, source_url=address, **details
        )
        grounds = [
            ("40 Millionen Liter 💧", {"kind": "verified", "note": "The register says so."}),
            (
                "السد آمن",
                {"kind": "disputed", "reason": "contradicted", "note": "</script> “cracks”"},
            ),
            ("Nobody was hurt", {"kind": "sourced", "as_of": date(2026, 11, 20)}),
        ]
        for quote, said in grounds:
            claim = Annotation(article=article, by=by, quote=quote, uuid=uuid.uuid4())
            refuting = "refutes" if said["kind"] == "disputed" else "supports"
            item = Evidence(annotation=claim, by=by, stance=refuting)
            Verdict(annotation=claim, by=by, evidence=[item], **said)
        return article


class Tip(factory.Factory):
    """What a reader sent about a claim, waiting."""

    class Meta:
        model = models.Tip

    annotation = factory.SubFactory(Annotation)
    url = "https://example.org/survey"
    words = "The survey of 2025 says 38."
    contact = "reader@example.org"

    @classmethod
    def _create(cls, model, annotation, **said):
        return tipping.send(annotation, **said)


class Batch(factory.django.DjangoModelFactory):
    """A table of two articles, of which nothing was brought in yet."""

    class Meta:
        model = models.Batch

    kind = "articles"
    filename = "articles.csv"
    content = b"title,text\nThe dam,It is safe.\nThe mill,It is old.\n"
    sha256 = factory.LazyAttribute(lambda batch: models.Batch.digest(batch.content))
    reading = factory.LazyFunction(
        lambda: {
            "format": "csv",
            "delimiter": ",",
            "assumed": "",
            "columns": {"title": "title", "text": "text"},
        }
    )
    total = 2
    created_by = factory.SubFactory(Editor)


class BatchRow(factory.django.DjangoModelFactory):
    """What became of its first row."""

    class Meta:
        model = models.BatchRow

    batch = factory.SubFactory(Batch)
    number = 1
    result = "done"
    target = "article:1"
