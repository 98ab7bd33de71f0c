import pytest
from django.urls import reverse

from tests import factories

ADDRESS = reverse("trash")


@pytest.fixture
def item(bela):
    item = factories.Evidence(by=bela)
    item.remove(by=bela)
    return item


def test_it_says_what_by_whom_and_how_long(as_bela, item):
    page = as_bela.get(ADDRESS).text

    assert "supports: Reservoir register" in page
    assert "taken off by bela" in page
    assert "30 days left" in page


def test_what_i_may_put_back_has_a_button_that_does(as_bela, item):
    restore = reverse("evidence.restore", args=[item.pk])
    assert f'action="{restore}"' in as_bela.get(ADDRESS).text

    as_bela.post(restore)

    item.refresh_from_db()
    assert item.removed_at is None
    assert "Nothing was taken off lately" in as_bela.get(ADDRESS).text


def test_the_rest_has_none(client, item):
    client.force_login(factories.Reviewer())

    page = client.get(ADDRESS).text

    assert "Reservoir register" in page
    assert "Put back" not in page


def test_everything_in_it_can_be_put_back(as_ada, ada, item):
    claim = item.annotation
    claim.attempt(by=ada, place="Archive").remove(by=ada)
    thread = claim.article.threads.create(annotation=claim)
    thread.comments.create(author=ada, text="Look.").remove(by=ada)
    factories.Annotation().delete_softly(by=ada, version=1)
    factories.Article().delete_softly(by=ada)

    rows = as_ada.get(ADDRESS).context["rows"]
    for row in rows:
        as_ada.post(reverse(row.restore, args=[row.key]))

    assert len(rows) == 5
    assert as_ada.get(ADDRESS).context["rows"] == []


def test_more_of_it_costs_no_more_queries(as_ada, ada, same_queries):
    def grow():
        claim = factories.Annotation()
        factories.Evidence(annotation=claim).remove(by=ada)
        claim.attempt(by=ada, place="Archive").remove(by=ada)
        thread = claim.article.threads.create(annotation=claim)
        thread.comments.create(author=ada, text="Look.").remove(by=ada)
        factories.Annotation().delete_softly(by=ada, version=1)
        factories.Article().delete_softly(by=ada)

    grow()

    assert same_queries(lambda: as_ada.get(ADDRESS), grow) <= 15
