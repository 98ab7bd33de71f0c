import csv
import io

import pytest
from django.urls import reverse

from annotations.models import Annotation, Verdict
from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts, undo_of

GONE = "Everything was withdrawn by the editors yesterday."


@pytest.fixture
def claim(ada):
    return factories.Annotation(by=ada)


@pytest.fixture
def orphan(claim):
    revised(claim.article, GONE)
    return claim


@pytest.fixture
def address(claim):
    return reverse("spans.edit", args=[claim.pk])


@pytest.fixture
def missing(ada):
    gone = factories.Annotation(by=ada)
    gone.delete_softly(by=ada, version=1)
    return [reverse("spans.edit", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")  # get shows the form


def ends(words, text=TEXT, **changed):
    """What the desk sends for a selection."""
    start = text.index(words)
    said = {"start": start, "end": start + len(words), "quote": words, "words": words}
    return said | {"revision": 1, "version": 1} | changed


def place(claim):
    return claim.placements.current().get()


def exported(client, claim, **more):
    asked = {"article": claim.article.slug} | more
    answer = client.get(reverse("exports.verdicts"), asked)
    lines = b"".join(answer).decode()
    return [(row["reviewer"], row["state"]) for row in csv.DictReader(io.StringIO(lines))]


# -- a claim that stands ------------------------------------------------------------------------


def test_it_moves_the_ends(as_ada, claim, address):
    as_ada.post(address, ends("dam holds 40 million"))

    assert (place(claim).start, place(claim).end) == (4, 24)


def test_typed_words_are_found_in_the_text(as_ada, claim, address):
    as_ada.post(address, {"words": "dam  holds 40 milion litres", "version": 1})

    assert place(claim).passage == "dam holds 40 million litres"


def test_blanks_at_the_ends_are_left_out(as_ada, claim, address):
    as_ada.post(address, ends(" holds 40 "))

    assert place(claim).passage == "holds 40"


def test_the_quote_may_be_left_out(as_ada, claim, address):
    as_ada.post(address, ends("dam holds") | {"quote": "", "words": ""})

    assert place(claim).passage == "dam holds"


def test_a_reviewer_moves_their_own(client, claim, address):
    own = factories.Annotation()
    client.force_login(own.created_by)

    answer = client.post(reverse("spans.edit", args=[own.pk]), ends("dam holds"))

    assert answer.status_code == 302


def test_a_reviewer_does_not_move_what_is_somebody_elses(as_bela, address):
    with nothing_written():
        assert as_bela.get(address).status_code == 403
        assert as_bela.post(address, ends("dam holds")).status_code == 403


def test_without_htmx_it_goes_to_the_claim(as_ada, claim, address):
    answer = as_ada.post(address, ends("dam holds"))

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_ada, claim, address):
    update = as_ada.post(address, ends("Nobody was hurt"), headers=HTMX)
    page = as_ada.get(claim.article.get_absolute_url())

    assert parts(update).keys() == {"s1", "s2", "s3", "margin-1", "margin-2", "progress"}
    assert parts(update).items() <= parts(page).items()


def test_moving_again_to_the_same_place_is_harmless(as_ada, address):
    as_ada.post(address, ends("dam holds"))

    with nothing_written():
        assert as_ada.post(address, ends("dam holds")).status_code == 302


def test_it_can_be_undone(as_ada, ada, bela, claim, address):
    for person in (ada, bela):
        factories.Verdict(annotation=claim, by=person)
    update = as_ada.post(address, ends("dam holds"), headers=HTMX)

    as_ada.post(undo_of(update).replace("&amp;", "&"), headers=HTMX)

    assert place(claim).passage == "40 million litres"
    assert Verdict.objects.valid().count() == 2


def test_the_undo_can_be_undone(as_ada, claim, address):
    update = as_ada.post(address, ends("dam holds"), headers=HTMX)
    back = as_ada.post(undo_of(update).replace("&amp;", "&"), headers=HTMX)

    as_ada.post(undo_of(back).replace("&amp;", "&"), headers=HTMX)

    assert place(claim).passage == "dam holds"


# -- what it does to verdicts -------------------------------------------------------------------


@pytest.fixture
def judged(claim, ada, bela):
    factories.Verdict(annotation=claim, by=ada)
    factories.Verdict(annotation=claim, by=bela)
    return claim


def test_the_card_says_that_others_need_a_re_check(as_ada, judged, address):
    as_ada.post(address, ends("dam holds"))

    card = parts(as_ada.get(judged.article.get_absolute_url()))["margin-1"]
    assert card.count("needs re-check") == 1
    assert "data-recheck" in card


def test_stale_verdicts_leave_the_csv(as_ada, judged, address):
    as_ada.post(address, ends("dam holds"))

    assert exported(as_ada, judged) == [("ada", "current")]
    assert set(exported(as_ada, judged, include="stale")) == {("ada", "current"), ("bela", "stale")}


# -- an orphan ----------------------------------------------------------------------------------


def test_an_orphan_is_attached(as_ada, orphan, address):
    as_ada.post(address, ends("the editors", GONE, revision=2))

    assert (place(orphan).passage, place(orphan).change) == ("the editors", "attached")


def test_an_orphan_is_attached_by_words(as_ada, orphan, address):
    as_ada.post(address, {"words": "by the editors", "revision": 2, "version": 1})

    assert place(orphan).passage == "by the editors"


def test_attaching_can_be_undone(as_ada, orphan, address):
    update = as_ada.post(address, ends("the editors", GONE, revision=2), headers=HTMX)

    as_ada.post(undo_of(update), headers=HTMX)

    assert list(Annotation.objects.in_tray()) == [orphan]


def test_a_kept_one_can_be_attached_too(as_ada, ada, orphan, address):
    orphan.shelve(by=ada, version=1)

    as_ada.post(address, ends("the editors", GONE, revision=2, version=2))

    assert place(orphan)


# -- its form -----------------------------------------------------------------------------------


def test_the_form_shows_the_words_and_their_sentence(as_ada, address):
    page = as_ada.get(address)

    assert "40 million litres</textarea>" in page.text
    assert "The dam holds <strong>40 million litres</strong>." in page.text


def test_the_form_of_an_orphan_shows_where_it_stood(as_ada, orphan, address):
    page = as_ada.get(address)

    assert "In revision 1 it stood here:" in page.text
    assert "<strong>40 million litres</strong>" in page.text


def test_with_htmx_the_form_comes_alone(as_ada, address):
    assert as_ada.get(address, headers=HTMX).text.lstrip().startswith('<form class="form"')


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "bad",
    [
        {"start": 500, "end": 600},
        {"start": -3, "end": 3},
        {"start": 10**30, "end": 10**31},
        {"quote": "something else"},
        {"start": 3, "end": 4, "quote": " "},
        {"start": "", "end": "", "words": "nowhere in this text at all"},
        {"start": "", "end": "", "words": ""},
        {"start": "a", "words": ""},
        {"version": ""},
        {"version": "one"},
    ],
)
def test_what_makes_no_sense_is_refused(as_ada, address, bad, headers):
    with nothing_written():
        answer = as_ada.post(address, ends("dam holds") | bad, headers=headers)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text


def test_what_was_typed_is_kept(as_ada, address):
    answer = as_ada.post(address, {"words": "Nobody was hurtled", "version": "?"})

    assert "Nobody was hurtled</textarea>" in answer.text


# -- two at once --------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_what_changed_meanwhile_is_not_moved(as_ada, bela, claim, address, headers):
    claim.edit(by=bela, version=1, claim_text="Better words")

    with nothing_written():
        answer = as_ada.post(address, ends("dam holds"), headers=headers)

    assert answer.status_code == 409
    assert "Somebody else changed this claim meanwhile." in answer.text
    assert "dam holds</textarea>" in answer.text


def test_another_text_is_a_conflict_with_the_words_kept(as_ada, claim, address):
    revised(claim.article, "Correction. " + TEXT)

    with nothing_written():
        answer = as_ada.post(address, ends("dam holds"))

    assert answer.status_code == 409
    assert "The text was updated meanwhile." in answer.text
    assert "dam holds</textarea>" in answer.text


def test_after_a_conflict_the_words_can_be_saved_again(as_ada, claim, address):
    revised(claim.article, "Correction. " + TEXT)
    answer = as_ada.post(address, ends("dam holds"))

    as_ada.post(address, answer.context["form"].data.dict())

    assert place(claim).passage == "dam holds"


def test_words_that_the_new_text_does_not_have_are_kept_and_said_so(as_ada, claim, address):
    revised(claim.article, GONE)

    answer = as_ada.post(address, ends("dam holds"))

    assert answer.status_code == 409
    assert "These words are not in the article." in answer.text
    assert "dam holds</textarea>" in answer.text


def test_an_undo_that_comes_too_late_is_refused_in_words(as_ada, bela, claim, address):
    update = as_ada.post(address, ends("dam holds"), headers=HTMX)
    claim.edit(by=bela, version=2, claim_text="Better words")

    with nothing_written():
        answer = as_ada.post(undo_of(update).replace("&amp;", "&"), headers=HTMX)

    assert answer.status_code == 409
    assert "The claim has changed since. Look again." in answer.text
    assert "Better words" in parts(answer)["margin-1"]


def test_an_undo_after_an_update_of_the_text_is_refused(as_ada, claim, address):
    update = as_ada.post(address, ends("dam holds"), headers=HTMX)
    revised(claim.article, "Correction. " + TEXT)

    assert as_ada.post(undo_of(update).replace("&amp;", "&"), headers=HTMX).status_code == 409
