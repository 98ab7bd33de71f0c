import pytest
from django.urls import reverse

from annotations.reports.desk import desk
from tests import factories
from tests.factories import revised

QUOTES = [
    "The dam",
    "holds 40 million",
    "million litres",
    "called it safe.\nNobody",
    "hurt",
    "said.",
]
HTMX = {"HX-Request": "true"}
TYPED = {"uuid": "00000000-0000-4000-8000-000000000001", "words": "40 million litres"}


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


def claim_with_everything(article, quote="The dam"):
    claim = factories.Annotation(article=article, quote=quote)
    item = factories.Evidence(annotation=claim)
    factories.Evidence(annotation=claim, title="Second source")
    factories.Verdict(annotation=claim, kind="verified", evidence=[item])
    factories.Verdict(annotation=claim)
    return claim


# -- what it reads ---------------------------------------------------------------------------------


def test_a_mark_is_on_every_line_that_it_touches(article, bela):
    factories.Annotation(article=article, quote="called it safe.\nNobody")

    read = desk(article, bela)

    assert [len(line.marks) for line in read.lines] == [0, 1, 1]


def test_a_mark_ends_before_the_line_where_it_ends(article, bela):
    factories.Annotation(article=article, quote="The dam holds 40 million litres. ")

    assert [len(line.marks) for line in desk(article, bela).lines] == [1, 0, 0]


def test_lines_are_the_text(article, bela):
    read = desk(article, bela)

    assert "".join(line.text for line in read.lines) == read.revision.text


def test_who_has_no_role_reads_no_claims(article, cleo):
    factories.Annotation(article=article)

    assert desk(article, cleo).cards == []


def test_only_touched_paragraphs_are_kept(article, bela):
    claim = factories.Annotation(article=article, quote="Nobody")

    parts = desk(article, bela).touched({claim.pk})

    assert [paragraph.number for paragraph in parts.paragraphs] == [2]
    assert parts.progress == desk(article, bela).progress


def test_a_deleted_claim_touches_the_paragraph_where_it_stood(article, bela):
    claim = factories.Annotation(article=article, quote="Nobody")
    claim.delete_softly(by=bela, version=1)

    assert [one.number for one in desk(article, bela).touched({claim.pk}).paragraphs] == [2]


# -- what it costs ---------------------------------------------------------------------------------


def test_a_desk_costs_nine_queries(article, bela, django_assert_num_queries):
    claim_with_everything(article)
    bela.roles()

    with django_assert_num_queries(9):
        desk(article, bela)


def test_where_an_orphan_stood_last_is_known_at_no_further_cost(
    article, bela, django_assert_num_queries
):
    orphan = factories.Annotation(article=article, quote="Nobody")
    revised(article, "All withdrawn.")

    [card] = desk(article, bela).orphans

    with django_assert_num_queries(0):
        assert (card.last_place.revision.number, card.last_place.passage) == (1, orphan.quote)
        assert card.last_place.wording.after.startswith(" was hurt")


def test_more_claims_cost_the_page_no_further_queries(as_bela, article, same_queries):
    claim_with_everything(article)

    def grow():
        for quote in QUOTES:
            claim_with_everything(article, quote)

    queries = same_queries(lambda: as_bela.get(article.get_absolute_url()), grow)

    assert queries <= 16


def test_more_sentences_cost_no_further_queries(as_bela, same_queries):
    factories.Article(slug="long", text="One. Two.\n" * 100)
    addresses = iter(["/articles/dam/"] * 2 + ["/articles/long/"])
    factories.Article(slug="dam")

    same_queries(lambda: as_bela.get(next(addresses)), lambda: None)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_marking_a_claim_costs_few_queries(
    as_bela, article, headers, django_assert_max_num_queries
):
    claim_with_everything(article)

    with django_assert_max_num_queries(24 + 2):  # and both ends of the transaction
        as_bela.post(reverse("annotations.create", args=["dam"]), TYPED, headers=headers)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_claims_that_are_there_make_marking_no_dearer(as_bela, article, headers, same_queries):
    address = reverse("annotations.create", args=["dam"])
    keys = iter(range(1, 9))

    def mark():
        key = f"00000000-0000-4000-8000-{next(keys):012}"
        as_bela.post(address, TYPED | {"uuid": key}, headers=headers)

    same_queries(mark, lambda: [claim_with_everything(article, quote) for quote in QUOTES])
