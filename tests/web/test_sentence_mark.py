import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("sentences.mark", args=["dam", 1])


@pytest.fixture
def missing(article):
    places = [("dam", 4), ("none", 1), ("dam", 0)]
    return [reverse("sentences.mark", args=place) for place in places]


class TestQuestions(Questions):
    pass


def said(kind="opinion", before="", edition="1.1"):
    return {"kind": kind, "before": before, "edition": edition}


def kind_of(article, number=1):
    return article.current().sentences.get(number=number).not_checkable


def undo(answer):
    return undo_of(answer).replace("&amp;", "&")


@pytest.mark.parametrize("kind", ["opinion", "prediction", "question", "figure_of_speech"])
def test_it_marks_the_sentence(as_bela, article, address, kind):
    as_bela.post(address, said(kind))

    assert kind_of(article) == kind


def test_it_takes_the_mark_away(as_bela, article, address):
    as_bela.post(address, said())

    as_bela.post(address, said("", "opinion"))

    assert kind_of(article) == ""


def test_it_is_recorded(as_bela, bela, article, address):
    as_bela.post(address, said())

    event = article.events.get(verb="marked_sentence")
    assert (event.actor, event.after) == (bela, {"number": 1, "not_checkable": "opinion"})


def test_saying_it_again_is_harmless(as_bela, address):
    as_bela.post(address, said())

    with nothing_written():
        assert as_bela.post(address, said()).status_code == 302


def test_without_htmx_it_goes_to_the_desk_at_the_sentence(as_bela, article, address):
    answer = as_bela.post(address, said())

    assert (answer.status_code, answer["Location"]) == (302, "/articles/dam/#s1")


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, article, address):
    update = as_bela.post(address, said(), headers=HTMX)
    page = as_bela.get(article.get_absolute_url())

    assert parts(update).keys() == {"s1", "s2", "margin-1", "progress"}
    assert parts(update).items() <= parts(page).items()
    assert 'data-aside="opinion"' in parts(update)["s1"]


def test_others_are_told(as_bela, article, address):
    seen = article.events.count()
    as_bela.post(address, said())

    update = as_bela.get(reverse("changes", args=["dam"]), {"since": seen}, headers=HTMX)

    assert 'data-aside="opinion"' in parts(update)["s1"]


@pytest.mark.parametrize("edition", ["", "1.1"], ids=["plain", "htmx"])
def test_it_can_be_undone_from_the_desk(as_bela, article, address, edition):
    as_bela.post(address, said())
    page = as_bela.get(article.get_absolute_url())

    # The desk says its edition with everything that htmx sends.
    sent, headers = ({"edition": edition}, HTMX) if edition else ({}, {})
    answer = as_bela.post(undo(page), sent, headers=headers)

    assert answer.status_code == (200 if edition else 302)
    assert kind_of(article) == ""


def test_the_undo_can_be_undone(as_bela, article, address):
    update = as_bela.post(address, said(), headers=HTMX)
    back = as_bela.post(undo(update), headers=HTMX)

    as_bela.post(undo(back), headers=HTMX)

    assert kind_of(article) == "opinion"


@pytest.mark.parametrize(
    "bad",
    [
        {"edition": ""},
        {"edition": "one"},
        {"edition": "9" * 500},
        {"kind": "boring"},
        {"before": "boring"},
    ],
)
def test_what_makes_no_sense_is_refused(as_bela, address, bad):
    with nothing_written():
        answer = as_bela.post(address, said() | bad)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text


def test_a_refused_choice_is_kept(as_bela, address):
    answer = as_bela.post(address, said("question") | {"edition": ""})

    assert 'value="question" id="id_kind_3" checked' in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_was_marked_meanwhile_is_left_as_it_is(as_bela, ada, article, address, headers):
    article.current().sentences.get(number=1).mark("question", by=ada, before="")

    with nothing_written():
        answer = as_bela.post(address, said(), headers=headers)

    assert answer.status_code == 409
    assert "This sentence was changed meanwhile." in answer.text
    assert "question" in answer.text


def test_another_text_is_a_conflict_with_the_sentence_as_it_is_now(as_bela, article, address):
    revised(article, "Correction. " + TEXT)

    with nothing_written():
        answer = as_bela.post(address, said())

    assert answer.status_code == 409
    assert "Correction." in answer.text
    assert 'name="edition" value="2.1"' in answer.text


def test_after_a_conflict_it_can_be_sent_again(as_bela, article, address):
    revised(article, "Correction. " + TEXT)

    as_bela.post(address, said(edition="2.1"))

    assert kind_of(article) == "opinion"
