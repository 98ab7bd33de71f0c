"""Web Annotations with their article: out, onto a desk without it, and out again, to the byte."""

import json
import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command

from annotations.exchange import annotation_record, web_annotation
from annotations.models import Annotation, Article, User
from annotations.reports.annotated import claims_of, told
from annotations.reports.progress import by_article
from annotations.services import keeping
from annotations.services.restoring import NotReadable, people_of, restore
from tests import factories
from tests.exchange import desk
from tests.exchange.test_jsonl import emptied

pytestmark = pytest.mark.django_db


def out(article, reader):
    return web_annotation.encoded(web_annotation.whole(article, told(claims_of(article, reader))))


def renamed(content):
    """The same with other identifiers: the test's desk still has the claims."""
    return re.sub(rb"(urn:uuid:|/annotations/)0{8}", rb"\g<1>11111111", content)


def restored(content, by):
    people = {user.username: user for user in User.objects.all()}
    read = annotation_record.read(content)
    return [restore(head, rows, by=by, people=people) for head, rows in read]


@pytest.fixture
def full(db):
    """Overlaps, emoji, RTL, three reviewers, a decision; what is stale, orphaned, shelved."""
    with time_machine.travel(desk.TODAY, tick=False):
        return desk.full()


@pytest.fixture
def keeper(full):
    return User.objects.get(username="ada")


@time_machine.travel(desk.TODAY, tick=False)
def test_a_desk_of_three_articles_and_three_reviewers_comes_back_as_it_was(full, keeper):
    files = [renamed(out(article, keeper)) for article in full]
    for article in full:
        emptied(article)

    copies = [copy for content in files for copy in restored(content, keeper)]

    assert [out(copy, keeper) for copy in copies] == files
    assert len(copies) == 3


@time_machine.travel(desk.TODAY, tick=False)
def test_what_was_restored_adds_up_to_the_same(full, keeper):
    before = by_article(full, keeper)
    files = [renamed(out(article, keeper)) for article in full]
    for article in full:
        emptied(article)

    copies = [copy for content in files for copy in restored(content, keeper)]

    after = by_article(copies, keeper)
    assert [after[one.pk] for one in copies] == [before[one.pk] for one in full]
    for copy, article in zip(copies, full, strict=True):
        assert copy.annotations.in_tray().count() == article.annotations.in_tray().count()
        call_command("verify_history", "--article", copy.slug)


def test_a_verdict_whose_quote_is_gone_from_its_source_is_left_out(ada, bela):
    item = factories.Evidence(by=bela, quote="40 million")
    factories.Verdict(annotation=item.annotation, by=bela, kind="sourced", evidence=[item])
    keeping.keep(item, by=bela, text="Nothing of the kind.", how="pasted")

    content = out(item.annotation.article, ada)

    assert json.loads(content)["first"]["items"][0]["staleBody"]
    ((_, rows),) = annotation_record.read(content)
    assert "verdict" not in {row["noun"] for row in rows}


def test_who_is_named_can_be_asked_before(full, keeper):
    ((head, rows),) = annotation_record.read(out(full[0], keeper))

    assert people_of([head, *rows]) == {"ada", "bela", "dora"}


# -- what is not whole ----------------------------------------------------------------------------


def spoiled(content, spoil):
    said = json.loads(renamed(content))
    spoil(said)
    return json.dumps(said).encode()


def items(said):
    return said["first"]["items"]


SPOILED = {
    "another text": lambda said: said["article"]["texts"][0].update(value="Another."),
    "no sentences": lambda said: said["article"]["texts"][0].update(sentences=[]),
    "sentences out of it": lambda said: said["article"]["texts"][0].update(sentences=[0, 10**9]),
    "sentences of words": lambda said: said["article"]["texts"][0].update(sentences=["a"]),
    "other words": lambda said: items(said)[0]["target"]["selector"][0].update(exact="other"),
    "a place beyond": lambda said: items(said)[0]["target"]["selector"][1].update(end=10**9),
    "a revision that is not": lambda said: items(said)[0]["target"]["state"].update(revision=9),
    "no verdict of ours": lambda said: items(said)[0]["body"][0].update(value="maybe"),
    "no reason": lambda said: items(said)[0]["body"][0].update(value="disputed"),
    "nobody": lambda said: items(said)[0].pop("creator"),
    "a time that is none": lambda said: items(said)[0].update(created="yesterday"),
    "no key": lambda said: items(said)[0].update(canonical="urn:uuid:7"),
    "twice the same": lambda said: items(said).append(items(said)[0]),
    "a script for a link": lambda said: said["article"].update(originalAddress="javascript:1"),
    "a list for an article": lambda said: said.update(article=[]),
    "a word for a claim": lambda said: items(said).append("claim"),
}


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_what_is_not_whole_is_refused_and_nothing_is_saved(full, keeper, spoil):
    content = spoiled(out(full[0], keeper), spoil)
    emptied(full[0])
    before = Article.objects.count(), Annotation.objects.count()

    with pytest.raises((ValidationError, NotReadable)):
        restored(content, keeper)
    assert (Article.objects.count(), Annotation.objects.count()) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"7", b'{"first": {"items": []}}'])
def test_what_has_no_article_is_said_to_have_none(content):
    with pytest.raises(NotReadable):
        annotation_record.read(content)
