"""Purging: what has been in the trash for long enough is removed for good, by command alone.

The history keeps its lines, which are hash-chained: what they quote stays readable there. An
article's row stays for them, with its title and address and without a text: it cannot come back.
What a sign-off or a correction speaks of is not purged, nor anything of a locked article; nor an
article that was ever published, or its claims, on which what readers were told rests.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotations.models import (
    Adjudication,
    Annotation,
    Article,
    Assignment,
    Attempt,
    Capture,
    Comment,
    Correction,
    Event,
    Evidence,
    Look,
    Notice,
    Placement,
    Publication,
    Revision,
    Sentence,
    SignOff,
    Skip,
    Source,
    SourceText,
    Thread,
    Verdict,
    Wording,
)
from annotations.models.event import Line

# What hangs on claims, and the path to the claim; what hangs on others of them comes first.
ON_CLAIMS = [
    (Notice, "comment__thread__annotation"),
    (Comment, "thread__annotation"),
    (Thread, "annotation"),
    (Adjudication, "annotation"),
    (Verdict, "annotation"),
    (Evidence, "annotation"),
    (Attempt, "annotation"),
    (Skip, "annotation"),
    (Look, "annotation"),
    (Placement, "annotation"),
    (Wording, "annotation"),
]
ON_ARTICLES = [
    (Notice, "comment__thread__article"),
    (Comment, "thread__article"),
    (Thread, "article"),
    (Assignment, "article"),
    (Capture, "article"),
    (Sentence, "revision__article"),
    (Revision, "article"),
]


def purge(days: int) -> dict[str, int]:
    """Remove what has been in the trash for more than `days` days; counts by noun.

    Each thing in a transaction of its own, with its line of history. Repeat is harmless.
    """
    return {
        noun: sum(remove_one(rows, pk, REMOVE[noun]) for pk in rows.values_list("pk", flat=True))
        for noun, rows in purgeable(days).items()
    }


def purgeable(days: int) -> dict:
    """What `purge` would remove, by noun, as query sets; each thing in one of them."""
    upto = timezone.now() - timedelta(days=days)
    off = {"removed_at__lt": upto}
    unlocked = Article.objects.filter(locked_at=None)
    signed = Exists(SignOff.objects.filter(article=OuterRef("pk")))
    told = Exists(Publication.objects.filter(article=OuterRef("pk")))
    old = unlocked.deleted().filter(deleted_at__lt=upto, revisions__is_current=True)
    gone = old.filter(~signed, ~told)
    others = unlocked.exclude(pk__in=gone.values("pk"))
    corrected = Exists(Correction.objects.filter(annotation=OuterRef("pk")))
    published = Exists(Publication.objects.filter(article=OuterRef("article")))
    claims = Annotation.objects.filter(article__in=others)
    named = Exists(Verdict.evidence.through.objects.filter(evidence=OuterRef("pk")))
    discussed = Q(thread__annotation=None) | Q(thread__annotation__deleted_at=None)
    return {
        "articles": gone,
        "claims": claims.deleted().filter(~corrected, ~published, deleted_at__lt=upto),
        # A verdict goes on naming what it rests on.
        "evidence": Evidence.objects.filter(
            ~named, tips=None, annotation__in=claims.present(), **off
        ),
        "attempts": Attempt.objects.filter(annotation__in=claims.present(), **off),
        "comments": Comment.objects.filter(discussed, thread__article__in=others, **off),
    }


def remove_one(rows, pk, remove) -> bool:
    """Remove the one of `rows`, unless somebody has put it back meanwhile."""
    with transaction.atomic():
        thing = rows.filter(pk=pk).first()
        if thing is None:
            return False
        thing.in_article().lock()
        if not rows.filter(pk=pk).exists():
            return False
        remove(thing)
    return True


def remove_article(article: Article) -> None:
    claims = Annotation.objects.filter(article=article)
    texts = list(article.revisions.order_by("number").values_list("sha256", flat=True))
    Event.record_all(None, [*map(purged, claims), purged(article, sha256=texts)])
    delete_claims(claims)
    for model, path in ON_ARTICLES:
        model._default_manager.filter(**{path: article}).delete()
    bare = {"byline": "", "publisher": "", "source_url": "", "published_on": None}
    Article.objects.filter(pk=article.pk).update(**bare)


def remove_claim(claim: Annotation) -> None:
    Event.record_all(None, [purged(claim)])
    delete_claims(Annotation.objects.filter(pk=claim.pk))


def remove_evidence(item: Evidence) -> None:
    Event.record_all(None, [purged(item)])
    item.delete()
    delete_unused({item.source_id})


def remove_attempt(attempt: Attempt) -> None:
    Event.record_all(None, [purged(attempt)])
    attempt.delete()


def remove_comment(comment: Comment) -> None:
    """And the discussion with its last comment."""
    Event.record_all(None, [purged(comment)])
    comment.notices.all().delete()
    comment.delete()
    Thread.objects.filter(pk=comment.thread_id, comments=None).delete()


REMOVE = {
    "articles": remove_article,
    "claims": remove_claim,
    "evidence": remove_evidence,
    "attempts": remove_attempt,
    "comments": remove_comment,
}


def purged(thing, **before) -> Line:
    return Line(Event.Verb.PURGED, thing, before or None)


def delete_claims(claims) -> None:
    """The query set `claims`, with what hangs on them."""
    sources = set(Evidence.objects.filter(annotation__in=claims).values_list("source", flat=True))
    for model, path in ON_CLAIMS:
        model._default_manager.filter(**{f"{path}__in": claims}).delete()
    claims.delete()
    delete_unused(sources)


def delete_unused(sources: set) -> None:
    """Those of `sources` that no evidence is from any more, with their texts."""
    unused = Source.objects.filter(pk__in=sources, evidence=None)
    SourceText.objects.filter(source__in=unused).delete()
    Capture.objects.filter(source__in=unused).delete()
    unused.delete()
