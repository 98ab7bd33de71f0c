"""Formats: every form in which one article leaves, by name; what commands and packs choose from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from annotations import policy
from annotations.exchange import claim_review, csv_table, jsonl, markdown_report, web_annotation
from annotations.exchange.selection import State, VerdictFilter
from annotations.models import Article, DeskRules, User
from annotations.reports import publication
from annotations.reports.annotated import claims_of, told


class Format(NamedTuple):
    """`made` gives the bytes for an article and a reader. Who reads what is `is_whole` may see
    everybody's work on it; the others hold what their reader may see.
    """

    path: str
    media_type: str
    made: Callable[[Article, User], Iterable[bytes]]
    is_whole: bool = True

    def is_for(self, reader: User, article: Article) -> bool:
        """Whether `reader` may have `article` so."""
        return policy.may(
            reader, policy.SEE_WHOLE_HISTORY if self.is_whole else policy.EXPORT, article
        )


def _verdicts(article: Article, reader: User) -> Iterable[bytes]:
    wanted = VerdictFilter(article=article.slug, include=list(State), reader=reader)
    return csv_table.stream(wanted)


def _record(article: Article, reader: User) -> Iterable[bytes]:
    return jsonl.stream(Article.objects.filter(pk=article.pk))


def _annotations(article: Article, reader: User) -> Iterable[bytes]:
    claims = told(claims_of(article, reader))
    yield web_annotation.encoded(web_annotation.whole(article, claims))


def _reviews(article: Article, reader: User) -> Iterable[bytes]:
    """Those that publishing it now would give."""
    content = publication.draft(article, reader).content
    rates = DeskRules.in_force().rates_sourced
    said = list(claim_review.reviews(content, article.slug, rates_sourced=rates))
    yield web_annotation.encoded({"@context": claim_review.CONTEXT, "@graph": said})


def _report(article: Article, reader: User) -> Iterable[bytes]:
    yield markdown_report.report(publication.draft(article, reader).content).encode()


FORMATS = {
    "csv": Format("verdicts.csv", csv_table.CONTENT_TYPE, _verdicts, is_whole=False),
    "jsonl": Format("record.jsonl", jsonl.CONTENT_TYPE, _record),
    "w3c": Format("annotations.jsonld", web_annotation.CONTENT_TYPE, _annotations, is_whole=False),
    "claim-review": Format("claim-reviews.json", "application/ld+json", _reviews),
    "markdown": Format("report.md", markdown_report.CONTENT_TYPE, _report),
}
