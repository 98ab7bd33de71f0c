"""What has been in the trash for long goes for good; its history stays and still verifies."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from annotations import models
from annotations.models import Annotation, Article, Event, SourceText
from annotations.services import tipping
from annotations.services.keeping import keep
from annotations.services.purging import purge
from tests import factories

NOTHING = {"articles": 0, "claims": 0, "evidence": 0, "attempts": 0, "comments": 0}
LASTS = {"Event", "Article", "User", "DeskRules"}


def age(rows, state="deleted", days=31):
    gone = rows.filter(**{f"{state}_at__isnull": False})
    gone.update(**{f"{state}_at": timezone.now() - timedelta(days=days)})


def full_claim(ada, bela, **known):
    """A claim with one of everything that can hang on it."""
    claim = factories.Annotation(**known)
    item = factories.Evidence(annotation=claim, by=bela)
    keep(item, by=bela, text="Capacity: 40,000,000 l", how="pasted")
    verdict = factories.Verdict(annotation=claim, by=bela, evidence=[item], kind="sourced")
    claim.adjudicate(by=ada, kind="sourced", note="So it is.", votes=[verdict.pk])
    claim.attempt(by=bela, place="Archive")
    claim.skip(by=ada, reason="No time.")
    models.Look.begin(claim, by=ada)
    comment = claim.article.threads.create(annotation=claim).comments.create(author=bela, text="?")
    comment.notices.create(person=ada)
    return claim


def left():
    """The models of ours that have rows."""
    ours = apps.get_app_config("annotations").get_models(include_auto_created=True)
    return {model.__name__ for model in ours if model.objects.exists()}


@pytest.fixture
def article(ada, bela):
    article = factories.Article(slug="dam", byline="C. Clerk")
    revision = article.current()
    article.assignments.create(reviewer=bela, assigned_by=ada)
    span = {"revision": revision, "start": 0, "end": 5}
    article.threads.create(**span).comments.create(author=bela, text="Which dam?")
    return article


def test_a_claim_goes_with_all_that_hangs_on_it(ada, bela, article):
    claim = full_claim(ada, bela, article=article)
    claim.delete_softly(by=ada, version=1)
    age(Annotation.objects)

    assert purge(30) == NOTHING | {"claims": 1}

    assert left() - LASTS == {
        "Revision", "Sentence", "Assignment", "Thread", "Comment", "User_groups"
    }  # fmt: skip


def test_an_article_goes_but_for_its_name(ada, bela, article):
    full_claim(ada, bela, article=article).delete_softly(by=ada, version=1)
    full_claim(ada, bela, article=article)
    article.delete_softly(by=ada)
    age(Article.objects)
    age(Annotation.objects)

    assert purge(30) == NOTHING | {"articles": 1}

    assert left() == LASTS - {"DeskRules"} | {"User_groups"}
    article.refresh_from_db()
    assert (article.slug, article.byline) == ("dam", "")


def test_history_keeps_its_lines_and_tells_of_it(ada, bela, article):
    claim = full_claim(ada, bela, article=article)
    before = [*Event.objects.values()]
    article.delete_softly(by=ada)
    age(Article.objects)

    purge(30)

    events = [*Event.objects.order_by("sequence")]
    assert [*Event.objects.order_by("sequence").values()][: len(before)] == before
    told = [(one.verb, one.target, one.actor) for one in events[-2:]]
    assert told == [
        ("purged", f"annotation:{claim.pk}", None),
        ("purged", f"article:{article.pk}", None),
    ]
    assert [one.hash for one in events] == [one.sealed() for one in events]


def test_what_was_removed_from_a_claim_goes_unless_a_verdict_names_it(ada, bela):
    claim = factories.Annotation()
    named, loose = factories.Evidence(annotation=claim), factories.Evidence(annotation=claim)
    factories.Verdict(annotation=claim, evidence=[named])
    thread = claim.article.threads.create(annotation=claim)
    comment = thread.comments.create(author=bela, text="?")
    gone = [named, loose, claim.attempt(by=bela, place="Archive"), comment]
    for thing in gone:
        thing.remove(by=ada)
        age(type(thing).objects, "removed")

    assert purge(30) == NOTHING | {"evidence": 1, "attempts": 1, "comments": 1}

    assert [*claim.evidence.all()] == [named]
    assert not claim.threads.exists()


def test_a_source_that_others_cite_stays_with_its_text(ada, bela):
    claim = full_claim(ada, bela)
    factories.Evidence()
    claim.delete_softly(by=ada, version=1)
    age(Annotation.objects)

    purge(30)

    assert SourceText.objects.exists()


def test_what_is_not_old_enough_stays(ada):
    claim = factories.Annotation()
    claim.delete_softly(by=ada, version=1)
    age(Annotation.objects, days=29)

    assert purge(30) == NOTHING
    assert purge(28) == NOTHING | {"claims": 1}


def test_what_is_there_stays(noise):
    assert purge(0) == NOTHING


def test_what_a_correction_names_stays(ada, article):
    claim = factories.Annotation(article=article)
    signed = article.sign_offs.create(
        revision=article.current(), digest="0" * 64, covered=0, checkable=0, sequence=1, editor=ada
    )
    signed.corrections.create(
        annotation=claim, passage="40", before="sourced", reason="Wrong.", editor=ada
    )
    claim.delete_softly(by=ada, version=1)
    age(Annotation.objects)
    assert purge(30) == NOTHING

    article.delete_softly(by=ada)
    age(Article.objects)
    assert purge(30) == NOTHING


def test_what_was_published_stays(ada):
    version = factories.Publication(by=ada)
    article = version.article
    claim = article.annotations.first()
    tip = factories.Tip(annotation=claim)
    item = tipping.take(tip, by=ada, title="Survey", kind="primary", stance="context")
    item.remove(by=ada)
    claim.delete_softly(by=ada, version=1)
    age(models.Evidence.objects, "removed")
    age(Annotation.objects)
    assert purge(30) == NOTHING

    version.withdraw(by=ada)
    article.delete_softly(by=ada)
    age(Article.objects)
    assert purge(30) == NOTHING


def test_what_was_captured_goes_with_its_article(ada, article):
    page = {"media_type": "text/html", "content": b"x", "sha256": "0" * 64, "taken_by": ada}
    article.captures.create(**page)
    factories.Evidence(annotation__article=article).source.captures.create(**page)
    article.delete_softly(by=ada)
    age(Article.objects)

    assert purge(30) == NOTHING | {"articles": 1}

    assert not models.Capture.objects.exists()


def test_what_is_locked_stays(ada):
    claim = factories.Annotation()
    claim.delete_softly(by=ada, version=1)
    age(Annotation.objects)
    claim.article.lock_changes(by=ada)

    assert purge(30) == NOTHING
