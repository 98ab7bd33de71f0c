"""W3C Web Annotations on their way in: our own come back as they were, others' find their place."""

import json

import pytest

from annotations.exchange import marks_file, web_annotation
from annotations.models import Annotation
from annotations.reports.annotated import claims_of, told
from annotations.services.importing import Fate
from annotations.text.refusal import TextRefused
from tests import factories
from tests.exchange.test_verdict_sheet import emptied

pytestmark = pytest.mark.django_db
# Given anew by the import.
ANEW = {"created", "modified", "rule", "stance", "locator", "creator"}


@pytest.fixture
def article(advice, ada, bela):
    """Overlaps, emoji, RTL, two verdicts on one claim, an unchecked one."""
    text = "The dam holds 40 million 💧 litres. السد آمن تماما. Nobody was hurt."
    article = factories.Article(text=text, source_url="https://example.org/dam")
    wide, inner, rtl = (
        factories.Annotation(article=article, quote=quote, by=ada)
        for quote in ("40 million 💧 litres", "million 💧", "السد آمن")
    )
    item = factories.Evidence(annotation=wide, by=bela, quote="40 😀", kind="primary")
    said = {"note": "“Seen”\nthere", "evidence": [item], "confidence": "high"}
    factories.Verdict(annotation=wide, by=bela, kind="sourced", **said)
    factories.Verdict(annotation=wide, by=ada, kind="disputed", reason="outdated", note="Old.")
    factories.Verdict(annotation=rtl, by=bela, kind="verified")
    return article


def out(article, reader):
    return web_annotation.whole(article, told(claims_of(article, reader)))


def fates(said, by):
    return [
        one.fate for one in marks_file.foreseen(marks_file.read(json.dumps(said).encode()), by=by)
    ]


def bring(said, by):
    batch = marks_file.upload("annotations.jsonld", json.dumps(said).encode(), by=by)
    assert marks_file.step(batch, by=by, seconds=None)
    return {row.result for row in batch.rows.all()}


def plain(said):
    """Without what is given anew."""
    if isinstance(said, dict):
        return {name: plain(value) for name, value in said.items() if name not in ANEW}
    return [plain(one) for one in said] if isinstance(said, list) else said


def test_what_was_written_out_changes_nothing_here(article, ada):
    assert set(fates(out(article, ada), ada)) == {Fate.SAME}


def test_out_in_and_out_again_says_the_same_of_each_claim(article, ada):
    before = out(article, ada)
    emptied(article)

    assert bring(before, ada) == {"done"}

    after = out(article, ada)
    told = {item["id"]: plain(item) for item in after["first"]["items"]}
    assert told == {item["id"]: plain(item) for item in before["first"]["items"]}


def other(**more):
    selector = {"type": "TextQuoteSelector", "exact": "Nobody was hurt", "suffix": "."}
    said = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://elsewhere.example/1",
        "type": "Annotation",
        "target": {"source": "https://example.org/dam", "selector": selector},
    }
    return said | more


def test_an_annotation_of_another_tool_becomes_a_claim_on_its_passage(article, ada):
    tag = {"type": "TextualBody", "purpose": "tagging", "value": "Sourced"}

    assert bring(other(body=tag), ada) == {"done"}

    claim = Annotation.objects.get(quote="Nobody was hurt")
    assert claim.verdicts.open().get().kind == "sourced"


@pytest.mark.parametrize(
    "words",
    [
        {"body": {"type": "TextualBody", "purpose": "commenting", "value": "Really?"}},
        {"body": [{"type": "TextualBody", "value": "Really?"}]},
        {"bodyValue": "Really?"},
    ],
)
def test_what_only_comments_becomes_a_comment_on_its_claim(article, ada, words):
    assert bring(other(**words), ada) == {"done"}

    comment = Annotation.objects.get(quote="Nobody was hurt").threads.get().comments.get()
    assert (comment.author, comment.text) == (ada, "Really?")


@pytest.mark.parametrize(
    "said",
    [
        other(target={"source": "https://example.org/dam"}),
        other(target={"source": "https://nowhere.example/", "selector": []}),
        other(target=None),
        other(body=[None, 7, {"purpose": "classifying", "creator": 5}], target=[]),
    ],
)
def test_one_that_has_no_place_here_is_refused_and_nothing_breaks(article, ada, said):
    assert set(fates(said, ada)) <= {Fate.REFUSED, Fate.UNKNOWN}


def test_a_collection_without_items_is_said_to_be_empty():
    with pytest.raises(TextRefused):
        marks_file.read(b'{"type": "AnnotationCollection", "first": {"items": []}}')
