"""The record of a desk as JSON Lines: out, in, out again, to the byte."""

import json

import jsonschema
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from annotations.exchange import jsonl
from annotations.models import Article, User
from annotations.reports.approval import approval
from annotations.reports.progress import by_article
from annotations.services.restoring import restore
from tests import factories, signing
from tests.exchange import desk

pytestmark = pytest.mark.django_db


def out():
    return b"".join(jsonl.stream(Article.objects.all()))


def without_history(content):
    rows = [json.loads(line) for line in content.splitlines()]
    for row in rows:
        row.pop("history", None)
    return rows


def lines(content):
    return content.splitlines(keepends=True)


def emptied(article):
    """The desk without the article; what hung on it stays behind and is nobody's any more."""
    Article.objects.filter(pk=article.pk).update(slug=f"gone-{article.pk}")


@pytest.fixture
def article(ada, bela):
    """With what can be on one: overlaps, emoji, RTL, a stale verdict, an orphan, a decision."""
    text = "The dam holds 40 million 💧 litres. السد آمن تماما. Nobody was hurt. It leaks."
    article = factories.Article(slug="dam", text=text, by=ada)
    marked = {
        quote: factories.Annotation(article=article, quote=quote, by=bela)
        for quote in (
            "40 million 💧 litres",
            "million 💧",
            "السد آمن",
            "Nobody was hurt",
            "It leaks",
        )
    }
    kay = factories.Evidence(annotation=marked["million 💧"], by=bela, quote="40 😀")
    factories.Verdict(annotation=marked["million 💧"], by=bela, kind="sourced", evidence=[kay])
    vote = factories.Verdict(annotation=marked["السد آمن"], by=ada, kind="verified")
    marked["السد آمن"].adjudicate(
        by=ada, kind="disputed", reason="outdated", note="Old.", votes=[vote.pk]
    )
    factories.Verdict(annotation=marked["Nobody was hurt"], by=bela)
    marked["40 million 💧 litres"].attempt(by=bela, place="Archive")
    factories.Verdict(annotation=marked["It leaks"], by=bela).withdraw(by=bela)
    factories.revised(article, text.replace("Nobody was", "No one was").replace(" It leaks.", ""))
    return article


@pytest.fixture
def people(ada, bela, article):
    return {user.username: user for user in User.objects.all()}


def restored(content, by, people):
    return [restore(head, rows, by=by, people=people) for head, rows in jsonl.read(lines(content))]


def test_out_in_and_out_again_is_the_same_but_for_the_history(article, ada, people):
    content = out()
    emptied(article)

    (copy,) = restored(take_ids_apart(content), ada, people)

    again = b"".join(jsonl.stream(Article.objects.filter(pk=copy.pk)))
    assert without_history(again) == without_history(take_ids_apart(content))


def test_a_desk_of_three_articles_and_three_reviewers_comes_back_as_it_was(db):
    desk.full()
    content = out()
    for article in Article.objects.all():
        emptied(article)
    people = {user.username: user for user in User.objects.all()}

    copies = restored(take_ids_apart(content), people["ada"], people)

    again = b"".join(jsonl.stream(Article.objects.filter(pk__in=[one.pk for one in copies])))
    assert len(copies) == 3
    assert without_history(again) == without_history(take_ids_apart(content))


def take_ids_apart(content):
    """The same with other UUIDs: the test's desk still has the rows."""
    for claim in {json.loads(line).get("id") for line in content.splitlines()} - {None}:
        other = f"{int(claim[0], 16) ^ 8:x}{claim[1:]}"
        content = content.replace(claim.encode(), other.encode())
    return content


def test_what_was_restored_adds_up_to_the_same(article, ada, people):
    before = by_article([article], ada)[article.pk]
    content = out()
    emptied(article)

    (copy,) = restored(take_ids_apart(content), ada, people)

    assert by_article([copy], ada)[copy.pk] == before
    assert copy.annotations.orphaned().count() == article.annotations.orphaned().count() == 1


def test_the_history_begins_anew_and_says_where_the_earlier_one_ended(article, ada, people):
    last = article.events.newest_first().first()
    content = out()
    emptied(article)

    (copy,) = restored(take_ids_apart(content), ada, people)

    (event,) = copy.events.all()
    assert event.after["earlier"] == {"events": last.sequence, "last_hash": last.hash}
    call_command("verify_history", "--article", copy.slug)


@pytest.mark.parametrize("is_void", [False, True])
def test_a_sign_off_stands_or_is_void_as_it_was(ada, is_void):
    claim = factories.Verdict(kind="sourced").annotation
    claim.article.set_review(by=ada, version=1, target=0)
    signing.sign(claim.article, ada)
    if is_void:
        factories.Verdict(annotation=claim, kind="sourced")
    content = out()
    emptied(claim.article)
    people = {user.username: user for user in User.objects.all()}

    (copy,) = restored(take_ids_apart(content), ada, people)

    assert approval(copy, ada).stands is not is_void


# -- what is not whole ----------------------------------------------------------------------------


def changed(content, noun, said):
    rows = [json.loads(line) for line in content.splitlines()]
    row = next(row for row in rows if row.get("noun") == noun)
    row |= said
    return b"".join(jsonl.encoded(row) for row in rows)


@pytest.mark.parametrize(
    ("noun", "said"),
    [
        ("revision", {"text": "Another text."}),
        ("annotation", {"quote": "other words"}),
        ("placement", {"passage": "other words"}),
        ("verdict", {"kind": "maybe"}),
        ("verdict", {"wording": "wording:99"}),
        ("evidence", {"annotation": "revision:1"}),
        ("source", {"url": "javascript:alert(1)"}),
        ("source", {"kind": "gossip"}),
        ("adjudication", {"votes": ["verdict:99"]}),
        ("attempt", {"noun": "rumour"}),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_saved(article, ada, people, noun, said):
    content = take_ids_apart(out())
    emptied(article)
    content = changed(content, noun, said)

    before = Article.objects.count()
    with pytest.raises((ValidationError, KeyError)):
        restored(content, ada, people)
    assert Article.objects.count() == before


def test_an_article_that_is_there_is_not_written_over(article, ada, people):
    with pytest.raises(ValidationError, match="already"):
        restored(out(), ada, people)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json\n",
        b"[]\n",
        b'{"format":"other"}\n',
        b'{"format":"factcheck record","version":1}\n',
    ],
)
def test_what_is_no_record_is_said_to_be_none(content):
    with pytest.raises(jsonl.NotReadable):
        list(jsonl.read(lines(content)))


def test_every_line_is_as_its_schema_says(article, ada):
    schema = json.loads(jsonl.SCHEMA.read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)

    for line in lines(out()):
        validator.validate(json.loads(line))


def test_a_file_that_was_cut_off_shows(article):
    whole = lines(out())

    with pytest.raises(jsonl.NotReadable):
        [list(rows) for _, rows in jsonl.read(whole[:-1])]


def test_who_is_named_can_be_asked_before(article, ada, bela):
    assert {"ada", "bela"} <= jsonl.people_in(lines(out()))


def test_it_takes_as_many_queries_for_many_claims(article, same_queries):
    def grow():
        claim = factories.Annotation(article=article, quote="The dam")
        factories.Verdict(annotation=claim)

    same_queries(out, grow)
