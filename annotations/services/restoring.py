"""Restoring: an article with everything on it, as another desk wrote it down, is put on this one.

The rows are written as they are, with their people and times; only the history begins anew, with
one event that names where the earlier one ended. `NOUNS` says what an article consists of, for who
writes it down (`exchange.jsonl`) and who reads it.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Attempt,
    Comment,
    Correction,
    Event,
    Evidence,
    Placement,
    Revision,
    Sentence,
    SignOff,
    Skip,
    Source,
    SourceText,
    Thread,
    User,
    Verdict,
    Wording,
)
from annotations.models.article import add_article

BATCH = 500
Row = dict[str, Any]
# What rows that somebody else wrote can run into: values that are none, and what no desk can have.
NOT_WHOLE = (KeyError, ValueError, TypeError, AttributeError, DatabaseError)


class NotReadable(Exception):
    """A file that is no record, or not all of one."""


class Noun(NamedTuple):
    """One noun of a desk; `path` leads to their article, `order` is the same on every desk."""

    model: type[models.Model]
    path: str
    order: tuple[str, ...] = ("pk",)

    def of(self, article: Article, using: str) -> models.QuerySet:
        rows = self.model._default_manager.using(using).filter(**{self.path: article})
        return rows.order_by(*self.order)

    @property
    def fields(self) -> list[models.Field]:
        """What is written of a row; its article is known, and its key is given anew."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name not in HIDDEN and not isinstance(field, models.AutoField)
        ]


# What does not leave: the article, which is known, and where in the history something was.
HIDDEN = {"article", "sequence", "publication", "last_event"}
# In an order in which each names only those before it.
NOUNS = {
    "revision": Noun(Revision, "article", ("number",)),
    "sentence": Noun(Sentence, "revision__article", ("revision__number", "number")),
    "annotation": Noun(Annotation, "article", ("created_at", "pk")),
    "wording": Noun(Wording, "annotation__article"),
    "placement": Noun(Placement, "annotation__article"),
    "source": Noun(Source, "pk__in"),
    "text": Noun(SourceText, "source__in"),
    "evidence": Noun(Evidence, "annotation__article"),
    "verdict": Noun(Verdict, "annotation__article"),
    "attempt": Noun(Attempt, "annotation__article"),
    "adjudication": Noun(Adjudication, "annotation__article"),
    "skip": Noun(Skip, "annotation__article"),
    "thread": Noun(Thread, "article"),
    "comment": Noun(Comment, "thread__article"),
    "sign_off": Noun(SignOff, "article"),
    "correction": Noun(Correction, "annotation__article"),
}


def rows_of(name: str, article: Article, using: str) -> models.QuerySet:
    """The rows of one noun that hang on `article`. One query."""
    noun = NOUNS[name]
    if name == "correction":  # those of publications stay with them
        return noun.of(article, using).filter(sign_off__isnull=False)
    if name not in ("source", "text"):
        return noun.of(article, using)
    cited = Evidence.objects.using(using).filter(annotation__article=article).values("source")
    rows = noun.model._default_manager.using(using).filter(**{noun.path: cited})
    return rows.order_by(*noun.order)


def restore(head: Row, rows: Iterable[Row], *, by: User, people: dict[str, User]) -> Article:
    """Put one article on the desk, all or nothing; `head` is its own row.

    `people` are the accounts that its rows name. Raises ValidationError for what is not whole, and
    when the desk has an article at that address, or one of its claims.
    """
    try:
        with transaction.atomic():
            return _restored(head, rows, by, people)
    except NOT_WHOLE as fault:
        raise ValidationError(_("A row is not whole (%s).") % str(fault)[:200]) from fault


def _restored(head: Row, rows: Iterable[Row], by: User, people: dict[str, User]) -> Article:
    if Article.objects.filter(slug=head["slug"]).exists():
        raise ValidationError(_("There is an article at “%s” already.") % head["slug"])
    desk = Restored(head, people)
    for name, group in groupby(rows, key=lambda row: row.get("noun")):
        desk.add(str(name), list(group))
    desk.finish(by)
    return desk.article


def people_of(rows: Iterable[Row]) -> set[str]:
    """The user names that rows name, those of articles among them."""
    owned = {
        name: [field.name for field in fields if field.related_model is User]
        for name, fields in _fields().items()
    }
    found = {row.get(name) for row in rows for name in owned.get(str(row.get("noun")), [])}
    return {name for name in found if isinstance(name, str)}


def _fields() -> dict[str, Any]:
    own = {"article": Article._meta.concrete_fields}
    return own | {name: noun.fields for name, noun in NOUNS.items()}


class Restored:
    """An article that is being put on the desk."""

    def __init__(self, head: Row, people: dict[str, User]) -> None:
        self.people, self.head = people, head
        self.made: dict[str, models.Model] = {}
        fields = [*Article._meta.concrete_fields]
        said = {
            field.name: self.value(field, head[field.name])
            for field in fields
            if field.name in head and field.name not in HIDDEN
        }
        self.article = add_article(**said)

    def add(self, name: str, rows: list[Row]) -> None:
        noun = NOUNS.get(name)
        if noun is None:
            raise ValidationError(_("“%s” is nothing that a desk has.") % name[:80])
        objects = [self.object_of(name, noun, row) for row in rows]
        noun.model._default_manager.bulk_create(objects, batch_size=BATCH)
        self.made |= {row["key"]: one for row, one in zip(rows, objects, strict=True)}
        if name == "verdict":
            self.name_evidence(rows)

    def object_of(self, name: str, noun: Noun, row: Row) -> models.Model:
        said = {field.name: self.value(field, row[field.name]) for field in noun.fields}
        if any(field.name == "article" for field in noun.model._meta.concrete_fields):
            said["article"] = self.article
        if name == "adjudication":
            said["votes"] = sorted(self.named(key, Verdict).pk for key in row["votes"])
        if name == "sign_off":
            said["sequence"] = 0 if row["is_void"] else 1  # the event that `finish` records
        one = noun.model(**said)
        relations = [field.name for field in noun.model._meta.concrete_fields if field.is_relation]
        one.clean_fields(exclude=[*relations, "sha256"])
        CHECKS.get(name, lambda one: None)(one)
        return one

    def value(self, field: models.Field, said: Any) -> Any:
        if said is None or not field.is_relation:
            return field.to_python(said)
        if field.related_model is User:
            return self.people[said]
        return self.named(said, field.related_model)

    def named(self, key: str, model: Any) -> Any:
        found = self.made.get(key)
        if not isinstance(found, model):
            raise ValidationError(_("“%s” is named and is not there.") % str(key)[:80])
        return found

    def name_evidence(self, rows: list[Row]) -> None:
        through = Verdict.evidence.through
        links = [
            through(verdict=self.made[row["key"]], evidence=self.named(key, Evidence))
            for row in rows
            for key in row["evidence"]
        ]
        through._default_manager.bulk_create(links, batch_size=BATCH)

    def finish(self, by: User) -> None:
        current = self.article.revisions.filter(is_current=True).first()
        if current is None:
            raise ValidationError(_("The article has no text."))
        after = {
            "title": self.article.title,
            "revision": current.number,
            "sha256": current.sha256,
            "earlier": self.head.get("history"),
        }
        Event.record(by, Event.Verb.IMPORTED, self.article, after=after)


def check_revision(one: Any) -> None:
    if Revision.digest(one.text) != one.sha256:
        raise ValidationError(_("A text is not the one that was written down."))


def check_quote(one: Any) -> None:
    """A quote is never taken from whoever sends it: it is what stands there."""
    if one.revision.text[one.start : one.end] != one.quote:
        raise ValidationError(_("A quote does not stand where it is said to."))


def check_passage(one: Any) -> None:
    if one.revision.text[one.start : one.end] != one.passage:
        raise ValidationError(_("A passage does not stand where it is said to."))


CHECKS: dict[str, Any] = {
    "revision": check_revision,
    "annotation": check_quote,
    "placement": check_passage,
}
