import pytest
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts

BOTH = "Joined by both"


@pytest.fixture
def claim(ada):
    return factories.Annotation(by=ada, claim_text="The dam is full", claimant="Officials")


@pytest.fixture
def address(claim):
    return reverse("annotations.edit", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation(by=ada)
    gone.delete_softly(by=ada, version=1)
    return [reverse("annotations.edit", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")  # get shows the form


def words(**changed):
    fields = {"claim_text": "The dam is empty", "claimant": "Officials", "claim_date": ""}
    return fields | {"version": 1} | changed


def test_it_changes_the_claim(as_ada, claim, address):
    as_ada.post(address, words(claim_date="2026-03-01"))

    claim.refresh_from_db()
    assert (claim.claim_text, str(claim.claim_date)) == ("The dam is empty", "2026-03-01")
    assert claim.version == 2


def test_history_keeps_what_it_said_before(as_ada, ada, claim, address):
    as_ada.post(address, words())

    told = claim.events.last()
    assert (told.verb, told.actor) == ("edited", ada)
    assert told.before["claim_text"] == "The dam is full"
    assert told.after["claim_text"] == "The dam is empty"


def test_the_passage_cannot_be_changed(as_ada, claim, address):
    as_ada.post(address, words(quote="forged", start=0, end=3, created_by=1, article=1))

    claim.refresh_from_db()
    assert (claim.quote, claim.start, claim.end) == ("40 million litres", 14, 31)


def test_the_newlines_of_a_browser_become_those_of_articles(as_ada, claim, address):
    as_ada.post(address, words(claim_text="Full\r\nand safe"))

    claim.refresh_from_db()
    assert claim.claim_text == "Full\nand safe"


def test_a_reviewer_edits_their_own(client, claim, address):
    client.force_login(claim.created_by)

    assert client.post(address, words()).status_code == 302


def test_a_reviewer_does_not_edit_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.get(address).status_code == 403
        assert as_bela.post(address, words()).status_code == 403


def test_an_editor_edits_everybodys(as_ada):
    claim = factories.Annotation()

    assert as_ada.post(reverse("annotations.edit", args=[claim.pk]), words()).status_code == 302


def test_without_htmx_it_goes_to_the_claim(as_ada, claim, address):
    answer = as_ada.post(address, words())

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, claim, address):
    update = as_ada.post(address, words(), headers=HTMX)
    page = as_ada.get(claim.article.get_absolute_url())

    assert "The dam is empty" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


# -- its form --------------------------------------------------------------------------------------


def test_the_form_shows_what_stands(as_ada, address):
    page = as_ada.get(address)

    assert "The dam is full</textarea>" in page.text
    assert 'name="version" value="1"' in page.text


def test_with_htmx_the_form_comes_alone(as_ada, address):
    assert as_ada.get(address, headers=HTMX).text.lstrip().startswith('<form class="form"')


@pytest.mark.parametrize(
    "bad",
    [
        {"claim_text": "x" * 10_001},
        {"claim_text": "nul\0"},
        {"claimant": "x" * 301},
        {"claim_date": "yesterday"},
        {"claim_date": "2026-02-30"},
        {"version": ""},
        {"version": "one"},
        {"version": "²"},
    ],
)
def test_what_makes_no_sense_is_refused_and_kept(as_ada, address, bad):
    with nothing_written():
        answer = as_ada.post(address, words(claim_text="Typed with care") | bad)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text
    assert bad.keys() == {"claim_text"} or "Typed with care" in answer.text


# -- two at once -----------------------------------------------------------------------------------


def test_the_second_of_two_gets_both_texts(as_ada, claim, address, bela):
    claim.edit(by=bela, version=1, claim_text="Belas words")

    with nothing_written():
        answer = as_ada.post(address, words(claim_text="Adas words"))

    assert answer.status_code == 409
    assert "Belas words</dd>" in answer.text
    assert "Adas words</dd>" in answer.text
    assert "Adas words</textarea>" in answer.text


def test_with_htmx_a_conflict_is_the_form_alone(as_ada, claim, address, bela):
    claim.edit(by=bela, version=1, claim_text="Belas words")

    answer = as_ada.post(address, words(), headers=HTMX)

    assert answer.status_code == 409
    assert answer.text.lstrip().startswith('<form class="form"')


def test_after_a_conflict_the_joined_text_can_be_saved(as_ada, claim, address, bela):
    claim.edit(by=bela, version=1, claim_text="Belas words")
    answer = as_ada.post(address, words())
    seen = answer.context["theirs"]["version"].value()

    as_ada.post(address, words(claim_text=BOTH, version=seen))

    claim.refresh_from_db()
    assert claim.claim_text == BOTH


def test_an_unknown_version_is_a_conflict(as_ada, address):
    with nothing_written():
        assert as_ada.post(address, words(version=10**30)).status_code == 409


def test_saying_what_stands_already_is_harmless(as_ada, address):
    as_ada.post(address, words())

    with nothing_written():
        answer = as_ada.post(address, words())

    assert answer.status_code == 302
