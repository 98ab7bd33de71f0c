"""Seeding: the articles of `seeds/` with their example claims, placed by their typed words."""

import json
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import Group
from django.db import transaction

from annotations.models import Annotation, Article, Revision, User
from annotations.models.user import REVIEWER
from annotations.services import intake
from annotations.services.highlighting import found, highlight
from annotations.services.judging import give_verdict
from annotations.text.plain import decode

IMPORTER = "example-desk"


def seed(folder: Path) -> int:
    """Load every article that `folder` describes and the desk has not; how many were new.

    An article that is there already is left as people have made it.
    """
    return sum(load(path) for path in sorted(folder.glob("*.json")))


def load(path: Path) -> bool:
    """Load one article with its claims, all or nothing. False when it is there already."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if Article.objects.filter(slug=told["slug"]).exists():
        return False
    text = decode((path.parent / told["text"]).read_bytes())
    with transaction.atomic():
        draft = intake.read(text, Revision.RawKind.TEXT)
        article = intake.store_draft(
            draft,
            by=example_account(IMPORTER),
            slug=told["slug"],
            title=told["title"],
            published_on=date.fromisoformat(told["published_on"]),
            language=told["language"],
        )
        for claim in told["claims"]:
            add_claim(article, **claim)
    return True


def add_claim(article: Article, *, words: str, verdicts=(), **claim) -> Annotation:
    """Mark the passage that `words` mean, and give the example verdicts on it."""
    revision = article.current()
    annotation = highlight(
        revision,
        found(revision, words),
        uuid=uuid5(NAMESPACE_URL, f"{article.slug}/{words}"),
        by=example_account(IMPORTER),
        typed=words,
        **claim,
    )
    for verdict in verdicts:
        judge(annotation, **verdict)
    return annotation


def judge(annotation: Annotation, *, reviewer: str, source=None, as_of=None, **grounds) -> None:
    opened = source and {"opened_on": date.fromisoformat(source["opened_on"])}
    give_verdict(
        annotation,
        by=example_account(reviewer),
        new_evidence=source and source | opened,
        as_of=as_of and date.fromisoformat(as_of),
        **grounds,
    )


def example_account(username: str) -> User:
    """The author of examples: an account that nobody can sign in with."""
    user, is_new = User.objects.get_or_create(username=username, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.groups.add(Group.objects.get(name=REVIEWER))
    return user
