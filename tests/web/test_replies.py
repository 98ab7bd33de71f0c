import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts


@pytest.fixture
def item(db):
    return factories.Evidence(stance="refutes")


@pytest.fixture
def address(item):
    return reverse("replies.create", args=[item.pk])


@pytest.fixture
def missing(item, ada):
    gone = factories.Evidence()
    gone.annotation.delete_softly(by=ada, version=1)
    return [reverse("replies.create", args=[key]) for key in (10**30, gone.pk)]


class TestQuestions(Questions):
    pass


def reply(client, address, text, **options):
    return client.post(address, {"reply": text}, **options)


def test_it_answers_the_evidence(as_bela, bela, item, address):
    answer = reply(as_bela, address, "It counts\r\nanother dam.")

    item.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, item.annotation.get_absolute_url())
    assert (item.reply, item.replied_by) == ("It counts\nanother dam.", bela)


def test_with_htmx_the_card_shows_it_as_the_page_does(as_bela, item, address):
    update = reply(as_bela, address, "<b>Another dam.", headers=HTMX)
    page = as_bela.get(item.annotation.article.get_absolute_url())

    assert "bela replies:" in parts(update)["margin-1"]
    assert "&lt;b&gt;Another dam." in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_history_tells_of_it(as_bela, bela, item, address):
    reply(as_bela, address, "Another dam.")

    told = item.annotation.events.last()
    assert (told.verb, told.actor, told.after) == (
        "answered_evidence",
        bela,
        {"reply": "Another dam."},
    )


def test_an_empty_one_takes_it_back(as_bela, item, address):
    reply(as_bela, address, "Another dam.")

    reply(as_bela, address, " ")

    item.refresh_from_db()
    assert item.is_unanswered


def test_the_reply_of_somebody_else_stays(as_bela, item, address):
    item.answer("Another dam.", by=factories.Reviewer())

    with nothing_written():
        answer = reply(as_bela, address, "")

    assert answer.status_code == 409


def test_one_that_is_too_long_comes_back(as_bela, address):
    with nothing_written():
        answer = reply(as_bela, address, "a" * 10_001, headers=HTMX)

    assert (answer.status_code, "<html" in answer.text) == (422, False)


def test_the_form_shows_what_stands(as_bela, bela, item):
    item.answer("Another dam.", by=bela)

    form = as_bela.get(reverse("replies.new", args=[item.pk]))

    assert "Another dam.</textarea>" in form.text


def test_what_others_reply_is_hidden_until_my_verdict_is_in(as_bela, bela, ada):
    item = factories.Evidence(by=bela, annotation__article__is_blind=True)
    item.answer("Another dam.", by=ada)
    pages = [reverse("replies.new", args=[item.pk]), item.annotation.article.get_absolute_url()]

    assert not any("Another dam" in as_bela.get(page).text for page in pages)

    factories.Verdict(annotation=item.annotation, by=bela)
    assert all("Another dam" in as_bela.get(page).text for page in pages)
