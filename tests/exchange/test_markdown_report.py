"""The report in Markdown: what is said is shown as it was said, and nothing becomes markup."""

import pytest

from annotations.exchange.markdown_report import plain, report
from annotations.reports import publication
from tests import factories


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[link](https://example.org)", r"\[link\](https://example.org)"),
        ("# no head", r"\# no head"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("*no* _emphasis_ `no code`", r"\*no\* \_emphasis\_ \`no code\`"),
        ("one\nline", "one line"),
        ("&amp; stays", r"\&amp; stays"),
    ],
)
def test_what_could_be_markup_is_escaped(text, shown):
    assert plain(text) == shown


@pytest.mark.django_db
def test_a_claim_has_a_footnote_with_its_outcome_and_its_evidence(ada, bela):
    claim = factories.Annotation()
    item = factories.Evidence(annotation=claim, quote="forty *million*")
    factories.Verdict(annotation=claim, by=bela, kind="sourced", evidence=[item])

    text = report(publication.draft(claim.article, ada).content)

    assert f"{plain(claim.quote)}[^1]" in text
    assert "[^1]: **Sourced**" in text
    assert r"forty \*million\*" in text


@pytest.mark.django_db
def test_passages_alone_are_quoted_with_their_footnotes(ada):
    claim = factories.Verdict().annotation
    content = publication.draft(claim.article, ada, is_quotes_only=True).content

    text = report(content)

    assert f"> {plain(claim.quote)}[^1]" in text
    assert claim.article.current().text not in text
