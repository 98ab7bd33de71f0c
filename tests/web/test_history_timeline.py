"""What happened to an article, for people; and as a file that an outsider can verify."""

import io
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.exchange.history_file import HistoryFile
from annotations.models import Article, Event
from annotations.reports.timeline import VERBS
from tests import chronicle, factories
from tests.tampering import tampering

EVIDENCE = {"added_evidence", "removed_evidence", "restored_evidence"}


@pytest.fixture
def article(ada):
    return chronicle.article(ada)


@pytest.fixture
def address(article):
    return reverse("history.show", args=[article.slug])


@pytest.fixture
def file(article):
    return reverse("history.download", args=[article.slug])


@pytest.fixture
def blind(article):
    Article.objects.filter(pk=article.pk).update(is_blind=True)


def told(page):
    return [entry.event for entry in page.context["entries"]]


@pytest.mark.parametrize("name", ["history.show", "history.download"])
def test_it_is_for_people_with_a_role(client, cleo, article, name):
    address = reverse(name, args=[article.slug])

    assert client.get(address)["Location"].startswith("/login/")
    client.force_login(cleo)
    assert client.get(address).status_code == 403


def test_an_article_that_nobody_can_see_is_not_found(as_ada, ada, article, address, file):
    article.delete_softly(by=ada)

    assert [as_ada.get(one).status_code for one in (address, file)] == [404, 404]


def test_post_is_refused(as_ada, address):
    assert as_ada.post(address).status_code == 405


def test_it_tells_everything_the_newest_first(as_bela, article, address):
    numbers = [event.sequence for event in told(as_bela.get(address))]

    assert numbers == list(range(article.last_event, 0, -1))


def test_it_says_how_the_words_differ(as_bela, address):
    page = as_bela.get(address, {"about": "claims"}).text

    assert "<dt>passage</dt>" in page
    assert "<del>40 million litres</del>" not in page
    assert "holds 40 million litres" in page


def test_it_says_how_facts_differ(as_bela, article, ada, address):
    sentence = article.current().sentences.first()
    for before, after in (("", "opinion"), ("opinion", "question")):
        sentence.mark(after, by=ada, before=before)

    page = as_bela.get(address, {"about": "text"}).text

    assert '<del dir="auto">opinion</del> → <ins dir="auto">question</ins>' in page


def test_a_verdict_leads_to_its_claim(as_bela, article, address):
    claim = article.annotations.first()

    assert f'href="{claim.get_absolute_url()}"' in as_bela.get(address, {"about": "verdicts"}).text


def test_every_verb_can_be_asked_for_by_what_it_is_about():
    assert sorted(verb for verbs in VERBS.values() for verb in verbs) == sorted(Event.Verb)


@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({"about": "text"}, {"revised", "merged", "marked_sentence"}),
        ({"person": "ada", "about": "verdicts"}, {"judged"}),
        ({"words": "NOBODY", "about": "verdicts"}, set()),
        ({"words": "nobody", "about": "claims"}, {"highlighted", "deleted", "restored"}),
        ({"date_from": "2999-01-01"}, set()),
        ({"date_to": "1999-01-01"}, set()),
        ({"date_from": "1999-01-01", "about": "evidence"}, EVIDENCE),
    ],
)
def test_it_is_filtered(as_bela, address, asked, verbs):
    found = {event.verb for event in told(as_bela.get(address, asked))}

    assert found == verbs


def test_it_is_filtered_by_claim(as_bela, article, address):
    claim = article.annotations.last()

    page = as_bela.get(address, {"claim": claim.pk})

    assert {event.annotation_id for event in told(page)} == {claim.pk}
    assert "of one claim" in page.text


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "nobody"},
        {"about": "x"},
        {"claim": "x"},
        {"date_from": "x"},
        {"date_from": "2026-01-02", "date_to": "2026-01-01"},
        {"words": "x" * 201},
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(as_bela, address, asked):
    page = as_bela.get(address, asked)

    assert page.status_code == 422
    assert "errorlist" in page.text
    assert told(page) == []


def test_it_has_pages_that_keep_the_filter(as_ada, ada, article, address):
    claim = article.annotations.first()
    for number in range(51):
        claim.edit(by=ada, version=claim.version, claim_text=f"Wording {number}")

    page = as_ada.get(address, {"about": "claims"})

    assert len(told(page)) == 50
    assert 'href="?about=claims&amp;page=2"' in page.text


def test_the_chain_is_told(as_bela, article, address):
    page = as_bela.get(address).text

    assert f"{article.last_event} events" in page
    assert article.events.last().hash in page


def test_it_reveals_what_cannot_be_seen(as_bela, ada, article, address):
    claim = article.annotations.first()
    claim.edit(by=ada, version=claim.version, claim_text="safe\u202esdrow")

    assert "\u202e" not in as_bela.get(address).text


def test_a_claim_that_is_gone_for_good_is_told_without_a_link(as_ada, article, address):
    with tampering():
        article.events.filter(sequence=2).update(annotation=uuid4())

    assert "a claim that was removed for good" in as_ada.get(address).text


def test_more_events_cost_no_further_queries(as_bela, ada, article, address, same_queries):
    def grow():
        factories.Verdict(annotation=factories.Annotation(article=article), by=ada)

    grow()

    same_queries(lambda: as_bela.get(address), grow)


# -- the file -------------------------------------------------------------------------------------


def test_the_file_is_the_whole_history(as_bela, article, file):
    answer = as_bela.get(file)

    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    assert 'filename="history-dam-' in answer["Content-Disposition"]
    history = HistoryFile(io.BytesIO(answer.getvalue()))
    assert [*history.findings()] == []
    assert history.chain.events == article.last_event


# -- blind ----------------------------------------------------------------------------------------


def test_a_blind_reviewer_does_not_get_the_file(as_bela, blind, address, file):
    page = as_bela.get(address).text

    assert as_bela.get(file).status_code == 403
    assert file not in page


def test_an_editor_gets_the_file_of_a_blind_article(as_ada, blind, file):
    assert as_ada.get(file).status_code == 200


def test_a_blind_reviewer_is_told_nothing_of_the_others(as_bela, article, blind, address):
    page = as_bela.get(address)

    assert {event.verb for event in told(page)} <= set(Event.PUBLIC)
    assert "مرحبا" not in page.text
    assert article.events.last().hash not in page.text
    assert f"{article.last_event} events" not in page.text
    assert f"event-{told(page)[0].sequence}" not in page.text  # gaps would tell how much is hidden


def test_nor_that_somebody_has_judged(as_bela, article, blind, address):
    quiet = factories.Reviewer(username="quiet")
    factories.Verdict(annotation=article.annotations.first(), by=quiet)

    assert "quiet" not in as_bela.get(address).text
    assert as_bela.get(address, {"person": "quiet"}).status_code == 422
