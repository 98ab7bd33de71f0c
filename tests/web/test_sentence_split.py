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
    return reverse("sentences.split", args=["dam", 1])


@pytest.fixture
def missing(article):
    places = [("dam", 4), ("none", 1), ("dam", 0)]
    return [reverse("sentences.split", args=place) for place in places]


class TestQuestions(Questions):
    pass


def before(word, **more):
    return {"edition": "1.1", "at": TEXT.index(word)} | more


def texts(article):
    return [one.text for one in article.current().sentences.order_by("number")]


def undo(answer):
    return undo_of(answer).replace("&amp;", "&")


def test_it_splits_the_sentence(as_ada, article, address):
    as_ada.post(address, before("40 million"))

    assert texts(article)[:2] == ["The dam holds ", "40 million litres. "]


def test_a_reviewer_does_not_split(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, before("40 million")).status_code == 403


def test_without_htmx_it_goes_to_the_desk_at_the_sentence(as_ada, address):
    answer = as_ada.post(address, before("40 million"), follow=True)

    assert answer.redirect_chain == [("/articles/dam/#s1", 302)]
    assert "Sentence split." in answer.text


def test_with_htmx_the_desk_is_loaded_again(as_ada, address):
    answer = as_ada.post(address, before("40 million"), headers=HTMX)

    assert answer.headers["HX-Refresh"] == "true"


def test_both_halves_keep_the_mark(as_ada, ada, article, address):
    article.current().sentences.get(number=1).mark("opinion", by=ada, before="")

    as_ada.post(address, before("40 million"))

    marks = article.current().sentences.values_list("not_checkable", flat=True)
    assert list(marks) == ["opinion", "opinion", "", ""]


def test_it_can_be_undone(as_ada, article, address):
    desk = as_ada.post(address, before("40 million"), follow=True)

    as_ada.post(undo(desk))

    assert len(texts(article)) == 3


@pytest.mark.parametrize(
    "bad",
    [
        {"at": ""},
        {"at": "word"},
        {"at": "-1"},
        {"at": "0"},
        {"at": "1"},
        {"at": TEXT.index("Officials")},
        {"at": TEXT.index("Nobody")},
        {"at": "9" * 400},
        {"edition": ""},
        {"first": "boring", "second": ""},
    ],
)
def test_what_makes_no_sense_is_refused(as_ada, address, bad):
    with nothing_written():
        answer = as_ada.post(address, before("40 million") | bad)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text


def test_nothing_chosen_says_what_to_choose(as_ada, address):
    answer = as_ada.post(address, {"edition": "1.1"})

    assert "Choose the word with which the second sentence begins." in answer.text


# -- claims over the cut ---------------------------------------------------------------------------


@pytest.fixture
def claim(article):
    claim = factories.Annotation(article=article, quote="holds 40 million")
    factories.Verdict(annotation=claim)
    return claim


def test_it_says_first_which_claims_are_cut(as_ada, claim, address):
    with nothing_written():
        answer = as_ada.post(address, before("40 million"))

    assert answer.status_code == 422
    assert "Then this claim runs over two sentences." in answer.text
    assert "“holds 40 million”" in answer.text


def test_the_chosen_word_stays_chosen(as_ada, claim, address):
    answer = as_ada.post(address, before("40 million"))

    assert f'name="at" value="{TEXT.index("40 million")}" checked' in answer.text


def test_who_was_told_may_go_on(as_ada, claim, article, address):
    as_ada.post(address, before("40 million", across="on"))

    assert len(texts(article)) == 4
    assert claim.placements.get().sentence.number == 1
    assert Verdict.objects.valid().count() == 1


def test_nobody_may_go_on_who_was_not_told(as_ada, claim, address):
    assert 'name="across"' not in as_ada.get("/articles/dam/sentences/1/").text


def test_what_a_claim_says_is_escaped(as_ada):
    text = "The <b>dam\u202e holds</b> much. So they say."
    factories.Annotation(
        article=factories.Article(slug="odd", text=text), quote="<b>dam\u202e holds</b>"
    )

    answer = as_ada.post(
        reverse("sentences.split", args=["odd", 1]), {"edition": "1.1", "at": text.index("holds")}
    )

    assert answer.status_code == 422
    assert "<b>" not in answer.text.partition("<main")[2]
    assert "\u202e" not in answer.text


# -- two at once -----------------------------------------------------------------------------------


def test_other_sentences_are_a_conflict_with_the_sentence_as_it_is_now(as_ada, article, address):
    as_ada.post(reverse("sentences.merge", args=["dam", 1]), {"edition": "1.1"})

    with nothing_written():
        answer = as_ada.post(address, before("40 million"))

    assert answer.status_code == 409
    assert "This sentence was changed meanwhile." in answer.text
    assert 'name="edition" value="1.2"' in answer.text


def test_another_text_is_a_conflict(as_ada, article, address):
    revised(article, "Correction. " + TEXT)

    with nothing_written():
        assert as_ada.post(address, before("40 million")).status_code == 409


def test_a_sentence_that_is_not_there_any_more_is_not_found(as_ada, article):
    as_ada.post(reverse("sentences.merge", args=["dam", 1]), {"edition": "1.1"})

    answer = as_ada.post(reverse("sentences.split", args=["dam", 3]), before("they said"))

    assert answer.status_code == 404
