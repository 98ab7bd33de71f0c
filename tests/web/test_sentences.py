"""The page of a sentence."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import nothing_written


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


def address(number=1, slug="dam"):
    return reverse("sentences.show", args=[slug, number])


# -- who, and which --------------------------------------------------------------------------------


def test_a_stranger_logs_in(client, article):
    assert client.get(address())["Location"].startswith("/login/")


def test_an_account_without_a_role_is_refused(as_cleo, article):
    assert as_cleo.get(address()).status_code == 403


def test_post_is_refused(as_ada, article):
    assert as_ada.post(address()).status_code == 405


@pytest.mark.parametrize("number", [0, 4, 10**30])
def test_a_sentence_that_is_none_is_not_found(as_bela, article, number):
    assert as_bela.get(address(number)).status_code == 404


def test_an_article_that_is_none_is_not_found(as_bela, article):
    assert as_bela.get(address(slug="none")).status_code == 404


def test_looking_writes_nothing(as_ada, article):
    with nothing_written():
        as_ada.get(address())


# -- what it shows ---------------------------------------------------------------------------------


def test_it_shows_the_sentence_and_its_number(as_bela, article):
    page = as_bela.get(address(2))

    assert "Sentence 2 of 3" in page.text
    assert "Officials called it safe." in page.text


def test_it_is_the_newest_text(as_bela, article):
    revised(article, "Correction. " + TEXT)

    assert "Correction." in as_bela.get(address()).text


def test_it_links_to_its_neighbours(as_bela, article):
    page = as_bela.get(address(2)).text

    assert f'rel="prev" href="{address(1)}"' in page
    assert f'rel="next" href="{address(3)}"' in page


def test_the_first_and_the_last_have_one_neighbour(as_bela, article):
    assert 'rel="prev"' not in as_bela.get(address(1)).text
    assert 'rel="next"' not in as_bela.get(address(3)).text


def test_it_links_back_to_the_desk_at_the_sentence(as_bela, article):
    assert f'href="{article.get_absolute_url()}#s2"' in as_bela.get(address(2)).text


def test_it_lists_the_claims_that_touch_it(as_bela, article):
    inside = factories.Annotation(article=article, quote="called it safe")
    crossing = factories.Annotation(article=article, quote="litres. Officials")
    elsewhere = factories.Annotation(article=article, quote="hurt")

    page = as_bela.get(address(2)).text

    assert inside.get_absolute_url() in page
    assert crossing.get_absolute_url() in page
    assert elsewhere.get_absolute_url() not in page


def test_a_deleted_claim_is_not_listed(as_ada, ada, article):
    claim = factories.Annotation(article=article, by=ada)
    claim.delete_softly(by=ada, version=1)

    assert claim.get_absolute_url() not in as_ada.get(address()).text


def test_a_reviewer_is_offered_marks_alone(as_bela, article):
    page = as_bela.get(address()).text

    assert reverse("sentences.mark", args=["dam", 1]) in page
    assert reverse("sentences.merge", args=["dam", 1]) not in page
    assert reverse("sentences.split", args=["dam", 1]) not in page


def test_an_editor_is_offered_all(as_ada, article):
    page = as_ada.get(address()).text

    for name in ("mark", "merge", "split"):
        assert reverse(f"sentences.{name}", args=["dam", 1]) in page


def test_the_last_one_is_not_offered_to_be_merged(as_ada, article):
    page = as_ada.get(address(3)).text

    assert reverse("sentences.merge", args=["dam", 3]) not in page
    assert "This is the last sentence." in page


def test_every_word_but_the_first_is_offered_to_split_before(as_ada, article):
    page = as_ada.get(address(2)).text

    places = [TEXT.index(word) for word in ("called", "it safe", "safe")]
    assert page.count('name="at"') == 3
    assert all(f'name="at" value="{at}"' in page for at in places)


def test_one_word_cannot_be_split(as_ada, db):
    factories.Article(slug="one", text="Silence.")

    assert "There is no gap between words in it." in as_ada.get(address(slug="one")).text


def test_a_very_long_sentence_offers_its_first_words(as_ada, db):
    factories.Article(slug="long", text="dam " * 5_000)

    page = as_ada.get(address(slug="long")).text

    assert page.count('name="at"') == 1_499
    assert "Only the first words of this long sentence are offered." in page


def test_what_nobody_sees_is_shown(as_ada, db):
    factories.Article(slug="odd", text="One \u202etwo <b>three</b>. And four.")

    page = as_ada.get(address(slug="odd")).text

    assert "\u202e" not in page
    assert "<b>three" not in page


def test_more_claims_cost_no_further_queries(as_ada, article, same_queries):
    def grow():
        for quote in ("The dam", "holds", "litres"):
            claim = factories.Annotation(article=article, quote=quote)
            factories.Verdict(annotation=claim)

    factories.Verdict(annotation=factories.Annotation(article=article))

    assert same_queries(lambda: as_ada.get(address()), grow) <= 14


# -- the way to it ---------------------------------------------------------------------------------


def test_the_desk_has_a_link_to_it(as_bela, article):
    assert 'data-sentence="/articles/dam/sentences/"' in as_bela.get("/articles/dam/").text


def test_the_page_of_a_new_claim_on_a_sentence_leads_there(as_bela, article):
    page = as_bela.get(reverse("annotations.new", args=["dam"]), {"sentence": 2})

    assert f'href="{address(2)}"' in page.text


@pytest.mark.parametrize("odd", ["", "0", "9", "x", "²", "-1", "9" * 500])
def test_a_number_that_is_none_leads_nowhere(as_bela, article, odd):
    page = as_bela.get(reverse("annotations.new", args=["dam"]), {"sentence": odd})

    assert page.status_code == 200
    assert "/sentences/" not in page.text
