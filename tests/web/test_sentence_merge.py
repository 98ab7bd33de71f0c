import pytest
from django.urls import reverse

from annotations.models import Verdict
from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, Questions, nothing_written, undo_of


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("sentences.merge", args=["dam", 1])


@pytest.fixture
def missing(article):
    places = [("dam", 4), ("none", 1), ("dam", 0)]
    return [reverse("sentences.merge", args=place) for place in places]


class TestQuestions(Questions):
    pass


SEEN = {"edition": "1.1"}


def texts(article):
    return [one.text for one in article.current().sentences.order_by("number")]


def undo(answer):
    return undo_of(answer).replace("&amp;", "&")


def test_it_merges_the_sentence_with_the_next(as_ada, article, address):
    as_ada.post(address, SEEN)

    assert texts(article) == [TEXT[:59], TEXT[59:]]


def test_a_reviewer_does_not_merge(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, SEEN).status_code == 403


def test_verdicts_stand(as_ada, article, address):
    factories.Verdict(annotation=factories.Annotation(article=article))

    as_ada.post(address, SEEN)

    assert Verdict.objects.valid().count() == 1


def test_without_htmx_it_goes_to_the_desk_at_the_sentence(as_ada, address):
    answer = as_ada.post(address, SEEN, follow=True)

    assert answer.redirect_chain == [("/articles/dam/#s1", 302)]
    assert "Sentences merged." in answer.text


def test_with_htmx_the_desk_is_loaded_again(as_ada, address):
    answer = as_ada.post(address, SEEN, headers=HTMX)

    assert answer.headers["HX-Refresh"] == "true"


def test_it_can_be_undone(as_ada, ada, article, address):
    article.current().sentences.get(number=2).mark("opinion", by=ada, before="")
    before = list(article.current().sentences.values_list("number", "start", "not_checkable"))
    desk = as_ada.post(address, SEEN, follow=True)

    as_ada.post(undo(desk))

    after = article.current().sentences.values_list("number", "start", "not_checkable")
    assert list(after) == before


def test_a_claim_over_the_place_does_not_hinder_the_undo(as_ada, article, address):
    factories.Annotation(article=article, quote="litres. Officials")
    desk = as_ada.post(address, SEEN, follow=True)

    as_ada.post(undo(desk))

    assert len(texts(article)) == 3


def test_the_undo_can_be_undone(as_ada, article, address):
    desk = as_ada.post(address, SEEN, follow=True)
    desk = as_ada.post(undo(desk), follow=True)

    as_ada.post(undo(desk))

    assert len(texts(article)) == 2


def test_an_undo_that_comes_too_late_is_refused(as_ada, article, address):
    desk = as_ada.post(address, SEEN, follow=True)
    revised(article, TEXT + " More.")

    with nothing_written():
        answer = as_ada.post(undo(desk), {"edition": "1.2"}, headers=HTMX)

    assert answer.status_code == 409
    assert "This sentence was changed meanwhile." in answer.text


@pytest.mark.parametrize("edition", ["", "one", "1", "1.1.1", "-1.1"])
def test_it_asks_which_sentences_were_seen(as_ada, address, edition):
    with nothing_written():
        answer = as_ada.post(address, {"edition": edition})

    assert answer.status_code == 422
    assert "The form came back incomplete." in answer.text


def test_the_last_sentence_has_none_to_merge_with(as_ada, article):
    with nothing_written():
        answer = as_ada.post(reverse("sentences.merge", args=["dam", 3]), SEEN)

    assert answer.status_code == 422
    assert "there is none to merge it with" in answer.text


def test_sent_twice_it_merges_once(as_ada, article, address):
    as_ada.post(address, SEEN)

    with nothing_written():
        answer = as_ada.post(address, SEEN)

    assert answer.status_code == 409
    assert len(texts(article)) == 2


def test_another_text_is_a_conflict_with_the_sentence_as_it_is_now(as_ada, article, address):
    revised(article, "Correction. " + TEXT)

    with nothing_written():
        answer = as_ada.post(address, SEEN)

    assert answer.status_code == 409
    assert "This sentence was changed meanwhile." in answer.text
    assert "Correction." in answer.text


def test_an_open_desk_is_told_that_it_shows_other_sentences(as_ada, article, address):
    seen = {"since": article.events.count(), "edition": "1.1"}
    as_ada.post(address, SEEN)

    answer = as_ada.get(reverse("changes", args=["dam"]), seen, headers=HTMX)

    assert 'id="outdated"' in answer.text
    assert 'class="s"' not in answer.text
