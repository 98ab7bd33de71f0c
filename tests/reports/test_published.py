"""A published document as running text, cut where claims begin and end, for numbered footnotes."""

import pytest

from annotations.reports import publication
from annotations.reports.published import document
from tests import factories

pytestmark = pytest.mark.django_db


def published(text, *quotes, by, **options):
    article = factories.Article(text=text)
    for quote in quotes:
        claim = factories.Annotation(article=article, quote=quote)
        factories.Verdict(annotation=claim, kind="disputed", reason="exaggerated")
    return document(publication.draft(article, by, **options).content)


def cut(document):
    return [
        [(piece.text, [one.number for one in piece.ends]) for piece in paragraph.pieces]
        for paragraph in document.paragraphs
    ]


def test_a_passage_is_cut_out_and_numbered_where_it_ends(ada):
    told = published("One 😀 two.", "😀 two", by=ada)

    assert cut(told) == [[("One ", []), ("😀 two", [1]), (".", [])]]


def test_claims_that_overlap_are_each_numbered_at_their_end(ada):
    told = published("One two three.", "One two", "two three.", by=ada)

    assert cut(told) == [[("One ", []), ("two", [1]), (" three.", [2])]]


def test_a_claim_across_sentences_is_numbered_once(ada):
    told = published("It is full. It is safe.", "full. It is", by=ada)

    assert sum(len(ends) for paragraph in cut(told) for _, ends in paragraph) == 1


def test_without_the_text_there_are_footnotes_alone(ada):
    told = published("It is full.", "full", by=ada, is_quotes_only=True)

    assert told.paragraphs == []
    assert told.claims[0]["reason_label"] == "Exaggerated"
