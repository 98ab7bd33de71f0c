"""The ledger of an article and its galley: who may read them, and what they say."""

import re

import pytest
from django.urls import reverse

from tests import factories
from tests.signing import set_review, sign


@pytest.fixture
def article(db):
    return set_review(factories.Article(slug="dam"), target=0)


@pytest.fixture
def claim(article):
    return factories.Annotation(article=article)


@pytest.fixture
def address(article):
    return reverse("ledger.show", args=["dam"])


@pytest.fixture
def galley(article):
    return reverse("ledger.galley", args=["dam"])


def numbers(answer):
    return [row.line.number for row in answer.context["rows"]]


def test_an_account_without_a_role_is_refused(as_cleo, address, galley):
    assert {as_cleo.get(one).status_code for one in (address, galley)} == {403}


@pytest.mark.parametrize("name", ["ledger.show", "ledger.galley"])
def test_what_is_not_there_is_not_found(as_bela, db, name):
    assert as_bela.get(reverse(name, args=["none"])).status_code == 404


def test_every_sentence_has_a_row_with_its_links(as_bela, address, claim):
    page = as_bela.get(address).text

    assert re.findall(r'<tr id="s(\d)"', page) == ["1", "2", "3"]
    assert 'href="/articles/dam/#s3"' in page
    assert f'href="{reverse("sentences.show", args=["dam", 3])}"' in page
    assert f'href="/articles/dam/?claim={claim.pk}#at-{claim.pk}"' in page
    assert "0 of 1 reviews" in page


def test_an_address_chooses_rows(as_bela, address, claim):
    factories.Verdict(annotation=claim, kind="sourced")

    assert numbers(as_bela.get(address + "?outcome=sourced")) == [1]
    assert numbers(as_bela.get(address + "?state=untouched")) == [2, 3]
    assert numbers(as_bela.get(address + "?mine=on")) == [1]
    assert numbers(as_bela.get(address + "?gaps=on")) == [2, 3]


def test_nothing_found_says_so(as_bela, address):
    assert "No sentence is like that." in as_bela.get(address + "?state=contested").text


def test_a_question_that_makes_no_sense_is_refused_with_all_rows(as_bela, address):
    answer = as_bela.get(address + "?state=splendid")

    assert answer.status_code == 422
    assert len(numbers(answer)) == 3


def test_only_editors_are_offered_to_sign(client, ada, bela, address):
    link = reverse("sign_offs.new", args=["dam"])

    client.force_login(bela)
    assert link not in client.get(address).text
    client.force_login(ada)
    assert link in client.get(address).text


def test_it_says_how_many_outcomes_changed_since_the_sign_off(as_bela, ada, bela, address, claim):
    factories.Verdict(annotation=claim, by=bela, kind="sourced")
    sign(claim.article, ada)
    quiet = as_bela.get(address).text
    factories.Verdict(annotation=claim, kind="disputed")

    page = as_bela.get(address).text

    assert "since the sign-off" not in quiet
    assert "1 outcome has changed since the sign-off" in page
    assert "Sign-off void" in page


def test_a_blind_reader_gets_nothing_of_the_others(as_bela, ada, address, galley, claim):
    other = factories.Reviewer(username="dora")
    named = factories.Evidence(annotation=claim, by=other, title="Secret register")
    given = factories.Verdict(annotation=claim, by=other, kind="sourced", evidence=[named])
    claim.attempt(by=other, place="Secret archive")
    sign(claim.article, ada)
    said = {"by": other, "kind": "disputed", "note": "Secret."}
    factories.Verdict(annotation=claim, supersedes=given.pk, **said)
    set_review(claim.article, is_blind=True)

    pages = as_bela.get(address).text + as_bela.get(galley).text

    assert not re.search(r"dora|Secret|1 of 1|1 attempt|have changed|gave a verdict", pages)
    assert "This article is reviewed blind" in pages


def test_what_a_person_wrote_is_shown_as_text(as_bela, address, galley):
    text = "<b>The dam</b> holds \u202e40 million litres."
    article = set_review(factories.Article(text=text, slug="odd"), target=0)
    factories.Annotation(article=article)

    for name in ("ledger.show", "ledger.galley"):
        page = as_bela.get(reverse(name, args=["odd"])).text
        assert "&lt;b&gt;The dam" in page
        assert "⟦U+202E⟧" in page


def test_the_galley_links_each_number_to_its_footnote_and_back(as_bela, galley, claim):
    page = as_bela.get(galley).text

    assert '<a href="#f1" id="r1">1</a>' in page
    assert '<li class="note" id="f1"' in page
    assert 'href="#r1"' in page


@pytest.mark.parametrize("name", ["ledger.show", "ledger.galley"])
def test_more_rows_cost_no_more_queries(as_bela, ada, bela, name, claim, same_queries):
    factories.Verdict(annotation=claim, by=bela, kind="sourced")
    sign(claim.article, ada)
    factories.Verdict(annotation=claim, kind="disputed")

    def grow():
        for quote in ("Officials called", "Nobody was hurt", "they said"):
            one = factories.Annotation(article=claim.article, quote=quote)
            named = factories.Evidence(annotation=one)
            factories.Verdict(annotation=one, kind="sourced", evidence=[named])
            one.attempt(by=bela, place="Land register")

    assert same_queries(lambda: as_bela.get(reverse(name, args=["dam"])), grow) <= 15
