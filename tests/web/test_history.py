import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, NOWHERE


@pytest.fixture
def claim(bela):
    return factories.Annotation(by=bela)


@pytest.fixture
def address(claim):
    return reverse("verdicts", args=[claim.pk])


def test_a_stranger_logs_in(client, address):
    assert client.get(address)["Location"].startswith("/login/")


def test_an_account_without_a_role_is_refused(as_cleo, address):
    assert as_cleo.get(address).status_code == 403


def test_post_is_refused(as_bela, address):
    assert as_bela.post(address).status_code == 405


def test_what_nobody_can_see_is_not_found(as_bela, bela, claim, address):
    claim.delete_softly(by=bela, version=1)

    assert as_bela.get(address).status_code == 404
    assert as_bela.get(reverse("verdicts", args=[NOWHERE])).status_code == 404


def test_it_tells_who_did_what_the_newest_first(as_bela, bela, ada, claim, address):
    claim.edit(by=ada, version=1, claim_text="In plain words")
    factories.Verdict(annotation=claim, by=bela)

    told = [(event.verb, event.actor) for event in as_bela.get(address).context["events"]]

    assert told == [("judged", bela), ("edited", ada), ("highlighted", bela)]


def test_it_shows_the_verdicts_that_have_ended_and_how(as_bela, bela, claim, address):
    before = factories.Verdict(annotation=claim, by=bela, note="My first thought")
    factories.Verdict(
        annotation=claim, by=bela, kind="sourced", note="My second", supersedes=before.pk
    )

    page = as_bela.get(address).text

    assert "My first thought" in page
    assert "replaced by" in page
    assert "My second" not in page


def test_what_happened_to_other_claims_is_not_told(as_bela, claim, address):
    factories.Verdict(annotation__article=claim.article, note="Elsewhere").withdraw(
        by=factories.Reviewer()
    )

    assert "Elsewhere" not in as_bela.get(address).text


def test_with_htmx_it_comes_alone(as_bela, address):
    answer = as_bela.get(address, headers=HTMX)

    assert answer.text.lstrip().startswith('<section class="history"')


def test_the_page_includes_what_htmx_gets(as_bela, claim, address):
    factories.Verdict(annotation=claim)

    assert as_bela.get(address, headers=HTMX).text.strip() in as_bela.get(address).text


def test_a_long_history_costs_no_further_queries(as_bela, ada, claim, address, same_queries):
    def grow():
        for _ in range(3):
            factories.Verdict(annotation=claim).withdraw(by=ada)
            factories.Evidence(annotation=claim, title=f"Source {claim.evidence.count()}")

    grow()

    same_queries(lambda: as_bela.get(address), grow)
