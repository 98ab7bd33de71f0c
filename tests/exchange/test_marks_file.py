"""Passages marked elsewhere: quotes in a table, and what other tools export."""

import json

import pytest

from annotations.exchange import marks_file
from annotations.models import Annotation, Comment, Verdict
from annotations.services.importing import Fate
from annotations.text.refusal import TextRefused
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Dam 💧💧 holds 40 litres. السد آمن. It holds 40 litres, they say."
ADDRESS = "https://example.org/dam"
AT = TEXT.index("40 litres, they")  # the second of two


@pytest.fixture
def article(advice):
    return factories.Article(text=TEXT, title="The dam", source_url=ADDRESS)


def studio(**value):
    region = {"type": "labels", "to_name": "text", "value": value}
    task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"result": [region]}]}
    return json.dumps([task])


def hypothesis(**more):
    quote = {
        "type": "TextQuoteSelector",
        "exact": "40 litres",
        "prefix": "It holds ",
        "suffix": ",",
    }
    target = [{"source": ADDRESS, "selector": [quote]}]
    said = {"uri": ADDRESS, "target": target, "tags": ["Sourced"], "user": "acct:bela@x.org"}
    return json.dumps({"total": 1, "rows": [said | more]})


HEAD = "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
CLIENT = f'2026,{ADDRESS},Public,Annotation,"40 litres, they",bela,Seen.,"Sourced,dam",7\n'

FILES = {
    "quotes": "Article;Quote;Verdict;Note\r\nThe dam;40 litres, they say;sourced;Seen.\r\n",
    "label studio": studio(start=AT + 2, end=AT + 11, text="40 litres", labels=["Sourced"]),
    "doccano": json.dumps({"id": 1, "text": TEXT, "label": [[AT, AT + 9, "sourced"]]}) + "\n",
    "doccano entities": json.dumps(
        {"text": TEXT, "entities": [{"start_offset": AT, "end_offset": AT + 9, "label": "sourced"}]}
    ),
    "hypothesis": hypothesis(),
    "hypothesis client": json.dumps(
        {
            "export_date": "2026",
            "client_version": "1",
            "annotations": json.loads(hypothesis())["rows"],
        }
    ),
    "hypothesis csv": HEAD + CLIENT + f"2026,{ADDRESS},,Reply,,ada,Really?,,\n",
}


def brought(content, by):
    batch = marks_file.upload("file", content.encode(), by=by)
    assert marks_file.step(batch, by=by, seconds=None)
    return [(row.result, row.reason) for row in batch.rows.all()]


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_passage_stands_where_it_was_marked_and_carries_its_verdict(article, ada, bela, content):
    assert brought(content, ada) == [("done", "")]

    claim = Annotation.objects.get()
    assert claim.start == AT
    assert claim.quote.startswith("40 litres")
    assert claim.verdicts.get().kind == "sourced"


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_the_same_file_again_changes_nothing(article, ada, bela, content):
    brought(content, ada)

    assert brought(content, ada) == [("same", "")]
    assert (Annotation.objects.count(), Verdict.objects.count()) == (1, 1)


def test_a_comment_without_a_verdict_is_said_about_its_claim_once(article, ada, bela):
    content = hypothesis(tags=[], text="Is that so?")

    assert brought(content, ada) == [("done", "")]
    assert brought(content, ada) == [("same", "")]

    comment = Comment.objects.get()
    assert (comment.author, comment.text) == (bela, "Is that so?")
    assert comment.thread.annotation.quote == "40 litres"


def test_a_label_that_is_no_verdict_marks_the_passage_only(article, ada):
    content = studio(start=4, end=8, labels=["Place"])  # two drops: four units, two code points

    assert brought(content, ada) == [("done", "")]
    assert Annotation.objects.get().quote == "💧💧"
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("line", "fate"),
    [
        ("Another,40 litres,,", Fate.UNKNOWN),
        ("The dam,No such words at all here,,", Fate.REFUSED),
        ("The dam,,,", Fate.REFUSED),
        ("The dam,السد آمن,disputed,", Fate.REFUSED),
        ("The dam,السد آمن,outdated,", Fate.NEW),
        ("The dam,السد آمن,verified,https://example.org/a", Fate.NEW),
        ("The dam,السد آمن,verified,javascript:alert(1)", Fate.REFUSED),
    ],
)
def test_a_row_that_cannot_be_used_says_why(article, ada, line, fate):
    marks = marks_file.read(f"article,quote,verdict,url\n{line}\n".encode())

    (one,) = marks_file.foreseen(marks, by=ada)

    assert (one.fate, bool(one.reason)) == (fate, fate != Fate.NEW)
    assert not Annotation.objects.exists()


def test_somebody_elses_verdict_is_brought_in_by_editors_only(article, bela):
    (row,) = brought(hypothesis(user="acct:ada@x.org"), bela)

    assert row[0] == "refused"


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{",
        "[1]",
        '{"a": 1}',
        "[" * 100_000,
        '[{"data": {}, "annotations": 3}]',
        '{"text": 1, "label": [[1], "x", {"start_offset": true}]}',
        '{"uri": 1, "target": [1, {"selector": [{"type": "TextQuoteSelector"}, 4]}, null]}',
    ],
)
def test_nonsense_is_refused(content, article, ada):
    try:
        marks = marks_file.read(content.encode())
    except TextRefused:
        return
    assert {one.fate for one in marks_file.foreseen(marks, by=ada)} <= {Fate.UNKNOWN, Fate.REFUSED}
